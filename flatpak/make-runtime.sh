#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a stand-in for the GNOME runtime and SDK from Debian packages, so that the manifest can be built, unchanged, on a
# machine that cannot reach Flathub:
#
#   make-runtime.sh WORKDIR SUITE BRANCH
#
# Leaves WORKDIR/repo, an OSTree repository with org.gnome.Platform and org.gnome.Sdk. Needs root, mmdebstrap, ostree and
# flatpak; takes about three minutes and 2 GB on the way, 0.5 GB afterwards. Does nothing when both are there.
set -euo pipefail
work=$(realpath -m "${1:?WORKDIR}")
suite=${2:?SUITE}
branch=${3:?BRANCH}
arch=x86_64
repo=$work/repo

# What the real Platform offers and the program uses. No more than that: a library that is here and not there would hide
# a module that the manifest lacks.
platform="bash,coreutils,sed,grep,gawk,findutils,tar,gzip,xz-utils,bzip2,less,\
ca-certificates,openssl,p11-kit-modules,tzdata,locales,libc-bin,iso-codes,\
libgtk-4-1,libgtk-4-bin,libgtk-4-common,libadwaita-1-0,libsoup-3.0-0,libjson-glib-1.0-0,libcurl4t64,libsecret-1-0,\
libgdk-pixbuf-2.0-0,librsvg2-common,libwebp7,glib-networking,gsettings-desktop-schemas,dconf-gsettings-backend,\
adwaita-icon-theme,hicolor-icon-theme,shared-mime-info,fontconfig,fonts-dejavu-core,fonts-cantarell,\
libglib2.0-bin,desktop-file-utils,flatpak-xdg-utils,zlib1g,liblz4-1,libzstd1"
sdk="$platform,gcc,g++,binutils,make,meson,ninja-build,cmake,pkgconf,autoconf,automake,libtool,m4,bison,flex,perl,\
gettext,git,patch,file,unzip,zstd,python3,appstream,appstream-compose,libglib2.0-dev,libglib2.0-dev-bin,\
libgtk-4-dev,libadwaita-1-dev,libsoup-3.0-dev,libjson-glib-dev,libcurl4-openssl-dev,libsecret-1-dev,\
libgdk-pixbuf-2.0-dev,librsvg2-dev,libwebp-dev,libssl-dev,zlib1g-dev,liblz4-dev,libzstd-dev,elfutils"
case $suite in
  trixie) ;; # GTK 4.18, gcc 14: just below GNOME 50
  *) platform="$platform,glycin-loaders" sdk="$sdk,glycin-loaders" ;;
esac

quietly () {
  nice -n 19 "$@"
}

# bootstrap NAME PACKAGES: a Debian tree in WORKDIR/tree-NAME
bootstrap () {
  rm -rf "$work/tree-$1"
  quietly mmdebstrap --mode=root --variant=minbase --architectures=amd64 \
    --aptopt='APT::Install-Recommends "false"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    --customize-hook='printf "en_US.UTF-8 UTF-8\nid_ID.UTF-8 UTF-8\nC.UTF-8 UTF-8\n" >"$1/etc/locale.gen"; chroot "$1" locale-gen' \
    --include="$2" "$suite" "$work/tree-$1" ${HRT_DEBIAN_MIRROR:-}
}

# The real SDK's compiler flags, and the one program that older flatpak-builders call and newer SDKs no longer have.
add_builder_parts () {
  local usr=$1
  local flags='-O2 -pipe -g -Wp,-D_FORTIFY_SOURCE=3 -Wp,-D_GLIBCXX_ASSERTIONS -fexceptions -fstack-protector-strong -grecord-gcc-switches -fasynchronous-unwind-tables -fstack-clash-protection -fcf-protection -fno-omit-frame-pointer -mno-omit-leaf-frame-pointer'

  mkdir -p "$usr/etc/flatpak-builder"
  printf '{"cflags": "%s", "cxxflags": "%s", "ldflags": "-L/app/lib -Wl,-z,relro,-z,now -Wl,--as-needed"}\n' \
    "$flags" "$flags" >"$usr/etc/flatpak-builder/defaults.json"
  [ ! -e "$usr/bin/appstream-compose" ] || return 0
  cat >"$usr/bin/appstream-compose" <<'SCRIPT'
#!/bin/sh
# flatpak-builder before 1.4 moves the metainfo to the place that AppStream left, and then calls this.
prefix=/app origin=flatpak ids=
for argument in "$@"; do
  case $argument in
    --prefix=*) prefix=${argument#*=} ;;
    --origin=*) origin=${argument#*=} ;;
    --*) ;;
    *) ids=$ids${ids:+,}$argument,$argument.desktop ;;
  esac
