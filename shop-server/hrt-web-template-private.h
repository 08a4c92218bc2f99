/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * What the template compiler and the renderer share.
 */

#pragma once

#include "hrt-web-escape.h"
#include "hrt-web-template.h"

G_BEGIN_DECLS

typedef enum
{
  HRT_WEB_OP_STATIC,   /* text[start, start + length) */
  HRT_WEB_OP_VALUE,    /* path, filter, escape */
  HRT_WEB_OP_SECTION,  /* path; body up to `end` */
  HRT_WEB_OP_INVERTED, /* path; body up to `end` */
  HRT_WEB_OP_ONE,      /* body if the number is 1 */
  HRT_WEB_OP_MANY,     /* body if it is not */
} HrtWebOpKind;

typedef enum
{
  HRT_WEB_FILTER_NONE,
  HRT_WEB_FILTER_MONEY,
  HRT_WEB_FILTER_NUMBER,
  HRT_WEB_FILTER_DATE,
  HRT_WEB_FILTER_DATETIME,
  HRT_WEB_FILTER_TIME,
  HRT_WEB_FILTER_ISO,
} HrtWebFilter;

typedef struct
{
  const char *name;
  gsize length;
} HrtWebName;

typedef struct
{
  guint8 kind;         /* HrtWebOpKind */
  guint8 filter;       /* HrtWebFilter */
  guint8 escape;       /* HrtWebEscape */
  guint8 n_names;      /* 0: the current item */
  guint first_name;    /* in `names` */
  guint end;           /* of a section: the op behind it */
  gsize start, length; /* of static text */
} HrtWebOp;

struct _HrtWebTemplate
{
  GArray *ops;        /* (element-type HrtWebOp) */
  GArray *names;      /* (element-type HrtWebName) */
  GStringChunk *pool; /* names */
  GString *text;      /* static text */
  GTimeZone *zone;    /* of the shop */
  char *language;
  gsize last_size; /* of the last page: a good first size for the next */
};

gboolean _hrt_web_filter_parse (const char *name, HrtWebFilter *filter);
void _hrt_web_filter_append (GString *out,
                             const HrtWebTemplate *template,
                             HrtWebFilter filter,
                             HrtWebEscape escape,
                             const HrtWebValue *value);

G_END_DECLS
