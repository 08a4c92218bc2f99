# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Necks, fretboards, headstocks with their machine heads, and the strings over them."""
from .svg import dark, light, rounded, smooth

C = "c"
BOARDS = {
    "rosewood": ("#4a2a1c", "#2a150c"), "maple": ("#e2b873", "#b9853f"), "ebony": ("#241c19", "#0f0b09"),
    "laurel": ("#5a3724", "#341d11"), "walnut": ("#6a4328", "#3d2413"), "roasted": ("#b57a3e", "#7d4a1e"),
}
NECK_WOOD = "#dcae6c"

# Outlines in millimetres above the nut (negative is up); pegs: x, y of the post and the side its button is on.
HEADS = {
    "inline": ([(21, 0, C), (23, -16), (25, -34), (16, -66), (14, -120), (24, -142), (33, -160), (26, -182), (2, -192),
                (-26, -190), (-42, -172), (-43, -150), (-38, -60), (-31, -30), (-24, -14), (-21, 0, C)],
               [(-26 - i * .9, -46 - i * 25, -1) for i in range(6)]),
    "slim": ([(21, 0, C), (24, -16), (24, -36), (12, -70), (8, -120), (14, -150), (12, -172), (-6, -184), (-28, -180),
              (-38, -164), (-38, -60), (-33, -34), (-25, -16), (-21, 0, C)],
             [(-25, -46 - i * 24, -1) for i in range(6)]),
    "blade": ([(21, 0, C), (25, -16), (25, -36), (6, -104), (-16, -160), (-42, -206, .5), (-54, -196, .5), (-50, -150),
               (-40, -60), (-32, -30), (-24, -14), (-21, 0, C)],
              [(-27 - i * 3, -44 - i * 24, -1) for i in range(6)]),
    "three": ([(21, 0, C), (23, -14), (34, -34), (41, -60), (44, -140), (38, -172), (14, -168), (0, -176), (-14, -168),
               (-38, -172), (-44, -140), (-41, -60), (-34, -34), (-23, -14), (-21, 0, C)],
              [(s * (27 + i * 1.2), -56 - i * 38, s) for s in (-1, 1) for i in range(3)]),
    "bass": ([(20, 0, C), (23, -16), (25, -40), (16, -84), (18, -150), (32, -176), (38, -200), (26, -226), (-4, -236),
              (-34, -230), (-50, -206), (-50, -170), (-44, -70), (-34, -36), (-24, -16), (-20, 0, C)],
             [(-27 - i * 1.6, -62 - i * 42, -1) for i in range(4)]),
    "bass2": ([(20, 0, C), (24, -16), (38, -44), (46, -90), (38, -150), (46, -196, .6), (20, -206), (-14, -196),
               (-44, -190, .6), (-40, -140), (-46, -80), (-36, -38), (-24, -16), (-20, 0, C)],
              [(-29, -74, -1), (-27, -140, -1), (29, -86, 1), (28, -152, 1)]),
    "bass5": ([(22, 0, C), (26, -16), (40, -44), (46, -90), (40, -150), (48, -206, .6), (20, -214), (-14, -204),
               (-46, -200, .6), (-42, -140), (-46, -80), (-38, -38), (-26, -16), (-22, 0, C)],
              [(-30, -66, -1), (-28, -116, -1), (-27, -166, -1), (30, -86, 1), (29, -146, 1)]),
    "acoustic": ([(22, 0, C), (24, -12), (32, -30), (35, -60), (37, -150), (36, -168), (20, -176), (0, -172), (-20, -176),
                  (-36, -168), (-37, -150), (-35, -60), (-32, -30), (-24, -12), (-22, 0, C)],
                 [(s * 25, -52 - i * 40, s) for s in (-1, 1) for i in range(3)]),
    "ukulele": ([(18, 0, C), (20, -10), (28, -26), (31, -60), (33, -112), (26, -124), (0, -118), (-26, -124),
                 (-33, -112), (-31, -60), (-28, -26), (-20, -10), (-18, 0, C)],
                [(s * 21, -42 - i * 42, s) for s in (-1, 1) for i in range(2)]),
}
INLAYS = (3, 5, 7, 9, 12, 15, 17, 19, 21)


class Neck:
    def __init__(self, scale, nut, heel, frets, strings, board, inlays, end, joint=None):
        self.scale, self.nut, self.heel, self.frets, self.strings = scale, nut, heel, frets, strings
        self.board, self.inlays, self.end = board, inlays, end

    def fret(self, n):
        return self.scale * (1 - 2 ** (-n / 12))

    def half(self, y):
        return (self.nut + (self.heel - self.nut) * y / self.end) / 2


