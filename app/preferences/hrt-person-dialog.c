/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPersonDialog: a new account for somebody of the shop, or changes of one.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "config.h"

#include "hrt-person-dialog.h"

#include <glib/gi18n.h>

#include "../hrt-language.h"
#include "../widgets/hrt-ui.h"
#include "hrt-person-form.h"
#include "model/base/hrt-model-error.h"

/**
 * HrtPersonDialog:
 *
 * Stays until everything is saved: what was refused is said, and nothing typed is lost. Name, role
 * and access are saved first, because they find out whether somebody else was faster; then the
 * secrets.
 *
 * Threading: main thread. Lifetime: GTK's, and as long as it is saving.
 */
struct _HrtPersonDialog
{
  AdwWindow parent_instance;

  HrtPersonForm *form;
  GtkWidget *save;
  GtkWidget *conflict;
  GtkLabel *trouble;

  HrtDesk *desk;      /* (owned) */
  HrtStaff *staff;    /* (owned) (nullable) as it was read last; %NULL: a new one */
  gboolean is_saving; /* it cannot be closed meanwhile */
  gboolean insists;   /* the reading under way only fetches the newest revision, and saves */
};

enum
{
  SIGNAL_SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtPersonDialog, hrt_person_dialog, ADW_TYPE_WINDOW)

static HrtPeople *
get_people (HrtPersonDialog *self)
{
  return hrt_context_get_people (hrt_desk_get_context (self->desk));
}

/* Somebody else is at the counter by now, or the program is ending. */
static gboolean
is_gone (HrtPersonDialog *self)
{
  return self->save == NULL;
}

static void
set_saving (HrtPersonDialog *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_widget_set_sensitive (self->save, !is_saving);
}

/* @text: (nullable): what was refused, above the fields; %NULL: nothing */
static void
say (HrtPersonDialog *self, const char *text)
{
  gtk_label_set_label (self->trouble, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), text != NULL);
}

static char *
dup_refusal_text (const GError *error)
{
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID))
    {
      if (g_str_equal (error->message, "last_admin"))
        return g_strdup (_ ("This is the last owner: the shop needs one who may do everything."));
      if (g_str_equal (error->message, "own_account"))
        return g_strdup (_ ("Only another owner can change the role of your account or end it."));
    }
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD))
    return g_strdup (_ ("This password or PIN is too easy to guess."));
  return hrt_ui_dup_error_text (error);
}

/* The dialog may be the first to know: somebody else was faster. */
static void
refuse_taken (HrtPersonDialog *self, const GError *error)
{
  if (g_str_equal (error->message, "name_taken"))
    hrt_person_form_refuse_name (self->form,
                                 _ ("Somebody here has this name already. Add something that "
                                    "tells the two apart."));
  else
    hrt_person_form_refuse_login (self->form);
}

static void
fail (HrtPersonDialog *self, const GError *error)
{
  g_autofree char *text = NULL;

  set_saving (self, FALSE);
  g_message ("%s", error->message);
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT))
    {
      gtk_widget_set_visible (self->conflict, TRUE);
      return;
    }
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_TAKEN))
    {
      refuse_taken (self, error);
      return;
    }
  text = dup_refusal_text (error);
  say (self, text);
}

static void
finish (HrtPersonDialog *self)
{
  set_saving (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, self->staff);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- saving --- */

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtStaff) staff = hrt_people_create_staff_finish (HRT_PEOPLE (source), result, &error);

  if (is_gone (self))
    return;
  if (staff == NULL)
    {
      fail (self, error);
      return;
    }
  g_set_object (&self->staff, staff);
  finish (self);
}

static void
create (HrtPersonDialog *self)
{
  g_autoptr (HrtStaff) draft = hrt_staff_new ();

  hrt_person_form_apply (self->form, draft);
  hrt_entity_set_text (draft, "language", hrt_language_get ());
  hrt_people_create_staff_async (get_people (self), draft,
                                 hrt_person_form_get_password (self->form),
                                 hrt_person_form_get_pin (self->form),
                                 hrt_desk_get_staff_id (self->desk), NULL, on_created,
                                 g_object_ref (self));
}

static void
on_secret_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_set = hrt_people_set_staff_secret_finish (HRT_PEOPLE (source), result, &error);

  if (is_gone (self))
    return;
  if (is_set)
    finish (self);
  else
    fail (self, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtStaff) staff = hrt_people_save_staff_finish (HRT_PEOPLE (source), result, &error);
  const char *password, *pin;

  if (is_gone (self))
    return;
  if (staff == NULL)
    {
      fail (self, error);
      return;
    }
  g_set_object (&self->staff, staff);
  password = hrt_person_form_get_password (self->form);
  pin = hrt_person_form_get_pin (self->form);
  if (password == NULL && pin == NULL)
    {
      finish (self);
      return;
    }
  hrt_people_set_staff_secret_async (HRT_PEOPLE (source), staff->id, password, pin,
                                     hrt_desk_get_staff_id (self->desk), NULL, on_secret_set,
                                     g_object_ref (self));
}

