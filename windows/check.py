#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cheap checks of the Windows port, for machines that cannot build it: part of ./hurtrock lint.

Prints one finding per line; exits 1 when there is one."""
import configparser
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
HERE = TOP / "windows"


def check_halves(names, texts):
    """Every file that differs by system has both halves, and meson picks one by its suffix."""
    for name in names:
        for own, other in (("-posix.c", "-win32.c"), ("-win32.c", "-posix.c")):
            if not name.endswith(own):
                continue
            if name.replace(own, other) not in names:
                yield f"{name}: its half {other} is missing"
            build = str(Path(name).parent / "meson.build")
            stem = Path(name).name.replace(own, "")
            if f"'{stem}'" not in texts.get(build, ""):
                yield f"{name}: {build} must name '{stem}' with os_suffix"


def check_cross_file():
    parser = configparser.ConfigParser()
    try:
        parser.read(HERE / "cross.ini.in", encoding="utf-8")
    except configparser.Error as problem:
        yield f"windows/cross.ini.in: {problem}"
        return
    for section in ("binaries", "built-in options", "host_machine"):
        if not parser.has_section(section):
            yield f"windows/cross.ini.in: no section {section}"


def check_recipes():
    recipes = (HERE / "lib/recipes.sh").read_text(encoding="utf-8")
    listed = re.search(r"RECIPES='([^']*)'", recipes).group(1).split()
    needs = dict(line.split(":", 1) for line in re.search(r"RECIPE_NEEDS='([^']*)'", recipes).group(1).split("\n"))
    for name in listed:
        if not re.search(rf"^recipe_{name} \(\)", recipes, re.M):
            yield f"windows/lib/recipes.sh: no recipe_{name}"
        if name not in needs:
            yield f"windows/lib/recipes.sh: RECIPE_NEEDS does not name {name}"
    for name, others in needs.items():
        for other in others.split():
            if other not in listed:
                yield f"windows/lib/recipes.sh: {name} needs {other}, which is not in RECIPES"
    for line in (HERE / "sources.txt").read_text(encoding="utf-8").split("\n"):
        package = line.split(" ")[0]
        if package and package != "#" and not re.search(rf"(^|\s){re.escape(package)}(\s|\"|[;)]|$)", recipes, re.M):
            yield f"windows/sources.txt: no recipe uses {package}"


def check_licences():
    lines = (HERE / "licences.txt").read_text(encoding="utf-8").split("\n")
    named = {line.split(" ")[0] for line in lines if " " in line}
    for line in (HERE / "sources.txt").read_text(encoding="utf-8").split("\n"):
        package = line.split(" ")[0]
        if package and package != "#" and package not in named:
            yield f"windows/licences.txt: no licence of {package}"


def check_paths(names, texts):
    """No path of the machine that built it gets into the programs of Windows."""
    for name in names:
        if name.endswith("-win32.c"):
            for number, line in enumerate(texts[name].split("\n"), 1):
                if re.search(r'"/(usr|proc|dev|tmp|var|etc)\b', line):
                    yield f"{name}:{number}: a Unix path in a file for Windows"


def main():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.c", "*meson.build"],
                            cwd=TOP, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split("\n") if name and (TOP / name).is_file()]
    texts = {name: (TOP / name).read_text(encoding="utf-8") for name in names}
    findings = [*check_halves(names, texts), *check_cross_file(), *check_recipes(), *check_licences(), *check_paths(names, texts)]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
