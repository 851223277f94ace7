"""The two extensions that write requests and read answers, held against Python's own json."""

import collections
import datetime
import enum
import json
import threading
import types
from decimal import Decimal

import pytest
from conftest import order
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases import check_fields, check_types

import fos
from fos import _answers, _codec

# Lone surrogates too.
TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)


class Word(str, enum.Enum):
    SALE = "sale"

    def __str__(self):
        return "not this"


class Number(enum.IntEnum):
    SEVEN = 7


class Reversed(dict):
    def items(self):
        return reversed(list(super().items()))


def in_json(value):
    """What json may be given in place of a value of a request."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError


def expected(request):
    return json.dumps(request, separators=(",", ":"), default=in_json).encode()


KEYS = TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.integers(-(2**64), 2**64) | TEXTS | st.decimals() | st.dates() |
    st.sampled_from([*Word, *Number]),
    lambda inner: st.lists(inner, max_size=4) | st.lists(inner, max_size=4).map(tuple) | st.dictionaries(KEYS, inner, max_size=4) |
    st.dictionaries(TEXTS, inner, max_size=4).map(Reversed),
    max_leaves=10)


@settings(max_examples=300, deadline=None)
@given(request=st.dictionaries(KEYS, VALUES, max_size=4))
def test_a_request_is_written_as_json_would(request):
    assert _codec.encode_request(request) == expected(request)


def test_every_letter():
    letters = "".join(map(chr, range(0x10000))) + "\U00010000\U0001f600\U0010ffff"
    for text in (letters, *letters[:0x200], letters[:128], letters[:129], "x" * 3000, "\x01" * 3000):
        assert _codec.encode_request({text: text}) == expected({text: text})


@pytest.mark.parametrize("request_", [
    {}, {"a": []}, {"a": {}}, {"a": ()}, {"a": [1, []]}, collections.OrderedDict(b=1, a=collections.Counter("a")), types.MappingProxyType({"a": 1}),
    {"a": types.MappingProxyType({"b": Number.SEVEN, Word.SALE: Word.SALE})}, {"a": -(2**63), "b": 2**63 - 1, "c": 2**63, "d": -(10**4000)}], ids=str)
def test_shapes(request_):
    plain = {key: dict(value) if isinstance(value, types.MappingProxyType) else value for key, value in request_.items()}
    assert _codec.encode_request(request_) == expected(plain)


@settings(max_examples=300, deadline=None)
@given(first=TEXTS, second=TEXTS, indent=st.sampled_from([None, 1]), ascii_alone=st.booleans())
def test_any_text_of_an_answer(first, second, indent, ascii_alone):
    first, second = (text.encode("utf-8", "replace").decode() for text in (first, second))
    document = json.dumps({"approach": first, "of a newer library": [{second: second}], "warnings": [{"because": second}], "currency": second},
                          ensure_ascii=ascii_alone, indent=indent)
    quote = fos.Quote._plan.wrap(document.encode())
    assert (quote.approach, quote.currency, quote.warnings[0].because, quote.charges) == (first, second, second, ())


def test_more_values_than_are_kept():
    request = order()
    item = request["consignment"]["items"][0]
    for number in range(3000):
        item["unit_price"] = {"amount": Decimal(number) / 100, "currency": "EUR"}
        item.pop("amount", None)
        quote = fos.quote(request)
        assert quote.items[0].values.goods == Decimal(number) / 100 * Decimal(item.get("quantity", 1))
        if number % 50 == 0:
            check_types(quote)
            check_fields(quote)


def values_of(answer):
    """Every text, amount and day in an answer."""
    if isinstance(answer, (str, Decimal, datetime.date)):
        yield answer
    for each in answer if isinstance(answer, tuple) else [getattr(answer, name) for name, *_ in getattr(answer, "_fields", ())]:
        yield from values_of(each)


def test_values_that_come_again_are_one_object():
    """So answers that are held take less memory. Few places are shared by two values, and sentences are made anew."""
    pairs = list(zip(values_of(fos.quote(order())), values_of(fos.quote(order()))))
    assert sum(first is second for first, second in pairs) > 0.7 * len(pairs)


def test_threads_read_one_answer():
    """Whoever asks first; all find every field."""
    expected_repr = repr(fos.quote(order()))
    answers = [fos.quote(order()) for _ in range(400)]
    wrong = []

    def work(which):
        for answer in answers[which:] + answers[:which]:
            if repr(answer) != expected_repr:
                wrong.append(which)

    threads = [threading.Thread(target=work, args=(which,)) for which in (0, 0, 0, 200)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong


def test_fields_that_are_in_no_slot():
    class Loose:
        pass

    reader = _answers.Reader(Decimal, datetime.date.fromisoformat, fos.Money)
    plan = reader.plan(Loose, [("b", "b", 1, None, None), ("a", "a", 0, None, None), ("c", "c", 4, (), None)])
    loose = Loose()
    plan.fill(loose, b'{"a":"1","b":"2.50","d":null}')
    assert vars(loose) == {"a": "1", "b": Decimal("2.50"), "c": ()}
    with pytest.raises(TypeError):
        fos.Totals._plan.wrap(b"{}")
