/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPersonForm: the fields of somebody's account, and what is wrong with what was typed.
 */

#define G_LOG_DOMAIN "hrt-people"

#include "config.h"

#include "hrt-person-form.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-account.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-text.h"
/* In the order of HrtPersonForm.roles; also the ids in the template. */
static const char *const role_names[] = { "cashier", "staff", "admin" };

#define LOGIN_TAKEN _ ("Somebody has this sign-in name already. Please choose another one.")

/**
 * HrtPersonForm:
 *
 * Knows the rules for names, logins, passwords and PINs, and says beside the field what is wrong;
 * saves nothing. An account's login is for ever, an own account's role and access are for others.
 *
 * Threading: main thread. Lifetime: its dialog's.
 */
struct _HrtPersonForm
{
  GtkBox parent_instance;

  GtkEditable *name;
  GtkLabel *name_trouble;
  GtkEditable *login;
  GtkLabel *login_trouble;
  GtkWidget *roles_group;
  GtkCheckButton *roles[G_N_ELEMENTS (role_names)];
  GtkWidget *own;
  AdwPreferencesGroup *password_group;
  GtkEditable *password;
  GtkLabel *verdict;
  GtkEditable *pin;
  GtkLabel *pin_trouble;
  GtkWidget *remove_row;
  GtkSwitch *remove;
  GtkWidget *active_group;
  GtkSwitch *active;

  GPtrArray *taken;      /* (owned) (nullable) (element-type HrtStaff) who has an account */
  char *shop_words;      /* (owned) (nullable) name and city of the shop */
  gboolean is_new;       /* there is no account yet */
  gboolean is_login_own; /* typed by the person, no longer derived from the name */
};

G_DEFINE_FINAL_TYPE (HrtPersonForm, hrt_person_form, GTK_TYPE_BOX)

/* --- what is wrong --- */

static HrtPasswordVerdict
judge (HrtPersonForm *self)
{
  const char *own_words[] = { gtk_editable_get_text (self->name),
                              gtk_editable_get_text (self->login),
                              self->shop_words != NULL ? self->shop_words : "", NULL };

  return hrt_password_judge (gtk_editable_get_text (self->password), own_words);
}

/* What is typed is judged as it comes, without scolding before it is whole. */
static void
show_verdict (HrtPersonForm *self, gboolean is_refused)
{
  const char *password = gtk_editable_get_text (self->password);
  g_autofree char *text = hrt_account_dup_verdict_text (judge (self), password);

  hrt_account_mark (self->password, self->verdict, is_refused ? text : NULL);
  if (is_refused)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "muted");
      gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error-text");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "muted");
  gtk_label_set_label (self->verdict, text);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), self->is_new || password[0] != '\0');
}

static gboolean
check_name (HrtPersonForm *self)
{
  const char *trouble = hrt_account_get_name_trouble (gtk_editable_get_text (self->name));

  hrt_account_mark (self->name, self->name_trouble, trouble);
  return trouble == NULL;
}

