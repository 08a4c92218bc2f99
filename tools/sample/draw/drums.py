# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Drums, cymbals, cajon and what is played with sticks. Things that stand are seen from the front, a little from above."""
import math

from .svg import Sheet, dark, ellipse, light, mix, rounded, smooth

CHROME = "#c9cdd1"


def shell_paint(sheet, colour):
    return sheet.linear([(0, dark(colour, .45)), (.16, light(colour, .18)), (.3, light(colour, .45)), (.42, colour),
                         (.75, dark(colour, .38)), (.93, dark(colour, .62)), (1, dark(colour, .4))], 0, 0, 1, 0)


def drum(sheet, cx, top, width, height, colour, lugs=5, tilt=.17, head="#f6f3ec", skin=True):
    """A cylinder standing on its bottom; top is the height of the upper rim's centre."""
    rx, ry = width / 2, width * tilt / 2
    body = (f"M{cx - rx} {top}V{top + height}A{rx} {ry} 0 0 0 {cx + rx} {top + height}V{top}Z")
    sheet.path(body, shell_paint(sheet, colour))
    if colour == "wood":
        pass
    hoop = sheet.linear([(0, "#7d8286"), (.18, "#f4f5f6"), (.34, "#b7bbbf"), (.6, "#70757a"), (.85, "#c6cacd"),
                         (1, "#6d7277")], 0, 0, 1, 0)
    for i in range(lugs):
        a = math.pi * (i + .5) / lugs
        x = cx - math.cos(a) * rx * .97
        dy = math.sin(a) * ry
        w = 4 + 5 * math.sin(a)
        sheet.rect(x - w * .22, top + dy, w * .44, height, sheet.metal(False), opacity=.95)
        sheet.path(rounded(x - w / 2, top + dy + height * .26, w, height * .48, w / 2), sheet.metal(False))
    thick = max(7, width * .045)
    for y in (top + height - thick * .6, top):
        d = (f"M{cx - rx - 3} {y - thick / 2}A{rx + 3} {ry} 0 0 0 {cx + rx + 3} {y - thick / 2}V{y + thick / 2}"
             f"A{rx + 3} {ry} 0 0 1 {cx - rx - 3} {y + thick / 2}Z")
        sheet.path(d, hoop)
    if skin:
        sheet.oval(cx, top - thick / 2, rx + 3, ry, hoop)
        sheet.oval(cx, top - thick / 2 + 1, rx - 3, ry - 2.4, sheet.radial([(0, light(head, .6)), (.7, head),
                                                                            (1, dark(head, .18))], .42, .4, .6))


def cymbal(sheet, cx, cy, rx, ry, angle=-8, tone="#d4a546"):
    sheet.open(transform=f"translate({cx} {cy}) rotate({angle})")
    sheet.oval(0, 3, rx, ry, dark(tone, .55))
    face = sheet.linear([(0, dark(tone, .25)), (.2, light(tone, .35)), (.38, light(tone, .62)), (.5, tone),
                         (.7, dark(tone, .3)), (.86, light(tone, .25)), (1, dark(tone, .35))], 0, 0, 1, .25)
    sheet.oval(0, 0, rx, ry, face)
    for i in range(9):
        k = .94 - i * .085
        sheet.oval(0, 0, rx * k, ry * k, "none", stroke=dark(tone, .4) if i % 2 else light(tone, .5), stroke_width=.7,
                   opacity=.55)
    sheet.oval(0, -ry * .25, rx * .2, ry * .42, sheet.dome(tone, .6, .45))
    sheet.rect(-2.5, -ry * .25 - 22, 5, 20, sheet.metal(False), 2)
    sheet.oval(0, -ry * .25 - 8, 8, 4, "#2b2724")
    sheet.close()


def pole(sheet, x1, y1, x2, y2, width=8, tone=CHROME):
    dx, dy = x2 - x1, y2 - y1
    length = math.hypot(dx, dy)
    angle = math.degrees(math.atan2(dy, dx)) - 90
    sheet.open(transform=f"translate({x1} {y1}) rotate({angle:.2f})")
    sheet.rect(-width / 2, 0, width, length, sheet.metal(False, tone), width / 3)
    sheet.close()


def tripod(sheet, x, y, height, spread, tone=CHROME):
    for dx, dy in ((-spread, 0), (spread, -4), (spread * .18, 14)):
        pole(sheet, x, y - height, x + dx, y + dy, 7, tone)
        sheet.oval(x + dx, y + dy, 8, 5, "#1e1b19")
    sheet.rect(x - 8, y - height - 10, 16, 22, sheet.metal(False, tone), 3)


