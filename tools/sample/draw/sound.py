# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Amplifiers, loudspeakers, mixers, interfaces, microphones and headphones."""
import math

from .drums import pole, tripod
from .keys import buttons, screen
from .svg import Sheet, dark, ellipse, light, mix, rounded, smooth


def tolex(sheet, d, box, colour, seed=2):
    """Leather-grained covering."""
    x, y, w, h = box
    sheet.path(d, sheet.linear([(0, light(colour, .16)), (.5, colour), (1, dark(colour, .4))], .1, 0, .9, 1))
    sheet.open(clip_path=sheet.clip(d))
    sheet.rect(x, y, w, h, "#000", filter=sheet.grain(light(colour, .5), .45, .45, 1.1, seed), opacity=.22)
    sheet.close()
    sheet.bevel(d, 7, soft=2.4, lit_opacity=.4)


def cone(sheet, cx, cy, r, colour="#1c1b1c"):
    sheet.circle(cx, cy, r, "#0b0b0b")
    sheet.circle(cx, cy, r * .96, sheet.radial([(0, dark(colour, .3)), (.55, light(colour, .14)), (.8, colour),
                                                (1, "#070707")], .45, .42, .62))
    for k in (.9, .82):
        sheet.circle(cx, cy, r * k, "none", stroke="#3a3a3c", stroke_width=r * .025)
    sheet.circle(cx, cy, r * .3, sheet.radial([(0, "#4a4a4d"), (.6, "#1d1d1f"), (1, "#0c0c0c")], .36, .32, .75))


def corners(sheet, x, y, w, h, size=34):
    for cx, cy, sx, sy in ((x, y, 1, 1), (x + w, y, -1, 1), (x, y + h, 1, -1), (x + w, y + h, -1, -1)):
        d = (f"M{cx - sx * 4} {cy - sy * 4}H{cx + sx * size}Q{cx + sx * size * .8} {cy + sy * size * .8} {cx - sx * 4} {cy + sy * size}Z")
        sheet.path(d, "#1a1a1b")
        sheet.path(d, "none", stroke="#5a5a5c", stroke_width=1.6)


def panel(sheet, x, y, w, h, colour, knobs, knob="#1b1b1d", inputs=1):
    sheet.path(rounded(x, y, w, h, 5), sheet.linear([(0, light(colour, .35)), (.5, colour), (1, dark(colour, .25))]))
    sheet.path(rounded(x, y, w, h, 5), "none", stroke="#000", stroke_width=1.5, opacity=.5)
    step = (w - 150) / max(knobs, 1)
    ink = "#17130f" if colour > "#7" else "#e9e4d8"
    for i in range(inputs):
        sheet.circle(x + 30 + i * 36, y + h / 2, 11, sheet.metal())
        sheet.circle(x + 30 + i * 36, y + h / 2, 6, "#0a0a0a")
    for i in range(knobs):
        cx = x + 60 + inputs * 30 + i * step * .94
        sheet.knob(cx, y + h / 2, min(17, h * .34), knob, "#fff" if knob < "#9" else "#222", -110 + (i * 57) % 200)
        sheet.rect(cx - 10, y + h - 8, 20, 3, ink, 1, opacity=.6)
    sheet.circle(x + w - 62, y + h / 2, 8, sheet.radial([(0, "#ffd0a0"), (.4, "#f0502a"), (1, "#7a1408")]))
    sheet.rect(x + w - 40, y + h / 2 - 13, 17, 26, "#141416", 3)
    sheet.rect(x + w - 37, y + h / 2 - 10, 11, 10, "#c9cbce", 2)


