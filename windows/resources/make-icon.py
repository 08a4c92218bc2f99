#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build step: the drawing of the program's icon as a Windows .ico of all usual sizes.

make-icon.py DRAWING.svg OUT.ico"""
import pathlib
import subprocess
import sys
import tempfile

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def main():
    drawing, out = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        pictures = []
        for size in SIZES:
            picture = pathlib.Path(folder) / f"{size}.png"
            subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", picture, drawing], check=True)
            # Large ones stay PNG inside the .ico; old readers want bitmaps for the small ones.
            pictures += ["--raw", str(picture)] if size >= 64 else [str(picture)]
        subprocess.run(["icotool", "--create", "--output", out, *pictures], check=True)


if __name__ == "__main__":
    main()
