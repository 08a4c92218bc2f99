/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBackupGroup: in the preferences: the last backup, one more now, every day or not, where to.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_BACKUP_GROUP (hrt_backup_group_get_type ())
G_DECLARE_FINAL_TYPE (HrtBackupGroup, hrt_backup_group, HRT, BACKUP_GROUP, AdwPreferencesGroup)

void hrt_backup_group_set_desk (HrtBackupGroup *self, HrtDesk *desk);

G_END_DECLS
