/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebData: nodes and texts from one arena, so that a page of a hundred values costs a handful of
 * allocations.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-data.h"

#include <string.h>

#define CHUNK_BYTES 4096

typedef struct _Member Member;
typedef struct _Chunk Chunk;
typedef struct _Root Root;

struct _Member
{
  Member *next;
  const char *name;
  gsize length;
  HrtWebValue value;
};

struct _HrtWebData
{
  Root *root;
  HrtWebData *next; /* in its list */
  gboolean is_list;
  Member *first, *last;               /* named values */
  HrtWebData *first_item, *last_item; /* of a list */
  HrtWebValue self;                   /* of a list item that is only a text */
  const HrtDescriptor *descriptor;    /* (nullable) of an entity */
  gconstpointer instance;
  HrtExposure viewer;
};

struct _Chunk
{
  Chunk *next;
  gsize used, size;
  guint8 bytes[];
};

struct _Root
{
  HrtWebData data; /* first, so that a root is a node */
  Chunk *chunks;
  GPtrArray *kept; /* (nullable) (element-type GObject) */
};

static gpointer
allocate (Root *root, gsize size)
{
  Chunk *chunk = root->chunks;
  gpointer result;

  size = (size + 15) & ~(gsize) 15;
  if (chunk == NULL || chunk->size - chunk->used < size)
    {
      gsize wanted = MAX (size, CHUNK_BYTES);

      chunk = g_malloc (sizeof (Chunk) + wanted);
      chunk->size = wanted;
      chunk->used = 0;
      chunk->next = root->chunks;
      root->chunks = chunk;
    }
  result = chunk->bytes + chunk->used;
  chunk->used += size;
  return result;
}

static HrtWebData *
new_node (Root *root)
{
  HrtWebData *node = allocate (root, sizeof (HrtWebData));

  memset (node, 0, sizeof *node);
  node->root = root;
  return node;
}

static const char *
copy_text (Root *root, const char *text)
{
  gsize size = strlen (text) + 1;

  return memcpy (allocate (root, size), text, size);
}

static void
add_member (HrtWebData *self, const char *name, HrtWebValue value)
{
  Member *member = allocate (self->root, sizeof (Member));

  member->next = NULL;
  member->name = name;
  member->length = strlen (name);
  member->value = value;
  if (self->last != NULL)
    self->last->next = member;
  else
    self->first = member;
  self->last = member;
}

/**
 * hrt_web_data_new:
 *
 * Returns: (transfer full): an empty object, the root of a tree
 */
HrtWebData *
hrt_web_data_new (void)
{
  Root *root = g_new0 (Root, 1);

  root->data.root = root;
  return &root->data;
}

/**
 * hrt_web_data_free:
 * @root: (transfer full) (nullable): what hrt_web_data_new() made
 *
 * Frees the whole tree.
 */
void
hrt_web_data_free (HrtWebData *root)
{
  Root *self = (Root *) root;

  if (root == NULL)
    return;
  g_return_if_fail (root->root == self);
  while (self->chunks != NULL)
    {
      Chunk *next = self->chunks->next;

      g_free (self->chunks);
      self->chunks = next;
    }
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_free (self);
}

/**
 * hrt_web_data_text:
 * @self: an object
 * @name: a literal
 * @text: (nullable): copied; %NULL adds nothing
 */
void
hrt_web_data_text (HrtWebData *self, const char *name, const char *text)
{
  if (text != NULL)
    hrt_web_data_text_static (self, name, copy_text (self->root, text));
}

/**
 * hrt_web_data_text_static:
 * @self: an object
 * @name: a literal
 * @text: (nullable): not copied, must outlive the tree
 */
void
hrt_web_data_text_static (HrtWebData *self, const char *name, const char *text)
{
  HrtWebValue value = { .kind = HRT_WEB_VALUE_TEXT, .text = text };

  if (text != NULL)
    add_member (self, name, value);
}

void
hrt_web_data_int64 (HrtWebData *self, const char *name, gint64 number)
{
  HrtWebValue value = { .kind = HRT_WEB_VALUE_INT64, .int64 = number };

  add_member (self, name, value);
}

void
hrt_web_data_bool (HrtWebData *self, const char *name, gboolean boolean)
{
  HrtWebValue value = { .kind = HRT_WEB_VALUE_BOOL, .boolean = boolean };

  add_member (self, name, value);
}

/**
 * hrt_web_data_time:
 * @self: an object
 * @name: a literal
 * @usec: microseconds since 1970 UTC; %G_MININT64 adds nothing
 */
void
hrt_web_data_time (HrtWebData *self, const char *name, gint64 usec)
{
  HrtWebValue value = { .kind = HRT_WEB_VALUE_TIME, .int64 = usec };

  if (usec != G_MININT64)
    add_member (self, name, value);
}

static HrtWebData *
add_node (HrtWebData *self, const char *name)
{
  HrtWebData *node = new_node (self->root);
  HrtWebValue value = { .kind = HRT_WEB_VALUE_NODE, .node = node };

  add_member (self, name, value);
  return node;
}

/**
 * hrt_web_data_object:
 * @self: an object
 * @name: a literal
 *
 * Returns: (transfer none): a new object under that name
 */
HrtWebData *
hrt_web_data_object (HrtWebData *self, const char *name)
{
  return add_node (self, name);
}

/**
 * hrt_web_data_list:
 * @self: an object
 * @name: a literal
 *
 * Returns: (transfer none): a new, empty list under that name
 */
HrtWebData *
hrt_web_data_list (HrtWebData *self, const char *name)
{
  HrtWebData *list = add_node (self, name);

  list->is_list = TRUE;
  return list;
}

