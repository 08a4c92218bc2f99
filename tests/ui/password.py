#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of the owner's own that wants passwords: asked for, refused, remembered in the desktop's keyring, forgotten.

password.py PROGRAM ADMIN            exits 0 when all of it works
"""
import configparser
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, Shop, free_port, page, quit_program, use_port  # noqa: E402
from journey import check  # noqa: E402
from session import Session  # noqa: E402

ASKED = "The database asks for a password"
REFUSED = "The database did not accept this password."
REMEMBER = "Remember it on this computer"
NO_KEYRING = "The password is not remembered: this computer has no keyring"
NEW = "kunci'baru\\ \"77\""


def secret_of(data, role):
    """The private cluster's own: it is the server here."""
    secrets = configparser.ConfigParser()
    secrets.read(data / "secrets")
    return secrets["passwords"][role]


def login(conninfo, role):
    """As an owner writes it, without a password."""
    return re.sub(r" ?(password|user)='?[^ ]*'?", "", conninfo) + f" user={role}"


def answer(desk, password, *keys):
    desk.expect_shown(ASKED, seconds=30)
    time.sleep(0.3)  # the field has the keyboard then
    desk.type(password, 30)
    desk.key(*keys or ("Return",))


def is_asked(desk, role):
    desk.expect_shown(ASKED, seconds=30)
    desk.expect(role + "@", seconds=10, exact=False)


def open_and_quit(desk, process):
    desk.expect("Who is at the counter?", seconds=30)
    quit_program(desk, process)


def without_keyring(desk, command, shop):
    process = desk.start(command)
    is_asked(desk, "hrt_staff")
    check(not desk.find(REFUSED), "the database's password is asked for")
    answer(desk, "salah")
    desk.expect(REFUSED, seconds=20)
    answer(desk, secret_of(shop.data, "hrt_staff"))
    desk.expect("Who is at the counter?", seconds=30)
    desk.expect(NO_KEYRING, seconds=5)
    quit_program(desk, process)
    check(True, "a wrong one is refused, the right one opens the shop; without a keyring nothing is written down")
    process = desk.start(command)
    is_asked(desk, "hrt_staff")
    check(not desk.find(REFUSED), "and it is asked for again")
    quit_program(desk, process)


def start_keyring(desk):
    desk.processes.append(keyring := subprocess.Popen(
        ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=desk.env, stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True))
    keyring.stdin.write(b"gembok\n")
    keyring.stdin.close()
    desk.wait(lambda: subprocess.run(["gdbus", "introspect", "--session", "--dest", "org.freedesktop.secrets", "--object-path",
                                      "/org/freedesktop/secrets"], env=desk.env, capture_output=True, check=False).returncode == 0,
              20, "the keyring")


def remembered(desk, command, shop):
    process = desk.start(command)
    answer(desk, secret_of(shop.data, "hrt_staff"))
    desk.expect("Who is at the counter?", seconds=30)
    check(not desk.find(NO_KEYRING), "the keyring takes it")
    quit_program(desk, process)
    process = desk.start(command)
    open_and_quit(desk, process)
    check(True, "and the next start asks nothing")


def web_too(desk, command, shop, port):
    """Both logins want one: the till's is remembered, the web shop's is asked for."""
    process = desk.start([*command, "--web-database", login(shop.conninfo, "hrt_web")])
    is_asked(desk, "hrt_web")
    desk.press("Open Without the Web Shop")
    desk.expect("Who is at the counter?", seconds=30)
    children = subprocess.run(["pgrep", "-P", str(process.pid), "-f", "hurtrock-shop-server"], capture_output=True, check=False)
    check(not children.stdout, "a till sells without the web shop's, and serves none")
    quit_program(desk, process)
    process = desk.start([*command, "--web-database", login(shop.conninfo, "hrt_web")])
    is_asked(desk, "hrt_web")
    answer(desk, secret_of(shop.data, "hrt_web"))
    desk.expect("Who is at the counter?", seconds=30)
    desk.wait(lambda: "<html" in page(port), 30, "the web shop")
    check(True, "the web shop's login has a password of its own")
    quit_program(desk, process)


def changed(desk, command, shop):
    """By somebody else, with every letter that needs care in a connection string."""
    above = "hurtrock_super"
    subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-v", "new=" + NEW, "-d",
                    f"{login(shop.conninfo, above)} password={secret_of(shop.data, above)}"],
                   input="alter role hrt_staff password :'new'", text=True, check=True)
    process = desk.start(command)
    desk.expect(REFUSED, seconds=30)
    answer(desk, NEW, "Tab", "space", "Tab", "Return")  # not to be remembered; the button
    open_and_quit(desk, process)
    check(True, "the remembered one is refused, a new one opens the shop")
    process = desk.start(command)
    is_asked(desk, "hrt_staff")
    check(not desk.find(REFUSED), "which was not to be remembered, and the old one is forgotten")
    quit_program(desk, process)


def main():
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin)
    try:
        with Session("1280x800", "en") as desk:
            port = free_port()
            use_port(desk, port)
            command = [str(program), "--data-dir", str(shop.top / "till"), "--database", login(shop.conninfo, "hrt_staff"), "--till", "K2"]
            without_keyring(desk, command, shop)
            start_keyring(desk)
            remembered(desk, command, shop)
            web_too(desk, command, shop, port)
            changed(desk, command, shop)
            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
            check(PASSWORD not in desk.log and NEW not in desk.log, "no password is in the log")
    finally:
        shop.remove()


if __name__ == "__main__":
    main()
