# SPDX-License-Identifier: GPL-3.0-or-later
"""The app's list of products: what a frame costs and what the process holds with a million rows, against a thousand."""
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from table import Row

MANY, FEW, ROUNDS = 1_000_000, 1_000, 5
CPU_TARGET, MEMORY_TARGET_MIB, SAMPLE_TARGET_SECS = 1.1, 4, 120


def psql(conninfo, script):
    return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", conninfo], input=script, text=True,
                          capture_output=True, check=True).stdout


def fill(build, conninfo, count, data_dir):
    """The sample shop with @count products; seconds it took."""
    started = time.monotonic()
    subprocess.run([str(build / "tools/admin/hurtrock-admin"), "sample", "--database", conninfo, "--data-dir", data_dir,
                    "--products", str(count)], check=True, capture_output=True)
    seconds = time.monotonic() - started
    # What the server's own housekeeping does in the minutes after.
    psql(conninfo, "vacuum (analyze) hrt.product; vacuum hrt.product_count; vacuum hrt.product_mark;")
    return seconds


def check_rows(conninfo, found, count):
    """The rows that were at the top of the list are those that sorting all of them puts there."""
    if found["rows"] != count:
        raise RuntimeError(f"{found['rows']} rows, not {count}")
    for place, product, shown in found["top"]:
        expected = psql(conninfo, f"select id || ' ' || name from (select id, name from hrt.product where active "
                                  f"order by name, id offset {place} limit 1) p").strip()
        if expected != f"{product} {shown}":
            raise RuntimeError(f"place {place}: {product} {shown}, should be {expected}")


def scroll(build, environment, conninfo, data_dir, count):
    done = subprocess.run([str(build / "bench/bench-list"), f"{conninfo}", data_dir], env=environment, check=True,
                          capture_output=True, text=True)
    found = json.loads(done.stdout)
    check_rows(conninfo, found, count)
    return found


def measure(build, server, folder):
    environment = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "GDK_BACKEND": "x11", "GTK_A11Y": "none",
                   "GSETTINGS_BACKEND": "memory", "GSETTINGS_SCHEMA_DIR": str(build / "data"), "GSK_RENDERER": "cairo"}
    seconds = {}
    for count in (FEW, MANY):
        seconds[count] = fill(build, server.create_database(f"list_{count}"), count, folder)
    read, write = os.pipe()
    display = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                               pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        environment["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
        rounds = [[scroll(build, environment, server.conninfo(f"list_{count}", "hrt_staff"), folder, count)
                   for count in (MANY, FEW)] for _ in range(ROUNDS + 1)]
    finally:
        display.terminate()
        display.wait()
    return rounds[1:], seconds[MANY]  # the first round warms the caches


def run(build):
    from server import BenchServer
    subprocess.run(["ninja", "-C", str(build), "bench/bench-list"], check=True, capture_output=True)
    with tempfile.TemporaryDirectory() as folder, BenchServer(build) as server:
        Path(folder).chmod(0o755)
        rounds, sample_seconds = measure(build, server, folder)
    ratio = statistics.median(many["frame_ms"] / few["frame_ms"] for many, few in rounds)
    more = statistics.median(many["memory_kib"] - few["memory_kib"] for many, few in rounds) / 1024
    many, few = ({key: statistics.median(r[i][key] for r in rounds) for key in ("frame_ms", "memory_kib")} for i in (0, 1))
    return [
        Row("list of 1,000,000: CPU of a frame", "1,000 rows", f"{many['frame_ms']:.2f} ms", f"{few['frame_ms']:.2f} ms",
            ratio, f"<= {CPU_TARGET}x", ratio <= CPU_TARGET, "scrolled through its beginning, middle and end"),
        Row("list of 1,000,000: memory", "1,000 rows", f"{many['memory_kib'] / 1024:.1f} MiB",
            f"{few['memory_kib'] / 1024:.1f} MiB", more, f"<= +{MEMORY_TARGET_MIB} MiB", more <= MEMORY_TARGET_MIB,
            "without the search index, whose size bench/search measures"),
        Row("sample of 1,000,000 products", "-", f"{sample_seconds:.0f} s", "-", sample_seconds,
            f"< {SAMPLE_TARGET_SECS} s", sample_seconds < SAMPLE_TARGET_SECS)]
