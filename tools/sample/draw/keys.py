# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Keyboards, digital pianos, synthesizers and pianikas, lying and seen from above, the player below."""
from .svg import Sheet, dark, light, mix, rounded

BLACK_AFTER = {0, 1, 3, 4, 5}  # of C D E F G A B


def keybed(sheet, x, y, width, height, whites, first=0):
    """first: the white key the bed begins with, 0 = C."""
    w = width / whites
    sheet.rect(x - 3, y - 4, width + 6, height + 8, "#14110f", 3)
    ivory = sheet.linear([(0, "#c9c2b4"), (.1, "#f4f0e7"), (.85, "#fffdf8"), (1, "#d8d1c3")], 0, 0, 0, 1)
    for i in range(whites):
        sheet.rect(x + i * w + .6, y, w - 1.2, height, ivory, min(3, w * .12))
    sheet.path(rounded(x, y, width, 16, 1), sheet.linear([(0, "#000", .5), (1, "#000", 0)]))
    ebony = sheet.linear([(0, "#0b0a0a"), (.8, "#2c2a29"), (.9, "#4a4746"), (1, "#151313")])
    for i in range(whites - 1):
        if (i + first) % 7 in BLACK_AFTER:
            bx = x + (i + 1) * w - w * .29
            sheet.rect(bx + w * .08, y, w * .6, height * .635, "#000", 2, opacity=.35)
            sheet.rect(bx, y, w * .58, height * .62, ebony, min(3, w * .1))


def case(sheet, x, y, width, height, colour, radius=14):
    d = rounded(x, y, width, height, radius)
    sheet.path(rounded(x, y + height * .06, width, height, radius), dark(colour, .6))
    sheet.path(d, sheet.linear([(0, light(colour, .2)), (.4, colour), (1, dark(colour, .3))], .1, 0, .5, 1))
    sheet.bevel(d, 6, soft=2, lit_opacity=.5)


def buttons(sheet, x, y, columns, rows, dx, dy, width, height, colours):
    for r in range(rows):
        for c in range(columns):
            colour = colours[(r * columns + c) % len(colours)]
            sheet.rect(x + c * dx, y + r * dy + 1.5, width, height, "#000", 2, opacity=.4)
            sheet.rect(x + c * dx, y + r * dy, width, height, sheet.linear([(0, light(colour, .3)), (1, dark(colour, .2))]),
                       2.4)


def screen(sheet, x, y, width, height, glow="#8fc7d4"):
    sheet.path(rounded(x - 5, y - 5, width + 10, height + 10, 5), "#121213")
    sheet.path(rounded(x, y, width, height, 3), sheet.linear([(0, light(glow, .35)), (1, dark(glow, .25))], 0, 0, 1, 1))
    for i, share in enumerate((.7, .45, .6)):
        sheet.rect(x + width * .07, y + height * (.18 + i * .26), width * share, height * .11, dark(glow, .7), 1,
                   opacity=.7)
    sheet.path(f"M{x} {y}L{x + width * .5} {y}L{x + width * .25} {y + height}L{x} {y + height}Z", "#fff", opacity=.13)


def grille(sheet, x, y, width, height, colour="#2a292b"):
    d = rounded(x, y, width, height, 8)
    sheet.grid(d, None, dark(colour, .1), "#0a0a0a", 6.4, 1.9)
    sheet.path(d, "none", stroke="#000", stroke_width=2, opacity=.5)


def begin(angle=-14, scale=1.0):
    sheet = Sheet()
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform=f"translate(500 500) rotate({angle}) scale({scale})")
    return sheet


