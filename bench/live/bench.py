# SPDX-License-Identifier: GPL-3.0-or-later
"""A price is changed by one process; how long until an open list in another one and the cached page of the web shop show
it. All three on the machine's monotonic clock. The page is asked for all the time, so it is cached when the change comes."""
import http.client
import json
import os
import statistics
import subprocess
import threading
import time
from urllib.parse import urlsplit

from product_page import fill_sample, start_ours, stop
from server import BenchServer
from table import Row

ROUNDS, TARGET_MS, PATIENCE_SECS = 40, 50, 10


def rupiah(price):
    return f"{price:,}".replace(",", ".")


class Watcher(threading.Thread):
    """Keeps when each price was first seen by the process that prints them."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process, self.seen = process, {}

    def run(self):
        for line in self.process.stdout:
            heard = json.loads(line)
            self.seen.setdefault(heard["price"], heard["us"])


class PageWatcher(threading.Thread):
    """Asks for the page over and over on one connection."""

    def __init__(self, url):
        super().__init__(daemon=True)
        self.url, self.wanted, self.seen, self.ended = urlsplit(url), None, {}, False

    def run(self):
        line = http.client.HTTPConnection(self.url.netloc)
        while not self.ended:
            line.request("GET", self.url.path)
            page = line.getresponse().read().decode()
            now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
            wanted = self.wanted
            if wanted and rupiah(wanted) in page:
                self.seen.setdefault(wanted, now)
            time.sleep(0.001)


def wait_for_price(name, watcher, price):
    """Slow is a figure; never is a fault."""
    end = time.monotonic() + PATIENCE_SECS
    while price not in watcher.seen:
        if time.monotonic() > end:
            raise RuntimeError(f"price {price} did not reach {name} in {PATIENCE_SECS} s")
        time.sleep(0.002)


def run(build):
    subprocess.run(["ninja", "-C", str(build), "bench/bench-live"], check=True, capture_output=True)
    with BenchServer(build) as server:
        owner = server.create_database("bench_live")
        fill_sample(build, server.conninfo("bench_live", "hrt_owner"), server.folder / "shop", "--without-history",
                    "--without-pictures")
        from cluster import psql
        psql(owner, "insert into hrt.staff (login, name, role, password_hash) values ('bench', 'Bench', 'admin', 'x')")
        product, variant, staff = psql(owner, """select v.product_id, v.id, (select id from hrt.staff where login = 'bench')
            from hrt.variant v where v.active order by v.id limit 1""").split("|")
        psql(owner, f"update hrt.variant set compare_at_price = null, active = id = {variant} where product_id = {product}")
        web, url = start_ours(build, server.conninfo("bench_live", "hrt_web"), cached=True)
        tool = str(build / "bench/bench-live")
        conninfo = server.conninfo("bench_live", "hrt_staff")
        watch = subprocess.Popen([tool, "watch", conninfo, product], stdout=subprocess.PIPE, text=True)
        change = subprocess.Popen([tool, "change", conninfo, variant, staff], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        slug = psql(owner, f"select slug from hrt.product where id = {product}")
        page = PageWatcher(f"{url}/product/{product}-{slug}")
        app = Watcher(watch)
        try:
            app.start()
            page.start()
            time.sleep(1)
            delays = {"app": [], "web": []}
            for number in range(ROUNDS):
                price = 1_234_000 + number * 1000
                page.wanted = price
                change.stdin.write(f"{price}\n")
                change.stdin.flush()
                committed = json.loads(change.stdout.readline())["us"]
                for name, watcher in (("app", app), ("web", page)):
                    wait_for_price(name, watcher, price)
                    delays[name].append((watcher.seen[price] - committed) / 1000)
                time.sleep(0.05)
        finally:
            page.ended = True
            for process in (watch, change, web):
                stop(process)
    rows = []
    for name, what in (("app", "open list in another process"), ("web", "cached page of the web shop")):
        worst = sorted(delays[name])[int(ROUNDS * 0.95)]
        rows.append(Row(f"change seen: {what}", "clock, 95th percentile", f"{statistics.median(delays[name]):.1f} ms", "-",
                        worst, f"<= {TARGET_MS} ms", worst <= TARGET_MS,
                        f"on an otherwise idle machine; load was {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"))
    return rows
