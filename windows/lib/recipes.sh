# SPDX-License-Identifier: GPL-3.0-or-later
# How each library of the prefix is built: a function recipe_NAME per library.
# Every flag that looks odd says why: most of them were learned the hard way.
# shellcheck shell=bash
RECIPES='zlib libffi pcre2 intl glib libpng jpeg tiff webp pixbuf pixman cairo fribidi harfbuzz pango graphene epoxy gtk
  adwaita jsonglib nghttp2 sqlite libpsl openssl libsoup glibnet sodium qrencode postgres'

# What each needs of the others.
RECIPE_NEEDS='zlib:
libffi:
pcre2:
intl:
glib: zlib libffi pcre2 intl
libpng: zlib
jpeg:
tiff: zlib jpeg
webp:
pixbuf: glib libpng jpeg
pixman:
cairo: glib libpng pixman
fribidi:
harfbuzz: glib
pango: cairo fribidi harfbuzz
graphene: glib
epoxy:
gtk: pango pixbuf graphene epoxy tiff
adwaita: gtk
jsonglib: glib
nghttp2:
sqlite:
libpsl: intl
openssl:
libsoup: glib nghttp2 sqlite libpsl
glibnet: glib openssl
sodium:
qrencode:
postgres: zlib'

source_of () {
  find "$SRC" -maxdepth 1 -type d -name "$1-[0-9]*" | sort -V | tail -1
}

bare () { # the environment of a build system that knows cross compiling by its own files
  env -u CC -u CXX -u CFLAGS -u CXXFLAGS -u CPPFLAGS -u LDFLAGS -u AR -u STRIP -u NM -u PKG_CONFIG -u WINDRES -u RANLIB \
    -u DLLTOOL "$@"
}

with_meson () { # with_meson NAME SOURCE options...
  local name=$1 source
  source=$(source_of "$2")
  shift 2
  rm -rf "${BLD:?}/$name"
  # shellcheck disable=SC2086
  bare $MESON setup "$BLD/$name" "$source" --cross-file "$CACHE/cross.ini" --prefix "$PREFIX" --libdir lib \
    --buildtype release --wrap-mode nodownload --default-library shared "$@"
  bare ninja -C "$BLD/$name" -j"$JOBS"
  bare ninja -C "$BLD/$name" install
}

with_configure () { # with_configure NAME SOURCE options...: outside the source tree
  local name=$1 source
  source=$(source_of "$2")
  shift 2
  rm -rf "${BLD:?}/$name"
  mkdir -p "$BLD/$name"
  cd "$BLD/$name"
  "$source/configure" --host=$HOST --prefix="$PREFIX" --enable-shared --disable-static "$@"
  make -j"$JOBS"
  make install
}

with_cmake () { # with_cmake NAME SOURCE options...
  local name=$1 source
  source=$(source_of "$2")
  shift 2
  rm -rf "${BLD:?}/$name"
  bare cmake -S "$source" -B "$BLD/$name" -G Ninja -DCMAKE_SYSTEM_NAME=Windows -DCMAKE_SYSTEM_PROCESSOR=AMD64 \
    -DCMAKE_C_COMPILER=$HOST-gcc-posix -DCMAKE_CXX_COMPILER=$HOST-g++-posix -DCMAKE_RC_COMPILER=$HOST-windres \
    -DCMAKE_FIND_ROOT_PATH="$PREFIX" -DCMAKE_FIND_ROOT_PATH_MODE_PROGRAM=NEVER \
    -DCMAKE_FIND_ROOT_PATH_MODE_LIBRARY=ONLY -DCMAKE_FIND_ROOT_PATH_MODE_INCLUDE=ONLY -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX="$PREFIX" -DCMAKE_INSTALL_LIBDIR="$PREFIX/lib" "$@"
  bare ninja -C "$BLD/$name" -j"$JOBS"
  bare ninja -C "$BLD/$name" install
}

write_pc () { # write_pc NAME VERSION FLAGS
  mkdir -p "$PREFIX/lib/pkgconfig"
  printf 'prefix=%s\nName: %s\nDescription: %s\nVersion: %s\nLibs: -L${prefix}/lib %s\nCflags: -I${prefix}/include\n' \
    "$PREFIX" "$1" "$1" "$2" "$3" >"$PREFIX/lib/pkgconfig/$1.pc"
}

