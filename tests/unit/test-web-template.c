/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Templates: what they write, how each place escapes, and that every mistake is found with file and
 * line.
 */

#include <string.h>

#include "shop-server/hrt-web-template.h"

typedef struct
{
  GObject parent;
  char *name;
  gint64 price;
  gint64 cost;
  gint64 placed_at;
  gboolean is_new;
} Product;

static const HrtField fields[] = {
  HRT_FIELD (Product, name, HRT_FIELD_TEXT, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Product, price, HRT_FIELD_MONEY, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Product, cost, HRT_FIELD_MONEY, HRT_EXPOSE_STAFF),
  HRT_FIELD (Product, placed_at, HRT_FIELD_TIME, HRT_EXPOSE_PUBLIC),
  HRT_FIELD (Product, is_new, HRT_FIELD_BOOL, HRT_EXPOSE_PUBLIC),
};
static const HrtDescriptor descriptor = { "product", G_N_ELEMENTS (fields), fields };

#define TYPE_PRODUCT (product_get_type ())
typedef GObjectClass ProductClass;
static GType product_get_type (void);
G_DEFINE_TYPE (Product, product, G_TYPE_OBJECT)

static void
product_class_init (ProductClass *klass)
{
}

static void
product_init (Product *self)
{
}

/* name=text pairs; "page" is the template */
static const char *const *sources;

static char *
load (const char *name, gpointer user_data)
{
  for (guint i = 0; sources[i] != NULL; i += 2)
    if (strcmp (sources[i], name) == 0)
      return g_strdup (sources[i + 1]);
  return NULL;
}

static HrtWebTemplate *
compile (const HrtWebCatalog *catalog, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Jakarta");

  return hrt_web_template_compile ("page", load, NULL, catalog, zone, error);
}

static char *
render (const char *text, const HrtWebData *data, const HrtWebCatalog *catalog)
{
  const char *one[] = { "page", text, "partials/greet", "Hello {{name}}!", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtWebTemplate) template = NULL;
  GString *out = g_string_new (NULL);

  sources = one;
  template = compile (catalog, &error);
  g_assert_no_error (error);
  hrt_web_template_render (template, data, out);
  return g_string_free (out, FALSE);
}

#define NASTY "'<\"&\xd7\xa9\xd7\x9c\xe2\x80\xae"

static HrtWebData *
make_data (void)
{
  HrtWebData *root = hrt_web_data_new ();
  HrtWebData *list = hrt_web_data_list (root, "products");
  HrtWebData *owner = hrt_web_data_object (root, "owner");
  HrtWebData *tags = hrt_web_data_list (root, "tags");
  static const char *const names[] = { "Stratocaster", "Kajon & Bongo" };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GObject) object = g_object_new (TYPE_PRODUCT, NULL);
      Product *product = (Product *) object;

      product->name = (char *) names[i];
      product->price = 1500000 * (gint64) (i + 1);
      product->cost = 99;
      product->placed_at = i == 0 ? G_GINT64_CONSTANT (1795521900000000) : G_MININT64;
      product->is_new = i == 1;
      hrt_web_data_list_append_entity (list, &descriptor, product, HRT_EXPOSE_PUBLIC);
    }
  hrt_web_data_text (owner, "name", "Budi");
  hrt_web_data_text (root, "name", "Toko");
  hrt_web_data_text (root, "nasty", NASTY);
  hrt_web_data_text (root, "script", "JaVaScRiPt:alert(1)");
  hrt_web_data_text (root, "data_url", "data:text/html,x");
  hrt_web_data_text (root, "path", "/product/1?a=b&c=d");
  hrt_web_data_text (root, "url", "https://example.com/?q='x'");
  hrt_web_data_text (root, "away", "//evil.example/");
  hrt_web_data_text (root, "empty", "");
  hrt_web_data_int64 (root, "count", 1234567);
  hrt_web_data_int64 (root, "one", 1);
  hrt_web_data_int64 (root, "zero", 0);
  hrt_web_data_int64 (root, "least", G_MININT64);
  hrt_web_data_bool (root, "yes", TRUE);
  hrt_web_data_bool (root, "no", FALSE);
  hrt_web_data_list (root, "nobody");
  hrt_web_data_time (root, "opened", G_GINT64_CONSTANT (1795521900000000));
  hrt_web_data_list_append_text (tags, "a<b");
  hrt_web_data_list_append_text (tags, "c");
  return root;
}

typedef struct
{
  const char *template;
  const char *wanted;
} Case;

