"""Requests in the formats that the trade and its administrations exchange."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, List, Literal, Optional, Sequence, Tuple, Union

from ._codec import encode_request
from ._default import default_library
from ._errors import WrongTypeError
from ._fos import ffi, lib
from ._library import Library
from ._native import Buffer, c_text, context, day_number, failure_of, new_error, raise_error, text_of
from ._profiles import opened
from ._request import RequestLike
from ._types import Day

__all__ = ["ConversionFinding", "Converted", "FitLimit"]

_CHARACTERS = {"any": 1, "latin": 2, "ascii": 3}  # fos_characters


@dataclass(frozen=True)
class ConversionFinding:
    """What could not go over into the other format as it was. Texts that are not given are ``""``, numbers 0.

    Attributes:
        severity: ``"warning"``: something was changed, filled in or left out; ``"error"``: a value does not fit its place.
        text: what it is, in one line.
        pointer: JSON Pointer of the value in the request.
        element: its place in the data set, of values that were fitted.
        before: the value as it was given, the same.
        after: what it became; ``""`` when it was left.
        format: what it had to fit, such as ``"an..35"``.
        status: ``"note"``, or the status in one word.
        source: name of the document.
        line: line in the document, from 1.
        column: column in bytes, from 1.
    """

    severity: Literal["warning", "error"]
    text: str
    pointer: str = ""
    element: str = ""
    before: str = ""
    after: str = ""
    format: str = ""
    status: str = ""
    source: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class FitLimit:
    """What a filing takes at one place of the data set.

    Attributes:
        place: such as ``"consignment.items.description"``; :func:`fos.elements` names them.
        format: such as ``"an..35"``; None for that of the element.
        characters: of texts in words: ``"any"``, ``"latin"`` (letters with their marks) or ``"ascii"``.
    """

    place: str
    format: Optional[str] = None
    characters: Literal["any", "latin", "ascii"] = "any"


@dataclass(frozen=True)
class Converted:
    """A document in another format.

    Attributes:
        document: its bytes.
        findings: what was changed, filled in, or has no place in the format; nothing is left out in silence.
        more: how many findings more there were than the 1,000 that are told.
    """

    document: bytes
    findings: Tuple[ConversionFinding, ...]
    more: int = 0


def formats() -> Dict[str, str]:
    """The formats that :func:`convert` knows, with what each is."""
    return {text_of(each.name): text_of(each.title) for each in (lib.fos_format_at(i) for i in range(lib.fos_format_count()))}


def _findings(written: bytes) -> Tuple[Tuple[ConversionFinding, ...], int]:
    told = json.loads(written)
    return tuple(ConversionFinding(**each) for each in told["findings"]), told["more"]


def convert(document: RequestLike, to: str, *, source: str = "json", fit: Union[None, str, Sequence[FitLimit]] = None, quote: Union[bool, Library] = False,
            date: Optional[Day] = None) -> Converted:
    """A request in another format.

    Args:
        document: the request: a document of the format `source`, or for ``"json"`` all that :meth:`Library.quote` takes.
        to: the format wanted, such as ``"wco-xml"``; :func:`formats` names them.
        source: the format of the document.
        fit: ``"wco"``, a profile such as ``"eu.h7"``, or own limits: texts are written in the letters and the length that the filing
            takes, and every change is told. Letters are transliterated by builds with ICU alone.
        quote: True computes the quote and puts its charges into the document, where the format has a place for them; a library
            computes with its law.
        date: stands in place of the request's date.

    Raises:
        InputError: the document is not what it should be, or a value does not fit its place in the other format or the filing
            (``status`` ``"unfit"``); ``findings`` of the error tells each.
        NoQuoteError: with `quote`, there is none, or it lacks an input (``status`` ``"incomplete"``).
        Error: a format cannot be read or written (``status`` ``"unsupported"``).
    """
    if not isinstance(quote, (bool, Library)):
        raise WrongTypeError(f"quote is True, False or a fos.Library, not {type(quote).__name__}", status="wrong_type")
    data, out, findings, error = encode_request(document), Buffer(), Buffer(), new_error()
    shelf = (quote if isinstance(quote, Library) else default_library())._open() if quote is not False else None
    limits, kept = _limits([] if fit is None or isinstance(fit, str) else fit)
    how, keep = ffi.new("conversion *"), _names(source, to, fit if isinstance(fit, str) else None)
    how.source, how.to, how.fit = keep
    how.limits, how.limit_count = limits if len(limits) else ffi.NULL, len(limits)
    how.profiles, how.shelf = opened() if isinstance(fit, str) else ffi.NULL, shelf.held() if shelf else ffi.NULL
    how.date = day_number(date)
    if lib.convert(context, how, data, len(data), out.pointer, findings.pointer, error):
        _raise(error, findings.take())
    told, more = _findings(findings.take())
    return Converted(out.take(), told, more)


def _limits(given: Sequence[FitLimit]) -> Tuple[Any, List[Any]]:
    """The array of limits for C, and what it points to."""
    kept: List[Any] = []
    if not isinstance(given, (list, tuple)):
        raise WrongTypeError(f"fit is a name or a list of fos.FitLimit, not {type(given).__name__}", status="wrong_type")
    array = ffi.new("fos_fit_limit[]", len(given))
    for index, limit in enumerate(given):
        if not isinstance(limit, FitLimit) or limit.characters not in _CHARACTERS:
            raise WrongTypeError(f"fit is a name or a list of fos.FitLimit, not {limit!r}", status="wrong_type")
        kept += [c_text("a place", limit.place), c_text("a format", limit.format)]
        if kept[-2] == ffi.NULL:
            raise WrongTypeError("a place is a str, not None", status="wrong_type")
        array[index].place, array[index].format, array[index].characters = kept[-2], kept[-1], _CHARACTERS[limit.characters]
    return array, kept


def _names(source: str, to: str, fit: Optional[str]) -> List[Any]:
    names = [c_text("a format", source), c_text("a format", to), c_text("a filing", fit)]
    if ffi.NULL in names[:2]:
        raise WrongTypeError("a format is a str, not None", status="wrong_type")
    return names


def _raise(error: Any, findings: bytes) -> None:
    failure = failure_of(error)
    if failure.status in ("no_memory", "ok"):
        raise_error(error)
    if findings:
        failure.findings, _ = _findings(findings)
    raise failure
