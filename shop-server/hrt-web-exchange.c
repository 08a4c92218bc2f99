/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebExchange: travels through the HTTP library on the address that it carries with each
 * message.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-exchange.h"

static GQuark
exchange_quark (void)
{
  return g_quark_from_static_string ("hrt-web-exchange");
}

/* Short, unique in this process and not the same in two: enough to find a line in a log. */
static char *
make_id (void)
{
  static guint32 prefix, counter;

  if (prefix == 0)
    prefix = g_random_int () | 1;
  return g_strdup_printf ("%08x%06x", prefix, ++counter & 0xffffff);
}

HrtWebExchange *
hrt_web_exchange_new (void)
{
  HrtWebExchange *self = g_new0 (HrtWebExchange, 1);

  self->ref_count = 1;
  self->id = make_id ();
  return self;
}

HrtWebExchange *
hrt_web_exchange_ref (HrtWebExchange *self)
{
  self->ref_count++;
  return self;
}

void
hrt_web_exchange_unref (HrtWebExchange *self)
{
  if (--self->ref_count > 0)
    return;
  g_free (self->id);
  g_free (self->client);
  g_free (self->key);
  g_free (self->target);
  g_free (self->method);
  g_free (self);
}

/**
 * hrt_web_exchange_make_address:
 * @self: the exchange
 *
 * Returns: (transfer full): an address for soup_server_accept_iostream() that leads back here
 */
GSocketAddress *
hrt_web_exchange_make_address (HrtWebExchange *self)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  GSocketAddress *address = g_inet_socket_address_new (any, 0);

  g_object_set_qdata_full (G_OBJECT (address), exchange_quark (), hrt_web_exchange_ref (self),
                           (GDestroyNotify) hrt_web_exchange_unref);
  return address;
}

/**
 * hrt_web_exchange_of_message:
 * @message: in a handler of the HTTP library
 *
 * Returns: (transfer none) (nullable): its exchange
 */
HrtWebExchange *
hrt_web_exchange_of_message (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_object_get_qdata (G_OBJECT (address), exchange_quark ()) : NULL;
}
