/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtTestShop: a small shop on a database of its own, with the services of both roles, for tests of
 * the model.
 */

#pragma once

#include "model/shop/hrt-context.h"
#include "tests/lib/hrt-test-cluster.h"

G_BEGIN_DECLS

/* One staff account "owner" (admin, password HRT_TEST_PASSWORD), one open shift at till 1, three
 * products: 1 "Gitar Akustik F310" (variants 1, 2), 2 "Drum 'Stage' <Kit> & \"more\"" (3, the only
 * unit), 3 not active (4). */
typedef struct
{
  HrtTestDatabase *database; /* (owned) */
  HrtContext *staff;         /* (owned) as hrt_staff, hears changes */
  HrtContext *web;           /* (owned) as hrt_web */
  char *data_dir;            /* (owned) */
  gint64 owner_id;
  gint64 till_id;
  gint64 shift_id;
} HrtTestShop;

#define HRT_TEST_PASSWORD "senar nilon kering"

HrtTestShop *hrt_test_shop_new (void);
void hrt_test_shop_free (HrtTestShop *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtTestShop, hrt_test_shop_free)

/* The text of the first cell. */
char *hrt_test_shop_query (HrtTestShop *self, const char *sql);
/* All of hrt.check_invariants(): nothing may be wrong. */
void hrt_test_shop_check (HrtTestShop *self);

/* Calls FUNCTION_async() and waits; RESULT is then ready for FUNCTION_finish(). */
#define HRT_TEST_CALL(result, function, ...)                                \
  G_STMT_START                                                              \
  {                                                                         \
    g_clear_object (&(result));                                             \
    function##_async (__VA_ARGS__, NULL, hrt_test_store_result, &(result)); \
    hrt_test_await (&(result));                                             \
  }                                                                         \
  G_STMT_END

G_END_DECLS
