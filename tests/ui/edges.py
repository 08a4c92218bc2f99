#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody means to enter, seen in the window: names full of quotes, tags and right-to-left letters, sums and pieces that are
none, ten megabytes pasted, and all of it on a machine whose clock is an hour slow.

edges.py PROGRAM ADMIN            exits 0 when all of it works
"""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import CODE, PASSWORD, find_containing, press_until, program_of_a_shop  # noqa: E402
from journey import check, receipt_text, sign_in  # noqa: E402
from shop import tab_to  # noqa: E402

NASTY = "'<\"& </b>%s\\ "
SHOP, OWNER, GOODS = (NASTY + name for name in ("متجر", "שרה", "قيثارة"))
# Owns the clipboard until it is ended; a text of so many bytes.
COPY = """import gi, sys
gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk
Gtk.init()
text = GLib.Bytes.new(b"x" * int(sys.argv[1]))
Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_bytes("text/plain;charset=utf-8", text))
print("copied", flush=True)
GLib.MainLoop().run()"""


def rename_all(shop):
    for table, name in (("shop_profile", SHOP), ("staff", OWNER), ("product", GOODS)):
        shop.sql(f"update hrt.{table} set name = $name${name}$name$")


def slow_clock():
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    assert library, "install the package faketime"
    return {"LD_PRELOAD": str(library), "FAKETIME": "-1h", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def open_shift(desk):
    """Each dialog for an amount is this one."""
    desk.expect("Open the Shift", seconds=10)
    time.sleep(0.8)
    desk.key("Return")
    desk.expect("Amount in rupiah", seconds=10)
    time.sleep(0.3)
    for text in ("1,500", "9223372036854775808", "-5"):
        desk.key("ctrl+a")
        desk.type(text, 15)
        desk.expect("This is not an amount. Write for example 1.500.000", seconds=5)
        desk.key("Return")
        desk.key("ctrl+a", "BackSpace")
        desk.expect_gone("This is not an amount. Write for example 1.500.000", 5)
    check(True, "an amount that is none is called so, and opens nothing")
    desk.type("0", 20)
    desk.key("Return")
    desk.wait(lambda: desk.find("Take Payment"), 20, "the open till")
    time.sleep(1)


def pieces(shop):
    return shop.sql("select coalesce(sum(quantity), 0) from hrt.till_ticket_line")


def odd_quantities(desk, shop):
    desk.scan(CODE)
    desk.expect(f"Remove {GOODS}", seconds=20)
    check(True, "the till shows the name as it is written")
    for n, multiplier in enumerate(("-1*", "0*", "9223372036854775808*"), 2):
        desk.type("x" + multiplier, 90)  # as people type: faster is a scan; a sign alone at the front is a key of the till
        desk.key("Home", "Delete")
        time.sleep(0.2)
        desk.scan(CODE)
        desk.wait(lambda n=n: pieces(shop) == str(n), 10, f"one more piece after “{multiplier}”")
    check(True, "a multiplier that is none multiplies nothing")
    for quantity in ("-1", "9223372036854775808"):
        desk.key("F3")
        time.sleep(0.3)
        desk.key("ctrl+a")
        desk.type(quantity, 90)
        desk.key("Return")
        time.sleep(0.4)
        check(pieces(shop) == "4", f"“{quantity}” is no quantity ({pieces(shop)})")


def sell(desk, shop):
    desk.key("F9")
    desk.expect_shown("Paid: Finish the Sale", seconds=20)
    time.sleep(0.8)
    desk.key("Return")
    text = desk.wait(lambda: receipt_text(desk), 20, "the receipt")
    check(all(name.strip() in text for name in (SHOP, OWNER, GOODS)), "the receipt has every name as it is written")
    check(shop.sql("select count(*) from hrt.sales_order where now() - placed_at between '0' and interval '1 min'") == "1",
          "the database's clock counts, not this machine's")
    shown = shop.sql("select to_char(placed_at at time zone 'Asia/Jakarta', 'HH24.MI') from hrt.sales_order")
    check(shown in text or shown.replace(".", ":") in text, f"and stands on the receipt ({shown})")


def paste(desk, what, name):
    desk.key("ctrl+a")
    press_until(desk, "ctrl+v", "Only 200 characters fit here; the rest was left out.")  # a frozen program would not answer
    texts = (node for found in desk.find_all(name) for node in desk.find_all(within=found))
    check(any(len(node.text()) == 200 for node in texts if node.has_text),
          f"ten megabytes into {what}: cut, said in words, and the window goes on")


def paste_too_much(desk):
    source = desk.start(["/usr/bin/python3", "-c", COPY, "10000000"], GTK_A11Y="none")
    desk.wait(lambda: "copied" in desk.log, 20, "the text on the clipboard")
    desk.key("F2")
    time.sleep(0.3)
    paste(desk, "the till's search", "Scan or search")
    desk.key("ctrl+a", "BackSpace")
    desk.key("ctrl+2")
    desk.expect(GOODS, seconds=10)
    time.sleep(0.8)
    desk.key("ctrl+f", "Return")
    desk.expect("Description in Indonesian", seconds=15)
    check(len(desk.find_all(GOODS)) > 1, "list and page of the products show the name as it is written")
    desk.expect_gone("Only 200 characters fit here; the rest was left out.", 10)
    tab_to(desk, "Name")
    paste(desk, "a product's name", "Name")
    desk.press("Discard")
    source.terminate()


def main():
    with program_of_a_shop(rename_all, **slow_clock()) as (desk, shop, _):
        find_containing(desk, SHOP.upper(), 30)  # in capitals, over the question
        sign_in(desk, PASSWORD, OWNER + ", Owner")
        check(True, "the sign-in shows shop and staff as they are written")
        open_shift(desk)
        odd_quantities(desk, shop)
        sell(desk, shop)
        paste_too_much(desk)


if __name__ == "__main__":
    main()
