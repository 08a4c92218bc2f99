/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebPage: built once, because compressing a page costs ten times what sending it costs.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-page.h"

#include <string.h>

#include "hrt-web-response-private.h"

#define MIN_COMPRESSED_BYTES 512

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  GString *head = user_data;

  g_string_append (head, name);
  g_string_append (head, ": ");
  g_string_append (head, value);
  g_string_append (head, "\r\n");
}

/**
 * _hrt_web_compress:
 * @plain: a body
 * @level: 1 (quick) to 9 (small)
 *
 * Returns: (transfer full) (nullable): @plain as gzip; %NULL if that is no gain
 */
GBytes *
_hrt_web_compress (GBytes *plain, int level)
{
  g_autoptr (GZlibCompressor) compressor =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, level);
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_bytes (plain);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) sink = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) small = NULL;

  if (g_output_stream_splice (sink, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  small = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (sink));
  return g_bytes_get_size (small) < g_bytes_get_size (plain) ? g_steal_pointer (&small) : NULL;
}

static HrtWebPagePart
make_part (const GString *common, const char *encoding, GBytes *body)
{
  HrtWebPagePart part;
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  GString *out = g_string_sized_new (common->len + size + 128);

  g_string_append_len (out, common->str, (gssize) common->len);
  if (encoding != NULL)
    append_header ("Content-Encoding", encoding, out);
  g_string_append_printf (out, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
  part.head_length = out->len;
  if (size > 0)
    g_string_append_len (out, data, (gssize) size);
  part.bytes = g_string_free_to_bytes (out);
  return part;
}

static void
make_etag (HrtWebPage *self, GBytes *body)
{
  g_autofree char *sum = NULL;

  sum = body != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body) : g_strdup ("");
  /* Weak: the compressed form has the same tag. */
  g_snprintf (self->etag, sizeof self->etag, "W/\"%.24s\"", sum);
}

/**
 * hrt_web_page_new:
 * @response: an answer with a body
 * @is_secure: whether it goes out over https
 * @compress: whether its kind is worth compressing
 *
 * Returns: (transfer full): the answer, ready to be sent
 */
HrtWebPage *
hrt_web_page_new (HrtWebResponse *response, gboolean is_secure, gboolean compress)
{
  HrtWebPage *self = g_new0 (HrtWebPage, 1);
  GBytes *body = hrt_web_response_get_body (response);
  g_autoptr (GString) common = g_string_new (NULL);
  g_autoptr (GBytes) small = NULL;

  self->ref_count = 1;
  self->status = hrt_web_response_get_status (response);
  make_etag (self, body);
  _hrt_web_response_foreach_header (response, is_secure, append_header, common);
  append_header ("ETag", self->etag, common);
  append_header ("Vary", "Accept-Encoding, Cookie", common);
  self->plain = make_part (common, NULL, body);
  if (compress && body != NULL && g_bytes_get_size (body) >= MIN_COMPRESSED_BYTES)
    small = _hrt_web_compress (body, 9);
  if (small != NULL)
    self->gzip = make_part (common, "gzip", small);
  g_string_append (common, "\r\n");
  self->not_modified = g_bytes_new (common->str, common->len);
  return self;
}

HrtWebPage *
hrt_web_page_ref (HrtWebPage *self)
{
  self->ref_count++;
  return self;
}

void
hrt_web_page_unref (HrtWebPage *self)
{
  if (--self->ref_count > 0)
    return;
  g_bytes_unref (self->plain.bytes);
  g_clear_pointer (&self->gzip.bytes, g_bytes_unref);
  g_bytes_unref (self->not_modified);
  g_free (self);
}

gsize
hrt_web_page_get_size (HrtWebPage *self)
{
  return sizeof *self + g_bytes_get_size (self->plain.bytes) +
         (self->gzip.bytes != NULL ? g_bytes_get_size (self->gzip.bytes) : 0) +
         g_bytes_get_size (self->not_modified);
}

/**
 * hrt_web_page_matches:
 * @self: the answer
 * @if_none_match: (nullable): what the visitor has
 *
 * Returns: %TRUE if the visitor has just this
 */
gboolean
hrt_web_page_matches (HrtWebPage *self, const char *if_none_match)
{
  if (if_none_match == NULL)
    return FALSE;
  /* Without the W/: weak comparison. */
  return strcmp (if_none_match, "*") == 0 || strstr (if_none_match, self->etag + 2) != NULL;
}
