# SPDX-License-Identifier: GPL-3.0-or-later
"""Sale: three lines from eight clients, against the round trips of an object-relational mapper on the same server; spread
over many goods, and when everybody buys the same three. Eight tills are eight connections; eight customers of one program
go through HrtSales, with its journal file. A flush takes 1 ms. Stock and money are added up afterwards."""
import json
import statistics
import subprocess
import time

from server import BenchServer
from table import Row, tree_cpu

CLIENTS, SECONDS, ROUNDS, VARIANTS, STOCK = 8, 3, 3, 3000, 100_000_000

SETUP = f"""
insert into hrt.category (slug, name_id, name_en) values ('bench', 'Ukur', 'Bench');
insert into hrt.staff (login, name, role, password_hash) values ('bench', 'Bench', 'admin', 'x');
insert into hrt.till (code, name) values ('bench', 'Bench') on conflict do nothing;
insert into hrt.product (slug, name, category_id) select 'bench-' || i, 'Bench ' || i, (select min(id) from hrt.category)
  from generate_series(1, {VARIANTS}) i;
insert into hrt.variant (product_id, sku, price) select id, 'BENCH-' || id, 100000 from hrt.product where slug like 'bench-%';
insert into hrt.stock_level select v.id, l.id, {STOCK} from hrt.variant v, hrt.location l where l.code = 'main';
insert into hrt.stock_movement (variant_id, location_id, quantity, reason)
  select v.id, l.id, {STOCK}, 'opening' from hrt.variant v, hrt.location l where l.code = 'main';
select * from hrt.open_shift(gen_random_uuid(), (select id from hrt.till where code = 'bench'), (select id from hrt.staff), 0);
"""
IDS = """select (select min(id) from hrt.variant), (select id from hrt.till where code = 'bench'),
  (select max(id) from hrt.till_shift), (select id from hrt.staff where login = 'bench'),
  (select id from hrt.location where code = 'main')"""
LOST = f"""select (select count(*) from hrt.stock_level) * {STOCK}::int8 - (select sum(on_hand) from hrt.stock_level)"""


def psql(conninfo, script):
    return subprocess.run(["psql", "-qAtX", "-F", " ", "-v", "ON_ERROR_STOP=1", conninfo], input=script, text=True,
                          capture_output=True, check=True).stdout.strip()


def measure(server, build, conninfo, how, variants, ids):
    """Sales per second, and milliseconds of the server's CPU for one; both from where the clock starts."""
    first, till, shift, staff, location = ids
    if how == "program":
        command = [build / "bench/bench-sale-service", conninfo, server.folder / "shop", CLIENTS, SECONDS, first, variants, till,
                   shift, staff]
    else:
        command = [build / "bench/bench-sale", conninfo, how, CLIENTS, SECONDS, first, variants, till, shift, staff, location]
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()  # connected and warm: a till's connection is open all day
        before = tree_cpu(server.pid)
        out = json.loads(process.stdout.readline())
        spent = tree_cpu(server.pid) - before
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    while children_of(conninfo) > 1:  # the clients' servers are gone before the next one starts
        time.sleep(0.05)
    return out["per_second"], 1000 * spent / out["sold"]


def children_of(conninfo):
    return int(psql(conninfo, "select count(*) from pg_stat_activity where backend_type = 'client backend'"))


def compare(server, build, owner, ids, goods, variants, target):
    """Ours against theirs in turns, and the median of each round's ratio."""
    rounds = [{how: measure(server, build, owner, how, variants, ids) for how in ("program", "sell", "naive")}
              for _ in range(ROUNDS)]
    rows = []
    for how, who in (("program", "8 customers of one program"), ("sell", "8 tills")):
        for part, what, unit in ((0, "sales", "/s"), (1, "CPU", " ms")):
            ours, theirs = ([r[which][part] for r in rounds] for which in (how, "naive"))
            ratio = statistics.median(a / b if part == 0 else b / a for a, b in zip(ours, theirs))
            rows.append(Row(f"sale, {who}, {goods}, {what}", "ORM-style round trips", f"{statistics.median(ours):.3g}{unit}",
                            f"{statistics.median(theirs):.3g}{unit}", ratio, f">= {target:.1f}x", ratio >= target))
    return rows


def run(build):
    subprocess.run(["ninja", "-C", str(build), "bench/bench-sale", "bench/bench-sale-service"], check=True,
                   capture_output=True)
    with BenchServer(build, flush_us=1000) as server:
        owner = server.create_database("bench_sale")
        psql(owner, SETUP)
        psql(owner, "vacuum analyze")  # not by autovacuum in the middle of somebody's round
        ids = psql(owner, IDS).split()
        (server.folder / "shop").mkdir()
        rows = compare(server, build, owner, ids, "spread", VARIANTS, 2.0)
        rows += compare(server, build, owner, ids, "one product", 3, 1.0)
        sold = int(psql(owner, "select count(*) from hrt.sales_order"))
        lost = int(psql(owner, LOST))
        rows.append(Row("sale: pieces sold = stock gone", "sum over all orders", str(lost), str(3 * sold),
                        lost / (3 * sold), "= 1", lost == 3 * sold))
    return rows
