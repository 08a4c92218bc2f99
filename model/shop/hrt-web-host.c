/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Starts hurtrock-shop-server, waits for its ready line, and starts it again when it ends without
 * being asked. Of several programs on one data folder, one serves a port.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "hrt-web-host-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "hrt-web-place-private.h"
#include "model/base/hrt-backoff.h"
#include "model/base/hrt-json-writer.h"

#define TRY_AGAIN_MS       30000
#define TAKE_OVER_MS       2000
#define STOP_PATIENCE_SECS 8
/* The server's word for "trying again at once does not help": the address cannot be had, or the
 * options are wrong. */
#define EXIT_CANNOT_RUN 2

/**
 * HrtWebHost:
 *
 * The internet-facing side is a process of its own, so that a crash or an attack there never takes
 * the till down. This object owns that process. The connection string goes over the child's
 * standard input, never over its arguments, where every user of the machine could read it.
 *
 * Threading: lives in the thread-default context it was made in; signals fire there.
 * Lifetime: whoever serves the shop holds it and stops it before letting go; the child also ends
 * with its parent.
 */
struct _HrtWebHost
{
  GObject parent_instance;

  char *program;  /* (owned) */
  char *data_dir; /* (owned) */
  char *conninfo; /* (owned) (nullable) */
  char *listen;   /* (owned) (nullable) */
  char **proxies; /* (owned) (nullable) whose word for the visitor counts */
  char *url;      /* (owned) (nullable) */
  char *message;  /* (owned) (nullable) */
  HrtWebHostState state;
  int place; /* the lock that says who serves the port; HRT_WEB_PLACE_NONE: not held */
  gboolean is_port_taken;
  gboolean is_login_refused;
  GSubprocess *process;  /* (owned) (nullable) */
  GCancellable *reading; /* (owned) (nullable) */
  guint retry_source;
  guint kill_source;
  HrtBackoff backoff;
  gint64 since; /* monotonic: this process began */
  gboolean wanted;
  GTask *stopping; /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_URL,
  PROP_MESSAGE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (HrtWebHost, hrt_web_host, G_TYPE_OBJECT)

static void launch (HrtWebHost *self);

static void
set_state (HrtWebHost *self, HrtWebHostState state, const char *url, const char *message)
{
  /* The new texts may be the old ones: copied before those are freed. */
  g_autofree char *old_url = g_steal_pointer (&self->url);
  g_autofree char *old_message = g_steal_pointer (&self->message);

  self->state = state;
  self->url = g_strdup (url);
  self->message = g_strdup (message);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_URL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

static gboolean
on_retry (gpointer user_data)
{
  HrtWebHost *self = user_data;

  self->retry_source = 0;
  launch (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (HrtWebHost *self, const char *message)
{
  guint pause_ms = hrt_backoff_count_end (&self->backoff, g_get_monotonic_time () - self->since);

  if (self->backoff.n_quick == HRT_BACKOFF_MANY)
    g_warning ("the web shop has ended %u times right after it began; it is tried again slowly",
               self->backoff.n_quick);
  set_state (self, HRT_WEB_HOST_WAITING, NULL, message);
  self->retry_source = g_timeout_add (pause_ms, on_retry, self);
}

static void
leave_place (HrtWebHost *self)
{
  _hrt_web_place_leave (self->place);
  self->place = HRT_WEB_PLACE_NONE;
}

/* FALSE while another program of this shop serves the port; looked at again in a moment. */
static gboolean
take_place (HrtWebHost *self)
{
  g_autofree char *url = NULL;
  int place;

  if (self->place >= 0)
    return TRUE;
  place = _hrt_web_place_take (self->data_dir, self->listen, &url);
  if (place != HRT_WEB_PLACE_TAKEN)
    {
      self->place = place;
      return TRUE;
    }
  if (self->state != HRT_WEB_HOST_ELSEWHERE || g_strcmp0 (url, self->url) != 0)
    set_state (self, HRT_WEB_HOST_ELSEWHERE, url, NULL);
  self->retry_source = g_timeout_add (TAKE_OVER_MS, on_retry, self);
  return FALSE;
}

/* The address cannot be had. Another program of this shop may have more luck with it, and whoever
 * has it now may go. */
static void
give_up_for_now (HrtWebHost *self, const char *message)
{
  leave_place (self);
  g_debug ("the web shop cannot run: %s", self->message ? self->message : message);
  set_state (self, HRT_WEB_HOST_FAILED, NULL, self->message ? self->message : message);
  if (self->wanted)
    self->retry_source = g_timeout_add (TRY_AGAIN_MS, on_retry, self);
}

static void
finish_stop (HrtWebHost *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->stopping);

  g_clear_handle_id (&self->kill_source, g_source_remove);
  leave_place (self);
  set_state (self, HRT_WEB_HOST_STOPPED, NULL, NULL);
  if (task)
    g_task_return_boolean (task, TRUE);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebHost) self = user_data;
  g_autoptr (GSubprocess) process = g_object_ref (G_SUBPROCESS (source));
  g_autofree char *message = NULL;

  g_subprocess_wait_finish (process, result, NULL);
  if (process != self->process)
    return;
  /* Forgotten first: whoever hears of the new state may stop or start at once. */
  g_clear_object (&self->process);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  message = g_subprocess_get_if_exited (process)
                ? g_strdup_printf ("exit code %d", g_subprocess_get_exit_status (process))
                : g_strdup_printf ("signal %d", g_subprocess_get_term_sig (process));
  if (!self->wanted)
    finish_stop (self);
  else if (g_subprocess_get_if_exited (process) &&
           g_subprocess_get_exit_status (process) == EXIT_CANNOT_RUN)
    give_up_for_now (self, message);
  else
    {
      g_warning ("the web shop ended by itself (%s)", message);
      retry_later (self, message);
    }
}

/* The ready line: {"url": "http://127.0.0.1:8080", ...}; a refusal: {"error": "..."}. */
static void
take_line (HrtWebHost *self, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  if (!json_parser_load_from_data (parser, line, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return;
  object = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (object, "url"))
    {
      _hrt_web_place_announce (self->place, json_object_get_string_member (object, "url"));
      set_state (self, HRT_WEB_HOST_RUNNING, json_object_get_string_member (object, "url"), NULL);
    }
  else if (json_object_has_member (object, "error"))
    {
      const char *message = json_object_get_string_member (object, "error");

      self->is_port_taken = strstr (message, "is in use") != NULL;
      self->is_login_refused = strstr (message, "hrt_web alone") != NULL;
      set_state (self, self->state, NULL, message);
    }
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtWebHost) self = user_data;
  GDataInputStream *stream = G_DATA_INPUT_STREAM (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (stream, result, NULL, &error);

  if (line == NULL)
    return;
  take_line (self, line);
  if (self->reading)
    g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, self->reading, on_line,
                                         g_object_ref (self));
}

static void
on_secrets_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *secrets = user_data;

  /* A child that died before reading them is seen by on_ended(). */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  _hrt_web_host_end_secrets (G_OUTPUT_STREAM (source));
}

static void
send_secrets (HrtWebHost *self)
{
  g_autoptr (HrtJsonWriter) writer = hrt_json_writer_new ();
  char *secrets;

  hrt_json_writer_begin_object (writer);
  hrt_json_writer_name (writer, "database");
  hrt_json_writer_text (writer, self->conninfo);
  hrt_json_writer_end_object (writer);
  secrets = g_strconcat (hrt_json_writer_peek (writer), "\n", NULL);
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process), secrets,
                                   strlen (secrets), G_PRIORITY_DEFAULT, NULL, on_secrets_sent,
                                   secrets);
}

