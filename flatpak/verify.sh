#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Flatpak from its file, offline, in a user's installation of its own: over the previous version
# (tools/previous-commit) and its shop, and then for a shop's first day under a virtual display (journey.py). Takes about six
# minutes when the package is built, and once as long as a package takes to build the previous version.
set -euo pipefail
# shellcheck source=flatpak/common.sh
. "$(dirname "$(realpath "$0")")/common.sh"
# The second lies in a cache that every tree of this machine shares.
"$top/tools/source-id" --of "$bundle" && "$top/tools/source-id" --of "$work/offline.flatpak" || "$here/package.sh"
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

# install FILE: as a double click does, over an older one or for the first time
install () {
  as_user flatpak --user install -y --noninteractive "$1" >"$work/install.log" 2>&1 </dev/null ||
    { tail "$work/install.log"; die "$1 was not installed"; }
}

remove_all () {
  as_user flatpak --user uninstall -y --noninteractive --delete-data "$app" >/dev/null 2>&1 || true
  rm -rf "$cache/home/.var/app/$app"
}

admin () {
  as_user flatpak run --user --command=hurtrock-admin "$app" "$@"
}

# life PART: journey.py with the installed package
life () {
  as_user env LC_ALL=C.UTF-8 FLATPAK_USER_DIR="$cache/user" HRT_START_LIMIT="${HRT_START_LIMIT:-5}" \
    HRT_READY_LIMIT="${HRT_READY_LIMIT:-20}" HRT_OLD_PASSWORD="$old_password" \
    /usr/bin/python3 "$work/tests/flatpak/journey.py" "$app" "$files" "$out" "$1"
}

for exported in "share/applications/$app.desktop" "share/icons/hicolor/scalable/apps/$app.svg"; do
  [ -e "$work/build/export/$exported" ] || die "not exported: $exported"
done
as_user flatpak run --user --filesystem="$work/build" --command=appstreamcli "org.gnome.Sdk//$branch" \
  validate --pedantic --no-net "$files/share/metainfo/$app.metainfo.xml" >"$work/appstream.log" 2>&1 ||
  { cat "$work/appstream.log"; die "the metainfo is not valid"; }
desktop-file-validate "$work/build/export/share/applications/$app.desktop" || die "the desktop file is not valid"

rm -rf "$work/tests"
mkdir -p "$work/tests"
cp -r "$top/tests" "$top/flatpak" "$work/tests/"
chmod -R a+rX "$work/tests"
chown -R "$user" "$out"

previous=$("$top/tools/previous-commit")
previous_bundle=$cache/previous-$previous.flatpak
[ -f "$previous_bundle" ] || "$here/package.sh" "$previous" "$previous_bundle"
old_password="gitar akustik tua"
remove_all
install "$previous_bundle"
{ admin migrate && admin sample; } >"$work/old-shop.log" 2>&1 || { tail "$work/old-shop.log"; die "no shop of the older package"; }
printf '%s\n' "$old_password" | admin user add ibu.sari --role admin --name "Ibu Sari" >>"$work/old-shop.log" 2>&1 ||
  { tail "$work/old-shop.log"; die "no owner in the older package's shop"; }
goods=$(admin export products 2>/dev/null | sha256sum)
say "a shop of commit $previous"
install "$work/offline.flatpak"
life upgraded
admin check >"$work/check.log" 2>&1 || { cat "$work/check.log"; die "the upgraded shop is not in order"; }
[ "$goods" = "$(admin export products 2>/dev/null | sha256sum)" ] || die "the upgrade changed the goods"
say "upgraded: $(tail -1 "$work/check.log")"

remove_all
install "$work/offline.flatpak"
say "installed"
life day
life portals
admin check >"$work/check.log" 2>&1 || { cat "$work/check.log"; die "the shop is not in order after its day"; }
say "checked: $(tail -1 "$work/check.log")"
as_user flatpak --user uninstall -y --noninteractive "$app" >/dev/null
[ -d "$cache/home/.var/app/$app/data/hurtrock/cluster" ] || die "the shop's data was uninstalled with the program"
say "uninstalled; the shop's data stayed. Pictures: $out"
