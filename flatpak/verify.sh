#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Flatpak from its file, offline, in a user's installation of its own, and lives through a shop's first day
# with it under a virtual display (journey.py). Takes about three minutes when the package is built.
set -euo pipefail
# shellcheck source=flatpak/common.sh
. "$(dirname "$(realpath "$0")")/common.sh"
[ -f "$work/offline.flatpak" ] && [ -f "$bundle" ] || "$here/package.sh"
make_user
out=$work/pictures
mkdir -p "$out"

size=$(stat -c %s "$bundle")
[ "$size" -le 12582912 ] || die "the bundle has $size bytes, 12 MB is the limit"
say "bundle of $((size / 1024)) KiB"

files=$work/build/files
find "$files" -path '*/lib/debug' -prune -o -type f -print0 | xargs -0 readelf -d 2>/dev/null |
  sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u >"$work/needed" || true
find "$files/lib" -name '*.so*' -printf '%f\n' | cat - "$here/platform-sonames.txt" | grep -v "^#" | sort -u >"$work/known"
[ -s "$work/needed" ] || die "no library is needed by anything: the check is blind"
if comm -23 "$work/needed" "$work/known" | grep .; then
  die "these libraries are neither in the platform nor built by a module"
fi
say "$(wc -l <"$work/needed") libraries, all of them in the platform or our own"
if grep -rl --binary-files=text -e "$work" -e "$top" "$files/bin" "$files/libexec" 2>/dev/null | grep .; then
  die "a path of this machine is in the programs"
fi

as_user flatpak --user uninstall -y --noninteractive --delete-data "$app" >/dev/null 2>&1 || true
rm -rf "$cache/home/.var/app/$app"
as_user flatpak --user install -y --noninteractive --reinstall "$work/offline.flatpak" >"$work/install.log" 2>&1 ||
  { tail "$work/install.log"; die "the file was not installed"; }
for exported in "share/applications/$app.desktop" "share/icons/hicolor/scalable/apps/$app.svg"; do
  [ -e "$work/build/export/$exported" ] || die "not exported: $exported"
done
say "installed"

chown -R "$user" "$out"
rm -rf "$work/tests"
mkdir -p "$work/tests"
cp -r "$top/tests" "$top/flatpak" "$work/tests/"
chmod -R a+rX "$work/tests"
as_user env LC_ALL=C.UTF-8 FLATPAK_USER_DIR="$cache/user" HRT_START_LIMIT="${HRT_START_LIMIT:-5}" \
  /usr/bin/python3 "$work/tests/flatpak/journey.py" "$app" "$files" "$out"
as_user flatpak --user uninstall -y --noninteractive "$app" >/dev/null
[ -d "$cache/home/.var/app/$app/data/hurtrock/cluster" ] || die "the shop's data was uninstalled with the program"
say "uninstalled; the shop's data stayed. Pictures: $out"
