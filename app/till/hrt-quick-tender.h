/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Which notes a customer is likely to hand over for a sum: what the quick-tender keys offer.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_QUICK_TENDERS 4

guint hrt_quick_tender_suggest (gint64 due, gint64 amounts[HRT_QUICK_TENDERS]);

G_END_DECLS