def draw_combo(option):
    """A guitar combo; option: finish (covering), cloth, panel, knob, knobs, size small|large."""
    sheet = Sheet()
    cover = option.get("finish", "#1d1c1d")
    cloth = option.get("cloth", "#3a3734")
    small = option.get("size") == "small"
    w, h = (560, 560) if small else (720, 640)
    x, y = 500 - w / 2, 846 - h
    sheet.contact(500, 852, w * .54, 22)
    d = rounded(x, y, w, h, 22)
    tolex(sheet, d, (x, y, w, h), cover)
    ph = 74 if not small else 64
    panel(sheet, x + 34, y + 30, w - 68, ph, option.get("panel", "#c9a66a"), int(option.get("knobs", 6)),
          option.get("knob", "#1b1b1d"))
    gx, gy, gw, gh = x + 34, y + ph + 52, w - 68, h - ph - 86
    g = rounded(gx, gy, gw, gh, 10)
    sheet.path(rounded(gx - 4, gy - 4, gw + 8, gh + 8, 12), "#0c0b0b")
    sheet.weave(g, cloth, dark(cloth, .3), 5)
    sheet.open(clip_path=sheet.clip(g))
    r = gh * .43
    sheet.circle(gx + gw / 2, gy + gh / 2, r, "#000", opacity=.26, filter=sheet.blur(10))
    sheet.path(g, sheet.linear([(0, "#fff", .2), (.4, "#fff", 0), (1, "#000", .35)], 0, 0, 1, 1))
    sheet.close()
    sheet.path(g, "none", stroke=option.get("piping", "#d9c9a3"), stroke_width=4.5)
    corners(sheet, x, y, w, h, 36)
    sheet.path(f"M{500 - 90} {y + 2}C{500 - 84} {y - 34} {500 + 84} {y - 34} {500 + 90} {y + 2}", "none", stroke="#151414",
               stroke_width=19, stroke_linecap="round")
    sheet.path(f"M{500 - 84} {y - 8}C{500 - 60} {y - 28} {500 + 60} {y - 28} {500 + 84} {y - 8}", "none",
               stroke="#5a5755", stroke_width=4, stroke_linecap="round", opacity=.8)
    return sheet.document(floor=790)


def draw_stack(option):
    """A head on its cabinet."""
    sheet = Sheet()
    cover, cloth = option.get("finish", "#1a191a"), option.get("cloth", "#26241f")
    sheet.contact(500, 872, 320, 20)
    x, w = 196, 608
    tolex(sheet, rounded(x, 292, w, 574, 16), (x, 292, w, 574), cover)
    g = rounded(x + 26, 318, w - 52, 522, 8)
    sheet.weave(g, cloth, dark(cloth, .35), 5)
    for cx in (358, 642):
        for cy in (450, 710):
            sheet.open(clip_path=sheet.clip(g))
            sheet.circle(cx, cy, 112, "#000", opacity=.35, filter=sheet.blur(7))
            sheet.close()
    sheet.path(g, sheet.linear([(0, "#fff", .16), (.5, "#fff", 0), (1, "#000", .35)], 0, 0, 1, 1))
    sheet.path(g, "none", stroke=option.get("piping", "#cfc4a8"), stroke_width=4)
    corners(sheet, x, 292, w, 574, 34)
    tolex(sheet, rounded(x, 112, w, 176, 14), (x, 112, w, 176), cover)
    c = rounded(x + 24, 136, w - 48, 58, 6)
    sheet.weave(c, cloth, dark(cloth, .35), 5)
    sheet.path(c, "none", stroke=option.get("piping", "#cfc4a8"), stroke_width=3)
    panel(sheet, x + 24, 206, w - 48, 60, option.get("panel", "#c5a15a"), 8, option.get("knob", "#1b1b1d"))
    corners(sheet, x, 112, w, 176, 28)
    sheet.path("M420 114C424 84 576 84 580 114", "none", stroke="#151414", stroke_width=17, stroke_linecap="round")
    return sheet.document(floor=810)


def draw_cabinet_pa(option):
    """An active loudspeaker."""
    sheet = Sheet()
    colour = option.get("finish", "#222225")
    sheet.contact(500, 884, 220, 20)
    d = smooth([(316, 110), (500, 98), (684, 110), (704, 160), (716, 500), (706, 840), (676, 880), (500, 886), (324, 880),
                (294, 840), (284, 500), (296, 160)], pull=.3)
    tolex(sheet, d, (280, 90, 440, 800), colour)
    g = smooth([(336, 134), (500, 124), (664, 134), (678, 176), (686, 500), (678, 810), (652, 846), (500, 850), (348, 846),
                (322, 810), (314, 500), (322, 176)], pull=.3)
    sheet.path(g, "#0b0b0c")
    sheet.open(clip_path=sheet.clip(g), opacity=.85)
    cone(sheet, 500, 620, 168)
    sheet.path(rounded(372, 186, 256, 176, 28), "#161617")
    sheet.path("M372 186L452 244V306L372 362ZM628 186L548 244V306L628 362Z", "#2b2b2d")
    sheet.path(rounded(452, 240, 96, 68, 10), "#050505")
    sheet.close()
    sheet.open(opacity=.42)
    sheet.grid(g, None, "#2e2e31", "#050505", 9, 2.9)
    sheet.close()
    sheet.path(g, sheet.linear([(0, "#fff", .2), (.45, "#fff", 0), (1, "#000", .3)], 0, 0, 1, 1))
    sheet.path(rounded(470, 818, 60, 12, 6), option.get("accent", "#e67e3f"))
    return sheet.document(floor=820)


