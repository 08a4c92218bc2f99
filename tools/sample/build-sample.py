#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""Build tool: data/sample/*.toml becomes sample.json and one SVG a picture.

  build-sample.py DATA-FOLDER SAMPLE.JSON SVG-FOLDER

Nothing here is left to chance or to the clock: the same files give the same bytes. Checks what a human may get wrong
(a price missing, a colour that is none, two products of one name) and says where.
"""
import hashlib
import json
import os
import re
import sys
import tomllib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from draw import families  # noqa: E402

BRANDS = ["Squier", "Fender", "Gibson", "Epiphone", "Ibanez", "Yamaha", "Cort", "Jackson", "ESP LTD", "Taylor", "Mahalo",
          "Kala", "Pearl", "Tama", "Roland", "Alesis", "Ludwig", "Zildjian", "Sabian", "Meinl", "Vic Firth", "Promark",
          "Casio", "Medeli", "Korg", "Arturia", "Akai", "M-Audio", "Marshall", "Boss", "Orange", "Blackstar", "Laney",
          "Behringer", "JBL", "KRK", "Recording Tech", "Shure", "Sennheiser", "Audio-Technica", "Rode", "Alctron",
          "Focusrite", "Steinberg", "beyerdynamic", "Tascam", "MXR", "Dunlop", "Aroma", "Nux", "Sonicake", "M-Vave", "Zoom",
          "Caline", "Ernie Ball", "D'Addario", "Elixir", "Martin", "Aquila", "Sui Generis", "Kirlin", "Hercules", "Hurtrock",
          "Kyser", "Wittner", "Skylark", "Hohner", "Suzuki"]


def fail(where, what):
    sys.exit(f"sample data: {where}: {what}")


def share(text, below):
    """A number from a text: the generator's only dice."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % below


def slugify(text):
    text = text.lower().replace("'", "").replace("+", " plus ").replace("&", " dan ").replace("/", "-")
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def ean13(sku):
    digits = f"20{share('barcode ' + sku, 10 ** 10):010d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))
    return digits + str(-total % 10)


def brand_of(product):
    if "brand" in product:
        return product["brand"]
    for brand in BRANDS:
        if product["name"].startswith(brand + " "):
            return brand
    fail(product["name"], "no brand: begin the name with one or say brand =")


def ship_size(text, where):
    found = re.fullmatch(r"(\d+) (\d+)x(\d+)x(\d+)", text)
    if not found:
        fail(where, f"ship must read 'grams LxWxH', not '{text}'")
    return [int(v) for v in found.groups()]


def sku_of(brand, model, variant, taken):
    letters = re.sub(r"[^A-Z]", "", brand.upper())[:3]
    words = re.findall(r"[A-Za-z]*\d[\w]*|[A-Za-z]+", model)
    middle = "".join(w.upper() if any(c.isdigit() for c in w) else w[:3].upper() for w in words)[:12]
    tail = "".join(w[:2].upper() if not w[0].isdigit() else w for w in re.findall(r"[A-Za-z]+|\d+", variant))[:8]
    base = "-".join(p for p in (letters, middle, tail) if p)
    sku, n = base, 2
    while sku in taken:
        sku, n = f"{base}{n}", n + 1
    taken.add(sku)
    return sku


def cost_of(price, sku):
    percent = 68 + share("cost " + sku, 9) + (5 if price > 5_000_000 else 0)
    step = 500 if price > 50_000 else 50
    return price * percent // 100 // step * step


class Pictures:
    def __init__(self, folder):
        self.folder, self.hashes = folder, {}
        os.makedirs(folder, exist_ok=True)

    def add(self, line, where):
        if line not in self.hashes:
            try:
                svg = families.draw(line).encode()
            except (KeyError, ValueError, IndexError) as error:
                fail(where, f"cannot draw '{line}': {error!r}")
            digest = hashlib.sha256(svg).hexdigest()
            self.hashes[line] = digest
            path = os.path.join(self.folder, digest[:24] + ".svg")
            if not os.path.exists(path):
                with open(path, "wb") as file:
                    file.write(svg)
        return self.hashes[line]

    def sweep(self):
        keep = {digest[:24] + ".svg" for digest in self.hashes.values()}
        for name in os.listdir(self.folder):
            if name not in keep:
                os.unlink(os.path.join(self.folder, name))


def english(value, values):
    return values.get(value) or re.sub(r"(\d),(?=\d)", r"\1.", value)


def specification(text, catalogue, where):
    words, values = catalogue["words"], catalogue["values"]
    out = []
    for pair in text.split(";"):
        key, equals, value = pair.strip().partition("=")
        if not equals or key not in words:
            fail(where, f"spec word '{key}' is not in catalogue.toml")
        row = {"id": words[key][0], "en": words[key][1], "value": value.strip()}
        if english(row["value"], values) != row["value"]:
            row["value_en"] = english(row["value"], values)
        out.append(row)
    return out