def bass_drum(sheet, cx, cy, r, colour, head="#f4f1ea", ported=False):
    depth = r * .2
    sheet.circle(cx + depth * .6, cy - depth * .2, r * .985, dark(colour, .55))
    sheet.circle(cx, cy, r, sheet.linear([(0, light(colour, .3)), (.5, colour), (1, dark(colour, .5))], .1, 0, .9, 1))
    sheet.circle(cx, cy, r * .95, dark(colour, .6))
    dark_head = head < "#8"
    sheet.circle(cx, cy, r * .925, sheet.radial([(0, light(head, .4 if not dark_head else .16)), (.75, head),
                                                 (1, dark(head, .25))], .38, .34, .8))
    sheet.circle(cx, cy, r * .86, "none", stroke=dark(head, .3) if not dark_head else "#4a4a4d", stroke_width=1.2,
                 opacity=.6)
    sheet.path(f"M{cx - r * .6} {cy - r * .66}A{r * .9} {r * .9} 0 0 1 {cx + r * .2} {cy - r * .86}"
               f"L{cx + r * .1} {cy - r * .4}A{r * .6} {r * .6} 0 0 0 {cx - r * .5} {cy - r * .2}Z", "#fff",
               opacity=.16 if not dark_head else .07, filter=sheet.blur(10))
    if ported:
        sheet.circle(cx + r * .48, cy + r * .42, r * .17, "#0d0b0a")
        sheet.circle(cx + r * .48, cy + r * .42, r * .175, "none", stroke="#777", stroke_width=3)
    for i in range(10):
        a = math.radians(18 + 36 * i)
        x, y = cx + math.cos(a) * r * .985, cy + math.sin(a) * r * .985
        sheet.open(transform=f"translate({x:.1f} {y:.1f}) rotate({math.degrees(a) + 90:.1f})")
        sheet.path(rounded(-7, -8, 14, 20, 4), sheet.metal(False))
        sheet.close()


def draw_kit(option):
    """A five-piece kit with hi-hat, crash and ride; option: finish (colour), head."""
    sheet = Sheet()
    colour = option.get("finish", "#1c1c1f")
    head = option.get("head", "#1a191b")
    sheet.contact(500, 842, 400, 22)
    sheet.open(transform="translate(500 500) scale(1.04) translate(-500 -520)")
    pole(sheet, 796, 262, 770, 800, 8)
    tripod(sheet, 770, 840, 120, 74)
    pole(sheet, 296, 226, 330, 700, 8)
    tripod(sheet, 334, 838, 150, 66)
    tripod(sheet, 150, 846, 130, 60)
    pole(sheet, 150, 470, 150, 760, 8)
    drum(sheet, 748, 628, 206, 186, colour, 5)                       # floor tom
    for x in (660, 836):
        pole(sheet, x, 700, x + (-8 if x < 700 else 8), 852, 7)
    pole(sheet, 470, 420, 486, 560, 14)
    pole(sheet, 530, 420, 514, 560, 14)
    bass_drum(sheet, 500, 672, 186, colour, head, True)
    for s in (-1, 1):
        pole(sheet, 500 + s * 150, 770, 500 + s * 206, 862, 9)
    sheet.open(transform="rotate(-7 404 430)")
    drum(sheet, 402, 372, 164, 110, colour, 4, .24)
    sheet.close()
    sheet.open(transform="rotate(7 596 430)")
    drum(sheet, 598, 372, 176, 118, colour, 4, .24)
    sheet.close()
    tripod(sheet, 262, 850, 110, 70)
    drum(sheet, 258, 620, 184, 84, colour, 5, .2)                    # snare
    cymbal(sheet, 150, 486, 96, 17, 0)
    cymbal(sheet, 150, 474, 96, 17, 0)
    cymbal(sheet, 292, 226, 138, 30, -10)
    cymbal(sheet, 796, 276, 156, 34, 10)
    sheet.close()
    return sheet.document(floor=800)


def pad(sheet, cx, cy, rx, ry, angle=0, rim="#3a3a3e", face="#1d1d20", kind="drum"):
    sheet.open(transform=f"translate({cx} {cy}) rotate({angle})")
    sheet.oval(0, 10, rx, ry, "#0c0c0d")
    sheet.oval(0, 0, rx, ry, sheet.linear([(0, light(rim, .45)), (.5, rim), (1, dark(rim, .5))], .1, 0, .9, 1))
    if kind == "mesh":
        face = "#e8e6e1"
    sheet.oval(0, -1, rx * .87, ry * .85, sheet.radial([(0, light(face, .25)), (1, face)], .4, .35, .7))
    if kind == "cymbal":
        for k in (.7, .5):
            sheet.oval(0, -1, rx * k, ry * k, "none", stroke="#3c3c40", stroke_width=1.3)
        sheet.oval(0, -3, rx * .2, ry * .24, "#303034")
    sheet.close()


