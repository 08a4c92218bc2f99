#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/Hurtrock-VERSION-x64.msi. The first time the libraries are built too: 26 minutes on two idle cores; later five.
#
#   package.sh               this tree
#   package.sh COMMIT FILE   that commit with the libraries of this tree, as version 0.0.1, into FILE: verify.sh upgrades
#                            from it
set -euo pipefail
here=$(dirname "$(realpath "$0")")
[ $# = 2 ] || exec "$here/build" all
. "$here/lib/settings.sh"
old=$CACHE/previous
"$TOP/tools/export-source" "$old/source" "$1"
cmp -s "$old/source/shop-server/assets/package-lock.json" "$TOP/shop-server/assets/package-lock.json" ||
  die "the front end's packages have changed since $1"
cp -a "$TOP/shop-server/assets/node_modules" "$old/source/shop-server/assets/"
rm -rf "$old/cache"
mkdir -p "$old/cache/log"
ln -s "$SRC" "$PREFIX" "$old/cache/"
cp -a "$TOOLS" "$CACHE/sources.sha256" "$old/cache/"
cp -a "$LOGS"/*.done "$old/cache/log/"
for step in app stage msi; do
  SOURCE_DATE_EPOCH=$(cat "$old/source/.source-date") HRT_WINDOWS_CACHE=$old/cache HRT_MSI_VERSION=0.0.1 "$old/source/windows/build" $step
done
cp "$old/source/dist/Hurtrock-0.0.1-x64.msi" "$2"
rm -rf "$old"
