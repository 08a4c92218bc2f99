/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Check digits by the rule of GS1, and the one stored form of each code.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-barcode.h"

#include <string.h>

static gboolean
is_digits (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text))
      return FALSE;
  return TRUE;
}

/**
 * hrt_barcode_check_digit:
 * @digits: the digits before the check digit: 7, 11 or 12 of them
 *
 * Returns: the check digit as a character; '\0' when @digits is not digits
 */
char
hrt_barcode_check_digit (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  if (!is_digits (digits))
    return '\0';
  /* Weights 3 and 1 in turn, beginning with 3 at the right end. */
  for (gsize i = 0; i < length; i++)
    sum += (guint) (digits[length - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return (char) ('0' + (10 - sum % 10) % 10);
}

/**
 * hrt_barcode_is_gtin:
 * @code: what was scanned
 *
 * Returns: whether it is an EAN-8, UPC-A or EAN-13 with a right check digit
 */
gboolean
hrt_barcode_is_gtin (const char *code)
{
  gsize length = strlen (code);
  char body[16];

  if ((length != 8 && length != 12 && length != 13) || !is_digits (code))
    return FALSE;
  g_strlcpy (body, code, length);
  return hrt_barcode_check_digit (body) == code[length - 1];
}

/**
 * hrt_barcode_normalise:
 * @scanned: (nullable): what a scanner or a person typed
 *
 * One thing has one code, however it was printed: a UPC-A is the same GTIN as the EAN-13 with a
 * zero before it, an EAN-8 as the one with five. Any other code (Code 128, a SKU) stays as it is,
 * without blanks around it.
 *
 * Returns: (transfer full) (nullable): the form in which the code is stored; %NULL when it can be
 * none: shorter than 4 or longer than 48 characters, or with anything but printable ASCII
 */
char *
hrt_barcode_normalise (const char *scanned)
{
  g_autofree char *code = NULL;
  gsize length;

  if (scanned == NULL)
    return NULL;
  code = g_strstrip (g_strdup (scanned));
  length = strlen (code);
  if (length < HRT_BARCODE_MIN_LENGTH || length > HRT_BARCODE_MAX_LENGTH)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (code[i] < '!' || code[i] > '~')
      return NULL;
  if (length < 13 && hrt_barcode_is_gtin (code))
    return g_strdup_printf ("%.*s%s", (int) (13 - length), "00000", code);
  return g_steal_pointer (&code);
}

/**
 * hrt_barcode_new_internal:
 * @number: below 10^10; of a variant
 *
 * Returns: (transfer full): an EAN-13 from the range 20…29 that GS1 leaves to shops for their own
 * use
 */
char *
hrt_barcode_new_internal (guint64 number)
{
  g_autofree char *body =
      g_strdup_printf ("20%010" G_GUINT64_FORMAT, number % G_GUINT64_CONSTANT (10000000000));

  return g_strdup_printf ("%s%c", body, hrt_barcode_check_digit (body));
}
