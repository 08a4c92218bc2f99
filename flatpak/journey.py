#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak as a shop sees it: journey.py APP FILES-DIR OUT-DIR day|portals|upgraded

day: the same steps as tests/ui/journey.py in the sandbox: assistant within five seconds, sample shop, a sale, the web shop asked
from outside, kill -9 of the program (nothing left after five seconds), a postmaster.pid with one of the sandbox's small numbers,
a second sandbox on the same data, the window closed by the user's choice with no portal there. portals: the same shop with the
desktop's own portals: a backup into a folder that the user picked, notifications, printing, a database's password remembered.
upgraded: a shop that an older package made opens without a question. Pictures go to OUT-DIR.
"""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/ui"))
import journey  # noqa: E402
import password  # noqa: E402
from journey import SOLD, check  # noqa: E402
from session import Session  # noqa: E402

APP, FILES, OUT, PART = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
HOME = Path(os.environ["HOME"])
DATA = HOME / ".var/app" / APP / "data/hurtrock"
SETTINGS = HOME / ".var/app" / APP / "config/glib-2.0/settings/keyfile"
COMMAND = ["flatpak", "run", "--user", APP]
WEB = "http://127.0.0.1:8080/"


def sign_in(desk, secret=journey.PIN):
    """Newer libadwaita names the field after its title only."""
    journey.sign_in(desk, secret, field="PIN or password")


def processes():
    """What of ours lives in any sandbox: (number, command line)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            owner = entry.stat().st_uid
        except OSError:
            continue
        if owner == os.getuid() and line.startswith(("/app/", "hurtrock", "postgres:")):
            found.append((int(entry.name), line))
    return found


def programs():
    return [number for number, line in processes() if line.split()[0].rsplit("/", 1)[-1] == "hurtrock"]


def postmasters():
    return [line for _, line in processes() if re.match(r"/app/\S*/postgres -D", line)]


def number_inside(number):
    """What a process is called in its own sandbox."""
    status = Path(f"/proc/{number}/status").read_text()
    return status.split("NSpid:")[1].split("\n")[0].split()[-1]


def kill_program():
    for number in programs():
        os.kill(number, signal.SIGKILL)


def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


def is_served():
    try:
        return fetch(WEB)[0] == 200
    except OSError:
        return False


def make_desk():
    desk = Session("1280x800", "en")
    desk.__enter__()
    # The usual runtime folder: what the document portal grants has the same path on both sides only there.
    desk.env.update({"HOME": str(HOME), "XDG_RUNTIME_DIR": os.environ["XDG_RUNTIME_DIR"],
                     "FLATPAK_USER_DIR": os.environ["FLATPAK_USER_DIR"],
                     "DBUS_SYSTEM_BUS_ADDRESS": desk.env["DBUS_SESSION_BUS_ADDRESS"]})
    return desk


def end(desk, process):
    desk.key("ctrl+q")
    process.wait(60)
    desk.wait(lambda: not processes(), 5, f"the end of every process {processes()[:3]}")
    check(True, "closed: no process is left")


def first_sale(desk, code):
    desk.expect("Open the Shift", seconds=10)
    time.sleep(0.8)
    desk.key("Return")
    desk.expect("Amount in rupiah", seconds=10)
    time.sleep(0.3)
    desk.type("500000", 20)
    desk.key("Return")
    desk.wait(lambda: desk.find("Take Payment"), 20, "the open till")
    time.sleep(1)
    desk.scan(code)
    desk.expect(SOLD, seconds=10)
    desk.key("F9")
    desk.expect("Paid: Finish the Sale", seconds=10)
    time.sleep(0.3)
    desk.key("Return")
    text = desk.wait(lambda: journey.receipt_text(desk), 20, "the receipt")
    check("TOTAL: Rp 185.000" in text, "a sale in the sandbox")
    receipts = list((DATA.parent / "receipts").glob("*.pdf"))
    check(len(receipts) == 1 and receipts[0].read_bytes().startswith(b"%PDF"), "its receipt is a PDF beside the shop's data")
    time.sleep(0.5)
    desk.shot(OUT / "sale.png")


