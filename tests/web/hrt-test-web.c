/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The server's thread, and a client that says exactly the bytes a test wants.
 */

#include "hrt-test-web.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _HrtTestWeb
{
  HrtWebConfig config;
  HrtTestWebSetup setup;
  gpointer user_data;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  HrtWebServer *server;
  GMutex mutex;
  GCond ready;
  guint port;
};

static gpointer
serve (gpointer user_data)
{
  HrtTestWeb *self = user_data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->server = hrt_web_server_new (&self->config);
  if (self->setup != NULL)
    self->setup (self->server, self->user_data);
  hrt_web_server_listen (self->server, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  g_mutex_lock (&self->mutex);
  self->port = hrt_web_server_get_port (self->server);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->mutex);
  g_main_loop_run (self->loop);
  hrt_web_server_stop (self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

HrtTestWeb *
hrt_test_web_start (const HrtWebConfig *config, HrtTestWebSetup setup, gpointer user_data)
{
  HrtTestWeb *self = g_new0 (HrtTestWeb, 1);

  if (config != NULL)
    self->config = *config;
  else
    hrt_web_config_init (&self->config);
  self->setup = setup;
  self->user_data = user_data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->thread = g_thread_new ("server", serve, self);
  g_mutex_lock (&self->mutex);
  while (self->port == 0)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return self;
}

typedef struct
{
  HrtTestWeb *web;
  HrtTestWebSetup function;
  gpointer user_data;
  gboolean is_done;
} Call;

static gboolean
run_call (gpointer user_data)
{
  Call *call = user_data;

  call->function (call->web->server, call->user_data);
  g_mutex_lock (&call->web->mutex);
  call->is_done = TRUE;
  g_cond_signal (&call->web->ready);
  g_mutex_unlock (&call->web->mutex);
  return G_SOURCE_REMOVE;
}

/* Runs @function in the server's thread and waits for it. */
void
hrt_test_web_invoke (HrtTestWeb *self, HrtTestWebSetup function, gpointer user_data)
{
  Call call = { self, function, user_data, FALSE };

  g_main_context_invoke (self->context, run_call, &call);
  g_mutex_lock (&self->mutex);
  while (!call.is_done)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
quit (HrtWebServer *server, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

void
hrt_test_web_stop (HrtTestWeb *self)
{
  hrt_test_web_invoke (self, quit, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
  g_free (self);
}

guint
hrt_test_web_get_port (HrtTestWeb *self)
{
  return self->port;
}

static void
count (HrtWebServer *server, gpointer user_data)
{
  *(guint *) user_data = hrt_web_server_get_n_connections (server);
}

guint
hrt_test_web_get_n_connections (HrtTestWeb *self)
{
  guint n = 0;

  hrt_test_web_invoke (self, count, &n);
  return n;
}

int
hrt_test_web_connect (HrtTestWeb *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16) self->port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

/* A server that has closed already is no mistake of the test. */
void
hrt_test_send (int fd, const char *bytes, gssize length)
{
  gsize left = length < 0 ? strlen (bytes) : (gsize) length;

  while (left > 0)
    {
      gssize n = send (fd, bytes, left, MSG_NOSIGNAL);

      if (n < 0)
        return;
      bytes += n;
      left -= (gsize) n;
    }
}

/* Everything until the server closes or says nothing for @timeout_msec. */
char *
hrt_test_read_all (int fd, guint timeout_msec, gboolean *is_closed, gsize *length)
{
  GString *out = g_string_new (NULL);
  struct pollfd poller = { .fd = fd, .events = POLLIN };

  *is_closed = FALSE;
  while (poll (&poller, 1, (int) timeout_msec) > 0)
    {
      char buffer[16384];
      gssize n = recv (fd, buffer, sizeof buffer, 0);

      if (n <= 0)
        {
          *is_closed = TRUE;
          break;
        }
      g_string_append_len (out, buffer, n);
    }
  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}

/* One answer: its head and as many bytes as its Content-Length says. */
char *
hrt_test_read_response (int fd, guint timeout_msec)
{
  GString *out = g_string_new (NULL);
  struct pollfd poller = { .fd = fd, .events = POLLIN };
  gsize wanted = G_MAXSIZE;

  while (out->len < wanted && poll (&poller, 1, (int) timeout_msec) > 0)
    {
      char buffer[4096];
      gssize n = recv (fd, buffer, MIN (sizeof buffer, wanted - out->len), 0);
      const char *end;

      if (n <= 0)
        break;
      g_string_append_len (out, buffer, n);
      end = strstr (out->str, "\r\n\r\n");
      if (end != NULL && wanted == G_MAXSIZE)
        {
          g_autofree char *length = hrt_test_header (out->str, "Content-Length");

          wanted = (gsize) (end + 4 - out->str) +
                   (length != NULL ? (gsize) g_ascii_strtoull (length, NULL, 10) : 0);
        }
    }
  return g_string_free (out, FALSE);
}

/* Asks on a connection of its own and closes it behind the answer. */
char *
hrt_test_web_ask (HrtTestWeb *self, const char *request)
{
  int fd = hrt_test_web_connect (self);
  char *answer;

  hrt_test_send (fd, request, -1);
  answer = hrt_test_read_response (fd, 5000);
  close (fd);
  return answer;
}

/* "200 404": the status of every answer in @answer, skipping bodies by their length. */
char *
hrt_test_statuses (const char *answer, gsize length)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = answer, *stop = answer + length;

  while (p < stop)
    {
      const char *end = strstr (p, "\r\n\r\n");
      g_autofree char *size = NULL;

      if (!g_str_has_prefix (p, "HTTP/1.") || end == NULL)
        {
          g_string_append (out, " garbage");
          break;
        }
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append_len (out, p + 9, 3);
      size = hrt_test_header (p, "Content-Length");
      p = end + 4 + (size != NULL ? g_ascii_strtoull (size, NULL, 10) : 0);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* The value of a header in the first head of @answer. */
char *
hrt_test_header (const char *answer, const char *name)
{
  const char *end = strstr (answer, "\r\n\r\n");
  g_autofree char *head =
      g_strndup (answer, end != NULL ? (gsize) (end - answer) : strlen (answer));
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_ascii_strcasecmp (lines[i], name) == 0)
        return g_strdup (g_strstrip (colon + 1));
    }
  return NULL;
}

guint
hrt_test_count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n - 1;
}
