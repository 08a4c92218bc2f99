#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen of the desktop program, for whoever judges how it looks and for the guides.

pictures.py PROGRAM FOLDER    makes FOLDER/<screen>-<language>-<light|dark>-<size>.png

The shop is the sample shop, made once; then the program is started for each language, theme and size. Nothing is asserted:
the journey does that.
"""
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from journey import PIN, assistant, find_code  # noqa: E402
from session import Session  # noqa: E402

LOOKS = [("id", "light", "1280x800"), ("en", "dark", "1280x800"), ("id", "dark", "1600x1000"), ("id", "light", "480x800")]


def end(desk, process):
    process.send_signal(signal.SIGTERM)
    process.wait(60)


def sign_in_by_keys(desk):
    """The same in any language: the owner among the people, then the PIN."""
    time.sleep(4)
    desk.key("Right", "Right")  # the third of the sample shop's people by name
    desk.key("space")
    time.sleep(1.5)
    desk.type(PIN, 30)
    desk.key("Return")
    time.sleep(4)


class Camera:
    def __init__(self, desk, folder, language, theme, size):
        self.desk = desk
        self.ending = f"-{language}-{theme}-{size}.png"
        self.folder = folder

    def shoot(self, name, seconds=1.2):
        time.sleep(seconds)
        self.desk.shot(self.folder / (name + self.ending))
        print(name + self.ending, flush=True)


def walk(desk, camera, code):
    """Every screen, by keys alone."""
    camera.shoot("sign-in", 4)
    sign_in_by_keys(desk)
    camera.shoot("till-closed")
    desk.key("Return")
    time.sleep(1)
    desk.type("500000", 20)
    camera.shoot("open-shift")
    desk.key("Return")
    camera.shoot("till-empty", 3)
    desk.type("gitar", 60)
    camera.shoot("till-search", 3)
    desk.key("Escape")
    desk.scan(code)
    desk.scan(code)
    camera.shoot("till-ticket", 2)
    desk.key("F9")
    camera.shoot("tender", 2)
    desk.key("Return")
    camera.shoot("receipt", 3)
    desk.key("ctrl+2")
    camera.shoot("products", 4)
    desk.key("Tab", "Tab", "Tab", "Tab", "Tab", "Return")
    camera.shoot("product", 3)
    desk.key("Escape")
    desk.key("ctrl+3")
    camera.shoot("orders", 3)
    desk.key("ctrl+comma")
    camera.shoot("preferences", 3)
    desk.key("Escape")
    desk.key("ctrl+question")
    camera.shoot("shortcuts", 2)
    desk.key("Escape")


def set_up(program, data):
    with Session("1280x800", "en") as desk:
        process = desk.start([str(program), "--data-dir", data])
        assistant(desk)
        end(desk, process)
    while (Path(data) / "cluster" / "postmaster.pid").exists():  # the database ends after its last program
        time.sleep(0.2)


def main():
    program, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="hrt-pictures-"))
    home.chmod(0o755)
    code = find_code(program.parent.parent)
    try:
        set_up(program, str(home / "shop"))
        for number, (language, theme, size) in enumerate(LOOKS):
            data = home / f"shop-{number}"
            subprocess.run(["cp", "-a", str(home / "shop"), str(data)], check=True)
            with Session(size, language) as desk:
                process = desk.start([str(program), "--data-dir", str(data)], LANGUAGE=language,
                                     ADW_DEBUG_COLOR_SCHEME=f"prefer-{theme}")
                walk(desk, Camera(desk, folder, language, theme, size), code)
                end(desk, process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
