"""Whatever is handed in, the answer is a quote or a clear error, never a crash."""

import datetime
import math
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import order
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fos


def with_price(amount):
    return {"date": "2026-11-23", "consignment": {"destination_country": "DE", "dispatch_country": "CN",
                                                  "items": [{"unit_price": {"amount": amount, "currency": "EUR"}}]}}


PRICE = "/consignment/items/0/unit_price/amount"


@pytest.mark.parametrize("value", [12.5, 0.1, 1e22, 5.0, -0.0, math.nan, math.inf, -math.inf])
def test_binary_floats_are_refused(value):
    with pytest.raises(fos.WrongTypeError) as caught:
        fos.quote(with_price(value))
    assert caught.value.pointer == PRICE and isinstance(caught.value, TypeError)
    assert ("Decimal(" in caught.value.text) == math.isfinite(value)
    with pytest.raises(fos.WrongTypeError):
        fos.Money(value, "EUR")


def test_exact_numbers_are_taken():
    amounts = {fos.quote(with_price(value)).values.goods for value in
               ("12.50", Decimal("12.5"), Decimal("125E-1"), fos.quote(with_price("12.50")).values.goods)}
    assert amounts == {Decimal("12.50")}
    assert fos.quote(b'{"date":"2026-11-23","consignment":{"destination_country":"DE","dispatch_country":"CN","items":'
                     b'[{"unit_price":{"amount":12.5,"currency":"EUR"}}]}}').values.goods == Decimal("12.5")
    assert fos.quote({**with_price("12.5"), "x_note": "1.5 and 1e5, \"2.5\" \\"}).values.goods == Decimal("12.5")


@pytest.mark.parametrize("value, status", [
    (10**30, "limit_digits"), (10**5000, "limit_digits"), (-1, "out_of_range"), (True, "wrong_type"), ("x", "syntax"),
    ("\ud800", "encoding"), ("1\0", "encoding"), (Decimal("NaN"), None), (Decimal("-Infinity"), None), (Decimal("1E+500000"), None),
    (b"1", "wrong_type"), (Fraction(1, 3), "wrong_type"), (object(), "wrong_type"), ({1, 2}, "wrong_type"), (1j, "wrong_type"),
    (datetime.datetime(2026, 1, 1), "wrong_type"), ([], "wrong_type"), ({}, "wrong_type"), (None, None), (fos.Money("1", "EUR"), "wrong_type"),
], ids=lambda value: type(value).__name__)
def test_wrong_amounts(value, status):
    with pytest.raises(fos.InputError) as caught:
        fos.quote(with_price(value))
    assert caught.value.pointer.startswith("/consignment/items/0/unit_price")
    if status:
        assert caught.value.status == status


def test_not_a_request():
    for value in (None, 7, 1.5, [], (), object(), fos.Money("1", "EUR"), fos):
        with pytest.raises(fos.WrongTypeError):
            fos.quote(value)
    for value in (b"", "", b"\xff\xfe", "null", b"[]", "\ud800", {}, {"": 1}, {"date": "\udfff"}):
        with pytest.raises(fos.InputError):
            fos.quote(value)
    with pytest.raises(fos.WrongTypeError) as caught:
        fos.quote({"consignment": {("a",): 1}})
    assert caught.value.pointer == "/consignment"


def test_endless():
    circle = {}
    circle["x_self"] = circle
    with pytest.raises(fos.LimitError) as caught:
        fos.quote(circle)
    assert caught.value.status == "limit_depth"
    deep = {}
    for _ in range(100000):
        deep = {"x": deep}
    with pytest.raises(fos.LimitError):
        fos.quote(deep)
    with pytest.raises(fos.LimitError):
        fos.quote(b"[" * 1000000)


