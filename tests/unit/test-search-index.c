/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the search finds, in which order, and that no input breaks it.
 */

#include "model/catalog/hrt-search-delta.h"
#include "model/catalog/hrt-search-index.h"
#include "model/catalog/hrt-search-text.h"

#include <string.h>

static const char *const documents[] = {
  /* variant id = row + 1; the order is the rank */
  "Gitar Akustik Yamaha F310 Natural YAM-F310-NAT 2000000000015",
  "Gitar Akustik Yamaha F310 Tobacco Sunburst YAM-F310-TBS 2000000000022",
  "Keyboard Yamaha PSR-E373 YAM-PSRE373 2000000000039",
  "Mikrofon Shure SM58 SHU-SM58 2000000000046",
  "Efek Boss DS-1 Distortion BOS-DS1 2000000000053",
  "Gitar Elektrik Ibanez GRG121DX Walnut Flat IBA-GRG121DX-WNF 2000000000060",
  "Senar Gitar Ernie Ball Regular Slinky 10-46 ERN-2221 2000000000077",
  "Biola Café Étude 4/4 CAF-ET44 2000000000084",
};

static HrtSearchIndex *
build (void)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    hrt_search_builder_add (builder, i + 1, 100 + i, -(gint64) i, documents[i]);
  return hrt_search_builder_finish (builder);
}

typedef struct
{
  const char *query;
  const char *expected; /* variant ids in order */
} Case;

static const Case cases[] = {
  { "f310", "1 2" },
  { "F-310", "1 2" },
  { "yamaha", "1 2 3" },
  { "yam", "1 2 3" },
  { "yamaha sunburst", "2" },
  { "sunb yama", "2" },
  { "psr e373", "3" },
  { "psre373", "3" },
  { "PSR-E37", "3" },
  { "e373", "3" },
  { "guitar", "1 2 6 7" }, /* synonym */
  { "mic", "4" },          /* synonym */
  { "violin", "8" },       /* synonym */
  { "cafe etude", "8" },   /* accents */
  { "CAFÉ", "8" },
  { "yamhaa", "1 2 3" },  /* swapped letters */
  { "yamha", "1 2 3" },   /* left out */
  { "yamahha", "1 2 3" }, /* too many */
  { "ibenez", "6" },      /* wrong letter */
  { "sm59", "4" },        /* typo in a code */
  { "grg121xd", "6" },
  { "121dx", "6" }, /* middle of a code */
  { "00004", "4" }, /* middle of a barcode */
  { "2000000000060", "6" },
  { "gitar ibanez walnut", "6" },
  { "gitar zzzzqqq yamaha", "1 2" }, /* an unknown word is left out at last */
  { "zzzzqqq", "" },
  { "", "" },
  { "   ", "" },
  { "'\"<>&;--", "" },
  { "\xff\xfe\x80", "" },
  { "\xd7\x92\xd7\x99\xd7\x98\xd7\xa8\xd7\x94", "" }, /* right-to-left, unknown */
};

static char *
ids_of (const HrtSearchHit *hits, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i ? " " : "", hits[i].variant_id);
  return g_string_free (text, FALSE);
}

static void
test_find (gconstpointer data)
{
  const Case *this = data;
  g_autoptr (HrtSearchIndex) index = build ();
  HrtSearchHit hits[20];
  guint n = hrt_search_index_find (index, this->query, NULL, NULL, hits, G_N_ELEMENTS (hits));
  g_autofree char *ids = ids_of (hits, n);

  g_assert_cmpstr (ids, ==, this->expected);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (hits[i].product_id, ==, hits[i].variant_id + 99);
}

static gboolean
skip_second (const HrtSearchHit *hit, gpointer user_data)
{
  return hit->variant_id == 2;
}

static void
test_skip (void)
{
  g_autoptr (HrtSearchIndex) index = build ();
  HrtSearchHit hits[20];
  guint n = hrt_search_index_find (index, "yamaha", skip_second, NULL, hits, 20);
  g_autofree char *ids = ids_of (hits, n);

  g_assert_cmpstr (ids, ==, "1 3");
}

static void
test_limit (void)
{
  g_autoptr (HrtSearchIndex) index = build ();
  HrtSearchHit hits[1];

  g_assert_cmpuint (hrt_search_index_find (index, "yamaha", NULL, NULL, hits, 1), ==, 1);
  g_assert_cmpint (hits[0].variant_id, ==, 1);
  g_assert_cmpuint (hrt_search_index_find (index, "yamaha", NULL, NULL, hits, 0), ==, 0);
}

static void
test_empty_index (void)
{
  g_autoptr (HrtSearchIndex) index = hrt_search_builder_finish (hrt_search_builder_new ());
  HrtSearchHit hits[4];

  g_assert_cmpuint (hrt_search_index_find (index, "yamaha f310", NULL, NULL, hits, 4), ==, 0);
}

