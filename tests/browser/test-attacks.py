#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ill will and bad luck send to a running shop server: words that are no words, numbers that are no numbers, forged
requests, two requests in one, a database that is away at each step, a clock that is wrong."""
import contextlib
import gzip
import html
import http.client
import json
import os
import re
import socket
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import cluster
from shopserver import Server, Visitor, wait_until

HOSTILE = "<img src=x onerror=alert(1)> '\"& مرحبا بكم \u202egnol\u202c"
GOODS = """
insert into hrt.category (slug, name_id, name_en) values ('gitar', 'Gitar', 'Guitars');
insert into hrt.brand (slug, name) values ('yamaha', 'Yamaha');
insert into hrt.product (slug, name, category_id, brand_id, description_id, description_en, specification)
  values ('f310', 'F310', 1, 1, 'Bagus', 'Good', '[{"id": "Bodi", "en": "Body", "value": "Spruce"}]');
insert into hrt.variant (product_id, sku, name, price, weight_g) values (1, 'F-1', 'Natural', 1500000, 3000), (1, 'F-2', 'Hitam', 1500000, 3000);
insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (1, 1, 900, 'opening'), (2, 1, 900, 'opening');
insert into hrt.stock_level (variant_id, location_id, on_hand) values (1, 1, 900), (2, 1, 900);
"""
CONTACT = {"name": "Siti", "phone": "081234567890", "email": "siti@example.com", "payment": "pay_at_pickup"}


class Reader(HTMLParser):
    """What a browser would make of a page: its elements with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


@contextlib.contextmanager
def serving(database, **options):
    server = Server(database.conninfo("hrt_web"), "127.0.0.1:0", "--trusted-proxy", "127.0.0.1", **options)
    try:
        assert server.port, server.said
        yield server
    except BaseException:
        server.process.kill()
        raise
    status, errors = server.stop()
    assert status == 0 and "CRITICAL" not in errors, errors


def read_form(page, action):
    """The fields of a form as a browser would send them untouched."""
    start = page.index(f'action="{action}"')
    fields = {}
    for tag, attributes in Reader(page[start:page.index("</form>", start)]).elements:
        if tag == "input" and "name" in attributes and (attributes.get("type") != "radio" or "checked" in attributes):
            fields[attributes["name"]] = attributes.get("value", "")
    return fields


def read_raw(server, path, **headers):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.request("GET", path, headers={"Accept": "text/html", **headers})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, answer.headers, body


def fill_cart(visitor, variant=1, quantity=1):
    status, where, _ = visitor.post("/add_to_cart/1", {"variant": variant, "quantity": quantity})
    assert (status, where) == (303, "/cart"), (status, where)
    return visitor.get("/cart")[2]


def order(visitor, **more):
    status, where, page = visitor.post("/checkout", {**read_form(visitor.get("/checkout")[2], "/checkout"), **CONTACT, **more})
    assert status == 303, (status, page[:3000])
    return where.partition("?")[0]


