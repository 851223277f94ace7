"""Requests to JSON and JSON to answers, without a step in binary floating point.

Both are done in C: requests.c writes, and what it refuses is looked for here. An answer holds its bytes, and reads all of them when it
is first asked for something, in one pass (answers.c).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar, Dict, NoReturn, Optional, Tuple, Type, TypeVar

from ._answers import Plan, Reader
from ._errors import InputError, LimitError, WrongTypeError
from ._money import Money
from ._requests import write

_set = object.__setattr__
T = TypeVar("T", bound="Answer")

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
    """What JSON has for a value that the writer does not know."""
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


def _name(key: Any) -> str:
    """The text for a key that is none, as Python's json has it: the library knows no such key, and says where it is."""
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key, allow_nan=False)
    raise TypeError


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
    if not isinstance(request, (dict, Part)):
        given = _document_of(request)
        if given is not None:
            return given
    try:
        return write(request, Decimal, datetime.date, _plain, _name)
    except (TypeError, ValueError, RecursionError):
        _look(request, "", 0)
        raise


def _document_of(request: Any) -> Optional[bytes]:
    """A request that is given as a document; None for one that is still to be written."""
    if isinstance(request, (bytes, bytearray, memoryview)):
        return bytes(request)
    if isinstance(request, str):
        try:
            return request.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f"the text has half a surrogate pair at character {error.start}", status="encoding",
                             source="request") from None
    if not isinstance(request, Mapping):
        raise WrongTypeError(f"a request is a dict, fos.Request, str or bytes, not {type(request).__name__}",
                             status="wrong_type", source="request")
    return None


# --- answers ---------------------------------------------------------------------------------------------------------

# What stands in a field; the numbers are those of answers.c.
PLAIN, DECIMAL, DAY, MONEY, TEXTS, DECIMALS, AMOUNTS, ONE, MANY = range(9)
# Whether a field without a value is written: never, as null, or as empty list or object.
OMITTED, NULL, EMPTY = range(3)
# Per field: its name, its key in JSON, what stands in it, how its absence is written, and the class of what it holds.
Field = Tuple[str, str, int, int, Any]

_reader = Reader(Decimal, datetime.date.fromisoformat, Money)


class Answer:
    """The base of what the library answers. Answers do not change; equal ones have equal fields."""

    __slots__ = ()
    _fields: ClassVar[Tuple[Field, ...]] = ()
    _plan: ClassVar[Plan]

    def __init_subclass__(cls) -> None:
        rows = [(name, key, kind, _absent(kind), inner._plan if inner else None) for name, key, kind, _, inner in cls._fields]
        cls._plan = _reader.plan(cls, rows)

    def __init__(self, **fields: Any) -> None:
        for name, _, kind, _, _ in self._fields:
            _set(self, name, fields.pop(name, _absent(kind)))
        for name in fields:
            raise TypeError(f"{type(self).__name__} has no field {name!r}")

    def __reduce__(self) -> Tuple[Any, ...]:
        return _from_fields, (type(self), {name: getattr(self, name) for name, *_ in self._fields})

    def to_dict(self) -> Dict[str, Any]:
        """The answer as JSON has it: dicts, lists and texts, under the names of the JSON contract."""
        members = {}
        for name, key, kind, absence, _ in self._fields:
            value = getattr(self, name)
            if value == _absent(kind):
                if absence == OMITTED:
                    continue
                value = _absent(kind)
            members[key] = undecode(value)
        return members

    def to_json(self) -> bytes:
        """The answer as UTF-8 JSON; of a quote or comparison the bytes that the C library wrote."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":")).encode()


class Whole(Answer):
    """An answer that can come by itself, as bytes that are read when a field is first asked for. One that is part of another has none.
    Only these have the hook for fields that are not there yet: it makes each access slower."""

    __slots__ = ("_source",)
    _source: Any  # the bytes as the library wrote them; None inside of another answer

    def __init__(self, **fields: Any) -> None:
        _set(self, "_source", None)
        super().__init__(**fields)

    if not TYPE_CHECKING:  # the first field that is asked for; to a type checker every field is there

        def __getattr__(self, name):
            if name in type(self).__slots__ and self._source is not None:
                self._plan.fill(self, self._source)
                return object.__getattribute__(self, name)
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __reduce__(self) -> Tuple[Any, ...]:
        return super().__reduce__() if self._source is None else (_from_bytes, (type(self), self._source))

    def to_dict(self) -> Dict[str, Any]:
        if self._source is None:
            return super().to_dict()
        return json.loads(self._source)  # type: ignore[no-any-return]

    def to_json(self) -> bytes:
        if self._source is None:
            return super().to_json()
        return self._source  # type: ignore[no-any-return]


def _absent(kind: int) -> Any:
    """What stands in a field that the JSON does not have."""
    return () if kind in (TEXTS, DECIMALS, MANY) else {} if kind == AMOUNTS else None


def _from_fields(cls: Type[T], fields: Dict[str, Any]) -> T:
    return cls(**fields)


def _from_bytes(cls: Type[T], source: bytes) -> T:
    return cls._plan.wrap(source)  # type: ignore[no-any-return]


def undecode(value: Any) -> Any:
    """A field's value as JSON has it."""
    if isinstance(value, Answer):
        return value.to_dict()
    if isinstance(value, (tuple, list)):
        return [undecode(entry) for entry in value]
    if isinstance(value, dict):
        return {key: undecode(entry) for key, entry in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    return _plain(value) if isinstance(value, (Money, datetime.date)) else value