static gboolean
is_taken (HrtPersonForm *self, const char *login)
{
  for (guint i = 0; self->taken != NULL && i < self->taken->len; i++)
    {
      const HrtStaff *person = g_ptr_array_index (self->taken, i);

      if (g_str_equal (person->login, login))
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer none) (nullable): that somebody has it, which is said while it is typed */
static const char *
get_taken_trouble (HrtPersonForm *self)
{
  if (self->is_new && is_taken (self, gtk_editable_get_text (self->login)))
    return LOGIN_TAKEN;
  return NULL;
}

static gboolean
check_login (HrtPersonForm *self)
{
  const char *trouble =
      self->is_new ? hrt_account_get_login_trouble (gtk_editable_get_text (self->login)) : NULL;

  if (trouble == NULL)
    trouble = get_taken_trouble (self);

  hrt_account_mark (self->login, self->login_trouble, trouble);
  return trouble == NULL;
}

static gboolean
check_password (HrtPersonForm *self)
{
  gboolean is_kept = !self->is_new && gtk_editable_get_text (self->password)[0] == '\0';
  gboolean is_good = is_kept || judge (self) == HRT_PASSWORD_GOOD;

  show_verdict (self, !is_good);
  return is_good;
}

static gboolean
check_pin (HrtPersonForm *self)
{
  const char *trouble = gtk_switch_get_active (self->remove)
                            ? NULL
                            : hrt_account_get_pin_trouble (gtk_editable_get_text (self->pin));

  hrt_account_mark (self->pin, self->pin_trouble, trouble);
  return trouble == NULL;
}

/**
 * hrt_person_form_check:
 *
 * Says beside each field what is wrong with it, and goes to the first of them.
 *
 * Returns: whether nothing is
 */
gboolean
hrt_person_form_check (HrtPersonForm *self)
{
  const struct
  {
    gboolean is_good;
    GtkEditable *row;
  } fields[] = {
    { check_name (self), self->name },
    { check_login (self), self->login },
    { check_password (self), self->password },
    { check_pin (self), self->pin },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!fields[i].is_good)
      {
        gtk_widget_grab_focus (GTK_WIDGET (fields[i].row));
        return FALSE;
      }
  return TRUE;
}

/**
 * hrt_person_form_refuse_login:
 *
 * Somebody was faster.
 */
void
hrt_person_form_refuse_login (HrtPersonForm *self)
{
  g_return_if_fail (HRT_IS_PERSON_FORM (self));

  hrt_account_mark (self->login, self->login_trouble, LOGIN_TAKEN);
  gtk_widget_grab_focus (GTK_WIDGET (self->login));
}

/**
 * hrt_person_form_refuse_name:
 * @text: what the database has against it
 */
void
hrt_person_form_refuse_name (HrtPersonForm *self, const char *text)
{
  g_return_if_fail (HRT_IS_PERSON_FORM (self));

  hrt_account_mark (self->name, self->name_trouble, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

/* --- typing --- */

static void
on_name_changed (HrtPersonForm *self)
{
  hrt_account_mark (self->name, self->name_trouble, NULL);
  if (self->is_new && !self->is_login_own)
    {
      g_autofree char *login = hrt_account_dup_login (gtk_editable_get_text (self->name));

      gtk_editable_set_text (self->login, login);
    }
  show_verdict (self, FALSE);
}

static void
on_login_changed (HrtPersonForm *self)
{
  g_autofree char *proposal = hrt_account_dup_login (gtk_editable_get_text (self->name));

  self->is_login_own = !g_str_equal (proposal, gtk_editable_get_text (self->login));
  hrt_account_mark (self->login, self->login_trouble, get_taken_trouble (self));
  show_verdict (self, FALSE);
}

static void
on_password_changed (HrtPersonForm *self)
{
  show_verdict (self, FALSE);
}

static void
on_pin_changed (HrtPersonForm *self)
{
  hrt_account_mark (self->pin, self->pin_trouble, NULL);
}

static void
hrt_person_form_dispose (GObject *object)
{
  g_clear_pointer (&HRT_PERSON_FORM (object)->taken, g_ptr_array_unref);
  g_clear_pointer (&HRT_PERSON_FORM (object)->shop_words, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_PERSON_FORM);
  G_OBJECT_CLASS (hrt_person_form_parent_class)->dispose (object);
}

static void
hrt_person_form_class_init (HrtPersonFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_person_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/store/hurtrockmusic/Hurtrock/hrt-person-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, name);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, name_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, login);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, login_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, roles_group);
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    gtk_widget_class_bind_template_child_full (widget_class, role_names[i], FALSE,
                                               G_STRUCT_OFFSET (HrtPersonForm, roles) +
                                                   (gssize) (i * sizeof (GtkCheckButton *)));
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, own);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, password_group);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, password);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, verdict);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, pin);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, pin_trouble);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, remove_row);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, remove);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, active_group);
  gtk_widget_class_bind_template_child (widget_class, HrtPersonForm, active);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_pin_changed);
}

