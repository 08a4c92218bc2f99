/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * A request's way through the server: headers, caches, sessions, access, origin, limits, and
 * visitors who leave.
 */

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "hrt-test-web.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: shop.test\r\n\r\n"

/* A store that knows one customer and one guest, and answers a moment later. */
#define HRT_TYPE_TEST_STORE (hrt_test_store_get_type ())
G_DECLARE_FINAL_TYPE (HrtTestStore, hrt_test_store, HRT, TEST_STORE, GObject)

struct _HrtTestStore
{
  GObject parent;
};

static char *customer_id, *guest_id;

static gboolean
return_session (gpointer user_data)
{
  GTask *task = user_data;
  GBytes *hash = g_task_get_task_data (task);
  g_autoptr (GBytes) customer = hrt_web_session_hash_id (customer_id);
  g_autoptr (GBytes) guest = hrt_web_session_hash_id (guest_id);
  HrtWebSession *session = NULL;

  if (g_bytes_equal (hash, customer))
    session = hrt_web_session_new (7, "Siti", "en");
  else if (g_bytes_equal (hash, guest))
    session = hrt_web_session_new (0, NULL, NULL);
  g_task_return_pointer (task, session, (GDestroyNotify) hrt_web_session_free);
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

static void
attach (guint msec, GSourceFunc func, gpointer user_data)
{
  g_autoptr (GSource) source = g_timeout_source_new (msec);

  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
load_async (HrtWebSessionStore *self,
            GBytes *id_hash,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_async);
  g_task_set_task_data (task, g_bytes_ref (id_hash), (GDestroyNotify) g_bytes_unref);
  attach (1, return_session, task);
}

static HrtWebSession *
load_finish (HrtWebSessionStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_init (HrtWebSessionStoreInterface *iface)
{
  iface->load_async = load_async;
  iface->load_finish = load_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HrtTestStore,
                               hrt_test_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HRT_TYPE_WEB_SESSION_STORE, store_init))

static void
hrt_test_store_class_init (HrtTestStoreClass *klass)
{
}

static void
hrt_test_store_init (HrtTestStore *self)
{
}

/* Counted in the server's thread, read by tests through hrt_test_web_invoke() or after the answer.
 */
static int n_made, n_cancelled;

static void
show_page (HrtWebRequest *request, gpointer user_data)
{
  GString *html = g_string_new ("<!DOCTYPE html><title>page</title>");
  HrtWebResponse *response;

  g_atomic_int_inc (&n_made);
  g_string_append_printf (html, "<p>%s %s", hrt_web_request_get_language (request),
                          hrt_web_request_get_param (request, "id"));
  for (guint i = 0; i < 200; i++)
    g_string_append (html, "<p>The same words again.");
  response = hrt_web_response_new_html (200, html);
  hrt_web_response_keep (response, 60);
  hrt_web_response_add_tag (response, "product", 5);
  hrt_web_request_respond (request, response);
}

static gboolean
show_later (gpointer user_data)
{
  g_autoptr (HrtWebRequest) request = user_data;

  show_page (request, NULL);
  return G_SOURCE_REMOVE;
}

static void
show_slowly (HrtWebRequest *request, gpointer user_data)
{
  attach (100, show_later, g_object_ref (request));
}

static void
show_me (HrtWebRequest *request, gpointer user_data)
{
  HrtWebSession *session = hrt_web_request_get_session (request);
  g_autofree char *text =
      g_strdup_printf ("%s %s %s %s", session != NULL ? "session" : "none",
                       session != NULL && session->name != NULL ? session->name : "-",
                       hrt_web_request_get_client_address (request),
                       hrt_web_request_is_secure (request) ? "https" : "http");

  hrt_web_request_respond (request, hrt_web_response_new_text (200, text));
}

static void
change (HrtWebRequest *request, gpointer user_data)
{
  const HrtWebParams *form = hrt_web_request_get_form (request);
  const char *name = form != NULL ? hrt_web_params_get (form, "name") : NULL;

  hrt_web_request_respond (request,
                           hrt_web_response_new_text (200, name != NULL ? name : "no name"));
}

static void
go_to (HrtWebRequest *request, gpointer user_data)
{
  const char *to = hrt_web_params_get (hrt_web_request_get_query (request), "to");
  HrtWebResponse *response = hrt_web_response_new_redirect (303, to);

  hrt_web_response_set_header (response, "X-Given", to != NULL ? to : "");
  hrt_web_response_set_session (response, guest_id, FALSE);
  hrt_web_request_respond (request, response);
}

static gboolean
answer_never (gpointer user_data)
{
  g_autoptr (HrtWebRequest) request = user_data;

  if (g_cancellable_is_cancelled (hrt_web_request_get_cancellable (request)))
    {
      g_autoptr (GError) error =
          g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

      g_atomic_int_inc (&n_cancelled);
      hrt_web_request_fail (request, error); /* nobody is there any more */
      return G_SOURCE_REMOVE;
    }
  attach (20, answer_never, g_steal_pointer (&request));
  return G_SOURCE_REMOVE;
}

static void
hang (HrtWebRequest *request, gpointer user_data)
{
  attach (20, answer_never, g_object_ref (request));
}

static HrtWebResponse *
make_error_page (HrtWebRequest *request, guint status, gpointer user_data)
{
  GString *html = g_string_new ("<!DOCTYPE html><title>calm</title>");

  g_string_append_printf (html, "<p>calm %u", status);
  return hrt_web_response_new_html (status, html);
}

static const HrtWebLimit few = { "few", 3, 60 };

static const HrtWebRoute routes[] = {
  { .method = "GET",
    .pattern = "/product/:id",
    .handler = show_page,
    .flags = HRT_WEB_ROUTE_CACHED },
  { .method = "GET",
    .pattern = "/slow/:id",
    .handler = show_slowly,
    .flags = HRT_WEB_ROUTE_CACHED },
  { .method = "GET", .pattern = "/me", .handler = show_me },
  { .method = "GET", .pattern = "/orders", .handler = show_me, .access = HRT_WEB_ACCESS_CUSTOMER },
  { .method = "POST", .pattern = "/change", .handler = change },
  { .method = "POST", .pattern = "/cart", .handler = change, .csrf = HRT_WEB_CSRF_ORIGIN },
  { .method = "POST", .pattern = "/hook", .handler = change, .csrf = HRT_WEB_CSRF_NONE },
  { .method = "GET", .pattern = "/go", .handler = go_to },
  { .method = "GET", .pattern = "/hang", .handler = hang },
  { .method = "GET", .pattern = "/few", .handler = show_me, .limit = &few },
};

static void
set_up (HrtWebServer *server, gpointer user_data)
{
  g_autoptr (HrtTestStore) store = g_object_new (HRT_TYPE_TEST_STORE, NULL);

  hrt_web_router_add (hrt_web_server_get_router (server), routes, G_N_ELEMENTS (routes), NULL);
  hrt_web_server_set_session_store (server, HRT_WEB_SESSION_STORE (store));
  hrt_web_server_set_error_page (server, make_error_page, NULL);
  if (user_data != NULL)
    {
      HrtWebAssets *assets = hrt_web_assets_new ();
      g_autofree char *css = g_build_filename (user_data, "shop.css", NULL);
      g_autofree char *secret = g_build_filename (user_data, "notes.key", NULL);
      g_autofree char *content = g_strnfill (4000, 'a');

      g_assert_true (g_file_set_contents (css, content, -1, NULL));
      g_assert_true (g_file_set_contents (secret, "secret", -1, NULL));
      g_assert_true (hrt_web_assets_load_directory (assets, user_data, NULL));
      hrt_web_server_set_assets (server, assets);
      hrt_web_server_set_image_directory (server, user_data);
    }
}

static void
assert_status (const char *answer, guint status)
{
  g_autofree char *wanted = g_strdup_printf ("HTTP/1.1 %u ", status);

  if (!g_str_has_prefix (answer, wanted))
    g_test_message ("answer: %s", answer);
  g_assert_true (g_str_has_prefix (answer, wanted));
}

static void
assert_header (const char *answer, const char *name, const char *value)
{
  g_autofree char *found = hrt_test_header (answer, name);

  g_assert_cmpstr (found, ==, value);
}

static const char *
body_of (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  return end != NULL ? end + 4 : "";
}

static void
ask (HrtTestWeb *web, const char *request, guint status, const char *body)
{
  g_autofree char *answer = hrt_test_web_ask (web, request);

  assert_status (answer, status);
  if (body != NULL)
    g_assert_cmpstr (body_of (answer), ==, body);
}

static void
test_security_headers (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  static const char *const requests[] = { GET ("/me"),
                                          GET ("/nothing"),
                                          GET ("/product/1"),
                                          GET ("/product/1"),
                                          "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
                                          "garbage\r\n\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = hrt_test_web_ask (web, requests[i]);
      g_autofree char *policy = hrt_test_header (answer, "Content-Security-Policy");
      g_autofree char *type = hrt_test_header (answer, "Content-Type");

      g_assert_nonnull (policy);
      g_assert_null (strstr (policy, "unsafe"));
      g_assert_nonnull (strstr (policy, "frame-ancestors 'none'"));
      g_assert_nonnull (strstr (type, "charset=utf-8"));
      assert_header (answer, "X-Content-Type-Options", "nosniff");
      assert_header (answer, "Cross-Origin-Opener-Policy", "same-origin");
      assert_header (answer, "Strict-Transport-Security", NULL);
      assert_header (answer, "Server", NULL);
    }
}

static void
test_keep_alive (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  int fd = hrt_test_web_connect (web);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *answers = NULL, *statuses = NULL;
  g_auto (GStrv) list = NULL;
  gboolean is_closed;
  gsize length;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *answer = NULL;

      hrt_test_send (fd, i % 2 == 0 ? GET ("/me") : GET ("/product/1"), -1);
      answer = hrt_test_read_response (fd, 5000);
      assert_status (answer, 200);
    }
  /* Pipelined: three hundred at once, answered in order, pages and handlers mixed. */
  for (guint i = 0; i < 300; i++)
    g_string_append (many, i % 3 == 0   ? GET ("/me")
                           : i % 3 == 1 ? GET ("/product/1")
                                        : GET ("/nothing"));
  hrt_test_send (fd, many->str, (gssize) many->len);
  hrt_test_send (fd, "GET /me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", -1);
  answers = hrt_test_read_all (fd, 5000, &is_closed, &length);
  g_assert_true (is_closed);
  statuses = hrt_test_statuses (answers, length);
  list = g_strsplit (statuses, " ", -1);
  g_assert_cmpuint (g_strv_length (list), ==, 301);
  for (guint i = 0; i < 300; i++)
    g_assert_cmpstr (list[i], ==, i % 3 == 2 ? "404" : "200");
  close (fd);
}

