/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What people type as the address of the web shop, and what is made of it.
 */

#include "model/base/hrt-model-error.h"
#include "model/shop/hrt-web-address.h"

typedef struct
{
  const char *typed;
  const char *address; /* NULL: refused */
} Row;

static const Row rows[] = {
  { "", "" },
  { "   ", "" },
  { "tokogitar.example", "https://tokogitar.example" },
  { " https://TokoGitar.example/ ", "https://tokogitar.example" },
  { "http://tokogitar.example", "http://tokogitar.example" },
  { "https://tokogitar.example:8443", "https://tokogitar.example:8443" },
  { "https://bücher.example", "https://xn--bcher-kva.example" },
  { "192.168.1.20:8080", "https://192.168.1.20:8080" },
  { "https://tokogitar.example/shop", NULL },
  { "https://tokogitar.example/?a=b", NULL },
  { "https://tokogitar.example/#a", NULL },
  { "https://user:secret@tokogitar.example", NULL },
  { "ftp://tokogitar.example", NULL },
  { "javascript:alert(1)", NULL },
  { "https://", NULL },
  { "https://-toko.example", NULL },
  { "https://toko..example", NULL },
  { "https://toko gitar.example", NULL },
  { "https://toko.example:99999", NULL },
  { "https://\"><script>", NULL },
  { "https://[::1]", NULL },
  { "\xff\xfe", NULL },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (rows[i].typed, NULL);
      g_autofree char *address = hrt_web_address_parse (rows[i].typed, &error);

      g_test_message ("%s", shown);
      g_assert_cmpstr (address, ==, rows[i].address);
      if (rows[i].address == NULL)
        g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web-address/parse", test_parse);
  return g_test_run ();
}