static void
hrt_person_form_init (HrtPersonForm *self)
{
  self->is_new = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (GTK_WIDGET (self->remove), _ ("Remove the PIN"));
  hrt_ui_name (GTK_WIDGET (self->active), _ ("Works here"));
  show_verdict (self, FALSE);
}

/**
 * hrt_person_form_set_shop_words:
 *
 * What a password must not be made of.
 */
void
hrt_person_form_set_shop_words (HrtPersonForm *self, const char *name, const char *city)
{
  g_return_if_fail (HRT_IS_PERSON_FORM (self));

  g_free (self->shop_words);
  self->shop_words = g_strconcat (name, " ", city, NULL);
}

/**
 * hrt_person_form_set_taken:
 * @staff: (element-type HrtStaff): everybody who has or had an account
 *
 * Whose sign-in names a new account cannot have.
 */
void
hrt_person_form_set_taken (HrtPersonForm *self, GPtrArray *staff)
{
  g_return_if_fail (HRT_IS_PERSON_FORM (self));

  g_clear_pointer (&self->taken, g_ptr_array_unref);
  self->taken = g_ptr_array_ref (staff);
  if (get_taken_trouble (self) != NULL)
    hrt_account_mark (self->login, self->login_trouble, LOGIN_TAKEN);
}

/**
 * hrt_person_form_show:
 * @staff: whose account it is
 * @is_own: it is that of the person who is signed in
 *
 * Without it the form is one for a new account. Fills the fields; what was typed is gone.
 */
void
hrt_person_form_show (HrtPersonForm *self, HrtStaff *staff, gboolean is_own)
{
  g_return_if_fail (HRT_IS_PERSON_FORM (self));

  self->is_new = FALSE;
  gtk_editable_set_text (self->login, staff->login);
  gtk_editable_set_editable (self->login, FALSE);
  gtk_editable_set_text (self->name, staff->name);
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    {
      gtk_check_button_set_active (self->roles[i], g_str_equal (role_names[i], staff->role));
      /* A screen reader asks the choice itself, not the group. */
      gtk_widget_set_sensitive (GTK_WIDGET (self->roles[i]), !is_own);
    }
  gtk_widget_set_sensitive (self->roles_group, !is_own);
  gtk_widget_set_visible (self->own, is_own);
  adw_preferences_group_set_description (self->password_group,
                                         _ ("Empty: the password stays as it is."));
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->pin, "");
  gtk_switch_set_active (self->remove, FALSE);
  gtk_widget_set_visible (self->remove_row, staff->has_pin);
  gtk_switch_set_active (self->active, staff->active);
  gtk_widget_set_visible (self->active_group, !is_own);
}

/**
 * hrt_person_form_apply:
 * @draft: takes over name, login, role, and whether it may be used
 */
void
hrt_person_form_apply (HrtPersonForm *self, HrtStaff *draft)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  hrt_entity_set_text (draft, "name", name);
  hrt_entity_set_text (draft, "login", gtk_editable_get_text (self->login));
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (gtk_check_button_get_active (self->roles[i]))
      hrt_entity_set_text (draft, "role", role_names[i]);
  draft->active = gtk_switch_get_active (self->active);
}

/**
 * hrt_person_form_get_password:
 *
 * Returns: (transfer none) (nullable): the new one; %NULL: it stays
 */
const char *
hrt_person_form_get_password (HrtPersonForm *self)
{
  const char *password = gtk_editable_get_text (self->password);

  return password[0] != '\0' ? password : NULL;
}

/**
 * hrt_person_form_get_pin:
 *
 * Returns: (transfer none) (nullable): the new one; "": none any more; %NULL: it stays
 */
const char *
hrt_person_form_get_pin (HrtPersonForm *self)
{
  const char *pin = gtk_editable_get_text (self->pin);

  if (gtk_switch_get_active (self->remove))
    return "";
  return pin[0] != '\0' ? pin : NULL;
}
