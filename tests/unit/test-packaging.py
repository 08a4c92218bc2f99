#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the packages say of the program: manifest, metainfo, desktop file, icons, service; cheap, without building one.

  test-packaging.py VERSION BUILT-DATA-FOLDER
"""
import datetime
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
from pathlib import Path

import yaml

VERSION, BUILT = sys.argv.pop(1), Path(sys.argv.pop(1))
TOP = Path(os.environ["HRT_SOURCE_ROOT"])
APP = "store.hurtrockmusic.Hurtrock"
MANIFEST = yaml.safe_load((TOP / f"flatpak/{APP}.yml").read_text(encoding="utf-8"))
METAINFO = TOP / f"data/{APP}.metainfo.xml.in"
# What appstreamcli has to say of an id that is written like every other GNOME id, and, before its version 1.0, of
# <developer>, which Flathub asks for.
KNOWN_HINTS = ("cid-maybe-not-rdns", "cid-contains-uppercase-letter", "unknown-tag developer")
SYSTEM_PATH = re.compile(r'"/(usr|opt|app|etc|var|srv|run|home|root)(/|")')
# Where PostgreSQL is looked for besides our own folder; where root keeps a cluster that its home would hide.
SYSTEM_PATHS_ALLOWED = {"model/pg/hrt-pg-cluster-binaries.c", "model/pg/hrt-pg-cluster-create.c"}


def tool(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


class Manifest(unittest.TestCase):
    def test_names(self):
        self.assertEqual(MANIFEST["id"], APP)
        self.assertEqual((MANIFEST["runtime"], MANIFEST["sdk"]), ("org.gnome.Platform", "org.gnome.Sdk"))
        self.assertIsInstance(MANIFEST["runtime-version"], str)

    def test_permissions_are_the_least(self):
        self.assertEqual(set(MANIFEST["finish-args"]),
                         {"--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri", "--share=network"})

    def test_sources_are_pinned(self):
        listed = yaml.safe_load((TOP / "flatpak/npm-sources.yml").read_text(encoding="utf-8"))
        for module in MANIFEST["modules"]:
            self.assertNotIn("build-options", module, "no network and no flags of our own while building")
            listed += [s for s in module["sources"] if isinstance(s, dict)]
        for source in listed:
            if source["type"] == "dir":
                continue
            place = source.get("url") or source["path"]
            self.assertRegex(place, r"^(https://|npm/[a-z0-9.-]+\.tgz$)")
            self.assertTrue(re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")) or
                            re.fullmatch(r"[0-9a-f]{128}", source.get("sha512", "")), place)

    def test_npm_sources_fit_the_lock_file(self):
        done = tool("/usr/bin/python3", TOP / "tools/npm-sources.py", "--check")
        self.assertEqual(done.returncode, 0, done.stderr)


class Desktop(unittest.TestCase):
    def test_metainfo(self):
        if shutil.which("appstreamcli") is None:
            self.skipTest("appstreamcli is not installed")
        for path in (METAINFO, BUILT / f"{APP}.metainfo.xml"):
            done = tool("appstreamcli", "validate", "--pedantic", "--no-net", path)
            hints = [line for line in done.stdout.split("\n") if re.match(r"[EWIP]: ", line)]
            self.assertEqual(done.returncode, 0, done.stdout)
            self.assertEqual([h for h in hints if not any(known in h for known in KNOWN_HINTS)], [], path)

    def test_releases(self):
        releases = ET.parse(METAINFO).getroot().findall("releases/release")
        self.assertEqual(releases[0].get("version"), VERSION, "the newest release is not meson.build's version")
        for release in releases:
            datetime.date.fromisoformat(release.get("date"))

    def test_screenshots_are_in_the_tree(self):
        images = ET.parse(METAINFO).getroot().findall("screenshots/screenshot/image")
        self.assertGreaterEqual(len(images), 3)
        for image in images:
            name = image.text.rsplit("/", 1)[-1]
            path = TOP / "docs/pictures" / name
            self.assertTrue(path.exists(), name)
            self.assertIn((image.get("width"), image.get("height")), {self.size(path)}, name)

    @staticmethod
    def size(path):
        data = path.read_bytes()
        at = data.index(b"\x9d\x01\x2a") + 3  # a lossy WebP's frame header
        return str(int.from_bytes(data[at:at + 2], "little") & 0x3FFF), str(int.from_bytes(data[at + 2:at + 4], "little") & 0x3FFF)

    def test_desktop_file(self):
        if shutil.which("desktop-file-validate") is None:
            self.skipTest("desktop-file-validate is not installed")
        done = tool("desktop-file-validate", BUILT / f"{APP}.desktop")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        text = (BUILT / f"{APP}.desktop").read_text(encoding="utf-8")
        self.assertIn(f"Icon={APP}\n", text)
        self.assertIn("Comment[id]=", text)

    def test_icons(self):
        for place, sides in (("scalable/apps/" + APP, "128"), (f"symbolic/apps/{APP}-symbolic", "16")):
            svg = ET.parse(TOP / f"data/icons/hicolor/{place}.svg").getroot()
            self.assertEqual((svg.get("width"), svg.get("height")), (sides, sides))


class Portable(unittest.TestCase):
    def test_no_path_of_one_system(self):
        found = []
        for folder in ("app", "model", "shop-server", "tools"):
            for path in sorted((TOP / folder).rglob("*.c")):
                name = str(path.relative_to(TOP))
                if name.endswith("-posix.c") or name in SYSTEM_PATHS_ALLOWED:
                    continue
                for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
                    if SYSTEM_PATH.search(line):
                        found.append(f"{name}:{number}: find it relative to the program or through XDG")
        self.assertEqual(found, [])

    def test_version_stands_in_one_place(self):
        self.assertEqual(tool(TOP / "tools/version").stdout.strip(), VERSION)
        self.assertFalse((TOP / "debian/changelog").exists(), "written when the package is made")


class Materials(unittest.TestCase):
    def setUp(self):
        spec = importlib.util.spec_from_file_location("sbom", TOP / "tools/sbom.py")
        self.sbom = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.sbom)

    def test_every_file_has_an_id_of_its_own(self):
        with tempfile.TemporaryDirectory() as folder:
            names = ("GMT+0", "GMT-0", "GMT 0", "plain", "lib/debug/left-out")
            for name in names:
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(name, encoding="utf-8")
            files = list(self.sbom.hash_files(folder))
        self.assertEqual(len({file["SPDXID"] for file in files}), 4)
        for file in files:
            self.assertRegex(file["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
        code = self.sbom.whole_package(files)["packageVerificationCode"]["packageVerificationCodeValue"]
        sums = sorted(hashlib.sha1(name.encode()).hexdigest() for name in names[:4])
        self.assertEqual(code, hashlib.sha1("".join(sums).encode()).hexdigest())

    def test_package_urls(self):
        self.assertEqual(self.sbom.purl_of("npm", "@fontsource/bebas-neue", "5.3.0"), "pkg:npm/%40fontsource/bebas-neue@5.3.0")
        self.assertEqual(self.sbom.purl_of("deb/debian", "zlib", "1:1.2+dfsg", "?arch=source"),
                         "pkg:deb/debian/zlib@1%3A1.2%2Bdfsg?arch=source")


class Service(unittest.TestCase):
    def test_may_do_little(self):
        if shutil.which("systemd-analyze") is None:
            self.skipTest("systemd-analyze is not installed")
        done = tool("systemd-analyze", "security", "--offline=true", "--threshold=15", TOP / "debian/hurtrock.service")
        if "unrecognized option" in done.stderr:
            self.skipTest("an old systemd-analyze")
        self.assertEqual(done.returncode, 0, done.stdout[-300:] + done.stderr)


unittest.main(verbosity=1)
