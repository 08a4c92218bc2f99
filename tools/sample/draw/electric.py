# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Electric guitars and basses, drawn upright in millimetres: the nut is at (0, 0), the bass side on the left."""
from .finish import paint_body
from .neck import Neck, draw_headstock, draw_neck, draw_strings
from .svg import Sheet, dark, ellipse, light, rounded, smooth

C = "c"

# Outlines, clockwise from the right edge of the neck pocket. Of no maker's drawing: kin of the shapes everybody knows.
BODIES = {
    "s": [(29, 404, C), (40, 416), (60, 412), (80, 386), (104, 352), (128, 350), (139, 378), (132, 440), (114, 504),
          (128, 572), (156, 630), (162, 684), (142, 728), (98, 755), (34, 767), (-36, 767), (-98, 754), (-144, 722), (-165, 672), (-160, 618),
          (-134, 556), (-108, 490), (-112, 440), (-136, 384), (-152, 330), (-140, 298), (-114, 304), (-90, 348),
          (-64, 390), (-44, 402), (-29, 396, C)],
    "t": [(29, 412, C), (38, 428), (58, 430), (78, 412), (98, 382), (122, 374), (139, 396), (136, 448), (115, 512),
          (132, 578), (160, 642), (163, 692), (142, 732), (98, 757), (34, 767), (-34, 767), (-98, 757), (-142, 732), (-163, 692), (-160, 642),
          (-132, 578), (-115, 512), (-132, 456), (-144, 412), (-130, 376), (-92, 364), (-54, 374), (-29, 384, C)],
    "lp": [(29, 446, C), (44, 452), (64, 442), (84, 414), (104, 390), (124, 388), (138, 410), (136, 456), (114, 512),
           (132, 584), (164, 652), (169, 706), (148, 754), (100, 784), (34, 795), (-34, 795), (-100, 784), (-148, 754), (-169, 706), (-164, 652),
           (-132, 584), (-113, 508), (-132, 450), (-141, 404), (-120, 364), (-76, 350), (-44, 357), (-29, 366, C)],
    "sg": [(29, 452, C), (40, 452), (58, 428), (88, 372), (112, 350, 0.5), (126, 372), (128, 432), (112, 500),
           (132, 574), (160, 640), (164, 692), (142, 738), (96, 766), (34, 777), (-34, 777), (-96, 766), (-142, 738), (-164, 692), (-160, 640),
           (-132, 574), (-112, 500), (-128, 432), (-126, 372), (-112, 350, 0.5), (-88, 372), (-58, 428), (-40, 452),
           (-29, 452, C)],
    "super": [(29, 414, C), (46, 424), (66, 410), (92, 360), (118, 322, 0.4), (128, 340), (126, 402), (108, 474),
              (108, 526), (132, 592), (153, 644), (156, 690), (136, 730), (94, 752), (34, 762), (-34, 762), (-94, 752),
              (-136, 730), (-157, 686), (-153, 630), (-130, 562), (-106, 494), (-112, 430), (-136, 362), (-150, 300),
              (-144, 276, 0.4), (-120, 294), (-92, 356), (-60, 404), (-29, 412, C)],
    "offset": [(29, 408, C), (42, 420), (66, 410), (92, 374), (118, 352), (138, 370), (136, 428), (116, 498), (124, 566),
               (158, 650), (168, 716), (140, 764), (76, 782), (-10, 776), (-96, 756), (-158, 704), (-172, 628),
               (-146, 548), (-110, 484), (-116, 436), (-142, 378), (-154, 322), (-138, 292), (-110, 304), (-86, 352),
               (-58, 394), (-29, 400, C)],
    "es": [(29, 452, C), (46, 452), (74, 420), (110, 386), (150, 380), (176, 412), (172, 464), (150, 514), (160, 572),
           (194, 640), (208, 702), (190, 760), (136, 804), (48, 822), (-48, 822), (-136, 804), (-190, 760), (-208, 702),
           (-194, 640), (-160, 572), (-150, 514), (-172, 464), (-176, 412), (-150, 380), (-110, 386), (-74, 420),
           (-46, 452), (-29, 452, C)],
    "p": [(32, 590, C), (46, 604), (68, 598), (90, 564), (118, 526), (144, 534), (150, 580), (132, 650), (122, 722),
          (146, 800), (170, 866), (174, 924), (150, 974), (102, 1002), (34, 1013), (-36, 1012), (-104, 998), (-154, 964), (-175, 910), (-168, 842),
          (-142, 770), (-114, 694), (-120, 630), (-150, 552), (-164, 474), (-150, 436), (-122, 448), (-96, 508),
          (-66, 566), (-32, 580, C)],
    "j": [(32, 592, C), (46, 606), (72, 598), (96, 562), (126, 534), (148, 550), (148, 606), (124, 684), (130, 760),
          (166, 852), (178, 928), (148, 990), (84, 1014), (-10, 1008), (-102, 984), (-166, 924), (-182, 838), (-152, 746),
          (-116, 674), (-124, 616), (-152, 544), (-166, 468), (-148, 432), (-118, 446), (-92, 510), (-64, 566),
          (-32, 580, C)],
    "modern-bass": [(34, 600, C), (54, 612), (76, 592), (102, 540), (128, 506, 0.5), (140, 524), (136, 588), (114, 668),
                    (118, 744), (146, 814), (164, 884), (154, 944), (112, 986), (44, 1005), (-32, 1006), (-104, 990),
                    (-152, 948), (-168, 884), (-156, 822), (-136, 768), (-112, 694), (-120, 624), (-146, 540), (-164, 448),
                    (-152, 408, 0.5), (-124, 432), (-96, 508), (-64, 576), (-34, 594, C)],
}

