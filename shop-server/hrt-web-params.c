/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebParams: decodes name=value&name=value once, refuses what has two meanings.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-params.h"

#include <string.h>

#define MAX_FIELDS      256
#define MAX_NAME_BYTES  128
#define MAX_VALUE_BYTES (64 * 1024)

G_DEFINE_QUARK (hrt - web - params - error - quark, hrt_web_params_error)

typedef struct
{
  char *name;
  char *value;
} Field;

struct _HrtWebParams
{
  GArray *fields; /* (element-type Field) in the order sent */
};

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->value);
}

/**
 * hrt_web_percent_decode:
 * @text: the encoded bytes
 * @length: how many
 * @plus_is_space: %TRUE in forms and queries, %FALSE in paths
 * @error: place for an error
 *
 * Decodes once; the result is valid UTF-8 without NUL.
 *
 * Errors: %HRT_WEB_PARAMS_ERROR_SYNTAX, %HRT_WEB_PARAMS_ERROR_ENCODING.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
hrt_web_percent_decode (const char *text, gsize length, gboolean plus_is_space, GError **error)
{
  g_autofree char *out = g_malloc (length + 1);
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == '+' && plus_is_space)
        c = ' ';
      else if (c == '%')
        {
          gboolean is_whole = length - i > 2;
          int high = is_whole ? g_ascii_xdigit_value (text[i + 1]) : -1;
          int low = is_whole ? g_ascii_xdigit_value (text[i + 2]) : -1;

          if (high < 0 || low < 0)
            {
              g_set_error_literal (error, HRT_WEB_PARAMS_ERROR, HRT_WEB_PARAMS_ERROR_SYNTAX,
                                   "a percent sign without two hexadecimal digits");
              return NULL;
            }
          c = (char) (high * 16 + low);
          i += 2;
        }
      out[n++] = c;
    }
  out[n] = '\0';
  if (memchr (out, '\0', n) != NULL || !g_utf8_validate (out, (gssize) n, NULL))
    {
      g_set_error_literal (error, HRT_WEB_PARAMS_ERROR, HRT_WEB_PARAMS_ERROR_ENCODING,
                           "not valid UTF-8");
      return NULL;
    }
  return g_steal_pointer (&out);
}

/**
 * hrt_web_percent_encode:
 * @out: appended to
 * @text: UTF-8
 *
 * Appends @text as one component of a URL: everything but letters, digits and "-._~" is encoded.
 */
void
hrt_web_percent_encode (GString *out, const char *text)
{
  static const char digits[] = "0123456789ABCDEF";

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || *p == '-' || *p == '.' || *p == '_' || *p == '~')
        g_string_append_c (out, (char) *p);
      else
        {
          g_string_append_c (out, '%');
          g_string_append_c (out, digits[*p >> 4]);
          g_string_append_c (out, digits[*p & 15]);
        }
    }
}

static const Field *
find_field (const HrtWebParams *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);

      if (strcmp (field->name, name) == 0)
        return field;
    }
  return NULL;
}

static gboolean
add_pair (HrtWebParams *self, const char *pair, gsize length, HrtWebParamsMode mode, GError **error)
{
  const char *equals = memchr (pair, '=', length);
  gsize name_length = equals != NULL ? (gsize) (equals - pair) : length;
  gsize value_length = equals != NULL ? length - name_length - 1 : 0;
  g_autofree char *name = NULL;
  char *value;
  Field field;

  /* Encoded text is at most three times as long as what it stands for. */
  if (name_length > 3 * MAX_NAME_BYTES || value_length > 3 * MAX_VALUE_BYTES ||
      self->fields->len >= MAX_FIELDS)
    {
      g_set_error_literal (error, HRT_WEB_PARAMS_ERROR, HRT_WEB_PARAMS_ERROR_TOO_LARGE,
                           "too many fields, or one is too long");
      return FALSE;
    }
  name = hrt_web_percent_decode (pair, name_length, TRUE, error);
  if (name == NULL)
    return FALSE;
  if (mode == HRT_WEB_PARAMS_UNIQUE && find_field (self, name) != NULL)
    {
      g_set_error (error, HRT_WEB_PARAMS_ERROR, HRT_WEB_PARAMS_ERROR_DUPLICATE,
                   "the field “%s” was sent twice", name);
      return FALSE;
    }
  value = hrt_web_percent_decode (equals != NULL ? equals + 1 : "", value_length, TRUE, error);
  if (value == NULL)
    return FALSE;
  field.name = g_steal_pointer (&name);
  field.value = value;
  g_array_append_val (self->fields, field);
  return TRUE;
}

