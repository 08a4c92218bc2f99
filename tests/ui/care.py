#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the shop does by itself, seen in the window: a second program on one port, the database that goes away and comes
back, a journal that cannot be written, backups, sales that were lost.

care.py PROGRAM ADMIN            exits 0 when all of it works
"""
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from journey import check, receipt_text, sign_in  # noqa: E402
from session import Session, Timeout  # noqa: E402

PASSWORD = "kecapi-rebab-77"
CODE = "8991234567890"
GOODS = "sku,product,category,price,stock,barcodes\nS-1,Senar Elixir,Senar,185000,50,8991234567890\n"
LOSE = """do $$ declare o bigint; begin
  select max(id) into o from hrt.sales_order;
  delete from hrt.stock_movement where order_id = o; delete from hrt.payment where order_id = o;
  delete from hrt.drawer_entry where order_id = o; delete from hrt.order_line where order_id = o;
  delete from hrt.order_event where order_id = o;
  delete from hrt.journal_seal where journal_id in (select j.id from hrt.journal j, hrt.sales_order s
    where s.id = o and j.subject = s.number);
  delete from hrt.journal j using hrt.sales_order s where s.id = o and j.subject = s.number;
  delete from hrt.sales_order where id = o; end $$"""


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def page(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
        return answer.read().decode()


def use_port(desk, port):
    """Tells the program which port to serve, before it starts."""
    settings = Path(desk.env["HOME"]) / ".config" / "glib-2.0" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "keyfile").write_text(f"[store/hurtrockmusic/Hurtrock]\nweb-port={port}\n")


class Shop:
    """A small shop made by the command line; `serve` holds its database open at first."""

    def __init__(self, admin, folder="shop"):
        self.admin = admin
        self.top = Path(tempfile.mkdtemp(prefix="hrt-care-"))
        self.top.chmod(0o755)
        self.data = self.top / folder
        self.port = free_port()
        self.env = {**os.environ, "HRT_TEST_CHEAP_HASH": "1", "LC_ALL": "C.UTF-8",
                    "HRT_BUILD_ROOT": str(admin.parent.parent.parent)}
        self.serve = subprocess.Popen([admin, "serve", "--no-sample", "--data-dir", str(self.data), "--port", str(self.port)],
                                      stdout=subprocess.PIPE, text=True, env=self.env)
        self.conninfo = json.loads(self.serve.stdout.readline())["database"]
        self.run("user", "add", "sari", "--role", "admin", "--name", "Ibu Sari", stdin=PASSWORD + "\n")
        (self.top / "goods.csv").write_text(GOODS)
        self.run("import", "products", self.top / "goods.csv")

    def run(self, *words, stdin=""):
        subprocess.run([self.admin, *map(str, words), "--data-dir", str(self.data)], input=stdin, text=True, check=True,
                       env=self.env, capture_output=True)

    def sql(self, text):
        return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo, "-c", text], check=True,
                              capture_output=True, text=True).stdout.strip()

    @contextlib.contextmanager
    def hold(self, text):
        """What is locked by `text` stays so within the `with`."""
        holder = subprocess.Popen(["psql", "-XAtq", "-d", self.conninfo], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdin.write(f"begin; {text}; select 'held';\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.communicate("commit;\n", timeout=10)

    def use_port(self, desk):
        use_port(desk, self.port)

    def kill_postmaster(self):
        os.kill(int((self.data / "cluster" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)

    def stop_serving(self):
        if self.serve.poll() is None:
            self.serve.terminate()
            self.serve.wait(30)

    def remove(self):
        self.stop_serving()
        for _ in range(20):  # the database ends after its last program
            shutil.rmtree(self.top, ignore_errors=True)
            if not self.top.exists():
                break
            time.sleep(0.5)


@contextlib.contextmanager
def program_of_a_shop(prepare=None, **env):
    """A new shop, handed to @prepare, and the program on it in @env, not signed in yet: desk, shop, process. When the journey was
    well it must end in order, with nothing to complain about in its log."""
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin)
    try:
        if prepare is not None:
            prepare(shop)
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            process = desk.start([str(program), "--data-dir", str(shop.data)], HRT_TEST_CHEAP_HASH="1", **env)
            yield desk, shop, process
            bad = [line for line in desk.log.splitlines() if "CRITICAL" in line or "WARNING" in line]
            check(not bad, f"no warnings {bad[:3]}")
            quit_program(desk, process)
    finally:
        shop.remove()


def find_containing(desk, text, seconds=15):
    return desk.expect(text, seconds=seconds, exact=False)


def repeat_until(desk, act, text, seconds):
    """What a busy machine may have missed, or made too slowly, is done again."""
    for _ in range(4):
        act()
        try:
            find_containing(desk, text, seconds)
            return
        except Timeout:
            pass
    act()
    find_containing(desk, text, seconds)


def press_until(desk, key, text):
    """A toast stays for four seconds, which a busy machine may need to look once."""
    repeat_until(desk, lambda: desk.key(key), text, 4)


def scan_until(desk, code, text):
    """Keys that were sent too slowly are a person's and no scanner's."""
    repeat_until(desk, lambda: desk.scan(code), text, 8)


def wait_gone(desk, text, seconds=30):
    desk.expect_gone(text, seconds, exact=False)


def sell(desk, shop):
    before = shop.sql("select count(*) from hrt.sales_order")
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    pay(desk, shop, before)


def pay(desk, shop, before):
    desk.key("F9")
    desk.expect_shown("Paid: Finish the Sale", seconds=20)
    time.sleep(0.8)
    desk.key("Return")
    desk.wait(lambda: shop.sql("select count(*) from hrt.sales_order") == str(int(before) + 1), 20, "the sale")
    desk.wait(lambda: receipt_text(desk), 20, "the receipt")


def follow_language(shop):
    """The web shop speaks the shop's language, and changes it while it runs."""
    for language in ("en", "id"):
        shop.sql(f"update hrt.shop_profile set language = '{language}'; notify hrt_shop, '1'")
        end = time.monotonic() + 15
        while f'<html lang="{language}"' not in page(shop.port) and time.monotonic() < end:
            time.sleep(0.1)
        check(f'<html lang="{language}"' in page(shop.port), f"the web shop follows the shop's language to {language}")


