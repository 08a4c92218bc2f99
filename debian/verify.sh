#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs dist/hurtrock_VERSION_ARCH.deb in a chroot of plain Debian 12 and lives through a shop's life there: first over
# the previous version (tools/previous-commit) and its shop; then a new shop's headless start with the sample, a page fetched,
# everything checked, killed hard, started again, installed over itself, removed, purged.
#
# As root. The base is made by debootstrap once below $HRT_CACHE_DIR (/var/cache/hurtrock), or copied from the tree that
# $HRT_DEBIAN_BASE names. Takes about five minutes, and
# once another five to build the previous version.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "verify: a chroot needs root; run: sudo ./hurtrock verify-package deb" >&2; exit 1; }
version=$(tools/version)
arch=$(dpkg --print-architecture)
deb=dist/hurtrock_${version}_$arch.deb
cache=${HRT_CACHE_DIR:-/var/cache/hurtrock}/deb
base=$cache/base
root=$cache/root
port=${HRT_VERIFY_PORT:-18431}
data=/var/lib/hurtrock/shop
old_data=/var/lib/hurtrock/old-shop
pid=
steps=0

die () {
  printf 'verify: %s\n' "$*" >&2
  exit 1
}

ok () {
  steps=$((steps + 1))
  printf 'ok %d - %s (%s s)\n' "$steps" "$*" "$SECONDS"
}

inside () {
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

as_shop () {
  inside setpriv --reuid=hurtrock --regid=hurtrock --clear-groups env HOME=/var/lib/hurtrock "$@"
}

clean_up () {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  for mounted in proc dev; do
    umount "$root/$mounted" 2>/dev/null || true
  done
}
trap clean_up EXIT

# Processes of the chroot's account, whoever else has the same number outside.
count_left () {
  local n=0 link
  for link in /proc/[0-9]*/root; do
    [ "$(readlink "$link" 2>/dev/null)" = "$root" ] && n=$((n + 1))
  done
  echo "$n"
}

start () {
  : >"$cache/serve.out"
  # Everything on the way is exec'd: the number is the program's own.
  (exec chroot "$root" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/var/lib/hurtrock \
    setpriv --reuid=hurtrock --regid=hurtrock --clear-groups \
    hurtrock-admin serve --data-dir "$data" --port "$port" "$@") >"$cache/serve.out" 2>"$cache/serve.err" &
  pid=$!
  for _ in $(seq 1200); do
    grep -q '"url"' "$cache/serve.out" && return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$cache/serve.err"
  die "the shop did not start"
}

stop () {
  kill -TERM "$pid"
  wait "$pid" || die "the shop did not end well"
  pid=
}

fetch () {
  curl -fsS --max-time 20 "http://127.0.0.1:$port$1" -o "$cache/page" || die "$1 was not served"
}

# export_goods DIR: what the shop's goods are, as one number
export_goods () {
  as_shop hurtrock-admin export products --data-dir "$1" 2>/dev/null | sha256sum
}

tools/source-id --of "$deb" || debian/package.sh
previous=$(tools/previous-commit)
previous_deb=$cache/previous-$previous.deb
mkdir -p "$cache"
[ -f "$previous_deb" ] || debian/package.sh "$previous" "$previous_deb"
exposure=$(systemd-analyze security --offline=true --threshold=15 debian/hurtrock.service | tail -1) ||
  die "the service may do too much: $exposure"
ok "systemd service: ${exposure#→ }"

if [ -n "${HRT_DEBIAN_BASE:-}" ]; then
  base=$HRT_DEBIAN_BASE
elif [ ! -x "$base/usr/bin/dpkg" ]; then
  mkdir -p "$cache"
  nice debootstrap --variant=minbase bookworm "$base" >"$cache/debootstrap.log" || die "no base: $cache/debootstrap.log"
fi
umount "$root/proc" "$root/dev" 2>/dev/null || true
rm -rf --one-file-system "$root"
mkdir -p "$root"
cp -a "$base/." "$root/"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
# No service starts in a chroot.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
cp "$deb" "$root/tmp/"
cp "$previous_deb" "$root/tmp/previous.deb"
inside apt-get update -q >"$cache/apt.log" 2>&1
inside nice apt-get install -qy --no-install-recommends /tmp/previous.deb >>"$cache/apt.log" 2>&1 ||
  { tail -20 "$cache/apt.log"; die "the previous package was not installed"; }
new_data=$data
data=$old_data
start
stop
before=$(export_goods "$data")
echo "# the owner's own words" >>"$root/etc/default/hurtrock"
# Without a terminal a question would end the upgrade.
inside nice apt-get install -qy --no-install-recommends "/tmp/$(basename "$deb")" >>"$cache/apt.log" 2>&1 </dev/null ||
  { tail -20 "$cache/apt.log"; die "the package was not installed"; }
[ "$(inside dpkg-query -W -f '${Version}' hurtrock)" = "$version" ] || die "not upgraded"
grep -q "the owner's own words" "$root/etc/default/hurtrock" || die "the owner's settings were overwritten"
start --no-sample
fetch /
stop
as_shop hurtrock-admin check --data-dir "$data" >"$cache/check" || { cat "$cache/check"; die "check found something"; }
[ "$before" = "$(export_goods "$data")" ] || die "goods changed"
data=$new_data
ok "a shop of version $(inside dpkg-deb -f /tmp/previous.deb Version) upgraded: no question asked, money, stock and journal agree"

for program in hurtrock hurtrock-admin hurtrock-shop-server; do
  ! inside ldd "/usr/bin/$program" | grep "not found" || die "$program lacks a library"
done
[ "$(inside hurtrock-admin --version)" = "hurtrock-admin $version" ] || die "wrong version"
help=$(inside env LANGUAGE=id hurtrock-admin --help)
case $help in Pemakaian:*) ;; *) die "no Indonesian" ;; esac
ok "programs run, Indonesian is there"

