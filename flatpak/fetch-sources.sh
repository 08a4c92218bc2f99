#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the manifest's source archives to where flatpak-builder looks for them, keyed by the checksum that the manifest
# names, on a machine that reaches Debian and npm but not the projects' own servers:
#
#   fetch-sources.sh MANIFEST CACHE STATE
#
# Debian keeps upstream's archives unchanged under other names. npm packages are named by file, as `npm pack` writes them, and
# are put beside the manifest: which registry they come from is npm's own setting. Whatever is fetched must have the
# manifest's checksum. An archive that is in CACHE already (put there by hand, say) is taken as it is.
set -euo pipefail
manifest=$(realpath "$1")
cache=$(realpath -m "$2")
state=$(realpath -m "$3")
mkdir -p "$cache"

# from_debian POOL-PATH NAME SUM: apt's own downloader, from the mirror that this machine uses anyway
from_debian () {
  local mirror

  mirror=${HRT_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | sed -n 1p)}
  /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file "${mirror%/}/pool/main/$1" "$cache/$2.part" "SHA256:$3" >&2
  mv "$cache/$2.part" "$cache/$2"
}

# from_npm PACKAGE@VERSION: packed elsewhere first, so that what is in CACHE is whole
from_npm () {
  local folder

  folder=$(mktemp -d "$cache/npm-XXXXXX")
  (cd "$folder" && npm pack --silent "$1" >&2)
  mv "$folder"/*.tgz "$cache/"
  rmdir "$folder"
}

# fetch URL SUM: into CACHE, under the name that the URL ends with
fetch () {
  local name version

  name=$(basename "$1")
  case $1 in
    https://ftp.postgresql.org/*)
      version=${name#postgresql-}
      version=${version%.tar.bz2}
      from_debian "p/postgresql-${version%%.*}/postgresql-${version%%.*}_$version.orig.tar.bz2" "$name" "$2"
      ;;
    https://github.com/jedisct1/libsodium/*) from_debian "libs/libsodium/libsodium_${name%.tar.gz}.orig.tar.gz" "$name" "$2" ;;
    https://fukuchi.org/works/qrencode/*) from_debian "q/qrencode/$(echo "$name" | sed "s/^qrencode-\(.*\)\.tar/qrencode_\1.orig.tar/")" "$name" "$2" ;;
    *)
      echo "fetch-sources: no way to fetch $1 here; put it into $cache" >&2
      return 1
      ;;
  esac
}

# SUM NAME-OF-SUM URL-OR-PATH NPM-PACKAGE, one line per archive
/usr/bin/python3 - "$manifest" <<'PYTHON' >"$cache/wanted"
import pathlib
import sys

import yaml

manifest = pathlib.Path(sys.argv[1])


def walk(modules):
    for module in modules:
        if isinstance(module, str):
            continue
        for source in module.get("sources", []):
            if isinstance(source, str):
                yield from yaml.safe_load((manifest.parent / source).read_text())
            else:
                yield source
        yield from walk(module.get("modules", []))


for source in walk(yaml.safe_load(manifest.read_text())["modules"]):
    place = source.get("url") or source.get("path")
    for kind in ("sha256", "sha512"):
        if source.get(kind) and "x86_64" in source.get("only-arches", ["x86_64"]):
            print(source[kind], kind, place, source.get("x-npm", "-"))
PYTHON
while read -r sum kind place package; do
  name=$(basename "$place")
  target=$state/downloads/$sum/$name
  [ "$package" = - ] || target=$(dirname "$manifest")/$place
  [ ! -f "$target" ] || continue
  file=$cache/$name
  if [ ! -f "$file" ]; then
    if [ "$package" = - ]; then fetch "$place" "$sum"; else from_npm "$package"; fi
  fi
  echo "$sum  $file" | "${kind}sum" --check --quiet || { echo "fetch-sources: $file is not the manifest's $name" >&2; exit 1; }
  mkdir -p "$(dirname "$target")"
  cp "$file" "$target"
  echo "$name"
done <"$cache/wanted"
