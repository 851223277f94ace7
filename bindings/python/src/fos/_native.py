"""The border to C: errors, memory that goes with an object, and values on their way in. Nothing here knows what is asked."""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from typing import Any, Callable, List, NoReturn, Optional, Sequence, Union

from ._errors import Error, InputError, LimitError, MisuseError, WrongTypeError, class_of
from ._fos import ffi, lib
from ._types import Day, Number

Source = Union[bytes, str, "os.PathLike[str]"]

NO_DATE = -(2**31)
EPOCH = datetime.date(1970, 1, 1).toordinal()

# Of the process, never freed: what is made from it may outlive this module.
context = lib.fos_context_new(ffi.NULL)


def text_of(data: Any) -> str:
    return str(ffi.string(data).decode()) if data else ""


def failure_of(error: Any, in_document: bool = True) -> Error:
    """The exception for a filled fos_error. The place in a document that the caller never saw is left out."""
    status = text_of(lib.error_status(error))
    place = {"line": error.line, "column": error.column, "offset": error.offset} if in_document else {}
    return class_of(status)(text_of(error.text), status=status, pointer=text_of(error.pointer), source=text_of(error.source), **place)


def new_error() -> Any:
    error = ffi.new("fos_error *")
    lib.error_init(error)
    return error


def raise_error(error: Any) -> NoReturn:
    failure = failure_of(error)
    if failure.status in ("no_memory", "ok"):  # ok: there was no memory even to say so
        raise MemoryError("out of memory")
    raise failure


class Owned:
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


class Buffer(Owned):
    """A buffer of the library, read as bytes."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(None, lib.fos_buffer_free)
        self.pointer = lib.fos_buffer_new(context)
        if not self.pointer:
            raise MemoryError("out of memory")

    def take(self) -> bytes:
        data: bytes = ffi.unpack(lib.fos_buffer_data(self.pointer), lib.fos_buffer_size(self.pointer))
        lib.fos_buffer_clear(self.pointer)
        return data


def shown(value: Any) -> str:
    """A value in a message; not every whole number can be written."""
    return "a number of thousands of digits" if isinstance(value, int) and value.bit_length() > 4096 else repr(value)


def day_number(day: Optional[Day]) -> int:
    if day is None:
        return NO_DATE
    if isinstance(day, str):
        try:
            day = datetime.date.fromisoformat(day)
        except ValueError:
            raise InputError(f"{day!r} is not a day, expected YYYY-MM-DD", status="invalid_value") from None
    if not isinstance(day, datetime.date) or isinstance(day, datetime.datetime):
        raise WrongTypeError(f"a day is a datetime.date or a str, not {type(day).__name__}", status="wrong_type")
    return day.toordinal() - EPOCH


def c_text(what: str, value: Optional[str]) -> Any:
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


def day_of(number: int) -> Optional[datetime.date]:
    return None if number == NO_DATE else datetime.date.fromordinal(number + EPOCH)


def c_decimal(what: str, value: Number) -> Any:
    """A number for C, exactly."""
    number = ffi.new("fos_decimal *")
    if isinstance(value, bool) or not isinstance(value, (Decimal, int, str)):
        hint = "; a binary float is not exact" if isinstance(value, float) else ""
        raise WrongTypeError(f"{what} is a Decimal, str or int, not {type(value).__name__}{hint}", status="wrong_type")
    if isinstance(value, int) and value.bit_length() > 64:
        raise LimitError(f"{what} has more digits than any amount", status="limit_digits")
    written = format(value, "f") if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 64 else str(value)
    error = new_error()
    if lib.fos_decimal_parse(c_text(what, written), len(written.encode()), number, error):
        raise failure_of(error)
    return number[0]


def bytes_of(source: Union[Source, bytearray, memoryview], what: str) -> bytes:
    """The content of a file given as bytes or as a path."""
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            return file.read()
    if not isinstance(source, (bytes, bytearray, memoryview)):
        raise WrongTypeError(f"{what} is given as bytes or as a path, not {type(source).__name__}", status="wrong_type")
    return bytes(source)


def name_of(source: Union[Source, bytearray, memoryview], otherwise: str) -> str:
    """What errors call a file."""
    return os.fspath(source) if isinstance(source, (str, os.PathLike)) else otherwise


def sources(files: Sequence[Source], keep: List[Any], what: str) -> Any:
    """The array of files for C; `keep` holds what it points to."""
    array = ffi.new("fos_source[]", len(files))
    for index, file in enumerate(files):
        name = name_of(file, f"{what}[{index}]")
        data = bytes_of(file, name)
        keep += [c_text("a name", name), ffi.from_buffer(data)]
        array[index].name, array[index].bytes, array[index].length = keep[-2], ffi.cast("const char *", keep[-1]), len(data)
    keep.append(array)
    return array
