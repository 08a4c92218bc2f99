/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The edge's parts that need no connection: fields, cookies, routes, rates, the page cache, session
 * ids.
 */

#include <string.h>

#include "shop-server/hrt-web-body.h"
#include "shop-server/hrt-web-head.h"
#include "shop-server/hrt-web-page-cache-private.h"
#include "shop-server/hrt-web-router.h"

typedef struct
{
  const char *text;
  gsize length; /* 0: up to the NUL */
  int error;    /* -1: fine */
  const char *a;
  guint size;
} Fields;

static const Fields fields[] = {
  { "", 0, -1, NULL, 0 },
  { "a=1", 0, -1, "1", 1 },
  { "a=1&b=2", 0, -1, "1", 2 },
  { "b=2&&a=%41+%2B", 0, -1, "A +", 2 },
  { "a", 0, -1, "", 1 },
  { "a=", 0, -1, "", 1 },
  { "=x&a=1", 0, -1, "1", 2 },
  { "a=b=c", 0, -1, "b=c", 1 },
  { "%61=1", 0, -1, "1", 1 },
  { "a=%E2%82%AC", 0, -1, "\xe2\x82\xac", 1 },
  { "a=%27%3C%22%26%D7%A9", 0, -1, "'<\"&\xd7\xa9", 1 },
  { "a=%2541", 0, -1, "%41", 1 },
  { "a=%", 0, HRT_WEB_PARAMS_ERROR_SYNTAX, NULL, 0 },
  { "a=%4", 0, HRT_WEB_PARAMS_ERROR_SYNTAX, NULL, 0 },
  { "a=%4g", 0, HRT_WEB_PARAMS_ERROR_SYNTAX, NULL, 0 },
  { "a=%-1", 0, HRT_WEB_PARAMS_ERROR_SYNTAX, NULL, 0 },
  { "a=%00", 0, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "a=x\0y", 5, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "a=%ff", 0, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "a=%C0%AF", 0, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "a=%ED%A0%80", 0, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "%ff=1", 0, HRT_WEB_PARAMS_ERROR_ENCODING, NULL, 0 },
  { "a=1&a=2", 0, HRT_WEB_PARAMS_ERROR_DUPLICATE, NULL, 0 },
  { "a=1&%61=2", 0, HRT_WEB_PARAMS_ERROR_DUPLICATE, NULL, 0 },
};

