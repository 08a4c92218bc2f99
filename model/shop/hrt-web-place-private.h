/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Which of this shop's programs on this machine serves the web shop at a port: the one that holds
 * the lock of its place.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_WEB_PLACE_NONE  (-1) /* not held; or there is nothing to hold */
#define HRT_WEB_PLACE_TAKEN (-2) /* by another program of this shop */

/* @listen: "ADDRESS:PORT". A port that the system chooses, or a folder that cannot be written,
 * needs no place: HRT_WEB_PLACE_NONE. */
int _hrt_web_place_take (const char *data_dir, const char *listen, char **url);
void _hrt_web_place_announce (int place, const char *url);
void _hrt_web_place_leave (int place);

G_END_DECLS
