"""Duties, taxes and fees of cross-border e-commerce consignments, exact and explained.

>>> import fos
>>> quote = fos.quote({"date": "2026-11-23", "consignment": {...}})
>>> print(quote.totals.landed_cost, [c.because for c in quote.charges])

A request is a dict with the keys of the JSON contract, the dataclasses of this module, or JSON as str or bytes. Amounts are
exact: Decimal, int or str go in, Decimal comes out, and binary floats are refused. Mistakes raise :class:`fos.Error` with the
JSON Pointer of the value.
"""

from __future__ import annotations

from . import tariff
from ._convert import ConversionFinding, Converted, FitLimit, convert, formats
from ._default import compare, compare_text, default_library, quote, quote_many, text
from ._elements import Element, elements, schema
from ._errors import Error, InputError, LimitError, MisuseError, NoQuoteError, RuleError, WrongTypeError
from ._fos import ffi as _ffi
from ._fos import lib as _lib
from ._identify import Identification, identifier_schemes, identify
from ._library import Library, Limits, Session
from ._money import Money
from ._profiles import Profile, Validation, ValidationFinding, dump_profile, profiles, validate, validate_all
from ._regimes import Finding, Regime, Tariff, check_regime
from ._roles import CollectionModel, RoleEntry, Roles, roles
from ._types import *  # noqa: F403
from ._types import __all__ as _all_types

__version__: str = _ffi.string(_lib.fos_version()).decode()
#: Whether text can be written as a locale does: False in wheels, which leave ICU out.
locale_supported: bool = bool(_lib.fos_locale_supported())

__all__ = ["CollectionModel", "ConversionFinding", "Converted", "Element", "Error", "Finding", "FitLimit", "Identification", "InputError", "Library",
           "LimitError", "Limits", "MisuseError", "Money", "NoQuoteError", "Profile", "Regime", "RoleEntry", "Roles", "RuleError", "Session",
           "Tariff", "Validation", "ValidationFinding", "WrongTypeError", "check_regime", "compare", "compare_text", "convert",
           "default_library", "dump_profile", "elements", "formats", "identifier_schemes", "identify", "locale_supported", "profiles", "quote", "quote_many",
           "roles", "schema", "tariff", "text", "validate", "validate_all"]
__all__ += _all_types