static char **
dup_arguments (HrtWebHost *self)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();

  g_strv_builder_add_many (arguments, self->program, "--secrets-fd", "0", "--listen", self->listen,
                           "--data-dir", self->data_dir, "--watch-parent", NULL);
  for (guint i = 0; self->proxies != NULL && self->proxies[i] != NULL; i++)
    g_strv_builder_add_many (arguments, "--trusted-proxy", self->proxies[i], NULL);
  return g_strv_builder_end (arguments);
}

static void
launch (HrtWebHost *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_auto (GStrv) arguments = NULL;

  if (!take_place (self))
    return;
  /* Another try after a failure is not worth a word until it works. */
  if (self->state != HRT_WEB_HOST_FAILED)
    set_state (self, HRT_WEB_HOST_STARTING, NULL, NULL);
  self->since = g_get_monotonic_time ();
  arguments = dup_arguments (self);
  self->process =
      g_subprocess_newv ((const char *const *) arguments,
                         G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (self->process == NULL)
    {
      retry_later (self, error->message);
      return;
    }
  self->reading = g_cancellable_new ();
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->reading, on_line,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->process, NULL, on_ended, g_object_ref (self));
  send_secrets (self);
}

/**
 * hrt_web_host_new:
 * @program: path of hurtrock-shop-server
 * @data_dir: the shop's data directory (pictures)
 *
 * Returns: (transfer full): a host that serves nothing yet
 */
HrtWebHost *
hrt_web_host_new (const char *program, const char *data_dir)
{
  HrtWebHost *self = g_object_new (HRT_TYPE_WEB_HOST, NULL);

  self->program = g_strdup (program);
  self->data_dir = g_strdup (data_dir);
  return self;
}