def one_port(desk, shop):
    url = f"http://127.0.0.1:{shop.port}"
    desk.expect(f"Another Hurtrock on this machine serves the web shop at {url}", seconds=20)
    check(True, "the second program does not fight for the port and says who serves")
    shop.serve.terminate()
    check(shop.serve.wait(30) == 0, "the first one ends in order")
    desk.expect(f"Web shop at {url}", seconds=20)
    check(True, "the web shop is taken over when the first one ends")


def open_shift(desk):
    desk.expect("Open the Shift", seconds=10)
    time.sleep(0.8)
    desk.key("Return")
    desk.expect("Amount in rupiah", seconds=10)
    time.sleep(0.3)
    desk.type("0", 20)
    desk.key("Return")
    desk.wait(lambda: desk.find("Take Payment"), 20, "the open till")
    time.sleep(1)


def database_away(desk, shop):
    """The server is killed and cannot start: banner, kept scan, refusal in words; then it can again."""
    version = shop.data / "cluster" / "PG_VERSION"
    good = version.read_text()
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    version.write_text("99\n")
    shop.kill_postmaster()
    find_containing(desk, "nothing can be sold or saved", 30)
    find_containing(desk, "made with PostgreSQL 99, and this computer only has")
    check(True, "the banner says what is wrong, what cannot be done and what is kept")
    desk.scan(CODE)
    time.sleep(6)  # the question for the code is given up
    press_until(desk, "F9", "This needs the database, which is away")
    desk.key("Return")
    check(True, "payment is refused in words")
    time.sleep(7)  # a whole round of tries goes by
    find_containing(desk, "nothing can be sold or saved")
    check(desk.find("Remove Senar Elixir"), "the ticket is kept")
    version.write_text(good)
    wait_gone(desk, "nothing can be sold or saved")
    check(shop.sql("select count(*) from hrt.sales_order") == "0", "nothing was sold meanwhile")
    desk.wait(lambda: shop.sql("select sum(quantity) from hrt.till_ticket_line") == "2", 20, "both scans on the ticket")
    pay(desk, shop, "0")
    shop.run("check")
    check(True, "it comes back by itself; the kept scan is on the ticket, the sale goes through, and the books agree")


def database_killed(desk, shop):
    """Killed and startable: nobody needs to do anything."""
    desk.scan(CODE)
    desk.expect("Remove Senar Elixir", seconds=20)
    shop.kill_postmaster()
    desk.wait(lambda: shop.sql("select 1") == "1", 30, "the server again")
    wait_gone(desk, "The database is away")
    before = shop.sql("select count(*) from hrt.sales_order")
    time.sleep(1)
    pay(desk, shop, before)
    shop.run("check")
    check(True, "the server is killed, comes back by itself, the ticket is sold, and the books agree")


def drawer(desk, shop):
    """Cash out of the drawer: in the books of the shift once, with what it was for."""
    desk.press("Till and shift")
    desk.press("Cash out of the Drawer…")
    desk.expect("Amount in rupiah", seconds=10)
    time.sleep(0.5)
    desk.type("50000", 30)
    desk.key("Tab")
    desk.type("galon air", 30)
    desk.key("Return")
    desk.wait(lambda: shop.sql("select amount || ' ' || note from hrt.drawer_entry where kind = 'pay_out'")
              == "-50000 galon air", 15, "the drawer's entry")
    check(True, "cash taken out stands in the books of the shift")
    desk.expect_gone("Amount in rupiah", 15)  # the next keys are for the window
    time.sleep(0.5)


