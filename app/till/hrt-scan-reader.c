/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtScanReader: tells a barcode scanner from a typist by the speed of the keys. No timer, no
 * widget.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "hrt-scan-reader.h"

void
hrt_scan_reader_init (HrtScanReader *self)
{
  self->burst = g_string_new (NULL);
  self->last_ms = 0;
}

void
hrt_scan_reader_clear (HrtScanReader *self)
{
  if (self->burst != NULL)
    g_string_free (self->burst, TRUE);
  self->burst = NULL;
}

void
hrt_scan_reader_reset (HrtScanReader *self)
{
  g_string_truncate (self->burst, 0);
}

/* The stamp wraps after 49 days; unsigned subtraction does not mind. */
static gboolean
is_prompt (HrtScanReader *self, guint32 time_ms)
{
  guint32 gap_ms = time_ms - self->last_ms;

  return self->burst->len > 0 &&
         (gap_ms <= HRT_SCAN_MAX_GAP_MS ||
          (self->burst->len >= HRT_SCAN_CERTAIN && gap_ms <= HRT_SCAN_STALL_MS));
}

/**
 * hrt_scan_reader_push:
 * @character: what the key typed
 * @time_ms: the event's stamp, in milliseconds
 *
 * Returns: how many characters have come at a scanner's speed, this one included; 1 after a pause
 */
guint
hrt_scan_reader_push (HrtScanReader *self, gunichar character, guint32 time_ms)
{
  if (!is_prompt (self, time_ms))
    hrt_scan_reader_reset (self);
  g_string_append_unichar (self->burst, character);
  self->last_ms = time_ms;
  return (guint) g_utf8_strlen (self->burst->str, (gssize) self->burst->len);
}

/**
 * hrt_scan_reader_finish:
 * @time_ms: the stamp of the Enter key, in milliseconds
 *
 * Returns: (transfer full) (nullable): the code, when what came before Enter was a scan; %NULL when
 * it was typed
 */
char *
hrt_scan_reader_finish (HrtScanReader *self, guint32 time_ms)
{
  g_autofree char *code = NULL;

  if (is_prompt (self, time_ms) && self->burst->len >= HRT_SCAN_MIN_LENGTH)
    code = g_strdup (self->burst->str);
  hrt_scan_reader_reset (self);
  return g_steal_pointer (&code);
}

/**
 * hrt_scan_reader_take:
 * @self: the reader
 * @is_enter: whether the key ends a line
 * @character: what the key types; 0 for none
 * @time_ms: of the key, as the display server stamped it
 *
 * One key as it comes: pushed, or the end of a scan.
 *
 * Returns: (transfer full) (nullable): the code, when this key has ended one
 */
char *
hrt_scan_reader_take (HrtScanReader *self, gboolean is_enter, gunichar character, guint32 time_ms)
{
  if (is_enter)
    return hrt_scan_reader_finish (self, time_ms);
  if (character != 0 && g_unichar_isprint (character))
    hrt_scan_reader_push (self, character, time_ms);
  return NULL;
}
