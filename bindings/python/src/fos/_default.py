"""The library that the functions of the module use, and those functions."""

from __future__ import annotations

import threading
from typing import IO, Any, Callable, Iterable, Iterator, Optional, Union

from ._errors import Error
from ._library import Library
from ._request import RequestLike
from ._types import Comparison, Day, Quote

__all__ = ["compare", "compare_text", "default_library", "quote", "quote_many", "text"]

_lock = threading.Lock()
_default: Optional[Library] = None


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
