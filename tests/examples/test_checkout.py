"""doc/examples/checkout-python over loopback: carts, mistakes, hostile input, many at once, and the page in a browser."""

import concurrent.futures
import html
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
from html.parser import HTMLParser
from urllib.parse import urlencode

import fos
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "doc" / "examples" / "checkout-python"
ORDER = (ROOT / "tests" / "cases" / "example-order.json").read_bytes()
sys.path.insert(0, str(HERE))
FORM = "application/x-www-form-urlencoded"
CART = {"date": "2026-11-23", "dispatch_country": "CN", "destination_country": "DE", "transport_mode": "post", "currency": "EUR",
        "freight": "4.90", "scheme": "ioss", "registration": "IM2760000742", "approach": "auto", "item-1-commodity_code": "610910",
        "item-1-quantity": "2", "item-1-unit_price": "12.50", "item-1-origin_country": "CN"}


@pytest.fixture(scope="module")
def port():
    """The server as its reader starts it, on a free port."""
    with subprocess.Popen([sys.executable, "-B", str(HERE / "checkout.py"), "--port", "0"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server:
        watch = threading.Timer(60, server.kill)
        watch.start()
        said = server.stdout.readline()
        watch.cancel()
        found = re.fullmatch(r"checkout: http://127\.0\.0\.1:([0-9]+)/\n", said)
        assert found, said
        yield int(found.group(1))
        server.terminate()


def ask(port, method, path, body=None, kind=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    finally:
        connection.close()


def post(port, changes=None, **headers):
    """The page for the cart with some fields changed; None takes one out."""
    cart = {name: value for name, value in {**CART, **(changes or {})}.items() if value is not None}
    status, _, body = ask(port, "POST", "/", urlencode(cart), FORM, **headers)
    return status, Page(body.decode())


class Page(HTMLParser):
    """What a browser would find in it: elements in balance, texts, fields, what stands at fields."""

    VOID = {"meta", "link", "input", "br"}

    def __init__(self, source):
        super().__init__()
        self.source, self.open, self.tags, self.said, self.values = source, [], set(), {}, {}
        self.feed(source)
        self.close()
        assert self.open == []
        self.text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source)).split())

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        assert not any(name.startswith("on") for name in attributes), attributes
        if tag == "input":
            self.values[attributes["name"]] = attributes["value"]
        if tag not in self.VOID:
            self.open.append((tag, attributes.get("id", "")))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, (self.open, tag)
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][1].startswith("why-"):
            name = self.open[-1][1][4:]
            self.said[name] = self.said.get(name, "") + data


# --- carts -----------------------------------------------------------------------------------------------------------


def test_page_begins_with_a_cart_that_gives_a_quote(port):
    status, headers, body = ask(port, "GET", "/")
    assert status == 200
    given = Page(body.decode()).values
    assert given["destination_country"] == "DE" and "<section id=\"quote\">" not in body.decode()
    assert "default-src 'none'" in dict(headers)["Content-Security-Policy"]
    form = {name: value for name, value in given.items() if name != "prices_include_tax"}
    status, _, body = ask(port, "POST", "/", urlencode({**form, "date": "2026-11-23", "scheme": "ioss", "transport_mode": "post"}), FORM)
    assert status == 200 and b">The quote<" in body


def test_breakdown_says_what_on_what_how_much_who_and_when(port):
    status, page = post(port)
    assert status == 200
    expected = fos.quote({"date": "2026-11-23", "consignment": {
        "dispatch_country": "CN", "destination_country": "DE", "transport_mode": "post", "freight": {"amount": "4.90", "currency": "EUR"},
        "seller": {"identifiers": [{"scheme": "ioss", "value": "IM2760000742"}]},
        "items": [{"commodity_code": "610910", "origin_country": "CN", "quantity": 2, "unit_price": {"amount": "12.50", "currency": "EUR"}}]}})
    assert len(expected.charges) == 3
    for charge in expected.charges:
        assert charge.name in page.text and charge.because in page.text
        assert f"{charge.amount} EUR {charge.collector}" in page.text
    assert f"Landed cost {expected.totals.landed_cost} EUR" in page.text
    assert "at sale" in page.text and "at arrival" in page.text
    assert "29.90 EUR × 19 %" in page.text