/* A whole word counts for more than a beginning, whatever the rank. */
static void
test_whole_word_first (void)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;
  HrtSearchHit hits[2];

  hrt_search_builder_add (builder, 1, 1, 9, "Standard bongo");
  hrt_search_builder_add (builder, 2, 2, 0, "Stand mikrofon");
  index = hrt_search_builder_finish (builder);
  g_assert_cmpuint (hrt_search_index_find (index, "stand", NULL, NULL, hits, 2), ==, 2);
  g_assert_cmpint (hits[0].variant_id, ==, 2);
}

/* Who asks for guitars means guitars, whatever sells better; who names the accessory means that. */
static void
test_kind_first (void)
{
  static const struct
  {
    const char *query;
    gint64 first;
  } rows[] = {
    { "gitar", 3 },
    { "guitar", 3 },
    { "gita", 3 },
    { "gitar listrik", 3 },
    { "electric guitar", 3 },
    { "stand gitar", 1 },
    { "guitar stand", 1 },
    { "senar gitar", 2 },
    { "guitar strings", 2 },
    { "gitar standard", 3 },
    { "gitr", 3 },
    { "guitr", 3 },
    { "guitars", 3 },
    { "gitar merkxyz", 3 },
    { "drum", 5 },
    { "drums", 5 },
    { "drumstick", 4 },
  };
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;

  hrt_search_builder_add (builder, 1, 1, 9, "Hercules Stand Gitar elektrik Stand Stands");
  hrt_search_builder_mark_kind (builder, "Stand Stands");
  hrt_search_builder_add (builder, 2, 2, 8, "Slinky Senar Gitar elektrik Senar Strings");
  hrt_search_builder_mark_kind (builder, "Senar Strings");
  hrt_search_builder_add (builder, 3, 3, 0, "Fender Standard Gitar Elektrik Electric Guitars");
  hrt_search_builder_mark_kind (builder, "Gitar Guitars");
  hrt_search_builder_add (builder, 4, 4, 7, "Vic Firth Stik Drum Drumsticks");
  hrt_search_builder_mark_kind (builder, "Stik Drumsticks");
  hrt_search_builder_add (builder, 5, 5, 0, "Pearl Export Drum Akustik Acoustic Drums");
  hrt_search_builder_mark_kind (builder, "Drum Drums");
  index = hrt_search_builder_finish (builder);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HrtSearchHit hits[3];

      g_test_message ("%s", rows[i].query);
      g_assert_cmpuint (hrt_search_index_find (index, rows[i].query, NULL, NULL, hits, 3), >=, 1);
      g_assert_cmpint (hits[0].variant_id, ==, rows[i].first);
    }
}

/* A word in another form or language is as whole as the one that was typed. */
static void
test_forms (void)
{
  static const char *const queries[] = { "violin", "violins", "biola" };
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;

  hrt_search_builder_add (builder, 1, 1, 9, "Yamaha Violinist Biolawan");
  hrt_search_builder_add (builder, 2, 2, 0, "Skylark Biola");
  hrt_search_builder_add (builder, 3, 3, 0, "Stentor Violins");
  index = hrt_search_builder_finish (builder);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      HrtSearchHit hits[3];

      g_test_message ("%s", queries[i]);
      g_assert_cmpuint (hrt_search_index_find (index, queries[i], NULL, NULL, hits, 3), >=, 2);
      g_assert_cmpint (hits[0].variant_id, ==, 2);
      g_assert_cmpint (hits[1].variant_id, ==, 3);
    }
}

/* All of them, each once, those of the kind first; or as many as are wanted, and that said. */
static void
test_list (void)
{
  const HrtSearchQuestion question = { "guitar", HRT_SEARCH_PLAIN, NULL, NULL };
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;
  HrtSearchHit hits[1000];
  guint n_of_kind;
  gboolean is_cut = TRUE;

  for (guint i = 0; i < 600; i++)
    {
      hrt_search_builder_add (builder, i, i, -(gint64) i, "Stand Gitar");
      hrt_search_builder_mark_kind (builder, i % 2 == 0 ? "Stand" : "Gitar");
    }
  index = hrt_search_builder_finish (builder);
  g_assert_cmpuint (hrt_search_index_find_at (index, &question, hits, 1000, &n_of_kind, &is_cut),
                    ==, 600);
  g_assert_false (is_cut);
  g_assert_cmpuint (n_of_kind, ==, 300);
  for (guint i = 0; i < 600; i++)
    g_assert_cmpint (hits[i].variant_id, ==, i < 300 ? 2 * i + 1 : 2 * (i - 300));
  g_assert_cmpuint (hrt_search_index_find_at (index, &question, hits, 400, &n_of_kind, &is_cut), ==,
                    400);
  g_assert_true (is_cut);
}

