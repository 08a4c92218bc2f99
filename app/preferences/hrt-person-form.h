/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPersonForm: the fields of somebody's account, and what is wrong with what was typed.
 */

#pragma once

#include <adwaita.h>

#include "model/people/hrt-staff.h"

G_BEGIN_DECLS

#define HRT_TYPE_PERSON_FORM (hrt_person_form_get_type ())
G_DECLARE_FINAL_TYPE (HrtPersonForm, hrt_person_form, HRT, PERSON_FORM, GtkBox)

void hrt_person_form_set_shop_words (HrtPersonForm *self, const char *name, const char *city);
void hrt_person_form_set_taken (HrtPersonForm *self, GPtrArray *staff);
void hrt_person_form_show (HrtPersonForm *self, HrtStaff *staff, gboolean is_own);
gboolean hrt_person_form_check (HrtPersonForm *self);
void hrt_person_form_refuse_name (HrtPersonForm *self, const char *text);
void hrt_person_form_refuse_login (HrtPersonForm *self);
void hrt_person_form_apply (HrtPersonForm *self, HrtStaff *draft);
const char *hrt_person_form_get_password (HrtPersonForm *self);
const char *hrt_person_form_get_pin (HrtPersonForm *self);

G_END_DECLS
