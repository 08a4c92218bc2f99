#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/hurtrock_VERSION_amd64.deb from the tree as git knows it, with lintian clean, and its SBOM beside it.
# Takes about five minutes on two cores.
#
#   package.sh               this tree
#   package.sh COMMIT FILE   that commit, into FILE, with a version below its own: verify.sh upgrades from it
set -eu
cd "$(dirname "$0")/.."
top=$(pwd)
commit=${1:-}
arch=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source=$work/hurtrock

tools/npm-deps
tools/export-source "$source" $commit
version=$("$source/tools/version")${commit:+~$(git rev-parse --short "$commit")}
# The front end's packages come from npm; dpkg-buildpackage itself needs no network.
mkdir -p "$source/shop-server/assets"
cp -a shop-server/assets/node_modules "$source/shop-server/assets/"
date=$(cat "$source/.source-date")
rm "$source/.source-date"
cat >"$source/debian/changelog" <<TEXT
hurtrock ($version) unstable; urgency=medium

  * Version $version; the metainfo file tells what is new.

 -- The Hurtrock authors <hurtrock@hurtrockmusic.store>  $(date -u -R -d "@$date")
TEXT
(cd "$source" && nice dpkg-buildpackage --no-sign --build=binary) >"$work/build.log" 2>&1 || {
  tail -40 "$work/build.log"
  echo "package.sh: the build failed" >&2
  exit 1
}
if [ -n "$commit" ]; then
  cp "$work/hurtrock_${version}_$arch.deb" "$2"
  exit 0
fi
lintian --allow-root --fail-on error,warning "$work"/hurtrock_*.changes
mkdir -p dist
cp "$work/hurtrock_${version}_$arch.deb" dist/
[ ! -f "$work/hurtrock-dbgsym_${version}_$arch.deb" ] || cp "$work/hurtrock-dbgsym_${version}_$arch.deb" dist/
/usr/bin/python3 tools/sbom.py deb "dist/hurtrock_${version}_$arch.deb" >"dist/hurtrock_${version}_$arch.deb.spdx.json"
tools/source-id "dist/hurtrock_${version}_$arch.deb"
(cd dist && sha256sum "hurtrock_${version}_$arch.deb" | tee "hurtrock_${version}_$arch.deb.sha256")
ls -l "$top/dist/hurtrock_${version}_$arch.deb"
