#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people of the shop in the preferences, by keys alone: somebody is added, refused in words, signs in, is changed, and
shut out while selling; nobody ends their own account.

people.py PROGRAM ADMIN            exits 0 when all of it works
"""
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import CODE, PASSWORD, find_containing, open_shift, program_of_a_shop  # noqa: E402
from journey import check, sign_in  # noqa: E402
from shop import tab_to  # noqa: E402
from tree import State  # noqa: E402

GOOD = "kecapi suling degung"
NAMESAKE = "Somebody here has this name already. Add something that tells the two apart."
TAKEN = "Somebody has this sign-in name already. Please choose another one."
COMMON = "Too easy to guess: it is a common password, or made of the person's or the shop's own name."
BAD_PIN = "4 to 8 digits, not all alike and not in a row like 1234."
OWN = "This is your own account: only another owner can change its role or end it, so that you cannot shut yourself out."
DEWI = "select name || '; ' || role || '; ' || active || '; ' || has_pin from hrt.staff_listed where login = 'dewi'"


def open_people(desk):
    desk.key("ctrl+comma")
    desk.expect("Back Up Now", seconds=20)
    desk.press("People")
    desk.expect("Add a person", seconds=10)
    time.sleep(0.8)


def close_preferences(desk):
    desk.expect_gone("Sign-in name", 10)
    time.sleep(1)
    for _ in range(3):  # until the keyboard is in this window again, it goes nowhere
        if desk.find("This Machine"):
            desk.key("Escape")
            time.sleep(1.5)
    desk.expect_gone("This Machine", 10)


def write(desk, field, text):
    tab_to(desk, field)
    desk.key("ctrl+a", "BackSpace")
    desk.type(text, 30)
    time.sleep(0.2)


def read(desk, field):
    return next(node.text() for node in desk.find_all(field, "text"))


def open_person(desk, row):
    desk.expect(row, seconds=15)
    time.sleep(0.5)
    tab_to(desk, row)
    desk.key("Return")
    desk.expect("Sign-in name", seconds=10)
    time.sleep(0.8)


def add_cashier(desk, shop):
    find_containing(desk, "Only you have an account so far.")
    tab_to(desk, "Add a person")
    desk.key("Return")
    desk.expect("Sign-in name", seconds=10)
    time.sleep(0.8)
    desk.type("Dewi Lestari", 30)
    desk.wait(lambda: read(desk, "Sign-in name") == "dewi.lestari", 10, "the proposed login")
    write(desk, "Sign-in name", "sari")
    desk.expect(TAKEN, seconds=10)
    check(True, "a login that is taken is told while it is typed")
    write(desk, "Password", "password123")
    desk.key("Return")
    desk.expect(COMMON, seconds=10)
    check(shop.sql("select count(*) from hrt.staff") == "1", "a common password is refused in words")
    write(desk, "Password", "DewiLestari2024!")
    desk.key("Return")
    desk.expect(COMMON, seconds=10)
    check(shop.sql("select count(*) from hrt.staff") == "1", "so are one's own name and a year")
    write(desk, "Password", GOOD)
    write(desk, "PIN for the till, 4 to 8 digits", "1234")
    desk.key("Return")
    desk.expect(BAD_PIN, seconds=10)
    check(True, "so is a PIN that everybody tries first")
    write(desk, "PIN for the till, 4 to 8 digits", "2580")
    desk.key("Return")
    desk.expect(TAKEN, seconds=15)
    kept = [read(desk, field) for field in ("Name", "Sign-in name")]
    check(kept == ["Dewi Lestari", "sari"], f"a taken login is refused in words, and what was typed is there {kept}")
    time.sleep(0.3)
    desk.key("ctrl+a")  # the keyboard is in the field that was refused
    desk.type("dewi", 30)
    desk.key("Return")
    desk.wait(lambda: shop.sql(DEWI) == "Dewi Lestari; cashier; true; true", 20, "the account")
    desk.expect("Dewi Lestari, Cashier, dewi", seconds=10)
    check(not desk.find("Only you have an account so far.", exact=False), "with password and PIN as typed she is added and listed")


def choose_person(desk, spoken):
    """On the sign-in page, with more than one of them."""
    desk.expect("Who is at the counter?", seconds=60)
    desk.expect(spoken, seconds=20)
    time.sleep(0.5)
    tab_to(desk, spoken, 6)
    desk.key("space")
    find_containing(desk, "PIN or password of")
    time.sleep(0.6)


def work_as_cashier(desk):
    close_preferences(desk)
    desk.key("ctrl+l")
    choose_person(desk, "Dewi Lestari, Cashier")
    desk.type("2580", 50)
    desk.key("Return")
    desk.expect("Scan or search", seconds=30)
    check(True, "the sign-in page has her at once, and her PIN signs her in")
    open_shift(desk)
    desk.key("ctrl+comma")
    desk.expect("Appearance", seconds=20)
    time.sleep(0.5)
    check(not desk.find("People") and not desk.find("Back Up Now"), "a cashier sees nothing of the owner's preferences")
    desk.key("Escape")
    desk.expect_gone("Appearance", 10)
    time.sleep(0.5)


def shut_out(desk, shop):
    """Another machine disables her while she sells; first without the hint, as if it were lost."""
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    staff_id = shop.sql("select id from hrt.staff where login = 'dewi'")
    shop.sql(f"select hrt.disable_staff({staff_id}, (select id from hrt.staff where login = 'sari'))")
    desk.scan(CODE)
    find_containing(desk, "You are not allowed to do this.")
    check(shop.sql("select sum(quantity) from hrt.till_ticket_line") == "1", "the database lets her sell nothing any more")
    shop.sql(f"notify hrt_people, '{staff_id}'")
    desk.expect("Who is at the counter?", seconds=20)
    find_containing(desk, "This account may no longer be used.")
    desk.expect_gone("Dewi Lestari, Cashier", 10)
    check(shop.sql("select state from hrt.till_ticket") == "parked", "the screen is locked; her ticket is parked for the others")


def another_role(desk, shop):
    """Another machine makes her staff, and a cashier again; each time the screen is asked anew."""
    time.sleep(0.5)
    by = "(select id from hrt.staff where login = 'sari')"
    staff_id = shop.sql("select id from hrt.staff where login = 'dewi'")
    desk.key("ctrl+comma")
    desk.expect("Appearance", seconds=20)
    shop.sql(f"select hrt.set_staff({staff_id}, null, 'staff', null, {by}, null)")
    shop.sql(f"notify hrt_people, '{staff_id}'")
    find_containing(desk, "changed the role of this account.")
    check(not desk.find("Appearance"), "another role, and the screen with its windows is locked")
    shop.sql(f"select hrt.set_staff({staff_id}, null, 'cashier', null, {by}, null)")
    shop.sql(f"notify hrt_people, '{staff_id}'")
    choose_person(desk, "Dewi Lestari, Cashier")
    desk.type("2580", 50)
    desk.key("Return")
    desk.expect("Scan or search", seconds=30)


def bring_back(desk, shop):
    time.sleep(0.5)
    sign_in(desk, PASSWORD)
    open_people(desk)
    open_person(desk, "Dewi Lestari, Cashier, dewi; no longer here")
    tab_to(desk, "Works here")
    desk.key("space")
    tab_to(desk, "Remove the PIN")
    desk.key("space")
    write(desk, "Name", "Dewi L.")
    desk.key("Return")
    desk.wait(lambda: shop.sql(DEWI) == "Dewi L.; cashier; true; false", 20, "the changed account")
    desk.expect("Dewi L., Cashier, dewi", seconds=10)
    check(True, "name, PIN and whether she works here are changed")


def namesake(desk, shop):
    open_person(desk, "Dewi L., Cashier, dewi")
    write(desk, "Name", "ibu sari")
    desk.key("Return")
    desk.expect(NAMESAKE, seconds=15)
    check(shop.sql(DEWI) == "Dewi L.; cashier; true; false", "a name that somebody else has is refused in words")
    desk.key("Escape")
    desk.expect_gone("Sign-in name", 10)
    time.sleep(0.8)


def conflict(desk, shop):
    open_person(desk, "Dewi L., Cashier, dewi")
    shop.sql("select hrt.set_staff((select id from hrt.staff where login = 'dewi'), 'Dewi Lestari S.', null, null,"
             " (select id from hrt.staff where login = 'sari'), null)")
    tab_to(desk, "Works here")
    desk.key("space")
    write(desk, "Name", "Dewi Kecil")
    desk.key("Return")
    find_containing(desk, "Somebody else has changed this account meanwhile.")
    check(shop.sql(DEWI) == "Dewi Lestari S.; cashier; true; false" and read(desk, "Name") == "Dewi Kecil",
          "what somebody else saved is not overwritten unseen, and what was typed is there")
    tab_to(desk, "Save Mine")
    desk.key("Return")
    desk.wait(lambda: shop.sql(DEWI) == "Dewi Kecil; cashier; false; false", 20, "the disabled account")
    desk.expect("Dewi Kecil, Cashier, dewi; no longer here", seconds=10)
    check(True, "who insists saves; she is disabled")


def own_account(desk, shop):
    open_person(desk, "Ibu Sari, Owner, sari; this is you")
    desk.expect(OWN, seconds=10)
    roles = [node for name in ("Cashier", "Staff", "Owner") for node in desk.find_all(name)
             if node.role in ("radio button", "check box")]
    check(len(roles) == 3 and not any(node.has(State.SENSITIVE) for node in roles)
          and not desk.find("Works here"), "the last owner cannot demote or disable their own account, and reads why")
    write(desk, "Password", "degung suling kecapi")
    desk.key("Return")
    desk.expect_gone("Sign-in name", 20)
    check(shop.sql("select role || ' ' || active from hrt.staff where login = 'sari'") == "admin true", "an own password is set")
    close_preferences(desk)
    desk.key("ctrl+l")
    sign_in(desk, "degung suling kecapi")
    check(True, "and signs in")


def main():
    with program_of_a_shop() as (desk, shop, _):
        sign_in(desk, PASSWORD)
        open_people(desk)
        add_cashier(desk, shop)
        work_as_cashier(desk)
        another_role(desk, shop)
        shut_out(desk, shop)
        bring_back(desk, shop)
        namesake(desk, shop)
        conflict(desk, shop)
        own_account(desk, shop)


if __name__ == "__main__":
    main()
