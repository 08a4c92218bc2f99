#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shop server as a process: the database away and back, the port taken, several workers, its parent gone."""
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import cluster
from shopserver import PROGRAM, Server, wait_until

NOWHERE = "host=/nonexistent dbname=hurtrock user=hrt_web connect_timeout=2"


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


def test_hanging_database(database):
    """A database that keeps its lines open and answers nothing is no healthy one, and is asked once, not by every caller."""
    server = Server(database.conninfo("hrt_web"))
    wait_until("well", lambda: server.get("/healthz")[0] == 200)
    assert server.get("/products?sort=name")[0] == 200
    mine = f"from pg_stat_activity where datname = '{database.name}' and pid <> pg_backend_pid() and usename = 'hrt_web'"
    pids = [int(pid) for pid in database.psql(f"select pid {mine}").split()]
    before = int(database.psql(f"select count(*) {mine}"))
    try:
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(1.1)
        began = time.monotonic()
        assert server.get("/healthz")[0] == 503
        assert time.monotonic() - began < 3.5
        began = time.monotonic()
        assert all(server.get("/healthz")[0] == 503 for _ in range(50))
        assert time.monotonic() - began < 1, "the late answer is not waited for again"
        assert int(database.psql(f"select count(*) {mine}")) <= before + 1, "no line more for every caller"
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    wait_until("well again", lambda: server.get("/healthz")[0] == 200, 10)
    assert server.stop()[0] == 0


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


def test_workers_that_crash(database):
    """A worker that dies at once is started again more and more seldom, somebody says so, and the other one serves on."""
    server = Server(database.conninfo("hrt_web"), "127.0.0.1:0", "--workers", "2", warns=True)
    steady = server.children()[0]
    killed, seen, end = [], set(), time.monotonic() + 40
    while time.monotonic() < end and len(killed) < 5:
        for pid in server.children():
            if pid != steady and pid not in seen:
                seen.add(pid)
                os.kill(pid, signal.SIGKILL)
                killed.append(time.monotonic())
        time.sleep(0.01)
    assert server.get("/terms")[0] == 200
    pauses = [after - before for before, after in zip(killed, killed[1:])]
    assert len(pauses) == 4, f"{len(killed)} lives in 40 s"
    for pause, least in zip(pauses, (0.5, 1, 2, 4)):
        assert least <= pause < least + 6, pauses
    wait_until("another worker after all", lambda: len(server.children()) == 2)
    assert time.monotonic() - killed[-1] >= 8
    status, errors = server.stop()
    assert status == 0 and errors.count("5 times right after it began") == 1, errors


def register(server, number, email, password="senar baja nomor sebelas"):
    """Each from an address of its own: what is counted per address is not the question here."""
    return server.post("/register", {"name": "Siti Rahma", "email": email, "password": password, "next": "/orders"},
                       f"198.51.100.{number}")


def is_signed_in(server, headers):
    cookie = next(value for name, value in headers if name.lower() == "set-cookie").split(";")[0]
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.request("GET", "/login?registered=1", headers={"Cookie": cookie, "Accept": "text/html"})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status == 303


def without_chance(answer):
    """Status, headers and body; what is random by its nature is replaced by its length."""
    status, headers, body, _ = answer
    headers = [(name, re.sub(r"[A-Za-z0-9_-]{20,}", lambda found: f"<{len(found[0])}>", value)) for name, value in headers
               if name.lower() != "date"]
    return status, [(name, "" if name.lower() == "x-request-id" else value) for name, value in headers], body


def test_search_pages(database):
    """A search counts what there is, shows all of it page by page, and says so where it stopped counting."""
    database.psql("insert into hrt.category (slug, name_id, name_en) values ('sitar', 'Sitar', 'Sitars');"
                  "insert into hrt.product (slug, name, category_id) select 'sitar-' || n, 'Sitar ' || "
                  "case when n <= 60 then 'Pusaka ' else '' end || n, c.id from generate_series(1, 2100) n, hrt.category c "
                  "where c.slug = 'sitar';"
                  "insert into hrt.variant (product_id, sku, price) select id, slug, 1000 from hrt.product where slug like 'sitar-%'")
    database.psql("update hrt.shop_profile set address = 'Jl. Braga 1', city = 'Bandung'")
    server = Server(database.conninfo("hrt_web"))

    def cards(path):
        status, page = server.get(path)
        return status, re.findall(r'href="(/product/[^"]+)"', page), re.search(r'role="status">([^<]*)<', page)

    wait_until("the index", lambda: cards("/search?q=sitar")[2][1].startswith("Lebih dari 2.000 produk, halaman 1 dari 84"))
    seen = set()
    for number in (1, 2, 3):
        status, found, said = cards(f"/search?q=pusaka&page={number}")
        assert status == 200 and said[1] == f"60 produk, halaman {number} dari 3", said[1]
        seen |= set(found)
    assert len(seen) == 60, len(seen)
    nothing = server.get("/search?q=xqzwvk")[1]
    assert "Tidak ditemukan" in nothing and "0 produk" not in nothing, "nothing is not counted"
    assert "Jl. Braga 1, Bandung" in server.get(min(seen))[1], "where it is picked up"
    assert server.get("/search?q=pusaka&page=4")[0] == 303, "past the end leads to the last"
    assert "noindex" in server.get("/search?q=pusaka&page=2")[1]
    assert server.get("/products?q=pusaka")[0] == 303, "there is one search"
    assert len(json.loads(server.get("/search?q=pusaka", "application/json")[1])) == 10
    database.psql("delete from hrt.variant where sku like 'sitar-%'; delete from hrt.product where slug like 'sitar-%';"
                  "delete from hrt.category where slug = 'sitar'")
    assert server.stop()[0] == 0


