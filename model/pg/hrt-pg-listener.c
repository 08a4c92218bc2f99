/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgListener: LISTEN on one connection, pg_notify on another, ids collected in between.
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-keeper.h"
#include "hrt-pg-listener.h"
#include "hrt-pg-lookout.h"
#include "hrt-pg-private.h"

/**
 * HrtPgListener:
 *
 * A notification is a hint: it says which rows to look at again, and it may be lost. Three things
 * make up for that. Every (re)connection emits #HrtPgListener::resync, after which everything that
 * is shown has to be read again; every few seconds one statement asks what is newer than what was
 * seen, and what it finds is told like a hint; and what is read carries a revision, so that reading
 * again changes nothing where nothing changed.
 *
 * Hints of one channel that arrive within 20 ms are one #HrtPgListener::changed signal. Those that
 * this process announced come back too: screens have one way to learn of a change, whoever made it.
 *
 * Announcements go out at once when none is under way, otherwise together when that one is
 * answered: a quiet shop waits for nothing, a busy one sends few. They are kept over a lost
 * connection. They never travel in a transaction of ours, for the commit of a transaction with
 * NOTIFY holds a lock that all the others wait for.
 *
 * Threading: belongs to the context that is the thread's default at hrt_pg_listener_start();
 * signals fire there. Lifetime: held by the context object of the process.
 */
struct _HrtPgListener
{
  GObject parent_instance;
  char *conninfo;        /* (owned) */
  char *role;            /* (owned) (nullable) the only login that is taken */
  char **channels;       /* (owned) */
  HrtPgKeeper *ear;      /* (owned) (nullable) NULL while stopped */
  HrtPgLookout *lookout; /* (owned) runs while the ear is open */
  guint look_ms;
  HrtPgKeeper *voice; /* (owned) (nullable) from the first announcement on */
  gulong notification_id;
  HrtPgConnection *heard;   /* (owned) (nullable) whose signal @notification_id is */
  GHashTable *heard_ids;    /* (owned) (element-type utf8 GHashTable) channel → set of gint64 */
  GHashTable *to_announce;  /* (owned) the same */
  GHashTable *announcing;   /* (owned) (nullable) the same; with the server now */
  GSource *emit_timer;      /* (owned) (nullable) */
  gint64 emitted_at;        /* monotonic, in microseconds */
  GSource *announce_source; /* (owned) (nullable) */
  gboolean is_connected;
};

enum
{
  PROP_CONNECTED = 1,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_RESYNC,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

#define COALESCE_MS 20
/* A change without a hint stays unknown for as long, at most. */
#define LOOK_MS 5000
/* PostgreSQL refuses 8000 bytes and more. */
#define MAX_PAYLOAD 7900
/* Beyond this many ids a receiver is better off reading everything again; its resync does that. */
#define MAX_KEPT_IDS 20000

G_DEFINE_FINAL_TYPE (HrtPgListener, hrt_pg_listener, G_TYPE_OBJECT)

static GHashTable *
new_id_sets (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_hash_table_unref);
}

static void
add_id (GHashTable *sets, const char *channel, gint64 id)
{
  GHashTable *ids = g_hash_table_lookup (sets, channel);

  if (ids == NULL)
    {
      ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (sets, g_strdup (channel), ids);
    }
  if (g_hash_table_size (ids) < MAX_KEPT_IDS)
    g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
schedule (HrtPgListener *self, GSource **slot, guint delay_ms, GSourceFunc callback)
{
  if (*slot != NULL)
    return;
  *slot = g_timeout_source_new (delay_ms);
  g_source_set_static_name (*slot, "HrtPgListener");
  g_source_set_callback (*slot, callback, self, NULL);
  g_source_attach (*slot, g_main_context_get_thread_default ());
}

/* --- hearing --- */

static GVariant *
ids_to_variant (GHashTable *ids)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("ax"));
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_variant_builder_add (&builder, "x", *(gint64 *) id);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
on_emit_timer (gpointer user_data)
{
  g_autoptr (HrtPgListener) self = g_object_ref (user_data);
  g_autoptr (GHashTable) sets = g_steal_pointer (&self->heard_ids);
  GHashTableIter iter;
  gpointer channel, ids;

  clear_source (&self->emit_timer);
  self->emitted_at = g_get_monotonic_time ();
  self->heard_ids = new_id_sets (); /* a handler may stop us or make us hear more */
  g_hash_table_iter_init (&iter, sets);
  while (g_hash_table_iter_next (&iter, &channel, &ids))
    {
      g_autoptr (GVariant) variant = ids_to_variant (ids);

      g_signal_emit (self, signals[SIGNAL_CHANGED], g_quark_from_string (channel), channel,
                     variant);
    }
  return G_SOURCE_REMOVE;
}

