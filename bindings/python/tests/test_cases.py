"""Every case of the tree gives, from Python, the bytes that the C command gives; and every member has its promised type."""

import dataclasses
import json
import typing

import pytest
from conftest import CASES, requests_of

import fos

QUOTES = sorted((CASES / "quotes").glob("*.json"))
LANGUAGE = sorted(path for path in (CASES / "language").iterdir() if (path / "regime.json").exists())
ERRORS = [case for path in sorted((CASES / "errors").glob("*.json")) for case in json.loads(path.read_text("utf-8"))]


RULED = {country for path in (CASES.parents[1] / "lib" / "data" / "regimes").glob("*.json")
         for country in json.loads(path.read_text("utf-8"))["territory"]}


def told(answer):
    """An answer as a line of the command's output, without the place that NDJSON adds."""
    return answer.to_json() if isinstance(answer, fos.Quote) else answer.text


def answers(library, requests):
    for request in requests:
        try:
            yield library.quote(request.encode())
        except fos.Error as error:
            yield error


def compare_with_command(command, library, requests, words):
    lines = "".join(request + "\n" for request in requests).encode()
    _, out, _ = command(["quote", "--ndjson", *words], lines)
    expected = out.splitlines()
    assert len(expected) == len(requests)
    for request, line, answer in zip(requests, expected, answers(library, requests)):
        wanted = json.loads(line)["error"]["text"] if line.startswith(b'{"error":') else line
        assert told(answer) == wanted, request
        if isinstance(answer, fos.Quote):
            check_types(answer)
            check_fields(answer)
    assert [told(answer) for answer in library.quote_many(lines, jobs=3)] == [told(answer) for answer in answers(library, requests)]


def check_fields(answer):
    """Every field as it was read gives the JSON that it was read from."""
    fields = {name: getattr(answer, name) for name, *_ in answer._fields}
    assert type(answer)(**fields).to_dict() == answer.to_dict() == json.loads(answer.to_json())


def check_types(answer):
    """Each field has the type that it is annotated with, down to the last."""
    hints = typing.get_type_hints(type(answer), {**vars(fos._codec), **vars(fos._types)})
    for field in dataclasses.fields(answer):
        value = getattr(answer, field.name)
        assert matches(value, hints[field.name]), (type(answer).__name__, field.name, value, hints[field.name])
        for entry in value if isinstance(value, tuple) else [value]:
            if dataclasses.is_dataclass(entry) and not isinstance(entry, fos.Money):
                check_types(entry)


def matches(value, hint):
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Union:
        return any(matches(value, each) for each in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(matches(each, inner[0]) for each in value)
    if origin is dict:
        return isinstance(value, dict) and all(matches(k, inner[0]) and matches(v, inner[1]) for k, v in value.items())
    if origin is typing.Literal:
        return value in inner
    return type(value) is hint


@pytest.mark.parametrize("path", QUOTES, ids=lambda path: path.stem)
def test_quotes(command, path):
    requests = requests_of(path)
    assert requests
    compare_with_command(command, fos.default_library(), requests, [])


@pytest.mark.parametrize("folder", LANGUAGE, ids=lambda path: path.name)
def test_language(command, folder, tmp_path):
    """The command loads its own regimes too, so the frozen ones are moved to a country that none of them rules."""
    law = json.loads((folder / "regime.json").read_text("utf-8"))
    country = law["territory"][0]
    away = country if country not in RULED else "AQ"
    law["territory"] = [away] + [each for each in law["territory"] if each not in RULED and each != away]
    law["regime"] = "FROZEN"
    (tmp_path / "regime.json").write_text(json.dumps(law), "utf-8")
    requests = []
    for case in json.loads((folder / "cases.json").read_text("utf-8")):
        consignment = case["request"].get("consignment", {})
        if consignment.get("destination_country") == country:
            consignment["destination_country"] = away
        requests.append(json.dumps(case["request"], ensure_ascii=False))
    with fos.Library(tmp_path) as library:
        compare_with_command(command, library, requests, ["--regimes", str(tmp_path)])


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["name"])
def test_errors(case):
    document = bytes.fromhex(case["bytes"]) if "bytes" in case else case["document"].encode("utf-8", "surrogatepass")
    library = fos.Library(limits=fos.Limits(**case["limits"])) if "limits" in case else fos.default_library()
    with pytest.raises(fos.InputError) as caught:
        library.quote(document)
    assert caught.value.status == case["status"]
    assert str(caught.value) == case["error"]


@pytest.mark.parametrize("folder", sorted((CASES / "rules-bad").iterdir()), ids=lambda path: path.name)
def test_rules(folder):
    findings = fos.check_regime((folder / "regime.json").read_bytes(), "regime.json")
    lines = [("warning: " if finding.warning else "") + f"{finding.error}\n" for finding in findings]
    assert "".join(lines) == (folder / "expect.txt").read_text("utf-8")


@pytest.mark.parametrize("path", sorted((CASES / "dumps").glob("*.txt")), ids=lambda path: path.stem)
def test_dumps(path):
    assert fos.default_library().dump(path.stem) == path.read_text("utf-8")


def test_comparisons(command):
    for request in requests_of(QUOTES[5])[:20]:
        code, out, _ = command(["compare"], request.encode())
        try:
            comparison = fos.compare(request)
        except fos.Error:
            assert code in (2, 4)
            continue
        assert comparison.to_json() == out.rstrip(b"\n")
        check_types(comparison)
        check_fields(comparison)
        assert fos.compare_text(request).encode() == command(["compare", "--format", "text"], request.encode())[1]
        assert fos.text(request).encode() == command(["quote", "--format", "text"], request.encode())[1]
