/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Rupiah as people write and read them, and arithmetic that says no instead of wrapping.
 */

#include "model/base/hrt-money.h"

typedef struct
{
  const char *text;
  gint64 rupiah; /* -1: refused */
} Case;

static const Case parse_cases[] = {
  { "1500000", 1500000 },
  { "1.500.000", 1500000 },
  { "Rp1.500.000", 1500000 },
  { "Rp 1.500.000", 1500000 },
  { "rp. 1.500.000", 1500000 },
  { "Rp\302\2401.500.000", 1500000 },
  { "1.500.000,00", 1500000 },
  { "1.500.000,-", 1500000 },
  { " 25.000 ", 25000 },
  { "0", 0 },
  { "9999999999999", 9999999999999 },
  { "1,500,000", -1 },
  { "1.5", -1 },
  { "1.50.000", -1 },
  { "15.00", -1 },
  { "1500.000", -1 },
  { ".500", -1 },
  { "1.500.", -1 },
  { "", -1 },
  { "   ", -1 },
  { "Rp", -1 },
  { "-5000", -1 },
  { "+5000", -1 },
  { "1e6", -1 },
  { "12 000", -1 },
  { "1.500.000,50", -1 },
  { "10000000000000", -1 },
  { "99999999999999999999999999", -1 },
  { "9223372036854775808", -1 },
  { "1500000abc", -1 },
  { "\xd9\xa1\xd9\xa2", -1 }, /* Arabic-Indic digits */
  { "1'500'000", -1 },
  { "1_500", -1 },
};

static void
test_parse (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (GError) error = NULL;
  gint64 rupiah = -7;

  if (hrt_rupiah_parse (this->text, &rupiah, &error))
    g_assert_cmpint (rupiah, ==, this->rupiah);
  else
    {
      g_assert_cmpint (this->rupiah, ==, -1);
      g_assert_error (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_SYNTAX);
      g_assert_cmpint (rupiah, ==, -7);
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 rupiah;
    HrtMoneyStyle style;
    const char *text;
  } cases[] = {
    { 1500000, HRT_MONEY_STYLE_PLAIN, "Rp 1.500.000" },
    { -25000, HRT_MONEY_STYLE_PLAIN, "-Rp 25.000" },
    { 0, HRT_MONEY_STYLE_PLAIN, "Rp 0" },
    { 999, HRT_MONEY_STYLE_BARE, "999" },
    { 1000, HRT_MONEY_STYLE_BARE, "1.000" },
    { 1000, HRT_MONEY_STYLE_NBSP, "Rp\302\2401.000" },
    { G_MAXINT64, HRT_MONEY_STYLE_BARE, "9.223.372.036.854.775.807" },
    { G_MININT64, HRT_MONEY_STYLE_BARE, "-9.223.372.036.854.775.808" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hrt_rupiah_format (cases[i].rupiah, cases[i].style);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Whatever is printed is read back as the same amount. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 20000; i++)
    {
      gint64 amount =
          ((gint64) g_rand_int (rand) << g_rand_int_range (rand, 0, 12)) % 9999999999999;
      g_autofree char *plain = hrt_rupiah_format (amount, HRT_MONEY_STYLE_PLAIN);
      g_autofree char *html = hrt_rupiah_format (amount, HRT_MONEY_STYLE_NBSP);
      gint64 back = -1;

      g_assert_true (hrt_rupiah_parse (plain, &back, NULL));
      g_assert_cmpint (back, ==, amount);
      g_assert_true (hrt_rupiah_parse (html, &back, NULL));
      g_assert_cmpint (back, ==, amount);
    }
}

static void
test_arithmetic (void)
{
  HrtMoney a = hrt_money_idr (G_MAXINT64);
  HrtMoney one = hrt_money_idr (1);
  HrtMoney dollar = { 1, "USD" };
  HrtMoney result = hrt_money_idr (42);
  g_autoptr (GError) error = NULL;

  g_assert_false (hrt_money_add (&a, &one, &result, &error));
  g_assert_error (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_OVERFLOW);
  g_clear_error (&error);
  g_assert_false (hrt_money_multiply (&a, 2, &result, &error));
  g_assert_error (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_OVERFLOW);
  g_clear_error (&error);
  g_assert_false (hrt_money_add (&one, &dollar, &result, &error));
  g_assert_error (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_CURRENCY);
  g_assert_cmpint (result.minor, ==, 42);
  g_assert_true (hrt_money_subtract (&one, &a, &result, NULL));
  g_assert_cmpint (result.minor, ==, 1 - G_MAXINT64);
  g_assert_true (hrt_money_add (&one, &one, &result, NULL));
  g_assert_cmpint (result.minor, ==, 2);
}

/* (a + b) - b = a, and n * a = a + a + … for every amount that fits. */
static void
test_laws (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 20000; i++)
    {
      HrtMoney a = hrt_money_idr (g_rand_int (rand));
      HrtMoney b = hrt_money_idr (g_rand_int (rand));
      HrtMoney sum, back, product, total = hrt_money_idr (0);
      guint n = g_rand_int_range (rand, 0, 9);

      g_assert_true (hrt_money_add (&a, &b, &sum, NULL));
      g_assert_true (hrt_money_subtract (&sum, &b, &back, NULL));
      g_assert_cmpint (back.minor, ==, a.minor);
      g_assert_true (hrt_money_multiply (&a, n, &product, NULL));
      for (guint k = 0; k < n; k++)
        g_assert_true (hrt_money_add (&total, &a, &total, NULL));
      g_assert_cmpint (product.minor, ==, total.minor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/money/parse/%u", i);

      g_test_add_data_func (path, &parse_cases[i], test_parse);
    }
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/arithmetic", test_arithmetic);
  g_test_add_func ("/money/laws", test_laws);
  return g_test_run ();
}
