#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""hurtrock-admin from the outside: every verb, its exit codes, and what bad input does.

`test-admin.py ADMIN TOOL`: TOOL keeps the cluster open, so that each call joins instead of starting it.
"""
import hashlib
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from types import SimpleNamespace

from shopserver import Visitor

ADMIN, TOOL = sys.argv[1:3]
VERBS = ("serve", "migrate", "check", "user", "sample", "import", "export", "backup", "restore")
HEADING = "sku,handle,product,variant,brand,category,price,compare_at_price,cost,weight_g,barcodes,stock,description_id,active\r\n"
GOODS = HEADING + (
    'G-1,,"Gitar ""Senja"" 41",Natural,Kawung,Gitar Akustik,Rp 1.500.000,1750000,900000,2100,8991234567890,5,"Baris satu\nBaris dua",ya\r\n'
    'G-2,,"Gitar ""Senja"" 41",Hitam,Kawung,Gitar Akustik,1500000,,,2100,,3,"Baris satu\nBaris dua",\r\n'
    "'=EVIL,,'+62 senar,,,Aksesori,25.000,,,,,100,,\r\n")


class Shop:
    """A data folder with its cluster held open."""

    def __init__(self):
        memory = "/dev/shm" if os.path.isdir("/dev/shm") and shutil.disk_usage("/dev/shm").free > 700 << 20 else None
        self.top = Path(tempfile.mkdtemp(prefix="hrt-ad-", dir=memory))
        self.top.chmod(0o755)
        self.data = self.top / "data"
        self.holder = subprocess.Popen([TOOL, str(self.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in self.holder.stdout:
            key, _, self.conninfo = line.rstrip("\n").partition(" ")
            if key == "conninfo":
                break
            assert key != "error", line

    def admin(self, *words, stdin="", code=0):
        done = subprocess.run([ADMIN, *map(str, words), "--data-dir", str(self.data)], input=stdin, capture_output=True,
                              text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8", "HRT_TEST_CHEAP_HASH": "1"})
        assert done.returncode == code, f"{words}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def sql(self, text):
        return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo, "-c", text], check=True,
                              capture_output=True, text=True).stdout.strip()

    def write(self, name, text, encoding="utf-8"):
        path = self.top / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    def remove(self):
        self.holder.stdin.close()
        self.holder.stdout.close()
        self.holder.wait(60)
        shutil.rmtree(self.top)


class Admin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = Shop()
        cls.shop.admin("check", code=1)  # not migrated yet
        cls.shop.admin("migrate")
        cls.shop.admin("migrate")

    @classmethod
    def tearDownClass(cls):
        cls.shop.remove()

    def setUp(self):
        self.shop.sql("truncate hrt.variant, hrt.product, hrt.category, hrt.brand, hrt.stock_level, hrt.stock_movement, hrt.staff"
                      " cascade")

    def import_csv(self, text, *options, code=0):
        return self.shop.admin("import", "products", self.shop.write("in.csv", text), *options, code=code)

    def test_help_and_usage(self):
        done = subprocess.run([ADMIN, "--help"], capture_output=True, text=True, check=True)
        for verb in VERBS:
            self.assertIn(f"  {verb} ", done.stdout)
            text = subprocess.run([ADMIN, verb, "--help"], capture_output=True, text=True, check=True).stdout
            self.assertIn("--data-dir", text)
        for words in ((), ("nonsense",), ("check", "--nonsense"), ("import", "x"), ("backup",), ("restore",), ("user", "add"),
                      ("sample", "--products=-1"), ("export",), ("check", "stray"), ("migrate", "stray"), ("sample", "stray"),
                      ("serve", "stray"), ("serve", "--backup-keep=-3"), ("serve", "--port=70000"), ("check", "--data-dir=")):
            self.assertEqual(subprocess.run([ADMIN, *words], capture_output=True, check=False).returncode, 2, words)

    def test_a_mistyped_folder(self):
        """Only migrate, restore and serve make a shop."""
        wrong = self.shop.top / "shpo"
        for words in (("check",), ("user", "list"), ("export", "products"), ("backup", self.shop.top), ("sample",)):
            done = subprocess.run([ADMIN, *words, "--data-dir", wrong], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1, words)
            self.assertIn("there is no shop in", done.stderr)
        self.assertFalse(wrong.exists())

    def test_a_taken_port(self):
        """Said once; and for a new shop before its database is made."""
        new = self.shop.top / "new"
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            for folder in (new, self.shop.data):
                done = subprocess.run([ADMIN, "serve", "--no-sample", "--data-dir", folder, "--port", str(other.getsockname()[1])],
                                      capture_output=True, text=True, check=False, timeout=60)
                self.assertEqual((done.returncode, done.stderr.count("in use by another program")), (1, 1), done.stderr)
                self.assertFalse(new.exists())

    def test_stopped_while_the_sample_is_made(self):
        """In order and without a word of error; and the next start makes what is missing."""
        shop = Shop()
        self.addCleanup(shop.remove)
        counts = "select (select count(*) > 0 from hrt.product) || ' ' || (select count(*) > 0 from hrt.sales_order)"
        serve = [ADMIN, "serve", "--data-dir", shop.data, "--port", "0", "--backup-keep", "0"]
        shop.admin("migrate")
        with subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
            end = time.monotonic() + 60
            while shop.sql(counts) == "false false":
                self.assertLess(time.monotonic(), end)
            server.terminate()
            _, errors = server.communicate(timeout=60)
        self.assertEqual((server.returncode, "hurtrock: " in errors), (0, False), errors)
        self.assertEqual(shop.sql(counts), "true false", "stopped too late to prove anything")
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as server:
            self.assertIn("url", server.stdout.readline())
            server.terminate()
            server.communicate(timeout=60)
        self.assertEqual(shop.sql(counts), "true true")

    def test_no_advice_that_does_not_help(self):
        done = subprocess.run([ADMIN, "check", "--database", "host=127.0.0.1 port=1 user=x dbname=x connect_timeout=2"],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, "migrate" in done.stderr), (1, False), done.stderr)

    def test_check(self):
        self.import_csv(GOODS)
        answer = json.loads(self.shop.admin("check", "--json").stdout)
        self.assertEqual(answer, {"broken": [], "healthy": True})
        self.shop.sql("update hrt.stock_level set on_hand = on_hand + 1 where variant_id = (select id from hrt.variant where sku = 'G-1')")
        self.assertIn("level = ledger", self.shop.admin("check", code=1).stdout)
        answer = json.loads(self.shop.admin("check", "--json", code=1).stdout)
        self.assertFalse(answer["healthy"])
        self.assertEqual(answer["broken"][0]["invariant"], "level = ledger")

    def test_users(self):
        shop = self.shop
        self.assertIn("admin", shop.admin("user", "add", "ani", stdin="rahasia gitar biru\n", code=1).stderr)  # first: an admin
        shop.admin("user", "add", "ani", "--role", "admin", "--name", "Ani", stdin="rahasia gitar biru\n")
        shop.admin("user", "add", "ani", "--role", "admin", stdin="rahasia gitar biru\n", code=1)
        for words, said in ((("raja", "--role", "king"), "a role is admin, staff or cashier"),
                            (("Bad Login",), "a login has 2 to 40 small letters"), (("ani",), "somebody has this login already")):
            self.assertIn(said, shop.admin("user", "add", *words, stdin="", code=1).stderr)  # before the password
        shop.admin("user", "add", "budi", stdin="short\n", code=1)
        shop.admin("user", "add", "budi", stdin="password123\n", code=1)
        shop.admin("user", "add", "budi", stdin="", code=1)
        shop.admin("user", "add", "budi", stdin="rahasia drum hijau\n")
        self.assertEqual(shop.sql("select role from hrt.staff where login = 'budi'"), "cashier")
        before = shop.sql("select password_hash from hrt.staff where login = 'budi'")
        self.assertTrue(before.startswith("$argon2id$"))
        shop.admin("user", "set-password", "budi", stdin="rahasia bass ungu\n")
        self.assertNotEqual(before, shop.sql("select password_hash from hrt.staff where login = 'budi'"))
        shop.admin("user", "disable", "budi")
        self.assertIn("budi\tcashier\tdisabled", shop.admin("user", "list").stdout)
        self.assertIn("last admin", shop.admin("user", "disable", "ani", code=1).stderr)
        shop.admin("user", "disable", "nobody-here", code=1)

    def test_password_is_not_echoed(self):
        master, slave = pty.openpty()
        with subprocess.Popen([ADMIN, "user", "add", "tina", "--role=admin", "--data-dir", str(self.shop.data)], stdin=slave,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "HRT_TEST_CHEAP_HASH": "1"}) as process:
            os.close(slave)
            for _ in range(2):
                seen = b""
                while b": " not in seen and b":" not in seen[-3:]:
                    byte = process.stderr.read(1)
                    self.assertTrue(byte, "it ended before it asked")
                    seen += byte
                os.write(master, b"rahasia terompet emas\n")
            process.communicate()
            self.assertEqual(process.returncode, 0)
        os.set_blocking(master, False)
        try:
            echoed = os.read(master, 4096)
        except (BlockingIOError, OSError):
            echoed = b""
        os.close(master)
        self.assertNotIn(b"rahasia", echoed)

    def test_import(self):
        shop = self.shop
        self.assertIn("2 new products", self.import_csv(GOODS, "--dry-run").stdout)
        self.assertEqual(shop.sql("select count(*) from hrt.variant"), "0")
        self.import_csv(GOODS)
        self.assertEqual(shop.sql("select string_agg(sku || ':' || price, ' ' order by sku) from hrt.variant"),
                         "=EVIL:25000 G-1:1500000 G-2:1500000")
        self.assertEqual(shop.sql("select name from hrt.product where slug like 'gitar%'"), 'Gitar "Senja" 41')
        self.assertEqual(shop.sql("select sum(on_hand) from hrt.stock_level"), "108")
        # Again: nothing new, the stock stays. A changed price is a change; empty fields change nothing.
        self.assertIn("0 new products, 0 new variants, 0 changed", self.import_csv(GOODS).stdout)
        self.import_csv("\ufeffsku;price;stock\r\nG-1;1.600.000;99\r\n")
        self.assertEqual(shop.sql("select price || ' ' || weight_g from hrt.variant where sku = 'G-1'"), "1600000 2100")
        self.assertEqual(shop.sql("select sum(on_hand) from hrt.stock_level"), "108")
        # A stock below zero, as an export may have it, is as little looked at as any other.
        self.assertIn("1 row could be imported: 0 new products, 0 new variants, 1 known one",
                      self.import_csv("sku,stock\nG-1,-1\n", "--dry-run").stdout)
        self.import_csv("sku,stock\nG-1,-1\n")
        self.assertEqual(shop.sql("select sum(on_hand) from hrt.stock_level"), "108")
        self.assertEqual(json.loads(shop.admin("check", "--json").stdout)["healthy"], True)

    def test_import_mistakes(self):
        cases = (
            ("sku,prise\nA-1,5\n", "row 1, column prise"),
            ("product,price\nGitar,5\n", "column sku: the column is missing"),
            ("sku,sku,price\nA,B,5\n", "twice"),
            ("sku,price\nA-1\n", "row 2"),
            ('sku,price\nA-1,"5\n', "row 2"),
            ('sku,price\nA"1,5\n', "row 2"),
            (b"sku,price\nA-\xff,5\n", "row 2: a character is broken"),
            (b"sku,price\nA-1,5\nA-2,\x005\n", "row 3: a character is broken"),
            ("", "The file is empty.\n"),
            ("sku,price\nA-1,5\nA-2," + "9" * 10_000_000 + "\n", "row 3: a field or the whole row is too large"),
            ("sku,price\n" + "A,5\n" * 1_000_001, "row 1000002: the file has more than 1000000 rows"),
            (HEADING + f"A-1,,Gitar,,,Gitar,{'5' * 50},,,,,,,\n", f"row 2, column price: “{'5' * 40}…” is not an amount"),
            (HEADING + "A-1,,Gi\atar,,,Gitar,5,,,,,,,\n", "row 2, column product: the text has line ends or control"),
            (HEADING + "A-1,,Gitar,,\x1b[2J,Gitar,5,,,,,,,\n", "row 2, column brand: the text has line ends or control"),
            (HEADING + 'A-1,,"Gitar\nSenja",,,Gitar,5,,,,,,,\n', "row 2, column product: the text has line ends or control"),
            (HEADING + 'A-1,,Gitar,,,Gitar,5,,,,,,"satu\ndua\a",\n', "row 2, column description_id: the text has control"),
            *((HEADING + f"A-1,,Gitar,,,Gitar,5,,,,,{stock},,\n", f"row 2, column stock: “{stock}” is not a whole number")
              for stock in ("9223372036854775808", "1.5", "1e3", "-1000001")),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,,,-1,,\n", "row 2, column stock: something new cannot have a stock of -1"),
            (HEADING + "A-1,,Gitar,,,Gitar,1.5.00,,,,,,,\n", "row 2, column price"),
            (HEADING + "A-1,,Gitar,,,Gitar,-1,,,,,,,\n", "row 2, column price"),
            (HEADING + "A-1,,Gitar,,,Gitar,9223372036854775808,,,,,,,\n", "row 2, column price"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,4,,,,,,\n", "row 2, column compare_at_price"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,1e9,,,,\n", "row 2, column weight_g"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,,12,,,\n", "row 2, column barcodes"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,,,,,maybe\n", "row 2, column active"),
            (HEADING + "A-1,Not A Slug,Gitar,,,Gitar,5,,,,,,,\n", "row 2, column handle"),
            (HEADING + f"A-1,,{'G' * 201},,,Gitar,5,,,,,,,\n", "row 2, column product"),
            (HEADING + "A-1,,,,,Gitar,5,,,,,,,\n", "row 2, column product"),
            (HEADING + "A-1,,Gitar,,,,5,,,,,,,\n", "row 2, column category"),
            (HEADING + "A-1,,Gitar,,,Gitar,,,,,,,,\n", "row 2, column price"),
            (HEADING + ",,Gitar,,,Gitar,5,,,,,,,\n", "row 2, column sku"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,,,,,\nA-1,,Gitar,,,Gitar,5,,,,,,,\n", "row 3, column sku"),
            (HEADING + "A-1,,Gitar,,,Gitar,5,,,,8991234567890,,,\nA-2,,Bas,,,Bas,5,,,,8991234567890,,,\n", "row 3, column barcodes"),
            (HEADING + "A-1,x,Gitar,,,Gitar,5,,,,,,,\nA-2,x,Bas,,,Bas,5,,,,,,,\n", "row 3, column product"),
        )
        for text, words in cases:
            with self.subTest(text=str(text)[-60:]):
                said = self.import_csv(text, code=1).stderr
                self.assertIn(words, said)
                self.assertNotRegex(said, r"row \d+: row|row 0|\(null\)")
                self.assertEqual(self.shop.sql("select (select count(*) from hrt.variant) + (select count(*) from hrt.category)"), "0")

    def test_one_bad_row_in_ten_thousand(self):
        rows = [f"S-{i},,Senar {i // 4},{i % 4},Kawung,Senar,{10000 + i},,,,,2,,\n" for i in range(10000)]
        good = HEADING + "".join(rows)
        rows[7776] = rows[7776].replace(",17776,", ",seribu,")
        for options in (("--dry-run",), ()):
            self.assertIn("row 7778, column price", self.import_csv(HEADING + "".join(rows), *options, code=1).stderr)
            self.assertEqual(self.shop.sql("select count(*) from hrt.variant"), "0")
        self.assertIn("2500 new products, 10000 new variants", self.import_csv(good).stdout)

    def test_export_round_trip(self):
        shop = self.shop
        self.import_csv(GOODS)
        first = shop.admin("export", "products").stdout
        self.assertTrue(first.startswith("\ufeffsku,"))
        self.assertIn("\"'=EVIL\"", first)
        self.assertIn("\"'+62 senar\"", first)
        self.assertIn("0 new products, 0 new variants, 0 changed", self.import_csv(first).stdout)
        self.setUp()
        self.import_csv(first)
        path = shop.top / "out.csv"
        shop.admin("export", "products", path)
        self.assertEqual(path.read_bytes().decode().replace("\r\n", "\n"), first)

    def register_through_proxy(self, *options):
        """A customer registers as through a proxy that does TLS: the answer's status, and the names of the cookies."""
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HRT_TEST_CHEAP_HASH": "1"}
        with subprocess.Popen([ADMIN, "serve", "--data-dir", str(self.shop.data), "--port", "0", "--no-sample", "--backup-keep",
                               "0", *options], stdout=subprocess.PIPE, text=True, env=environment) as server:
            port = int(json.loads(server.stdout.readline())["url"].rsplit(":", 1)[1])
            visitor = Visitor(SimpleNamespace(port=port))
            visitor.ask("GET", "/register", **{"X-Forwarded-Proto": "https", "Host": "shop.example.com"})
            status, _, _ = visitor.post("/register", {"name": "Siti", "email": "siti@example.com", "password": "kuda lumping"},
                                        Host="shop.example.com", Origin="https://shop.example.com",
                                        **{"X-Forwarded-Proto": "https"})
            server.send_signal(signal.SIGTERM)
            self.assertEqual(server.wait(30), 0)
        return status, [name for name in visitor.cookies if name != "lang"]

    def test_serve_behind_a_proxy(self):
        status, cookies = self.register_through_proxy("--trusted-proxy", "127.0.0.1", "--trusted-proxy", "::1")
        self.assertEqual(status, 303)
        self.assertTrue(cookies and all(name.startswith("__Host-") for name in cookies), cookies)
        status, cookies = self.register_through_proxy()
        self.assertEqual(status, 403, "anybody can say that the visitor uses https")

    def test_backup_and_restore(self):
        shop = self.shop
        self.import_csv(GOODS)
        picture = shop.data / "images" / "ab" / "picture.webp"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"picture")
        journal = shop.data / "journal"
        folder = shop.top / "backups"
        made = [Path(shop.admin("backup", folder, "--keep", "2").stdout.strip())]
        self.assertTrue((made[0] / "database.dump").exists())
        self.assertEqual(sorted(p.name for p in folder.iterdir()), [".lock", made[0].name, "latest"])
        before = shop.admin("export", "products").stdout

        shop.admin("restore", folder, code=1)  # there is a shop already
        self.assertEqual(shop.admin("export", "products").stdout, before)

        other = Shop()
        self.addCleanup(other.remove)
        damaged = shop.top / "damaged"
        shutil.copytree(made[0], damaged)
        (damaged / "images" / "ab" / "picture.webp").write_bytes(b"pictury")
        self.assertIn("picture.webp", other.admin("restore", damaged, code=1).stderr)
        other.admin("restore", shop.top / "nothing", code=1)
        (damaged / "images" / "ab" / "picture.webp").unlink()
        other.admin("restore", damaged, code=1)
        self.assertIn("Everything agrees", other.admin("restore", folder).stdout)
        self.assertEqual(other.admin("export", "products").stdout, before)
        self.assertEqual((other.data / "images" / "ab" / "picture.webp").read_bytes(), b"picture")
        self.assertEqual(sorted(p.name for p in journal.glob("*")), sorted(p.name for p in (other.data / "journal").glob("*")))
        self.assertEqual(other.sql("select has_function_privilege('hrt_web', 'hrt.sell(jsonb)', 'execute')"), "f")

    def sell(self, shop, number=1):
        """One sale, and its record in the journal file as the till writes it."""
        sale = json.loads(shop.sql("""select jsonb_build_object('key', gen_random_uuid(), 'till_id', f.till_id, 'shift_id', f.id,
            'staff_id', f.opened_by, 'lines', jsonb_build_array(jsonb_build_object('variant_id', v.id, 'quantity', 1,
            'unit_price', v.price)), 'tenders', jsonb_build_array(jsonb_build_object('method', 'cash', 'amount', v.price)))
            from hrt.till_shift f, hrt.variant v where v.sku = 'G-1' and f.closed_at is null"""))
        answer = json.loads(shop.sql(f"select to_jsonb(s) from hrt.sell('[{json.dumps(sale)}]') s"))
        self.assertEqual(answer["outcome"], "sold")
        path = shop.data / "journal" / f"2026-01-{number:02}.journal"
        path.parent.mkdir(exist_ok=True)
        old = path.read_text() if path.exists() else ""
        records = [(kind, payload) for kind, payload in (
            ("begin", '{"version":1,"after":"","previous":""}'),
            ("sale", json.dumps({**sale, "number": answer["number"], "placed_at": answer["placed_at"], "skus": ["G-1"]})),
        ) if kind == "sale" or not old]
        for kind, payload in records:
            head = old.splitlines()[-1].split(" ")[1] if old else "0" * 64
            body = f"{len(old.splitlines()) + 1} 2026-01-01T00:00:00.000000Z {kind} {payload}"
            old += f"{len(body)} {hashlib.sha256((head + body).encode()).hexdigest()} {body}\n"
        path.write_text(old)
        return answer["number"]

    def test_restore_keeps_the_newer_journal(self):
        shop = Shop()
        self.addCleanup(shop.remove)
        shop.admin("migrate")
        shop.admin("import", "products", shop.write("in.csv", GOODS))
        shop.admin("user", "add", "ani", "--role", "admin", stdin="rahasia gitar biru\n")
        shop.sql("insert into hrt.till (code, name) values ('1', 'Kasir') on conflict do nothing")
        shop.sql("select from hrt.open_shift(gen_random_uuid(), (select min(id) from hrt.till), (select id from hrt.staff), 0)")
        self.sell(shop)
        folder = shop.top / "backups"
        journal = "journal/2026-01-01.journal"
        older = (shop.data / journal).read_bytes()
        (shop.data / journal).write_bytes(older + b"241 half a rec")  # a power cut; who writes next takes it away
        shop.admin("backup", folder)
        (shop.data / journal).write_bytes(older)
        shop.sql("select from hrt.till_shift f, lateral hrt.close_shift(gen_random_uuid(), f.id, f.opened_by, 0, '') c")
        shop.sql("select from hrt.open_shift(gen_random_uuid(), (select min(id) from hrt.till), (select id from hrt.staff), 0)")
        since = self.sell(shop)  # in a shift that the backup has not got
        newer = (shop.data / journal).read_bytes()
        self.assertTrue(newer.startswith(older) and len(newer) > len(older))

        other = Shop()
        self.addCleanup(other.remove)
        (other.data / "journal").mkdir()
        (other.data / journal).write_bytes(newer[:20] + b"x" + newer[21:])  # another shop's, or a damaged one
        self.assertIn("2026-01-01.journal", other.admin("restore", folder, code=1).stderr)
        self.assertEqual((other.data / journal).read_bytes(), newer[:20] + b"x" + newer[21:])
        self.assertEqual(other.sql("select to_regclass('hrt.sales_order') is null"), "t")
        (other.data / journal).write_bytes(newer)
        self.assertIn(since, other.admin("restore", folder).stderr)
        self.assertEqual((other.data / journal).read_bytes(), newer)
        self.assertEqual(other.sql(f"select count(*) || ' ' || count(*) filter (where number = '{since}') from hrt.sales_order"), "2 1")

        third = Shop()
        self.addCleanup(third.remove)
        (third.data / "journal").mkdir()
        (third.data / journal).write_bytes(older[:-30])  # the backup's goes on further
        third.admin("restore", folder)
        self.assertTrue((third.data / journal).read_bytes().startswith(older))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
