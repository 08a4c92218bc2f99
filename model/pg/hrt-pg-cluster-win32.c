/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the private cluster needs of Windows: durable files, private folders, free space, and who a
 * process is. Locks are in hrt-pg-cluster-lock-win32.c.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"
#include "hrt-pg-win32-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sddl.h>
#include <string.h>

#define N_ATTEMPTS 100 /* a virus scanner may hold a new file for a moment */
#define ATTEMPT_US 20000

/* The cluster itself is made with the plainest locale; the shop's database names its own. */
const char *const _hrt_pg_cluster_os_locale_options[] = { "--locale=C", NULL };

void
_hrt_pg_cluster_os_set_last_error (GError **error, unsigned long code, const char *path)
{
  g_autofree char *reason = NULL;

  if (_hrt_pg_win32_is_full (code))
    {
      _hrt_pg_cluster_os_set_error (error, ENOSPC, path);
      return;
    }
  if (_hrt_pg_win32_is_denied (code))
    {
      _hrt_pg_cluster_os_set_error (error, EACCES, path);
      return;
    }
  reason = g_win32_error_message ((int) code);
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_START,
               /* Translators: the first %s is a file name, the second the system's reason. */
               _ ("%s could not be used: %s"), path, reason);
}

/* An administrator's rights are put down by the supervisor, which is told who wants the program in
 * the place of a user's number. */
