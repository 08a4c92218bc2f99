#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen of the desktop program, for whoever judges how it looks and for the guides.

pictures.py PROGRAM FOLDER [--language id,en] [--theme light,dark] [--size 1280x800,360x640] [--walk till,products]

makes FOLDER/<screen>-<language>-<light|dark>-<size>.png for all combinations; the words on the screen come from the same
translations as the program's. The shop is the sample shop, made once; --shop DIR keeps it for the next time. Nothing is
asserted: the journeys do that.
"""
import argparse
import gettext
import itertools
import multiprocessing
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import free_port  # noqa: E402
from journey import PASSWORD, PIN, assistant, find_code  # noqa: E402
from session import Session, Timeout  # noqa: E402
from shop import tab_to  # noqa: E402

GOOD_LIST = "sku,product,category,price,stock,barcodes\nBARU-1,Senar Elixir,Senar,185000,50,8991234567890\n"
BAD_LIST = GOOD_LIST + "BARU-2,Kapo Dunlop,Kapo,murah,3,\nBARU-3,,Kapo,45000,1,\n"


class Camera:
    """Takes the pictures of one combination, and knows the program's words in its language."""

    def __init__(self, desk, folder, program, look):
        self.desk = desk
        self.language, self.theme, self.size = look
        self.ending = "-" + "-".join(look) + ".png"
        self.folder = folder
        words = gettext.translation("hurtrock", program.parent.parent / "po", [self.language], fallback=True)
        self.say, self.say_of = words.gettext, words.pgettext

    def shoot(self, name, seconds=0.9):
        time.sleep(seconds)
        self.desk.shot(self.folder / (name + self.ending))
        print(name + self.ending, flush=True)

    def press(self, text):
        self.desk.press(self.say(text).replace("_", ""))
        time.sleep(0.6)

    def expect(self, text, seconds=20):
        self.desk.expect(self.say(text), seconds=seconds)
        time.sleep(0.4)


def sign_in(desk, camera):
    """The same in any language: the owner among the people, then the PIN."""
    camera.expect("Who is at the counter?", 60)
    time.sleep(1)
    roles = tuple(camera.say_of("role", role) for role in ("Owner", "Staff", "Cashier"))
    names = [node.name for node in desk.find_all() if node.name.endswith(roles) and ", " in node.name]
    owner = names.index("Ibu Sari, " + roles[0])
    desk.key(*["Right"] * owner, "space")
    time.sleep(0.8)
    camera.shoot("sign-in-secret", 0.5)
    desk.type("1111", 60)
    desk.key("Return")
    camera.shoot("sign-in-wrong", 1.5)
    time.sleep(1)
    desk.key("ctrl+a")
    desk.type(PIN, 60)
    desk.key("Return")
    camera.expect("Scan or search", 30)
    time.sleep(1)


def open_shift(desk, camera):
    if desk.find(camera.say("Take Payment")) and not desk.find(camera.say("The till is closed")):
        return
    camera.shoot("till-closed")
    desk.key("Return")
    camera.expect("Amount in rupiah")
    desk.type("500000", 70)
    camera.shoot("open-shift")
    desk.key("Return")
    time.sleep(2)


def walk_till(desk, camera, code):
    open_shift(desk, camera)
    camera.shoot("till-empty", 1)
    desk.type("gitar", 70)
    camera.shoot("till-search", 2)
    desk.key("Down", "Down")
    camera.shoot("till-search-focus")
    desk.key("Escape")
    desk.type("xqzw", 70)
    camera.shoot("till-nothing", 2)
    desk.key("Escape")
    for goods in (code, code):
        desk.scan(goods)
        time.sleep(0.5)
    for words in ("gitar akustik", "senar", "drum"):
        desk.type(words, 70)
        time.sleep(1)
        desk.key("Return")
        time.sleep(1)
        if not desk.find(camera.say("Scan or search")).text():
            continue
        desk.key("Return")  # of several kinds, the first
        time.sleep(0.5)
    camera.shoot("till-ticket", 1.5)
    desk.key("Delete")
    camera.shoot("till-removed", 0.7)
    desk.key("ctrl+z")
    time.sleep(1)
    desk.key("F9")
    camera.shoot("tender", 1.5)
    desk.type("9000", 90)
    camera.shoot("tender-short", 0.6)
    desk.key("ctrl+a", "BackSpace")
    desk.type("90000000", 90)
    camera.shoot("tender-change", 0.6)
    desk.key("Return")
    camera.shoot("receipt", 3)
    desk.key("Escape")
    desk.scan(code)
    time.sleep(1)
    desk.key("F6")
    camera.shoot("till-parked", 1)
    desk.key("F7")
    camera.shoot("parked-tickets", 1)
    desk.key("Return")
    time.sleep(1)
    camera.press("Till and shift")
    camera.shoot("till-menu")
    desk.key("Escape")
    desk.key("F8")
    camera.shoot("till-toast", 0.5)
    camera.press("Till and shift")
    camera.press("_Close Shift…")
    desk.type("400000", 70)
    camera.shoot("close-shift")
    desk.key("Return")
    camera.shoot("shift-closed", 1.5)
    desk.key("Return")
    time.sleep(0.5)


