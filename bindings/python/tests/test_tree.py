"""The cases of the tree that are more than quotes: what the C library must say of them is what Python gets."""

import dataclasses
import datetime
import json
from decimal import Decimal
from fractions import Fraction

import pytest
from conftest import CASES, ORDER, ROOT, order, rows_of

import fos
from fos import tariff


def load(path):
    return json.loads((CASES / path).read_text("utf-8"))


# --- duty rates ------------------------------------------------------------------------------------------------------


def goods_of(described, currency):
    """Goods as the cases describe them."""
    value = described.get("value")
    return tariff.Goods(value=None if value is None else fos.Money(value, currency), currency=currency,
                        quantities=described.get("quantities", {}), parts=described.get("parts", {}),
                        exchange={tuple(pair.split("/")): rate for pair, rate in described.get("exchange", {}).items()})


EXPRESSIONS = [(name, each) for name in ("handed", "more") for each in load(f"duty-expressions/{name}.json")["cases"]]
GOODS = {name: load(f"duty-expressions/{name}.json")["goods"] for name in ("handed", "more")}


@pytest.mark.parametrize("name, case", EXPRESSIONS, ids=[str(each["id"]) for _, each in EXPRESSIONS])
def test_duty_rates(name, case):
    if "error" in case["expect"]:
        with pytest.raises(fos.InputError, match="(?s).*") as caught:
            tariff.parse(case["expression"])
        assert case["expect"]["error"] in caught.value.text and caught.value.column == case["expect"]["column"]
        return
    duty = tariff.parse(case["expression"])
    assert tariff.parse(duty.canonical).canonical == duty.canonical
    for which, described in GOODS[name].items():
        expected = case["expect"].get(which)
        found = duty.evaluate(goods_of(described, case["currency"]))
        assert found.amount == (None if expected is None else Decimal(expected)), (which, found)
        assert found.computable == (expected is not None)
        if found.computable:
            assert found.currency == case["currency"] and not found.missing and (found.steps or not found.amount)
            assert abs(Fraction(found.exact) - Fraction(found.amount)) <= Fraction(1, 2)


@pytest.mark.parametrize("case", [each for _, each in EXPRESSIONS if "error" not in each["expect"]][::7], ids=lambda each: str(each["id"]))
def test_duty_rates_are_explained_as_by_the_command(command, case):
    described = GOODS["handed"]["a"]
    words = ["tariff", "explain", case["expression"], "--format", "json", "--value", described["value"], "--currency", case["currency"]]
    for option, members in (("--quantity", "quantities"), ("--part", "parts"), ("--exchange", "exchange")):
        for key, value in described[members].items():
            words += [option, f"{key}={value}"]
    found = json.loads(command(words)[1])
    mine = tariff.explain(case["expression"], goods_of(described, case["currency"]))
    for member, value in found.items():
        got = getattr(mine, member)
        if member == "steps":
            got = [dataclasses.asdict(step) for step in got]
        assert (str(got) if isinstance(got, Decimal) else list(got) if isinstance(got, tuple) else got) == value, member


PEERS = [(each["id"], ours) for each in load("peer-duties/cases.json")["cases"] for ours in each.get("ours", []) if "duty" in ours]


@pytest.mark.parametrize("case", [ours for _, ours in PEERS], ids=[f"{name}-{i}" for i, (name, _) in enumerate(PEERS)])
def test_duties_of_others(case):
    found = tariff.explain(case["duty"], goods_of(case, case["currency"]))
    if "missing" in case:
        assert found.amount is None and case["missing"] in (found.missing, list(found.missing), *found.missing)
    for member, got in (("amount", found.amount), ("exact", found.exact), ("canonical", found.canonical)):
        if member in case:
            assert (None if got is None else str(got)) == case[member], member


