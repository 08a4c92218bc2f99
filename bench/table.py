# SPDX-License-Identifier: GPL-3.0-or-later
"""What every measurement gives back, and how it is printed; CPU accounting by process."""
import os
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Row:
    """One line of the table: a ratio against a reference of the same run."""

    measure: str
    reference: str
    ours: str
    theirs: str
    value: float  # the ratio, or the figure itself when the target is one
    target: str
    ok: bool
    note: str = ""


def print_table(rows):
    heads = ("measure", "reference", "ours", "reference's", "value", "target", "")
    lines = [(r.measure, r.reference, r.ours, r.theirs, f"{r.value:.2f}", r.target, "pass" if r.ok else "FAIL")
             for r in rows]
    widths = [max(len(line[i]) for line in [heads, *lines]) for i in range(len(heads))]
    for line in [heads, tuple("-" * w for w in widths), *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    for row in rows:
        if row.note:
            print(f"{row.measure}: {row.note}")


def cpu_seconds(pid):
    """User and system time of one process, its threads included, in seconds (resolution 10 ms)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def children(pid):
    """All processes below @pid, deepest included."""
    found = []
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            for child in map(int, entry.read_text(encoding="ascii").split()):
                found += [child, *children(child)]
        except OSError:
            continue
    return found


def tree_cpu(pid):
    """CPU of a process and everything below it, ended children included, in seconds."""
    total = 0.0
    for each in [pid, *children(pid)]:
        try:
            fields = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += sum(int(f) for f in fields[11:15]) / TICK
    return total
