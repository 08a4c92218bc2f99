# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Acoustic and classical guitars, ukuleles and the violin, upright in millimetres from the nut."""
from .finish import BURSTS, gloss
from .neck import BOARDS, Neck, draw_headstock, draw_neck, draw_strings
from .svg import Sheet, dark, ellipse, light, rounded, smooth

C = "c"

# The right half from the neck down; the left is its mirror.
HALVES = {
    "dreadnought": [(30, 360), (104, 363), (142, 392), (148, 446), (137, 530), (148, 606), (184, 676), (200, 744),
                    (192, 800), (160, 844), (100, 868), (30, 877)],
    "concert": [(30, 360), (96, 366), (134, 400), (138, 456), (118, 536), (134, 606), (176, 668), (195, 736), (188, 792),
                (156, 840), (98, 866), (28, 875)],
    "jumbo": [(30, 358), (100, 362), (146, 398), (152, 456), (126, 540), (148, 610), (196, 670), (216, 744), (208, 806),
              (170, 858), (104, 884), (30, 893)],
    "classical": [(30, 325), (92, 330), (132, 362), (140, 420), (118, 496), (128, 560), (168, 622), (185, 688),
                  (178, 744), (148, 790), (92, 816), (28, 824)],
    "ukulele": [(18, 212), (52, 216), (74, 236), (78, 268), (62, 318), (68, 350), (92, 382), (103, 420), (97, 454),
                (76, 480), (44, 491), (12, 494)],
}
# The treble shoulder scooped out: replaces the first points of the right half.
CUT = {
    "dreadnought": [(30, 404), (52, 424), (80, 416), (104, 394), (128, 396), (143, 430), (144, 470)],
    "concert": [(30, 404), (50, 424), (76, 416), (98, 398), (122, 404), (132, 440), (128, 480)],
    "classical": [(34, 384), (54, 402), (80, 396), (100, 384), (124, 392), (132, 430), (126, 462)],
    "jumbo": [(30, 404), (52, 424), (82, 416), (108, 398), (134, 404), (147, 438), (142, 484)],
}
SIZES = {  # scale, nut, heel, frets, strings, board's end, hole y, hole radius, zoom
    "dreadnought": (650, 43, 55, 20, 6, 446, 503, 50, 0.98), "concert": (650, 43, 55, 20, 6, 446, 503, 49, 0.99),
    "jumbo": (650, 43, 55, 20, 6, 446, 503, 50, 0.95), "classical": (650, 52, 62, 19, 6, 432, 482, 43, 1.03),
    "ukulele": (380, 36, 44, 17, 4, 242, 292, 29, 1.72),
}


def outline(kind, cutaway):
    half = HALVES[kind]
    right = half
    if cutaway and kind in CUT:
        cut = CUT[kind]
        right = cut + [p for p in half if p[1] > cut[-1][1] + 20]
    return right + [(-x, y) for x, y in reversed(half)]


def draw_top(sheet, points, d, option):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs) - 12, min(ys) - 12, max(xs) - min(xs) + 24, max(ys) - min(ys) + 24)
    kind, value, *_ = option.get("finish", "natural:#e2b878").split(":")
    side = option.get("sides", "#6b3a1f")
    sheet.path(d, dark(side, .3), transform="translate(5 7)")
    if kind == "burst":
        centre, middle, edge = BURSTS[value]
        sheet.wood(d, box, centre, strength=.4, fine=.16, long=.003, seed=5)
        sheet.burst(d, middle, 130, 26, .8)
        sheet.burst(d, edge, 70, 20, .95)
    elif kind == "solid":
        sheet.path(d, sheet.linear([(0, light(value, .2)), (.5, value), (1, dark(value, .4))], 0, 0, 1, 1))
    else:
        strength = .3 if value > "#c" else .5
        sheet.wood(d, box, value, strength=strength, fine=.2, long=.0025, seed=5, grain_colour=dark(value, .5))
        sheet.line(0, min(ys), 0, max(ys), dark(value, .35), .8, opacity=.4)  # two halves of one board
        sheet.burst(d, dark(value, .4), 34, 16, .4)
    binding = option.get("binding", "#f4ecd8")
    sheet.path(d, "none", stroke="#1d120b", stroke_width=13, clip_path=sheet.clip(d), opacity=.9)
    sheet.path(d, "none", stroke=binding, stroke_width=8.5, clip_path=sheet.clip(d))
    gloss(sheet, d, box, .2 if option.get("matt") else .42)
    sheet.bevel(d, 12, soft=3.5, lit_opacity=.5, shade_opacity=.45)
    sheet.path(d, "none", stroke="#1b100a", stroke_width=1, opacity=.5)


