#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs dist/Hurtrock-VERSION-x64.msi in Wine and uses it; a second package with the next version is made for the
# upgrade. About four minutes on a quiet machine.
set -euo pipefail
. "$(dirname "$0")/lib/settings.sh"
need $PACKAGES_VERIFY
version=$("$TOP/tools/version")
package=$TOP/dist/Hurtrock-$version-x64.msi
newer_version=${version%.*}.$((${version##*.} + 1))
[ -e "$package" ] || die "there is no $package: ./hurtrock package windows"
HRT_MSI_VERSION=$newer_version "$HRT_WIN/build" msi
newer=$CACHE/out/newer.msi
mv "$TOP/dist/Hurtrock-$newer_version-x64.msi" "$newer"
rm -f "$TOP/dist/Hurtrock-$newer_version-x64.msi".*
exec /usr/bin/python3 "$HRT_WIN/verify.py" "$package" "$newer" "$@"