def test_every_name_is_text(database):
    """Markup, quotes and right-to-left text in every word that somebody can write stay words, on every page."""
    fields = {"hrt.product": ("name", "description_id", "description_en"), "hrt.variant": ("name",), "hrt.brand": ("name",),
              "hrt.category": ("name_id", "name_en"), "hrt.shipping_service": ("name", "name_en"),
              "hrt.shop_profile": ("name", "tagline", "address", "city", "opening_hours", "bank_name", "bank_account", "bank_holder")}
    for table, columns in fields.items():
        database.psql(f"update {table} set " + ", ".join(f"{column} = $q${HOSTILE}$q$" for column in columns))
    words = json.dumps([{"id": HOSTILE, "en": HOSTILE, "value": HOSTILE}], ensure_ascii=False)
    database.psql(f"update hrt.product set specification = $q${words}$q$")
    with serving(database) as server:
        for language in ("id", "en"):
            visitor = Visitor(server, language)
            fill_cart(visitor)
            placed = order(visitor, name=HOSTILE, note=HOSTILE, payment="bank_transfer")
            fill_cart(visitor)
            paths = ["/", "/products", "/products?q=onerror", "/product/1", "/search?q=onerror", "/cart", "/checkout", placed,
                     "/store-info", "/privacy", "/terms", "/login", "/register", "/nowhere"]
            for path in paths:
                status, where, page = visitor.get(path)
                if status in (301, 303):
                    status, _, page = visitor.get(where)
                seen = Reader(page)
                for tag, attributes in seen.elements:
                    assert tag != "img" or attributes["src"].startswith("/images/"), (path, attributes)
                    assert tag != "script" or attributes.get("src", "").startswith("/static/"), (path, attributes)
                    assert not any(name.startswith("on") for name in attributes), (path, attributes)
                assert HOSTILE in seen.text, (path, status, "the name as it was written")
            status, _, text = visitor.ask("GET", "/search?q=onerror", Accept="application/json")
            assert json.loads(text)[0]["name"] == HOSTILE
            ElementTree.fromstring(visitor.get("/sitemap.xml")[2])
            # What a visitor typed comes back as typed, into the field it came from.
            status, _, page = visitor.post("/checkout", {**CONTACT, "name": HOSTILE, "phone": HOSTILE, "address": HOSTILE})
            values = [attributes.get("value") for tag, attributes in Reader(page).elements if tag == "input"]
            assert status in (303, 409, 422) and (status == 303 or values.count(HOSTILE) >= 2), (status, values)


def test_without_a_variant(database):
    """A form without a variant, as other programs send it, means the first one of the product that is there."""
    with serving(database) as server:
        visitor = Visitor(server)
        database.psql("insert into hrt.stock_movement (variant_id, location_id, quantity, reason) values (1, 1, -900, 'count');"
                      " update hrt.stock_level set on_hand = 0 where variant_id = 1")
        assert visitor.post("/add_to_cart/1", {"quantity": 1})[:2] == (303, "/cart")
        assert visitor.post("/add_to_cart/1", {})[:2] == (303, "/cart")
        assert database.psql("select variant_id || ' ' || quantity from hrt.cart_line") == "2 2"
        for product in ("999999", "0", "x", "-1"):
            assert visitor.post(f"/add_to_cart/{product}", {"quantity": 1})[0] == 404, product


