/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtStorePage where it is only words: a message with the way on, and what stands in the place of a
 * page that cannot be shown.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/base/hrt-json-writer.h"

/**
 * hrt_store_page_add_way:
 * @self: a page that is only a message
 * @path: of this site
 * @msgid: what is there, marked N_()
 *
 * Offers the visitor the way that leads on.
 */
void
hrt_store_page_add_way (HrtStorePage *self, const char *path, const char *msgid)
{
  hrt_web_data_text (self->data, "way", path);
  hrt_web_data_text (self->data, "way_text", hrt_store_page_translate (self, msgid));
}

/**
 * hrt_store_page_send_message:
 * @self: a page
 * @status: HTTP status
 * @title: a heading marked N_()
 * @text: a paragraph marked N_()
 *
 * Answers the request with a calm page of words.
 */
void
hrt_store_page_send_message (HrtStorePage *self, guint status, const char *title, const char *text)
{
  hrt_web_data_bool (self->data, "noindex", TRUE);
  hrt_web_data_text (self->data, "title", hrt_store_page_translate (self, title));
  hrt_web_data_text (self->data, "text", hrt_store_page_translate (self, text));
  hrt_store_page_send (self, "message", status);
}

/**
 * hrt_store_page_send_timed_out:
 * @self: a page that answers the form of a session that has ended
 * @path: where the form was
 *
 * Says so, and offers to sign in and come back.
 */
void
hrt_store_page_send_timed_out (HrtStorePage *self, const char *path)
{
  g_autofree char *next = g_uri_escape_string (path, NULL, FALSE);
  g_autofree char *sign_in = g_strconcat ("/login?next=", next, NULL);

  hrt_store_page_add_way (self, sign_in, N_ ("Sign in"));
  hrt_store_page_send_message (
      self, 409, N_ ("Your visit has timed out"),
      N_ ("It was quiet for a long time, so the shop does not know your cart any more. Nothing was "
          "ordered or changed. With an account, sign in and your cart is there again; without one, "
          "please fill it anew."));
}

typedef struct
{
  guint status;
  const char *title;
  const char *text;
  gboolean passes; /* the same request may be answered in a moment */
} ErrorText;

static const ErrorText *
find_error_text (guint status)
{
  static const ErrorText texts[] = {
    { 404, N_ ("There is nothing here"),
      N_ ("The page may have moved, or the goods are no longer sold. Try the search above."),
      FALSE },
    { 403, N_ ("That did not come from our page"),
      N_ ("For your safety we did not do it. Go back, load the page again and repeat."), FALSE },
    { 429, N_ ("One moment, please"),
      N_ ("That was a great deal at once. Please wait a few minutes and try again."), TRUE },
    { 503, N_ ("We will be right back"),
      N_ ("The shop is taking a short breath. Your cart is safe; please try again in a moment."),
      TRUE },
    { 400, N_ ("We could not read that"), N_ ("Go back, look at what was sent and try again."),
      FALSE },
    { 500, N_ ("Something broke on our side"),
      N_ ("It has been written down and we will look at it. Please try again later."), TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].status == status)
      return &texts[i];
  return &texts[status >= 500 ? G_N_ELEMENTS (texts) - 1 : G_N_ELEMENTS (texts) - 2];
}

/* "//" begins another host's address. */
static gboolean
can_repeat (HrtWebRequest *request)
{
  const char *target = hrt_web_request_get_target (request);

  return strcmp (hrt_web_request_get_method (request), "GET") == 0 && target[0] == '/' &&
         target[1] != '/' && target[1] != '\\';
}

/**
 * hrt_store_page_new_error:
 * @request: what cannot be answered
 * @status: HTTP status
 * @store: the store
 *
 * Returns: (transfer full): a calm page, or JSON for a script
 */
HrtWebResponse *
hrt_store_page_new_error (HrtWebRequest *request, guint status, HrtStore *store)
{
  const ErrorText *text = find_error_text (status);
  g_autoptr (HrtStorePage) page = NULL;

  if (store->templates == NULL)
    return NULL;
  if (hrt_web_request_wants_json (request))
    {
      g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

      hrt_json_writer_begin_object (json);
      hrt_json_writer_name (json, "error");
      hrt_json_writer_int64 (json, status);
      hrt_json_writer_end_object (json);
      return hrt_web_response_new_json (status, hrt_json_writer_steal (json));
    }
  page = hrt_store_page_new (request, store);
  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_web_data_int64 (page->data, "code", status);
  hrt_web_data_bool (page->data, "again", text->passes && can_repeat (request));
  hrt_web_data_text (page->data, "title", hrt_store_page_translate (page, text->title));
  hrt_web_data_text (page->data, "text", hrt_store_page_translate (page, text->text));
  return hrt_store_page_render (page, "message", status);
}
