#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""PostgreSQL is killed while a till sells: whatever was confirmed is there afterwards, and the books agree.

`test-crash.py ADMIN CLUSTER-TOOL SELL-TOOL`
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ADMIN, CLUSTER_TOOL, SELL_TOOL = (str(Path(name).resolve()) for name in sys.argv[1:4])
ENV = {**os.environ, "LC_ALL": "C.UTF-8", "HRT_TEST_CHEAP_HASH": "1",
       "G_DEBUG": "gc-friendly"}  # that the server is gone is worth a warning, and here the point
GOODS = "sku,product,category,price,stock\nS-1,Senar,Aksesori,5000,100000\n"
FACTS = """select t.id, s.id, s.opened_by, v.id, v.price from hrt.till_shift s join hrt.till t on t.id = s.till_id, hrt.variant v
    where s.closed_at is null"""


class Till:
    """Sells without a pause; `confirmed` are the numbers it was given."""

    def __init__(self, conninfo, data, facts):
        self.confirmed = []
        self.process = subprocess.Popen([SELL_TOOL, conninfo, str(data), *facts.split("|")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENV)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            if line.endswith("\n"):  # the half line of a killed till was not read by anybody
                self.confirmed.append(line.strip())

    def wait_sold(self, more, seconds=60):
        wanted, end = len(self.confirmed) + more, time.monotonic() + seconds
        while len(self.confirmed) < wanted:
            assert time.monotonic() < end, f"{len(self.confirmed)} of {wanted} sales"
            time.sleep(0.002)

    def end(self, kill=False):
        """Its exit code. Also called when a test has failed: the thread that reads what it says would wait for ever."""
        if kill:
            self.process.kill()
        self.process.stdin.close()
        status = self.process.wait(60)
        self.reader.join()
        self.process.stdout.close()
        return status


class Crash(unittest.TestCase):
    def setUp(self):
        memory = "/dev/shm" if os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > 700 << 20 else None
        self.top = Path(tempfile.mkdtemp(prefix="hrt-cr-", dir=memory))
        self.addCleanup(shutil.rmtree, self.top)
        self.top.chmod(0o755)
        self.data = self.top / "data"
        self.holder = None
        self.addCleanup(self.close)
        self.open()
        (self.top / "goods.csv").write_text(GOODS)
        self.admin("migrate")
        self.admin("import", "products", self.top / "goods.csv")
        self.admin("user", "add", "ani", "--role", "admin", stdin="rahasia gitar biru\n")
        self.sql("insert into hrt.till (code, name) values ('till-1', 'Kasir')")
        self.sql("select from hrt.open_shift(gen_random_uuid(), (select id from hrt.till), (select id from hrt.staff), 0)")
        self.facts = self.sql(FACTS)
        self.killed = None

    def start_till(self):
        till = Till(self.conninfo, self.data, self.facts)
        self.addCleanup(till.end, kill=True)
        return till

    def open(self):
        """Keeps the cluster open, and starts it again when its server dies, as the app does."""
        self.holder = subprocess.Popen([CLUSTER_TOOL, str(self.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                       env=ENV)
        for line in self.holder.stdout:
            key, _, self.conninfo = line.rstrip("\n").partition(" ")
            self.assertNotEqual(key, "error", line)
            if key == "conninfo":
                break

    def close(self):
        if self.holder:
            self.holder.communicate(timeout=60)
            self.holder = None

    def admin(self, *words, stdin="", code=0):
        done = subprocess.run([ADMIN, *map(str, words), "--data-dir", str(self.data)], input=stdin, capture_output=True,
                              text=True, check=False, env=ENV)
        self.assertEqual(done.returncode, code, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def sql(self, text):
        return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo, "-c", text], check=True,
                              capture_output=True, text=True).stdout.strip()

    def kill_server(self, seconds=30):
        """The one that runs now: what the one before had confirmed may be read when it is long dead, and its number still there,
        or the next one just begun."""
        end = time.monotonic() + seconds
        while True:
            assert time.monotonic() < end, "no server that could be killed"
            try:
                words = (self.data / "cluster" / "postmaster.pid").read_text().split()
                number = int(words[0])
                if number != self.killed and words[-1] == "ready":
                    os.kill(number, signal.SIGKILL)
                    self.killed = number
                    return
            except (FileNotFoundError, IndexError, ProcessLookupError):
                pass  # between the two
            time.sleep(0.01)

    def assert_all_there(self, confirmed):
        self.assertEqual(json.loads(self.admin("check", "--json").stdout), {"broken": [], "healthy": True})
        known = self.sql("select number from hrt.sales_order").split()
        self.assertEqual(set(confirmed) - set(known), set())
        self.assertEqual(len(confirmed), len(set(confirmed)), "a number was given twice")
        return known

    def test_server_killed_while_selling(self):
        """The till goes on by itself, and no sale is there twice."""
        till = self.start_till()
        for _ in range(3):
            till.wait_sold(100)
            self.kill_server()
        till.wait_sold(100)
        self.assertEqual(till.end(), 0)
        known = self.assert_all_there(till.confirmed)
        self.assertGreaterEqual(len(till.confirmed), 400)
        self.assertEqual(sorted(known), sorted(till.confirmed))
        self.assertEqual(self.sql("select 100000 - on_hand from hrt.stock_level"), str(len(known)))

    def test_everything_killed_while_selling(self):
        """Server, till and whoever kept the server: the next start finds what was confirmed."""
        confirmed = []
        for _ in range(2):
            till = self.start_till()
            till.wait_sold(100)
            self.kill_server()
            till.end(kill=True)
            self.holder.kill()
            self.close()
            confirmed += till.confirmed
            self.open()
        self.assert_all_there(confirmed)

    def test_older_cluster_put_in_place(self):
        """The disk that forgot what it had confirmed: the journal has it."""
        self.close()
        older = self.top / "older"
        subprocess.run(["cp", "-a", self.data / "cluster", older], check=True)
        self.open()
        till = self.start_till()
        till.wait_sold(200)
        self.kill_server()
        till.end(kill=True)
        self.holder.kill()
        self.close()
        time.sleep(1)  # the server's last processes
        shutil.rmtree(self.data / "cluster")
        older.rename(self.data / "cluster")
        self.open()
        self.assertEqual(self.sql("select count(*) from hrt.sales_order"), "0")
        self.assertIn("has been brought back", self.admin("check").stderr)
        self.assert_all_there(till.confirmed)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]], verbosity=2)
