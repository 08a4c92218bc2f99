# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference: the same product page on the same rows in Flask, SQLAlchemy and Jinja. As the predecessor did, relations
load when a template asks; with REFERENCE_EAGER=1 they load with their owner, as somebody would do who looked at the log."""
import os
from datetime import datetime, timezone

import psycopg2

from flask import Flask, abort, render_template
from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, Text, create_engine
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import declarative_base, relationship, scoped_session, sessionmaker

engine = create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect(os.environ["REFERENCE_DSN"]),
                       pool_size=4)
Session = scoped_session(sessionmaker(bind=engine))
Base = declarative_base()
SCHEMA = {"schema": "hrt"}
WHEN = "selectin" if os.environ.get("REFERENCE_EAGER") else "select"


class Category(Base):
    __tablename__ = "category"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    slug = Column(Text)
    parent_id = Column(BigInteger)
    name_id = Column(Text)
    active = Column(Boolean)
    position = Column(Integer)


class Brand(Base):
    __tablename__ = "brand"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    slug = Column(Text)
    name = Column(Text)


class Shop(Base):
    __tablename__ = "shop_profile"
    __table_args__ = SCHEMA
    id = Column(Integer, primary_key=True)
    name = Column(Text)
    address = Column(Text)
    city = Column(Text)
    postal_code = Column(Text)
    phone = Column(Text)
    email = Column(Text)
    opening_hours = Column(Text)
    tax_number = Column(Text)
    charges_tax = Column(Boolean)
    prices_include_tax = Column(Boolean)


class Product(Base):
    __tablename__ = "product"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    slug = Column(Text)
    name = Column(Text)
    brand_id = Column(BigInteger, ForeignKey("hrt.brand.id"))
    category_id = Column(BigInteger, ForeignKey("hrt.category.id"))
    model = Column(Text)
    description_id = Column(Text)
    specification = Column(JSONB)
    active = Column(Boolean)
    created_at = Column(DateTime)
    brand = relationship(Brand, lazy=WHEN)
    category = relationship(Category, lazy=WHEN)
    variants = relationship("Variant", order_by="Variant.position", back_populates="product", lazy=WHEN)
    images = relationship("Image", order_by="Image.position", lazy=WHEN)

    @property
    def price(self):
        return min(variant.price for variant in self.variants)

    @property
    def price_varies(self):
        return self.price != max(variant.price for variant in self.variants)

    @property
    def available(self):
        return sum(variant.available for variant in self.variants)

    @property
    def low_stock(self):
        return sum(variant.low_stock for variant in self.variants)


class Variant(Base):
    __tablename__ = "variant"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    product_id = Column(BigInteger, ForeignKey("hrt.product.id"))
    sku = Column(Text)
    name = Column(Text)
    colour = Column(Text)
    price = Column(BigInteger)
    compare_at_price = Column(BigInteger)
    weight_g = Column(Integer)
    length_cm = Column(Integer)
    width_cm = Column(Integer)
    height_cm = Column(Integer)
    position = Column(Integer)
    low_stock = Column(Integer)
    active = Column(Boolean)
    product = relationship(Product, back_populates="variants")
    levels = relationship("Level", lazy=WHEN)
    holds = relationship("Hold", lazy=WHEN)

    @property
    def available(self):
        """What the web may sell: the same rule as the view's of ours."""
        now = datetime.now(timezone.utc)
        there = sum(level.on_hand for level in self.levels if level.location.sells_web)
        held = sum(hold.quantity for hold in self.holds if hold.location.sells_web and hold.expires_at > now)
        return max(there - held, 0)

    @property
    def picture(self):
        own = [image for image in self.product.images if image.variant_id == self.id]
        return (own or self.product.images)[0].hash if self.product.images else ""


class Location(Base):
    __tablename__ = "location"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    sells_web = Column(Boolean)


class Hold(Base):
    __tablename__ = "stock_hold"
    __table_args__ = SCHEMA
    order_id = Column(BigInteger, primary_key=True)
    variant_id = Column(BigInteger, ForeignKey("hrt.variant.id"), primary_key=True)
    location_id = Column(BigInteger, ForeignKey("hrt.location.id"), primary_key=True)
    quantity = Column(BigInteger)
    expires_at = Column(DateTime(timezone=True))
    location = relationship(Location, lazy=WHEN)


class Level(Base):
    __tablename__ = "stock_level"
    __table_args__ = SCHEMA
    variant_id = Column(BigInteger, ForeignKey("hrt.variant.id"), primary_key=True)
    location_id = Column(BigInteger, ForeignKey("hrt.location.id"), primary_key=True)
    on_hand = Column(BigInteger)
    location = relationship(Location, lazy=WHEN)


class Image(Base):
    __tablename__ = "image"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    product_id = Column(BigInteger, ForeignKey("hrt.product.id"))
    variant_id = Column(BigInteger)
    hash = Column(Text)
    width = Column(Integer)
    height = Column(Integer)
    alt = Column(Text)
    position = Column(Integer)


app = Flask(__name__)


@app.template_filter("rupiah")
def rupiah(value):
    return "Rp\u00a0" + f"{value:,}".replace(",", ".")


@app.teardown_appcontext
def close_session(_error):
    Session.remove()


@app.context_processor
def navigation():
    return {"shop": Session.get(Shop, 1), "categories": Session.query(Category).filter_by(active=True, parent_id=None).order_by(Category.position).all()}


@app.route("/product/<int:product_id>")
def product_page(product_id):
    product = Session.get(Product, product_id)
    if product is None or not product.active:
        abort(404)
    related = (Session.query(Product).filter(Product.category_id == product.category_id, Product.id != product.id,
                                             Product.active).order_by(Product.id).limit(4).all())
    return render_template("product.html", product=product, related=related)