def start_and_set_up(desk):
    began = time.monotonic()
    process = desk.start(COMMAND)
    desk.expect("Step 1 of 4", seconds=60)
    shown = time.monotonic() - began
    print(f"first-run assistant {shown:.1f} s after the double click", flush=True)
    desk.shot(OUT / "assistant.png")
    began = time.monotonic()
    pressed = journey.assistant(desk)
    print(f"ready to sell with the sample shop {time.monotonic() - pressed:.1f} s after the last answer, "
          f"{shown + time.monotonic() - began:.1f} s after the double click (a robot's typing and waiting included)", flush=True)
    desk.shot(OUT / "sign-in.png")
    return process, shown, time.monotonic() - pressed


def crash(desk, process, code):
    """kill -9 three times: with a ticket open, with a stale postmaster.pid on top, and with no pause before the next start."""
    desk.scan(code)
    desk.expect(SOLD, seconds=10)
    time.sleep(0.5)
    number = number_inside(programs()[0])
    kill_program()
    process.wait()
    time.sleep(5)
    check(not processes(), f"nothing is left 5 s after kill -9 {processes()[:3]}")
    # What a power cut leaves: the number is the program's own in the next sandbox.
    (DATA / "cluster/postmaster.pid").write_text(f"{number}\n{DATA}/cluster\n0\n5432\n{DATA}/run\n\n0\nready\n")
    process = desk.start(COMMAND)
    sign_in(desk)
    desk.expect(SOLD, seconds=20)
    check(number_inside(programs()[0]) == number, f"the stale postmaster.pid named the program itself, process {number}")
    check(True, "the next start recovers by itself; the ticket is there")
    desk.shot(OUT / "recovered.png")
    kill_program()
    process = desk.start(COMMAND)
    sign_in(desk)
    desk.expect(SOLD, seconds=20)
    check(len(postmasters()) == 1, f"started in the same moment as the kill: one server {postmasters()}")
    return process


def second_sandbox(desk):
    """Another till of the same shop: another sandbox, the same server."""
    second = desk.start([*COMMAND, "--new-instance"])
    desk.wait(lambda: len(programs()) == 2, 30, "a second till")
    desk.wait(lambda: desk.find("Ibu Sari, Owner"), 30, "its sign-in")
    check(len(postmasters()) == 1, f"two sandboxes on one shop: one server {postmasters()}")
    second.kill()
    for number in sorted(programs())[1:]:
        os.kill(number, signal.SIGKILL)
    second.wait()
    desk.wait(lambda: len(programs()) == 1, 10, "the end of the second till")
    check(len(postmasters()) == 1 and is_served(), "the second one is killed, the first one sells on")


def go_on_without_window(desk, process, said):
    """By the user's choice; `said` is what the log has to tell of it."""
    desk.key("alt+F4")
    desk.expect_gone("Scan or search", 20)
    time.sleep(3)
    check(process.poll() is None and is_served(), "the window is closed, the web shop goes on")
    if said:
        check(said in desk.log, f"the log says “{said}”")
    subprocess.run(COMMAND, env=desk.env, check=True, timeout=60)
    sign_in(desk)
    check(len(postmasters()) == 1, "started again: the window is back")


def close_preferences(desk):
    """By its cross: after another program's dialog nobody may have the keyboard. The next key must not go to a closing window."""
    time.sleep(0.5)
    subprocess.run(["xdotool", "mousemove", "892", "118", "click", "1"], env=desk.env, check=True)
    desk.expect_gone("Back Up Now", 20)
    time.sleep(1)


