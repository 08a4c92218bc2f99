#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run-browser.py SCRIPT.mjs: the shop server on a database of its own with the sample shop, and a browser script on it.

The script finds HRT_URL, HRT_DATABASE (superuser's conninfo), HRT_BROWSER and HRT_SHOTS (a folder for pictures).
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cluster

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ["HRT_BUILD_ROOT"])


def find_browser():
    for name in (os.environ.get("HRT_BROWSER"), "chromium", "chromium-browser", "google-chrome"):
        path = name and shutil.which(name)
        if path:
            return path
    sys.exit("no Chromium found: install the package chromium")


def start_server(database, data):
    secrets = json.dumps({"database": database.conninfo("hrt_web")}) + "\n"
    log = open(Path(data) / "server.log", "w")
    server = subprocess.Popen(
        [BUILD / "shop-server/hurtrock-shop-server", "--secrets-fd", "0", "--listen", "127.0.0.1:0", "--data-dir", data,
         "--watch-parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    server.stdin.write(secrets)
    server.stdin.flush()
    line = server.stdout.readline()
    if not line or "url" not in json.loads(line):
        sys.exit(f"the server did not start: {line}")
    return server, json.loads(line)["url"]


def main():
    if not (HERE / "node_modules/playwright-core").exists():
        subprocess.run([HERE.parents[1] / "tools/npm-deps", "test"], check=True)
    shots = Path(os.environ.get("HRT_SHOTS") or BUILD / "tests/browser/shots")
    shots.mkdir(parents=True, exist_ok=True)
    with cluster.Database() as database, tempfile.TemporaryDirectory(prefix="hrt-browser-") as data:
        subprocess.run([BUILD / "tests/browser/hrt-fill-sample", database.conninfo("hrt_owner"), data], check=True)
        server, url = start_server(database, data)
        env = {**os.environ, "HRT_URL": url, "HRT_DATABASE": database.conninfo(), "HRT_BROWSER": find_browser(),
               "HRT_SHOTS": str(shots)}
        try:
            done = subprocess.run(["node", HERE / sys.argv[1], *sys.argv[2:]], env=env, check=False)
        finally:
            server.terminate()
            status = server.wait(timeout=20)
        log = (Path(data) / "server.log").read_text()
        if "CRITICAL" in log or "WARNING" in log or status != 0 or done.returncode != 0:
            print(f"the server ended with {status}; its log:\n{log[-4000:]}", file=sys.stderr)
        sys.exit(done.returncode or status or ("CRITICAL" in log))


main()
