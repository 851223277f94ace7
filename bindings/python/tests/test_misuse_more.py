"""Misuse of all that is not a quote: a clear error, never a crash."""

import math
import threading
from decimal import Decimal

import pytest
from conftest import CASES, ORDER, order
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fos
from fos import tariff

EUR = fos.Money("100", "EUR")
CLOSED = fos.Library()
CLOSED.close()
NO_TEXTS = [None, 7, 1.5, b"x", "\ud800", "a\0b", [], object()]
NO_NUMBERS = [math.nan, math.inf, 1.5, None, True, [], b"1", "", "x", "1,5", "\ud800", "1\0", Decimal("NaN"), Decimal("Infinity"), 10**30, 10**5000,
              Decimal("1E+500000"), -1, "-0.01"]


@pytest.mark.parametrize("text", NO_TEXTS, ids=repr)
def test_texts(text):
    for call in (lambda: tariff.parse(text), lambda: tariff.explain(text, tariff.Goods(EUR)), lambda: tariff.lookup(text, "DE"),
                 lambda: tariff.lookup("610910", text), lambda: tariff.search(text, "DE"), lambda: tariff.search("shirt", text),
                 lambda: fos.convert(order(), text), lambda: fos.convert(order(), "json", source=text), lambda: fos.schema(text),
                 lambda: fos.dump_profile(text), lambda: tariff.compile(b"", text), lambda: fos.validate(order(), text),
                 lambda: tariff.explain("EA", tariff.Goods(EUR, components={"EA": text})),
                 lambda: tariff.explain("EA", tariff.Goods(EUR, meursing=tariff.Meursing(b"code,EA\n", text))),
                 lambda: tariff.explain("1 %", tariff.Goods(EUR, certificates=[text])),
                 lambda: tariff.compile(b"", "uk-csv", groups=[tariff.Group(text, "x", ["DE"])])):
        with pytest.raises((fos.Error, TypeError)) as caught:
            call()
        assert str(caught.value)
    for call in (lambda: tariff.lookup("610910", "DE", origin=text), lambda: tariff.explain("1 %", tariff.Goods(EUR, programme=text)),
                 lambda: tariff.explain("1 %", tariff.Goods(EUR, dollar=text)), lambda: fos.convert(order(), "json", fit=text),
                 lambda: fos.roles(text), lambda: tariff.explain("1 %", tariff.Goods(currency=text))):
        if text is None or text == []:
            continue
        with pytest.raises((fos.Error, TypeError)):
            call()


@pytest.mark.parametrize("number", NO_NUMBERS, ids=map(str, range(len(NO_NUMBERS))))
def test_numbers(number):
    for goods in (lambda: tariff.Goods(EUR, quantities={"KGM": number}), lambda: tariff.Goods(EUR, parts={"case": number}),
                  lambda: tariff.Goods(EUR, exchange={("EUR", "GBP"): number})):
        with pytest.raises(fos.InputError):
            tariff.explain("1.1 EUR/KGM", goods())
    if not isinstance(number, (int, str)) or number in (-1, "-0.01", 10**30, 10**5000):
        with pytest.raises(fos.InputError):
            tariff.explain("1 %", tariff.Goods(fos.Money(number, "EUR")))
    for call in (lambda: tariff.search("shirt", "DE", most=number), lambda: tariff.lookup("610910", "DE", date=number if number is not None else 7)):
        with pytest.raises(fos.Error):
            call()


@pytest.mark.parametrize("wrong", [7, "x", None, [], {}, object()], ids=lambda value: type(value).__name__)
def test_objects(wrong):
    for call in (lambda: tariff.explain("1 %", wrong), lambda: tariff.explain("1 %", tariff.Goods(value=wrong or 7)),
                 lambda: tariff.explain("1 %", tariff.Goods(quantities=wrong or 7)), lambda: tariff.explain("1 %", tariff.Goods(meursing=wrong or 7)),
                 lambda: tariff.explain("1 %", tariff.Goods(exchange={wrong if wrong.__hash__ else 7: 1})),
                 lambda: tariff.lookup("610910", "DE", library=wrong or 7), lambda: tariff.options(order(), library=wrong or 7),
                 lambda: tariff.options(wrong), lambda: fos.convert(wrong, "json"), lambda: fos.convert(order(), "json", quote=wrong),
                 lambda: fos.convert(order(), "json", fit=[wrong]), lambda: fos.convert(order(), "json", date=wrong or 7),
                 lambda: tariff.compile(wrong), lambda: tariff.compile(b"", "uk-csv", groups=[wrong]),
                 lambda: fos.Library(rates=[wrong]), lambda: fos.Library(tariffs=[wrong])):
        with pytest.raises((fos.Error, OSError, TypeError)):
            call()


def test_huge_settings():
    for call in (lambda: fos.quote_many(b"", jobs=10**5000), lambda: fos.Library(limits=fos.Limits(items=10**5000))):
        with pytest.raises(fos.InputError):
            call()


def test_what_is_closed():
    for call in (lambda: tariff.lookup("610910", "DE", library=CLOSED), lambda: tariff.search("x", "DE", library=CLOSED),
                 lambda: tariff.options(order(), library=CLOSED), lambda: fos.convert(order(), "wco-xml", quote=CLOSED)):
        with pytest.raises(fos.MisuseError, match="closed"):
            call()


