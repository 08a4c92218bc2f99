/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Many visitors and slow ones: deadlines, caps, and every descriptor back afterwards.
 */

#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hrt-test-web.h"

#define GET "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"

#if defined(__SANITIZE_ADDRESS__)
#define N_IDLE 500
#else
#define N_IDLE 5000
#endif

static void
show (HrtWebRequest *request, gpointer user_data)
{
  GString *html = g_string_new (NULL);
  HrtWebResponse *response;

  for (guint i = 0; i < GPOINTER_TO_UINT (user_data); i++)
    g_string_append (html, "0123456789abcdef");
  response = hrt_web_response_new_html (200, html);
  hrt_web_response_keep (response, 60);
  hrt_web_request_respond (request, response);
}

static void
set_up (HrtWebServer *server, gpointer user_data)
{
  static const HrtWebRoute routes[] = {
    { .method = "GET", .pattern = "/page", .handler = show, .flags = HRT_WEB_ROUTE_CACHED },
    { .method = "POST", .pattern = "/page", .handler = show, .csrf = HRT_WEB_CSRF_NONE },
  };

  hrt_web_router_add (hrt_web_server_get_router (server), routes, G_N_ELEMENTS (routes), user_data);
}

static HrtTestWeb *
start (HrtWebConfig *config, guint lines)
{
  return hrt_test_web_start (config, set_up, GUINT_TO_POINTER (lines));
}

static void
ask_fine (HrtTestWeb *web)
{
  g_autofree char *answer = hrt_test_web_ask (web, GET);

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
}

/* A byte every tenth of a second never makes a head: told so and closed, whatever arrives. */
static void
drip (const char *beginning, const char *drops, const char *wanted)
{
  HrtWebConfig config;
  g_autoptr (HrtTestWeb) web = NULL;
  g_autofree char *answer = NULL;
  gint64 begin = g_get_monotonic_time ();
  gboolean is_closed = FALSE;
  int fd;

  hrt_web_config_init (&config);
  config.header_secs = config.body_secs = config.idle_secs = 1;
  web = start (&config, 1);
  fd = hrt_test_web_connect (web);
  hrt_test_send (fd, beginning, -1);
  for (guint i = 0; i < 40 && !is_closed; i++)
    {
      g_autofree char *part = NULL;

      hrt_test_send (fd, drops, 1);
      part = hrt_test_read_all (fd, 100, &is_closed, NULL);
      if (*part != '\0')
        answer = g_steal_pointer (&part);
    }
  g_assert_true (is_closed);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 3 * G_USEC_PER_SEC);
  g_assert_nonnull (answer);
  g_assert_true (g_str_has_prefix (answer, wanted));
  close (fd);
  ask_fine (web);
}

static void
test_drip_head (void)
{
  drip ("GET /page HTTP/1.1\r\nHost: a\r\nX-Slow: ", "a", "HTTP/1.1 408");
}

static void
test_drip_body (void)
{
  drip ("POST /page HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", "a", "HTTP/1.1 408");
}

static void
test_idle_deadline (void)
{
  HrtWebConfig config;
  g_autoptr (HrtTestWeb) web = NULL;
  g_autofree char *nothing = NULL, *answer = NULL;
  gboolean is_closed = FALSE;
  int silent, kept;

  hrt_web_config_init (&config);
  config.idle_secs = 1;
  web = start (&config, 1);
  silent = hrt_test_web_connect (web);
  kept = hrt_test_web_connect (web);
  hrt_test_send (kept, GET, -1);
  answer = hrt_test_read_response (kept, 1000);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
  nothing = hrt_test_read_all (silent, 3000, &is_closed, NULL);
  g_assert_true (is_closed);
  g_assert_cmpstr (nothing, ==, "");
  for (guint i = 0; i < 100 && hrt_test_web_get_n_connections (web) > 0; i++)
    g_usleep (20000);
  g_assert_cmpuint (hrt_test_web_get_n_connections (web), ==, 0);
  close (silent);
  close (kept);
}

/* Who does not read what was asked for is closed; what is held for them is bounded by the answer.
 */
static void
test_never_reads (void)
{
  HrtWebConfig config;
  g_autoptr (HrtTestWeb) web = NULL;
  int fd, small = 4096;

  hrt_web_config_init (&config);
  config.write_secs = 1;
  web = start (&config, 1024 * 1024);
  fd = hrt_test_web_connect (web);
  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  hrt_test_send (fd, GET GET GET, -1);
  for (guint i = 0; i < 300 && hrt_test_web_get_n_connections (web) == 0; i++)
    g_usleep (10000);
  for (guint i = 0; i < 3000 && hrt_test_web_get_n_connections (web) > 0; i++)
    g_usleep (10000);
  g_assert_cmpuint (hrt_test_web_get_n_connections (web), ==, 0);
  close (fd);
}