recipe_zlib () { # Debian's zlib source has win32/ stripped: its binary package for mingw is taken
  mkdir -p "$PREFIX"/{bin,lib,include}
  cp /usr/$HOST/include/{zlib.h,zconf.h} "$PREFIX/include/"
  cp /usr/$HOST/lib/libz.dll.a "$PREFIX/lib/"
  cp /usr/$HOST/lib/zlib1.dll "$PREFIX/bin/"
  write_pc zlib 1.2.13 -lz
}

recipe_libffi () { with_configure libffi libffi --disable-docs; }
recipe_pcre2 () { with_configure pcre2 pcre2 --disable-pcre2test-libreadline --enable-jit; }

recipe_intl () { # libintl of gettext-runtime, nothing else of it
  local source
  source=$(source_of gettext)
  rm -rf "$BLD/intl"
  mkdir -p "$BLD/intl"
  cd "$BLD/intl"
  "$source/gettext-runtime/configure" --host=$HOST --prefix="$PREFIX" --enable-shared --disable-static --disable-java \
    --disable-csharp --disable-libasprintf --enable-threads=windows --enable-relocatable --with-included-gettext
  make -C intl -j"$JOBS"
  make -C intl install
}

recipe_glib () {
  with_meson glib glib2.0 -Dtests=false -Dman=false -Dlibmount=disabled -Dselinux=disabled -Dxattr=false \
    -Dglib_debug=disabled
}

recipe_libpng () { with_configure libpng libpng1.6; }
recipe_jpeg () { with_cmake jpeg libjpeg-turbo -DWITH_JPEG8=1 -DENABLE_STATIC=0 -DWITH_TURBOJPEG=0; }

recipe_tiff () { # GTK asks for it
  with_cmake tiff tiff -Dlzma=OFF -Dzstd=OFF -Dwebp=OFF -Djbig=OFF -Dlerc=OFF -Dlibdeflate=OFF -Dcxx=OFF \
    -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF
}

recipe_webp () {
  local source
  source=$(source_of libwebp)
  [ -x "$source/configure" ] || (cd "$source" && autoreconf -fi)
  with_configure webp libwebp --disable-gl --disable-sdl --disable-png --disable-jpeg --disable-tiff --disable-gif \
    --disable-wic --enable-libwebpmux --disable-libwebpdemux
}

recipe_pixbuf () { # loaders built in: no cache of loaders that holds absolute paths
  with_meson pixbuf gdk-pixbuf -Dtests=false -Dinstalled_tests=false -Dman=false -Dgtk_doc=false \
    -Dintrospection=disabled -Dbuiltin_loaders=png,jpeg,gif,ico,bmp -Dtiff=disabled -Dnative_windows_loaders=false \
    -Drelocatable=true -Dpng=enabled -Djpeg=enabled
}

recipe_pixman () { with_configure pixman pixman --disable-gtk --disable-libpng --disable-openmp; }

recipe_cairo () { # this mingw-w64 has no __*_chk functions: without the fortify flag, else libssp-0.dll is needed
  sed -i "s/cflags += '-Wp,-D_FORTIFY_SOURCE=2'/cflags += []/" "$(source_of cairo)/meson.build"
  with_meson cairo cairo -Dfontconfig=disabled -Dfreetype=disabled -Dglib=enabled -Dpng=enabled -Dzlib=enabled \
    -Dtests=disabled -Dxlib=disabled -Dxcb=disabled -Dquartz=disabled -Dspectre=disabled -Dsymbol-lookup=disabled \
    -Ddwrite=enabled -Dlzo=disabled
}

recipe_fribidi () { with_meson fribidi fribidi -Ddocs=false; }

recipe_harfbuzz () { # -O2: meson's release means -O3, which takes the compiler longest on this one and on GTK
  with_meson harfbuzz harfbuzz -Doptimization=2 -Dtests=disabled -Ddocs=disabled -Dintrospection=disabled \
    -Dfreetype=disabled -Dcairo=disabled -Dicu=disabled -Dglib=enabled -Dgobject=disabled -Ddirectwrite=disabled -Dgdi=enabled
}