def draw_electronic_kit(option):
    sheet = Sheet()
    kind = option.get("pads", "mesh")
    rack = option.get("rack", "#2b2b2e")
    sheet.contact(500, 858, 380, 20)
    sheet.open(transform="translate(508 510) scale(1.02) translate(-484 -540)")
    for x1, y1, x2, y2, w in ((200, 560, 170, 862, 17), (800, 560, 830, 862, 17), (360, 520, 340, 850, 15),
                              (640, 520, 660, 850, 15), (196, 566, 362, 524, 15), (362, 524, 640, 524, 15),
                              (640, 524, 804, 566, 15), (290, 320, 300, 540, 11), (716, 312, 704, 540, 11),
                              (140, 520, 200, 600, 10)):
        pole(sheet, x1, y1, x2, y2, w, rack)
    for x, y in ((170, 864), (830, 864), (340, 852), (660, 852)):
        sheet.oval(x, y, 16, 8, "#141312")
    sheet.path(rounded(452, 640, 96, 150, 14), sheet.linear([(0, "#4a4a4e"), (1, "#161617")], 0, 0, 1, 0))
    pad(sheet, 500, 690, 86, 84, 0, "#4a4a4e", kind="mesh" if kind == "mesh" else "drum")
    pole(sheet, 500, 770, 500, 866, 12, "#b9bdc1")
    sheet.path("M452 872L548 872L534 846L466 846Z", sheet.metal(True))
    sheet.path(rounded(474, 786, 52, 76, 8), sheet.metal(False, "#85898d"))
    for x, y, rx, ry, a in ((398, 470, 84, 34, -4), (602, 470, 84, 34, 4), (786, 590, 98, 40, 8), (236, 600, 104, 42, -8)):
        pad(sheet, x, y, rx, ry, a, kind=kind)
    pad(sheet, 290, 310, 128, 38, -8, "#2b2b2e", kind="cymbal")
    pad(sheet, 716, 300, 136, 40, 8, "#2b2b2e", kind="cymbal")
    pad(sheet, 136, 500, 92, 28, 0, "#2b2b2e", kind="cymbal")
    sheet.open(transform="rotate(-6 250 700)")
    sheet.path(rounded(214, 668, 132, 92, 10), sheet.linear([(0, "#45464a"), (1, "#1a1a1c")], 0, 0, .4, 1))
    sheet.path(rounded(226, 680, 64, 34, 4), "#9fd4d8")
    sheet.path("M232 706l10 -12 9 7 8 -14 11 16", "none", stroke="#21474d", stroke_width=2.4)
    for i in range(4):
        sheet.rect(228 + i * 16, 724, 11, 8, "#77787c", 2)
        sheet.rect(228 + i * 16, 740, 11, 8, "#e67e3f" if i == 0 else "#5a5b5f", 2)
    sheet.knob(320, 706, 15, "#3a3a3e")
    sheet.close()
    sheet.close()
    return sheet.document(floor=800)


def draw_snare(option):
    sheet = Sheet()
    colour = option.get("finish", "#b9bdc2")
    sheet.contact(500, 706, 372, 30, .5)
    drum(sheet, 500, 430, 720, 250, colour, 8, .36)
    sheet.oval(500, 412, 330, 110, "none", stroke="#d9d4c8", stroke_width=2, opacity=.7)
    sheet.path("M250 360C340 322 470 312 560 322L420 480C340 470 270 440 230 404Z", "#fff", opacity=.35,
               filter=sheet.blur(14))
    # the strainer on the right
    sheet.path(rounded(702, 548, 46, 104, 8), sheet.metal(False))
    sheet.path(rounded(716, 520, 18, 70, 8), sheet.metal(False, "#8f9499"))
    return sheet.document(floor=640)


