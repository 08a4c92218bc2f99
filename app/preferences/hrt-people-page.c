/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeoplePage: in the preferences: who works in the shop, and the way to change it.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "config.h"

#include "hrt-people-page.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-ui.h"
#include "hrt-person-dialog.h"

#define AVATAR_PX 36

/**
 * HrtPeoplePage:
 *
 * Reads the accounts when it is made and whenever one was changed, here or at another machine. The
 * cursor stays on the person it is on.
 *
 * Threading: main thread. Lifetime: its window's.
 */
struct _HrtPeoplePage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *here;
  AdwPreferencesGroup *gone; /* whose accounts may not be used any more */

  HrtDesk *desk;             /* (owned) (nullable) until it is made */
  GPtrArray *staff;          /* (owned) (nullable) (element-type HrtStaff) as they are shown */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) in the order of @staff */
  GCancellable *cancellable; /* (owned) cancelled when the page goes */
  gint64 focus_id;           /* whose row the cursor goes to when the people are shown next */
};

G_DEFINE_FINAL_TYPE (HrtPeoplePage, hrt_people_page, ADW_TYPE_PREFERENCES_PAGE)

static void
say (HrtPeoplePage *self, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (escaped));
}

static void list (HrtPeoplePage *self);

static void
on_saved (HrtPeoplePage *self, HrtStaff *staff)
{
  g_autofree char *text = NULL;

  if (self->here == NULL)
    return;
  self->focus_id = staff->id;
  list (self); /* the hint may have been faster, or lost */
  /* Translators: somebody's account was made or changed; %s is the name */
  text = g_strdup_printf (_ ("Saved: %s"), staff->name);
  say (self, text);
}

/* @staff: (nullable): %NULL for a new one */
static void
open_dialog (HrtPeoplePage *self, HrtStaff *staff)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  HrtPersonDialog *dialog = hrt_person_dialog_new (window, self->desk, staff);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_add_clicked (HrtPeoplePage *self)
{
  open_dialog (self, NULL);
}

static void
on_row_activated (HrtPeoplePage *self, GtkWidget *row)
{
  guint place = 0;

  if (g_ptr_array_find (self->rows, row, &place))
    open_dialog (self, g_ptr_array_index (self->staff, place));
}

/* --- the list --- */

static char *
dup_description (HrtPeoplePage *self, HrtStaff *staff)
{
  const char *role = hrt_desk_role_text (staff->role);

  if (!staff->active)
    /* Translators: of somebody who left: role and sign-in name */
    return g_strdup_printf (_ ("%s, %s; no longer here"), role, staff->login);
  if (staff->id == hrt_desk_get_staff_id (self->desk))
    /* Translators: role and sign-in name of whoever reads this */
    return g_strdup_printf (_ ("%s, %s; this is you"), role, staff->login);
  /* Translators: role and sign-in name */
  return g_strdup_printf (C_ ("person", "%s, %s"), role, staff->login);
}

static GtkWidget *
make_row (HrtPeoplePage *self, HrtStaff *staff)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (AVATAR_PX, staff->name, TRUE);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *description = dup_description (self, staff);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", staff->name, description);
  g_autofree char *title = g_markup_escape_text (staff->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (description, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (!staff->active)
    gtk_widget_add_css_class (row, "person-gone");
  /* A row is named after its title alone, which would win. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  hrt_ui_name (row, spoken);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  return row;
}

/* Whose row has the cursor, also while a dialog is open above it. */
static gint64
get_focused_id (HrtPeoplePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint place = 0;

  if (focus == NULL || !g_ptr_array_find (self->rows, focus, &place))
    return 0;
  return ((HrtStaff *) g_ptr_array_index (self->staff, place))->id;
}

static void
clear (HrtPeoplePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      HrtStaff *staff = g_ptr_array_index (self->staff, i);

      adw_preferences_group_remove (staff->active ? self->here : self->gone,
                                    g_ptr_array_index (self->rows, i));
    }
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
}

/* Takes @staff: who is here comes first. */
static void
show_staff (HrtPeoplePage *self, GPtrArray *staff)
{
  gint64 focus_id = self->focus_id != 0 ? self->focus_id : get_focused_id (self);
  gboolean has_gone = FALSE;

  clear (self);
  self->focus_id = 0;
  self->staff = staff;
  for (guint i = 0; i < staff->len; i++)
    {
      HrtStaff *person = g_ptr_array_index (staff, i);
      GtkWidget *row = make_row (self, person);

      has_gone = has_gone || !person->active;
      adw_preferences_group_add (person->active ? self->here : self->gone, row);
      g_ptr_array_add (self->rows, row);
      if (person->id == focus_id)
        gtk_widget_grab_focus (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->gone), has_gone);
  adw_preferences_group_set_description (
      self->here, staff->len > 1 ? NULL
                                 : _ ("Only you have an account so far. Give everybody who works "
                                      "here one of their own: then the books say who sold what."));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPeoplePage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *staff = hrt_people_list_staff_finish (HRT_PEOPLE (source), result, &error);

  if (staff != NULL && self->here != NULL)
    {
      show_staff (self, staff);
      return;
    }
  g_clear_pointer (&staff, g_ptr_array_unref);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = hrt_ui_dup_error_text (error);

      say (self, text);
    }
}

static void
list (HrtPeoplePage *self)
{
  hrt_people_list_staff_async (hrt_context_get_people (hrt_desk_get_context (self->desk)), TRUE,
                               self->cancellable, on_listed, g_object_ref (self));
}

static void
hrt_people_page_dispose (GObject *object)
{
  HrtPeoplePage *self = HRT_PEOPLE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  self->here = NULL;
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_people_page_parent_class)->dispose (object);
}

static void
hrt_people_page_finalize (GObject *object)
{
  HrtPeoplePage *self = HRT_PEOPLE_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hrt_people_page_parent_class)->finalize (object);
}

static void
hrt_people_page_class_init (HrtPeoplePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hrt_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hrt_people_page_finalize;
}

static void
hrt_people_page_init (HrtPeoplePage *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (self);
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  adw_preferences_page_set_title (page, C_ ("page of the preferences", "People"));
  adw_preferences_page_set_icon_name (page, "avatar-default-symbolic");
  self->here = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->here, _ ("Who works here"));
  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (add, _ ("Add a person"));
  hrt_ui_name (add, _ ("Add a person"));
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  adw_preferences_group_set_header_suffix (self->here, add);
  self->gone = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->gone, _ ("No longer here"));
  gtk_widget_set_visible (GTK_WIDGET (self->gone), FALSE);
  adw_preferences_page_add (page, self->here);
  adw_preferences_page_add (page, self->gone);
}

/**
 * hrt_people_page_new:
 * @desk: whose people; somebody with %HRT_DESK_CONFIGURE is signed in
 *
 * Returns: (transfer floating): the page; it fills itself
 */
HrtPeoplePage *
hrt_people_page_new (HrtDesk *desk)
{
  HrtPeoplePage *self = g_object_new (HRT_TYPE_PEOPLE_PAGE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "people-changed", G_CALLBACK (list), self, G_CONNECT_SWAPPED);
  list (self);
  return self;
}
