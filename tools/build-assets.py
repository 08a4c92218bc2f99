#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles the web shop's style sheet and scripts: build-assets.py SOURCE_DIR OUT_DIR.

Brings the pinned npm packages in when they are missing; afterwards the network is not needed.
"""
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

FONT = "node_modules/@fontsource/bebas-neue/files/bebas-neue-latin-400-normal.woff2"


def name_font(out):
    """The server names a file by its content (hrt-web-assets.c); the style sheet has to say the same name."""
    digest = hashlib.sha256((out / "bebas.woff2").read_bytes()).hexdigest()[:12]
    css = (out / "shop.css").read_text()
    named, count = re.subn(r"[^(\"']*bebas-neue-latin-400-normal\.woff2", f"/static/bebas.{digest}.woff2", css)
    if count != 1:
        sys.exit(f"the font is named {count} times in the style sheet")
    (out / "shop.css").write_text(named)


def find_esbuild(source):
    """The program itself when it is there, which runs without node; a packager may have brought in only that."""
    modules = source / "node_modules"
    found = [modules / ".bin/esbuild", *sorted(modules.glob("@esbuild/*/bin/esbuild"))]
    return next((path for path in found if path.exists()), None)


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    esbuild = find_esbuild(source)
    if esbuild is None:
        if shutil.which("npm") is None:
            sys.exit("npm is needed to build the web shop's style sheet: install nodejs and npm, or run ./hurtrock")
        subprocess.run([source.parents[1] / "tools/npm-deps"], check=True, stdout=sys.stderr)
        esbuild = find_esbuild(source)
    common = [esbuild, "--bundle", "--minify", "--log-level=warning", "--legal-comments=none", "--target=es2022"]
    subprocess.run([*common, "--external:*.woff2", f"--outfile={out / 'shop.css'}", source / "css/shop.css"], check=True)
    shutil.copyfile(source / FONT, out / "bebas.woff2")
    name_font(out)
    subprocess.run([*common, "--format=esm", f"--outfile={out / 'shop.js'}", source / "js/shop.js"], check=True)


main()
