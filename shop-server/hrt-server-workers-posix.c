/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Opens the port once and hands it to every worker, so that a second shop on the same port is
 * noticed; starts again what ends by itself.
 */

#define G_LOG_DOMAIN "hrt-store"

#include "hrt-server-workers.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>
#include <json-glib/json-glib.h>

#include "hrt-server-process.h"
#include "model/base/hrt-backoff.h"
#include "model/base/hrt-json-writer.h"

#define BACKLOG   1024
#define WORKER_FD 3
#define STOP_SECS 8

typedef struct
{
  HrtServerOptions *options;
  char *program;
  GSocket *socket;
  GMainLoop *loop;
  GPtrArray *workers; /* (owned) (element-type Worker) */
  guint n_running;
  guint n_ready;
  gboolean is_stopping;
  gboolean has_refused; /* said already: every worker says the same */
  int status;
} Workers;

/* One of them, over all its lives. */
typedef struct
{
  Workers *pool;
  GSubprocess *process; /* (owned) (nullable) while it runs */
  gint64 since;         /* monotonic: this life began */
  HrtBackoff backoff;
} Worker;

static GSocketAddress *
parse_address (const char *listen, GError **error)
{
  const char *colon = strrchr (listen, ':');
  g_autofree char *host = NULL;
  guint64 port = 0;
  GSocketAddress *address;

  if (g_str_has_prefix (listen, "unix:"))
    return g_unix_socket_address_new (listen + strlen ("unix:"));
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no ADDRESS:PORT", listen);
      return NULL;
    }
  host = g_strndup (listen, (gsize) (colon - listen));
  g_strdelimit (host, "[]", ' ');
  address = g_inet_socket_address_new_from_string (*g_strstrip (host) != '\0' ? host : "0.0.0.0",
                                                   (guint) port);
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is no address", host);
  return address;
}

static GSocket *
open_socket (const char *listen, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (listen, error);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return NULL;
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_DEFAULT, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static guint
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address != NULL && G_IS_INET_SOCKET_ADDRESS (address)
             ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address))
             : 0;
}

static void start_one (Worker *worker);

static void
free_worker (gpointer data)
{
  Worker *worker = data;

  g_clear_object (&worker->process);
  g_free (worker);
}

static gboolean
on_restart_time (gpointer user_data)
{
  Worker *worker = user_data;

  if (!worker->pool->is_stopping)
    start_one (worker);
  return G_SOURCE_REMOVE;
}

/* A worker that dies at once costs a start now and then, not a processor. */
static void
restart_later (Worker *worker)
{
  guint pause_ms =
      hrt_backoff_count_end (&worker->backoff, g_get_monotonic_time () - worker->since);

  if (worker->backoff.n_quick == HRT_BACKOFF_MANY)
    g_warning ("a worker has ended %u times right after it began; it is tried again slowly",
               worker->backoff.n_quick);
  else
    g_message ("a worker has ended by itself; another one follows in %u ms", pause_ms);
  g_timeout_add (pause_ms, on_restart_time, worker);
}

static void
on_worker_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GSubprocess) process = NULL;
  Worker *worker = user_data;
  Workers *self = worker->pool;

  process = g_steal_pointer (&worker->process);
  g_subprocess_wait_finish (process, result, NULL);
  self->n_running--;
  if (g_subprocess_get_if_exited (process) &&
      g_subprocess_get_exit_status (process) == HRT_SERVER_EXIT_REFUSED && self->n_ready == 0)
    {
      self->status = HRT_SERVER_EXIT_REFUSED;
      self->is_stopping = TRUE;
    }
  if (!self->is_stopping)
    restart_later (worker);
  else if (self->n_running == 0)
    g_main_loop_quit (self->loop);
}

static char *
dup_refusal (const char *line)
{
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonObject *object =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  return g_strdup (
      object != NULL ? json_object_get_string_member_with_default (object, "error", line) : line);
}

/* The first line of a worker is {"url": …} or {"error": …}; only the first refusal is passed on. */
static void
on_worker_spoke (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Workers *self = user_data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_autofree char *url = NULL;

  if (line == NULL)
    return;
  if (strstr (line, "\"url\"") == NULL)
    {
      g_autofree char *refusal = dup_refusal (line);

      if (self->n_ready == 0 && !self->has_refused)
        hrt_server_process_print_refusal (refusal, FALSE);
      self->has_refused = TRUE;
      return;
    }
  self->n_ready++;
  if (self->n_ready != (guint) self->options->n_workers)
    return;
  url = hrt_server_options_dup_url (self->options, get_port (self->socket));
  hrt_server_process_print_ready (url);
}