GUARDS = {
    "s": [(31, 404, C), (44, 421), (66, 419), (88, 396), (104, 392), (110, 418), (96, 470), (92, 520), (106, 580),
          (128, 644), (133, 694), (112, 722), (80, 708), (60, 672), (50, 630, C), (46, 612, C), (-46, 612, C),
          (-57, 590), (-64, 540), (-70, 480), (-84, 424), (-108, 372), (-112, 346), (-96, 348), (-76, 384), (-50, 409),
          (-31, 404, C)],
    "t": [(31, 412, C), (42, 430), (64, 438), (92, 424), (112, 434), (108, 474), (94, 520), (80, 560), (46, 574),
          (-40, 574), (-62, 560), (-74, 510), (-104, 458), (-112, 418), (-84, 396), (-31, 396, C)],
    "offset": [(31, 408, C), (46, 426), (72, 424), (98, 396), (116, 398), (112, 450), (98, 520), (104, 590), (122, 660),
               (110, 700), (72, 690), (50, 650), (46, 622, C), (-46, 622, C), (-70, 650), (-110, 660), (-132, 620),
               (-116, 556), (-88, 500), (-94, 440), (-120, 380), (-118, 344), (-98, 350), (-76, 388), (-31, 402, C)],
    "p": [(34, 590, C), (50, 610), (76, 610), (100, 586), (116, 592), (114, 640), (98, 700), (100, 760), (116, 830),
          (120, 896), (96, 924), (64, 900), (50, 840), (44, 800), (-40, 800), (-84, 780), (-96, 712), (-96, 650),
          (-118, 570), (-124, 520), (-104, 514), (-80, 556), (-34, 584, C)],
    "j": [(34, 592, C), (48, 612), (74, 612), (100, 590), (112, 612), (100, 680), (86, 730), (50, 748), (-40, 740),
          (-84, 726), (-94, 664), (-112, 590), (-120, 530), (-100, 524), (-78, 562), (-34, 584, C)],
    "lp": [(38, 462, C), (56, 470), (86, 486), (96, 520), (98, 560, C), (58, 610), (44, 606, C), (44, 520, C)],
}


class Model:
    """How one family is put together; every number a millimetre from the nut."""

    def __init__(self, body, scale=648, head="inline", pickups=(), bridge="trem", knobs=(), switch=None, strings=6,
                 nut=42, heel=57, frets=22, end=None, guard=None, jack=None, rotate=41, zoom=1.1, extras=None):
        self.__dict__.update(locals())


