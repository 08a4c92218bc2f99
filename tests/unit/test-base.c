/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What comes from outside, row by row: codes, texts, telephone numbers, CSV, passwords, refusals.
 */

#include <string.h>

#include "model/base/hrt-backoff.h"
#include "model/base/hrt-barcode.h"
#include "model/base/hrt-clock.h"
#include "model/base/hrt-csv.h"
#include "model/base/hrt-large-memory.h"
#include "model/base/hrt-money.h"
#include "model/base/hrt-phone.h"
#include "model/base/hrt-text.h"
#include "model/base/hrt-uuid.h"
#include "model/people/hrt-password.h"
#include "model/shop/hrt-refusal.h"

typedef struct
{
  const char *in;
  const char *out; /* NULL: refused */
} Pair;

static void
test_uuid (void)
{
  g_autofree char *old = hrt_uuid_new_at (G_GINT64_CONSTANT (1700000000000000));
  g_autofree char *next = hrt_uuid_new_at (G_GINT64_CONSTANT (1700000000001000));
  g_autofree char *twin = hrt_uuid_new_at (G_GINT64_CONSTANT (1700000000001000));
  static const char *const bad[] = { "", "x", "0190a6d0-1f2b-7c3d-8e4f-5a6b7c8d9e0",
                                     "0190a6d0x1f2b-7c3d-8e4f-5a6b7c8d9e0f",
                                     "0190a6d0-1f2b-7c3d-8e4f-5a6b7c8d9e0g" };

  g_assert_true (hrt_uuid_is_valid (old));
  g_assert_cmpint (old[14], ==, '7');
  g_assert_cmpstr (old, <, next);
  g_assert_cmpstr (next, !=, twin);
  g_assert_false (hrt_uuid_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hrt_uuid_is_valid (bad[i]));
}

static void
test_barcode (void)
{
  static const Pair cases[] = {
    { "8991234567891", "8991234567891" },
    { "036000291452", "0036000291452" }, /* UPC-A */
    { "96385074", "0000096385074" },     /* EAN-8 */
    { "96385075", "96385075" },          /* wrong check digit: any other code */
    { " F310-NAT\r\n", "F310-NAT" },
    { "abc", NULL },
    { "", NULL },
    { "a b c d", NULL },
    { "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", NULL },
    { "1234567890123456789012345678901234567890123456789", NULL },
  };
  g_autofree char *own = hrt_barcode_new_internal (42);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = hrt_barcode_normalise (cases[i].in);

      g_assert_cmpstr (code, ==, cases[i].out);
    }
  g_assert_null (hrt_barcode_normalise (NULL));
  g_assert_true (hrt_barcode_is_gtin (own));
  g_assert_true (g_str_has_prefix (own, "200000000042"));
  /* One wrong digit is always noticed. */
  for (guint at = 0; at < 13; at++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        char code[] = "4006381333931";
        gboolean same = code[at] == digit;

        code[at] = digit;
        g_assert_true (hrt_barcode_is_gtin (code) == same);
      }
}

static void
test_text (void)
{
  static const Pair cases[] = {
    { "  Gitar  ", "Gitar" },
    { "a\tb\nc\r", "a b c" },
    { "a\x01\x02z", "a  z" },
    { "e\xcc\x81", "\xc3\xa9" }, /* NFC */
    { "x\xe2\x80\xaey", "xy" },  /* turns the reading direction */
    { "\xef\xbb\xbfx", "x" },
    { "\xff\xfe", NULL },
    { "\xed\xa0\x80", NULL }, /* a surrogate */
    { "\xc0\x80", NULL },
    { "12345678901", NULL }, /* over 10 */
    { "1234567890", "1234567890" },
    { "", "" },
    { "\xf0\x9f\x8e\xb8", "\xf0\x9f\x8e\xb8" },
  };
  g_autofree char *nul = hrt_text_clean ("a\0b", 3, HRT_TEXT_LINE, 10);
  g_autofree char *lines = hrt_text_clean ("a\nb\tc\r\n", -1, HRT_TEXT_PARAGRAPHS, 10);
  g_autofree char *huge = g_strnfill (10 * 1024 * 1024, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hrt_text_clean (cases[i].in, -1, HRT_TEXT_LINE, 10);

      g_assert_cmpstr (text, ==, cases[i].out);
    }
  g_assert_null (nul);
  g_assert_cmpstr (lines, ==, "a\nb\tc");
  g_assert_null (hrt_text_clean (huge, -1, HRT_TEXT_LINE, 120));
  g_assert_null (hrt_text_clean (NULL, -1, HRT_TEXT_LINE, 10));
}

