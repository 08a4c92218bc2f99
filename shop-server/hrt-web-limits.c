/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebLimits: a bucket is two numbers; when the table is full the one that would be full again
 * longest goes first.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-limits.h"

#include <gio/gio.h>
#include <string.h>

typedef struct
{
  const HrtWebLimit *limit;
  char *key;
  gint64 level;     /* micro-tokens */
  gint64 seen_usec; /* when level was true */
  GList link;       /* in `recent` */
} Bucket;

struct _HrtWebLimits
{
  GHashTable *buckets; /* (element-type Bucket Bucket) */
  GQueue recent;       /* least recently used first */
  guint max_buckets;
};

static guint
hash_bucket (gconstpointer data)
{
  const Bucket *bucket = data;

  return g_str_hash (bucket->key) ^ g_direct_hash (bucket->limit);
}

static gboolean
equal_bucket (gconstpointer a, gconstpointer b)
{
  const Bucket *left = a, *right = b;

  return left->limit == right->limit && strcmp (left->key, right->key) == 0;
}

static void
free_bucket (gpointer data)
{
  Bucket *bucket = data;

  g_free (bucket->key);
  g_free (bucket);
}

/**
 * hrt_web_limits_new:
 * @max_buckets: how many visitors are remembered at most
 *
 * Returns: (transfer full): empty limits
 */
HrtWebLimits *
hrt_web_limits_new (guint max_buckets)
{
  HrtWebLimits *self = g_new0 (HrtWebLimits, 1);

  self->buckets = g_hash_table_new_full (hash_bucket, equal_bucket, free_bucket, NULL);
  self->max_buckets = MAX (max_buckets, 1);
  return self;
}

void
hrt_web_limits_free (HrtWebLimits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static Bucket *
find_bucket (HrtWebLimits *self, const HrtWebLimit *limit, const char *key, gint64 now_usec)
{
  Bucket wanted = { .limit = limit, .key = (char *) key };
  Bucket *bucket = g_hash_table_lookup (self->buckets, &wanted);

  if (bucket != NULL)
    {
      g_queue_unlink (&self->recent, &bucket->link);
      g_queue_push_tail_link (&self->recent, &bucket->link);
      return bucket;
    }
  if (g_hash_table_size (self->buckets) >= self->max_buckets)
    {
      Bucket *oldest = g_queue_peek_head (&self->recent);

      g_queue_unlink (&self->recent, &oldest->link);
      g_hash_table_remove (self->buckets, oldest);
    }
  bucket = g_new0 (Bucket, 1);
  bucket->limit = limit;
  bucket->key = g_strdup (key);
  bucket->level = (gint64) limit->burst * G_USEC_PER_SEC;
  bucket->seen_usec = now_usec;
  bucket->link.data = bucket;
  g_queue_push_tail_link (&self->recent, &bucket->link);
  g_hash_table_add (self->buckets, bucket);
  return bucket;
}

/**
 * hrt_web_limits_take:
 * @self: the limits
 * @limit: the rate
 * @key: whose: an address or an account
 * @now_usec: monotonic time
 * @retry_after_secs: (out) (optional): when refused, seconds until the next one is allowed
 *
 * Takes one token.
 *
 * Returns: %FALSE if the rate is exceeded
 */
gboolean
hrt_web_limits_take (HrtWebLimits *self,
                     const HrtWebLimit *limit,
                     const char *key,
                     gint64 now_usec,
                     guint *retry_after_secs)
{
  Bucket *bucket = find_bucket (self, limit, key, now_usec);
  gint64 full = (gint64) limit->burst * G_USEC_PER_SEC;
  /* An hour refills any bucket and cannot overflow. */
  gint64 passed = CLAMP (now_usec - bucket->seen_usec, 0, (gint64) 3600 * G_USEC_PER_SEC);

  bucket->level = MIN (full, bucket->level + passed * limit->per_hour / 3600);
  bucket->seen_usec = now_usec;
  if (bucket->level >= G_USEC_PER_SEC)
    {
      bucket->level -= G_USEC_PER_SEC;
      return TRUE;
    }
  if (retry_after_secs != NULL)
    *retry_after_secs = (guint) ((G_USEC_PER_SEC - bucket->level) * 3600 /
                                     MAX (limit->per_hour, 1u) / G_USEC_PER_SEC +
                                 1);
  return FALSE;
}

/**
 * hrt_web_limits_give_back:
 * @self: the limits
 * @limit: the rate
 * @key: whose
 * @now_usec: monotonic time
 *
 * Puts a token back: what it was taken for did not come about.
 */
void
hrt_web_limits_give_back (HrtWebLimits *self,
                          const HrtWebLimit *limit,
                          const char *key,
                          gint64 now_usec)
{
  Bucket *bucket = find_bucket (self, limit, key, now_usec);

  bucket->level =
      MIN ((gint64) limit->burst * G_USEC_PER_SEC, bucket->level + (gint64) G_USEC_PER_SEC);
}

/**
 * hrt_web_limits_address_key:
 * @address: an IP address
 *
 * One visitor usually holds a whole IPv6 /64, so that is what counts.
 *
 * Returns: (transfer full): the key for @address
 */
char *
hrt_web_limits_address_key (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const guint8 *bytes;

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  bytes = g_inet_address_to_bytes (inet);
  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x/64", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}