def draw_cymbal(option):
    sheet = Sheet()
    tone = option.get("finish", "#d2a344")
    r = 300 + (int(option.get("size", 20)) - 14) * 17
    sheet.open(filter=sheet.shadow(1.2))
    sheet.circle(500, 500, r, tone)
    sheet.open(clip_path=sheet.clip(ellipse(500, 500, r)))
    # light on lathed metal is a bow tie around the middle
    for angle, width, share in ((-58, 34, .75), (122, 30, .6), (20, 22, -.42), (200, 26, -.45), (74, 12, .35),
                                (-104, 14, .3), (160, 12, -.25), (-20, 10, -.2)):
        a, b = math.radians(angle - width / 2), math.radians(angle + width / 2)
        d = (f"M500 500L{500 + 600 * math.cos(a):.1f} {500 + 600 * math.sin(a):.1f}"
             f"L{500 + 600 * math.cos(b):.1f} {500 + 600 * math.sin(b):.1f}Z")
        sheet.path(d, "#fff6d8" if share > 0 else "#4a2c08", opacity=abs(share), filter=sheet.blur(22))
    sheet.close()
    for i in range(54):
        k = r - 4 - i * 6.2
        if k < 78:
            break
        sheet.circle(500, 500, k, "none", stroke=dark(tone, .45) if i % 2 else light(tone, .6), stroke_width=1.1,
                     opacity=.34 if i % 3 else .5)
    if option.get("hammered"):
        for i in range(130):
            a, q = i * 2.399963, 92 + 300 * math.sqrt((i + 2) / 134)
            x, y = 500 + q * math.cos(a), 500 + q * math.sin(a)
            sheet.circle(x, y, 8, dark(tone, .4), opacity=.16)
            sheet.circle(x + 1.6, y + 2, 6, light(tone, .5), opacity=.2)
    sheet.circle(500, 500, 78, sheet.radial([(0, light(tone, .75)), (.35, light(tone, .25)), (.8, dark(tone, .22)),
                                             (1, dark(tone, .4))], .36, .32, .75))
    sheet.circle(500, 500, 78, "none", stroke=dark(tone, .5), stroke_width=2, opacity=.7)
    sheet.circle(500, 500, 10, "#2a221a")
    sheet.circle(500, 500, r - 1, "none", stroke=light(tone, .55), stroke_width=2.4, opacity=.8)
    sheet.close()
    return sheet.document()


def draw_cajon(option):
    sheet = Sheet()
    front, side = option.get("finish", "#c98d4e"), option.get("sides", "#8a5a30")
    sheet.contact(520, 852, 250, 24, .55)
    f = "M292 168L640 196L640 852L292 866Z"
    s = "M640 196L762 164L762 812L640 852Z"
    t = "M292 168L424 138L762 164L640 196Z"
    sheet.wood(t, (280, 130, 490, 70), light(side, .18), fibre="x", strength=.4, fine=.2)
    sheet.wood(s, (636, 160, 130, 700), dark(side, .2), strength=.5, fine=.12, seed=8)
    sheet.path(s, sheet.linear([(0, "#000", .05), (1, "#000", .38)], 0, 0, 1, 0))
    sheet.wood(f, (286, 160, 360, 712), front, strength=.55, fine=.05, long=.003, seed=12)
    sheet.path(f, sheet.linear([(0, "#fff", .28), (.5, "#fff", 0), (1, "#000", .2)], 0, 0, 1, 1))
    sheet.path(f, "none", stroke=dark(front, .55), stroke_width=2, opacity=.6)
    for i in range(6):
        y = 206 + i * 126
        sheet.screw(306, y - 18, 5)
        sheet.screw(627, y + 8 - i * 4, 5)
    sheet.circle(468, 640, 0.1, "none")
    sheet.oval(702, 470, 32, 66, "#120b07")
    sheet.oval(702, 470, 32, 66, "none", stroke=light(side, .2), stroke_width=3)
    for x, y in ((318, 866), (616, 854), (742, 816)):
        sheet.path(rounded(x - 16, y - 2, 32, 16, 5), "#191614")
    return sheet.document(floor=790)


def stick(sheet, length=900, wood="#dba863", tip="wood", grip=None):
    d = (f"M-9 {length / 2}Q-10 {length / 2 + 6} 0 {length / 2 + 7}Q10 {length / 2 + 6} 9 {length / 2}L8.5 {-length / 2 + 190}"
         f"L3.4 {-length / 2 + 28}L-3.4 {-length / 2 + 28}L-8.5 {-length / 2 + 190}Z")
    sheet.path(d, sheet.linear([(0, light(wood, .4)), (.35, wood), (1, dark(wood, .38))], 0, 0, 1, 0))
    sheet.open(clip_path=sheet.clip(d))
    sheet.rect(-12, -length / 2, 24, length + 10, "#000", filter=sheet.grain(dark(wood, .5), .3, .008, 1, 4), opacity=.4)
    sheet.close()
    colour = "#f4f2ec" if tip == "nylon" else wood
    sheet.oval(0, -length / 2 + 16, 8.4, 17, sheet.radial([(0, light(colour, .6)), (.6, colour), (1, dark(colour, .3))],
                                                          .35, .35, .8))
    if grip:
        sheet.path(rounded(-9.6, length / 2 - 300, 19.2, 300, 8), sheet.linear([(0, light(grip, .3)), (1, dark(grip, .4))],
                                                                             0, 0, 1, 0))