static void
test_slug (void)
{
  static const Pair cases[] = {
    { "Gitar Akustik (kidal)", "gitar-akustik-kidal" },
    { "  --A  B--  ", "a-b" },
    { "\xc3\x89tude 7\"", "etude-7" },
    { "", "x" },
    { "???", "x" },
    { "\xff", "x" },
    { "a/../../etc", "a-etc" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = hrt_text_slugify (cases[i].in, 80);

      g_assert_cmpstr (slug, ==, cases[i].out);
    }
}

static void
test_email (void)
{
  static const char *const good[] = { "a@b.co", "siti.nur+toko@mail.example.co.id" };
  static const char *const bad[] = { "",
                                     "a",
                                     "@b.co",
                                     "a@",
                                     "a@b",
                                     "a b@c.de",
                                     "a@b..co",
                                     "a@.co",
                                     "a@b.co.",
                                     "a@b@c.de",
                                     "a@b.co\r\nBcc: x@y.z",
                                     "<a@b.co>",
                                     "\xff@b.co",
                                     "a\u202eb@x.co",
                                     "a\u00a0b@x.co",
                                     "a\u200d@x.co",
                                     "a\x7f@x.co" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (hrt_text_is_email (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hrt_text_is_email (bad[i]));
  g_assert_false (hrt_text_is_email (NULL));
}

static void
test_text_postal_code (void)
{
  const char *const bad[] = { "",      "4011",   "401111", "Bandung", "4o111",
                              "01234", " 40111", "40 111", "40111\n", "٤٠١١١" };

  g_assert_true (hrt_text_is_postal_code ("40111"));
  g_assert_true (hrt_text_is_postal_code ("10110"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hrt_text_is_postal_code (bad[i]));
}

static void
test_phone (void)
{
  static const Pair cases[] = {
    { "0812-3456-7890", "+6281234567890" },
    { "+62 812 3456 7890", "+6281234567890" },
    { "6281234567890", "+6281234567890" },
    { "81234567890", "+6281234567890" },
    { "+62 (0)812 34567890", "+6281234567890" },
    { "(022) 4201234", "+62224201234" },
    { "0812", NULL },
    { "08123456789012345", NULL },
    { "+1 555 123 4567", "+15551234567" },
    { "0065 9123 4567", "+6591234567" },
    { "+65 9123", NULL },
    { "+1234567890123456", NULL },
    { "+0 812 3456 7890", NULL },
    { "", NULL },
    { "abc", NULL },
    { "0812+3456789", NULL },
    { "\xd9\xa0\xd9\xa8", NULL },
  };
  g_autofree char *shown = hrt_phone_format ("+6281234567890");
  g_autofree char *link = hrt_phone_make_whatsapp_link ("+6281234567890");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *phone = hrt_phone_normalise (cases[i].in);

      g_assert_cmpstr (phone, ==, cases[i].out);
    }
  g_assert_cmpstr (shown, ==, "0812-3456-7890");
  g_assert_cmpstr (link, ==, "https://wa.me/6281234567890");
  g_assert_null (hrt_phone_make_whatsapp_link ("+62224201234"));
}

static void
test_clock (void)
{
  g_autoptr (HrtClock) clock = hrt_clock_new_fixed (G_GINT64_CONSTANT (1764000000000000));
  g_autofree char *local = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *none = hrt_time_format (G_MININT64, "Asia/Jakarta", "%H");

  hrt_clock_advance (clock, 60 * G_USEC_PER_SEC);
  local = hrt_time_format (hrt_clock_now (clock), "Asia/Jakarta", "%Y-%m-%d %H:%M");
  unknown = hrt_time_format (hrt_clock_now (clock), "Nowhere/At-All", "%H:%M");
  g_assert_cmpstr (local, ==, "2025-11-24 23:01");
  g_assert_cmpstr (unknown, ==, "16:01");
  g_assert_cmpstr (none, ==, "");
}

/* Reads all rows of "a,b"; the fields joined by '|', or the error's code and row. */
static char *
read_all (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  guint bad_row;
  g_autoptr (HrtCsvReader) reader = hrt_csv_reader_new (bytes, &bad_row, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  while (reader != NULL && hrt_csv_reader_next (reader, &error))
    g_string_append_printf (out, "%s|%s;", hrt_csv_reader_get_field (reader, "a"),
                            hrt_csv_reader_get_field (reader, "b"));
  if (error != NULL)
    g_string_append_printf (out, "E%d@%u", error->code,
                            reader ? hrt_csv_reader_get_row (reader) : bad_row);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_csv (void)
{
  static const Pair cases[] = {
    { "a,b\n1,2\n", "1|2;" },
    { "\xef\xbb\xbf"
      "a,b\r\n1,2\r\n",
      "1|2;" },
    { "A;B\n1;2,5\n", "1|2,5;" },
    { "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", "x, y|say \"hi\";" },
    { "a,b\n\"two\nlines\",2\n3,4", "two\nlines|2;3|4;" },
    { "a,b\n\n1,2\n\n", "1|2;" },
    { "a,b\n,\n", "|;" },
    { "a,b\n1\n", "E2@2" },
    { "a,b\n1,2,3\n", "E2@2" },
    { "a,b\n1,2\nx\"y,2\n", "1|2;E1@3" },
    { "a,b\n\"open,2\n", "E1@2" },
    { "a,b\n\"x\"y,2\n", "E1@2" },
    { "a,b\n\xff,2\n", "E0@2" },
    { "\xff,b\n", "E0@1" },
    { "a,b\n\"two\nlines\",2\n\n3,\xc3", "E0@4" },
    { "a,b\"\n1,2\n", "E1@1" },
    { "", "E4@0" },
  };
  g_autofree char *nul = read_all ("a,b\n1\0,2\n", 9);
  g_autoptr (GString) large = g_string_new ("a,b\n");
  g_autofree char *too_large = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = read_all (cases[i].in, strlen (cases[i].in));

      g_assert_cmpstr (rows, ==, cases[i].out);
    }
  g_assert_cmpstr (nul, ==, "E0@2");
  for (guint i = 0; i < 100 * 1024; i++)
    g_string_append_c (large, 'x');
  too_large = read_all (large->str, large->len);
  g_assert_cmpstr (too_large, ==, "E3@2");
}

static void
test_password (void)
{
  static const struct
  {
    const char *password;
    HrtPasswordVerdict verdict;
  } cases[] = {
    { "senar nilon kering", HRT_PASSWORD_GOOD },
    { "Tr0mb0n-di-pasar", HRT_PASSWORD_GOOD },
    { "short", HRT_PASSWORD_SHORT },
    { NULL, HRT_PASSWORD_SHORT },
    { "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", HRT_PASSWORD_SHORT },
    { "password12345", HRT_PASSWORD_COMMON },
    { "P@ssw0rd!!!!", HRT_PASSWORD_COMMON },
    { "gitar123456", HRT_PASSWORD_COMMON },
    { "1234567890", HRT_PASSWORD_COMMON },
    { "aaaaaaaaaaaa", HRT_PASSWORD_COMMON },
    { "sitinurhaliza1", HRT_PASSWORD_COMMON },
    { "081234567890", HRT_PASSWORD_COMMON },
    { "abcdefghij", HRT_PASSWORD_COMMON },
    { "Zyxwvutsr12", HRT_PASSWORD_COMMON },
    { "abcdefghij kopi", HRT_PASSWORD_GOOD },
    { "qwertyuiop", HRT_PASSWORD_COMMON },
    { "sayangkamu", HRT_PASSWORD_COMMON },
    { "Sayang Kamu 1", HRT_PASSWORD_COMMON },
    { "sayangku", HRT_PASSWORD_SHORT },
    { "sayangku99", HRT_PASSWORD_COMMON },
    { "sayangsayang", HRT_PASSWORD_COMMON },
    { "bismillah", HRT_PASSWORD_SHORT },
    { "bismillah1", HRT_PASSWORD_COMMON },
    { "b1sm1ll4h786", HRT_PASSWORD_COMMON },
    { "Bismillahirrahmanirrahim", HRT_PASSWORD_COMMON },
    { "cintaku123", HRT_PASSWORD_COMMON },
    { "123cintaku", HRT_PASSWORD_COMMON },
    { "indonesia1", HRT_PASSWORD_COMMON },
    { "Indonesia#2024", HRT_PASSWORD_COMMON },
    { "sayang angklung kamu", HRT_PASSWORD_GOOD },
  };
  const char *const own[] = { "sitinurhaliza", "Si", NULL };
  g_autofree char *endless = g_strnfill (200, 'k');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hrt_password_judge (cases[i].password, own), ==, cases[i].verdict);
  g_assert_cmpint (hrt_password_judge (endless, NULL), ==, HRT_PASSWORD_LONG);
}

/* Whoever knows the shop knows these words, and tries them with this year and the last. */
static void
test_password_own_words (void)
{
  static const struct
  {
    const char *password;
    HrtPasswordVerdict verdict;
  } cases[] = {
    { "IbuSari2024!", HRT_PASSWORD_COMMON },       { "2024IbuSari!", HRT_PASSWORD_COMMON },
    { "ibu.sari.2024", HRT_PASSWORD_COMMON },      { "1bu-S4ri-2024", HRT_PASSWORD_COMMON },
    { "TokoMusikSari", HRT_PASSWORD_COMMON },      { "sarimusik081234567", HRT_PASSWORD_COMMON },
    { "SariSariSari!", HRT_PASSWORD_COMMON },      { "sari-dan-ibu-2024", HRT_PASSWORD_COMMON },
    { "Bandung*2024", HRT_PASSWORD_COMMON },       { "sarigitar88", HRT_PASSWORD_COMMON },
    { "toko sayangku 7", HRT_PASSWORD_COMMON },    { "wulandari2024", HRT_PASSWORD_COMMON },
    { "hujan di toko sari", HRT_PASSWORD_GOOD },   { "hujan turun di bandung", HRT_PASSWORD_GOOD },
    { "kecapi suling degung", HRT_PASSWORD_GOOD },
  };
  const char *const own[] = {
    "Ibu Sari Wulandari", "ibu.sari", "Toko Musik Sari", "Bandung", "", NULL
  };
  const char *const broken[] = { "\xff\xfe", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].password);
      g_assert_cmpint (hrt_password_judge (cases[i].password, own), ==, cases[i].verdict);
    }
  g_assert_cmpint (hrt_password_judge ("wulandari kopi", NULL), ==, HRT_PASSWORD_GOOD);
  g_assert_cmpint (hrt_password_judge ("wulandari kopi", broken), ==, HRT_PASSWORD_GOOD);
}

static void
test_pin (void)
{
  g_assert_true (hrt_pin_is_good ("7391"));
  g_assert_false (hrt_pin_is_good ("1111"));
  g_assert_false (hrt_pin_is_good ("0000"));
  g_assert_false (hrt_pin_is_good ("111111"));
  g_assert_false (hrt_pin_is_good ("1234"));
  g_assert_false (hrt_pin_is_good ("123456"));
  g_assert_false (hrt_pin_is_good ("4321"));
  g_assert_false (hrt_pin_is_good ("12a4"));
  g_assert_false (hrt_pin_is_good ("739"));
  g_assert_false (hrt_pin_is_good (NULL));
}

static const char *
shout (const char *msgid, gpointer user_data)
{
  return strstr (msgid, "{due}") ? "Kurang: {tendered} dari {due}" : msgid;
}

static void
test_refusal (void)
{
  g_autoptr (GPtrArray) list =
      hrt_refusal_list_from_json ("[{\"code\":\"short_tender\",\"due\":1500000,\"tendered\":5000,"
                                  "\"extra\":[1]}, 7, {\"code\":\"never_heard_of\"},"
                                  " {\"code\":\"illegal_transition\",\"axis\":\"order\",\"from\":"
                                  "\"completed\",\"to\":\"cancelled\"}]");
  g_autoptr (GPtrArray) broken = hrt_refusal_list_from_json ("{nonsense");
  g_autofree char *text = hrt_refusal_dup_text (g_ptr_array_index (list, 0), shout, NULL);
  g_autofree char *unknown = hrt_refusal_dup_text (g_ptr_array_index (list, 1), NULL, NULL);
  HrtRefusal *moved = g_ptr_array_index (list, 2);

  g_assert_cmpint (list->len, ==, 3);
  g_assert_cmpstr (text, ==, "Kurang: Rp 5.000 dari Rp 1.500.000");
  g_assert_cmpstr (unknown, ==, "This is not possible");
  g_assert_cmpstr (moved->from_state, ==, "completed");
  g_assert_cmpstr (moved->to_state, ==, "cancelled");
  g_assert_cmpint (broken->len, ==, 0);
}

/* What is written is read back, and what overflows is said, for numbers from everywhere. */
static void
test_money_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);

  for (guint i = 0; i < 20000; i++)
    {
      gint64 bits = (gint64) (((guint64) g_rand_int (random) << 32 | g_rand_int (random)) >>
                              g_rand_int_range (random, 0, 63));
      HrtMoney a = hrt_money_idr (bits);
      HrtMoney b = hrt_money_idr ((gint64) g_rand_int (random));
      HrtMoney sum, back;
      g_autofree char *text = hrt_rupiah_format (bits, HRT_MONEY_STYLE_PLAIN);
      gint64 read = 0;

      if (bits >= 0 && bits <= G_GINT64_CONSTANT (9999999999999))
        {
          g_assert_true (hrt_rupiah_parse (text, &read, NULL));
          g_assert_cmpint (read, ==, bits);
        }
      if (hrt_money_add (&a, &b, &sum, NULL))
        {
          g_assert_true (hrt_money_subtract (&sum, &b, &back, NULL));
          g_assert_cmpint (back.minor, ==, bits);
        }
      else
        g_assert_cmpint (bits, >, G_MAXINT64 - b.minor);
    }
}

