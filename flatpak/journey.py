#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day of a shop inside the sandbox: journey.py APP FILES-DIR OUT-DIR

The same steps as tests/ui/journey.py, with the installed Flatpak as the program: assistant within five seconds, sample
shop, a sale, the web shop asked from outside, kill -9 of the program (nothing left after five seconds), a postmaster.pid
with one of the sandbox's small numbers, and the ticket and the shop are there again. Pictures go to OUT-DIR.
"""
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/ui"))
import journey  # noqa: E402
from session import Session  # noqa: E402

APP, FILES, OUT = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
SOLD = "Remove Ernie Ball Slinky Nickel Wound"


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


def kill_program():
    for number, line in processes():
        if line.split()[0].rsplit("/", 1)[-1] == "hurtrock":
            os.kill(number, signal.SIGKILL)


def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.status, answer.read().decode()


def main():
    data = Path(os.environ["HOME"]) / ".var/app" / APP / "data/hurtrock"
    os.environ["HRT_SAMPLE_DIR"] = str(FILES / "share/hurtrock/sample")
    code = journey.find_code(FILES)
    with Session("1280x800", "en") as desk:
        desk.env.update({"HOME": os.environ["HOME"], "FLATPAK_USER_DIR": os.environ["FLATPAK_USER_DIR"],
                         "DBUS_SYSTEM_BUS_ADDRESS": desk.env["DBUS_SESSION_BUS_ADDRESS"]})
        command = ["flatpak", "run", "--user", APP]
        began = time.monotonic()
        process = desk.start(command)
        desk.expect("Step 1 of 4", seconds=60)
        seconds = time.monotonic() - began
        print(f"first-run assistant after {seconds:.1f} s", flush=True)
        desk.shot(str(OUT / "assistant.png"))
        began = time.monotonic()
        journey.assistant(desk)
        print(f"ready to sell with the sample shop after {time.monotonic() - began:.0f} s (typing included)", flush=True)
        journey.sign_in(desk)
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
        journey.check("TOTAL: Rp 185.000" in text, "a sale in the sandbox")
        desk.shot(str(OUT / "sale.png"))
        status, page = desk.wait(lambda: fetch("http://127.0.0.1:8080/"), 20, "the web shop, from outside")
        journey.check(status == 200 and "<html" in page, "the web shop answers outside the sandbox")

        desk.scan(code)
        desk.expect(SOLD, seconds=10)
        time.sleep(0.5)
        kill_program()
        process.wait()
        time.sleep(5)
        journey.check(not processes(), f"nothing is left 5 s after kill -9 {processes()[:3]}")
        # What a power cut leaves: the number is the program's own in the next sandbox.
        (data / "cluster/postmaster.pid").write_text(f"2\n{data}/cluster\n0\n5432\n{data}/run\n\n0\nready\n")
        process = desk.start(command)
        journey.sign_in(desk)
        desk.expect(SOLD, seconds=20)
        journey.check(True, "the next start recovers, in spite of a stale postmaster.pid; the ticket is there")
        desk.shot(str(OUT / "again.png"))
        desk.key("ctrl+q")
        process.wait(60)
        time.sleep(2)
        journey.check(not processes(), "closed: no process is left")
        journey.check(seconds <= float(os.environ.get("HRT_START_LIMIT", "5")), "the assistant came in time")


main()
