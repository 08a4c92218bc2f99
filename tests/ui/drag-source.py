#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window to drag files out of, as a file manager's: drag-source.py FILE..."""
import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


def main():
    uris = "".join(Gio.File.new_for_path(path).get_uri() + "\r\n" for path in sys.argv[1:])
    loop = GLib.MainLoop()
    window = Gtk.Window(title="drag-source", decorated=False, default_width=120, default_height=90)
    label = Gtk.Label(label="files")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.connect("prepare", lambda *_: Gdk.ContentProvider.new_for_bytes("text/uri-list", GLib.Bytes.new(uris.encode())))
    label.add_controller(source)
    window.set_child(label)
    window.connect("close-request", lambda _: loop.quit())
    window.present()
    loop.run()


if __name__ == "__main__":
    main()
