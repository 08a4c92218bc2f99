/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStorePage: what stands on every page, errors beside their fields, and the way out.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/base/hrt-model-error.h"
#include "model/base/hrt-phone.h"

/* In one line: "Jl. Braga 1, Bandung". */
static char *
dup_place (const HrtShopProfile *profile)
{
  const char *address = profile->address != NULL ? profile->address : "";
  const char *city = profile->city != NULL ? profile->city : "";

  return g_strconcat (address, *address != '\0' && *city != '\0' ? ", " : "", city, NULL);
}

/* Named as in the template's {{shop.…}}. */
static void
show_shop (HrtWebData *data, const HrtShopProfile *profile)
{
  HrtWebData *shop = hrt_web_data_object (data, "shop");
  g_autofree char *phone = profile->phone != NULL ? hrt_phone_normalise (profile->phone) : NULL;
  g_autofree char *place = dup_place (profile);

  hrt_web_data_text (shop, "name", profile->name);
  hrt_web_data_text (shop, "tagline", profile->tagline);
  hrt_web_data_text (shop, "address", profile->address);
  hrt_web_data_text (shop, "city", profile->city);
  hrt_web_data_text (shop, "postal_code", profile->postal_code);
  hrt_web_data_text (shop, "phone", profile->phone);
  hrt_web_data_text (shop, "phone_link", phone != NULL ? phone : profile->phone);
  if (phone != NULL && hrt_phone_is_mobile (phone))
    hrt_web_data_text (shop, "whatsapp", phone + 1); /* without the plus */
  hrt_web_data_text (shop, "email", profile->email);
  hrt_web_data_bool (shop, "can_be_reached",
                     (profile->phone != NULL && *profile->phone != '\0') ||
                         (profile->email != NULL && *profile->email != '\0'));
  hrt_web_data_text (shop, "opening_hours", profile->opening_hours);
  hrt_web_data_text (shop, "language", profile->language); /* what the shop wrote is in */
  hrt_web_data_text (shop, "place", place);
  if (profile->charges_tax)
    hrt_web_data_text (shop, "tax_number", profile->tax_number);
  /* Only a taxable shop may speak of PPN at all. */
  hrt_web_data_bool (shop, "prices_with_tax", profile->charges_tax && profile->prices_include_tax);
}

static void
show_shelves (HrtStorePage *self)
{
  HrtWebData *list = hrt_web_data_list (self->data, "shelves");
  gboolean is_products = g_strcmp0 (hrt_web_request_get_path (self->request), "/products") == 0;
  const char *current =
      is_products ? hrt_web_params_get (hrt_web_request_get_query (self->request), "category")
                  : NULL;

  hrt_web_data_bool (self->data, "at_all", is_products && (current == NULL || *current == '\0'));
  for (guint i = 0; i < self->store->categories->len; i++)
    {
      const HrtCategory *category = g_ptr_array_index (self->store->categories, i);
      HrtWebData *item;

      if (category->depth != 0 || !category->active)
        continue;
      item = hrt_web_data_list_append (list);
      hrt_web_data_text (item, "slug", category->slug);
      hrt_web_data_text (item, "name",
                         hrt_store_page_choose (self, category->name_id, category->name_en));
      hrt_web_data_bool (item, "current", g_strcmp0 (category->slug, current) == 0);
    }
}

/* Where a page can be asked for again, in another language say. */
static const char *
find_path (HrtStorePage *self)
{
  if (strcmp (hrt_web_request_get_method (self->request), "POST") != 0)
    return hrt_web_request_get_target (self->request);
  return hrt_web_router_find_page (hrt_web_server_get_router (self->store->server),
                                   hrt_web_request_get_path (self->request));
}

static void
show_visitor (HrtStorePage *self)
{
  const HrtWebSession *session = hrt_web_request_get_session (self->request);

  hrt_web_data_text (self->data, "path", find_path (self));
  if (session == NULL)
    return;
  hrt_web_data_bool (self->data, "signed_in", session->customer_id != 0);
  hrt_web_data_int64 (self->data, "cart_count", session->cart_count);
}

