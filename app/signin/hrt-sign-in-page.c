/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSignInPage: who is at the counter: a face, and a PIN or password.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-sign-in-page.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-brand-panel.h"
#include "../widgets/hrt-ui.h"

struct _HrtSignInPage
{
  GtkWidget parent_instance;

  AdwFlap *flap;
  GtkScrolledWindow *scroller;
  GtkLabel *shop;
  GtkFlowBox *people;
  GtkWidget *secret_group;
  GtkEditable *secret;
  GtkLabel *refusal;
  GtkWidget *sign_in;

  HrtDesk *desk;    /* (owned) */
  GPtrArray *staff; /* (owned) (nullable) (element-type HrtStaff) in the order of @people */
  GCancellable *cancellable; /* (owned) cancelled when the page goes */
  char *said;                /* (owned) (nullable) why somebody has to sign in again */
  gboolean is_busy;
  gboolean is_filling; /* the people are put there by the program */
};

enum
{
  SIGNAL_SIGNED_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtSignInPage, hrt_sign_in_page, GTK_TYPE_WIDGET)

static HrtStaff *
get_selected (HrtSignInPage *self)
{
  g_autoptr (GList) selected = gtk_flow_box_get_selected_children (self->people);
  int index = selected != NULL ? gtk_flow_box_child_get_index (selected->data) : -1;

  return index >= 0 && self->staff != NULL ? g_ptr_array_index (self->staff, (guint) index) : NULL;
}

static void
refuse (HrtSignInPage *self, const char *text)
{
  gtk_label_set_label (self->refusal, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), text != NULL);
}

static void
scroll_to_end (gpointer user_data)
{
  g_autoptr (HrtSignInPage) self = user_data;
  GtkAdjustment *adjustment;

  if (self->scroller == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->refusal)))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) -
                                            gtk_adjustment_get_page_size (adjustment));
}

/* In a low window with many people what was refused and where to type again are both seen: they are
 * at the end, and the end has moved. Not at once: this is in the middle of laying out. */
static void
on_height_changed (HrtSignInPage *self)
{
  g_idle_add_once (scroll_to_end, g_object_ref (self));
}

static void
update_sensitivity (HrtSignInPage *self)
{
  gboolean has_secret = gtk_editable_get_text (self->secret)[0] != '\0';

  gtk_widget_set_sensitive (self->sign_in,
                            has_secret && !self->is_busy && get_selected (self) != NULL);
}

static void
on_secret_changed (HrtSignInPage *self)
{
  update_sensitivity (self);
}

static void
on_person_selected (HrtSignInPage *self)
{
  HrtStaff *staff = get_selected (self);

  if (self->is_filling)
    return;
  gtk_widget_set_visible (self->secret_group, staff != NULL);
  if (staff != NULL)
    {
      g_autofree char *name =
          g_strdup_printf (_ ("PIN or password of %s"), hrt_staff_get_name (staff));

      hrt_ui_name (GTK_WIDGET (self->secret), name);
    }
  gtk_editable_set_text (self->secret, "");
  refuse (self, NULL);
  update_sensitivity (self);
}

static void
on_person_activated (HrtSignInPage *self)
{
  on_person_selected (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  self->is_busy = FALSE;
  if (hrt_desk_sign_in_finish (self->desk, result, &error))
    {
      g_signal_emit (self, signals[SIGNAL_SIGNED_IN], 0);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->secret == NULL)
    return;
  text = hrt_desk_dup_sign_in_refusal (self->desk, error);
  refuse (self, text);
  gtk_editable_set_text (self->secret, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
  update_sensitivity (self);
}

static void
on_sign_in_clicked (HrtSignInPage *self)
{
  HrtStaff *staff = get_selected (self);
  const char *secret = gtk_editable_get_text (self->secret);

  if (staff == NULL || self->is_busy || secret[0] == '\0')
    return;
  self->is_busy = TRUE;
  g_clear_pointer (&self->said, g_free);
  refuse (self, NULL);
  update_sensitivity (self);
  hrt_desk_sign_in_async (self->desk, staff, secret, self->cancellable, on_signed_in,
                          g_object_ref (self));
}

static void
add_person (HrtSignInPage *self, HrtStaff *staff)
{
  const char *name = hrt_staff_get_name (staff);
  const char *role = hrt_desk_role_text (hrt_staff_get_role (staff));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *avatar = adw_avatar_new (64, name, TRUE);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *caption = gtk_label_new (role);
  GtkWidget *child = gtk_flow_box_child_new ();
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, role);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "muted");
  gtk_widget_add_css_class (box, "staff-card");
  gtk_box_append (GTK_BOX (box), avatar);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  hrt_ui_name (child, spoken);
  gtk_flow_box_append (self->people, child);
}

