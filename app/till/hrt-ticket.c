/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTicket: the ticket being sold: what the cashier sees at once, and how it becomes durable
 * behind that.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-ticket.h"

#include "model/base/hrt-uuid.h"
#include "model/sales/hrt-sales.h"

#define MAX_QUANTITY 9999

/* One change that undo takes back; those of one act (clear) share a group. */
typedef struct
{
  guint group;
  HrtTicketItem *item; /* (owned) */
  gint64 quantity_before;
} Undo;

/**
 * HrtTicket:
 *
 * A change is on the screen in the same frame, marked pending, and goes to the database as the
 * line's new quantity: sending that twice does no harm. One change is under way at a time, so that
 * an older one never overtakes a newer; a second change to the same line replaces the one that
 * waits. Threading: main thread. Lifetime: the till page's.
 */
struct _HrtTicket
{
  GObject parent_instance;

  HrtDesk *desk;            /* (owned) */
  GListStore *items;        /* (owned) (element-type HrtTicketItem) */
  GQueue waiting;           /* (element-type HrtTicketItem) (owned) lines to be written, in order */
  HrtTicketItem *under_way; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  GArray *undos;             /* (owned) (element-type Undo) */
  char *id;                  /* (owned) (nullable) until the first line */
  gint64 till_id;
  HrtTicketSums sums;
  guint group;
  gboolean is_undoing;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrtTicket, hrt_ticket, G_TYPE_OBJECT)

static void send_next (HrtTicket *self);

static void
undo_clear (gpointer data)
{
  g_clear_object (&((Undo *) data)->item);
}

static void
emit_changed (HrtTicket *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * hrt_ticket_find:
 *
 * Returns: the line of that variant, or %G_MAXUINT
 */
guint
hrt_ticket_find (HrtTicket *self, gint64 variant_id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HrtTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (hrt_ticket_item_get_variant_id (item) == variant_id)
        return i;
    }
  return G_MAXUINT;
}

static gboolean
is_waiting (HrtTicket *self, HrtTicketItem *item)
{
  return g_queue_find (&self->waiting, item) != NULL;
}

static void
take_sums (HrtTicket *self, HrtTillTicket *stored)
{
  self->sums.subtotal = stored->subtotal;
  self->sums.discount = stored->discount;
  self->sums.rounding = stored->rounding;
  self->sums.tax = stored->tax;
  self->sums.total = stored->total;
}

/* What the database says counts, but for lines that have been changed again meanwhile. A line that
 * it refused is not among them and goes from the screen too. */
static void
take_stored (HrtTicket *self, HrtTillTicket *stored)
{
  for (guint i = 0; i < stored->lines->len; i++)
    {
      HrtTillTicketLine *line = g_ptr_array_index (stored->lines, i);
      guint position = hrt_ticket_find (self, line->variant_id);
      g_autoptr (HrtTicketItem) item = NULL;

      if (position == G_MAXUINT)
        continue;
      item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
      if (is_waiting (self, item))
        continue;
      hrt_ticket_item_set_unit_price (item, line->unit_price);
      hrt_ticket_item_set_quantity (item, line->quantity, FALSE);
    }
  if (g_queue_is_empty (&self->waiting))
    take_sums (self, stored);
}

/* The change was not made: the line is again what the database has. */
static void
take_refusal (HrtTicket *self, HrtTicketItem *item, HrtTillTicket *stored)
{
  gint64 quantity = 0;
  guint position = hrt_ticket_find (self, hrt_ticket_item_get_variant_id (item));

  for (guint i = 0; i < stored->lines->len; i++)
    {
      HrtTillTicketLine *line = g_ptr_array_index (stored->lines, i);

      if (line->variant_id == hrt_ticket_item_get_variant_id (item))
        quantity = line->quantity;
    }
  if (quantity == 0 && position != G_MAXUINT && !is_waiting (self, item))
    g_list_store_remove (self->items, position);
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, stored->refusals);
}

