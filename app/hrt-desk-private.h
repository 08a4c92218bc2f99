/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the topic files of HrtDesk share: hrt-desk.c, hrt-desk-staff.c (who is signed in),
 * hrt-desk-web.c (the web shop of this machine).
 */

#pragma once

#include "hrt-desk.h"
#include "model/shop/hrt-web-host.h"

G_BEGIN_DECLS

struct _HrtDesk
{
  GObject parent_instance;

  HrtStartUp *start_up;       /* (owned) */
  GSettings *settings;        /* (owned) */
  HrtContext *context;        /* (owned) */
  HrtSearch *search;          /* (owned) the process's one */
  HrtPictureLoader *pictures; /* (owned) */
  HrtShopProfile *profile;    /* (owned) (nullable) until opened */
  char *till_code;            /* (owned) */
  gint64 shift_id;            /* of this till; 0: closed, or not known yet */
  GFile *csv;      /* (owned) (nullable) the list the assistant was given, until it is taken in */
  HrtStaff *staff; /* (owned) (nullable) who is signed in */
  HrtDraft *draft; /* (unowned) (nullable) weak: texts on the screen that are not saved */
  HrtCare *care;   /* (owned) */
  HrtWebOrders *web_orders; /* (owned) */
  HrtWebHost *host;         /* (owned) (nullable) without the shop server's program */
};

/* Finds the shop server's program and follows the settings; without the program there is no web
 * shop. */
void _hrt_desk_make_host (HrtDesk *self);
void _hrt_desk_follow_people (HrtDesk *self);

G_END_DECLS
