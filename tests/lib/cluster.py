#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Throw-away PostgreSQL for tests: one server for all test programs of a build folder, a new database for each test.

From Python:

    with cluster.Database() as db:            # a migrated copy of the template
        db.psql("select 1", user="hrt_web")   # text; raises on an error
        db.conninfo("hrt_staff")              # for a program under test

Every program that uses the server holds a shared lock on `users.lock` in the server's folder; the kernel drops it when the
program ends, however it ends. A supervisor process keeps the server running and, when nobody has held the lock for a few
seconds, ends it and removes the folder. HRT_TEST_PG (a superuser's conninfo) uses a server that runs already.

The C fixture (hrt-test-cluster.c) follows the same protocol and calls `cluster.py ensure DIR`.
"""
import ctypes
import fcntl
import hashlib
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(os.environ.get("HRT_SOURCE_ROOT") or Path(__file__).resolve().parents[2])
BUILD = Path(os.environ.get("HRT_BUILD_ROOT") or SOURCE / "_build")
START_SECS = 60
LINGER_SECS = 4
SETTINGS = {
    "listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "200", "shared_buffers": "32MB",
    "jit": "off", "autovacuum": "off", "log_min_messages": "warning", "max_wal_size": "512MB", "deadlock_timeout": "200ms",
}


def unprivileged():
    """The user PostgreSQL runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("running as root, and there is neither a user postgres nor nobody to run PostgreSQL as")


def binaries():
    """The folder of the newest installed server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    if initdb:
        return Path(initdb).parent
    raise SystemExit("no PostgreSQL server programs found")


def default_dir():
    key = hashlib.sha256(str(BUILD.resolve()).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"hrt-test-{os.geteuid()}-{key}"


def hold(folder):
    """Takes the users' lock of a folder that its supervisor may just be removing."""
    while True:
        folder.mkdir(mode=0o755, exist_ok=True)
        try:
            lock = open(folder / "users.lock", "w")
        except FileNotFoundError:
            continue
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            if os.fstat(lock.fileno()).st_ino == os.stat(folder / "users.lock").st_ino:
                return lock
        except FileNotFoundError:
            pass
        lock.close()


def try_lock(path):
    lock = open(path, "w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return lock
    except BlockingIOError:
        lock.close()
        return None


def psql(conninfo, sql):
    """Runs SQL, stops at the first error, answers the bare text."""
    env = {**os.environ, "PGOPTIONS": "", "PSQLRC": os.devnull}
    done = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", conninfo, "-f", "-"], input=sql, text=True,
                          capture_output=True, env=env, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{done.stderr.strip()}\n-- in: {sql[:500]}")
    return done.stdout.rstrip("\n")


# --- the server ---

def end_with_parent():
    """The server ends when its supervisor is killed (PR_SET_PDEATHSIG; SIGQUIT = immediate shutdown)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT, 0, 0, 0)
    os.setsid()


def as_server(user):
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def make_cluster(folder, user, log):
    for name in ("data", "s"):
        path = folder / name
        path.mkdir(mode=0o700 if name == "data" else 0o755)
        if user is not None:
            os.chown(path, user.pw_uid, user.pw_gid)
    subprocess.run([binaries() / "initdb", "-D", folder / "data", "-U", "postgres", "--auth=trust", "--no-sync",
                    "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"],
                   check=True, stdout=log, stderr=log, cwd="/", **as_server(user))


def start_server(folder, user, log):
    argv = [binaries() / "postgres", "-D", folder / "data", "-c", f"unix_socket_directories={folder / 's'}"]
    for key, value in SETTINGS.items():
        argv += ["-c", f"{key}={value}"]
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", preexec_fn=end_with_parent,
                            **as_server(user))


def answers(folder):
    return subprocess.run([binaries() / "pg_isready", "-q", "-h", folder / "s"], check=False).returncode == 0


def wait_for_nobody(folder, server, user, log, linger):
    """Keeps the server running; returns with the users' lock held, so that who comes now waits for the removal."""
    users = open(folder / "users.lock", "w")
    free_since = None
    while True:
        if server.poll() is not None and not (folder / "hold").exists():
            server = start_server(folder, user, log)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            free_since = free_since or time.monotonic()
            if time.monotonic() - free_since >= linger:
                return server, users
            fcntl.flock(users, fcntl.LOCK_UN)
        except BlockingIOError:
            free_since = None
        time.sleep(0.1)


def supervise(folder, linger):
    own = try_lock(folder / "server.lock")
    if own is None:
        return
    user = unprivileged()
    with open(folder / "log", "ab", buffering=0) as log:
        make_cluster(folder, user, log)
        server = start_server(folder, user, log)
        while not answers(folder):
            if server.poll() is not None:
                raise SystemExit("the server ended at once")
            time.sleep(0.05)
        (folder / "ready").touch()
        server, users = wait_for_nobody(folder, server, user, log, linger)
        if server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    users.close()
    own.close()


def clear_leftovers(folder):
    """After a supervisor that was killed: ends its server, if that still runs, and removes its files."""
    try:
        pid = int((folder / "data/postmaster.pid").read_text().split()[0])
        if str(folder / "data").encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGQUIT)
            while Path(f"/proc/{pid}/exe").exists():
                time.sleep(0.05)
    except (OSError, ValueError, IndexError):
        pass
    for name in ("data", "s"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("ready", "hold", "log"):
        (folder / name).unlink(missing_ok=True)


def ensure_server(folder, linger):
    lock = try_lock(folder / "server.lock")
    if lock is not None:
        clear_leftovers(folder)
        lock.close()
        with open(folder / "supervisor.log", "ab") as log:
            process = subprocess.Popen([sys.executable, __file__, "supervise", folder, str(linger)], stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log, start_new_session=True, cwd="/")
    else:
        process = None
    deadline = time.monotonic() + START_SECS
    while not (folder / "ready").exists():
        if time.monotonic() > deadline or (process is not None and process.poll() is not None):
            logs = [(folder / name).read_text() for name in ("supervisor.log", "log") if (folder / name).exists()]
            raise SystemExit("the test server did not start:\n" + "\n".join(logs)[-3000:])
        time.sleep(0.02)


# --- databases ---

def template_name():
    """A template for exactly this schema and this migrator."""
    digest = hashlib.sha256()
    for path in sorted([*(SOURCE / "sql/migrations").rglob("*.sql"), *(SOURCE / "sql/functions").rglob("*.sql")]):
        digest.update(str(path.relative_to(SOURCE)).encode() + path.read_bytes())
    migrator = BUILD / "tests/lib/hrt-test-migrate"
    if migrator.exists():
        digest.update(str(migrator.stat().st_mtime_ns).encode())
    return "hrt_t_" + digest.hexdigest()[:16]


def ensure_template(conninfo):
    name = template_name()
    if psql(conninfo, f"select 1 from pg_database where datname = '{name}'") == "1":
        return name
    half = f"{name}_{os.getpid()}"
    done = subprocess.run([BUILD / "tests/lib/hrt-test-migrate", conninfo, half], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"the template database could not be migrated: {done.stderr}")
    psql(conninfo, f"alter database {half} rename to {name}")
    return name


def ensure(folder, linger=LINGER_SECS):
    """The superuser's conninfo and the template's name; called with the users' lock held."""
    with open(folder / "start.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        conninfo = os.environ.get("HRT_TEST_PG")
        if not conninfo:
            ensure_server(folder, linger)
            conninfo = f"host={folder}/s user=postgres"
        return {"conninfo": conninfo, "template": ensure_template(conninfo + " dbname=postgres")}


class Database:
    """A database of its own for one test: migrated, or empty with template="template0"."""

    counter = 0

    def __init__(self, template=None, folder=None, keep=False):
        self.folder = Path(folder) if folder else default_dir()
        self.lock = hold(self.folder)
        self.server = ensure(self.folder)
        self.keep = keep
        Database.counter += 1
        self.name = f"t_{os.getpid()}_{Database.counter}"
        psql(self.conninfo("postgres", "postgres"),
             f"create database {self.name} template {template or self.server['template']} strategy file_copy owner hrt_owner")

    def conninfo(self, user="postgres", database=None):
        """A libpq connection string; the fixture trusts everybody."""
        base = " ".join(w for w in self.server["conninfo"].split() if not w.startswith(("user=", "dbname=")) or user == "postgres"
                        and w.startswith("user="))
        return f"{base} dbname={database or self.name}" + ("" if user == "postgres" else f" user={user}")

    def psql(self, sql, user="postgres"):
        return psql(self.conninfo(user), sql)

    def close(self):
        if self.lock is None:
            return
        if not self.keep:
            psql(self.conninfo("postgres", "postgres"), f"drop database if exists {self.name} with (force)")
        self.lock.close()
        self.lock = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def main():
    mode, folder = sys.argv[1], Path(sys.argv[2])
    linger = float(sys.argv[3]) if len(sys.argv) > 3 else LINGER_SECS
    if mode == "ensure":
        print(json.dumps(ensure(folder, linger)))
    elif mode == "supervise":
        supervise(folder, linger)
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
