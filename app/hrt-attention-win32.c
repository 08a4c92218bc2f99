/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * On Windows, where GLib shows no notifications, the program's button in the taskbar flashes until
 * somebody comes.
 * https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-flashwindowex
 */

#define G_LOG_DOMAIN "hrt-app"

#include "hrt-attention.h"

#include <gdk/win32/gdkwin32.h>
#include <windows.h>

/**
 * hrt_attention_ask:
 * @window: that is not in front
 */
void
hrt_attention_ask (GtkWindow *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));
  FLASHWINFO flash = { .cbSize = sizeof flash, .dwFlags = FLASHW_TRAY | FLASHW_TIMERNOFG };

  if (surface == NULL)
    return;
  flash.hwnd = gdk_win32_surface_get_handle (surface);
  FlashWindowEx (&flash);
}
