#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for one test: Xvfb, a private D-Bus without services, accessibility, a window manager.

Used by the journeys as `with Session() as desk:`; by people as

    tests/ui/session.py [--size 1280x800] COMMAND...      run COMMAND on a private desktop
    tests/ui/session.py --shot FILE --after SECS COMMAND  the same, and take a picture of it

Nothing here touches the session of the user who runs it.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tree  # not in every Python: said now, not as something that never came on the screen

# A bus that starts nothing by itself: portals, dconf and keyrings cost a GTK program many seconds.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={dir}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Timeout(AssertionError):
    """Something that should have come on the screen did not."""


class Session:
    def __init__(self, size="1280x800", language=None):
        self.size = size
        self.language = language
        self.processes = []
        self.folder = None
        self.env = None
        self.bus = None

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hrt-ui-"))
        read, write = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp",
                     "-noreset"], pass_fds=(write,), env=os.environ)
        os.close(write)
        with os.fdopen(read) as answer:  # to the end of the line: Xvfb dies of a pipe closed too soon
            display = ":" + answer.readline().strip()
        home = self.folder / "home"
        home.mkdir()
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        self.env = {key: value for key, value in os.environ.items()
                    if not key.startswith(("DBUS_", "XDG_", "AT_SPI", "GTK_", "GDK_", "WAYLAND"))}
        self.env.update({
            "DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime),
            "GDK_BACKEND": "x11", "GTK_A11Y": "atspi", "GSK_RENDERER": "cairo", "GTK_USE_PORTAL": "0",
            "GSETTINGS_BACKEND": "keyfile", "NO_AT_BRIDGE": "0", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        })
        if self.language:
            self.env["LANGUAGE"] = self.language
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(dir=runtime))
        bus = self._spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
                          stdout=subprocess.PIPE)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self._spawn(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
        self._spawn(["openbox", "--sm-disable"])
        self.wait(lambda: self._run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").returncode == 0
                  if shutil.which("xprop") else True, 10, "a window manager")
        time.sleep(0.3)

    def _spawn(self, command, env=None, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        log = open(self.folder / "session.log", "ab")
        process = subprocess.Popen(command, env=env or self.env, stdin=subprocess.DEVNULL, stderr=log,
                                   start_new_session=True, **options)
        self.processes.append(process)
        return process

    def _run(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True)

    def __exit__(self, *_):
        if self.bus:
            self.bus.close()
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(15)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    # --- what tests do ---

    def start(self, command, **extra):
        """Starts the program under test; stopped with the session. Its messages go to `log`."""
        env = dict(self.env, **extra)
        log = open(self.folder / "program.log", "ab")
        process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   start_new_session=True)
        self.processes.append(process)
        return process

    @property
    def log(self):
        path = self.folder / "program.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def wait(self, condition, seconds=10, what="something"):
        """Polls (no event of GTK 4.8 tells of new children); answers what `condition` answered."""
        end = time.monotonic() + seconds
        while True:
            try:
                found = condition()
            except Exception:  # the tree changed under our feet: look again
                found = None
            if found:
                return found
            if time.monotonic() > end:
                desktop = (self.folder / "session.log").read_text(errors="replace")
                if os.environ.get("HRT_UI_SHOT"):  # a file: what the screen shows when a test gives up
                    self.shot(os.environ["HRT_UI_SHOT"])
                raise Timeout(f"waited {seconds} s for {what}\n{desktop[-1500:]}\n{self.log[-3000:]}")
            time.sleep(0.03)

    def tab_to_row(self, presses=8):
        """Tab until a row of a list has the keyboard; False when none gets it."""
        for _ in range(presses):
            if any(node.has(tree.State.FOCUSED) for node in self.find_all(role="list item")):
                return True
            self.key("Tab")
            time.sleep(0.3)
        return False

    def look(self):
        """All that is on the screen at this moment."""
        if self.bus is None:
            self.bus = tree.Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])
        return tree.Look(self.bus)

    def find(self, name, role=None, within=None, exact=True):
        """The first thing on the screen with this accessible name (and role), or None."""
        return next(iter(self.find_all(name, role, within, exact)), None)

    def find_all(self, name=None, role=None, within=None, exact=True):
        return [node for node in self.look().all(within)
                if (name is None or node.name == name or (not exact and name in node.name)) and role in (None, node.role)]

    def expect(self, name, role=None, seconds=10, exact=True):
        return self.wait(lambda: self.find(name, role, exact=exact), seconds, f"“{name}”")

    def expect_shown(self, name, seconds=10):
        """As expect(), for what the tree tells of also while it is on a page that is not shown: then it has no size."""
        return self.wait(lambda: next((node for node in self.find_all(name) if node.width > 0), None), seconds, f"“{name}” shown")

    def expect_gone(self, name, seconds=10, exact=True):
        """What a revealer or a list has let go of is not in the tree any more."""
        self.wait(lambda: not self.find(name, exact=exact), seconds, f"the end of “{name}”")

    def texts(self):
        """Every name and text on the screen: for asserting and for failures."""
        return [node.name for node in self.find_all() if node.name]

    def press(self, name, role=None, seconds=10):
        def can_be_pressed():
            # A dialog has its buttons twice, for narrow and wide windows, and one of them has no size; a menu button gives its
            # name to a box around the button that can be pressed, and a toast's button leaves it to the label within.
            nodes = [node for found in self.find_all(name, role)
                     for node in (found, found.parent, *found.below()) if node is not None]
            able = [node for node in nodes if node.role != "label" and node.can_be_pressed]
            return max(able, key=lambda node: node.width) if able else None

        node = self.wait(can_be_pressed, seconds, f"“{name}” that can be pressed")
        node.press()
        return node

    def key(self, *keys):
        """Presses keys by their X names; counted, so that a test can say how many a sale takes."""
        self.keys_pressed = getattr(self, "keys_pressed", 0) + len(keys)
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], env=self.env, check=True)

    def type(self, text, delay_ms=60):
        subprocess.run(["xdotool", "type", "--delay", str(delay_ms), "--", text], env=self.env, check=True)

    def scan(self, code):
        """A barcode scanner: quick keys and Enter."""
        subprocess.run(["xdotool", "type", "--delay", "4", "--args", "1", code, "key", "Return"], env=self.env, check=True)

    def shot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--language")
    parser.add_argument("--shot")
    parser.add_argument("--after", type=float, default=3)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with Session(options.size, options.language) as desk:
        process = desk.start(options.command)
        if options.shot:
            time.sleep(options.after)
            desk.shot(options.shot)
        else:
            process.wait()
        sys.stderr.write(desk.log)


if __name__ == "__main__":
    main()
