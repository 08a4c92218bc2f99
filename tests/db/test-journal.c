/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The journal file: what is acknowledged is there after a kill, a broken tail is set aside, a
 * changed record is named, a full disk is told.
 */

#define G_LOG_DOMAIN "hrt-test"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include "model/pg/hrt-journal-file.h"

typedef struct
{
  char *dir;
  HrtJournalFile *journal;
  guint waiting;
  guint n_good;
  guint64 last_seq;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("hrt-journal-XXXXXX", NULL);
  fixture->journal = hrt_journal_file_new (fixture->dir);
}

/* The worker lets go of its last record after the answer is here; only then does the last
 * reference wait for it, and its file is free for the next one. */
static void
close_journal (Fixture *fixture)
{
  while (fixture->journal != NULL &&
         g_atomic_int_get ((gint *) &G_OBJECT (fixture->journal)->ref_count) > 1)
    g_usleep (100);
  g_clear_object (&fixture->journal);
}

static void
remove_dir (const char *dir)
{
  const char *argv[] = { "rm", "-rf", dir, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_journal (fixture);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
  g_clear_error (&fixture->error);
}

static void
on_appended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (hrt_journal_file_append_finish (HRT_JOURNAL_FILE (source), result, &fixture->last_seq,
                                      fixture->error == NULL ? &fixture->error : NULL))
    fixture->n_good++;
  fixture->waiting--;
}

/* Appends and waits for all; fixture->error is the first one's. */
static void
append (Fixture *fixture, guint n)
{
  g_clear_error (&fixture->error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *payload = g_strdup_printf ("{\"key\":%u,\"note\":\"gitar “ ' \\n\"}", i);

      hrt_journal_file_append_async (fixture->journal, "sale", payload, on_appended, fixture);
      fixture->waiting++;
    }
  while (fixture->waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
reopen (Fixture *fixture)
{
  close_journal (fixture);
  fixture->journal = hrt_journal_file_new (fixture->dir);
}

static char *
dup_only_file (Fixture *fixture)
{
  g_autoptr (GPtrArray) paths = hrt_journal_list_files (fixture->dir, NULL);

  g_assert_cmpuint (paths->len, >=, 1);
  return g_strdup (g_ptr_array_index (paths, 0));
}

static gboolean
count_sales (const HrtJournalRecord *record, gpointer user_data)
{
  guint *n = user_data;

  if (strcmp (record->kind, "sale") == 0)
    {
      g_assert_true (g_str_has_prefix (record->payload, "{\"key\":"));
      g_assert_true (g_str_has_suffix (record->time, "Z"));
      ++*n;
    }
  return TRUE;
}

static void
assert_whole (Fixture *fixture, guint n_sales)
{
  guint n = 0;
  g_autoptr (GPtrArray) problems = hrt_journal_read_all (fixture->dir, count_sales, &n);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (n, ==, n_sales);
}

static void
test_append (Fixture *fixture, gconstpointer data)
{
  gint64 begun = g_get_monotonic_time ();

  append (fixture, 1);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last_seq, ==, 2); /* the first record begins the file */
  append (fixture, 1000);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last_seq, ==, 1002);
  g_test_message ("1001 records in %.1f ms", (double) (g_get_monotonic_time () - begun) / 1000);
  assert_whole (fixture, 1001);
  reopen (fixture);
  append (fixture, 3);
  g_assert_cmpuint (fixture->last_seq, ==, 1005);
  assert_whole (fixture, 1004);
}

static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  HrtJournalFile *first = fixture->journal;
  g_autoptr (GPtrArray) paths = NULL;

  append (fixture, 5);
  fixture->journal = hrt_journal_file_new (fixture->dir);
  append (fixture, 5);
  g_assert_no_error (fixture->error);
  g_object_unref (first);
  paths = hrt_journal_list_files (fixture->dir, NULL);
  g_assert_cmpuint (paths->len, ==, 2);
  assert_whole (fixture, 10);
}

static void
add_bytes (const char *path, const char *bytes, gsize length)
{
  FILE *file = fopen (path, "ab");

  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  fclose (file);
}

/* Every way a write can be broken off: in the length, in the hash, in the text, before the newline,
 * with a sector of zeros. */
static void
test_torn_tail (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  char zeros[600] = { 0 };
  gsize length, last;

  append (fixture, 3);
  close_journal (fixture);
  path = dup_only_file (fixture);
  g_file_get_contents (path, &text, &length, NULL);
  last = length - 1 - (gsize) (g_strrstr_len (text, (gssize) length - 1, "\n") - text);
  for (gsize cut = 1; cut < last; cut += 7)
    {
      HrtJournalReport report;

      add_bytes (path, text + length - last, cut);
      g_assert_true (hrt_journal_read_file (path, NULL, NULL, &report, NULL));
      g_assert_true (report.torn);
      g_assert_cmpint (report.good_end, ==, length);
      reopen (fixture);
      append (fixture, 1);
      g_assert_no_error (fixture->error);
      g_assert_cmpuint (fixture->last_seq, ==, 5);
      close_journal (fixture);
      g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
    }
  add_bytes (path, zeros, sizeof zeros);
  reopen (fixture);
  append (fixture, 1);
  assert_whole (fixture, 4);
}

