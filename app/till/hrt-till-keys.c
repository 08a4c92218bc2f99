/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The keys of the till: scan or type anywhere, a key for each step, the focus always where the next
 * scan may go.
 */

#define G_LOG_DOMAIN "hrt-till"

#include "config.h"

#include "hrt-till-page-private.h"

#include "../widgets/hrt-ui.h"

/* How the keys travel: this controller sees each one before the focused widget does (capture). What
 * a person types goes on to the widget; what a scanner sent is recognised at its Enter, taken out
 * of the field it was typed into, and becomes a line of the ticket. No key is held back and no
 * timer runs. */

static GtkEditable *
get_focused_editable (HrtTillPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && GTK_IS_EDITABLE (focus) ? GTK_EDITABLE (focus) : NULL;
}

static gboolean
is_showing (HrtTillPage *self, const char *work)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->work), work) == 0;
}

static gboolean
is_scan_field (HrtTillPage *self, GtkEditable *editable)
{
  return editable != NULL &&
         (GTK_WIDGET (editable) == GTK_WIDGET (self->scan) ||
          gtk_widget_is_ancestor (GTK_WIDGET (editable), GTK_WIDGET (self->scan)));
}

static gboolean
is_scan_empty (HrtTillPage *self)
{
  return gtk_editable_get_text (self->scan)[0] == '\0';
}

/* Keeps what the field held before a burst, to put it back when the burst turns out to be a scan.
 */
static void
note_burst (HrtTillPage *self, GtkEditable *editable)
{
  self->burst_target = editable;
  g_free (self->burst_before);
  self->burst_before = g_strdup (gtk_editable_get_text (editable));
}

static void
take_back_burst (HrtTillPage *self)
{
  GtkEditable *editable = get_focused_editable (self);

  if (is_scan_field (self, editable) && is_scan_field (self, self->burst_target))
    gtk_editable_set_text (self->scan, self->burst_before);
  else if (editable != NULL && editable == self->burst_target)
    gtk_editable_set_text (editable, self->burst_before);
}

/* "3*" typed before a scan means three pieces. */
static gint64
take_multiplier (HrtTillPage *self)
{
  const char *text = gtk_editable_get_text (self->scan);
  char *end = NULL;
  guint64 quantity = g_ascii_strtoull (text, &end, 10);

  if (end == text || *end != '*' || quantity < 1 || quantity > 9999)
    return 1;
  return (gint64) quantity;
}

static void
handle_scan (HrtTillPage *self, const char *code)
{
  gint64 quantity;

  take_back_burst (self);
  quantity = take_multiplier (self);
  gtk_editable_set_text (self->scan, "");
  _hrt_till_page_show_work (self, "find");
  _hrt_till_page_take_code (self, code, quantity, TRUE);
}

/* Nobody's field has the focus: the key goes where scans and searches go. */
static void
type_into_scan (HrtTillPage *self, gunichar character)
{
  char text[7] = { 0 };
  int position = -1;

  g_unichar_to_utf8 (character, text);
  if (!is_showing (self, "find"))
    _hrt_till_page_show_work (self, "find");
  _hrt_till_page_focus_scan (self);
  position = (int) g_utf8_strlen (gtk_editable_get_text (self->scan), -1);
  gtk_editable_insert_text (self->scan, text, -1, &position);
  gtk_editable_set_position (self->scan, position);
}

static gboolean
handle_character (HrtTillPage *self, guint keyval, guint32 time_ms)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  GtkEditable *editable = get_focused_editable (self);

  if (character == 0 || !g_unichar_isprint (character))
    return FALSE;
  if (hrt_scan_reader_push (&self->scanner, character, time_ms) == 1)
    note_burst (self, editable != NULL ? editable : self->scan);
  if ((character == '+' || character == '-') && is_showing (self, "find") && is_scan_empty (self) &&
      (editable == NULL || is_scan_field (self, editable)))
    {
      _hrt_till_page_change_selected (self, character == '+' ? 1 : -1);
      return TRUE;
    }
  if (editable != NULL)
    return FALSE;
  if (character == ' ' && is_scan_empty (self)) /* presses the focused button */
    return FALSE;
  type_into_scan (self, character);
  return TRUE;
}

