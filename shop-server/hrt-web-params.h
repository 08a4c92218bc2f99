/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebParams: the decoded fields of a query string or a posted form, strict and bounded.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_WEB_PARAMS_ERROR (hrt_web_params_error_quark ())

/**
 * HrtWebParamsError:
 * @HRT_WEB_PARAMS_ERROR_SYNTAX: a percent sign without two hexadecimal digits
 * @HRT_WEB_PARAMS_ERROR_ENCODING: not valid UTF-8, or a NUL
 * @HRT_WEB_PARAMS_ERROR_DUPLICATE: a form names one field twice
 * @HRT_WEB_PARAMS_ERROR_TOO_LARGE: too many fields, or one is too long
 * @HRT_WEB_PARAMS_ERROR_TYPE: the body is not application/x-www-form-urlencoded
 */
typedef enum
{
  HRT_WEB_PARAMS_ERROR_SYNTAX,
  HRT_WEB_PARAMS_ERROR_ENCODING,
  HRT_WEB_PARAMS_ERROR_DUPLICATE,
  HRT_WEB_PARAMS_ERROR_TOO_LARGE,
  HRT_WEB_PARAMS_ERROR_TYPE,
} HrtWebParamsError;

GQuark hrt_web_params_error_quark (void);

typedef enum
{
  HRT_WEB_PARAMS_UNIQUE, /* forms: a second field of one name is an error */
  HRT_WEB_PARAMS_REPEAT, /* queries: the first counts, all are there for lists of filters */
} HrtWebParamsMode;

typedef struct _HrtWebParams HrtWebParams;

HrtWebParams *
hrt_web_params_parse (const char *text, gsize length, HrtWebParamsMode mode, GError **error);
void hrt_web_params_free (HrtWebParams *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebParams, hrt_web_params_free)

guint hrt_web_params_get_size (const HrtWebParams *self);
gboolean hrt_web_params_has (const HrtWebParams *self, const char *name);
const char *hrt_web_params_get (const HrtWebParams *self, const char *name);
const char *hrt_web_params_get_nth (const HrtWebParams *self, guint index, const char **value);
char **hrt_web_params_dup_list (const HrtWebParams *self, const char *name);
gboolean hrt_web_params_get_int64 (
    const HrtWebParams *self, const char *name, gint64 minimum, gint64 maximum, gint64 *number);

char *
hrt_web_percent_decode (const char *text, gsize length, gboolean plus_is_space, GError **error);
void hrt_web_percent_encode (GString *out, const char *text);

G_END_DECLS