/**
 * hrt_store_page_new:
 * @request: what is asked
 * @store: the store
 *
 * Returns: (transfer full): a page with what stands on all of them
 */
HrtStorePage *
hrt_store_page_new (HrtWebRequest *request, HrtStore *store)
{
  HrtStorePage *self = g_new0 (HrtStorePage, 1);

  self->store = g_object_ref (store);
  self->request = g_object_ref (request);
  self->data = hrt_web_data_new ();
  self->language = g_intern_string (hrt_web_request_get_language (request));
  self->tags = g_array_new (FALSE, FALSE, sizeof (HrtStoreTag));
  hrt_web_data_text_static (self->data, "lang", self->language);
  hrt_web_data_bool (self->data, "is_id", strcmp (self->language, "id") == 0);
  hrt_web_data_text (self->data, "asset_css", hrt_web_assets_get_url (store->assets, "shop.css"));
  hrt_web_data_text (self->data, "asset_js", hrt_web_assets_get_url (store->assets, "shop.js"));
  hrt_web_data_text (self->data, "asset_font",
                     hrt_web_assets_get_url (store->assets, "bebas.woff2"));
  hrt_web_data_text (self->data, "asset_icon", hrt_web_assets_get_url (store->assets, "icon.svg"));
  show_shop (self->data, store->profile);
  show_shelves (self);
  show_visitor (self);
  return self;
}

void
hrt_store_page_free (HrtStorePage *self)
{
  if (self->own != NULL && self->own_free != NULL)
    self->own_free (self->own);
  hrt_web_data_free (self->data);
  g_array_unref (self->tags);
  g_free (self->new_session);
  g_object_unref (self->request);
  g_object_unref (self->store);
  g_free (self);
}

/**
 * hrt_store_page_translate:
 * @self: a page
 * @msgid: a text marked N_()
 *
 * Returns: the text in the visitor's language
 */
const char *
hrt_store_page_translate (HrtStorePage *self, const char *msgid)
{
  return hrt_store_translate (self->store, self->language, msgid);
}

/**
 * hrt_store_page_choose:
 * @self: a page
 * @indonesian: (nullable): a text of the catalogue
 * @english: (nullable): the same in English
 *
 * Returns: the one in the visitor's language; the other where that is missing
 */
const char *
hrt_store_page_choose (HrtStorePage *self, const char *indonesian, const char *english)
{
  gboolean is_id = strcmp (self->language, "id") == 0;
  const char *first = is_id ? indonesian : english;
  const char *second = is_id ? english : indonesian;

  if (first != NULL && *first != '\0')
    return first;
  return second != NULL ? second : "";
}

/**
 * hrt_store_page_add_error:
 * @self: a page with a form
 * @field: its name, a literal; "form" for the form as a whole
 * @msgid: what is wrong, marked N_()
 *
 * The first error of a field counts.
 */
void
hrt_store_page_add_error (HrtStorePage *self, const char *field, const char *msgid)
{
  const char *text = hrt_store_page_translate (self, msgid);
  HrtWebData *item;

  if (self->errors == NULL)
    {
      self->errors = hrt_web_data_object (self->data, "errors");
      self->error_list = hrt_web_data_list (self->data, "error_list");
      hrt_web_data_bool (self->data, "errors_any", TRUE);
    }
  if (hrt_web_data_lookup (self->errors, field, strlen (field)).kind != HRT_WEB_VALUE_NONE)
    return;
  hrt_web_data_text (self->errors, field, text);
  item = hrt_web_data_list_append (self->error_list);
  hrt_web_data_text (item, "field", field);
  hrt_web_data_bool (item, "is_field", strcmp (field, "form") != 0);
  hrt_web_data_text (item, "text", text);
}

gboolean
hrt_store_page_has_errors (HrtStorePage *self)
{
  return self->errors != NULL;
}

/**
 * hrt_store_page_add_problem:
 * @self: a page
 * @text: a sentence in the visitor's language
 *
 * Says at the top of the page what stands in the way.
 */