static const Case cases[] = {
  { "plain", "plain" },
  { "{{name}}", "Toko" },
  { "{{ name }}", "Toko" },
  { "{{missing}}", "" },
  { "{{owner.name}}", "Budi" },
  { "{{owner.missing}}", "" },
  { "{{missing.name}}", "" },
  { "{{#owner}}{{name}} {{count}}{{/owner}}", "Budi 1234567" },
  { "{{#products}}[{{name}}]{{/products}}", "[Stratocaster][Kajon &amp; Bongo]" },
  { "{{#products}}{{price|money}};{{/products}}", "Rp\xc2\xa0"
                                                  "1.500.000;Rp\xc2\xa0"
                                                  "3.000.000;" },
  { "{{#products}}{{cost}}{{/products}}", "" }, /* staff only */
  { "{{#products}}{{#is_new}}new{{/is_new}}{{^is_new}}old{{/is_new}} {{/products}}", "old new " },
  { "{{#products}}{{placed_at|date}};{{/products}}", "24 November 2026;;" },
  { "{{^nobody}}none{{/nobody}}{{#nobody}}some{{/nobody}}", "none" },
  { "{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{^no}}N{{/no}}", "yN" },
  { "{{#zero}}z{{/zero}}{{#empty}}e{{/empty}}{{#count}}c{{/count}}", "c" },
  { "{{#tags}}<b>{{.}}</b>{{/tags}}", "<b>a&lt;b</b><b>c</b>" },
  { "{{#name}}{{.}}{{/name}}", "Toko" },
  { "{{count|number}}", "1,234,567" },
  { "{{least|number}}", "-9,223,372,036,854,775,808" },
  { "{{opened|datetime}}", "24 November 2026 19:05 WIB" },
  { "{{opened|time}} {{opened|iso}}", "19:05 2026-11-24T19:05:00+07" },
  { "{{! nothing }}x", "x" },
  { "{{> greet}}", "Hello Toko!" },
  { "{{#owner}}{{> greet}}{{/owner}}", "Hello Budi!" },
  { "a\n  {{#yes}}\n  b\n  {{/yes}}\nc", "a\n  b\nc" },
  { "a {{#yes}}b{{/yes}} c\n", "a b c\n" },
  /* By context */
  { "<p>{{nasty}}</p>", "<p>&#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae</p>" },
  { "<p title=\"{{nasty}}\">", "<p title=\"&#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae\">" },
  { "<p title='{{nasty}}'>", "<p title='&#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae'>" },
  { "<a href=\"/s?q={{nasty}}&amp;x=1\">",
    "<a href=\"/s?q=%27%3C%22%26%D7%A9%D7%9C%E2%80%AE&amp;x=1\">" },
  { "<a href=\"{{script}}\">", "<a href=\"#\">" },
  { "<a href='{{data_url}}'>", "<a href='#'>" },
  { "<a href=\"{{away}}\">", "<a href=\"#\">" },
  { "<a href=\"{{path}}\">", "<a href=\"/product/1?a=b&amp;c=d\">" },
  { "<a href=\"{{url}}\">", "<a href=\"https://example.com/?q=%27x%27\">" },
  { "<a href=\"/x/{{script}}\">", "<a href=\"/x/JaVaScRiPt%3Aalert%281%29\">" },
  { "<a href=\"{{#no}}/x{{/no}}{{script}}\">", "<a href=\"JaVaScRiPt%3Aalert%281%29\">" },
  { "<img src=\"{{path}}\" alt=\"{{name}}\">",
    "<img src=\"/product/1?a=b&amp;c=d\" alt=\"Toko\">" },
  { "<img srcset=\"{{path}} 1x, {{script}} 2x\">",
    "<img srcset=\"/product/1?a=b&amp;c=d 1x, # 2x\">" },
  { "<form action=\"{{script}}\">", "<form action=\"#\">" },
  { "<option{{#yes}} selected{{/yes}} value=\"{{one}}\">", "<option selected value=\"1\">" },
  { "<option {{#no}}selected{{/no}}>", "<option >" },
  { "<p class=\"a{{#yes}} b{{/yes}}\">", "<p class=\"a b\">" },
  { "<textarea>{{nasty}}</textarea>",
    "<textarea>&#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae</textarea>" },
  { "<script src=\"{{path}}\"></script>{{name}}",
    "<script src=\"/product/1?a=b&amp;c=d\"></script>Toko" },
  { "<script>var a = 1 < 2;</script>{{nasty}}",
    "<script>var a = 1 < 2;</script>&#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae" },
  { "<!-- <a href=\" --><b>{{name}}</b>", "<!-- <a href=\" --><b>Toko</b>" },
  { "1 < 2 {{name}}", "1 < 2 Toko" },
  /* Texts */
  { "{{_ \"Add to cart\"}}", "Add to cart" },
  { "{{_ \"Hello {name}, {count|number} left\"}}", "Hello Toko, 1,234,567 left" },
  { "{{_ \"It's {nasty}\"}}", "It&#39;s &#39;&lt;&quot;&amp;\xd7\xa9\xd7\x9c\xe2\x80\xae" },
  { "<img alt=\"{{_ \"Photo of {name}\"}}\">", "<img alt=\"Photo of Toko\">" },
  { "{{_ \"noun\" | \"Order\"}}", "Order" },
  { "{{_n \"{one} piece\" | \"{one} pieces\" | one}}", "1 piece" },
  { "{{_n \"{count} piece\" | \"{count|number} pieces\" | count}}", "1,234,567 pieces" },
};