static void
test_head (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);

  for (guint i = 0; i < 3; i++)
    {
      int fd = hrt_test_web_connect (web);
      g_autofree char *answer = NULL;
      g_autofree char *length = NULL;
      gboolean is_closed;

      hrt_test_send (fd,
                     i == 0 ? "HEAD /me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            : "HEAD /product/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                     -1);
      answer = hrt_test_read_all (fd, 5000, &is_closed, NULL);
      assert_status (answer, 200);
      length = hrt_test_header (answer, "Content-Length");
      g_assert_cmpstr (length, !=, "0");
      g_assert_cmpstr (body_of (answer), ==, "");
      assert_header (answer, "Connection", "close");
      close (fd);
    }
}

static void
invalidate (HrtWebServer *server, gpointer user_data)
{
  hrt_web_page_cache_invalidate (hrt_web_server_get_page_cache (server), "product", 5);
}

static void
test_page_cache (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *etag = NULL, *again = NULL;
  g_autofree char *request = NULL, *packed = NULL;

  g_atomic_int_set (&n_made, 0);
  first = hrt_test_web_ask (web, GET ("/product/1"));
  second = hrt_test_web_ask (web, GET ("/product/1"));
  assert_status (second, 200);
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 1);
  g_assert_cmpstr (body_of (first), ==, body_of (second));
  g_assert_nonnull (strstr (body_of (second), "<p>id 1"));
  assert_header (second, "Cache-Control", "no-cache");
  assert_header (second, "Vary", "Accept-Encoding, Cookie");

  etag = hrt_test_header (second, "ETag");
  request =
      g_strdup_printf ("GET /product/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: %s\r\n\r\n", etag);
  third = hrt_test_web_ask (web, request);
  assert_status (third, 304);
  assert_header (third, "ETag", etag);
  assert_header (third, "Content-Length", NULL);
  ask (web, "GET /product/1 HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"other\"\r\n\r\n", 200, NULL);

  packed =
      hrt_test_web_ask (web,
                        "GET /product/1 HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n");
  assert_header (packed, "Content-Encoding", "gzip");
  ask (web, "GET /product/1 HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\n\r\n", 200,
       body_of (first));

  /* Another language is another page; a session sees no stored page; a change forgets it. */
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 1);
  ask (web, "GET /product/1 HTTP/1.1\r\nHost: a\r\nCookie: lang=en\r\n\r\n", 200, NULL);
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 2);
  ask (web, "GET /product/1 HTTP/1.1\r\nHost: a\r\nCookie: hrt=abc\r\n\r\n", 200, NULL);
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 3);
  hrt_test_web_invoke (web, invalidate, NULL);
  again = hrt_test_web_ask (web, GET ("/product/1"));
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 4);
}

