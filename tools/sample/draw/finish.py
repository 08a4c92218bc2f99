# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""How wood is finished: solid, metallic, transparent, natural and the sunbursts."""
from .svg import dark, light, luminance, mix

# name: centre, middle, edge
BURSTS = {
    "3tone": ("#e8a33d", "#a1391a", "#1a0c08"),
    "2tone": ("#e0a042", "#8a4a1c", "#1d0f09"),
    "cherry": ("#e6983a", "#b02a18", "#5c0f10"),
    "tobacco": ("#d59a4a", "#7c4a20", "#150c08"),
    "honey": ("#f0a83c", "#c4641c", "#6a2a0c"),
    "vintage": ("#eab04e", "#9c3a16", "#3c120a"),
    "blue": ("#3fa0c8", "#175a94", "#081a3a"),
    "green": ("#6fae6b", "#256b46", "#0b2419"),
    "black": ("#8d8d90", "#3f4044", "#0a0a0b"),
    "brown": ("#c98a4b", "#7a4523", "#2a140a"),
}


def gloss(sheet, d, box, strength=.5):
    """The window in the varnish: a long soft band from the upper left."""
    x, y, w, h = box
    sheet.open(clip_path=sheet.clip(d))
    sheet.oval(x + w * .3, y + h * .34, w * .5, h * .46, sheet.radial(
        [(0, "#fff", strength * .46), (.4, "#fff", strength * .27), (.75, "#fff", strength * .07), (1, "#fff", 0)]), transform=f"rotate(10 {x + w * .3:g} {y + h * .3:g})")
    sheet.oval(x + w * .27, y + h * .74, w * .1, h * .19, sheet.radial([(0, "#fff", strength * .42), (.6, "#fff", strength * .12), (1, "#fff", 0)]),
               transform=f"rotate(14 {x + w * .27:g} {y + h * .72:g})")
    sheet.close()


def flame(sheet, d, box, colour, strength=.5):
    """Flamed maple: waves across the fibre."""
    x, y, w, h = box
    sheet.open(clip_path=sheet.clip(d))
    sheet.rect(x, y, w, h, "#000", filter=sheet.grain(dark(colour, .6), .006, .06, 1.5, 11), opacity=strength)
    sheet.rect(x, y, w, h, "#000", filter=sheet.grain(light(colour, .7), .005, .055, 1.4, 23), opacity=strength * .55)
    sheet.close()


def paint_body(sheet, d, box, finish, binding=None, soft=26):
    """finish is kind:value[:modifier]; kinds solid, metallic, trans, natural, burst."""
    kind, value, *more = finish.split(":")
    modifier = more[0] if more else ""
    x, y, w, h = box
    if kind == "burst":
        centre, middle, edge = BURSTS[value]
        sheet.wood(d, box, centre, strength=.5, fine=.09, long=.004)
        if modifier == "flame":
            flame(sheet, d, box, centre, .36)
        sheet.burst(d, middle, 118, soft, .85)
        sheet.burst(d, edge, 62, soft * .72)
        sheet.burst(d, edge, 22, 6, .9)
        shine = .55
    elif kind == "natural":
        sheet.wood(d, box, value, strength=.62, fine=.07, long=.0035, seed=6)
        if modifier == "flame":
            flame(sheet, d, box, value, .4)
        sheet.burst(d, dark(value, .55), 16, 9, .45)
        shine = .28
    elif kind == "trans":
        sheet.wood(d, box, value, strength=.5, fine=.08, long=.004, grain_colour=dark(value, .75))
        if modifier == "flame":
            flame(sheet, d, box, value, .55)
        elif modifier == "quilt":
            sheet.open(clip_path=sheet.clip(d))
            sheet.rect(x, y, w, h, "#000", filter=sheet.grain(dark(value, .6), .022, .045, 1.5, 9), opacity=.6)
            sheet.rect(x, y, w, h, "#000", filter=sheet.grain(light(value, .6), .025, .05, 1.5, 31), opacity=.32)
            sheet.close()
        bright = luminance(value) > .5
        sheet.burst(d, dark(value, .32 if bright else .7), 30 if bright else 46, 18, .55 if bright else .75)
        shine = .45
    elif kind == "metallic":
        sheet.path(d, sheet.linear([(0, light(value, .5)), (.35, value), (.7, dark(value, .22)), (1, dark(value, .45))],
                                   .1, 0, .9, 1))
        sheet.open(clip_path=sheet.clip(d))
        sheet.rect(x, y, w, h, "#000", filter=sheet.grain(light(value, .8), .6, .6, 1.1, 2), opacity=.18)
        sheet.close()
        shine = .6
    else:
        deep = .3 if luminance(value) > .25 else .55
        sheet.path(d, sheet.linear([(0, light(value, .22)), (.4, value), (1, dark(value, deep))], .12, 0, .88, 1))
        shine = .34 if luminance(value) < .2 else .5 if luminance(value) < .7 else .75
    if binding:
        sheet.path(d, "none", stroke=dark(binding, .55), stroke_width=9.4, clip_path=sheet.clip(d))
        sheet.path(d, "none", stroke=binding, stroke_width=8, clip_path=sheet.clip(d))
    gloss(sheet, d, box, shine)
    bright = mix("#ffffff", "#fff3dc", .5)
    sheet.bevel(d, 15, lit=bright, lit_opacity=.6, shade_opacity=.5, soft=4)
    sheet.path(d, "none", stroke="#1b100a", stroke_width=1, opacity=.45)
