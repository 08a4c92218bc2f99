#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what ninja must build so that these suites can run, a target a line: `suite-targets.py FOLDER SUITE...`.

A folder of sanitizers runs only the suites that gain by it; the app and the drawn pictures need not be made there.
"""
import json
import os
import subprocess
import sys


def introspect(folder, what):
    command = ["/usr/bin/python3", "/usr/bin/meson", "introspect", what, folder]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    folder, suites = sys.argv[1], set(sys.argv[2:])
    wanted = set()
    for test in introspect(folder, "--tests"):
        if suites & {suite.split(":")[-1] for suite in test["suite"]}:
            wanted.update(test["depends"])
    if not wanted:
        sys.exit(f"{folder} has no test of {', '.join(sorted(suites))}")
    for target in introspect(folder, "--targets"):
        if target["id"] in wanted:
            for name in target["filename"]:
                print(os.path.relpath(name, folder))


if __name__ == "__main__":
    main()
