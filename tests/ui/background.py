#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The web shop goes on when the owner wants it to and closes the window: chosen in the preferences, found again by starting
the program, ended by --quit; in a sandbox the desktop is asked, and its refusal ends the program in order. An order that comes in
meanwhile is told of by the desktop, and leads to itself.

background.py PROGRAM ADMIN            exits 0 when all of it works
"""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, Shop, page  # noqa: E402
from journey import check, sign_in  # noqa: E402
from orders import open_for_orders, place  # noqa: E402
from session import Session  # noqa: E402


def answer_as_portal(is_allowed):
    """The other end of the Background portal, which belongs to the desktop: answers as a user would."""
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib

    node = Gio.DBusNodeInfo.new_for_xml("""<node><interface name="org.freedesktop.portal.Background">
        <method name="RequestBackground"><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
        <arg type="o" direction="out"/></method></interface></node>""")

    def on_call(bus, sender, _path, _interface, _method, parameters, invocation):
        token = parameters.unpack()[1]["handle_token"]
        handle = f"/org/freedesktop/portal/desktop/request/{sender[1:].replace('.', '_')}/{token}"
        invocation.return_value(GLib.Variant("(o)", (handle,)))
        results = {"background": GLib.Variant("b", is_allowed), "autostart": GLib.Variant("b", False)}
        bus.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                        GLib.Variant("(ua{sv})", (0, results)))
        print("asked", flush=True)

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object("/org/freedesktop/portal/desktop", node.interfaces[0], on_call, None, None)
    Gio.bus_own_name_on_connection(bus, "org.freedesktop.portal.Desktop", Gio.BusNameOwnerFlags.NONE, None, None)
    print("ready", flush=True)
    GLib.MainLoop().run()


def show_notifications():
    """The desktop's side of notifications: prints each as a line; a line on the standard input clicks on the newest."""
    import gi
    gi.require_version("Gio", "2.0")
    from gi.repository import Gio, GLib

    name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
    node = Gio.DBusNodeInfo.new_for_xml(f"""<node><interface name="{name}"><method name="Notify">
        <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
        <arg type="u" direction="out"/></method>
        <method name="CloseNotification"><arg type="u" direction="in"/></method></interface></node>""")
    newest = [0]

    def on_call(_bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "CloseNotification":
            invocation.return_value(None)
            print("closed", flush=True)
            return
        _app, replaced, _icon, title, body, *_ = parameters.unpack()
        newest[0] = replaced or newest[0] + 1
        invocation.return_value(GLib.Variant("(u)", (newest[0],)))
        print(f"{title} | {body}", flush=True)

    def on_line(source, _condition):
        if source.readline():
            bus.emit_signal(None, path, name, "ActionInvoked", GLib.Variant("(us)", (newest[0], "default")))
        return True

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.register_object(path, node.interfaces[0], on_call, None, None)
    Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.io_add_watch(sys.stdin, GLib.IO_IN, on_line)
    print("ready", flush=True)
    GLib.MainLoop().run()


def start_other_side(desk, *words):
    """This file once more, as a part of the desktop."""
    process = subprocess.Popen(["/usr/bin/python3", __file__, *words], env=desk.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    desk.processes.append(process)
    assert process.stdout.readline() == "ready\n"
    return process


def start_portal(desk, is_allowed):
    return start_other_side(desk, "--portal", "yes" if is_allowed else "no")


def read_until(process, text):
    """Lines come of all that the program says; this one must come."""
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(f"nobody said “{text}”")


def tell_of_orders(desk, shop, desktop):
    """With the window closed: the second one is counted with the first, and a click leads to it."""
    first = place(shop, "Dewi Lestari", "s.is_pickup", "pay_at_pickup")
    number = shop.sql(f"select number from hrt.sales_order where id = {first}")
    check(read_until(desktop, number) == f"1 new order from the web shop | {number}, Rp 185.000\n", "the desktop tells of an order")
    second = place(shop, "Rina Wijaya", "s.is_pickup", "pay_at_pickup")
    number = shop.sql(f"select number from hrt.sales_order where id = {second}")
    check(read_until(desktop, number) == f"2 new orders from the web shop | {number}, Rp 185.000\n", "and of the next with it")
    desktop.stdin.write("click\n")
    desktop.stdin.flush()
    desk.expect("Who is at the counter?", seconds=20)
    read_until(desktop, "closed")
    sign_in(desk, PASSWORD)
    desk.expect("Customer and delivery", seconds=20)
    desk.expect("Rina Wijaya", seconds=20)
    check(True, "a click on it brings the window, and after the sign-in that order")
    desk.key("alt+F4")
    desk.expect_gone("Customer and delivery", 20)


def close_window(desk):
    desk.key("alt+F4")
    desk.expect_gone("Who is at the counter?", 20)


def choose(desk):
    """By hand, in the preferences."""
    sign_in(desk, PASSWORD)
    desk.key("ctrl+comma")
    desk.press("Go on when the window is closed", "check box")
    time.sleep(0.5)
    desk.key("Escape")
    time.sleep(1)


def still_there(process):
    time.sleep(2)
    return process.poll() is None


def ends(process):
    return process.wait(40) == 0


def main():
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin, "hurtrock")
    open_for_orders(shop)
    shop.stop_serving()
    try:
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            words = {"HRT_TEST_CHEAP_HASH": "1", "XDG_DATA_HOME": str(shop.top)}
            desktop = start_other_side(desk, "--notifications")
            process = desk.start([str(program)], **words)
            choose(desk)
            desk.key("alt+F4")
            desk.expect_gone("Scan or search", 20)
            check(still_there(process) and "<html" in page(shop.port), "the window is closed, the web shop goes on")
            tell_of_orders(desk, shop, desktop)
            check(subprocess.run([program], env={**desk.env, **words}, timeout=60).returncode == 0, "started again")
            desk.expect("Who is at the counter?", seconds=20)
            check(True, "the window is back, and asks who is there")
            close_window(desk)
            check(still_there(process), "closed once more")
            subprocess.run([program, "--quit"], env={**desk.env, **words}, check=True, timeout=60)
            check(ends(process), "--quit ends it in order")
            check(not (shop.data / "cluster/postmaster.pid").exists(), "and its database")
            subprocess.run([program, "--quit"], env={**desk.env, **words}, check=True, timeout=60)
            check(True, "--quit with nothing to end is no error")

            # In a sandbox, and nobody there who could be asked.
            words["FLATPAK_ID"] = "store.hurtrockmusic.Hurtrock"
            process = desk.start([str(program)], **words)
            desk.expect("Who is at the counter?", seconds=60)
            desk.wait(lambda: "<html" in page(shop.port), 20, "the web shop, with nobody signed in yet")
            check(True, "the web shop opens with the program")
            close_window(desk)
            check(still_there(process), "without a portal it goes on")
            check("nobody to ask" in desk.log, "and says so in the log")
            portal = start_portal(desk, True)
            subprocess.run([program], env={**desk.env, **words}, check=True, timeout=60)
            desk.expect("Who is at the counter?", seconds=20)
            close_window(desk)
            check(portal.stdout.readline() == "asked\n" and still_there(process), "the desktop is asked, and allows it")
            portal.kill()
            portal.wait()
            portal = start_portal(desk, False)
            subprocess.run([program], env={**desk.env, **words}, check=True, timeout=60)
            desk.expect("Who is at the counter?", seconds=20)
            desk.key("alt+F4")
            check(portal.stdout.readline() == "asked\n" and ends(process), "the desktop refuses: it ends in order")
            check(not (shop.data / "cluster/postmaster.pid").exists(), "with its database")
            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
    finally:
        shop.remove()


if __name__ == "__main__":
    if sys.argv[1] == "--portal":
        answer_as_portal(sys.argv[2] == "yes")
    elif sys.argv[1] == "--notifications":
        show_notifications()
    else:
        main()
