/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebTemplate: renders a compiled page; HrtWebTemplates: all pages in all languages.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-template-private.h"

#include <string.h>

G_DEFINE_QUARK (hrt - web - template - error - quark, hrt_web_template_error)

/* The objects around the place being written, innermost first. */
typedef struct _Scope Scope;

struct _Scope
{
  const Scope *outer;
  const HrtWebData *node; /* (nullable) */
  HrtWebValue item;       /* what {{.}} shows */
};

typedef struct
{
  const HrtWebTemplate *template;
  GString *out;
} Render;

static HrtWebValue
look_up (const Render *render, const HrtWebOp *op, const Scope *scope)
{
  const HrtWebName *names;
  HrtWebValue value = { .kind = HRT_WEB_VALUE_NONE };

  if (op->n_names == 0)
    return scope->item;
  names = &g_array_index (render->template->names, HrtWebName, op->first_name);
  for (; scope != NULL && value.kind == HRT_WEB_VALUE_NONE; scope = scope->outer)
    if (scope->node != NULL)
      value = hrt_web_data_lookup (scope->node, names[0].name, names[0].length);
  for (guint i = 1; i < op->n_names; i++)
    {
      if (value.kind != HRT_WEB_VALUE_NODE)
        {
          value.kind = HRT_WEB_VALUE_NONE;
          break;
        }
      value = hrt_web_data_lookup (value.node, names[i].name, names[i].length);
    }
  return value;
}

static gboolean
is_true (const HrtWebValue *value)
{
  switch (value->kind)
    {
    case HRT_WEB_VALUE_TEXT:
      return *value->text != '\0';
    case HRT_WEB_VALUE_INT64:
      return value->int64 != 0;
    case HRT_WEB_VALUE_BOOL:
      return value->boolean;
    case HRT_WEB_VALUE_TIME:
      return TRUE;
    case HRT_WEB_VALUE_NODE:
      return !hrt_web_data_is_list (value->node) || hrt_web_data_first (value->node) != NULL;
    case HRT_WEB_VALUE_NONE:
    default:
      return FALSE;
    }
}

static void render_ops (const Render *render, guint begin, guint end, const Scope *scope);

static void
render_section (const Render *render, guint begin, guint end, HrtWebValue value, const Scope *outer)
{
  Scope scope = { .outer = outer, .item = value };

  if (!is_true (&value))
    return;
  if (value.kind != HRT_WEB_VALUE_NODE)
    {
      /* A truth only decides; the objects around it stay in sight. */
      render_ops (render, begin, end, &scope);
      return;
    }
  if (!hrt_web_data_is_list (value.node))
    {
      scope.node = value.node;
      render_ops (render, begin, end, &scope);
      return;
    }
  for (const HrtWebData *item = hrt_web_data_first (value.node); item != NULL;
       item = hrt_web_data_next (item))
    {
      scope.node = item;
      scope.item = hrt_web_data_self (item);
      render_ops (render, begin, end, &scope);
    }
}

static void
render_ops (const Render *render, guint begin, guint end, const Scope *scope)
{
  const HrtWebOp *ops = (const HrtWebOp *) (gpointer) render->template->ops->data;
  guint i = begin;

  while (i < end)
    {
      const HrtWebOp *op = &ops[i];
      HrtWebValue value;

      if (op->kind == HRT_WEB_OP_STATIC)
        {
          hrt_web_append (render->out, render->template->text->str + op->start, op->length);
          i++;
          continue;
        }
      value = look_up (render, op, scope);
      if (op->kind == HRT_WEB_OP_VALUE)
        {
          _hrt_web_filter_append (render->out, render->template, op->filter, op->escape, &value);
          i++;
          continue;
        }
      if (op->kind == HRT_WEB_OP_SECTION)
        render_section (render, i + 1, op->end, value, scope);
      else if (op->kind == HRT_WEB_OP_INVERTED ? !is_true (&value)
                                               : (value.kind == HRT_WEB_VALUE_INT64 &&
                                                  value.int64 == 1) == (op->kind == HRT_WEB_OP_ONE))
        render_ops (render, i + 1, op->end, scope);
      i = op->end;
    }
}

/**
 * hrt_web_template_render:
 * @self: the page
 * @data: what it shows
 * @out: appended to
 *
 * Writes the page. Values that are not there write nothing.
 */
void
hrt_web_template_render (HrtWebTemplate *self, const HrtWebData *data, GString *out)
{
  Render render = { .template = self, .out = out };
  Scope scope = { .node = data };
  gsize before = out->len;

  /* Grow once, not in doubling steps: pages of one kind are of about one size. */
  if (out->allocated_len - out->len < self->last_size)
    {
      g_string_set_size (out, before + self->last_size);
      g_string_truncate (out, before);
    }
  render_ops (&render, 0, self->ops->len, &scope);
  self->last_size = out->len - before + 256;
}

/**
 * hrt_web_template_free:
 * @self: (transfer full) (nullable): the page
 */
void
hrt_web_template_free (HrtWebTemplate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->ops, g_array_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_clear_pointer (&self->pool, g_string_chunk_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self->language);
  g_free (self);
}
