/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Every page template compiles in both languages, and every name in it is shown safely.
 */

#include "shop-server/hrt-web-template.h"

static void
test_all_compile (void)
{
  static const char *const names[] = { "cart",     "checkout", "home",       "login",   "message",
                                       "order",    "orders",   "privacy",    "product", "products",
                                       "register", "search",   "store-info", "terms",   NULL };
  g_autofree char *folder =
      g_build_filename (g_getenv ("HRT_SOURCE_ROOT"), "shop-server", "templates", NULL);
  g_autofree char *mo =
      g_build_filename (g_getenv ("HRT_BUILD_ROOT"), "shop-server", "id.mo", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Jakarta");
  g_autoptr (HrtWebTemplates) templates = hrt_web_templates_new (zone);
  g_autoptr (GError) error = NULL;
  HrtWebCatalog *catalog = hrt_web_catalog_load ("id", mo, &error);

  g_assert_no_error (error);
  hrt_web_templates_add_language (templates, catalog);
  hrt_web_templates_add_language (templates, hrt_web_catalog_new_empty ("en"));
  hrt_web_templates_load_directory (templates, folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_nonnull (hrt_web_templates_get (templates, names[i], "id"));
      g_assert_nonnull (hrt_web_templates_get (templates, names[i], "en"));
    }
}

static void
test_nothing_unescaped (void)
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("HRT_SOURCE_ROOT"), "shop-server", "templates", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (HrtWebTemplates) templates = hrt_web_templates_new (zone);
  g_autoptr (HrtWebData) data = hrt_web_data_new ();
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  HrtWebData *product = hrt_web_data_object (data, "product");

  hrt_web_templates_add_language (templates, hrt_web_catalog_new_empty ("en"));
  hrt_web_templates_load_directory (templates, folder, &error);
  g_assert_no_error (error);
  hrt_web_data_text (product, "name", "<script>'\"&</script>");
  hrt_web_data_text (product, "brand_slug", "javascript:alert(1)//\"><b>");
  hrt_web_data_text (product, "brand", "\"><img src=x onerror=alert(1)>");
  hrt_web_template_render (hrt_web_templates_get (templates, "product", "en"), data, html);
  g_assert_null (strstr (html->str, "<script>'"));
  g_assert_null (strstr (html->str, "<img src=x"));
  g_assert_null (strstr (html->str, "\"><b>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/templates/compile", test_all_compile);
  g_test_add_func ("/store/templates/escaped", test_nothing_unescaped);
  return g_test_run ();
}
