/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The files of a backup: copied, summed, listed in a manifest, checked.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrtAdminManifest HrtAdminManifest;

HrtAdminManifest *hrt_admin_manifest_new (const char *dir);
HrtAdminManifest *hrt_admin_manifest_load (const char *dir, GError **error);
void hrt_admin_manifest_free (HrtAdminManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtAdminManifest, hrt_admin_manifest_free)

/* Adds what lies at @name in the backup's folder. */
gboolean hrt_admin_manifest_add (HrtAdminManifest *self, const char *name, GError **error);
/* Copies the tree @from, when it is there, to @name in the backup's folder, and adds it. */
gboolean hrt_admin_manifest_copy_in (HrtAdminManifest *self,
                                     const char *from,
                                     const char *name,
                                     GError **error);
/* Copies everything below @name out to the folder @to. */
gboolean hrt_admin_manifest_copy_out (HrtAdminManifest *self,
                                      const char *name,
                                      const char *to,
                                      GError **error);
gboolean hrt_admin_manifest_save (HrtAdminManifest *self, GError **error);
/* Every file of the manifest is there and is what was written. */
gboolean hrt_admin_manifest_verify (HrtAdminManifest *self, GError **error);
guint hrt_admin_manifest_get_n_files (HrtAdminManifest *self);
const char *hrt_admin_manifest_get_version (HrtAdminManifest *self);

G_END_DECLS