def build_variant(line, product, default, pictures, taken, position, alone):
    where = f"{product['name']}: {line}"
    cells = [c.strip() for c in line.split("|")]
    if len(cells) < 4:
        fail(where, "a variant has at least name | swatch | stock | picture")
    name, colour, stock, words, price, ship = (cells + ["", ""])[:6]
    price = int(price) if price else product["price"]
    grams, length, width, height = ship_size(ship or default["ship"], where)
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        fail(where, f"'{colour}' is no colour")
    sku = sku_of(default["brand"], default["model"], "" if alone else name, taken)
    picture = pictures.add(merge_picture(product["picture"], words), where)
    sale = share("sale " + sku, 100) < 7
    return {
        "sku": sku, "name": "" if alone else name, "colour": colour, "price": price,
        "compare_at_price": (price * 112 // 100 // 5000 + 1) * 5000 if sale and price > 100_000 else None,
        "cost": cost_of(price, sku), "barcode": ean13(sku), "stock": int(stock),
        "weight_g": grams, "length_cm": length, "width_cm": width, "height_cm": height,
        "low_stock": 1 if price > 5_000_000 else 2 if price > 500_000 else 4 if price > 100_000 else 8,
        "serial_tracked": price >= 3_000_000, "position": position, "picture": picture,
    }


def merge_picture(base, extra):
    """The product's words, overruled by the variant's."""
    head, *words = base.split()
    merged = {}
    for word in words + [w for w in extra.split() if w not in ("finish=std", head)]:
        name, equals, value = word.partition("=")
        merged[name] = word
    return " ".join([head, *(merged[k] for k in sorted(merged))])


def build_product(raw, defaults, catalogue, pictures, taken):
    product = {**defaults, **raw}
    where = product["name"]
    for key in ("category", "family", "supplier", "ship", "price", "picture", "id", "en", "spec", "variants"):
        if key not in product:
            fail(where, f"{key} is missing")
    family = catalogue["family"].get(product["family"]) or fail(where, f"no family {product['family']}")
    brand = brand_of(product)
    model = product["name"].removeprefix(brand + " ")
    lines = [line for line in product["variants"].strip().splitlines() if line.strip()]
    default = {"ship": product["ship"], "brand": brand, "model": model}
    variants = [build_variant(line, product, default, pictures, taken, i, len(lines) == 1)
                for i, line in enumerate(lines)]
    for variant in variants:
        least, most = family["weight_g"]
        if not least <= variant["weight_g"] <= most:
            fail(where, f"{variant['weight_g']} g is no weight for {product['family']}")
    pick = share("tail " + where, 10 ** 6)
    return {
        "slug": slugify(product["name"]), "name": product["name"], "brand": slugify(brand), "category": product["category"],
        "supplier": product["supplier"], "model": model, "family": product["family"],
        "description_id": product["id"] + " " + family["id"][pick % len(family["id"])],
        "description_en": product["en"] + " " + family["en"][pick % len(family["en"])],
        "specification": specification(product["spec"], catalogue, where),
        "featured": product.get("featured", False), "variants": variants,
    }


def categories(catalogue):
    out = []
    for i, top in enumerate(catalogue["category"]):
        out.append({"slug": top["slug"], "parent": None, "name_id": top["id"], "name_en": top["en"], "position": i})
        for k, (slug, name_id, name_en) in enumerate(top["children"]):
            out.append({"slug": slug, "parent": top["slug"], "name_id": name_id, "name_en": name_en, "position": k})
    return out


def check(sample):
    slugs = [p["slug"] for p in sample["products"]]
    for slug in slugs:
        if slugs.count(slug) > 1:
            fail(slug, "two products of this name")
    known = {c["slug"] for c in sample["categories"]}
    suppliers = {s["name"] for s in sample["suppliers"]}
    codes = [v["barcode"] for p in sample["products"] for v in p["variants"]]
    if len(set(codes)) != len(codes):
        fail("barcodes", "two variants share one: rename one of them")
    for product in sample["products"]:
        if product["category"] not in known:
            fail(product["name"], f"no category {product['category']}")
        if product["supplier"] not in suppliers:
            fail(product["name"], f"no supplier {product['supplier']}")


def load(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def main(data, target, svg_folder):
    catalogue, shop = load(f"{data}/catalogue.toml"), load(f"{data}/shop.toml")
    pictures, taken, products = Pictures(svg_folder), set(), []
    for name in sorted(os.listdir(f"{data}/products")):
        if not name.endswith(".toml"):
            continue
        file = load(f"{data}/products/{name}")
        defaults = {k: v for k, v in file.items() if k != "product"}
        products += [build_product(raw, defaults, catalogue, pictures, taken) for raw in file["product"]]
    pictures.sweep()
    brands = sorted({p["brand"]: next(b for b in BRANDS if slugify(b) == p["brand"]) for p in products}.items())
    sample = {
        "profile": shop["profile"], "categories": categories(catalogue),
        "brands": [{"slug": slug, "name": name} for slug, name in brands],
        "suppliers": shop["supplier"], "couriers": shop["courier"], "tills": shop["till"], "staff": shop["staff"],
        "customers": shop["customer"], "products": products,
    }
    check(sample)
    text = json.dumps(sample, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    with open(target, "w", encoding="utf-8") as out:
        out.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:4])
