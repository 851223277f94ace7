"""Identifiers, checked by the public rules of their schemes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Literal

from ._errors import WrongTypeError
from ._fos import ffi, lib
from ._native import c_text, new_error, raise_error, text_of

__all__ = ["Identification"]


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


def identify(scheme: str, value: str) -> Identification:
    """Checks one identifier by its scheme's public rules; whether it is registered, and to whom, is never known.

    Args:
        scheme: such as ``"ioss"``, ``"gb-vat"``, ``"abn"``, ``"s10"``; :func:`identifier_schemes` names them.
        value: the identifier; spaces, dots and dashes between its parts are passed over.

    Raises:
        InputError: the scheme is unknown. An invalid value is an answer, not an error.
    """
    result, error = ffi.new("fos_identifier_result *"), new_error()
    lib.identifier_result_init(result)
    name, text = c_text("a scheme", scheme), c_text("a value", value)
    if name == ffi.NULL or text == ffi.NULL:
        raise WrongTypeError("identify needs a scheme and a value", status="wrong_type")
    if lib.fos_identifier_check(name, text, len(text) - 1, result, error):
        raise_error(error)
    normalised = text_of(result.normalised)
    parts = {text_of(part.name): normalised[part.offset:part.offset + part.length]
             for part in (result.parts[i] for i in range(result.part_count))}
    verdict: Any = text_of(lib.verdict_of(result))
    return Identification(scheme, value, verdict, normalised, text_of(result.because), text_of(lib.fault_of(result)),
                          result.position, parts)


def identifier_schemes() -> Dict[str, str]:
    """The schemes that :func:`identify` knows, with what each identifies."""
    schemes = (lib.fos_identifier_scheme_at(i) for i in range(lib.fos_identifier_scheme_count()))
    return {text_of(scheme.name): text_of(scheme.title) for scheme in schemes}
