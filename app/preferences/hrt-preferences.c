/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPreferences: language, light or dark, web shop, receipts; for the owner the shop and its
 * people.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-preferences.h"

#include <glib/gi18n.h>

#include "../devices/hrt-receipt-folder.h"
#include "../hrt-background.h"
#include "../hrt-language.h"
#include "../hrt-paths.h"
#include "../widgets/hrt-ui.h"
#include "hrt-backup-group.h"
#include "hrt-people-page.h"
#include "hrt-shop-settings.h"

static const char *const language_names[] = { "id", "en" };
static const char *const scheme_names[] = { "system", "light", "dark" };
static const int paper_widths[] = { 58, 80 }; /* mm */

struct _HrtPreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *language;
  AdwComboRow *scheme;
  AdwComboRow *paper;
  GtkEditable *till;
  AdwPreferencesGroup *web_group;
  GtkLabel *web_text;
  GtkWidget *web_row;
  GtkWidget *web;
  GtkWidget *stay_row;
  GtkWidget *port_row;
  GtkWidget *stay;
  GtkSpinButton *port;
  GtkWidget *pdf;
  AdwActionRow *folder;
  GtkWidget *folder_button;
  HrtBackupGroup *backups;

  HrtDesk *desk;                 /* (owned) */
  GSettings *settings;           /* (unowned) the desk's */
  GtkFileChooserNative *chooser; /* (owned) (nullable) while it is open */
};

enum
{
  SIGNAL_LANGUAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtPreferences, hrt_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
on_language_selected (HrtPreferences *self)
{
  const char *language = language_names[adw_combo_row_get_selected (self->language)];

  if (!g_str_equal (language, hrt_language_get ()))
    g_signal_emit (self, signals[SIGNAL_LANGUAGE_CHOSEN], 0, language);
}

static void
on_scheme_selected (HrtPreferences *self)
{
  g_settings_set_string (self->settings, "color-scheme",
                         scheme_names[adw_combo_row_get_selected (self->scheme)]);
}

static void
on_paper_selected (HrtPreferences *self)
{
  g_settings_set_enum (self->settings, "receipt-paper",
                       paper_widths[adw_combo_row_get_selected (self->paper)]);
}

/* Takes effect at the next start: the till that is open keeps its shift and its ticket. */
static void
on_till_applied (HrtPreferences *self)
{
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (self->till)));

  if (code[0] != '\0')
    g_settings_set_string (self->settings, "till-code", code);
}

static void
show_folder (HrtPreferences *self)
{
  g_autofree char *path = hrt_receipt_folder_dup (self->settings);
  g_autofree char *shown = hrt_paths_dup_shown (path);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->folder, escaped);
}

static void
on_folder_chosen (GtkNativeDialog *dialog, int response, HrtPreferences *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = g_file_get_path (file);

      g_settings_set_string (self->settings, "receipt-folder", path != NULL ? path : "");
      show_folder (self);
    }
  g_clear_object (&self->chooser);
}

static void
on_folder_clicked (HrtPreferences *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Folder for Receipts"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (on_folder_chosen), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_web_changed (HrtPreferences *self)
{
  g_autofree char *text = hrt_desk_dup_web_text (self->desk);

  gtk_label_set_label (self->web_text, text);
}

/* There is nothing to choose here about a web shop that others serve. */
static void
show_web_rows (HrtPreferences *self)
{
  gboolean is_elsewhere = hrt_desk_is_web_elsewhere (self->desk);
  g_autofree char *text = hrt_desk_dup_web_text (self->desk);

  /* A second till would not be found again. */
  gtk_widget_set_visible (self->stay_row, !is_elsewhere && hrt_background_is_possible (
                                                               g_application_get_default ()));
  gtk_widget_set_visible (self->web_row, !is_elsewhere);
  gtk_widget_set_visible (self->port_row, !is_elsewhere);
  if (is_elsewhere)
    adw_preferences_group_set_description (self->web_group, text);
}

static void
hrt_preferences_dispose (GObject *object)
{
  HrtPreferences *self = HRT_PREFERENCES (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_PREFERENCES);
  G_OBJECT_CLASS (hrt_preferences_parent_class)->dispose (object);
}

static void
hrt_preferences_class_init (HrtPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_preferences_dispose;
  signals[SIGNAL_LANGUAGE_CHOSEN] =
      g_signal_new ("language-chosen", HRT_TYPE_PREFERENCES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (HRT_TYPE_BACKUP_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, language);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, paper);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, till);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, web_group);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, web_text);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, web_row);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, web);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, stay_row);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, stay);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, port_row);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, port);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, pdf);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, folder);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, folder_button);
  gtk_widget_class_bind_template_child (widget_class, HrtPreferences, backups);
  gtk_widget_class_bind_template_callback (widget_class, on_folder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_till_applied);
}

static void
hrt_preferences_init (HrtPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (self->folder_button, _ ("Choose the folder"));
}

static guint
index_of (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      return i;
  return 0;
}

static void
show_settings (HrtPreferences *self)
{
  g_autofree char *scheme = g_settings_get_string (self->settings, "color-scheme");
  g_autofree char *till = g_settings_get_string (self->settings, "till-code");
  int paper_mm = g_settings_get_enum (self->settings, "receipt-paper");

  adw_combo_row_set_selected (self->language, index_of (language_names, 2, hrt_language_get ()));
  adw_combo_row_set_selected (self->scheme, index_of (scheme_names, 3, scheme));
  adw_combo_row_set_selected (self->paper, paper_mm == paper_widths[0] ? 0 : 1);
  g_settings_bind (self->settings, "web-shop", self->web, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "keep-running", self->stay, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "web-port", self->port, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "receipt-pdf", self->pdf, "active", G_SETTINGS_BIND_DEFAULT);
  gtk_editable_set_text (self->till, till);
  show_folder (self);
}

/**
 * hrt_preferences_new:
 * @parent: the window it belongs to
 * @desk: the way to the settings and the web shop
 *
 * Returns: (transfer none): the window, not shown yet; GTK owns it
 */
HrtPreferences *
hrt_preferences_new (GtkWindow *parent, HrtDesk *desk)
{
  HrtPreferences *self = g_object_new (HRT_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  self->settings = hrt_desk_get_settings (desk);
  show_settings (self);
  gtk_widget_set_visible (GTK_WIDGET (self->web_group), hrt_desk_may (desk, HRT_DESK_CONFIGURE));
  show_web_rows (self);
  gtk_widget_set_visible (GTK_WIDGET (self->backups), hrt_desk_may (desk, HRT_DESK_CONFIGURE));
  hrt_backup_group_set_desk (self->backups, desk);
  g_signal_connect_swapped (self->language, "notify::selected", G_CALLBACK (on_language_selected),
                            self);
  g_signal_connect_swapped (self->scheme, "notify::selected", G_CALLBACK (on_scheme_selected),
                            self);
  g_signal_connect_swapped (self->paper, "notify::selected", G_CALLBACK (on_paper_selected), self);
  g_signal_connect_object (desk, "web-changed", G_CALLBACK (on_web_changed), self,
                           G_CONNECT_SWAPPED);
  on_web_changed (self);
  if (hrt_desk_may (desk, HRT_DESK_CONFIGURE))
    {
      adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                  ADW_PREFERENCES_PAGE (hrt_shop_settings_new (desk)));
      adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                  ADW_PREFERENCES_PAGE (hrt_people_page_new (desk)));
    }
  return self;
}
