#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Install step: copies the rendered pictures, whose names the build file does not know, below the data folder."""
import os
import shutil
import sys

source, target = sys.argv[1:3]
shutil.copytree(source, os.environ.get("DESTDIR", "") + target, dirs_exist_ok=True)
