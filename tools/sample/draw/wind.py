# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Saxophone, recorder, harmonica, trumpet and small percussion."""
import math

from .svg import Sheet, dark, light, rounded, smooth


def tube(sheet, d, width, tone, soft=True):
    """A round bar along a path: dark, body, light, each narrower."""
    for share, colour, opacity in ((1, dark(tone, .55), 1), (.86, dark(tone, .18), 1), (.62, tone, 1),
                                   (.34, light(tone, .45), .85), (.12, light(tone, .85), .9)):
        sheet.path(d, "none", stroke=colour, stroke_width=width * share, stroke_linecap="round", stroke_linejoin="round",
                   opacity=opacity, transform=f"translate({-width * (1 - share) * .1:.2f} {-width * (1 - share) * .1:.2f})")


def draw_saxophone(option):
    sheet = Sheet()
    tone = option.get("finish", "#d9a53a")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(20 20) rotate(6 500 500)")
    # the conical body: ever wider from the neck to the bow
    body = ("M392 214L424 206L512 640C520 716 548 742 590 742C636 742 660 706 652 640L628 470L742 430L770 640"
            "C790 800 700 900 584 896C470 892 404 800 396 690Z")
    sheet.path(body, sheet.linear([(0, light(tone, .35)), (.3, tone), (.55, light(tone, .6)), (.75, tone),
                                   (1, dark(tone, .45))], 0, 0, 1, .35))
    sheet.bevel(body, 22, lit="#fff6d8", lit_opacity=.8, shade="#4a2c05", shade_opacity=.65, soft=7)
    sheet.path(body, "none", stroke=dark(tone, .65), stroke_width=2, opacity=.6)
    # bell
    bell = "M606 476C596 420 560 392 552 372C640 330 760 318 822 340C812 372 770 400 768 470Q690 520 606 476Z"
    sheet.path(bell, sheet.linear([(0, light(tone, .55)), (.35, tone), (.6, light(tone, .4)), (1, dark(tone, .5))], 0, 0, 1, 0))
    sheet.path(bell, "none", stroke=dark(tone, .6), stroke_width=2, opacity=.6)
    sheet.oval(687, 356, 138, 34, light(tone, .3), transform="rotate(-7 687 356)")
    sheet.oval(687, 358, 124, 26, sheet.linear([(0, "#3a2208"), (1, dark(tone, .35))], 0, 0, 1, .4),
               transform="rotate(-7 687 358)")
    # neck and mouthpiece
    tube(sheet, "M408 216C398 150 372 116 316 118C286 120 262 134 240 152", 25, tone)
    tube(sheet, "M262 138C240 152 216 172 196 192", 32, "#1f1c1a")
    sheet.path(rounded(392, 196, 40, 24, 5), sheet.metal(False, tone), transform="rotate(-10 412 208)")
    sheet.path("M234 146L250 168L240 176L222 156Z", sheet.metal(True, "#d6b25e"))
    # rods, keys and pads
    for x1, y1, x2, y2 in ((452, 250, 540, 690), (436, 262, 522, 690)):
        tube(sheet, f"M{x1} {y1}L{x2} {y2}", 7, light(tone, .2))
    for i in range(8):
        x, y = 432 + i * 10.6, 290 + i * 50
        r = 17 + i * 1.7
        sheet.circle(x + 3, y + 4, r, "#4a2c05", opacity=.5, filter=sheet.blur(3))
        sheet.circle(x, y, r, sheet.dome(light(tone, .15), .6, .5))
        sheet.circle(x, y, r * .52, sheet.radial([(0, "#ffffff"), (.6, "#e6e0d2"), (1, "#b5ab95")], .35, .3, .8)
                     if i in (1, 2, 3, 5, 6) else sheet.dome(tone, .5, .5))
    for x, y, r in ((612, 560, 34), (626, 640, 38), (700, 700, 42), (560, 826, 44)):
        sheet.circle(x + 4, y + 5, r, "#4a2c05", opacity=.5, filter=sheet.blur(4))
        sheet.circle(x, y, r, sheet.dome(light(tone, .15), .6, .5))
        sheet.circle(x, y, r * .66, "none", stroke=dark(tone, .4), stroke_width=3)
    for i in range(3):
        tube(sheet, f"M{404 + i * 6} {330 + i * 44}l-34 16", 12, light(tone, .25))
    tube(sheet, "M500 560L556 540", 9, tone)
    tube(sheet, "M640 560L712 540", 8, tone)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_recorder(option):
    sheet = Sheet()
    colour = option.get("finish", "#f1e9d4")
    trim = option.get("trim", "#e6dcc2")
    sheet.open(filter=sheet.shadow(.9))
    sheet.open(transform="translate(500 500) rotate(40) scale(1.28)")
    ivory = sheet.linear([(0, dark(colour, .3)), (.25, light(colour, .6)), (.5, colour), (1, dark(colour, .4))], 0, 0, 1, 0)
    sheet.path("M-20 -372Q-18 -400 0 -402Q16 -402 22 -372L30 -250L31 -190H-31L-30 -250Z", ivory)
    sheet.path("M-30 -192H30L28 168H-28Z", ivory)
    sheet.path("M-28 190H28L24 340Q24 360 40 380H-40Q-24 360 -24 340Z", ivory)
    for y, w in ((-206, 40), (160, 37), (366, 42)):
        sheet.path(rounded(-w, y, w * 2, 34, 12), sheet.linear([(0, dark(trim, .35)), (.28, light(trim, .6)), (.5, trim),
                                                                (1, dark(trim, .45))], 0, 0, 1, 0))
    sheet.path("M-12 -310H12V-276L0 -262L-12 -276Z", "#2b2118")
    sheet.path("M-12 -276L0 -250L12 -276Z", dark(colour, .25))
    for i, y in enumerate((-140, -94, -48, 8, 56, 104)):
        sheet.circle(0, y, 8.6, "#2b2118")
        sheet.circle(0, y, 8.6, "none", stroke=dark(colour, .3), stroke_width=2)
    for x in (-7, 10):
        sheet.circle(x, 228, 6, "#2b2118")
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_harmonica(option):
    sheet = Sheet()
    tone = option.get("finish", "#c9cdd1")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 500) rotate(-14)")
    sheet.path(rounded(-400, -62, 800, 150, 20), dark(option.get("comb", "#1d1c1e"), .1))
    for i in range(10):
        sheet.rect(-346 + i * 71, 4, 48, 62, "#000", 5)
        sheet.rect(-346 + i * 71, 4, 48, 14, "#5a5147", 4)
    top = "M-392 -150H392Q420 -150 420 -110L404 -20H-404L-420 -110Q-420 -150 -392 -150Z"
    sheet.path(top, sheet.linear([(0, light(tone, .4)), (.3, light(tone, .75)), (.55, tone), (.8, dark(tone, .15)),
                                  (1, light(tone, .5))], 0, 0, .2, 1))
    sheet.path("M-404 86H404L380 150H-380Z", sheet.linear([(0, light(tone, .5)), (1, dark(tone, .4))]))
    sheet.bevel(top, 10, soft=3)
    for s in (-1, 1):
        sheet.screw(s * 352, -92, 13)
    sheet.path("M-240 -104H240M-180 -82H180", "none", stroke=dark(tone, .35), stroke_width=4, opacity=.6)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_trumpet(option):
    sheet = Sheet()
    tone = option.get("finish", "#d9a53a")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 500) rotate(-18) scale(.96)")
    tube(sheet, "M-400 -40H120", 22, tone)
    tube(sheet, "M-110 100H240C320 100 320 -40 240 -40H-60", 24, tone)
    tube(sheet, "M-110 100C-200 100 -200 -40 -110 -40", 22, tone)
    bell = "M150 84C270 76 350 40 420 -100C436 -130 446 -60 446 80C446 240 436 280 420 250C360 150 270 122 150 116Z"
    sheet.path(bell, sheet.linear([(0, light(tone, .4)), (.3, light(tone, .7)), (.5, tone), (1, dark(tone, .5))]))
    sheet.path(bell, "none", stroke=dark(tone, .6), stroke_width=2, opacity=.6)
    sheet.oval(434, 78, 13, 186, sheet.linear([(0, light(tone, .6)), (1, dark(tone, .5))]))
    for i in range(3):
        x = -70 + i * 62
        sheet.path(rounded(x, -96, 50, 230, 14), sheet.linear([(0, dark(tone, .35)), (.3, light(tone, .6)), (.5, tone),
                                                               (1, dark(tone, .45))], 0, 0, 1, 0))
        sheet.rect(x + 18, -146, 14, 54, sheet.metal(False))
        sheet.oval(x + 25, -148, 24, 10, sheet.radial([(0, "#fff"), (1, "#c9c2b0")]))
        sheet.path(rounded(x + 6, 128, 38, 22, 8), sheet.metal(False, tone))
    sheet.path("M-430 -62Q-390 -58 -370 -48V-32Q-390 -22 -430 -18Q-446 -40 -430 -62Z", sheet.metal(True, "#c9cdd1"))
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_tambourine(option):
    sheet = Sheet()
    wood = option.get("finish", "#c98d4e")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.circle(500, 500, 330, "none", stroke=dark(wood, .4), stroke_width=84)
    sheet.circle(500, 500, 330, "none", stroke=wood, stroke_width=74)
    sheet.circle(496, 494, 352, "none", stroke=light(wood, .4), stroke_width=9, opacity=.6)
    for i in range(9):
        a = math.radians(40 * i + 12)
        x, y = 500 + 330 * math.cos(a), 500 + 330 * math.sin(a)
        sheet.open(transform=f"translate({x:.1f} {y:.1f}) rotate({math.degrees(a):.1f})")
        sheet.path(rounded(-27, -52, 54, 104, 14), "#2a180b")
        for s in (-1, 1):
            sheet.oval(s * 8, 0, 15, 46, sheet.linear([(0, "#fff4cf"), (.4, "#d6b25e"), (1, "#7a5a1e")], 0, 0, 1, .6))
        sheet.close()
    sheet.close()
    return sheet.document()


