#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The goods of the shop in the window: a list taken in from a file, pictures of a product, a search with a typo in it; and
the language, changed while the program runs.

goods.py PROGRAM ADMIN            exits 0 when all of it works
"""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, find_containing, open_shift, program_of_a_shop  # noqa: E402
from conflict import Window  # noqa: E402
from journey import check, sign_in  # noqa: E402
from session import Timeout  # noqa: E402
from tree import State  # noqa: E402

BAD = """sku,product,category,price,stock,barcodes
G-1,Gitar Akustik Cordoba,Gitar,4250000,3,8990000000017
G-2,Ukulele Kala,Ukulele,murah,2,
G-3,Kapo Dunlop,Kapo,185000,5,
"""


def count(shop):
    return shop.sql("select count(*) || ' ' || (select count(*) from hrt.variant) from hrt.product")


def choose_file(desk, path):
    """The program's own file dialog: a path that begins with a slash is typed into it."""
    find_containing(desk, "Other Loc", 15)
    time.sleep(0.5)
    desk.type("/")
    time.sleep(0.3)
    desk.key("ctrl+a")
    desk.type(str(path), 10)
    time.sleep(0.3)
    desk.key("Return")


def find_answer(desk, name):
    """The button of a dialog that can be pressed, or None: a dialog has its buttons twice, for narrow and wide windows, and
    their labels carry the names."""
    labels = desk.wait(lambda: desk.find_all(name), 10, name)
    buttons = [node if node.role == "push button" else node.parent for node in labels]
    able = [node for node in buttons if node.has(State.SENSITIVE)]
    return max(able, key=lambda node: node.width, default=None)


def ask_for_a_window_that_is_gone(desk, process):
    """As a screen reader does that counted the windows before one was closed. Led to a hidden one, GTK would crash."""
    Window(desk, process).tree().ask_for_child(20)
    time.sleep(0.5)
    check(process.poll() is None, "a window that is not there is asked for, and the program lives")


def import_list(desk, shop):
    """Checked first, row by row; taken in whole or not at all."""
    desk.key("ctrl+2")
    desk.expect("Senar Elixir", seconds=20, exact=False)
    before = count(shop)
    path = desk.folder / "goods.csv"
    path.write_text(BAD)
    desk.press("Import a CSV file")
    choose_file(desk, path)
    find_containing(desk, "Row 3, column price: ", 15)
    check(not find_answer(desk, "Take It In"), "the check names the bad row and column, and the list cannot be taken in")
    time.sleep(0.5)
    desk.key("Escape")
    desk.expect_gone("Take It In", 10)
    check(count(shop) == before, f"nothing of it was taken in ({before})")

    path.write_text(BAD.replace("murah", "650000"))
    desk.press("Import a CSV file")
    choose_file(desk, path)
    find_containing(desk, "Rows: 3. New products: 3,", 15)
    check(count(shop) == before, "the check alone writes nothing")
    time.sleep(0.5)
    find_answer(desk, "Take It In").press()
    desk.wait(lambda: shop.sql("select string_agg(v.sku || ' ' || v.price || ' ' || s.on_hand, ', ' order by v.sku) from"
                               " hrt.variant v join hrt.stock_level s on s.variant_id = v.id where v.sku like 'G-%'")
              == "G-1 4250000 3, G-2 650000 2, G-3 185000 5", 20, "the goods in the books")
    find_containing(desk, "Kapo Dunlop", 10)
    time.sleep(1.5)  # the index of the search is made anew
    check(True, "the corrected list is on the shelves, whole, and on the screen")


def add_picture(desk, path):
    desk.press("Add a Picture…")
    choose_file(desk, path)


def fill_new_product(desk, name, sku, price):
    """By the keyboard, past the category: its row and its choice."""
    desk.press("New product")
    desk.expect("Price in rupiah", seconds=10)
    time.sleep(0.8)
    for text in (name, "", "", sku, price):
        if text:
            desk.type(text, 20)
        desk.key("Tab")
        time.sleep(0.2)
    check(find_answer(desk, "Add"), "all that a new product needs is filled in")


def press_add(desk):
    find_answer(desk, "Add").press()


