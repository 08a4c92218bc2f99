/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the private cluster needs of a Unix system: durable files, owners, free space, and who a
 * process is. Locks are in hrt-pg-cluster-lock-posix.c.
 */

#define G_LOG_DOMAIN "hrt-pg"
#define _GNU_SOURCE

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-pg-cluster-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

const char *const _hrt_pg_cluster_os_locale_options[] = { "--locale=C.UTF-8", NULL };

/* PostgreSQL refuses to run as root, so root hands the cluster to a user without rights. */
gboolean
_hrt_pg_cluster_os_choose_user (HrtPgClusterUser *user, GError **error)
{
  const char *const names[] = { "postgres", "nobody" };

  *user = (HrtPgClusterUser){ .drop = FALSE, .uid = geteuid (), .gid = getegid () };
  if (geteuid () != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      struct passwd entry, *found = NULL;
      char buffer[4096];

      if (getpwnam_r (names[i], &entry, buffer, sizeof buffer, &found) != 0 || found == NULL ||
          found->pw_uid == 0)
        continue;
      *user = (HrtPgClusterUser){ .drop = TRUE, .uid = found->pw_uid, .gid = found->pw_gid };
      return TRUE;
    }
  g_set_error_literal (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_PERMISSION,
                       _ ("PostgreSQL does not run as root, and this system has neither a user "
                          "“postgres” nor “nobody”. Create one, or start Hurtrock as a normal "
                          "user."));
  return FALSE;
}

/* Whether @user may pass through every folder above @dir. */
gboolean
_hrt_pg_cluster_os_can_reach (const HrtPgClusterUser *user, const char *dir)
{
  g_autofree char *path = g_strdup (dir);

  if (!user->drop)
    return TRUE;
  while (strcmp (path, "/") != 0)
    {
      struct stat info;
      mode_t need = S_IXOTH;
      g_autofree char *parent = NULL;

      if (stat (path, &info) == 0)
        {
          if (info.st_uid == user->uid)
            need = S_IXUSR;
          else if (info.st_gid == user->gid)
            need = S_IXGRP;
          if ((info.st_mode & need) == 0)
            return FALSE;
        }
      parent = g_path_get_dirname (path);
      g_free (path);
      path = g_steal_pointer (&parent);
    }
  return TRUE;
}

/* Nothing there, or an empty folder (a mount point): a place for a new cluster. */
gboolean
_hrt_pg_cluster_os_is_vacant (const char *dir)
{
  struct stat info;

  return (lstat (dir, &info) != 0 && errno == ENOENT) || rmdir (dir) == 0;
}

/* A private folder of that user, not one that somebody else put there for us in /tmp. */
gboolean
_hrt_pg_cluster_os_owns_dir (const HrtPgClusterUser *user, const char *dir)
{
  struct stat info;

  return lstat (dir, &info) == 0 && S_ISDIR (info.st_mode) && info.st_uid == user->uid &&
         (info.st_mode & 077) == 0;
}

/* A cluster can only be served by the user it belongs to: root becomes that one, others cannot. */
gboolean
_hrt_pg_cluster_os_adopt_owner (HrtPgClusterUser *user, const char *dir, GError **error)
{
  struct stat info;

  if (stat (dir, &info) != 0 || (!user->drop && info.st_uid != user->uid) || info.st_uid == 0)
    {
      _hrt_pg_cluster_os_set_error (error, EACCES, dir);
      return FALSE;
    }
  user->uid = info.st_uid;
  user->gid = info.st_gid;
  return TRUE;
}