def draw_metronome(option):
    sheet = Sheet()
    colour = option.get("finish", "#7a3f1c")
    sheet.contact(500, 872, 240, 22)
    d = "M420 150Q500 120 580 150L718 850Q720 872 700 872H300Q280 872 282 850Z"
    sheet.wood(d, (276, 120, 448, 760), colour, strength=.5, fine=.09, long=.004)
    sheet.path(d, sheet.linear([(0, "#fff", .3), (.5, "#fff", 0), (1, "#000", .35)], 0, 0, 1, .3))
    sheet.bevel(d, 12, soft=4)
    p = "M442 210H558L622 720H378Z"
    sheet.path(p, sheet.linear([(0, "#f4ead2"), (1, "#d9c9a3")]))
    for i in range(18):
        y = 250 + i * 26
        w = 18 + (i % 3 == 0) * 12
        sheet.line(500 - w, y, 500 + w, y, "#5a4630", 2.4)
    sheet.open(transform="rotate(14 500 740)")
    sheet.rect(495, 180, 10, 560, sheet.metal(False))
    sheet.path("M468 340H532L520 402H480Z", sheet.metal(False, "#d6b25e"))
    sheet.close()
    sheet.path("M372 724H628L634 770H366Z", dark(colour, .4))
    return sheet.document(floor=810)
