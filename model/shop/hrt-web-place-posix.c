/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The place is a file in the shop's data folder, DATA_DIR/web-PORT.lock, held by flock: the kernel
 * gives it up when its holder dies, however it dies. It says where the holder serves.
 */

#define G_LOG_DOMAIN "hrt-shop"
#define _GNU_SOURCE

#include "hrt-web-place-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_URL 300

static char *
read_url (int fd)
{
  char text[MAX_URL + 1];
  ssize_t length = pread (fd, text, MAX_URL, 0);

  if (length <= 0)
    return NULL;
  text[length] = '\0';
  return g_str_has_prefix (text, "http") && g_utf8_validate (text, -1, NULL) ? g_strdup (text)
                                                                             : NULL;
}

int
_hrt_web_place_take (const char *data_dir, const char *listen, char **url)
{
  const char *port = strrchr (listen, ':');
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  int fd;

  *url = NULL;
  if (port == NULL || strcmp (port, ":0") == 0)
    return HRT_WEB_PLACE_NONE;
  name = g_strdup_printf ("web-%s.lock", port + 1);
  path = g_build_filename (data_dir, name, NULL);
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return HRT_WEB_PLACE_NONE;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    {
      if (ftruncate (fd, 0) != 0)
        g_debug ("%s: %s", path, g_strerror (errno));
      return fd;
    }
  *url = read_url (fd);
  close (fd);
  return HRT_WEB_PLACE_TAKEN;
}

void
_hrt_web_place_announce (int place, const char *url)
{
  if (place >= 0 && (ftruncate (place, 0) != 0 || pwrite (place, url, strlen (url), 0) < 0))
    g_debug ("the web shop's place cannot be written: %s", g_strerror (errno));
}

void
_hrt_web_place_leave (int place)
{
  if (place >= 0)
    close (place);
}
