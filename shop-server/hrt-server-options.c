/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtServerOptions: arguments first, then the secrets, which never stand in the list of processes.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-options.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "hrt-server-process.h"

#define MAX_WORKERS 64

static HrtServerOptions *
new_defaults (void)
{
  HrtServerOptions *self = g_new0 (HrtServerOptions, 1);

  self->n_workers = 1;
  self->secrets_fd = -1;
  self->listen_fd = -1;
  return self;
}

void
hrt_server_options_free (HrtServerOptions *self)
{
  g_free (self->database);
  g_free (self->listen);
  g_free (self->data_dir);
  g_strfreev (self->trusted_proxies);
  g_free (self);
}

static gboolean
parse_arguments (HrtServerOptions *self, int argc, char **argv, GError **error)
{
  GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_STRING, &self->database,
      "The shop's database, as role hrt_web", "CONNINFO" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen,
      "Where visitors are welcome; port 0 takes a free one", "ADDRESS:PORT" },
    { "workers", 0, 0, G_OPTION_ARG_INT, &self->n_workers, "Processes on that port", "N" },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, "The folder with images/", "DIR" },
    { "secrets-fd", 0, 0, G_OPTION_ARG_INT, &self->secrets_fd,
      "Descriptor to read one JSON line {\"database\": …} from", "FD" },
    { "listen-fd", 0, 0, G_OPTION_ARG_INT, &self->listen_fd, "A listening socket to take over",
      "FD" },
    { "trusted-proxy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->trusted_proxies,
      "A proxy whose X-Forwarded-* count (repeatable)", "ADDRESS" },
    { "watch-parent", 0, 0, G_OPTION_ARG_NONE, &self->watch_parent,
      "End when the starting process ends", NULL },
    { "no-page-cache", 0, 0, G_OPTION_ARG_NONE, &self->no_page_cache,
      "Make every page anew (for measuring)", NULL },
    { "log-access", 0, 0, G_OPTION_ARG_NONE, &self->log_access, "One line per request", NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("– the Hurtrock web shop");
  g_auto (GStrv) arguments = g_new0 (char *, (gsize) argc + 1);

  for (int i = 0; i < argc; i++)
    arguments[i] = g_strdup (argv[i]);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse_strv (context, &arguments, error);
}

static gboolean
read_secrets (HrtServerOptions *self, GError **error)
{
  g_autofree char *line = hrt_server_process_read_line (self->secrets_fd, error);
  g_autoptr (JsonNode) root = line != NULL ? json_from_string (line, error) : NULL;
  const char *database;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "the line of secrets is no JSON object");
      return FALSE;
    }
  database =
      json_object_get_string_member_with_default (json_node_get_object (root), "database", NULL);
  if (database != NULL)
    {
      g_free (self->database);
      self->database = g_strdup (database);
    }
  return TRUE;
}

/**
 * hrt_server_options_parse:
 * @argc: of main()
 * @argv: of main(); not changed
 * @error: place for an error
 *
 * Errors: %G_OPTION_ERROR with a sentence for whoever started the server.
 *
 * Returns: (transfer full) (nullable): the options, complete
 */
HrtServerOptions *
hrt_server_options_parse (int argc, char **argv, GError **error)
{
  g_autoptr (HrtServerOptions) self = new_defaults ();

  if (!parse_arguments (self, argc, argv, error) ||
      (self->secrets_fd >= 0 && !read_secrets (self, error)))
    return NULL;
  if (self->database == NULL || (self->listen == NULL && self->listen_fd < 0))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--database (or a line of secrets) and --listen are needed");
      return NULL;
    }
  if (self->n_workers < 1 || self->n_workers > MAX_WORKERS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--workers must be between 1 and %d", MAX_WORKERS);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * hrt_server_options_dup_url:
 * @self: the options
 * @port: the port that is really used
 *
 * Returns: (transfer full): where the shop is, for this machine: an address that means "all"
 * becomes the loopback one
 */
char *
hrt_server_options_dup_url (HrtServerOptions *self, guint port)
{
  const char *listen = self->listen != NULL ? self->listen : "127.0.0.1:0";
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = NULL;

  if (g_str_has_prefix (listen, "unix:"))
    return g_strdup (listen);
  host = g_strndup (listen, colon != NULL ? (gsize) (colon - listen) : strlen (listen));
  if (*host == '\0' || strcmp (host, "0.0.0.0") == 0 || strcmp (host, "[::]") == 0)
    {
      g_free (host);
      host = g_strdup ("127.0.0.1");
    }
  return g_strdup_printf ("http://%s:%u", host, port);
}

/**
 * hrt_server_options_dup_refusal:
 * @self: the options
 * @error: why the server cannot begin
 *
 * Returns: (transfer full): a sentence for whoever started it
 */
char *
hrt_server_options_dup_refusal (HrtServerOptions *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return g_strdup_printf ("%s is in use by another program; choose another port",
                            self->listen != NULL ? self->listen : "the port");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf ("%s may not be used by this user; choose a port above 1023",
                            self->listen != NULL ? self->listen : "the port");
  return g_strdup (error->message);
}