done
for file in "$prefix"/share/appdata/*.appdata.xml; do
  [ -f "$file" ] || continue
  mkdir -p "$prefix/share/metainfo"
  cp "$file" "$prefix/share/metainfo/$(basename "$file" .appdata.xml).metainfo.xml"
done
exec appstreamcli compose --prefix=/ --origin="$origin" --result-root="$prefix" \
  --data-dir="$prefix/share/app-info/xmls" --icons-dir="$prefix/share/app-info/icons/$origin" \
  --components="$ids" "$prefix"
SCRIPT
  chmod 755 "$usr/bin/appstream-compose"
}

# A flatpak runtime is the /usr of the sandbox; its /etc is usr/etc, without what flatpak itself makes.
tree_to_runtime () {
  local tree=$1 to=$2

  rm -rf "$to"
  mkdir -p "$to/files" "$to/var/tmp" "$to/var/run"
  mv "$tree/usr" "$to/usr"
  cp -a "$tree/etc" "$to/usr/etc"
  (cd "$to/usr/etc" && rm -rf apt dpkg cron* init.d rc?.d systemd security pam.d passwd* group* shadow* gshadow* \
    subuid* subgid* hostname hosts resolv.conf machine-id mtab fstab ld.so.conf ld.so.cache localtime timezone \
    host.conf gai.conf)
  rm -rf "$to/usr/lib/systemd" "$to/usr/lib/apt" "$to/usr/share/bug" "$to/usr/share/doc" "$to/usr/share/lintian" \
    "$to/usr/lib/udev"
  # Debian keeps these out of PATH; glycin and others call them by name.
  for helper in flatpak-spawn xdg-open xdg-email; do
    [ -e "$to/usr/bin/$helper" ] || ln -s "../libexec/flatpak-xdg-utils/$helper" "$to/usr/bin/$helper"
  done
  find "$to/usr" \( -type b -o -type c -o -type p -o -type s \) -delete
  find "$to/usr" -type f -perm /6000 -exec chmod ug-s {} +
  find "$to/usr" -type d -exec chmod u+rwx,go+rx,g-w,o-w,-s,-t {} +
  find "$to/usr" -type f -exec chmod u+rw,go+r {} +
}

write_metadata () {
  cat >"$2/metadata" <<TEXT
[Runtime]
name=$1
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
TEXT
}

# make NAME ID PACKAGES
make_runtime () {
  local begun=$SECONDS

  if ostree --repo="$repo" rev-parse "runtime/$2/$arch/$branch" >/dev/null 2>&1; then
    echo "$2//$branch is there"
    return 0
  fi
  bootstrap "$1" "$3"
  tree_to_runtime "$work/tree-$1" "$work/runtime-$1"
  [ "$1" != sdk ] || add_builder_parts "$work/runtime-$1/usr"
  write_metadata "$2" "$work/runtime-$1"
  quietly flatpak build-export --runtime --no-update-summary --timestamp=2026-01-01T00:00:00Z \
    --subject="stand-in $2//$branch from Debian $suite" "$repo" "$work/runtime-$1" "$branch"
  rm -rf "$work/tree-$1" "$work/runtime-$1"
  echo "$2//$branch made in $((SECONDS - begun)) s"
}

mkdir -p "$work"
[ -d "$repo/objects" ] || ostree --repo="$repo" init --mode=archive-z2
make_runtime platform org.gnome.Platform "$platform"
make_runtime sdk org.gnome.Sdk "$sdk"
flatpak build-update-repo "$repo"