def test_quantities(database):
    """Not one of these is a quantity; the cart stays as it is."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor, quantity=2)
        for quantity in ("-1", "1000", "9223372036854775807", "9223372036854775808", "18446744073709551617", "-9223372036854775809",
                         "1e3", "1.5", "1,5", "0x10", " ", "", "two", "\u0663", "\uff11", "1 2", "+1", "NaN"):
            assert visitor.post("/cart", {"variant": 1, "quantity": quantity})[0] == 400, repr(quantity)
            assert visitor.post("/add_to_cart/1", {"variant": 1, "quantity": quantity})[0] == 400, repr(quantity)
        assert visitor.post("/add_to_cart/1", {"variant": 1, "quantity": "0"})[0] == 400
        for variant in ("-1", "0", "9223372036854775808", "x", ""):
            assert 400 <= visitor.post("/cart", {"variant": variant, "quantity": "1"})[0] < 500, repr(variant)
        assert database.psql("select max(quantity) || ' ' || count(*) from hrt.cart_line") == "2 1"
        assert visitor.post("/cart", {"variant": 1, "quantity": "0"})[0] == 303
        assert 'class="empty"' in visitor.get("/cart")[2]


def test_sold_out_meanwhile(database):
    """Who is too late is told what, by its name; a number that is none is not called a change."""
    with serving(database) as server:
        visitor = Visitor(server, "en")
        visitor.get("/product/1-f310")
        database.psql("update hrt.stock_level set on_hand = 0 where variant_id = 1")
        database.psql("update hrt.stock_level set on_hand = 3 where variant_id = 2")
        status, _, page = visitor.post("/add_to_cart/1", {"variant": 1, "quantity": 1})
        assert status == 409 and "F310 Natural is sold out" in Reader(page).text, page[-3000:]
        status, _, page = visitor.post("/add_to_cart/1", {"variant": 2, "quantity": 4})
        assert status == 409 and "Only 3 left of F310 Hitam, 4 wanted" in Reader(page).text, page[-3000:]
        status, _, text = visitor.post("/add_to_cart/1", {"variant": 1, "quantity": 1}, Accept="application/json")
        assert (status, json.loads(text)) == (409, {"ok": False, "count": 0, "text": "F310 Natural is sold out", "sold_out": True})
        status, _, page = visitor.post("/add_to_cart/1", {"variant": 2, "quantity": -1})
        assert status == 400 and "That cannot be" in page and "Something changed" not in page
        status, _, page = visitor.post("/add_to_cart/1", {"variant": 99, "quantity": 1})
        assert status == 404 and "not for sale any more" in page
        assert visitor.post("/add_to_cart/999999", {"variant": 2, "quantity": 1})[0] == 404, "of no product"


def test_price_filters(database):
    """A price with wrong separators is asked for again beside its field; the page stands."""
    with serving(database) as server:
        visitor = Visitor(server)
        for text in ("1.500.000", "Rp 1.500.000", "1500000", "1.500.000,-", "0"):
            status, _, page = visitor.ask("GET", "/products?min=" + text.replace(" ", "+"))
            assert status == 200 and "Write a price like" not in page, text
        for text in ("1,500,000", "1.5", "1.50.000", "15.00", "1500.000", ".500", "1.500.", "1'500", "1_500", "12+000", "-5000", "1e6",
                     "9223372036854775808", "Rp", "%D9%A1%D9%A2", "abc", "1.500.000,50", "%22%3E%3Cscript%3E"):
            for field in ("min", "max"):
                status, _, page = visitor.ask("GET", f"/products?{field}={text}")
                assert status == 200 and page.count("Write a price like") == 2 and f'id="e-{field}"' in page, (text, status)
        status, _, page = visitor.get("/products?min=2.000.000&max=1.000.000")
        assert status == 200 and 'id="e-max"' in page and "The higher price goes here" in page and "F310" in page
        assert 'class="chip' not in visitor.ask("GET", "/products?min=abc")[2], "nothing is filtered"
        assert visitor.get("/products?page=2&sort=newest")[:2] == (303, "/products?sort=newest"), "past the end"
        for query in ("page=0", "page=-1", "page=99999999999999999999", "page=x", "sort=drop", "stock=2", "brand=yamaha&brand=x",
                      "category=../..", "q=%00", "q=%ff", "q=" + "x" * 5000, "min=1&min=2", "%00=1", "="):
            assert visitor.get("/products?" + query)[0] in (200, 400, 404, 414), query
        for path in ("/product/0", "/product/-1", "/product/9223372036854775808", "/product/1%00", "/product/%ff", "/order/x",
                     "/order/" + "A" * 32, "/order/..%2f..", "/images/..%2f..%2fetc%2fpasswd", "/images/abc-160.webp", "/static/../main",
                     "/search?q=%ff", "/search?q=" + "%27" * 50, "/add_to_cart/1"):
            assert visitor.get(path)[0] in (400, 404, 405, 414) or path.startswith("/search"), path
            assert visitor.get(path)[0] < 500, path
        # Also what the HTTP library would answer by itself gets our page and our headers.
        for path, wanted in (("/product/1%00", 400), ("/%00", 400), ("/terms?a=%00", 200)):
            status, headers, body = read_raw(server, path)
            assert (status, headers["X-Content-Type-Options"]) == (wanted, "nosniff") and b"</html>" in body, (path, status)
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 17000 + b"\r\n\r\n")
            assert line.recv(65536).startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")


def test_compressed(database):
    """What is the same for everybody goes out small; what holds somebody's token or things never does (BREACH)."""
    with serving(database) as server:
        for path in ("/search?q=f310", "/login?next=%2Fcart", "/nowhere", "/products?min=abc"):
            small, plain = read_raw(server, path, **{"Accept-Encoding": "gzip"}), read_raw(server, path)
            assert small[1]["Content-Encoding"] == "gzip" and gzip.decompress(small[2]) == plain[2], path
            assert len(small[2]) * 2 < len(plain[2]) and "Content-Encoding" not in plain[1]
            for _, headers, _ in (small, plain):
                assert "Accept-Encoding" in headers["Vary"] and "Cookie" in headers["Vary"], path
        visitor = Visitor(server)
        fill_cart(visitor)
        cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        secret = order(visitor)
        for path, more in (("/search?q=f310", {"Cookie": cookie}), ("/cart", {"Cookie": cookie}), (secret, {})):
            status, headers, body = read_raw(server, path, **{"Accept-Encoding": "gzip"}, **more)
            assert status == 200 and "Content-Encoding" not in headers and b"</html>" in body, path


