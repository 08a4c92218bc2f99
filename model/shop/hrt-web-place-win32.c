/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The place is a file in the shop's data folder, DATA_DIR/web-PORT.lock, open for writing in one
 * process only: the system gives it up when that one dies. It says where the holder serves.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-web-place-private.h"

#include <fcntl.h>
#include <io.h>
#include <string.h>

#include "model/pg/hrt-pg-win32-private.h"

#define MAX_URL 300

static char *
read_url (const wchar_t *path)
{
  HANDLE file = CreateFileW (path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                             OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
  char text[MAX_URL + 1];
  DWORD length = 0;

  if (file == INVALID_HANDLE_VALUE)
    return NULL;
  if (!ReadFile (file, text, MAX_URL, &length, NULL))
    length = 0;
  CloseHandle (file);
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
  g_autofree wchar_t *wide = NULL;
  HANDLE file;

  *url = NULL;
  if (port == NULL || strcmp (port, ":0") == 0)
    return HRT_WEB_PLACE_NONE;
  name = g_strdup_printf ("web-%s.lock", port + 1);
  path = g_build_filename (data_dir, name, NULL);
  wide = _hrt_pg_win32_dup_path (path);
  file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_ALWAYS,
                      FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE && GetLastError () != ERROR_SHARING_VIOLATION)
    return HRT_WEB_PLACE_NONE;
  if (file == INVALID_HANDLE_VALUE)
    {
      *url = read_url (wide);
      return HRT_WEB_PLACE_TAKEN;
    }
  SetEndOfFile (file);
  return _open_osfhandle ((intptr_t) file, _O_BINARY | _O_NOINHERIT);
}

void
_hrt_web_place_announce (int place, const char *url)
{
  HANDLE file = place >= 0 ? (HANDLE) _get_osfhandle (place) : INVALID_HANDLE_VALUE;
  LARGE_INTEGER begin = { 0 };
  DWORD written;

  if (file != INVALID_HANDLE_VALUE &&
      !(SetFilePointerEx (file, begin, NULL, FILE_BEGIN) && SetEndOfFile (file) &&
        WriteFile (file, url, (DWORD) strlen (url), &written, NULL)))
    g_debug ("the web shop's place cannot be written: error %lu", GetLastError ());
}

void
_hrt_web_place_leave (int place)
{
  if (place >= 0)
    _close (place);
}
