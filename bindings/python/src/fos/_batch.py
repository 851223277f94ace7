"""Many requests at once: a batch in C, fed and emptied as the caller asks for answers."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any, Dict, Iterator, List, Union

from ._codec import encode_request
from ._errors import Error, InputError, WrongTypeError, error_of
from ._fos import ffi, lib
from ._native import Owned, new_error, raise_error
from ._request import RequestLike
from ._types import Quote

_PUT_AT_ONCE = 64
# A line that stands for a request that never reached C; its answer is dropped.
_STAND_IN = b"0\n"


class Batch(Owned):
    """A batch under way; its threads end when the iteration does."""

    __slots__ = ()

    def __init__(self, shelf: Owned, jobs: int, approach: Any, date: int) -> None:
        super().__init__(None, lib.crowd_free)
        error = new_error()
        self.pointer = lib.crowd_new(shelf.held(), jobs, approach, date, error)
        if not self.pointer:
            raise_error(error)

    def put(self, data: bytes, start: int) -> int:
        """How many bytes went in, from `start`."""
        crowd = self.held()
        if lib.crowd_put(crowd, ffi.from_buffer(data) + start, len(data) - start):
            raise_error(ffi.addressof(crowd, "error"))
        return crowd.taken  # type: ignore[no-any-return]

    def take(self) -> List[Union[Quote, Error]]:
        """The answers of the oldest piece, [] when none is under way. Those that are errors are the bytes of their lines."""
        crowd = self.held()
        if lib.crowd_take(crowd):
            raise_error(ffi.addressof(crowd, "error"))
        answers, errors = Quote._plan.lines(int(ffi.cast("uintptr_t", crowd.data)), crowd.size)
        return [_error(each) if type(each) is bytes else each for each in answers] if errors else answers

    def answers_to(self, data: bytes) -> Iterator[List[Union[Quote, Error]]]:
        """Puts all of it; yields what must be taken to make room."""
        at = 0
        while at < len(data):
            taken = self.put(data, at)
            at += taken
            if taken == 0 or lib.crowd_ready(self.held()):
                yield self.take()

    def rest(self) -> Iterator[List[Union[Quote, Error]]]:
        lib.crowd_end(self.held())
        while True:
            yield self.take()
            if not self.held().more:
                return

    def over_bytes(self, data: bytes) -> Iterator[Union[Quote, Error]]:
        for answers in self.answers_to(data):
            yield from answers
        for answers in self.rest():
            yield from answers

    def over_blocks(self, blocks: Iterator[bytes]) -> Iterator[Union[Quote, Error]]:
        for block in blocks:
            if not isinstance(block, bytes):
                raise WrongTypeError(f"the file gives {type(block).__name__}, expected bytes: open it as binary", status="wrong_type")
            for answers in self.answers_to(block):
                yield from answers
        for answers in self.rest():
            yield from answers

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

        def answer(given: Union[Quote, Error]) -> Union[Quote, Error]:
            position = counter["out"]
            counter["out"] += 1
            refused = kept.pop(position, None) if kept else None
            if refused is None and isinstance(given, Error):
                given.line = given.column = 0
            return given if refused is None else refused

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


def _error(line: bytes) -> Error:
    return error_of(json.loads(line)["error"])
