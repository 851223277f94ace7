"""Regimes compiled once, shared by all threads, and the calls over them."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, Callable, Iterable, Iterator, List, NoReturn, Optional, Sequence, Tuple, Type, Union

from ._batch import Batch
from ._codec import Part, encode_request
from ._errors import Error, InputError, MisuseError, WrongTypeError
from ._fos import ffi, lib
from ._native import (Buffer, Owned, Source, c_text, context, day_number, failure_of, new_error, raise_error, shown, sources, text_of)
from ._regimes import Regime, Tariff, regime_of, tariff_of
from ._request import RequestLike
from ._types import Comparison, Day, Quote

__all__ = ["Library", "Limits", "Session"]

_BLOCK = 1 << 16


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
                raise InputError(f"limit {name} is {shown(value)}, expected a whole number from 1 to {most}", status="invalid_argument")
            setattr(limits, name, value)
        return limits


class _Desk(Owned):
    """What one answer takes in C. One thread at a time."""

    __slots__ = ()

    def __init__(self, shelf: Owned) -> None:
        super().__init__(None, lib.desk_free)
        self.pointer = lib.desk_new(shelf.held(), new_error())
        if not self.pointer:
            raise MemoryError("out of memory")

    def answer(self, what: int, request: Any, locale: Any = ffi.NULL) -> bytes:
        """The answer's bytes. C runs without the interpreter's lock."""
        data = request if type(request) is bytes else encode_request(request)
        desk = self.pointer or self.held()
        if lib.desk_answer(desk, what, data, len(data), locale):
            failure = failure_of(ffi.addressof(desk, "error"), not isinstance(request, (dict, Part)))
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
        return Quote._plan.wrap(self._run(lib.ANSWER_QUOTE, request))  # type: ignore[no-any-return]

    def compare(self, request: RequestLike) -> Comparison:
        """One quote for each route that the law offers, side by side. Takes and raises what :meth:`quote` does."""
        return Comparison._plan.wrap(self._run(lib.ANSWER_COMPARISON, request))  # type: ignore[no-any-return]

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
        return self._run(lib.ANSWER_QUOTE_TEXT, request, c_text("a locale", locale)).decode()

    def compare_text(self, request: RequestLike, *, locale: Optional[str] = None) -> str:
        """The comparison as a page for people. Takes and raises what :meth:`text` does."""
        return self._run(lib.ANSWER_COMPARISON_TEXT, request, c_text("a locale", locale)).decode()


class Library(_Answering):
    """A set of compiled regimes. It never changes, and any number of threads may use it at once.

    Args:
        regimes: a directory of ``*.json``, or files given as bytes or as paths; they win over all other copies.
        tariffs: tariff tables, compiled (``fos tariff import``) or as plain CSV, each as path or as bytes; per id the first
            stands. A path is mapped into memory, not read.
        rates: files of exchange rates as the European Central Bank and HM Revenue & Customs publish them (XML or CSV), each as path
            or as bytes; they are added to every request.
        only_given: True takes nothing but what is given, not even the regimes and tariffs that are compiled in.
        limits: bounds on what is read.

    Raises:
        RuleError: a file is wrong; the place is in it.
        Error: a file cannot be read (``status`` ``"io"``).

    Opening compiles every regime: do it once.
    """

    def __init__(self, regimes: Union[None, str, "os.PathLike[str]", Sequence[Source]] = None, *, tariffs: Sequence[Source] = (),
                 rates: Union[Source, Sequence[Source]] = (), only_given: bool = False, limits: Limits = Limits()) -> None:
        options = ffi.new("fos_library_options *")
        lib.library_options_init(options)
        options.only_given = bool(only_given)
        keep: List[Any] = []
        if isinstance(regimes, (str, os.PathLike)):
            keep.append(c_text("a directory", os.fspath(regimes)))
            options.regimes_directory = keep[0]
        elif regimes is not None:
            options.regime_count = len(regimes)
            options.regimes = sources(regimes, keep, "regimes")
        if isinstance(tariffs, (str, bytes, os.PathLike)):
            raise WrongTypeError("tariffs is a list of paths or bytes", status="wrong_type")
        paths = [c_text("a path", os.fspath(each)) for each in tariffs if isinstance(each, (str, os.PathLike))]
        given = [each for each in tariffs if not isinstance(each, (str, os.PathLike))]
        keep += [paths, ffi.new("char *[]", paths)]
        options.tariff_files, options.tariff_file_count = keep[-1], len(paths)
        options.tariffs, options.tariff_count = sources(given, keep, "tariffs"), len(given)
        files = [rates] if isinstance(rates, (str, bytes, os.PathLike)) else list(rates)
        error = new_error()
        pointer = lib.shelf_open(context, options, limits._for_c(), sources(files, keep, "rates"), len(files), error)
        if not pointer:
            raise_error(error)
        self._shelf: Optional[Owned] = Owned(pointer, lib.shelf_release)
        self._idle: List[_Desk] = []

    def _open(self) -> Owned:
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
            raise InputError(f"jobs is {shown(jobs)}, expected a whole number from 0 to 256", status="invalid_argument")
        batch = Batch(self._open(), jobs, c_text("an approach", approach), day_number(date))
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
        return tuple(regime_of(lib.fos_library_regime_at(library, i)) for i in range(lib.fos_library_regime_count(library)))

    @property
    def tariffs(self) -> Tuple[Tariff, ...]:
        """The tariff tables, those given first."""
        shelf = self._open()
        library = shelf.held().library
        tables = (lib.fos_library_tariff_at(library, i) for i in range(lib.fos_library_tariff_count(library)))
        return tuple(map(tariff_of, tables))

    def _written(self, regime_id: str, write: Callable[[Any, Any], int]) -> str:
        """What `write` says of the regime with that id."""
        shelf, out = self._open(), Buffer()
        library = shelf.held().library
        for i in range(lib.fos_library_regime_count(library)):
            regime = lib.fos_library_regime_at(library, i)
            if text_of(lib.fos_regime_id(regime)) == regime_id:
                if write(regime, out.pointer):
                    raise MemoryError("out of memory")
                return out.take().decode()
        raise InputError(f"no regime {regime_id!r} is loaded", status="no_regime")

    def show(self, regime_id: str, date: Optional[Day] = None) -> str:
        """A readable account of the law in force on a day; None shows all dates."""
        day = day_number(date)
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