MODELS = {
    "electric-s": Model("s", pickups=[("single", 468, 0), ("single", 530, 0), ("single", 592, -9)], guard="s",
                        knobs=[(72, 634), (95, 664), (110, 698)], switch=(64, 596, 30), jack=(136, 692, 28)),
    "electric-hss": Model("s", pickups=[("single", 468, 0), ("single", 530, 0), ("humbucker", 594, 0)], guard="s",
                          knobs=[(72, 634), (95, 664), (110, 698)], switch=(64, 596, 30), jack=(136, 692, 28)),
    "electric-t": Model("t", pickups=[("lipstick", 470, 0), ("single-plate", 612, -12)], bridge="ashtray", guard="t",
                        head="slim", knobs=[(92, 634), (92, 672)], switch=(92, 596, 0), extras="control-plate"),
    "electric-lp": Model("lp", scale=628, head="three", pickups=[("humbucker", 478, 0), ("humbucker", 582, 0)],
                         bridge="tom", knobs=[(84, 620), (120, 652), (82, 682), (118, 718)], switch=(-96, 404, 0),
                         frets=22, end=478 - 32, guard="lp"),
    "electric-sg": Model("sg", scale=628, head="three", pickups=[("humbucker", 496, 0), ("humbucker", 588, 0)],
                         bridge="tom", knobs=[(84, 628), (116, 660), (78, 686), (108, 716)], switch=(112, 612, 0),
                         end=470),
    "electric-super": Model("super", head="blade", pickups=[("humbucker", 486, 0), ("single", 540, 0),
                                                            ("humbucker", 598, 0)], bridge="floyd",
                            knobs=[(94, 640), (100, 688)], switch=(86, 606, 32), frets=24, end=494 - 30),
    "electric-offset": Model("offset", pickups=[("soapbar", 482, 0), ("soapbar", 590, 0)], guard="offset", bridge="trem",
                             knobs=[(82, 640), (102, 672)], switch=(92, 440, 0)),
    "electric-es": Model("es", scale=628, head="three", pickups=[("humbucker", 488, 0), ("humbucker", 584, 0)],
                         bridge="tom", knobs=[(112, 650), (146, 668), (98, 694), (132, 714)], switch=(134, 610, 0),
                         end=476, extras="f-holes", zoom=1.04),
    "bass-p": Model("p", scale=864, head="bass", pickups=[("split", 742, 0)], bridge="bass", guard="p", strings=4, nut=42,
                    heel=62, frets=20, knobs=[(86, 826), (104, 872)], jack=None, zoom=0.88),
    "bass-j": Model("j", scale=864, head="bass", pickups=[("jazz", 712, 0), ("jazz", 796, 0)], bridge="bass", guard="j",
                    strings=4, nut=38, heel=62, frets=20, knobs=[(94, 800), (108, 838), (116, 876)], zoom=0.88,
                    extras="bass-plate"),
    "bass-pj": Model("j", scale=864, head="bass", pickups=[("split", 736, 0), ("jazz", 806, 0)], bridge="bass", guard="j",
                     strings=4, nut=40, heel=62, frets=20, knobs=[(94, 800), (108, 838), (116, 876)], zoom=0.88,
                     extras="bass-plate"),
    "bass-modern": Model("modern-bass", scale=864, head="bass2", pickups=[("split", 728, 0), ("jazz", 800, 0)],
                         bridge="bass", strings=4, nut=41, heel=63, frets=22, zoom=0.88,
                         knobs=[(92, 806), (110, 846), (80, 864), (98, 900)]),
    "bass-modern5": Model("modern-bass", scale=864, head="bass5", pickups=[("soapbass", 720, 0), ("soapbass", 802, 0)],
                          bridge="bass", strings=5, nut=45, heel=72, frets=24, zoom=0.88,
                          knobs=[(92, 806), (110, 846), (80, 864), (98, 900)]),
}


def shape_box(points, room=30):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs) - room, min(ys) - room, max(xs) - min(xs) + 2 * room, max(ys) - min(ys) + 2 * room


def pole_row(sheet, y, width, count, r, tone="#aeb2b6"):
    for i in range(count):
        x = -width / 2 + width * i / (count - 1)
        sheet.circle(x, y, r, sheet.dome(tone, 0.7, 0.55))


def plastic(sheet, colour):
    return sheet.linear([(0, light(colour, 0.3)), (0.35, colour), (1, dark(colour, 0.3))], 0, 0, 0.25, 1)