static void
change_byte (const char *path, const char *after, char with)
{
  g_autofree char *text = NULL;
  gsize length;
  char *at;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  at = strstr (text, after);
  g_assert_nonnull (at);
  at[strlen (after)] = with;
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
}

static void
test_changed_record (Fixture *fixture, gconstpointer data)
{
  const char *const places[] = { "{\"key\":2", "{\"key\":9" }; /* in the middle, and the last one */

  append (fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = dup_only_file (fixture);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      HrtJournalReport report;
      gsize length;

      close_journal (fixture);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      change_byte (path, places[i], ' ');
      g_assert_false (hrt_journal_read_file (path, NULL, NULL, &report, &error));
      g_assert_error (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DAMAGED);
      g_assert_cmpuint (report.bad_seq, ==, i == 0 ? 4 : 11);
      g_assert_nonnull (strstr (error->message, i == 0 ? "4" : "11"));
      if (i == 0)
        g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
    }
}

/* The start of the line that has @n lines behind it. */
static gsize
find_line (const char *text, gsize length, guint n)
{
  gsize at = length - 1;

  for (;; at--)
    if (at == 0 || (text[at - 1] == '\n' && n-- == 0))
      return at;
}

/* One byte of the last or the last but one, wherever it stands, is damage and never a broken tail:
 * what is behind would be cut off in silence. */
static void
test_changed_frame (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  char zeros[2000] = { 0 };
  gsize length;

  append (fixture, 4);
  close_journal (fixture);
  path = dup_only_file (fixture);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (guint behind = 0; behind < 2; behind++)
    {
      gsize start = find_line (text, length, behind);
      gsize line = (gsize) (strchr (text + start, '\n') - text) - start;
      const gsize places[] = { 0, 1, 5, 40, line - 1, line };

      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        for (const char *with = "0x \n"; *with != '\0'; with++)
          {
            g_autofree char *bad = g_memdup2 (text, length);
            HrtJournalReport report;

            if (bad[start + places[i]] == *with)
              continue;
            bad[start + places[i]] = *with;
            g_assert_true (g_file_set_contents (path, bad, (gssize) length, NULL));
            g_assert_false (hrt_journal_read_file (path, NULL, NULL, &report, NULL));
            g_assert_false (report.torn);
            g_assert_cmpuint (report.bad_seq, ==, 5 - behind);
          }
    }
  g_assert_true (g_file_set_contents (path, "no journal at all", -1, NULL));
  g_assert_false (hrt_journal_read_file (path, NULL, NULL, &(HrtJournalReport){ 0 }, NULL));
  /* More of nothing than a first record is long. */
  g_assert_true (g_file_set_contents (path, zeros, sizeof zeros, NULL));
  g_assert_false (hrt_journal_read_file (path, NULL, NULL, &(HrtJournalReport){ 0 }, NULL));
  g_assert_true (g_file_set_contents (path, zeros, 100, NULL));
  g_assert_true (hrt_journal_read_file (path, NULL, NULL, &(HrtJournalReport){ 0 }, NULL));
}

/* What cannot be read is not the same as what is not there. */
static void
test_unreadable_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_build_filename (fixture->dir, "journal", NULL);
  g_autoptr (GPtrArray) before = hrt_journal_read_all (fixture->dir, NULL, NULL);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  g_assert_true (g_file_set_contents (journal, "", 0, NULL));
  problems = hrt_journal_read_all (fixture->dir, NULL, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
}

