/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtRefusal: from the database's JSON to typed values, and from those to a sentence.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-refusal.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/base/hrt-money.h"

static const HrtField fields[] = {
  HRT_FIELD (HrtRefusal, code, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, variant_id, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, line, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, requested, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, available, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, on_hand, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, expected, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, actual, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, due, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, amount, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, tendered, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, state, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, field, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, limit, HRT_FIELD_INT64, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, axis, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, from_state, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, to_state, HRT_FIELD_ENUM, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (HrtRefusal, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
};

/**
 * HrtRefusal:
 *
 * Made from one element of the "problems" that a function of the database returned. Only the values
 * that belong to @code are set, the others are 0 or %NULL. Read-only; belongs to its #HrtOutcome.
 */
HRT_DEFINE_ENTITY (HrtRefusal, hrt_refusal, "refusal", fields, NULL)

HrtRefusal *
hrt_refusal_new (const char *code)
{
  HrtRefusal *self = g_object_new (HRT_TYPE_REFUSAL, NULL);

  self->code = g_intern_string (code);
  return self;
}

/* "from" and "to" would be no good names of properties. */
static const char *
field_of_member (const char *name)
{
  if (g_str_equal (name, "from"))
    return "from_state";
  return g_str_equal (name, "to") ? "to_state" : name;
}

static void
take_member (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  const HrtField *field =
      hrt_descriptor_find (hrt_entity_get_descriptor (user_data), field_of_member (name));

  if (field == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      hrt_field_set_text (field, user_data, json_node_get_string (node));
    }
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

      hrt_field_set_text (field, user_data, text);
    }
}

/**
 * hrt_refusal_list_from_json:
 * @json: (nullable): an array of objects, as functions of the database return in "problems"
 *
 * Returns: (transfer full) (element-type HrtRefusal): the refusals, in the same order; empty for
 * anything that is no such array
 */
GPtrArray *
hrt_refusal_list_from_json (const char *json)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *array;

  if (json == NULL || strcmp (json, "[]") == 0)
    return list;
  root = json_from_string (json, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return list;
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          HrtRefusal *refusal = g_object_new (HRT_TYPE_REFUSAL, NULL);

          json_object_foreach_member (json_node_get_object (node), take_member, refusal);
          g_ptr_array_add (list, refusal);
        }
    }
  return list;
}

/* {values} are filled in after the translation. One for each code of docs/database.md. */
static const struct
{
  const char *code;
  const char *text;
} texts[] = {
  { "out_of_stock", N_ ("Only {available} left of {name}, {requested} wanted") },
  { "price_changed", N_ ("The price of {name} has changed from {expected} to {actual}") },
  { "unknown_variant", N_ ("{name} does not exist any more") },
  { "inactive_variant", N_ ("{name} is not for sale any more") },
  { "bad_quantity", N_ ("The quantity of {name} must be between 1 and 9999") },
  { "empty_sale", N_ ("There is nothing to sell") },
  { "too_many", N_ ("At most {limit} at once") },
  { "no_open_shift", N_ ("The till is not open") },
  { "shift_open", N_ ("The till is open already") },
  { "shift_closed", N_ ("The till has been closed already") },
  { "short_tender", N_ ("{tendered} is less than the {due} to pay") },
  { "bad_tender", N_ ("This payment does not fit the {due} to pay") },
  { "bad_discount", N_ ("The discount is more than the sale") },
  { "bad_amount", N_ ("The amount does not fit the {due} to pay") },
  { "overflow", N_ ("The sum is too large") },
  { "key_conflict", N_ ("This sale has been made already with other goods") },
  { "repeated_key", N_ ("The same sale was sent twice at once") },
  { "total_changed", N_ ("The total has changed from {expected} to {actual}") },
  { "unknown_service", N_ ("This way of shipping is not offered any more") },
  { "pickup_needs_pickup_service", N_ ("Paying at pick-up is only for orders that are picked up") },
  { "missing_address", N_ ("The address is missing") },
  { "missing_contact", N_ ("Name and telephone number are missing") },
  { "bad_payment_method", N_ ("This way of paying is not offered") },
  { "illegal_transition", N_ ("The order is not in a state in which that can be done") },
  { "already_paid", N_ ("The order has been paid already") },
  { "expired", N_ ("The order was not paid in time") },
  { "unknown_order", N_ ("There is no such order") },
  { "unknown_staff", N_ ("This account may not sell") },
  { "unknown_customer", N_ ("There is no such customer") },
  { "unknown_location", N_ ("There is no such place") },
  { "variant_sku_key", N_ ("Another item has this SKU already") },
  { "product_slug_ck",
    N_ ("The address of the page may only have small letters, digits and dashes") },
  { "variant_compare_ck", N_ ("The price before must be higher than the price") },
  { "bad_price", N_ ("The price must be between 0 and 1,000,000,000,000") },
  { "barcode_taken", N_ ("Another item has this barcode already") },
  { "barcode_code_ck", N_ ("A barcode has 4 to 48 letters, digits or signs, without blanks") },
  { "no_variant", N_ ("A product needs at least one variant") },
  { "bad_name", N_ ("The name is missing or too long") },
  { "bad_reason", N_ ("This reason does not fit the change") },
  { "bad_value", N_ ("A value is outside its limits") },
  { "ticket_closed", N_ ("This ticket has been sold or thrown away already") },
  { "unknown_ticket", N_ ("There is no such ticket") },
  { "unknown_till", N_ ("There is no such till") },
  { "till_busy", N_ ("The till is open already") },
  { "unknown_shift", N_ ("There is no such shift") },
  { "not_paid", N_ ("The order has not been paid yet") },
  { "already_settled", N_ ("The order has been paid already") },
  { "wrong_amount", N_ ("The amount must be {due}") },
  { "too_long", N_ ("At most {limit} characters fit here") },
  { "below_zero", N_ ("There are only {on_hand} pieces in the books") },
};

