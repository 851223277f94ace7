"""Duties, taxes and fees of cross-border e-commerce consignments, exact and explained.

>>> import fos
>>> quote = fos.quote({"date": "2026-11-23", "consignment": {...}})
>>> print(quote.totals.landed_cost, [c.because for c in quote.charges])

A request is a dict with the keys of the JSON contract, the dataclasses of this module, or JSON as str or bytes. Amounts are
exact: Decimal, int or str go in, Decimal comes out, and binary floats are refused. Mistakes raise :class:`fos.Error` with the
JSON Pointer of the value.
"""

from __future__ import annotations

from ._errors import Error, InputError, LimitError, MisuseError, NoQuoteError, RuleError, WrongTypeError
from ._fos import ffi as _ffi
from ._fos import lib as _lib
from ._library import (Converted, Finding, Identification, Library, Limits, Profile, Regime, Session, Tariff, Validation,
                       ValidationFinding, check_regime, compare, compare_text, convert, default_library, formats,
                       identifier_schemes, identify, profiles, quote, quote_many, schema, text, validate, validate_all)
from ._money import Money
from ._types import *  # noqa: F403
from ._types import __all__ as _all_types

__version__: str = _ffi.string(_lib.fos_version()).decode()
#: Whether text can be written as a locale does: False in wheels, which leave ICU out.
locale_supported: bool = bool(_lib.fos_locale_supported())

__all__ = ["Converted", "Error", "Finding", "Identification", "InputError", "Library", "LimitError", "Limits", "MisuseError", "Money",
           "NoQuoteError", "Profile", "Regime", "RuleError", "Session", "Tariff", "Validation", "ValidationFinding", "WrongTypeError",
           "check_regime", "compare", "compare_text", "convert", "default_library", "formats", "identifier_schemes", "identify",
           "locale_supported", "profiles", "quote", "quote_many", "schema", "text", "validate", "validate_all"]
__all__ += _all_types