def test_ways_of_collecting_stand_side_by_side(port):
    _, page = post(port)
    table = page.text[page.text.index("Ways of collecting"):]
    for route in ("eu.ioss.vendor", "eu.special.post", "eu.standard"):
        assert route in table
    assert "eu.ioss.vendor, this quote" in table
    _, page = post(port, {"scheme": "", "registration": ""})
    assert "needs: the seller holds an import one-stop shop number" in page.text


@pytest.mark.parametrize("changes, text", [
    ({"destination_country": "gb", "currency": "GBP", "scheme": "", "registration": ""}, "Law of GB"),
    ({"destination_country": "AU", "currency": "AUD", "scheme": "", "registration": ""}, "Law of AU"),
    ({"destination_country": "JP", "currency": "JPY", "freight": "500", "scheme": "", "registration": "",
      "item-1-unit_price": "20000"}, "Law of JP"),
    ({"destination_country": "BR", "currency": "BRL", "destination_subdivision": "SP", "scheme": "", "registration": ""}, "Law of BR"),
    ({"prices_include_tax": "1"}, "Law of EU"),
    ({"item-3-commodity_code": "490300", "item-3-unit_price": "9"}, "line 3"),
])
def test_other_carts(port, changes, text):
    status, page = post(port, changes)
    assert status == 200 and text in page.text


def test_a_starter_tariff_is_told_once(port):
    _, page = post(port, {"scheme": "", "registration": "", "item-1-unit_price": "200"})
    assert page.text.count("starter tariff of the EU") == 2  # in the notes, and in the account as text


def test_an_incomplete_quote_says_what_is_missing(port):
    status, page = post(port, {"destination_country": "GB", "scheme": "", "registration": ""})
    assert status == 200
    assert "An incomplete quote" in page.text and "nothing was guessed" in page.text
    assert "missing: exchange rate" in page.text and "Landed cost not known" in page.text
    assert page.said["rate"].startswith("no rate from EUR to GBP")
    status, page = post(port, {"destination_country": "GB", "scheme": "", "registration": "", "rate": "0.8745", "rate_to": "GBP"})
    assert "rate" not in page.said and "missing: exchange rate" not in page.text
    _, page = post(port, {"transport_mode": "", "scheme": "", "registration": ""})
    assert page.said == {"transport_mode": "the law reads the transport mode"}


def test_one_more_line(port):
    _, page = post(port, {"add": "1"})
    assert "item-2-unit_price" in page.values and "<section id=\"quote\">" not in page.source
    assert page.values["item-1-unit_price"] == "12.50"
    _, page = post(port, {"item-50-unit_price": "1", "add": "1"})
    assert "item-51-unit_price" not in page.values


# --- mistakes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes, field, said", [
    ({"item-1-unit_price": "12,50"}, "item-1-unit_price", "12,50"),
    ({"item-1-quantity": "two"}, "item-1-quantity", "two"),
    ({"item-1-commodity_code": "61091X"}, "item-1-commodity_code", "61091X"),
    ({"item-1-unit_price": None}, "item-1-unit_price", "required"),
    ({"item-1-commodity_code": None, "item-1-unit_price": None, "item-1-quantity": None, "item-1-origin_country": None},
     "item-1-commodity_code", "at least one"),
    ({"item-4-quantity": "1", "item-4-unit_price": "a lot"}, "item-4-unit_price", "a lot"),
    ({"date": "2026-02-30"}, "date", "2026-02-30"),
    ({"date": None}, "date", "expected"),
    ({"currency": "EURO"}, "currency", "EURO"),
    ({"freight": "-"}, "freight", "-"),
    ({"destination_country": "US"}, "destination_country", "no regime"),
    ({"destination_country": "Germany"}, "destination_country", "GERMANY"),
    ({"registration": "IM1"}, "registration", "expected"),
    ({"registration": ""}, "registration", "empty"), ({"scheme": ""}, "scheme", "scheme"),
    ({"scheme": "club"}, "scheme", "club"),
    ({"transport_mode": "balloon"}, "transport_mode", "balloon"),
    ({"approach": "nobody"}, "approach", "nobody"),
    ({"rate": "x", "rate_to": "GBP"}, "rate", "x"),
])
def test_an_error_stands_at_its_field(port, changes, field, said):
    status, page = post(port, changes)
    assert status == 422
    assert list(page.said) == [field] and said in page.said[field]
    for name, value in changes.items():  # what was typed is still there
        assert value is None or page.values.get(name, value) == value


