/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtSetup: carries out what the assistant was told: shop, owner, goods, one after the other.
 */

#define G_LOG_DOMAIN "hrt-app"

#include "config.h"

#include "hrt-setup.h"

#include <glib/gi18n.h>

#include "model/base/hrt-entity.h"
#include "model/shop/hrt-sample.h"
#include "model/shop/hrt-shop.h"

typedef enum
{
  STEP_SHOP,
  STEP_PIN,
  STEP_GOODS,
  STEP_OPEN,
  STEP_DONE,
} Step;

struct _HrtSetup
{
  GObject parent_instance;

  HrtDesk *desk;         /* (owned) */
  HrtShopProfile *draft; /* (owned) */
  HrtStaff *owner;       /* (owned) */
  char *password;        /* (owned) */
  char *pin;             /* (owned) */
  gboolean wants_sample;
  gboolean lacks_sample;
  Step step;
};

enum
{
  SIGNAL_PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtSetup, hrt_setup, G_TYPE_OBJECT)

static void advance (HrtSetup *self, GTask *task);

static void
report (HrtSetup *self, const char *text, double fraction)
{
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, text, fraction);
}

static void
go_on (GTask *task, gboolean is_done, GError *error)
{
  HrtSetup *self = g_task_get_source_object (task);

  if (!is_done)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->step++;
  advance (self, task);
}

static void
on_set_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrtSetup *self = g_task_get_source_object (user_data);
  GError *error = NULL;
  HrtStaff *owner = hrt_shop_set_up_finish (HRT_SHOP (source), result, &error);

  if (owner != NULL)
    {
      g_object_unref (self->owner);
      self->owner = owner;
    }
  go_on (user_data, owner != NULL, error);
}

static void
on_pin_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean is_set = hrt_people_set_staff_secret_finish (HRT_PEOPLE (source), result, &error);

  go_on (user_data, is_set, error);
}

static void
on_sample_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* The shop and its owner exist by now: empty shelves must not keep the owner out. */
  if (!hrt_sample_create_finish (result, &error))
    {
      HrtSetup *self = g_task_get_source_object (user_data);

      g_warning ("sample shop: %s", error->message);
      self->lacks_sample = TRUE;
    }
  go_on (user_data, TRUE, NULL);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean has_staff = FALSE;
  gboolean is_open = hrt_desk_open_finish (HRT_DESK (source), result, &has_staff, &error);

  go_on (user_data, is_open, error);
}

static void
on_sample_progress (HrtSampleStep step, double fraction, gpointer user_data)
{
  const char *texts[] = { [HRT_SAMPLE_STEP_CATALOGUE] = N_ ("Filling the shelves…"),
                          [HRT_SAMPLE_STEP_HISTORY] = N_ ("Writing three months of sales…"),
                          [HRT_SAMPLE_STEP_MANY] = N_ ("Filling the shelves…"),
                          [HRT_SAMPLE_STEP_PICTURES] = N_ ("Hanging up the pictures…"),
                          [HRT_SAMPLE_STEP_DONE] = N_ ("Opening the shop…") };

  if ((gsize) step < G_N_ELEMENTS (texts))
    report (user_data, _ (texts[step]), 0.2 + 0.75 * fraction);
}

static void
fill_shelves (HrtSetup *self, GTask *task)
{
  const HrtSampleOptions options = { .progress = on_sample_progress, .progress_data = self };
  HrtStartUp *start_up = hrt_desk_get_start_up (self->desk);
  g_autofree char *owner = hrt_start_up_dup_conninfo (start_up, HRT_PG_ROLE_OWNER);

  report (self, _ ("Filling the shelves…"), 0.2);
  hrt_sample_create_with_async (owner, hrt_start_up_get_data_dir (start_up), &options, NULL,
                                on_sample_made, task);
}

