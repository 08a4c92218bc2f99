/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The till's small rules: what is a scan, which sums the quick keys offer, what a receipt says.
 */

#include "config.h"

#include <glib.h>

#include "app/till/hrt-quick-tender.h"
#include "app/till/hrt-receipt-draw.h"
#include "app/till/hrt-receipt.h"
#include "app/till/hrt-scan-reader.h"

/* Types @text with @gap_ms between the keys and answers what Enter makes of it. */
static char *
type_text (HrtScanReader *reader, const char *text, guint32 *now_ms, guint32 gap_ms)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      *now_ms += gap_ms;
      hrt_scan_reader_push (reader, (gunichar) *c, *now_ms);
    }
  *now_ms += gap_ms;
  return hrt_scan_reader_finish (reader, *now_ms);
}

static void
test_scan_speed (void)
{
  const struct
  {
    const char *text;
    guint32 gap_ms;
    const char *code;
  } cases[] = {
    { "8991234567890", 4, "8991234567890" },
    { "8991234567890", HRT_SCAN_MAX_GAP_MS, "8991234567890" },
    { "8991234567890", HRT_SCAN_MAX_GAP_MS + 1, NULL },
    { "gitar", 90, NULL },
    { "123", 4, NULL }, /* too short for a code */
    { "1234", 4, "1234" },
    { "", 4, NULL },
  };
  guint32 now_ms = G_MAXUINT32 - 500; /* the stamp wraps during the test */

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrtScanReader reader;
      g_autofree char *code = NULL;

      hrt_scan_reader_init (&reader);
      code = type_text (&reader, cases[i].text, &now_ms, cases[i].gap_ms);
      g_assert_cmpstr (code, ==, cases[i].code);
      hrt_scan_reader_clear (&reader);
      now_ms += 1000;
    }
}

static void
test_scan_after_typing (void)
{
  HrtScanReader reader;
  guint32 now_ms = 1000;
  g_autofree char *code = NULL;

  hrt_scan_reader_init (&reader);
  for (guint i = 0; i < 3; i++)
    hrt_scan_reader_push (&reader, 'x', now_ms += 200);
  now_ms += 300;
  code = type_text (&reader, "8991234567890", &now_ms, 5);
  g_assert_cmpstr (code, ==, "8991234567890");
  hrt_scan_reader_clear (&reader);
}

/* A machine under load delivers a scan with a hole in it: it is one code all the same. */
static void
test_scan_stalled (void)
{
  HrtScanReader reader;
  guint32 now_ms = 1000;
  g_autofree char *code = NULL;

  hrt_scan_reader_init (&reader);
  for (const char *c = "89912"; *c != '\0'; c++)
    hrt_scan_reader_push (&reader, (gunichar) *c, now_ms += 4);
  now_ms += 180;
  code = type_text (&reader, "34567890", &now_ms, 4);
  g_assert_cmpstr (code, ==, "8991234567890");
  hrt_scan_reader_clear (&reader);
}

static void
test_quick_tender (void)
{
  const struct
  {
    gint64 due;
    guint n;
    gint64 amounts[HRT_QUICK_TENDERS];
  } cases[] = {
    { 185000, 4, { 190000, 200000, 500000, 1000000 } },
    { 42500, 4, { 45000, 50000, 60000, 100000 } },
    { 1850000, 3, { 1860000, 1900000, 2000000 } },
    { 100000, 3, { 200000, 500000, 1000000 } },
    { 0, 0, { 0 } },
    { -5, 0, { 0 } },
    { G_MAXINT64, 0, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 amounts[HRT_QUICK_TENDERS] = { 0 };
      guint n = hrt_quick_tender_suggest (cases[i].due, amounts);

      g_assert_cmpuint (n, ==, cases[i].n);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpint (amounts[j], ==, cases[i].amounts[j]);
          g_assert_cmpint (amounts[j], >, cases[i].due);
        }
    }
}

static HrtReceipt *
make_receipt (void)
{
  HrtReceipt *receipt = hrt_receipt_new ();

  receipt->shop_name = g_strdup ("Toko <b>\"Gema\" & Nada</b>");
  receipt->number = g_strdup ("K1-000007");
  receipt->date = g_strdup ("24/11/2026 10.53");
  receipt->proof = g_strdup ("http://localhost/o/secret");
  hrt_receipt_add_line (receipt, "Senar", "009", 3, 85000, 255000);
  receipt->subtotal = receipt->total = 255000;
  receipt->tax = 25270;
  receipt->is_tax_included = TRUE;
  receipt->tendered = 300000;
  receipt->change = 45000;
  return receipt;
}

static void
test_receipt_text (void)
{
  g_autoptr (HrtReceipt) receipt = make_receipt ();
  g_autofree char *text = hrt_receipt_dup_text (receipt);
  const char *const parts[] = { "Toko <b>\"Gema\" & Nada</b>\n",
                                "K1-000007: 24/11/2026 10.53\n",
                                "Senar, 009\n",
                                "3 × 85.000: 255.000\n",
                                "TOTAL: Rp 255.000\n",
                                "Cash: 300.000\n",
                                "Change: 45.000\n",
                                "Of which PPN: 25.270\n" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” is missing in:\n%s", parts[i], text);
  /* The proof is for the camera, not for the ear; sums that are not there are not mentioned. */
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "Subtotal"));
  g_assert_null (strstr (text, "Rounding"));
}

