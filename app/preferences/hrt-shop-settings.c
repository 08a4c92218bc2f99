/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtShopSettings: in the preferences: who the shop is, where it is on the web, tax, bank, receipt.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-shop-settings.h"

#include <glib/gi18n.h>

#include "../widgets/hrt-account.h"
#include "../widgets/hrt-ui.h"
#include "model/base/hrt-model-error.h"
#include "model/shop/hrt-shop.h"
#include "model/shop/hrt-web-address.h"

/* A field of the profile whose row is found by the same name in the template. */
static const char *const text_fields[] = {
  "name",
  "tagline",
  "address",
  "city",
  "postal_code",
  "phone",
  "email",
  "tax_number",
  "opening_hours",
  "web_address",
  "transfer_hold_hours",
  "pickup_hold_hours",
  "web_order_pieces",
  "receipt_footer",
  "bank_name",
  "bank_account",
  "bank_holder",
};

static const struct
{
  const char *field;
  const char *values[6]; /* in the order of the row's items */
} choice_fields[] = {
  { "time_zone", { "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", NULL } },
  { "language", { "id", "en", NULL } },
  { "cash_rounding", { "0", "50", "100", "500", "1000", NULL } },
};

/**
 * HrtShopSettings:
 *
 * Every row saves itself: a text when it is applied, a switch and a choice when it is turned; one
 * after the other, because each save needs the revision that the one before it made. What another
 * machine saved meanwhile in other rows is kept and shown; in the same row it is said.
 *
 * Threading: main thread. Lifetime: its window's, and until the last change is saved.
 */
struct _HrtShopSettings
{
  AdwPreferencesPage parent_instance;

  GtkWidget *charges_tax;
  GtkWidget *prices_include_tax;

  HrtDesk *desk;           /* (owned) */
  HrtShopProfile *profile; /* (owned) (nullable) ours alone: the draft */
  GQueue changes;          /* (element-type Change) (owned) the first is being saved */
  gboolean is_showing;     /* rows change because the profile is shown, not by hand */
};

typedef struct
{
  HrtShopSettings *self; /* (owned) */
  GtkWidget *row;        /* (owned) (nullable) of a text: marked if the value is refused */
  char *field;           /* (owned) */
  char *value;           /* (owned) */
  char *before;          /* (owned) what it replaces, as it was shown */
} Change;

G_DEFINE_FINAL_TYPE (HrtShopSettings, hrt_shop_settings, ADW_TYPE_PREFERENCES_PAGE)

static gpointer
get_row (HrtShopSettings *self, const char *field)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), HRT_TYPE_SHOP_SETTINGS, field);
}

static char *
dup_value (HrtShopSettings *self, const char *field)
{
  const HrtDescriptor *descriptor = hrt_entity_get_descriptor (self->profile);
  const HrtField *found = hrt_descriptor_find (descriptor, field);
  gpointer member = G_STRUCT_MEMBER_P (self->profile, found->offset);

  if (found->kind == HRT_FIELD_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, *(gint64 *) member);
  if (found->kind == HRT_FIELD_BOOL)
    return g_strdup (*(gboolean *) member ? "t" : "f");
  return g_strdup (*(char **) member);
}

static void
show_choice (HrtShopSettings *self, const char *field, const char *const *values)
{
  g_autofree char *value = dup_value (self, field);
  AdwComboRow *row = get_row (self, field);
  guint place = 0;

  while (values[place] != NULL && !g_str_equal (values[place], value))
    place++;
  /* A time zone that is not Indonesia's can be kept, and is not taken for one of these. */
  adw_combo_row_set_selected (row, values[place] != NULL ? place : GTK_INVALID_LIST_POSITION);
}

/* A text that is set is nothing to apply; one that is as it was is left to the cursor in it, and
 * one that was refused to whoever typed it. */
static void
show_text (AdwEntryRow *row, const char *text)
{
  if (gtk_widget_has_css_class (GTK_WIDGET (row), "error"))
    return;
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    return;
  adw_entry_row_set_show_apply_button (row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (row, TRUE);
}

static void
show_profile (HrtShopSettings *self)
{
  self->is_showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    {
      g_autofree char *text = dup_value (self, text_fields[i]);

      show_text (get_row (self, text_fields[i]), text);
    }
  gtk_switch_set_active (GTK_SWITCH (self->charges_tax), self->profile->charges_tax);
  gtk_switch_set_active (GTK_SWITCH (self->prices_include_tax), self->profile->prices_include_tax);
  for (guint i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    show_choice (self, choice_fields[i].field, choice_fields[i].values);
  self->is_showing = FALSE;
}

static void
say (HrtShopSettings *self, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (escaped));
}

static void
on_profile_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtShopSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  HrtShopProfile *profile = hrt_shop_load_profile_finish (HRT_SHOP (source), result, &error);

  if (profile == NULL)
    {
      g_autofree char *text = hrt_ui_dup_error_text (error);

      say (self, text);
      return;
    }
  self->profile = profile;
  if (self->charges_tax == NULL) /* closed again */
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  show_profile (self);
}

