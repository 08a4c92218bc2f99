# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Hurtrock itself against the prefix: once for this machine (the tool that renders the sample's pictures), once
# for Windows.
# shellcheck shell=bash
NATIVE=$CACHE/native
APP=$CACHE/app
APP_LIBRARIES='glib gtk adwaita jsonglib libsoup glibnet sodium qrencode webp postgres'

# An option that this tree may not have yet.
option_if_there () {
  ! grep -q "option('$1'" "$TOP/meson_options.txt" || echo "-D$1=$2"
}

# A build folder belongs to the tree it was configured from; that one may be gone.
is_of_this_tree () {
  [ -e "$1/build.ninja" ] && [ "$(cat "$1/tree" 2>/dev/null)" = "$TOP" ] || { rm -rf "$1" && false; }
}

step_native () {
  local setup=(/usr/bin/python3 /usr/bin/meson setup "$NATIVE" "$TOP" --buildtype release -Dtests=false -Dapp=disabled)
  if ! is_of_this_tree "$NATIVE"; then
    "${setup[@]}" >"$LOGS/native.log" 2>&1 || die "see $LOGS/native.log"
    echo "$TOP" >"$NATIVE/tree"
  fi
  nice -n 19 ninja -C "$NATIVE" tools/sample/hrt-render-pictures >>"$LOGS/native.log" 2>&1 || die "see $LOGS/native.log"
}

step_app () {
  local begun
  begun=$(date +%s)
  for library in $APP_LIBRARIES; do
    [ -e "$LOGS/$library.done" ] || die "$library is not built yet: windows/build prefix"
  done
  step_native
  # shellcheck disable=SC2086
  if ! is_of_this_tree "$APP"; then
    (cd "$TOP" && env -u PKG_CONFIG_PATH $MESON setup "$APP" "$TOP" --cross-file "$CACHE/cross.ini" --prefix / \
      --buildtype release -Db_lto=false -Db_pie=false -Dtests=false \
      -Drender_pictures="$NATIVE/tools/sample/hrt-render-pictures" $(option_if_there sample-pictures small)) \
      >"$LOGS/app.log" 2>&1 || { tail -20 "$LOGS/app.log" >&2; die "meson could not configure, see $LOGS/app.log"; }
    echo "$TOP" >"$APP/tree"
  fi
  nice -n "${HRT_NICE:-19}" ninja -C "$APP" >>"$LOGS/app.log" 2>&1 || { grep -A5 -m3 -E 'error|FAILED' "$LOGS/app.log" >&2; die "see $LOGS/app.log"; }
  printf '%s\tapp\t%s s\n' "$(date -u +%FT%TZ)" "$(($(date +%s) - begun))" | tee -a "$LOGS/steps.tsv"
}