static void
test_coalescing (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  int fds[20];

  g_atomic_int_set (&n_made, 0);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      fds[i] = hrt_test_web_connect (web);
      hrt_test_send (fds[i], GET ("/slow/1"), -1);
    }
  /* The one who makes the page leaves: somebody else must not wait for ever. */
  close (fds[3]);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autofree char *answer = NULL;

      if (i == 3)
        continue;
      answer = hrt_test_read_response (fds[i], 5000);
      assert_status (answer, 200);
      close (fds[i]);
    }
  g_assert_cmpint (g_atomic_int_get (&n_made), ==, 1);
}

static void
test_maker_leaves (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  int first = hrt_test_web_connect (web), second;
  g_autofree char *answer = NULL;

  hrt_test_send (first, GET ("/slow/2"), -1);
  g_usleep (20000);
  second = hrt_test_web_connect (web);
  hrt_test_send (second, GET ("/slow/2"), -1);
  g_usleep (20000);
  close (first);
  answer = hrt_test_read_response (second, 5000);
  assert_status (answer, 200);
  close (second);
}

static void
test_sessions (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *customer =
      g_strdup_printf ("GET /orders HTTP/1.1\r\nHost: a\r\nCookie: x=1; hrt=%s\r\n\r\n",
                       customer_id);
  g_autofree char *guest =
      g_strdup_printf ("GET /me HTTP/1.1\r\nHost: a\r\nCookie: hrt=%s\r\n\r\n", guest_id);
  g_autofree char *answer = NULL;

  ask (web, customer, 200, "session Siti 127.0.0.1 http");
  ask (web, guest, 200, "session - 127.0.0.1 http");
  ask (web, "GET /me HTTP/1.1\r\nHost: a\r\nCookie: hrt=short\r\n\r\n", 200,
       "none - 127.0.0.1 http");
  answer = hrt_test_web_ask (web, GET ("/orders?page=2&x=/"));
  assert_status (answer, 303);
  assert_header (answer, "Location", "/login?next=%2Forders%3Fpage%3D2%26x%3D%2F");
  assert_header (answer, "Cache-Control", "private, no-store");
}

