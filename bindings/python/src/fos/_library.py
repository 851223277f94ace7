"""Regimes compiled once, shared by all threads, and the calls over them."""

from __future__ import annotations

import datetime
import os
import threading
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import IO, Any, Callable, Dict, Iterable, Iterator, List, Literal, NoReturn, Optional, Sequence, Tuple, Type, TypeVar, Union

from ._codec import Document, Part, encode_request
from ._errors import Error, InputError, MisuseError, WrongTypeError, class_of, error_of
from ._fos import ffi, lib
from ._types import Comparison, Day, Quote, Request, Role

__all__ = ["Converted", "Finding", "Identification", "Library", "Limits", "Profile", "Regime", "Session", "Tariff",
           "Validation", "ValidationFinding"]

RequestLike = Union[Request, Dict[str, Any], bytes, bytearray, memoryview, str]
Source = Union[bytes, str, "os.PathLike[str]"]
A = TypeVar("A", Quote, Comparison)

_NO_DATE = -(2**31)
_EPOCH = datetime.date(1970, 1, 1).toordinal()
_BLOCK = 1 << 16

# Of the process, never freed: what is made from it may outlive this module.
_context = lib.fos_context_new(ffi.NULL)


def _text(data: Any) -> str:
    return str(ffi.string(data).decode()) if data else ""


def _failure(error: Any, in_document: bool = True) -> Error:
    """The exception for a filled fos_error. The place in a document that the caller never saw is left out."""
    status = _text(lib.error_status(error))
    place = {"line": error.line, "column": error.column, "offset": error.offset} if in_document else {}
    return class_of(status)(_text(error.text), status=status, pointer=_text(error.pointer), source=_text(error.source), **place)


def _new_error() -> Any:
    error = ffi.new("fos_error *")
    lib.error_init(error)
    return error


def _raise(error: Any) -> NoReturn:
    failure = _failure(error)
    if failure.status in ("no_memory", "ok"):  # ok: there was no memory even to say so
        raise MemoryError("out of memory")
    raise failure


class _Owned:
    """Something in C that goes with this object. What is used after that, as finalizers at the end of the process may do, finds
    no pointer; `ffi.gc` would leave one to freed memory."""

    __slots__ = ("pointer", "_free")

    def __init__(self, pointer: Any, free: Callable[[Any], None]) -> None:
        self.pointer = pointer
        self._free = free

    def __del__(self) -> None:
        pointer, self.pointer = self.pointer, None
        if pointer:
            self._free(pointer)

    def held(self) -> Any:
        if not self.pointer:
            raise MisuseError("it is gone: Python is ending")
        return self.pointer


