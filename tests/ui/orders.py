#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders from the web, from the list to the last step: they appear by themselves, are paid, packed and sent, fetched, or
cancelled; and each step is in the database. Their receipts are shown again.

orders.py PROGRAM ADMIN            exits 0 when all of it works
"""
import json
import sys
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from care import PASSWORD, find_containing, open_shift, program_of_a_shop  # noqa: E402
from journey import check, receipt_text, sign_in  # noqa: E402


def place(shop, name, service, payment):
    """An order of one piece, as the web shop places it; its id."""
    order = {"key": str(uuid.uuid4()), "contact_name": name, "contact_phone": "081234567890", "address": "Jl. Braga 1",
             "city": "Bandung", "postal_code": "40111", "payment_method": payment, "lines": [{"variant_id": 1, "quantity": 1}]}
    placed = shop.sql("select coalesce(r.order_id::text, r.problems::text) from (select s.id from hrt.shipping_service s where s.active and "
                      f"{service} order by s.id limit 1) s, lateral hrt.place_order(jsonb_build_array('{json.dumps(order)}'::jsonb"
                      " || jsonb_build_object('shipping_service_id', s.id))) r")
    assert placed.isdigit(), placed
    shop.sql(f"notify hrt_order, '{placed}'")
    return placed


def state(shop, order):
    return shop.sql(f"select status || ' ' || payment_status || ' ' || fulfilment_status from hrt.sales_order where id = {order}")


def wait_state(desk, shop, order, wanted):
    desk.wait(lambda: state(shop, order) == wanted, 20, f"{wanted}, not {state(shop, order)}")
    time.sleep(0.8)  # the page reads it again


def open_newest(desk, name):
    """By keyboard: to the list, and its first row."""
    find_containing(desk, name, 20)
    time.sleep(0.8)
    if desk.find("What happened"):  # its own rows may have the keyboard: the way begins above the list
        desk.press("Which orders")
        time.sleep(0.5)
        desk.key("Escape")
        time.sleep(0.5)
    desk.tab_to_row(12)
    desk.key("Home", "Return")
    desk.expect("Customer and delivery", seconds=20)
    desk.expect(name, seconds=20)  # alone: in the list it stands behind the time
    time.sleep(0.5)


def send(desk, shop):
    desk.key("ctrl+3")
    desk.expect("No orders", seconds=20, exact=False)
    order = place(shop, "Budi Santoso", "not s.is_pickup", "bank_transfer")
    desk.expect("Orders, 1 from the web shop is waiting", seconds=20)
    open_newest(desk, "Budi Santoso")
    check(True, "an order appears by itself, and is counted")
    check(desk.find("Start Packing") is None, "what is not paid is not packed")
    check(desk.find("Receipt") is None, "nor has it a receipt")
    desk.press("Mark as Paid")
    wait_state(desk, shop, order, "confirmed paid pending")
    desk.press("Receipt")
    text = desk.wait(lambda: receipt_text(desk, "COPY"), 20, "the receipt of a transfer")
    check("\nBank transfer: " in text and "Cash:" not in text and "Change" not in text, "its receipt says that it was transferred")
    time.sleep(0.8)
    desk.key("Escape")
    desk.expect("Customer and delivery", seconds=10)
    time.sleep(0.5)
    desk.press("Start Packing")
    wait_state(desk, shop, order, "confirmed paid packing")
    desk.press("Sent by Courier")
    wait_state(desk, shop, order, "confirmed paid shipped")
    check(shop.sql("select on_hand from hrt.stock_level where variant_id = 1") == "49", "paid, packed and sent")
    desk.expect_gone("Orders, 1 from the web shop is waiting", 20)
    check(True, "and waits no more")


def cancel(desk, shop):
    """It comes in while somebody stands at the till."""
    desk.key("ctrl+1")
    desk.expect("Open the Shift", seconds=20)
    order = place(shop, "Siti Aminah", "not s.is_pickup", "bank_transfer")
    number = shop.sql(f"select number from hrt.sales_order where id = {order}")
    find_containing(desk, f"{number} from the web, Rp ", 20)
    check(desk.find("Orders, 1 from the web shop is waiting") is not None, "told of wherever one is")
    desk.press("Show")
    desk.expect("Customer and delivery", seconds=20)
    desk.expect("Siti Aminah", seconds=20)
    check(True, "and one click away")
    desk.press("Cancel the Order…")
    desk.expect("Cancel this order?", seconds=20)
    time.sleep(0.5)
    desk.type("salah pesan", 40)
    desk.key("Tab", "Tab", "Return")  # past "Keep It"
    desk.wait(lambda: state(shop, order).startswith("cancelled"), 20, "the cancelled order")
    check(shop.sql("select count(*) from hrt.stock_hold") == "0", "a cancelled order holds nothing")
    find_containing(desk, "salah pesan", 10)
    check(True, "and says why")


def take_cash(desk, shop, order):
    """As at the till: what the customer gives, the change, the receipt; on paper again with Ctrl+P."""
    desk.press("Take Rp 185.000 in Cash")
    desk.expect_shown("TO PAY IN CASH", seconds=10)
    time.sleep(0.8)
    desk.scan("8991234567890")
    time.sleep(0.8)
    check(shop.sql("select count(*) from hrt.payment where method = 'cash'") == "0" and desk.find("Paid: Show the Receipt"),
          "a scan is no amount")
    desk.key("Escape")
    desk.press("Take Rp 185.000 in Cash")
    time.sleep(0.8)
    desk.type("200000", 80)
    desk.expect("Rp 15.000", seconds=10)
    time.sleep(0.6)  # a busy display may deliver the keys in one burst; what Enter follows later is no scan
    desk.key("Return")
    text = desk.wait(lambda: receipt_text(desk, "TOTAL: Rp 185.000\nCash: 200.000\nChange: 15.000"), 20, "the receipt")
    check("Joko" in text, "a receipt with the change")
    check(shop.sql(f"select amount || ' ' || tendered || ' ' || change from hrt.payment where order_id = {order}")
          == "185000 200000 15000", "stored with what was given and the change")
    check(shop.sql("select sum(amount) from hrt.drawer_entry where kind = 'sale'") == "185000", "the drawer has the price")
    time.sleep(0.8)
    desk.key("ctrl+p")
    desk.expect("Print to File", seconds=20)
    desk.key("Escape")
    time.sleep(0.8)
    desk.key("Escape")
    desk.expect("Customer and delivery", seconds=10)
    return text


def show_again(desk, shop, order, first):
    """The customer comes back: from the list, the receipt is what it was, and says that it is a copy."""
    number = shop.sql(f"select number from hrt.sales_order where id = {order}")
    open_newest(desk, "Dewi Lestari")
    desk.press("Receipt")
    again = desk.wait(lambda: receipt_text(desk, "COPY"), 20, "the copy of the receipt")
    check("TOTAL: Rp 185.000\nCash: 200.000\nChange: 15.000" in again and number in again, "the receipt is shown again")
    check(again == first.replace(number, "COPY\n" + number, 1), "as it was, but for the word that it is a copy")
    check(desk.find("COPY OF THE RECEIPT") and not desk.find("Change Rp 15.000"), "and asks nobody to give change again")
    time.sleep(0.8)
    desk.key("Return")  # back to the order, and its receipt on paper without a look at it
    desk.expect("Customer and delivery", seconds=10)
    time.sleep(0.8)
    desk.key("ctrl+p")
    desk.expect("Print to File", seconds=20)
    desk.key("Escape")
    time.sleep(0.8)
    check(True, "Ctrl+P prints it from the order")


def serve_as_cashier(desk, shop):
    """Who stands at the till takes the cash of what is fetched and hands it over, and no more."""
    desk.key("ctrl+l")
    sign_in(desk, PASSWORD, "Joko, Cashier")
    open_shift(desk)
    desk.key("ctrl+3")
    place(shop, "Rina Wijaya", "not s.is_pickup", "bank_transfer")
    open_newest(desk, "Rina Wijaya")
    buttons = ("Cancel the Order…", "Mark as Paid", "Start Packing")
    check(not any(desk.find(name) for name in buttons), "a cashier does nothing to an order that is sent")
    order = place(shop, "Dewi Lestari", "s.is_pickup", "pay_at_pickup")
    open_newest(desk, "Dewi Lestari")
    check(desk.find("Take Rp 185.000 in Cash") is not None and not any(map(desk.find, ("Cancel the Order…", "Ready for Pick-Up"))),
          "but takes the cash of one that is fetched")
    shop.sql(f"select hrt.fulfil_order({order}, 'ready_for_pickup', (select id from hrt.staff where role = 'admin'), '')")
    check(desk.find("Receipt") is None, "what is not paid has no receipt")
    show_again(desk, shop, order, take_cash(desk, shop, order))
    desk.press("Hand Over")
    wait_state(desk, shop, order, "completed paid handed_over")
    check(True, "and hands it over")


def open_for_orders(shop):
    shop.run("user", "add", "joko", "--role", "cashier", "--name", "Joko", stdin=PASSWORD + "\n")
    shop.sql("insert into hrt.shipping_service (code, courier, name, base_price, price_per_kg, volumetric_divisor, tolerance_g)"
             " values ('reg', 'JNE', 'REG', 5000, 10000, 6000, 300)")
    shop.sql("update hrt.shop_profile set bank_name = 'BCA', bank_account = '123', bank_holder = 'Sari'")


def main():
    with program_of_a_shop(open_for_orders) as (desk, shop, _):
        sign_in(desk, PASSWORD)
        send(desk, shop)
        cancel(desk, shop)
        serve_as_cashier(desk, shop)


if __name__ == "__main__":
    main()
