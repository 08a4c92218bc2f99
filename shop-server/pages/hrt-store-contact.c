/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Reads the fields of the checkout strictly and puts back what was typed.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-store-contact.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/base/hrt-phone.h"
#include "model/base/hrt-text.h"
#include "model/people/hrt-session.h"

/* A form is smaller than this; what fits a field is judged by the field. */
#define MAX_TYPED (1024 * 1024)

typedef struct
{
  const char *name;
  gsize min_chars;
  gsize max_chars;
  const char *error;    /* N_() */
  const char *too_long; /* N_() */
} Field;

static const Field name_field = { "name", 1, 120, N_ ("We need a name to hold it for"),
                                  N_ ("At most 120 characters, please") };
static const Field address_field = { "address", 5, 500,
                                     N_ ("The courier needs the street and number"),
                                     N_ ("At most 500 characters, please") };
static const Field city_field = { "city", 2, 80, N_ ("Which city or regency?"),
                                  N_ ("At most 80 characters, please") };
static const Field postal_field = { "postal", 5, 10, N_ ("Five digits, like 40153"),
                                    N_ ("Five digits, like 40153") };
static const Field note_field = { "note", 0, 1000, N_ ("At most 1000 characters, please"),
                                  N_ ("At most 1000 characters, please") };

static char *
read_field (HrtStorePage *page, const Field *field, HrtTextKind kind)
{
  const char *typed = hrt_store_page_get_field (page, field->name);
  g_autofree char *text = hrt_text_clean (typed, -1, kind, MAX_TYPED);

  if (text != NULL && hrt_text_fits (text, field->min_chars, field->max_chars))
    return g_steal_pointer (&text);
  hrt_store_page_add_error (page, field->name,
                            text != NULL && !hrt_text_fits (text, 0, field->max_chars)
                                ? field->too_long
                                : field->error);
  return g_strdup ("");
}

static char *
read_phone (HrtStorePage *page)
{
  char *phone = hrt_phone_normalise (hrt_store_page_get_field (page, "phone"));

  if (phone == NULL)
    hrt_store_page_add_error (page, "phone", N_ ("A phone number like 0812 3456 7890"));
  return phone;
}

static char *
read_email (HrtStorePage *page)
{
  g_autofree char *email = g_strstrip (g_strdup (hrt_store_page_get_field (page, "email")));

  if (!hrt_text_is_email (email))
    hrt_store_page_add_error (page, "email", N_ ("An e-mail address like name@example.com"));
  return g_steal_pointer (&email);
}

static char *
read_postal (HrtStorePage *page)
{
  char *postal = read_field (page, &postal_field, HRT_TEXT_LINE);

  if (strlen (postal) != 5 || strspn (postal, "0123456789") != 5)
    hrt_store_page_add_error (page, "postal", postal_field.error);
  return postal;
}

/**
 * hrt_store_contact_read:
 * @page: the checkout; gets an error beside each field that will not do
 * @order: filled in
 * @is_pickup: no address is needed, and none is kept
 */
void
hrt_store_contact_read (HrtStorePage *page, HrtCheckout *order, gboolean is_pickup)
{
  order->contact_name = read_field (page, &name_field, HRT_TEXT_LINE);
  order->contact_phone = read_phone (page);
  order->contact_email = read_email (page);
  order->note = read_field (page, &note_field, HRT_TEXT_PARAGRAPHS);
  if (is_pickup)
    {
      order->address = g_strdup ("");
      order->city = g_strdup ("");
      order->postal_code = g_strdup ("");
      return;
    }
  order->address = read_field (page, &address_field, HRT_TEXT_LINE);
  order->city = read_field (page, &city_field, HRT_TEXT_LINE);
  order->postal_code = read_postal (page);
}

/**
 * hrt_store_contact_show:
 * @page: the checkout
 *
 * Fills the form with what was typed; at first with what the account knows.
 */
void
hrt_store_contact_show (HrtStorePage *page)
{
  static const char *const names[] = { "name", "phone",  "email", "address",
                                       "city", "postal", "note",  NULL };
  const HrtWebSession *web_session = hrt_web_request_get_session (page->request);
  const HrtSession *session = web_session != NULL ? web_session->data : NULL;
  HrtWebData *form = hrt_web_data_object (page->data, "form");

  if (hrt_web_request_get_form (page->request) != NULL)
    {
      for (guint i = 0; names[i] != NULL; i++)
        hrt_web_data_text (form, names[i], hrt_store_page_get_field (page, names[i]));
      return;
    }
  if (session == NULL || session->customer_id == 0)
    return;
  hrt_web_data_text (form, "name", session->name);
  hrt_web_data_text (form, "phone", session->phone);
  hrt_web_data_text (form, "email", session->email);
}
