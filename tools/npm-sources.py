#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes flatpak/npm-sources.yml: the npm packages of the web shop's front end as Flatpak sources, from the lock file.

`npm-sources.py` writes it, `npm-sources.py --check` fails when it is not what the lock file asks for. Of esbuild only the
programs themselves are taken, one per architecture: they run without node. A package is named by the file that `npm pack`
makes of it (flatpak/fetch-sources.sh) and pinned by its checksum; where it is fetched from is npm's own setting.
"""
import base64
import json
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
LOCK = TOP / "shop-server/assets/package-lock.json"
SOURCES = TOP / "flatpak/npm-sources.yml"
ARCHES = {"node_modules/@esbuild/linux-x64": "x86_64", "node_modules/@esbuild/linux-arm64": "aarch64"}
HEADER = "# SPDX-License-Identifier: GPL-3.0-or-later\n# Made by tools/npm-sources.py; do not edit.\n"


def wanted(packages):
    for place, package in packages.items():
        if place in ARCHES or not (place == "" or place.startswith("node_modules/@esbuild/") or place == "node_modules/esbuild"):
            yield place, package


def format_source(place, package):
    name = place.removeprefix("node_modules/")
    packed = name.removeprefix("@").replace("/", "-")
    kind, digest = package["integrity"].split("-", 1)
    lines = ["- type: archive", f"  path: npm/{packed}-{package['version']}.tgz", f"  {kind}: {base64.b64decode(digest).hex()}",
             f"  dest: shop-server/assets/{place}", f"  x-npm: '{name}@{package['version']}'"]
    if place in ARCHES:
        lines.append(f"  only-arches: [{ARCHES[place]}]")
    return "\n".join(lines) + "\n"


def main():
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    text = HEADER + "".join(format_source(place, package) for place, package in wanted(packages))
    if "--check" not in sys.argv:
        SOURCES.write_text(text, encoding="utf-8")
    elif SOURCES.read_text(encoding="utf-8") != text:
        sys.exit(f"{SOURCES.relative_to(TOP)} does not fit the lock file: run tools/npm-sources.py")


main()