/* The first change after a quiet time is told at once, those that follow it together. */
static guint
get_patience_ms (HrtPgListener *self)
{
  gint64 since_ms = (g_get_monotonic_time () - self->emitted_at) / 1000;

  return since_ms >= COALESCE_MS ? 0 : COALESCE_MS - (guint) since_ms;
}

/* Somebody died between commit and hint, or never knew of hints. */
static void
on_change_seen (const char *channel, gint64 id, gpointer user_data)
{
  HrtPgListener *self = user_data;

  if (!g_strv_contains ((const char *const *) self->channels, channel))
    return;
  add_id (self->heard_ids, channel, id);
  schedule (self, &self->emit_timer, get_patience_ms (self), on_emit_timer);
}

static void
on_too_much_seen (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_RESYNC], 0);
}

/* Anybody with a login can notify anything: what is not a list of numbers is left out. */
static void
on_notification (HrtPgConnection *connection,
                 const char *channel,
                 const char *payload,
                 int sender_pid,
                 HrtPgListener *self)
{
  const char *at = payload;

  while (*at != '\0')
    {
      char *end;
      gint64 id = g_ascii_strtoll (at, &end, 10);

      if (end == at)
        {
          g_debug ("%s: not a list of ids", channel);
          break;
        }
      add_id (self->heard_ids, channel, id);
      at = *end == ',' ? end + 1 : end;
    }
  schedule (self, &self->emit_timer, get_patience_ms (self), on_emit_timer);
}