static void
on_line_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtTicket) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtTicketItem) item = g_steal_pointer (&self->under_way);
  g_autoptr (HrtTillTicket) stored =
      hrt_sales_set_ticket_line_finish (HRT_SALES (source), result, &error);

  if (stored != NULL)
    {
      take_stored (self, stored);
      if (stored->refusals != NULL && stored->refusals->len > 0)
        take_refusal (self, item, stored);
      send_next (self);
      emit_changed (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (!is_waiting (self, item))
        g_queue_push_head (&self->waiting, g_steal_pointer (&item));
      emit_changed (self);
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    }
}

static void
send_next (HrtTicket *self)
{
  HrtTicketItem *item;

  if (self->under_way != NULL || g_queue_is_empty (&self->waiting))
    return;
  if (self->id == NULL)
    self->id = hrt_uuid_new ();
  item = g_queue_pop_head (&self->waiting);
  self->under_way = item;
  hrt_sales_set_ticket_line_async (hrt_context_get_sales (hrt_desk_get_context (self->desk)),
                                   self->id, self->till_id, hrt_desk_get_staff_id (self->desk),
                                   hrt_ticket_item_get_variant_id (item),
                                   hrt_ticket_item_get_quantity (item),
                                   hrt_ticket_item_get_unit_price (item), self->cancellable,
                                   on_line_set, g_object_ref (self));
}

static void
remember (HrtTicket *self, HrtTicketItem *item)
{
  Undo undo = { self->group, g_object_ref (item), hrt_ticket_item_get_quantity (item) };

  if (self->is_undoing)
    g_object_unref (undo.item);
  else
    g_array_append_val (self->undos, undo);
}

/* Changes the line of @item (which need not be on the ticket yet) and queues the writing. */
static guint
change (HrtTicket *self, HrtTicketItem *item, gint64 quantity)
{
  guint position = hrt_ticket_find (self, hrt_ticket_item_get_variant_id (item));

  remember (self, item);
  hrt_ticket_item_set_quantity (item, CLAMP (quantity, 0, MAX_QUANTITY), TRUE);
  if (position == G_MAXUINT && quantity > 0)
    {
      position = g_list_model_get_n_items (G_LIST_MODEL (self->items));
      g_list_store_append (self->items, item);
    }
  if (!is_waiting (self, item))
    g_queue_push_tail (&self->waiting, g_object_ref (item));
  if (position != G_MAXUINT && quantity == 0)
    g_list_store_remove (self->items, position);
  send_next (self);
  return position;
}

/**
 * hrt_ticket_add:
 * @item: what was scanned; its quantity does not matter
 * @quantity: pieces, > 0; added to what is there
 *
 * Returns: the line it is on
 */
guint
hrt_ticket_add (HrtTicket *self, HrtTicketItem *item, gint64 quantity)
{
  guint position = hrt_ticket_find (self, hrt_ticket_item_get_variant_id (item));

  self->group++;
  if (position != G_MAXUINT)
    {
      g_autoptr (HrtTicketItem) there =
          g_list_model_get_item (G_LIST_MODEL (self->items), position);

      change (self, there, hrt_ticket_item_get_quantity (there) + quantity);
    }
  else
    {
      position = change (self, item, quantity);
    }
  emit_changed (self);
  return position;
}

/**
 * hrt_ticket_set_quantity:
 * @quantity: pieces; 0 removes the line
 */
void
hrt_ticket_set_quantity (HrtTicket *self, gint64 variant_id, gint64 quantity)
{
  guint position = hrt_ticket_find (self, variant_id);
  g_autoptr (HrtTicketItem) item = NULL;

  if (position == G_MAXUINT)
    return;
  item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  if (hrt_ticket_item_get_quantity (item) == quantity)
    return;
  self->group++;
  change (self, item, quantity);
  emit_changed (self);
}

/**
 * hrt_ticket_undo:
 *
 * Takes back the last act.
 *
 * Returns: whether there was one
 */
gboolean
hrt_ticket_undo (HrtTicket *self)
{
  guint group;

  if (self->undos->len == 0)
    return FALSE;
  group = g_array_index (self->undos, Undo, self->undos->len - 1).group;
  self->is_undoing = TRUE;
  while (self->undos->len > 0 &&
         g_array_index (self->undos, Undo, self->undos->len - 1).group == group)
    {
      Undo *undo = &g_array_index (self->undos, Undo, self->undos->len - 1);

      change (self, undo->item, undo->quantity_before);
      g_array_set_size (self->undos, self->undos->len - 1);
    }
  self->is_undoing = FALSE;
  emit_changed (self);
  return TRUE;
}

