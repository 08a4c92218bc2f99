# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright (C) 2026 The Hurtrock authors
"""The sample shop's pictures: instruments drawn in millimetres by parametric code, written as SVG."""
