/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The files of a backup: copied, summed, listed in a manifest, checked.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HrtBackupManifest HrtBackupManifest;

HrtBackupManifest *hrt_backup_manifest_new (const char *dir);
HrtBackupManifest *hrt_backup_manifest_load (const char *dir, GError **error);
void hrt_backup_manifest_free (HrtBackupManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtBackupManifest, hrt_backup_manifest_free)

/* Adds what lies at @name in the backup's folder. */
gboolean hrt_backup_manifest_add (HrtBackupManifest *self, const char *name, GError **error);
/* Copies the tree @from, when it is there, to @name in the backup's folder, and adds it. */
gboolean hrt_backup_manifest_copy_in (HrtBackupManifest *self,
                                      const char *from,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GError **error);
/* Copies everything below @name out to the folder @to. */
gboolean hrt_backup_manifest_copy_out (HrtBackupManifest *self,
                                       const char *name,
                                       const char *to,
                                       GError **error);
/* The same for files that only grow: what is there already and goes on further stays. */
gboolean hrt_backup_manifest_can_join (HrtBackupManifest *self,
                                       const char *name,
                                       const char *with,
                                       GError **error);
gboolean hrt_backup_manifest_join_out (HrtBackupManifest *self,
                                       const char *name,
                                       const char *to,
                                       GError **error);
gboolean hrt_backup_manifest_save (HrtBackupManifest *self, GError **error);
/* Every file of the manifest is there and is what was written. */
gboolean hrt_backup_manifest_verify (HrtBackupManifest *self, GError **error);
guint hrt_backup_manifest_get_n_files (HrtBackupManifest *self);
const char *hrt_backup_manifest_get_version (HrtBackupManifest *self);

G_END_DECLS