static void
post (HrtTestWeb *web, const char *path, const char *headers, const char *body, guint status)
{
  g_autofree char *request = g_strdup_printf (
      "POST %s HTTP/1.1\r\nHost: shop.test\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Content-Length: %u\r\n%s\r\n%s",
      path, (guint) strlen (body), headers, body);

  ask (web, request, status, NULL);
}

static void
test_csrf (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *token = hrt_web_session_make_csrf_token (customer_id);
  g_autofree char *cookie =
      g_strdup_printf ("Origin: http://shop.test\r\nCookie: hrt=%s\r\n", customer_id);
  g_autofree char *right = g_strdup_printf ("csrf=%s&name=x", token);
  g_autofree char *stranger =
      g_strdup_printf ("Origin: http://evil.test\r\nCookie: hrt=%s\r\n", customer_id);

  post (web, "/change", cookie, right, 200);
  post (web, "/change", cookie, "name=x", 403);
  post (web, "/change", cookie, "csrf=&name=x", 403);
  post (web, "/change", cookie, "csrf=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&name=x", 403);
  post (web, "/change", stranger, right, 403);
  post (web, "/cart", cookie, "name=x", 200);
  post (web, "/cart", stranger, "name=x", 403);
  post (web, "/cart", "Origin: http://shop.test\r\n", "", 200);
  post (web, "/cart", "Sec-Fetch-Site: same-origin\r\n", "", 200);
  post (web, "/cart", "Sec-Fetch-Site: cross-site\r\n", "", 403);
  post (web, "/cart", "Sec-Fetch-Site: same-site\r\n", "", 403);
  post (web, "/cart", "Origin: null\r\n", "", 403);
  post (web, "/cart", "Origin: http://shop.test.evil.test\r\n", "", 403);
  post (web, "/cart", "Origin: https://shop.test\r\n", "", 403);
  post (web, "/cart", "Referer: http://shop.test/product/1\r\n", "", 200);
  post (web, "/cart", "Referer: http://shop.test.evil.test/\r\n", "", 403);
  post (web, "/cart", "", "", 403);
  post (web, "/hook", "", "", 200);
}

