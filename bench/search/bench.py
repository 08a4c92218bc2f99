# SPDX-License-Identifier: GPL-3.0-or-later
"""Search: the in-memory index against ILIKE on five columns, the same catalogue and the same questions in one run."""
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from table import Row

SETUP = """
create unlogged table item (id int8 primary key, name text, brand text, model text, sku text, barcode text);
\\copy item from '{csv}' with (format csv)
analyze item;
"""
ILIKE = ("select id from item where name ilike {q} or brand ilike {q} or model ilike {q} or sku ilike {q} "
         "or barcode ilike {q} limit 20")


def psql(conninfo, script):
    return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", conninfo], input=script, text=True,
                          capture_output=True, check=True).stdout


def ask_ilike(conninfo, queries):
    """Milliseconds per query, one word with its wildcards as the predecessor asked it."""
    times = []
    for query in queries:
        pattern = "'%" + query.replace("'", "''") + "%'"
        out = psql(conninfo, "\\timing on\n" + ILIKE.format(q=pattern) + ";\n")
        times.append(float(next(line for line in out.splitlines() if line.startswith("Time:")).split()[1]))
    return times


def run(build):
    from server import BenchServer
    rows = []
    subprocess.run(["ninja", "-C", str(build), "bench/bench-search"], check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder, BenchServer(build) as cluster:
        Path(folder).chmod(0o755)
        for count in (100_000, 1_000_000):
            csv, questions = Path(folder) / "items.csv", Path(folder) / "queries.txt"
            started = time.monotonic()
            done = subprocess.run([str(build / "bench/bench-search"), str(count), str(csv), str(questions)],
                                  check=True, capture_output=True, text=True)
            figures = json.loads(done.stdout)
            conninfo = cluster.create_empty_database(f"search_{count}")
            psql(conninfo, SETUP.format(csv=csv))
            sample = questions.read_text(encoding="utf-8").splitlines()[:24]
            theirs = statistics.median(ask_ilike(conninfo, sample))
            right = min(figures["right"])
            rows.append(Row(f"search {count:,}: p99", "ILIKE on 5 columns, median", f"{figures['p99_us']:.0f} us",
                            f"{theirs:.0f} ms", figures["p99_us"] / 1000, "p99 <= 2 ms CPU",
                            figures["p99_us"] <= 2000,
                            f"p50 {figures['p50_us']:.0f} us, built in {figures['build_s']:.1f} s, "
                            f"{figures['size_mib']:.0f} MiB, {time.monotonic() - started:.0f} s in all"))
            rows.append(Row(f"search {count:,}: found in first 20", "the product meant", f"{right:.1%}", "-",
                            right, ">= 0.99 in each class", right >= 0.99))
    return rows