def draw_monitor(option):
    sheet = Sheet()
    colour = option.get("finish", "#1b1b1d")
    ring = option.get("cone", "#d9b13a")
    for cx in (300, 700):
        sheet.contact(cx, 800, 180, 18)
        d = rounded(cx - 164, 236, 328, 560, 16)
        tolex(sheet, d, (cx - 164, 236, 328, 560), colour)
        sheet.circle(cx, 590, 132, sheet.metal(True, "#3a3a3d"))
        cone(sheet, cx, 590, 122, ring if option.get("cone") else "#1c1b1c")
        if option.get("cone"):
            sheet.circle(cx, 590, 86, sheet.radial([(0, dark(ring, .4)), (.6, ring), (1, dark(ring, .35))], .4, .36, .7))
            sheet.circle(cx, 590, 36, sheet.dome("#222224", .3, .4))
        sheet.path(rounded(cx - 92, 282, 184, 128, 50), "#0e0e0f")
        sheet.circle(cx, 346, 42, sheet.radial([(0, "#8f8f92"), (.5, "#3b3b3e"), (1, "#151516")], .38, .34, .75))
        sheet.rect(cx - 60, 752, 120, 14, "#060606", 7)
        sheet.circle(cx + 128, 762, 6, option.get("accent", "#f4f1e8"))
    return sheet.document(floor=750)


