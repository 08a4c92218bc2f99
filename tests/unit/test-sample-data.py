#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample's data as built: complete, plausible, and the same whenever it is built.

  test-sample-data.py SAMPLE.JSON PICTURES-FOLDER
"""
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import unittest

ROOT = os.environ["HRT_SOURCE_ROOT"]
SAMPLE, PICTURES = sys.argv.pop(1), sys.argv.pop(1)
with open(SAMPLE, encoding="utf-8") as file:
    DATA = json.load(file)
PRODUCTS = DATA["products"]
VARIANTS = [v for p in PRODUCTS for v in p["variants"]]


def is_ean13(code):
    digits = [int(c) for c in code]
    return len(code) == 13 and (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


class SampleData(unittest.TestCase):
    def test_counts(self):
        self.assertGreaterEqual(len(PRODUCTS), 140)
        self.assertGreaterEqual(len(VARIANTS), 260)
        self.assertTrue({s["role"] for s in DATA["staff"]} == {"admin", "staff", "cashier"})

    def test_every_category_has_goods(self):
        used = {p["category"] for p in PRODUCTS}
        leaves = {c["slug"] for c in DATA["categories"] if c["parent"]}
        self.assertEqual(used, leaves)

    def test_codes(self):
        for variant in VARIANTS:
            self.assertTrue(is_ean13(variant["barcode"]), variant["sku"])
            self.assertIn(variant["barcode"][:2], {str(n) for n in range(20, 30)})
            self.assertRegex(variant["sku"], r"^[A-Z0-9-]{4,40}$")
        self.assertEqual(len({v["barcode"] for v in VARIANTS}), len(VARIANTS))
        self.assertEqual(len({v["sku"] for v in VARIANTS}), len(VARIANTS))

    def test_money(self):
        for variant in VARIANTS:
            self.assertTrue(0 < variant["cost"] < variant["price"], variant["sku"])
            self.assertEqual(variant["price"] % 500, 0, variant["sku"])

    def test_words(self):
        for language in ("description_id", "description_en"):
            texts = collections.Counter(p[language] for p in PRODUCTS)
            self.assertEqual(texts.most_common(1)[0][1], 1)
            for product in PRODUCTS:
                self.assertGreater(len(product[language]), 80, product["name"])
        for product in PRODUCTS:
            self.assertNotEqual(product["description_id"], product["description_en"])
            self.assertGreaterEqual(len(product["specification"]), 3, product["name"])

    def test_english_is_english(self):
        """No word of an English value or of a variant's name, which is for both languages, is one of the Indonesian ones."""
        with open(f"{ROOT}/data/sample/catalogue.toml", "rb") as file:
            values = tomllib.load(file)["values"]
        def words(text):
            return set(re.findall(r"[a-z]{3,}", text.lower()))
        indonesian = {w for value, english in values.items() for w in words(value) - words(english)}
        indonesian -= {"coil", "mode", "preset", "tom"}  # beside a plural
        indonesian |= {"kidal", "hitam", "putih", "merah", "biru", "hijau", "cokelat", "kanal", "kulit"}
        english = {w for p in PRODUCTS for row in p["specification"] for w in words(row.get("value_en", row["value"]))}
        self.assertEqual(english & indonesian, set())
        self.assertEqual({w for v in VARIANTS for w in words(v["name"])} & indonesian, set())
        self.assertEqual(set(values) - {row["value"] for p in PRODUCTS for row in p["specification"]}, set())

    def test_weights_are_true_to_the_instrument(self):
        for product in PRODUCTS:
            for v in product["variants"]:
                litres = v["length_cm"] * v["width_cm"] * v["height_cm"] / 1000
                density = v["weight_g"] / 1000 / litres
                self.assertTrue(.02 < density < 1.5, f"{v['sku']}: {density:.2f} kg a litre")

    def test_nobody_can_be_written_to(self):
        for place in (*DATA["customers"], *DATA["suppliers"], DATA["profile"]):
            self.assertRegex(place["email"], r"example\.com$")

    def test_every_picture_is_drawn(self):
        for digest in {v["picture"] for v in VARIANTS}:
            with open(os.path.join(PICTURES, digest[:24] + ".svg"), "rb") as svg:
                content = svg.read()
            self.assertEqual(hashlib.sha256(content).hexdigest(), digest)
            self.assertNotIn(b"<text", content)  # no names, no trademarks on instruments

    def test_left_handed_and_colours(self):
        names = " ".join(v["name"] for v in VARIANTS)
        self.assertIn("left-handed", names)
        self.assertGreater(len({v["colour"] for v in VARIANTS}), 100)
        for variant in VARIANTS:
            self.assertTrue(re.fullmatch(r"#[0-9a-f]{6}", variant["colour"]))

    def test_built_again_it_is_the_same(self):
        with tempfile.TemporaryDirectory() as folder:
            again = os.path.join(folder, "sample.json")
            subprocess.run([sys.executable, f"{ROOT}/tools/sample/build-sample.py", f"{ROOT}/data/sample", again,
                            os.path.join(folder, "svg")], check=True)
            with open(again, encoding="utf-8") as one, open(SAMPLE, encoding="utf-8") as two:
                self.assertEqual(one.read(), two.read())


if __name__ == "__main__":
    unittest.main()