class _Buffer(_Owned):
    """A buffer of the library, read as bytes."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(None, lib.fos_buffer_free)
        self.pointer = lib.fos_buffer_new(_context)
        if not self.pointer:
            raise MemoryError("out of memory")

    def take(self) -> bytes:
        data: bytes = ffi.unpack(lib.fos_buffer_data(self.pointer), lib.fos_buffer_size(self.pointer))
        lib.fos_buffer_clear(self.pointer)
        return data


def _day_number(day: Optional[Day]) -> int:
    if day is None:
        return _NO_DATE
    if isinstance(day, str):
        try:
            day = datetime.date.fromisoformat(day)
        except ValueError:
            raise InputError(f"{day!r} is not a day, expected YYYY-MM-DD", status="invalid_value") from None
    if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
        raise WrongTypeError(f"a day is a datetime.date or a str, not {type(day).__name__}", status="wrong_type")
    return day.toordinal() - _EPOCH


def _c_text(what: str, value: Optional[str]) -> Any:
    """A text for C, which must not hold a NUL."""
    if value is None:
        return ffi.NULL
    if not isinstance(value, str):
        raise WrongTypeError(f"{what} is a str, not {type(value).__name__}", status="wrong_type")
    try:
        data = value.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{what} has half a surrogate pair", status="encoding") from None
    if b"\0" in data:
        raise InputError(f"{what} has a NUL in it", status="encoding")
    return ffi.new("char[]", data)


@dataclass(frozen=True)
class Regime:
    """One compiled regime: the law of imports into one customs and tax territory.

    Attributes:
        id: its id, such as ``"EU"``.
        name: its name in words.
        currency: the currency of its amounts, ISO 4217.
        data_version: version of its data, such as ``"2026.11.1"``.
        digest: SHA-256 of its file, ``"sha256:…"``; every quote names it.
        reviewed: the day on which the law was last read.
        origin: where it was read: a path, ``"embedded"``, or the name given with it.
    """

    id: str
    name: str
    currency: str
    data_version: str
    digest: str
    reviewed: datetime.date
    origin: str


@dataclass(frozen=True)
class Tariff:
    """One tariff table of a library.

    Attributes:
        id: id of the regime that reads it, such as ``"EU"``.
        currency: ISO 4217.
        data_version: version of its rows.
        digest: SHA-256 of its image.
        origin: where it was read.
    """

    id: str
    currency: str
    data_version: str
    digest: str
    origin: str


@dataclass(frozen=True)
class Identification:
    """What the check of an identifier found.

    Attributes:
        scheme: the scheme that was asked for.
        value: the value as given.
        verdict: ``"valid"``: its check digit is right, or it stands in its list; ``"well_formed"``: of the right form, and nothing
            public tells more; ``"invalid"``: no such identifier can exist.
        normalised: without separators, in capitals; ``""`` when invalid.
        because: what was verified, or what is wrong and what was expected.
        fault: the kind of fault in one word, such as ``"check"``; ``"none"`` unless invalid.
        position: byte of the fault in the value, from 1; 0 when there is none.
        parts: the parts of the normalised form by name.
    """

    scheme: str
    value: str
    verdict: Literal["invalid", "well_formed", "valid"]
    normalised: str
    because: str
    fault: str
    position: int
    parts: Dict[str, str]

    def __bool__(self) -> bool:
        return self.verdict != "invalid"


@dataclass(frozen=True)
class Converted:
    """A document in another format.

    Attributes:
        document: its bytes.
        findings: what the formats have no place for or what was filled in; nothing is left out in silence.
    """

    document: bytes
    findings: Tuple["Finding", ...]


@dataclass(frozen=True)
class Finding:
    """What a check of a regime file found.

    Attributes:
        error: what is wrong and where, never raised.
        warning: True when the file works all the same.
    """

    error: Error
    warning: bool


@dataclass(frozen=True)
class Profile:
    """What one administration asks for in one filing.

    Attributes:
        id: its id, such as ``"eu.h7"``.
        title: its name in words.
        authority: who asks for the filing.
        filing: what kind of filing it is.
        note: what is not known of it, or ``""``.
        start: the first day on which the filing can be made; None when none is known.
        until: the first day on which it cannot be made any more; None while it goes on.
        reviewed: the day on which it was last read against its sources.
        data_version: version of its data.
        digest: SHA-256 of its file.
        origin: where it was read.
    """

    id: str
    title: str
    authority: str
    filing: str
    note: str
    start: Optional[datetime.date]
    until: Optional[datetime.date]
    reviewed: datetime.date
    data_version: str
    digest: str
    origin: str


@dataclass(frozen=True)
class ValidationFinding:
    """One thing that is missing, wrong or good to know. Texts that are not given are ``""``.

    Attributes:
        severity: ``"error"``: the filing would be refused; ``"warning"``: it would be questioned; ``"note"``: could not be
            decided, or is good to know.
        kind: ``"missing"``, ``"format"``, ``"code"``, ``"count"``, ``"scope"``, ``"check"``, ``"quality"``, ``"data"`` or
            ``"undecided"``.
        rule: id of the row, condition or shared check.
        element: place in the data set, such as ``"consignment.seller.name"``.
        pointer: JSON Pointer of the value.
        label: what the administration calls it.
        value: as it was given.
        expected: what was expected instead.
        because: one sentence.
        roles: the stakeholders that can supply it.
        source: where the rule was read.
        confidence: how sure that is.
    """

    severity: Literal["error", "warning", "note"]
    kind: str
    rule: str = ""
    element: str = ""
    pointer: str = ""
    label: str = ""
    value: str = ""
    expected: str = ""
    because: str = ""
    roles: Tuple[Role, ...] = ()
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Validation:
    """What was found about one request under one profile. It is true when the filing is ready.

    Attributes:
        profile: id of the profile.
        title: its name in words.
        date: the day for which it was checked.
        state: ``"ready"``, ``"incomplete"``: the errors say what is missing or wrong; ``"not_applicable"``: the filing is not for
            such a consignment, or not on that day.
        findings: in the order of the profile.
    """

    profile: str
    title: str
    date: datetime.date
    state: Literal["ready", "incomplete", "not_applicable"]
    findings: Tuple[ValidationFinding, ...]

    @property
    def errors(self) -> Tuple[ValidationFinding, ...]:
        """The findings for which the filing would be refused."""
        return tuple(each for each in self.findings if each.severity == "error")

    def __bool__(self) -> bool:
        return self.state == "ready"


@dataclass(frozen=True)
class Limits:
    """Bounds on the documents that a library reads; beyond them is a :class:`fos.LimitError`.

    Attributes:
        depth: nesting.
        document: bytes of a document, or of a line of NDJSON.
        items: entries of any list.
        digits: significant digits of a number; 18 is also the most.
    """

    depth: int = 64
    document: int = 64 * 1024 * 1024
    items: int = 10000
    digits: int = 18

    def _for_c(self) -> Any:
        limits = ffi.new("fos_limits *")
        lib.limits_init(limits)
        for name, most in (("depth", 1024), ("document", 2**62), ("items", 2**31), ("digits", 18)):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
                raise InputError(f"limit {name} is {value!r}, expected a whole number from 1 to {most}", status="invalid_argument")
            setattr(limits, name, value)
        return limits


class _Desk(_Owned):
    """What one answer takes in C. One thread at a time."""

    __slots__ = ()

    def __init__(self, shelf: _Owned) -> None:
        super().__init__(None, lib.desk_free)
        self.pointer = lib.desk_new(shelf.held(), _new_error())
        if not self.pointer:
            raise MemoryError("out of memory")

    def answer(self, what: int, request: Any, locale: Any = ffi.NULL) -> bytes:
        """The answer's bytes. C runs without the interpreter's lock."""
        data = request if type(request) is bytes else encode_request(request)
        desk = self.pointer or self.held()
        if lib.desk_answer(desk, what, data, len(data), locale):
            failure = _failure(ffi.addressof(desk, "error"), not isinstance(request, (dict, Part)))
            if failure.status == "no_memory":
                raise MemoryError(failure.text)
            raise failure
        return ffi.unpack(desk.data, desk.size)  # type: ignore[no-any-return]


class _Answering:
    """The calls that a library and a session have in common."""

    def _run(self, what: int, request: RequestLike, locale: Any = ffi.NULL) -> bytes:
        raise NotImplementedError

    def quote(self, request: RequestLike) -> Quote:
        """Every duty, tax and fee on one consignment.

        Args:
            request: a dict with the keys of the JSON contract, a :class:`fos.Request`, or the JSON as str or bytes.
                Amounts are Decimal, int or str; a binary float is refused. Days are ``datetime.date`` or ``YYYY-MM-DD``.

        Returns:
            The quote. When an input is missing, ``complete`` is False, ``missing`` says what is needed, and the amounts
            that can be known are there.

        Raises:
            InputError: the request is not what it should be; ``pointer`` names the value, ``line`` and ``column`` its
                place in a document given as text.
            NoQuoteError: the law as loaded gives no quote (``status`` ``"no_regime"``, ``"no_route"``, …).
        """
        return Quote._of(Document(self._run(lib.ANSWER_QUOTE, request)))

    def compare(self, request: RequestLike) -> Comparison:
        """One quote for each route that the law offers, side by side. Takes and raises what :meth:`quote` does."""
        return Comparison._of(Document(self._run(lib.ANSWER_COMPARISON, request)))

    def quote_json(self, request: RequestLike) -> bytes:
        """The quote as one line of UTF-8 JSON: the bytes that the command and the C library give."""
        return self._run(lib.ANSWER_QUOTE, request)

    def compare_json(self, request: RequestLike) -> bytes:
        """The comparison as one line of UTF-8 JSON."""
        return self._run(lib.ANSWER_COMPARISON, request)

    def text(self, request: RequestLike, *, locale: Optional[str] = None) -> str:
        """The quote as a page for people.

        Args:
            request: as for :meth:`quote`.
            locale: BCP 47 tag such as ``"de-DE"``; None writes plain decimals.

        Raises:
            Error: with ``status`` ``"unsupported"`` when a locale is asked for and the build has no ICU, as wheels.
        """
        return self._run(lib.ANSWER_QUOTE_TEXT, request, _c_text("a locale", locale)).decode()

    def compare_text(self, request: RequestLike, *, locale: Optional[str] = None) -> str:
        """The comparison as a page for people. Takes and raises what :meth:`text` does."""
        return self._run(lib.ANSWER_COMPARISON_TEXT, request, _c_text("a locale", locale)).decode()


class Library(_Answering):
    """A set of compiled regimes. It never changes, and any number of threads may use it at once.

    Args:
        regimes: a directory of ``*.json``, or files given as bytes or as paths; they win over all other copies.
        tariffs: tariff tables, compiled (``fos tariff import``) or as plain CSV, each as path or as bytes; per id the first
            stands. A path is mapped into memory, not read.
        only_given: True takes nothing but what is given, not even the regimes and tariffs that are compiled in.
        limits: bounds on what is read.

    Raises:
        RuleError: a file is wrong; the place is in it.
        Error: a file cannot be read (``status`` ``"io"``).

    Opening compiles every regime: do it once.
    """

    def __init__(self, regimes: Union[None, str, "os.PathLike[str]", Sequence[Source]] = None, *, tariffs: Sequence[Source] = (),
                 only_given: bool = False, limits: Limits = Limits()) -> None:
        options = ffi.new("fos_library_options *")
        lib.library_options_init(options)
        options.only_given = bool(only_given)
        keep: List[Any] = []
        if isinstance(regimes, (str, os.PathLike)):
            keep.append(_c_text("a directory", os.fspath(regimes)))
            options.regimes_directory = keep[0]
        elif regimes is not None:
            options.regime_count = len(regimes)
            options.regimes = _sources(regimes, keep)
        if isinstance(tariffs, (str, bytes, os.PathLike)):
            raise WrongTypeError("tariffs is a list of paths or bytes", status="wrong_type")
        paths = [_c_text("a path", os.fspath(each)) for each in tariffs if isinstance(each, (str, os.PathLike))]
        given = [each for each in tariffs if not isinstance(each, (str, os.PathLike))]
        keep += [paths, ffi.new("char *[]", paths)]
        options.tariff_files, options.tariff_file_count = keep[-1], len(paths)
        options.tariffs, options.tariff_count = _sources(given, keep, "tariffs"), len(given)
        error = _new_error()
        pointer = lib.shelf_open(_context, options, limits._for_c(), error)
        if not pointer:
            _raise(error)
        self._shelf: Optional[_Owned] = _Owned(pointer, lib.shelf_release)
        self._idle: List[_Desk] = []

    def _open(self) -> _Owned:
        shelf = self._shelf
        if shelf is None:
            raise MisuseError("the library is closed")
        return shelf

    def _run(self, what: int, request: RequestLike, locale: Any = ffi.NULL) -> bytes:
        # A desk for each call under way, so that threads and finalizers never share one.
        try:
            desk = self._idle.pop()
        except IndexError:
            desk = _Desk(self._open())
        answer = desk.answer(what, request, locale)
        if self._shelf is not None:
            self._idle.append(desk)
        return answer

    def session(self) -> "Session":
        """A session of the calling thread over this library."""
        return Session(self)

    def quote_many(self, requests: Union[bytes, bytearray, memoryview, str, IO[bytes], Iterable[RequestLike]], *, jobs: int = 0,
                   approach: Optional[str] = None, date: Optional[Day] = None) -> Iterator[Union[Quote, Error]]:
        """Many quotes, in order, computed by threads in C, with bounded memory.

        Args:
            requests: NDJSON as bytes, str or a binary file, whose blank lines are passed over; or an iterable of requests
                as :meth:`quote` takes them, which is read ahead a little.
            jobs: threads, 1 to 256; 1 computes in the calling thread, 0 takes one for each processor.
            approach: stands in place of every request's approach.
            date: stands in place of every request's date.

        Yields:
            A :class:`fos.Quote` for each request, or the :class:`fos.Error` that it gave; an error stops nothing. Errors in
            NDJSON have the line in the whole input; those of other requests have ``line`` 0.
        """
        if isinstance(jobs, bool) or not isinstance(jobs, int) or not 0 <= jobs <= 256:
            raise InputError(f"jobs is {jobs!r}, expected a whole number from 0 to 256", status="invalid_argument")
        batch = _Batch(self._open(), jobs, _c_text("an approach", approach), _day_number(date))
        if isinstance(requests, (bytes, bytearray, memoryview)):
            return batch.over_bytes(bytes(requests))
        if isinstance(requests, str):
            return batch.over_bytes(encode_request(requests))
        if hasattr(requests, "read"):
            return batch.over_blocks(iter(lambda: requests.read(_BLOCK), b""))
        if isinstance(requests, (dict, Part)):
            raise WrongTypeError("quote_many takes several requests; quote takes one", status="wrong_type")
        return batch.over_requests(iter(requests))

    @property
    def regimes(self) -> Tuple[Regime, ...]:
        """The regimes, in order of id."""
        shelf = self._open()
        library = shelf.held().library
        return tuple(_regime(lib.fos_library_regime_at(library, i)) for i in range(lib.fos_library_regime_count(library)))

    @property
    def tariffs(self) -> Tuple[Tariff, ...]:
        """The tariff tables, those given first."""
        shelf = self._open()
        library = shelf.held().library
        tables = (lib.fos_library_tariff_at(library, i) for i in range(lib.fos_library_tariff_count(library)))
        return tuple(Tariff(id=_text(lib.fos_tariff_id(table)), currency=_text(lib.fos_tariff_currency(table)),
                            data_version=_text(lib.fos_tariff_data_version(table)), digest=_text(lib.fos_tariff_digest(table)),
                            origin=_text(lib.fos_tariff_origin(table))) for table in tables)

    def _written(self, regime_id: str, write: Callable[[Any, Any], int]) -> str:
        """What `write` says of the regime with that id."""
        shelf, out = self._open(), _Buffer()
        library = shelf.held().library
        for i in range(lib.fos_library_regime_count(library)):
            regime = lib.fos_library_regime_at(library, i)
            if _text(lib.fos_regime_id(regime)) == regime_id:
                if write(regime, out.pointer):
                    raise MemoryError("out of memory")
                return out.take().decode()
        raise InputError(f"no regime {regime_id!r} is loaded", status="no_regime")

    def show(self, regime_id: str, date: Optional[Day] = None) -> str:
        """A readable account of the law in force on a day; None shows all dates."""
        day = _day_number(date)
        return self._written(regime_id, lambda regime, out: lib.fos_regime_show(regime, day, out))

    def dump(self, regime_id: str) -> str:
        """Every dated rule, one a line: a change of law is a changed line."""
        return self._written(regime_id, lib.fos_regime_dump)

    def close(self) -> None:
        """Lets go of the memory as soon as no session, batch or call uses it. Closing twice is fine."""
        self._shelf = None
        self._idle = []

    def __enter__(self) -> "Library":
        self._open()
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._shelf is None:
            return "<fos.Library, closed>"
        return f"<fos.Library of {', '.join(regime.id for regime in self.regimes)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a library cannot be pickled: open one in each process")


def _sources(files: Sequence[Source], keep: List[Any], what: str = "regimes") -> Any:
    """The array of files for C; `keep` holds what it points to."""
    array = ffi.new("fos_source[]", len(files))
    for index, file in enumerate(files):
        name, data = f"{what}[{index}]", file
        if isinstance(file, (str, os.PathLike)):
            name = os.fspath(file)
            with open(file, "rb") as opened:
                data = opened.read()
        if not isinstance(data, (bytes, bytearray)):
            raise WrongTypeError(f"{what} are given as bytes or paths, not {type(file).__name__}", status="wrong_type")
        keep += [_c_text("a name", name), ffi.from_buffer(data)]
        array[index].name, array[index].bytes, array[index].length = keep[-2], ffi.cast("const char *", keep[-1]), len(data)
    keep.append(array)
    return array


def _regime(pointer: Any) -> Regime:
    return Regime(id=_text(lib.fos_regime_id(pointer)), name=_text(lib.fos_regime_name(pointer)),
                  currency=_text(lib.fos_regime_currency(pointer)), data_version=_text(lib.fos_regime_data_version(pointer)),
                  digest=_text(lib.fos_regime_digest(pointer)),
                  reviewed=datetime.date.fromordinal(lib.fos_regime_reviewed(pointer) + _EPOCH),
                  origin=_text(lib.fos_regime_origin(pointer)))


class Session(_Answering):
    """The state of one thread over a library: memory that is kept, so that quotes stop allocating.

    A library makes sessions by itself as calls need them; an own one is for code that wants to hold on to its memory, or to
    free it at a known place. Only the thread that made it may use it.

    Raises:
        MisuseError: from every call of another thread, and after :meth:`close`.
    """

    def __init__(self, library: Library) -> None:
        if not isinstance(library, Library):
            raise WrongTypeError(f"a session needs a Library, not {type(library).__name__}", status="wrong_type")
        self._thread = threading.get_ident()
        self._desk: Optional[_Desk] = _Desk(library._open())
        self._closed = False

    def _run(self, what: int, request: RequestLike, locale: Any = ffi.NULL) -> bytes:
        if threading.get_ident() != self._thread:
            raise MisuseError("a session belongs to the thread that made it")
        if self._closed:
            raise MisuseError("the session is closed")
        desk, self._desk = self._desk, None
        if desk is None:
            raise MisuseError("the session is in the middle of another call")
        try:
            return desk.answer(what, request, locale)
        finally:
            if not self._closed:
                self._desk = desk

    def close(self) -> None:
        """Frees its memory. Closing twice is fine."""
        self._closed = True
        self._desk = None

    def __enter__(self) -> "Session":
        if self._closed:
            raise MisuseError("the session is closed")
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a session cannot be pickled: make one in each process")


# --- batches ---------------------------------------------------------------------------------------------------------

_PUT_AT_ONCE = 64
# A line that stands for a request that never reached C; its answer is dropped.
_STAND_IN = b"0\n"


class _Batch(_Owned):
    """A batch under way; its threads end when the iteration does."""

    __slots__ = ()

    def __init__(self, shelf: _Owned, jobs: int, approach: Any, date: int) -> None:
        super().__init__(None, lib.crowd_free)
        error = _new_error()
        self.pointer = lib.crowd_new(shelf.held(), jobs, approach, date, error)
        if not self.pointer:
            _raise(error)

    def put(self, data: bytes, start: int) -> int:
        """How many bytes went in, from `start`."""
        crowd = self.held()
        if lib.crowd_put(crowd, ffi.from_buffer(data) + start, len(data) - start):
            _raise(ffi.addressof(crowd, "error"))
        return crowd.taken  # type: ignore[no-any-return]

    def take(self) -> List[bytes]:
        """The lines of the oldest piece, [] when none is under way."""
        crowd = self.held()
        if lib.crowd_take(crowd):
            _raise(ffi.addressof(crowd, "error"))
        lines: List[bytes] = ffi.unpack(crowd.data, crowd.size).split(b"\n")
        lines.pop()
        return lines

    def answers_to(self, data: bytes) -> Iterator[List[bytes]]:
        """Puts all of it; yields what must be taken to make room."""
        at = 0
        while at < len(data):
            taken = self.put(data, at)
            at += taken
            if taken == 0 or lib.crowd_ready(self.held()):
                yield self.take()

    def rest(self) -> Iterator[List[bytes]]:
        lib.crowd_end(self.held())
        while True:
            yield self.take()
            if not self.held().more:
                return

    def over_bytes(self, data: bytes) -> Iterator[Union[Quote, Error]]:
        for lines in self.answers_to(data):
            yield from map(_answer, lines)
        for lines in self.rest():
            yield from map(_answer, lines)

    def over_blocks(self, blocks: Iterator[bytes]) -> Iterator[Union[Quote, Error]]:
        for block in blocks:
            if not isinstance(block, bytes):
                raise WrongTypeError(f"the file gives {type(block).__name__}, expected bytes: open it as binary", status="wrong_type")
            for lines in self.answers_to(block):
                yield from map(_answer, lines)
        for lines in self.rest():
            yield from map(_answer, lines)

    def over_requests(self, requests: Iterator[RequestLike]) -> Iterator[Union[Quote, Error]]:
        kept: Dict[int, Error] = {}  # by position: what Python refused
        counter = {"in": 0, "out": 0}

        def lines() -> Iterator[bytes]:
            for request in requests:
                try:
                    yield _line(request)
                except Error as error:
                    kept[counter["in"]] = error
                    yield _STAND_IN
                counter["in"] += 1

        def answer(line: bytes) -> Union[Quote, Error]:
            position = counter["out"]
            counter["out"] += 1
            refused = kept.pop(position, None)
            return refused if refused is not None else _answer(line, False)

        source = lines()
        while True:
            block = b"".join(islice(source, _PUT_AT_ONCE))
            if not block:
                break
            for answered in self.answers_to(block):
                yield from map(answer, answered)
        for answered in self.rest():
            yield from map(answer, answered)


def _line(request: RequestLike) -> bytes:
    """A request as one line. A line break between JSON's tokens may be a carriage return as well; inside a text neither may stand."""
    data = encode_request(request)
    if b"\n" in data:
        data = data.replace(b"\n", b"\r")
    if not data.strip(b" \t\r"):
        raise InputError("the request is empty", status="syntax", source="request")
    return data + b"\n"