static void
test_large_answer (void)
{
  g_autoptr (HrtTestWeb) web = start (NULL, 512 * 1024);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *answer = hrt_test_web_ask (web, GET);
      g_autofree char *length = hrt_test_header (answer, "Content-Length");

      g_assert_cmpstr (length, ==, "8388608");
      g_assert_cmpuint (strlen (strstr (answer, "\r\n\r\n") + 4), ==, 8388608);
    }
}

/* Thousands who say nothing cost descriptors and nothing else, and leave none behind. */
static void
test_idle_crowd (void)
{
  g_autoptr (HrtTestWeb) web = start (NULL, 1);
  g_autofree int *fds = g_new (int, N_IDLE);
  struct rlimit limit;
  guint before, n = N_IDLE;
  gint64 begin;

  getrlimit (RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < 2 * N_IDLE + 200)
    n = (guint) (limit.rlim_cur - 200) / 2;
  ask_fine (web);
  while (hrt_test_web_get_n_connections (web) > 0)
    g_usleep (1000);
  before = hrt_test_count_descriptors ();
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      fds[i] = hrt_test_web_connect (web);
      if (i % 2 == 0)
        hrt_test_send (fds[i], GET, -1);
    }
  while (hrt_test_web_get_n_connections (web) < n)
    g_assert_cmpint (g_get_monotonic_time () - begin, <, 30 * G_USEC_PER_SEC);
  g_test_message ("%u visitors in %.2f s", n, (double) (g_get_monotonic_time () - begin) / 1e6);
  ask_fine (web);
  for (guint i = 0; i < n; i += 2)
    {
      g_autofree char *answer = hrt_test_read_response (fds[i], 2000);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200"));
    }
  for (guint i = 0; i < n; i++)
    close (fds[i]);
  for (guint i = 0; i < 500 && hrt_test_web_get_n_connections (web) > 0; i++)
    g_usleep (10000);
  g_assert_cmpuint (hrt_test_web_get_n_connections (web), ==, 0);
  g_assert_cmpuint (hrt_test_count_descriptors (), ==, before);
}

/* At the cap the longest idle makes room; where nobody is idle, the new one is told to come back.
 */
static void
test_cap (void)
{
  HrtWebConfig config;
  g_autoptr (HrtTestWeb) web = NULL;
  int idle[5], busy[10], extra;
  g_autofree char *answer = NULL;

  hrt_web_config_init (&config);
  config.max_connections = 10;
  web = start (&config, 1);
  for (guint i = 0; i < 5; i++)
    idle[i] = hrt_test_web_connect (web);
  for (guint i = 0; i < 10; i++)
    {
      busy[i] = hrt_test_web_connect (web);
      hrt_test_send (busy[i], "GET /page HTTP/1.1\r\n", -1);
      g_usleep (3000);
    }
  g_assert_cmpuint (hrt_test_web_get_n_connections (web), ==, 10);
  extra = hrt_test_web_connect (web);
  answer = hrt_test_read_response (extra, 2000);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 503"));
  g_assert_nonnull (strstr (answer, "Retry-After: 5\r\n"));
  close (extra);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *page = NULL;

      hrt_test_send (busy[i], "Host: a\r\n\r\n", -1);
      page = hrt_test_read_response (busy[i], 2000);
      g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200"));
      close (busy[i]);
    }
  for (guint i = 0; i < 5; i++)
    close (idle[i]);
}

static void
test_second_server (void)
{
  g_autoptr (HrtTestWeb) web = start (NULL, 1);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", hrt_test_web_get_port (web));
  HrtWebConfig config;
  g_autoptr (HrtWebServer) second = NULL;
  g_autoptr (GError) error = NULL;

  hrt_web_config_init (&config);
  second = hrt_web_server_new (&config);
  g_assert_false (hrt_web_server_listen (second, address, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);
  g_assert_false (hrt_web_server_listen (second, "shop.example:80", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web/load/drip-head", test_drip_head);
  g_test_add_func ("/web/load/drip-body", test_drip_body);
  g_test_add_func ("/web/load/idle-deadline", test_idle_deadline);
  g_test_add_func ("/web/load/never-reads", test_never_reads);
  g_test_add_func ("/web/load/large-answer", test_large_answer);
  g_test_add_func ("/web/load/idle-crowd", test_idle_crowd);
  g_test_add_func ("/web/load/cap", test_cap);
  g_test_add_func ("/web/load/second-server", test_second_server);
  return g_test_run ();
}