/**
 * hrt_web_host_trust_proxies:
 * @self: a host
 * @addresses: (nullable) (array zero-terminated=1): numeric addresses of reverse proxies
 *
 * Whose X-Forwarded-For and X-Forwarded-Proto are believed, from the next start on. Without it a
 * shop behind a proxy that does TLS takes its visitors for one visitor who uses http, and refuses
 * their forms as sent from elsewhere.
 */
void
hrt_web_host_trust_proxies (HrtWebHost *self, const char *const *addresses)
{
  g_return_if_fail (HRT_IS_WEB_HOST (self));

  g_strfreev (self->proxies);
  self->proxies = g_strdupv ((char **) addresses);
}

/**
 * hrt_web_host_start:
 * @self: a host
 * @conninfo: libpq connection string of the web role
 * @listen: "ADDRESS:PORT"
 *
 * Serves the web shop from now on, and again after every unasked end. Does nothing while it runs
 * already.
 */
void
hrt_web_host_start (HrtWebHost *self, const char *conninfo, const char *listen)
{
  g_return_if_fail (HRT_IS_WEB_HOST (self));

  if (self->wanted)
    return;
  self->wanted = TRUE;
  self->backoff = (HrtBackoff){ 0 };
  g_free (self->conninfo);
  self->conninfo = g_strdup (conninfo);
  g_free (self->listen);
  self->listen = g_strdup (listen);
  launch (self);
}

static gboolean
on_patience_over (gpointer user_data)
{
  HrtWebHost *self = user_data;

  self->kill_source = 0;
  if (self->process)
    g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

/**
 * hrt_web_host_stop_async:
 * @self: a host
 * @callback: (nullable): called when the process is gone
 * @user_data: for @callback
 *
 * Lets running requests finish, for 8 seconds at most.
 */
void
hrt_web_host_stop_async (HrtWebHost *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_web_host_stop_async);
  self->wanted = FALSE;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_set_object (&self->stopping, task);
  if (self->process == NULL)
    {
      finish_stop (self);
      return;
    }
  _hrt_web_host_ask_to_end (self->process);
  self->kill_source = g_timeout_add_seconds (STOP_PATIENCE_SECS, on_patience_over, self);
}

gboolean
hrt_web_host_stop_finish (HrtWebHost *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

HrtWebHostState
hrt_web_host_get_state (HrtWebHost *self)
{
  return self->state;
}

const char *
hrt_web_host_get_url (HrtWebHost *self)
{
  return self->url;
}

const char *
hrt_web_host_get_message (HrtWebHost *self)
{
  return self->message;
}

/**
 * hrt_web_host_is_port_taken:
 * @self: a host
 *
 * Returns: whether it is %HRT_WEB_HOST_FAILED because a program that is not of this shop has the
 * port
 */
gboolean
hrt_web_host_is_port_taken (HrtWebHost *self)
{
  return self->state == HRT_WEB_HOST_FAILED && self->is_port_taken;
}

/**
 * hrt_web_host_is_login_refused:
 *
 * Returns: whether the server cannot run because its login may do more than the web shop may
 */
gboolean
hrt_web_host_is_login_refused (HrtWebHost *self)
{
  g_return_val_if_fail (HRT_IS_WEB_HOST (self), FALSE);

  return self->state == HRT_WEB_HOST_FAILED && self->is_login_refused;
}

static void
hrt_web_host_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtWebHost *self = HRT_WEB_HOST (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_web_host_dispose (GObject *object)
{
  HrtWebHost *self = HRT_WEB_HOST (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->kill_source, g_source_remove);
  if (self->process)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_object (&self->reading);
  leave_place (self);
  G_OBJECT_CLASS (hrt_web_host_parent_class)->dispose (object);
}

static void
hrt_web_host_finalize (GObject *object)
{
  HrtWebHost *self = HRT_WEB_HOST (object);

  g_free (self->program);
  g_free (self->data_dir);
  g_free (self->conninfo);
  g_free (self->listen);
  g_strfreev (self->proxies);
  g_free (self->url);
  g_free (self->message);
  G_OBJECT_CLASS (hrt_web_host_parent_class)->finalize (object);
}

static void
hrt_web_host_class_init (HrtWebHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hrt_web_host_get_property;
  object_class->dispose = hrt_web_host_dispose;
  object_class->finalize = hrt_web_host_finalize;
  props[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, HRT_WEB_HOST_ELSEWHERE, 0,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_URL] =
      g_param_spec_string ("url", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_MESSAGE] =
      g_param_spec_string ("message", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
hrt_web_host_init (HrtWebHost *self)
{
  self->place = HRT_WEB_PLACE_NONE;
}
