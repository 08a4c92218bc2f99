/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * All sizes of one of the sample's pictures, made from the one that a package carries.
 */

#pragma once

#include "model/catalog/hrt-image-store.h"

G_BEGIN_DECLS

gboolean _hrt_sample_picture_make_sizes (HrtImageStore *from,
                                         HrtImageStore *to,
                                         const char *hash,
                                         GError **error);

G_END_DECLS
