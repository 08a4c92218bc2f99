/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebLog: fields in a fixed order, blanks and control characters never inside one, no query
 * strings, no cookies.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-log.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define FLUSH_BYTES (16 * 1024)
#define MAX_PATH    256

struct _HrtWebLog
{
  int fd;
  GString *lines;
  guint timer;
  gint64 second;
  char date[32];
};

static gboolean
flush (gpointer user_data)
{
  HrtWebLog *self = user_data;
  gsize done = 0;

  self->timer = 0;
  while (done < self->lines->len)
    {
      gssize n = write (self->fd, self->lines->str + done, self->lines->len - done);

      if (n < 0 && errno != EINTR)
        break;
      done += (gsize) MAX (n, 0);
    }
  g_string_truncate (self->lines, 0);
  return G_SOURCE_REMOVE;
}

/**
 * hrt_web_log_new:
 * @fd: where lines go; not closed
 *
 * Returns: (transfer full): a log
 */
HrtWebLog *
hrt_web_log_new (int fd)
{
  HrtWebLog *self = g_new0 (HrtWebLog, 1);

  self->fd = fd;
  self->lines = g_string_sized_new (FLUSH_BYTES);
  return self;
}

void
hrt_web_log_free (HrtWebLog *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  flush (self);
  g_string_free (self->lines, TRUE);
  g_free (self);
}

static const char *
date_of (HrtWebLog *self)
{
  gint64 second = g_get_real_time () / G_USEC_PER_SEC;

  if (second != self->second)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
      g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

      self->second = second;
      g_strlcpy (self->date, text, sizeof self->date);
    }
  return self->date;
}

static void
append_safe (GString *out, const char *text)
{
  for (guint i = 0; text[i] != '\0' && i < MAX_PATH; i++)
    g_string_append_c (out, text[i] > 0x20 && text[i] < 0x7f ? text[i] : '?');
}

/**
 * hrt_web_log_write:
 * @self: the log
 * @entry: what happened
 *
 * Adds a line: date, id, address, method, path, status, bytes, microseconds, "cached" or "-".
 */
void
hrt_web_log_write (HrtWebLog *self, const HrtWebLogEntry *entry)
{
  g_string_append (self->lines, date_of (self));
  g_string_append_c (self->lines, ' ');
  append_safe (self->lines, entry->id != NULL ? entry->id : "-");
  g_string_append_c (self->lines, ' ');
  append_safe (self->lines, entry->address);
  g_string_append_c (self->lines, ' ');
  append_safe (self->lines, entry->method != NULL ? entry->method : "-");
  g_string_append_c (self->lines, ' ');
  append_safe (self->lines, entry->path != NULL ? entry->path : "-");
  g_string_append_printf (self->lines, " %u %" G_GSIZE_FORMAT " %" G_GINT64_FORMAT " %s\n",
                          entry->status, entry->bytes, entry->usec,
                          entry->is_cached ? "cached" : "-");
  if (self->lines->len >= FLUSH_BYTES)
    flush (self);
  else if (self->timer == 0)
    self->timer = g_timeout_add_seconds (1, flush, self);
}