CHANGES = {"/cart": {"variant": "1", "quantity": "5"}, "/add_to_cart/1": {"variant": "1", "quantity": "5"}, "/checkout": CONTACT,
           "/login": {"email": "siti@example.com", "password": "senar baja nomor sebelas"}, "/logout": {}, "/language": {"lang": "id"},
           "/register": {"name": "X", "email": "x@example.com", "password": "senar baja nomor sebelas"}}
STATE = ("select (select count(*) from hrt.sales_order) || ' ' || (select sum(quantity) from hrt.cart_line) || ' ' || "
         "(select count(*) from hrt.customer) || ' ' || (select count(*) from hrt.session where customer_id is not null)")


def test_forged(database):
    """No change comes from another site, nor with another visitor's token."""
    with serving(database) as server:
        visitor, other = Visitor(server), Visitor(server)
        fields = {"name": "Siti", "email": "siti@example.com", "password": "senar baja nomor sebelas", "next": "/orders"}
        assert visitor.post("/register", fields)[0] == 303
        fill_cart(visitor)
        fill_cart(other)
        before = database.psql(STATE)
        for path, form in CHANGES.items():
            for origin in ("https://evil.example", "null", f"http://127.0.0.1:{server.port}.evil.example", "http://127.0.0.1:1",
                           f"https://127.0.0.1:{server.port}", "", f"http://127.0.0.1:{server.port}, https://evil.example"):
                visitor.move()
                assert visitor.post(path, form, Origin=origin)[0] in (400, 403), (path, origin)
            assert visitor.post(path, form, Origin="null", Referer="https://evil.example/")[0] == 403, path
        for path in ("/cart", "/checkout", "/logout"):
            for token in ("", "x", other.token, visitor.token[:-1], visitor.token + "A", visitor.token.swapcase()):
                assert visitor.post(path, {**CHANGES[path], "csrf": token})[0] == 403, (path, token)
        for path in CHANGES:
            for method in ("PUT", "DELETE", "PATCH"):
                assert visitor.ask(method, path)[0] == 405, (method, path)
        assert visitor.get("/logout")[0] in (404, 405) and visitor.get("/add_to_cart/1")[0] in (404, 405)
        assert database.psql(STATE) == before
        assert visitor.post("/cart", CHANGES["/cart"])[0] == 303, "its own token is good"