def draw_pickup(sheet, kind, y, angle, cover, strings):
    span = 52 if strings == 6 else 58 if strings == 4 else 70
    sheet.open(transform=f"translate(0 {y}) rotate({angle})")
    if kind == "single":
        sheet.path(rounded(-44, -9, 88, 23, 11), "#000", opacity=0.5, filter=sheet.blur(2.2))
        sheet.path(rounded(-43, -10, 86, 20, 10), plastic(sheet, cover))
        sheet.path(rounded(-40, -8, 80, 14, 7), "none", stroke=light(cover, .6), stroke_width=1, opacity=.5)
        pole_row(sheet, 0, span, 6, 2.7)
    elif kind == "single-plate":
        sheet.path(rounded(-38, -9, 76, 18, 9), plastic(sheet, "#17171a"))
        pole_row(sheet, 0, span, 6, 2.7)
    elif kind == "lipstick":
        sheet.path(rounded(-38, -9, 76, 18, 8), sheet.metal())
    elif kind == "soapbar":
        sheet.path(rounded(-47, -20, 94, 41, 7), "#000", opacity=.35, filter=sheet.blur(2.5))
        sheet.path(rounded(-47, -21, 94, 41, 7), plastic(sheet, cover))
        pole_row(sheet, 0, span, 6, 2.9)
    elif kind == "humbucker":
        metal = cover == "chrome"
        ring = "#18181a" if metal or cover in ("#18181a", "#111113") else dark(cover, .75)
        sheet.path(rounded(-45, -22, 90, 45, 3.5), plastic(sheet, ring))
        sheet.bevel(rounded(-45, -22, 90, 45, 3.5), 3, soft=.8, lit_opacity=.4)
        if metal:
            sheet.path(rounded(-36, -18, 72, 36, 3), sheet.linear(
                [(0, "#f7f8f8"), (.3, "#c3c7cb"), (.55, "#8f959a"), (.7, "#d8dbdd"), (1, "#8d9297")], 0, 0, .5, 1))
            pole_row(sheet, -8, span, 6, 2.6, "#8e9398")
        else:
            for dy in (-9.5, 9.5):
                sheet.path(rounded(-35, dy - 8.2, 70, 16.4, 2.5), plastic(sheet, cover))
                pole_row(sheet, dy, span, 6, 2.5, "#c2c5c8" if dy < 0 else "#8e9398")
    elif kind == "split":
        for x, dy in ((-30, -15), (28, 15)):
            sheet.path(rounded(x - 30, dy - 14, 60, 28, 4), plastic(sheet, cover))
            for dx in (-21, -8, 8, 21):
                sheet.circle(x + dx, dy, 3.1, sheet.dome("#b4b8bc", .7, .5))
    elif kind == "jazz":
        sheet.path(rounded(-47, -10, 94, 20, 4), plastic(sheet, cover))
        for i in range(4):
            for dx in (-4.5, 4.5):
                sheet.circle(-29 + 58 * i / 3 + dx, 0, 2.5, sheet.dome("#b4b8bc", .7, .5))
    elif kind == "soapbass":
        sheet.path(rounded(-52, -17, 104, 34, 6), plastic(sheet, cover))
        sheet.bevel(rounded(-52, -17, 104, 34, 6), 3, soft=1, lit_opacity=.35)
    sheet.close()


