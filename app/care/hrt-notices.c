/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtNotices: banners above the pages, one for each thing that may be wrong.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-notices.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-banner.h"
#include "../widgets/hrt-ui.h"
#include "hrt-care.h"

struct _HrtNotices
{
  GtkWidget parent_instance;

  HrtBanner *offline;
  HrtBanner *journal;
  HrtBanner *lost;
  HrtBanner *backup;
  HrtBanner *web;
  HrtDesk *desk; /* (owned) (nullable) until it is set */
};

G_DEFINE_FINAL_TYPE (HrtNotices, hrt_notices, GTK_TYPE_WIDGET)

static void
show_or_hide (HrtBanner *banner, const char *text, const char *button)
{
  if (text != NULL)
    hrt_banner_show (banner, text, button);
  else
    hrt_banner_hide (banner);
}

/* Where a server of our own does not come back, the reason and the way out are said too. */
static void
update_offline (HrtNotices *self)
{
  HrtStartUp *start_up = hrt_desk_get_start_up (self->desk);
  g_autofree char *advice = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *text = NULL;

  if (hrt_desk_is_online (self->desk))
    {
      hrt_banner_hide (self->offline);
      return;
    }
  if (!hrt_start_up_is_lost (start_up))
    {
      hrt_banner_show (
          self->offline,
          _ ("The database is away. The ticket stays on the screen and scans are kept; paying, "
             "parking and saving go on as soon as it is back. That happens by itself."),
          NULL);
      return;
    }
  problem = hrt_start_up_dup_problem (start_up, &advice);
  text = g_strdup_printf ("%s. %s %s", problem, advice,
                          _ ("Until then nothing can be sold or saved; the ticket stays on the "
                             "screen and scans are kept."));
  hrt_banner_show (self->offline, text, _ ("Try Again"));
}

static void
update_care (HrtNotices *self)
{
  HrtCare *care = hrt_desk_get_care (self->desk);
  gboolean is_owner = hrt_desk_may (self->desk, HRT_DESK_CONFIGURE);
  g_autofree char *journal = hrt_care_dup_journal_trouble (care);
  g_autofree char *lost = is_owner ? hrt_care_dup_lost_sales_summary (care) : NULL;
  g_autofree char *backup = is_owner ? hrt_care_dup_backup_trouble (care) : NULL;

  show_or_hide (self->journal, journal, NULL);
  show_or_hide (self->lost, lost, _ ("Show What to Do"));
  show_or_hide (self->backup, backup, _ ("Try Again"));
}

static void
update_web (HrtNotices *self)
{
  gboolean is_shown =
      hrt_desk_has_web_trouble (self->desk) && hrt_desk_may (self->desk, HRT_DESK_CONFIGURE);
  g_autofree char *text = is_shown ? hrt_desk_dup_web_text (self->desk) : NULL;

  show_or_hide (self->web, text, _ ("Preferences"));
}

static void
on_web_clicked (HrtNotices *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.preferences", NULL);
}

static void
on_retry_clicked (HrtNotices *self)
{
  hrt_start_up_reopen (hrt_desk_get_start_up (self->desk));
}

static void
on_lost_response (HrtNotices *self, const char *response)
{
  if (g_str_equal (response, "done"))
    hrt_care_forget_lost_sales (hrt_desk_get_care (self->desk));
}

static void
on_lost_clicked (HrtNotices *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtCare *care = hrt_desk_get_care (self->desk);
  g_autofree char *heading = hrt_care_dup_lost_sales_summary (care);
  g_autofree char *details = hrt_care_dup_lost_sales_details (care);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, heading, NULL));
  GtkWidget *label = gtk_label_new (details);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 440);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 180);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  adw_message_dialog_set_extra_child (dialog, scroller);
  adw_message_dialog_add_responses (dialog, "later", _ ("Keep Reminding Me"), "done",
                                    _ ("I Have Seen to It"), NULL);
  adw_message_dialog_set_default_response (dialog, "later");
  adw_message_dialog_set_close_response (dialog, "later");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_lost_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_backup_clicked (HrtNotices *self)
{
  hrt_housekeeping_back_up_async (hrt_care_get_housekeeping (hrt_desk_get_care (self->desk)), NULL,
                                  NULL);
}

/**
 * hrt_notices_set_desk:
 * @desk: whose troubles are shown
 */
void
hrt_notices_set_desk (HrtNotices *self, HrtDesk *desk)
{
  g_return_if_fail (HRT_IS_NOTICES (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "online-changed", G_CALLBACK (update_offline), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hrt_desk_get_start_up (desk), "changed", G_CALLBACK (update_offline),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hrt_desk_get_care (desk), "changed", G_CALLBACK (update_care), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "web-changed", G_CALLBACK (update_web), self, G_CONNECT_SWAPPED);
  update_offline (self);
  update_care (self);
  update_web (self);
}

static void
hrt_notices_dispose (GObject *object)
{
  HrtNotices *self = HRT_NOTICES (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_notices_parent_class)->dispose (object);
}

static void
hrt_notices_class_init (HrtNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_notices_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static HrtBanner *
add_banner (HrtNotices *self, const char *icon_name, gboolean is_bad, GCallback on_clicked)
{
  GtkWidget *banner = hrt_banner_new (icon_name, is_bad);

  gtk_widget_set_parent (banner, GTK_WIDGET (self));
  if (on_clicked != NULL)
    g_signal_connect_swapped (banner, "clicked", on_clicked, self);
  return HRT_BANNER (banner);
}

static void
hrt_notices_init (HrtNotices *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->offline =
      add_banner (self, "network-offline-symbolic", FALSE, G_CALLBACK (on_retry_clicked));
  self->lost = add_banner (self, "dialog-warning-symbolic", TRUE, G_CALLBACK (on_lost_clicked));
  self->journal = add_banner (self, "drive-harddisk-symbolic", TRUE, NULL);
  self->backup =
      add_banner (self, "drive-harddisk-symbolic", FALSE, G_CALLBACK (on_backup_clicked));
  self->web = add_banner (self, "web-browser-symbolic", FALSE, G_CALLBACK (on_web_clicked));
}