def test_bodies(database):
    """What no browser sends is refused before anything looks at it, on every form."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor)
        before = database.psql(STATE)
        for path in CHANGES:
            for body in (b"name=%FF%FE", b"name=%C0%AF", b"name=%ED%A0%80", b"name=\xff", b"name=a%00b", b"name=a\0b", b"%00=a", b"name=%zz",
                         b"name=1&name=2"):
                visitor.move()
                assert visitor.post(path, body)[0] == 400, (path, body)
            try:
                status = visitor.post(path, b"name=" + b"x" * 10_000_000)[0]
            except (ConnectionError, BrokenPipeError):
                status = 413  # it hung up while we were still sending
            assert status == 413, (path, status)
            for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x"):
                status = visitor.post(path, b'{"variant": 1, "quantity": 5}', **{"Content-Type": kind})[0]
                assert 400 <= status < 500 or path == "/logout", (path, kind, status)
        assert database.psql(STATE) == before
        assert visitor.get("/cart")[0] == 200


def test_two_in_one(database):
    """Requests that a proxy in front may end elsewhere are refused, and the line with them (test-web-framing has them all)."""
    with serving(database) as server:
        inner = "GET /terms HTTP/1.1\r\nHost: a\r\n\r\n"
        for lines in (f"Content-Length: {len(inner)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Content-Length: 0\r\nContent-Length: 9\r\n\r\n",
                      "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding : chunked\r\nContent-Length: 3\r\n\r\n0\r\n",
                      "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n", "X: a\r\n Content-Length: 9\r\n\r\n", "Content-Length: +0\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
                line.sendall(f"POST /language HTTP/1.1\r\nHost: a\r\n{lines}{inner}".encode())
                answer = b""
                with contextlib.suppress(ConnectionError):
                    while more := line.recv(65536):
                        answer += more
            assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1 ") == 1, (lines, answer[:300])


def test_database_away_at_each_step(database):
    """Whatever a customer is doing: a calm page, nothing lost, and afterwards the same step works once."""
    admin = database.conninfo("postgres", "postgres")

    def go(is_there):
        cluster.psql(admin, f"alter database {database.name} allow_connections {is_there}")
        if is_there == "false":
            cluster.psql(admin, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.name}'")

    with serving(database) as server:
        visitor = Visitor(server)
        name = "away@example.com"
        assert visitor.post("/register", {"name": "Siti", "email": name, "password": "senar baja nomor sebelas"})[0] == 303
        fill_cart(visitor)
        placed = order(visitor, email=name)
        fill_cart(visitor)
        form = {**read_form(visitor.get("/checkout")[2], "/checkout"), **CONTACT, "email": name}
        before = database.psql("select count(*) from hrt.sales_order")
        cookies = dict(visitor.cookies)
        go("false")
        try:
            wait_until("the database is missed", lambda: visitor.get("/cart")[0] == 503)
            steps = [("GET", path, None) for path in ("/products?sort=price", "/search?q=f310", "/cart", "/checkout", "/orders", placed)]
            steps += [("POST", path, {**CHANGES[path], "csrf": visitor.token}) for path in CHANGES if path != "/language"]
            steps += [("POST", "/checkout", form), ("POST", "/language", {"lang": "id"})]
            for method, path, fields in steps:
                status, _, page = visitor.get(path) if method == "GET" else visitor.post(path, fields)
                assert status == 503, (method, path, status)
                assert "right back" in page or "Kami segera kembali" in page, (path, page[-1500:])
                assert not re.search(r"libpq|SQL|SSL|FATAL|hrt_|PG", Reader(page).text), (path, page)
                assert (f'class="button" href="{html.escape(path)}"' in page) == (method == "GET"), (path, "asked again by one press")
                assert visitor.cookies == cookies, (path, "nobody is signed out by it")
        finally:
            go("true")
        wait_until("back again", lambda: server.get("/healthz")[0] == 200 and visitor.get("/cart")[0] == 200)
        assert 'class="empty"' not in visitor.get("/cart")[2], "the cart is as it was"
        answers = {visitor.post("/checkout", form)[1].partition("?")[0] for _ in range(3)}
        assert len(answers) == 1 and answers.pop().startswith("/order/")
        assert int(database.psql("select count(*) from hrt.sales_order")) == int(before) + 1
        assert visitor.get("/orders")[0] == 200


def set_stock(database, variant, on_hand):
    database.psql(f"insert into hrt.stock_movement (variant_id, location_id, quantity, reason) select {variant}, 1, {on_hand} - on_hand, 'count'"
                  f" from hrt.stock_level where variant_id = {variant} and on_hand <> {on_hand};"
                  f" update hrt.stock_level set on_hand = {on_hand} where variant_id = {variant}")


def fill_checkout(visitor, **more):
    return {**read_form(visitor.get("/checkout")[2], "/checkout"), **CONTACT, **more}


def test_emptying_the_shop(database):
    """What stands in the form's lines need not be in the cart: neither many pieces, nor many orders, nor a look at the shelves."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor)
        form = fill_checkout(visitor)
        for lines in ("1:51", "1:30,2:30", "1:999,2:999"):
            status, _, page = visitor.post("/checkout", {**form, "lines": lines})
            assert status == 409 and "Please call us for more than 50 pieces" in page, (lines, status)
        assert database.psql("select count(*) || ' ' || (select count(*) from hrt.stock_hold) from hrt.sales_order") == "0 0"
        database.psql("update hrt.shop_profile set web_order_pieces = 9999")
        total = {name: 950 * 1500000 for name in form if name.startswith("total-")}
        for left, told in ((900, False), (11, False), (10, True), (3, True)):
            set_stock(database, 1, left)
            status, _, page = visitor.post("/checkout", {**form, **total, "lines": "1:950"})
            words = Reader(page).text
            assert status == 409 and (f"Only {left} left of" in words) == told, (left, words)
            assert ("There are not 950 of" in words) != told and (told or not re.search(rf"\b{left}\b", words)), (left, words)
        visitor.move()
        answers = [visitor.post("/checkout", {"csrf": "x"})[0] for _ in range(21)]
        assert answers == [403] * 21, "a form that is no order costs no order"
        set_stock(database, 1, 900)
        visitor.move()
        for number in range(21):
            fill_cart(visitor)
            form = fill_checkout(visitor)
            if number < 2:
                assert visitor.post("/checkout", {**form, "phone": "no number"})[0] == 422
                assert visitor.post("/checkout", {**form, "lines": "1:901", **total})[0] == 409, "refused, and costs nothing"
                form = fill_checkout(visitor)
            status, _, page = visitor.post("/checkout", form)
            assert status == (303 if number < 20 else 429), (number, status)
        assert "please send it again in a minute" in page and 'value="Siti"' in page, "nothing that was typed is lost"