def draw_bridge(sheet, kind, y, strings, tone):
    metal, across = sheet.metal(True, tone), sheet.metal(False, tone)
    if kind in ("trem", "floyd"):
        big = kind == "floyd"
        sheet.path(rounded(-46, y - 20, 92, 44 if big else 34, 4), "#000", opacity=.35, filter=sheet.blur(3))
        sheet.path(rounded(-45, y - 22, 90, 44 if big else 34, 3), metal)
        for x in (-40, 40):
            sheet.circle(x, y - 18, 6, sheet.dome(tone))
        for i in range(6):
            x = -26.5 + 53 * i / 5
            sheet.path(rounded(x - 4.6, y - 10, 9.2, 26 if big else 21, 1.5), across)
            sheet.circle(x, y - 4, 1.5, "#333")
        if big:
            for i in range(6):
                sheet.circle(-26.5 + 53 * i / 5, y + 26, 4.4, sheet.dome(tone))
        sheet.path(smooth([(40, y + 4), (62, y + 34), (66, y + 72), (66, y + 96)], False), "none",
                   stroke="#3a3f44", stroke_width=6.5, stroke_linecap="round", opacity=.9)
        sheet.path(smooth([(40, y + 4), (62, y + 34), (66, y + 72), (66, y + 96)], False), "none",
                   stroke=light(tone, .45), stroke_width=3.6, stroke_linecap="round")
        if not big:
            sheet.path(rounded(61, y + 80, 10, 24, 5), plastic(sheet, "#f3efe4"))
    elif kind == "ashtray":
        sheet.path(rounded(-43, y - 62, 86, 78, 4), "#000", opacity=.35, filter=sheet.blur(3))
        sheet.path(rounded(-43, y - 64, 86, 78, 3), sheet.linear(
            [(0, light(tone, .75)), (.45, light(tone, .15)), (.8, dark(tone, .2)), (1, light(tone, .3))], 0, 0, .4, 1))
        for i in range(3):
            sheet.path(rounded(-30 + 21 * i, y - 6, 18, 9, 3.5), sheet.metal(True, "#d8b56a"))
        for x in (-37, 37):
            sheet.screw(x, y + 8, 2.4)
    elif kind == "tom":
        sheet.path(rounded(-44, y - 6, 88, 15, 6), "#000", opacity=.4, filter=sheet.blur(2.5))
        sheet.path(rounded(-44, y - 8, 88, 14, 6), metal)
        for i in range(6):
            sheet.path(rounded(-29 + 58 * i / 5 - 3.5, y - 5, 7, 8, 1), dark(tone, .25))
        sheet.path(rounded(-48, y + 34, 96, 16, 8), "#000", opacity=.4, filter=sheet.blur(2.5))
        sheet.path(rounded(-48, y + 32, 96, 16, 8), metal)
        for x in (-42, 42):
            sheet.circle(x, y + 40, 8, sheet.dome(tone))
            sheet.circle(x, y - 1, 5, sheet.dome(tone))
    elif kind == "bass":
        half = 42 if strings == 4 else 50
        sheet.path(rounded(-half, y - 32, 2 * half, 66, 5), "#000", opacity=.35, filter=sheet.blur(3))
        sheet.path(rounded(-half, y - 34, 2 * half, 66, 4), metal)
        for i in range(strings):
            x = -half + 13 + (2 * half - 26) * i / (strings - 1)
            sheet.path(rounded(x - 7, y - 20, 14, 34, 3), across)
            sheet.circle(x, y + 24, 3, "#2b2b2d")


def draw_knobs(sheet, model, colour, tone):
    for x, y in model.knobs:
        sheet.circle(x + 2, y + 4, 13, "#000", opacity=.4, filter=sheet.blur(3))
        if colour == "metal":
            sheet.circle(x, y, 11.5, sheet.linear([(0, light(tone, .5)), (1, dark(tone, .55))], .1, 0, .9, 1))
            sheet.circle(x, y, 9.5, sheet.dome(tone, .75, .35))
        else:
            sheet.circle(x, y, 13, plastic(sheet, dark(colour, .12)))
            sheet.circle(x, y, 9, sheet.dome(colour, .45, .25))
            sheet.line(x - 6, y - 7, x - 3, y - 3.4, dark(colour, .5) if colour != "#18181a" else "#ddd", 1.4)
    if model.switch:
        x, y, angle = model.switch
        sheet.open(transform=f"translate({x} {y}) rotate({angle})")
        sheet.path(rounded(-2.2, -16, 4.4, 32, 2.2), "#1a1a1a")
        sheet.circle(0, 0, 7, sheet.metal(True, tone)) if not angle else None
        sheet.line(0, 0, -4, -13, "#777", 3.6, stroke_linecap="round")
        sheet.circle(-4.6, -15, 5.2, sheet.dome("#f1ead8" if colour != "#18181a" else "#222222"))
        sheet.close()
    if model.jack:
        x, y, angle = model.jack
        sheet.open(transform=f"translate({x} {y}) rotate({angle})")
        sheet.path(rounded(-11, -23, 22, 46, 11), sheet.metal(False, tone))
        sheet.oval(0, 2, 6, 10, "#16110d")
        sheet.close()


