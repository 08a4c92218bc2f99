/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebCatalog: reads one gettext .mo file, so that one process can serve several languages at
 * once.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrtWebCatalog HrtWebCatalog;

HrtWebCatalog *hrt_web_catalog_new_empty (const char *language);
HrtWebCatalog *hrt_web_catalog_new (const char *language, GBytes *mo, GError **error);
HrtWebCatalog *hrt_web_catalog_load (const char *language, const char *path, GError **error);
void hrt_web_catalog_free (HrtWebCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebCatalog, hrt_web_catalog_free)

const char *hrt_web_catalog_get_language (const HrtWebCatalog *self);
const char *
hrt_web_catalog_translate (const HrtWebCatalog *self, const char *context, const char *msgid);
gboolean hrt_web_catalog_has (const HrtWebCatalog *self, const char *context, const char *msgid);

G_END_DECLS
