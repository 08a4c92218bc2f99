#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The web shop goes on when the owner wants it to and closes the window: chosen in the preferences, found again by starting
the program, ended by --quit; in a sandbox the desktop is asked, and its refusal ends the program in order.

background.py PROGRAM ADMIN            exits 0 when all of it works
"""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, Shop, page  # noqa: E402
from journey import check, sign_in  # noqa: E402
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


def start_portal(desk, is_allowed):
    portal = subprocess.Popen(["/usr/bin/python3", __file__, "--portal", "yes" if is_allowed else "no"], env=desk.env,
                              stdout=subprocess.PIPE, text=True)
    desk.processes.append(portal)
    assert portal.stdout.readline() == "ready\n"
    return portal


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
    shop.stop_serving()
    try:
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            words = {"HRT_TEST_CHEAP_HASH": "1", "XDG_DATA_HOME": str(shop.top)}
            process = desk.start([str(program)], **words)
            choose(desk)
            desk.key("alt+F4")
            desk.expect_gone("Scan or search", 20)
            check(still_there(process) and "<html" in page(shop.port), "the window is closed, the web shop goes on")
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
            bad = [line for line in desk.log.splitlines() if ("CRITICAL" in line or "WARNING" in line)
                   and "unable to send notifications" not in line]  # nobody shows them on this desktop
            check(not bad, f"no warnings {bad[:3]}")
    finally:
        shop.remove()


if __name__ == "__main__":
    if sys.argv[1] == "--portal":
        answer_as_portal(sys.argv[2] == "yes")
    else:
        main()