static char *
dup_value (HrtRefusal *self,
           const char *name,
           gsize length,
           HrtTranslateFunc translate,
           gpointer user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gpointer member = G_STRUCT_MEMBER_P (self, fields[i].offset);

      if (strlen (fields[i].name) != length || strncmp (fields[i].name, name, length) != 0)
        continue;
      if (fields[i].kind == HRT_FIELD_MONEY)
        return hrt_rupiah_format (*(gint64 *) member, HRT_MONEY_STYLE_PLAIN);
      if (fields[i].kind == HRT_FIELD_INT64)
        return g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) member);
      if (*(char **) member == NULL)
        return g_strdup (translate (N_ ("an item"), user_data));
      return g_strdup (*(char **) member);
    }
  return NULL;
}

static char *
fill_in (HrtRefusal *self, const char *text, HrtTranslateFunc translate, gpointer user_data)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end = *text == '{' ? strchr (text, '}') : NULL;
      g_autofree char *value =
          end ? dup_value (self, text + 1, (gsize) (end - text - 1), translate, user_data) : NULL;

      if (value == NULL)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      g_string_append (out, value);
      text = end + 1;
    }
  return g_string_free (out, FALSE);
}

/**
 * hrt_refusal_fill_in:
 * @self: a refusal
 * @msgid: a sentence with names of its {values}, marked N_()
 * @translate: gives the translation of a msgid
 * @user_data: for @translate
 *
 * For whoever must say it otherwise than hrt_refusal_dup_text() does.
 *
 * Returns: (transfer full): the sentence, plain text
 */
char *
hrt_refusal_fill_in (HrtRefusal *self,
                     const char *msgid,
                     HrtTranslateFunc translate,
                     gpointer user_data)
{
  return fill_in (self, translate (msgid, user_data), translate, user_data);
}

static const char *
keep_english (const char *msgid, gpointer user_data)
{
  return msgid;
}

/**
 * hrt_refusal_dup_text:
 * @self: a refusal
 * @translate: (nullable): gives the translation of a msgid; %NULL leaves it in English
 * @user_data: for @translate
 *
 * Returns: (transfer full): one sentence for people, plain text, without a full stop
 */
char *
hrt_refusal_dup_text (HrtRefusal *self, HrtTranslateFunc translate, gpointer user_data)
{
  g_return_val_if_fail (HRT_IS_REFUSAL (self), NULL);

  if (translate == NULL)
    translate = keep_english;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (g_strcmp0 (texts[i].code, self->code) == 0)
        return fill_in (self, translate (texts[i].text, user_data), translate, user_data);
    }
  return g_strdup (translate (N_ ("This is not possible"), user_data));
}
