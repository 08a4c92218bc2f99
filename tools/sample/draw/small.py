# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Pedals and everything that hangs on the shop's back wall: strings, picks, straps, cables, stands, bags, tuners."""
import math

from .drums import pole, tripod
from .keys import buttons, screen
from .sound import tolex
from .svg import Sheet, dark, ellipse, light, mix, rounded, smooth


def draw_pedal(option):
    """A stomp box; option: finish, knobs, wide, switch compact|round."""
    sheet = Sheet()
    colour = option.get("finish", "#e2761f")
    knobs = int(option.get("knobs", 3))
    compact = option.get("switch", "compact") == "compact"
    sheet.open(filter=sheet.shadow(1.25))
    sheet.open(transform="translate(500 500) rotate(-7)")
    w, h = 430, 720
    for y in (-190, -60):
        for s in (-1, 1):
            sheet.path(rounded(min(s * 200, s * 256), y - 26, 56, 52, 6), sheet.metal(True, "#8f9398"))
    d = rounded(-w / 2, -h / 2, w, h, 26)
    sheet.path(rounded(-w / 2, -h / 2 + 14, w, h, 26), dark(colour, .6))
    sheet.path(d, sheet.linear([(0, light(colour, .35)), (.35, colour), (1, dark(colour, .3))], .1, 0, .8, 1))
    sheet.open(clip_path=sheet.clip(d))
    sheet.rect(-w / 2, -h / 2, w, h, "#000", filter=sheet.grain(light(colour, .8), .7, .7, 1, 3), opacity=.14)
    sheet.close()
    sheet.bevel(d, 16, soft=5, lit_opacity=.6)
    rows = [knobs] if knobs <= 3 else [knobs // 2, knobs - knobs // 2]
    y = -270 if compact else -250
    for row in rows:
        r = 42 if row <= 2 else 36
        for i in range(row):
            x = (i - (row - 1) / 2) * (340 / max(row, 2.4))
            for k in range(11):
                a = math.radians(-220 + k * 26)
                sheet.line(x + math.cos(a) * r * 1.16, y + math.sin(a) * r * 1.16, x + math.cos(a) * r * 1.3,
                           y + math.sin(a) * r * 1.3, dark(colour, .75), 2.4, opacity=.65)
            sheet.knob(x, y, r, option.get("knob", "#1b1b1d"), "#fff" if option.get("knob", "#1") < "#9" else "#111111",
                       -70 + (i * 67) % 150)
        y += 110
    sheet.circle(0, -355 + (60 if compact else 250), 0.1, "none")
    led_y = -330 if compact else 60
    sheet.circle(0, led_y, 17, "#111", opacity=.55)
    sheet.circle(0, led_y, 12, sheet.radial([(0, "#fff0e8"), (.35, "#ff4a30"), (1, "#8a0f06")]))
    if compact:
        plate = rounded(-w / 2 + 16, -20 if len(rows) == 1 else 30, w - 32, 352 if len(rows) == 1 else 306, 16)
        sheet.path(plate, dark(colour, .35))
        sheet.path(plate, sheet.linear([(0, light(colour, .12)), (1, dark(colour, .28))], .1, 0, .8, 1),
                   transform="translate(0 -6)")
        top = 56 if len(rows) == 1 else 96
        rubber = rounded(-w / 2 + 44, top, w - 88, 226, 12)
        sheet.path(rubber, sheet.linear([(0, "#2d2d2f"), (1, "#131314")], 0, 0, .4, 1))
        for i in range(9):
            sheet.line(-w / 2 + 60, top + 22 + i * 23, w / 2 - 60, top + 22 + i * 23, "#47474a", 5, opacity=.55)
    else:
        stripe = option.get("stripe")
        if stripe:
            sheet.path(smooth([(-160, 120), (-60, 60), (40, 140), (160, 70)], False), "none", stroke=stripe,
                       stroke_width=16, opacity=.85, stroke_linecap="round")
        sheet.circle(0, 236, 66, dark(colour, .4), opacity=.6)
        sheet.circle(0, 232, 58, sheet.metal(True))
        sheet.circle(0, 228, 40, sheet.dome("#c9cdd1", .7, .45))
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_multi(option):
    sheet = Sheet()
    colour = option.get("finish", "#26282c")
    sheet.open(filter=sheet.shadow(1.2))
    sheet.open(transform="translate(500 500) rotate(-10)")
    d = rounded(-420, -230, 840, 460, 28)
    sheet.path(rounded(-420, -214, 840, 460, 28), dark(colour, .6))
    tolex(sheet, d, (-420, -230, 840, 460), colour)
    screen(sheet, -150, -190, 250, 140, option.get("glow", "#7fc4e8"))
    for i in range(4):
        sheet.knob(-362 + (i % 2) * 104, -146 + (i // 2) * 92, 36, "#3a3b40", "#e67e3f", -80 + i * 45)
    for i in range(4):
        x = -346 + i * 148
        sheet.circle(x, 118, 53, "#0d0d0e", opacity=.7)
        sheet.circle(x, 114, 47, sheet.metal(True))
        sheet.circle(x, 111, 33, sheet.dome("#c9cdd1", .7, .45))
        sheet.rect(x - 26, 38, 52, 12, ["#e8462e", "#4f9fb8", "#e8b13f", "#4fae5a"][i], 4)
    p = "M236 -190L392 -190L404 206L224 206Z"
    sheet.path(p, sheet.linear([(0, "#55565a"), (1, "#17171a")], 0, 0, 1, .4))
    for i in range(12):
        y = -166 + i * 31
        sheet.line(250 - i * .7, y, 378 + i * .9, y, "#0c0c0d", 9, opacity=.75)
        sheet.line(250 - i * .7, y + 5, 378 + i * .9, y + 5, "#77787c", 1.6, opacity=.5)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_wah(option):
    sheet = Sheet()
    colour = option.get("finish", "#1c1c1e")
    sheet.open(filter=sheet.shadow(1.2))
    sheet.open(transform="translate(500 500) rotate(-18)")
    base = "M-176 -390L176 -390L214 400Q214 420 190 420H-190Q-214 420 -214 400Z"
    sheet.path(base, sheet.linear([(0, light(colour, .3)), (1, dark(colour, .4))], 0, 0, 1, 1))
    sheet.bevel(base, 10, soft=4)
    plate = "M-140 -360L140 -360Q160 -360 161 -340L176 360Q176 382 154 382H-154Q-176 382 -176 360L-161 -340Q-160 -360 -140 -360Z"
    sheet.path(plate, "#000", opacity=.5, filter=sheet.blur(8), transform="translate(4 8)")
    sheet.path(plate, sheet.metal(False, "#8f9398"))
    rubber = "M-122 -338L122 -338L150 350L-150 350Z"
    sheet.path(rubber, sheet.linear([(0, "#3a3a3c"), (1, "#141415")], 0, 0, .6, 1))
    for i in range(19):
        y = -310 + i * 34
        sheet.line(-112 - i * 1.3, y, 112 + i * 1.3, y, "#000", 12, opacity=.55)
        sheet.line(-112 - i * 1.3, y + 7, 112 + i * 1.3, y + 7, "#77777a", 2, opacity=.4)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_strings(option):
    """A packet of strings with a coil beside it."""
    sheet = Sheet()
    colour = option.get("finish", "#c2242c")
    second = option.get("second", "#f3e9d2")
    sheet.open(filter=sheet.shadow(1.05))
    sheet.open(transform="translate(640 590)")
    tone = option.get("wire", "#b9a06a")
    for i in range(9):
        sheet.circle(math.cos(i * 2.1) * 7, math.sin(i * 2.1) * 7, 226 - i * 3.5, "none",
                     stroke=light(tone, .35) if i % 2 else dark(tone, .25), stroke_width=2.8)
    sheet.path("M-40 -226C-70 -200 -52 -160 -30 -150", "none", stroke=tone, stroke_width=5)
    for a in (30, 150, 265):
        sheet.open(transform=f"rotate({a}) translate(0 -216)")
        for k in range(5):
            sheet.rect(-14 + k * 6, -18, 4, 36, dark(tone, .2), 2)
        sheet.close()
    ball = sheet.dome("#d6b25e", .6, .4)
    for k in range(3):
        sheet.circle(150 + k * 20, -170 + k * 22, 10, ball)
    sheet.close()
    sheet.open(transform="translate(430 470) rotate(-9)")
    d = rounded(-250, -250, 500, 500, 10)
    sheet.path(d, sheet.linear([(0, light(colour, .2)), (1, dark(colour, .18))], 0, 0, 1, 1))
    sheet.open(clip_path=sheet.clip(d))
    sheet.circle(0, 30, 190, second)
    sheet.circle(0, 30, 168, colour)
    for k in range(6):
        sheet.circle(0, 30, 158 - k * 15, "none", stroke=mix(second, colour, .15), stroke_width=1.4 + k * .75)
    sheet.circle(0, 30, 62, second)
    sheet.path("M0 84C-18 62 -52 4 -56 -24C-58 -44 -42 -52 0 -54C42 -52 58 -44 56 -24C52 4 18 62 0 84Z", colour, transform="translate(0 24) scale(.62)")
    sheet.path("M-250 -190H250V-150H-250Z", second)
    for k in range(6):
        sheet.circle(-150 + k * 60, -170, 3 + k * 1.6, dark(colour, .25))
    sheet.path("M-250 -250H-60L-250 60Z", "#fff", opacity=.13)
    sheet.close()
    sheet.path(d, "none", stroke="#fff", stroke_width=3, opacity=.35)
    sheet.path(rounded(-40, -244, 80, 22, 11), "#f4efe6")
    sheet.close()
    sheet.close()
    return sheet.document()


def pick(sheet, x, y, angle, scale, colour, celluloid=False):
    d = smooth([(0, 130), (-34, 84), (-92, -34), (-106, -84), (-78, -112), (0, -122), (78, -112), (106, -84), (92, -34),
                (34, 84)], pull=.34)
    sheet.open(transform=f"translate({x} {y}) rotate({angle}) scale({scale})")
    sheet.path(d, sheet.linear([(0, light(colour, .3)), (.4, colour), (1, dark(colour, .3))], .1, 0, .9, 1))
    if celluloid:
        sheet.open(clip_path=sheet.clip(d))
        sheet.rect(-110, -130, 220, 270, "#000", filter=sheet.grain(light(colour, .5), .018, .02, 1.3, 8), opacity=.75)
        sheet.close()
    sheet.bevel(d, 12, soft=3)
    sheet.oval(-34, -64, 44, 24, "#fff", opacity=.28, filter=sheet.blur(8), transform="rotate(-16 -34 -64)")
    sheet.close()


def draw_picks(option):
    sheet = Sheet()
    colours = option.get("finish", "#e67e3f,#2f6f8f,#d9b13a,#a3262b,#3f7a4a,#e9e1cf").split(",")
    sheet.open(filter=sheet.shadow(.8))
    spots = ((330, 330, -24, 1.25), (650, 300, 30, 1.2), (500, 520, 8, 1.5), (270, 680, 42, 1.15), (735, 620, -38, 1.25),
             (520, 800, 14, 1.0))
    for i, (x, y, a, s) in enumerate(spots):
        pick(sheet, x, y, a, s, colours[i % len(colours)], bool(option.get("celluloid")))
    sheet.close()
    return sheet.document()


def draw_strap(option):
    sheet = Sheet()
    colour = option.get("finish", "#6b3f22")
    pattern = option.get("pattern")
    path = "M250 900C130 700 240 520 430 500C640 478 700 380 640 270C590 180 450 180 420 280C396 366 500 420 600 410C760 396 850 280 820 110"
    sheet.open(filter=sheet.shadow(1.0))
    sheet.path(path, "none", stroke=dark(colour, .5), stroke_width=96, stroke_linecap="butt", stroke_linejoin="round")
    sheet.path(path, "none", stroke=colour, stroke_width=90, stroke_linejoin="round")
    sheet.path(path, "none", stroke=light(colour, .22), stroke_width=46, opacity=.45, stroke_linejoin="round",
               filter=sheet.blur(12))
    if pattern:
        sheet.path(path, "none", stroke=pattern, stroke_width=38, stroke_dasharray="22 16")
        sheet.path(path, "none", stroke=light(pattern, .5), stroke_width=14, stroke_dasharray="10 28",
                   stroke_dashoffset="-6")
    sheet.path(path, "none", stroke=dark(colour, .35), stroke_width=82, opacity=.0)
    for x, y, a in ((250, 900, 28), (820, 110, 8)):
        sheet.open(transform=f"translate({x} {y}) rotate({a})")
        end = "M-46 -60H46V14L20 64Q0 84 -20 64L-46 14Z" if y > 500 else "M-46 60H46V-14L20 -64Q0 -84 -20 -64L-46 -14Z"
        sheet.path(end, sheet.linear([(0, "#4a3020"), (1, "#20120a")], 0, 0, 1, 1))
        sheet.path(end, "none", stroke="#c9a878", stroke_width=2.4, stroke_dasharray="7 5", transform="scale(.86)")
        sheet.path(rounded(-7, 18 if y > 500 else -44, 14, 26, 7), "#0d0705")
        sheet.close()
    sheet.path(rounded(590, 352, 120, 116, 12), "none", stroke=sheet.metal(), stroke_width=12)
    sheet.close()
    return sheet.document()


def plug(sheet, x, y, angle, colour="#2b2b2d", gold=False, angled=False):
    tone = "#d6b25e" if gold else "#c9cdd1"
    sheet.open(transform=f"translate({x} {y}) rotate({angle})")
    sheet.path(rounded(-13, -118, 26, 92, 8), sheet.metal(False, tone))
    sheet.path("M-13 -112L0 -136L13 -112Z", sheet.metal(False, tone))
    for yy in (-96, -78):
        sheet.rect(-13, yy, 26, 5, "#1a1a1a")
    sheet.path(rounded(-24, -34, 48, 118, 10), sheet.linear([(0, dark(colour, .4)), (.3, light(colour, .45)), (.5, colour),
                                                            (1, dark(colour, .5))], 0, 0, 1, 0))
    sheet.rect(-24, -20, 48, 8, tone, 2)
    sheet.path(rounded(-15, 80, 30, 52, 8), "#19191a")
    sheet.close()


def draw_cable(option):
    sheet = Sheet()
    colour = option.get("finish", "#1b1b1d")
    woven = option.get("woven")
    sheet.open(filter=sheet.shadow(1.0))
    for i in range(5):
        rx, ry = 300 - i * 6, 286 - i * 7
        cx, cy = 500 + (i % 2) * 8, 470 + i * 13
        sheet.oval(cx, cy, rx, ry, "none", stroke=dark(colour, .5), stroke_width=29)
        sheet.oval(cx, cy, rx, ry, "none", stroke=colour, stroke_width=24)
        sheet.oval(cx - 2, cy - 3, rx, ry, "none", stroke=light(colour, .5), stroke_width=6, opacity=.55)
        if woven:
            sheet.oval(cx, cy, rx, ry, "none", stroke=woven, stroke_width=22, stroke_dasharray="9 11", opacity=.6)
    sheet.path("M240 600C200 720 240 780 300 800", "none", stroke=colour, stroke_width=24, stroke_linecap="round")
    sheet.path("M760 600C800 720 740 790 690 800", "none", stroke=colour, stroke_width=24, stroke_linecap="round")
    for a in (-36, 90, 200):
        x, y = 500 + 294 * math.cos(math.radians(a)), 496 + 282 * math.sin(math.radians(a))
        sheet.open(transform=f"translate({x:.0f} {y:.0f}) rotate({a})")
        sheet.path(rounded(-42, -17, 84, 34, 6), "#17171a")
        sheet.path(rounded(-42, -17, 84, 34, 6), "none", stroke="#55565a", stroke_width=2)
        sheet.close()
    kind = option.get("plugs", "jack")
    if kind == "xlr":
        for x, y, a in ((368, 826, 118), (622, 826, -118)):
            sheet.open(transform=f"translate({x} {y}) rotate({a})")
            sheet.path(rounded(-34, -90, 68, 90, 12), sheet.metal(False, "#9da1a6"))
            sheet.path(rounded(-30, -6, 60, 84, 16), sheet.linear([(0, "#141415"), (.35, "#55565a"), (1, "#0d0d0e")], 0, 0, 1, 0))
            sheet.close()
    else:
        plug(sheet, 396, 836, 108, option.get("plug", "#2b2b2d"), bool(option.get("gold")))
        plug(sheet, 594, 836, -108, option.get("plug", "#2b2b2d"), bool(option.get("gold")))
    sheet.close()
    return sheet.document()


def draw_stand(option):
    """kind: guitar, keyboard, microphone, music."""
    sheet = Sheet()
    kind = option.get("kind", "guitar")
    tone = "#2e2e32"
    if kind == "guitar":
        sheet.contact(500, 880, 270, 20)
        pole(sheet, 500, 150, 500, 640, 26, tone)
        for dx, dy in ((-230, 6), (230, 6), (20, -30)):
            pole(sheet, 500, 560, 500 + dx, 876 + dy, 22, tone)
            sheet.oval(500 + dx, 878 + dy, 22, 12, "#0f0f10")
        sheet.path(rounded(474, 500, 52, 90, 12), sheet.metal(False, "#55565a"))
        for s in (-1, 1):
            sheet.path(f"M500 640C{500 + s * 60} 640 {500 + s * 110} 640 {500 + s * 150} 640L{500 + s * 156} 560", "none",
                       stroke="#1b1b1d", stroke_width=30, stroke_linecap="round", stroke_linejoin="round")
            sheet.path(f"M{500 + s * 40} 634H{500 + s * 140}", "none", stroke="#6a6a6d", stroke_width=5, opacity=.7,
                       stroke_linecap="round")
            sheet.path(f"M500 170C{500 + s * 40} 170 {500 + s * 80} 150 {500 + s * 78} 96", "none", stroke="#1b1b1d",
                       stroke_width=26, stroke_linecap="round")
    elif kind == "keyboard":
        sheet.contact(500, 850, 360, 20)
        for s in (-1, 1):
            pole(sheet, 500 + s * 310, 290, 500 - s * 300, 840, 40, tone)
            pole(sheet, 500 + s * 330, 262, 500 + s * 330, 316, 34, "#1b1b1d")
            sheet.path(rounded(500 + s * 310 - 120, 262, 240, 34, 14), sheet.linear([(0, "#55565a"), (1, "#141415")]))
            sheet.path(rounded(500 + s * 300 - 110, 826, 220, 30, 14), sheet.linear([(0, "#47484c"), (1, "#141415")]))
        sheet.circle(500, 564, 46, sheet.metal(True, "#55565a"))
        sheet.circle(500, 564, 24, sheet.dome("#e67e3f", .5, .4))
    elif kind == "microphone":
        sheet.contact(430, 900, 220, 18)
        pole(sheet, 430, 300, 430, 800, 22, tone)
        tripod(sheet, 430, 894, 150, 190, tone)
        pole(sheet, 250, 420, 800, 130, 18, tone)
        sheet.path(rounded(396, 282, 68, 76, 14), sheet.metal(False, "#55565a"))
        sheet.circle(430, 320, 22, sheet.dome("#2b2b2d", .5, .4))
        sheet.open(transform="rotate(-28 250 420)")
        sheet.path(rounded(190, 396, 84, 48, 12), sheet.linear([(0, "#55565a"), (1, "#0f0f10")]))
        sheet.close()
        sheet.open(transform="translate(806 126) rotate(62)")
        sheet.path(rounded(-24, -90, 48, 110, 14), sheet.linear([(0, "#1b1b1d"), (.4, "#55565a"), (1, "#101011")], 0, 0, 1, 0))
        sheet.close()
    else:
        sheet.contact(500, 904, 230, 18)
        pole(sheet, 500, 460, 500, 820, 20, tone)
        tripod(sheet, 500, 896, 150, 200, tone)
        d = "M180 180L820 180L852 486L148 486Z"
        sheet.path(d, sheet.linear([(0, "#4a4b4f"), (1, "#1b1b1d")], 0, 0, .7, 1))
        for r in range(5):
            for c in range(12):
                sheet.circle(236 + c * 48 + (r % 2) * 0, 226 + r * 48, 11, "#efe8dc", opacity=.9)
        sheet.path("M140 478H860V516H140Z", sheet.linear([(0, "#6a6b6f"), (1, "#1b1b1d")]))
        sheet.bevel(d, 6, soft=2)
    return sheet.document(floor=830)


def draw_bag(option):
    """kind: guitar, bass, ukulele, keyboard, case."""
    sheet = Sheet()
    colour = option.get("finish", "#2a2a2e")
    hard = option.get("hard")
    sheet.open(filter=sheet.shadow(1.2))
    sheet.open(transform="translate(500 500) rotate(20)")
    if option.get("kind") == "keyboard":
        d = rounded(-440, -150, 880, 300, 50)
    else:
        right = [(0, -440), (58, -436), (76, -400), (70, -250), (92, -120), (168, -60), (186, 20), (168, 110), (206, 210),
                 (220, 310), (190, 400), (110, 440)]
        d = smooth(right + [(0, 446)] + [(-x, y) for x, y in reversed(right[1:])], pull=.36)
    sheet.path(d, dark(colour, .5), transform="translate(6 10)")
    tolex(sheet, d, (-450, -450, 900, 910), colour)
    sheet.path(d, "none", stroke=light(colour, .18) if not hard else "#b9bdc1", stroke_width=9 if not hard else 12,
               transform="scale(.93 .955)")
    sheet.path(d, "none", stroke="#0c0c0d", stroke_width=3, stroke_dasharray="6 4", transform="scale(.93 .955)")
    if option.get("kind") != "keyboard":
        pocket = smooth([(-120, 110), (0, 92), (120, 110), (150, 220), (150, 330), (90, 392), (-90, 392), (-150, 330),
                         (-150, 220)], pull=.34)
        if not hard:
            sheet.path(pocket, "#000", opacity=.4, filter=sheet.blur(6))
            sheet.path(pocket, sheet.linear([(0, light(colour, .16)), (1, dark(colour, .2))], .1, 0, .9, 1))
            sheet.path(pocket, "none", stroke="#0c0c0d", stroke_width=4)
            sheet.path("M-128 150C-60 128 60 128 128 150", "none", stroke="#9da1a6", stroke_width=5, stroke_dasharray="4 3")
            sheet.path(rounded(118, 140, 34, 16, 6), option.get("accent", "#e67e3f"))
        else:
            for y in (-180, 60, 300):
                sheet.path(rounded(150 if y > -100 else 58, y, 46, 40, 6), sheet.metal(True, "#d6b25e"))
        sheet.path("M150 -66C216 -60 224 24 178 28", "none", stroke=dark(colour, .35), stroke_width=26, stroke_linecap="round")
        sheet.path("M160 -66C212 -56 216 12 182 20", "none", stroke=light(colour, .3), stroke_width=4, stroke_linecap="round",
                   opacity=.6)
    else:
        sheet.path("M-90 -150C-84 -210 84 -210 90 -150", "none", stroke="#131314", stroke_width=22, stroke_linecap="round")
        sheet.path(rounded(-330, -40, 660, 150, 20), "none", stroke="#0c0c0d", stroke_width=4)
        sheet.path("M-318 -20H318", "none", stroke="#9da1a6", stroke_width=5, stroke_dasharray="4 3")
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_tuner(option):
    sheet = Sheet()
    colour = option.get("finish", "#1d1d20")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 470) rotate(-10)")
    sheet.path(rounded(-60, 120, 120, 190, 30), sheet.linear([(0, "#3a3a3d"), (1, "#101012")], 0, 0, 1, 0))
    sheet.circle(0, 214, 56, sheet.dome("#3a3a3d", .4, .5))
    sheet.path("M-70 300H70L96 420H-96Z", sheet.linear([(0, light(colour, .2)), (1, dark(colour, .4))]))
    for i in range(5):
        sheet.line(-76 - i * 3, 330 + i * 18, 76 + i * 3, 330 + i * 18, "#55565a", 5, opacity=.6)
    d = rounded(-300, -260, 600, 420, 60)
    sheet.path(d, sheet.linear([(0, light(colour, .3)), (.5, colour), (1, dark(colour, .4))], 0, 0, 1, 1))
    sheet.bevel(d, 12, soft=4)
    sheet.path(rounded(-250, -210, 500, 320, 28), "#07090b")
    for i in range(-9, 10):
        a = math.radians(-90 + i * 7.2)
        lit = i == 0
        sheet.line(math.cos(a) * 216, 60 + math.sin(a) * 216, math.cos(a) * (250 if i % 3 == 0 else 240),
                   60 + math.sin(a) * (250 if i % 3 == 0 else 240), "#58e07a" if lit else "#e8b13f" if abs(i) < 4 else "#e0503a",
                   9 if i % 3 == 0 else 5)
    sheet.path("M0 60L-4 -130L0 -150L4 -130Z", "#58e07a")
    sheet.circle(0, 60, 12, "#58e07a")
    sheet.path("M-46 70L-18 -40H18L46 70H22L16 44H-16L-22 70ZM-10 22H10L0 -18Z", "#58e07a",
               transform="translate(-150 26) scale(.9)")
    sheet.path("M-250 -210H60L-120 110H-250Z", "#fff", opacity=.06)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_capo(option):
    sheet = Sheet()
    colour = option.get("finish", "#2b2b2d")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 500) rotate(-16)")
    metal = sheet.linear([(0, light(colour, .5)), (.4, colour), (1, dark(colour, .4))], 0, 0, 1, 1)
    sheet.path(smooth([(-330, -120), (-300, -170), (-60, -176), (160, -150), (250, -70), (300, 120), (290, 260), (240, 270),
                       (220, 140), (170, -20), (100, -86), (-60, -112), (-300, -96)]), metal)
    sheet.path(smooth([(-60, 60), (20, 40), (120, 60), (200, 10), (236, -40), (262, -10), (250, 60), (200, 220),
                       (130, 340), (90, 350), (80, 310), (120, 200), (110, 120), (20, 110), (-60, 110)]),
               sheet.linear([(0, light(colour, .38)), (1, dark(colour, .5))], 0, 0, 1, 1))
    sheet.path(rounded(-320, -112, 300, 40, 16), sheet.linear([(0, "#4a4442"), (1, "#17120f")]))
    sheet.path(rounded(-80, 40, 120, 32, 14), sheet.linear([(0, "#4a4442"), (1, "#17120f")]))
    sheet.circle(214, -24, 30, sheet.metal(True))
    sheet.circle(214, -24, 14, "#3a3a3c")
    for i in range(7):
        sheet.path(f"M{150 + i * 9} {44 - i * 11}q12 -10 22 2", "none", stroke="#d9dbde", stroke_width=5)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_board(option):
    """A pedal board or power supply: a flat box with outlets."""
    sheet = Sheet()
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 500) rotate(-12)")
    d = rounded(-380, -150, 760, 300, 22)
    tolex(sheet, d, (-380, -150, 760, 300), option.get("finish", "#26272b"))
    for i in range(8):
        x = -322 + i * 92
        sheet.circle(x, 44, 29, "#0c0c0d")
        sheet.circle(x, 44, 29, "none", stroke="#8f9398", stroke_width=5)
        sheet.circle(x, 44, 9, "#c9cdd1")
        sheet.circle(x, -32, 8, "#58e07a" if i < 6 else "#e0503a")
        sheet.rect(x - 22, 94, 44, 6, "#e9e4d8", 2, opacity=.6)
    sheet.rect(-322, -96, 240, 20, "#e9e4d8", 4, opacity=.35)
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_bottle(option):
    """Care: a spray bottle and a folded cloth."""
    sheet = Sheet()
    colour = option.get("finish", "#d98b2b")
    sheet.contact(460, 850, 190, 20)
    cloth = smooth([(520, 800), (700, 740), (880, 780), (900, 840), (720, 872), (540, 860)])
    sheet.path(cloth, sheet.linear([(0, "#f0e2c4"), (1, "#c9b288")], 0, 0, 1, 1))
    sheet.path("M540 812C660 780 780 776 890 800M560 836C680 806 800 808 896 826", "none", stroke="#a98f62", stroke_width=3,
               opacity=.6)
    body = "M330 470Q330 410 400 392V340H500V392Q570 410 570 470V810Q570 848 532 848H368Q330 848 330 810Z"
    sheet.path(body, sheet.linear([(0, dark(colour, .4)), (.2, light(colour, .5)), (.4, colour), (1, dark(colour, .45))],
                                  0, 0, 1, 0), opacity=.95)
    sheet.path(rounded(346, 520, 208, 250, 8), "#f6f0e2")
    sheet.path("M0 84C-18 62 -52 4 -56 -24C-58 -44 -42 -52 0 -54C42 -52 58 -44 56 -24C52 4 18 62 0 84Z", colour, transform="translate(450 634) scale(1.1)")
    sheet.path("M380 730H520M400 748H500", "none", stroke="#8a7a5c", stroke_width=5, opacity=.7)
    sheet.path(rounded(392, 270, 116, 76, 10), "#1c1c1e")
    sheet.path("M380 216H560Q590 216 590 250V276H392Q360 276 352 238Z", "#2b2b2e")
    sheet.path("M590 236H620V258H590ZM400 276C396 320 370 330 352 336L340 312C362 300 366 288 366 268Z", "#3a3a3e")
    return sheet.document(floor=790)