def test_limit_in_the_cart(database):
    """A cart with more than an order may hold says whom to call, and in the checkout it is changed with everything typed kept."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor, quantity=20)
        form = fill_checkout(visitor, name="Siti Rahma")
        page = fill_cart(visitor, quantity=40)
        assert "Please call us for more than 50 pieces" in page and 'href="/checkout"' not in page
        assert visitor.get("/checkout")[:2] == (303, "/cart")
        status, _, page = visitor.post("/checkout/line", {**form, "variant": 1, "quantity-1": 51})
        assert status == 200 and "Place the order" not in page and "Please call us for more than 50 pieces" in page
        status, _, page = visitor.post("/checkout/line", {**form, "variant": 1, "quantity-1": 50})
        assert status == 200 and "Place the order" in page and read_form(page, "/checkout")["name"] == "Siti Rahma"
        assert visitor.post("/checkout", {**CONTACT, **read_form(page, "/checkout")})[1].startswith("/order/")


def test_correction_after_back(database):
    """The same form with another word in it is no repetition: the order stands, and the answer says so."""
    with serving(database) as server:
        for is_customer in (False, True):
            visitor = Visitor(server)
            if is_customer:
                fields = {"name": "Siti", "email": "siti@example.com", "password": "senar baja nomor sebelas"}
                assert visitor.post("/register", fields)[0] == 303
            fill_cart(visitor)
            form = fill_checkout(visitor)
            placed = visitor.post("/checkout", form)[1].partition("?")[0]
            before = database.psql("select count(*) || ' ' || max(contact_phone) from hrt.sales_order")
            assert visitor.post("/checkout", form)[1].partition("?")[0] == placed, "sent again as it was"
            for name, value in (("phone", "081299998888"), ("email", "other@example.com"), ("note", "after six"), ("name", "Sita")):
                status, _, page = visitor.post("/checkout", {**form, name: value})
                assert status == 409 and "placed already" in page and "was not taken" in page, (name, status)
                assert (f'href="{placed}"' in page) == is_customer, (name, "the link is for who is known again")
                stranger = Visitor(server)
                fill_cart(stranger)
                status, _, page = stranger.post("/checkout", {**form, name: value, "csrf": stranger.token})
                assert status == 409 and "/order/" not in page, name
            assert database.psql("select count(*) || ' ' || max(contact_phone) from hrt.sales_order") == before


def test_sold_while_typing(database):
    """What sold out is changed in the checkout, and nothing is typed twice."""
    with serving(database) as server:
        visitor = Visitor(server)
        fields = {"name": "x" * 200, "email": "long@example.com", "password": "senar baja nomor sebelas"}
        status, _, page = visitor.post("/register", fields)
        assert status == 422 and "At most 120 characters" in page, "too long is not called missing"
        fill_cart(visitor, 1, 2)
        status, _, page = visitor.post("/checkout", fill_checkout(visitor, name="x" * 200))
        assert status == 422 and "At most 120 characters" in page and "We need a name" not in page
        fill_cart(visitor, 2, 1)
        typed = {"name": "Siti Rahma", "phone": "0812 3456 7890", "address": "Jl. Dago 12", "city": "Bandung", "postal": "40135", "note": ""}
        form = fill_checkout(visitor, **typed)
        set_stock(database, 1, 1)

        def check(answer, wanted, can_order):
            status, where, page = answer
            assert status == wanted, (status, where, page[-2000:])
            fields = read_form(page, "/checkout")
            assert {name: fields.get(name, "") for name in typed} == typed, fields
            assert ("Place the order" in page) == can_order
            return page, {**CONTACT, **fields}

        page, form = check(visitor.post("/checkout", form), 409, False)
        assert "Only 1 left of the 2 you want" in page and 'formaction="/checkout/line"' in page
        for quantity in ("-1", "1000", "x", ""):
            check(visitor.post("/checkout/line", {**form, "variant": 1, "quantity-1": quantity}), 400, False)
        check(visitor.post("/checkout/line", {**form, "variant": 1, "quantity-1": 2}), 409, False)
        page, form = check(visitor.post("/checkout/line", {**form, "variant": 1}), 200, True)
        set_stock(database, 1, 0)
        page, form = check(visitor.post("/checkout", form), 409, False)
        assert "Sold out meanwhile" in page and "not counted" in page and page.count("<s>") == 1
        page, form = check(visitor.post("/checkout/line", {**form, "remove": 1}), 200, True)
        set_stock(database, 2, 0)
        page, form = check(visitor.post("/checkout", form), 409, False)
        assert visitor.post("/checkout/line", {**form, "remove": 2})[:2] == (303, "/cart"), "nothing is left"
        assert database.psql("select count(*) from hrt.sales_order") == "0"


def test_session_over(database):
    """A form of a session that has ended is answered in words, with a way back; nothing is ordered."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor)
        form = fill_checkout(visitor)
        database.psql("delete from hrt.session")
        for path, fields in (("/checkout", form), ("/checkout/line", {**form, "remove": 1}), ("/cart", {"variant": 1, "quantity": 2})):
            status, _, page = visitor.post(path, fields)
            back = "%2Fcart" if path == "/cart" else "%2Fcheckout"
            assert status == 409 and "timed out" in page and f'href="/login?next={back}"' in page, (path, status)
        assert database.psql("select count(*) from hrt.sales_order") == "0"