static gboolean
handle_enter (HrtTillPage *self, guint32 time_ms)
{
  g_autofree char *code = hrt_scan_reader_finish (&self->scanner, time_ms);

  if (code != NULL && !self->is_paying)
    {
      handle_scan (self, code);
      return TRUE;
    }
  return is_showing (self, "tender") && hrt_tender_pane_handle_key (self->tender, GDK_KEY_Return);
}

static gboolean
handle_command (HrtTillPage *self, guint keyval)
{
  const struct
  {
    guint keyval;
    const char *action;
  } commands[] = {
    { GDK_KEY_F2, "till.find" }, { GDK_KEY_F3, "till.quantity" }, { GDK_KEY_F4, "till.remove" },
    { GDK_KEY_F6, "till.park" }, { GDK_KEY_F7, "till.parked" },   { GDK_KEY_F8, "till.clear" },
    { GDK_KEY_F9, "till.pay" },  { GDK_KEY_F12, "till.pay" },
  };

  if (is_showing (self, "tender"))
    return hrt_tender_pane_handle_key (self->tender, keyval);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].keyval == keyval)
      {
        gtk_widget_activate_action (GTK_WIDGET (self), commands[i].action, NULL);
        return TRUE;
      }
  return FALSE;
}

/* With nothing typed, the arrows and Delete belong to the ticket although the cursor stays in the
 * scan field. */
static gboolean
handle_ticket_key (HrtTillPage *self, guint keyval)
{
  if (!is_showing (self, "find") || !is_scan_field (self, get_focused_editable (self)))
    return FALSE;
  if (keyval == GDK_KEY_Down && !is_scan_empty (self))
    {
      hrt_finder_grab_focus (self->finder);
      return TRUE;
    }
  if (!is_scan_empty (self))
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
      hrt_ticket_pane_move_selection (self->ticket_pane, -1);
      return TRUE;
    case GDK_KEY_Down:
      hrt_ticket_pane_move_selection (self->ticket_pane, 1);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      gtk_widget_activate_action (GTK_WIDGET (self), "till.remove", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The Enter of a scan must not press the button that opens the shift. */
static gboolean
handle_closed (HrtTillPage *self, guint keyval, guint32 time_ms)
{
  g_autofree char *code = hrt_scan_reader_take (&self->scanner, hrt_ui_is_enter (keyval),
                                                gdk_keyval_to_unicode (keyval), time_ms);

  if (code == NULL)
    return FALSE;
  hrt_till_page_take_scan (GTK_WIDGET (self), code);
  return TRUE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                HrtTillPage *self)
{
  guint32 time_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (controller));

  if (self->shift_id == 0)
    return handle_closed (self, keyval, time_ms);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    {
      if (keyval == GDK_KEY_z && (state & GDK_CONTROL_MASK) != 0 && is_scan_empty (self))
        return gtk_widget_activate_action (GTK_WIDGET (self), "till.undo", NULL);
      return FALSE;
    }
  if (hrt_ui_is_enter (keyval))
    return handle_enter (self, time_ms);
  if (keyval == GDK_KEY_Escape && is_showing (self, "receipt"))
    {
      _hrt_till_page_show_work (self, "find");
      return TRUE;
    }
  if (keyval == GDK_KEY_Escape && is_showing (self, "find") && hrt_finder_has_focus (self->finder))
    return gtk_widget_activate_action (GTK_WIDGET (self), "till.find", NULL);
  return handle_command (self, keyval) || handle_ticket_key (self, keyval) ||
         handle_character (self, keyval, time_ms);
}

void
_hrt_till_keys_attach (HrtTillPage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
