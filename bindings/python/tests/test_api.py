"""The package as its users call it."""

import dataclasses
import datetime
import io
import json
import os
import pickle
import copy
import subprocess
import sys
import threading
from decimal import Decimal

import pytest
from conftest import CASES, ORDER, ROOT, order

import fos


def parcel(**more):
    """A request in dataclasses."""
    shirt = fos.Item(commodity_code="610910", quantity=2, unit_price=fos.Money("12.50", "EUR"), origin_country="CN")
    seller = fos.Party(country="CN", identifiers=[fos.Identifier("ioss", "IM2760000742")])
    consignment = fos.Consignment("DE", [shirt], dispatch_country="CN", transport_mode="post", seller=seller,
                                  freight=fos.Money(Decimal("4.90"), "EUR"))
    return fos.Request(datetime.date(2026, 11, 23), consignment, **more)


def test_ways_in_agree():
    bytes_in = ORDER.read_bytes()
    answers = [fos.quote(each).to_json() for each in (bytes_in, bytearray(bytes_in), memoryview(bytes_in), bytes_in.decode(), order())]
    assert len(set(answers)) == 1
    assert fos.default_library().quote_json(bytes_in) == answers[0]


def test_dataclasses():
    quote = fos.quote(parcel())
    assert quote.totals.landed_cost == Decimal("40.58")
    assert quote.date == datetime.date(2026, 11, 23)
    assert [charge.id for charge in quote.charges] == ["eu.duty.flat", "eu.fee.handling", "eu.vat.supply"]
    assert quote.charges[2].base == Decimal("29.90")
    assert quote.charges[0].base is None
    assert quote.totals.by_due["sale"] == Decimal("5.68")
    assert quote.complete is True and quote.missing == ()
    assert fos.quote(parcel(approach="eu.standard")).routes[0].id == "eu.standard"


def test_mixed_forms():
    request = {"date": datetime.date(2026, 11, 23), "sale_date": None, "x_own": {"a": [1, None]},
               "consignment": {"dispatch_country": "CN", "destination_country": "DE", "transport_mode": "post",
                               "freight": {"amount": Decimal("4.90"), "currency": "EUR"},
                               "seller": fos.Party(country="CN", identifiers=[{"scheme": "ioss", "value": "IM2760000742"}]),
                               "items": (fos.Item(commodity_code="610910", quantity="2", unit_price={"amount": "12.50", "currency": "EUR"},
                                                  origin_country="CN"),)}}
    assert fos.quote(request) == fos.quote(parcel())


def test_from_is_a_keyword():
    rate = fos.ExchangeRate(from_="USD", to="EUR", rate="0.5", date="2026-11-20", series="ecb.daily")
    request = parcel(exchange_rates=[rate])
    request.consignment.freight = fos.Money(10, "USD")
    assert fos.quote(request).values.freight == Decimal("5.00")


def test_answers_are_values():
    first, second = fos.quote(order()), fos.quote(order())
    assert first == second and first.charges[0] != first.charges[1]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(first, protocol)) == first
    assert copy.deepcopy(first) == copy.copy(first) == first
    assert pickle.loads(pickle.dumps(first.totals)) == first.totals
    assert json.loads(first.to_json()) == first.to_dict()
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.currency = "USD"
    changed = dataclasses.replace(first, currency="USD")
    assert changed.currency == "USD" and changed != first and changed.totals == first.totals
    assert changed.to_dict()["totals"] == first.to_dict()["totals"]
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert "landed_cost=Decimal('103.01')" in repr(first)
    assert dataclasses.asdict(first)["totals"]["landed_cost"] == Decimal("103.01")
    with pytest.raises(AttributeError, match="no attribute 'landed'"):
        first.landed
    with pytest.raises(TypeError, match="no field"):
        fos.Quote(landed=1)


def test_compare():
    comparison = fos.compare(order())
    best = min(comparison.offers, key=lambda offer: offer.quote.totals.charges)
    assert best.route == "eu.ioss.vendor" and best.automatic and best.available
    assert comparison.offers[1].needs == () or isinstance(comparison.offers[1].needs[0], str)


