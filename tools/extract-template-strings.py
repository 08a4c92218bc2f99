#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the texts of the page templates as C, so that xgettext can read them (tools/update-po).

{{_ "text"}}, {{_ "context" | "text"}} and {{_n "one" | "many" | count}} become _(), C_() and ngettext().
"""
import re
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
QUOTED = r'"((?:\\.|[^"\\])*)"'
TAG = re.compile(r"\{\{\s*_(n?)\s*" + QUOTED + r"\s*(?:\|\s*" + QUOTED + r"\s*)?(?:\|\s*([^}\"]*))?\}\}", re.S)


def main():
    for path in sorted(TOP.glob("shop-server/templates/**/*.html")):
        text = path.read_text(encoding="utf-8")
        for found in TAG.finditer(text):
            plural, first, second, _ = found.groups()
            first, second = (part and part.replace("\n", "\\n") for part in (first, second))
            line = text.count("\n", 0, found.start()) + 1
            print(f"#line {line} \"{path.relative_to(TOP)}\"")
            if plural:
                print(f'ngettext ("{first}", "{second}", 0);')
            elif second is not None:
                print(f'C_("{first}", "{second}");')
            else:
                print(f'_("{first}");')


if __name__ == "__main__":
    main()
