# SPDX-License-Identifier: GPL-3.0-or-later
"""A Windows of our own for a test: Wine in a fresh folder, on a display that nobody sees."""
import configparser
import os
import struct
import subprocess
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parent / "test"
COMPILER = ["x86_64-w64-mingw32-gcc-posix", "-std=gnu11", "-O2", "-Wall", "-D_WIN32_WINNT=0x0A00", "-DUNICODE"]


def compile_reader(reader):
    """With a manifest like the program's: Wine's key is made of the user's name in the program's own code page."""
    resource, script = reader.with_suffix(".o"), reader.with_suffix(".rc")
    script.write_text(f'1 24 "{TESTS.parent / "postgres.manifest"}"\n', encoding="utf-8")
    subprocess.run(["x86_64-w64-mingw32-windres", "-o", resource, script], check=True)
    subprocess.run([*COMPILER, "-o", reader, TESTS / "read-secrets.c", resource, "-lcrypt32"], check=True)


def font_settings():
    """Wine's message font is missing in its DirectWrite, and Pango then draws boxes: a font of the host is named."""
    font = struct.pack("<iiiii8B", -12, 0, 0, 0, 400, 0, 0, 0, 1, 0, 0, 0, 0)
    font += "DejaVu Sans".encode("utf-16le").ljust(64, b"\0")
    value = ",".join(f"{byte:02x}" for byte in font)
    names = ("Message", "Menu", "Status", "Caption", "SmCaption", "Icon")
    return ("REGEDIT4\r\n\r\n[HKEY_CURRENT_USER\\Control Panel\\Desktop\\WindowMetrics]\r\n" +
            "".join(f'"{name}Font"=hex:{value}\r\n' for name in names))


class Wine:
    """Every call gets no input and writes into a file: a server that inherits a pipe keeps its reader waiting.

    @user is who works there. Wine takes the name from the list of this machine's users: ours has that name in it, and
    only our programs see it."""

    def __init__(self, folder, size="1280x900", user="Jürgen Groß"):
        self.folder = Path(folder)
        self.opened = b"", ""  # the file of passwords, sealed and open
        self.folder.mkdir(parents=True, exist_ok=True)
        home = self.folder / "home"
        (home / "Documents").mkdir(parents=True, exist_ok=True)
        users = self.folder / "passwd"
        users.write_text(f"{user}:x:{os.getuid()}:{os.getgid()}::{home}:/bin/sh\n", encoding="utf-8")
        self.enter = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", str(users), "/etc/passwd"]
        self.prefix = self.folder / "prefix"
        self.log = (self.folder / "wine.log").open("ab")
        display = f":{100 + os.getpid() % 800}"
        self.display = subprocess.Popen(["Xvfb", display, "-screen", "0", size + "x24"], stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log)
        self.env = {**os.environ, "WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "DISPLAY": display,
                    "WINEDEBUG": os.environ.get("WINEDEBUG", "-all"), "WINEDLLOVERRIDES": "mscoree,mshtml=",
                    "HOME": str(home), "LC_ALL": "C.UTF-8"}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE"):
            self.env.pop(name, None)
        time.sleep(2)
        self.manager = subprocess.Popen(["openbox"], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log)
        self.run("wineboot", "-i", seconds=600)
        registry = self.prefix / "drive_c/font.reg"
        registry.write_text(font_settings(), newline="", encoding="ascii")
        self.run("regedit", "/S", "C:\\font.reg")

    def installed(self):
        """What "Apps" shows. Windows keeps it with the user, Wine with the machine."""
        key = "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall"
        return "".join(self.output_of("reg", "query", f"{root}\\{key}", "/s")[1] for root in ("HKCU", "HKLM"))

    def run(self, *command, seconds=300):
        """Runs a Windows program to its end; gives its exit code, None when it took too long."""
        try:
            return subprocess.run([*self.enter, "wine", *command], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
                                  stderr=self.log, timeout=seconds, check=False).returncode
        except subprocess.TimeoutExpired:
            return None

    def output_of(self, *command, seconds=300, given=b""):
        out = self.folder / "output.txt"
        with out.open("wb") as file:
            code = subprocess.run([*self.enter, "wine", *command], env=self.env, input=given, stdout=file,
                                  stderr=self.log, timeout=seconds, check=False).returncode
        return code, out.read_text(encoding="utf-8", errors="replace")

    def start(self, *command):
        return subprocess.Popen([*self.enter, "wine", *command], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log,
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

    def database_port(self):
        return int((self.data / "cluster.state").read_text())

    def is_sealed(self):
        """Whether the file of the database's passwords tells nothing to whoever copies it."""
        text = (self.data / "secrets").read_bytes()
        return text.startswith(b"dpapi:") and b"passwords" not in text and b"hrt_owner" not in text

    def secrets(self):
        """The passwords, as only a program of this user in this Windows can read them."""
        text = (self.data / "secrets").read_bytes()
        if self.is_sealed() and self.opened[0] != text:
            reader = self.folder / "read-secrets.exe"
            if not reader.exists():
                compile_reader(reader)
            self.opened = text, self.output_of(str(reader), given=text)[1]
        parser = configparser.ConfigParser()
        parser.read_string(self.opened[1] if self.is_sealed() else text.decode())
        return parser["passwords"]

    def psql(self, sql):
        """Asks the shop's database from outside, with the password from the shop's own file."""
        try:
            password = self.secrets()["hrt_owner"]
        except (OSError, KeyError):  # not made yet
            return None
        done = subprocess.run(
            ["psql", "-XAtq", "-h", "127.0.0.1", "-p", str(self.database_port()),
             "-U", "hrt_owner", "-d", "hurtrock", "-c", sql],
            env={**os.environ, "PGPASSWORD": password, "PGCONNECT_TIMEOUT": "5"},
            capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True,
                              check=False).stdout.strip()

    def geometry_of(self, window):
        text = self.xdotool("getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in text.split("\n") if "=" in line)
        return tuple(int(values.get(key, 0)) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def window(self):
        """Number of the program's largest window (menus and tips are windows too), or None."""
        found = self.xdotool("search", "--onlyvisible", "--class", "hurtrock.exe").split()
        return max(found, key=lambda window: self.geometry_of(window)[2] * self.geometry_of(window)[3], default=None)

    def geometry(self):
        return self.geometry_of(self.window() or "0")

    def minimise(self):
        self.xdotool("windowminimize", "--sync", self.window())

    def demands_attention(self):
        """Whether any window of the program does: one that is put away is not a visible one."""
        windows = self.xdotool("search", "--class", "hurtrock.exe").split()
        return any("_NET_WM_STATE_DEMANDS_ATTENTION" in subprocess.run(
            ["xprop", "-id", window, "_NET_WM_STATE"], env=self.env, capture_output=True, text=True, check=False).stdout
            for window in windows)

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
