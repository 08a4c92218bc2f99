/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The manifest of a backup: each file with its size and SHA-256, in JSON.
 */

#define G_LOG_DOMAIN "hrt-shop"

#include "config.h"
#define GETTEXT_PACKAGE HRT_GETTEXT_PACKAGE

#include "hrt-backup-manifest.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/base/hrt-json-writer.h"

#define FORMAT        1
#define MANIFEST_NAME "manifest.json"

typedef struct
{
  char *name; /* (owned) below the backup's folder */
  char *sum;  /* (owned) SHA-256, hexadecimal */
  gint64 size;
} Entry;

struct _HrtBackupManifest
{
  char *dir;          /* (owned) */
  char *version;      /* (owned) of the program that wrote it */
  GPtrArray *entries; /* (owned) (element-type Entry) */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->sum);
  g_free (entry);
}

/**
 * hrt_backup_manifest_new:
 * @dir: a backup's folder
 *
 * Returns: (transfer full): an empty manifest of this version
 */
HrtBackupManifest *
hrt_backup_manifest_new (const char *dir)
{
  HrtBackupManifest *self = g_new0 (HrtBackupManifest, 1);

  self->dir = g_strdup (dir);
  self->version = g_strdup (HRT_VERSION);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
hrt_backup_manifest_free (HrtBackupManifest *self)
{
  g_free (self->dir);
  g_free (self->version);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

guint
hrt_backup_manifest_get_n_files (HrtBackupManifest *self)
{
  return self->entries->len;
}

const char *
hrt_backup_manifest_get_version (HrtBackupManifest *self)
{
  return self->version;
}

static Entry *
sum_file (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  Entry *entry;

  if (file == NULL)
    return NULL;
  entry = g_new0 (Entry, 1);
  entry->name = g_strdup (name);
  entry->size = (gint64) g_mapped_file_get_length (file);
  entry->sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                            (const guchar *) g_mapped_file_get_contents (file),
                                            g_mapped_file_get_length (file));
  return entry;
}

/**
 * hrt_backup_manifest_add:
 * @self: a manifest
 * @name: of a file, below the backup's folder
 * @error: return location
 *
 * Adds a file that is there already. Errors: `G_FILE_ERROR`.
 *
 * Returns: whether it could be read
 */
gboolean
hrt_backup_manifest_add (HrtBackupManifest *self, const char *name, GError **error)
{
  Entry *entry = sum_file (self->dir, name, error);

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

/* On the disk when it comes back. */
static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (from, FALSE, error);
  g_autofree char *parent = g_path_get_dirname (to);
  const char *bytes;

  if (file == NULL)
    return FALSE;
  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
                   /* Translators: %s is a folder. */
                   _ ("the folder %s could not be made"), parent);
      return FALSE;
    }
  bytes = g_mapped_file_get_contents (file);
  return g_file_set_contents_full (to, bytes != NULL ? bytes : "",
                                   (gssize) g_mapped_file_get_length (file),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * hrt_backup_manifest_copy_in:
 * @self: a manifest
 * @from: a file or folder of the shop; need not be there
 * @name: what it is called below the backup's folder
 * @cancellable: (nullable): gives up between two files
 * @error: return location
 *
 * Copies a tree into the backup, on the disk, and adds its files. Errors: `G_FILE_ERROR`,
 * `G_IO_ERROR_CANCELLED`.
 *
 * Returns: whether all of it is there
 */
gboolean
hrt_backup_manifest_copy_in (HrtBackupManifest *self,
                             const char *from,
                             const char *name,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *to = g_build_filename (self->dir, name, NULL);
  g_autoptr (GDir) entries = NULL;
  const char *child;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!g_file_test (from, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_test (from, G_FILE_TEST_IS_DIR))
    return copy_file (from, to, error) && hrt_backup_manifest_add (self, name, error);
  entries = g_dir_open (from, 0, error);
  while (entries != NULL && (child = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *child_from = g_build_filename (from, child, NULL);
      g_autofree char *child_name = g_build_filename (name, child, NULL);

      if (!hrt_backup_manifest_copy_in (self, child_from, child_name, cancellable, error))
        return FALSE;
    }
  return entries != NULL;
}

/* A power cut leaves a half record at the end, and whoever goes on writing takes it away first: it
 * is in one of two files and not in the other. */
static gsize
whole_length (GMappedFile *file)
{
  const char *bytes = g_mapped_file_get_contents (file);
  gsize length = g_mapped_file_get_length (file);

  while (length > 0 && bytes[length - 1] != '\n')
    length--;
  return length;
}

/* Does one of two files begin with every whole record of the other? @is_longer: @there goes on at
 * least as far. */
static gboolean
continues (const char *from, const char *there, gboolean *is_longer, GError **error)
{
  g_autoptr (GMappedFile) ours = g_mapped_file_new (from, FALSE, error);
  g_autoptr (GMappedFile) theirs = ours != NULL ? g_mapped_file_new (there, FALSE, error) : NULL;
  gsize length;

  if (theirs == NULL)
    return FALSE;
  *is_longer = whole_length (theirs) >= whole_length (ours);
  length = whole_length (*is_longer ? ours : theirs);
  if (length == 0 ||
      memcmp (g_mapped_file_get_contents (ours), g_mapped_file_get_contents (theirs), length) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               /* Translators: %s is a file name. */
               _ ("%s is there already and is not the same as in the backup. It was left as it is; "
                  "sales may be in it that the backup does not have. Restore into another folder"),
               there);
  return FALSE;
}

typedef enum
{
  COPY_REPLACE, /* whatever is there */
  COPY_JOIN,    /* what is there stays when it goes on further */
  COPY_LOOK,    /* nothing: could it be joined? */
} CopyHow;

static gboolean
copy_entry (const char *from, const char *target, CopyHow how, GError **error)
{
  gboolean is_there = how != COPY_REPLACE && g_file_test (target, G_FILE_TEST_EXISTS);
  gboolean is_longer = FALSE;

  if (is_there && !continues (from, target, &is_longer, error))
    return FALSE;
  return is_longer || how == COPY_LOOK || copy_file (from, target, error);
}

static gboolean
copy_entries (
    HrtBackupManifest *self, const char *name, const char *to, CopyHow how, GError **error)
{
  g_autofree char *prefix = g_strconcat (name, "/", NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *from = NULL;
      g_autofree char *target = NULL;

      if (!g_str_has_prefix (entry->name, prefix))
        continue;
      from = g_build_filename (self->dir, entry->name, NULL);
      target = g_build_filename (to, entry->name + strlen (prefix), NULL);
      if (!copy_entry (from, target, how, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hrt_backup_manifest_copy_out:
 * @self: a manifest
 * @name: a folder below the backup's
 * @to: where its files go
 * @error: return location
 *
 * Copies back what the manifest names, and nothing else. Errors: `G_FILE_ERROR`.
 *
 * Returns: whether all of it is there
 */
gboolean
hrt_backup_manifest_copy_out (HrtBackupManifest *self,
                              const char *name,
                              const char *to,
                              GError **error)
{
  return copy_entries (self, name, to, COPY_REPLACE, error);
}

/**
 * hrt_backup_manifest_can_join:
 * @self: a manifest
 * @name: a folder below the backup's, of files that only grow
 * @with: where they would go
 * @error: return location
 *
 * Errors: `G_FILE_ERROR_EXIST` when a file is there that neither begins with what the manifest
 * names nor is a beginning of it. Writes nothing.
 *
 * Returns: whether hrt_backup_manifest_join_out() would lose nothing
 */
gboolean
hrt_backup_manifest_can_join (HrtBackupManifest *self,
                              const char *name,
                              const char *with,
                              GError **error)
{
  return copy_entries (self, name, with, COPY_LOOK, error);
}

/**
 * hrt_backup_manifest_join_out:
 * @self: a manifest
 * @name: a folder below the backup's, of files that only grow
 * @to: where they go
 * @error: return location
 *
 * As hrt_backup_manifest_copy_out(), but a file that is there and goes on further stays, and one
 * that is something else is not replaced. Errors: `G_FILE_ERROR`.
 *
 * Returns: whether all of it is there
 */
gboolean
hrt_backup_manifest_join_out (HrtBackupManifest *self,
                              const char *name,
                              const char *to,
                              GError **error)
{
  return copy_entries (self, name, to, COPY_JOIN, error);
}

/**
 * hrt_backup_manifest_save:
 * @self: a manifest
 * @error: return location
 *
 * Writes manifest.json, last of all: a folder with one is whole. Errors: `G_FILE_ERROR`.
 *
 * Returns: whether it is on the disk
 */
gboolean
hrt_backup_manifest_save (HrtBackupManifest *self, GError **error)
{
  g_autoptr (HrtJsonWriter) json = hrt_json_writer_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *created = g_date_time_format_iso8601 (now);
  g_autofree char *path = g_build_filename (self->dir, MANIFEST_NAME, NULL);

  hrt_json_writer_begin_object (json);
  hrt_json_writer_name (json, "format");
  hrt_json_writer_int64 (json, FORMAT);
  hrt_json_writer_name (json, "version");
  hrt_json_writer_text (json, self->version);
  hrt_json_writer_name (json, "created");
  hrt_json_writer_text (json, created);
  hrt_json_writer_name (json, "files");
  hrt_json_writer_begin_array (json);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      hrt_json_writer_begin_object (json);
      hrt_json_writer_name (json, "path");
      hrt_json_writer_text (json, entry->name);
      hrt_json_writer_name (json, "size");
      hrt_json_writer_int64 (json, entry->size);
      hrt_json_writer_name (json, "sha256");
      hrt_json_writer_text (json, entry->sum);
      hrt_json_writer_end_object (json);
    }
  hrt_json_writer_end_array (json);
  hrt_json_writer_end_object (json);
  return g_file_set_contents_full (path, hrt_json_writer_peek (json), -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static gboolean
set_unreadable (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                       _ ("the backup's list of files cannot be read: this is no whole backup"));
  return FALSE;
}

/* A name in a manifest may not lead out of the backup or of the data folder. */
static gboolean
is_safe_name (const char *name)
{
  return name != NULL && *name != '\0' && !g_path_is_absolute (name) && strstr (name, "..") == NULL;
}

static gboolean
read_entries (HrtBackupManifest *self, JsonObject *object, GError **error)
{
  JsonNode *member = json_object_get_member (object, "files");
  JsonArray *files;

  if (member == NULL || !JSON_NODE_HOLDS_ARRAY (member) ||
      json_object_get_int_member_with_default (object, "format", 0) != FORMAT)
    return set_unreadable (error);
  files = json_node_get_array (member);
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      Entry *entry = g_new0 (Entry, 1);

      entry->name = g_strdup (json_object_get_string_member_with_default (file, "path", NULL));
      entry->sum = g_strdup (json_object_get_string_member_with_default (file, "sha256", ""));
      entry->size = json_object_get_int_member_with_default (file, "size", -1);
      g_ptr_array_add (self->entries, entry);
      if (!is_safe_name (entry->name))
        return set_unreadable (error);
    }
  return TRUE;
}

/**
 * hrt_backup_manifest_load:
 * @dir: a backup's folder
 * @error: return location
 *
 * Errors: `G_FILE_ERROR`, `JSON_PARSER_ERROR` when there is no manifest, or it is none of ours.
 *
 * Returns: (transfer full) (nullable): the manifest; its files are not looked at yet
 */
HrtBackupManifest *
hrt_backup_manifest_load (const char *dir, GError **error)
{
  g_autoptr (HrtBackupManifest) self = hrt_backup_manifest_new (dir);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *path = g_build_filename (dir, MANIFEST_NAME, NULL);
  JsonNode *root;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      set_unreadable (error);
      return NULL;
    }
  g_free (self->version);
  self->version = g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (root), "version", "?"));
  return read_entries (self, json_node_get_object (root), error) ? g_steal_pointer (&self) : NULL;
}

/**
 * hrt_backup_manifest_verify:
 * @self: a manifest
 * @error: return location
 *
 * Reads every file. Errors: `G_FILE_ERROR`; the message names the file that is not what was
 * written.
 *
 * Returns: whether the backup is whole
 */
gboolean
hrt_backup_manifest_verify (HrtBackupManifest *self, GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *wanted = g_ptr_array_index (self->entries, i);
      Entry *found = sum_file (self->dir, wanted->name, error);
      gboolean same =
          found != NULL && found->size == wanted->size && strcmp (found->sum, wanted->sum) == 0;

      if (found == NULL)
        return FALSE;
      entry_free (found);
      if (!same)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                       /* Translators: %s is a file name. */
                       _ ("%s is not what was backed up: the backup is damaged"), wanted->name);
          return FALSE;
        }
    }
  return TRUE;
}
