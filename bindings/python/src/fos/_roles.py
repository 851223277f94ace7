"""The stakeholders of the Framework, and the ways of collecting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from ._errors import InputError, WrongTypeError
from ._fos import ffi, lib
from ._native import Buffer, c_text, new_error, raise_error
from ._types import Approach, Confidence, Due, Role

__all__ = ["CollectionModel", "RoleEntry", "Roles"]


@dataclass(frozen=True)
class RoleEntry:
    """One stakeholder.

    Attributes:
        role: the word for it.
        title: such as ``"E-platform, marketplace"``.
        definition: one sentence.
        responsibilities: what it answers for, one clause each.
        holds: the data that it has of itself.
        elements: the elements of a request that it can supply.
        source: where that was read.
        confidence: how sure it is.
    """

    role: Role
    title: str
    definition: str
    responsibilities: Tuple[str, ...]
    holds: Optional[str]
    elements: Tuple[str, ...]
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class CollectionModel:
    """One way of collecting. A hybrid names no roles: each of its charges is collected by one of the other ways.

    Attributes:
        id: such as ``"vendor.platform"``.
        title: in words.
        approach: the revenue-collection approach.
        liable: owes it to the state.
        payer: bears it.
        collector: takes it from the payer.
        remitter: hands it over.
        remitted_to: to whom.
        refunder: gives it back on a return.
        assessed: when the amount is found.
        due: when it is paid.
        remitted: how often it is handed over, in words.
        refund: how it is given back, in words.
        source: where that was read.
        confidence: how sure it is.
    """

    id: str
    title: str
    approach: Approach
    liable: Optional[Role]
    payer: Optional[Role]
    collector: Optional[Role]
    remitter: Optional[Role]
    remitted_to: Optional[Role]
    refunder: Optional[Role]
    assessed: Optional[Due]
    due: Optional[Due]
    remitted: Optional[str]
    refund: Optional[str]
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Roles:
    """Who does what.

    Attributes:
        roles: the stakeholders.
        models: the ways of collecting.
    """

    roles: Tuple[RoleEntry, ...]
    models: Tuple[CollectionModel, ...]


def _entry(members: Dict[str, Any]) -> RoleEntry:
    return RoleEntry(**{**members, "responsibilities": tuple(members["responsibilities"]), "elements": tuple(members["elements"])})


def roles(role: Optional[str] = None) -> Roles:
    """What each stakeholder answers for, holds and can supply, and who is liable, pays, collects and refunds under each way of
    collecting, as the Framework's annexes describe it in general; what a law says is in the quotes.

    Args:
        role: one stakeholder, with the ways that it has a part in; None for all.

    Raises:
        InputError: there is no such role.
    """
    word, out, error = c_text("a role", role), Buffer(), new_error()
    which = lib.fos_role_find(word)
    if role is not None and not which:
        raise InputError(f"there is no role {role!r}", status="invalid_argument")
    if lib.fos_roles_write_json(which, out.pointer, error):
        raise_error(error)
    members = json.loads(out.take())
    return Roles(tuple(map(_entry, members["roles"])), tuple(CollectionModel(**each) for each in members["models"]))