# --- the JSON endpoints ----------------------------------------------------------------------------------------------


def test_json_answers_are_the_library_s_bytes(port):
    assert ask(port, "POST", "/quote", ORDER, "application/json")[2] == fos.default_library().quote_json(ORDER) + b"\n"
    assert ask(port, "POST", "/compare", ORDER, "application/json; charset=utf-8")[2] == fos.default_library().compare_json(ORDER) + b"\n"


@pytest.mark.parametrize("body, status, pointer", [
    (b"", "syntax", ""), (b"{", "syntax", ""), (b"[]", "wrong_type", ""), (b"\xff\xfe", None, ""), (b"[" * 5000, None, ""),
    (b'{"date": 7}', "wrong_type", "/date"), (b'{"date":"2026-11-23","x":1}', "unknown_key", "/x"),
    (b'{"date":"2026-11-23","consignment":{"destination_country":"DE","items":[' + b"{}," * 60 + b"{}]}}", "limit_count", None),
])
def test_json_errors_are_json(port, body, status, pointer):
    code, headers, answer = ask(port, "POST", "/quote", body, "application/json")
    error = json.loads(answer)["error"]
    assert code == 422 and dict(headers)["Content-Type"] == "application/json"
    assert status in (None, error["status"]) and error["text"]
    assert pointer in (None, "", error["pointer"])


# --- hostile input ---------------------------------------------------------------------------------------------------

HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", "</textarea></pre><b>", "&lt;&amp;",
           "javascript:alert(1)", "\x00\x01\x1b[31m", "\u202egnp.exe", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "a" * 5000]


@pytest.mark.parametrize("value", HOSTILE)
def test_every_field_is_escaped(port, value):
    for name in [*CART, "insurance", "rate", "rate_to", "destination_subdivision", "item-1-description", "item-1-net_mass_kg",
                 "item-1-duty_rate", "prices_include_tax"]:
        status, page = post(port, {name: value})  # Page checks that elements are in balance and have no handlers
        assert status in (200, 422)
        assert page.tags.isdisjoint({"script", "img", "b", "textarea", "iframe", "object"})
        assert "\x00" not in page.source and "\x1b" not in page.source
        if name in page.values and name != "prices_include_tax" and value.isprintable():
            assert page.values[name] == value


def test_names_of_fields_are_not_trusted(port):
    odd = {"item-9999-unit_price": "1", "item-x-unit_price": "1", "item-0-unit_price": "1", "<b>": "<b>", "item-1-<b>": "1", "__class__": "1"}
    status, page = post(port, odd)
    assert status in (200, 422) and "b" not in page.tags


@pytest.mark.parametrize("method, path, body, kind, code", [
    ("GET", "/nothing", None, None, 404), ("GET", "/../../etc/passwd", None, None, 404), ("GET", "/style.css/..", None, None, 404),
    ("GET", "/quote", None, None, 405), ("DELETE", "/", None, None, 405), ("GET", "/%3Cscript%3E", None, None, 404),
    ("POST", "/quote", b"{}", "text/plain", 415), ("POST", "/quote", b"{}", None, 415), ("POST", "/", b"{}", "application/json", 415),
    ("POST", "/quote", b" " * 300000, "application/json", 413), ("POST", "/", b"a=%ff", FORM, 400), ("POST", "/", b"a=\xff", FORM, 400),
    ("POST", "/", "&".join(f"a{i}=1" for i in range(5000)), FORM, 400), ("HEAD", "/", None, None, 200),
])
def test_what_is_refused(port, method, path, body, kind, code):
    status, headers, answer = ask(port, method, path, body, kind)
    assert status == code
    assert dict(headers)["X-Content-Type-Options"] == "nosniff"
    assert b"Traceback" not in answer and (method != "HEAD" or answer == b"")
    if code == 405:
        assert "POST" in dict(headers)["Allow"]


def raw(port, data, end):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(data)
        if end:
            line.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
        return answer