def end(sheet):
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_arranger(option):
    """A home or arranger keyboard; option: finish, keys 61 or 76, glow."""
    sheet = begin()
    colour = option.get("finish", "#2a2a2d")
    whites = {"61": 36, "76": 45, "49": 29, "54": 32}[str(option.get("keys", 61))]
    case(sheet, -455, -172, 910, 344, colour, 18)
    grille(sheet, -436, -154, 168, 124, colour)
    grille(sheet, 268, -154, 168, 124, colour)
    screen(sheet, -70, -146, 150, 62, option.get("glow", "#9bd0c4"))
    buttons(sheet, -250, -146, 8, 3, 21, 26, 16, 13, ["#77787b", "#77787b", "#d9d7d2", "#77787b"])
    buttons(sheet, -66, -68, 7, 1, 21, 20, 16, 13, ["#d9d7d2", "#e67e3f", "#77787b"])
    buttons(sheet, 104, -146, 7, 3, 21, 26, 16, 13, ["#d9d7d2", "#77787b", "#77787b"])
    sheet.knob(-230, -52, 15, "#3a3a3d")
    sheet.knob(116, -54, 18, "#3a3a3d")
    buttons(sheet, 146, -62, 5, 1, 22, 20, 16, 14, ["#a33327", "#d9d7d2", "#d9d7d2"])
    sheet.rect(-446, -20, 892, 5, "#e67e3f" if option.get("accent") else "#000", opacity=.75)
    keybed(sheet, -436, -8, 872, 162, whites)
    return end(sheet)


def draw_synth(option):
    sheet = begin()
    colour = option.get("finish", "#1d1e21")
    cheeks = option.get("cheeks", "#6f4224")
    whites = {"25": 15, "32": 19, "37": 22, "49": 29, "61": 36}[str(option.get("keys", 37))]
    case(sheet, -432, -214, 864, 428, colour, 8)
    for x in (-462, 428):
        d = rounded(x, -220, 34, 446, 8)
        sheet.wood(d, (x, -220, 34, 446), cheeks, strength=.6, fine=.15)
        sheet.bevel(d, 5, soft=2)
    ink = light(colour, .75)
    for left, count in ((-410, 3), (-226, 4), (10, 4), (250, 3)):
        width = count * 54 + 8
        sheet.path(rounded(left, -196, width, 166, 7), "none", stroke=ink, stroke_width=1.4, opacity=.45)
        sheet.rect(left + 10, -188, width * .4, 7, ink, 1, opacity=.55)
        for c in range(count):
            sheet.knob(left + 31 + c * 54, -142, 18, "#2a2a2d" if colour > "#3" else "#48494d", "#fff",
                       -120 + 70 * ((c * 5 + left) % 4))
            if (c + left) % 3:
                sheet.knob(left + 31 + c * 54, -78, 18, "#2a2a2d" if colour > "#3" else "#48494d", "#fff",
                           -140 + 80 * ((c * 3 + left) % 4))
            else:
                sheet.rect(left + 27 + c * 54, -108, 8, 62, "#000", 4)
                sheet.rect(left + 19 + c * 54, -92 + 8 * (c % 3), 24, 12, "#d9d7d2", 3)
            sheet.rect(left + 22 + c * 54, -48, 18, 5, ink, 1, opacity=.5)
    buttons(sheet, -300, -18, 16, 1, 34, 20, 22, 14, ["#3b3c40", "#3b3c40", "#3b3c40", option.get("accent", "#e67e3f")])
    for x in (-404, -362):
        sheet.path(rounded(x, 24, 26, 150, 10), "#0b0b0c")
        sheet.path(rounded(x + 3, 70, 20, 60, 6), sheet.linear([(0, "#5a5b5f"), (.5, "#1f1f22"), (1, "#4a4b4f")]))
    keybed(sheet, -318, 22, 728, 172, whites)
    return end(sheet)


