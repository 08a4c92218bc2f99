/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HRT_MODEL_ERROR: its quark.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-model-error.h"

G_DEFINE_QUARK (hrt - model - error - quark, hrt_model_error)
