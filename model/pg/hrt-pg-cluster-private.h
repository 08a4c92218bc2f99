/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the topic files of HrtPgCluster share: one "site" (the paths and choices of an opening) and
 * the few things that differ by operating system.
 */

#pragma once

#include "hrt-pg-cluster.h"
#include "hrt-pg-login.h"

G_BEGIN_DECLS

#define HRT_PG_CLUSTER_DATABASE   "hurtrock"
#define HRT_PG_CLUSTER_SUPERUSER  "hurtrock_super"
#define HRT_PG_CLUSTER_CREATE_MIB 300 /* fresh cluster, its WAL, and room for the first days */
#define HRT_PG_CLUSTER_START_MIB  48  /* crash recovery may need three WAL segments */

typedef void (*HrtPgClusterProgress) (HrtPgClusterStage stage, double fraction, gpointer user_data);

/* The user that the server runs as. */
typedef struct
{
  gboolean drop; /* we are root: step down to uid and gid */
  guint uid;
  guint gid;
} HrtPgClusterUser;

/* Everything one opening knows. Belongs to one thread at a time. */
typedef struct
{
  char *data_dir;    /* (owned) absolute */
  char *cluster_dir; /* (owned) PGDATA */
  char *address; /* (owned) (nullable) where the server listens: the socket's folder, or a port */
  char *bin_dir; /* (owned) (nullable) */
  char *supervisor;  /* (owned) (nullable) */
  GKeyFile *secrets; /* (owned) (nullable) */
  int major;         /* of bin_dir */
  int users_fd;      /* shared lock: "I use this server"; -1 when not held */
  int server_fd;     /* exclusive lock while this process makes or starts the server; else -1 */
  gboolean was_open; /* by this process: a folder that is gone now must not be made anew, empty */
  gboolean repair;   /* the secrets were lost and are made anew */
  HrtPgClusterUser user;
  GCancellable *cancellable; /* (unowned) (nullable) */
  HrtPgClusterProgress progress;
  gpointer progress_data;
} HrtPgClusterSite;

HrtPgClusterSite *_hrt_pg_cluster_site_new (const char *data_dir);
void _hrt_pg_cluster_site_free (HrtPgClusterSite *site);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgClusterSite, _hrt_pg_cluster_site_free)
void _hrt_pg_cluster_site_report (HrtPgClusterSite *site, HrtPgClusterStage stage, double fraction);
char *
_hrt_pg_cluster_site_dup_conninfo (HrtPgClusterSite *site, const char *role, const char *database);

/* hrt-pg-cluster-open.c */
gboolean _hrt_pg_cluster_open (HrtPgClusterSite *site, GError **error);
void _hrt_pg_cluster_leave (HrtPgClusterSite *site);
gboolean _hrt_pg_cluster_is_up (HrtPgClusterSite *site);

/* hrt-pg-cluster-binaries.c */
gboolean _hrt_pg_cluster_find_binaries (HrtPgClusterSite *site, GError **error);
char *_hrt_pg_cluster_dup_program (HrtPgClusterSite *site, const char *name);

/* hrt-pg-cluster-create.c */
gboolean _hrt_pg_cluster_create (HrtPgClusterSite *site, GError **error);
gboolean _hrt_pg_cluster_repair_superuser (HrtPgClusterSite *site, GError **error);

/* hrt-pg-cluster-settings.c */
gboolean _hrt_pg_cluster_write_settings (HrtPgClusterSite *site, const char *dir, GError **error);

/* hrt-pg-cluster-secrets.c */
gboolean _hrt_pg_cluster_load_secrets (HrtPgClusterSite *site, gboolean fresh, GError **error);
char *_hrt_pg_cluster_dup_secret (HrtPgClusterSite *site, const char *role);

/* hrt-pg-cluster-seal-posix.c, -win32.c: the passwords' file against whoever copies it */
char *_hrt_pg_cluster_seal (const char *text);
char *_hrt_pg_cluster_unseal (const char *stored);
gboolean _hrt_pg_cluster_is_sealed (const char *stored);

/* hrt-pg-cluster-address-posix.c, -win32.c: a socket in a private folder, or a port on loopback */
extern const char _hrt_pg_cluster_listen_settings[];
extern const char _hrt_pg_cluster_access_rules[];
/* Picks where the server will listen: the place of the last time when that is still to be had. */
gboolean _hrt_pg_cluster_address_choose (HrtPgClusterSite *site, GError **error);
gboolean _hrt_pg_cluster_address_clear_stale (HrtPgClusterSite *site, GError **error);
void _hrt_pg_cluster_address_add_arguments (HrtPgClusterSite *site, GStrvBuilder *into);
/* Appends libpq's words for it, with a blank behind each. */
void _hrt_pg_cluster_address_append (HrtPgClusterSite *site, GString *into);
/* The address written down by the last start. */
gboolean _hrt_pg_cluster_address_read (HrtPgClusterSite *site);
gboolean _hrt_pg_cluster_address_write (HrtPgClusterSite *site, GError **error);

