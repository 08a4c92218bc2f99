/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPgParams: the parameters of one statement, in order, in PostgreSQL's text or binary form.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrtPgParams HrtPgParams;

HrtPgParams *hrt_pg_params_new (void);
void hrt_pg_params_free (HrtPgParams *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtPgParams, hrt_pg_params_free)

/* Each appends one parameter and returns @self, so that calls chain. */
HrtPgParams *hrt_pg_params_int64 (HrtPgParams *self, gint64 value);
HrtPgParams *hrt_pg_params_bool (HrtPgParams *self, gboolean value);
HrtPgParams *hrt_pg_params_text (HrtPgParams *self,
                                 const char *value); /* also uuid, jsonb, enum; NULL = null */
HrtPgParams *hrt_pg_params_bytes (HrtPgParams *self, GBytes *value);
HrtPgParams *hrt_pg_params_null (HrtPgParams *self);
HrtPgParams *hrt_pg_params_int64_array (HrtPgParams *self, const gint64 *values, gsize n_values);
HrtPgParams *hrt_pg_params_text_array (HrtPgParams *self, const char *const *values);

G_END_DECLS