def test_components():
    table = CASES / "duty-expressions" / "meursing.csv"
    names, _, row = (line.split(",") for line in table.read_text("utf-8").splitlines()[:3])
    first, rates = row[0], dict(zip(names[1:], row[1:]))
    goods = tariff.Goods(fos.Money("100", "EUR"), quantities={"KGM": "10"}, meursing=tariff.Meursing(table, first))
    found = tariff.explain("9 % + EA", goods)
    given = tariff.explain("9 % + EA", tariff.Goods(fos.Money("100", "EUR"), quantities={"KGM": "10"}, components=rates))
    assert found.amount == given.amount and found.amount > 9
    assert tariff.explain("9 % + EA", dataclasses.replace(goods, meursing=tariff.Meursing(table.read_bytes(), first))) == found
    with pytest.raises(fos.InputError) as caught:
        tariff.explain("9 % + EA", dataclasses.replace(goods, meursing=tariff.Meursing(table, "nothing")))
    assert caught.value.source == str(table) and "nothing" in caught.value.text


# --- tariffs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((CASES / "tariffs" / "errors").glob("*.csv")), ids=lambda path: path.stem)
def test_broken_tariffs(path):
    expected = path.with_suffix(".error").read_text("utf-8").strip()
    with pytest.raises(fos.Error) as caught:
        tariff.compile(path.read_bytes(), rows_from="", name=path.name)
    assert str(caught.value) == expected


FORMS = [("uk-csv", "uk.csv", {}, "6109100010", "GB"), ("us-hts-json", "hts.json", {}, "0101300010", "US"),
         ("us-hts-csv", "hts.csv", {}, "0101300010", "US"), ("mfn-csv", "mfn.csv", {"id": "NZ", "currency": "NZD"}, "610910", "NZ")]


@pytest.mark.parametrize("form, name, more, code, country", FORMS, ids=[each[0] for each in FORMS])
def test_imports(command, tmp_path, form, name, more, code, country):
    """The same image as the command's, byte for byte, and the same rows left out for the same reasons."""
    path, out, report = f"tests/cases/imports/{name}", tmp_path / "t.tariff", tmp_path / "report"
    options = [word for key, value in more.items() for word in (f"--{key}", value)]
    groups = []
    if form == "uk-csv":
        options += ["--groups", "tests/cases/imports/groups.csv"]
        for line in (CASES / "imports" / "groups.csv").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                group, called, members = line.split(",")
                groups.append(tariff.Group(group, called, members.split()))
    done = command(["tariff", "import", "--from", form, path, "-o", str(out), "--report", str(report), *options])
    assert done[0] == 0, done
    made = tariff.compile((ROOT / path).read_bytes(), form, name=path, groups=groups, **more)
    assert [str(why) for why in made.skipped] == report.read_text("utf-8").splitlines()
    assert made.left_out <= len(made.skipped) and made.rows >= made.left_out and made.measures > 0
    assert made.image == out.read_bytes()
    library = fos.Library(tariffs=[made.image])
    for origin in (None, "*", "CN"):
        check_lookup(command, library, code, country, origin, ["--tariff", str(out)])


def check_lookup(command, library, code, country, origin, words):
    found = tariff.lookup(code, country, origin=origin, date="2026-11-23", library=library)
    told = json.loads(command(["tariff", "lookup", code, "--country", country, "--date", "2026-11-23", "--format", "json", *words,
                               *(["--origin", origin] if origin else [])])[1])
    assert found.match == told["match"] and found.code == told["code"]
    same_members(found.line, told["line"])
    same_members(found.tariff, {**told["tariff"], "origin": found.tariff.origin})
    assert len(found.measures) == len(told["measures"])
    for mine, theirs in zip(found.measures, told["measures"]):
        same_members(mine, theirs)
        if mine.rate:
            tariff.parse(mine.rate)


def same_members(mine, theirs):
    """Each member of the JSON is a field with that value, and what the JSON does not have is empty."""
    names = {field.name for field in dataclasses.fields(mine)}
    assert set(theirs) <= names, "a member that the dataclass does not know"
    for name in names:
        value = getattr(mine, name)
        value = value.isoformat() if isinstance(value, datetime.date) else format(value, "f") if isinstance(value, Decimal) else value
        assert value == theirs.get(name, value if value in ("", None, 0) else object()), name


@pytest.mark.parametrize("code", ["610910", "6109", "610910001000", "99", "0101", "61 09.10"])
@pytest.mark.parametrize("origin", [None, "*", "BD", "CN"])
def test_lookups(command, code, origin):
    path = CASES / "tariffs" / "sample.csv"
    library = fos.Library(tariffs=[path])
    check_lookup(command, library, code, library.tariffs[0].id, origin, ["--tariff", str(path)])