/* --- saving, one change after the other --- */

static void attempt (Change *change);

static void
change_free (Change *change)
{
  g_object_unref (change->self);
  g_clear_object (&change->row);
  g_free (change->field);
  g_free (change->value);
  g_free (change->before);
  g_free (change);
}

/* @change is the first; what is shown waits for the last, whose row it would overwrite. */
static void
finish (Change *change)
{
  HrtShopSettings *self = change->self;

  g_queue_pop_head (&self->changes);
  if (!g_queue_is_empty (&self->changes))
    attempt (g_queue_peek_head (&self->changes));
  else if (self->charges_tax != NULL)
    show_profile (self);
  change_free (change);
}

/* The next change of that row is one of the value that is there now, which may not be the one that
 * was expected: refused, or written in another way. */
static void
rebase_next (Change *change)
{
  HrtShopSettings *self = change->self;

  for (GList *link = self->changes.head->next; link != NULL; link = link->next)
    {
      Change *later = link->data;

      if (!g_str_equal (later->field, change->field))
        continue;
      g_free (later->before);
      later->before = dup_value (self, later->field);
      break;
    }
}

/* A text is left as it stands on the screen, marked. */
static void
give_up (Change *change, const GError *error)
{
  HrtShopSettings *self = change->self;
  g_autofree char *text = hrt_ui_dup_error_text (error);

  say (self, text);
  if (change->row != NULL)
    gtk_widget_add_css_class (change->row, "error");
  rebase_next (change);
  finish (change);
}

/* The draft is again what is saved. */
static void
take_back (Change *change)
{
  hrt_entity_set_text (change->self->profile, change->field, change->before);
}

/* Somebody saved between our reading and our saving. Other rows than this one are no reason to ask
 * again. */
static void
on_profile_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  g_autoptr (GError) error = NULL;
  HrtShopProfile *profile = hrt_shop_load_profile_finish (HRT_SHOP (source), result, &error);

  if (profile == NULL)
    {
      take_back (change);
      give_up (change, error);
      return;
    }
  g_object_unref (change->self->profile);
  change->self->profile = profile;
  attempt (change);
}

static void
on_profile_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Change *change = user_data;
  HrtShopSettings *self = change->self;
  g_autoptr (GError) error = NULL;
  HrtShopProfile *saved = hrt_shop_save_profile_finish (HRT_SHOP (source), result, &error);

  if (saved != NULL)
    {
      g_object_unref (self->profile);
      self->profile = saved;
      rebase_next (change);
      finish (change);
      return;
    }
  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT))
    {
      hrt_shop_load_profile_async (HRT_SHOP (source), NULL, on_profile_changed, change);
      return;
    }
  take_back (change);
  give_up (change, error);
}

static void
attempt (Change *change)
{
  HrtShopSettings *self = change->self;
  g_autofree char *now = dup_value (self, change->field);

  if (!g_str_equal (now, change->before))
    {
      g_autoptr (GError) error =
          g_error_new_literal (HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT, change->field);

      give_up (change, error);
      return;
    }
  hrt_entity_set_text (self->profile, change->field, change->value);
  hrt_shop_save_profile_async (hrt_context_get_shop (hrt_desk_get_context (self->desk)),
                               self->profile, hrt_desk_get_staff_id (self->desk), NULL,
                               on_profile_saved, change);
}

/* Returns: (transfer full): the value that @field will have when the changes that wait are saved */
static char *
dup_expected (HrtShopSettings *self, const char *field)
{
  for (GList *link = self->changes.tail; link != NULL; link = link->prev)
    {
      Change *waiting = link->data;

      if (g_str_equal (waiting->field, field))
        return g_strdup (waiting->value);
    }
  return dup_value (self, field);
}

/* @row: (nullable): is marked and keeps what was typed if the value is refused */
static void
begin (HrtShopSettings *self, GtkWidget *row, const char *field, const char *value)
{
  Change *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  g_set_object (&change->row, row);
  change->field = g_strdup (field);
  change->value = g_strdup (value);
  change->before = dup_expected (self, field);
  g_queue_push_tail (&self->changes, change);
  if (self->changes.length == 1)
    attempt (change);
}

static void
refuse (HrtShopSettings *self, GtkWidget *row, const char *text)
{
  gtk_widget_add_css_class (row, "error");
  say (self, text);
}

