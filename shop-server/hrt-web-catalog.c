/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebCatalog: the .mo format read with every offset checked; a damaged file is an error, never a
 * crash.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-catalog.h"

#include <string.h>

#define MO_MAGIC     0x950412deu
#define CONTEXT_GLUE '\004'

struct _HrtWebCatalog
{
  char *language;
  GBytes *mo; /* (nullable) what the table points into */
  GHashTable
      *messages; /* (element-type utf8 utf8) msgid, with context and \004 in front -> msgstr */
};

/**
 * hrt_web_catalog_new_empty:
 * @language: "en"
 *
 * Makes the catalogue of the language the texts are written in.
 *
 * Returns: (transfer full): a catalogue that translates nothing
 */
HrtWebCatalog *
hrt_web_catalog_new_empty (const char *language)
{
  HrtWebCatalog *self = g_new0 (HrtWebCatalog, 1);

  self->language = g_strdup (language);
  self->messages = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static guint32
read_u32 (const guint8 *data, gsize offset, gboolean swap)
{
  guint32 value;

  memcpy (&value, data + offset, sizeof value);
  return swap ? GUINT32_SWAP_LE_BE (value) : value;
}

/* The string of table entry @index, or NULL if it lies outside or has no NUL behind it. */
static const char *
read_string (const guint8 *data, gsize size, guint32 table, guint32 index, gboolean swap)
{
  gsize entry = (gsize) table + (gsize) index * 8;
  gsize length, offset;

  if (entry + 8 > size)
    return NULL;
  length = read_u32 (data, entry, swap);
  offset = read_u32 (data, entry + 4, swap);
  if (offset >= size || length >= size - offset || data[offset + length] != '\0')
    return NULL;
  return (const char *) data + offset;
}

static gboolean
read_all (HrtWebCatalog *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->mo, &size);
  gboolean swap;
  guint32 n, originals, translations;

  if (size < 28)
    return FALSE;
  swap = read_u32 (data, 0, FALSE) != MO_MAGIC;
  if (read_u32 (data, 0, swap) != MO_MAGIC || read_u32 (data, 4, swap) >> 16 > 1)
    return FALSE;
  n = read_u32 (data, 8, swap);
  originals = read_u32 (data, 12, swap);
  translations = read_u32 (data, 16, swap);
  for (guint32 i = 0; i < n; i++)
    {
      const char *msgid = read_string (data, size, originals, i, swap);
      const char *msgstr = read_string (data, size, translations, i, swap);

      if (msgid == NULL || msgstr == NULL || !g_utf8_validate (msgstr, -1, NULL))
        return FALSE;
      if (*msgid != '\0' && *msgstr != '\0')
        g_hash_table_insert (self->messages, (gpointer) msgid, (gpointer) msgstr);
    }
  return TRUE;
}

/**
 * hrt_web_catalog_new:
 * @language: "id"
 * @mo: the file's content
 * @error: place for an error
 *
 * Errors: %G_IO_ERROR_INVALID_DATA.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
HrtWebCatalog *
hrt_web_catalog_new (const char *language, GBytes *mo, GError **error)
{
  g_autoptr (HrtWebCatalog) self = hrt_web_catalog_new_empty (language);

  self->mo = g_bytes_ref (mo);
  if (!read_all (self))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "the message catalogue for “%s” is damaged", language);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * hrt_web_catalog_load:
 * @language: "id"
 * @path: of the .mo file
 * @error: place for an error
 *
 * Errors: those of reading a file, and %G_IO_ERROR_INVALID_DATA.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
HrtWebCatalog *
hrt_web_catalog_load (const char *language, const char *path, GError **error)
{
  g_autoptr (GBytes) mo = NULL;
  char *content = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &content, &length, error))
    return NULL;
  mo = g_bytes_new_take (content, length);
  return hrt_web_catalog_new (language, mo, error);
}

/**
 * hrt_web_catalog_free:
 * @self: (transfer full): the catalogue
 */
void
hrt_web_catalog_free (HrtWebCatalog *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->messages);
  g_clear_pointer (&self->mo, g_bytes_unref);
  g_free (self->language);
  g_free (self);
}

const char *
hrt_web_catalog_get_language (const HrtWebCatalog *self)
{
  return self->language;
}

static const char *
find_message (const HrtWebCatalog *self, const char *context, const char *msgid)
{
  g_autofree char *key = NULL;

  if (context == NULL)
    return g_hash_table_lookup (self->messages, msgid);
  key = g_strdup_printf ("%s%c%s", context, CONTEXT_GLUE, msgid);
  return g_hash_table_lookup (self->messages, key);
}

/**
 * hrt_web_catalog_translate:
 * @self: the catalogue
 * @context: (nullable): what tells two equal texts apart
 * @msgid: the English text; of a plural, the singular
 *
 * Returns: the translation, or @msgid; of a plural, the first form
 */
const char *
hrt_web_catalog_translate (const HrtWebCatalog *self, const char *context, const char *msgid)
{
  const char *found = find_message (self, context, msgid);

  return found != NULL ? found : msgid;
}

gboolean
hrt_web_catalog_has (const HrtWebCatalog *self, const char *context, const char *msgid)
{
  return find_message (self, context, msgid) != NULL;
}
