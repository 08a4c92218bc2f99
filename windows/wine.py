# SPDX-License-Identifier: GPL-3.0-or-later
"""A Windows of our own for a test: Wine in a fresh folder, on a display that nobody sees."""
import configparser
import os
import struct
import subprocess
import time
from pathlib import Path


def font_settings():
    """Wine's message font is missing in its DirectWrite, and Pango then draws boxes: a font of the host is named."""
    font = struct.pack("<iiiii8B", -12, 0, 0, 0, 400, 0, 0, 0, 1, 0, 0, 0, 0)
    font += "DejaVu Sans".encode("utf-16le").ljust(64, b"\0")
    value = ",".join(f"{byte:02x}" for byte in font)
    names = ("Message", "Menu", "Status", "Caption", "SmCaption", "Icon")
    return ("REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\Control Panel\\Desktop\\WindowMetrics]\r\n" +
            "".join(f'"{name}Font"=hex:{value}\r\n' for name in names))


class Wine:
    """Every call gets no input and writes into a file: a server that inherits a pipe keeps its reader waiting."""

    def __init__(self, folder, size="1280x900"):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.prefix = self.folder / "prefix"
        self.log = (self.folder / "wine.log").open("ab")
        display = f":{100 + os.getpid() % 800}"
        self.display = subprocess.Popen(["Xvfb", display, "-screen", "0", size + "x24"], stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)
        self.env = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "DISPLAY": display,
                    "WINEDEBUG": os.environ.get("WINEDEBUG", "-all"), "WINEDLLOVERRIDES": "mscoree,mshtml="}
        time.sleep(2)
        self.manager = subprocess.Popen(["openbox"], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log)
        self.run("wineboot", "-i", seconds=600)
        registry = self.prefix / "drive_c/font.reg"
        registry.write_text(font_settings(), newline="", encoding="ascii")
        self.run("regedit", "/S", "C:\\font.reg")

    def run(self, *command, seconds=300):
        """Runs a Windows program to its end; gives its exit code, None when it took too long."""
        try:
            return subprocess.run(["wine", *command], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                  stderr=self.log, timeout=seconds, check=False).returncode
        except subprocess.TimeoutExpired:
            return None

    def output_of(self, *command, seconds=300):
        out = self.folder / "output.txt"
        with out.open("wb") as file:
            code = subprocess.run(["wine", *command], env=self.env, stdin=subprocess.DEVNULL, stdout=file,
                                  stderr=self.log, timeout=seconds, check=False).returncode
        return code, out.read_text(encoding="utf-8", errors="replace")

    def start(self, *command):
        return subprocess.Popen(["wine", *command], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                stderr=self.log)

    @property
    def home(self):
        return next(path for path in (self.prefix / "drive_c/users").iterdir() if path.name != "Public")

    @property
    def programs(self):
        return self.home / "AppData/Local/Programs/Hurtrock"

    @property
    def data(self):
        return self.home / "AppData/Local/hurtrock"

    def processes(self, *names):
        """Linux process numbers of our Windows programs with these names."""
        found = []
        for folder in Path("/proc").iterdir():
            if not folder.name.isdigit():
                continue
            try:
                name = (folder / "cmdline").read_bytes().split(b"\0")[0].decode(errors="replace")
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if f"WINEPREFIX={self.prefix}".encode() in environment and \
                    name.replace("\\", "/").rsplit("/", 1)[-1] in names:
                found.append(int(folder.name))
        return found

    def psql(self, sql):
        """Asks the shop's database from outside, with the password from the shop's own file."""
        secrets = configparser.ConfigParser()
        secrets.read(self.data / "secrets")
        done = subprocess.run(
            ["psql", "-XAtq", "-h", "127.0.0.1", "-p", (self.data / "cluster.state").read_text().strip(),
             "-U", "hrt_owner", "-d", "hurtrock", "-c", sql],
            env={**os.environ, "PGPASSWORD": secrets["passwords"]["hrt_owner"], "PGCONNECT_TIMEOUT": "5"},
            capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True,
                              check=False).stdout.strip()

    def window(self):
        """Number of the program's window, or None."""
        found = self.xdotool("search", "--onlyvisible", "--class", "hurtrock.exe").split("\n")
        return found[-1] or None

    def geometry(self):
        text = self.xdotool("getwindowgeometry", "--shell", self.window() or "0")
        values = dict(line.split("=") for line in text.split("\n") if "=" in line)
        return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def key(self, *names):
        for name in names:
            self.xdotool("key", "--clearmodifiers", name)
            time.sleep(0.2)

    def type(self, text, pause_ms=40):
        self.xdotool("type", "--delay", str(pause_ms), text)

    def click(self, right, bottom):
        """Clicks so many pixels from the right and the bottom of the window."""
        left, top, width, height = self.geometry()
        self.xdotool("mousemove", str(left + width - right), str(top + height - bottom), "click", "1")

    def picture(self, name):
        path = self.folder / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=False)
        return path

    def close(self):
        subprocess.run(["wineserver", "-k"], env=self.env, check=False)
        self.manager.terminate()
        self.display.terminate()
        self.log.close()