static void
test_fields (void)
{
  g_autofree char *name = g_strnfill (500, 'n');
  g_autofree char *value = g_strnfill (300 * 1024, 'v');
  g_autofree char *long_value = g_strconcat ("a=", value, NULL);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (HrtWebParams) list = NULL;
  g_auto (GStrv) values = NULL;
  gint64 number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gsize length = fields[i].length > 0 ? fields[i].length : strlen (fields[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (HrtWebParams) params =
          hrt_web_params_parse (fields[i].text, length, HRT_WEB_PARAMS_UNIQUE, &error);

      g_test_message ("fields: %s", fields[i].text);
      if (fields[i].error >= 0)
        {
          g_assert_error (error, HRT_WEB_PARAMS_ERROR, fields[i].error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (hrt_web_params_get_size (params), ==, fields[i].size);
      g_assert_cmpstr (hrt_web_params_get (params, "a"), ==, fields[i].a);
    }
  g_assert_null (hrt_web_params_parse (name, 500, HRT_WEB_PARAMS_UNIQUE, NULL));
  g_assert_null (
      hrt_web_params_parse (long_value, strlen (long_value), HRT_WEB_PARAMS_UNIQUE, NULL));
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (many, "f%u=1&", i);
  g_assert_null (hrt_web_params_parse (many->str, many->len, HRT_WEB_PARAMS_UNIQUE, NULL));
  list = hrt_web_params_parse ("b=1&a=x&b=2&n=-5&m=9223372036854775808&o=%2B1", 45,
                               HRT_WEB_PARAMS_REPEAT, NULL);
  values = hrt_web_params_dup_list (list, "b");
  g_assert_cmpuint (g_strv_length (values), ==, 2);
  g_assert_cmpstr (hrt_web_params_get (list, "b"), ==, "1");
  g_assert_true (hrt_web_params_get_int64 (list, "n", -10, 10, &number));
  g_assert_cmpint (number, ==, -5);
  g_assert_false (hrt_web_params_get_int64 (list, "n", 0, 10, &number));
  g_assert_false (hrt_web_params_get_int64 (list, "m", 0, G_MAXINT64, &number));
  g_assert_false (hrt_web_params_get_int64 (list, "o", 0, 10, &number));
  g_assert_false (hrt_web_params_get_int64 (list, "a", 0, 10, &number));
}

static void
test_cookies (void)
{
  static const struct
  {
    const char *header;
    const char *value;
  } cases[] = {
    { "hrt=abc", "abc" },
    { "x=1; hrt=abc", "abc" },
    { "x=1;hrt=abc ;y=2", "abc" },
    { "hrt=", "" },
    { "hrt=a; hrt=b", "a" },
    { "xhrt=abc", NULL },
    { "hrt", NULL },
    { "x=hrt=abc", NULL },
    { "", NULL },
    { ";;; hrt=z", "z" },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *value = NULL;
      gsize length = 0;
      gboolean found = hrt_web_cookie_find (cases[i].header, "hrt", &value, &length);
      g_autofree char *text = found ? g_strndup (value, length) : NULL;

      g_assert_cmpstr (text, ==, cases[i].value);
    }
}

static void
handle (HrtWebRequest *request, gpointer user_data)
{
}

static void
test_router (void)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET", .pattern = "/", .handler = handle },
    { .method = "GET", .pattern = "/product/new", .handler = handle },
    { .method = "GET", .pattern = "/product/:id", .handler = handle },
    { .method = "POST", .pattern = "/product/:id", .handler = handle },
    { .method = "GET", .pattern = "/a/:x/b/:y", .handler = handle },
    { .method = "GET", .pattern = "/files/*path", .handler = handle },
    { .method = "POST", .pattern = "/cart", .handler = handle },
  };
  static const struct
  {
    const char *method, *path, *pattern, *name, *value;
  } cases[] = {
    { "GET", "/", "/", NULL, NULL },
    { "HEAD", "/", "/", NULL, NULL },
    { "POST", "/", NULL, NULL, NULL },
    { "GET", "/product/new", "/product/new", NULL, NULL },
    { "GET", "/product/12", "/product/:id", "id", "12" },
    { "GET", "/product/a%20b", "/product/:id", "id", "a b" },
    { "GET", "/pro%64uct/12", "/product/:id", "id", "12" },
    { "GET", "/product/", NULL, NULL, NULL },
    { "GET", "/product", NULL, NULL, NULL },
    { "GET", "/product/1/2", NULL, NULL, NULL },
    { "GET", "//product/1", NULL, NULL, NULL },
    { "GET", "/a/1/b/2", "/a/:x/b/:y", "y", "2" },
    { "GET", "/a/1/b/2", "/a/:x/b/:y", "x", "1" },
    { "GET", "/files/x/y.css", "/files/*path", "path", "x/y.css" },
    { "GET", "/files/", "/files/*path", "path", "" },
    { "GET", "/files/../x", NULL, NULL, NULL },
    { "GET", "/files/%2e%2e/x", NULL, NULL, NULL },
    { "GET", "/files/a%2fb", NULL, NULL, NULL },
    { "GET", "/files/a%5cb", NULL, NULL, NULL },
    { "GET", "/files/%00", NULL, NULL, NULL },
    { "GET", "/files/%0a", NULL, NULL, NULL },
    { "GET", "/files/%ff", NULL, NULL, NULL },
    { "GET", "/cart", NULL, NULL, NULL },
    { "GET", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19", NULL, NULL, NULL },
  };
  g_autoptr (HrtWebRouter) router = hrt_web_router_new ();
  g_autofree char *allow = NULL, *both = NULL;

  hrt_web_router_add (router, routes, G_N_ELEMENTS (routes), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrtWebMatch match;

      hrt_web_router_match (router, cases[i].method, cases[i].path, &match);
      g_assert_cmpstr (match.route != NULL ? match.route->pattern : NULL, ==, cases[i].pattern);
      if (cases[i].name != NULL)
        g_assert_cmpstr (hrt_web_match_get_param (&match, cases[i].name), ==, cases[i].value);
      hrt_web_match_clear (&match);
    }
  allow = hrt_web_router_dup_allow (router, "/cart");
  both = hrt_web_router_dup_allow (router, "/product/1");
  g_assert_cmpstr (allow, ==, "POST");
  g_assert_cmpstr (both, ==, "GET, HEAD, POST");
}

/* Where the answer to a form is seen again: never at a path that takes forms only. */
static void
test_router_pages (void)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET", .pattern = "/checkout", .handler = handle },
    { .method = "POST", .pattern = "/checkout", .handler = handle },
    { .method = "POST", .pattern = "/checkout/line", .handler = handle, .page = "/checkout" },
    { .method = "POST", .pattern = "/add/:id", .handler = handle, .page = "/cart" },
    { .method = "POST", .pattern = "/logout", .handler = handle },
  };
  static const struct
  {
    const char *path, *page;
  } cases[] = {
    { "/checkout", "/checkout" }, { "/checkout/line", "/checkout" },
    { "/add/3", "/cart" },        { "/add", "/" },
    { "/logout", "/" },           { "/checkout/../x", "/" },
  };
  g_autoptr (HrtWebRouter) router = hrt_web_router_new ();

  hrt_web_router_add (router, routes, G_N_ELEMENTS (routes), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (hrt_web_router_find_page (router, cases[i].path), ==, cases[i].page);
}

static void
test_limits (void)
{
  static const HrtWebLimit limit = { "search", 3, 60 * 60 }, other = { "sign-in", 1, 60 };
  static const HrtWebLimit slow = { "order", 2, 20 };
  g_autoptr (HrtWebLimits) limits = hrt_web_limits_new (100);
  g_autofree char *v6 = hrt_web_limits_address_key ("2001:db8:1:2:3:4:5:6");
  g_autofree char *v6_too = hrt_web_limits_address_key ("2001:db8:1:2:ffff::1");
  g_autofree char *v4 = hrt_web_limits_address_key ("192.0.2.1");
  gint64 now = 1000 * G_USEC_PER_SEC;
  guint wait = 0;

  for (guint i = 0; i < 3; i++)
    g_assert_true (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  g_assert_cmpuint (wait, <=, 2);
  hrt_web_limits_give_back (limits, &limit, "a", now);
  g_assert_true (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  for (guint i = 0; i < 3; i++)
    hrt_web_limits_give_back (limits, &limit, "c", now);
  for (guint i = 0; i < 3; i++)
    g_assert_true (hrt_web_limits_take (limits, &limit, "c", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &limit, "c", now, &wait));
  g_assert_true (hrt_web_limits_take (limits, &limit, "b", now, &wait));
  g_assert_true (hrt_web_limits_take (limits, &other, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &other, "a", now, &wait));
  g_assert_cmpuint (wait, >=, 60);
  now += 1100 * 1000;
  g_assert_true (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  /* Twenty an hour are one in three minutes. */
  for (guint i = 0; i < 2; i++)
    g_assert_true (hrt_web_limits_take (limits, &slow, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &slow, "a", now, &wait));
  g_assert_cmpuint (wait, >=, 180);
  g_assert_cmpuint (wait, <=, 181);
  g_assert_false (hrt_web_limits_take (limits, &slow, "a", now + 170 * G_USEC_PER_SEC, &wait));
  g_assert_cmpuint (wait, >=, 10);
  g_assert_true (hrt_web_limits_take (limits, &slow, "a", now + 181 * G_USEC_PER_SEC, &wait));
  /* A clock that steps back gives nothing away; a long pause fills the bucket and no more. */
  g_assert_false (hrt_web_limits_take (limits, &limit, "a", now - G_USEC_PER_SEC, &wait));
  now += G_GINT64_CONSTANT (1000000) * G_USEC_PER_SEC;
  for (guint i = 0; i < 3; i++)
    g_assert_true (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  g_assert_false (hrt_web_limits_take (limits, &limit, "a", now, &wait));
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%u", i);

      g_assert_true (hrt_web_limits_take (limits, &limit, key, now, &wait));
    }
  g_assert_cmpstr (v6, ==, v6_too);
  g_assert_cmpstr (v4, ==, "192.0.2.1");
}

static HrtWebResponse *
make_page (guint size, gint64 product)
{
  GString *html = g_string_new (NULL);
  HrtWebResponse *response;

  for (guint i = 0; i < size; i++)
    g_string_append_c (html, (char) ('a' + (i * 7 + i / 26) % 26));
  response = hrt_web_response_new_html (200, html);
  hrt_web_response_keep (response, 10);
  hrt_web_response_add_tag (response, "product", product);
  return response;
}

static gboolean
store (HrtWebPageCache *cache, const char *key, gint64 product, guint64 since)
{
  g_autoptr (HrtWebResponse) response = make_page (2000, product);
  g_autoptr (HrtWebPage) page = hrt_web_page_new (response, FALSE, TRUE);

  return _hrt_web_page_cache_store (cache, key, page, response, since, 0);
}

static void
test_page_cache (void)
{
  g_autoptr (HrtWebPageCache) cache = hrt_web_page_cache_new (64 * 1024);
  guint64 since = hrt_web_page_cache_get_generation (cache);
  gint64 second = G_USEC_PER_SEC;

  g_assert_true (store (cache, "a", 1, since));
  g_assert_true (store (cache, "b", 2, since));
  g_assert_nonnull (_hrt_web_page_cache_lookup (cache, "a", second));
  hrt_web_page_cache_invalidate (cache, "product", 1);
  g_assert_null (_hrt_web_page_cache_lookup (cache, "a", second));
  g_assert_nonnull (_hrt_web_page_cache_lookup (cache, "b", second));
  /* What was being made from the old state is not kept. */
  g_assert_false (store (cache, "a", 1, since));
  g_assert_true (store (cache, "c", 3, since));
  since = hrt_web_page_cache_get_generation (cache);
  g_assert_true (store (cache, "a", 1, since));
  hrt_web_page_cache_invalidate_all (cache);
  g_assert_cmpuint (hrt_web_page_cache_get_size (cache), ==, 0);
  g_assert_cmpuint (hrt_web_page_cache_get_bytes (cache), ==, 0);
  g_assert_false (store (cache, "a", 1, since));
  /* It ends by itself, and never grows beyond its bound. */
  since = hrt_web_page_cache_get_generation (cache);
  g_assert_true (store (cache, "a", 1, since));
  g_assert_null (_hrt_web_page_cache_lookup (cache, "a", 11 * second));
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *key = g_strdup_printf ("page-%u", i);

      g_assert_true (store (cache, key, (gint64) i, since));
      g_assert_cmpuint (hrt_web_page_cache_get_bytes (cache), <=, 64 * 1024);
    }
  g_assert_null (_hrt_web_page_cache_lookup (cache, "page-0", second));
  g_assert_nonnull (_hrt_web_page_cache_lookup (cache, "page-499", second));
  for (guint i = 0; i < 3000; i++)
    hrt_web_page_cache_invalidate (cache, "product", 100000 + i);
  g_assert_false (store (cache, "late", 1, since));
}

static void
test_session_ids (void)
{
  g_autofree char *a = hrt_web_session_new_id (), *b = hrt_web_session_new_id ();
  g_autofree char *token = hrt_web_session_make_csrf_token (a);
  g_autofree char *again = hrt_web_session_make_csrf_token (a);
  g_autofree char *other = hrt_web_session_make_csrf_token (b);
  g_autoptr (GBytes) hash = hrt_web_session_hash_id (a);

  g_assert_true (hrt_web_session_id_is_valid (a));
  g_assert_cmpuint (strlen (a), ==, HRT_WEB_SESSION_ID_LENGTH);
  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (token, ==, again);
  g_assert_cmpstr (token, !=, other);
  g_assert_cmpstr (token, !=, a);
  g_assert_cmpuint (g_bytes_get_size (hash), ==, 32);
  g_assert_false (hrt_web_session_id_is_valid (""));
  g_assert_false (hrt_web_session_id_is_valid ("../../../../../../../../../../../etc/passwd12"));
}

static void
test_local_paths (void)
{
  static const char *const fine[] = { "/", "/a", "/a?b=c&d=%20", "/a//b" };
  static const char *const bad[] = { "",        "a",    "//a", "/\\a",  "http://a/", "/a\nb",
                                     "/a\r\nb", "/a b", "\\a", "/a\\b", "/\xc3\xa9", "/a\"b" };

  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    g_assert_true (hrt_web_is_local_path (fine[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hrt_web_is_local_path (bad[i]));
  g_assert_false (hrt_web_is_local_path (NULL));
}

/* Whatever arrives, in whatever pieces: an answer, never a crash, and never more than the limit. */
static void
test_noise (void)
{
  static const char alphabet[] =
      "0123456789abcdefABCDEF\r\n\r\n ;:GETPOST/HTTP1.1hostchunked\t\0%=&";
  GRand *rand = g_rand_new_with_seed (20261124);

  for (guint round = 0; round < 20000; round++)
    {
      char data[256];
      gsize length = (gsize) g_rand_int_range (rand, 0, sizeof data), scanned = 0, used = 0;
      g_autofree HrtWebHead *head = g_new (HrtWebHead, 1);
      HrtWebBody body;
      gssize end;

      for (gsize i = 0; i < length; i++)
        data[i] = alphabet[g_rand_int_range (rand, 0, sizeof alphabet)];
      hrt_web_body_start (&body, TRUE, 0, 100);
      hrt_web_body_feed (&body, data, length, &used);
      g_assert_cmpuint (used, <=, length);
      g_assert_cmpuint (body.bytes->len, <=, 100);
      hrt_web_body_clear (&body);
      hrt_web_params_free (hrt_web_params_parse (data, length, HRT_WEB_PARAMS_UNIQUE, NULL));
      if (length > 40)
        memcpy (data, "GET / HTTP/1.1\r\nHost: a\r\n", 25);
      end = hrt_web_head_find_end (data, length, &scanned);
      if (end > 0)
        hrt_web_head_parse (head, data, (gsize) end);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web/parts/fields", test_fields);
  g_test_add_func ("/web/parts/cookies", test_cookies);
  g_test_add_func ("/web/parts/router", test_router);
  g_test_add_func ("/web/parts/router-pages", test_router_pages);
  g_test_add_func ("/web/parts/limits", test_limits);
  g_test_add_func ("/web/parts/page-cache", test_page_cache);
  g_test_add_func ("/web/parts/session-ids", test_session_ids);
  g_test_add_func ("/web/parts/local-paths", test_local_paths);
  g_test_add_func ("/web/parts/noise", test_noise);
  return g_test_run ();
}
