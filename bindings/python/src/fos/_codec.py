"""Requests to JSON and JSON to answers, without a step in binary floating point.

Answers decode themselves: a member is read from its bytes when first asked for, then kept.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, NoReturn, Tuple, Type, TypeVar

from ._errors import InputError, LimitError, WrongTypeError
from ._fos import ffi, lib
from ._money import Money

_set = object.__setattr__
T = TypeVar("T", bound="Answer")
Decoder = Callable[[Any], Any]

# --- requests --------------------------------------------------------------------------------------------------------

# What json may not say: deeper than any document may be, digits beyond any number.
_MOST_DEPTH = 64
_MOST_BITS = 4096


class Part:
    """The base of the dataclasses that make up a request."""

    _keys: ClassVar[Dict[str, str]] = {}

    def _members(self) -> Dict[str, Any]:
        keys = self._keys
        return {keys.get(name, name): value for name, value in vars(self).items() if value is not None}


def _plain(value: Any) -> Any:
    """What json's encoder does not know."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Part):
        return value._members()
    if isinstance(value, Money):
        return {"amount": str(value.amount), "currency": value.currency}
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError


def _make_encoder() -> Callable[[Any], str]:
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(check_circular=False, allow_nan=False, separators=(",", ":"), default=_plain).encode
    text_of = json.encoder.encode_basestring_ascii
    encode = make(None, _plain, text_of, None, ":", ",", False, False, False)
    return lambda value: "".join(encode(value, 0))


_encode = _make_encoder()


def _point(pointer: str, key: Any) -> str:
    return pointer + "/" + str(key).replace("~", "~0").replace("/", "~1")


def _refuse(value: Any, pointer: str) -> NoReturn:
    if isinstance(value, float) and not isfinite(value):
        raise WrongTypeError(f"{value!r} is no number, expected a finite one", status="wrong_type", pointer=pointer, source="request")
    if isinstance(value, float):
        raise WrongTypeError(f"{value!r} is a binary float, which is not exact: give a Decimal or a str such as "
                             f"Decimal(\"{value}\")", status="wrong_type", pointer=pointer, source="request")
    raise WrongTypeError(f"a {type(value).__name__} cannot stand in a request; expected dict, list, str, int, bool, "
                         "Decimal, date or the classes of fos", status="wrong_type", pointer=pointer, source="request")


def _look(value: Any, pointer: str, depth: int) -> None:
    """Raises for the first value that is not exact or not JSON, with its place."""
    if depth > _MOST_DEPTH:
        raise LimitError(f"deeper than {_MOST_DEPTH}", status="limit_depth", pointer=pointer[:255], source="request")
    if value is None or isinstance(value, (str, bool)):
        return
    if isinstance(value, int):
        if value.bit_length() > _MOST_BITS:
            raise LimitError("a whole number with more digits than any amount", status="limit_digits", pointer=pointer,
                             source="request")
        return
    if isinstance(value, (list, tuple)):
        for index, entry in enumerate(value):
            _look(entry, _point(pointer, index), depth + 1)
        return
    if isinstance(value, float):
        _refuse(value, pointer)
    if not isinstance(value, Mapping):
        try:
            value = _plain(value)
        except TypeError:
            _refuse(value, pointer)
    if isinstance(value, Mapping):
        for key, entry in value.items():
            if not isinstance(key, str):
                raise WrongTypeError(f"a key is {key!r}, expected a str", status="wrong_type", pointer=pointer, source="request")
            _look(entry, _point(pointer, key), depth + 1)


def encode_request(request: Any) -> bytes:
    """The JSON of a request given as bytes, str, dict or dataclass.

    Raises:
        WrongTypeError: a binary float or another type that JSON cannot hold exactly; the pointer says where.
    """
    if isinstance(request, (bytes, bytearray, memoryview)):
        return bytes(request)
    if isinstance(request, str):
        try:
            return request.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f"the text has half a surrogate pair at character {error.start}", status="encoding",
                             source="request") from None
    if not isinstance(request, (Mapping, Part)):
        raise WrongTypeError(f"a request is a dict, fos.Request, str or bytes, not {type(request).__name__}",
                             status="wrong_type", source="request")
    try:
        data = _encode(request).encode("ascii")
    except (TypeError, ValueError, RecursionError):
        _look(request, "", 0)
        raise
    if lib.has_fraction(data, len(data)):
        _look(request, "", 0)
    return data