static void
test_forms (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *huge = g_strnfill (300 * 1024, 'a');

  post (web, "/hook", "", "name=a%20b", 200);
  post (web, "/hook", "", "name=%ff", 400);
  post (web, "/hook", "", "name=%00", 400);
  post (web, "/hook", "", "name=%", 400);
  post (web, "/hook", "", "name=1&name=2", 400);
  post (web, "/hook", "", huge, 413);
}

static void
test_huge_body (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'a');
  int fd = hrt_test_web_connect (web);
  g_autofree char *answer = NULL;
  g_autofree char *size = g_strdup_printf ("%x\r\n", 10 * 1024 * 1024);

  hrt_test_send (fd, "POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 10485760\r\n\r\n", -1);
  hrt_test_send (fd, huge, 200 * 1024);
  answer = hrt_test_read_response (fd, 5000);
  assert_status (answer, 413);
  close (fd);
  g_free (answer);
  /* The same without saying how much it will be: in chunks of 64 KiB. */
  fd = hrt_test_web_connect (web);
  hrt_test_send (fd, "POST /hook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", -1);
  for (guint i = 0; i < 6; i++)
    {
      hrt_test_send (fd, "10000\r\n", -1);
      hrt_test_send (fd, huge, 65536);
      hrt_test_send (fd, "\r\n", -1);
    }
  answer = hrt_test_read_response (fd, 5000);
  assert_status (answer, 413);
  close (fd);
}