void
hrt_store_page_add_problem (HrtStorePage *self, const char *text)
{
  if (self->problems == NULL)
    {
      self->problems = hrt_web_data_list (self->data, "problems");
      hrt_web_data_bool (self->data, "problems_any", TRUE);
    }
  hrt_web_data_text (hrt_web_data_list_append (self->problems), "text", text);
}

static const char *
translate_for_refusal (const char *msgid, gpointer user_data)
{
  return hrt_store_page_translate (user_data, msgid);
}

/* What customers are told otherwise than the till is. How much of everything there is, is nobody's
 * business who only guesses. */
static const char *
find_own_text (HrtRefusal *refusal)
{
  if (g_strcmp0 (refusal->code, "out_of_stock") == 0 && refusal->available <= 0)
    return N_ ("{name} is sold out");
  if (g_strcmp0 (refusal->code, "out_of_stock") == 0 && refusal->available > HRT_STORE_TOLD_PIECES)
    return N_ ("There are not {requested} of {name} left");
  if (g_strcmp0 (refusal->code, "too_many") == 0 && g_strcmp0 (refusal->field, "pieces") == 0)
    return N_ ("Please call us for more than {limit} pieces");
  return NULL;
}

/**
 * hrt_store_page_fill_in:
 * @self: a page
 * @refusal: one reason
 * @msgid: a text with {available} and the like
 *
 * Returns: (transfer full): the text in the visitor's language, about @refusal
 */
char *
hrt_store_page_fill_in (HrtStorePage *self, HrtRefusal *refusal, const char *msgid)
{
  return hrt_refusal_fill_in (refusal, msgid, translate_for_refusal, self);
}

/**
 * hrt_store_page_dup_refusal:
 * @self: a page
 * @refusal: one reason
 *
 * Returns: (transfer full): the reason as a sentence in the visitor's language
 */
char *
hrt_store_page_dup_refusal (HrtStorePage *self, HrtRefusal *refusal)
{
  const char *own = find_own_text (refusal);

  return own != NULL ? hrt_store_page_fill_in (self, refusal, own)
                     : hrt_refusal_dup_text (refusal, translate_for_refusal, self);
}

/**
 * hrt_store_page_add_problems:
 * @self: a page
 * @outcome: (nullable): what was refused
 *
 * Shows every reason of a refusal as a sentence.
 */
void
hrt_store_page_add_problems (HrtStorePage *self, HrtOutcome *outcome)
{
  for (guint i = 0; outcome != NULL && outcome->refusals != NULL && i < outcome->refusals->len; i++)
    {
      g_autofree char *text =
          hrt_store_page_dup_refusal (self, g_ptr_array_index (outcome->refusals, i));

      hrt_store_page_add_problem (self, text);
    }
}

/**
 * hrt_store_page_keep:
 * @self: a page that looks the same to every visitor without a session
 * @max_age_secs: how long it may be shown should a hint be lost
 */
void
hrt_store_page_keep (HrtStorePage *self, guint max_age_secs)
{
  self->keep_secs = max_age_secs;
}

/**
 * hrt_store_page_add_tag:
 * @self: a page
 * @kind: "product", "variant", "list"; a literal
 * @id: which of them
 *
 * The kept page is thrown away when that changes.
 */
void
hrt_store_page_add_tag (HrtStorePage *self, const char *kind, gint64 id)
{
  HrtStoreTag tag = { kind, id };

  g_array_append_val (self->tags, tag);
}

static void
show_token (HrtStorePage *self)
{
  g_autofree char *made =
      self->new_session != NULL ? hrt_web_session_make_csrf_token (self->new_session) : NULL;
  const char *token = made != NULL ? made : hrt_web_request_get_csrf_token (self->request);

  hrt_web_data_text (self->data, "csrf", token != NULL ? token : "");
}

/**
 * hrt_store_page_add_session:
 * @self: a page
 * @response: (transfer none): its answer
 *
 * Returns: @response, with the cookie of the session that it begins
 */
