# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the dependency prefix: one stamp per library, so that a stopped build goes on where it was.
# shellcheck shell=bash
# A source's install step may name absolute folders of its own (Debian's PostgreSQL did): everything but the cache
# is read-only while a recipe runs.
in_a_box () {
  bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /var/tmp --bind "$CACHE" "$CACHE" --setenv TMPDIR "$CACHE/tmp" \
    --die-with-parent "$@"
}

# The stamp holds what the result depends on: the recipe, the helpers and the versions of the sources it names.
stamp_of () {
  local done
  {
    declare -f "recipe_$1" with_meson with_configure with_cmake
    cat "$CACHE/cross.ini"
    [ "$1" != postgres ] || cat "$HRT_WIN/postgres.manifest"
    for done in "$SRC"/.*.done; do
      done=${done##*/.}
      # Not grep -q: it may end before the other side has written all, and then nothing was found.
      ! declare -f "recipe_$1" | grep -wF -- "${done%.done}" >/dev/null || cat "$SRC/.$done"
    done
  } | sha256sum | cut -d' ' -f1
}

cross_environment () {
  export PATH="$TOOLS:$PATH" PKG_CONFIG="$TOOLS/$HOST-pkg-config"
  export CC=$HOST-gcc-posix CXX=$HOST-g++-posix AR=$HOST-ar RANLIB=$HOST-ranlib STRIP=$HOST-strip \
    WINDRES=$HOST-windres DLLTOOL=$HOST-dlltool NM=$HOST-nm CC_FOR_BUILD=gcc
  export CFLAGS=-O2 CXXFLAGS=-O2 CPPFLAGS="-I$PREFIX/include" LDFLAGS="-L$PREFIX/lib"
}

# Runs inside the box, by windows/build itself: prefix-one NAME.
step_prefix_one () {
  cross_environment
  set -e
  "recipe_$1"
}

# Builds one library when its stamp is not up to date.
step_prefix_library () {
  local name=$1 begun seconds stamp lock
  exec {lock}>"$LOGS/$name.lock"
  flock "$lock"
  stamp=$(stamp_of "$name")
  [ "$(sed -n 1p "$LOGS/$name.done" 2>/dev/null)" = "$stamp" ] && return 0
  begun=$(date +%s)
  if IN_A_BOX=1 "$HRT_WIN/build" prefix-one "$name" >"$LOGS/$name.log" 2>&1; then
    seconds=$(($(date +%s) - begun))
    printf '%s\n%s\n' "$stamp" "$seconds" >"$LOGS/$name.done"
    printf '%s\t%s\t%s s\n' "$(date -u +%FT%TZ)" "$name" "$seconds" | tee -a "$LOGS/steps.tsv"
  else
    tail -20 "$LOGS/$name.log" >&2
    die "$name could not be built after $(($(date +%s) - begun)) s, see $LOGS/$name.log"
  fi
}

# What does not need each other is built side by side: configure scripts leave a core idle.
step_prefix () {
  local name needs
  {
    echo ".PHONY: all $RECIPES" | tr '\n' ' '
    echo
    echo "all: $RECIPES" | tr '\n' ' '
    echo
    while read -r name needs; do
      printf '%s: %s\n\t@"%s/build" prefix-library %s\n' "${name%:}" "$needs" "$HRT_WIN" "${name%:}"
    done <<<"$RECIPE_NEEDS"
  } >"$CACHE/prefix.mk"
  nice -n 19 make --no-print-directory -f "$CACHE/prefix.mk" -j"${LIBRARIES_AT_ONCE:-3}" "${@:-all}"
}
