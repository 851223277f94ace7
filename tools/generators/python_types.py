#!/usr/bin/env python3
"""Writes the Python types of bindings/python from the element table, as `fos schema elements` tells it.

usage: python_types.py --fos PATH [--check]

Classes of the request become dataclasses to fill, classes of answers dataclasses to read; closed lists of words become Literal
types; the names in JSON stay as they are. With --check nothing is written: the file must already be what would be written.
"""

import argparse
import json
import keyword
import os
import subprocess
import sys
import textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OUTPUT = os.path.join(ROOT, "bindings", "python", "src", "fos", "_types.py")
WIDTH = 120
BY_HAND = {"money"}
KINDS = {
    "text": ("str", "PLAIN"), "code": ("str", "PLAIN"), "country": ("str", "PLAIN"), "currency": ("str", "PLAIN"),
    "decimal": ("Decimal", "DECIMAL"), "exact": ("str", "PLAIN"), "integer": ("int", "PLAIN"), "date": ("datetime.date", "DAY"),
    "truth": ("bool", "PLAIN"), "money": ("Money", "MONEY"), "pairs": ("Dict[str, str]", "PLAIN"),
}
LISTS = {"str": "TEXTS", "int": "TEXTS", "Decimal": "DECIMALS"}
CLASS_NAMES = {"warning": "QuoteWarning", "missing": "MissingInput"}
# One list of words under several names takes the name given for the first.
WORD_NAMES = {"by": "Role", "liable": "Role"}
# Names that say nothing without their class.
OF_CLASS = {"kind", "reason"}
# Members that the library writes in every answer though the schema does not demand them; a test holds all cases to it.
ALWAYS = {
    "engine": {"version", "regime", "data_version", "digest"},
    "quote_route": {"approach"},
    "charge": {"kind", "name", "approach", "amount", "confidence", "liable", "collector", "payer", "due", "because"},
    "decision": {"because"}, "quote_assumption": {"matters"}, "missing": {"because"}, "warning": {"because"},
    "totals": {"duty", "excise", "tax", "fee", "charges"},
    "offer": {"approach", "automatic", "available"},
}


def camel(name):
    return CLASS_NAMES.get(name) or "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def attribute(name):
    return name + "_" if keyword.iskeyword(name) else name


class Words:
    """The closed lists of words: each becomes one Literal."""

    def __init__(self):
        self.names = {}

    def name_of(self, words, class_name, member):
        words = tuple(word for word in words if word)
        if words not in self.names:
            self.names[words] = WORD_NAMES.get(member) or (camel(class_name) if member in OF_CLASS else "") + camel(member)
        return self.names[words]

    def lines(self):
        for words, name in sorted(self.names.items(), key=lambda pair: pair[1]):
            text = ", ".join(f'"{word}"' for word in words)
            yield from textwrap.wrap(f"{name} = Literal[{text}]", WIDTH, subsequent_indent="    ", break_on_hyphens=False)


def kind_of(element, class_name, words):
    """The Python side of one element: its type when read, what stands in the field (see _codec.py), and whether it is a list."""
    kind, many = element["kind"], element.get("list", False)
    if kind == "object":
        name = camel(element["class"])
        return name, "MANY" if many else "ONE", many
    if kind == "choice":
        return words.name_of(element["words"], class_name, element["name"]), "PLAIN", many
    if kind == "amounts":
        return f"Dict[{words.name_of(element['words'], class_name, element['name'])}, Decimal]", "AMOUNTS", False
    if kind not in KINDS:
        sys.exit(f"{class_name}.{element['name']}: the kind {kind} is new: say in python_types.py what it is in Python")
    of, held = KINDS[kind]
    return of, (LISTS[of] if many else held), many


def docstring(definition, members, indent="    "):
    yield f'{indent}"""{definition}'
    yield ""
    yield f"{indent}Attributes:"
    for name, text in members:
        yield from textwrap.wrap(f"{name}: {text}", WIDTH, initial_indent=indent * 2, subsequent_indent=indent * 3)
    yield f'{indent}"""'


