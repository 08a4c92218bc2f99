#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules as a program: layers, names, sizes, blocked functions, layout. Every finding says what to do instead.

`tools/lint.py [FILE...]` checks the named files or the whole tree; exits 1 when a rule is broken. Warnings do not fail.
"""
import re
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

# Who may include whom (docs/architecture.md draws it). A folder may always include itself.
ARROWS = {
    "model/base": set(),
    "model/pg": {"model/base"},
    "model": {"model/base", "model/pg", "model"},
    "integrations": {"model/base", "model"},
    "shop-server": {"model/base", "model", "integrations"},
    "app": {"model/base", "model", "integrations"},
    "tools": {"model/base", "model/pg", "model"},
    "tests": {"model/base", "model/pg", "model", "shop-server", "app", "tools", "integrations", "tests"},
    "bench": {"model/base", "model/pg", "model", "shop-server", "app", "bench"},
}
# The edge opens the pool and nothing else of the database layer; the cluster belongs to whoever starts the shop.
PG_FOR_EDGES = {"hrt-pg-pool.h", "hrt-pg-cluster.h", "hrt-pg-migrator.h", "hrt-pg-listener.h", "hrt-pg-error.h", "hrt-pg-login.h",
                "hrt-journal-file.h"}
SYSTEM_HEADERS = {
    r"gtk/|adwaita|gdk/": ("app", "tests", "bench"),
    r"libsoup/": ("shop-server", "tests", "bench"),
    r"libpq-fe\.h": ("model/pg", "tests", "bench", "tools"),
}
BLOCKED = {
    r"\bsprintf *\(": "use g_strdup_printf or g_snprintf: sprintf knows no bound",
    r"\bstrcpy *\(": "use g_strdup or g_strlcpy: strcpy knows no bound",
    r"\bstrcat *\(": "use g_strconcat or GString",
    r"\bsystem *\(": "start helpers with GSubprocess and an argument array: no shell",
    r"\bpopen *\(": "start helpers with GSubprocess and an argument array: no shell",
    r"\bato[fil] *\(": "use g_ascii_string_to_signed or hrt_rupiah_parse: ato* cannot say no",
    r"\bg_idle_add *\(": "use g_main_context_invoke_full or a GTask: an unowned idle outlives its object",
    r"\bgets *\(": "use g_input_stream_read or fgets with a bound",
    r"\bgoto\b": "return early and let g_autoptr clean up",
    r"\brand *\(|\bsrand *\(": "use randombytes_uniform (secrets) or GRand with a seed (samples)",
}
SIZES = {".c": (600, 1000), ".h": (150, 250), ".ui": (250, 400), ".sql": (150, 300), ".py": (500, 900), ".js": (300, 600)}
TEST_SIZES = (800, 1500)
FUNCTION_WARN, FUNCTION_FAIL = 50, 80
MONEY_FLOAT = re.compile(r"\b(double|float)\b[^;]*\b\w*(price|amount|total|rupiah|tender|cost)\w*", re.I)
SQL_IN_C = re.compile(r'"\s*(select|insert into|update|delete from) +\w', re.I)
SQL_ALLOWED = ("model/pg/", "tests/", "bench/", "tools/")

errors, warnings = [], []


def complain(path, line, text):
    errors.append(f"{path}:{line}: {text}")


def advise(path, line, text):
    warnings.append(f"{path}:{line}: {text}")


def layer_of(path):
    parts = path.parts
    if parts[0] == "model" and len(parts) > 2:
        return f"model/{parts[1]}" if parts[1] in ("base", "pg") else "model"
    return parts[0]


def check_includes(path, lines):
    layer = layer_of(path)
    for number, line in enumerate(lines, 1):
        found = re.match(r'#include "((?:model|app|shop-server|integrations|tools|tests|bench)/[^"]+)"', line)
        if found:
            target = Path(found.group(1))
            other = layer_of(target)
            if other == layer or layer not in ARROWS or other in ARROWS[layer]:
                continue
            if other == "model/pg" and target.name in PG_FOR_EDGES and layer in ("app", "shop-server"):
                continue
            complain(path, number, f"{layer} may not include {other}: go through a service in model/, "
                                   "or move the code to the layer it belongs to")
        found = re.match(r"#include <([^>]+)>", line)
        if found:
            for pattern, allowed in SYSTEM_HEADERS.items():
                if re.match(pattern, found.group(1)) and layer not in allowed:
                    complain(path, number, f"<{found.group(1)}> belongs to {', '.join(allowed)} only")


def strip_code(text):
    """Comments and string contents blanked, line numbers kept."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


def check_blocked(path, code, text):
    for pattern, instead in BLOCKED.items():
        for found in re.finditer(pattern, code):
            complain(path, code.count("\n", 0, found.start()) + 1, f"{found.group(0).strip('( ')}: {instead}")
    for found in MONEY_FLOAT.finditer(code):
        complain(path, code.count("\n", 0, found.start()) + 1, "floating point near money: use gint64 rupiah")
    if not str(path).startswith(SQL_ALLOWED):
        for found in SQL_IN_C.finditer(text):
            complain(path, text.count("\n", 0, found.start()) + 1,
                     "SQL text in C: write a file in sql/queries/<area>/ and use its HRT_STATEMENT_")
    for found in re.finditer(r"g_task_new *\(", code):
        if "g_task_set_source_tag" not in code[found.start():found.start() + 600]:
            complain(path, code.count("\n", 0, found.start()) + 1,
                     "GTask without a source tag: call g_task_set_source_tag (task, the_function)")


