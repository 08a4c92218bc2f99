# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""What every drawing is made with: paths through points, colours, gradients, gloss, wood, the paper and the shadow.

Light comes from the upper left everywhere, so that a page of pictures looks like one photographer's work.
"""
import math

from . import texture


def number(value):
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


# ---- colours -------------------------------------------------------------------------------------------------------

def rgb(colour):
    colour = colour.lstrip("#")
    return tuple(int(colour[i:i + 2], 16) for i in (0, 2, 4))


def mix(one, other, share):
    """share 0 gives one, 1 the other."""
    a, b = rgb(one), rgb(other)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b))


def light(colour, share):
    return mix(colour, "#ffffff", share)


def dark(colour, share):
    return mix(colour, "#0d0805", share)


def luminance(colour):
    r, g, b = rgb(colour)
    return (0.3 * r + 0.59 * g + 0.11 * b) / 255


# ---- paths ---------------------------------------------------------------------------------------------------------

def smooth(points, closed=True, pull=0.36):
    """A path through all points; a point with a third member 'c' is a corner, a number there scales its handles."""
    n = len(points)

    def tangent(i):
        if not closed and i in (0, n - 1):
            a, b = (points[0], points[1]) if i == 0 else (points[n - 2], points[n - 1])
        else:
            a, b = points[(i - 1) % n], points[(i + 1) % n]
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = math.hypot(dx, dy) or 1
        return dx / length, dy / length

    out = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for i in range(n if closed else n - 1):
        p, q = points[i], points[(i + 1) % n]
        chord = math.hypot(q[0] - p[0], q[1] - p[1])
        handles = []
        for index, point, sign in ((i, p, 1), ((i + 1) % n, q, -1)):
            mark = point[2] if len(point) > 2 else 1
            if mark == "c":
                handles.append((point[0], point[1]))
            else:
                tx, ty = tangent(index)
                handles.append((point[0] + sign * tx * chord * pull * mark,
                                point[1] + sign * ty * chord * pull * mark))
        (ax, ay), (bx, by) = handles
        out.append(f"C{number(ax)} {number(ay)} {number(bx)} {number(by)} {number(q[0])} {number(q[1])}")
    return "".join(out) + ("Z" if closed else "")


def polygon(points):
    return "M" + "L".join(f"{number(p[0])} {number(p[1])}" for p in points) + "Z"


def rounded(x, y, width, height, radius):
    r = min(radius, width / 2, height / 2)
    x, y, w, h = x, y, width, height
    f = number
    return (f"M{f(x + r)} {f(y)}H{f(x + w - r)}A{f(r)} {f(r)} 0 0 1 {f(x + w)} {f(y + r)}V{f(y + h - r)}"
            f"A{f(r)} {f(r)} 0 0 1 {f(x + w - r)} {f(y + h)}H{f(x + r)}A{f(r)} {f(r)} 0 0 1 {f(x)} {f(y + h - r)}"
            f"V{f(y + r)}A{f(r)} {f(r)} 0 0 1 {f(x + r)} {f(y)}Z")


def ellipse(cx, cy, rx, ry=None):
    ry = rx if ry is None else ry
    f = number
    return f"M{f(cx - rx)} {f(cy)}A{f(rx)} {f(ry)} 0 1 1 {f(cx + rx)} {f(cy)}A{f(rx)} {f(ry)} 0 1 1 {f(cx - rx)} {f(cy)}Z"


class Blur:
    def __init__(self, deviation):
        self.deviation = deviation


class Grain:
    def __init__(self, colour, fx, fy, strength, seed):
        self.colour, self.fx, self.fy, self.strength, self.seed = colour, fx, fy, strength, seed


# ---- the sheet -----------------------------------------------------------------------------------------------------

class Sheet:
    """One square picture, 1000 units a side."""

    def __init__(self):
        self.defs = []
        self.parts = []
        self.known = {}
        self.depth = 0

    def define(self, prefix, key, template):
        if key not in self.known:
            self.known[key] = f"{prefix}{len(self.known)}"
            self.defs.append(template.replace("@", self.known[key]))
        return self.known[key]

    def add(self, text):
        self.parts.append(text)

    def tag(self, name, **attributes):
        filtered = attributes.pop("filter", None)
        if isinstance(filtered, Blur):
            self.soft(name, attributes, filtered.deviation)
            return
        if isinstance(filtered, Grain):
            self.grained(attributes, filtered)
            return
        if filtered:
            attributes["filter"] = filtered
        # Opacity of a whole element costs the renderer a canvas of its own; that of its only paint costs nothing.
        if "opacity" in attributes and "filter" not in attributes:
            if attributes.get("fill") == "none":
                attributes["stroke_opacity"] = attributes.pop("opacity")
            elif "stroke" not in attributes:
                attributes["fill_opacity"] = attributes.pop("opacity")
        self.parts.append(f"<{name}" + "".join(
            f' {k.rstrip("_").replace("_", "-")}="{number(v) if isinstance(v, (int, float)) else v}"'
            for k, v in attributes.items() if v is not None) + "/>")

    def soft(self, name, attributes, deviation):
        """A blurred shape without a blur, which would cost a canvas: a round one as a gradient, others as outlines laid
        over each other."""
        alpha = min(attributes.pop("opacity", 1), .98)
        fill = attributes.get("fill", "none")
        if name in ("circle", "ellipse") and fill.startswith("#"):
            self.soft_round(name, attributes, deviation, alpha)
            return
        layers = 4 + min(int(deviation), 12)
        share = 1 - (1 - alpha) ** (1 / layers)
        base = attributes.pop("stroke_width", 0)
        stroke = attributes.pop("stroke", fill)
        for layer in range(layers):
            width = base + 3.4 * deviation * ((layer + .5) / layers - (.5 if base else 0))
            if width > 0:
                self.tag(name, **{"stroke_linejoin": "round", **attributes, "fill_opacity": share, "stroke": stroke,
                                  "stroke_width": width, "stroke_opacity": share})

    def soft_round(self, name, attributes, deviation, alpha):
        rx = attributes.pop("r", None) or attributes.pop("rx")
        ry = attributes.pop("ry", rx)
        colour = attributes.pop("fill")
        grow = 1.7 * deviation
        inner = max(0, 1 - 2 * grow / (max(rx, ry) + grow))
        fade = self.radial([(0, colour, alpha), (inner, colour, alpha), ((1 + inner) / 2, colour, alpha * .5),
                            (1, colour, 0)])
        self.tag("ellipse", **attributes, rx=rx + grow, ry=ry + grow, fill=fade)

    def grained(self, attributes, grain):
        x, y, width, height = (attributes[k] for k in ("x", "y", "width", "height"))
        nx = max(2, min(240, round(width * grain.fx)))
        ny = max(2, min(240, round(height * grain.fy)))
        uri = texture.data_uri(grain.colour, nx, ny, grain.seed, grain.strength, attributes.get("opacity", 1))
        self.tag("image", x=x, y=y, width=width, height=height, preserveAspectRatio="none", href=uri)

    def path(self, d, fill="none", **attributes):
        self.tag("path", d=d, fill=fill, **attributes)

    def line(self, x1, y1, x2, y2, colour, width, **attributes):
        self.tag("path", d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}", fill="none", stroke=colour,
                 stroke_width=width, **attributes)

    def circle(self, cx, cy, r, fill, **attributes):
        self.tag("circle", cx=cx, cy=cy, r=r, fill=fill, **attributes)

    def oval(self, cx, cy, rx, ry, fill, **attributes):
        self.tag("ellipse", cx=cx, cy=cy, rx=rx, ry=ry, fill=fill, **attributes)

    def rect(self, x, y, width, height, fill, radius=0, **attributes):
        self.tag("rect", x=x, y=y, width=width, height=height, rx=radius or None, fill=fill, **attributes)

    def open(self, **attributes):
        self.parts.append("<g" + "".join(f' {k.rstrip("_").replace("_", "-")}="{v}"' for k, v in attributes.items()
                                         if v is not None) + ">")
        self.depth += 1

    def close(self):
        self.parts.append("</g>")
        self.depth -= 1

    # paints

    @staticmethod
    def stops(stops):
        out = []
        for stop in stops:
            offset, colour = stop[0], stop[1]
            alpha = f' stop-opacity="{number(stop[2])}"' if len(stop) > 2 else ""
            out.append(f'<stop offset="{number(offset)}" stop-color="{colour}"{alpha}/>')
        return "".join(out)

    def linear(self, stops, x1=0, y1=0, x2=0, y2=1, absolute=False):
        units = ' gradientUnits="userSpaceOnUse"' if absolute else ""
        body = (f'<linearGradient id="@" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"{units}>'
                f'{self.stops(stops)}</linearGradient>')
        return f"url(#{self.define('l', body, body)})"

    def radial(self, stops, cx=0.5, cy=0.5, r=0.5, absolute=False, matrix=None):
        units = ' gradientUnits="userSpaceOnUse"' if absolute else ""
        extra = f' gradientTransform="{matrix}"' if matrix else ""
        body = (f'<radialGradient id="@" cx="{number(cx)}" cy="{number(cy)}" r="{number(r)}"{units}{extra}>'
                f'{self.stops(stops)}</radialGradient>')
        return f"url(#{self.define('r', body, body)})"

    def clip(self, d):
        body = f'<clipPath id="@"><path d="{d}"/></clipPath>'
        return f"url(#{self.define('c', body, body)})"

    @staticmethod
    def blur(deviation):
        """To be given as a filter; see soft()."""
        return Blur(deviation)

    def shadow(self, size=1.0, strength=1.0):
        """The one real filter: a soft shadow of the whole thing."""
        body = (
            '<filter id="@" x="0" y="0" width="1000" height="1000" filterUnits="userSpaceOnUse"'
            ' color-interpolation-filters="sRGB">'
            f'<feGaussianBlur in="SourceAlpha" stdDeviation="{number(13 * size)}"/>'
            f'<feOffset dx="{number(10 * size)}" dy="{number(16 * size)}"/>'
            f'<feColorMatrix values="0 0 0 0 .22 0 0 0 0 .13 0 0 0 0 .07 0 0 0 {number(.42 * strength)} 0" result="t"/>'
            '<feMerge><feMergeNode in="t"/><feMergeNode in="SourceGraphic"/></feMerge></filter>')
        return f"url(#{self.define('f', body, body)})"

    @staticmethod
    def grain(colour, frequency_x, frequency_y, strength=1.0, seed=3):
        """Wood, leather, clouds, to be given as a rect's filter and laid over a plain colour: cells per unit each way."""
        return Grain(colour, frequency_x, frequency_y, strength, seed)

    # surfaces

    def wood(self, d, box, colour, fibre="y", strength=0.55, fine=0.12, long=0.006, seed=3, grain_colour=None):
        """A wooden face: box is x, y, width, height around the path d."""
        x, y, width, height = box
        self.path(d, colour)
        fx, fy = (fine, long) if fibre == "y" else (long, fine)
        self.open(clip_path=self.clip(d))
        self.rect(x, y, width, height, "#000", filter=self.grain(grain_colour or dark(colour, 0.55), fx, fy, 1.0, seed),
                  opacity=strength)
        self.close()

    def bevel(self, d, width=9, lit="#fff", shade="#000", lit_opacity=0.55, shade_opacity=0.4, soft=3):
        """A rounded edge: light along the upper left, shade along the lower right, inside the outline only."""
        box = self.linear([(0, lit, lit_opacity), (0.42, lit, 0), (0.58, shade, 0), (1, shade, shade_opacity)],
                          0.1, 0, 0.9, 1)
        self.open(clip_path=self.clip(d))
        self.path(d, "none", stroke=box, stroke_width=width, filter=self.blur(soft))
        self.close()

    def burst(self, d, colour, width, soft, opacity=1.0):
        """The dark edge of a sunburst, along the outline whatever its shape."""
        self.open(clip_path=self.clip(d))
        self.path(d, "none", stroke=colour, stroke_width=width, stroke_linejoin="round", filter=self.blur(soft),
                  opacity=opacity)
        self.close()

    def metal(self, vertical=True, tone="#c9cdd1"):
        stops = [(0, light(tone, 0.75)), (0.22, light(tone, 0.3)), (0.5, dark(tone, 0.22)), (0.62, dark(tone, 0.05)),
                 (0.8, light(tone, 0.55)), (1, dark(tone, 0.35))]
        return self.linear(stops, 0, 0, *((0, 1) if vertical else (1, 0)))

    def dome(self, colour, lit=0.55, shade=0.45):
        return self.radial([(0, light(colour, lit)), (0.45, colour), (1, dark(colour, shade))], 0.36, 0.32, 0.75)

    def screw(self, x, y, r=2.6, tone="#b9bdc1"):
        self.circle(x, y, r, self.dome(tone, 0.6, 0.6))
        self.line(x - r * .6, y - r * .6, x + r * .6, y + r * .6, "#3a3a3a", r * .35)

    def knob(self, x, y, r, colour, mark="#fff", angle=-35, skirt=True):
        """A turning knob from above."""
        if skirt:
            self.circle(x + r * .06, y + r * .1, r * 1.04, "#000", opacity=0.35, filter=self.blur(r * .14))
            self.circle(x, y, r, self.linear([(0, light(colour, 0.32)), (1, dark(colour, 0.55))], 0.15, 0, 0.85, 1))
        self.circle(x, y, r * .74, self.dome(colour, 0.38, 0.35))
        a = math.radians(angle - 90)
        self.line(x + math.cos(a) * r * .3, y + math.sin(a) * r * .3, x + math.cos(a) * r * .72,
                  y + math.sin(a) * r * .72, mark, r * .14, stroke_linecap="round")

    def grid(self, d, box, colour, hole, pitch, r):
        """Perforated metal or cloth: dots in staggered rows."""
        body = (f'<pattern id="@" width="{number(pitch)}" height="{number(pitch)}" patternUnits="userSpaceOnUse">'
                f'<rect width="{number(pitch)}" height="{number(pitch)}" fill="{colour}"/>'
                f'<circle cx="{number(pitch / 4)}" cy="{number(pitch / 4)}" r="{number(r)}" fill="{hole}"/>'
                f'<circle cx="{number(pitch * .75)}" cy="{number(pitch * .75)}" r="{number(r)}" fill="{hole}"/></pattern>')
        self.path(d, f"url(#{self.define('p', body, body)})")

    def weave(self, d, one, other, pitch=5):
        """Speaker cloth: a plain weave seen from a step away."""
        half = pitch / 2
        body = (f'<pattern id="@" width="{number(pitch)}" height="{number(pitch)}" patternUnits="userSpaceOnUse">'
                f'<rect width="{number(pitch)}" height="{number(pitch)}" fill="{one}"/>'
                f'<rect width="{number(half)}" height="{number(half)}" fill="{other}"/>'
                f'<rect x="{number(half)}" y="{number(half)}" width="{number(half)}" height="{number(half)}"'
                f' fill="{other}"/></pattern>')
        self.path(d, f"url(#{self.define('w', body, body)})")

    def document(self, floor=None):
        """The finished picture on warm paper; floor is the height of a table edge for things that stand."""
        assert self.depth == 0, "a group was left open"
        paper = self.radial([(0, "#fdfbf7"), (0.55, "#f7f2ea"), (1, "#e9e0d2")], 0.42, 0.36, 0.85)
        back = f'<rect width="1000" height="1000" fill="{paper}"/>'
        if floor is not None:
            ground = self.linear([(0, "#e4d9c8", 0), (0.25, "#ddd0bd", .55), (1, "#e9dfd0", .15)])
            back += f'<rect y="{number(floor - 90)}" width="1000" height="{number(1090 - floor)}" fill="{ground}"/>'
        return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000" width="1280" height="1280"><defs>'
                + "".join(self.defs) + "</defs>" + back + "".join(self.parts) + "</svg>\n")

    def contact(self, cx, cy, rx, ry=18, strength=0.45):
        """The shadow where something touches the floor."""
        fade = self.radial([(0, "#2c1b0e", strength), (.62, "#2c1b0e", strength * .92), (.8, "#2c1b0e", strength * .4),
                            (1, "#2c1b0e", 0)])
        self.oval(cx, cy, rx * 1.16, ry * 1.75, fade)
        self.oval(cx + rx * .06, cy + ry * .8, rx * 1.3, ry * 4, fade, opacity=.4)
