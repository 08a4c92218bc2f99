# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of its own for measuring: durable as a shop's (fsync on), tuned as the private cluster is, on a unix socket."""
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import cluster

SETTINGS = {
    "listen_addresses": "", "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "max_connections": "100",
    "shared_buffers": "256MB", "jit": "off", "log_min_messages": "warning", "max_wal_size": "2GB",
    "random_page_cost": "1.1",
}


class BenchServer:
    """Started on entry, removed on exit; `pid` is the postmaster's, for its CPU. With @flush_us its files lie in memory and
    every flush of a commit takes that long: the same on any disk."""

    def __init__(self, build, flush_us=None):
        self.build = Path(build)
        self.folder = Path(tempfile.mkdtemp(prefix="hrt-bench-", dir="/dev/shm" if flush_us else None))
        self.settings = {**SETTINGS, **({"commit_delay": flush_us, "commit_siblings": 0} if flush_us else {})}
        self.folder.chmod(0o755)
        self.server = None

    @property
    def pid(self):
        return self.server.pid

    def __enter__(self):
        user = cluster.unprivileged()
        log = open(self.folder / "log", "ab", buffering=0)
        cluster.make_cluster(self.folder, user, log)
        argv = [cluster.binaries() / "postgres", "-D", self.folder / "data", "-c",
                f"unix_socket_directories={self.folder / 's'}"]
        for key, value in self.settings.items():
            argv += ["-c", f"{key}={value}"]
        self.server = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
                                       preexec_fn=cluster.end_with_parent, **cluster.as_server(user))
        deadline = time.monotonic() + 60
        while not cluster.answers(self.folder):
            if self.server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text(encoding="utf-8")[-2000:])
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        if self.server is not None:
            self.server.send_signal(2)  # SIGINT: fast shutdown
            self.server.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def conninfo(self, database, user="postgres"):
        return f"host={self.folder / 's'} user={user} dbname={database}"

    def create_empty_database(self, name):
        cluster.psql(self.conninfo("postgres"), f"create database {name}")
        return self.conninfo(name)

    def create_database(self, name):
        """Migrated, as hrt_owner's; answers the superuser's conninfo."""
        subprocess.run([self.build / "tests/lib/hrt-test-migrate", self.conninfo("postgres"), name], check=True,
                       stdout=subprocess.DEVNULL, env={**os.environ})
        return self.conninfo(name)