def draw_neck(sheet, neck):
    face, grain = BOARDS[neck.board]
    d = (f"M{-neck.half(0):g} 0L{neck.half(0):g} 0L{neck.half(neck.end):g} {neck.end - 4:g}"
         f"Q{neck.half(neck.end):g} {neck.end:g} {neck.half(neck.end) - 4:g} {neck.end:g}"
         f"L{-neck.half(neck.end) + 4:g} {neck.end:g}Q{-neck.half(neck.end):g} {neck.end:g} {-neck.half(neck.end):g} {neck.end - 4:g}Z")
    box = (-40, -5, 80, neck.end + 12)
    sheet.path(d, "#000", opacity=.4, filter=sheet.blur(3), transform="translate(2 2)")
    sheet.wood(d, box, face, strength=.7, fine=.3, long=.012, grain_colour=grain, seed=4)
    light_board = neck.board in ("maple", "roasted")
    if neck.inlays != "none":
        colour = "#1d1512" if neck.board == "maple" else "#efe9da"
        for n in INLAYS:
            if n > neck.frets or neck.fret(n) > neck.end - 6:
                continue
            y = (neck.fret(n) + neck.fret(n - 1)) / 2
            if neck.inlays == "blocks":
                w, h = neck.half(y) * 1.1, (neck.fret(n) - neck.fret(n - 1)) * .62
                pearl = sheet.linear([(0, "#fbf8f0"), (.5, "#d9d4c6"), (1, "#f3efe4")], 0, 0, 1, 1)
                sheet.path(f"M{-w / 2 - 2:g} {y - h / 2:g}L{w / 2 + 2:g} {y - h / 2:g}L{w / 2 - 1:g} {y + h / 2:g}L{-w / 2 + 1:g} {y + h / 2:g}Z", pearl)
            else:
                for x in ((-9, 9) if n == 12 else (0,)):
                    sheet.circle(x, y, 3.1 if neck.nut > 36 else 2.4, colour)
    for n in range(1, neck.frets + 1):
        y = neck.fret(n)
        if y > neck.end - 3:
            break
        half = neck.half(y) - .6
        sheet.line(-half, y + 1, half, y + 1, "#000", 1.2, opacity=.45)
        sheet.line(-half, y, half, y, "#d9dadb" if not light_board else "#c6c7c8", 1.7)
    shade = sheet.linear([(0, "#fff", .28), (.16, "#fff", .02), (.8, "#000", 0), (1, "#000", .42)], 0, 0, 1, 0)
    sheet.path(d, shade)
    sheet.path(rounded(-neck.nut / 2, -5, neck.nut, 6, 1), sheet.linear([(0, "#fffdf5"), (1, "#cfc6b2")]))


def button(sheet, x, y, side, tone, size=1.0):
    """A machine head's button beside the headstock."""
    sheet.rect(x, y - 2.2, side * 9 if side > 0 else 9, 4.4, sheet.metal(True, tone)) if side > 0 else \
        sheet.rect(x - 9, y - 2.2, 9, 4.4, sheet.metal(True, tone))
    bx = x + side * 15
    sheet.path(rounded(bx - 7 * size, y - 8.5 * size, 14 * size, 17 * size, 6), sheet.metal(True, tone))


def draw_headstock(sheet, name, neck, colour, tone, plate=None):
    points, pegs = HEADS[name]
    d = smooth(points, pull=.34)
    ys = [p[1] for p in points]
    box = (-70, min(ys) - 8, 140, -min(ys) + 16)
    bass = name.startswith("bass")
    edge = {}
    for x, y, side in pegs:  # where the outline is at that height, for the button to stick out of
        near = [p[0] for p in points if abs(p[1] - y) < 60 and p[0] * side > 0]
        edge[(x, y)] = (max(abs(v) for v in near) if near else 40) - (4 if bass else 2)
    for x, y, side in pegs:
        button(sheet, side * edge[(x, y)], y, side, tone, 1.35 if bass else 1)
    if colour:
        sheet.path(d, sheet.linear([(0, light(colour, .16)), (1, dark(colour, .4))], 0, 0, 1, 1))
    else:
        wood = NECK_WOOD if neck.board != "roasted" else "#b57a3e"
        sheet.wood(d, box, wood, strength=.35, fine=.2, long=.01, seed=7)
    sheet.bevel(d, 6, soft=1.8, lit_opacity=.55, shade_opacity=.4)
    sheet.path(d, "none", stroke="#1b100a", stroke_width=.9, opacity=.5)
    if not plate:
        for x, y, side in pegs:
            r = 8.5 if bass else 5.6
            sheet.circle(x + 1, y + 1.6, r, "#000", opacity=.4, filter=sheet.blur(1.4))
            sheet.circle(x, y, r, sheet.metal(True, tone))
            sheet.circle(x, y, r * .5, sheet.dome(tone, .8, .5))


def draw_strings(sheet, neck, head, span, bridge, nylon=False, gauges=None, over=0):
    pegs = HEADS[head][1]
    n = neck.strings
    order = list(range(n))
    if head in ("inline", "slim", "blade", "bass"):
        posts = pegs[:n]
    else:
        left = [p for p in pegs if p[2] < 0]
        right = [p for p in pegs if p[2] > 0]
        posts = left + right[::-1]
    for i in order:
        at = i / (n - 1)
        nut_x = (at - .5) * (neck.nut - 7)
        end_x = (at - .5) * span
        bass = n < 6 and not nylon
        width = (2.3 - 1.1 * at) if bass else (1.35 - .75 * at)
        colour = "#e9e2d2" if nylon and at > .45 else "#d9d2c4" if at < .5 else "#eceeef"
        post = posts[i] if i < len(posts) else (nut_x, -60, -1)
        sheet.line(post[0], post[1], nut_x, -2, colour, width, opacity=.9)
        sheet.line(nut_x + 1.4, 0, end_x + 1.8, bridge + over, "#000", width, opacity=.28)
        sheet.line(nut_x, -2, end_x, bridge + over, colour, width)
