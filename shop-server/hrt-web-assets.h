/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebAssets: style sheets, scripts, fonts and icons, held in memory under URLs that name their
 * content.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-page-cache.h"

G_BEGIN_DECLS

typedef struct _HrtWebAssets HrtWebAssets;

HrtWebAssets *hrt_web_assets_new (void);
void hrt_web_assets_free (HrtWebAssets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebAssets, hrt_web_assets_free)

gboolean
hrt_web_assets_load_resource (HrtWebAssets *self, const char *resource_path, GError **error);
gboolean hrt_web_assets_load_directory (HrtWebAssets *self, const char *directory, GError **error);
const char *hrt_web_assets_get_url (HrtWebAssets *self, const char *name);
HrtWebPage *hrt_web_assets_lookup (HrtWebAssets *self, const char *path);

G_END_DECLS