def new_product(desk, shop):
    """Made whole by one request; one that is refused leaves nothing in the books and all that was typed on the screen."""
    made = "select p.name || ' ' || v.sku || ' ' || v.price from hrt.product p join hrt.variant v on v.product_id = p.id" \
        " where v.sku like 'H-%'"
    before = count(shop)
    fill_new_product(desk, "Harmonika Hohner", "G-3", "450000")
    check(len(desk.find_all("Category")) > 1, "the choice of the category has a name")
    press_add(desk)
    find_containing(desk, "Another item has this SKU already", 15)
    check(count(shop) == before, "a SKU that is taken is refused in words, and nothing of the product is kept")
    check(find_answer(desk, "Add"), "what was typed is still there")
    time.sleep(0.8)
    desk.key("Tab", "Tab", "Tab", "ctrl+a")
    desk.type("H-1", 20)
    press_add(desk)
    desk.wait(lambda: shop.sql(made) == "Harmonika Hohner H-1 450000", 15, "the new product in the books")
    desk.expect_gone("Add", 10)
    desk.expect("Description in Indonesian", seconds=15)
    desk.wait(lambda: len(desk.find_all("Harmonika Hohner", exact=False)) > 1, 15, "it in the list and over its page")
    check(True, "a new product is in the books, in the list, and its page is open")


def xdotool(desk, *arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], env=desk.env, capture_output=True, text=True, check=True).stdout


def middle_of(desk, window, node):
    values = dict(line.split("=") for line in xdotool(desk, "getwindowgeometry", "--shell", window).split("\n") if "=" in line)
    left, top, width, height = node.box()
    return int(values["X"]) + left + width // 2, int(values["Y"]) + top + height // 2


