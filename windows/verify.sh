#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs dist/Hurtrock-VERSION-x64.msi in Wine and uses it, then over the previous version (tools/previous-commit) and
# its shop. About six minutes on a quiet machine, and once five more to build the previous version.
set -euo pipefail
. "$(dirname "$0")/lib/settings.sh"
need $PACKAGES_VERIFY
package=$TOP/dist/Hurtrock-$("$TOP/tools/version")-x64.msi
"$TOP/tools/source-id" --of "$package" || die "$package was not made of this tree: ./hurtrock package windows"
previous=$("$TOP/tools/previous-commit")
older=$CACHE/out/previous-$previous.msi
[ -f "$older" ] || "$HRT_WIN/package.sh" "$previous" "$older"
exec /usr/bin/python3 "$HRT_WIN/verify.py" "$package" "$older" "$@"