/**
 * hrt_ticket_clear:
 *
 * Takes every line away; one undo brings all back.
 */
void
hrt_ticket_clear (HrtTicket *self)
{
  guint n;

  self->group++;
  while ((n = g_list_model_get_n_items (G_LIST_MODEL (self->items))) > 0)
    {
      g_autoptr (HrtTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), n - 1);

      change (self, item, 0);
    }
  emit_changed (self);
}

/**
 * hrt_ticket_retry:
 *
 * Sends what could not be sent before: the database is back.
 */
void
hrt_ticket_retry (HrtTicket *self)
{
  send_next (self);
}

/**
 * hrt_ticket_reset:
 *
 * Begins an empty ticket; the one before is sold or parked.
 */
void
hrt_ticket_reset (HrtTicket *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_array_set_size (self->undos, 0);
  g_clear_pointer (&self->id, g_free);
  memset (&self->sums, 0, sizeof self->sums);
  g_list_store_remove_all (self->items);
  emit_changed (self);
}

/**
 * hrt_ticket_show:
 * @stored: a ticket that the database kept: parked, or left by a crash
 */
void
hrt_ticket_show (HrtTicket *self, HrtTillTicket *stored)
{
  hrt_ticket_reset (self);
  self->id = g_strdup (stored->id);
  for (guint i = 0; i < stored->lines->len; i++)
    {
      HrtTillTicketLine *line = g_ptr_array_index (stored->lines, i);
      g_autoptr (HrtTicketItem) item =
          hrt_ticket_item_new (line->variant_id, line->product_name, line->variant_name,
                               line->image_hash, line->unit_price);

      hrt_ticket_item_set_quantity (item, line->quantity, FALSE);
      g_list_store_append (self->items, item);
    }
  take_sums (self, stored);
  emit_changed (self);
}

void
hrt_ticket_set_till (HrtTicket *self, gint64 till_id)
{
  self->till_id = till_id;
}

/**
 * hrt_ticket_get_id:
 *
 * Returns: (nullable): the UUID that becomes the key of the sale; %NULL before the first line
 */
const char *
hrt_ticket_get_id (HrtTicket *self)
{
  return self->id;
}

GListModel *
hrt_ticket_get_items (HrtTicket *self)
{
  return G_LIST_MODEL (self->items);
}

const HrtTicketSums *
hrt_ticket_get_sums (HrtTicket *self)
{
  return &self->sums;
}

/**
 * hrt_ticket_is_settled:
 *
 * Returns: whether the database has confirmed every line
 */
gboolean
hrt_ticket_is_settled (HrtTicket *self)
{
  return self->under_way == NULL && g_queue_is_empty (&self->waiting);
}

gboolean
hrt_ticket_is_empty (HrtTicket *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0;
}

static void
hrt_ticket_dispose (GObject *object)
{
  HrtTicket *self = HRT_TICKET (object);

  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (hrt_ticket_parent_class)->dispose (object);
}

static void
hrt_ticket_finalize (GObject *object)
{
  HrtTicket *self = HRT_TICKET (object);

  g_clear_object (&self->items);
  g_clear_object (&self->under_way);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->undos, g_array_unref);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (hrt_ticket_parent_class)->finalize (object);
}

static void
hrt_ticket_class_init (HrtTicketClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hrt_ticket_dispose;
  object_class->finalize = hrt_ticket_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HRT_TYPE_TICKET, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", HRT_TYPE_TICKET, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", HRT_TYPE_TICKET, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
hrt_ticket_init (HrtTicket *self)
{
  self->items = g_list_store_new (HRT_TYPE_TICKET_ITEM);
  self->cancellable = g_cancellable_new ();
  self->undos = g_array_new (FALSE, FALSE, sizeof (Undo));
  g_array_set_clear_func (self->undos, undo_clear);
  g_queue_init (&self->waiting);
}

HrtTicket *
hrt_ticket_new (HrtDesk *desk)
{
  HrtTicket *self = g_object_new (HRT_TYPE_TICKET, NULL);

  self->desk = g_object_ref (desk);
  return self;
}