def test_words_beside_fields(database):
    """Each error of the checkout stands beside its field and is tied to it; one without a field is no link."""
    with serving(database) as server:
        visitor = Visitor(server)
        fill_cart(visitor)
        form = fill_checkout(visitor)
        del form["service"]
        status, _, page = visitor.post("/checkout", {**form, "name": "x" * 121, "note": "x" * 1001, "payment": "", "lines": ""})
        elements = Reader(page).elements
        ids = {attributes["id"] for _, attributes in elements if "id" in attributes}
        described = {name for _, attributes in elements for name in attributes.get("aria-describedby", "").split()}
        links = {attributes["href"][1:] for tag, attributes in elements if tag == "a" and attributes.get("href", "").startswith("#c-")}
        assert status == 422 and "At most 120 characters" in page and "We need a name" not in page, status
        assert {"e-name", "e-note", "e-service", "e-payment"} <= described <= ids, described
        assert {"c-name", "c-note", "c-service", "c-payment"} <= links <= ids, links
        assert "look over the order" in page and "c-form" not in page
        focusable = {attributes.get("id") for tag, attributes in elements if tag in ("input", "textarea") or attributes.get("tabindex") == "-1"}
        assert links <= focusable, links - focusable


def test_nothing_here(database):
    """A page that does not exist knows who is asking."""
    with serving(database) as server:
        visitor = Visitor(server)
        fields = {"name": "Siti", "email": "siti@example.com", "password": "senar baja nomor sebelas"}
        assert visitor.post("/register", fields)[0] == 303
        fill_cart(visitor, quantity=3)
        for path, wanted in (("/nowhere", 404), ("/product/999999", 404)):
            status, _, page = visitor.get(path)
            assert status == wanted and 'href="/orders"' in page and ">3<" in page, (path, status)
        assert Visitor(server).get("/nowhere")[0] == 404 and visitor.ask("PUT", "/cart")[0] == 405


