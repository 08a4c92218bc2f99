#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one file of pgTAP tests in a database of its own: run-pgtap.py FILE

The database is a migrated one with fixture.psql loaded and pgTAP installed. The file runs as superuser and changes the role
where it wants to. After it, hrt.check_invariants() must find nothing, unless the file says '-- leaves faults'.
Prints TAP; ends with 1 when psql stops at an error.
"""
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lib"))
import cluster  # pylint: disable=wrong-import-position

HERE = Path(__file__).resolve().parent


def main():
    test = Path(sys.argv[1])
    with cluster.Database() as db:
        db.psql("create schema tap; create extension pgtap schema tap; grant usage on schema tap to public;"
                f"alter database {db.name} set search_path = tap, public;")
        db.psql((HERE / "fixture.psql").read_text(encoding="utf-8"))
        text = test.read_text(encoding="utf-8")
        script = "select no_plan();\n" + text + "\nreset session authorization;\n"
        if "-- leaves faults" not in text:
            script += "select is_empty('select * from hrt.check_invariants()', 'every invariant holds afterwards');\n"
        script += "select * from finish();\n"
        done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", db.conninfo(), "-f", "-"], input=script, text=True,
                              capture_output=True, env={**os.environ, "PSQLRC": os.devnull}, check=False)
    print(done.stdout)
    if done.returncode != 0:
        print("Bail out! " + done.stderr.replace("\n", "\n# "))
        sys.exit(1)


if __name__ == "__main__":
    main()
