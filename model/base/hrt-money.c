/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Money: checked arithmetic, and rupiah as people here write and read them.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-money.h"

#include <string.h>

#define NO_BREAK_SPACE "\302\240"
/* Rp 9.999.999.999.999: whoever types more has leaned on the keyboard. */
#define LARGEST_TYPED G_GINT64_CONSTANT (9999999999999)

G_DEFINE_QUARK (hrt - money - error - quark, hrt_money_error)
G_DEFINE_BOXED_TYPE (HrtMoney, hrt_money, hrt_money_copy, hrt_money_free)

HrtMoney
hrt_money_idr (gint64 rupiah)
{
  return (HrtMoney){ rupiah, "IDR" };
}

HrtMoney *
hrt_money_copy (const HrtMoney *money)
{
  return g_memdup2 (money, sizeof *money);
}

void
hrt_money_free (HrtMoney *money)
{
  g_free (money);
}

static gboolean
same_currency (const HrtMoney *a, const HrtMoney *b, GError **error)
{
  if (strcmp (a->currency, b->currency) == 0)
    return TRUE;
  g_set_error (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_CURRENCY, "%s and %s do not add up",
               a->currency, b->currency);
  return FALSE;
}

static gboolean
take_result (
    const HrtMoney *like, gint64 minor, gboolean overflowed, HrtMoney *result, GError **error)
{
  if (overflowed)
    {
      g_set_error_literal (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_OVERFLOW,
                           "the amount does not fit 64 bits");
      return FALSE;
    }
  *result = *like;
  result->minor = minor;
  return TRUE;
}

/**
 * hrt_money_add:
 * @a: an amount
 * @b: an amount in the same currency
 * @sum: (out caller-allocates): a + b
 * @error: %HRT_MONEY_ERROR_OVERFLOW, %HRT_MONEY_ERROR_CURRENCY
 */
gboolean
hrt_money_add (const HrtMoney *a, const HrtMoney *b, HrtMoney *sum, GError **error)
{
  gint64 minor = 0;
  gboolean overflowed;

  if (!same_currency (a, b, error))
    return FALSE;
  overflowed = __builtin_add_overflow (a->minor, b->minor, &minor);
  return take_result (a, minor, overflowed, sum, error);
}

/**
 * hrt_money_subtract:
 * @a: an amount
 * @b: an amount in the same currency
 * @rest: (out caller-allocates): a - b, may be negative
 * @error: %HRT_MONEY_ERROR_OVERFLOW, %HRT_MONEY_ERROR_CURRENCY
 */
gboolean
hrt_money_subtract (const HrtMoney *a, const HrtMoney *b, HrtMoney *rest, GError **error)
{
  gint64 minor = 0;
  gboolean overflowed;

  if (!same_currency (a, b, error))
    return FALSE;
  overflowed = __builtin_sub_overflow (a->minor, b->minor, &minor);
  return take_result (a, minor, overflowed, rest, error);
}

/**
 * hrt_money_multiply:
 * @a: an amount
 * @factor: pieces, may be negative
 * @product: (out caller-allocates): a times factor
 * @error: %HRT_MONEY_ERROR_OVERFLOW
 */
gboolean
hrt_money_multiply (const HrtMoney *a, gint64 factor, HrtMoney *product, GError **error)
{
  gint64 minor = 0;
  gboolean overflowed = __builtin_mul_overflow (a->minor, factor, &minor);

  return take_result (a, minor, overflowed, product, error);
}

static void
append_grouped (GString *out, guint64 number)
{
  char digits[24];
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (out, '.');
      g_string_append_c (out, digits[i]);
    }
}

/**
 * hrt_rupiah_format:
 * @rupiah: whole rupiah, may be negative
 * @style: how
 *
 * "Rp 1.500.000", "-Rp 25.000" (CLDR id-ID), whatever the process's locale.
 *
 * Returns: (transfer full): the text
 */
char *
hrt_rupiah_format (gint64 rupiah, HrtMoneyStyle style)
{
  GString *out = g_string_sized_new (32);
  guint64 magnitude = rupiah < 0 ? -(guint64) rupiah : (guint64) rupiah;

  if (rupiah < 0)
    g_string_append_c (out, '-');
  if (style == HRT_MONEY_STYLE_PLAIN)
    g_string_append (out, "Rp ");
  else if (style == HRT_MONEY_STYLE_NBSP)
    g_string_append (out, "Rp" NO_BREAK_SPACE);
  append_grouped (out, magnitude);
  return g_string_free (out, FALSE);
}

/**
 * hrt_money_format:
 * @money: an amount
 * @style: how
 *
 * Returns: (transfer full): the text; another currency than IDR is shown by its code
 */
char *
hrt_money_format (const HrtMoney *money, HrtMoneyStyle style)
{
  g_autofree char *bare = NULL;

  if (strcmp (money->currency, "IDR") == 0)
    return hrt_rupiah_format (money->minor, style);
  bare = hrt_rupiah_format (money->minor, HRT_MONEY_STYLE_BARE);
  return g_strdup_printf ("%s %s", money->currency, bare);
}

static const char *
skip_spaces (const char *p)
{
  while (*p == ' ' || *p == '\t' || g_str_has_prefix (p, NO_BREAK_SPACE))
    p += *p == ' ' || *p == '\t' ? 1 : 2;
  return p;
}

/* "1500000" or "1.500.000": either no point at all or one before every group of three. */
static const char *
read_grouped (const char *p, gint64 *number)
{
  gboolean grouped = FALSE;
  guint n_digits = 0;

  *number = 0;
  for (;; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          if ((grouped && n_digits == 3) || *number > LARGEST_TYPED / 10)
            return NULL;
          *number = *number * 10 + (*p - '0');
          n_digits++;
        }
      else if (*p == '.' && g_ascii_isdigit (p[1]))
        {
          if (n_digits == 0 || n_digits > 3 || (grouped && n_digits != 3))
            return NULL;
          grouped = TRUE;
          n_digits = 0;
        }
      else
        return n_digits == 0 || (grouped && n_digits != 3) ? NULL : p;
    }
}

/**
 * hrt_rupiah_parse:
 * @text: what a person typed
 * @rupiah: (out): the amount, 0 … 9.999.999.999.999
 * @error: %HRT_MONEY_ERROR_SYNTAX
 *
 * Takes "1500000", "1.500.000", "Rp1.500.000", "Rp 1.500.000", "1.500.000,00" and "1.500.000,-".
 * Anything that could mean something else ("1,500,000", "1.5", "1.50.000") is refused rather than
 * guessed.
 */
gboolean
hrt_rupiah_parse (const char *text, gint64 *rupiah, GError **error)
{
  const char *p = skip_spaces (text);
  gint64 number = 0;

  if (g_ascii_strncasecmp (p, "rp", 2) == 0)
    p = skip_spaces (p + 2 + (p[2] == '.' && !g_ascii_isdigit (p[3])));
  p = read_grouped (p, &number);
  if (p && (g_str_has_prefix (p, ",00") || g_str_has_prefix (p, ",-")))
    p += p[1] == '-' ? 2 : 3;
  if (p && *skip_spaces (p) == '\0' && number <= LARGEST_TYPED)
    {
      *rupiah = number;
      return TRUE;
    }
  g_set_error_literal (error, HRT_MONEY_ERROR, HRT_MONEY_ERROR_SYNTAX, "not an amount in rupiah");
  return FALSE;
}
