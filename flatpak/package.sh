#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds dist/Hurtrock-VERSION-x86_64.flatpak from the manifest as it stands.
#
# Uses the GNOME runtime and SDK from Flathub when they are installed for this user or system; else, as root, makes a
# stand-in from Debian packages (make-runtime.sh). The first time takes 15 to 40 minutes on two cores (runtime, PostgreSQL,
# the sample's pictures), later times 4 minutes, nearly all of it for the pictures. Everything lies below the cache folder
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

install_runtime
say "sources"
"$top/tools/export-source" "$work/source"
"$here/fetch-sources.sh" "$work/source/flatpak/$manifest_name" "$cache/sources" "$state"
chmod -R a+rX "$work/source" "$state"
[ "$(id -u)" != 0 ] || chown -R "$user": "$state" "$work/source"

say "building (log: $work/build.log)"
# rofiles-fuse only protects against modules that write into each other's files, and needs /dev/fuse.
as_user sh -c "cd '$work' && SOURCE_DATE_EPOCH=$(cat "$work/source/.source-date") nice -n 19 flatpak-builder --user \
  --force-clean --disable-rofiles-fuse ${HRT_JOBS:+--jobs=$HRT_JOBS} --default-branch=stable \
  --state-dir='$state' --repo='$cache/repo' build 'source/flatpak/$manifest_name'" >"$work/build.log" 2>&1 ||
  { tail -30 "$work/build.log"; die "the build failed: $work/build.log"; }

say "bundle"
# With --runtime-repo a desktop can fetch the runtime by itself, but nothing can install the file offline.
as_user flatpak build-bundle "$cache/repo" "$work/offline.flatpak" "$app" stable
as_user flatpak build-bundle --runtime-repo=https://dl.flathub.org/repo/flathub.flatpakrepo "$cache/repo" \
  "$work/release.flatpak" "$app" stable
cp "$work/release.flatpak" "$bundle"
/usr/bin/python3 "$top/tools/sbom.py" flatpak "$here/$manifest_name" "$work/build/files" >"$dist/Hurtrock-$version-x86_64.flatpak.spdx.json"
(cd "$dist" && sha256sum "$(basename "$bundle")" >"$(basename "$bundle").sha256")
say "done"
ls -l "$bundle"
