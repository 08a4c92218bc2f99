/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Every statement of the registry is prepared against the schema that this tree makes, and what it
 * gives is looked at: a column that was renamed, a cast that was forgotten or a function that lost
 * an argument is found here, not at the till.
 */

#include "config.h"

#include <libpq-fe.h>

#include "model/catalog/hrt-brand.h"
#include "model/catalog/hrt-category.h"
#include "model/catalog/hrt-product.h"
#include "model/catalog/hrt-product-page.h"
#include "model/people/hrt-customer.h"
#include "model/people/hrt-session.h"
#include "model/people/hrt-staff.h"
#include "model/sales/hrt-order-event.h"
#include "model/sales/hrt-order-line.h"
#include "model/sales/hrt-order.h"
#include "model/sales/hrt-till-shift.h"
#include "model/sales/hrt-till.h"
#include "model/shipping/hrt-shipping-quote.h"
#include "model/shipping/hrt-shipping-service.h"
#include "model/shop/hrt-shop-profile.h"
#include "model/stock/hrt-stock-level.h"
#include "model/stock/hrt-stock-movement.h"
#include "tests/lib/hrt-test-cluster.h"

/* What HrtPgRows can read: int8, text, bool, timestamptz, uuid, jsonb, bytea. Anything else is cast
 * in the SQL text. */
static const Oid readable[] = { 20, 25, 16, 1184, 2950, 3802, 17 };

static gboolean
is_readable (Oid type)
{
  for (guint i = 0; i < G_N_ELEMENTS (readable); i++)
    {
      if (readable[i] == type)
        return TRUE;
    }
  return FALSE;
}

static void
check_columns (const HrtStatementInfo *info, const PGresult *description)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (info->returns == HRT_RETURNS_NONE)
    return;
  if (PQnfields (description) == 0)
    g_test_fail_printf ("%s: its header promises rows, but it gives none", info->name);
  for (int i = 0; i < PQnfields (description); i++)
    {
      char *name = PQfname (description, i);

      if (!is_readable (PQftype (description, i)))
        g_test_fail_printf ("%s: column %s has type %u: cast it (::int8, ::text)", info->name, name,
                            PQftype (description, i));
      if (g_str_equal (name, "?column?") || !g_hash_table_add (names, name))
        g_test_fail_printf ("%s: column %d, \"%s\", needs a name of its own", info->name, i, name);
    }
}

static const HrtDescriptor *
find_descriptor (const char *entity)
{
  const GType types[] = {
    HRT_TYPE_BRAND,          HRT_TYPE_CATEGORY,       HRT_TYPE_PRODUCT,
    HRT_TYPE_VARIANT,        HRT_TYPE_IMAGE,          HRT_TYPE_SEARCH_DOCUMENT,
    HRT_TYPE_CUSTOMER,       HRT_TYPE_SESSION,        HRT_TYPE_STAFF,
    HRT_TYPE_ORDER,          HRT_TYPE_ORDER_LINE,     HRT_TYPE_ORDER_EVENT,
    HRT_TYPE_TILL,           HRT_TYPE_TILL_SHIFT,     HRT_TYPE_SHOP_PROFILE,
    HRT_TYPE_STOCK_LEVEL,    HRT_TYPE_STOCK_MOVEMENT, HRT_TYPE_SHIPPING_SERVICE,
    HRT_TYPE_SHIPPING_QUOTE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_str_equal (g_type_name (types[i]), entity))
        return hrt_entity_type_get_descriptor (types[i]);
    }
  return NULL;
}

/* One type per kind; the decoder is more patient than this. */
static Oid
type_of_kind (HrtFieldKind kind)
{
  switch (kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
      return 20;
    case HRT_FIELD_BOOL:
      return 16;
    case HRT_FIELD_TIME:
      return 1184;
    case HRT_FIELD_UUID:
      return 2950;
    case HRT_FIELD_JSON:
      return 3802;
    case HRT_FIELD_TEXT:
    case HRT_FIELD_ENUM:
    default:
      return 25;
    }
}

/* A column that no field takes is a value that never arrives, and nobody would miss it. */
static void
check_entity (const HrtStatementInfo *info, const PGresult *description)
{
  const HrtDescriptor *descriptor;

  if (info->entity == NULL)
    return;
  descriptor = find_descriptor (info->entity);
  if (descriptor == NULL)
    {
      g_test_fail_printf ("%s: its header names %s, which this test does not know", info->name,
                          info->entity);
      return;
    }
  for (int i = 0; i < PQnfields (description); i++)
    {
      const char *name = PQfname (description, i);
      const HrtField *field = hrt_descriptor_find (descriptor, name);

      if (field == NULL)
        g_test_fail_printf ("%s: column %s is no field of %s", info->name, name, info->entity);
      else if (PQftype (description, i) != type_of_kind (field->kind))
        g_test_fail_printf ("%s: column %s has type %u, the field of %s wants %u", info->name, name,
                            PQftype (description, i), info->entity, type_of_kind (field->kind));
    }
}

static void
check_statement (PGconn *pg, const HrtStatementInfo *info)
{
  PGresult *result = PQprepare (pg, info->name, info->sql, (int) info->n_params, info->param_types);

  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    g_test_fail_printf ("%s: %s", info->name, PQerrorMessage (pg));
  else
    {
      PGresult *description = PQdescribePrepared (pg, info->name);

      if (PQnparams (description) != (int) info->n_params)
        g_test_fail_printf ("%s: %d parameters, its header names %u", info->name,
                            PQnparams (description), info->n_params);
      check_columns (info, description);
      check_entity (info, description);
      PQclear (description);
    }
  PQclear (result);
}

static void
test_statements (void)
{
  g_autoptr (HrtTestDatabase) database = hrt_test_database_new ();
  g_autofree char *conninfo = hrt_test_database_dup_conninfo (database, "hrt_owner");
  PGconn *pg = PQconnectdb (conninfo);

  g_assert_cmpint (PQstatus (pg), ==, CONNECTION_OK);
  for (guint i = 0; i < HRT_N_STATEMENTS; i++)
    check_statement (pg, &hrt_statements[i]);
  g_test_message ("%d statements", HRT_N_STATEMENTS);
  PQfinish (pg);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/sql/statements", test_statements);
  return g_test_run ();
}
