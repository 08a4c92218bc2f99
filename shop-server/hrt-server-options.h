/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtServerOptions: what hurtrock-shop-server is told by its arguments and by the line of secrets.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Exit status that means: trying again will not help. */
#define HRT_SERVER_EXIT_REFUSED 2

typedef struct
{
  char *database; /* libpq conninfo */
  char *listen;   /* "127.0.0.1:8080", "unix:/run/shop.sock" */
  char *data_dir; /* (nullable) images lie in it */
  char **trusted_proxies;
  int n_workers;
  int secrets_fd; /* -1: none */
  int listen_fd;  /* -1: none; a socket from the parent process */
  gboolean watch_parent;
  gboolean no_page_cache;
  gboolean log_access;
} HrtServerOptions;

HrtServerOptions *hrt_server_options_parse (int argc, char **argv, GError **error);
void hrt_server_options_free (HrtServerOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtServerOptions, hrt_server_options_free)

char *hrt_server_options_dup_url (HrtServerOptions *self, guint port);
char *hrt_server_options_dup_refusal (HrtServerOptions *self, const GError *error);

G_END_DECLS