@pytest.mark.parametrize("words, country", [("cotton t-shirt", "DE"), ("shoe", "JP"), ("book", "AU"), ("perfume", "BR"), ("wine", "FR")])
def test_searches(command, words, country):
    lines = tariff.search(words, country, date="2026-11-23")
    told = json.loads(command(["tariff", "search", words, "--country", country, "--date", "2026-11-23", "--format", "json"])[1])["lines"]
    assert [line.code for line in lines] == [line["code"] for line in told]
    for mine, theirs in zip(lines, told):
        same_members(mine, theirs)
    assert tariff.search(words, country, date="2026-11-23", most=1) == lines[:1]


def test_treatments(command):
    folder = CASES / "tariffs"
    words = ["tariff", "options", str(folder / "options.json"), "--regimes", str(folder / "regimes"), "--tariff", str(folder / "stacks.csv")]
    told = json.loads(command([*words, "--format", "json"])[1])
    with fos.Library(folder / "regimes", tariffs=[folder / "stacks.csv"]) as library:
        found = tariff.options((folder / "options.json").read_bytes(), library=library)
    assert found.currency == told["currency"] and len(found.items) == len(told["items"])
    assert any(len(item.options) > 1 for item in found.items)
    for mine, theirs in zip(found.items, told["items"]):
        assert (mine.number, mine.commodity_code) == (theirs["number"], theirs["commodity_code"])
        assert len(mine.options) == len(theirs["options"])
        for one, other in zip(mine.options, theirs["options"]):
            same_members(one, other)


# --- conversions -----------------------------------------------------------------------------------------------------

