/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicketItem: one line of the ticket on the screen, with what is still on its way to the
 * database.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-ticket-item.h"

struct _HrtTicketItem
{
  GObject parent_instance;

  gint64 variant_id;
  gint64 quantity;
  gint64 unit_price; /* minor units */
  char *name;        /* (owned) */
  char *variant;     /* (owned) */
  char *image_hash;  /* (owned) (nullable) */
  gboolean is_pending;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtTicketItem, hrt_ticket_item, G_TYPE_OBJECT)

static void
hrt_ticket_item_finalize (GObject *object)
{
  HrtTicketItem *self = HRT_TICKET_ITEM (object);

  g_free (self->name);
  g_free (self->variant);
  g_free (self->image_hash);
  G_OBJECT_CLASS (hrt_ticket_item_parent_class)->finalize (object);
}

static void
hrt_ticket_item_class_init (HrtTicketItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hrt_ticket_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_TICKET_ITEM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_ticket_item_init (HrtTicketItem *self)
{
}

/**
 * hrt_ticket_item_new:
 * @image_hash: (nullable)
 * @unit_price: minor units
 */
HrtTicketItem *
hrt_ticket_item_new (gint64 variant_id,
                     const char *name,
                     const char *variant,
                     const char *image_hash,
                     gint64 unit_price)
{
  HrtTicketItem *self = g_object_new (HRT_TYPE_TICKET_ITEM, NULL);

  self->variant_id = variant_id;
  self->name = g_strdup (name);
  self->variant = g_strdup (variant != NULL ? variant : "");
  self->image_hash = g_strdup (image_hash);
  self->unit_price = unit_price;
  return self;
}

gint64
hrt_ticket_item_get_variant_id (HrtTicketItem *self)
{
  return self->variant_id;
}

const char *
hrt_ticket_item_get_name (HrtTicketItem *self)
{
  return self->name;
}

const char *
hrt_ticket_item_get_variant (HrtTicketItem *self)
{
  return self->variant;
}

const char *
hrt_ticket_item_get_image_hash (HrtTicketItem *self)
{
  return self->image_hash;
}

gint64
hrt_ticket_item_get_unit_price (HrtTicketItem *self)
{
  return self->unit_price;
}

gint64
hrt_ticket_item_get_quantity (HrtTicketItem *self)
{
  return self->quantity;
}

gboolean
hrt_ticket_item_is_pending (HrtTicketItem *self)
{
  return self->is_pending;
}

/**
 * hrt_ticket_item_set_quantity:
 * @quantity: pieces, >= 0
 * @is_pending: whether the database has not confirmed this yet
 */
void
hrt_ticket_item_set_quantity (HrtTicketItem *self, gint64 quantity, gboolean is_pending)
{
  if (self->quantity == quantity && self->is_pending == is_pending)
    return;
  self->quantity = quantity;
  self->is_pending = is_pending;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
hrt_ticket_item_set_unit_price (HrtTicketItem *self, gint64 unit_price)
{
  if (self->unit_price == unit_price)
    return;
  self->unit_price = unit_price;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
