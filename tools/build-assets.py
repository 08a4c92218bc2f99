#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles the web shop's style sheet and scripts: build-assets.py SOURCE_DIR OUT_DIR.

Brings the pinned npm packages in when they are missing; afterwards the network is not needed.
"""
import shutil
import subprocess
import sys
from pathlib import Path


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    esbuild = source / "node_modules/.bin/esbuild"
    if not esbuild.exists():
        if shutil.which("npm") is None:
            sys.exit("npm is needed to build the web shop's style sheet: install nodejs and npm, or run ./hurtrock")
        subprocess.run([source.parents[1] / "tools/npm-deps"], check=True, stdout=sys.stderr)
    common = [esbuild, "--bundle", "--minify", "--log-level=warning", "--legal-comments=none", "--target=es2022"]
    subprocess.run([*common, "--loader:.woff2=dataurl", f"--outfile={out / 'shop.css'}", source / "css/shop.css"], check=True)
    subprocess.run([*common, "--format=esm", f"--outfile={out / 'shop.js'}", source / "js/shop.js"], check=True)


main()