def choose_to_go_on(desk):
    desk.key("ctrl+comma")
    desk.expect("Go on when the window is closed", seconds=10)
    time.sleep(0.8)
    desk.shot(OUT / "preferences.png")
    node = next(node for node in desk.find_all("Go on when the window is closed") if node.role != "label" and node.can_be_pressed)
    node.press()
    desk.wait(lambda: "keep-running=true" in SETTINGS.read_text(), 10, "the choice in the settings")
    close_preferences(desk)


def start_portals(desk):
    """The desktop's own, as GNOME would start them; what they were asked goes to a file."""
    extra = {**desk.env, "XDG_CURRENT_DESKTOP": "GNOME", "XDG_DATA_DIRS": "/usr/local/share:/usr/share"}
    asked = OUT / "portal-calls.txt"
    desk.processes.append(subprocess.Popen(["dbus-monitor", "--session", "type=method_call"], env=desk.env,
                                           stdout=asked.open("wb"), stderr=subprocess.DEVNULL))
    for program, name in (("xdg-permission-store", "org.freedesktop.impl.portal.PermissionStore"),
                          ("xdg-document-portal", "org.freedesktop.portal.Documents"),
                          ("xdg-desktop-portal-gtk", "org.freedesktop.impl.portal.desktop.gtk"),
                          ("xdg-desktop-portal", "org.freedesktop.portal.Desktop")):
        desk._spawn(["/usr/libexec/" + program], env=extra)
        desk.wait(lambda: subprocess.run(["gdbus", "introspect", "--session", "--dest", name, "--object-path", "/"],
                                         env=desk.env, capture_output=True).returncode == 0, 20, program)
    return asked


def pick_folder(desk, folder):
    """In the desktop's dialog, outside the sandbox, by its path."""
    folder.mkdir(exist_ok=True)
    desk.key("ctrl+comma")
    desk.press("Choose the backups' folder")
    desk.expect("Folder for Backups", seconds=20)
    time.sleep(1.5)
    desk.shot(OUT / "folder.png")
    desk.key("slash")  # opens the field for a path, and the next keys may be too early for it
    time.sleep(1)
    desk.key("ctrl+a")
    desk.type(str(folder), 40)
    time.sleep(1)
    desk.key("Return")
    desk.wait(lambda: "backup-folder='/run/user/" in SETTINGS.read_text(), 20, "the folder in the settings")
    time.sleep(1)


def back_up(desk, folder, count):
    desk.press("Back Up Now")
    desk.wait(lambda: len(list(folder.glob("hurtrock-*/manifest.json"))) >= count, 240, f"backup {count} in {folder}")
    time.sleep(1)
    desk.shot(OUT / "backup.png")
    close_preferences(desk)


def print_receipt(desk):
    """The ticket that the crash left is paid; its receipt goes to the desktop's dialog, outside the sandbox."""
    desk.expect(SOLD, seconds=20)
    desk.key("F9")
    desk.expect("Paid: Finish the Sale", seconds=10)
    time.sleep(0.5)
    desk.key("Return")
    desk.wait(lambda: journey.receipt_text(desk), 20, "the receipt")
    desk.key("ctrl+p")
    desk.expect("Print to File", seconds=20)
    time.sleep(1)
    desk.shot(OUT / "print.png")
    desk.key("Escape")
    time.sleep(1)


def wait_for_program(desk, process):
    desk.key("ctrl+q")
    process.wait(60)
    desk.wait(lambda: not programs(), 10, "the end of the program")


