#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`./hurtrock bench [NAME...]`: runs the measurements and prints one table of ratios.

Each measurement is bench/NAME/bench.py with `run(build) -> list[Row]`. It starts what it needs on loopback, measures
itself and its reference interleaved in the same run, checks the answers inside the run, and stops what it started.
"""
import importlib.util
import os
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "tests" / "lib"))

from table import Row, print_table  # noqa: E402  (the path is set just above)


def load(name):
    spec = importlib.util.spec_from_file_location(f"bench_{name.replace('-', '_')}", HERE / name / "bench.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    build = Path(os.environ.get("HRT_BUILD_ROOT", HERE.parent / "_build"))
    known = sorted(p.parent.name for p in HERE.glob("*/bench.py"))
    wanted = sys.argv[1:] or known
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    rows = []
    for name in wanted:
        print(f"== {name}", flush=True)
        try:
            rows += load(name).run(build)
        except Exception:  # one broken measurement must not hide the others
            traceback.print_exc()
            rows.append(Row(name, "-", "-", "-", 0, "-", False, "did not run, see above"))
    print()
    print_table(rows)
    return 0 if rows and all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