static void
send_secrets (Workers *self, GSubprocess *process)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();
  g_autofree char *line = NULL;
  GOutputStream *pipe = g_subprocess_get_stdin_pipe (process);

  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, "database");
  hrt_json_writer_text (json, self->options->database);
  hrt_json_writer_end_object (json);
  line = g_strconcat (hrt_json_writer_peek (json), "\n", NULL);
  /* Far smaller than a pipe: never blocks. */
  g_output_stream_write_all (pipe, line, strlen (line), NULL, NULL, NULL);
  g_output_stream_close (pipe, NULL, NULL);
}

static GPtrArray *
make_arguments (Workers *self)
{
  HrtServerOptions *options = self->options;
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, g_strdup (self->program));
  g_ptr_array_add (arguments, g_strdup ("--secrets-fd=0"));
  g_ptr_array_add (arguments, g_strdup_printf ("--listen-fd=%d", WORKER_FD));
  g_ptr_array_add (arguments, g_strdup_printf ("--listen=%s", options->listen));
  g_ptr_array_add (arguments, g_strdup ("--watch-parent"));
  if (options->data_dir != NULL)
    g_ptr_array_add (arguments, g_strdup_printf ("--data-dir=%s", options->data_dir));
  if (options->no_page_cache)
    g_ptr_array_add (arguments, g_strdup ("--no-page-cache"));
  if (options->log_access)
    g_ptr_array_add (arguments, g_strdup ("--log-access"));
  for (guint i = 0; options->trusted_proxies != NULL && options->trusted_proxies[i] != NULL; i++)
    g_ptr_array_add (arguments,
                     g_strdup_printf ("--trusted-proxy=%s", options->trusted_proxies[i]));
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

static void
start_one (Worker *worker)
{
  Workers *self = worker->pool;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) arguments = make_arguments (self);
  g_autoptr (GDataInputStream) stdout_stream = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_take_fd (
      launcher, fcntl (g_socket_get_fd (self->socket), F_DUPFD_CLOEXEC, WORKER_FD + 1), WORKER_FD);
  worker->since = g_get_monotonic_time ();
  worker->process =
      g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  if (worker->process == NULL)
    {
      g_message ("a worker could not be started: %s", error->message);
      restart_later (worker);
      return;
    }
  self->n_running++;
  send_secrets (self, worker->process);
  stdout_stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (worker->process));
  g_data_input_stream_read_line_async (stdout_stream, G_PRIORITY_DEFAULT, NULL, on_worker_spoke,
                                       self);
  g_subprocess_wait_async (worker->process, NULL, on_worker_ended, worker);
}

static void
signal_all (Workers *self, int number)
{
  for (guint i = 0; i < self->workers->len; i++)
    {
      Worker *worker = g_ptr_array_index (self->workers, i);

      if (worker->process != NULL)
        g_subprocess_send_signal (worker->process, number);
    }
}

static gboolean
on_stop_timeout (gpointer user_data)
{
  signal_all (user_data, SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
stop (gpointer user_data)
{
  Workers *self = user_data;

  self->is_stopping = TRUE;
  if (self->n_running == 0)
    g_main_loop_quit (self->loop);
  signal_all (self, SIGTERM);
  g_timeout_add_seconds (STOP_SECS, on_stop_timeout, self);
}

static void
start_all (Workers *self)
{
  for (int i = 0; i < self->options->n_workers; i++)
    {
      Worker *worker = g_new0 (Worker, 1);

      worker->pool = self;
      g_ptr_array_add (self->workers, worker);
      start_one (worker);
    }
}

/**
 * hrt_server_workers_run:
 * @options: with two workers or more
 * @program: what to start; argv[0]
 *
 * Runs until the process is asked to end and every worker has ended.
 *
 * Returns: exit status
 */
int
hrt_server_workers_run (HrtServerOptions *options, const char *program)
{
  Workers self = { .options = options };
  g_autoptr (GError) error = NULL;
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *refusal = NULL;

  self.program = own != NULL ? own : (char *) program;
  self.socket = open_socket (options->listen, &error);
  if (self.socket == NULL)
    {
      refusal = hrt_server_options_dup_refusal (options, error);
      hrt_server_process_print_refusal (refusal, FALSE);
      return HRT_SERVER_EXIT_REFUSED;
    }
  self.loop = g_main_loop_new (NULL, FALSE);
  self.workers = g_ptr_array_new_with_free_func (free_worker);
  hrt_server_process_on_quit (stop, &self);
  start_all (&self);
  g_main_loop_run (self.loop);
  g_ptr_array_unref (self.workers);
  g_object_unref (self.socket);
  g_main_loop_unref (self.loop);
  return self.status;
}