static void
test_cases (void)
{
  g_autoptr (HrtWebCatalog) english = hrt_web_catalog_new_empty ("en");
  g_autoptr (HrtWebData) data = make_data ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = render (cases[i].template, data, english);

      if (strcmp (out, cases[i].wanted) != 0)
        g_test_message ("template: %s", cases[i].template);
      g_assert_cmpstr (out, ==, cases[i].wanted);
    }
}

typedef struct
{
  const char *template;
  int code;
  const char *place;
} Wrong;

static const Wrong wrong[] = {
  { "a\n{{name", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:2:" },
  { "{{#a}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{/a}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{#a}}{{#b}}{{/a}}{{/b}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "\n\n{{name|nosuch}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:3:" },
  { "{{{name}}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{&name}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{a-b}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{_ \"open}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{_ \"brace {name\"}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html:1:" },
  { "{{> nosuch}}", HRT_WEB_TEMPLATE_ERROR_MISSING, "page.html:1:" },
  { "{{> self}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "partials/self.html:1:" },
  { "\n{{> bad}}", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "partials/bad.html:2:" },
  { "<script>{{name}}</script>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<style>{{name}}</style>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p style=\"{{name}}\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p onclick=\"{{name}}\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p OnClick='{{name}}'>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p onclick=\"a{{#a}}b{{/a}}\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p title={{name}}>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p title=a{{name}}>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p {{name}}>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<{{name}}>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<!-- {{name}} -->", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<iframe srcdoc=\"{{name}}\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<a href=\"{{_ \"Home\"}}\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p {{#a}}on{{/a}}click=\"x\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "{{#a}}<p title=\"{{/a}}x\">", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "{{#a}}<script>{{/a}}</script>", HRT_WEB_TEMPLATE_ERROR_CONTEXT, "page.html:1:" },
  { "<p", HRT_WEB_TEMPLATE_ERROR_SYNTAX, "page.html" },
};

static void
test_wrong (void)
{
  g_autoptr (HrtWebCatalog) english = hrt_web_catalog_new_empty ("en");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *all[] = { "page",       wrong[i].template, "partials/self",
                            "{{> self}}", "partials/bad",    "x\n{{#open}}",
                            NULL };
      g_autoptr (GError) error = NULL;
      HrtWebTemplate *template;

      sources = all;
      template = compile (english, &error);
      if (template != NULL || !g_error_matches (error, HRT_WEB_TEMPLATE_ERROR, wrong[i].code))
        g_test_message ("template: %s: %s", wrong[i].template, error ? error->message : "compiled");
      g_assert_null (template);
      g_assert_error (error, HRT_WEB_TEMPLATE_ERROR, wrong[i].code);
      g_assert_true (g_str_has_prefix (error->message, wrong[i].place));
    }
}

static void
put (GString *mo, guint32 number)
{
  g_string_append_len (mo, (const char *) &number, sizeof number);
}

/* A .mo file of these pairs; a NUL inside is written as "|". */
static GBytes *
make_mo (const char *const *pairs, guint n)
{
  GString *mo = g_string_new (NULL), *texts = g_string_new (NULL);
  guint base = 28 + n * 16;

  put (mo, 0x950412de);
  put (mo, 0);
  put (mo, n);
  put (mo, 28);
  put (mo, 28 + n * 8);
  put (mo, 0);
  put (mo, 0);
  for (guint half = 0; half < 2; half++)
    for (guint i = 0; i < n; i++)
      {
        const char *text = pairs[2 * i + half];

        put (mo, (guint32) strlen (text));
        put (mo, (guint32) (base + texts->len));
        g_string_append (texts, text);
        g_string_append_c (texts, '\0');
      }
  for (gsize i = 0; i < texts->len; i++)
    if (texts->str[i] == '|')
      texts->str[i] = '\0';
  g_string_append_len (mo, texts->str, (gssize) texts->len);
  g_string_free (texts, TRUE);
  return g_string_free_to_bytes (mo);
}

static void
test_catalog (void)
{
  static const char *const pairs[] = { "",
                                       "Content-Type: text/plain; charset=UTF-8\n",
                                       "Add to cart",
                                       "Masukkan ke keranjang",
                                       "noun\004Order",
                                       "Pesanan",
                                       "Order",
                                       "Pesan",
                                       "{count} piece|{count} pieces",
                                       "{count|number} buah" };
  g_autoptr (GBytes) mo = make_mo (pairs, 4);
  g_autoptr (HrtWebCatalog) id = NULL;
  g_autoptr (HrtWebData) data = make_data ();
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  gsize size;
  const char *bytes = g_bytes_get_data (mo, &size);

  id = hrt_web_catalog_new ("id", mo, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hrt_web_catalog_translate (id, NULL, "Add to cart"), ==,
                   "Masukkan ke keranjang");
  g_assert_cmpstr (hrt_web_catalog_translate (id, NULL, "Order"), ==, "Pesan");
  g_assert_cmpstr (hrt_web_catalog_translate (id, "noun", "Order"), ==, "Pesanan");
  g_assert_cmpstr (hrt_web_catalog_translate (id, "verb", "Order"), ==, "Order");
  g_assert_cmpstr (hrt_web_catalog_translate (id, NULL, "Other"), ==, "Other");
  out = render (
      "{{_ \"Add to cart\"}} {{_ \"noun\" | \"Order\"}} {{count|number}} {{opened|datetime}}", data,
      id);
  g_assert_cmpstr (out, ==, "Masukkan ke keranjang Pesanan 1.234.567 24 November 2026 19.05 WIB");
  /* Damaged anywhere: an error or a catalogue, never a crash. */
  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr (GBytes) damaged = g_bytes_new (bytes, cut);
      g_autoptr (HrtWebCatalog) catalog = hrt_web_catalog_new ("id", damaged, NULL);

      g_assert_true (catalog == NULL || cut > 28);
    }
  for (gsize flip = 0; flip < size * 8; flip++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (HrtWebCatalog) catalog = NULL;

      copy[flip / 8] ^= (char) (1 << flip % 8);
      damaged = g_bytes_new (copy, size);
      catalog = hrt_web_catalog_new ("id", damaged, NULL);
    }
}

/* A page of 10 KB with a list of 24 products: measured, and held to a generous bound. */
static void
test_speed (void)
{
  g_autoptr (HrtWebCatalog) english = hrt_web_catalog_new_empty ("en");
  g_autoptr (GString) source = g_string_new ("<!DOCTYPE html><title>{{name}}</title>\n");
  const char *all[] = { "page", NULL, NULL };
  g_autoptr (HrtWebTemplate) template = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (HrtWebData) data = hrt_web_data_new ();
  HrtWebData *list = hrt_web_data_list (data, "products");
  gint64 begin;
  guint n = 20000;

  g_string_append (
      source,
      "{{#products}}<li class=\"card\"><a href=\"/product/{{id}}-{{slug}}\"><img src=\"{{image}}\" "
      "alt=\"{{name}}\" width=\"320\" height=\"320\" loading=\"lazy\"></a><h2>{{name}}</h2>"
      "<p class=\"price\">{{price|money}}</p>{{#is_new}}<b>{{_ \"New\"}}</b>{{/is_new}}"
      "<p class=\"stock stock-ok\">{{_ \"In stock\"}}</p></li>\n{{/products}}");
  for (guint i = 0; i < 24; i++)
    {
      HrtWebData *item = hrt_web_data_list_append (list);

      hrt_web_data_int64 (item, "id", 1000 + i);
      hrt_web_data_text (item, "slug", "gitar-elektrik-stratocaster");
      hrt_web_data_text (item, "image", "/images/0a1b2c3d4e5f60718293-320.webp");
      hrt_web_data_text (item, "name", "Gitar Elektrik Stratocaster HSS");
      hrt_web_data_int64 (item, "price", 4500000 + i);
      hrt_web_data_bool (item, "is_new", i % 2 == 0);
    }
  while (source->len < 4000)
    g_string_append (source, "<p>All words of the page that are not values.</p>\n");
  all[1] = source->str;
  sources = all;
  template = compile (english, NULL);
  if (!g_test_perf ())
    n = 1000;
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < n; i++)
    {
      g_string_truncate (out, 0);
      hrt_web_template_render (template, data, out);
    }
  g_test_message ("%" G_GSIZE_FORMAT " bytes in %.1f us", out->len,
                  (double) (g_get_monotonic_time () - begin) / n);
  g_assert_cmpuint (out->len, >, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web/template/cases", test_cases);
  g_test_add_func ("/web/template/wrong", test_wrong);
  g_test_add_func ("/web/template/catalog", test_catalog);
  g_test_add_func ("/web/template/speed", test_speed);
  return g_test_run ();
}