def remember_password(desk, asked):
    """A second till on the database of the first, which wants a password: typed once, then out of the Secret portal's keyring."""
    server = subprocess.Popen([*COMMAND[:-1], "--command=hurtrock-admin", APP, "serve", "--no-sample", "--port", "8099"],
                              env=desk.env, stdout=subprocess.PIPE, text=True)
    try:
        database = json.loads(server.stdout.readline())["database"]
        secret = password.secret_of(DATA, "hrt_staff")
        command = [*COMMAND, "--data-dir", str(DATA.parent / "second-till"), "--database", password.login(database, "hrt_staff"),
                   "--till", "K2"]
        process = desk.start(command)
        password.is_asked(desk, "hrt_staff")
        desk.shot(OUT / "password.png")
        password.answer(desk, secret)
        desk.expect("Who is at the counter?", seconds=30)
        wait_for_program(desk, process)
        process = desk.start(command)
        desk.expect("Who is at the counter?", seconds=30)
        check(True, "a database's password is remembered")
        wait_for_program(desk, process)
    finally:
        for number, line in processes():  # the one inside: what started it ends alone
            if "hurtrock-admin serve" in line:
                os.kill(number, signal.SIGTERM)
        server.wait(60)
        desk.wait(lambda: not processes(), 20, f"the end of every process {processes()[:3]}")
    check("interface=org.freedesktop.portal.Secret; member=RetrieveSecret" in asked.read_text(errors="replace"),
          "the portal Secret is used")
    rings = list((DATA.parent / "keyrings").iterdir())
    check(rings and all(secret.encode() not in ring.read_bytes() for ring in rings), "and what lies in the sandbox is enciphered")


def portals():
    """What the desktop grants: a folder of the user's, a notification, the word on programs without a window."""
    folder = HOME / "Cadangan Toko"
    shutil.rmtree(folder, ignore_errors=True)
    desk = make_desk()
    try:
        password.start_keyring(desk)
        asked = start_portals(desk)
        process = desk.start(COMMAND)
        sign_in(desk)
        pick_folder(desk, folder)
        back_up(desk, folder, 1)
        check(True, "a backup in a folder that the user picked, outside the sandbox")
        go_on_without_window(desk, process, "")
        calls = asked.read_text(errors="replace")
        for portal, method in (("FileChooser", "OpenFile"), ("Notification", "AddNotification"),
                               ("Background", "RequestBackground")):
            check(re.search(rf"interface=org\.freedesktop\.portal\.{portal}; member={method}\b", calls),
                  f"the portal {portal} is used")
        end(desk, process)
        process = desk.start(COMMAND)
        sign_in(desk)
        desk.key("ctrl+comma")
        back_up(desk, folder, 2)
        check(True, "the folder is still granted after another start")
        print_receipt(desk)
        check("interface=org.freedesktop.portal.Print; member=PreparePrint" in asked.read_text(errors="replace"),
              "the portal Print is used")
        end(desk, process)
        remember_password(desk, asked)
    finally:
        desk.__exit__()


def day():
    os.environ["HRT_SAMPLE_DIR"] = str(FILES / "share/hurtrock/sample")
    code = journey.find_code(FILES)
    del os.environ["HRT_SAMPLE_DIR"]  # the sandbox would be given it too
    desk = make_desk()
    try:
        process, shown, ready = start_and_set_up(desk)
        sign_in(desk)
        first_sale(desk, code)
        status, page = desk.wait(lambda: fetch(WEB), 20, "the web shop, from outside")
        check(status == 200 and "<html" in page, "the web shop answers outside the sandbox")
        process = crash(desk, process, code)
        second_sandbox(desk)
        choose_to_go_on(desk)
        go_on_without_window(desk, process, "nobody to ask about going on without a window")
        end(desk, process)
    finally:
        desk.__exit__()
    check(shown <= float(os.environ.get("HRT_START_LIMIT", "5")), f"the assistant came in time: {shown:.1f} s")
    check(ready <= float(os.environ.get("HRT_READY_LIMIT", "20")), f"the shop was ready in time: {ready:.1f} s")


def upgraded():
    desk = make_desk()
    try:
        process = desk.start(COMMAND)
        sign_in(desk, os.environ["HRT_OLD_PASSWORD"])
        check(True, "the shop of the older package opens with the newer one, no question asked")
        desk.shot(OUT / "upgraded.png")
        end(desk, process)
    finally:
        desk.__exit__()


{"day": day, "portals": portals, "upgraded": upgraded}[PART]()