def draw_guard(sheet, name, colour, head_box):
    points = GUARDS[name]
    d = smooth(points, pull=.33)
    sheet.path(d, "#000", opacity=.28, filter=sheet.blur(2.5), transform="translate(1.5 2.5)")
    if colour == "tortoise":
        sheet.path(d, "#4a1d12")
        sheet.open(clip_path=sheet.clip(d))
        x, y, w, h = shape_box(points)
        sheet.rect(x, y, w, h, "#000", filter=sheet.grain("#a04a22", .03, .035, 1.3, 8), opacity=.8)
        sheet.close()
        edge = "#f3eada"
    elif colour == "pearl":
        sheet.path(d, "#eceae4")
        sheet.open(clip_path=sheet.clip(d))
        x, y, w, h = shape_box(points)
        sheet.rect(x, y, w, h, "#000", filter=sheet.grain("#b9b6ae", .02, .03, 1.2, 5), opacity=.6)
        sheet.close()
        edge = "#26231f"
    else:
        sheet.path(d, sheet.linear([(0, light(colour, .18)), (1, dark(colour, .1))], .1, 0, .9, 1))
        edge = light(colour, .5) if colour < "#5" else dark(colour, .45)
    sheet.path(d, "none", stroke=edge, stroke_width=1.6, opacity=.9)
    sheet.bevel(d, 4, soft=1.2, lit_opacity=.5, shade_opacity=.25)
    for px, py, *_ in points[2::3]:
        cx = px * .93
        sheet.screw(cx, py - (py - 540) * .018, 2)


def draw_electric(kind, option):
    """option: finish, guard, board, knobs, pickups, hardware, binding, left; see data/sample/pictures.csv."""
    sheet = Sheet()
    model = MODELS[kind]
    points = BODIES[model.body]
    d = smooth(points, pull=.36)
    box = shape_box(points)
    tone = {"chrome": "#c9cdd1", "black": "#3a3b3e", "gold": "#d6b25e"}[option.get("hardware", "chrome")]
    board = option.get("board", "rosewood")
    bottom = max(p[1] for p in points)
    top = -235 if model.strings < 6 else -190
    middle = (bottom + top) / 2 + 22
    flip = " scale(-1 1)" if option.get("left") else ""

    sheet.open(filter=sheet.shadow())
    sheet.open(transform=f"translate(506 494) rotate({model.rotate}) scale({model.zoom}){flip} translate(0 {-middle:g})")
    paint_body(sheet, d, box, option.get("finish", "solid:#a4161a"), option.get("binding"))
    if model.extras == "f-holes":
        for side in (1, -1):
            hole = smooth([(side * 92, 546), (side * 104, 540), (side * 108, 552), (side * 100, 566), (side * 102, 610),
                           (side * 122, 668), (side * 122, 696), (side * 110, 704), (side * 104, 692), (side * 113, 682),
                           (side * 108, 650), (side * 92, 590), (side * 88, 562)])
            sheet.path(hole, "#140c08")
            sheet.path(hole, "none", stroke="#e9dcc0", stroke_width=1.6, opacity=.8)
    if model.extras == "control-plate":
        sheet.path(rounded(76, 574, 32, 122, 16), sheet.metal(False, tone))
    if model.extras == "bass-plate":
        plate = smooth([(78, 790), (96, 774), (112, 788), (132, 870), (130, 914), (112, 920), (98, 890)])
        sheet.path(plate, sheet.metal(False, tone))
    if model.guard and option.get("guard", "#f4f0e4") != "none":
        draw_guard(sheet, model.guard, option.get("guard", "#f4f0e4"), box)
    cover = option.get("pickups", "#f4f0e4")
    for name, y, angle in model.pickups:
        draw_pickup(sheet, name, y, angle, cover, model.strings)
    draw_bridge(sheet, model.bridge, model.scale + 4, model.strings, tone)
    draw_knobs(sheet, model, option.get("knobs", "#f4f0e4"), tone)
    neck = Neck(model.scale, model.nut, model.heel, model.frets, model.strings, board,
                option.get("inlays", "dots"), end=model.end or points[0][1] + (18 if model.strings == 6 else 16))
    draw_headstock(sheet, model.head, neck, option.get("head") or ("#14100e" if model.head in ("three", "blade", "bass2",
                   "bass5") else None), tone)
    draw_neck(sheet, neck)
    draw_strings(sheet, neck, model.head, 53 if model.strings == 6 else 58 if model.strings == 4 else 70, model.scale)
    sheet.close()
    sheet.close()
    return sheet.document()
