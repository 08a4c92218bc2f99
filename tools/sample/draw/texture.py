# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Small noise pictures (wood fibre, flames, tortoise, leather) for the drawings to stretch over their surfaces.

An SVG turbulence filter does the same and costs the renderer a second a picture; a few kilobytes of PNG cost nothing.
"""
import base64
import functools
import struct
import zlib


def lattice(nx, ny, seed):
    """Numbers of 0..1 on a grid, from a linear congruential generator of our own."""
    state = (seed * 2654435761 + nx * 40503 + ny * 9973) & 0xffffffff
    rows = []
    for _ in range(ny):
        row = []
        for _ in range(nx):
            state = (state * 1664525 + 1013904223) & 0xffffffff
            row.append((state >> 8) / 0xffffff)
        rows.append(row)
    return rows


def spread(cells, pixels):
    """For every pixel of a line: the cell on its left and how far it is to the next."""
    out = []
    for i in range(pixels):
        at = i * (cells - 1.001) / max(pixels - 1, 1)
        cell = int(at)
        part = at - cell
        out.append((cell, part * part * (3 - 2 * part)))
    return out


def octave(width, height, nx, ny, seed):
    grid = lattice(nx, ny, seed)
    across, down = spread(nx, width), spread(ny, height)
    rows = []
    for cy, ty in down:
        low, high = grid[cy], grid[cy + 1]
        blended = [a + (b - a) * ty for a, b in zip(low, high)]
        rows.append([blended[cx] + (blended[cx + 1] - blended[cx]) * tx for cx, tx in across])
    return rows


@functools.lru_cache(maxsize=None)
def noise(nx, ny, seed):
    """Two octaves, 0..1, at three pixels a cell."""
    width, height = min(nx * 3, 360), min(ny * 3, 360)
    one = octave(width, height, nx + 1, ny + 1, seed)
    two = octave(width, height, min(2 * nx, width) + 1, min(2 * ny, height) + 1, seed + 17)
    return [[(a * 2 + b) / 3 for a, b in zip(r, s)] for r, s in zip(one, two)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@functools.lru_cache(maxsize=None)
def data_uri(colour, nx, ny, seed, strength, opacity):
    """A palette PNG of one colour and 64 transparencies."""
    rows = noise(nx, ny, seed)
    lines = []
    for row in rows:
        lines.append(b"\0" + bytes(min(63, max(0, int((value - .36) * strength * 64 * 1.9))) for value in row))
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    png = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0))
           + chunk(b"PLTE", bytes((red, green, blue)) * 64)
           + chunk(b"tRNS", bytes(round(i * 255 / 63 * opacity) for i in range(64)))
           + chunk(b"IDAT", zlib.compress(b"".join(lines), 9)) + chunk(b"IEND", b""))
    return "data:image/png;base64," + base64.b64encode(png).decode()