/* Returns: (transfer full) (nullable): the value as it is stored; %NULL: refused and said */
static char *
dup_typed (HrtShopSettings *self, GtkWidget *row, const char *field)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  guint64 hours = 0, pieces = 0;

  if (g_str_equal (field, "web_address"))
    {
      char *address = hrt_web_address_parse (typed, NULL);

      if (address == NULL)
        refuse (self, row,
                _ ("An address is a name like tokogitar.example, with nothing after it."));
      return address;
    }
  if (g_str_has_suffix (field, "_hours") && !g_str_equal (field, "opening_hours") &&
      !g_ascii_string_to_unsigned (typed, 10, 1, 720, &hours, NULL))
    {
      refuse (self, row, _ ("A number of hours from 1 to 720."));
      return NULL;
    }
  if (g_str_equal (field, "web_order_pieces") &&
      !g_ascii_string_to_unsigned (typed, 10, 1, 9999, &pieces, NULL))
    {
      refuse (self, row, _ ("A number of pieces from 1 to 9999."));
      return NULL;
    }
  if (g_str_equal (field, "postal_code") && hrt_account_get_postal_code_trouble (typed) != NULL)
    {
      refuse (self, row, hrt_account_get_postal_code_trouble (typed));
      return NULL;
    }
  if (g_str_equal (field, "name") && typed[0] == '\0')
    {
      refuse (self, row, _ ("The shop needs a name."));
      return NULL;
    }
  return g_steal_pointer (&typed);
}

static void
on_text_applied (HrtShopSettings *self, GtkWidget *row)
{
  const char *field = gtk_buildable_get_buildable_id (GTK_BUILDABLE (row));
  g_autofree char *value = NULL;

  gtk_widget_remove_css_class (row, "error");
  value = dup_typed (self, row, field);
  if (value == NULL)
    return;
  begin (self, row, field, value);
}

static void
on_switched (HrtShopSettings *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  if (self->is_showing)
    return;
  begin (self, NULL, gtk_buildable_get_buildable_id (GTK_BUILDABLE (toggle)),
         gtk_switch_get_active (toggle) ? "t" : "f");
}

static void
on_chosen (HrtShopSettings *self, GParamSpec *pspec, AdwComboRow *row)
{
  const char *field = gtk_buildable_get_buildable_id (GTK_BUILDABLE (row));
  guint place = adw_combo_row_get_selected (row);

  if (self->is_showing || place == GTK_INVALID_LIST_POSITION)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    if (g_str_equal (choice_fields[i].field, field))
      begin (self, NULL, field, choice_fields[i].values[place]);
}

static void
hrt_shop_settings_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HRT_TYPE_SHOP_SETTINGS);
  G_OBJECT_CLASS (hrt_shop_settings_parent_class)->dispose (object);
}

/* Not before: changes under way go on when the window is closed. */
static void
hrt_shop_settings_finalize (GObject *object)
{
  HrtShopSettings *self = HRT_SHOP_SETTINGS (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (hrt_shop_settings_parent_class)->finalize (object);
}

static void
bind_rows (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    gtk_widget_class_bind_template_child_full (klass, text_fields[i], FALSE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (choice_fields); i++)
    gtk_widget_class_bind_template_child_full (klass, choice_fields[i].field, FALSE, 0);
}

static void
hrt_shop_settings_class_init (HrtShopSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hrt_shop_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = hrt_shop_settings_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/store/hurtrockmusic/Hurtrock/hrt-shop-settings.ui");
  bind_rows (widget_class);
  gtk_widget_class_bind_template_child (widget_class, HrtShopSettings, charges_tax);
  gtk_widget_class_bind_template_child (widget_class, HrtShopSettings, prices_include_tax);
  gtk_widget_class_bind_template_callback (widget_class, on_text_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_switched);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
}

static void
hrt_shop_settings_init (HrtShopSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hrt_ui_name (self->charges_tax, _ ("The shop charges PPN"));
  hrt_ui_name (self->prices_include_tax, _ ("Prices include PPN"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

/**
 * hrt_shop_settings_new:
 * @desk: whose shop; somebody with %HRT_DESK_CONFIGURE is signed in
 *
 * Returns: (transfer none): the page; it fills itself
 */
HrtShopSettings *
hrt_shop_settings_new (HrtDesk *desk)
{
  HrtShopSettings *self = g_object_new (HRT_TYPE_SHOP_SETTINGS, NULL);

  self->desk = g_object_ref (desk);
  hrt_shop_load_profile_async (hrt_context_get_shop (hrt_desk_get_context (desk)), NULL,
                               on_profile_loaded, g_object_ref (self));
  return self;
}
