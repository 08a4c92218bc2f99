/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The till while it cannot look a code up: scans are kept, the rest is refused in words.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"

/* Whoever scans more than that without looking at the screen has put the scanner on a conveyor. */
#define MAX_KEPT 200

typedef struct
{
  char *code; /* (owned) */
  gint64 quantity;
} Scan;

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  g_free (scan->code);
  g_free (scan);
}

/* For the moment in which the till does not know its shift yet. FALSE: there are too many. */
gboolean
_hrt_till_away_hold_scan (HrtTillPage *self, const char *code, gint64 quantity)
{
  Scan *scan;

  if (g_queue_get_length (&self->kept_scans) >= MAX_KEPT)
    return FALSE;
  scan = g_new0 (Scan, 1);
  scan->code = g_strdup (code);
  scan->quantity = quantity;
  g_queue_push_tail (&self->kept_scans, scan);
  return TRUE;
}

/* What @code is cannot be asked now; the goods must not have to be scanned again. */
void
_hrt_till_away_keep_scan (HrtTillPage *self, const char *code, gint64 quantity)
{
  g_autofree char *text = NULL;

  gtk_widget_error_bell (GTK_WIDGET (self));
  if (!_hrt_till_away_hold_scan (self, code, quantity))
    {
      hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)),
                    _ ("The database is away. This scan was not kept."));
      return;
    }
  text = g_strdup_printf (
      g_dngettext (NULL, "%u scan is kept and comes on the ticket when the database is back",
                   "%u scans are kept and come on the ticket when the database is back",
                   g_queue_get_length (&self->kept_scans)),
      g_queue_get_length (&self->kept_scans));
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)), text);
}

/* The till can ask again: in the order in which they were scanned. */
void
_hrt_till_away_take_scans (HrtTillPage *self)
{
  for (guint n = g_queue_get_length (&self->kept_scans); n > 0; n--)
    {
      Scan *scan = g_queue_pop_head (&self->kept_scans);

      _hrt_till_page_take_code (self, scan->code, scan->quantity, TRUE);
      scan_free (scan);
    }
}

void
_hrt_till_away_drop_scans (HrtTillPage *self)
{
  g_queue_clear_full (&self->kept_scans, scan_free);
}

/* Whether the database is away; says so, because a key that does nothing looks broken. */
gboolean
_hrt_till_away_refuse (HrtTillPage *self)
{
  if (hrt_desk_is_online (self->desk))
    return FALSE;
  gtk_widget_error_bell (GTK_WIDGET (self));
  hrt_ui_toast (hrt_till_page_get_toasts (GTK_WIDGET (self)),
                _ ("This needs the database, which is away. The ticket is kept; please try again "
                   "when the line above is gone."));
  return TRUE;
}
