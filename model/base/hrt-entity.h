/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtEntity: the base of everything that is one row: values behind a descriptor, properties for
 * free, no I/O.
 */

#pragma once

#include "hrt-descriptor.h"

G_BEGIN_DECLS

#define HRT_TYPE_ENTITY (hrt_entity_get_type ())
G_DECLARE_DERIVABLE_TYPE (HrtEntity, hrt_entity, HRT, ENTITY, GObject)

struct _HrtEntityClass
{
  GObjectClass parent_class;

  const HrtDescriptor *descriptor;
};

const HrtDescriptor *hrt_entity_get_descriptor (gpointer self);
const HrtDescriptor *hrt_entity_type_get_descriptor (GType type);
void hrt_entity_class_set_descriptor (HrtEntityClass *klass, const HrtDescriptor *descriptor);
gboolean hrt_entity_take_values (gpointer self, gpointer newer);
void hrt_entity_set_text (gpointer self, const char *field, const char *text);

/* The tail of a declaration: more than the row's own fields, e.g. the variants of a product, is
 * freed here. */
typedef void (*HrtEntityClearFunc) (gpointer self);

/**
 * HRT_DEFINE_ENTITY:
 * @TypeName: the type, "HrtProduct"
 * @type_name: its function prefix, "hrt_product"
 * @entity_name: for messages, "product"
 * @field_table: a static const array of HrtField; its order is the order of the properties
 * @clear_func: (nullable): frees what the instance owns beside its fields
 *
 * Defines a final entity class whose instance struct begins with HrtEntity.
 */
#define HRT_DEFINE_ENTITY(TypeName, type_name, entity_name, field_table, clear_func)             \
  static const HrtDescriptor type_name##_descriptor = { entity_name, G_N_ELEMENTS (field_table), \
                                                        field_table };                           \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, HRT_TYPE_ENTITY)                                     \
  static void type_name##_finalize (GObject *object)                                             \
  {                                                                                              \
    HrtEntityClearFunc clear = clear_func;                                                       \
    if (clear != NULL)                                                                           \
      clear (object);                                                                            \
    G_OBJECT_CLASS (type_name##_parent_class)->finalize (object);                                \
  }                                                                                              \
  static void type_name##_class_init (TypeName##Class *klass)                                    \
  {                                                                                              \
    G_OBJECT_CLASS (klass)->finalize = type_name##_finalize;                                     \
    hrt_entity_class_set_descriptor (HRT_ENTITY_CLASS (klass), &type_name##_descriptor);         \
  }                                                                                              \
  static void type_name##_init (TypeName *self)                                                  \
  {                                                                                              \
  }

G_END_DECLS