def _answer(line: bytes, in_document: bool = True) -> Union[Quote, Error]:
    if not line.startswith(b'{"error":'):
        return Quote._of(Document(line))
    members = Document(line).get("error")
    if not in_document:
        members.update(line=0, column=0)
    return error_of(members)


# --- files -----------------------------------------------------------------------------------------------------------


def check_regime(source: Union[Source, bytearray], name: Optional[str] = None) -> Tuple[Finding, ...]:
    """Checks one regime file: types, grains, overlaps, gaps, unused rules, missing sources.

    Args:
        source: the file as bytes, or its path.
        name: what errors call it; by default the path, or ``"regime"``.

    Returns:
        Every finding with its place; none when the file is sound.
    """
    if isinstance(source, (str, os.PathLike)):
        name = name if name is not None else os.fspath(source)
        with open(source, "rb") as file:
            source = file.read()
    file_of = ffi.new("fos_source *")
    data, label = ffi.from_buffer(source), _c_text("a name", name if name is not None else "regime")
    file_of.name, file_of.bytes, file_of.length = label, ffi.cast("const char *", data), len(source)
    owned = _Owned(lib.fos_report_new(_context), lib.fos_report_free)
    report = owned.held()
    lib.fos_regime_check(_context, file_of, report)
    return _findings(report)


