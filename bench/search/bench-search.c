/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Builds a catalogue of N variants from a seed and asks it 2,000 questions in eight classes, each
 * with the product that is meant. Prints one JSON object: build time, memory, CPU per query, and
 * how often the product meant is in the first 20. With --csv FILE it also writes the catalogue,
 * with --queries FILE the questions, for a database to answer the same.
 */

#include "model/catalog/hrt-search-index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_CLASSES         8
#define QUERIES_PER_CLASS 250

static const char *const brands[] = {
  "Yamaha",    "Fender",    "Gibson",    "Ibanez", "Squier",   "Epiphone", "Cort",     "Roland",
  "Korg",      "Casio",     "Pearl",     "Tama",   "Mapex",    "Zildjian", "Sabian",   "Shure",
  "Rode",      "Behringer", "Focusrite", "Boss",   "Digitech", "Dunlop",   "Marshall", "Laney",
  "Blackstar", "Samson",    "Takamine",  "Taylor", "Martin",   "Alesis",   "Novation", "Arturia",
};
static const char *const kinds[] = {
  "Gitar Akustik",   "Gitar Elektrik", "Bass Elektrik",   "Keyboard Arranger",  "Piano Digital",
  "Drum Akustik",    "Drum Elektrik",  "Simbal Crash",    "Mikrofon Kondensor", "Mikrofon Dinamis",
  "Audio Interface", "Efek Delay",     "Efek Distortion", "Amplifier Combo",    "Speaker Aktif",
  "Senar Gitar",     "Stik Drum",      "Biola Pelajar",   "Ukulele Konser",     "Saksofon Alto",
};
static const char *const colours[] = {
  "Natural", "Sunburst", "Hitam", "Putih", "Merah", "Biru", "Walnut", "Cherry", "Silver", "Gold",
};
static const char *const series[] = {
  "Classic", "Player", "Standard", "Studio", "Stage",   "Pro",     "Session",
  "Live",    "Custom", "Heritage", "Junior", "Master",  "Vintage", "Modern",
  "Artist",  "Legend", "Concert",  "Nomad",  "Pioneer", "Royal",
};

typedef struct
{
  const char *brand;
  const char *kind;
  const char *colour;
  const char *series;
  char model[16];
  char sku[32];
  char barcode[16];
} Item;

static void
make_item (GRand *rand, guint number, Item *item)
{
  item->brand = brands[g_rand_int_range (rand, 0, G_N_ELEMENTS (brands))];
  item->kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  item->colour = colours[g_rand_int_range (rand, 0, G_N_ELEMENTS (colours))];
  item->series = series[g_rand_int_range (rand, 0, G_N_ELEMENTS (series))];
  g_snprintf (item->model, sizeof item->model, "%c%c%c%05u", 'A' + g_rand_int_range (rand, 0, 26),
              'A' + g_rand_int_range (rand, 0, 26), 'A' + g_rand_int_range (rand, 0, 26),
              g_rand_int_range (rand, 0, 100000));
  g_snprintf (item->sku, sizeof item->sku, "%.3s-%s-%.3s-%u", item->brand, item->model,
              item->colour, number % 97);
  g_snprintf (item->barcode, sizeof item->barcode, "20%010u%u", number, number % 10);
}

static char *
item_text (const Item *item)
{
  return g_strjoin (" ", item->kind, item->brand, item->series, item->model, item->colour,
                    item->sku, item->barcode, NULL);
}

/* One typo: a letter left out, doubled, swapped with the next, or replaced. */
static void
spoil (GRand *rand, char *word)
{
  gsize length = strlen (word);
  guint at = g_rand_int_range (rand, 1, length - 1);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      memmove (word + at, word + at + 1, length - at);
      break;
    case 1:
      memmove (word + at + 1, word + at, length - at + 1);
      break;
    case 2:
      {
        char kept = word[at];

        word[at] = word[at + 1] ? word[at + 1] : word[at];
        if (word[at + 1])
          word[at + 1] = kept;
        break;
      }
    default:
      word[at] = g_ascii_isdigit (word[at]) ? '0' + (word[at] - '0' + 1) % 10 : 'q';
    }
}

/* What is meant must be found by what is typed: a class whose words fit thousands names the whole
 * set instead. */