gboolean
_hrt_pg_cluster_os_make_dir (const char *dir, guint mode, GError **error)
{
  if (g_mkdir_with_parents (dir, (int) mode) == 0 && access (dir, W_OK | X_OK) == 0)
    return TRUE;
  _hrt_pg_cluster_os_set_error (error, errno, dir);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_give (const HrtPgClusterUser *user, const char *path, GError **error)
{
  if (!user->drop || lchown (path, user->uid, user->gid) == 0)
    return TRUE;
  _hrt_pg_cluster_os_set_error (error, errno, path);
  return FALSE;
}

static gboolean
sync_dir_of (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  int fd = open (dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      text += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* Temporary file, fsync, rename, fsync of the folder: after a power cut it is the old or the new
 * text, never a part (settings that were only appended were gone in a test). */
gboolean
_hrt_pg_cluster_os_write_file (
    const char *path, const char *text, guint mode, const HrtPgClusterUser *owner, GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  int fd = open (temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode);
  gboolean done = FALSE;
  int number;

  if (fd >= 0)
    {
      done = fchmod (fd, mode) == 0 && write_all (fd, text, strlen (text)) &&
             (owner == NULL || !owner->drop || fchown (fd, owner->uid, owner->gid) == 0) &&
             fsync (fd) == 0;
      number = errno;
      close (fd);
      errno = number;
    }
  if (done && rename (temporary, path) == 0 && sync_dir_of (path))
    return TRUE;
  number = errno;
  unlink (temporary);
  _hrt_pg_cluster_os_set_error (error, number, path);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_rename (const char *from, const char *to, GError **error)
{
  if (rename (from, to) == 0 && sync_dir_of (to))
    return TRUE;
  _hrt_pg_cluster_os_set_error (error, errno, to);
  return FALSE;
}

static gboolean
sync_one (const char *path, int flags)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | flags);
  gboolean done;

  if (fd < 0)
    return errno == ELOOP;
  done = fsync (fd) == 0;
  close (fd);
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

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (!_hrt_pg_cluster_os_sync_tree (path, error))
            return FALSE;
        }
      else if (!sync_one (path, 0))
        {
          _hrt_pg_cluster_os_set_error (error, errno, path);
          return FALSE;
        }
    }
  if (sync_one (dir, O_DIRECTORY))
    return TRUE;
  _hrt_pg_cluster_os_set_error (error, errno, dir);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_remove_tree (const char *dir, GError **error)
{
  GDir *entries = g_file_test (dir, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (dir, 0, NULL);
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
  if (remove (dir) == 0 || errno == ENOENT)
    return TRUE;
  _hrt_pg_cluster_os_set_error (error, errno, dir);
  return FALSE;
}

gboolean
_hrt_pg_cluster_os_check_space (const char *dir, guint need_mib, GError **error)
{
  struct statvfs info;
  guint64 free_mib;

  if (statvfs (dir, &info) != 0)
    return TRUE; /* not every file system tells; the write itself will */
  free_mib = (guint64) info.f_bavail * info.f_frsize / (1024 * 1024);
  if (free_mib >= need_mib)
    return TRUE;
  g_set_error (error, HRT_PG_CLUSTER_ERROR, HRT_PG_CLUSTER_ERROR_DISK_FULL,
               /* Translators: %s is a folder; the numbers are megabytes. */
               _ ("The disk that holds %s has %u MB left, and the database needs %u MB to start. "
                  "Free some space and start again."),
               dir, (guint) free_mib, need_mib);
  return FALSE;
}

/* Bytes of memory that this process may count on: the machine's, or its container's if less. */
guint64
_hrt_pg_cluster_os_get_memory (void)
{
  guint64 memory = (guint64) sysconf (_SC_PHYS_PAGES) * (guint64) sysconf (_SC_PAGESIZE);
  g_autofree char *limit = NULL;
  guint64 value;

  if (g_file_get_contents ("/sys/fs/cgroup/memory.max", &limit, NULL, NULL) &&
      g_ascii_string_to_unsigned (g_strstrip (limit), 10, 1, G_MAXUINT64, &value, NULL))
    memory = MIN (memory, value);
  return memory;
}

int
_hrt_pg_cluster_os_ask_major (const char *postgres)
{
  g_autofree char *output = NULL;
  const char *argv[] = { postgres, "--version", NULL };
  const char *number;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                     NULL, NULL, NULL))
    return 0;
  number = strpbrk (output, "0123456789"); /* "postgres (PostgreSQL) 15.9 (Debian …)" */
  return number != NULL ? (int) g_ascii_strtoll (number, NULL, 10) : 0;
}

static void
add_versions (GPtrArray *dirs, const char *top, const char *prefix)
{
  g_autoptr (GDir) entries = g_dir_open (top, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (dirs, g_build_filename (top, name, "bin", NULL));
}

void
_hrt_pg_cluster_os_add_binaries (GPtrArray *dirs)
{
  add_versions (dirs, "/usr/lib/postgresql", "");
  add_versions (dirs, "/usr", "pgsql-");
  add_versions (dirs, "/opt/homebrew/opt", "postgresql");
}

static gboolean
is_zombie (gint64 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/stat", pid);
  g_autofree char *text = NULL;
  const char *state;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  /* The name in brackets may hold brackets itself: the state follows the last one. */
  state = strrchr (text, ')');
  return state != NULL && state[1] == ' ' && (state[2] == 'Z' || state[2] == 'X');
}

static gboolean
works_in (gint64 pid, const char *dir)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/cwd", pid);
  struct stat ours, theirs;

  return stat (dir, &ours) == 0 && stat (path, &theirs) == 0 && ours.st_dev == theirs.st_dev &&
         ours.st_ino == theirs.st_ino;
}

/* Who the process named in postmaster.pid really is. PostgreSQL itself only asks whether a process
 * with that number exists, and then refuses to start; numbers are reused. A server always works in
 * its data folder. */
HrtPgClusterProcess
_hrt_pg_cluster_os_look_at (gint64 pid, const char *cluster_dir)
{
  g_autofree char *path = g_strdup_printf ("/proc/%" G_GINT64_FORMAT "/cmdline", pid);
  g_autofree char *command = NULL;
  g_autofree char *name = NULL;

  if (pid <= 0 || is_zombie (pid))
    return HRT_PG_CLUSTER_PROCESS_GONE;
  if (!g_file_get_contents (path, &command, NULL, NULL) || command[0] == '\0')
    return HRT_PG_CLUSTER_PROCESS_OTHER;
  name = g_path_get_basename (command); /* the text ends at the first argument's NUL */
  if (!g_str_has_prefix (name, "postgres") && !g_str_has_prefix (name, "postmaster"))
    return HRT_PG_CLUSTER_PROCESS_OTHER;
  return works_in (pid, cluster_dir) ? HRT_PG_CLUSTER_PROCESS_SERVER : HRT_PG_CLUSTER_PROCESS_OTHER;
}