def draw_sticks(option):
    sheet = Sheet()
    wood = option.get("finish", "#dba863")
    sheet.open(filter=sheet.shadow(.8))
    for x, angle in ((470, 36), (540, 45)):
        sheet.open(transform=f"translate({x} 506) rotate({angle}) scale(1.2)")
        stick(sheet, 840, wood, option.get("tip", "wood"), option.get("grip"))
        sheet.close()
    sheet.close()
    return sheet.document()


def draw_throne(option):
    sheet = Sheet()
    seat = option.get("finish", "#1d1c1e")
    sheet.contact(500, 850, 270, 22)
    pole(sheet, 500, 420, 500, 700, 34)
    for dx, dy in ((-240, 0), (240, -6), (30, 30)):
        pole(sheet, 500, 560, 500 + dx, 846 + dy, 22)
        pole(sheet, 500, 700, 500 + dx * .5, 704 + dy + 4, 12, "#8f9499")
        sheet.oval(500 + dx, 846 + dy, 20, 12, "#151413")
    sheet.path(rounded(470, 548, 60, 46, 8), sheet.metal(False))
    sheet.path("M230 300V372A270 78 0 0 0 770 372V300Z", sheet.linear([(0, dark(seat, .5)), (.3, light(seat, .24)),
                                                                       (1, dark(seat, .6))], 0, 0, 1, 0))
    sheet.oval(500, 300, 270, 84, sheet.radial([(0, light(seat, .34)), (.7, seat), (1, dark(seat, .4))], .38, .3, .7))
    sheet.path("M236 316A266 80 0 0 0 764 316", "none", stroke=light(seat, .4), stroke_width=3, opacity=.7)
    return sheet.document(floor=790)


def draw_pedal_kick(option):
    """A bass drum pedal from above and in front."""
    sheet = Sheet()
    sheet.contact(500, 862, 330, 24)
    plate = sheet.linear([(0, "#9da1a6"), (.5, "#d9dbde"), (1, "#6f7478")], 0, 0, 1, .3)
    sheet.path("M236 868L764 868L716 812L284 812Z", plate)
    board = "M380 852L640 852L580 470Q578 452 560 452H460Q442 452 440 470Z"
    sheet.path(board, "#000", opacity=.4, filter=sheet.blur(10), transform="translate(14 14)")
    sheet.path(board, sheet.linear([(0, "#55595d"), (.35, "#e2e4e6"), (.6, "#a9adb1"), (1, "#4f5458")], 0, 0, 1, .3))
    for i in range(9):
        y = 500 + i * 36
        for s in (-1, 1):
            sheet.path(rounded(510 + s * (26 + i * 4.4) - 15 - i, y, 30 + i * 2, 15, 7), "#33373a", opacity=.8)
    for x in (318, 690):
        sheet.path(rounded(x - 24, 330, 48, 500, 16), sheet.metal(False))
        sheet.path(rounded(x - 38, 800, 76, 42, 8), sheet.metal(True, "#8f9499"))
    sheet.path(rounded(296, 318, 416, 40, 18), sheet.metal(True))
    for k in range(2):
        sheet.path(f"M{496 + k * 22} 350V470", "none", stroke="#2a2c2e", stroke_width=15, stroke_dasharray="11 4")
    sheet.circle(508, 338, 46, sheet.metal(True, "#8f9499"))
    sheet.circle(508, 338, 22, "#232527")
    pole(sheet, 508, 330, 452, 130, 17)
    sheet.open(transform="rotate(-16 444 112)")
    beater = rounded(376, 40, 136, 124, 44)
    sheet.path(beater, sheet.linear([(0, "#fbf6ea"), (.5, "#e6dcc8"), (1, "#a89b83")], 0, 0, 1, 1))
    sheet.bevel(beater, 12, soft=5)
    sheet.close()
    sheet.path("M690 350C770 400 760 560 706 640", "none", stroke="#8f9499", stroke_width=13, stroke_dasharray="5 5")
    return sheet.document(floor=800)
