#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The private cluster with real servers: first start, joining, the last one out, and every recovery.

AsStarted runs every case as whoever starts the tests; AsPlainUser, for root, starting and stopping as a user without rights.
`test-cluster.py TOOL SUPERVISOR [CLASS...]`
"""
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

TOOL, SUPERVISOR = (Path(name).resolve() for name in sys.argv[1:3])
MISSING, PERMISSION, DISK_FULL, NEWER, FOREIGN, DAMAGED, START = range(7)
CREATING, STARTING, RECOVERING, READY = 1, 2, 3, 5
IS_ROOT = os.geteuid() == 0
PLAIN_USER = "nobody"
MEMORY = "/dev/shm"  # copies of the cluster lie here when there is room: the disk is not what most cases are about
SLACK = 3  # the promised times are for an idle machine; the measured ones are printed


class User:
    """One process that uses the cluster."""

    def __init__(self, place, env=None):
        self.place = place
        self.lines, self.stages = [], []
        self.conninfo = self.error = self.code = None
        self.began = time.monotonic()
        self.process = subprocess.Popen(place.prefix + [str(place.tool), str(place.data)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env={**os.environ, **(env or {})})
        place.users.append(self)

    def wait_ready(self):
        """Reads until the cluster is open or was refused."""
        for line in self.process.stdout:
            key, _, value = line.rstrip("\n").partition(" ")
            if key == "stage":
                self.stages.append(int(value))
            elif key == "code":
                self.code = int(value)
            elif key in ("error", "conninfo"):
                setattr(self, key, value.replace("\\n", "\n"))
                self.took = time.monotonic() - self.began
                break
        return self

    def close(self):
        self.process.stdin.close()
        self.process.wait(40)
        self.process.stdout.close()

    def kill(self):
        os.kill(tool_pid(self.process), signal.SIGKILL)
        self.process.wait(10)
        self.process.stdin.close()
        self.process.stdout.close()


def tool_pid(process):
    """runuser stays in front of the program it starts: find that one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return int(children[0]) if process.args[0] == "runuser" and children else process.pid


