/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Starts a program and prints the milliseconds until its first real window is mapped, then ends it.
 *
 *   time-to-map PROGRAM [ARGUMENT...]
 */

#include <X11/Xlib.h>
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#define PATIENCE_MS     20000
#define SMALLEST_WINDOW 100

static gboolean
is_real_window (Display *display, const XMapEvent *event)
{
  XWindowAttributes attributes;

  return !event->override_redirect && XGetWindowAttributes (display, event->window, &attributes) &&
         attributes.width >= SMALLEST_WINDOW && attributes.height >= SMALLEST_WINDOW;
}

/* A window that is gone before it is asked about is no error. */
static int
on_x_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
wait_for_map (Display *display, gint64 until)
{
  struct pollfd line = { ConnectionNumber (display), POLLIN, 0 };

  while (g_get_monotonic_time () < until)
    {
      while (XPending (display))
        {
          XEvent event;

          XNextEvent (display, &event);
          if (event.type == MapNotify && is_real_window (display, &event.xmap))
            return TRUE;
        }
      poll (&line, 1, 100);
    }
  return FALSE;
}

int
main (int argc, char **argv)
{
  Display *display = XOpenDisplay (NULL);
  g_autoptr (GError) error = NULL;
  gboolean mapped;
  gint64 start;
  GPid child;
  int status;

  if (display == NULL || argc < 2)
    g_error ("needs a display and a program");
  XSetErrorHandler (on_x_error);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);
  start = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, argv + 1, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                      NULL, &child, &error))
    g_error ("%s", error->message);
  mapped = wait_for_map (display, start + PATIENCE_MS * 1000);
  if (mapped)
    printf ("%.1f\n", (g_get_monotonic_time () - start) / 1000.0);
  kill (child, SIGTERM);
  while (waitpid (child, &status, 0) < 0 && errno == EINTR)
    ;
  XCloseDisplay (display);
  return mapped ? 0 : 1;
}