def test_incomplete():
    request = order()
    request["date"] = "2026-06-15"
    request["consignment"]["seller"] = None
    for item in request["consignment"]["items"]:
        item["unit_price"] = {"amount": "200", "currency": "EUR"}
        item.pop("amount", None)
        item["commodity_code"] = "880211"  # a helicopter, which the starter tariff has not
    quote = fos.quote(request)
    assert not quote.complete
    assert {missing.needs for missing in quote.missing} == {"duty_rate"}


def test_errors_tell_the_place():
    with pytest.raises(fos.InputError, match="did you mean") as caught:
        fos.quote({"consignement": {}})
    error = caught.value
    assert (error.status, error.pointer, error.line, error.column) == ("unknown_key", "/consignement", 0, 0)
    assert isinstance(error, ValueError)
    with pytest.raises(fos.InputError) as caught:
        fos.quote('{\n  "date": "yesterday"}')
    error = caught.value
    assert (error.status, error.pointer, error.line, error.column, error.offset) == ("invalid_value", "/date", 2, 11, 12)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error) and again.to_dict() == error.to_dict() and str(again) == str(error)
    with pytest.raises(fos.NoQuoteError) as caught:
        request = order()
        request["consignment"]["destination_country"] = "AQ"
        fos.quote(request)
    assert caught.value.status == "no_regime"


# --- libraries and sessions ------------------------------------------------------------------------------------------


def test_own_regimes():
    folder = CASES / "language" / "truncation"
    data = (folder / "regime.json").read_bytes()
    for library in (fos.Library([data], only_given=True), fos.Library([folder / "regime.json"], only_given=True)):
        assert len(library.regimes) == 1 and isinstance(library.regimes[0].reviewed, datetime.date)
        case = json.loads((folder / "cases.json").read_text())[0]
        assert library.quote(case["request"]).engine.regime == library.regimes[0].id
        with pytest.raises(fos.NoQuoteError):
            library.quote(order())
    with pytest.raises(fos.RuleError) as caught:
        fos.Library([(CASES / "rules-bad" / "dates-gap" / "regime.json").read_bytes()])
    assert caught.value.status == "rule_gap" and caught.value.line
    with pytest.raises(fos.Error) as caught:
        fos.Library("/nowhere/at/all")
    assert caught.value.status == "io"
    with pytest.raises(FileNotFoundError):
        fos.Library(["/nowhere.json"])


def test_law_to_read():
    library = fos.default_library()
    assert {"EU", "GB"} <= {regime.id for regime in library.regimes}
    assert library.show("EU", datetime.date(2026, 11, 23)).encode() and "eu.vat" in library.dump("EU")
    with pytest.raises(fos.InputError):
        library.show("XX")
    assert fos.schema("quote")["title"] == "quote"
    with pytest.raises(fos.InputError):
        fos.schema("nothing")


def test_session():
    with fos.default_library().session() as session:
        assert session.quote(order()) == fos.quote(order())
        assert session.compare(order()) == fos.compare(order())
        assert session.text(order()) == fos.text(order())
        caught = []

        def elsewhere():
            try:
                session.quote(order())
            except fos.MisuseError as error:
                caught.append(error)

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert "thread" in str(caught[0])
    with pytest.raises(fos.MisuseError, match="closed"):
        session.quote(order())
    session.close()


def test_closed_library():
    library = fos.Library()
    session = library.session()
    batch = library.quote_many([order()] * 3, jobs=2)
    assert library.quote(order()).complete
    library.close()
    library.close()
    assert "closed" in repr(library)
    for call in (lambda: library.quote(order()), library.session, lambda: library.regimes, lambda: library.quote_many(b""),
                 library.__enter__):
        with pytest.raises(fos.MisuseError, match="closed"):
            call()
    # What was begun goes on: the memory stays until the last of them is done.
    assert session.quote(order()).complete
    assert all(answer.complete for answer in batch)


# --- many ------------------------------------------------------------------------------------------------------------