def try_again(desk, shop, command):
    """A start that fails behind the cluster, in the migration and then in the opening, goes on from there."""
    shop.sql("insert into hrt.schema_migration values (999999, 'later', 'x')")
    process = desk.start(command, HRT_TEST_CHEAP_HASH="1")
    desk.expect("This shop was opened with a newer version", seconds=30)
    shop.sql("delete from hrt.schema_migration where version = 999999; revoke select on hrt.shop_profile from hrt_staff")
    desk.press("Try Again")
    desk.expect("The shop could not be opened", seconds=30)
    check(not desk.find("permission denied", exact=False), "what PostgreSQL says is not shown")
    shop.sql("grant select on hrt.shop_profile to hrt_staff")
    desk.press("Try Again")
    desk.expect("Who is at the counter?", seconds=30)
    check(True, "“Try Again” works after a migration and after an opening that failed")
    return process


def backups(desk, shop):
    def made():
        return list((shop.data / "backups").glob("hurtrock-*/manifest.json"))

    before = len(made())  # between four and six in the morning there is the night's own
    desk.key("ctrl+comma")
    find_containing(desk, "Last backup: " if before else "There is no backup yet")
    desk.press("Back Up Now")
    desk.wait(lambda: len(made()) == before + 1, 60, "one more backup")
    find_containing(desk, "Last backup: ")
    check(True, "“Back Up Now” makes a whole backup and says when and where")


def foreign_port(desk):
    """Another program has the port: said in words, with the setting to change; gone when that is changed."""
    with socket.socket() as foreign:
        foreign.bind(("127.0.0.1", 0))
        foreign.listen()
        set_port(desk, foreign.getsockname()[1])
        find_containing(desk, f"another program uses port {foreign.getsockname()[1]}", 20)
        find_containing(desk, "choose another port under Preferences")
        check(True, "a port that another program has is named, with what to do")
    port = free_port()
    set_port(desk, port)
    find_containing(desk, f"Web shop at http://127.0.0.1:{port}", 20)
    wait_gone(desk, "another program uses port")
    check(True, "another port in the preferences, and the web shop is there")


def set_port(desk, port):
    node = desk.wait(lambda: next(node for node in desk.find_all(role="spin button") if node.has_value), 10, "the port")
    node.set_value(port)


def quit_program(desk, process):
    """Out of whatever is open, and out; the keys of a window that is just closing go nowhere."""
    for _ in range(6):
        desk.key("Escape")
        time.sleep(0.5)
        desk.key("ctrl+q")
        try:
            process.wait(5)
            return
        except subprocess.TimeoutExpired:
            pass
    raise Timeout(f"the program does not quit\n{desk.log[-2000:]}")


def lost_sales(desk, shop, command, process):
    number = shop.sql("select number from hrt.sales_order order by id desc limit 1")
    shop.sql(LOSE)
    quit_program(desk, process)
    process = desk.start(command, HRT_TEST_CHEAP_HASH="1")
    sign_in(desk, PASSWORD)
    find_containing(desk, "1 sale that the database had lost was brought back.")
    check(shop.sql(f"select count(*) from hrt.sales_order where number = '{number}'") == "1",
          "a lost sale is back at the next start, and the owner is told")
    shop.sql(LOSE)
    shop.sql("delete from hrt.barcode; delete from hrt.variant_cost; delete from hrt.variant")  # nothing left to replay it with
    quit_program(desk, process)
    process = desk.start(command, HRT_TEST_CHEAP_HASH="1")
    sign_in(desk, PASSWORD)
    find_containing(desk, "1 confirmed sale is missing in the database.")
    desk.press("Show What to Do")
    find_containing(desk, number)
    check(True, "what cannot be brought back is named in the window, with what to do")
    desk.key("Tab")  # from the answer that changes nothing to the other one
    desk.key("Return")
    wait_gone(desk, "1 confirmed sale is missing")
    return process


def main():
    program, admin = (Path(path).resolve() for path in sys.argv[1:3])
    shop = Shop(admin)
    command = [str(program), "--data-dir", str(shop.data)]
    try:
        follow_language(shop)
        with Session("1280x800", "en") as desk:
            shop.use_port(desk)
            process = try_again(desk, shop, command)
            sign_in(desk, PASSWORD)
            one_port(desk, shop)
            open_shift(desk)
            database_away(desk, shop)
            database_killed(desk, shop)
            drawer(desk, shop)
            backups(desk, shop)
            foreign_port(desk)
            process = lost_sales(desk, shop, command, process)
            bad = [line for line in desk.log.splitlines() if ("CRITICAL" in line or "WARNING" in line)
                   and "PostgreSQL 99" not in line and "start: " not in line]  # what the tests make it say
            check(not bad, f"no warnings {bad[:3]}")
            quit_program(desk, process)
    finally:
        shop.remove()


if __name__ == "__main__":
    main()