/* What ends at once is tried more and more seldom, never given up, and a good run forgives all. */
static void
test_backoff (void)
{
  static const guint pauses[] = { 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
  HrtBackoff backoff = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    g_assert_cmpuint (hrt_backoff_count_end (&backoff, 20), ==, pauses[i]);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (hrt_backoff_count_end (&backoff, 59 * G_USEC_PER_SEC), ==, 30000);
  g_assert_cmpuint (hrt_backoff_count_end (&backoff, 60 * G_USEC_PER_SEC), ==, 500);
  g_assert_cmpuint (hrt_backoff_count_end (&backoff, 0), ==, 1000);
}

/* Every byte that was asked for can be written, however the pages come; nothing asked is no crash.
 */
static void
test_large_memory (void)
{
  static const gsize sizes[] = { 0, 1, 2097151, 2097152, 2097153, 7000001 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *memory = hrt_large_array_new (guint8, sizes[i]);

      if (sizes[i] == 0)
        continue;
      memset (memory, 0xa5, sizes[i]);
      g_assert_cmpuint (memory[0], ==, 0xa5);
      g_assert_cmpuint (memory[sizes[i] - 1], ==, 0xa5);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/uuid", test_uuid);
  g_test_add_func ("/base/barcode", test_barcode);
  g_test_add_func ("/base/text", test_text);
  g_test_add_func ("/base/slug", test_slug);
  g_test_add_func ("/base/email", test_email);
  g_test_add_func ("/base/postal-code", test_text_postal_code);
  g_test_add_func ("/base/phone", test_phone);
  g_test_add_func ("/base/clock", test_clock);
  g_test_add_func ("/base/csv", test_csv);
  g_test_add_func ("/base/password", test_password);
  g_test_add_func ("/base/password/own-words", test_password_own_words);
  g_test_add_func ("/base/pin", test_pin);
  g_test_add_func ("/base/refusal", test_refusal);
  g_test_add_func ("/base/backoff", test_backoff);
  g_test_add_func ("/base/large-memory", test_large_memory);
  g_test_add_func ("/base/money-properties", test_money_properties);
  return g_test_run ();
}