def _findings(report: Any) -> Tuple[Finding, ...]:
    return tuple(Finding(_failure(lib.fos_report_at(report, i)), bool(lib.fos_report_is_warning(report, i)))
                 for i in range(lib.fos_report_count(report)))


def identify(scheme: str, value: str) -> Identification:
    """Checks one identifier by its scheme's public rules; whether it is registered, and to whom, is never known.

    Args:
        scheme: such as ``"ioss"``, ``"gb-vat"``, ``"abn"``, ``"s10"``; :func:`identifier_schemes` names them.
        value: the identifier; spaces, dots and dashes between its parts are passed over.

    Raises:
        InputError: the scheme is unknown. An invalid value is an answer, not an error.
    """
    result, error = ffi.new("fos_identifier_result *"), _new_error()
    lib.identifier_result_init(result)
    name, text = _c_text("a scheme", scheme), _c_text("a value", value)
    if name == ffi.NULL or text == ffi.NULL:
        raise WrongTypeError("identify needs a scheme and a value", status="wrong_type")
    if lib.fos_identifier_check(name, text, len(text) - 1, result, error):
        _raise(error)
    normalised = _text(result.normalised)
    parts = {_text(part.name): normalised[part.offset:part.offset + part.length]
             for part in (result.parts[i] for i in range(result.part_count))}
    verdict: Any = _text(lib.verdict_of(result))
    return Identification(scheme, value, verdict, normalised, _text(result.because), _text(lib.fault_of(result)),
                          result.position, parts)


