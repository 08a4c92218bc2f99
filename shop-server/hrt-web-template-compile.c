/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Turns the text of a template into a flat list of steps; every mistake names file and line.
 */

#define G_LOG_DOMAIN "hrt-web"

#include "hrt-web-html.h"
#include "hrt-web-template-private.h"

#include <string.h>

#define MAX_DEPTH 16
#define MAX_NAMES 8

typedef struct
{
  char *name;
  HrtWebHtml start;
  guint op;
  guint depth; /* of the file that opened it */
  guint line;
} Section;

/* One file being read. */
typedef struct
{
  const char *name;
  const char *at;
  guint line;
} Source;

typedef struct
{
  HrtWebTemplate *out;
  HrtWebTemplateLoader loader;
  gpointer loader_data;
  const HrtWebCatalog *catalog;
  HrtWebHtml html;
  GArray *sections;   /* (element-type Section) open, innermost last */
  gsize static_start; /* of the text that no step writes yet */
  guint depth;        /* of partials */
  Source *source;
  GError **error;
} Compiler;

static void
clear_section (gpointer data)
{
  g_free (((Section *) data)->name);
}

static gboolean fail (Compiler *self, HrtWebTemplateError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (Compiler *self, HrtWebTemplateError code, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->error, HRT_WEB_TEMPLATE_ERROR, code, "%s.html:%u: %s", self->source->name,
               self->source->line, message);
  return FALSE;
}

static void
flush_text (Compiler *self)
{
  HrtWebOp op = { .kind = HRT_WEB_OP_STATIC };

  op.start = self->static_start;
  op.length = self->out->text->len - self->static_start;
  self->static_start = self->out->text->len;
  if (op.length > 0)
    g_array_append_val (self->out->ops, op);
}

static gboolean
emit_text (Compiler *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!hrt_web_html_feed (&self->html, text[i]))
        return fail (self, HRT_WEB_TEMPLATE_ERROR_CONTEXT,
                     "put a space behind the section that ends inside a tag");
      if (text[i] == '\n')
        self->source->line++;
    }
  g_string_append_len (self->out->text, text, (gssize) length);
  return TRUE;
}

/* "a.b" into names of @op; "." is the current item. */
static gboolean
parse_path (Compiler *self, const char *path, HrtWebOp *op)
{
  g_auto (GStrv) parts = NULL;

  op->first_name = self->out->names->len;
  if (strcmp (path, ".") == 0)
    return TRUE;
  parts = g_strsplit (path, ".", MAX_NAMES + 1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      HrtWebName name;

      if (*parts[i] == '\0' || i >= MAX_NAMES ||
          strspn (parts[i], G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_") != strlen (parts[i]))
        return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” is not a name", path);
      name.name = g_string_chunk_insert_const (self->out->pool, parts[i]);
      name.length = strlen (parts[i]);
      g_array_append_val (self->out->names, name);
      op->n_names++;
    }
  return op->n_names > 0 || fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "an empty tag");
}

/* "path" or "path|filter" */
static gboolean
parse_expression (Compiler *self, const char *text, HrtWebOp *op)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 3);
  HrtWebFilter filter = HRT_WEB_FILTER_NONE;

  if (g_strv_length (parts) == 0 || g_strv_length (parts) > 2)
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” is not a value", text);
  if (parts[1] != NULL && !_hrt_web_filter_parse (g_strstrip (parts[1]), &filter))
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "there is no filter “%s”", parts[1]);
  op->filter = (guint8) filter;
  return parse_path (self, g_strstrip (parts[0]), op);
}

static gboolean
check_place (Compiler *self, HrtWebEscape escape)
{
  if (escape != HRT_WEB_ESCAPE_NONE)
    return TRUE;
  return fail (self, HRT_WEB_TEMPLATE_ERROR_CONTEXT,
               "no value can be shown safely here (in a script, a style, an event handler, an "
               "unquoted attribute, or as part of a tag)");
}

static gboolean
emit_value (Compiler *self, const char *expression)
{
  HrtWebOp op = { .kind = HRT_WEB_OP_VALUE };
  HrtWebEscape escape = hrt_web_html_get_escape (&self->html);

  if (!check_place (self, escape) || !parse_expression (self, expression, &op))
    return FALSE;
  op.escape = (guint8) escape;
  flush_text (self);
  g_array_append_val (self->out->ops, op);
  hrt_web_html_value_written (&self->html);
  return TRUE;
}

static gboolean
open_section (Compiler *self, HrtWebOpKind kind, const char *name)
{
  HrtWebOp op = { .kind = (guint8) kind };
  Section section = { .start = self->html, .depth = self->depth, .line = self->source->line };

  if (!hrt_web_html_can_branch (&self->html))
    return fail (self, HRT_WEB_TEMPLATE_ERROR_CONTEXT, "a section cannot begin here");
  if (!parse_path (self, name, &op))
    return FALSE;
  flush_text (self);
  section.op = self->out->ops->len;
  section.name = g_strdup (name);
  g_array_append_val (self->out->ops, op);
  g_array_append_val (self->sections, section);
  return TRUE;
}

