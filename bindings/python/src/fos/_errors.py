"""What can go wrong, as exceptions. Each carries what the C library tells: status, place, pointer, text."""

from __future__ import annotations

from typing import Any, Dict, Tuple, Type

__all__ = ["Error", "InputError", "WrongTypeError", "LimitError", "NoQuoteError", "RuleError", "MisuseError", "error_of"]


class Error(Exception):
    """A call could not do what was asked.

    Attributes:
        status: the status in one word, such as ``"unknown_key"``; the words of ``fos_status_name``.
        text: what is wrong, the value, and what was expected; one line.
        pointer: JSON Pointer (RFC 6901) of the value, or ``""``.
        source: name of the document, such as ``"request"`` or a file, or ``""``.
        line: line in the document, from 1; 0 when there is none, as for a request given as dict.
        column: column in bytes, from 1; 0 when there is none.
        offset: bytes before the place, from 0.
        findings: of a conversion that failed, all that was found (:class:`fos.ConversionFinding`); else empty.
    """

    status: str
    text: str
    pointer: str
    source: str
    line: int
    column: int
    offset: int
    findings: Tuple[Any, ...] = ()

    def __init__(self, text: str, *, status: str = "invalid_argument", pointer: str = "", source: str = "",
                 line: int = 0, column: int = 0, offset: int = 0) -> None:
        super().__init__(text)
        self.status = status
        self.text = text
        self.pointer = pointer
        self.source = source
        self.line = line
        self.column = column
        self.offset = offset

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}" if self.line else ""
        where = ":".join(part for part in (self.source, place) if part)
        return ": ".join(part for part in (where, self.pointer, self.text) if part)

    def __reduce__(self) -> Tuple[Any, ...]:
        return _revive, (type(self), self.to_dict())

    def to_dict(self) -> Dict[str, Any]:
        """The members of the JSON object that the command prints."""
        return {"status": self.status, "source": self.source, "line": self.line, "column": self.column,
                "pointer": self.pointer, "text": self.text, "offset": self.offset}


class InputError(Error, ValueError):
    """The request, or another document, is not what it should be."""


class WrongTypeError(InputError, TypeError):
    """A value has a type that cannot stand there, such as a binary float where money is meant."""


class LimitError(InputError):
    """A document is larger, deeper or longer than the limits allow, or a number has too many digits."""


class NoQuoteError(Error):
    """The law as loaded gives no quote: no regime, no route, no net price, or a result that does not fit."""


class RuleError(Error, ValueError):
    """A regime file is wrong."""


class MisuseError(Error, RuntimeError):
    """The call itself is wrong: something closed is used, or a session by another thread."""


_CLASSES: Dict[str, Type[Error]] = {
    "syntax": InputError, "encoding": InputError, "unknown_key": InputError, "duplicate_key": InputError,
    "wrong_type": WrongTypeError, "invalid_value": InputError, "out_of_range": InputError, "inconsistent": InputError,
    "missing_key": InputError, "unfit": InputError,
    "overflow": NoQuoteError, "division_by_zero": NoQuoteError, "no_exchange_rate": NoQuoteError,
    "no_regime": NoQuoteError, "no_route": NoQuoteError, "no_net_price": NoQuoteError, "negative_charge": NoQuoteError,
    "incomplete": NoQuoteError, "invalid_argument": InputError,
}


def class_of(status: str) -> Type[Error]:
    if status.startswith("rule_"):
        return RuleError
    if status.startswith("limit_"):
        return LimitError
    return _CLASSES.get(status, Error)


def error_of(members: Dict[str, Any]) -> Error:
    """The exception for an error object as the library writes it."""
    members = dict(members)
    return class_of(members["status"])(members.pop("text"), **members)


def _revive(cls: Type[Error], members: Dict[str, Any]) -> Error:
    return cls(members.pop("text"), **members)
