#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop's own data in the preferences, by keys alone: saved row by row, refused in words, followed by receipt and web.

shop.py PROGRAM ADMIN            exits 0 when all of it works
"""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import CODE, PASSWORD, open_shift, program_of_a_shop  # noqa: E402
from journey import check, receipt_text, sign_in  # noqa: E402
from tree import State  # noqa: E402


def has_focus(desk, node):
    """A text in a row has the focus without saying so in this version of the toolkit, but then its row shows no pencil."""
    if node.has_now(State.FOCUSED):
        return True
    return node.role == "text" and node.count_children() > 0 and not desk.find("GtkImage", "image", within=node)


def tab_to(desk, name, most=40):
    nodes = desk.find_all(name)  # once: the whole tree is read for it
    for _ in range(most):
        if any(has_focus(desk, node) for node in nodes):
            return
        desk.key("Tab")
        time.sleep(0.1)
    raise AssertionError(f"Tab never comes to “{name}”")


def write_in(desk, row, text):
    tab_to(desk, row)
    desk.key("ctrl+a")
    desk.type(text, 30)


def fill_in(desk, row, text):
    write_in(desk, row, text)
    desk.key("Return")


def open_settings(desk):
    desk.key("ctrl+comma")
    desk.expect("Back Up Now", seconds=20)
    desk.press("Shop")
    time.sleep(0.8)


def save_rows(desk, shop):
    before = shop.sql("select postal_code from hrt.shop_profile")
    fill_in(desk, "Postal code", "Bandung")
    desk.expect("A postal code has 5 digits, like 40111. It may stay empty.", seconds=10)
    check(shop.sql("select postal_code from hrt.shop_profile") == before, "a postal code of letters is refused in words")
    fill_in(desk, "Phone", "022-123456")
    desk.wait(lambda: shop.sql("select phone from hrt.shop_profile") == "022-123456", 20, "the saved phone")
    check(True, "a text is saved by Enter")
    fill_in(desk, "Address of the web shop", "tokogitar.example/toko")
    desk.expect("An address is a name like tokogitar.example, with nothing after it.", seconds=10)
    check(shop.sql("select web_address from hrt.shop_profile") == "", "an address with a path is refused in words")
    fill_in(desk, "Address of the web shop", "TokoGitar.example/")
    desk.wait(lambda: shop.sql("select web_address from hrt.shop_profile") == "https://tokogitar.example", 20, "the address")
    check(True, "an address is understood as people type it")
    fill_in(desk, "Hours that goods are kept for a transfer", "0")
    desk.expect("A number of hours from 1 to 720.", seconds=10)
    tab_to(desk, "The shop charges PPN")
    desk.key("space")
    desk.wait(lambda: shop.sql("select charges_tax from hrt.shop_profile") == "t", 20, "the tax")
    check(True, "a switch saves itself")


def follow(desk, shop):
    """Somebody else saves meanwhile: nothing of theirs is overwritten, and nothing typed is lost."""
    shop.sql("select hrt.save_shop('{\"city\": \"Cimahi\"}', (select id from hrt.staff limit 1), null)")
    desk.press("Shop")
    fill_in(desk, "In the name of", "Ibu Sari")
    desk.wait(lambda: shop.sql("select city || bank_holder from hrt.shop_profile") == "CimahiIbu Sari", 20, "both")
    check(True, "another row that was saved meanwhile is kept")
    shop.sql("select hrt.save_shop('{\"bank_holder\": \"CV Hurtrock\"}', (select id from hrt.staff limit 1), null)")
    fill_in(desk, "In the name of", "PT Hurtrock")
    desk.expect("Somebody else has changed this meanwhile.", seconds=10)
    check(shop.sql("select bank_holder from hrt.shop_profile") == "CV Hurtrock", "the same row is not overwritten unseen")


def save_at_once(desk, shop):
    """A row is changed before the last one is saved: the database is held up meanwhile."""
    # Somebody else's save, which the first of them meets.
    shop.sql("select hrt.save_shop('{\"postal_code\": \"40999\"}', (select id from hrt.staff limit 1), null)")
    write_in(desk, "Email", "toko@gitar.example")
    apply = desk.find("GtkImage", "push button", within=desk.find("Email", "text"))
    write_in(desk, "Opening hours", "9-17")
    # The program waits five seconds for a lock: nothing is typed while it is held.
    with shop.hold("lock table hrt.shop_profile in exclusive mode"):
        desk.key("Return")
        apply.press()
        time.sleep(0.5)
        check(shop.sql("select email || opening_hours from hrt.shop_profile") == "", "nothing is saved yet")
    desk.wait(lambda: shop.sql("select email || ' ' || opening_hours || ' ' || postal_code from hrt.shop_profile")
              == "toko@gitar.example 9-17 40999", 20, "both rows")
    check(True, "two rows changed at once are both saved, and what somebody else saved is kept")


def sell(desk, shop):
    desk.key("Escape")  # out of the row
    time.sleep(0.8)
    desk.key("Escape")  # out of the window
    desk.expect_gone("This Machine", 10)
    time.sleep(0.5)
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    desk.key("F9")
    desk.expect_shown("Paid: Finish the Sale", seconds=20)
    time.sleep(0.8)
    desk.key("Return")
    text = desk.wait(lambda: receipt_text(desk, "022-123456"), 20, "the receipt")
    check("PPN" in text, "the receipt has the new phone and names the tax")
    if len(sys.argv) > 3:  # a picture, for whoever holds a phone to the QR code
        desk.shot(sys.argv[3])


def main():
    with program_of_a_shop() as (desk, shop, _):
        sign_in(desk, PASSWORD)
        open_shift(desk)
        open_settings(desk)
        save_rows(desk, shop)
        follow(desk, shop)
        save_at_once(desk, shop)
        sell(desk, shop)


if __name__ == "__main__":
    main()
