# SPDX-License-Identifier: GPL-3.0-or-later
"""Sale: hrt.sell with three lines from eight connections, against the round trips of an object-relational mapper on the
same server; spread over many goods, and when everybody buys the same three. Stock and money are added up afterwards."""
import json
import statistics
import subprocess

from table import Row

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


def sell(build, conninfo, mode, variants, ids):
    first, *rest = ids
    out = subprocess.run([str(build / "bench/bench-sale"), conninfo, mode, str(CLIENTS), str(SECONDS), first,
                          str(variants), *rest], check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def run(build):
    from server import BenchServer
    subprocess.run(["ninja", "-C", str(build), "bench/bench-sale"], check=True, capture_output=True)
    rows = []
    with BenchServer(build) as cluster:
        owner = cluster.create_database("bench_sale")
        psql(owner, SETUP)
        ids = psql(owner, IDS).split()
        for name, variants, target in (("spread", VARIANTS, 2.0), ("all buy the same", 3, 1.0)):
            runs = [(sell(build, owner, "sell", variants, ids), sell(build, owner, "naive", variants, ids))
                    for _ in range(ROUNDS)]
            ratio = statistics.median(a["per_second"] / b["per_second"] for a, b in runs)
            ours, theirs = (statistics.median(r[i]["per_second"] for r in runs) for i in (0, 1))
            rows.append(Row(f"sale, 8 clients, {name}", "ORM-style round trips", f"{ours:.0f}/s", f"{theirs:.0f}/s",
                            ratio, f">= {target:.1f}x", ratio >= target))
        sold = int(psql(owner, "select count(*) from hrt.sales_order"))
        lost = int(psql(owner, LOST))
        rows.append(Row("sale: pieces sold = stock gone", "sum over all orders", str(lost), str(3 * sold),
                        lost / (3 * sold), "= 1", lost == 3 * sold))
    return rows