CONVERSIONS = sorted(path for path in (CASES / "convert").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", CONVERSIONS, ids=lambda path: path.name)
def test_conversions(command, folder):
    """The golden document, byte for byte, and every finding that stands in the golden report."""
    case = json.loads((folder / "case.json").read_text("utf-8"))
    words = iter(case.get("args", []))
    how = {}
    for word in words:
        if word == "--with-quote":
            how["quote"] = True
        elif word in ("--date", "--fit"):
            how[word[2:]] = next(words)
        else:
            assert word in ("--report", "--strict"), word
            next(words) if word == "--report" else None
    document = next(folder.glob("input.*")).read_bytes()
    report = json.loads(command(["convert", "--from", case["from"], "--to", case["to"], "--report", "json",
                                 *(word for word in case.get("args", []) if word not in ("--report", "json", "text"))], document)[2])
    try:
        converted = fos.convert(document, case["to"], source=case["from"], **how)
    except fos.Error as error:
        assert error.status == "unsupported" and not case.get("exit") or case["exit"] == 1 and error.findings
        if not case.get("exit"):
            pytest.skip(f"this build cannot: {error.text}")
        findings = error.findings
    else:
        assert not case.get("exit")
        expected = next(folder.glob("expected.*")).read_bytes()
        assert converted.document.rstrip(b"\n") == expected.rstrip(b"\n")
        findings = converted.findings
        assert converted.more == report["more"]
    assert len(findings) == len(report["findings"])
    for mine, theirs in zip(findings, report["findings"]):
        same_members(mine, {**theirs, "source": mine.source})


FITS = rows_of(CASES / "fit" / "rows.tsv")


@pytest.mark.parametrize("row", FITS, ids=[row[0] for row in FITS])
def test_fitting(row):
    name, characters, form, given, expected, deeds = row[:6]
    request = {"date": "2026-11-23", "consignment": {"destination_country": "DE", "items": [
        {"description": given, "unit_price": {"amount": "1", "currency": "EUR"}}]}}
    limit = fos.FitLimit("consignment.items.description", form, characters)
    if not fos.locale_supported:
        pytest.skip("letters are ICU's")
    try:
        converted = fos.convert(request, "json", fit=[limit])
    except fos.Error as error:
        assert expected == "!" and error.status == "unfit" and error.findings[0].severity == "error"
        return
    assert json.loads(converted.document)["consignment"]["items"][0]["description"] == expected
    assert bool(converted.findings) == (deeds != "-")


def test_every_finding_has_a_place():
    with pytest.raises(fos.InputError) as caught:
        fos.convert((CASES / "convert" / "does-not-fit" / "input.json").read_bytes(), "wco-xml", fit="eu.h7")
    assert caught.value.status == "unfit" and caught.value.findings
    for each in caught.value.findings:
        assert each.pointer.startswith("/") and each.text and each.element


# --- rates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((CASES / "rates").glob("*.[cx]*")), ids=lambda path: path.name)
def test_rates(command, path):
    request = order()
    request["consignment"]["destination_country"] = "GB"
    for item in request["consignment"]["items"]:
        item.pop("amount", None)
        item.pop("discount", None)
        item["unit_price"] = {"amount": "12.50", "currency": "USD" if path.name.startswith("hmrc") else "EUR"}
    request["consignment"].pop("freight", None)
    data = json.dumps(request).encode()
    code, out, _ = command(["quote", "-", "--rates", str(path)], data)
    for given in (path, str(path), path.read_bytes()):
        with fos.Library(rates=[given]) as library:
            assert library.quote_json(data) + b"\n" == out
            assert [answer.to_json() for answer in library.quote_many([data] * 3, jobs=2)] == [out.strip()] * 3
            assert library.quote(request).complete == (code == 0)
            assert library.text(data).encode() == command(["quote", "-", "--format", "text", "--rates", str(path)], data)[1]


# --- identifiers, profiles, roles, schemas ---------------------------------------------------------------------------

IDENTIFIERS = rows_of(CASES / "identifiers" / "rows.tsv")


def test_identifiers():
    assert len(IDENTIFIERS) > 300
    for scheme, value, verdict, normalised, position, *_ in IDENTIFIERS:
        found = fos.identify(scheme, value)
        assert found.verdict == verdict.replace("-", "_"), (scheme, value)
        assert found.normalised == ("" if normalised == "-" else normalised), (scheme, value)
        assert found.position == (0 if position == "-" else int(position)), (scheme, value)
        assert found.because and bool(found) == (verdict != "invalid")


def test_profiles():
    request = (CASES / "profiles" / "one-order.json").read_bytes()
    expected = {row[0]: row[1] for row in rows_of(CASES / "profiles" / "one-order.tsv")}
    found = fos.validate_all(request)
    assert {each.profile: each.state for each in found} == expected


@pytest.mark.parametrize("path", sorted((CASES / "profiles" / "dumps").glob("*.txt")), ids=lambda path: path.stem)
def test_profile_dumps(path):
    assert fos.dump_profile(path.stem) == path.read_text("utf-8")


def test_roles(command):
    told = json.loads(command(["roles", "--format", "json"])[1])
    found = fos.roles()
    for mine, theirs in zip([*found.roles, *found.models], [*told["roles"], *told["models"]]):
        same_members(mine, {key: tuple(value) if isinstance(value, list) else value for key, value in theirs.items()})
    assert len(found.roles) == len(told["roles"]) and len(found.models) == len(told["models"])
    for each in found.roles:
        alone = fos.roles(each.role)
        assert alone.roles == (each,) and set(alone.models) <= set(found.models)
    with pytest.raises(fos.InputError):
        fos.roles("customer")


def test_elements(command):
    table = json.loads(command(["schema", "elements"])[1])
    assert fos.schema("elements") == table
    found = fos.elements()
    assert [each.name for each in found] == [place["name"] for place in table["places"]]
    names = {each.name: each for each in found}
    assert names["consignment.seller.name"].roles and names["consignment.items"].is_list and names["date"].required
    assert names["consignment.items.description"].is_prose and not names["consignment.items.commodity_code"].is_prose
    assert names["transaction" if "transaction" in names else "consignment.transaction"].words == ("b2c", "c2c", "b2b")


@pytest.mark.parametrize("name", ["request", "quote", "comparison", "regime", "profile", "elements"])
def test_schemas(command, name):
    code, out, _ = command(["schema", name])
    if code:
        with pytest.raises(fos.InputError):
            fos.schema(name)
    else:
        assert fos.schema(name) == json.loads(out)


def test_answers_of_the_example_order(command):
    assert fos.default_library().quote_json(ORDER.read_bytes()) + b"\n" == command(["quote", str(ORDER)])[1]