static gboolean
close_section (Compiler *self, const char *name)
{
  Section *section;

  if (self->sections->len == 0)
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” is closed but was not opened", name);
  section = &g_array_index (self->sections, Section, self->sections->len - 1);
  if (section->depth != self->depth || strcmp (section->name, name) != 0)
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” is closed, but “%s” is open", name,
                 section->name);
  if (!hrt_web_html_join (&self->html, &section->start))
    return fail (self, HRT_WEB_TEMPLATE_ERROR_CONTEXT,
                 "the section “%s” of line %u ends in another part of the page than it begins",
                 name, section->line);
  flush_text (self);
  g_array_index (self->out->ops, HrtWebOp, section->op).end = self->out->ops->len;
  g_array_set_size (self->sections, self->sections->len - 1);
  return TRUE;
}

/* A translated text: what stands in braces is a value. */
static gboolean
emit_message (Compiler *self, const char *text)
{
  HrtWebEscape escape = hrt_web_html_get_escape (&self->html);

  if (escape == HRT_WEB_ESCAPE_URL || escape == HRT_WEB_ESCAPE_URL_PART)
    escape = HRT_WEB_ESCAPE_NONE;
  if (!check_place (self, escape))
    return FALSE;
  while (*text != '\0')
    {
      gsize plain = strcspn (text, "{");
      const char *end;
      g_autofree char *expression = NULL;

      hrt_web_escape_append (self->out->text, escape, text, (gssize) plain);
      text += plain;
      if (*text == '\0')
        break;
      end = strchr (text, '}');
      if (end == NULL)
        return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "a brace is not closed in a text");
      expression = g_strndup (text + 1, (gsize) (end - text - 1));
      if (!emit_value (self, expression))
        return FALSE;
      text = end + 1;
    }
  return TRUE;
}

/* Reads one quoted text and leaves @text behind it and the bar that may follow. */
static char *
take_quoted (const char **text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = *text;

  while (g_ascii_isspace (*p))
    p++;
  if (*p++ != '"')
    return NULL;
  for (; *p != '"'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        {
          p++;
          g_string_append_c (out, *p == 'n' ? '\n' : *p);
        }
      else if (*p == '\0')
        return NULL;
      else
        g_string_append_c (out, *p);
    }
  p++;
  while (g_ascii_isspace (*p))
    p++;
  *text = p;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Behind a quoted text: a bar and something more? */
static gboolean
take_bar (const char **text)
{
  if (**text != '|')
    return FALSE;
  (*text)++;
  return TRUE;
}

/* _ "text"   _ "context" | "text" */
static gboolean
emit_translation (Compiler *self, const char *rest)
{
  g_autofree char *first = take_quoted (&rest);
  g_autofree char *second = NULL;
  const char *text;

  if (first != NULL && take_bar (&rest))
    second = take_quoted (&rest);
  if (first == NULL || *rest != '\0')
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX,
                 "a text to translate is written _ \"text\" or _ \"context\" | \"text\"");
  text = second != NULL ? hrt_web_catalog_translate (self->catalog, first, second)
                        : hrt_web_catalog_translate (self->catalog, NULL, first);
  return emit_message (self, text);
}

/* _n "one" | "many" | count */
static gboolean
emit_plural (Compiler *self, const char *rest)
{
  g_autofree char *one = take_quoted (&rest);
  g_autofree char *many = one != NULL && take_bar (&rest) ? take_quoted (&rest) : NULL;
  g_autofree char *count = NULL;

  if (many == NULL || !take_bar (&rest))
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX,
                 "a text that counts is written _n \"one\" | \"many\" | count");
  count = g_strstrip (g_strdup (rest));
  /* Indonesian has one form for every number. */
  if (hrt_web_catalog_has (self->catalog, NULL, one))
    return emit_message (self, hrt_web_catalog_translate (self->catalog, NULL, one));
  return open_section (self, HRT_WEB_OP_ONE, count) && emit_message (self, one) &&
         close_section (self, count) && open_section (self, HRT_WEB_OP_MANY, count) &&
         emit_message (self, many) && close_section (self, count);
}

static gboolean compile_source (Compiler *self, const char *name);

static gboolean
emit_partial (Compiler *self, const char *name)
{
  g_autofree char *full = g_strconcat ("partials/", name, NULL);

  if (self->depth >= MAX_DEPTH)
    return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” includes itself", name);
  return compile_source (self, full);
}

static gboolean
compile_tag (Compiler *self, char *tag)
{
  g_strstrip (tag);
  switch (*tag)
    {
    case '!':
      return TRUE;
    case '#':
      return open_section (self, HRT_WEB_OP_SECTION, g_strstrip (tag + 1));
    case '^':
      return open_section (self, HRT_WEB_OP_INVERTED, g_strstrip (tag + 1));
    case '/':
      return close_section (self, g_strstrip (tag + 1));
    case '>':
      return emit_partial (self, g_strstrip (tag + 1));
    case '_':
      if (tag[1] == 'n' && (tag[2] == ' ' || tag[2] == '"'))
        return emit_plural (self, tag + 2);
      if (tag[1] == ' ' || tag[1] == '"')
        return emit_translation (self, tag + 1);
      return emit_value (self, tag);
    case '{':
    case '&':
      return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "there is no way to write a raw value");
    default:
      return emit_value (self, tag);
    }
}