static void
test_header_injection (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  static const struct
  {
    const char *to;
    const char *location;
  } cases[] = {
    { "/product/1", "/product/1" }, { "//evil.test/", "/" },
    { "/%5Cevil.test", "/" },       { "https://evil.test/", "/" },
    { "javascript:alert(1)", "/" }, { "/a%0d%0aSet-Cookie:%20x=y", "/" },
    { "/a%0aX:%20y", "/" },         { "", "/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request =
          g_strdup_printf ("GET /go?to=%s HTTP/1.1\r\nHost: a\r\n\r\n", cases[i].to);
      g_autofree char *answer = hrt_test_web_ask (web, request);
      g_autofree char *cookie = hrt_test_header (answer, "Set-Cookie");
      g_autofree char *wanted =
          g_strdup_printf ("hrt=%s; Path=/; HttpOnly; SameSite=Lax", guest_id);

      assert_status (answer, 303);
      assert_header (answer, "Location", cases[i].location);
      g_assert_cmpstr (cookie, ==, wanted);
      assert_header (answer, "X", NULL);
    }
}

static void
test_visitor_leaves (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);

  g_atomic_int_set (&n_cancelled, 0);
  for (guint i = 0; i < 50; i++)
    {
      int fd = hrt_test_web_connect (web);

      hrt_test_send (fd, GET ("/hang"), i % 3 == 0 ? -1 : (gssize) (i % 7 + 3));
      if (i % 2 == 0)
        g_usleep (2000);
      close (fd);
    }
  for (guint i = 0;
       i < 400 && (hrt_test_web_get_n_connections (web) > 0 || g_atomic_int_get (&n_cancelled) < 9);
       i++)
    g_usleep (10000);
  g_assert_cmpuint (hrt_test_web_get_n_connections (web), ==, 0);
  /* Those whose whole request arrived were being answered, and their queries are cancelled. */
  g_assert_cmpint (g_atomic_int_get (&n_cancelled), >=, 9);
}

static void
test_limits (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);

  for (guint i = 0; i < 3; i++)
    ask (web, GET ("/few"), 200, NULL);
  ask (web, GET ("/few"), 429, NULL);
}

