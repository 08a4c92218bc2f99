/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtScanReader: tells a barcode scanner from a typist by the speed of the keys. No timer, no
 * widget.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_SCAN_MAX_GAP_MS \
  45 /* a scanner sends a key every 1-20 ms, the quickest typist one every 60 */
#define HRT_SCAN_STALL_MS \
  250 /* a busy machine may hold a scanner up for that long in the middle of a code */
#define HRT_SCAN_CERTAIN    3 /* quick characters after which it is surely no typist */
#define HRT_SCAN_MIN_LENGTH 4

typedef struct
{
  GString *burst;
  guint32 last_ms; /* of the last key, as the display server stamped it */
} HrtScanReader;

void hrt_scan_reader_init (HrtScanReader *self);
void hrt_scan_reader_clear (HrtScanReader *self);
void hrt_scan_reader_reset (HrtScanReader *self);
guint hrt_scan_reader_push (HrtScanReader *self, gunichar character, guint32 time_ms);
char *hrt_scan_reader_finish (HrtScanReader *self, guint32 time_ms);
char *
hrt_scan_reader_take (HrtScanReader *self, gboolean is_enter, gunichar character, guint32 time_ms);

G_END_DECLS