recipe_pango () { # the win32 and DirectWrite side only
  with_meson pango pango1.0 -Dgtk_doc=false -Dintrospection=disabled -Dinstall-tests=false -Dfontconfig=disabled \
    -Dfreetype=disabled -Dsysprof=disabled -Dlibthai=disabled -Dxft=disabled
}

recipe_graphene () {
  with_meson graphene graphene -Dtests=false -Dinstalled_tests=false -Dintrospection=disabled -Dgtk_doc=false
}

recipe_epoxy () { with_meson epoxy libepoxy -Dtests=false -Ddocs=false -Dglx=no -Dx11=false -Degl=no; }

recipe_gtk () {
  with_meson gtk gtk4 -Doptimization=2 -Dwin32-backend=true -Dx11-backend=false -Dwayland-backend=false \
    -Dmacos-backend=false -Dbroadway-backend=false -Dmedia-gstreamer=disabled -Dmedia-ffmpeg=disabled -Dprint-cups=disabled \
    -Dvulkan=disabled -Dintrospection=disabled -Ddemos=false -Dbuild-examples=false -Dbuild-tests=false \
    -Dinstall-tests=false -Dgtk_doc=false -Dman-pages=false
}

recipe_adwaita () { # no SVG loader is shipped: libadwaita's own icons are given as .symbolic.png too
  local copy=$BLD/adwaita-source icons file class add=
  rm -rf "$copy"
  mkdir -p "$copy"
  cp -a "$(source_of libadwaita-1)" "$copy/libadwaita-1-0"
  icons=$copy/libadwaita-1-0/src/icons
  for file in "$icons"/scalable/*/*-symbolic.svg; do
    class=$(basename "$(dirname "$file")")
    mkdir -p "$icons/16x16/$class"
    gtk4-encode-symbolic-svg -o "$icons/16x16/$class" "$file" 16x16
    add="$add<file>icons/16x16/$class/$(basename "$file" .svg).symbolic.png</file>"
  done
  sed -i "0,\\|<file>glsl|s||$add<file>glsl|" "$copy/libadwaita-1-0/src/adwaita.gresources.xml"
  grep -q 16x16 "$copy/libadwaita-1-0/src/adwaita.gresources.xml"
  sed -i "s/'-fstack-protector[a-z-]*'/[]/" "$copy"/*/meson.build # else libssp-0.dll is needed
  SRC=$copy with_meson adwaita libadwaita-1 -Dintrospection=disabled -Dvapi=false -Dgtk_doc=false -Dtests=false \
    -Dexamples=false
}

recipe_jsonglib () {
  with_meson jsonglib json-glib -Dintrospection=disabled -Ddocumentation=disabled -Dgtk_doc=disabled -Dman=false \
    -Dtests=false -Dconformance=false
}

recipe_nghttp2 () { # its security back-port does not link with clock_gettime here
  with_cmake nghttp2 nghttp2 -DENABLE_LIB_ONLY=ON -DHAVE_CLOCK_GETTIME=OFF -DENABLE_STATIC_LIB=OFF -DENABLE_DOC=OFF
}

recipe_sqlite () { # libsoup needs it. A native configure makes sqlite3.c, then one cross compile: its own is broken
  local source
  source=$(source_of sqlite3)
  rm -rf "$BLD/sqlite"
  mkdir -p "$BLD/sqlite"
  cd "$BLD/sqlite"
  bare "$source/configure" --disable-readline
  bare make sqlite3.c
  $CC -O2 -shared -DSQLITE_THREADSAFE=1 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_API='__declspec(dllexport)' sqlite3.c \
    -o "$PREFIX/bin/libsqlite3-0.dll" -Wl,--out-implib,"$PREFIX/lib/libsqlite3.dll.a"
  cp sqlite3.h "$PREFIX/include/"
  write_pc sqlite3 "$(cat "$source/VERSION")" -lsqlite3
}

