#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of the owner's own: the assistant there, and who serves the web shop. What faces the internet is never logged in
with the rights of staff.

own-database.py PROGRAM ADMIN            exits 0 when all of it works
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
os.environ.setdefault("HRT_BUILD_ROOT", str(Path(sys.argv[1]).resolve().parents[1]))
import cluster  # noqa: E402
from care import find_containing, free_port, page, quit_program, use_port  # noqa: E402
from journey import PASSWORD, check, sign_in  # noqa: E402
from session import Session  # noqa: E402

ELSEWHERE = "The web shop of this database is served elsewhere, not by this program"


def servers(process):
    return subprocess.run(["pgrep", "-P", str(process.pid), "-f", "hurtrock-shop-server"], capture_output=True, text=True,
                          check=False).stdout.split()


def assistant(desk):
    for step, text in enumerate(("", "Toko Gema\tJl. Braga 1\tBandung\t40111", f"Ibu Sari\t\t{PASSWORD}"), 1):
        desk.expect(f"Step {step} of 4", seconds=30)
        time.sleep(0.6)  # the page slides in
        desk.type(text, 15)
        time.sleep(0.3)
        desk.press("Continue")
    desk.expect("Step 4 of 4", seconds=10)
    time.sleep(0.6)
    check(not desk.find("A sample shop"), "the examples, which this login cannot make, are not offered")
    desk.press("Set Up the Shop")


def without_web(desk, command, database):
    process = desk.start(command, HRT_TEST_CHEAP_HASH="1")
    assistant(desk)
    sign_in(desk, PASSWORD)
    desk.expect(ELSEWHERE, seconds=10)
    desk.key("ctrl+comma")
    desk.wait(lambda: len(desk.find_all(ELSEWHERE)) >= 2, 10, "the words in rail and preferences")
    check(True, "rail and preferences say that the web shop is served elsewhere")
    check(not desk.find("Port") and not desk.find("Serve the web shop"), "nothing is offered that has no effect")
    check(not servers(process), "no server of this program faces the internet")
    check(database.psql("select count(*) from hrt.product") == "0", "the shelves are empty")
    quit_program(desk, process)


def with_web(desk, command, database, port):
    process = desk.start([*command, "--web-database", database.conninfo("hrt_web")], HRT_TEST_CHEAP_HASH="1")
    sign_in(desk, PASSWORD)
    desk.expect(f"Web shop at http://127.0.0.1:{port}", seconds=20)
    check("Toko Gema" in page(port) and servers(process), "with a login of its own the web shop is served")
    users = database.psql("select string_agg(distinct usename, ' ' order by usename) from pg_stat_activity "
                          f"where datname = '{database.name}' and application_name like 'hurtrock%'")
    check(users == "hrt_staff hrt_web", f"as hrt_web, the till as hrt_staff ({users})")
    quit_program(desk, process)


def with_staff_login(desk, command, database):
    process = desk.start([*command, "--web-database", database.conninfo("hrt_staff")], HRT_TEST_CHEAP_HASH="1")
    sign_in(desk, PASSWORD)
    find_containing(desk, "it was given a login to the database that may do more than the role hrt_web", 20)
    check(not servers(process), "a login with the rights of staff is refused by the server, and said in words")
    quit_program(desk, process)


def main():
    program = Path(sys.argv[1]).resolve()
    with cluster.Database() as database, Session("1280x800", "en") as desk, tempfile.TemporaryDirectory() as data:
        os.chmod(data, 0o755)
        command = [str(program), "--data-dir", data + "/shop", "--database", database.conninfo("hrt_staff"), "--till", "K2"]
        port = free_port()
        use_port(desk, port)
        without_web(desk, command, database)
        with_web(desk, command, database, port)
        with_staff_login(desk, command, database)
        bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
        check(not bad, f"no warnings {bad[:3]}")


if __name__ == "__main__":
    main()
