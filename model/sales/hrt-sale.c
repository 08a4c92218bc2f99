/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSale and HrtCheckout: to the JSON that the functions of the database take.
 */

#define G_LOG_DOMAIN "hrt-sales"

#include "hrt-sales-private.h"

#include <string.h>

typedef struct
{
  gint64 variant_id;
  gint64 quantity;
  gint64 unit_price;
} Line;

typedef struct
{
  char *method; /* (owned) */
  gint64 amount;
  gint64 tendered;
} Tender;

struct _HrtSale
{
  char *key; /* (owned) */
  gint64 till_id;
  gint64 shift_id;
  gint64 staff_id;
  gint64 location_id;
  gint64 customer_id;
  gint64 discount;
  char *oversell_reason; /* (owned) (nullable) */
  char *note;            /* (owned) (nullable) */
  GArray *lines;         /* (owned) (element-type Line) */
  GArray *tenders;       /* (owned) (element-type Tender) */
};

static void
clear_tender (gpointer data)
{
  g_free (((Tender *) data)->method);
}

/**
 * hrt_sale_new:
 * @key: the ticket's UUID: the same sale sent twice is one sale
 * @till_id: which till
 * @shift_id: its open shift
 * @staff_id: who sells
 *
 * Returns: (transfer full): a sale without lines, for hrt_sales_sell_async()
 */
HrtSale *
hrt_sale_new (const char *key, gint64 till_id, gint64 shift_id, gint64 staff_id)
{
  HrtSale *self = g_new0 (HrtSale, 1);

  self->key = g_strdup (key);
  self->till_id = till_id;
  self->shift_id = shift_id;
  self->staff_id = staff_id;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->tenders = g_array_new (FALSE, FALSE, sizeof (Tender));
  g_array_set_clear_func (self->tenders, clear_tender);
  return self;
}

void
hrt_sale_free (HrtSale *self)
{
  g_free (self->key);
  g_free (self->oversell_reason);
  g_free (self->note);
  g_array_unref (self->lines);
  g_array_unref (self->tenders);
  g_free (self);
}

/**
 * hrt_sale_add_line:
 * @self: a sale
 * @variant_id: what
 * @quantity: pieces, 1 to 9999; anything else is refused by the database
 * @unit_price: rupiah, as the customer was told
 */
void
hrt_sale_add_line (HrtSale *self, gint64 variant_id, gint64 quantity, gint64 unit_price)
{
  Line line = { variant_id, quantity, unit_price };

  g_array_append_val (self->lines, line);
}

/**
 * hrt_sale_add_tender:
 * @self: a sale
 * @method: "cash" or "bank_transfer"
 * @amount: rupiah that are paid in this way; 0 for cash: what is left
 * @tendered: rupiah handed over, for cash
 */
void
hrt_sale_add_tender (HrtSale *self, const char *method, gint64 amount, gint64 tendered)
{
  Tender tender = { g_strdup (method), amount, tendered };

  g_array_append_val (self->tenders, tender);
}

void
hrt_sale_set_discount (HrtSale *self, gint64 discount)
{
  self->discount = discount;
}

void
hrt_sale_set_location (HrtSale *self, gint64 location_id)
{
  self->location_id = location_id;
}

void
hrt_sale_set_customer (HrtSale *self, gint64 customer_id)
{
  self->customer_id = customer_id;
}

static void
replace (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

/**
 * hrt_sale_set_oversell_reason:
 * @self: a sale
 * @reason: (nullable): why goods are sold that the books do not have: they are in the cashier's
 * hands
 */
void
hrt_sale_set_oversell_reason (HrtSale *self, const char *reason)
{
  replace (&self->oversell_reason, reason);
}

void
hrt_sale_set_note (HrtSale *self, const char *note)
{
  replace (&self->note, note);
}

const char *
hrt_sale_get_key (HrtSale *self)
{
  return self->key;
}

GArray *
_hrt_sale_get_lines (HrtSale *self)
{
  return self->lines;
}

static void
write_int64 (HrtJsonWriter *json, const char *name, gint64 number)
{
  hrt_json_writer_name (json, name);
  hrt_json_writer_int64 (json, number);
}

static void
write_id (HrtJsonWriter *json, const char *name, gint64 id)
{
  if (id != 0)
    write_int64 (json, name, id);
}

/* Broken UTF-8 becomes no text: the database refuses what it then misses. */
static void
write_text (HrtJsonWriter *json, const char *name, const char *text)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return;
  hrt_json_writer_name (json, name);
  hrt_json_writer_text (json, text);
}