def identifier_schemes() -> Dict[str, str]:
    """The schemes that :func:`identify` knows, with what each identifies."""
    schemes = (lib.fos_identifier_scheme_at(i) for i in range(lib.fos_identifier_scheme_count()))
    return {_text(scheme.name): _text(scheme.title) for scheme in schemes}


def formats() -> Dict[str, str]:
    """The formats that :func:`convert` knows, with what each is."""
    return {_text(each.name): _text(each.title) for each in (lib.fos_format_at(i) for i in range(lib.fos_format_count()))}


def convert(document: RequestLike, to: str, *, source: str = "json") -> Converted:
    """A request in another format.

    Args:
        document: the request: a document of the format `source`, or for ``"json"`` all that :meth:`Library.quote` takes.
        to: the format wanted, such as ``"wco-xml"``; :func:`formats` names them.
        source: the format of the document.

    Raises:
        InputError: the document is not what it should be, or a value does not fit its place in the other format.
        Error: a format cannot be read or written (``status`` ``"unsupported"``).
    """
    data, out, error = encode_request(document), _Buffer(), _new_error()
    owned = _Owned(lib.fos_report_new(_context), lib.fos_report_free)
    if lib.convert(_context, _c_text("a format", source), _c_text("a format", to), data, len(data), out.pointer, owned.held(), error):
        _raise(error)
    return Converted(out.take(), _findings(owned.held()))


