#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The till beyond a plain sale: park and take up again, goods the books do not have, closing with a difference; and the
name of everything that takes the focus, on every screen.

till.py PROGRAM ADMIN            exits 0 when all of it works
"""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import CODE, PASSWORD, Shop, open_shift, quit_program  # noqa: E402
from journey import check, receipt_text, sign_in  # noqa: E402
from session import Session  # noqa: E402

# Containers and their scroll bars take the focus for their contents, which are checked themselves.
UNNAMED = {"scroll pane", "scroll bar", "viewport", "filler", "panel", "list", "list box", "frame", "window", "table",
           "tree table", "page tab list", "separator", "section", "grouping", "generic", "group"}


def unnamed(desk):
    """Everything that can take the focus but has no name; and how many there are with one."""
    focusable = desk.atspi().StateType.FOCUSABLE
    found, n_named = [], 0
    for node in desk.find_all():
        if not node.get_state_set().contains(focusable) or node.get_role_name() in UNNAMED:
            continue
        if node.get_name() or any((child.get_name() or "") for child in walk(node)):  # or named by its contents
            n_named += 1
        else:
            found.append(f"{node.get_role_name()} in {parent_names(node)}")
    return found, n_named


def walk(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child
            yield from walk(child)


def parent_names(node):
    names = []
    while node is not None and len(names) < 4:
        node = node.get_parent()
        if node is not None:
            names.append(f"{node.get_role_name()}“{node.get_name() or ''}”")
    return " in ".join(names)


def check_names(desk, screen):
    time.sleep(0.8)
    bad, n_named = desk.wait(lambda: unnamed(desk), 20, screen)
    check(not bad and n_named > 0, f"every control of {screen} has a name ({n_named}) {bad[:5]}")


def park_and_resume(desk, shop):
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    desk.wait(lambda: shop.sql("select count(*) from hrt.till_ticket_line") == "1", 20, "the line in the database")
    time.sleep(0.5)
    desk.key("F6")
    desk.expect_gone("Remove Senar Elixir", 20)
    check(shop.sql("select state from hrt.till_ticket") == "parked", "F6 parks the ticket")
    time.sleep(0.5)
    desk.key("F7")
    desk.expect("Parked tickets", seconds=20)
    check_names(desk, "the parked tickets")
    desk.key("Return")
    desk.expect("Remove Senar Elixir", seconds=20)
    check(True, "F7 and Enter take it up again")


def oversell(desk, shop):
    shop.sql("select hrt.adjust_stock(gen_random_uuid(), s.id, v.id, l.id, -50, 'count', '')"
             " from hrt.variant v, hrt.location l, hrt.staff s limit 1")
    desk.key("F9")
    desk.expect("Paid: Finish the Sale", seconds=20)
    time.sleep(0.8)
    check_names(desk, "the payment")
    desk.key("Return")
    desk.expect("The books have too few", seconds=20)
    check_names(desk, "the question about goods the books do not have")
    desk.type("dipajang di etalase", 40)
    desk.key("Return")
    desk.wait(lambda: receipt_text(desk), 20, "the receipt")
    check(shop.sql("select on_hand from hrt.stock_level where on_hand < 0") == "-1", "sold with a reason; the books show it")
    check("etalase" in shop.sql("select string_agg(note || reason::text, ' ') from hrt.stock_movement"), "the reason is kept")
    check_names(desk, "the receipt")


def screens(desk):
    desk.key("ctrl+2")
    desk.expect("Senar Elixir", seconds=20, exact=False)
    check_names(desk, "the products")
    desk.key("ctrl+3")
    check_names(desk, "the orders")
    desk.key("ctrl+comma")
    desk.expect("Back Up Now", seconds=20)
    check_names(desk, "the preferences")
    desk.key("Escape")
    time.sleep(0.5)
    desk.key("ctrl+1")


def close_with_difference(desk, shop):
    desk.key("F2")
    time.sleep(0.5)
    desk.press("Till and shift")
    desk.press("Close Shift…")
    desk.expect("Amount in rupiah", seconds=20)
    check_names(desk, "the count of the drawer")
    desk.type("184500", 40)
    desk.key("Return")
    desk.expect("The shift is closed", seconds=20)
    check(shop.sql("select counted_cash - expected_cash from hrt.till_shift") == "-500", "the difference is in the books")
    desk.key("Return")
    desk.expect("Open the Shift", seconds=20)
    check(True, "the till is closed")


def main():
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin)
    try:
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            process = desk.start([str(program), "--data-dir", str(shop.data)], HRT_TEST_CHEAP_HASH="1")
            desk.expect("Who is at the counter?", seconds=60)
            check_names(desk, "the sign-in")
            sign_in(desk, PASSWORD)
            open_shift(desk)
            check_names(desk, "the till")
            park_and_resume(desk, shop)
            oversell(desk, shop)
            screens(desk)
            close_with_difference(desk, shop)
            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
            quit_program(desk, process)
    finally:
        shop.remove()


if __name__ == "__main__":
    main()
