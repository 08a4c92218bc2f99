/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Windows has no session bus for GApplication: the first instance makes a named event and shows
 * itself when it is set. The name is gone with its last holder, however that one ends.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-instance.h"

#include <windows.h>

/* "Local": of one user's session. */
#define EVENT_NAME "Local\\" HRT_APP_ID

typedef struct
{
  GSource source; /* first: the main loop hands this back */
  GPollFD poll;
} EventSource;

static gboolean
event_check (GSource *source)
{
  return ((EventSource *) source)->poll.revents != 0;
}

static gboolean
event_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs event_funcs = { NULL, event_check, event_dispatch, NULL, NULL, NULL };

static gboolean
on_asked_to_show (gpointer user_data)
{
  g_application_activate (user_data);
  return G_SOURCE_CONTINUE;
}

static void
listen_to (HANDLE event, GApplication *app)
{
  g_autoptr (GSource) source = g_source_new (&event_funcs, sizeof (EventSource));
  EventSource *self = (EventSource *) source;

  self->poll = (GPollFD){ .fd = (gintptr) event, .events = G_IO_IN };
  g_source_add_poll (source, &self->poll);
  g_source_set_callback (source, on_asked_to_show, app, NULL);
  g_source_attach (source, NULL);
}

gboolean
hrt_instance_take (GApplication *app)
{
  HANDLE event = CreateEventA (NULL, FALSE, FALSE, EVENT_NAME);
  gboolean is_first = GetLastError () != ERROR_ALREADY_EXISTS;

  if (event == NULL)
    return TRUE;
  if (is_first)
    {
      listen_to (event, app); /* kept open until the process ends */
      return TRUE;
    }
  AllowSetForegroundWindow (ASFW_ANY);
  SetEvent (event);
  CloseHandle (event);
  return FALSE;
}
