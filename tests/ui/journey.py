#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first day of a shop, by keyboard alone and over the accessibility bus: assistant, sample shop, sign-in, shift, scan,
cash, receipt; then the program is killed with an open ticket and finds it again.

journey.py PROGRAM ADMIN      exits 0 when all of it works; prints how many keys a sale takes
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from session import Session  # noqa: E402
from tree import State  # noqa: E402

PASSWORD = "hujan turun di cihampelas"
PIN = "2468"
SOLD = "Remove Ernie Ball Slinky Nickel Wound, Extra Slinky 8-38"  # what find_code() finds, on the ticket


def check(condition, what):
    if not condition:
        raise AssertionError(what)
    print(f"ok: {what}", flush=True)


def find_code(build):
    """A barcode of something cheap that the sample shop has plenty of."""
    sample = Path(os.environ.get("HRT_SAMPLE_DIR", build / "tools" / "sample")) / "sample.json"
    for product in json.loads(sample.read_text())["products"]:
        for variant in product["variants"]:
            if variant["stock"] >= 10 and variant["price"] == 185000:
                return variant["barcode"]
    raise AssertionError("the sample shop has no such thing")


def can_go_on(desk):
    return desk.find("Continue").has(State.SENSITIVE)


def assistant(desk):
    """Answers when the last button was pressed; from there on the program is on its own."""
    for step in (1, 2, 3, 4):
        desk.expect(f"Step {step} of 4", seconds=60)
        time.sleep(0.6)  # the page slides in
        if step == 2:
            desk.type("x" * 200, 4)
            desk.wait(lambda: can_go_on(desk), 10, "the longest name")
            desk.type("x")
            desk.wait(lambda: not can_go_on(desk), 10, "a name that is too long to go on with")
            desk.key("ctrl+a")
            desk.type("Toko Musik Gema\tJl. Asia Afrika 12\tBandung\tBraga", 15)
            desk.expect("A postal code has 5 digits, like 40111. It may stay empty.", seconds=10)
            desk.wait(lambda: not can_go_on(desk), 10, "a postal code of letters")
            desk.key("ctrl+a")
            desk.type("40111", 15)
        if step == 3:
            desk.type("Ibu Sari", 15)
            desk.key("Tab")
            desk.type("Ibu Sari", 15)
            desk.expect("2 to 40 small letters, digits, dots, dashes or underscores; the first is a letter or digit.",
                        seconds=10)
            desk.key("ctrl+a")
            desk.type("ibu.sari", 15)
            desk.key("Tab")
            desk.type("password123", 15)
            desk.expect("Too easy to guess: it is a common password, or made of the person's or the shop's own name.", seconds=10)
            desk.key("ctrl+a")
            desk.type("GemaSari2024!", 15)
            desk.expect("Too easy to guess: it is a common password, or made of the person's or the shop's own name.", seconds=10)
            desk.key("ctrl+a")
            desk.type(PASSWORD, 15)
            desk.expect("A strong password.", seconds=10)
            desk.key("Tab", "Tab")
            for pin in ("1234", "111111", "0000"):
                desk.key("ctrl+a")
                desk.type(pin, 15)
                desk.expect("4 to 8 digits, not all alike and not in a row like 1234.", seconds=10)
            desk.key("ctrl+a")
            desk.type(PIN, 15)
            desk.expect_gone("4 to 8 digits, not all alike and not in a row like 1234.", 10)
        time.sleep(0.3)
        if step in (2, 3):
            desk.key("Return")  # in the last field that was filled
        else:
            desk.press("Continue" if step < 4 else "Set Up the Shop")
    pressed = time.monotonic()
    desk.expect("Who is at the counter?", seconds=180)
    return pressed


def sign_in(desk, secret=PIN, who="Ibu Sari, Owner", field=None):
    desk.expect("Who is at the counter?", seconds=60)
    desk.expect(who, seconds=20)
    time.sleep(0.5)
    cards = [node for node in desk.find_all() if node.name.endswith((", Owner", ", Staff", ", Cashier"))]
    # Since GTK 4.10 it is a widget in the list item that has the name.
    names = [node.name for node in cards if node.role == "list item"] or \
        list(dict.fromkeys(node.name for node in cards))
    for _ in range(names.index(who)):
        desk.key("Right")
    desk.key("space")
    desk.expect(field or f"PIN or password of {who.split(',')[0]}", exact=False, seconds=10)
    time.sleep(0.6)
    desk.key("ctrl+a")  # with one card only the field had the focus already, and took the space
    desk.type(secret, 50)
    desk.key("Return")
    desk.expect("Scan or search", seconds=30)


