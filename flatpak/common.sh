# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by package.sh and verify.sh: names, places, and a session of an ordinary user with a bus of its own.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$top/flatpak
app=store.hurtrockmusic.Hurtrock
version=$("$top/tools/version")
manifest_name=$app.yml
branch=$(sed -n "s/^runtime-version: '\(.*\)'/\1/p" "$here/$manifest_name")
# trixie is a little below GNOME 50, forky above it.
suite=${HRT_RUNTIME_SUITE:-trixie}
if [ "$(id -u)" = 0 ]; then
  base=${HRT_CACHE_DIR:-/var/cache/hurtrock}
  user=hurtrock-pack
else
  base=${HRT_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/hurtrock}
  user=$(id -un)
fi
cache=$base/flatpak
dist=$top/dist
bundle=$dist/Hurtrock-$version-x86_64.flatpak
runtime=$cache/runtime-$suite-$branch
state=$cache/state-$suite-$branch
work=$cache/work

say () {
  printf '== %s (%s s)\n' "$*" "$SECONDS"
}

die () {
  printf 'flatpak: %s\n' "$*" >&2
  exit 1
}

# PostgreSQL refuses root, and so do some portals: root works through a user made for this.
make_user () {
  mkdir -p "$cache" "$state" "$work" "$cache/user" "$cache/home" "$cache/repo" "$dist"
  [ "$(id -u)" = 0 ] || return 0
  id -u "$user" >/dev/null 2>&1 || useradd --system --create-home --home-dir "/var/lib/$user" "$user"
  chmod a+rx "$base" "$cache"
  chown -R "$user": "$state" "$cache/user" "$cache/home" "$cache/repo" "$work"
}

# as_user COMMAND...: with a session bus, all of Flatpak's own state below the cache, nothing of the caller's desktop
as_user () {
  local uid run
  uid=$(id -u "$user")
  run=/run/user/$uid
  local switch=()
  if [ "$(id -u)" = 0 ]; then
    # What a desktop has and a build machine may not, in a mount namespace of our own: the user's runtime folder at its usual
    # place, and /dev/fuse for the document portal, which opens it with the user's rights.
    mkdir -p /run/user
    [ -c "$cache/fuse" ] || mknod -m 666 "$cache/fuse" c 10 229
    # shellcheck disable=SC2016
    switch=(unshare --mount --propagation private sh -c '
      mount -t tmpfs -o mode=755 tmpfs /run/user && mkdir -m 700 "$1" && chown "$2" "$1" || exit 1
      [ ! -c /dev/fuse ] || mount --bind "$3" /dev/fuse || exit 1
      shift 3
      exec "$@"' sh "$run" "$user" "$cache/fuse" setpriv --reuid="$uid" --regid="$(id -g "$user")" --init-groups)
  fi
  # flatpak asks on the system bus whether a child may install this; where there is none, the session bus says "no such".
  "${switch[@]}" env -i HOME="$cache/home" USER="$user" LOGNAME="$user" PATH=/usr/local/bin:/usr/bin:/bin \
    LANG=C.UTF-8 XDG_RUNTIME_DIR="$run" FLATPAK_USER_DIR="$cache/user" XDG_CURRENT_DESKTOP=GNOME \
    XDG_DATA_DIRS=/usr/local/share:/usr/share \
    dbus-run-session -- sh -c '
      [ -S /run/dbus/system_bus_socket ] || export DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS
      exec "$@"' sh "$@"
}