HrtWebResponse *
hrt_store_page_add_session (HrtStorePage *self, HrtWebResponse *response)
{
  if (self->new_session != NULL)
    hrt_web_response_set_session (response, self->new_session,
                                  hrt_web_request_is_secure (self->request));
  return response;
}

/**
 * hrt_store_page_render:
 * @self: a page
 * @template: its template
 * @status: HTTP status
 *
 * Returns: (transfer full): the answer
 */
HrtWebResponse *
hrt_store_page_render (HrtStorePage *self, const char *template, guint status)
{
  HrtWebTemplate *compiled =
      hrt_web_templates_get (self->store->templates, template, self->language);
  GString *html = g_string_sized_new (16384);
  HrtWebResponse *response;

  show_token (self);
  if (compiled != NULL)
    hrt_web_template_render (compiled, self->data, html);
  else
    g_critical ("there is no template %s", template);
  response = hrt_web_response_new_html (status, html);
  hrt_store_page_add_session (self, response);
  if (self->retry_after_secs > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", self->retry_after_secs);

      hrt_web_response_set_header (response, "Retry-After", seconds);
    }
  if (self->keep_secs == 0 || self->new_session != NULL ||
      hrt_web_request_get_session (self->request) != NULL)
    return response;
  hrt_web_response_keep (response, self->keep_secs);
  hrt_web_response_add_tag (response, "frame", 0);
  for (guint i = 0; i < self->tags->len; i++)
    {
      const HrtStoreTag *tag = &g_array_index (self->tags, HrtStoreTag, i);

      hrt_web_response_add_tag (response, tag->kind, tag->id);
    }
  return response;
}

/**
 * hrt_store_page_send:
 * @self: a page
 * @template: its template
 * @status: HTTP status
 *
 * Answers the request.
 */
void
hrt_store_page_send (HrtStorePage *self, const char *template, guint status)
{
  hrt_web_request_respond (self->request, hrt_store_page_render (self, template, status));
}

/**
 * hrt_store_page_redirect:
 * @self: a page
 * @path: of this site
 *
 * Sends the visitor there with GET.
 */
void
hrt_store_page_redirect (HrtStorePage *self, const char *path)
{
  hrt_web_request_respond (
      self->request, hrt_store_page_add_session (self, hrt_web_response_new_redirect (303, path)));
}

/**
 * hrt_store_page_fail:
 * @self: a page
 * @error: why a service did not answer
 *
 * Answers 404 for what does not exist or is not this visitor's, 503 for an outage, else 500.
 */
void
hrt_store_page_fail (HrtStorePage *self, const GError *error)
{
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_FOUND) ||
      g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_ALLOWED))
    hrt_web_request_respond_error (self->request, 404);
  else
    hrt_web_request_fail (self->request, error);
}

/**
 * hrt_store_page_dup_session_hash:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): SHA-256 of the visitor's session id; %NULL without a session
 */
GBytes *
hrt_store_page_dup_session_hash (HrtStorePage *self)
{
  const char *id;

  if (self->new_session != NULL)
    return hrt_web_session_hash_id (self->new_session);
  if (hrt_web_request_get_session (self->request) == NULL)
    return NULL;
  id = hrt_web_request_get_cookie (self->request, hrt_web_session_get_cookie_name (
                                                      hrt_web_request_is_secure (self->request)));
  return id != NULL ? hrt_web_session_hash_id (id) : NULL;
}

GCancellable *
hrt_store_page_get_cancellable (HrtStorePage *self)
{
  return hrt_web_request_get_cancellable (self->request);
}

/**
 * hrt_store_page_get_field:
 * @self: a page that answers a form
 * @name: of a field
 *
 * Returns: (transfer none): what was typed, "" for nothing
 */
const char *
hrt_store_page_get_field (HrtStorePage *self, const char *name)
{
  const HrtWebParams *form = hrt_web_request_get_form (self->request);
  const char *value = form != NULL ? hrt_web_params_get (form, name) : NULL;

  return value != NULL ? value : "";
}
