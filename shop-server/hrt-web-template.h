/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebTemplate: a page compiled once per language; every value is escaped for the place it stands
 * in.
 */

#pragma once

#include <gio/gio.h>

#include "hrt-web-catalog.h"
#include "hrt-web-data.h"

G_BEGIN_DECLS

#define HRT_WEB_TEMPLATE_ERROR (hrt_web_template_error_quark ())

/**
 * HrtWebTemplateError:
 * @HRT_WEB_TEMPLATE_ERROR_SYNTAX: a tag is malformed, unknown or not closed
 * @HRT_WEB_TEMPLATE_ERROR_CONTEXT: a tag stands where no value can be shown safely (script, style,
 * event handler, unquoted attribute)
 * @HRT_WEB_TEMPLATE_ERROR_MISSING: a template or partial does not exist
 */
typedef enum
{
  HRT_WEB_TEMPLATE_ERROR_SYNTAX,
  HRT_WEB_TEMPLATE_ERROR_CONTEXT,
  HRT_WEB_TEMPLATE_ERROR_MISSING,
} HrtWebTemplateError;

GQuark hrt_web_template_error_quark (void);

typedef struct _HrtWebTemplate HrtWebTemplate;

/* Gives the text of "home" or "partials/head"; NULL when there is none. */
typedef char *(*HrtWebTemplateLoader) (const char *name, gpointer user_data);

HrtWebTemplate *hrt_web_template_compile (const char *name,
                                          HrtWebTemplateLoader loader,
                                          gpointer loader_data,
                                          const HrtWebCatalog *catalog,
                                          GTimeZone *zone,
                                          GError **error);
void hrt_web_template_free (HrtWebTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebTemplate, hrt_web_template_free)

void hrt_web_template_render (HrtWebTemplate *self, const HrtWebData *data, GString *out);

/* All templates of a program in all its languages, compiled at start. */
typedef struct _HrtWebTemplates HrtWebTemplates;

gboolean hrt_web_templates_set_zone (HrtWebTemplates *self, GTimeZone *zone, GError **error);
HrtWebTemplates *hrt_web_templates_new (GTimeZone *zone);
void hrt_web_templates_free (HrtWebTemplates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrtWebTemplates, hrt_web_templates_free)
void hrt_web_templates_add_language (HrtWebTemplates *self, HrtWebCatalog *catalog);
gboolean
hrt_web_templates_load_resource (HrtWebTemplates *self, const char *resource_path, GError **error);
gboolean
hrt_web_templates_load_directory (HrtWebTemplates *self, const char *directory, GError **error);
HrtWebTemplate *
hrt_web_templates_get (HrtWebTemplates *self, const char *name, const char *language);

G_END_DECLS