def lines_of(count):
    request = order()
    out = []
    for number in range(count):
        request["consignment"]["items"][0].pop("amount", None)
        request["consignment"]["items"][0]["quantity"] = number % 7 + 1
        out.append(json.dumps(request).encode())
    return out


@pytest.mark.parametrize("jobs", [0, 1, 2, 5])
def test_quote_many(jobs):
    lines = lines_of(400)
    expected = [fos.quote(line) for line in lines[:7]]
    for given in (b"\n".join(lines), b"\n".join(lines).decode(), io.BytesIO(b"\n".join(lines)), iter(lines),
                  (json.loads(line) for line in lines)):
        answers = list(fos.quote_many(given, jobs=jobs))
        assert len(answers) == 400
        assert all(answer.to_json() == expected[number % 7].to_json() for number, answer in enumerate(answers))


def test_quote_many_goes_on_after_errors():
    given = [order(), b"{", b"  ", {"x": 1.5}, b'{\n"date":7}', order(), "\ud800", {"date": "x"}]
    answers = list(fos.quote_many(given, jobs=2))
    assert [type(answer).__name__ for answer in answers] == [
        "Quote", "InputError", "InputError", "WrongTypeError", "WrongTypeError", "Quote", "InputError", "InputError"]
    assert answers[3].pointer == "/x" and answers[4].pointer == "/date" and answers[4].line == 0
    answers = list(fos.quote_many(b'\n\n{"date":7}\n', jobs=1))
    assert (answers[0].line, answers[0].column) == (3, 9)


def test_quote_many_settings():
    answers = list(fos.quote_many([order()], date="2026-06-15", approach="eu.standard"))
    assert answers[0].date == datetime.date(2026, 6, 15) and answers[0].routes[0].id == "eu.standard"
    for wrong in ({"jobs": -1}, {"jobs": 257}, {"jobs": True}, {"jobs": "2"}, {"date": "soon"}, {"date": 7}, {"approach": 7},
                  {"approach": "a\0b"}):
        with pytest.raises(fos.Error):
            fos.quote_many([order()], **wrong)
    with pytest.raises(fos.WrongTypeError):
        fos.quote_many(order())
    with pytest.raises(TypeError):
        fos.quote_many(7)
    with pytest.raises(fos.WrongTypeError):
        list(fos.quote_many(io.StringIO("x")))


def test_quote_many_reads_ahead_but_little():
    read = 0

    def endless():
        nonlocal read
        line = lines_of(1)[0]
        while True:
            read += 1
            yield line

    answers = fos.quote_many(endless(), jobs=2)
    for _ in range(10):
        assert next(answers).complete
    assert read < 3000
    answers.close()


def test_threads_share_a_library():
    lines = lines_of(7)
    expected = [fos.quote(line).to_json() for line in lines]
    wrong = []

    def work(start):
        for number in range(start, start + int(os.environ.get("FOS_SOAK", "50"))):
            if fos.quote(lines[number % 7]).to_json() != expected[number % 7]:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# --- the command -----------------------------------------------------------------------------------------------------


def run(words, data=None):
    return subprocess.run([sys.executable, "-m", "fos", *words], input=data, capture_output=True, check=False, timeout=60, cwd=ROOT)


def test_command():
    done = run(["quote", "-"], ORDER.read_bytes())
    assert done.returncode == 0 and done.stdout.rstrip(b"\n") == fos.quote(order()).to_json()
    assert run(["--version"]).stdout.decode() == f"fos {fos.__version__}\n"
    done = run(["quote", "-"], b"{")
    assert done.returncode == 2 and done.stderr.startswith(b"fos: stdin:1:2: ")
    assert run(["frobnicate"]).returncode == 2


