# SPDX-License-Identifier: GPL-3.0-or-later
# Gets the Debian source packages through a private apt configuration: the machine's own source list stays as it is.
# apt checks every file against the signed index; sources.sha256 pins what a release was built from.
# shellcheck shell=bash

# The mirror that this machine uses anyway: mirror_of FILTER...
mirror_of () {
  env -u APT_CONFIG apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep "$@" | sed -n '1{s|/$||;p}'
}

apt_configuration () {
  local a=$CACHE/apt mirror security suite
  local key='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
  mirror=${HRT_DEBIAN_MIRROR:-$(mirror_of -v security)}
  security=${HRT_SECURITY_MIRROR:-$(mirror_of security || true)}
  mkdir -p "$a/lists/partial" "$a/cache/archives/partial"
  {
    for suite in bookworm bookworm-updates trixie sid; do
      echo "deb-src $key $mirror $suite main"
    done
    [ -z "$security" ] || echo "deb-src $key $security bookworm-security main"
    echo "deb $key $mirror trixie main"
  } >"$a/sources.list"
  cat >"$a/apt.conf" <<END
Dir::Etc::sourcelist "$a/sources.list";
Dir::Etc::sourceparts "/nonexistent";
Dir::State::Lists "$a/lists";
Dir::Cache "$a/cache";
APT::Sandbox::User "root";
END
  export APT_CONFIG=$a/apt.conf
}

# fetch_one PACKAGE VERSION...: the first version that can be had.
fetch_one () {
  local package=$1 version file
  shift
  [ -e "$SRC/.$package.done" ] && return 0
  for version in "$@"; do
    rm -rf "$SRC/$package"-[0-9]*/
    case $version in
      orig:*) file=${version#orig:}
        [ -e "$file" ] && tar xf "$file" && break ;;
      *) apt-get source -qq "$package=$version" >>"$LOGS/fetch.log" 2>&1 && break ;;
    esac
    echo "not had: $package $version" | tee -a "$LOGS/fetch.log"
    version=
  done
  [ -n "$version" ] || die "no source of $package could be had, see $LOGS/fetch.log"
  echo "$version" >"$SRC/.$package.done"
}

step_fetch () {
  local package versions
  apt_configuration
  [ -n "$(find "$CACHE/apt/lists" -name '*Sources*' -mmin -1440 -print -quit 2>/dev/null)" ] || apt-get update -qq
  cd "$SRC"
  while read -r package versions; do
    case $package in '' | \#*) continue ;; esac
    # shellcheck disable=SC2086
    fetch_one "$package" $versions
  done <"$HRT_WIN/sources.txt"
  if [ ! -d "$TOOLS/meson/usr" ]; then
    (cd "$TOOLS" && apt-get download -qq meson=1.7.0-1 && dpkg-deb -x meson_1.7.0-1_all.deb meson)
  fi
  check_sums
}

# Files named in the list must be the same; files not named are from a newer revision and are told.
check_sums () {
  local sum file
  (cd "$SRC" && find . -maxdepth 1 -type f -name '*.tar*' ! -name '*.asc' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum) >"$CACHE/sources.sha256"
  while read -r sum file; do
    grep -q " $file\$" "$HRT_WIN/sources.sha256" 2>/dev/null || { echo "not in sources.sha256: $file"; continue; }
    grep -q "^$sum  $file\$" "$HRT_WIN/sources.sha256" || die "the checksum of $file is not the one in windows/sources.sha256"
  done <"$CACHE/sources.sha256"
}
