# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference: the same product page on the same rows, written as the predecessor was: Flask, SQLAlchemy, Jinja."""
import os

import psycopg2

from flask import Flask, abort, render_template
from sqlalchemy import (BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, Text, create_engine, func)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import declarative_base, relationship, scoped_session, sessionmaker

engine = create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect(os.environ["REFERENCE_DSN"]),
                       pool_size=4)
Session = scoped_session(sessionmaker(bind=engine))
Base = declarative_base()
SCHEMA = {"schema": "hrt"}


class Category(Base):
    __tablename__ = "category"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    slug = Column(Text)
    name_id = Column(Text)
    active = Column(Boolean)
    position = Column(Integer)


class Brand(Base):
    __tablename__ = "brand"
    __table_args__ = SCHEMA
    id = Column(BigInteger, primary_key=True)
    name = Column(Text)


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
    brand = relationship(Brand)
    category = relationship(Category)
    variants = relationship("Variant", order_by="Variant.position")
    images = relationship("Image", order_by="Image.position")


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
    active = Column(Boolean)
    levels = relationship("Level")


class Level(Base):
    __tablename__ = "stock_level"
    __table_args__ = SCHEMA
    variant_id = Column(BigInteger, ForeignKey("hrt.variant.id"), primary_key=True)
    location_id = Column(BigInteger, primary_key=True)
    on_hand = Column(BigInteger)


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
    return {"categories": Session.query(Category).filter_by(active=True).order_by(Category.position).all()}


@app.route("/product/<int:product_id>")
def product_page(product_id):
    product = Session.get(Product, product_id)
    if product is None or not product.active:
        abort(404)
    related = (Session.query(Product).filter(Product.category_id == product.category_id, Product.id != product.id,
                                             Product.active).order_by(Product.id).limit(4).all())
    in_category = Session.query(func.count(Product.id)).filter_by(category_id=product.category_id).scalar()
    return render_template("product.html", product=product, related=related, in_category=in_category)