class Place:
    """A data folder and who works in it."""

    def __init__(self, plain, copy_of=None, under=None):
        self.users = []
        self.plain = plain and IS_ROOT
        self.prefix = ["runuser", "-u", PLAIN_USER, "--"] if self.plain else []
        self.top = Path(tempfile.mkdtemp(prefix="hrt-cl-", dir=under))
        self.top.chmod(0o755)
        self.data = self.top / "data"
        if self.plain:
            shutil.chown(self.top, PLAIN_USER)
        bin_dir = self.top / "bin"
        bin_dir.mkdir()
        self.tool = bin_dir / TOOL.name
        shutil.copy2(TOOL, self.tool)
        shutil.copy2(SUPERVISOR, bin_dir / SUPERVISOR.name)
        if copy_of:
            subprocess.run(["cp", "-a", copy_of.data, self.data], check=True)

    @property
    def cluster(self):
        return self.data / "cluster"

    def open(self, **env):
        return User(self, env).wait_ready()

    def server_pid(self):
        try:
            return int((self.cluster / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return None

    def servers(self):
        """Every process that works in this cluster's folder."""
        found = []
        real = os.path.realpath(self.cluster)
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if os.readlink(entry / "cwd") == real:
                        found.append(int(entry.name))
                except OSError:
                    pass
        return found

    def supervisor_pid(self):
        stat = Path(f"/proc/{self.server_pid()}/stat").read_text()
        return int(stat.rpartition(")")[2].split()[1])

    def wait_gone(self, seconds):
        end = time.monotonic() + seconds
        while self.servers() and time.monotonic() < end:
            time.sleep(0.02)
        return not self.servers()

    def kill_everything(self):
        supervisor, pids = self.supervisor_pid(), self.servers()
        for user in self.users:
            if user.process.poll() is None:
                user.kill()
        for pid in [supervisor, *pids]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.wait_gone(5)

    def remove(self):
        for user in self.users:
            user.close()
        self.wait_gone(10)
        if self.cluster.is_symlink():
            shutil.rmtree(self.cluster.resolve(), ignore_errors=True)
        shutil.rmtree(self.top, ignore_errors=True)


def query(conninfo, text):
    done = subprocess.run(["psql", "-XAtq", "-d", conninfo, "-c", text], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "ERROR " + done.stderr.strip()


def query_soon(conninfo, text, seconds=8):
    end = time.monotonic() + seconds
    while True:
        answer = query(conninfo, text)
        if not answer.startswith("ERROR") or time.monotonic() > end:
            return answer
        time.sleep(0.05)


class Tools:
    plain = False
    made = None  # a cluster to copy

    def place(self, copy=True, under=None):
        if under is None and os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > 700 << 20:
            under = MEMORY
        place = Place(self.plain, self.made if copy else None, under)
        self.addCleanup(place.remove)
        return place

    def assert_works(self, user):
        self.assertIsNone(user.error)
        self.assertEqual(query(user.conninfo, "select v from kept"), "42")

    def assert_refused(self, user, code, *words):
        self.assertEqual((user.code, user.conninfo), (code, None), user.error)
        for word in words:
            self.assertIn(word, user.error)


class Cases(Tools):
    @classmethod
    def setUpClass(cls):
        cls.made = Place(cls.plain)
        user = cls.made.open()
        assert user.conninfo, user.error
        cls.first_took, cls.first_stages = user.took, user.stages
        assert query(user.conninfo, "create table kept (v int); insert into kept values (42)") == ""
        user.close()

    @classmethod
    def tearDownClass(cls):
        cls.made.remove()

    # -- start, join, stop

    def test_first_start(self):
        self.assertLess(self.first_took, 5 * SLACK)
        self.assertEqual(self.first_stages[0], 0)
        self.assertIn(CREATING, self.first_stages)
        self.assertEqual(self.first_stages[-1], READY)
        self.assertEqual((self.made.data / "secrets").stat().st_mode & 0o777, 0o600)
        self.assertEqual((self.made.cluster).stat().st_mode & 0o777, 0o700)
        self.assertFalse(self.made.servers(), "the last user closed and the server still runs")
        print(f"# first start {self.first_took:.2f} s", file=sys.stderr)

    def test_later_start_and_join(self):
        place = self.place()
        first = place.open()
        self.assert_works(first)
        self.assertLess(first.took, 1 * SLACK)
        pid = place.server_pid()
        second = place.open()
        self.assert_works(second)
        print(f"# later start {first.took:.2f} s, join {second.took:.2f} s", file=sys.stderr)
        self.assertLess(second.took, 1 * SLACK)
        self.assertEqual(place.server_pid(), pid)
        first.close()
        self.assert_works(second)
        second.close()
        self.assertFalse(place.servers())
        settings = (place.cluster / "hurtrock.conf").read_text()
        self.assertIn("listen_addresses = ''", settings)

    def test_settings_and_roles(self):
        user = self.place().open()
        self.assertEqual(query(user.conninfo, "show data_checksums"), "on")
        self.assertEqual(query(user.conninfo, "show jit"), "off")
        self.assertEqual(query(user.conninfo, "show synchronous_commit"), "on")
        self.assertEqual(query(user.conninfo, "select rolsuper from pg_roles where rolname = current_user"), "f")
        wrong = user.conninfo.replace("password='", "password='x")
        self.assertIn("password authentication failed", query(wrong, "select 1"))

    def test_many_first_starts_at_once(self):
        place = self.place(copy=False)
        users = [User(place) for _ in range(4)]
        for user in users:
            user.wait_ready()
            self.assertIsNone(user.error)
            self.assertEqual(query(user.conninfo, "select 1"), "1")
        self.assertEqual(sum(CREATING in user.stages for user in users), 1)

    # -- sudden ends

    def test_all_users_killed(self):
        place = self.place()
        users = [place.open(), place.open()]
        supervisor = place.supervisor_pid()
        for user in users:
            user.kill()
        began = time.monotonic()
        self.assertTrue(place.wait_gone(5), "the server outlived its users")
        print(f"# orphan gone after {time.monotonic() - began:.2f} s", file=sys.stderr)
        time.sleep(0.1)
        self.assertFalse(Path(f"/proc/{supervisor}").exists() and
                         "Z" not in Path(f"/proc/{supervisor}/stat").read_text().rpartition(")")[2][:3])
        self.assert_works(place.open())

    def test_one_user_killed(self):
        place = self.place()
        first, second = place.open(), place.open()
        first.kill()
        time.sleep(0.5)
        self.assert_works(second)

    def test_supervisor_killed(self):
        place = self.place()
        user = place.open()
        os.kill(place.supervisor_pid(), signal.SIGKILL)
        time.sleep(0.3)
        self.assertEqual(query_soon(user.conninfo, "select v from kept"), "42")
        user.close()
        self.assertFalse(place.servers())

    def test_server_killed(self):
        place = self.place()
        users = [place.open(), place.open()]
        query(users[0].conninfo, "update kept set v = 43")
        os.kill(place.server_pid(), signal.SIGKILL)
        for user in users:
            self.assertEqual(query_soon(user.conninfo, "select v from kept"), "43")

    def test_everything_killed_then_recovery(self):
        place = self.place()
        query(place.open().conninfo, "update kept set v = 44")
        place.kill_everything()
        self.assertTrue((place.cluster / "postmaster.pid").exists())
        user = place.open()
        self.assertIn(RECOVERING, user.stages)
        self.assertEqual(query(user.conninfo, "select v from kept"), "44")

    def test_folder_vanishes_while_in_use(self):
        """A disk that was pulled out: no empty shop is made in its place, and it works again when it is back."""
        place = self.place()
        user = place.open()
        away = place.data / "cluster.away"
        server = place.server_pid()
        place.cluster.rename(away)
        os.kill(server, signal.SIGKILL)
        time.sleep(2)
        self.assertFalse(place.cluster.exists())
        user.close()
        away.rename(place.cluster)
        self.assertEqual(query(place.open().conninfo, "select v from kept"), "42")

    def test_folder_is_gone_at_the_start(self):
        """The disk that is not there today: said, and nothing made in its place."""
        place = self.place()
        place.open().close()
        away = place.data / "cluster.away"
        place.cluster.rename(away)
        user = place.open()
        self.assertIn("is gone", user.error or "")
        self.assertFalse(place.cluster.exists())
        user.close()
        away.rename(place.cluster)
        self.assertEqual(query(place.open().conninfo, "select v from kept"), "42")

    def test_first_start_killed(self):
        place = self.place(copy=False)
        for seconds in (0.3, 0.8):  # initdb is somewhere else each time, and its children outlive it for a moment
            user = User(place)
            time.sleep(seconds)
            user.kill()
        user = place.open()
        self.assertIsNone(user.error)
        self.assertEqual(query(user.conninfo, "select 1"), "1")
        self.assertFalse((place.data / "cluster.making").exists())

    def test_folder_without_rights(self):
        if IS_ROOT and not self.plain:
            self.skipTest("no folder is closed to root")
        place = self.place(copy=False)
        place.data.mkdir(mode=0o755 if IS_ROOT else 0o500)  # root's folder is closed to a plain user as it is
        self.assert_refused(place.open(), PERMISSION, str(place.data))


class RecoveryCases:
    # -- stale locks

    def forge(self, place, pid):
        owner = place.cluster.stat()
        run = place.data / "run"
        run.mkdir(exist_ok=True)
        os.chown(run, owner.st_uid, owner.st_gid)
        for path in (place.cluster / "postmaster.pid", run / ".s.PGSQL.5432.lock"):
            path.write_text(f"{pid}\n{place.cluster}\n1700000000\n5432\n{run}\n\n  5432001     32768\nready   \n")
            os.chown(path, owner.st_uid, owner.st_gid)

    def test_pid_of_a_foreign_process(self):
        place = self.place()
        owner = pwd.getpwuid(place.cluster.stat().st_uid).pw_name
        with subprocess.Popen((["runuser", "-u", owner, "--"] if IS_ROOT else []) + ["sleep", "60"]) as sleeper:
            time.sleep(0.1)
            self.forge(place, tool_pid(sleeper))
            self.assert_works(place.open())
            self.assertIsNone(sleeper.poll(), "a foreign process was ended")
            os.kill(tool_pid(sleeper), signal.SIGTERM)

    def test_pid_of_an_unreaped_process(self):
        place = self.place()
        with subprocess.Popen(["true"]) as dead:
            time.sleep(0.1)
            self.forge(place, dead.pid)
            self.assert_works(place.open())

    def test_server_that_we_did_not_start(self):
        place = self.place()
        owner = pwd.getpwuid(place.cluster.stat().st_uid).pw_name
        binary = max(Path("/usr/lib/postgresql").glob("*/bin/postgres"), default=Path(shutil.which("postgres") or ""))
        command = [str(binary), "-D", str(place.cluster), "-k", str(place.cluster), "-c", "logging_collector=off"]
        with subprocess.Popen((["runuser", "-u", owner, "--"] if IS_ROOT else []) + command,
                              stderr=subprocess.DEVNULL) as server:
            end = time.monotonic() + 5
            while time.monotonic() < end and not place.servers():
                time.sleep(0.02)
            time.sleep(0.3)
            self.assert_refused(place.open(), FOREIGN, "Stop it")
            os.kill(place.server_pid(), signal.SIGINT)
        self.assert_works(place.open())

    # -- what cannot be recovered is said

    def test_postgresql_is_missing(self):
        self.assert_refused(self.place().open(HRT_PG_BINDIR="/nonexistent"), MISSING, "Install it")

    def test_data_of_a_newer_postgresql(self):
        place = self.place()
        (place.cluster / "PG_VERSION").write_text("99\n")
        self.assert_refused(place.open(), NEWER, "PostgreSQL 99", "restore a backup")

    def test_files_missing(self):
        place = self.place()
        (place.cluster / "global" / "pg_control").unlink()
        self.assert_refused(place.open(), DAMAGED, "backup")
        (place.cluster / "PG_VERSION").unlink()
        self.assert_refused(place.open(), DAMAGED, "backup")

    def test_wal_missing(self):
        place = self.place()
        for path in (place.cluster / "pg_wal").iterdir():
            if path.is_file():
                path.unlink()
        self.assert_refused(place.open(), DAMAGED, "checkpoint")
        self.assertTrue(place.wait_gone(3))

    def test_broken_settings(self):
        place = self.place()
        (place.cluster / "local.conf").write_text("nonsense = 1\n")
        self.assert_refused(place.open(), START, "nonsense")

    def test_secrets_lost(self):
        place = self.place()
        (place.data / "secrets").unlink()
        user = place.open()
        self.assert_works(user)
        second = place.open()
        self.assert_works(second)

    def test_long_path(self):
        place = self.place(copy=False)
        place.data = place.top / ("d" * 60) / ("e" * 60)
        user = place.open()
        self.assertIsNone(user.error)
        self.assertEqual(query(user.conninfo, "select 1"), "1")
        second = place.open()
        self.assertEqual(second.conninfo, user.conninfo)


class AsStarted(Cases, RecoveryCases, unittest.TestCase):
    """As whoever runs the tests: root in a container, a person at a desk."""

    @unittest.skipUnless(IS_ROOT, "only root has a home that is closed to the server")
    def test_closed_home(self):
        place = self.place(copy=False, under="/root")
        place.top.chmod(0o700)
        user = place.open()
        self.assertIsNone(user.error)
        self.assertTrue(place.cluster.is_symlink())
        self.assertEqual(query(user.conninfo, "create table kept as select 42 as v"), "")
        user.close()
        self.assert_works(place.open())


@unittest.skipUnless(IS_ROOT, "already an unprivileged user")
class AsPlainUser(Cases, unittest.TestCase):
    plain = True

    def test_cluster_of_somebody_else(self):
        place = self.place()
        subprocess.run(["chown", "-R", "root", place.cluster], check=True)
        self.assert_refused(place.open(), PERMISSION)


@unittest.skipUnless(IS_ROOT, "needs root to mount a small disk")
class OnSmallDisk(Tools, unittest.TestCase):
    """A test of its own for Meson, which is to say when it was skipped."""

    def test_disk_full(self):
        place = self.place(copy=False)
        place.data.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=360m", "none", place.data], check=False)
        if done.returncode:
            self.skipTest("no mounts here")
        self.addCleanup(subprocess.run, ["umount", "-l", place.data], check=True)
        user = place.open()
        self.assertIsNone(user.error)
        user.close()
        room = shutil.disk_usage(place.data).free
        (place.data / "filler").write_bytes(bytes(room - 20 * 1024 * 1024))
        self.assert_refused(place.open(), DISK_FULL, "Free some space")
        (place.data / "filler").unlink()
        user = place.open()
        self.assertIsNone(user.error)
        user.close()
        shutil.rmtree(place.cluster)  # a new folder again
        (place.data / "cluster.state").unlink()
        (place.data / "filler").write_bytes(bytes(200 * 1024 * 1024))
        self.assert_refused(place.open(), DISK_FULL, "Free some space")


if __name__ == "__main__":
    program = unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2, exit=False)
    is_skipped = len(program.result.skipped) == program.test.countTestCases()
    sys.exit(77 if is_skipped else not program.result.wasSuccessful())