def receipt_text(desk, with_text=""):
    """A receipt that says this. Of the one before, which is not on the screen any more, the tree tells as well."""
    for node in desk.find_all():
        if "TOTAL: Rp" in node.name and with_text in node.name:
            return node.name
    return None


def main():
    program = Path(sys.argv[1]).resolve()
    code = find_code(program.parent.parent)
    data = tempfile.mkdtemp(prefix="hrt-journey-")
    os.chmod(data, 0o755)
    command = [str(program), "--data-dir", data + "/shop"]
    try:
        with Session("1280x800", "en") as desk:
            process = desk.start(command)
            began = time.monotonic()
            assistant(desk)
            check(True, f"assistant and sample shop in {time.monotonic() - began:.0f} s")
            sign_in(desk)
            check(True, "signed in with a PIN")

            desk.expect("Open the Shift", seconds=10)
            desk.expect("from the web shop are waiting", seconds=10, exact=False)
            check(not desk.find("from the web shop:", exact=False), "the open orders of the sample are counted, and no news")
            time.sleep(0.8)
            desk.key("Return")
            desk.expect("Amount in rupiah", seconds=10)
            time.sleep(0.3)
            desk.type("500000", 20)
            desk.key("Return")
            desk.wait(lambda: desk.find("Take Payment"), 20, "the open till")
            time.sleep(1)

            desk.type("yamaha pacif", 20)
            desk.expect("Yamaha Pacifica 112J", seconds=15, exact=False)
            check(True, "the goods of the sample are found without a new start")
            desk.key("Escape")
            time.sleep(0.5)

            desk.keys_pressed = 0
            desk.scan(code)
            desk.expect(SOLD, seconds=10)
            desk.key("F9")
            desk.expect_shown("Paid: Finish the Sale", seconds=10)
            time.sleep(0.3)
            desk.key("Return")
            text = desk.wait(lambda: receipt_text(desk), 20, "the receipt")
            check("TOTAL: Rp 185.000" in text and "Change: 0" in text, "exact cash, and the receipt says so")
            check(desk.keys_pressed <= 4, f"a sale of one item is a scan and {desk.keys_pressed} keys")

            desk.scan(code)  # the next customer: no key in between
            desk.expect(SOLD, seconds=10)
            desk.key("F9")
            desk.expect_shown("Paid: Finish the Sale", seconds=10)
            time.sleep(0.3)
            desk.type("200000", 90)  # as people type: at 20 ms a key it is a scan, and ends the payment
            desk.expect("Rp 15.000", seconds=10)
            time.sleep(0.6)  # a busy display may deliver the keys in one burst; what Enter follows later is no scan
            desk.key("Return")
            text = desk.wait(lambda: receipt_text(desk, "200.000"), 20, "change")
            check("Change: 15.000" in text, "200.000 for 185.000 gives 15.000 back")
            pdfs = list(Path(desk.env["HOME"]).glob("Hurtrock/*.pdf"))
            check(len(pdfs) == 2 and all(pdf.read_bytes().startswith(b"%PDF") for pdf in pdfs), "both receipts are PDFs")

            desk.scan(code)
            desk.expect(SOLD, seconds=10)
            time.sleep(0.5)
            process.send_signal(signal.SIGKILL)
            process.wait()
            desk.wait(lambda: not desk.find("Scan or search"), 10, "the end of the killed program")
            process = desk.start(command)
            sign_in(desk)
            desk.expect(SOLD, seconds=20)
            check(True, "kill -9: the ticket is there again")
            done = subprocess.run([sys.argv[2], "check", "--data-dir", data + "/shop"], capture_output=True, text=True, check=False)
            check(done.returncode == 0, f"and the books agree {done.stdout[:300]}")

            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
            process.send_signal(signal.SIGTERM)
            subprocess.run(["xdotool", "key", "ctrl+q"], env=desk.env, check=False)
    finally:
        for _ in range(20):  # the database ends after its last program
            shutil.rmtree(data, ignore_errors=True)
            if not os.path.exists(data):
                break
            time.sleep(0.5)


if __name__ == "__main__":
    main()