def _profiles() -> Any:
    """The profiles of the process, opened once and never freed."""
    global _open_profiles
    with _lock:
        if _open_profiles is None:
            error = _new_error()
            opened = lib.fos_profiles_open(_context, ffi.NULL, error)
            if not opened:
                _raise(error)
            _open_profiles = opened
    return _open_profiles


def _profile_day(number: int) -> Optional[datetime.date]:
    return None if number == _NO_DATE else datetime.date.fromordinal(number + _EPOCH)


def profiles() -> Tuple[Profile, ...]:
    """The filings that :func:`validate` knows: those in the folder of ``FOS_DATA_DIR``, the installed ones, those compiled in."""
    found = (lib.fos_profiles_at(_profiles(), i) for i in range(lib.fos_profiles_count(_profiles())))
    return tuple(Profile(id=_text(lib.fos_profile_id(each)), title=_text(lib.fos_profile_title(each)),
                         authority=_text(lib.fos_profile_authority(each)), filing=_text(lib.fos_profile_filing(each)),
                         note=_text(lib.fos_profile_note(each)), start=_profile_day(lib.fos_profile_from(each)),
                         until=_profile_day(lib.fos_profile_until(each)),
                         reviewed=datetime.date.fromordinal(lib.fos_profile_reviewed(each) + _EPOCH),
                         data_version=_text(lib.fos_profile_data_version(each)), digest=_text(lib.fos_profile_digest(each)),
                         origin=_text(lib.fos_profile_origin(each))) for each in found)