def draw_mixer(option):
    sheet = Sheet()
    colour = option.get("finish", "#2b2d31")
    channels = int(option.get("channels", 8))
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 496) rotate(-9) scale(.93)")
    d = rounded(-400, -370, 800, 740, 20)
    sheet.path(rounded(-400, -352, 800, 740, 20), dark(colour, .6))
    tolex(sheet, d, (-400, -370, 800, 740), colour)
    strip = 560 / channels
    caps = ["#d9534a", "#4f9fb8", "#e8b13f", "#d9d7d2"]
    for i in range(channels):
        x = -376 + i * strip
        cx = x + strip / 2
        if i % 2 == 0:
            sheet.rect(x, -350, strip, 700, "#fff", opacity=.035)
        r = min(17, strip * .27)
        sheet.circle(cx, -318, r * 1.15, "#0c0c0d")
        sheet.circle(cx, -318, r * 1.15, "none", stroke="#7c7f84", stroke_width=2.5)
        for k in range(3):
            a = math.radians(-90 + 120 * k)
            sheet.circle(cx + math.cos(a) * r * .5, -318 + math.sin(a) * r * .5, 2.4, "#b9bdc1")
        for k in range(6):
            sheet.knob(cx, -258 + k * (r * 2.55), r, "#3a3b40", "#fff", -120 + ((i * 7 + k * 3) % 9) * 26, skirt=True)
            sheet.circle(cx, -258 + k * (r * 2.55), r * .4, caps[min(k // 2, 3)])
        sheet.rect(cx - 9, 24, 18, 12, "#a9322a" if i == 2 else "#55565a", 2)
        sheet.rect(cx - 2.5, 62, 5, 270, "#060606", 2)
        for k in range(9):
            sheet.line(cx - 14, 72 + k * 31, cx - 8, 72 + k * 31, "#b9bbbf", 1.2, opacity=.6)
        y = 110 + ((i * 53) % 120)
        sheet.path(rounded(cx - 13, y, 26, 46, 5), sheet.linear([(0, "#f2f0ea"), (.45, "#9a9a9c"), (.5, "#2b2b2b"),
                                                                (.55, "#b9b9ba"), (1, "#6a6a6c")]))
    x = 200
    screen(sheet, x + 20, -338, 150, 76, option.get("glow", "#7fb6d8"))
    buttons(sheet, x + 18, -240, 4, 3, 40, 30, 30, 18, ["#5a5b5f", "#e67e3f", "#5a5b5f", "#d9d7d2"])
    for k in range(4):
        sheet.knob(x + 38 + (k % 2) * 78, -116 + (k // 2) * 62, 23, "#3a3b40", "#fff", -60 + k * 40)
    for c in range(2):
        for k in range(12):
            colour2 = "#d9342a" if k < 2 else "#e8b13f" if k < 4 else "#4fae5a"
            sheet.rect(x + 74 + c * 26, -4 + k * 14, 18, 9, colour2, 1.5, opacity=1 if k > 3 + c else .35)
    for c in range(2):
        cx = x + 60 + c * 80
        sheet.rect(cx - 3, 186, 6, 150, "#060606", 2)
        sheet.path(rounded(cx - 17, 220 + c * 14, 34, 52, 5), sheet.linear(
            [(0, "#e0554a"), (.45, "#9c2a22"), (.5, "#fff"), (.55, "#b03a30"), (1, "#6e1a14")]))
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_interface(option):
    sheet = Sheet()
    colour = option.get("finish", "#9c1c22")
    sheet.contact(500, 664, 400, 22)
    top = "M150 356L850 356L910 430L90 430Z"
    sheet.path(top, sheet.linear([(0, light(colour, .3)), (1, colour)], 0, 0, .3, 1))
    front = rounded(90, 428, 820, 226, 12)
    sheet.path(front, sheet.linear([(0, light("#2a2a2d", .1)), (1, "#111113")]))
    sheet.path(rounded(90, 428, 820, 12, 4), dark(colour, .2))
    for i in range(2):
        cx = 190 + i * 150
        sheet.circle(cx, 545, 56, sheet.metal(True, "#8b8f94"))
        sheet.circle(cx, 545, 49, "#0d0d0e")
        sheet.circle(cx, 545, 17, "#2e2e30")
        sheet.circle(cx, 545, 10, "#050505")
        for k in range(3):
            a = math.radians(90 + 120 * k)
            sheet.circle(cx + math.cos(a) * 32, 545 + math.sin(a) * 32, 5.5, "#c9a85a")
    for i in range(2):
        cx = 466 + i * 92
        sheet.circle(cx, 545, 38, "none", stroke="#3fae5a" if i == 0 else "#e8a33d", stroke_width=5, opacity=.85)
        sheet.knob(cx, 545, 31, "#d9d7d2" if option.get("light") else "#3a3b3f", "#e67e3f", -40 + i * 60)
    sheet.knob(704, 545, 50, "#d9d7d2" if option.get("light") else "#3a3b3f", "#e67e3f", 20)
    sheet.circle(828, 560, 26, sheet.metal())
    sheet.circle(828, 560, 13, "#0a0a0a")
    sheet.knob(828, 492, 19, "#3a3b3f", "#fff", -50)
    for i in range(3):
        sheet.circle(610, 500 + i * 30, 5, ["#e8462e", "#f4f1e8", "#4fae5a"][i])
    sheet.path(front, "none", stroke="#000", stroke_width=2, opacity=.6)
    sheet.path("M90 440H910", "none", stroke="#fff", stroke_width=1.5, opacity=.25)
    return sheet.document(floor=610)


def mesh_ball(sheet, d, box, tone="#b4b8bc"):
    sheet.path(d, sheet.radial([(0, light(tone, .7)), (.55, tone), (1, dark(tone, .6))], .36, .3, .8))
    sheet.open(clip_path=sheet.clip(d), opacity=.5)
    x, y, w, h = box
    for i in range(-30, 60):
        sheet.line(x + i * 9, y, x + i * 9 + h * .8, y + h, "#33363a", 1.6)
        sheet.line(x + i * 9 + w, y, x + i * 9 + w - h * .8, y + h, "#33363a", 1.6)
    sheet.close()
    sheet.path(d, sheet.radial([(0, "#fff", .5), (.4, "#fff", 0), (1, "#000", .45)], .34, .26, .85))


def draw_microphone(option):
    """A stage microphone lying across the picture."""
    sheet = Sheet()
    colour = option.get("finish", "#3a3d42")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 505) rotate(38) scale(1.16)")
    body = "M-52 -150L52 -150L31 350Q30 372 22 374L-22 374Q-30 372 -31 350Z"
    sheet.path(body, sheet.linear([(0, dark(colour, .5)), (.2, light(colour, .2)), (.34, light(colour, .5)), (.5, colour),
                                   (1, dark(colour, .6))], 0, 0, 1, 0))
    sheet.path(rounded(-24, 352, 48, 34, 5), sheet.metal(False))
    if option.get("switch"):
        sheet.path(rounded(-11, -40, 22, 58, 9), "#121214")
        sheet.path(rounded(-7, -32, 14, 22, 5), "#c9cbce")
    if option.get("antenna"):
        sheet.path(rounded(-29, 330, 58, 60, 8), "#17171a")
        sheet.rect(-16, 150, 32, 20, "#9fd4d8", 3)
    ball = smooth([(0, -380), (70, -362), (106, -306), (98, -236), (62, -176), (0, -168), (-62, -176), (-98, -236),
                   (-106, -306), (-70, -362)], pull=.36)
    mesh_ball(sheet, ball, (-110, -390, 220, 240), option.get("grille", "#aeb2b6"))
    sheet.path("M-108 -280C-70 -262 70 -262 108 -280L106 -250C70 -232 -70 -232 -106 -250Z", sheet.metal(False, "#9da1a6"))
    sheet.path("M-62 -182C-30 -172 30 -172 62 -182L54 -144L-54 -144Z", sheet.metal(False, "#8f9398"))
    sheet.close()
    sheet.close()
    return sheet.document()


def draw_condenser(option):
    sheet = Sheet()
    colour = option.get("finish", "#2a2b2e")
    tone = option.get("grille", "#b9a06a" if colour > "#b" else "#b4b8bc")
    sheet.contact(500, 914, 130, 14)
    sheet.rect(488, 760, 24, 150, sheet.metal(False, "#4a4b4f"))
    sheet.path("M388 914H612L596 896H404Z", "#1b1b1c")
    # cradle
    for y in (470, 730):
        sheet.oval(500, y, 178, 40, "none", stroke="#26262a", stroke_width=15)
    body = rounded(392, 380, 216, 396, 26)
    sheet.path(body, sheet.linear([(0, dark(colour, .5)), (.2, light(colour, .16)), (.34, light(colour, .42)),
                                   (.5, colour), (1, dark(colour, .55))], 0, 0, 1, 0))
    head = "M396 388V196Q396 108 500 104Q604 108 604 196V388Z"
    mesh_ball(sheet, head, (392, 96, 216, 300), tone)
    sheet.path(rounded(388, 376, 224, 22, 6), sheet.metal(False, tone))
    sheet.path("M492 104H508V384H492Z", sheet.metal(False, tone), opacity=.85)
    sheet.circle(500, 470, 12, sheet.radial([(0, "#f3d9a0"), (1, "#a5803a")]))
    for y in (470, 730):
        sheet.path(f"M322 {y}A178 40 0 0 0 678 {y}", "none", stroke="#2e2e32", stroke_width=15)
        sheet.path(f"M326 {y - 3}A178 40 0 0 0 674 {y - 3}", "none", stroke="#77787c", stroke_width=3, opacity=.6)
    for x in (330, 416, 584, 670):
        sheet.line(x, 480, 500 + (x - 500) * .62, 716, "#17171a", 4, opacity=.9)
    for s in (-1, 1):
        pole(sheet, 500 + s * 178, 470, 500 + s * 178, 732, 12, "#3a3a3e")
    return sheet.document(floor=860)


def draw_headphones(option):
    sheet = Sheet()
    colour = option.get("finish", "#1d1d20")
    cup = option.get("cups", colour)
    sheet.open(filter=sheet.shadow(1.2))
    sheet.path("M216 560C196 220 330 120 500 120C670 120 804 220 784 560", "none", stroke=dark(colour, .3), stroke_width=58,
               stroke_linecap="round")
    sheet.path("M216 560C196 220 330 120 500 120C670 120 804 220 784 560", "none",
               stroke=sheet.linear([(0, light(colour, .35)), (1, colour)]), stroke_width=46, stroke_linecap="round")
    sheet.path("M232 470C236 250 350 152 500 152C650 152 764 250 768 470", "none", stroke="#0f0f10", stroke_width=16,
               opacity=.8)
    sheet.path("M206 420C220 220 330 104 500 104", "none", stroke="#fff", stroke_width=5, opacity=.35,
               filter=sheet.blur(2))
    for s in (-1, 1):
        sheet.open(transform=f"translate({500 + s * 282} 610) scale({-s} 1)")
        sheet.path(rounded(-26, -190, 52, 150, 14), sheet.metal(False, "#9da1a6"))
        sheet.path(smooth([(44, -150), (98, -120), (112, 0), (98, 130), (44, 160), (22, 100), (18, -90)]),
                   sheet.linear([(0, "#3a3836"), (.5, "#1a1918"), (1, "#0b0a0a")], 0, 0, 1, .2))
        shell = smooth([(-60, -120), (0, -150), (52, -128), (66, 0), (52, 136), (0, 160), (-60, 128), (-84, 0)])
        sheet.path(shell, sheet.linear([(0, light(cup, .4)), (.4, cup), (1, dark(cup, .55))], .1, 0, .9, 1))
        sheet.bevel(shell, 9, soft=3, lit_opacity=.5)
        sheet.oval(-20, 4, 40, 66, "none", stroke=option.get("accent", "#b9bdc1"), stroke_width=5, opacity=.9)
        sheet.oval(-20, 4, 33, 58, sheet.radial([(0, light(cup, .3)), (1, dark(cup, .3))], .35, .3, .8))
        sheet.close()
    sheet.path("M216 764C216 850 300 880 420 870C520 862 560 884 600 920", "none", stroke="#161616", stroke_width=11,
               stroke_linecap="round")
    sheet.close()
    return sheet.document()


def draw_wireless(option):
    sheet = Sheet()
    sheet.contact(500, 724, 400, 20)
    for x, lean in ((196, -7), (804, 7)):
        sheet.open(transform=f"rotate({lean} {x} 500)")
        sheet.path(rounded(x - 9, 170, 18, 340, 8), sheet.linear([(0, "#4a4a4d"), (1, "#111113")], 0, 0, 1, 0))
        sheet.close()
    sheet.path("M140 470H860L894 520H106Z", sheet.linear([(0, "#4a4b4f"), (1, "#2a2b2e")]))
    sheet.path(rounded(104, 518, 792, 196, 14), sheet.linear([(0, "#333437"), (1, "#111113")]))
    for i in range(2):
        x = 150 + i * 372
        screen(sheet, x, 556, 176, 84, "#8fc7d4" if i == 0 else "#9bd0a4")
        sheet.knob(x + 254, 600, 36, "#3a3b3f", "#e67e3f", -30 + i * 50)
        buttons(sheet, x, 662, 4, 1, 40, 20, 30, 15, ["#5a5b5f", "#5a5b5f", "#d9d7d2"])
    return sheet.document(floor=670)


def draw_recorder_box(option):
    """A hand recorder with its two capsules."""
    sheet = Sheet()
    colour = option.get("finish", "#2a2b2e")
    sheet.open(filter=sheet.shadow(1.1))
    sheet.open(transform="translate(500 520) rotate(14)")
    for s in (-1, 1):
        sheet.open(transform=f"translate({s * 62} -310) rotate({s * -38})")
        mesh_ball(sheet, rounded(-44, -84, 88, 150, 34), (-50, -90, 100, 160), "#9da1a6")
        sheet.close()
    d = rounded(-150, -270, 300, 680, 36)
    tolex(sheet, d, (-150, -270, 300, 680), colour)
    screen(sheet, -104, -220, 208, 132, "#e9c98a")
    sheet.circle(0, 30, 66, "#101012")
    sheet.circle(0, 30, 60, sheet.linear([(0, "#55565a"), (1, "#1d1d20")], 0, 0, 1, 1))
    sheet.circle(0, 30, 24, "#c1271d")
    buttons(sheet, -100, 130, 3, 2, 72, 60, 56, 34, ["#55565a", "#d9d7d2", "#55565a"])
    sheet.path(rounded(-40, 290, 80, 60, 10), "#101012")
    sheet.close()
    sheet.close()
    return sheet.document()