def drag_in(desk, window, *paths):
    """By the mouse, out of another program's window, onto the strip of the pictures."""
    source = desk.start(["/usr/bin/python3", str(Path(__file__).resolve().parent / "drag-source.py"), *map(str, paths)],
                        GTK_A11Y="none")  # nobody looks for anything in it
    number = desk.wait(lambda: xdotool(desk, "search", "--onlyvisible", "--name", "^drag-source$").split(), 20, "the source")[0]
    xdotool(desk, "windowmove", "--sync", number, 5, 5)
    x, y = middle_of(desk, window, desk.expect("Drop a picture here"))
    xdotool(desk, "mousemove", 60, 45, "mousedown", 1)
    for step in range(1, 11):
        xdotool(desk, "mousemove", 60 + (x - 60) * step // 10, 45 + (y - 45) * step // 10)
        time.sleep(0.08)
    time.sleep(0.5)
    xdotool(desk, "mouseup", 1)
    return source


def pictures(desk, shop):
    images = "select count(*) from hrt.image"
    good = desk.folder / "gitar.png"
    subprocess.run(["convert", "-size", "640x480", "gradient:orange-brown", str(good)], check=True)
    wrong, damaged = desk.folder / "wrong.png", desk.folder / "damaged.png"
    wrong.write_text("This is a letter, not a picture.\n" * 20)
    damaged.write_bytes(good.read_bytes()[:400])
    desk.key("ctrl+f")
    desk.type("kapo")
    desk.key("Return")
    desk.expect("Add a Picture…", seconds=15)
    add_picture(desk, wrong)
    find_containing(desk, "This is not a picture in PNG, JPEG or WebP.", 15)
    add_picture(desk, damaged)
    find_containing(desk, "This picture is damaged.", 15)
    check(shop.sql(images) == "0", "what is no picture or a damaged one is refused in words, and nothing is kept")
    add_picture(desk, good)
    desk.expect("Remove picture 1", seconds=20)
    made = list((shop.data / "images").rglob("*.webp"))
    check(shop.sql(images) == "1" and made, f"a picture is kept in {len(made)} sizes")
    desk.press("Remove picture 1")
    desk.expect_gone("Remove picture 1", 15)
    check(shop.sql(images) == "0", "and taken out again")
    second = desk.folder / "ukulele.png"
    subprocess.run(["convert", "-size", "480x640", "gradient:brown-beige", str(second)], check=True)
    source = drag_in(desk, xdotool(desk, "getactivewindow").strip(), good, second)
    desk.expect("Remove picture 2", seconds=20)
    source.terminate()
    check(shop.sql(images) == "2", "two pictures dragged in by the mouse at once")


def search_with_typo(desk, shop):
    desk.key("ctrl+1")
    open_shift(desk)
    for typed, name in (("ukulela", "Ukulele Kala"), ("senar elixr", "Senar Elixir")):
        desk.type(typed, 70)
        find_containing(desk, name, 15)
        time.sleep(0.5)
        desk.key("Return")
        desk.expect(f"Remove {name}", seconds=15)
        check(True, f"“{typed}” finds {name}")
    desk.wait(lambda: shop.sql("select count(*) from hrt.till_ticket_line") == "2", 15, "both lines in the database")


def tab_to(desk, name):
    """By the keyboard alone, as many times as it takes."""
    for _ in range(12):
        if any(node.has(State.FOCUSED) for node in desk.find_all(name, exact=False)):
            return
        desk.key("Tab")
        time.sleep(0.3)
    raise Timeout(f"Tab does not reach {name}")


QUESTION = "Save your changes?"


def answer(desk, name):
    desk.expect(QUESTION, seconds=15)
    time.sleep(0.5)
    find_answer(desk, name).press()
    desk.expect_gone(QUESTION, 10)
    time.sleep(0.5)


def rename(desk, window, name):
    desk.key("ctrl+2")
    desk.expect("Description in Indonesian", seconds=15)
    window.write("Name", name)


def unsaved_texts(desk, shop, process):
    """Nothing takes the page away from texts that are not saved without asking: another product, the lock, another
    language, the end."""
    name = "select p.name from hrt.product p join hrt.variant v on v.product_id = p.id where v.sku = 'G-3'"
    window = Window(desk, process)
    rename(desk, window, "Kapo Satu")
    desk.key("ctrl+f")
    desk.type("ukulele", 50)
    find_containing(desk, "Ukulele Kala", 15)
    time.sleep(0.8)
    desk.key("Return")
    answer(desk, "Keep Editing")
    desk.key("ctrl+l")
    answer(desk, "Keep Editing")
    check(shop.sql(name) == "Kapo Dunlop", "asked before another product and before the lock, and going on editing")
    desk.key("ctrl+l")
    answer(desk, "Save")
    desk.expect("Who is at the counter?", seconds=15)
    check(shop.sql(name) == "Kapo Satu", "saved, then locked")
    sign_in(desk, PASSWORD)
    desk.key("ctrl+2")
    find_containing(desk, "Kapo Satu", 20)
    time.sleep(0.8)
    desk.key("ctrl+f")
    desk.type("kapo", 50)
    time.sleep(0.8)
    desk.key("Return")
    rename(desk, window, "Kapo Dua")
    desk.key("ctrl+q")
    answer(desk, "Keep Editing")
    desk.expect("Kapo Satu", exact=False)
    check(process.poll() is None, "asked before the end, and the program goes on")


def choose_other_language(desk):
    desk.key("ctrl+comma")
    desk.expect("Language", seconds=15)
    time.sleep(0.8)
    tab_to(desk, "Language")
    desk.key("space")
    time.sleep(0.8)
    desk.key("Up", "Return")


def change_language(desk, shop):
    """Texts that are still not saved are asked about. Then at once, with the person signed in, the ticket kept; and at the
    next start."""
    choose_other_language(desk)
    answer(desk, "Discard")
    check(shop.sql("select count(*) from hrt.product where name = 'Kapo Dua'") == "0", "discarded")
    desk.expect("Bayar", seconds=20, exact=False)
    desk.expect_gone("Take Payment", 10)
    desk.expect("Hapus Ukulele Kala", seconds=15)
    check(True, "Indonesian at once, the person signed in, the ticket kept")
    check("language='id'" in (Path(desk.env["HOME"]) / ".config/glib-2.0/settings/keyfile").read_text(), "and kept")


def main():
    with program_of_a_shop() as (desk, shop, process):
        sign_in(desk, PASSWORD)
        ask_for_a_window_that_is_gone(desk, process)
        import_list(desk, shop)
        new_product(desk, shop)
        pictures(desk, shop)
        unsaved_texts(desk, shop, process)
        search_with_typo(desk, shop)
        change_language(desk, shop)


if __name__ == "__main__":
    main()