def test_registration_tells_nothing(database):
    """A registration with a taken address is answered as one with a free address is, in about the same time."""
    server = Server(database.conninfo("hrt_web"), "127.0.0.1:0", "--trusted-proxy", "127.0.0.1")
    taken = [f"here{number}@example.com" for number in range(8)]
    for number, email in enumerate(taken):
        assert register(server, number, email, "kuda lumping merah")[0] == 303
    free, known = [], []
    for number, email in enumerate(taken):
        free.append(register(server, 20 + number, f"new{number}@example.com"))
        known.append(register(server, 40 + number, email))
    first = without_chance(free[0])
    assert first[0] == 303, free[0]
    for answer in free + known:
        assert without_chance(answer) == first, (without_chance(answer), first)
    ratio = statistics.median(a[3] for a in known) / statistics.median(a[3] for a in free)
    assert 0.7 < ratio < 1.4, ratio
    assert all(is_signed_in(server, answer[1]) for answer in free), "whoever is new is signed in"
    assert not any(is_signed_in(server, answer[1]) for answer in known), "whoever does not know the password is not"
    right = register(server, 60, taken[0], "kuda lumping merah")
    assert without_chance(right) == first and is_signed_in(server, right[1]), "whoever knows it is"
    # The old password is still the one, and the bad is refused alike whether the address is free or taken.
    bad = [without_chance(register(server, 61 + i, email, "short")) for i, email in enumerate((taken[0], "x@example.com"))]
    assert bad[0][0] == bad[1][0] == 422 and bad[0][1][0] == bad[1][1][0]
    # One visitor's tries are counted, whatever came of them.
    statuses = [register(server, 99, f"many{number}@example.com")[0] for number in range(24)]
    assert statuses[0] == 303 and statuses[-1] == 429, statuses
    tries = [server.post("/login", {"email": "guessed@example.com", "password": "wrong"}, "198.51.100.130") for _ in range(5)]
    assert [answer[0] for answer in tries] == [422] * 4 + [429], [answer[0] for answer in tries]
    assert ("Retry-After", "60") in tries[-1][1], tries[-1][1]
    status, errors = server.stop()
    assert status == 0 and "CRITICAL" not in errors, errors


def test_parent_gone(database):
    """With --watch-parent the server ends when whoever started it has ended."""
    code = ("import json,subprocess,sys,os\n"
            f"p=subprocess.Popen([{str(PROGRAM)!r},'--secrets-fd','0','--listen','127.0.0.1:0','--watch-parent'],"
            "stdin=subprocess.PIPE,stdout=subprocess.PIPE,text=True)\n"
            f"p.stdin.write(json.dumps({{'database':{database.conninfo('hrt_web')!r}}})+'\\n');p.stdin.flush()\n"
            "p.stdout.readline();print(p.pid,flush=True);os._exit(0)")
    pid = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    wait_until("ended", lambda: not Path(f"/proc/{pid}/exe").exists() or Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z")


def test_login(database):
    """Whoever is more than hrt_web never faces a visitor: refused at the start, with workers too, and when the database comes
    back as somebody else."""
    for user in ("hrt_staff", "hrt_owner", "postgres"):
        for more in ((), ("--workers", "2"))[:2 if user == "hrt_staff" else 1]:
            server = Server(database.conninfo(user), "127.0.0.1:0", *more)
            assert server.process.wait(timeout=20) == 2 and "url" not in server.said, (user, server.said)
            errors = server.process.stderr.read()
            assert "hrt_web alone" in errors and f"as {user}" in errors, errors
            assert errors.count("hrt_web alone") == 1, f"said once, by whoever is asked: {errors}"
    database.psql("grant select (name) on hrt.staff to hrt_web")
    server = Server(database.conninfo("hrt_web"))
    assert server.process.wait(timeout=20) == 2 and "may do more" in server.said["error"], server.said
    database.psql("revoke select (name) on hrt.staff from hrt_web")


def test_login_later(database):
    """A database that was away at the start is looked at when it is there."""
    admin = database.conninfo("postgres", "postgres")
    cluster.psql(admin, f"alter database {database.name} allow_connections false")
    server = Server(database.conninfo("hrt_staff"))
    assert server.get("/products")[0] == 503
    cluster.psql(admin, f"alter database {database.name} allow_connections true")
    try:
        wait_until("asked again", lambda: server.get("/products?sort=name")[0] != 503, 15)
    except (OSError, http.client.HTTPException):
        pass  # it ended meanwhile
    assert server.process.wait(timeout=20) == 2
    assert "hrt_web alone" in server.process.stderr.read()


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
        assert database.psql("select * from hrt.check_invariants()", user="hrt_owner") == ""


main()