def choose_file(desk, path):
    """The program's own file dialog: a path that begins with a slash is typed into it."""
    time.sleep(1)
    desk.type("/", 60)
    time.sleep(0.6)
    desk.key("ctrl+a")
    desk.type(str(path), 8)
    time.sleep(0.6)
    desk.key("Return")
    time.sleep(1.5)


def walk_products(desk, camera, _code):
    desk.key("ctrl+2")
    camera.shoot("products", 2.5)
    camera.press("As pictures")
    camera.shoot("products-grid", 1.5)
    camera.press("As a list")
    desk.key("ctrl+f")
    desk.type("xqzw", 60)
    camera.shoot("products-nothing", 1.5)
    desk.key("Escape")
    desk.type("stratocaster", 60)
    time.sleep(1.5)
    desk.key("Return")
    camera.shoot("product", 2.5)
    desk.find(camera.say("Name"), role="text").insert(0, "X")
    camera.shoot("product-edited", 0.8)
    camera.press("Discard")
    nodes = [node for node in desk.find_all(exact=False, name=camera.say("Correct the stock of %s").replace("%s", ""))]
    nodes[0].press()
    camera.shoot("stock", 1)
    desk.key("Escape")
    desk.key("Escape")
    time.sleep(0.5)
    if desk.find(camera.say("Back")):  # only where the two sides do not fit beside each other
        press_if_possible(desk, camera.say("Back"))
    camera.press("New product")
    camera.shoot("new-product")
    desk.key("Escape")
    for name, text in (("import-bad", BAD_LIST), ("import", GOOD_LIST)):
        path = desk.folder / f"{name}.csv"
        path.write_text(text)
        time.sleep(0.5)
        camera.press("Import a CSV file")
        choose_file(desk, path)
        camera.shoot(name, 1)
        desk.key("Escape")


def press_if_possible(desk, name):
    try:
        desk.press(name, seconds=1)
    except Timeout:
        pass


def walk_orders(desk, camera, _code):
    desk.key("ctrl+3")
    camera.shoot("orders", 2.5)
    desk.tab_to_row()
    camera.shoot("orders-focus")
    desk.key("Return")
    camera.shoot("order", 2)


def walk_windows(desk, camera, _code):
    desk.key("ctrl+1")
    desk.key("ctrl+comma")
    camera.shoot("preferences", 1.5)
    desk.key("Escape")
    time.sleep(0.5)
    desk.key("ctrl+question")
    camera.shoot("shortcuts", 1.5)
    desk.key("Escape")
    time.sleep(0.5)
    desk.key("F10")
    camera.shoot("menu", 1)
    desk.key("Escape")
    press_if_possible(desk, camera.say("Places"))
    camera.shoot("rail", 1)
    press_if_possible(desk, camera.say("Places"))


def open_person(desk, name):
    """By its row, wherever that is in the list."""
    tab_to(desk, next(node.name for node in desk.find_all(name + ", ", exact=False, role="list item")))
    desk.key("Return")


def walk_people(desk, camera, _code):
    desk.key("ctrl+1")
    desk.key("ctrl+comma")
    time.sleep(1)
    desk.press(camera.say_of("page of the preferences", "People"))
    camera.shoot("people", 1.5)
    camera.press("Add a person")
    camera.shoot("person-new", 1)
    desk.type("Dewi Lestari\t\t", 30)
    camera.shoot("person-role", 0.6)
    camera.press("Add")
    camera.shoot("person-refused", 1)
    desk.key("Escape")
    time.sleep(0.8)
    open_person(desk, "Bayu Nugraha")
    camera.shoot("person", 1.2)
    tab_to(desk, camera.say("Works here"))
    desk.key("space")
    camera.shoot("person-end", 0.6)
    camera.press("Save")
    camera.shoot("people-gone", 1.5)
    open_person(desk, "Ibu Sari")
    camera.shoot("person-own", 1.2)
    desk.key("Escape")
    time.sleep(0.8)
    desk.key("Escape")
    time.sleep(0.5)


