#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the texts of the web shop's page templates as C for xgettext: _("…"), C_("context", "…")."""
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "shop-server/templates"
TAG = re.compile(r'{{\s*(_n?)\s+((?:"(?:[^"\\]|\\.)*"|[^"}])*)}}')
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def main():
    for path in sorted(FOLDER.rglob("*.html")):
        for number, line in enumerate(path.read_text().split("\n"), 1):
            for kind, rest in TAG.findall(line):
                quoted = QUOTED.findall(rest)
                print(f'#line {number} "shop-server/templates/{path.relative_to(FOLDER)}"')
                if kind == "_n" and len(quoted) == 2:
                    # Indonesian has one form: the engine looks the first text up and shows it for every number.
                    print(f"_({quoted[0]});")
                elif kind == "_" and len(quoted) == 2:
                    print(f"C_({quoted[0]}, {quoted[1]});")
                elif kind == "_" and len(quoted) == 1:
                    print(f"_({quoted[0]});")
                else:
                    sys.exit(f"{path}:{number}: cannot read this tag")


main()