/* The end of a tag that begins at @text; quotes hide braces. */
static const char *
find_tag_end (const char *text)
{
  gboolean is_quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' && is_quoted && p[1] != '\0')
        p++;
      else if (*p == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted && p[0] == '}' && p[1] == '}')
        return p;
    }
  return NULL;
}

/* A tag that writes nothing itself and stands alone on its line takes the line with it. */
static gboolean
stands_alone (const char *text, const char *tag, const char *end)
{
  if (strchr ("#^/!>", tag[2 + strspn (tag + 2, " ")]) == NULL)
    return FALSE;
  for (; tag > text && tag[-1] != '\n'; tag--)
    if (tag[-1] != ' ' && tag[-1] != '\t')
      return FALSE;
  end += strspn (end, " \t\r");
  return *end == '\n' || *end == '\0';
}

static gboolean
compile_text (Compiler *self, const char *text)
{
  const char *at = text, *tag;

  while ((tag = strstr (at, "{{")) != NULL)
    {
      const char *end = find_tag_end (tag + 2), *stop = tag;
      g_autofree char *content = NULL;
      gboolean is_alone;

      if (end == NULL)
        {
          for (; at < tag; at++)
            self->source->line += *at == '\n';
          return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "a tag is not closed");
        }
      is_alone = stands_alone (text, tag, end + 2);
      while (is_alone && stop > at && stop[-1] != '\n')
        stop--;
      content = g_strndup (tag + 2, (gsize) (end - tag - 2));
      if (!emit_text (self, at, (gsize) (stop - at)) || !compile_tag (self, content))
        return FALSE;
      for (; tag < end; tag++)
        self->source->line += *tag == '\n';
      at = end + 2;
      if (is_alone)
        {
          at += strspn (at, " \t\r");
          self->source->line += *at == '\n';
          at += *at == '\n';
        }
    }
  return emit_text (self, at, strlen (at));
}

static gboolean
compile_source (Compiler *self, const char *name)
{
  g_autofree char *text = self->loader (name, self->loader_data);
  Source source = { .name = name, .line = 1 };
  Source *outer = self->source;
  guint n_open = self->sections->len;

  if (text == NULL)
    {
      self->source = outer != NULL ? outer : &source;
      return fail (self, HRT_WEB_TEMPLATE_ERROR_MISSING, "there is no template “%s”", name);
    }
  self->source = &source;
  self->depth++;
  if (!compile_text (self, text))
    return FALSE;
  if (self->sections->len != n_open)
    {
      const Section *open = &g_array_index (self->sections, Section, self->sections->len - 1);

      return fail (self, HRT_WEB_TEMPLATE_ERROR_SYNTAX, "“%s” of line %u is not closed", open->name,
                   open->line);
    }
  self->depth--;
  self->source = outer;
  return TRUE;
}

/**
 * hrt_web_template_compile:
 * @name: of the template
 * @loader: gives its text and those of its partials ("partials/…")
 * @loader_data: for @loader
 * @catalog: the texts of the page's language
 * @zone: the shop's time zone
 * @error: place for an error
 *
 * Compiles a page in one language.
 *
 * Errors: %HRT_WEB_TEMPLATE_ERROR, "file.html:line: what is wrong".
 *
 * Returns: (transfer full) (nullable): the page
 */
HrtWebTemplate *
hrt_web_template_compile (const char *name,
                          HrtWebTemplateLoader loader,
                          gpointer loader_data,
                          const HrtWebCatalog *catalog,
                          GTimeZone *zone,
                          GError **error)
{
  g_autoptr (HrtWebTemplate) out = g_new0 (HrtWebTemplate, 1);
  g_autoptr (GArray) sections = g_array_new (FALSE, FALSE, sizeof (Section));
  Compiler self = { .out = out,
                    .loader = loader,
                    .loader_data = loader_data,
                    .catalog = catalog,
                    .sections = sections,
                    .error = error };

  g_array_set_clear_func (sections, clear_section);
  out->ops = g_array_new (FALSE, FALSE, sizeof (HrtWebOp));
  out->names = g_array_new (FALSE, FALSE, sizeof (HrtWebName));
  out->pool = g_string_chunk_new (256);
  out->text = g_string_new (NULL);
  out->zone = g_time_zone_ref (zone);
  out->language = g_strdup (hrt_web_catalog_get_language (catalog));
  if (!compile_source (&self, name))
    return NULL;
  if (self.html.state != HRT_WEB_HTML_TEXT)
    {
      g_set_error (error, HRT_WEB_TEMPLATE_ERROR, HRT_WEB_TEMPLATE_ERROR_SYNTAX,
                   "%s.html: the page ends inside a tag", name);
      return NULL;
    }
  flush_text (&self);
  return g_steal_pointer (&out);
}
