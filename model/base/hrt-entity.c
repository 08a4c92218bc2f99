/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtEntity: properties, clean-up and refreshing, driven by the class's descriptor.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-entity.h"

#include <string.h>

/**
 * HrtEntity:
 *
 * One row of a query. The instance structs of the entities are public: read their members directly
 * or through the properties of the same names. Nobody but the service that made an entity writes to
 * it, and not any more once it was given away, except by hrt_entity_take_values() on the thread
 * that owns it, which notifies what really changed. A service that saves takes a fresh instance
 * that the caller filled with hrt_entity_set_text() or by its members: a draft.
 */
G_DEFINE_ABSTRACT_TYPE (HrtEntity, hrt_entity, G_TYPE_OBJECT)

/**
 * hrt_entity_get_descriptor:
 * @self: (type HrtEntity): an entity
 *
 * Returns: (transfer none): its class's table
 */
const HrtDescriptor *
hrt_entity_get_descriptor (gpointer self)
{
  return HRT_ENTITY_GET_CLASS (self)->descriptor;
}

/**
 * hrt_entity_type_get_descriptor:
 * @type: the type of an entity class
 *
 * Returns: (transfer none): the class's table
 */
const HrtDescriptor *
hrt_entity_type_get_descriptor (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  return ((HrtEntityClass *) klass)->descriptor;
}

static void
hrt_entity_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  hrt_descriptor_get_property (hrt_entity_get_descriptor (object), object, prop_id, value);
}

/**
 * hrt_entity_class_set_descriptor:
 * @klass: a subclass, in its class_init
 * @descriptor: static table of its fields
 */
void
hrt_entity_class_set_descriptor (HrtEntityClass *klass, const HrtDescriptor *descriptor)
{
  klass->descriptor = descriptor;
  /* GObject does not inherit this one. */
  G_OBJECT_CLASS (klass)->get_property = hrt_entity_get_property;
  hrt_descriptor_install_properties (descriptor, G_OBJECT_CLASS (klass));
}

/**
 * hrt_entity_set_text:
 * @self: (type HrtEntity): a draft
 * @field: a field's name
 * @text: (nullable): the new value, in the text form of its kind
 *
 * Sets one field of a draft. A name that the entity does not have, or a text that is no value of
 * the field's kind, is a bug of the caller's.
 */
void
hrt_entity_set_text (gpointer self, const char *field, const char *text)
{
  const HrtField *found = hrt_descriptor_find (hrt_entity_get_descriptor (self), field);

  g_return_if_fail (found != NULL);
  g_return_if_fail (hrt_field_set_text (found, self, text));
}

static gboolean
is_owned_text (const HrtField *field)
{
  return field->kind == HRT_FIELD_TEXT || field->kind == HRT_FIELD_UUID ||
         field->kind == HRT_FIELD_JSON;
}

static gboolean
same_value (const HrtField *field, gpointer a, gpointer b)
{
  if (is_owned_text (field))
    return g_strcmp0 (*(char **) a, *(char **) b) == 0;
  if (field->kind == HRT_FIELD_BOOL)
    return *(gboolean *) a == *(gboolean *) b;
  if (field->kind == HRT_FIELD_ENUM)
    return *(char **) a == *(char **) b;
  return *(gint64 *) a == *(gint64 *) b;
}

static gsize
size_of_value (const HrtField *field)
{
  if (field->kind == HRT_FIELD_BOOL)
    return sizeof (gboolean);
  if (is_owned_text (field) || field->kind == HRT_FIELD_ENUM)
    return sizeof (char *);
  return sizeof (gint64);
}

static void
swap_value (const HrtField *field, gpointer a, gpointer b)
{
  guint8 kept[sizeof (gint64)];
  gsize size = size_of_value (field);

  memcpy (kept, a, size);
  memcpy (a, b, size);
  memcpy (b, kept, size);
}

static void
notify_field (gpointer self, const HrtField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');

  g_object_notify (self, name);
}

/**
 * hrt_entity_take_values:
 * @self: (type HrtEntity): an entity that is on screen
 * @newer: (type HrtEntity): one of the same class, just read; it gets the old values
 *
 * Returns: whether anything was different; each changed property is notified once
 */
gboolean
hrt_entity_take_values (gpointer self, gpointer newer)
{
  const HrtDescriptor *descriptor = hrt_entity_get_descriptor (self);
  gboolean changed = FALSE;

  g_return_val_if_fail (G_OBJECT_TYPE (self) == G_OBJECT_TYPE (newer), FALSE);
  g_object_freeze_notify (self);
  for (gsize i = 0; i < descriptor->n_fields; i++)
    {
      const HrtField *field = &descriptor->fields[i];
      gpointer mine = G_STRUCT_MEMBER_P (self, field->offset);
      gpointer theirs = G_STRUCT_MEMBER_P (newer, field->offset);

      if (same_value (field, mine, theirs))
        continue;
      swap_value (field, mine, theirs);
      notify_field (self, field);
      changed = TRUE;
    }
  g_object_thaw_notify (self);
  return changed;
}

static void
hrt_entity_finalize (GObject *object)
{
  hrt_descriptor_clear (hrt_entity_get_descriptor (object), object);
  G_OBJECT_CLASS (hrt_entity_parent_class)->finalize (object);
}

static void
hrt_entity_class_init (HrtEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hrt_entity_finalize;
}

static void
hrt_entity_init (HrtEntity *self)
{
}