/* hrt-pg-cluster-start.c */
gboolean _hrt_pg_cluster_clear_stale (HrtPgClusterSite *site, GError **error);
gboolean _hrt_pg_cluster_start (HrtPgClusterSite *site, GError **error);

/* hrt-pg-cluster-child-posix.c, -win32.c: the cluster's programs as processes */
typedef struct _HrtPgClusterChild HrtPgClusterChild;

/* Starts the supervisor, to which the server's lock goes over; the site may lose it by that. */
HrtPgClusterChild *
_hrt_pg_cluster_child_start (HrtPgClusterSite *site, const char *const *argv, GError **error);
gboolean _hrt_pg_cluster_child_has_ended (HrtPgClusterChild *child);
/* Lets go of it; it lives on. */
void _hrt_pg_cluster_child_free (HrtPgClusterChild *child);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgClusterChild, _hrt_pg_cluster_child_free)
/* A launcher of the cluster's programs: none of the user's PG* settings, and the server's lock, so
 * that it is free only when the last of them is gone. */
GSubprocessLauncher *_hrt_pg_cluster_launcher (HrtPgClusterSite *site, GSubprocessFlags flags);

/* hrt-pg-cluster-provision.c */
gboolean _hrt_pg_cluster_can_connect (HrtPgClusterSite *site);
gboolean _hrt_pg_cluster_provision (HrtPgClusterSite *site, GError **error);

/* hrt-pg-cluster-posix.c, -win32.c: what the systems do differently */
extern const char *const _hrt_pg_cluster_os_locale_options[]; /* of initdb; NULL at the end */

typedef enum
{
  HRT_PG_CLUSTER_PROCESS_GONE,   /* no such process, or dead and not yet reaped */
  HRT_PG_CLUSTER_PROCESS_OTHER,  /* alive, but not a server of this directory */
  HRT_PG_CLUSTER_PROCESS_SERVER, /* a PostgreSQL server that really works in this directory */
} HrtPgClusterProcess;

gboolean _hrt_pg_cluster_os_choose_user (HrtPgClusterUser *user, GError **error);
gboolean _hrt_pg_cluster_os_can_reach (const HrtPgClusterUser *user, const char *dir);
gboolean _hrt_pg_cluster_os_is_vacant (const char *dir);
gboolean _hrt_pg_cluster_os_owns_dir (const HrtPgClusterUser *user, const char *dir);
gboolean _hrt_pg_cluster_os_adopt_owner (HrtPgClusterUser *user, const char *dir, GError **error);
gboolean _hrt_pg_cluster_os_make_dir (const char *dir, guint mode, GError **error);
gboolean _hrt_pg_cluster_os_give (const HrtPgClusterUser *user, const char *path, GError **error);
gboolean _hrt_pg_cluster_os_write_file (
    const char *path, const char *text, guint mode, const HrtPgClusterUser *owner, GError **error);
gboolean _hrt_pg_cluster_os_rename (const char *from, const char *to, GError **error);
gboolean _hrt_pg_cluster_os_sync_tree (const char *dir, GError **error);
gboolean _hrt_pg_cluster_os_remove_tree (const char *dir, GError **error);
gboolean _hrt_pg_cluster_os_check_space (const char *dir, guint need_mib, GError **error);
guint64 _hrt_pg_cluster_os_get_memory (void);
/* The major version of this server, 0 when it does not tell. */
int _hrt_pg_cluster_os_ask_major (const char *postgres);
/* Where the system's packages put PostgreSQL. */
void _hrt_pg_cluster_os_add_binaries (GPtrArray *dirs);
HrtPgClusterProcess _hrt_pg_cluster_os_look_at (gint64 pid, const char *cluster_dir);
int _hrt_pg_cluster_os_lock (const char *path,
                             gboolean exclusive,
                             guint patience_ms,
                             GCancellable *cancellable,
                             GError **error);
gboolean _hrt_pg_cluster_os_is_locked (const char *path);
/* Gives the lock up; TRUE when nobody else holds it, so that the server is about to stop. */
gboolean _hrt_pg_cluster_os_leave_lock (int fd);
void _hrt_pg_cluster_os_close (int fd);

/* Sets @error from errno in plain words; ENOSPC and EACCES get their own codes. */
void _hrt_pg_cluster_os_set_error (GError **error, int number, const char *path);
/* Windows: the same from GetLastError(). */
void _hrt_pg_cluster_os_set_last_error (GError **error, unsigned long code, const char *path);

G_END_DECLS
