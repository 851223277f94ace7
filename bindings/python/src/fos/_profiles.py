"""Profiles: what administrations ask for in one filing each, and requests checked against them."""

from __future__ import annotations

import datetime
import json
import threading
from dataclasses import dataclass
from typing import Any, Dict, Literal, Optional, Tuple

from ._codec import encode_request
from ._errors import InputError, WrongTypeError
from ._fos import ffi, lib
from ._native import EPOCH, Buffer, c_text, context, day_number, day_of, new_error, raise_error, text_of
from ._request import RequestLike
from ._types import Day, Role

__all__ = ["Profile", "Validation", "ValidationFinding"]

_lock = threading.Lock()
_open_profiles: Any = None


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


def opened() -> Any:
    """The profiles of the process, opened once and never freed."""
    global _open_profiles
    with _lock:
        if _open_profiles is None:
            error = new_error()
            found = lib.fos_profiles_open(context, ffi.NULL, error)
            if not found:
                raise_error(error)
            _open_profiles = found
    return _open_profiles


def profiles() -> Tuple[Profile, ...]:
    """The filings that :func:`validate` knows: those in the folder of ``FOS_DATA_DIR``, the installed ones, those compiled in."""
    found = (lib.fos_profiles_at(opened(), i) for i in range(lib.fos_profiles_count(opened())))
    return tuple(Profile(id=text_of(lib.fos_profile_id(each)), title=text_of(lib.fos_profile_title(each)),
                         authority=text_of(lib.fos_profile_authority(each)), filing=text_of(lib.fos_profile_filing(each)),
                         note=text_of(lib.fos_profile_note(each)), start=day_of(lib.fos_profile_from(each)),
                         until=day_of(lib.fos_profile_until(each)),
                         reviewed=datetime.date.fromordinal(lib.fos_profile_reviewed(each) + EPOCH),
                         data_version=text_of(lib.fos_profile_data_version(each)), digest=text_of(lib.fos_profile_digest(each)),
                         origin=text_of(lib.fos_profile_origin(each))) for each in found)


def dump_profile(profile: str) -> str:
    """Every row and condition of a profile, one a line: a change of what an administration asks for is a changed line.

    Raises:
        InputError: the profile is not known.
    """
    name, out = c_text("a profile", profile), Buffer()
    found = lib.fos_profiles_find(opened(), name) if name != ffi.NULL else ffi.NULL
    if not found:
        raise InputError(f"there is no profile {profile!r}", status="invalid_argument")
    if lib.fos_profile_dump(found, out.pointer):
        raise MemoryError("out of memory")
    return out.take().decode()


def _validated(request: RequestLike, profile: str, date: Optional[Day]) -> Dict[str, Any]:
    data, out, error = encode_request(request), Buffer(), new_error()
    name = c_text("a profile", profile)
    if name == ffi.NULL:
        raise WrongTypeError("validate needs a profile", status="wrong_type")
    if lib.fos_profiles_validate_json(opened(), name, day_number(date), data, len(data), ffi.NULL, out.pointer, error):
        raise_error(error)
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