def _validated(request: RequestLike, profile: str, date: Optional[Day]) -> Dict[str, Any]:
    import json

    data, out, error = encode_request(request), _Buffer(), _new_error()
    name = _c_text("a profile", profile)
    if name == ffi.NULL:
        raise WrongTypeError("validate needs a profile", status="wrong_type")
    if lib.fos_profiles_validate_json(_profiles(), name, _day_number(date), data, len(data), ffi.NULL, out.pointer, error):
        _raise(error)
    return json.loads(out.take())  # type: ignore[no-any-return]


def _validation(members: Dict[str, Any]) -> Validation:
    findings = tuple(ValidationFinding(**{**each, "roles": tuple(each.get("roles", ()))}) for each in members.get("findings", ()))
    return Validation(members["profile"], members["title"], datetime.date.fromisoformat(members["date"]), members["state"], findings)


def validate(request: RequestLike, profile: str, *, date: Optional[Day] = None) -> Validation:
    """Checks a request against what an administration asks for in one filing.

    Args:
        request: as for :func:`quote`. What a quote would refuse in single values is a finding here.
        profile: the filing, such as ``"eu.h7"``; :func:`profiles` names them.
        date: the day of the filing; by default the request's.

    Raises:
        InputError: the request cannot be read at all.
        Error: the profile is not known, or there is no day to go by (``status`` ``"invalid_argument"``).
    """
    if profile == "all":
        raise InputError('profile "all": validate_all answers that', status="invalid_argument")
    return _validation(_validated(request, profile, date))