def walk_first(desk, camera, program, folder):
    """The assistant, which has a shop of its own that is never made, and a start that fails."""
    process = desk.start([str(program), "--data-dir", str(folder / "never")], **camera_env(camera))
    for step in (1, 2, 3, 4):
        desk.expect(camera.say("Step %u of %u") % (step, 4), seconds=60)
        time.sleep(0.8)
        if step == 2:
            camera.shoot("assistant-2-empty", 0)
            desk.type("Toko Musik Gema\tJl. Asia Afrika 12\tBandung\t40111", 15)
        if step == 3:
            desk.type("Ibu Sari\t\tpassword123", 15)
            camera.shoot("assistant-3-weak")
            desk.key("ctrl+a")
            desk.type(f"{PASSWORD}\t\t{PIN}", 15)
        camera.shoot(f"assistant-{step}")
        if step < 4:
            camera.press("Continue")
    end(process)


def walk_failed_start(desk, camera, program, shop):
    (shop / "cluster" / "PG_VERSION").write_text("99\n")
    process = desk.start([str(program), "--data-dir", str(shop)], **camera_env(camera))
    camera.shoot("start-failed", 5)
    end(process)


def camera_env(camera):
    return {"LANGUAGE": camera.language, "ADW_DEBUG_COLOR_SCHEME": f"prefer-{camera.theme}"}


WALKS = {"till": walk_till, "products": walk_products, "orders": walk_orders, "windows": walk_windows, "people": walk_people}


def end(process):
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def wait_for_database(data):
    while (data / "cluster" / "postmaster.pid").exists():  # it ends after its last program
        time.sleep(0.2)


def set_up(program, data):
    with Session("1280x800", "en") as desk:
        process = desk.start([str(program), "--data-dir", str(data)])
        assistant(desk)
        end(process)
    wait_for_database(data)


def take_pictures(program, folder, shop, look, walks):
    language, _theme, size = look
    work = Path(tempfile.mkdtemp(prefix="hrt-pictures-"))
    work.chmod(0o755)
    try:
        with Session(size, language) as desk:
            subprocess.run(["xdotool", "mousemove", "9999", "9999"], env=desk.env, check=True)  # nothing is hovered
            camera = Camera(desk, folder, program, look)
            settings = Path(desk.env["HOME"]) / ".config" / "glib-2.0" / "settings"
            settings.mkdir(parents=True, exist_ok=True)
            (settings / "keyfile").write_text(f"[store/hurtrockmusic/Hurtrock]\nweb-port={free_port()}\nwindow-maximized=true\n")
            if "first" in walks:
                walk_first(desk, camera, program, work)
            data = work / "shop"
            subprocess.run(["cp", "-a", str(shop), str(data)], check=True)
            if set(walks) & set(WALKS):
                process = desk.start([str(program), "--data-dir", str(data)], **camera_env(camera))
                camera.expect("Who is at the counter?", 60)
                camera.shoot("sign-in", 1)
                sign_in(desk, camera)
                for walk in walks:
                    if walk in WALKS:
                        guard(walk, WALKS[walk], desk, camera, find_code(program.parent.parent))
                end(process)
                wait_for_database(data)
            if "first" in walks:
                walk_failed_start(desk, camera, program, data)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def apart(run, *arguments):
    """In a process of its own: the accessibility library keeps to the first desktop it has seen."""
    process = multiprocessing.get_context("fork").Process(target=run, args=arguments)
    process.start()
    process.join()


def guard(name, walk, *arguments):
    """A walk that gets lost does not cost the others their pictures."""
    try:
        walk(*arguments)
    except Exception as problem:  # whatever the tree of widgets answers
        print(f"{name}: lost: {str(problem)[:300]}", flush=True)
        arguments[1].shoot(f"lost-{name}")
        for _ in range(4):
            arguments[0].key("Escape")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda path: Path(path).resolve())
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="id,en")
    parser.add_argument("--theme", default="light,dark")
    parser.add_argument("--size", default="360x640,800x600,1280x800,1920x1080")
    parser.add_argument("--walk", default="first,till,products,orders,windows,people", help="which screens: first, "
                        + ", ".join(WALKS))
    parser.add_argument("--shop", type=lambda path: Path(path).resolve())
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="hrt-pictures-"))
    home.chmod(0o755)
    shop = options.shop or home / "shop"
    try:
        if not shop.exists():
            apart(set_up, options.program, shop)
        for look in itertools.product(options.language.split(","), options.theme.split(","), options.size.split(",")):
            apart(take_pictures, options.program, options.folder, shop, look, options.walk.split(","))
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
