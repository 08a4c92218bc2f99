# SPDX-License-Identifier: GPL-3.0-or-later
# Collects one relocatable tree: GLib, GTK and PostgreSQL find lib/ and share/ relative to bin/, so one bin/ has it all.
# shellcheck shell=bash
STAGE=$CACHE/stage
THEME=/usr/share/icons/Adwaita
POSTGRES_PROGRAMS='postgres initdb pg_ctl pg_dump pg_restore psql'
POSTGRES_MODULES='plpgsql dict_snowball pg_trgm unaccent citext btree_gin btree_gist'
TRANSLATED='gtk40 glib20 libadwaita gdk-pixbuf json-glib-1.0 libsoup-3.0 glib-networking'

stage_programs () {
  local name
  DESTDIR=$STAGE ninja -C "$APP" install >"$LOGS/install.log" 2>&1 || die "see $LOGS/install.log"
  rm -rf "$STAGE"/{include,share/{applications,metainfo,man}} "$STAGE"/lib/*.a
  for name in $POSTGRES_PROGRAMS; do
    cp "$PREFIX/bin/$name.exe" "$STAGE/bin/"
  done
  # GLib's helper that starts children. Not gdbus.exe: it outlives the program and would hold DLLs open when the MSI is
  # removed.
  cp "$PREFIX"/bin/gspawn-win64-helper{,-console}.exe "$STAGE/bin/"
  # The program starts these two without a console; as console programs they would flash one.
  for name in pg_dump pg_restore; do
    $HOST-objcopy --subsystem windows "$STAGE/bin/$name.exe"
  done
}

stage_modules () {
  local name
  mkdir -p "$STAGE"/lib/{gio/modules,postgresql} "$STAGE/share/postgresql"
  cp "$PREFIX"/lib/gio/modules/*.dll "$STAGE/lib/gio/modules/"
  for name in $POSTGRES_MODULES; do
    cp "$PREFIX/lib/postgresql/$name.dll" "$STAGE/lib/postgresql/"
  done
  cp -r "$PREFIX/share/postgresql/." "$STAGE/share/postgresql/"
  rm -rf "$STAGE/share/postgresql/"{man,doc}
}

imports () { # names of the DLLs that these files ask for
  find "$STAGE" \( -name '*.dll' -o -name '*.exe' \) -exec $HOST-objdump -p {} + 2>/dev/null |
    sed -n 's/.*DLL Name: //p' | sort -fu
}

# Import names differ in case from file names (LIBPQ.dll). Goes on until nothing new is asked for.
stage_libraries () {
  local name dir file new=1
  local runtime
  runtime=$(dirname "$($HOST-gcc-posix -print-file-name=libgcc_s_seh-1.dll)")
  while [ $new = 1 ]; do
    new=0
    for name in $(imports); do
      [ -z "$(find "$STAGE/bin" -maxdepth 1 -iname "$name")" ] || continue
      for dir in "$PREFIX"/{bin,lib} "$runtime" /usr/$HOST/lib /usr/$HOST/bin; do
        file=$(find "$dir" -maxdepth 1 -iname "$name" -print -quit 2>/dev/null)
        [ -n "$file" ] || continue
        cp "$file" "$STAGE/bin/"
        new=1
        break
      done
    done
  done
  find "$STAGE" \( -name '*.dll' -o -name '*.exe' \) -exec $HOST-strip --strip-unneeded {} +
}

# What Windows itself must supply; a new name there is looked at by a person and then added to the list.
check_system_libraries () {
  local name unknown=
  for name in $(imports | tr '[:upper:]' '[:lower:]' | sort -u); do
    [ -n "$(find "$STAGE/bin" -maxdepth 1 -iname "$name")" ] || grep -qixF "$name" "$HRT_WIN/system-dlls.txt" ||
      unknown="$unknown $name"
  done
  [ -z "$unknown" ] || die "not shipped and not in windows/system-dlls.txt:$unknown"
}

encode_icon () { # encode_icon SVG THEME-FOLDER CLASS SIZE...: no SVG loader is shipped; an empty page's icon is 128 px wide
  local svg=$1 theme=$2 class=$3 size
  shift 3
  for size in "$@"; do
    mkdir -p "$theme/${size}x$size/$class"
    gtk4-encode-symbolic-svg -o "$theme/${size}x$size/$class" "$svg" "${size}x$size"
  done
}

stage_theme_icon () { # stage_theme_icon NAME
  local file
  file=$(find $THEME -name "$1.svg" -print -quit)
  [ -n "$file" ] || return 1
  encode_icon "$file" "$STAGE/share/icons/Adwaita" "$(basename "$(dirname "$file")")" 16 32 64 96
}

# Every symbolic icon that the source or the toolkit names: ours, or the theme's; some of the toolkit's own are inside it.
stage_icons () {
  local name file size hicolor=$STAGE/share/icons/hicolor app=store.hurtrockmusic.Hurtrock
  mkdir -p "$STAGE/share/icons/Adwaita" "$hicolor"
  cp $THEME/index.theme "$STAGE/share/icons/Adwaita/"
  cp /usr/share/icons/hicolor/index.theme "$hicolor/"
  for name in $(grep -rhoE '[a-z][a-z0-9-]*-symbolic\b' "$TOP/app" "$TOP/ui" --include='*.c' --include='*.ui' | sort -u); do
    file=$TOP/data/icons/hicolor/scalable/actions/$name.svg
    if [ -e "$file" ]; then
      encode_icon "$file" "$hicolor" actions 16 32 64 128 256
      continue
    fi
    stage_theme_icon "$name" || echo "no icon $name" >&2
  done
  for name in $(strings "$PREFIX"/bin/lib{gtk-4-1,adwaita-1-0}.dll | grep -xE '[a-z][a-z0-9-]*-symbolic' | sort -u); do
    stage_theme_icon "$name" || true
  done
  for size in 16 24 32 48 64 128 256; do
    mkdir -p "$hicolor/${size}x$size/apps"
    rsvg-convert -w $size -h $size -o "$hicolor/${size}x$size/apps/$app.png" \
      "$TOP/data/icons/hicolor/scalable/apps/$app.svg"
  done
}

stage_data () {
  local language domain
  mkdir -p "$STAGE/share/glib-2.0/schemas"
  cp "$PREFIX"/share/glib-2.0/schemas/*.xml "$STAGE/share/glib-2.0/schemas/"
  glib-compile-schemas "$STAGE/share/glib-2.0/schemas"
  rm "$STAGE"/share/glib-2.0/schemas/*.xml
  for language in $(cat "$TOP/po/LINGUAS"); do
    [ -d "$PREFIX/share/locale/$language" ] || continue
    mkdir -p "$STAGE/share/locale/$language/LC_MESSAGES"
    for domain in $TRANSLATED; do
      cp "$PREFIX/share/locale/$language/LC_MESSAGES/$domain.mo" "$STAGE/share/locale/$language/LC_MESSAGES/" \
        2>/dev/null || true
    done
  done
}

# The licence of everything that is inside: each source package's, and of what came from binary packages.
stage_licences () {
  local source name file
  mkdir -p "$STAGE/share/licenses"
  cp "$TOP/COPYING" "$STAGE/share/licenses/hurtrock.txt"
  for source in "$SRC"/*/; do
    name=$(basename "$source")
    file=$source/debian/copyright
    [ -e "$file" ] || file=$(find "$source" -maxdepth 1 \( -name 'COPYING*' -o -name 'LICENSE*' \) | sort | sed -n 1p)
    [ -n "$file" ] || die "no licence of $name"
    cp "$file" "$STAGE/share/licenses/$name.txt"
  done
  for name in gcc-mingw-w64-base mingw-w64-common libz-mingw-w64 adwaita-icon-theme publicsuffix; do
    cp "/usr/share/doc/$name/copyright" "$STAGE/share/licenses/$name.txt"
  done
  cp "$TOP/shop-server/assets/node_modules/@fontsource/bebas-neue/LICENSE" "$STAGE/share/licenses/bebas-neue.txt"
  # Debian's notices refer to texts that a Debian system has; one says GPL-2.0 where it means GPL-2.
  mkdir -p "$STAGE/share/licenses/common-licenses"
  for name in $(grep -ohE '/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$STAGE"/share/licenses/*.txt | sort -u); do
    [ -e "$name" ] || name=${name%.0}
    cp -L "$name" "$STAGE/share/licenses/common-licenses/"
  done
  cp "$CACHE/sources.sha256" "$STAGE/share/licenses/sources.sha256"
}

step_stage () {
  rm -rf "$STAGE" "$STAGE.done"
  mkdir -p "$STAGE/bin"
  stage_programs
  stage_modules
  stage_libraries
  stage_icons
  stage_data
  stage_licences
  check_system_libraries
  find "$STAGE" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  touch "$STAGE.done"
  say "staged: $(find "$STAGE" -type f | wc -l) files, $(du -sm "$STAGE" | cut -f1) MiB"
}

step_msi () {
  local version msi
  [ -e "$STAGE.done" ] || die "nothing whole is staged: windows/build stage"
  version=${HRT_MSI_VERSION:-$("$TOP/tools/version")}
  mkdir -p "$TOP/dist"
  msi=$TOP/dist/Hurtrock-$version-x64.msi
  cd "$CACHE" # wixl takes no absolute path of a source
  /usr/bin/python3 "$HRT_WIN/make-wxs.py" stage hurtrock.wxs --version "$version" --icon app/windows/hurtrock.ico
  nice -n 19 wixl -a x64 -o "$msi" hurtrock.wxs 2>"$LOGS/wixl.log" || { cat "$LOGS/wixl.log" >&2; die "wixl failed"; }
  (cd "$TOP/dist" && sha256sum "$(basename "$msi")" >"$(basename "$msi").sha256")
  "$TOP/tools/source-id" "$msi"
  /usr/bin/python3 "$TOP/tools/sbom.py" windows "$CACHE" "$STAGE" >"$msi.spdx.json"
  say "$msi: $(stat -c %s "$msi") bytes"
}
