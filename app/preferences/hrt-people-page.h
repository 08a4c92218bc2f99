/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeoplePage: in the preferences: who works in the shop, and the way to change it.
 */

#pragma once

#include <adwaita.h>

#include "../hrt-desk.h"

G_BEGIN_DECLS

#define HRT_TYPE_PEOPLE_PAGE (hrt_people_page_get_type ())
G_DECLARE_FINAL_TYPE (HrtPeoplePage, hrt_people_page, HRT, PEOPLE_PAGE, AdwPreferencesPage)

HrtPeoplePage *hrt_people_page_new (HrtDesk *desk);

G_END_DECLS