def test_money():
    assert fos.Money("12.50", "EUR") == fos.Money(Decimal("12.5"), "EUR") and str(fos.Money(1, "JPY")) == "1 JPY"
    for wrong in ("", "x", "NaN", "Infinity", "1,5"):
        with pytest.raises(fos.InputError):
            fos.Money(wrong, "EUR")
    for wrong in (None, True, [], b"1"):
        with pytest.raises(fos.WrongTypeError):
            fos.Money(wrong, "EUR")


def test_locales():
    for wrong in (7, "a\0b", "\ud800"):
        with pytest.raises(fos.InputError):
            fos.text(order(), locale=wrong)
    if fos.locale_supported:
        assert "103,01" in fos.text(order(), locale="de-DE")
    else:
        with pytest.raises(fos.Error) as caught:
            fos.text(order(), locale="de-DE")
        assert caught.value.status == "unsupported"


def test_wrong_libraries():
    for wrong in ([7], [None], [1.5], [[b"x"]]):
        with pytest.raises(fos.WrongTypeError):
            fos.Library(wrong)
    for wrong in ([b""], [b"{"], [b"[]"], [b"\xff"]):
        with pytest.raises(fos.Error):
            fos.Library(wrong)
    with pytest.raises(fos.WrongTypeError):
        fos.Session(None)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_fork_in_the_middle_of_a_batch():
    answers = fos.quote_many(iter([order()] * 500), jobs=2)
    next(answers)
    child = os.fork()
    if child == 0:
        answers.close()
        os._exit(0 if fos.quote(order()).complete else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert sum(answer.complete for answer in answers) == 499


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_end_of_the_process(jobs):
    """Whatever is alive then, and however it hangs together, Python ends without a crash."""
    code = f"""
import fos, gc
request = {order()!r}
library = fos.Library()
session = library.session()
answers = library.quote_many([request] * 200, jobs={jobs})
next(answers)
others = fos.quote_many([request] * 200, jobs={jobs})
quote = next(others)
circle = [library, session, answers, quote, others]
circle.append(circle)
class Late:
    def __del__(self):
        fos.quote(request)
library.late = Late()
fos.late = circle
del library, session, answers, others
gc.collect()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.decimals() | st.dates(),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=12)
PLACES = [(), ("date",), ("approach",), ("elections",), ("assume",), ("consignment",), ("consignment", "items"), ("consignment", "freight"),
          ("consignment", "seller"), ("consignment", "items", 0), ("consignment", "items", 0, "quantity"),
          ("consignment", "items", 0, "unit_price"), ("consignment", "items", 0, "unit_price", "amount"), ("counters",), ("exchange_rates",)]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.sampled_from(PLACES), value=JSON)
def test_any_value_anywhere(place, value):
    request = order()
    node = request
    for step in place[:-1]:
        node = node[step]
    if place:
        node[place[-1]] = value
    else:
        request = value
    try:
        assert isinstance(fos.quote(request).to_dict(), dict)
    except fos.Error as error:
        assert error.text and error.status
        assert isinstance(request, str) or not error.line


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=60))
def test_any_bytes(data):
    with pytest.raises(fos.InputError):
        fos.quote(data)
    for answer in fos.quote_many(data, jobs=1):
        assert isinstance(answer, fos.Error)


@settings(max_examples=100, deadline=None)
@given(price=st.decimals(0, 10**7, places=2), quantity=st.integers(1, 1000))
def test_sums_agree(price, quantity):
    request = order()
    request["consignment"]["items"] = [{"commodity_code": "610910", "unit_price": fos.Money(price, "EUR"), "quantity": quantity,
                                        "duty_rate": "12 %"}]
    quote = fos.quote(request)
    assert quote.values.goods == price * quantity
    assert sum(charge.amount for charge in quote.charges) == quote.totals.charges
    for charge in quote.charges:
        assert sum(charge.shares) == charge.amount
    totals = quote.totals
    assert totals.landed_cost == totals.goods + totals.freight + totals.insurance + totals.charges
    for sums in (totals.by_collector, totals.by_payer, totals.by_due):
        assert sum(sums.values()) == totals.charges
