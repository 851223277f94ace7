"""The data set itself: its elements, and JSON Schemas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Tuple

from ._errors import WrongTypeError
from ._fos import ffi, lib
from ._native import Buffer, c_text, new_error, raise_error
from ._types import Role

__all__ = ["Element"]


@dataclass(frozen=True)
class Element:
    """One element at one place of a request. Texts that are not given are ``""``.

    Attributes:
        name: the place: ``"consignment.seller.name"``.
        kind: what one value is: ``"text"``, ``"code"``, ``"country"``, ``"currency"``, ``"choice"``, ``"decimal"``, ``"integer"``,
            ``"date"``, ``"truth"``, ``"money"``, ``"object"``, ``"pairs"`` or ``"amounts"``.
        definition: what it says, with unit and default.
        id: its WCO Data Model id, ``"R050"``, or one of this library, ``"fos.item.sku"``.
        path: its place in the WCO's declaration.
        format: ``"an..35"``, ``"n..16,6"``.
        codes: the closed list that its codes are from.
        standard: the standard that its codes are from.
        words: the words of a choice.
        roles: who usually supplies it.
        is_list: whether it is a list of such values.
        is_prose: whether it is a text in words, which may be written in other letters and shortened.
        required: whether a document without it is refused.
    """

    name: str
    kind: str
    definition: str = ""
    id: str = ""
    path: str = ""
    format: str = ""
    codes: str = ""
    standard: str = ""
    words: Tuple[str, ...] = ()
    roles: Tuple[Role, ...] = ()
    is_list: bool = False
    is_prose: bool = False
    required: bool = False


def schema(name: str) -> Dict[str, Any]:
    """The JSON Schema (2020-12) of ``"request"``, ``"quote"``, ``"comparison"``, ``"regime"`` and other documents; for
    ``"elements"`` the element table as JSON.

    Raises:
        InputError: there is no schema of that name.
    """
    out, error, word = Buffer(), new_error(), c_text("a name", name)
    if word == ffi.NULL:
        raise WrongTypeError("a name is a str, not None", status="wrong_type")
    if lib.fos_schema_write(word, out.pointer, error):
        raise_error(error)
    return json.loads(out.take())  # type: ignore[no-any-return]


def elements() -> Tuple[Element, ...]:
    """Every place of a request, each object before what it holds."""
    table = schema("elements")
    known = {(of["name"], element["name"]): element for of in table["classes"] for element in of["elements"]}
    return tuple(_element(place, known[place["class"], place["element"]]) for place in table["places"])


def _element(place: Dict[str, Any], element: Dict[str, Any]) -> Element:
    texts = {name: element[name] for name in ("kind", "definition", "format", "codes", "standard") if name in element}
    return Element(name=place["name"], id=place.get("id", ""), path=place.get("path", ""), words=tuple(element.get("words", ())),
                   roles=tuple(place.get("roles", ())), is_list=element.get("list", False), is_prose=element.get("prose", False),
                   required=element.get("required", False), **texts)