def draw_rosette(sheet, y, r, fancy, colour="#2b1a10"):
    sheet.circle(0, y, r + 12, "none", stroke=colour, stroke_width=1.6)
    sheet.circle(0, y, r + 7, "none", stroke=colour, stroke_width=5.4 if fancy else 3)
    if fancy:
        sheet.circle(0, y, r + 7, "none", stroke="#d9a860", stroke_width=3.4, stroke_dasharray="1.8 2.6")
        sheet.circle(0, y, r + 7, "none", stroke="#a03a22", stroke_width=1.3, stroke_dasharray="2 4.4")
    else:
        sheet.circle(0, y, r + 7, "none", stroke="#efe3c8", stroke_width=1.3)
    sheet.circle(0, y, r + 2.6, "none", stroke=colour, stroke_width=1.4)
    sheet.circle(0, y, r, sheet.radial([(0, "#2a1a10"), (.7, "#170d07"), (1, "#0a0503")], .6, .68, .7))
    sheet.path(f"M{-r} {y}A{r} {r} 0 0 1 {r} {y}", "none", stroke="#000", stroke_width=5, opacity=.5,
               filter=sheet.blur(2.5))
    sheet.path(f"M{-r} {y}A{r} {r} 0 0 0 {r} {y}", "none", stroke="#c99a60", stroke_width=1.6, opacity=.75)


def draw_bridge(sheet, kind, y):
    if kind == "ukulele":
        half, height = 36, 15
    elif kind == "classical":
        half, height = 92, 22
    else:
        half, height = 78, 24
    if kind in ("classical", "ukulele"):
        d = rounded(-half, y - height * .3, half * 2, height, 3)
    else:
        d = smooth([(-half, y + 6), (-half, y - 2), (-44, y - 4), (-30, y - 9), (0, y - 10), (30, y - 9), (44, y - 4),
                    (half, y - 2), (half, y + 6), (46, y + 12), (34, y + 19), (0, y + 21), (-34, y + 19), (-46, y + 12)],
                   pull=.3)
    sheet.path(d, "#000", opacity=.45, filter=sheet.blur(3), transform="translate(2 4)")
    sheet.wood(d, (-half - 5, y - 15, half * 2 + 10, 45), "#3d2417", fibre="x", strength=.6, fine=.3, long=.02)
    sheet.bevel(d, 4, soft=1.2, lit_opacity=.4)
    span = 40 if kind == "ukulele" else 62
    sheet.path(rounded(-span / 2 - 4, y - 3.4, span + 8, 4.4, 1.5), "#f6f1e2")
    if kind not in ("classical", "ukulele"):
        for i in range(6):
            x = -29 + 58 * i / 5
            sheet.circle(x, y + 9, 3, sheet.dome("#f2ead6" if i % 1 == 0 else "#222222", .6, .3))
    return span