def test_clock(database):
    """A shop server whose clock is an hour, a day, a year off: the database's time counts, and everybody stays signed in."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    assert library, "install the package faketime"
    # Under the sanitizers another library comes before theirs, which they would refuse.
    sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
    for off in ("-1h", "+1h", "-1d", "+1y"):
        with serving(database, under=("env", f"LD_PRELOAD={library}", f"FAKETIME={off}", "FAKETIME_DONT_FAKE_MONOTONIC=1",
                                      f"ASAN_OPTIONS={sanitizer}")) as server:
            visitor = Visitor(server)
            email = f"clock{off}@example.com".replace("+", "p")
            assert visitor.post("/register", {"name": "Siti", "email": email, "password": "senar baja nomor sebelas"})[0] == 303
            fill_cart(visitor)
            page = visitor.get(order(visitor, email=email))[2]
            hold = database.psql("select round(extract(epoch from expires_at - now()) / 3600) || ' ' || (now() - placed_at < interval '1 min')"
                                 " from hrt.sales_order order by id desc limit 1")
            assert hold == "48 true", (off, hold)
            shown = database.psql("select string_agg(to_char(placed_at at time zone 'Asia/Jakarta', 'HH24:MI'), '') from hrt.sales_order"
                                  " where id = (select max(id) from hrt.sales_order)")
            assert f"{shown} WIB" in page, (off, shown)
            assert visitor.get("/orders")[0] == 200, "still signed in"
            assert visitor.post("/logout", {})[0] == 303
            assert visitor.post("/login", {"email": email, "password": "senar baja nomor sebelas"})[0] == 303
            assert visitor.get("/orders")[0] == 200, "signed in again"
    assert database.psql("select count(*) from hrt.sales_order where placed_at > now() or expires_at < placed_at") == "0"


def test_data_folder(database):
    """A data folder that is none, or not ours to read, costs the pictures and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        a_file = Path(folder) / "file"
        a_file.write_text("")
        for data in (str(a_file), str(Path(folder) / "missing")):
            server = Server(database.conninfo("hrt_web"), "127.0.0.1:0", "--data-dir", data, warns=True)
            assert server.port, server.said
            assert server.get("/products")[0] == 200
            assert server.get("/images/" + "ab" * 32 + "-160.webp")[0] == 404
            status, errors = server.stop()
            assert status == 0 and "CRITICAL" not in errors, errors


def main():
    tests = [(name, run) for name, run in globals().items() if name.startswith("test_")]
    wanted = sys.argv[1:]
    for name, run in tests:
        if wanted and name not in wanted:
            continue
        with cluster.Database() as database:
            database.psql(GOODS)
            run(database)
            print(f"{name}: ok", flush=True)


main()