static char *
make_query (GRand *rand, guint class, const Item *item, gboolean *one_meant)
{
  char word[40];

  *one_meant = TRUE;
  switch (class)
    {
    case 0: /* exact code */
      return g_strdup (item->model);
    case 1: /* beginning of a code */
      return g_strdup_printf ("%.7s %s", item->model, item->brand);
    case 2: /* middle of a code */
      return g_strdup_printf ("%s %s", item->model + 2, item->brand);
    case 3: /* typo in the brand */
      g_strlcpy (word, item->brand, sizeof word);
      spoil (rand, word);
      return g_strdup_printf ("%s %s", word, item->model);
    case 4: /* typo in the code */
      g_strlcpy (word, item->model, sizeof word);
      spoil (rand, word);
      return g_strdup_printf ("%s %s %s", item->brand, word, item->colour);
    case 5: /* one common word, a brand or a kind: any document with it is right */
      *one_meant = FALSE;
      return g_rand_boolean (rand) ? g_strdup (item->brand)
                                   : g_strndup (item->kind, strcspn (item->kind, " "));
    case 6: /* three words */
      return g_strdup_printf ("%s %s %s", item->brand, item->colour, item->model);
    default: /* no match */
      *one_meant = FALSE;
      return g_strdup_printf ("zq%uxv", g_rand_int_range (rand, 0, 100000));
    }
}

static gint64
cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

static int
compare_int64 (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
is_like (const Item *a, const Item *b)
{
  gsize length = strcspn (a->kind, " ");

  return a->brand == b->brand ||
         (strcspn (b->kind, " ") == length && strncmp (a->kind, b->kind, length) == 0);
}

static gboolean
is_right (guint class, const Item *items, guint32 meant, const HrtSearchHit *hits, guint n)
{
  if (class == 7)
    return n == 0;
  for (guint i = 0; i < n; i++)
    if (class == 5 ? !is_like (&items[hits[i].variant_id], &items[meant])
                   : hits[i].variant_id == meant)
      return class != 5;
  return class == 5 && n == 20;
}

static void
ask (HrtSearchIndex *index, const Item *items, guint n_items, FILE *queries)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (99);
  gint64 *times = g_new (gint64, N_CLASSES * QUERIES_PER_CLASS);
  guint right[N_CLASSES] = { 0 };
  guint n = 0;

  for (guint i = 0; i < N_CLASSES * QUERIES_PER_CLASS; i++)
    {
      guint class = i % N_CLASSES;
      guint32 meant = g_rand_int_range (rand, 0, n_items);
      gboolean one_meant;
      g_autofree char *query = make_query (rand, class, &items[meant], &one_meant);
      HrtSearchHit hits[20];
      gint64 before = cpu_ns ();
      guint found = hrt_search_index_find (index, query, NULL, NULL, hits, 20);

      times[n++] = cpu_ns () - before;
      right[class] += is_right (class, items, meant, hits, found);
      if (queries)
        fprintf (queries, "%s\n", query);
    }
  qsort (times, n, sizeof *times, compare_int64);
  g_print ("\"p50_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f, \"right\": [", times[n / 2] / 1e3,
           times[n * 99 / 100] / 1e3, times[n - 1] / 1e3);
  for (guint i = 0; i < N_CLASSES; i++)
    g_print ("%s%.4f", i ? ", " : "", right[i] / (double) QUERIES_PER_CLASS);
  g_print ("]");
  g_free (times);
}

static void
write_csv (const char *path, const Item *items, guint n)
{
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  for (guint i = 0; i < n; i++)
    fprintf (file, "%u,%s %s %s %s,%s,%s,%s,%s\n", i, items[i].kind, items[i].series,
             items[i].model, items[i].colour, items[i].brand, items[i].model, items[i].sku,
             items[i].barcode);
  fclose (file);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  FILE *queries = argc > 3 ? fopen (argv[3], "w") : NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autofree Item *items = g_new (Item, n);
  HrtSearchBuilder *builder = hrt_search_builder_new ();
  g_autoptr (HrtSearchIndex) index = NULL;
  gint64 before;

  for (guint i = 0; i < n; i++)
    make_item (rand, i, &items[i]);
  if (argc > 2)
    write_csv (argv[2], items, n);
  before = cpu_ns ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = item_text (&items[i]);
      g_autofree char *kind = g_strndup (items[i].kind, strcspn (items[i].kind, " "));

      hrt_search_builder_add (builder, i, i, -(gint64) i, text);
      hrt_search_builder_mark_kind (builder, kind);
    }
  index = hrt_search_builder_finish (builder);
  g_print ("{\"documents\": %u, \"build_s\": %.2f, \"size_mib\": %.0f, ", n,
           (cpu_ns () - before) / 1e9, hrt_search_index_get_size (index) / 1048576.0);
  ask (index, items, n, queries);
  g_print ("}\n");
  if (queries)
    fclose (queries);
  return 0;
}
