/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebData: the tree of values a page template shows.
 */

#pragma once

#include "model/base/hrt-descriptor.h"

G_BEGIN_DECLS

/* One value of the tree. All nodes live in the arena of the root that hrt_web_data_new() made and
 * die with it. */
typedef struct _HrtWebData HrtWebData;

typedef enum
{
  HRT_WEB_VALUE_NONE, /* not there: false, empty */
  HRT_WEB_VALUE_TEXT,
  HRT_WEB_VALUE_INT64,
  HRT_WEB_VALUE_BOOL,
  HRT_WEB_VALUE_TIME, /* int64, microseconds since 1970 UTC */
  HRT_WEB_VALUE_NODE, /* object, list or entity */
} HrtWebValueKind;

/* What a lookup found; `text` belongs to the tree. */
typedef struct
{
  HrtWebValueKind kind;
  union
  {
    const char *text;
    gint64 int64;
    gboolean boolean;
    const HrtWebData *node;
  };
} HrtWebValue;

HrtWebData *hrt_web_data_new (void);
void hrt_web_data_free (HrtWebData *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebData, hrt_web_data_free)

/* Names must outlive the tree (string literals). */
void hrt_web_data_text (HrtWebData *self, const char *name, const char *text);
void hrt_web_data_text_static (HrtWebData *self, const char *name, const char *text);
void hrt_web_data_int64 (HrtWebData *self, const char *name, gint64 number);
void hrt_web_data_bool (HrtWebData *self, const char *name, gboolean value);
void hrt_web_data_time (HrtWebData *self, const char *name, gint64 usec);
HrtWebData *hrt_web_data_object (HrtWebData *self, const char *name);
HrtWebData *hrt_web_data_list (HrtWebData *self, const char *name);
HrtWebData *hrt_web_data_list_append (HrtWebData *list);
void hrt_web_data_list_append_text (HrtWebData *list, const char *text);
HrtWebData *hrt_web_data_entity (HrtWebData *self,
                                 const char *name,
                                 const HrtDescriptor *descriptor,
                                 gpointer instance,
                                 HrtExposure viewer);
HrtWebData *hrt_web_data_list_append_entity (HrtWebData *list,
                                             const HrtDescriptor *descriptor,
                                             gpointer instance,
                                             HrtExposure viewer);
void hrt_web_data_keep (HrtWebData *self, gpointer object);

HrtWebValue hrt_web_data_lookup (const HrtWebData *self, const char *name, gsize length);
gboolean hrt_web_data_is_list (const HrtWebData *self);
const HrtWebData *hrt_web_data_first (const HrtWebData *list);
const HrtWebData *hrt_web_data_next (const HrtWebData *item);
HrtWebValue hrt_web_data_self (const HrtWebData *item);

G_END_DECLS