def request_class(name, of, words):
    rows = []
    for element in of["elements"]:
        kind, _, many = kind_of(element, name, words)
        annotation = {"datetime.date": "Day", "Decimal": "Number", "Money": "Price"}.get(kind, kind)
        if element["kind"] == "object":
            annotation = f"Union[{kind}, Dict[str, Any]]"
        if many:
            annotation = f"Sequence[{annotation}]"
        rows.append((not element.get("required", False), attribute(element["name"]), annotation, element["definition"], element["name"]))
    rows.sort(key=lambda row: row[0])
    yield "@dataclass"
    yield f"class {camel(name)}(Part):"
    yield from docstring(of["definition"], [(row[1], row[3]) for row in rows])
    yield ""
    for optional, member, annotation, _, _ in rows:
        yield f"    {member}: Optional[{annotation}] = None" if optional else f"    {member}: {annotation}"
    renamed = {row[1]: row[4] for row in rows if row[1] != row[4]}
    if renamed:
        yield "    _keys: ClassVar[Dict[str, str]] = {" + ", ".join(f'"{a}": "{b}"' for a, b in renamed.items()) + "}"
    yield ""
    yield ""


def answer_class(name, of, words, base):
    rows = []
    for element in of["elements"]:
        kind, held, many = kind_of(element, name, words)
        sure = many or element["kind"] == "amounts" or element.get("required") or element.get("always") or \
            element["name"] in ALWAYS.get(name, ())
        annotation = f"Tuple[{kind}, ...]" if many else kind
        if not sure or element.get("null"):
            annotation = f"Optional[{annotation}]"
        absence = "NULL" if element.get("null") else "EMPTY" if element.get("always") else "OMITTED"
        inner = kind if element["kind"] == "object" else None
        rows.append((attribute(element["name"]), annotation, element["definition"], element["name"], held, absence, inner))
    yield "@dataclass(frozen=True, init=False)"
    yield f"class {camel(name)}({base}):"
    yield from docstring(of["definition"], [(row[0], row[2]) for row in rows])
    yield ""
    slots = ", ".join(f'"{row[0]}"' for row in rows) + ("," if len(rows) == 1 else "")
    yield from textwrap.wrap(f"__slots__ = ({slots})", WIDTH, initial_indent="    ", subsequent_indent="                 ")
    for member, annotation, *_ in rows:
        yield f"    {member}: {annotation}"
    yield "    _fields: ClassVar[Tuple[Field, ...]] = ("
    for member, _, _, key, held, absence, inner in rows:
        yield f'        ("{member}", "{key}", {held}, {absence}, {inner}),'
    yield "    )"
    yield ""
    yield ""


def in_order(classes, name, done):
    """The classes that one holds, each after those it holds itself."""
    if name in done or name in BY_HAND:
        return
    done.add(name)
    for element in classes[name]["elements"]:
        if "class" in element:
            yield from in_order(classes, element["class"], done)
    yield name


HEAD = '''"""The types of requests, quotes and comparisons. Made by tools/generators/python_types.py; do not edit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Dict, Literal, Optional, Sequence, Tuple, Union

from ._codec import AMOUNTS, DAY, DECIMAL, DECIMALS, EMPTY, MANY, MONEY, NULL, OMITTED, ONE, PLAIN, TEXTS, Answer, Field, Part, Whole
from ._money import Money

# What may be given where a number or a day is meant; binary floats are refused.
Number = Union[Decimal, int, str]
Day = Union[datetime.date, str]
Price = Union[Money, Dict[str, Any]]

'''


def generate(fos):
    table = json.loads(subprocess.run([fos, "schema", "elements"], check=True, capture_output=True).stdout)
    classes = {of["name"]: of for of in table["classes"]}
    words = Words()
    bodies, names, done = [], ["Day", "Number", "Price"], set()
    for name in in_order(classes, "request", done):
        bodies += request_class(name, classes[name], words)
        names.append(camel(name))
    for whole in ("quote", "comparison"):
        for name in in_order(classes, whole, done):
            bodies += answer_class(name, classes[name], words, "Whole" if name == whole else "Answer")
            names.append(camel(name))
    names += words.names.values()
    exported = textwrap.wrap("__all__ = [" + ", ".join(f'"{name}"' for name in sorted(names)) + "]", WIDTH,
                             subsequent_indent="           ")
    return HEAD + "\n".join([*words.lines(), "", *exported, "", "", *bodies]).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fos", required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = generate(options.fos)
    if not options.check:
        with open(OUTPUT, "w", encoding="utf-8") as file:
            file.write(text)
        return
    with open(OUTPUT, encoding="utf-8") as file:
        if file.read() != text:
            sys.exit(f"{OUTPUT} is not what the element table says: run tools/generators/python_types.py --fos PATH")


if __name__ == "__main__":
    main()