static void
test_receipt_tax_on_top (void)
{
  g_autoptr (HrtReceipt) receipt = make_receipt ();
  g_autofree char *text = NULL;

  receipt->is_tax_included = FALSE;
  receipt->total = 283050;
  receipt->tax = 28050;
  text = hrt_receipt_dup_text (receipt);
  g_assert_nonnull (strstr (text, "Subtotal: 255.000\nPPN: 28.050\nTOTAL: Rp 283.050\n"));
  g_assert_null (strstr (text, "Of which"));
}

/* Shown again it says so above its number, and is the same otherwise. */
static void
test_receipt_copy (void)
{
  g_autoptr (HrtReceipt) receipt = make_receipt ();
  g_autofree char *first = hrt_receipt_dup_text (receipt);
  g_autofree char *again = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *rest = NULL;

  receipt->is_copy = TRUE;
  again = hrt_receipt_dup_text (receipt);
  parts = g_strsplit (again, "COPY\n", -1);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  g_assert_true (g_str_has_prefix (parts[1], "K1-000007: 24/11/2026 10.53\n"));
  rest = g_strjoinv ("", parts);
  g_assert_cmpstr (rest, ==, first);
  g_assert_null (strstr (first, "COPY"));
}

/* What came by bank transfer is not called cash, and nothing was given back. */
static void
test_receipt_transfer (void)
{
  g_autoptr (HrtReceipt) receipt = make_receipt ();
  g_autofree char *text = NULL;
  g_autofree char *both = NULL;

  receipt->transferred = 255000;
  receipt->tendered = receipt->change = 0;
  text = hrt_receipt_dup_text (receipt);
  g_assert_nonnull (strstr (text, "TOTAL: Rp 255.000\nBank transfer: 255.000\nOf which PPN"));
  g_assert_null (strstr (text, "Cash"));
  g_assert_null (strstr (text, "Change"));

  receipt->transferred = 200000;
  receipt->tendered = 60000;
  receipt->change = 5000;
  both = hrt_receipt_dup_text (receipt);
  g_assert_nonnull (strstr (both, "Bank transfer: 200.000\nCash: 60.000\nChange: 5.000\n"));
}

/* What came by the web and is paid at the counter may cost something to bring or to keep. */
static void
test_receipt_shipping (void)
{
  g_autoptr (HrtReceipt) receipt = make_receipt ();
  g_autofree char *text = NULL;

  receipt->shipping_name = g_strdup ("Ambil di toko");
  receipt->shipping = 5000;
  receipt->total = 260000;
  text = hrt_receipt_dup_text (receipt);
  g_assert_nonnull (strstr (text, "Subtotal: 255.000\nAmbil di toko: 5.000\nTOTAL: Rp 260.000\n"));
}

/* Whatever a name or a sum is, what is drawn of it lies on the paper. */
static void
test_receipt_width (void)
{
  const char *const cashiers[] = {
    "Sari",
    "Raden Ayu Siti Nurhaliza Kusumaningrum Wijayakusuma Hadiningrat binti Sastrowardoyo",
    "SitiNurhalizaKusumaningrumWijayakusumaHadiningratSastrowardoyoPrawirodirdjoMangkunegara",
  };
  const guint papers_mm[] = { 58, 80 };
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *pango = pango_font_map_create_context (fonts);

  for (guint i = 0; i < G_N_ELEMENTS (cashiers) * G_N_ELEMENTS (papers_mm); i++)
    {
      guint paper_mm = papers_mm[i % 2];
      cairo_surface_t *paper = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
      cairo_t *cr = cairo_create (paper);
      g_autoptr (HrtReceipt) receipt = make_receipt ();
      g_autoptr (GPtrArray) rows = NULL;
      double x, y, width, height, tall;

      g_free (receipt->cashier);
      receipt->cashier = g_strdup (cashiers[i / 2]);
      rows = hrt_receipt_dup_rows (receipt);
      tall = hrt_receipt_draw (cr, pango, rows, paper_mm);
      cairo_recording_surface_ink_extents (paper, &x, &y, &width, &height);
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x + width, <=, hrt_receipt_paper_points (paper_mm));
      g_assert_cmpfloat (y + height, <=, tall);
      g_assert_cmpfloat (tall, ==, hrt_receipt_measure (pango, rows, paper_mm));
      cairo_destroy (cr);
      cairo_surface_destroy (paper);
    }
  g_object_unref (pango);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/till/scan/speed", test_scan_speed);
  g_test_add_func ("/till/scan/after-typing", test_scan_after_typing);
  g_test_add_func ("/till/scan/stalled", test_scan_stalled);
  g_test_add_func ("/till/quick-tender", test_quick_tender);
  g_test_add_func ("/till/receipt/text", test_receipt_text);
  g_test_add_func ("/till/receipt/tax-on-top", test_receipt_tax_on_top);
  g_test_add_func ("/till/receipt/copy", test_receipt_copy);
  g_test_add_func ("/till/receipt/transfer", test_receipt_transfer);
  g_test_add_func ("/till/receipt/shipping", test_receipt_shipping);
  g_test_add_func ("/till/receipt/width", test_receipt_width);
  return g_test_run ();
}
