#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the bill of materials of a package as SPDX 2.3 JSON to standard output.

  sbom.py deb FILE.deb                       the package, what it depends on, every file with its SHA-256
  sbom.py flatpak MANIFEST.yml FILES-DIR     the same from the manifest's modules and the built files
  sbom.py windows CACHE-DIR STAGE-DIR        the same from the source packages that windows/build had and its staged files

Named packages are those inside the file; what Debian or the runtime brings is named as a dependency.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
VERSION = subprocess.run([TOP / "tools/version"], capture_output=True, text=True, check=True).stdout.strip()


def spdx_id(name):
    """Few letters are allowed in an id: "Etc/GMT+0" and "Etc/GMT-0" are told apart by the end of their hash."""
    clean = re.sub(r"[^A-Za-z0-9.-]", "-", name)
    return f"SPDXRef-{clean}" + ("" if clean == name else "-" + hashlib.sha256(name.encode()).hexdigest()[:12])


def package(name, version, licence, location="NOASSERTION", checksum=None, purl=None):
    """@location: an address to fetch it from; @purl: what a package manager calls it."""
    entry = {"SPDXID": spdx_id(name), "name": name, "versionInfo": version, "downloadLocation": location,
             "filesAnalyzed": False, "licenseConcluded": licence, "licenseDeclared": licence,
             "copyrightText": "NOASSERTION"}
    if checksum:
        entry["checksums"] = [{"algorithm": checksum[0], "checksumValue": checksum[1]}]
    if purl:
        entry["externalRefs"] = [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]
    return entry


def purl_of(kind, name, version, rest=""):
    """A package URL (purl specification): both parts percent-encoded, but for the slash after a scope."""
    return f"pkg:{kind}/{urllib.parse.quote(name)}@{urllib.parse.quote(version, safe='')}{rest}"


def whole_package(files):
    """Our own, whose files are all listed; the code is that of SPDX 2.3, 7.9: the hash of their sorted hashes."""
    sums = sorted(entry["checksumValue"] for file in files for entry in file["checksums"] if entry["algorithm"] == "SHA1")
    return {**package("hurtrock", VERSION, "GPL-3.0-or-later"), "filesAnalyzed": True,
            "packageVerificationCode": {"packageVerificationCodeValue": hashlib.sha1("".join(sums).encode()).hexdigest()}}


def hash_files(folder):
    for path in sorted(p for p in Path(folder).rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.relative_to(folder)
        if name.parts[:2] != ("lib", "debug"):
            yield {"SPDXID": spdx_id(f"file-{name}"), "fileName": f"./{name}", "licenseConcluded": "NOASSERTION",
                   "copyrightText": "NOASSERTION",
                   "checksums": [{"algorithm": "SHA1", "checksumValue": hashlib.sha1(path.read_bytes()).hexdigest()},
                                 {"algorithm": "SHA256", "checksumValue": hashlib.sha256(path.read_bytes()).hexdigest()}]}


def npm_parts():
    lock = json.loads((TOP / "shop-server/assets/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for place, entry in lock.items():
        # esbuild only works on our own files; of the font a file is embedded.
        if place.startswith("node_modules/@fontsource/"):
            name = place.removeprefix("node_modules/")
            yield package(name, entry["version"], entry.get("license", "NOASSERTION"),
                          purl=purl_of("npm", name, entry["version"])), "CONTAINS"


def deb_parts(path):
    field = subprocess.run(["dpkg-deb", "-f", path, "Depends"], capture_output=True, text=True, check=True).stdout
    for dependency in field.split(","):
        name, _, version = dependency.strip().partition(" ")
        yield package(name, version.strip("()") or "any", "NOASSERTION"), "DEPENDS_ON"


def flatpak_parts(manifest):
    import yaml  # pylint: disable=import-outside-toplevel  # only this kind needs it

    licences = {"postgresql": "PostgreSQL", "libsodium": "ISC", "qrencode": "LGPL-2.1-or-later"}
    data = yaml.safe_load(Path(manifest).read_text(encoding="utf-8"))
    for module in data["modules"]:
        source = module["sources"][0]
        if source.get("url"):
            version = re.search(r"(\d+\.[\d.]*\d)\.tar", source["url"]).group(1)
            yield package(module["name"], version, licences[module["name"]], source["url"],
                          ("SHA256", source["sha256"])), "CONTAINS"
    yield package(data["runtime"], data["runtime-version"], "NOASSERTION"), "DEPENDS_ON"


def named_in(path):
    """The lines "NAME REST" of one of our lists."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.partition(" ")[::2]


def windows_parts(cache):
    """Source packages with the tarball that was built, and what came out of Debian's binary packages."""
    sums = {name: checksum for checksum, name in
            (line.split() for line in (cache / "sources.sha256").read_text(encoding="utf-8").splitlines())}
    for name, licence in named_in(TOP / "windows/licences.txt"):
        stamp = cache / f"src/.{name}.done"
        if not stamp.exists():
            version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True,
                                     check=True).stdout
            yield package(name, version, licence, purl=purl_of("deb/debian", name, version)), "CONTAINS"
            continue
        version = stamp.read_text(encoding="utf-8").strip()
        if version.startswith("orig:"):
            version = re.search(r"_(.+)\.orig\.", version).group(1)
        tarball = next(file for file in sorted(sums) if file.startswith(f"{name}_") and ".orig.tar" in file)
        yield package(name, version, licence, checksum=("SHA256", sums[tarball]),
                      purl=purl_of("deb/debian", name, version, "?arch=source")), "CONTAINS"


def write(name, parts, files):
    date = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=TOP, capture_output=True, text=True, check=True).stdout
    files, parts = list(files), list(parts)
    own = whole_package(files)
    digest = hashlib.sha256(json.dumps([files, parts]).encode()).hexdigest()
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": own["SPDXID"]}]
    relations += [{"spdxElementId": own["SPDXID"], "relationshipType": kind, "relatedSpdxElement": part["SPDXID"]}
                  for part, kind in parts]
    relations += [{"spdxElementId": own["SPDXID"], "relationshipType": "CONTAINS", "relatedSpdxElement": file["SPDXID"]}
                  for file in files]
    json.dump({"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": name,
               "documentNamespace": f"https://hurtrockmusic.store/spdx/{name}-{digest[:32]}",
               "creationInfo": {"creators": ["Tool: hurtrock-sbom"],
                                "created": datetime.datetime.fromtimestamp(int(date), datetime.timezone.utc)
                                .strftime("%Y-%m-%dT%H:%M:%SZ")},
               "packages": [own, *(part for part, _ in parts)], "files": files, "relationships": relations},
              sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")


def main():
    kind, given = sys.argv[1:3]
    if kind == "deb":
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["dpkg-deb", "-x", given, folder], check=True)
            write(f"hurtrock-{VERSION}-deb", [*npm_parts(), *deb_parts(given)], hash_files(folder))
    elif kind == "windows":
        write(f"hurtrock-{VERSION}-windows", [*npm_parts(), *windows_parts(Path(given))], hash_files(sys.argv[3]))
    else:
        write(f"hurtrock-{VERSION}-flatpak", [*npm_parts(), *flatpak_parts(given)], hash_files(sys.argv[3]))


if __name__ == "__main__":
    main()