static void
save (HrtPersonDialog *self)
{
  g_autoptr (HrtStaff) draft = hrt_staff_new ();

  draft->id = self->staff->id;
  draft->revision = self->staff->revision;
  hrt_person_form_apply (self->form, draft);
  hrt_people_save_staff_async (get_people (self), draft, hrt_desk_get_staff_id (self->desk), NULL,
                               on_saved, g_object_ref (self));
}

static void
on_save_clicked (HrtPersonDialog *self)
{
  if (self->is_saving || !hrt_person_form_check (self->form))
    return;
  say (self, NULL);
  gtk_widget_set_visible (self->conflict, FALSE);
  set_saving (self, TRUE);
  if (self->staff != NULL)
    save (self);
  else
    create (self);
}

/* --- somebody else was faster --- */

static HrtStaff *
find_person (GPtrArray *staff, gint64 staff_id)
{
  for (guint i = 0; i < staff->len; i++)
    {
      HrtStaff *person = g_ptr_array_index (staff, i);

      if (person->id == staff_id)
        return person;
    }
  return NULL;
}

static void
on_read_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) staff = hrt_people_list_staff_finish (HRT_PEOPLE (source), result, &error);
  HrtStaff *now = staff != NULL ? find_person (staff, self->staff->id) : NULL;

  if (is_gone (self))
    return;
  set_saving (self, FALSE);
  if (now == NULL)
    {
      g_autofree char *text = hrt_ui_dup_error_text (error);

      say (self, text);
      return;
    }
  g_set_object (&self->staff, now);
  if (self->insists)
    {
      on_save_clicked (self);
      return;
    }
  gtk_widget_set_visible (self->conflict, FALSE);
  hrt_person_form_show (self->form, now, FALSE);
}

static void
read_again (HrtPersonDialog *self, gboolean insists)
{
  if (self->is_saving)
    return;
  self->insists = insists;
  set_saving (self, TRUE);
  hrt_people_list_staff_async (get_people (self), TRUE, NULL, on_read_again, g_object_ref (self));
}

static void
on_show_theirs_clicked (HrtPersonDialog *self)
{
  read_again (self, FALSE);
}

static void
on_save_mine_clicked (HrtPersonDialog *self)
{
  read_again (self, TRUE);
}

static gboolean
hrt_person_dialog_close_request (GtkWindow *window)
{
  if (HRT_PERSON_DIALOG (window)->is_saving)
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (hrt_person_dialog_parent_class)->close_request (window);
}

static void
hrt_person_dialog_dispose (GObject *object)
{
  HrtPersonDialog *self = HRT_PERSON_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HRT_TYPE_PERSON_DIALOG);
  g_clear_object (&self->desk);
  g_clear_object (&self->staff);
  G_OBJECT_CLASS (hrt_person_dialog_parent_class)->dispose (object);
}

static void
hrt_person_dialog_class_init (HrtPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_person_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = hrt_person_dialog_close_request;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", HRT_TYPE_PERSON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, HRT_TYPE_STAFF);
  g_type_ensure (HRT_TYPE_PERSON_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtPersonDialog, form);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonDialog, save);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonDialog, conflict);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonDialog, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_show_theirs_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_mine_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hrt_person_dialog_init (HrtPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Without them the database says it when the account is made. */
static void
on_taken_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtPersonDialog) self = user_data;
  g_autoptr (GPtrArray) staff = hrt_people_list_staff_finish (HRT_PEOPLE (source), result, NULL);

  if (staff != NULL && !is_gone (self))
    hrt_person_form_set_taken (self->form, staff);
}

/**
 * hrt_person_dialog_new:
 * @parent: the window it belongs to
 * @desk: somebody with %HRT_DESK_CONFIGURE is signed in
 * @staff: (nullable): whose account is changed; %NULL for a new one
 *
 * Returns: (transfer none): the dialog, not shown yet; GTK owns it
 */
HrtPersonDialog *
hrt_person_dialog_new (GtkWindow *parent, HrtDesk *desk, HrtStaff *staff)
{
  HrtPersonDialog *self = g_object_new (HRT_TYPE_PERSON_DIALOG, "transient-for", parent, NULL);
  HrtShopProfile *profile = hrt_desk_get_profile (desk);

  self->desk = g_object_ref (desk);
  g_set_object (&self->staff, staff);
  if (profile != NULL)
    hrt_person_form_set_shop_words (self->form, profile->name, profile->city);
  gtk_window_set_title (GTK_WINDOW (self), staff != NULL ? staff->name : _ ("Add a Person"));
  gtk_button_set_label (GTK_BUTTON (self->save), staff != NULL ? _ ("Save") : _ ("Add"));
  if (staff != NULL)
    hrt_person_form_show (self->form, staff, staff->id == hrt_desk_get_staff_id (desk));
  else
    hrt_people_list_staff_async (get_people (self), TRUE, NULL, on_taken_read, g_object_ref (self));
  hrt_ui_grab_first (GTK_WIDGET (self->form));
  return self;
}
