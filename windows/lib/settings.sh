# SPDX-License-Identifier: GPL-3.0-or-later
# Settings of the Windows build, read by windows/build. Nothing outside the cache folder is written.
# shellcheck shell=bash
HRT_WIN=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOP=$(cd "$HRT_WIN/.." && pwd)
CACHE=${HRT_WINDOWS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/hurtrock/windows}
HOST=x86_64-w64-mingw32
SRC=$CACHE/src
BLD=$CACHE/build
PREFIX=$CACHE/prefix
LOGS=$CACHE/log
TOOLS=$CACHE/tools
OUT=$CACHE/out
JOBS=${JOBS:-$(nproc)}
export CACHE
# Linker and strip write a date into every program: the commit's, so that two builds of it are the same.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$TOP" log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

# Debian packages the whole thing needs.
PACKAGES_BUILD='mingw-w64 g++-mingw-w64-x86-64-posix libz-mingw-w64-dev meson ninja-build cmake nasm pkg-config
  autoconf automake libtool gettext bison flex perl python3 sassc tcl gperf libglib2.0-bin libglib2.0-dev-bin
  libgdk-pixbuf2.0-bin libgtk-4-bin librsvg2-common adwaita-icon-theme publicsuffix bubblewrap wixl msitools dpkg-dev
  librsvg2-bin icoutils'
PACKAGES_VERIFY='gcc-mingw-w64-x86-64-posix wine wine64 xvfb xdotool imagemagick fonts-dejavu-core openbox x11-utils bubblewrap postgresql-client-15'

say () { printf '\033[1m%s\033[0m\n' "$*" >&2; }
die () { printf 'windows: %s\n' "$*" >&2; exit 1; }

# need PACKAGES: installs from Debian what is missing of them, and says so; without the right to, says all of it at once.
need () {
  local missing as_root=
  missing=$(comm -23 <(printf '%s\n' $* | sort -u) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $* 2>/dev/null | sed -n 's/ installed$//p' | sort -u) | xargs)
  [ -n "$missing" ] || return 0
  [ "$(id -u)" = 0 ] || as_root=sudo
  [ -z "$as_root" ] || command -v sudo >/dev/null ||
    die "packages are missing. As root: apt-get install --no-install-recommends $missing"
  say "Installing from Debian: $missing"
  $as_root apt-get update -q >&2
  # shellcheck disable=SC2086
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $missing >&2
}

# put FILE: writes standard input there at once or not at all, because others may be reading it: several libraries are
# built side by side, and a stamp over half a file had them built again.
put () {
  local new
  new=$(mktemp "$1.XXXXXX")
  cat >"$new"
  if cmp -s "$new" "$1"; then
    rm "$new"
  else
    chmod 755 "$new"
    mv "$new" "$1"
  fi
}

prepare_tools () {
  mkdir -p "$SRC" "$BLD" "$PREFIX" "$LOGS" "$TOOLS" "$OUT" "$CACHE/tmp"
  # A pkg-config that sees the prefix only, never the packages of this machine.
  put "$TOOLS/$HOST-pkg-config" <<END
#!/bin/sh
export PKG_CONFIG_DIR= PKG_CONFIG_PATH=
export PKG_CONFIG_LIBDIR="$PREFIX/lib/pkgconfig:$PREFIX/share/pkgconfig"
exec pkg-config "\$@"
END
  # The cross file names folders of the cache: meson knows constants, not variables of the environment.
  sed -e "s|@PREFIX@|$PREFIX|g" -e "s|@TOOLS@|$TOOLS|g" "$HRT_WIN/cross.ini.in" | put "$CACHE/cross.ini"
  # cairo 1.18 wants a newer meson than Debian 12 has; windows/lib/fetch.sh unpacks one beside the build.
  if [ -d "$TOOLS/meson/usr" ]; then
    MESON="/usr/bin/python3 $TOOLS/meson/usr/bin/meson"
    export PYTHONPATH="$TOOLS/meson/usr/lib/python3/dist-packages"
  else
    MESON='/usr/bin/python3 /usr/bin/meson'
  fi
}