def test_command_is_the_same(command, tmp_path):
    tariffs, out = CASES / "tariffs", ["-o", str(tmp_path / "t.tariff"), "--quiet"]
    for words in (["quote", str(ORDER), "--format", "text"], ["quote", str(ORDER), "--rates", str(CASES / "rates" / "ecb-daily.xml")],
                  ["quote", str(ORDER), "--tariff", str(tariffs / "sample.csv")], ["compare", str(ORDER)], ["regimes", "list"],
                  ["regimes", "show", "EU"], ["regimes", "dump", "GB"], ["regimes", "check", str(CASES / "language" / "cliff" / "regime.json")],
                  ["schema", "quote"], ["schema", "elements"], ["roles"], ["roles", "platform", "--format", "json"],
                  ["validate", str(ORDER), "--profile", "eu.h7"], ["validate", "--list"], ["validate", str(ORDER), "--profile", "all"],
                  ["convert", str(ORDER), "--from", "json", "--to", "wco-xml", "--with-quote"], ["convert", "--list"],
                  ["tariff", "explain", "9.6 % MIN 1.1 EUR/KGM", "--value", "100", "--currency", "EUR"],
                  ["tariff", "lookup", "610910", "--country", "DE"], ["tariff", "search", "shirt", "--country", "JP", "--format", "json"],
                  ["tariff", "options", str(tariffs / "options.json"), "--regimes", str(tariffs / "regimes"), "--tariff", str(tariffs / "stacks.csv")],
                  ["tariff", "import", "--from", "mfn-csv", "--id", "NZ", "--currency", "NZD", str(CASES / "imports" / "mfn.csv"), *out],
                  ["identify", "s10", "RA123456785GB"], ["identify", "any", "GB980780684"], ["identify", "--list"], ["refund", "a", "b"],
                  ["quote", "--help"], ["tariff", "--help"], ["--help"], ["quote", "/nowhere"], ["tariff", "explain", "12 QQ"]):
        mine, theirs = run(words), command(words)
        if b"libxml2" not in mine.stderr and words[-1] != "--list":
            assert (mine.returncode, mine.stdout, mine.stderr) == theirs, words


# --- identifiers, tariffs, formats -----------------------------------------------------------------------------------


def test_identify():
    good, bad = fos.identify("s10", "RA 123 456 785 GB"), fos.identify("s10", "RA123456784GB")
    assert good and good.verdict == "valid" and good.normalised == "RA123456785GB" and good.parts["country"] == "GB"
    assert not bad and bad.fault == "check" and bad.position and bad.because
    assert {"ioss", "abn", "gb-vat"} <= set(fos.identifier_schemes())
    for scheme, value in (("nothing", "1"), ("s10", "a\0b"), (None, "1"), ("s10", None), (7, "1"), ("s10", 7), ("s10", "\ud800")):
        with pytest.raises(fos.InputError):
            fos.identify(scheme, value)


def test_tariffs(tmp_path):
    path = ROOT / "lib" / "data" / "tariffs" / "eu.csv"
    if not path.exists():
        path = sorted((ROOT / "lib" / "data" / "tariffs").glob("*.csv"))[0]
    data = path.read_bytes()
    for given in ([path], [str(path)], [data]):
        library = fos.Library(tariffs=given)
        session = library.session()
        assert library.tariffs[0].origin != "embedded"
        library.close()
        assert session.quote(order()).complete
    for wrong in (b"x", [7], ["/nowhere.tariff"], [b"x"], "x"):
        with pytest.raises(fos.Error):
            fos.Library(tariffs=wrong)


def test_convert(command):
    assert "wco-xml" in fos.formats()
    converted = fos.convert(order(), "wco-xml")
    assert converted.document.startswith(b"<?xml")
    assert converted.document.rstrip() == command(["convert", str(ORDER), "--from", "json", "--to", "wco-xml"])[1].rstrip()
    try:
        back = fos.convert(converted.document, "json", source="wco-xml")
        assert json.loads(back.document)["consignment"]["destination_country"] == "DE"
    except fos.Error as error:
        assert error.status == "unsupported"  # a build without libxml2, as wheels are
    for wrong in ({"to": "nothing"}, {"to": "wco-xml", "source": "nothing"}, {"to": 7}):
        with pytest.raises(fos.Error):
            fos.convert(order(), **wrong)


def test_one_version(command):
    import importlib.metadata

    assert command(["--version"])[1].decode().split() == ["fos", fos.__version__]
    assert importlib.metadata.version("libfos") == fos.__version__