# --- answers ---------------------------------------------------------------------------------------------------------

_scan: Callable[[str, int], Tuple[Any, int]] = getattr(json.JSONDecoder(), "scan_once")  # noqa: B009


class Document:
    """An answer's JSON, whose members are found and read one by one."""

    __slots__ = ("json",)
    json: bytes

    def __init__(self, data: bytes) -> None:
        self.json = data

    def get(self, key: str) -> Any:
        data, name, found = self.json, key.encode(), ffi.new("place *")
        if not lib.find_member(data, len(data), name, len(name), found):
            return None
        return _scan(data[found.start:found.end].decode(), 0)[0]

    def __reduce__(self) -> Tuple[Any, ...]:
        return Document, (self.json,)


class Answer:
    """The base of what the library answers. Answers do not change; equal ones have equal fields."""

    __slots__ = ("_source",)
    _source: Any
    _decoders: ClassVar[Dict[str, Tuple[str, Decoder]]] = {}

    def __init__(self, **fields: Any) -> None:
        _set(self, "_source", None)
        for name in self._decoders:
            _set(self, name, fields.pop(name, None))
        for name in fields:
            raise TypeError(f"{type(self).__name__} has no field {name!r}")

    @classmethod
    def _of(cls: Type[T], source: Any) -> T:
        answer = cls.__new__(cls)
        _set(answer, "_source", source)
        return answer

    if not TYPE_CHECKING:  # a field that was not asked for yet; to a type checker every field is there

        def __getattr__(self, name):
            try:
                key, decode = self._decoders[name]
            except KeyError:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}") from None
            value = decode(self._source.get(key))
            _set(self, name, value)
            return value

    def __reduce__(self) -> Tuple[Any, ...]:
        if self._source is None:
            return _revive, (type(self), {name: getattr(self, name) for name in self._decoders})
        return _from_source, (type(self), self._source)

    def to_dict(self) -> Dict[str, Any]:
        """The answer as JSON has it: dicts, lists and texts, under the names of the JSON contract."""
        if isinstance(self._source, Document):
            return json.loads(self._source.json)  # type: ignore[no-any-return]
        if self._source is not None:
            return json.loads(json.dumps(self._source))  # type: ignore[no-any-return]
        return {key: undecode(getattr(self, name)) for name, (key, _) in self._decoders.items()
                if getattr(self, name) is not None}

    def to_json(self) -> bytes:
        """The answer as UTF-8 JSON; of a quote or comparison the bytes that the C library wrote."""
        if isinstance(self._source, Document):
            return self._source.json
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()


def _revive(cls: Type[T], fields: Dict[str, Any]) -> T:
    return cls(**fields)


def _from_source(cls: Type[T], source: Any) -> T:
    return cls._of(source)


def undecode(value: Any) -> Any:
    """A field's value as JSON has it."""
    if isinstance(value, Answer):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [undecode(entry) for entry in value]
    if isinstance(value, dict):
        return {key: undecode(entry) for key, entry in value.items()}
    return _plain(value) if isinstance(value, (Decimal, Money, datetime.date)) else value


def plain(value: Any) -> Any:
    return value


def decimal(value: Any) -> Any:
    return None if value is None else Decimal(value)


def day(value: Any) -> Any:
    return None if value is None else datetime.date.fromisoformat(value)


def money(value: Any) -> Any:
    return None if value is None else Money(value["amount"], value["currency"])


def texts(value: Any) -> Any:
    return () if value is None else tuple(value)


def decimals(value: Any) -> Any:
    return () if value is None else tuple(map(Decimal, value))


def amounts(value: Any) -> Any:
    return {} if value is None else {key: Decimal(amount) for key, amount in value.items()}


def one(cls: Type[Answer]) -> Decoder:
    of = cls._of
    return lambda value: None if value is None else of(value)


def many(cls: Type[Answer]) -> Decoder:
    of = cls._of
    return lambda value: () if value is None else tuple(map(of, value))