begun=$SECONDS
start
ok "a new shop with sample goods serves pages after $((SECONDS - begun)) s"
fetch /
grep -q "<html" "$cache/page" || die "no page"
image=$(sed -n '/\/images\//{s/.*\(\/images\/[^" ]*\).*/\1/p;q}' "$cache/page") # no pipe: its reader may leave too early
[ -n "$image" ] || die "no picture on the home page"
fetch "$image"
ok "its home page and $image"

kill -9 "$pid"
wait "$pid" 2>/dev/null || true
pid=
sleep 5
left=$(count_left)
[ "$left" = 0 ] || die "$left processes are left 5 s after kill -9"
ok "killed hard: nothing is left after 5 s"

start --no-sample
fetch /
stop
as_shop hurtrock-admin check --data-dir "$data" >"$cache/check" || { cat "$cache/check"; die "check found something"; }
ok "the next start recovers by itself; money, stock and journal agree"

before=$(export_goods "$data")
inside apt-get install -qy --reinstall "/tmp/$(basename "$deb")" >>"$cache/apt.log" 2>&1 || die "no upgrade in place"
start --no-sample
fetch /
stop
[ "$before" = "$(export_goods "$data")" ] || die "data changed"
ok "installed over itself: the same goods, no question asked"

inside apt-get remove -qy hurtrock >>"$cache/apt.log" 2>&1 || die "not removable"
[ ! -e "$root/usr/bin/hurtrock" ] && [ -d "$root$data/cluster" ] || die "removal took too little or too much"
inside apt-get purge -qy hurtrock >>"$cache/apt.log" 2>&1 || die "not purgeable"
[ -d "$root$data/cluster" ] || die "the shop's data was purged"
inside sh -c 'find / -xdev -path /proc -prune -o -name "*hurtrock*" -print' | grep -v "^/var/lib/hurtrock\|^/tmp/\|^/var/lib/systemd\|^/proc" >"$cache/left" || true
[ ! -s "$cache/left" ] || { cat "$cache/left"; die "files are left after a purge"; }
ok "removed and purged: the shop's data stays, nothing else does"
echo "1..$steps"