def draw_acoustic(kind, option):
    """kind: dreadnought, concert, jumbo, classical, ukulele; option: finish, sides, board, guard, cutaway, left."""
    sheet = Sheet()
    scale, nut, heel, frets, strings, end, hole_y, hole_r, zoom = SIZES[kind]
    points = outline(kind, option.get("cutaway"))
    d = smooth(points, pull=.36)
    bottom = max(p[1] for p in points)
    top = -130 if kind == "ukulele" else -180
    middle = (bottom + top) / 2 + (14 if kind == "ukulele" else 30)
    flip = " scale(-1 1)" if option.get("left") else ""
    sheet.open(filter=sheet.shadow())
    sheet.open(transform=f"translate(506 492) rotate(40) scale({zoom}){flip} translate(0 {-middle:g})")
    draw_top(sheet, points, d, option)
    draw_rosette(sheet, hole_y, hole_r, kind == "classical")
    guard = option.get("guard", "tortoise" if kind in ("dreadnought", "concert", "jumbo") else "none")
    if guard != "none":
        g = smooth([(hole_r * .86, hole_y - 34), (hole_r + 10, hole_y - 24), (92, hole_y + 10), (118, hole_y + 62),
                    (106, hole_y + 96), (74, hole_y + 92), (48, hole_y + 66), (hole_r * .55, hole_y + hole_r * .86),
                    (hole_r * .98, hole_y + 10)], pull=.32)
        sheet.path(g, "#161212" if guard == "black" else "#4a1d12")
        if guard == "tortoise":
            sheet.open(clip_path=sheet.clip(g))
            sheet.rect(20, hole_y - 50, 130, 170, "#000", filter=sheet.grain("#9a4520", .03, .035, 1.2, 8), opacity=.7)
            sheet.close()
        sheet.bevel(g, 4, soft=1.2, lit_opacity=.5)
    span = draw_bridge(sheet, kind, scale)
    neck = Neck(scale, nut, heel, frets, strings, option.get("board", "rosewood"),
                "none" if kind == "classical" else option.get("inlays", "dots"), end)
    head = {"ukulele": "ukulele"}.get(kind, "acoustic")
    tone = {"chrome": "#c9cdd1", "gold": "#d6b25e", "black": "#3a3b3e"}[option.get("hardware", "chrome")]
    draw_headstock(sheet, head, neck, option.get("head", "#3b2215"), tone, plate=kind == "classical")
    if kind == "classical":
        for s in (-1, 1):
            slot = rounded(s * 15 - 6.5, -148, 13, 104, 6.5)
            sheet.path(slot, "#120a06")
            for i in range(3):
                y = -132 + i * 38
                sheet.path(rounded(s * 15 - 6, y - 3.6, 12, 7.2, 2), sheet.metal(False, "#e9e2d0"))
    draw_neck(sheet, neck)
    nylon = kind in ("classical", "ukulele")
    draw_strings(sheet, neck, head, span, scale, nylon=nylon, over=0 if nylon else 8)
    sheet.close()
    sheet.close()
    return sheet.document()


def f_hole(side):
    return smooth([(side * 35, 216), (side * 43, 212), (side * 46, 220), (side * 39, 232), (side * 41, 250),
                   (side * 55, 272), (side * 57, 286), (side * 50, 292), (side * 46, 284), (side * 52, 279),
                   (side * 50, 270), (side * 37, 246), (side * 34, 230)])