static void
write_sale_lines (HrtJsonWriter *json, GArray *lines)
{
  hrt_json_writer_name (json, "lines");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      hrt_json_writer_begin_object (json);
      write_int64 (json, "variant_id", line->variant_id);
      write_int64 (json, "quantity", line->quantity);
      write_int64 (json, "unit_price", line->unit_price);
      hrt_json_writer_end_object (json);
    }
  hrt_json_writer_end_array (json);
}

static void
write_tenders (HrtJsonWriter *json, GArray *tenders)
{
  hrt_json_writer_name (json, "tenders");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < tenders->len; i++)
    {
      const Tender *tender = &g_array_index (tenders, Tender, i);

      hrt_json_writer_begin_object (json);
      write_text (json, "method", tender->method);
      write_int64 (json, "amount", tender->amount);
      write_int64 (json, "tendered", tender->tendered);
      hrt_json_writer_end_object (json);
    }
  hrt_json_writer_end_array (json);
}

/**
 * hrt_sale_dup_json:
 * @self: a sale
 *
 * Returns: (transfer full): an element of what hrt.sell() takes
 */
char *
hrt_sale_dup_json (HrtSale *self)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_object (json);
  write_text (json, "key", self->key);
  write_id (json, "till_id", self->till_id);
  write_id (json, "shift_id", self->shift_id);
  write_id (json, "staff_id", self->staff_id);
  write_id (json, "location_id", self->location_id);
  write_id (json, "customer_id", self->customer_id);
  write_int64 (json, "discount", self->discount);
  write_text (json, "oversell_reason", self->oversell_reason);
  write_text (json, "note", self->note);
  write_sale_lines (json, self->lines);
  write_tenders (json, self->tenders);
  hrt_json_writer_end_object (json);
  return hrt_json_writer_steal (json);
}

HrtCheckout *
hrt_checkout_new (void)
{
  HrtCheckout *self = g_new0 (HrtCheckout, 1);

  self->lines = g_array_new (FALSE, FALSE, sizeof (HrtCheckoutLine));
  return self;
}

void
hrt_checkout_free (HrtCheckout *self)
{
  char **texts[] = { &self->key,           &self->language,      &self->contact_name,
                     &self->contact_phone, &self->contact_email, &self->address,
                     &self->city,          &self->postal_code,   &self->note,
                     &self->payment_method };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  g_array_unref (self->lines);
  g_clear_pointer (&self->session_hash, g_bytes_unref);
  g_free (self);
}

void
hrt_checkout_add_line (HrtCheckout *self, gint64 variant_id, gint64 quantity)
{
  HrtCheckoutLine line = { variant_id, quantity };

  g_array_append_val (self->lines, line);
}

static void
write_checkout_lines (HrtJsonWriter *json, GArray *lines)
{
  hrt_json_writer_name (json, "lines");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < lines->len; i++)
    {
      const HrtCheckoutLine *line = &g_array_index (lines, HrtCheckoutLine, i);

      hrt_json_writer_begin_object (json);
      write_int64 (json, "variant_id", line->variant_id);
      write_int64 (json, "quantity", line->quantity);
      hrt_json_writer_end_object (json);
    }
  hrt_json_writer_end_array (json);
}

static void
write_session (HrtJsonWriter *json, GBytes *hash)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (hash, &size);
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  write_text (json, "session", hex->str);
}

/**
 * hrt_checkout_dup_json:
 * @self: a checkout
 *
 * Returns: (transfer full): an element of what hrt.place_order() takes
 */
char *
hrt_checkout_dup_json (HrtCheckout *self)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();

  hrt_json_writer_begin_object (json);
  write_text (json, "key", self->key);
  write_id (json, "customer_id", self->customer_id);
  write_text (json, "language", self->language);
  write_text (json, "contact_name", self->contact_name);
  write_text (json, "contact_phone", self->contact_phone);
  write_text (json, "contact_email", self->contact_email);
  write_text (json, "address", self->address);
  write_text (json, "city", self->city);
  write_text (json, "postal_code", self->postal_code);
  write_text (json, "note", self->note);
  write_id (json, "shipping_service_id", self->shipping_service_id);
  write_text (json, "payment_method", self->payment_method);
  write_int64 (json, "expected_total", self->expected_total);
  if (self->session_hash != NULL)
    write_session (json, self->session_hash);
  write_checkout_lines (json, self->lines);
  hrt_json_writer_end_object (json);
  return hrt_json_writer_steal (json);
}
