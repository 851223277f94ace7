"""Regimes and tariff tables as a library tells them, and the check of a regime file."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import Any, Optional, Tuple, Union

from ._errors import Error
from ._fos import ffi, lib
from ._native import EPOCH, Owned, Source, bytes_of, c_text, context, failure_of, name_of, text_of

__all__ = ["Finding", "Regime", "Tariff"]


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
        source: where its rows come from.
        starter: the note of a starter tariff; None for a full one.
    """

    id: str
    currency: str
    data_version: str
    digest: str
    origin: str
    source: str
    starter: Optional[str]


@dataclass(frozen=True)
class Finding:
    """What a check of a regime file found.

    Attributes:
        error: what is wrong and where, never raised.
        warning: True when the file works all the same.
    """

    error: Error
    warning: bool


def regime_of(pointer: Any) -> Regime:
    return Regime(id=text_of(lib.fos_regime_id(pointer)), name=text_of(lib.fos_regime_name(pointer)),
                  currency=text_of(lib.fos_regime_currency(pointer)), data_version=text_of(lib.fos_regime_data_version(pointer)),
                  digest=text_of(lib.fos_regime_digest(pointer)),
                  reviewed=datetime.date.fromordinal(lib.fos_regime_reviewed(pointer) + EPOCH),
                  origin=text_of(lib.fos_regime_origin(pointer)))


def tariff_of(table: Any) -> Tariff:
    return Tariff(id=text_of(lib.fos_tariff_id(table)), currency=text_of(lib.fos_tariff_currency(table)),
                  data_version=text_of(lib.fos_tariff_data_version(table)), digest=text_of(lib.fos_tariff_digest(table)),
                  origin=text_of(lib.fos_tariff_origin(table)), source=text_of(lib.fos_tariff_source(table)),
                  starter=text_of(lib.fos_tariff_starter(table)) or None)


def check_regime(source: Union[Source, bytearray], name: Optional[str] = None) -> Tuple[Finding, ...]:
    """Checks one regime file: types, grains, overlaps, gaps, unused rules, missing sources.

    Args:
        source: the file as bytes, or its path.
        name: what errors call it; by default the path, or ``"regime"``.

    Returns:
        Every finding with its place; none when the file is sound.
    """
    content = bytes_of(source, "a regime")
    file_of = ffi.new("fos_source *")
    data, label = ffi.from_buffer(content), c_text("a name", name if name is not None else name_of(source, "regime"))
    file_of.name, file_of.bytes, file_of.length = label, ffi.cast("const char *", data), len(content)
    owned = Owned(lib.fos_report_new(context), lib.fos_report_free)
    report = owned.held()
    lib.fos_regime_check(context, file_of, report)
    return tuple(Finding(failure_of(lib.fos_report_at(report, i)), bool(lib.fos_report_is_warning(report, i)))
                 for i in range(lib.fos_report_count(report)))
