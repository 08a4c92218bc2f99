#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two windows edit one product: the second to save is told, and nothing that was typed is lost.

conflict.py PROGRAM ADMIN            exits 0 when all of it works
"""
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, Shop, quit_program  # noqa: E402
from journey import check  # noqa: E402
from session import Session  # noqa: E402
from tree import State  # noqa: E402

SAVED = "select name || '; ' || description_id from hrt.product"
TOLD = "Somebody else has changed this product meanwhile. Your texts are still here."


class Window:
    """One of several programs on the same desktop: what is asked or pressed within it alone."""

    def __init__(self, desk, process):
        self.desk = desk
        self.process = process

    def tree(self):
        return next(root for root in self.desk.look().programs if root.process_id() == self.process.pid)

    def find(self, name, role=None):
        return self.desk.find(name, role, within=self.tree(), exact=False)

    def expect(self, name, seconds=15):
        return self.desk.wait(lambda: self.find(name), seconds, f"“{name}” in the window of {self.process.pid}")

    def focus(self):
        ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], env=self.desk.env,
                             capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["xdotool", "windowactivate", "--sync", ids[-1]], env=self.desk.env, check=True)
        time.sleep(0.3)

    def press(self, name):
        node = self.desk.wait(lambda: self.desk.find(name, "push button", within=self.tree()), 10, name)
        node.press()

    def has_focus(self, name):
        return any(node.has(State.FOCUSED) for node in self.desk.find_all(name, within=self.tree(), exact=False))

    def write(self, field, text):
        """Over what stands in that field, which the keyboard goes to from the search. What has the focus inside a row with an
        entry is not told to anybody in this version of GTK: the name is one further than the button before it."""
        told = {"Name": "Correct the stock of "}.get(field, field)
        self.focus()
        self.desk.key("ctrl+f", *["Tab"] * {"Name": 12}.get(field, 16))  # most of the way, without asking each time
        for _ in range(12):
            if self.has_focus(told):
                break
            self.desk.key("Tab")
            time.sleep(0.1)
        check(self.has_focus(told), f"the keyboard reaches {field}")
        if told != field:
            self.desk.key("Tab")
        self.desk.key("ctrl+a")
        self.desk.type(text, 30)
        time.sleep(0.3)

    def open_product(self):
        self.focus()
        self.desk.key("ctrl+2")
        self.expect("Senar Elixir")
        time.sleep(0.8)
        self.desk.key("ctrl+f", "Return")  # the first
        self.expect("Description in Indonesian")


def start(desk, command, *more):
    process = desk.start([*command, *more], HRT_TEST_CHEAP_HASH="1")
    window = Window(desk, process)
    desk.wait(lambda: window.find("Who is at the counter?"), 60, "the sign-in")
    desk.wait(lambda: window.find("Ibu Sari, Owner"), 20, "the owner")
    time.sleep(0.5)
    window.focus()
    desk.key("space")  # the only card
    window.expect("PIN or password of Ibu Sari")
    time.sleep(0.6)
    desk.key("ctrl+a")
    desk.type(PASSWORD, 50)
    desk.key("Return")
    window.expect("Scan or search")
    return window


def main():
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin)
    command = [str(program), "--data-dir", str(shop.data)]
    try:
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            first = start(desk, command)
            first.open_product()
            second = start(desk, command, "--new-instance")
            second.open_product()

            second.write("Name", "Senar Elixir Nanoweb")
            first.write("Name", "Senar Elixir 80/20")
            first.press("Save")
            desk.wait(lambda: shop.sql(SAVED).startswith("Senar Elixir 80/20"), 15, "the first one's name")
            time.sleep(1)  # the second window has heard of it
            second.write("Description in Indonesian", "Senar berlapis")
            second.press("Save")
            second.expect(TOLD)
            check(shop.sql(SAVED).startswith("Senar Elixir 80/20"), "the second to save is told, and nothing is overwritten")
            second.press("Save Mine")
            desk.wait(lambda: shop.sql(SAVED) == "Senar Elixir Nanoweb; Senar berlapis", 15, "the second one's texts")
            check(True, "“Save Mine” saves all that was typed, before and after the other saved")
            first.expect("Senar Elixir Nanoweb")
            check(True, "and the first window shows it")

            first.write("Name", "Senar Elixir Polyweb")
            second.write("Name", "Senar Elixir Optiweb")
            second.press("Save")
            desk.wait(lambda: shop.sql(SAVED).startswith("Senar Elixir Optiweb"), 15, "the second one's name")
            first.press("Save")
            first.expect(TOLD)
            first.press("Show Theirs")
            desk.wait(lambda: not first.find(TOLD), 15, "the end of the banner")
            first.expect("Senar Elixir Optiweb")
            first.write("Description in Indonesian", "Senar halus")
            first.press("Save")
            desk.wait(lambda: shop.sql(SAVED) == "Senar Elixir Optiweb; Senar halus", 15, "theirs as the ground to go on from")
            check(True, "“Show Theirs” takes the other's texts, and editing goes on from them")

            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
            for window in (second, first):
                window.focus()
                quit_program(desk, window.process)
    finally:
        shop.remove()


if __name__ == "__main__":
    main()
