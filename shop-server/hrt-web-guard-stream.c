/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebGuardStream: memory on both sides. The HTTP library never waits for a visitor, and needs no
 * source per socket.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-guard-stream.h"

#include <string.h>

#define HRT_TYPE_WEB_GUARD_INPUT (hrt_web_guard_input_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebGuardInput, hrt_web_guard_input, HRT, WEB_GUARD_INPUT, GInputStream)
#define HRT_TYPE_WEB_GUARD_OUTPUT (hrt_web_guard_output_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebGuardOutput, hrt_web_guard_output, HRT, WEB_GUARD_OUTPUT, GOutputStream)

struct _HrtWebGuardInput
{
  GInputStream parent;
  GBytes *request;
  gsize used;
};

struct _HrtWebGuardOutput
{
  GOutputStream parent;
  GByteArray *response; /* (nullable) NULL: the visitor has gone */
};

struct _HrtWebGuardStream
{
  GIOStream parent;
  HrtWebConnection *connection; /* (nullable) NULL: it was closed */
  HrtWebGuardInput *input;
  HrtWebGuardOutput *output;
};

static void input_pollable_init (GPollableInputStreamInterface *iface);
static void output_pollable_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HrtWebGuardInput,
                               hrt_web_guard_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      input_pollable_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (HrtWebGuardOutput,
                               hrt_web_guard_output,
                               G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      output_pollable_init))
G_DEFINE_FINAL_TYPE (HrtWebGuardStream, hrt_web_guard_stream, G_TYPE_IO_STREAM)

/* A source that is ready now; or never, when there is nothing to wait for. */
static GSource *
make_source (gpointer stream, gboolean is_ready, GCancellable *cancellable)
{
  g_autoptr (GSource) child = is_ready ? g_timeout_source_new (0) : NULL;

  return g_pollable_source_new_full (stream, child, cancellable);
}

static gssize
read_some (HrtWebGuardInput *self, void *buffer, gsize count)
{
  gsize size;
  const char *data = g_bytes_get_data (self->request, &size);
  gsize n = MIN (count, size - self->used);

  memcpy (buffer, data + self->used, n);
  self->used += n;
  return (gssize) n;
}

static gboolean
input_is_readable (GPollableInputStream *stream)
{
  HrtWebGuardInput *self = HRT_WEB_GUARD_INPUT (stream);

  return self->used < g_bytes_get_size (self->request);
}

static gssize
input_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  if (!input_is_readable (stream))
    {
      /* Not the end: at the end the HTTP library would give the request up. */
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing more to read");
      return -1;
    }
  return read_some (HRT_WEB_GUARD_INPUT (stream), buffer, count);
}

static gssize
input_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  return read_some (HRT_WEB_GUARD_INPUT (stream), buffer, count);
}

static GSource *
input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  return make_source (stream, input_is_readable (stream), cancellable);
}

static void
input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = input_is_readable;
  iface->read_nonblocking = input_read_nonblocking;
  iface->create_source = input_create_source;
}

static void
hrt_web_guard_input_finalize (GObject *object)
{
  g_bytes_unref (HRT_WEB_GUARD_INPUT (object)->request);
  G_OBJECT_CLASS (hrt_web_guard_input_parent_class)->finalize (object);
}

static void
hrt_web_guard_input_class_init (HrtWebGuardInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_web_guard_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = input_read;
}

static void
hrt_web_guard_input_init (HrtWebGuardInput *self)
{
}

static gssize
output_write (GOutputStream *stream,
              const void *buffer,
              gsize count,
              GCancellable *cancellable,
              GError **error)
{
  HrtWebGuardOutput *self = HRT_WEB_GUARD_OUTPUT (stream);

  if (self->response == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "the visitor has gone");
      return -1;
    }
  g_byte_array_append (self->response, buffer, (guint) count);
  return (gssize) count;
}

