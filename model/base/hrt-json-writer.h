/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtJsonWriter: appends JSON to a GString. A tenth of the cost of a tree builder, and it cannot
 * emit invalid JSON.
 */

#pragma once

#include "hrt-descriptor.h"

G_BEGIN_DECLS

typedef struct _HrtJsonWriter HrtJsonWriter;

HrtJsonWriter *hrt_json_writer_new (void);
void hrt_json_writer_free (HrtJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtJsonWriter, hrt_json_writer_free)

void hrt_json_writer_begin_object (HrtJsonWriter *self);
void hrt_json_writer_end_object (HrtJsonWriter *self);
void hrt_json_writer_begin_array (HrtJsonWriter *self);
void hrt_json_writer_end_array (HrtJsonWriter *self);
void hrt_json_writer_name (HrtJsonWriter *self, const char *name);
void hrt_json_writer_text (HrtJsonWriter *self, const char *text); /* NULL writes null */
void hrt_json_writer_int64 (HrtJsonWriter *self, gint64 number);
void hrt_json_writer_bool (HrtJsonWriter *self, gboolean value);
void hrt_json_writer_null (HrtJsonWriter *self);
void hrt_json_writer_verbatim (HrtJsonWriter *self, const char *json);
void hrt_json_writer_entity (HrtJsonWriter *self,
                             const HrtDescriptor *descriptor,
                             gconstpointer instance,
                             HrtExposure viewer);
const char *hrt_json_writer_peek (HrtJsonWriter *self);
char *hrt_json_writer_steal (HrtJsonWriter *self);

G_END_DECLS