static void
test_proxy (void)
{
  static const char *const proxies[] = { "127.0.0.1", "10.0.0.0/8", NULL };
  g_autoptr (HrtTestWeb) direct = hrt_test_web_start (NULL, set_up, NULL);
  g_autoptr (HrtTestWeb) behind = NULL;
  HrtWebConfig config;
  static const struct
  {
    const char *headers;
    const char *client;
  } hops[] = {
    { "X-Forwarded-For: 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,"
      "29,30,31,32,33,34,35,1.2.3.4",
      "1.2.3.4" },
    { "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 1.2.3.4", "1.2.3.4" },
    { "X-Forwarded-For: 1.2.3.4:5678", "1.2.3.4" },
    { "X-Forwarded-For: [2001:db8::7]:443, 10.1.1.1:80", "2001:db8::7" },
    { "X-Forwarded-For: 2001:db8::7", "2001:db8::7" },
    { "X-Forwarded-For: 6.6.6.6, unknown", "127.0.0.1" },
    { "X-Forwarded-For: ,,,", "127.0.0.1" },
    { "X-Forwarded-For: 10.1.1.1", "127.0.0.1" },
  };
  const char *request =
      "GET /me HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6, 1.2.3.4, 10.1.1.1\r\n"
      "X-Forwarded-Proto: https\r\n\r\n";
  g_autofree char *answer = NULL;
  g_autofree char *secure =
      g_strdup_printf ("GET /me HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\n"
                       "Cookie: __Host-hrt=%s\r\n\r\n",
                       customer_id);

  hrt_web_config_init (&config);
  config.trusted_proxies = proxies;
  behind = hrt_test_web_start (&config, set_up, NULL);
  ask (direct, request, 200, "none - 127.0.0.1 http");
  ask (behind, request, 200, "none - 1.2.3.4 https");
  ask (behind, secure, 200, "session Siti 127.0.0.1 https");
  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    {
      g_autofree char *hop_request =
          g_strdup_printf ("GET /me HTTP/1.1\r\nHost: a\r\n%s\r\n\r\n", hops[i].headers);
      g_autofree char *expected = g_strdup_printf ("none - %s http", hops[i].client);

      ask (behind, hop_request, 200, expected);
    }
  answer = hrt_test_web_ask (behind, request);
  assert_header (answer, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

static void
test_files (void)
{
  g_autofree char *dir = g_dir_make_tmp ("hrt-web-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (dir, "0a", NULL);
  g_autofree char *image = g_build_filename (folder, "0a1b2c3d4e5f60718293-160.webp", NULL);
  g_autoptr (HrtTestWeb) web = NULL;
  g_autofree char *answer = NULL, *again = NULL, *missing = NULL, *css = NULL;
  static const char *const wrong[] = {
    GET ("/images/../shop.css"),
    GET ("/images/%2e%2e%2fshop.css"),
    GET ("/images/shop.css"),
    GET ("/images/0a1b2c3d4e5f60718293-160.html"),
    GET ("/images/0a1b2c3d4e5f60718293"),
    GET ("/images/0A1B2C3D4E5F60718293-160.webp"),
    GET ("/static/notes.key"),
    GET ("/static/shop.css"),
    GET ("/static/../notes.key"),
  };

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (image, "RIFFxxxxWEBP", -1, NULL));
  web = hrt_test_web_start (NULL, set_up, dir);
  answer = hrt_test_web_ask (web, GET ("/images/0a1b2c3d4e5f60718293-160.webp"));
  assert_status (answer, 200);
  assert_header (answer, "Content-Type", "image/webp");
  assert_header (answer, "Cache-Control", "public, max-age=31536000, immutable");
  g_assert_cmpstr (body_of (answer), ==, "RIFFxxxxWEBP");
  again = hrt_test_web_ask (web, GET ("/images/0a1b2c3d4e5f60718293-160.webp"));
  g_assert_cmpstr (body_of (again), ==, "RIFFxxxxWEBP");
  css = hrt_test_web_ask (web, "GET /static/shop.82396ec9191a.css HTTP/1.1\r\nHost: a\r\n"
                               "Accept-Encoding: gzip\r\n\r\n");
  assert_status (css, 200);
  assert_header (css, "Content-Type", "text/css; charset=utf-8");
  assert_header (css, "Content-Encoding", "gzip");
  missing = hrt_test_web_ask (web, GET ("/images/0a1b2c3d4e5f60718294-160.webp"));
  assert_status (missing, 404);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *refused = hrt_test_web_ask (web, wrong[i]);

      g_assert_true (g_str_has_prefix (refused, "HTTP/1.1 40"));
      g_assert_null (strstr (refused, "secret"));
    }
}

static void
test_errors (void)
{
  g_autoptr (HrtTestWeb) web = hrt_test_web_start (NULL, set_up, NULL);
  g_autofree char *answer = NULL;

  ask (web, GET ("/nothing"), 404, "<!DOCTYPE html><title>calm</title><p>calm 404");
  answer = hrt_test_web_ask (web, "PUT /cart HTTP/1.1\r\nHost: a\r\n\r\n");
  assert_status (answer, 405);
  assert_header (answer, "Allow", "POST");
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  customer_id = hrt_web_session_new_id ();
  guest_id = hrt_web_session_new_id ();
  g_test_add_func ("/web/server/security-headers", test_security_headers);
  g_test_add_func ("/web/server/keep-alive", test_keep_alive);
  g_test_add_func ("/web/server/head", test_head);
  g_test_add_func ("/web/server/page-cache", test_page_cache);
  g_test_add_func ("/web/server/coalescing", test_coalescing);
  g_test_add_func ("/web/server/maker-leaves", test_maker_leaves);
  g_test_add_func ("/web/server/sessions", test_sessions);
  g_test_add_func ("/web/server/csrf", test_csrf);
  g_test_add_func ("/web/server/forms", test_forms);
  g_test_add_func ("/web/server/huge-body", test_huge_body);
  g_test_add_func ("/web/server/header-injection", test_header_injection);
  g_test_add_func ("/web/server/visitor-leaves", test_visitor_leaves);
  g_test_add_func ("/web/server/limits", test_limits);
  g_test_add_func ("/web/server/proxy", test_proxy);
  g_test_add_func ("/web/server/files", test_files);
  g_test_add_func ("/web/server/errors", test_errors);
  result = g_test_run ();
  g_free (customer_id);
  g_free (guest_id);
  return result;
}