/* One effort finds what it is for, and what the ones before it would have found only with them. */
static void
test_efforts (void)
{
  static const struct
  {
    const char *text;
    HrtSearchEffort effort;
  } rows[] = { { "gitar", HRT_SEARCH_PLAIN },
               { "gitr", HRT_SEARCH_WIDE },
               { "gitar zzzzzz", HRT_SEARCH_LOOSE } };
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;

  hrt_search_builder_add (builder, 1, 1, 0, "Fender Gitar");
  index = hrt_search_builder_finish (builder);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint effort = HRT_SEARCH_PLAIN; effort <= rows[i].effort; effort++)
      {
        const HrtSearchQuestion question = { rows[i].text, effort, NULL, NULL };
        HrtSearchHit hit;
        guint n_of_kind;
        gboolean is_cut;

        g_assert_cmpuint (hrt_search_index_find_at (index, &question, &hit, 1, &n_of_kind, &is_cut),
                          ==, effort == rows[i].effort);
      }
}

/* What changed since the index was made is found as everything else is, and only as it is now. */
static void
test_delta (void)
{
  g_autoptr (HrtSearchDelta) delta = hrt_search_delta_new ();
  const HrtSearchHit stand = { 1, 1 }, guitar = { 2, 2 };
  HrtSearchHit hits[4];

  hrt_search_delta_forget (delta, 1);
  hrt_search_delta_add (delta, stand, 9, "Hercules Stand Gitar Stands", "Stand Stands");
  g_assert_cmpuint (hrt_search_index_find (hrt_search_delta_get_index (delta), "gitr", NULL, NULL,
                                           hits, 4),
                    ==, 1);
  hrt_search_delta_forget (delta, 2);
  hrt_search_delta_add (delta, guitar, 0, "Fender Gitar Electric Guitars", "Gitar Guitars");
  g_assert_cmpuint (hrt_search_index_find (hrt_search_delta_get_index (delta), "guitar", NULL, NULL,
                                           hits, 4),
                    ==, 2);
  g_assert_cmpint (hits[0].variant_id, ==, 2);
  hrt_search_delta_forget (delta, 2);
  g_assert_cmpuint (hrt_search_index_find (hrt_search_delta_get_index (delta), "guitar", NULL, NULL,
                                           hits, 4),
                    ==, 1);
  g_assert_true (hrt_search_delta_covers (&guitar, delta));
}

/* Documents may come in any order; the rank decides who is found first. */
static void
test_rank (void)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;
  HrtSearchHit hits[3];

  hrt_search_builder_add (builder, 1, 1, 5, "Kabel jack");
  hrt_search_builder_add (builder, 2, 2, 9, "Kabel mikrofon");
  hrt_search_builder_add (builder, 3, 3, 5, "Kabel speaker");
  index = hrt_search_builder_finish (builder);
  g_assert_cmpuint (hrt_search_index_find (index, "kabel", NULL, NULL, hits, 3), ==, 3);
  g_assert_cmpint (hits[0].variant_id, ==, 2);
  g_assert_cmpint (hits[1].variant_id, ==, 1);
  g_assert_cmpint (hits[2].variant_id, ==, 3);
}

static void
test_huge_input (void)
{
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autofree char *huge = g_malloc (10 * 1000 * 1000 + 1);
  g_autoptr (HrtSearchIndex) index = NULL;
  HrtSearchHit hits[2];

  memset (huge, 'a', 10 * 1000 * 1000);
  huge[10 * 1000 * 1000] = '\0';
  hrt_search_builder_add (builder, 1, 1, 0, huge);
  index = hrt_search_builder_finish (builder);
  g_assert_cmpuint (hrt_search_index_find (index, huge, NULL, NULL, hits, 2), ==, 1);
}

/* Random bytes, random lengths, under the sanitizers. */
static void
test_noise (void)
{
  g_autoptr (HrtSearchIndex) index = build ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  HrtSearchHit hits[20];

  for (guint round = 0; round < 3000; round++)
    {
      char query[64];
      guint length = g_rand_int_range (rand, 0, sizeof query);

      for (guint i = 0; i < length; i++)
        query[i] = g_rand_int_range (rand, 1, 256);
      query[length] = '\0';
      g_assert_cmpuint (hrt_search_index_find (index, query, NULL, NULL, hits, 20), <=, 20);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/search/find/%u", i);

      g_test_add_data_func (path, &cases[i], test_find);
    }
  g_test_add_func ("/search/skip", test_skip);
  g_test_add_func ("/search/limit", test_limit);
  g_test_add_func ("/search/empty-index", test_empty_index);
  g_test_add_func ("/search/whole-word-first", test_whole_word_first);
  g_test_add_func ("/search/kind-first", test_kind_first);
  g_test_add_func ("/search/forms", test_forms);
  g_test_add_func ("/search/list", test_list);
  g_test_add_func ("/search/efforts", test_efforts);
  g_test_add_func ("/search/delta", test_delta);
  g_test_add_func ("/search/rank", test_rank);
  g_test_add_func ("/search/huge-input", test_huge_input);
  g_test_add_func ("/search/noise", test_noise);
  return g_test_run ();
}