/* Each step calls back here by go_on(); a step with nothing to do falls through to the next. */
static void
advance (HrtSetup *self, GTask *task)
{
  HrtContext *context = hrt_desk_get_context (self->desk);

  if (self->step == STEP_SHOP)
    {
      report (self, _ ("Writing down who the shop is…"), 0.1);
      hrt_shop_set_up_async (hrt_context_get_shop (context), self->draft, self->owner,
                             self->password, NULL, on_set_up, task);
      return;
    }
  if (self->step == STEP_PIN && self->pin[0] != '\0')
    {
      hrt_people_set_staff_secret_async (hrt_context_get_people (context), self->owner->id, NULL,
                                         self->pin, self->owner->id, NULL, on_pin_set, task);
      return;
    }
  if (self->step <= STEP_GOODS && self->wants_sample)
    {
      self->step = STEP_GOODS;
      fill_shelves (self, task);
      return;
    }
  if (self->step <= STEP_OPEN)
    {
      self->step = STEP_OPEN;
      report (self, _ ("Opening the shop…"), 0.95);
      hrt_desk_open_async (self->desk, on_opened, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * hrt_setup_run_async:
 *
 * Begins, or goes on with the step that failed the last time.
 *
 * Errors: of the services. Nothing is half done by the first step: shop and owner are one
 * transaction. After it, the owner can sign in even when the shelves could not be filled.
 */
void
hrt_setup_run_async (HrtSetup *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, hrt_setup_run_async);
  advance (self, task);
}

gboolean
hrt_setup_run_finish (HrtSetup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hrt_setup_has_owner:
 *
 * Returns: whether shop and owner exist; after a failure only the steps behind that are left, and
 * another #HrtSetup would be refused
 */
gboolean
hrt_setup_has_owner (HrtSetup *self)
{
  return self->step > STEP_SHOP;
}

/**
 * hrt_setup_lacks_sample:
 *
 * Returns: whether the examples that were wanted could not be made
 */
gboolean
hrt_setup_lacks_sample (HrtSetup *self)
{
  return self->lacks_sample;
}

static void
hrt_setup_finalize (GObject *object)
{
  HrtSetup *self = HRT_SETUP (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->draft);
  g_clear_object (&self->owner);
  g_free (self->password);
  g_free (self->pin);
  G_OBJECT_CLASS (hrt_setup_parent_class)->finalize (object);
}

static void
hrt_setup_class_init (HrtSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_setup_finalize;
  signals[SIGNAL_PROGRESS] =
      g_signal_new ("progress", HRT_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    2, G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
hrt_setup_init (HrtSetup *self)
{
}

static HrtShopProfile *
make_draft (const HrtSetupAnswers *answers)
{
  HrtShopProfile *draft = hrt_shop_profile_new ();

  draft->prices_include_tax = TRUE; /* as on every shelf here; tax itself is not charged yet */

  hrt_entity_set_text (draft, "name", answers->shop_name);
  hrt_entity_set_text (draft, "address", answers->address);
  hrt_entity_set_text (draft, "city", answers->city);
  hrt_entity_set_text (draft, "postal_code", answers->postal_code);
  hrt_entity_set_text (draft, "phone", answers->phone);
  hrt_entity_set_text (draft, "language", answers->language);
  return draft;
}

/**
 * hrt_setup_new:
 * @answers: what was entered; copied
 */
HrtSetup *
hrt_setup_new (HrtDesk *desk, const HrtSetupAnswers *answers)
{
  HrtSetup *self = g_object_new (HRT_TYPE_SETUP, NULL);

  self->desk = g_object_ref (desk);
  self->draft = make_draft (answers);
  self->owner = hrt_staff_new ();
  hrt_entity_set_text (self->owner, "name", answers->owner_name);
  hrt_entity_set_text (self->owner, "login", answers->login);
  hrt_entity_set_text (self->owner, "language", answers->language);
  self->owner->role = g_intern_static_string ("admin");
  self->password = g_strdup (answers->password);
  self->pin = g_strdup (answers->pin);
  self->wants_sample = answers->wants_sample;
  hrt_desk_set_csv (desk, answers->csv);
  return self;
}
