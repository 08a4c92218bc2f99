/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Where a message ends: what two programs could read differently is refused, and nothing behind it
 * is answered.
 */

#include <string.h>
#include <unistd.h>

#include "hrt-test-web.h"

/* Every case is followed by a second request; after a refusal that must not be answered. */
#define NEXT      "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
#define HOST      "Host: a\r\n"
#define POST      "POST /echo HTTP/1.1\r\n" HOST
#define BODY_NEXT "\r\n" NEXT

typedef struct
{
  const char *name;
  const char *request;
  gsize length; /* 0: up to the NUL */
  const char *statuses;
} Case;

#define WITH_NUL(text) text, sizeof (text) - 1

/* clang-format off: one case, one line */
static const Case cases[] = {
  /* What is fine */
  { "plain", "GET /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "200 200" },
  { "http-1.0", "GET /next HTTP/1.0\r\n\r\n", 0, "200" },
  { "http-1.0-keep-alive-is-not-kept", "GET /next HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 0,
    "200" },
  { "close", "GET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 0, "200" },
  { "close-in-list", "GET /next HTTP/1.1\r\nHost: a\r\nConnection: foo, Close\r\n\r\n", 0, "200" },
  { "absolute-form", "GET http://a/next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "200 200" },
  { "length", POST "Content-Length: 5\r\n\r\nhello", 0, "200 200" },
  { "length-zero", POST "Content-Length: 0\r\n\r\n", 0, "200 200" },
  { "no-body", POST "\r\n", 0, "200 200" },
  { "chunked", POST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 0, "200 200" },
  { "chunked-upper", POST "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 0,
    "200 200" },
  { "chunked-two", POST "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", 0,
    "200 200" },
  { "chunked-leading-zeros", POST "Transfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n000\r\n\r\n",
    0, "200 200" },
  { "chunked-trailer", POST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Y: z\r\n\r\n",
    0, "200 200" },
  { "blank-around-value", "GET /next HTTP/1.1\r\nHost: \t a \t\r\n\r\n", 0, "200 200" },
  { "empty-value", "GET /next HTTP/1.1\r\nHost: a\r\nX-Empty:\r\n\r\n", 0, "200 200" },
  { "high-bytes-in-value", "GET /next HTTP/1.1\r\nHost: a\r\nX-Name: \xc3\xa9\r\n\r\n", 0,
    "200 200" },
  { "head", "HEAD /gone HTTP/1.0\r\nHost: a\r\n\r\n", 0, "404" },
  { "not-there", "GET /gone HTTP/1.1\r\nHost: a\r\n\r\n", 0, "404 200" },
  { "wrong-method-here", "POST /next HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 0,
    "405 200" },
  { "query", "GET /next?a=1&b=%20 HTTP/1.1\r\nHost: a\r\n\r\n", 0, "200 200" },
  { "expect-continue", POST "Content-Length: 5\r\nExpect: 100-continue\r\n\r\nhello", 0,
    "100 200 200" },
  /* Two lengths */
  { "cl-te", POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-cl", POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 0, "400" },
  { "cl-twice-same", POST "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 0, "400" },
  { "cl-twice-different", POST "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 0, "400" },
  { "cl-list", POST "Content-Length: 5, 5\r\n\r\nhello", 0, "400" },
  { "cl-plus", POST "Content-Length: +5\r\n\r\nhello", 0, "400" },
  { "cl-minus", POST "Content-Length: -1\r\n\r\nhello", 0, "400" },
  { "cl-hex", POST "Content-Length: 0x5\r\n\r\nhello", 0, "400" },
  { "cl-fraction", POST "Content-Length: 5.0\r\n\r\nhello", 0, "400" },
  { "cl-blank-inside", POST "Content-Length: 5 5\r\n\r\nhello", 0, "400" },
  { "cl-empty", POST "Content-Length:\r\n\r\nhello", 0, "400" },
  { "cl-text", POST "Content-Length: five\r\n\r\nhello", 0, "400" },
  { "cl-overflow", POST "Content-Length: 18446744073709551621\r\n\r\nhello", 0, "400" },
  { "cl-huge", POST "Content-Length: 999999999999999999\r\n\r\nhello", 0, "413" },
  { "get-with-length", "GET /next HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 0,
    "400" },
  { "get-chunked", "GET /next HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    0, "400" },
  /* Transfer-Encoding that is not just chunked */
  { "te-twice", POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0,
    "400" },
  { "te-twice-identity",
    POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-gzip-chunked", POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-chunked-chunked", POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-identity", POST "Transfer-Encoding: identity\r\n\r\n", 0, "400" },
  { "te-xchunked", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-vertical-tab", POST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-form-feed", POST "Transfer-Encoding: chunked\f\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-quoted", POST "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-semicolon", POST "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-empty", POST "Transfer-Encoding:\r\n\r\n", 0, "400" },
  { "te-http-1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-underscore-is-another", POST "Transfer_Encoding: chunked\r\nContent-Length: 0\r\n\r\n", 0,
    "200 200" },
  /* Header lines */
  { "space-before-colon", POST "Content-Length : 5\r\n\r\nhello", 0, "400" },
  { "tab-before-colon", POST "Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "te-space-before-colon", POST "Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n",
    0, "400" },
  { "folded", POST "X-Folded: a\r\n b\r\n\r\n", 0, "400" },
  { "folded-te", POST "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 0, "400" },
  { "first-header-folded", "GET /next HTTP/1.1\r\n Host: a\r\n\r\n", 0, "400" },
  { "no-colon", "GET /next HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 0, "400" },
  { "empty-name", "GET /next HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 0, "400" },
  { "bad-name", "GET /next HTTP/1.1\r\nHost: a\r\nX(Y): x\r\n\r\n", 0, "400" },
  { "name-with-high-byte", "GET /next HTTP/1.1\r\nHost: a\r\nX\xff: x\r\n\r\n", 0, "400" },
  { "bare-lf", "GET /next HTTP/1.1\nHost: a\n\n", 0, "400" },
  { "bare-lf-in-headers", "GET /next HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 0, "400" },
  { "bare-lf-at-end", "GET /next HTTP/1.1\r\nHost: a\r\n\n", 0, "400" },
  { "bare-cr-in-value", "GET /next HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 0, "400" },
  { "cr-cr-lf", "GET /next HTTP/1.1\r\nHost: a\r\r\n\r\n", 0, "400" },
  { "nul-in-value", WITH_NUL ("GET /next HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n" NEXT), "400" },
  { "nul-in-name", WITH_NUL ("GET /next HTTP/1.1\r\nHost: a\r\nX\0Y: a\r\n\r\n" NEXT), "400" },
  { "nul-in-target", WITH_NUL ("GET /next\0 HTTP/1.1\r\nHost: a\r\n\r\n" NEXT), "400" },
  { "control-in-value", "GET /next HTTP/1.1\r\nHost: a\r\nX: a\x01\r\n\r\n", 0, "400" },
  { "del-in-value", "GET /next HTTP/1.1\r\nHost: a\r\nX: a\x7f\r\n\r\n", 0, "400" },
  { "escape-in-value", "GET /next HTTP/1.1\r\nHost: a\r\nX: \x1b[0m\r\n\r\n", 0, "400" },
  /* Chunks */
  { "chunk-minus", POST "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-plus", POST "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-0x", POST "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-blank", POST "Transfer-Encoding: chunked\r\n\r\n5 \r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-blank-first", POST "Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n", 0,
    "400" },
  { "chunk-empty-size", POST "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-text", POST "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-extension", POST "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n", 0,
    "400" },
  { "chunk-huge", POST "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\nhello", 0, "413" },
  { "chunk-overflow",
    POST "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-max", POST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello\r\n0\r\n\r\n", 0,
    "400" },
  { "chunk-bare-lf", POST "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-bare-cr", POST "Transfer-Encoding: chunked\r\n\r\n5\rxhello\r\n0\r\n\r\n", 0, "400" },
  { "chunk-data-too-long", POST "Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n", 0,
    "400" },
  { "chunk-data-lf", POST "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\n0\r\n\r\n", 0, "400" },
  { "chunk-trailer-lf", POST "Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\n\r\n", 0, "400" },
  { "chunk-trailer-control", POST "Transfer-Encoding: chunked\r\n\r\n0\r\nX: \x01\r\n\r\n", 0,
    "400" },
  /* Host */
  { "no-host", "GET /next HTTP/1.1\r\n\r\n", 0, "400" },
  { "host-twice", "GET /next HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 0, "400" },
  { "host-twice-different", "GET /next HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 0, "400" },
  { "host-empty", "GET /next HTTP/1.1\r\nHost:\r\n\r\n", 0, "400" },
  { "host-with-path", "GET /next HTTP/1.1\r\nHost: a/b\r\n\r\n", 0, "400" },
  { "host-with-user", "GET /next HTTP/1.1\r\nHost: u@a\r\n\r\n", 0, "400" },
  { "host-list", "GET /next HTTP/1.1\r\nHost: a, b\r\n\r\n", 0, "400" },
  { "absolute-form-other-host", "GET http://b/next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  /* The request line */
  { "version-2", "GET /next HTTP/2.0\r\nHost: a\r\n\r\n", 0, "400" },
  { "version-1.2", "GET /next HTTP/1.2\r\nHost: a\r\n\r\n", 0, "400" },
  { "version-lower", "GET /next http/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "version-long", "GET /next HTTP/1.10\r\nHost: a\r\n\r\n", 0, "400" },
  { "version-missing", "GET /next\r\nHost: a\r\n\r\n", 0, "400" },
  { "two-blanks", "GET  /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "blank-in-target", "GET /ne xt HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "tab-in-line", "GET\t/next\tHTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "leading-blank", " GET /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "leading-line", "\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "fragment", "GET /next#x HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "high-byte-in-target", "GET /n\xc3\xa9xt HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "half-escape", "GET /next%2 HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "bad-escape", "GET /next%zz HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "no-slash", "GET next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "trace", "TRACE /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "405" },
  { "connect", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "options-star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "delete", "DELETE /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "405" },
  { "unknown-method", "BREW /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "405" },
  { "lower-method", "get /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "405" },
  { "bad-method", "G@T /next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400" },
  { "garbage", "\x16\x03\x01\x02\r\n\r\n", 0, "400" },
  { "expect-other", POST "Content-Length: 5\r\nExpect: 42\r\n\r\nhello", 0, "400" },
  { "two-content-types",
    POST "Content-Type: text/plain\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", 0,
    "400" },
  { "two-cookies", "GET /next HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=1\r\n\r\n", 0,
    "400" },
  /* Paths */
  { "dots", "GET /../next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
  { "encoded-dots", "GET /%2e%2e/next HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
  { "encoded-slash", "GET /a%2fnext HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
  { "encoded-nul", "GET /next%00 HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
  { "encoded-bad-utf8", "GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
  { "encoded-newline", "GET /next%0d%0aX:y HTTP/1.1\r\nHost: a\r\n\r\n", 0, "400 200" },
};
/* clang-format on */

static void
answer_text (HrtWebRequest *request, gpointer user_data)
{
  hrt_web_request_respond (request, hrt_web_response_new_text (200, "fine\n"));
}

static void
echo (HrtWebRequest *request, gpointer user_data)
{
  g_autoptr (GBytes) body = hrt_web_request_get_body (request);
  gsize size = 0;
  const char *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);

  g_assert_true (size == 0 || strcmp (text, "hello") == 0);
  hrt_web_request_respond (request, hrt_web_response_new_text (200, text));
}

static void
set_up (HrtWebServer *server, gpointer user_data)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET", .pattern = "/next", .handler = answer_text },
    { .method = "POST", .pattern = "/echo", .handler = echo, .csrf = HRT_WEB_CSRF_NONE },
  };

  hrt_web_router_add (hrt_web_server_get_router (server), routes, G_N_ELEMENTS (routes), NULL);
}

static void
check_case (HrtTestWeb *web, const Case *c, guint piece)
{
  g_autofree char *joined = c->length == 0 ? g_strconcat (c->request, NEXT, NULL) : NULL;
  const char *request = c->length == 0 ? joined : c->request;
  gsize length = c->length == 0 ? strlen (joined) : c->length;
  int fd = hrt_test_web_connect (web);
  g_autofree char *answer = NULL;
  g_autofree char *statuses = NULL;
  gboolean is_closed = FALSE;
  gsize answer_length = 0;
  guint last;

  for (gsize i = 0; i < length; i += piece)
    {
      hrt_test_send (fd, request + i, (gssize) MIN (piece, length - i));
      if (piece < 16)
        g_usleep (50);
    }
  answer = hrt_test_read_all (fd, 500, &is_closed, &answer_length);
  close (fd);
  statuses = hrt_test_statuses (answer, answer_length);
  if (strcmp (statuses, c->statuses) != 0)
    g_test_message ("case %s in pieces of %u", c->name, piece);
  g_assert_cmpstr (statuses, ==, c->statuses);
  last = (guint) g_ascii_strtoull (statuses + strlen (statuses) - 3, NULL, 10);
  if (strchr (statuses, ' ') == NULL && last >= 400)
    g_assert_true (is_closed);
}

static HrtTestWeb *shared;

static void
test_case (gconstpointer data)
{
  check_case (shared, data, 65536);
  check_case (shared, data, 7);
}

/* One byte per packet must mean the same as all at once. */
static void
test_single_bytes (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  static const char *const some[] = { "plain",  "chunked-trailer", "cl-te",  "chunk-data-too-long",
                                      "folded", "length",          "bare-lf" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (some); j++)
      if (strcmp (cases[i].name, some[j]) == 0)
        check_case (web, &cases[i], 1);
}

static void
check_filled (
    HrtTestWeb *web, const char *before, gsize fill, const char *after, const char *wanted)
{
  g_autofree char *filling = g_strnfill (fill, 'a');
  g_autofree char *request = g_strconcat (before, filling, after, NULL);
  Case c = { "filled", request, strlen (request), wanted };

  check_case (web, &c, 65536);
}

static void
test_sizes (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autoptr (GString) many = g_string_new ("GET /next HTTP/1.1\r\nHost: a\r\n");
  Case c = { "many-headers", NULL, 0, "431" };

  check_filled (web, "GET /next?", 4000, " HTTP/1.1\r\nHost: a\r\n\r\n", "200");
  check_filled (web, "GET /next?", 4200, " HTTP/1.1\r\nHost: a\r\n\r\n", "414");
  check_filled (web, "GET /next?", 100000, " HTTP/1.1\r\nHost: a\r\n\r\n", "414");
  check_filled (web, "GET /next HTTP/1.1\r\nHost: a\r\nX: ", 15000, "\r\n\r\n", "200");
  check_filled (web, "GET /next HTTP/1.1\r\nHost: a\r\nX: ", 17000, "\r\n\r\n", "431");
  check_filled (web, "GET /next HTTP/1.1\r\nHost: a\r\nX: ", 200000, "\r\n\r\n", "431");
  for (guint i = 0; i < 101; i++)
    g_string_append (many, "X: y\r\n");
  g_string_append (many, "\r\n");
  c.request = many->str;
  check_case (web, &c, 65536);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/web/framing/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/web/framing-bytes", test_single_bytes);
  g_test_add_func ("/web/framing-sizes", test_sizes);
  shared = hrt_test_web_start (NULL, set_up, NULL);
  result = g_test_run ();
  hrt_test_web_stop (shared);
  return result;
}
