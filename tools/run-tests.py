#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and runs the suites: the whole in the plain build, the edge and the pure parts once more under ASan and
UBSan (with --sanitize the database suites too). What asks the whole server from outside runs under the sanitizers only.

Ends with the line "N passed, N failed[, N skipped]" and exits 1 when anything failed or nothing ran.
Called by `./hurtrock test [SUITE...] [--quick | --sanitize]`.
"""
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MESON = ["/usr/bin/python3", "/usr/bin/meson"]
SANITIZED_SUITES = ("unit", "web")
UNSANITIZED = "files"  # what no compiled program takes part in
OUTSIDE = "outside"  # what asks the whole server from outside: once, under the sanitizers where those run
ON_DEMAND = "slow"
SANITIZED_ON_DEMAND = ("db",)  # --sanitize: a quarter of an hour more
SANITIZE = ["-Db_sanitize=address,undefined", "-Db_lundef=false", "-Dbuildtype=debug", "-Doptimization=1"]
PROCESSES = (os.cpu_count() or 1) + 1  # tests wait for servers, screens and flushes for a good part of their time
SANITIZED_PROCESSES = 2  # beside those, as soon as they are built: mostly towards the end
PASS, SKIP = ("OK", "EXPECTEDFAIL"), ("SKIP",)


class Tally:
    """What passed and failed over all runs."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def add_log(self, path):
        """Adds one meson testlog.json: a line per test program, its subtests counted when it speaks TAP."""
        for line in path.read_text(encoding="utf-8").splitlines():
            test = json.loads(line)
            result = test["result"]
            subtests = [t.strip() for t in (test.get("stdout") or "").splitlines()]
            oks = sum(1 for t in subtests if t.startswith("ok ") and "# SKIP" not in t)
            if result in PASS:
                self.passed += max(oks, 1)
            elif result in SKIP:
                self.skipped += 1
            else:
                self.passed += oks
                self.failed += max(1, sum(1 for t in subtests if t.startswith("not ok ")))
                print(f"--- {test['name']}: {result}\n{(test.get('stdout') or '')[-6000:]}\n"
                      f"{(test.get('stderr') or '')[-6000:]}", flush=True)


running = set()


def run(command, **kwargs):
    print("+", " ".join(str(c) for c in command), flush=True)
    with subprocess.Popen(command, cwd=TOP, **kwargs) as process:
        running.add(process)
        code = process.wait()
        running.remove(process)
    return code


def stop(*_):
    for process in list(running):
        process.terminate()
    sys.exit(143)


def build(folder, options):
    """Configures a build folder the first time and builds it; False when either failed."""
    if not (TOP / folder / "build.ninja").exists():
        if run([*MESON, "setup", folder, *options]) != 0:
            return False
    return run(["ninja", "-C", folder]) == 0


def yield_to_others():
    """For a child that only takes what the machine has left; its scheduling group too, where the kernel makes groups."""
    os.setsid()
    os.nice(19)
    try:
        Path("/proc/self/autogroup").write_text("19", encoding="ascii")
    except OSError:
        pass


class BuildBeside:
    """What @suites need of a build folder, built while the suites of another one run: screens mostly wait, compilers
    never do."""

    def __init__(self, folder, options, suites):
        self.log = TOP / "_build" / f"{folder}.log"
        command = (f'set -e; [ -f {folder}/build.ninja ] || {" ".join(MESON)} setup {folder} {" ".join(options)}; '
                   f'targets=$(tools/suite-targets.py {folder} {" ".join(suites)}); ninja -C {folder} $targets')
        print("+", command, "&", flush=True)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(["sh", "-c", command], cwd=TOP, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                            preexec_fn=yield_to_others)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)

    def wait(self):
        """Waits for the end; False, with what it printed, when the build failed."""
        failed = self.process.wait() != 0
        if failed:
            print(self.log.read_text(encoding="utf-8", errors="replace")[-6000:], flush=True)
        self.log.unlink()
        return not failed


def run_suites(folder, suites, tally, *, without=(ON_DEMAND,), processes=PROCESSES):
    log = TOP / folder / "meson-logs" / "testlog.json"
    log.unlink(missing_ok=True)
    arguments = [item for suite in suites for item in ("--suite", suite)]
    arguments += [item for suite in without if suite not in suites for item in ("--no-suite", suite)]
    run([*MESON, "test", "-C", folder, "--no-rebuild", "--print-errorlogs", "--timeout-multiplier", "3",
         "--num-processes", str(processes), *arguments],
        stdout=subprocess.DEVNULL)
    if log.exists():
        tally.add_log(log)
    else:
        tally.failed += 1
        print(f"--- no test of {', '.join(suites) or 'any suite'} ran in {folder}", flush=True)


def run_builds(suites, sanitized, tally):
    """The @suites (all when empty) in the plain build, those of @sanitized once more in the sanitizers' build."""
    if not build("_build", []):
        tally.failed += 1
        return
    if not sanitized:
        run_suites("_build", suites, tally)
        return
    with ThreadPoolExecutor(1) as other, BuildBeside("_build_asan", SANITIZE, sanitized) as beside:
        rest = other.submit(run_sanitized, beside, sanitized)
        run_suites("_build", suites, tally, without=(ON_DEMAND, OUTSIDE))
        tally.add(rest.result())


def run_sanitized(beside, suites):
    tally = Tally()
    if beside.wait():
        run_suites("_build_asan", suites, tally, without=(UNSANITIZED,), processes=SANITIZED_PROCESSES)
    else:
        tally.failed += 1
    return tally


def main():
    started = time.monotonic()
    signal.signal(signal.SIGTERM, stop)  # what runs beside ends, too
    words = [w for w in sys.argv[1:] if not w.startswith("--")]
    quick = "--quick" in sys.argv
    sanitizable = SANITIZED_SUITES + (SANITIZED_ON_DEMAND if "--sanitize" in sys.argv else ())
    tally = Tally()
    os.environ.setdefault("CC", "ccache gcc")
    if not words or "lint" in words:
        for check in (["/usr/bin/python3", "tools/lint.py"], ["tools/update-po", "--check"]):
            if run(check) == 0:
                tally.passed += 1
            else:
                tally.failed += 1
    suites = [w for w in words if w != "lint"]
    if suites or not words:
        run_builds(suites, [] if quick else [s for s in sanitizable if not suites or s in suites], tally)
    skipped = f", {tally.skipped} skipped" if tally.skipped else ""
    print(f"took {time.monotonic() - started:.0f} s")
    print(f"{tally.passed} passed, {tally.failed} failed{skipped}")
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
