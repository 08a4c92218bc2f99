/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtBackupGroup: in the preferences: the last backup, one more now, every day or not, where to.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-backup-group.h"

#include <glib/gi18n.h>

#include "../care/hrt-care.h"
#include "../hrt-paths.h"
#include "../widgets/hrt-ui.h"

struct _HrtBackupGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *last;
  GtkWidget *now;
  GtkWidget *daily;
  AdwActionRow *daily_row;
  AdwActionRow *folder;
  GtkWidget *folder_button;

  HrtDesk *desk;                 /* (owned) (nullable) until it is set */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
};

G_DEFINE_FINAL_TYPE (HrtBackupGroup, hrt_backup_group, ADW_TYPE_PREFERENCES_GROUP)

static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text != NULL ? text : "", -1);

  adw_action_row_set_subtitle (row, escaped);
}

static void
update (HrtBackupGroup *self)
{
  HrtCare *care = hrt_desk_get_care (self->desk);
  HrtHousekeeping *keep = hrt_care_get_housekeeping (care);
  g_autofree char *last = hrt_care_dup_backup_text (care, hrt_desk_get_time_zone (self->desk));
  g_autofree char *trouble = hrt_care_dup_backup_trouble (care);
  g_autofree char *shown = hrt_paths_dup_shown (hrt_housekeeping_get_folder (keep));
  g_autofree char *both = trouble != NULL ? g_strdup_printf ("%s\n%s", trouble, last) : NULL;

  set_subtitle (self->last, both != NULL ? both : last);
  set_subtitle (self->folder, shown);
  gtk_widget_set_sensitive (self->now, hrt_housekeeping_can_back_up (keep) &&
                                           !hrt_housekeeping_is_backing_up (keep));
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtBackupGroup) self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      hrt_housekeeping_back_up_finish (HRT_HOUSEKEEPING (source), result, &error);

  if (!ADW_IS_PREFERENCES_WINDOW (root))
    return;
  if (path != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root),
                                      adw_toast_new (_ ("The backup is whole")));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root),
                                      adw_toast_new (
                                          _ ("A backup is being made by another program already")));
}

static void
on_now_clicked (HrtBackupGroup *self)
{
  hrt_housekeeping_back_up_async (hrt_care_get_housekeeping (hrt_desk_get_care (self->desk)),
                                  on_backed_up, g_object_ref (self));
}

static void
on_folder_chosen (GtkNativeDialog *dialog, int response, HrtBackupGroup *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_settings_set_string (hrt_desk_get_settings (self->desk), "backup-folder", path);
    }
  g_clear_object (&self->chooser);
}

static void
on_folder_clicked (HrtBackupGroup *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Folder for Backups"), window,
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_folder_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * hrt_backup_group_set_desk:
 * @desk: whose backups are shown
 */
void
hrt_backup_group_set_desk (HrtBackupGroup *self, HrtDesk *desk)
{
  HrtCare *care = hrt_desk_get_care (desk);

  self->desk = g_object_ref (desk);
  g_settings_bind (hrt_desk_get_settings (desk), "backup", self->daily, "active",
                   G_SETTINGS_BIND_DEFAULT);
  /* A server that the owner named is backed up by whoever looks after it. */
  gtk_widget_set_visible (GTK_WIDGET (self->daily_row),
                          hrt_start_up_has_own_database (hrt_desk_get_start_up (desk)));
  g_signal_connect_object (care, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
hrt_backup_group_dispose (GObject *object)
{
  HrtBackupGroup *self = HRT_BACKUP_GROUP (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (hrt_backup_group_parent_class)->dispose (object);
}

static void
hrt_backup_group_class_init (HrtBackupGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_backup_group_dispose;
}

static AdwActionRow *
add_row (HrtBackupGroup *self, const char *title, GtkWidget *suffix, const char *name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  hrt_ui_name (suffix, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  /* An activatable widget is named after its row: right for a switch, wrong for "Back Up Now". */
  if (GTK_IS_SWITCH (suffix))
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
hrt_backup_group_init (HrtBackupGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Backups"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("Database, pictures and the journal of sales. A folder on another disk, or one that is "
         "copied elsewhere, also helps when this machine is lost."));
  self->now = gtk_button_new_with_label (_ ("Back Up Now"));
  self->daily = gtk_switch_new ();
  self->folder_button = gtk_button_new_from_icon_name ("folder-open-symbolic");
  gtk_widget_add_css_class (self->folder_button, "flat");
  self->last = add_row (self, _ ("State"), self->now, _ ("Back Up Now"));
  self->daily_row = add_row (self, _ ("Every night, or at the first quiet moment of the day"),
                             self->daily, _ ("Back up every day"));
  self->folder =
      add_row (self, _ ("Folder"), self->folder_button, _ ("Choose the backups' folder"));
  g_signal_connect_swapped (self->now, "clicked", G_CALLBACK (on_now_clicked), self);
  g_signal_connect_swapped (self->folder_button, "clicked", G_CALLBACK (on_folder_clicked), self);
}
