/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Descriptors: look-up, visibility, GObject properties and text decoding, all from one table per
 * entity.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-descriptor.h"

#include <string.h>

/**
 * hrt_descriptor_find:
 * @descriptor: a descriptor
 * @name: a field's name
 *
 * Returns: (nullable) (transfer none): the field
 */
const HrtField *
hrt_descriptor_find (const HrtDescriptor *descriptor, const char *name)
{
  for (gsize i = 0; i < descriptor->n_fields; i++)
    if (strcmp (descriptor->fields[i].name, name) == 0)
      return &descriptor->fields[i];
  return NULL;
}

/**
 * hrt_field_is_visible:
 * @field: a field
 * @viewer: who looks: %HRT_EXPOSE_PUBLIC (anybody), %HRT_EXPOSE_CUSTOMER (the row's own customer),
 * %HRT_EXPOSE_STAFF
 *
 * Staff see what customers see, customers what everybody sees. %HRT_EXPOSE_NEVER is shown to
 * nobody.
 */
gboolean
hrt_field_is_visible (const HrtField *field, HrtExposure viewer)
{
  return field->exposure != HRT_EXPOSE_NEVER && viewer != HRT_EXPOSE_NEVER &&
         field->exposure >= viewer;
}

static GParamSpec *
make_pspec (const HrtField *field)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');
  const char *interned = g_intern_string (name);

  switch (field->kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
    case HRT_FIELD_TIME:
      return g_param_spec_int64 (interned, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
    case HRT_FIELD_BOOL:
      return g_param_spec_boolean (interned, NULL, NULL, FALSE, flags);
    case HRT_FIELD_TEXT:
    case HRT_FIELD_UUID:
    case HRT_FIELD_ENUM:
    case HRT_FIELD_JSON:
      return g_param_spec_string (interned, NULL, NULL, NULL, flags);
    default:
      g_assert_not_reached ();
    }
}

/**
 * hrt_descriptor_install_properties:
 * @descriptor: a descriptor
 * @klass: the entity's class, in its class_init
 *
 * Installs one read-only property per field, with ids 1, 2, … in the order of the table.
 */
void
hrt_descriptor_install_properties (const HrtDescriptor *descriptor, GObjectClass *klass)
{
  for (gsize i = 0; i < descriptor->n_fields; i++)
    g_object_class_install_property (klass, i + 1, make_pspec (&descriptor->fields[i]));
}

/**
 * hrt_descriptor_get_property:
 * @descriptor: a descriptor
 * @instance: the entity
 * @prop_id: 1 and up, as installed
 * @value: receives the field
 */
void
hrt_descriptor_get_property (const HrtDescriptor *descriptor,
                             gpointer instance,
                             guint prop_id,
                             GValue *value)
{
  const HrtField *field = &descriptor->fields[prop_id - 1];
  gpointer member = G_STRUCT_MEMBER_P (instance, field->offset);

  g_assert (prop_id >= 1 && prop_id <= descriptor->n_fields);
  switch (field->kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
    case HRT_FIELD_TIME:
      g_value_set_int64 (value, *(gint64 *) member);
      break;
    case HRT_FIELD_BOOL:
      g_value_set_boolean (value, *(gboolean *) member);
      break;
    default:
      g_value_set_string (value, *(char **) member);
    }
}

static gboolean
set_number (gpointer member, const char *text)
{
  return text == NULL || g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, member, NULL);
}

/* PostgreSQL writes "2026-11-24 10:00:00.123+00" for a session in UTC. */
static gboolean
set_time (gint64 *member, const char *text)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  *member = G_MININT64;
  if (text == NULL)
    return TRUE;
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return FALSE;
  *member = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

/**
 * hrt_field_set_text:
 * @field: a field
 * @instance: the entity
 * @text: (nullable): the value in PostgreSQL's text form; %NULL for SQL NULL (0, FALSE, no text, no
 * time)
 *
 * Returns: FALSE when @text is not a value of the field's kind; the member is then unchanged or
 * zero
 */
gboolean
hrt_field_set_text (const HrtField *field, gpointer instance, const char *text)
{
  gpointer member = G_STRUCT_MEMBER_P (instance, field->offset);

  switch (field->kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
      *(gint64 *) member = 0;
      return set_number (member, text);
    case HRT_FIELD_BOOL:
      *(gboolean *) member = text && (text[0] == 't' || text[0] == '1');
      return TRUE;
    case HRT_FIELD_TIME:
      return set_time (member, text);
    case HRT_FIELD_ENUM:
      *(const char **) member = g_intern_string (text);
      return TRUE;
    default:
      g_free (*(char **) member);
      *(char **) member = g_strdup (text);
      return TRUE;
    }
}

/**
 * hrt_descriptor_clear:
 * @descriptor: a descriptor
 * @instance: the entity, in its finalize
 *
 * Frees the texts that the fields own.
 */
void
hrt_descriptor_clear (const HrtDescriptor *descriptor, gpointer instance)
{
  for (gsize i = 0; i < descriptor->n_fields; i++)
    {
      const HrtField *field = &descriptor->fields[i];

      if (field->kind == HRT_FIELD_TEXT || field->kind == HRT_FIELD_UUID ||
          field->kind == HRT_FIELD_JSON)
        g_clear_pointer ((char **) G_STRUCT_MEMBER_P (instance, field->offset), g_free);
    }
}
