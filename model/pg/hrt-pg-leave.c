/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * exit() takes OpenSSL's tables down while a thread may still log in with them, and the process
 * dies of SIGSEGV instead of ending: main() leaves through here.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-leave.h"

#include <stdio.h>
#include <unistd.h>

/* A login at a server that answers takes milliseconds; one that does not is not waited for. */
#define PATIENCE_USECS (2 * G_USEC_PER_SEC)

static GMutex lock;
static GCond cond;
static guint n_logins;

void
_hrt_pg_login_begin (void)
{
  g_mutex_lock (&lock);
  n_logins++;
  g_mutex_unlock (&lock);
}

void
_hrt_pg_login_end (void)
{
  g_mutex_lock (&lock);
  n_logins--;
  g_cond_broadcast (&cond);
  g_mutex_unlock (&lock);
}

/**
 * hrt_pg_leave:
 * @status: the exit status of the process
 *
 * To be called last in main(), with no main loop running any more. Waits for the threads that are
 * opening a connection, for 2 seconds at most; when one is still at it then, the process ends here,
 * without what atexit() promised, but with everything written that stdio holds.
 *
 * Returns: @status, for main() to return
 */
int
hrt_pg_leave (int status)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_USECS;

  g_mutex_lock (&lock);
  while (n_logins > 0 && g_cond_wait_until (&cond, &lock, deadline))
    continue;
  if (n_logins > 0)
    {
      fflush (NULL);
      _exit (status);
    }
  g_mutex_unlock (&lock);
  return status;
}
