/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShopSettings: in the preferences: who the shop is, where it is on the web, tax, bank, receipt.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_SHOP_SETTINGS (hrt_shop_settings_get_type ())
G_DECLARE_FINAL_TYPE (HrtShopSettings, hrt_shop_settings, HRT, SHOP_SETTINGS, AdwPreferencesPage)

HrtShopSettings *hrt_shop_settings_new (HrtDesk *desk);

G_END_DECLS