static void
set_connected (HrtPgListener *self, gboolean is_connected)
{
  if (self->is_connected == is_connected)
    return;
  self->is_connected = is_connected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
forget_heard (HrtPgListener *self)
{
  if (self->heard != NULL)
    g_clear_signal_handler (&self->notification_id, self->heard);
  g_clear_object (&self->heard);
  _hrt_pg_lookout_stop (self->lookout);
}

/* Only from here on is nothing missed, so only now is it worth reading everything. */
static void
on_listening (HrtPgConnection *connection, const HrtPgOutcome *outcome, gpointer user_data)
{
  g_autoptr (HrtPgListener) self = user_data;

  if (self->ear == NULL || self->heard != connection)
    return;
  if (outcome->error == NULL)
    {
      set_connected (self, TRUE);
      g_signal_emit (self, signals[SIGNAL_RESYNC], 0);
    }
  else if (!g_error_matches (outcome->error, HRT_PG_ERROR, HRT_PG_ERROR_CONNECTION))
    {
      g_warning ("cannot listen: %s", outcome->error->message);
      forget_heard (self);
      _hrt_pg_keeper_restart (self->ear);
    }
}

static void
on_ear_opened (HrtPgConnection *connection, gpointer user_data)
{
  HrtPgListener *self = user_data;
  g_autoptr (HrtPgBatch) batch = hrt_pg_batch_new ();

  for (guint i = 0; self->channels[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("listen \"%s\"", self->channels[i]);

      _hrt_pg_batch_add_sql (batch, sql);
    }
  /* Its first look before we listen: between the two nothing goes unseen. */
  _hrt_pg_lookout_start (self->lookout, connection, self->look_ms);
  g_set_object (&self->heard, connection);
  self->notification_id =
      g_signal_connect (connection, "notification", G_CALLBACK (on_notification), self);
  hrt_pg_connection_send (connection, batch, on_listening, g_object_ref (self));
}

static void
on_ear_lost (const GError *error, gpointer user_data)
{
  HrtPgListener *self = user_data;

  g_debug ("no longer listening: %s", error->message);
  forget_heard (self);
  set_connected (self, FALSE);
}

/* --- announcing --- */

static gboolean on_announce (gpointer user_data);

static void
on_announced (HrtPgConnection *connection, const HrtPgOutcome *outcome, gpointer user_data)
{
  g_autoptr (HrtPgListener) self = user_data;
  g_autoptr (GHashTable) sent = g_steal_pointer (&self->announcing);
  GHashTableIter channels, ids;
  gpointer channel, set, id;

  if (outcome->error != NULL)
    {
      /* Again with the next connection: a hint too many does no harm. */
      g_debug ("announcing: %s", outcome->error->message);
      g_hash_table_iter_init (&channels, sent);
      while (g_hash_table_iter_next (&channels, &channel, &set))
        {
          g_hash_table_iter_init (&ids, set);
          while (g_hash_table_iter_next (&ids, &id, NULL))
            add_id (self->to_announce, channel, *(gint64 *) id);
        }
    }
  if (self->voice != NULL && g_hash_table_size (self->to_announce) > 0)
    schedule (self, &self->announce_source, outcome->error != NULL ? COALESCE_MS : 0, on_announce);
}

/* As many payloads as it takes. */
static void
add_payloads (GPtrArray *names, GPtrArray *payloads, const char *channel, GHashTable *set)
{
  g_autoptr (GString) payload = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (payload->len > MAX_PAYLOAD - 24)
        {
          g_ptr_array_add (names, g_strdup (channel));
          g_ptr_array_add (payloads, g_strdup (payload->str));
          g_string_truncate (payload, 0);
        }
      g_string_append_printf (payload, "%s%" G_GINT64_FORMAT, payload->len > 0 ? "," : "",
                              *(gint64 *) id);
    }
  g_ptr_array_add (names, g_strdup (channel));
  g_ptr_array_add (payloads, g_strdup (payload->str));
}

static gboolean
on_announce (gpointer user_data)
{
  HrtPgListener *self = user_data;
  HrtPgConnection *connection = _hrt_pg_keeper_get_connection (self->voice);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) payloads = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HrtPgBatch) batch = NULL;
  HrtPgParams *params;
  GHashTableIter iter;
  gpointer channel, set;

  clear_source (&self->announce_source);
  if (connection == NULL || self->announcing != NULL || g_hash_table_size (self->to_announce) == 0)
    return G_SOURCE_REMOVE; /* on_voice_opened() or on_announced() comes back to it */

  self->announcing = g_steal_pointer (&self->to_announce);
  self->to_announce = new_id_sets ();
  g_hash_table_iter_init (&iter, self->announcing);
  while (g_hash_table_iter_next (&iter, &channel, &set))
    add_payloads (names, payloads, channel, set);
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (payloads, NULL);

  params = hrt_pg_params_new ();
  hrt_pg_params_text_array (params, (const char *const *) names->pdata);
  hrt_pg_params_text_array (params, (const char *const *) payloads->pdata);
  batch = hrt_pg_batch_new ();
  hrt_pg_batch_add (batch, HRT_STATEMENT_PG_NOTIFY, params);
  hrt_pg_connection_send (connection, batch, on_announced, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_voice_opened (HrtPgConnection *connection, gpointer user_data)
{
  HrtPgListener *self = user_data;

  schedule (self, &self->announce_source, 0, on_announce);
}

static void
on_voice_lost (const GError *error, gpointer user_data)
{
}

static const HrtPgKeeperFuncs ear_funcs = { on_ear_opened, on_ear_lost };
static const HrtPgLookoutFuncs lookout_funcs = { on_change_seen, on_too_much_seen };
static const HrtPgKeeperFuncs voice_funcs = { on_voice_opened, on_voice_lost };

/**
 * hrt_pg_listener_new:
 * @conninfo: a libpq connection string
 * @channels: (array zero-terminated=1): what to listen to: "hrt_product", …
 *
 * Returns: (transfer full): a listener that has not started
 */
HrtPgListener *
hrt_pg_listener_new (const char *conninfo, const char *const *channels)
{
  HrtPgListener *self;

  g_return_val_if_fail (conninfo != NULL && channels != NULL && channels[0] != NULL, NULL);

  self = g_object_new (HRT_TYPE_PG_LISTENER, NULL);
  self->conninfo = g_strdup (conninfo);
  self->channels = g_strdupv ((char **) channels);
  return self;
}

/**
 * hrt_pg_listener_demand_role:
 * @self: a listener that is not started
 * @role: the only role that may be logged in, as hrt_pg_pool_demand_role() means it
 */
void
hrt_pg_listener_demand_role (HrtPgListener *self, const char *role)
{
  g_return_if_fail (HRT_IS_PG_LISTENER (self));

  g_free (self->role);
  self->role = g_strdup (role);
}

void
hrt_pg_listener_set_look_ms (HrtPgListener *self, guint every_ms)
{
  g_return_if_fail (HRT_IS_PG_LISTENER (self));

  self->look_ms = every_ms;
}

/**
 * hrt_pg_listener_start:
 * @self: a listener that is not started
 *
 * Connects, and from then on for as long as it takes, again and again. No error comes out of it:
 * look at #HrtPgListener:connected.
 */
void
hrt_pg_listener_start (HrtPgListener *self)
{
  g_return_if_fail (HRT_IS_PG_LISTENER (self));

  if (self->ear == NULL)
    self->ear =
        _hrt_pg_keeper_new (self->conninfo, "hurtrock listen", self->role, &ear_funcs, self);
}

/**
 * hrt_pg_listener_stop:
 * @self: the listener
 *
 * Hangs up. No signal comes after this; what was not announced yet is forgotten.
 */
void
hrt_pg_listener_stop (HrtPgListener *self)
{
  g_return_if_fail (HRT_IS_PG_LISTENER (self));

  clear_source (&self->emit_timer);
  clear_source (&self->announce_source);
  forget_heard (self);
  g_clear_pointer (&self->ear, _hrt_pg_keeper_stop);
  g_clear_pointer (&self->voice, _hrt_pg_keeper_stop);
  g_hash_table_remove_all (self->heard_ids);
  g_hash_table_remove_all (self->to_announce);
  set_connected (self, FALSE);
}

/**
 * hrt_pg_listener_announce:
 * @self: a started listener
 * @channel: where: "hrt_product", …
 * @id: which row changed
 *
 * Tells the other processes, and this one, to look at a row again. Call it after the commit was
 * confirmed. Never fails: a hint that cannot be sent now is sent later, or made up for by the
 * listeners' resync.
 */
void
hrt_pg_listener_announce (HrtPgListener *self, const char *channel, gint64 id)
{
  g_return_if_fail (HRT_IS_PG_LISTENER (self));
  g_return_if_fail (channel != NULL);

  add_id (self->to_announce, channel, id);
  if (self->voice == NULL)
    self->voice =
        _hrt_pg_keeper_new (self->conninfo, "hurtrock announce", self->role, &voice_funcs, self);
  schedule (self, &self->announce_source, 0, on_announce);
}

static void
hrt_pg_listener_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HrtPgListener *self = HRT_PG_LISTENER (object);

  switch (prop_id)
    {
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->is_connected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hrt_pg_listener_dispose (GObject *object)
{
  hrt_pg_listener_stop (HRT_PG_LISTENER (object));
  G_OBJECT_CLASS (hrt_pg_listener_parent_class)->dispose (object);
}

static void
hrt_pg_listener_finalize (GObject *object)
{
  HrtPgListener *self = HRT_PG_LISTENER (object);

  _hrt_pg_lookout_free (self->lookout);
  g_free (self->conninfo);
  g_free (self->role);
  g_strfreev (self->channels);
  g_hash_table_unref (self->heard_ids);
  g_hash_table_unref (self->to_announce);
  g_clear_pointer (&self->announcing, g_hash_table_unref);
  G_OBJECT_CLASS (hrt_pg_listener_parent_class)->finalize (object);
}

static void
hrt_pg_listener_class_init (HrtPgListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hrt_pg_listener_get_property;
  object_class->dispose = hrt_pg_listener_dispose;
  object_class->finalize = hrt_pg_listener_finalize;

  /**
   * HrtPgListener:connected: whether changes of others are being heard right now
   */
  properties[PROP_CONNECTED] =
      g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HrtPgListener::changed: (detailed)
   * @self: the listener
   * @channel: which one
   * @ids: an array of int64 ("ax"), each once, in no order
   */
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HRT_TYPE_PG_LISTENER, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  /**
   * HrtPgListener::resync: hints may have been missed up to now, or more has changed than is worth
   * telling: read again what is shown
   */
  signals[SIGNAL_RESYNC] = g_signal_new ("resync", HRT_TYPE_PG_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
hrt_pg_listener_init (HrtPgListener *self)
{
  self->heard_ids = new_id_sets ();
  self->to_announce = new_id_sets ();
  self->look_ms = LOOK_MS;
  self->lookout = _hrt_pg_lookout_new (&lookout_funcs, self);
}
