#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/Hurtrock-VERSION-x86_64.flatpak from the manifest as it stands.
#
#   package.sh               this tree
#   package.sh COMMIT FILE   that commit by its own manifest, into FILE: verify.sh upgrades from it
#
# Uses the GNOME runtime and SDK from Flathub when they are installed for this user or system; else, as root, makes a
# stand-in from Debian packages (make-runtime.sh). The first time takes 15 to 40 minutes on two cores (runtime, PostgreSQL,
# the sample's pictures), later ones eight: the program and the pictures. Everything lies below the cache folder
# ($HRT_CACHE_DIR, /var/cache/hurtrock for root).
set -euo pipefail
# shellcheck source=flatpak/common.sh
. "$(dirname "$(realpath "$0")")/common.sh"
make_user

install_runtime () {
  if as_user flatpak --user info "org.gnome.Sdk//$branch" >/dev/null 2>&1; then
    return 0
  fi
  if [ "$(id -u)" != 0 ]; then
    as_user flatpak --user remote-add --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo
    as_user flatpak --user install -y --noninteractive flathub "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch"
    return 0
  fi
  say "stand-in runtime from Debian $suite"
  "$here/make-runtime.sh" "$runtime" "$suite" "$branch" >"$work/runtime.log" 2>&1 ||
    { tail -20 "$work/runtime.log"; die "the runtime could not be made: $work/runtime.log"; }
  chmod -R a+rX "$runtime"
  as_user flatpak --user remote-add --if-not-exists --no-gpg-verify "standin-$suite" "$runtime/repo"
  as_user flatpak --user install -y --noninteractive --or-update "standin-$suite" "org.gnome.Platform//$branch" \
    "org.gnome.Sdk//$branch" >"$work/install.log" 2>&1 || { cat "$work/install.log"; die "the runtime was not installed"; }
}

# build SOURCE REPO FOLDER: FOLDER/build and REPO from SOURCE, an exported tree
build () {
  "$here/fetch-sources.sh" "$1/flatpak/$manifest_name" "$cache/sources" "$state"
  chmod -R a+rX "$1" "$state"
  rm -rf "$2" # a commit of OSTree names the one before it: the package would depend on what was built earlier
  mkdir -p "$2" "$3"
  [ "$(id -u)" != 0 ] || chown -R "$user": "$state" "$1" "$2" "$3"
  say "building (log: $3/build.log)"
  # rofiles-fuse only protects against modules that write into each other's files, and needs /dev/fuse.
  as_user sh -c "cd '$3' && SOURCE_DATE_EPOCH=$(cat "$1/.source-date") nice -n 19 flatpak-builder --user \
    --force-clean --disable-rofiles-fuse ${HRT_JOBS:+--jobs=$HRT_JOBS} --default-branch=stable \
    --state-dir='$state' --repo='$2' build '$1/flatpak/$manifest_name'" >"$3/build.log" 2>&1 ||
    { tail -30 "$3/build.log"; die "the build failed: $3/build.log"; }
}

install_runtime
if [ $# = 2 ]; then
  say "commit $1"
  old=$cache/previous
  "$top/tools/export-source" "$old/source" "$1"
  # How the npm packages are named has changed once; the packages have not, as long as the lock file is the same.
  if cmp -s "$old/source/shop-server/assets/package-lock.json" "$top/shop-server/assets/package-lock.json"; then
    cp "$here/npm-sources.yml" "$old/source/flatpak/"
  fi
  build "$old/source" "$old/repo" "$old/work"
  as_user flatpak build-bundle "$old/repo" "$old/work/bundle.flatpak" "$app" stable
  cp "$old/work/bundle.flatpak" "$2"
  rm -rf "$old/repo" "$old/work/build"
  say "done: $2"
  exit 0
fi
say "sources"
"$top/tools/export-source" "$work/source"
build "$work/source" "$cache/repo" "$work"

say "bundle"
# With --runtime-repo a desktop can fetch the runtime by itself, but nothing can install the file offline.
as_user flatpak build-bundle "$cache/repo" "$work/offline.flatpak" "$app" stable
as_user flatpak build-bundle --runtime-repo=https://dl.flathub.org/repo/flathub.flatpakrepo "$cache/repo" \
  "$work/release.flatpak" "$app" stable
cp "$work/release.flatpak" "$bundle"
/usr/bin/python3 "$top/tools/sbom.py" flatpak "$here/$manifest_name" "$work/build/files" >"$dist/Hurtrock-$version-x86_64.flatpak.spdx.json"
(cd "$dist" && sha256sum "$(basename "$bundle")" >"$(basename "$bundle").sha256")
"$top/tools/source-id" "$bundle"
"$top/tools/source-id" "$work/offline.flatpak"
say "done"
ls -l "$bundle"