def draw_piano(option):
    """A slab digital piano on its stand, from the front."""
    sheet = Sheet()
    colour = option.get("finish", "#1b1b1d")
    wooden = option.get("wood")
    sheet.contact(500, 850, 420, 20)
    dark_leg = sheet.linear([(0, light(colour, .18)), (.5, colour), (1, dark(colour, .4))], 0, 0, 1, 0)
    for x in (96, 846):
        sheet.path(f"M{x} 430L{x + 58} 430L{x + 58} 846L{x} 846Z", dark_leg)
        sheet.path(rounded(x - 16, 826, 90, 24, 6), dark_leg)
    sheet.path("M150 664H850V742H150Z", sheet.linear([(0, light(colour, .1)), (1, dark(colour, .35))]))
    sheet.path(rounded(430, 742, 140, 82, 6), dark(colour, .2))
    for i in range(3):
        sheet.path(rounded(448 + i * 40, 792, 24, 46, 10), sheet.metal(True, "#c9a85a"))
    # music rest
    sheet.path("M322 196L678 196L690 322L310 322Z", sheet.linear([(0, light(colour, .3)), (1, dark(colour, .1))], 0, 0, .4, 1))
    sheet.path("M366 214L500 206L500 312L360 312Z", "#fbf8f0")
    sheet.path("M500 206L636 214L642 312L500 312Z", "#f2ecdf")
    for side in (0, 1):
        for r in range(4):
            y = 226 + r * 21
            for k in range(4):
                x = 378 + side * 134
                sheet.line(x, y + k * 3, x + 108, y + k * 3, "#6b635a", .8)
            for k in range(6):
                sheet.oval(x + 12 + k * 17, y + (k * 5 + r * 3) % 10, 2.5, 1.9, "#2b2520")
    # body seen a little from above
    sheet.path("M70 322H930L946 446H54Z", sheet.linear([(0, light(colour, .26)), (.4, colour), (1, dark(colour, .25))]))
    sheet.open(transform="translate(500 352)")
    keybed(sheet, -424, 0, 848, 86, 52, 5)
    sheet.close()
    sheet.path("M54 446H946V500Q946 512 934 512H66Q54 512 54 500Z",
               sheet.linear([(0, light(colour, .3)), (.2, colour), (1, dark(colour, .45))]))
    for i in range(9):
        sheet.circle(176 + i * 24, 336, 4.6, "#d9d7d2" if i != 4 else "#e67e3f")
    sheet.knob(112, 336, 11, "#4a4a4d")
    if wooden:
        for x in (54, 912):
            d = f"M{x} 322H{x + 34}V512H{x}Z"
            sheet.wood(d, (x, 320, 34, 194), wooden, strength=.6)
    return sheet.document(floor=790)


def draw_pianica(option):
    sheet = begin(-24, 1.06)
    colour = option.get("finish", "#2f7fb8")
    case(sheet, -330, -92, 660, 190, colour, 26)
    sheet.path(rounded(-312, -74, 624, 30, 10), dark(colour, .2))
    for i in range(20):
        sheet.rect(-296 + i * 30, -68, 18, 16, dark(colour, .45), 3)
    keybed(sheet, -300, -32, 600, 112, 19, 3)
    sheet.path("M330 -20C380 -26 392 -22 410 -30", "none", stroke="#e9e5da", stroke_width=22, stroke_linecap="round")
    sheet.path("M404 -30C470 -60 486 30 440 92C402 142 330 150 262 152", "none", stroke="#b9d0dc", stroke_width=19,
               stroke_linecap="round", opacity=.95)
    sheet.path("M404 -30C470 -60 486 30 440 92C402 142 330 150 262 152", "none", stroke="#8fb0c0", stroke_width=19,
               stroke_dasharray="3 5", opacity=.5)
    sheet.path(rounded(214, 142, 56, 22, 10), "#f4f1e8")
    return end(sheet)


def draw_controller(option):
    sheet = begin(-14, 1.0)
    colour = option.get("finish", "#232427")
    case(sheet, -400, -180, 800, 360, colour, 14)
    for r in range(2):
        for c in range(4):
            x, y = 150 + c * 60, -160 + r * 62
            tint = ["#e67e3f", "#4f9fb8", "#d9d7d2", "#8a6fb0"][(r + c) % 4] if option.get("rgb", 1) else "#4a4b4f"
            sheet.path(rounded(x, y, 50, 50, 6), dark(tint, .55))
            sheet.path(rounded(x + 3, y + 3, 44, 44, 5), sheet.linear([(0, light(tint, .25)), (1, dark(tint, .25))], 0, 0, 1, 1))
    for i in range(8):
        sheet.knob(-330 + (i % 4) * 62, -134 + (i // 4) * 62, 20, "#3a3b3f", "#fff", -120 + i * 33)
    screen(sheet, -60, -152, 120, 58, "#7fb6d8")
    buttons(sheet, -62, -74, 5, 1, 26, 20, 20, 14, ["#d9d7d2", "#5a5b5f", "#a33327"])
    for x in (-382, -344):
        sheet.path(rounded(x, 0, 24, 140, 10), "#0b0b0c")
        sheet.path(rounded(x + 3, 40, 18, 56, 6), sheet.linear([(0, "#5a5b5f"), (.5, "#1f1f22"), (1, "#4a4b4f")]))
    keybed(sheet, -306, -14, 690, 176, {"25": 15, "49": 29, "61": 36}[str(option.get("keys", 25))])
    return end(sheet)