static gssize
output_write_nonblocking (GPollableOutputStream *stream,
                          const void *buffer,
                          gsize count,
                          GError **error)
{
  return output_write (G_OUTPUT_STREAM (stream), buffer, count, NULL, error);
}

static gboolean
output_is_writable (GPollableOutputStream *stream)
{
  return TRUE;
}

static GSource *
output_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  return make_source (stream, TRUE, cancellable);
}

static void
output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = output_is_writable;
  iface->write_nonblocking = output_write_nonblocking;
  iface->create_source = output_create_source;
}

static void
hrt_web_guard_output_finalize (GObject *object)
{
  HrtWebGuardOutput *self = HRT_WEB_GUARD_OUTPUT (object);

  g_clear_pointer (&self->response, g_byte_array_unref);
  G_OBJECT_CLASS (hrt_web_guard_output_parent_class)->finalize (object);
}

static void
hrt_web_guard_output_class_init (HrtWebGuardOutputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_web_guard_output_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = output_write;
}

static void
hrt_web_guard_output_init (HrtWebGuardOutput *self)
{
  self->response = g_byte_array_new ();
}

static GInputStream *
stream_get_input (GIOStream *stream)
{
  return G_INPUT_STREAM (HRT_WEB_GUARD_STREAM (stream)->input);
}

static GOutputStream *
stream_get_output (GIOStream *stream)
{
  return G_OUTPUT_STREAM (HRT_WEB_GUARD_STREAM (stream)->output);
}

/* The HTTP library is done with the request: the socket goes back to its connection. */
static gboolean
stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  HrtWebGuardStream *self = HRT_WEB_GUARD_STREAM (stream);
  HrtWebConnection *connection = g_steal_pointer (&self->connection);

  if (connection != NULL)
    hrt_web_connection_finish (connection, g_steal_pointer (&self->output->response));
  return TRUE;
}

static void
hrt_web_guard_stream_dispose (GObject *object)
{
  HrtWebGuardStream *self = HRT_WEB_GUARD_STREAM (object);

  /* GIOStream closes itself here first. */
  G_OBJECT_CLASS (hrt_web_guard_stream_parent_class)->dispose (object);
  g_clear_object (&self->input);
  g_clear_object (&self->output);
}

static void
hrt_web_guard_stream_class_init (HrtWebGuardStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_web_guard_stream_dispose;
  stream_class->get_input_stream = stream_get_input;
  stream_class->get_output_stream = stream_get_output;
  stream_class->close_fn = stream_close;
}

static void
hrt_web_guard_stream_init (HrtWebGuardStream *self)
{
}

/**
 * hrt_web_guard_stream_new:
 * @connection: told when the answer is complete; stays valid until hrt_web_guard_stream_detach()
 * @request: head and body
 *
 * The caller gives the reference to the HTTP library, which closes the stream behind its answer.
 *
 * Returns: (transfer full): a stream
 */
HrtWebGuardStream *
hrt_web_guard_stream_new (HrtWebConnection *connection, GBytes *request)
{
  HrtWebGuardStream *self = g_object_new (HRT_TYPE_WEB_GUARD_STREAM, NULL);

  self->connection = connection;
  self->input = g_object_new (HRT_TYPE_WEB_GUARD_INPUT, NULL);
  self->input->request = g_bytes_ref (request);
  self->output = g_object_new (HRT_TYPE_WEB_GUARD_OUTPUT, NULL);
  return self;
}

/**
 * hrt_web_guard_stream_detach:
 * @self: a stream
 *
 * The visitor has gone: whatever is written from now on fails.
 */
void
hrt_web_guard_stream_detach (HrtWebGuardStream *self)
{
  self->connection = NULL;
  if (self->output != NULL)
    g_clear_pointer (&self->output->response, g_byte_array_unref);
}

HrtWebConnection *
hrt_web_guard_stream_get_connection (HrtWebGuardStream *self)
{
  return self->connection;
}
