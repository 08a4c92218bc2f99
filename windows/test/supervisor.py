#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The supervisor of Windows in Wine, without any library and with a stand-in for PostgreSQL: locks, polite stop, crash.

windows/test/supervisor.py     half a minute; needs mingw-w64 and wine64"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
from wine import COMPILER, Wine  # noqa: E402

SHARING_VIOLATION = 3
failures = []


def check(good, what, detail=""):
    print(f"{'ok  ' if good else 'FAIL'} {what} {detail}".rstrip(), flush=True)
    if not good:
        failures.append(what)


def compile_all(bin_dir):
    bin_dir.mkdir(parents=True)
    for out, source, flags in (("postgres.exe", HERE / "stand-in-postgres.c", []),
                               ("hold-file.exe", HERE / "hold-file.c", []),
                               ("hurtrock-pg-supervisor.exe", TOP / "model/pg/hrt-pg-supervisor-win32.c",
                                ["-municode", "-mwindows"])):
        subprocess.run([*COMPILER, "-o", bin_dir / out, source, *flags], check=True)


def seconds_until(test, limit):
    begun = time.monotonic()
    while time.monotonic() - begun < limit:
        if test():
            return round(time.monotonic() - begun, 1)
        time.sleep(0.1)
    return None


class Shop:
    """A data folder with a blank in its path, and who works in it."""

    def __init__(self, wine):
        self.wine = wine
        self.folder = wine.prefix / "drive_c/Data of the shop"
        self.folder.mkdir(exist_ok=True)
        self.bin = wine.prefix / "drive_c/bin"
        self.log = self.folder / "start.log"

    def path(self, name):
        return "C:\\Data of the shop\\" + name

    def can_have(self, lock, how):
        return self.wine.run("C:\\bin\\hold-file.exe", self.path(lock), how, "0") != SHARING_VIOLATION

    def open(self):
        self.wine.start("C:\\bin\\hold-file.exe", self.path("users.lock"), "shared", "600")
        time.sleep(2)
        self.wine.start("C:\\bin\\hurtrock-pg-supervisor.exe", "serve", "0", "0", self.path("users.lock"),
                        self.path("start.log"), "--", "C:\\bin\\postgres.exe", "-D", self.path("cluster"), "last \"word\"")
        return seconds_until(lambda: self.log.exists() and "up," in self.log.read_text(), 60)

    def living(self, *names):
        return self.wine.processes(*names)

    def kill(self, name):
        for number in self.living(name):
            os.kill(number, signal.SIGKILL)


def check_serving(shop):
    check(shop.open() is not None, "the server is up")
    text = shop.log.read_text()
    check("PGDATA is unset" in text, "the user's PGDATA does not reach it")
    check("4 words" in text and 'last "word"' in text, "quotes and blanks arrive as they were", text.strip())
    check(not shop.can_have("server.lock", "shared"), "server.lock is held")
    check(shop.can_have("users.lock", "shared") and not shop.can_have("users.lock", "exclusive"),
          "a second user can join")


def check_last_user(shop):
    shop.kill("hold-file.exe")
    seconds = seconds_until(lambda: not shop.living("hurtrock-pg-supervisor.exe"), 30)
    check(seconds is not None and seconds <= 5, "the last user was killed: the supervisor ends", f"after {seconds} s")
    check("stopped as asked" in shop.log.read_text(), "the server was stopped in good order")
    seconds = seconds_until(lambda: not shop.living("postgres.exe"), 30)
    check(seconds is not None and seconds <= 5, "its child is gone too", f"after {seconds} s")
    check(shop.can_have("server.lock", "exclusive"), "server.lock is free")


def check_crash(shop):
    shop.log.unlink()
    check(shop.open() is not None, "the server is up again")
    shop.kill("hurtrock-pg-supervisor.exe")
    seconds = seconds_until(lambda: not shop.living("postgres.exe"), 30)
    check(seconds is not None and seconds <= 5, "the supervisor was killed: server and child die", f"after {seconds} s")
    check(shop.can_have("server.lock", "exclusive"), "server.lock is free after that")


def check_run(shop):
    code = shop.wine.run("C:\\bin\\hurtrock-pg-supervisor.exe", "run", "0", "0", "--", "C:\\bin\\hold-file.exe",
                         shop.path("users.lock"), "exclusive", "0")
    check(code == SHARING_VIOLATION, "run gives the program's own exit code", f"{code}")


def main():
    folder = Path(tempfile.mkdtemp(prefix="hurtrock-wine-"))
    wine = Wine(folder)
    try:
        compile_all(wine.prefix / "drive_c/bin")
        wine.env["PGDATA"] = "C:\\somewhere"
        shop = Shop(wine)
        check_serving(shop)
        check_run(shop)
        check_last_user(shop)
        check_crash(shop)
    finally:
        wine.close()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(failures)} failed" if failures else "all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
