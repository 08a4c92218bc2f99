# SPDX-License-Identifier: GPL-3.0-or-later
"""Product page without the page cache: CPU of server and PostgreSQL per page, against the predecessor's stack (Flask,
SQLAlchemy, Jinja, gunicorn with three workers) on the same rows of the same cluster, in turns."""
import os
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from product_page import free_port, start_ours, stop, wait_for
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


def cpu_per_page(pids, url, folder):
    before = sum(map(tree_cpu, pids))
    requests = load(url, folder)
    return (sum(map(tree_cpu, pids)) - before) / requests


def start_theirs(conninfo):
    port = free_port()
    gunicorn = [sys.executable if sys.executable.startswith("/usr/bin") else "/usr/bin/python3", "-m", "gunicorn",
                "--workers", "3", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "shop:app"]
    process = subprocess.Popen(gunicorn, cwd=HERE / "reference", env={**os.environ, "REFERENCE_DSN": conninfo})
    return process, f"http://127.0.0.1:{port}"


def run(build):
    from server import BenchServer
    with BenchServer(build) as cluster, tempfile.TemporaryDirectory() as folder:
        owner = cluster.create_database("bench_product")
        subprocess.run([str(build / "tools/admin/hurtrock-admin"), "--database", owner, "sample", "--products",
                        "100000", "--seed", "7"], check=True, stdout=subprocess.DEVNULL)
        product = subprocess.run(["psql", "-AtX", owner, "-c",
                                  "select min(product_id) from hrt.image where variant_id is not null"],
                                 check=True, capture_output=True, text=True).stdout.strip() or "1"
        ours, our_url = start_ours(build, cluster.conninfo("bench_product", "hrt_web"), cached=False)
        theirs, their_url = start_theirs(owner)
        try:
            page, other = f"{our_url}/product/{product}", f"{their_url}/product/{product}"
            with urllib.request.urlopen(page, timeout=5) as answer:
                page = answer.url
            name = subprocess.run(["psql", "-AtX", owner, "-c", f"select name from hrt.product where id = {product}"],
                                  check=True, capture_output=True, text=True).stdout.strip()
            for url, process in ((page, ours), (other, theirs)):
                if name.encode() not in wait_for(url, process):
                    raise RuntimeError(f"{url} does not show {name}")
            figures = [(cpu_per_page([ours.pid, cluster.pid], page, folder),
                        cpu_per_page([theirs.pid, cluster.pid], other, folder)) for _ in range(ROUNDS)]
        finally:
            stop(ours)
            stop(theirs)
    our_cost, their_cost = (statistics.median(f[i] for f in figures) for i in (0, 1))
    ratio = statistics.median(b / a for a, b in figures)
    return [Row("product page, uncached: CPU", "Flask + SQLAlchemy + Jinja, gunicorn x3", f"{our_cost * 1e6:.0f} us",
                f"{their_cost * 1e6:.0f} us", ratio, f">= {TARGET}x less", ratio >= TARGET,
                f"{ROUNDS} rounds of {SECONDS} s each, interleaved; server and PostgreSQL together")]