def validate_all(request: RequestLike, *, date: Optional[Day] = None) -> Tuple[Validation, ...]:
    """For every profile whether the filing could be made, and what is missing for it. Takes and raises what :func:`validate` does."""
    return tuple(map(_validation, _validated(request, "all", date)["profiles"]))


def schema(name: str) -> Dict[str, Any]:
    """The JSON Schema (2020-12) of ``"request"``, ``"quote"``, ``"comparison"`` or ``"regime"``."""
    import json

    out, error = _Buffer(), _new_error()
    if lib.fos_schema_write(_c_text("a name", name), out.pointer, error):
        _raise(error)
    return json.loads(out.take())  # type: ignore[no-any-return]


# --- the default library ---------------------------------------------------------------------------------------------

_lock = threading.Lock()
_default: Optional[Library] = None
_open_profiles: Any = None


def default_library() -> Library:
    """The library that the functions of the module use: the regimes that are compiled in, or those in ``FOS_DATA_DIR``.

    It is opened by the first call and stays open.
    """
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                _default = Library()
    return _default


def quote(request: RequestLike) -> Quote:
    return default_library().quote(request)


def compare(request: RequestLike) -> Comparison:
    return default_library().compare(request)


def text(request: RequestLike, *, locale: Optional[str] = None) -> str:
    return default_library().text(request, locale=locale)


def compare_text(request: RequestLike, *, locale: Optional[str] = None) -> str:
    return default_library().compare_text(request, locale=locale)


def quote_many(requests: Union[bytes, bytearray, memoryview, str, IO[bytes], Iterable[RequestLike]], *, jobs: int = 0,
               approach: Optional[str] = None, date: Optional[Day] = None) -> Iterator[Union[Quote, Error]]:
    return default_library().quote_many(requests, jobs=jobs, approach=approach, date=date)


def _describe(function: Callable[..., Any], method: Callable[..., Any]) -> None:
    function.__doc__ = method.__doc__


for _function, _method in ((quote, Library.quote), (compare, Library.compare), (text, Library.text),
                           (compare_text, Library.compare_text), (quote_many, Library.quote_many)):
    _describe(_function, _method)
