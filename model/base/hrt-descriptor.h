/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtDescriptor: one table per entity that says what each field is called, where it lies and who
 * may see it.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a field holds and how its struct member is declared. */
typedef enum
{
  HRT_FIELD_INT64, /* gint64 */
  HRT_FIELD_MONEY, /* gint64, rupiah */
  HRT_FIELD_TEXT,  /* char *, NULL for SQL NULL */
  HRT_FIELD_BOOL,  /* gboolean */
  HRT_FIELD_TIME,  /* gint64, microseconds since 1970 UTC; G_MININT64 for SQL NULL */
  HRT_FIELD_UUID,  /* char *, canonical lower-case form */
  HRT_FIELD_ENUM,  /* char *, the SQL enum's label (interned) */
  HRT_FIELD_JSON,  /* char *, JSON text, passed on verbatim */
} HrtFieldKind;

/* Who may be shown a field. The zero value is NEVER: a field nobody thought about stays hidden. */
typedef enum
{
  HRT_EXPOSE_NEVER = 0,
  HRT_EXPOSE_STAFF,
  HRT_EXPOSE_CUSTOMER, /* the customer whom the row belongs to */
  HRT_EXPOSE_PUBLIC,
} HrtExposure;

typedef struct
{
  const char
      *name; /* column, JSON member and GObject property alike; '-' in the property for '_' */
  HrtFieldKind kind;
  gsize offset; /* in the instance struct */
  HrtExposure exposure;
} HrtField;

typedef struct
{
  const char *entity; /* "product" */
  gsize n_fields;
  const HrtField *fields;
} HrtDescriptor;

#define HRT_FIELD(struct_type, member, field_kind, exposed)                \
  {                                                                        \
#member, (field_kind), G_STRUCT_OFFSET(struct_type, member), (exposed) \
  }

const HrtField *hrt_descriptor_find (const HrtDescriptor *descriptor, const char *name);
gboolean hrt_field_is_visible (const HrtField *field, HrtExposure viewer);

void hrt_descriptor_install_properties (const HrtDescriptor *descriptor, GObjectClass *klass);
void hrt_descriptor_get_property (const HrtDescriptor *descriptor,
                                  gpointer instance,
                                  guint prop_id,
                                  GValue *value);
gboolean hrt_field_set_text (const HrtField *field, gpointer instance, const char *text);
void hrt_descriptor_clear (const HrtDescriptor *descriptor, gpointer instance);

G_END_DECLS