@pytest.mark.parametrize("length, body, code", [("-1", b"", b"411"), ("1e3", b"", b"411"), ("9" * 40, b"", b"413"),
                                               ("\u00b2", b"", b"411"), ("100", b"{}", b"400")])
def test_odd_lengths(port, length, body, code):
    head = f"POST /quote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    assert raw(port, head.encode("latin-1") + body, True).split(b" ")[1] == code


def test_noise_and_broken_lines_do_not_stop_it(port):
    for data in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n", b"\r\n" * 50, b"G" * 70000):
        try:
            raw(port, data, True)
        except ConnectionError:
            pass
    for _ in range(20):  # away in the middle of an answer
        line = socket.create_connection(("127.0.0.1", port), timeout=30)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        line.close()
    assert ask(port, "GET", "/style.css")[0] == 200


def test_who_says_nothing_holds_up_nobody(port):
    silent = [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(20)]
    try:
        assert post(port)[0] == 200
    finally:
        for line in silent:
            line.close()


# --- many at once ----------------------------------------------------------------------------------------------------


def test_many_at_once_give_what_one_gives(port):
    carts = [{"item-1-unit_price": f"{price}.50", "destination_country": country} for price in range(10, 20) for country in ("DE", "FR", "SE")]
    alone = [post(port, cart)[1].source for cart in carts]
    assert len(set(alone)) == len(carts)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda cart: post(port, cart)[1].source, carts * 4))
    assert together == alone * 4


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header, tag", [
    ("", None), ("de-DE,de;q=0.9,en;q=0.8", "de-DE"), ("en;q=0.5, fr-CA", "fr-CA"), ("*", None), ("de;q=0, ja", "ja"), ("de;q=0", None),
    ("../../etc", None), ("de_DE", None), ("x" * 5000, None), ("en;q=2, pt-BR;q=0.3", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"),
    ("en;q=nan", None), ("sr-Latn;q=1.000,de", "sr-Latn")])
def test_the_language_that_is_wanted_most(header, tag):
    from languages import preferred
    assert preferred(header) == tag


def recorded(form, quote=None, comparison=None):
    """Every text that the page asks to have in the reader's language."""
    import page
    from languages import Language

    asked = set()

    class Recorder(Language):
        def say(self, text, *values):
            asked.add(text)
            return super().say(text, *values)

    page.render(form, Recorder("en"), quote, comparison, "" if quote else None, "de-DE" if quote else None)
    return asked


def texts_of_the_page():
    import cart
    import page

    asked = set(page.WHEN.values()) | page.SURE
    for changes in ({}, {"destination_country": "BR", "currency": "BRL"}, {"item-1-commodity_code": "880211", "item-1-unit_price": "900", "scheme": ""},
                    {"scheme": "", "registration": "", "item-1-commodity_code": ""}, {"item-1-unit_price": "999", "date": "2026-06-15"}):
        form = cart.Form({**CART, **changes}, 50)
        request, _ = form.request()
        try:
            quote, comparison = fos.quote(request), fos.compare(request)
        except fos.Error as error:
            form.blame(error, {"/consignment/destination_country": "destination_country"})
            asked |= recorded(form)
            continue
        form.ask_for(quote)
        asked |= recorded(form, quote, comparison)
        for role in fos.roles().roles:
            asked.add("another agency" if role.role == "other_agency" else role.role.replace("_", " "))
    form.errors = {"date": "x"}
    asked |= recorded(form)
    form.errors["currency"] = "x"
    return asked | recorded(form) - {"2026-11-23"}


@pytest.mark.parametrize("tag", ["de", "fr", "ja"])
def test_every_word_of_the_page_has_its_translation(tag):
    from languages import KNOWN

    words = KNOWN[tag].words
    lacking = {text for text in texts_of_the_page() if text not in words}
    assert not lacking
    for other in KNOWN.values():
        assert other.tag == "en" or set(other.words) == set(words)
    for text, translated in words.items():
        assert translated and translated.count("{}") == text.count("{}"), text