def functions(code):
    """Yields (name, first line, last line, is_static) of every definition in GNU layout."""
    lines = code.split("\n")
    number = 0
    while number < len(lines):
        found = re.match(r"([a-z_][a-z0-9_]*) \(", lines[number])
        if found and number and re.match(r"[A-Za-z_]", lines[number - 1]):
            end = next((n for n in range(number, len(lines)) if lines[n] == "}"), None)
            begin = next((n for n in range(number, len(lines)) if lines[n].startswith("{")), None)
            semicolon = next((n for n in range(number, len(lines)) if lines[n].rstrip().endswith(";")), None)
            if end is not None and begin is not None and (semicolon is None or begin < semicolon):
                yield found.group(1), number + 1, end + 1, lines[number - 1].startswith("static")
                number = end
        number += 1


def check_functions(path, text, code):
    exempt = re.compile(r"(_class_init|^w?main)$")
    trivial = re.compile(r"_(free|unref|ref|quark|finish)$")
    stem = path.stem.replace("-", "_")
    source_lines = text.split("\n")
    header = path.with_suffix(".h")
    public = (TOP / header).read_text(encoding="utf-8") if (TOP / header).exists() else ""
    in_tests = path.parts[0] in ("tests", "bench")
    for name, first, last, is_static in functions(code):
        length = last - first + 1
        if length > FUNCTION_FAIL and not exempt.search(name):
            complain(path, first, f"{name} has {length} lines (limit {FUNCTION_FAIL}): split it by step")
        elif length > FUNCTION_WARN and not exempt.search(name) and not in_tests:
            advise(path, first, f"{name} has {length} lines (aim 25)")
        if is_static or in_tests or name in ("main", "wmain") or name.startswith("_"):
            continue
        prefix = name.lstrip("_")
        words = stem.split("_")
        named_for_file = any(prefix.startswith("_".join(words[:n]) + "_") for n in range(len(words), 1, -1))
        if not named_for_file and not re.search(rf"\b{name} \(", public):
            complain(path, first, f"{name} does not start with the name of its file ({stem}_): rename or move it")
        documented = "*/" in "".join(source_lines[max(0, first - 4):first - 1])
        if (re.search(rf"\b{name} \(", public) and not documented and length > 8
                and not trivial.search(name)):
            complain(path, first, f"{name} is public and undocumented: what for, parameters, ownership, errors")


def check_sizes(path, lines):
    warn, fail = SIZES.get(path.suffix, (10**9, 10**9))
    if path.parts[0] in ("tests", "bench") and path.suffix in (".c", ".py", ".js"):
        warn, fail = TEST_SIZES
    if len(lines) > fail:
        complain(path, 1, f"{len(lines)} lines (limit {fail}): split by topic or extract a value object")
    elif len(lines) > warn:
        advise(path, 1, f"{len(lines)} lines (aim below {warn})")


def check_everywhere(path, text):
    if path.suffix in (".c", ".h", ".py", ".js", ".css") and "SPDX-License-Identifier" not in text[:400]:
        complain(path, 1, "no SPDX-License-Identifier in the first lines")
    for number, line in enumerate(text.split("\n"), 1):
        if re.search(r"(?<![A-Za-z.])/(work|home/\w+|farm)/", line):
            complain(path, number, "a path of one machine: find it relative to the program or through XDG")
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            complain(path, number, "a merge leftover")


def check_format(paths):
    """clang-format 14 is the pinned version; another one lays out differently."""
    sources = [str(p) for p in paths if p.suffix in (".c", ".h")]
    if not sources:
        return
    done = subprocess.run(["clang-format", "--dry-run", "-Werror", "--ferror-limit=1", *sources],
                          cwd=TOP, capture_output=True, text=True, check=False)
    for found in re.finditer(r"^(\S+?):(\d+):\d+: error", done.stderr, re.M):
        complain(found.group(1), found.group(2), "layout: run ./hurtrock format")


def check_windows():
    """The port's own rules: both halves of a file that differs by system, recipes, cross file."""
    done = subprocess.run([sys.executable, "windows/check.py"], cwd=TOP, capture_output=True, text=True, check=False)
    errors.extend(line for line in (done.stdout + done.stderr).split("\n") if line)


def check_file(path):
    try:
        text = (TOP / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    lines = text.split("\n")
    check_everywhere(path, text)
    check_sizes(path, lines)
    if path.suffix in (".c", ".h"):
        code = strip_code(text)
        check_includes(path, lines)
        check_blocked(path, code, text)
        if path.suffix == ".c":
            check_functions(path, text, code)


def main():
    if len(sys.argv) > 1:
        paths = [Path(p).resolve().relative_to(TOP) for p in sys.argv[1:]]
    else:
        listed = subprocess.run(["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True)
        paths = [Path(p) for p in listed.stdout.split("\n") if p]
    paths = [p for p in paths if (TOP / p).is_file() and p.name not in ("lint.py", "COPYING")]
    for path in paths:
        check_file(path)
    check_format(paths)
    check_windows()
    for line in warnings:
        print(f"warning: {line}")
    for line in errors:
        print(line)
    print(f"lint: {len(paths)} files, {len(errors)} findings, {len(warnings)} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