/* Nobody appends behind a damaged record: the next free file is taken, the damage stays to see. */
static void
test_damaged_file_is_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  append (fixture, 10);
  close_journal (fixture);
  path = dup_only_file (fixture);
  change_byte (path, "{\"key\":4", ' ');
  reopen (fixture);
  g_test_expect_message ("hrt-pg", G_LOG_LEVEL_WARNING, "*Record 6*");
  append (fixture, 1);
  g_assert_no_error (fixture->error);
  g_test_assert_expected_messages ();
  paths = hrt_journal_list_files (fixture->dir, NULL);
  g_assert_cmpuint (paths->len, ==, 2);
  problems = hrt_journal_read_all (fixture->dir, NULL, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_new_month (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *old = g_build_filename (fixture->dir, "journal", "2001-01-01.journal", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gsize length;

  append (fixture, 10);
  close_journal (fixture);
  path = dup_only_file (fixture);
  g_assert_cmpint (g_rename (path, old), ==, 0);
  reopen (fixture);
  append (fixture, 2);
  assert_whole (fixture, 12);

  /* Whole records taken off the end of the old month: each line is right, the link is not. */
  g_assert_true (g_file_get_contents (old, &text, &length, NULL));
  length = (gsize) (g_strrstr_len (text, (gssize) length - 1, "\n") - text) + 1;
  g_assert_true (g_file_set_contents (old, text, (gssize) length, NULL));
  problems = hrt_journal_read_all (fixture->dir, NULL, NULL);
  g_assert_cmpuint (problems->len, ==, 1);
}

/* The clock ran a month ahead and was set right: the next process goes on where the last one was.
 */
static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_months (now, 1);
  g_autofree char *name = g_date_time_format (later, "%Y-%m-01.journal");
  g_autofree char *ahead = g_build_filename (fixture->dir, "journal", name, NULL);
  g_autofree char *old = g_build_filename (fixture->dir, "journal", "2001-01-01.journal", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  append (fixture, 3);
  close_journal (fixture);
  first = dup_only_file (fixture);
  g_assert_cmpint (g_rename (first, old), ==, 0);
  reopen (fixture);
  append (fixture, 3);
  close_journal (fixture);
  paths = hrt_journal_list_files (fixture->dir, NULL);
  second = g_strdup (g_ptr_array_index (paths, 1));
  g_assert_cmpint (g_rename (second, ahead), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      reopen (fixture);
      append (fixture, 2);
      g_assert_no_error (fixture->error);
    }
  assert_whole (fixture, 12);
  g_clear_pointer (&paths, g_ptr_array_unref);
  paths = hrt_journal_list_files (fixture->dir, NULL);
  g_assert_cmpuint (paths->len, ==, 2);
}

static void
test_write_refused (Fixture *fixture, gconstpointer data)
{
  struct rlimit old, small;

  append (fixture, 5);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old);
  small = old;
  small.rlim_cur = 2000;
  setrlimit (RLIMIT_FSIZE, &small);
  append (fixture, 20);
  g_assert_error (fixture->error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_WRITE);
  setrlimit (RLIMIT_FSIZE, &old);
  append (fixture, 2);
  g_assert_no_error (fixture->error);
  assert_whole (fixture, fixture->n_good);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  if (geteuid () != 0 || mount ("none", fixture->dir, "tmpfs", 0, "size=64k") != 0)
    {
      g_test_skip ("no mounts here");
      return;
    }
  for (guint i = 0; i < 40 && fixture->error == NULL; i++)
    append (fixture, 100);
  g_assert_error (fixture->error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DISK_FULL);
  g_assert_cmpuint (fixture->n_good, >, 0);
  assert_whole (fixture, fixture->n_good);
  close_journal (fixture);
  g_assert_cmpint (umount (fixture->dir), ==, 0);
}

static void
test_no_rights (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_build_filename (fixture->dir, "journal", NULL);

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_mkdir (journal, 0500);
  append (fixture, 1);
  g_assert_error (fixture->error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_PERMISSION);
}

/* The child: appends without end and says each number when it is acknowledged. */
static void
run_child (const char *dir)
{
  Fixture fixture = { .dir = (char *) dir, .journal = hrt_journal_file_new (dir) };

  for (;;)
    {
      append (&fixture, 5);
      printf ("%" G_GUINT64_FORMAT "\n", fixture.last_seq);
      fflush (stdout);
    }
}

static void
test_killed (Fixture *fixture, gconstpointer self_path)
{
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                                                        self_path, "--child", fixture->dir, NULL);
      g_autoptr (GDataInputStream) lines = NULL;
      g_autofree char *path = NULL;
      HrtJournalReport report;
      guint64 acknowledged = 0;
      gboolean is_killed = FALSE;
      char *line;

      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
        {
          acknowledged = MAX (acknowledged, g_ascii_strtoull (line, NULL, 10));
          g_free (line);
          if (acknowledged > 0 && !is_killed)
            {
              g_usleep (20 * 1000 + round * 7919);
              g_subprocess_force_exit (child);
              is_killed = TRUE;
            }
        }
      g_subprocess_wait (child, NULL, NULL);
      path = dup_only_file (fixture);
      g_assert_true (hrt_journal_read_file (path, NULL, NULL, &report, NULL));
      g_assert_cmpuint (acknowledged, >, 0);
      g_assert_cmpuint (report.n_records, >=, acknowledged);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/journal/" name, Fixture, argv[0], set_up, function, tear_down)
  ADD ("append", test_append);
  ADD ("two-processes", test_two_processes);
  ADD ("torn-tail", test_torn_tail);
  ADD ("changed-record", test_changed_record);
  ADD ("changed-frame", test_changed_frame);
  ADD ("unreadable-folder", test_unreadable_folder);
  ADD ("damaged-file-is-left", test_damaged_file_is_left);
  ADD ("new-month", test_new_month);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("write-refused", test_write_refused);
  ADD ("disk-full", test_disk_full);
  ADD ("no-rights", test_no_rights);
  ADD ("killed", test_killed);
  return g_test_run ();
}
