/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebRouter: routes in a list per number of segments; a shop has dozens, so a list is enough.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-router.h"

#include <string.h>

#define MAX_SEGMENTS 16

typedef struct
{
  const HrtWebRoute *route;
  gpointer user_data;
  char **segments; /* of the pattern */
  guint n_segments;
  gboolean has_rest; /* the last segment takes what is left */
} Entry;

struct _HrtWebRouter
{
  GArray *entries; /* (element-type Entry) first match wins */
};

static void
clear_entry (gpointer data)
{
  g_strfreev (((Entry *) data)->segments);
}

HrtWebRouter *
hrt_web_router_new (void)
{
  HrtWebRouter *self = g_new0 (HrtWebRouter, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

void
hrt_web_router_free (HrtWebRouter *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_free (self);
}

/**
 * hrt_web_router_add:
 * @self: the router
 * @routes: (array length=n_routes): a static const table, kept by reference
 * @n_routes: how many
 * @user_data: for their handlers
 *
 * Adds routes; of two that match, the one added first answers.
 */
void
hrt_web_router_add (HrtWebRouter *self,
                    const HrtWebRoute *routes,
                    gsize n_routes,
                    gpointer user_data)
{
  for (gsize i = 0; i < n_routes; i++)
    {
      Entry entry = { .route = &routes[i], .user_data = user_data };

      g_return_if_fail (routes[i].pattern[0] == '/');
      entry.segments = g_strsplit (routes[i].pattern + 1, "/", -1);
      entry.n_segments = g_strv_length (entry.segments);
      entry.has_rest = entry.n_segments > 0 && entry.segments[entry.n_segments - 1][0] == '*';
      g_array_append_val (self->entries, entry);
    }
}

static gboolean
is_variable (const char *segment)
{
  return segment[0] == ':' || segment[0] == '*';
}

/* Both are decoded: %61 is "a" before anything is compared, and only once. */
static gboolean
entry_matches (const Entry *entry, char *const *segments, guint n)
{
  guint fixed = entry->has_rest ? entry->n_segments - 1 : entry->n_segments;

  if (entry->has_rest ? n <= fixed : n != fixed)
    return FALSE;
  for (guint i = 0; i < fixed; i++)
    {
      if (is_variable (entry->segments[i]) ? segments[i][0] == '\0'
                                           : strcmp (entry->segments[i], segments[i]) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
method_matches (const Entry *entry, const char *method)
{
  const char *own = entry->route->method;

  return strcmp (own, method) == 0 || (strcmp (own, "GET") == 0 && strcmp (method, "HEAD") == 0);
}

/* Segments of @path, decoded; NULL when it cannot be decoded or climbs. */
static char **
split_path (const char *path)
{
  g_auto (GStrv) raw = NULL;
  g_autoptr (GStrvBuilder) decoded = g_strv_builder_new ();

  if (path[0] != '/')
    return NULL;
  raw = g_strsplit (path + 1, "/", MAX_SEGMENTS + 1);
  if (g_strv_length (raw) > MAX_SEGMENTS)
    return NULL;
  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *segment = hrt_web_percent_decode (raw[i], strlen (raw[i]), FALSE, NULL);

      if (segment == NULL || strcmp (segment, ".") == 0 || strcmp (segment, "..") == 0 ||
          strpbrk (segment, "/\\") != NULL)
        return NULL;
      for (const char *c = segment; *c != '\0'; c++)
        if (g_ascii_iscntrl (*c))
          return NULL;
      g_strv_builder_add (decoded, segment);
    }
  return g_strv_builder_end (decoded);
}

static void
take_params (const Entry *entry, char **segments, HrtWebMatch *match)
{
  guint n = 0;

  for (guint i = 0; i < entry->n_segments && n < HRT_WEB_ROUTER_MAX_PARAMS; i++)
    {
      if (entry->segments[i][0] == ':')
        match->params[n++] = g_strdup (segments[i]);
      else if (entry->segments[i][0] == '*')
        match->params[n++] = g_strjoinv ("/", segments + i);
    }
}

/**
 * hrt_web_router_match:
 * @self: the router
 * @method: "GET", "HEAD" or "POST"
 * @path: as sent, without query
 * @match: (out): clear it with hrt_web_match_clear()
 *
 * Finds the route of a request.
 */
void
hrt_web_router_match (HrtWebRouter *self, const char *method, const char *path, HrtWebMatch *match)
{
  g_auto (GStrv) segments = split_path (path);
  guint n;

  memset (match, 0, sizeof *match);
  if (segments == NULL)
    {
      match->path_bad = TRUE;
      return;
    }
  n = g_strv_length (segments);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (!entry_matches (entry, segments, n))
        continue;
      match->path_known = TRUE;
      if (!method_matches (entry, method))
        continue;
      match->route = entry->route;
      match->user_data = entry->user_data;
      take_params (entry, segments, match);
      return;
    }
}

void
hrt_web_match_clear (HrtWebMatch *match)
{
  for (guint i = 0; i < HRT_WEB_ROUTER_MAX_PARAMS; i++)
    g_clear_pointer (&match->params[i], g_free);
}

/**
 * hrt_web_match_get_param:
 * @match: of a route
 * @name: as in the pattern, without the colon
 *
 * Returns: (nullable): what stands there in the path, decoded
 */
const char *
hrt_web_match_get_param (const HrtWebMatch *match, const char *name)
{
  const char *p = match->route != NULL ? match->route->pattern : "";
  gsize length = strlen (name);

  for (guint n = 0; n < HRT_WEB_ROUTER_MAX_PARAMS; n++)
    {
      p = strpbrk (p, ":*");
      if (p == NULL)
        return NULL;
      p++;
      if (strncmp (p, name, length) == 0 && (p[length] == '\0' || p[length] == '/'))
        return match->params[n];
    }
  return NULL;
}

/**
 * hrt_web_router_find_page:
 * @self: the router
 * @path: as sent with a POST
 *
 * Returns: where the answer can be asked for again, in another language say: @path itself where a
 * GET answers it, else the page with the form
 */
const char *
hrt_web_router_find_page (HrtWebRouter *self, const char *path)
{
  HrtWebMatch match;
  const char *page = "/";

  hrt_web_router_match (self, "GET", path, &match);
  if (match.route != NULL)
    page = path;
  hrt_web_match_clear (&match);
  if (page == path)
    return path;
  hrt_web_router_match (self, "POST", path, &match);
  if (match.route != NULL && match.route->page != NULL)
    page = match.route->page;
  hrt_web_match_clear (&match);
  return page;
}

/**
 * hrt_web_router_dup_allow:
 * @self: the router
 * @path: as sent
 *
 * Returns: (transfer full): the methods the path answers, for the Allow header
 */
char *
hrt_web_router_dup_allow (HrtWebRouter *self, const char *path)
{
  g_auto (GStrv) segments = split_path (path);
  gboolean gets = FALSE, posts = FALSE;

  for (guint i = 0; segments != NULL && i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (!entry_matches (entry, segments, g_strv_length (segments)))
        continue;
      gets = gets || strcmp (entry->route->method, "GET") == 0;
      posts = posts || strcmp (entry->route->method, "POST") == 0;
    }
  return g_strdup_printf ("%s%s%s", gets ? "GET, HEAD" : "", gets && posts ? ", " : "",
                          posts  ? "POST"
                          : gets ? ""
                                 : "GET, HEAD, POST");
}