def draw_violin(option):
    """A violin with its bow; option: finish, size is of no matter to the picture."""
    sheet = Sheet()
    half = [(12, 132), (46, 134), (74, 152), (83, 186), (74, 214), (62, 226, .6), (68, 232, .5), (56, 250), (54, 276),
            (62, 304), (72, 314, .5), (70, 322, .6), (88, 346), (104, 396), (96, 446), (60, 480), (14, 488)]
    points = half + [(-x, y, *m) for x, y, *m in reversed(half)]
    d = smooth(points, pull=.34)
    colour = option.get("finish", "natural:#a5521f").split(":")[1]
    box = (-112, 124, 224, 372)
    sheet.open(filter=sheet.shadow())
    sheet.open(transform="translate(436 510) rotate(40) scale(1.58) translate(0 -188)")
    sheet.path(d, dark(colour, .6), transform="translate(4 5)")
    sheet.wood(d, box, colour, strength=.35, fine=.25, long=.004, grain_colour=dark(colour, .6), seed=9)
    sheet.burst(d, dark(colour, .65), 34, 15, .7)
    inner = sheet.clip(d)
    sheet.path(d, "none", stroke="#1b0c05", stroke_width=1.1, clip_path=inner,
               transform="translate(0 8) scale(.955 .974)", opacity=.85)
    gloss(sheet, d, box, .55)
    sheet.bevel(d, 12, soft=3.5)
    sheet.path(d, "none", stroke="#1b100a", stroke_width=1, opacity=.6)
    for side in (-1, 1):
        sheet.path(f_hole(side), "#120805")
    # chin rest, tailpiece
    rest = smooth([(-78, 430), (-44, 416), (-16, 440), (-10, 484), (-44, 486), (-74, 470)])
    sheet.path(rest, sheet.linear([(0, "#4a3128"), (1, "#120b08")], 0, 0, 1, 1))
    sheet.bevel(rest, 5, soft=1.5)
    tail = "M-11 356Q0 350 11 356L20 446Q20 466 0 468Q-20 466 -20 446Z"
    sheet.path(tail, "#000", opacity=.4, filter=sheet.blur(3), transform="translate(3 4)")
    sheet.path(tail, sheet.linear([(0, "#3c2a22"), (.5, "#1c120d"), (1, "#0c0705")], 0, 0, 1, 0))
    # neck, head, board
    sheet.path("M-11 0L11 0L14 136L-14 136Z", "#8a4a1e")
    scroll = smooth([(11, 2, C), (13, -30), (12, -70), (18, -92), (14, -112), (-2, -116), (-16, -106), (-16, -90),
                     (-12, -70), (-13, -30), (-11, 2, C)])
    for side, y in ((-1, -30), (1, -42), (-1, -58), (1, -70)):
        sheet.path(rounded(min(side * 8, side * 32), y - 2.6, 24, 5.2, 2), "#1a100b")
        sheet.oval(side * 35, y, 8, 5.4, sheet.dome("#2c1c14", .4, .5))
    sheet.path(scroll, sheet.linear([(0, light(colour, .2)), (1, dark(colour, .5))], 0, 0, 1, 0))
    sheet.path(rounded(-6.5, -82, 13, 72, 5), "#180c06")
    sheet.path("M2 -106a8 8 0 1 1 -9 8a5 5 0 1 1 6 3", "none", stroke=dark(colour, .65), stroke_width=2.2)
    board = "M-12 -4L12 -4L20 268Q0 274 -20 268Z"
    sheet.path(board, "#000", opacity=.45, filter=sheet.blur(3), transform="translate(3 3)")
    sheet.path(board, sheet.linear([(0, "#4a3d38"), (.3, "#1d1614"), (.75, "#0e0a09"), (1, "#050303")], 0, 0, 1, 0))
    bridge = smooth([(-21, 332, C), (-21, 322), (-12, 318), (0, 316), (12, 318), (21, 322), (21, 332, C)])
    sheet.path(bridge, "#000", opacity=.5, filter=sheet.blur(2), transform="translate(3 5)")
    sheet.path(bridge, "#e0bd85", stroke="#7a5427", stroke_width=.8)
    for i in range(4):
        x0, x1, x2 = -8 + 16 * i / 3, -16.5 + 33 * i / 3, -8 + 16 * i / 3
        sheet.path(f"M{x0:g} -6L{x1:g} 319L{x2:g} 362", "none", stroke="#eeeeea", stroke_width=1.2 - .18 * i)
    sheet.close()
    # the bow beside it
    sheet.open(transform="translate(668 590) rotate(40) scale(1.36) translate(0 -20)")
    sheet.path("M0 -330C-9 -120 -7 120 0 330", "none", stroke="#5a2413", stroke_width=7, stroke_linecap="round")
    sheet.path("M-1 -330C-10 -120 -8 120 -1 330", "none", stroke="#a85a35", stroke_width=2, opacity=.8)
    sheet.path("M0 -334L13 -322L11 -316L-3 -318Z", "#4a1d10")
    sheet.path("M11 -318L13 300", "none", stroke="#efe7d4", stroke_width=4.2)
    sheet.path("M-5 258L15 258L16 306Q6 312 -3 306Z", "#1b1311")
    sheet.circle(6, 282, 5, sheet.radial([(0, "#ffffff"), (1, "#a9b4b8")]))
    sheet.path(rounded(-5, 312, 9, 20, 3), sheet.metal(False))
    sheet.close()
    sheet.close()
    return sheet.document()