static gboolean
are_same (GPtrArray *one, GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++)
    if (((HrtStaff *) g_ptr_array_index (one, i))->revision !=
        ((HrtStaff *) g_ptr_array_index (other, i))->revision)
      return FALSE;
  return TRUE;
}

static void
select_person (HrtSignInPage *self, guint place)
{
  gtk_flow_box_select_child (self->people, gtk_flow_box_get_child_at_index (self->people, place));
}

/* Takes @staff. Returns: whether whoever was chosen still is, with what was typed */
static gboolean
fill (HrtSignInPage *self, GPtrArray *staff)
{
  HrtStaff *chosen = get_selected (self);
  gint64 chosen_id = chosen != NULL ? chosen->id : 0;
  GtkWidget *child;

  self->is_filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->people))) != NULL)
    gtk_flow_box_remove (self->people, child);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  for (guint i = 0; i < staff->len; i++)
    {
      HrtStaff *person = g_ptr_array_index (staff, i);

      add_person (self, person);
      if (person->id == chosen_id)
        select_person (self, i);
    }
  self->is_filling = FALSE;
  return get_selected (self) != NULL;
}

static void
on_staff_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) staff = hrt_desk_list_staff_finish (self->desk, result, &error);

  if (self->people == NULL)
    return;
  if (staff == NULL && self->staff == NULL)
    {
      g_autofree char *text = hrt_ui_dup_error_text (error);

      refuse (self, text);
    }
  if (staff == NULL || (self->staff != NULL && are_same (self->staff, staff)) ||
      fill (self, g_steal_pointer (&staff)))
    return;
  gtk_widget_set_visible (self->secret_group, FALSE);
  gtk_editable_set_text (self->secret, "");
  if (self->staff->len == 1)
    {
      select_person (self, 0);
      gtk_widget_grab_focus (GTK_WIDGET (self->secret));
    }
  else
    {
      gtk_widget_child_focus (GTK_WIDGET (self->people), GTK_DIR_TAB_FORWARD);
    }
  refuse (self, self->said);
}

/* Also while it is shown: somebody may be added or taken away at another machine. */
static void
list_staff (HrtSignInPage *self)
{
  hrt_desk_list_staff_async (self->desk, self->cancellable, on_staff_listed, g_object_ref (self));
}

static void
hrt_sign_in_page_dispose (GObject *object)
{
  HrtSignInPage *self = HRT_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  hrt_ui_dispose_template (GTK_WIDGET (self), HRT_TYPE_SIGN_IN_PAGE);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_sign_in_page_parent_class)->dispose (object);
}

static void
hrt_sign_in_page_finalize (GObject *object)
{
  g_object_unref (HRT_SIGN_IN_PAGE (object)->cancellable);
  g_free (HRT_SIGN_IN_PAGE (object)->said);
  G_OBJECT_CLASS (hrt_sign_in_page_parent_class)->finalize (object);
}

static void
hrt_sign_in_page_class_init (HrtSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hrt_sign_in_page_dispose;
  object_class->finalize = hrt_sign_in_page_finalize;
  signals[SIGNAL_SIGNED_IN] = g_signal_new ("signed-in", HRT_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (HRT_TYPE_BRAND_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, flap);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, shop);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, people);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, secret_group);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, secret);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, HrtSignInPage, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_person_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_person_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_changed);
}

static void
hrt_sign_in_page_init (HrtSignInPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->flap, "folded", self->flap, "reveal-flap",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                           G_CALLBACK (on_height_changed), self, G_CONNECT_SWAPPED);
  hrt_ui_name (GTK_WIDGET (self->people), _ ("People of the shop"));
}

/**
 * hrt_sign_in_page_new:
 * @desk: with nobody signed in
 *
 * Returns: (transfer floating): the page, reading who may sign in
 */
GtkWidget *
hrt_sign_in_page_new (HrtDesk *desk)
{
  HrtSignInPage *self = g_object_new (HRT_TYPE_SIGN_IN_PAGE, NULL);
  g_autofree char *shop = g_utf8_strup (hrt_desk_get_shop_name (desk), -1);

  self->desk = g_object_ref (desk);
  gtk_label_set_label (self->shop, shop);
  g_signal_connect_object (desk, "people-changed", G_CALLBACK (list_staff), self,
                           G_CONNECT_SWAPPED);
  list_staff (self);
  return GTK_WIDGET (self);
}

/**
 * hrt_sign_in_page_say:
 * @text: why somebody has to sign in again
 */
void
hrt_sign_in_page_say (HrtSignInPage *self, const char *text)
{
  g_return_if_fail (HRT_IS_SIGN_IN_PAGE (self));

  g_free (self->said);
  self->said = g_strdup (text);
  refuse (self, text);
}
