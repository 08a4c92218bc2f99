/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebOutbox: an answer on its way into a socket.
 */

#pragma once

#include <glib.h>

#include "hrt-web-head.h"
#include "hrt-web-page.h"

G_BEGIN_DECLS

#define HRT_WEB_OUTBOX_SEGMENTS 4

typedef struct
{
  GBytes *owner; /* (nullable) of the bytes */
  const char *data;
  gsize length;
} HrtWebSegment;

/* All zero: empty. */
typedef struct
{
  HrtWebSegment segments[HRT_WEB_OUTBOX_SEGMENTS];
  guint n, at;
  gsize sent; /* bytes of this answer */
} HrtWebOutbox;

typedef enum
{
  HRT_WEB_OUTBOX_MORE, /* call again */
  HRT_WEB_OUTBOX_DONE,
  HRT_WEB_OUTBOX_BLOCKED, /* the visitor must read first */
  HRT_WEB_OUTBOX_BROKEN,  /* nobody is there */
} HrtWebOutboxState;

void hrt_web_outbox_clear (HrtWebOutbox *self);
void hrt_web_outbox_add (HrtWebOutbox *self, GBytes *bytes);
guint hrt_web_outbox_add_page (HrtWebOutbox *self,
                               const HrtWebHead *head,
                               HrtWebPage *page,
                               const char *date_line,
                               gboolean keeps_alive);
HrtWebOutboxState hrt_web_outbox_send (HrtWebOutbox *self, int fd);
GBytes *hrt_web_outbox_make_refusal (guint status, const char *allow);

G_END_DECLS
