# SPDX-License-Identifier: GPL-3.0-or-later
"""Product page without the page cache: CPU of server and PostgreSQL per page, against the predecessor's stack (Flask,
SQLAlchemy, Jinja, gunicorn with three workers) on the same rows of the same cluster, in turns."""
import html
import os
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from product_page import fill_sample, free_port, start_ours, stop, wait_for
from table import Row, tree_cpu

HERE = Path(__file__).resolve().parent
ROUNDS = 3
SECONDS = 4
TARGET = 40


def load(url, folder):
    """Requests answered by wrk in SECONDS, all of them 200."""
    script = Path(folder) / "report.lua"
    script.write_text('done = function(s) io.write(string.format("RESULT %d %d %d\\n", s.requests, s.errors.status, '
                      's.errors.timeout + s.errors.read + s.errors.connect)) end\n', encoding="ascii")
    out = subprocess.run(["wrk", "-t1", "-c8", f"-d{SECONDS}s", "-s", str(script), url], check=True,
                         capture_output=True, text=True).stdout
    requests, bad, broken = map(int, next(line for line in out.splitlines() if line.startswith("RESULT")).split()[1:])
    if bad or broken:
        raise RuntimeError(f"{url}: {bad} bad answers, {broken} broken connections")
    return requests


def check_same(conninfo, product, ours, theirs):
    """Both pages show what the rows say: texts, each variant's price, each picture, four others of the shelf."""
    def ask(query):
        return subprocess.run(["psql", "-AtX", conninfo, "-c", query.format(product)], check=True, capture_output=True,
                              text=True).stdout.split("\n")[:-1]
    name, brand, category = (ask("select p.name, b.name, c.name_id from hrt.product p join hrt.brand b on b.id = p.brand_id "
                                 "join hrt.category c on c.id = p.category_id where p.id = {}")[0]).split("|")
    wanted = [name, brand, category, *ask("select name_id from hrt.category where parent_id is null and active"),
              *(f"{int(price):,}".replace(",", ".") for price in ask("select price from hrt.variant where product_id = {} and active")),
              *ask("select hash from hrt.image where product_id = {}"),
              *ask("select s->>'value' from hrt.product p, jsonb_array_elements(p.specification) s where p.id = {}")]
    for what, page in (("ours", ours), ("the reference's", theirs)):
        text = html.unescape(page.decode())
        missing = [word for word in wanted if word not in text]
        if missing:
            raise RuntimeError(f"{what} page does not show {missing}")
        related = set(re.findall(r"/product/(\d+)-", text)) - {product}
        if len(related) != 4:
            raise RuntimeError(f"{what} page shows {len(related)} others of the shelf")


def cpu_per_page(pids, url, folder):
    before = sum(map(tree_cpu, pids))
    requests = load(url, folder)
    return (sum(map(tree_cpu, pids)) - before) / requests


def start_theirs(conninfo, **more):
    port = free_port()
    gunicorn = [sys.executable if sys.executable.startswith("/usr/bin") else "/usr/bin/python3", "-m", "gunicorn",
                "--workers", "3", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "shop:app"]
    process = subprocess.Popen(gunicorn, cwd=HERE / "reference", env={**os.environ, "REFERENCE_DSN": conninfo, **more})
    return process, f"http://127.0.0.1:{port}"


def run(build):
    from server import BenchServer
    with BenchServer(build) as cluster, tempfile.TemporaryDirectory() as folder:
        owner = cluster.create_database("bench_product")
        fill_sample(build, cluster.conninfo("bench_product", "hrt_owner"), folder, "--products=100000", "--without-history")
        product = subprocess.run(["psql", "-AtX", owner, "-c",
                                  "select min(product_id) from hrt.image where variant_id is not null"],
                                 check=True, capture_output=True, text=True).stdout.strip() or "1"
        # What filling has left to do is done before, not by autovacuum in the middle of somebody's round.
        subprocess.run(["psql", "-qX", owner, "-c", "vacuum analyze", "-c", "checkpoint"], check=True)
        ours, our_url = start_ours(build, cluster.conninfo("bench_product", "hrt_web"), cached=False)
        theirs, their_url = start_theirs(owner)
        eager, eager_url = start_theirs(owner, REFERENCE_EAGER="1")
        try:
            page = f"{our_url}/product/{product}"
            with urllib.request.urlopen(page, timeout=5) as answer:
                page = answer.url
            others = [(url + f"/product/{product}", process) for url, process in ((their_url, theirs), (eager_url, eager))]
            for other, process in others:
                check_same(owner, product, wait_for(page, ours), wait_for(other, process))
            for url, _ in ((page, ours), *others):
                load(url, folder)  # all are warm: connections, plans, caches, as they are all day
            figures = [(cpu_per_page([ours.pid, cluster.pid], page, folder),
                        *(cpu_per_page([process.pid, cluster.pid], other, folder) for other, process in others))
                       for _ in range(ROUNDS)]
        finally:
            stop(ours)
            stop(theirs)
            stop(eager)
    costs = [statistics.median(f[i] for f in figures) * 1e6 for i in range(3)]
    ratios = [statistics.median(f[i] / f[0] for f in figures) for i in (1, 2)]
    return [Row("product page, uncached: CPU", "Flask + SQLAlchemy + Jinja, gunicorn x3", f"{costs[0]:.0f} us", f"{costs[1]:.0f} us",
                ratios[0], f">= {TARGET}x less", ratios[0] >= TARGET,
                f"{ROUNDS} rounds of {SECONDS} s each, interleaved, after one to warm up each; server and PostgreSQL together"),
            Row("the same", "with relations loaded eagerly", f"{costs[0]:.0f} us", f"{costs[2]:.0f} us", ratios[1], "for comparison",
                True)]