def test_broken_files():
    for content in (b"", b"\0", b"\xff\xfe", b"code\n", b"{", b"[" * 100000, b"\x89FOSTRF\n" + bytes(200), ORDER.read_bytes()):
        for form in ("csv", "uk-csv", "us-hts-json", "us-hts-csv", "mfn-csv"):
            try:
                made = tariff.compile(content, form, id="NZ", currency="NZD")
            except fos.Error as error:
                assert error.text
            else:
                assert made.measures == 0 or form != "csv"
        for library in (lambda: fos.Library(rates=[content]), lambda: fos.Library(tariffs=[content])):
            with pytest.raises(fos.Error):
                library()
        with pytest.raises(fos.Error):
            tariff.explain("EA", tariff.Goods(EUR, meursing=tariff.Meursing(content, "7000")))
        for source in fos.formats():
            with pytest.raises(fos.Error):
                if not fos.convert(content, "json", source=source).findings:
                    raise fos.Error("read as a request")
    with pytest.raises(FileNotFoundError):
        tariff.compile("/nowhere.csv")
    with pytest.raises(FileNotFoundError):
        fos.Library(rates=["/nowhere.xml"])


def test_limits_of_conversions():
    for limit in (fos.FitLimit("nowhere"), fos.FitLimit("consignment.items.description", "rubbish"), fos.FitLimit("\ud800"), fos.FitLimit(None),
                  fos.FitLimit("consignment.items.description", "an..5", "greek")):
        with pytest.raises(fos.InputError):
            fos.convert(order(), "json", fit=[limit])
    with pytest.raises(fos.InputError, match="no profile"):
        fos.convert(order(), "json", fit="eu.h8")
    incomplete = order()
    incomplete["consignment"]["items"] = [{"commodity_code": "880211", "unit_price": {"amount": "900", "currency": "EUR"}}]
    with pytest.raises(fos.NoQuoteError) as caught:
        fos.convert(incomplete, "wco-xml", quote=True)
    assert caught.value.status == "incomplete"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(alphabet=st.sampled_from("0123456789.,%+-/ EURkgMINAX()¢$£€<>=\u00e9"), max_size=40))
def test_any_rate(text):
    try:
        found = tariff.explain(text, tariff.Goods(EUR, quantities={"KGM": "2.5"}))
    except fos.Error as error:
        assert error.text
    else:
        assert found.canonical and (found.amount is not None) == found.computable


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=80), form=st.sampled_from(["csv", "uk-csv", "us-hts-json", "us-hts-csv", "mfn-csv"]))
def test_any_tariff(data, form):
    try:
        tariff.compile(data, form, id="NZ", currency="NZD")
    except fos.Error as error:
        assert error.text


def test_threads_share_tariffs():
    expected = (tariff.lookup("610910", "DE"), tariff.search("shirts", "DE"), tariff.options(order()), tariff.parse("9.6 % MIN 1.1 EUR/KGM"))
    wrong = []

    def work():
        for _ in range(20):
            got = (tariff.lookup("610910", "DE"), tariff.search("shirts", "DE"), tariff.options(order()), tariff.parse("9.6 % MIN 1.1 EUR/KGM"))
            if got != expected:
                wrong.append(got)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong


def test_the_reader_of_answers_takes_nothing_else():
    """The extension that reads answers is the package's own; still it never crashes."""
    from fos import _answers

    quote = fos.quote(order())
    for data in (b"", b"{", b'{"engine":', b'{"engine":7}', b'{"totals":{"goods":"x"}}', b'{"date":"soon"}', b'{"items":[1]}', b'{"x":"\\ud800"}',
                 b'{"currency":"\\q"}', b'{"x":' + b"[" * 10000, b'{"charges":[{"shares":["1","2",]}]}', b"\xff", b'{"currency":"\xff"}', b"null"):
        with pytest.raises((ValueError, ArithmeticError, UnicodeDecodeError)):
            quote._plan.fill(quote._plan.wrap(b"{}"), data)
    for call in (lambda: _answers.Plan(), lambda: _answers.Reader(), lambda: _answers.Reader.__new__(_answers.Reader).plan(fos.Quote, []),
                 lambda: quote._plan.fill(7, b"{}"), lambda: quote._plan.fill(quote, "x"),
                 lambda: _answers.Reader(Decimal, str, str).plan(fos.Quote, [("a", "a", 99, None, None)]),
                 lambda: _answers.Reader(Decimal, str, str).plan(fos.Quote, [("a", "a", 7, None, None)]),
                 lambda: _answers.Reader(Decimal, str, str).plan(fos.Quote, [7])):
        with pytest.raises((TypeError, ValueError)):
            call()


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, 6000), byte=st.integers(0, 255))
def test_one_byte_of_an_answer(at, byte):
    good = fos.default_library().quote_json(ORDER.read_bytes())
    at %= len(good)
    data = good[:at] + bytes([byte]) + good[at + 1:]
    quote = fos.Quote._plan.wrap(data)
    try:
        assert isinstance(quote.charges, tuple)
    except (ValueError, ArithmeticError):
        pass