gboolean
_hrt_pg_cluster_os_choose_user (HrtPgClusterUser *user, GError **error)
{
  *user = (HrtPgClusterUser){ .drop = FALSE, .uid = GetCurrentProcessId () };
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_can_reach (const HrtPgClusterUser *user, const char *dir)
{
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_is_vacant (const char *dir)
{
  return !g_file_test (dir, G_FILE_TEST_EXISTS) || g_rmdir (dir) == 0;
}

gboolean
_hrt_pg_cluster_os_owns_dir (const HrtPgClusterUser *user, const char *dir)
{
  return g_file_test (dir, G_FILE_TEST_IS_DIR);
}

gboolean
_hrt_pg_cluster_os_adopt_owner (HrtPgClusterUser *user, const char *dir, GError **error)
{
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_give (const HrtPgClusterUser *user, const char *path, GError **error)
{
  return TRUE;
}

/* Whoever owns it and the system, nobody else, nothing inherited: mode 0700 in Windows' words.
 * NULL when the system does not say who we are. Free with LocalFree(). */
static SECURITY_DESCRIPTOR *
new_private_descriptor (void)
{
  union
  {
    TOKEN_USER user;
    char room[SECURITY_MAX_SID_SIZE + sizeof (TOKEN_USER)];
  } who;
  DWORD length;
  HANDLE token;
  char *sid = NULL;
  g_autofree char *text = NULL;
  PSECURITY_DESCRIPTOR descriptor = NULL;
  gboolean known;

  if (!OpenProcessToken (GetCurrentProcess (), TOKEN_QUERY, &token))
    return NULL;
  known = GetTokenInformation (token, TokenUser, &who, sizeof who, &length) &&
          ConvertSidToStringSidA (who.user.User.Sid, &sid);
  CloseHandle (token);
  if (!known)
    return NULL;
  text = g_strdup_printf ("D:P(A;OICI;FA;;;%s)(A;OICI;FA;;;SY)", sid);
  LocalFree (sid);
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorA (text, SDDL_REVISION_1, &descriptor,
                                                             NULL))
    return NULL;
  return descriptor;
}

static gboolean
make_private_dir (const char *dir)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (dir);
  SECURITY_DESCRIPTOR *descriptor = new_private_descriptor ();
  SECURITY_ATTRIBUTES attributes = { sizeof attributes, descriptor, FALSE };
  gboolean made = CreateDirectoryW (wide, descriptor != NULL ? &attributes : NULL);

  LocalFree (descriptor);
  return made || GetLastError () == ERROR_ALREADY_EXISTS;
}

gboolean
_hrt_pg_cluster_os_make_dir (const char *dir, guint mode, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (dir);

  if (g_file_test (dir, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir_with_parents (parent, 0777) == 0 && make_private_dir (dir))
    return TRUE;
  _hrt_pg_cluster_os_set_last_error (error, GetLastError (), dir);
  return FALSE;
}

static gboolean
move (const char *from, const char *to)
{
  g_autofree wchar_t *wide_from = _hrt_pg_win32_dup_path (from);
  g_autofree wchar_t *wide_to = _hrt_pg_win32_dup_path (to);

  for (guint i = 0; i < N_ATTEMPTS; i++)
    {
      if (MoveFileExW (wide_from, wide_to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
        return TRUE;
      if (GetLastError () != ERROR_SHARING_VIOLATION && GetLastError () != ERROR_ACCESS_DENIED)
        return FALSE;
      g_usleep (ATTEMPT_US);
    }
  return FALSE;
}

static gboolean
write_new (const char *path, const char *text)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);
  SECURITY_DESCRIPTOR *descriptor = new_private_descriptor ();
  SECURITY_ATTRIBUTES attributes = { sizeof attributes, descriptor, FALSE };
  HANDLE file = CreateFileW (wide, GENERIC_WRITE, 0, descriptor != NULL ? &attributes : NULL,
                             CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  DWORD length = (DWORD) strlen (text);
  DWORD written = 0;
  DWORD code = GetLastError ();
  gboolean done = FALSE;

  LocalFree (descriptor);
  if (file != INVALID_HANDLE_VALUE)
    {
      done = WriteFile (file, text, length, &written, NULL) && written == length &&
             FlushFileBuffers (file);
      code = GetLastError ();
      CloseHandle (file);
    }
  SetLastError (code);
  return done;
}

/* Temporary file, flush, rename: after a power cut it is the old or the new text, never a part. */
gboolean
_hrt_pg_cluster_os_write_file (
    const char *path, const char *text, guint mode, const HrtPgClusterUser *owner, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  DWORD code;

  if (write_new (temporary, text) && move (temporary, path))
    return TRUE;
  code = GetLastError ();
  g_remove (temporary);
  _hrt_pg_cluster_os_set_last_error (error, code, path);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_rename (const char *from, const char *to, GError **error)
{
  if (move (from, to))
    return TRUE;
  _hrt_pg_cluster_os_set_last_error (error, GetLastError (), to);
  return FALSE;
}

static gboolean
sync_one (const char *path)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (path);
  HANDLE file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                             NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
  gboolean done;

  if (file == INVALID_HANDLE_VALUE)
    return FALSE;
  done = FlushFileBuffers (file);
  CloseHandle (file);
  return done;
}

/* One pass at the end instead of initdb's own, which waits for every file in turn twice. */
gboolean
_hrt_pg_cluster_os_sync_tree (const char *dir, GError **error)
{
  g_autoptr (GDir) entries = g_dir_open (dir, 0, error);
  const char *name;

  if (entries == NULL)
    return FALSE;
  while ((name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (!_hrt_pg_cluster_os_sync_tree (path, error))
            return FALSE;
        }
      else if (!sync_one (path))
        {
          _hrt_pg_cluster_os_set_last_error (error, GetLastError (), path);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_remove_tree (const char *dir, GError **error)
{
  GDir *entries = g_dir_open (dir, 0, NULL);
  const char *name;
  gboolean done = TRUE;

  while (entries != NULL && done && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      done = _hrt_pg_cluster_os_remove_tree (path, error);
    }
  g_clear_pointer (&entries, g_dir_close);
  if (!done)
    return FALSE;
  if (!g_file_test (dir, G_FILE_TEST_EXISTS) || g_remove (dir) == 0)
    return TRUE;
  _hrt_pg_cluster_os_set_last_error (error, GetLastError (), dir);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_check_space (const char *dir, guint need_mib, GError **error)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (dir);
  ULARGE_INTEGER free_bytes;
  guint64 free_mib;

  if (!GetDiskFreeSpaceExW (wide, &free_bytes, NULL, NULL))
    return TRUE; /* not every file system tells; the write itself will */
  free_mib = free_bytes.QuadPart / (1024 * 1024);
  if (free_mib >= need_mib)
    return TRUE;
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DISK_FULL,
               /* Translators: %s is a folder; the numbers are megabytes. */
               _ ("The disk that holds %s has %u MB left, and the database needs %u MB to start. "
                  "Free some space and start again."),
               dir, (guint) free_mib, need_mib);
  return FALSE;
}

guint64
_hrt_pg_cluster_os_get_memory (void)
{
  MEMORYSTATUSEX status = { .dwLength = sizeof status };

  return GlobalMemoryStatusEx (&status) ? status.ullTotalPhys : 0;
}

/* From the file's properties: running it, as it is a console program, would flash a window. */
int
_hrt_pg_cluster_os_ask_major (const char *postgres)
{
  g_autofree wchar_t *wide = _hrt_pg_win32_dup_path (postgres);
  DWORD size = GetFileVersionInfoSizeW (wide, NULL);
  g_autofree void *room = g_malloc (MAX (size, 1));
  VS_FIXEDFILEINFO *info;
  UINT length;

  if (size == 0 || !GetFileVersionInfoW (wide, 0, size, room) ||
      !VerQueryValueW (room, L"\\", (void **) &info, &length))
    return 0;
  return HIWORD (info->dwFileVersionMS);
}

void
_hrt_pg_cluster_os_add_binaries (GPtrArray *dirs)
{
  /* Ours lies beside the program. A server that the user installed is not taken: it may be removed
   * or upgraded without a word. */
}

/* PostgreSQL names its shared memory after the data folder; it lives as long as the server. */
static gboolean
is_served (const char *cluster_dir)
{
  g_autofree char *name = g_strconcat ("Global\\PostgreSQL:", cluster_dir, NULL);
  g_autofree wchar_t *wide = NULL;
  HANDLE mapping;

  for (char *c = name + strlen ("Global\\"); *c != '\0'; c++)
    if (*c == '\\')
      *c = '/';
  wide = (wchar_t *) g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);
  mapping = OpenFileMappingW (FILE_MAP_READ, FALSE, wide);
  if (mapping == NULL)
    return FALSE;
  CloseHandle (mapping);
  return TRUE;
}

/* Who the process named in postmaster.pid really is; numbers are reused. */
HrtPgClusterProcess
_hrt_pg_cluster_os_look_at (gint64 pid, const char *cluster_dir)
{
  HANDLE process = pid > 0 ? OpenProcess (SYNCHRONIZE, FALSE, (DWORD) pid) : NULL;
  gboolean alive;

  if (is_served (cluster_dir))
    return HRT_PG_CLUSTER_PROCESS_SERVER;
  if (process == NULL)
    return HRT_PG_CLUSTER_PROCESS_GONE;
  alive = WaitForSingleObject (process, 0) == WAIT_TIMEOUT;
  CloseHandle (process);
  return alive ? HRT_PG_CLUSTER_PROCESS_OTHER : HRT_PG_CLUSTER_PROCESS_GONE;
}