recipe_libpsl () { # its tools need localtime_r; the list is Debian's, the source has it stripped
  sed -i "/subdir('\(fuzz\|tests\|tools\)')/d" "$(source_of libpsl)/meson.build"
  with_meson libpsl libpsl -Druntime=no -Dbuiltin=true -Dpsl_file=/usr/share/publicsuffix/public_suffix_list.dat
}

recipe_openssl () {
  local source
  source=$(source_of openssl)
  rm -rf "$BLD/openssl"
  mkdir -p "$BLD/openssl"
  cd "$BLD/openssl"
  bare CC=gcc-posix "$source/Configure" mingw64 shared no-tests --cross-compile-prefix=$HOST- --prefix="$PREFIX" \
    --libdir=lib --openssldir=/etc/ssl
  bare make -j"$JOBS" build_libs
  bare make install_dev
}

recipe_libsoup () {
  with_meson libsoup libsoup3 -Dtests=false -Dintrospection=disabled -Dvapi=disabled -Dgssapi=disabled -Dntlm=disabled \
    -Dbrotli=disabled -Dsysprof=disabled -Dtls_check=false -Dautobahn=disabled -Dinstalled_tests=false
}

recipe_glibnet () {
  with_meson glibnet glib-networking -Dgnutls=disabled -Dopenssl=enabled -Dlibproxy=disabled -Dgnome_proxy=disabled \
    -Denvironment_proxy=enabled -Dinstalled_tests=false
}

recipe_sodium () {
  local source
  source=$(source_of libsodium)
  [ -x "$source/configure" ] || (cd "$source" && autoreconf -fi)
  # -fstack-protector would ask for libssp-0.dll
  with_configure sodium libsodium --disable-ssp
}

recipe_qrencode () { with_cmake qrencode qrencode -DWITH_TOOLS=NO -DBUILD_SHARED_LIBS=YES -DWITHOUT_PNG=YES; }

# Not the whole: no other language, no test program, and of the extensions what a shop's schema may use.
POSTGRES_PARTS='src/common src/port src/timezone src/backend src/include src/interfaces/libpq src/fe_utils
  src/backend/snowball src/pl/plpgsql/src src/bin/initdb src/bin/pg_ctl src/bin/pg_dump src/bin/psql
  contrib/pg_trgm contrib/unaccent contrib/citext contrib/btree_gin contrib/btree_gist'

recipe_postgres () {
  local source part
  source=$(source_of postgresql-15)
  # Debian's patch 50 hard-codes the folder of this machine's own server: undone, which also makes it relocatable.
  if grep -q 'pkglibdir := /usr/lib/postgresql' "$source/src/Makefile.global.in"; then
    patch -R -p1 -d "$source" <"$source/debian/patches/50-per-version-dirs.patch"
  fi
  # PostgreSQL names files in the code page of the machine. The manifest makes that UTF-8 for its programs, so a
  # user whose name is written in another script has a shop too.
  cp "$HRT_WIN/postgres.manifest" "$source/src/port/hurtrock.manifest"
  grep -q hurtrock.manifest "$source/src/port/win32ver.rc" || printf \
    '#if %s\n1 24 "%s"\n#endif\n' 'VFT_APP == 1' "$source/src/port/hurtrock.manifest" >>"$source/src/port/win32ver.rc"
  rm -rf "$BLD/postgres"
  mkdir -p "$BLD/postgres"
  cd "$BLD/postgres"
  # Without TLS: server and client speak over the loopback address of one machine only.
  PATH=$PATH:/usr/sbin "$source/configure" --host=$HOST --prefix="$PREFIX" --without-readline --without-icu \
    --without-ldap --without-gssapi
  make -j"$JOBS" ZIC=/usr/sbin/zic -C src/backend generated-headers
  for part in $POSTGRES_PARTS; do
    make -j"$JOBS" ZIC=/usr/sbin/zic -C "$part" all
    make ZIC=/usr/sbin/zic -C "$part" install
  done
  # Its import library is called libpq.a; meson would link with the DLL itself, and then the linker takes a function for
  # data ("pseudo relocation out of range" at the start of the program).
  mv "$PREFIX/lib/libpq.a" "$PREFIX/lib/libpq.dll.a"
  rm "$PREFIX/lib/libpq.dll"
}
