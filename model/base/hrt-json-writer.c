/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The JSON writer: a GString and a stack of what is open, so that commas and names cannot be wrong.
 */

#define G_LOG_DOMAIN "hrt-base"

#include "hrt-json-writer.h"

#include <string.h>

typedef enum
{
  LEVEL_TOP,
  LEVEL_ARRAY,
  LEVEL_OBJECT,
} LevelKind;

typedef struct
{
  LevelKind kind;
  gboolean has_items;
  gboolean has_name; /* in an object: a name waits for its value */
} Level;

struct _HrtJsonWriter
{
  GString *out;   /* (owned) */
  GArray *levels; /* (owned) (element-type Level) */
};

/**
 * hrt_json_writer_new:
 *
 * Returns: (transfer full): a writer for one JSON value
 */
HrtJsonWriter *
hrt_json_writer_new (void)
{
  HrtJsonWriter *self = g_new0 (HrtJsonWriter, 1);
  Level top = { LEVEL_TOP, FALSE, FALSE };

  self->out = g_string_sized_new (512);
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  g_array_append_val (self->levels, top);
  return self;
}

void
hrt_json_writer_free (HrtJsonWriter *self)
{
  if (self->out)
    g_string_free (self->out, TRUE);
  g_array_unref (self->levels);
  g_free (self);
}

static Level *
current (HrtJsonWriter *self)
{
  return &g_array_index (self->levels, Level, self->levels->len - 1);
}

/* Every value passes here: the comma, and the contract that an object's value has a name. */
static void
begin_value (HrtJsonWriter *self)
{
  Level *level = current (self);

  g_assert (level->kind != LEVEL_OBJECT || level->has_name);
  g_assert (level->kind != LEVEL_TOP || !level->has_items);
  if (level->kind == LEVEL_ARRAY && level->has_items)
    g_string_append_c (self->out, ',');
  level->has_items = TRUE;
  level->has_name = FALSE;
}

static void
push (HrtJsonWriter *self, LevelKind kind, char bracket)
{
  Level level = { kind, FALSE, FALSE };

  begin_value (self);
  g_string_append_c (self->out, bracket);
  g_array_append_val (self->levels, level);
}

static void
pop (HrtJsonWriter *self, LevelKind kind, char bracket)
{
  g_assert (current (self)->kind == kind && !current (self)->has_name);
  g_array_set_size (self->levels, self->levels->len - 1);
  g_string_append_c (self->out, bracket);
}

void
hrt_json_writer_begin_object (HrtJsonWriter *self)
{
  push (self, LEVEL_OBJECT, '{');
}

void
hrt_json_writer_end_object (HrtJsonWriter *self)
{
  pop (self, LEVEL_OBJECT, '}');
}

void
hrt_json_writer_begin_array (HrtJsonWriter *self)
{
  push (self, LEVEL_ARRAY, '[');
}

void
hrt_json_writer_end_array (HrtJsonWriter *self)
{
  pop (self, LEVEL_ARRAY, ']');
}

/* Also escapes <, > and & so that the text may stand inside HTML, and U+2028/2029 for old script
 * engines. */
static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p; p++)
    {
      guchar c = *p;

      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, c);
        }
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c < 0x20 || c == 0x7f || c == '<' || c == '>' || c == '&')
        g_string_append_printf (out, "\\u%04x", c);
      else if (c == 0xe2 && (guchar) p[1] == 0x80 && ((guchar) p[2] & 0xfe) == 0xa8)
        {
          g_string_append (out, (guchar) p[2] == 0xa8 ? "\\u2028" : "\\u2029");
          p += 2;
        }
      else
        g_string_append_c (out, c);
    }
  g_string_append_c (out, '"');
}

static void
append_text (GString *out, const char *text)
{
  if (g_utf8_validate (text, -1, NULL))
    append_quoted (out, text);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      append_quoted (out, valid);
    }
}

/**
 * hrt_json_writer_name:
 * @self: a writer, inside an object
 * @name: the next member's name
 */
void
hrt_json_writer_name (HrtJsonWriter *self, const char *name)
{
  Level *level = current (self);

  g_assert (level->kind == LEVEL_OBJECT && !level->has_name);
  if (level->has_items)
    g_string_append_c (self->out, ',');
  append_text (self->out, name);
  g_string_append_c (self->out, ':');
  level->has_name = TRUE;
}

/**
 * hrt_json_writer_text:
 * @self: a writer
 * @text: (nullable): a string; broken UTF-8 is replaced, %NULL becomes null
 */
void
hrt_json_writer_text (HrtJsonWriter *self, const char *text)
{
  if (text == NULL)
    {
      hrt_json_writer_null (self);
      return;
    }
  begin_value (self);
  append_text (self->out, text);
}

void
hrt_json_writer_int64 (HrtJsonWriter *self, gint64 number)
{
  begin_value (self);
  g_string_append_printf (self->out, "%" G_GINT64_FORMAT, number);
}

void
hrt_json_writer_bool (HrtJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->out, value ? "true" : "false");
}

void
hrt_json_writer_null (HrtJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->out, "null");
}

/**
 * hrt_json_writer_verbatim:
 * @self: a writer
 * @json: one complete JSON value, from a source that guarantees it (a jsonb column)
 */
void
hrt_json_writer_verbatim (HrtJsonWriter *self, const char *json)
{
  begin_value (self);
  g_string_append (self->out, json);
}

static void
write_field (HrtJsonWriter *self, const HrtField *field, gconstpointer instance)
{
  gconstpointer member = (const char *) instance + field->offset;
  const char *text;

  hrt_json_writer_name (self, field->name);
  switch (field->kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
      hrt_json_writer_int64 (self, *(const gint64 *) member);
      break;
    case HRT_FIELD_TIME:
      if (*(const gint64 *) member == G_MININT64)
        hrt_json_writer_null (self);
      else
        hrt_json_writer_int64 (self, *(const gint64 *) member);
      break;
    case HRT_FIELD_BOOL:
      hrt_json_writer_bool (self, *(const gboolean *) member);
      break;
    case HRT_FIELD_JSON:
      text = *(char *const *) member;
      hrt_json_writer_verbatim (self, text ? text : "null");
      break;
    default:
      hrt_json_writer_text (self, *(char *const *) member);
    }
}

/**
 * hrt_json_writer_entity:
 * @self: a writer
 * @descriptor: the entity's descriptor
 * @instance: the entity
 * @viewer: who will read it; fields the viewer may not see are left out
 */
void
hrt_json_writer_entity (HrtJsonWriter *self,
                        const HrtDescriptor *descriptor,
                        gconstpointer instance,
                        HrtExposure viewer)
{
  hrt_json_writer_begin_object (self);
  for (gsize i = 0; i < descriptor->n_fields; i++)
    if (hrt_field_is_visible (&descriptor->fields[i], viewer))
      write_field (self, &descriptor->fields[i], instance);
  hrt_json_writer_end_object (self);
}

/**
 * hrt_json_writer_peek:
 * @self: a writer whose value is complete
 *
 * Returns: (transfer none): the JSON text
 */
const char *
hrt_json_writer_peek (HrtJsonWriter *self)
{
  g_assert (self->levels->len == 1);
  return self->out->str;
}

/**
 * hrt_json_writer_steal:
 * @self: a writer whose value is complete; only to be freed afterwards
 *
 * Returns: (transfer full): the JSON text
 */
char *
hrt_json_writer_steal (HrtJsonWriter *self)
{
  g_assert (self->levels->len == 1);
  return g_string_free (g_steal_pointer (&self->out), FALSE);
}
