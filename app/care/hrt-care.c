/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtCare: housekeeping, the second copy of the sales, backups: how they are, in plain words.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-care.h"

#include <glib/gi18n.h>

#include "../hrt-paths.h"
#include "../widgets/hrt-ui.h"
#include "model/pg/hrt-journal-file.h"
#include "model/sales/hrt-sales.h"

/**
 * HrtCare:
 *
 * Threading: main thread. Lifetime: the #HrtDesk's.
 */
struct _HrtCare
{
  GObject parent_instance;

  HrtStartUp *start_up;  /* (owned) */
  GSettings *settings;   /* (owned) */
  HrtContext *context;   /* (owned) */
  HrtHousekeeping *keep; /* (owned) */
  gboolean has_forgotten_lost_sales;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtCare, hrt_care, G_TYPE_OBJECT)

static void
emit_changed (HrtCare *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hrt_care_stop:
 *
 * Begins nothing more; for the end of the program.
 */
void
hrt_care_stop (HrtCare *self)
{
  hrt_housekeeping_stop (self->keep);
}

HrtHousekeeping *
hrt_care_get_housekeeping (HrtCare *self)
{
  return self->keep;
}

/**
 * hrt_care_dup_journal_trouble:
 *
 * Returns: (transfer full) (nullable): why the second copy of the sales is not written, and what to
 * do; %NULL while it is
 */
char *
hrt_care_dup_journal_trouble (HrtCare *self)
{
  const GError *error = hrt_sales_get_journal_error (hrt_context_get_sales (self->context));
  g_autofree char *folder = NULL;

  if (error == NULL)
    return NULL;
  if (g_error_matches (error, HRT_JOURNAL_ERROR, HRT_JOURNAL_ERROR_DISK_FULL))
    return g_strdup (
        _ ("The disk of this machine is full. Sales go on and are in the database, but their "
           "second copy is not written. Please make room; the copy is then caught up by itself."));
  folder = hrt_context_dup_journal_dir (self->context);
  return g_strdup_printf (
      /* Translators: %s is a folder. */
      _ ("Sales go on and are in the database, but their second copy in %s cannot be written. "
         "Please see to it that this account may write there; the copy is then caught up by "
         "itself."),
      folder);
}

static HrtJournalComparison *
get_findings (HrtCare *self)
{
  return self->has_forgotten_lost_sales ? NULL : hrt_start_up_get_comparison (self->start_up);
}

/* Why nobody knows whether sales are missing. */
static const GError *
get_comparison_error (HrtCare *self)
{
  return self->has_forgotten_lost_sales ? NULL : hrt_start_up_get_comparison_error (self->start_up);
}

/**
 * hrt_care_dup_lost_sales_summary:
 *
 * Returns: (transfer full) (nullable): one sentence about sales that the journal beside the
 * database knew and the database did not, or that this could not be found out; %NULL when they
 * agree
 */
char *
hrt_care_dup_lost_sales_summary (HrtCare *self)
{
  HrtJournalComparison *found = get_findings (self);

  if (get_comparison_error (self) != NULL)
    return g_strdup (_ ("The sales could not be compared with their second copy."));
  if (found == NULL)
    return NULL;
  if (found->unresolved->len > 0)
    return g_strdup_printf (g_dngettext (NULL, "%u confirmed sale is missing in the database.",
                                         "%u confirmed sales are missing in the database.",
                                         found->unresolved->len),
                            found->unresolved->len);
  if (found->problems->len > 0)
    return g_strdup (_ ("The second copy of the sales is damaged."));
  if (found->n_replayed > 0)
    return g_strdup_printf (
        g_dngettext (NULL, "%u sale that the database had lost was brought back.",
                     "%u sales that the database had lost were brought back.", found->n_replayed),
        found->n_replayed);
  return NULL;
}

static void
add_list (GString *text, const char *heading, GPtrArray *lines)
{
  if (lines->len == 0)
    return;
  g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", heading);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "• %s\n", (const char *) g_ptr_array_index (lines, i));
}

/**
 * hrt_care_dup_lost_sales_details:
 *
 * Returns: (transfer full) (nullable): which sales, and what to do about them
 */
char *
hrt_care_dup_lost_sales_details (HrtCare *self)
{
  HrtJournalComparison *found = get_findings (self);
  const GError *error = get_comparison_error (self);
  GString *text;

  if (error != NULL)
    return g_strdup_printf (
        /* Translators: %s is what the database said, in English. */
        _ ("Sales may be missing in the database. They are in the second copy and are not lost: "
           "please close Hurtrock and start it again, it then compares once more and brings them "
           "back. If this comes again, keep the data folder as it is for whoever looks after this "
           "machine. The database said:\n%s"),
        error->message);
  if (found == NULL)
    return NULL;
  text = g_string_new (NULL);
  add_list (text,
            _ ("These sales were confirmed and paid, but the database lost them and cannot take "
               "them back. Please sell each again from its receipt, with the reason “lost by the "
               "database”, and check the disk of this machine:"),
            found->unresolved);
  add_list (text,
            _ ("The database had lost these sales; they have been brought back from the second "
               "copy. Nothing is missing, but the disk of this machine should be checked:"),
            found->replayed);
  add_list (text,
            _ ("The second copy itself is not as it was written. The sales in the database are "
               "not affected. Please keep the folder as it is for whoever looks into it:"),
            found->problems);
  return g_string_free (text, FALSE);
}

/**
 * hrt_care_forget_lost_sales:
 *
 * The owner has read it; until the next start.
 */
void
hrt_care_forget_lost_sales (HrtCare *self)
{
  self->has_forgotten_lost_sales = TRUE;
  emit_changed (self);
}

/**
 * hrt_care_dup_backup_trouble:
 *
 * Returns: (transfer full) (nullable): why the last backup failed; %NULL when it did not
 */
char *
hrt_care_dup_backup_trouble (HrtCare *self)
{
  const GError *error = hrt_housekeeping_get_backup_error (self->keep);

  if (error == NULL)
    return NULL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return g_strdup (_ ("The last backup failed: the disk is full."));
  return g_strdup (_ ("The last backup failed. Please look whether the folder for backups is there "
                      "and can be written, then try again."));
}

/**
 * hrt_care_dup_backup_text:
 * @time_zone: (nullable): the shop's
 *
 * Returns: (transfer full): when the last backup was made and where it is
 */
char *
hrt_care_dup_backup_text (HrtCare *self, const char *time_zone)
{
  gint64 time = 0;
  const char *path = hrt_housekeeping_get_last_backup (self->keep, &time);
  g_autofree char *when = NULL;
  g_autofree char *shown = NULL;

  if (!hrt_housekeeping_can_back_up (self->keep))
    return g_strdup (_ ("PostgreSQL's program pg_dump is missing on this machine"));
  if (hrt_housekeeping_is_backing_up (self->keep))
    return g_strdup (_ ("A backup is being made"));
  if (path == NULL)
    return g_strdup (_ ("There is no backup yet"));
  when = hrt_ui_dup_time (time, time_zone, "%d/%m/%Y %H.%M");
  shown = hrt_paths_dup_shown (path);
  /* Translators: the first %s is a date and time, the second a folder. */
  return g_strdup_printf (_ ("Last backup: %s, in %s"), when, shown);
}

static void
set_up_backup (HrtCare *self)
{
  g_autofree char *pg_dump = hrt_start_up_dup_pg_dump (self->start_up);
  g_autofree char *owner = hrt_start_up_dup_conninfo (self->start_up, HRT_PG_ROLE_OWNER);
  g_autofree char *folder = g_settings_get_string (self->settings, "backup-folder");

  if (folder[0] == '\0')
    {
      g_free (folder);
      folder = g_build_filename (hrt_start_up_get_data_dir (self->start_up), "backups", NULL);
    }
  hrt_housekeeping_set_backup (self->keep, pg_dump, owner, folder,
                               (guint) g_settings_get_int (self->settings, "backup-keep"));
  hrt_housekeeping_set_nightly (self->keep, hrt_start_up_has_own_database (self->start_up) &&
                                                g_settings_get_boolean (self->settings, "backup"));
}

static void
hrt_care_finalize (GObject *object)
{
  HrtCare *self = HRT_CARE (object);

  g_clear_object (&self->keep);
  g_clear_object (&self->context);
  g_clear_object (&self->settings);
  g_clear_object (&self->start_up);
  G_OBJECT_CLASS (hrt_care_parent_class)->finalize (object);
}

static void
hrt_care_class_init (HrtCareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_care_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_CARE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_care_init (HrtCare *self)
{
}

/**
 * hrt_care_new:
 * @start_up: ready
 * @settings: of this machine
 * @context: the line to the shop
 *
 * Returns: (transfer full): the housekeeping of this machine, begun
 */
HrtCare *
hrt_care_new (HrtStartUp *start_up, GSettings *settings, HrtContext *context)
{
  HrtCare *self = g_object_new (HRT_TYPE_CARE, NULL);
  const char *const keys[] = { "changed::backup", "changed::backup-folder",
                               "changed::backup-keep" };

  self->start_up = g_object_ref (start_up);
  self->settings = g_object_ref (settings);
  self->context = g_object_ref (context);
  self->keep = hrt_housekeeping_new (context);
  set_up_backup (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_signal_connect_object (settings, keys[i], G_CALLBACK (set_up_backup), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keep, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hrt_context_get_sales (context), "journal-changed",
                           G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  hrt_housekeeping_start (self->keep);
  return self;
}