@pytest.mark.parametrize("header, tag, says", [
    ("de-AT,de;q=0.9,en;q=0.8", "de", ["Der Warenkorb", "Gesamtkosten", "beim Verkauf", "40,58 EUR", "29,90 EUR × 19 %", "Wege der Erhebung"]),
    ("it, fr-CA;q=0.7, en;q=0.5", "fr", ["Le panier", "Coût total rendu", "à la vente", "40,58 EUR", "vendeur"]),
    ("ja", "ja", ["カート", "総額", "販売時", "40.58 EUR", "徴収方法"]),
    ("sw", "en", ["The cart", "Landed cost", "at sale", "40.58 EUR"]), ("", "en", ["The cart"]), ("en-GB, de;q=0.9", "en", ["The cart"])])
def test_the_page_is_in_the_reader_s_language(port, header, tag, says):
    _, page = post(port, **({"Accept-Language": header} if header else {}))
    assert f"<html lang=\"{tag}\">" in page.source
    for text in says:
        assert text in page.text, text
    if tag != "en":
        assert not any(text in page.source.split("id=\"account\"")[0] for text in ("The cart", "Landed cost", "Who collects", "at sale"))
        assert "<span lang=\"en\">19 % of 29.90 EUR" in page.source  # a sentence of the law


def test_numbers_of_languages():
    from languages import KNOWN

    assert [KNOWN["de"].number(each) for each in ("1234567.50", "-1234.5", "999", "0.05")] == ["1.234.567,50", "-1.234,5", "999", "0,05"]
    assert KNOWN["fr"].number("12345.60") == "12\u202f345,60" and KNOWN["ja"].number("1000") == "1,000" and KNOWN["en"].number("12345.60") == "12345.60"


def test_amounts_in_the_reader_s_language_where_the_package_has_it(port):
    _, german = post(port, **{"Accept-Language": "de-DE"})
    account = html.unescape(german.source.split("id=\"account\"")[1])
    if fos.locale_supported:
        assert "Beträge wie in de-DE" in german.text and "29,90" in account
    else:
        assert "Dasselbe als Text" in german.text and "29.90" in account


# --- starting it -----------------------------------------------------------------------------------------------------


def test_without_the_package_it_says_how_to_get_it(tmp_path):
    done = subprocess.run([sys.executable, "-S", "-E", "-B", str(HERE / "checkout.py")], capture_output=True, text=True, cwd=tmp_path,
                          timeout=60, check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("checkout: the Python package fos is not installed") and "pip install" in done.stderr


def test_a_port_that_is_taken_is_told(port):
    done = subprocess.run([sys.executable, "-B", str(HERE / "checkout.py"), "--port", str(port)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1 and f"cannot listen on 127.0.0.1:{port}" in done.stderr


# --- the page in a browser -------------------------------------------------------------------------------------------

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def browse(profile, url, *options):
    return subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                           "--disable-component-update", "--disable-sync", "--hide-scrollbars", f"--user-data-dir={profile}", *options, url],
                          capture_output=True, timeout=120, check=True, env={**os.environ, "HOME": str(profile)}).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: the page is not looked at in a browser")
def test_the_page_in_a_browser(port, tmp_path):
    # Headless, a browser cannot fill in a form: it gets the answer as a page, whose style comes from the server.
    _, page = post(port)
    saved = tmp_path / "quote.html"
    saved.write_text(page.source.replace("href=\"/style.css\"", f"href=\"http://127.0.0.1:{port}/style.css\""), "utf-8")
    shown = browse(tmp_path / "profile", saved.as_uri(), "--dump-dom").decode()
    assert "Ways of collecting" in shown and "29.90 EUR × 19 %" in shown and "ERR_" not in shown
    picture = tmp_path / "quote.png"
    browse(tmp_path / "profile", saved.as_uri(), "--window-size=1100,1800", f"--screenshot={picture}")
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    assert (width, height) == (1100, 1800)
    assert picture.stat().st_size > 40000  # an empty page has a tenth of it
    _, german = post(port, **{"Accept-Language": "de"})
    saved.write_text(german.source.replace("href=\"/style.css\"", f"href=\"http://127.0.0.1:{port}/style.css\""), "utf-8")
    assert "Wege der Erhebung" in browse(tmp_path / "profile", saved.as_uri(), "--dump-dom").decode()
    first = browse(tmp_path / "profile", f"http://127.0.0.1:{port}/", "--dump-dom").decode()
    assert "Show duties and taxes" in first