/**
 * hrt_web_data_list_append:
 * @list: a list
 *
 * Returns: (transfer none): a new object at the list's end
 */
HrtWebData *
hrt_web_data_list_append (HrtWebData *list)
{
  HrtWebData *item = new_node (list->root);

  g_return_val_if_fail (list->is_list, item);
  if (list->last_item != NULL)
    list->last_item->next = item;
  else
    list->first_item = item;
  list->last_item = item;
  return item;
}

/**
 * hrt_web_data_list_append_text:
 * @list: a list
 * @text: copied; shown by `{{.}}`
 */
void
hrt_web_data_list_append_text (HrtWebData *list, const char *text)
{
  HrtWebData *item = hrt_web_data_list_append (list);

  item->self.kind = HRT_WEB_VALUE_TEXT;
  item->self.text = copy_text (list->root, text);
}

static void
set_entity (HrtWebData *node,
            const HrtDescriptor *descriptor,
            gpointer instance,
            HrtExposure viewer)
{
  node->descriptor = descriptor;
  node->instance = instance;
  node->viewer = viewer;
  hrt_web_data_keep (node, instance);
}

/**
 * hrt_web_data_entity:
 * @self: an object
 * @name: a literal
 * @descriptor: of the entity
 * @instance: the entity, a GObject; the tree keeps a reference
 * @viewer: who looks at the page
 *
 * Adds an entity: the template sees the fields that @viewer may see. Further values may be added to
 * the result.
 *
 * Returns: (transfer none): the entity's node
 */
HrtWebData *
hrt_web_data_entity (HrtWebData *self,
                     const char *name,
                     const HrtDescriptor *descriptor,
                     gpointer instance,
                     HrtExposure viewer)
{
  HrtWebData *node = add_node (self, name);

  set_entity (node, descriptor, instance, viewer);
  return node;
}

/**
 * hrt_web_data_list_append_entity:
 * @list: a list
 * @descriptor: of the entity
 * @instance: the entity, a GObject; the tree keeps a reference
 * @viewer: who looks at the page
 *
 * Returns: (transfer none): the entity's node
 */
HrtWebData *
hrt_web_data_list_append_entity (HrtWebData *list,
                                 const HrtDescriptor *descriptor,
                                 gpointer instance,
                                 HrtExposure viewer)
{
  HrtWebData *node = hrt_web_data_list_append (list);

  set_entity (node, descriptor, instance, viewer);
  return node;
}

/**
 * hrt_web_data_keep:
 * @self: any node
 * @object: a GObject that static texts of the tree belong to
 *
 * Keeps @object alive as long as the tree.
 */
void
hrt_web_data_keep (HrtWebData *self, gpointer object)
{
  Root *root = self->root;

  if (root->kept == NULL)
    root->kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (root->kept, g_object_ref (object));
}

static HrtWebValue
field_value (const HrtField *field, gconstpointer instance)
{
  gconstpointer place = (const guint8 *) instance + field->offset;
  HrtWebValue value = { .kind = HRT_WEB_VALUE_NONE };

  switch (field->kind)
    {
    case HRT_FIELD_INT64:
    case HRT_FIELD_MONEY:
      value.kind = HRT_WEB_VALUE_INT64;
      value.int64 = *(const gint64 *) place;
      break;
    case HRT_FIELD_TIME:
      value.int64 = *(const gint64 *) place;
      value.kind = value.int64 != G_MININT64 ? HRT_WEB_VALUE_TIME : HRT_WEB_VALUE_NONE;
      break;
    case HRT_FIELD_BOOL:
      value.kind = HRT_WEB_VALUE_BOOL;
      value.boolean = *(const gboolean *) place;
      break;
    case HRT_FIELD_TEXT:
    case HRT_FIELD_UUID:
    case HRT_FIELD_ENUM:
    case HRT_FIELD_JSON:
      value.text = *(char *const *) place;
      value.kind = value.text != NULL ? HRT_WEB_VALUE_TEXT : HRT_WEB_VALUE_NONE;
      break;
    default:
      break;
    }
  return value;
}

/**
 * hrt_web_data_lookup:
 * @self: an object or entity
 * @name: of a value
 * @length: of @name, bytes
 *
 * Finds a value that was added, or a field of the entity that the viewer may see.
 *
 * Returns: the value; of kind %HRT_WEB_VALUE_NONE when there is none
 */
HrtWebValue
hrt_web_data_lookup (const HrtWebData *self, const char *name, gsize length)
{
  HrtWebValue none = { .kind = HRT_WEB_VALUE_NONE };

  for (const Member *member = self->first; member != NULL; member = member->next)
    if (member->length == length && memcmp (member->name, name, length) == 0)
      return member->value;
  if (self->descriptor == NULL)
    return none;
  for (gsize i = 0; i < self->descriptor->n_fields; i++)
    {
      const HrtField *field = &self->descriptor->fields[i];

      if (strncmp (field->name, name, length) == 0 && field->name[length] == '\0')
        return hrt_field_is_visible (field, self->viewer) ? field_value (field, self->instance)
                                                          : none;
    }
  return none;
}

gboolean
hrt_web_data_is_list (const HrtWebData *self)
{
  return self->is_list;
}

const HrtWebData *
hrt_web_data_first (const HrtWebData *list)
{
  return list->first_item;
}

const HrtWebData *
hrt_web_data_next (const HrtWebData *item)
{
  return item->next;
}

/**
 * hrt_web_data_self:
 * @item: an item of a list
 *
 * Returns: what `{{.}}` shows: the text of an item that is only a text
 */
HrtWebValue
hrt_web_data_self (const HrtWebData *item)
{
  return item->self;
}