/**
 * hrt_web_params_parse:
 * @text: the encoded fields
 * @length: bytes
 * @mode: whether a name may come twice
 * @error: place for an error
 *
 * Decodes all fields. At most 256, names up to 128 bytes, values up to 64 KiB.
 *
 * Errors: %HRT_WEB_PARAMS_ERROR_SYNTAX, %HRT_WEB_PARAMS_ERROR_ENCODING,
 * %HRT_WEB_PARAMS_ERROR_DUPLICATE, %HRT_WEB_PARAMS_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable): the fields
 */
HrtWebParams *
hrt_web_params_parse (const char *text, gsize length, HrtWebParamsMode mode, GError **error)
{
  g_autoptr (HrtWebParams) self = g_new0 (HrtWebParams, 1);
  const char *end = text + length;

  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, clear_field);
  while (text < end)
    {
      const char *next = memchr (text, '&', (gsize) (end - text));
      const char *stop = next != NULL ? next : end;

      if (stop > text && !add_pair (self, text, (gsize) (stop - text), mode, error))
        return NULL;
      text = next != NULL ? next + 1 : end;
    }
  return g_steal_pointer (&self);
}

/**
 * hrt_web_params_free:
 * @self: (transfer full): the fields
 */
void
hrt_web_params_free (HrtWebParams *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->fields);
  g_free (self);
}

guint
hrt_web_params_get_size (const HrtWebParams *self)
{
  return self->fields->len;
}

gboolean
hrt_web_params_has (const HrtWebParams *self, const char *name)
{
  return find_field (self, name) != NULL;
}

/**
 * hrt_web_params_get:
 * @self: the fields
 * @name: a field's name
 *
 * Returns: (nullable): the first value of that name
 */
const char *
hrt_web_params_get (const HrtWebParams *self, const char *name)
{
  const Field *field = find_field (self, name);

  return field != NULL ? field->value : NULL;
}

/**
 * hrt_web_params_get_nth:
 * @self: the fields
 * @index: below hrt_web_params_get_size()
 * @value: (out) (optional): the field's value
 *
 * Returns: the field's name
 */
const char *
hrt_web_params_get_nth (const HrtWebParams *self, guint index, const char **value)
{
  const Field *field;

  g_return_val_if_fail (index < self->fields->len, NULL);
  field = &g_array_index (self->fields, Field, index);
  if (value != NULL)
    *value = field->value;
  return field->name;
}

/**
 * hrt_web_params_dup_list:
 * @self: the fields
 * @name: a field's name
 *
 * Returns: (transfer full): every value of that name, in order; ends with %NULL
 */
char **
hrt_web_params_dup_list (const HrtWebParams *self, const char *name)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = &g_array_index (self->fields, Field, i);

      if (strcmp (field->name, name) == 0)
        g_strv_builder_add (list, field->value);
    }
  return g_strv_builder_end (list);
}

/**
 * hrt_web_params_get_int64:
 * @self: the fields
 * @name: a field's name
 * @minimum: smallest number accepted
 * @maximum: largest number accepted
 * @number: (out): the number
 *
 * Returns: %TRUE if the field is there, is a whole decimal number and within the range
 */
gboolean
hrt_web_params_get_int64 (
    const HrtWebParams *self, const char *name, gint64 minimum, gint64 maximum, gint64 *number)
{
  const char *text = hrt_web_params_get (self, name);

  return text != NULL && *text != '+' &&
         g_ascii_string_to_signed (text, 10, minimum, maximum, number, NULL);
}
