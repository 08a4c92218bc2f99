#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop server as a process: the database away and back, the port taken, several workers, its parent gone."""
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import cluster

PROGRAM = Path(os.environ["HRT_BUILD_ROOT"]) / "shop-server/hurtrock-shop-server"
NOWHERE = "host=/nonexistent dbname=hurtrock user=hrt_web connect_timeout=2"


class Server:
    def __init__(self, database, listen="127.0.0.1:0", *more):
        self.process = subprocess.Popen([PROGRAM, "--secrets-fd", "0", "--listen", listen, *more], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.process.stdin.write(json.dumps({"database": database}) + "\n")
        self.process.stdin.flush()
        self.said = json.loads(self.process.stdout.readline() or "{}")
        self.port = int(self.said["url"].rsplit(":", 1)[1]) if "url" in self.said else 0

    def get(self, path, accept="text/html"):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers={"Accept": accept})
        answer = line.getresponse()
        body = answer.read().decode()
        line.close()
        return answer.status, body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=20)
        return status, self.process.stderr.read()


def wait_until(what, check, seconds=30):
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            raise AssertionError(f"never: {what}")
        time.sleep(0.1)


def test_outage(_):
    """Without a database the pages that need it are calm, and the server ends cleanly."""
    server = Server(NOWHERE)
    for path in ("/", "/products", "/product/1"):
        status, body = server.get(path)
        assert status == 503, (path, status)
        assert "Kami segera kembali" in body or "right back" in body, body[:500]
        assert "libpq" not in body and "nonexistent" not in body
    assert server.get("/healthz")[0] == 503
    assert server.get("/terms")[0] == 200
    assert server.get("/", "application/json") == (503, '{"error":503}')
    status, errors = server.stop()
    assert status == 0 and "CRITICAL" not in errors, errors


def test_recovery(database):
    """A database that goes away and comes back needs nobody's help."""
    server = Server(database.conninfo("hrt_web"))
    assert server.get("/products?sort=name")[0] == 200
    admin = database.conninfo("postgres", "postgres")
    cluster.psql(admin, f"alter database {database.name} allow_connections false")
    cluster.psql(admin, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.name}'")
    wait_until("the calm page", lambda: server.get("/products?sort=newest")[0] == 503)
    wait_until("unwell", lambda: server.get("/healthz")[0] == 503)
    cluster.psql(admin, f"alter database {database.name} allow_connections true")
    wait_until("the page again", lambda: server.get("/products?sort=newest")[0] == 200)
    wait_until("well again", lambda: server.get("/healthz")[0] == 200)
    status, errors = server.stop()
    assert status == 0 and "CRITICAL" not in errors, errors


def test_port_taken(database):
    """A second server on the same port says so, with one or with several workers."""
    first = Server(database.conninfo("hrt_web"))
    listen = f"127.0.0.1:{first.port}"
    for more in ((), ("--workers", "2")):
        second = Server(database.conninfo("hrt_web"), listen, *more)
        assert second.process.wait(timeout=20) == 2
        assert "in use" in second.said["error"], second.said
    first.stop()
    again = Server(database.conninfo("hrt_web"), listen)
    assert again.port == first.port
    again.stop()


def test_workers(database):
    """Several processes on one port; one that dies is followed by another."""
    server = Server(database.conninfo("hrt_web"), "127.0.0.1:0", "--workers", "2")
    pids = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True).stdout.split()
    assert len(pids) == 2, pids
    assert all(server.get("/terms")[0] == 200 for _ in range(20))
    os.kill(int(pids[0]), signal.SIGKILL)
    assert all(server.get("/terms")[0] == 200 for _ in range(5))
    wait_until("another worker", lambda: len(subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True,
                                                            text=True, check=False).stdout.split()) == 2)
    status, _ = server.stop()
    assert status == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0


def test_parent_gone(database):
    """With --watch-parent the server ends when whoever started it has ended."""
    code = ("import json,subprocess,sys,os\n"
            f"p=subprocess.Popen([{str(PROGRAM)!r},'--secrets-fd','0','--listen','127.0.0.1:0','--watch-parent'],"
            "stdin=subprocess.PIPE,stdout=subprocess.PIPE,text=True)\n"
            f"p.stdin.write(json.dumps({{'database':{database.conninfo('hrt_web')!r}}})+'\\n');p.stdin.flush()\n"
            "p.stdout.readline();print(p.pid,flush=True);os._exit(0)")
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    wait_until("ended", lambda: not Path(f"/proc/{pid}/exe").exists() or Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z")


def test_arguments(_):
    """What cannot work is refused in plain words."""
    for arguments, word in (([], "--listen"), (["--database", "x", "--listen", "nowhere"], "nowhere"),
                            (["--database", "x", "--listen", "127.0.0.1:0", "--workers", "0"], "--workers")):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 2 and word in json.loads(done.stdout)["error"], done


def main():
    tests = [(name, run) for name, run in globals().items() if name.startswith("test_")]
    with cluster.Database() as database:
        for name, run in tests:
            run(database)
            print(f"{name}: ok", flush=True)


main()
