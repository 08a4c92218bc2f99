#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dist/Hurtrock-VERSION-x64.msi. The first time the libraries are built too: 26 minutes on two idle cores; later two minutes.
set -euo pipefail
exec "$(dirname "$0")/build" all
