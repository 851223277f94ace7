#!/usr/bin/env python3
"""Makes from the element table the guide to the data set, doc/dataset.md; the largest request, which holds every element; and
the dictionary of the request's fuzzer.

usage: dataset.py --fos PATH [--check]

PATH is the built command, whose `schema elements` is read. With --check nothing is written: it fails when a file is stale.
The files depend on the table alone.
"""

import argparse
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

HEAD = """# The reference data set

<!-- Made by tools/generators/dataset.py from the element table; the table is what to change. -->

What a request holds, element by element: the goods, who deals with them, how they move, how they are paid for, and what a
declaration says of them. It is the superset of what administrations ask for of e-commerce consignments. No administration asks for
all of it, and a quote needs little of it.

* **Element**: the key in JSON, the field in C, Python and Go. `[]` marks a list.
* **Kind**: what one value is. A *code* is checked when it has a form or a list; behind it stands the
  standard that it is from, where *administration* means what each one gives out. *Money* is an object of `amount` and `currency`.
  A *time* is a day, or a day and a time with its zone, by ISO 8601.
* **Format** is written as the WCO does: `an..35` at most 35 characters, `n..16,6` a number of at most 16 digits, six of them after the
  point. Reading does not enforce it.
* **Occurs**: how often in its object, and for lists what the WCO's schema allows.
* **WCO id** is the number in the WCO Data Model. What has none there, as far as is known, is named by this library: `fos.` and the names of
  class and element.
* **Place**: the path in the WCO's declaration from the object's own place; with a `/` in front, from the `Declaration`. `.` is the
  object's own place. What has no place is not part of that message.
* **From**: who usually supplies it. Where nobody is named, whoever supplies the object.

The same in a form for programs: `fos schema elements`, or `fos/element.h`.
"""

QUOTE = """
## What a quote says

Quotes are written, never read. The [request](#the-request) ends here; these are the classes of quotes and comparisons.
"""

GROUPS = [
    ("The request", ["request", "consignment", "item", "measure", "money", "counter", "exchange_rate", "assumption"]),
    ("Who takes part", ["party", "identifier", "address", "contact", "account", "identity", "actor", "location", "item_parties"]),
    ("The trade", ["product", "order", "invoice", "payment", "collected_tax"]),
    ("How goods move", ["transport", "transport_means", "equipment", "package", "tracking_event", "storage", "screening"]),
    ("What a declaration says", ["declaration", "item_declaration", "document", "statement", "procedure", "classification", "origin",
                                 "valuation", "adjustment", "duty_tax_fee", "duty_payment", "guarantee", "amendment"]),
    ("Goods that go back", ["return", "return_line", "refund_claim"]),
]


# ---- the guide ----

def kind_of(element):
    kind = element["kind"]
    if kind == "object":
        kind = f"[{element['class']}](#{element['class']})"
    elif kind == "code" and element.get("pattern", "").startswith("^[0-9]{4}-"):
        kind = "time"
    elif kind in ("choice", "amounts"):
        kind = " ".join(f"`{word}`" for word in element["words"])
    if kind in ("code", "text") and "standard" in element:
        kind += f", {element['standard']}"
    return kind


def row(cells):
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def code(text):
    return f"`{text}`" if text else ""


def input_rows(table):
    yield row(["Element", "Kind", "Format", "Occurs", "WCO id", "Place", "From", "Meaning"])
    yield row(["---"] * 8)
    for element in table["elements"]:
        yield row([f"`{element['name']}`" + ("[]" if element.get("list") else ""), kind_of(element), element.get("format", ""),
                   element["occurrence"], element.get("id", ""), code(element.get("path", None) if element.get("path") != "" else "."), " ".join(element.get("roles", [])),
                   element["definition"]])


def output_rows(table):
    yield row(["Element", "Kind", "Meaning"])
    yield row(["---"] * 3)
    for element in table["elements"]:
        yield row([f"`{element['name']}`" + ("[]" if element.get("list") else ""), kind_of(element), element["definition"]])


def used_at(document, name):
    """The places that hold an object of the class, outermost first."""
    classes = {table["name"]: table for table in document["classes"]}
    for place in document["places"]:
        elements = {element["name"]: element for element in classes[place["class"]]["elements"]}
        if elements[place["element"]].get("class") == name:
            yield place


def own_ids(document, table, place):
    """The members whose ids depend on who holds the object, with these ids."""
    rows = {element["name"]: element for element in table["elements"]}
    for member in document["places"]:
        head, _, last = member["name"].rpartition(".")
        if head == place["name"] and member["id"] != rows[last].get("id", f"fos.{table['name']}.{last}"):
            yield f"`{last}` {member['id']}"


def places_of(document, table):
    places = list(used_at(document, table["name"]))
    if table["name"] in ("request", "consignment", "item", "money") or not places:
        return ""
    if len(places) > 20:
        ends = sorted({place["name"].rpartition(".")[2] for place in places})
        return "Used as " + ", ".join(f"`{end}`" for end in ends) + ".\n\n"
    text = row(["Used as", "WCO class", "Place in the declaration", "Ids of its members"]) + row(["---"] * 4)
    for place in places:
        text += row([f"`{place['name']}`", place["id"] if not place["id"].startswith("fos.") else "", code(place.get("path")),
                     ", ".join(own_ids(document, table, place))])
    return text + "\n"


def guide(document):
    classes = {table["name"]: table for table in document["classes"]}
    text, told = HEAD, set()
    for title, names in GROUPS:
        text += f"\n## {title}\n"
        for name in names:
            table = classes[name]
            told.add(name)
            text += f"\n### {name}\n\n{table['definition']}\n\n" + places_of(document, table)
            if table["elements"]:
                text += "".join(input_rows(table))
    reached = {place["class"] for place in document["places"]}
    if reached - told:
        sys.exit(f"these classes are in no group of dataset.py: {', '.join(sorted(reached - told))}")
    text += QUOTE
    for table in document["classes"]:
        if table["name"] not in told:
            text += f"\n### {table['name']}\n\n{table['definition']}\n\n" + "".join(output_rows(table))
    return text


# ---- the largest request ----

SAMPLES = [["some.name", "another.name"], ["610910", "61091000"], ["KGM", "C62"], ["SP", "BY"], ["mid", "buy"], ["item", "rate"], ["4", "5"], ["BX", "PC"],
           ["2026-11-23", "2026-11-23T09:30:00Z"], ["3480", "1266"]]


class Maker:
    """Values that fit an element, each another one."""

    def __init__(self, document):
        self.classes = {table["name"]: table for table in document["classes"]}
        self.codes = document["codes"]
        self.count = 0

    def sample(self, element, which):
        if "codes" in element:
            return self.codes[element["codes"]][which]
        if "pattern" not in element:
            return f"{element['name']} {self.count} é商"
        fitting = [pair[which] for pair in SAMPLES if all(re.fullmatch(element["pattern"], code) for code in pair)]
        if not fitting:
            sys.exit(f"dataset.py has no sample for the pattern {element['pattern']} of {element['name']}")
        return fitting[0]

    def value(self, element, which):
        self.count += 1
        kind = element["kind"]
        if kind == "object":
            return self.object(element["class"])
        simple = {
            "country": "DE", "currency": "EUR", "truth": True, "date": f"2026-11-{1 + self.count % 28:02}",
            "integer": self.count, "decimal": self.count if element.get("whole") else f"{self.count}.50",
            "money": {"amount": f"{self.count}.25", "currency": "EUR"},
            "pairs": {"some.name": "a reading", "another.name": "another"},
        }
        if kind == "choice":
            return element["words"][-1]
        return simple[kind] if kind in simple else self.sample(element, which)

    def object(self, name):
        made = {}
        for element in self.classes[name]["elements"]:
            values = [self.value(element, which) for which in range(2 if element.get("list") else 1)]
            made[element["name"]] = values if element.get("list") else values[0]
        return self.agreed(name, made)

    def agreed(self, name, made):
        """What must agree in one object."""
        if name == "item":
            made["quantity"] = "2"
            made["unit_price"]["amount"], made["amount"]["amount"] = "1000.25", "2000.50"
        elif name == "counter":
            for key in ("count",) if self.count % 2 else ("amount", "currency"):
                del made[key]
        elif name == "exchange_rate":
            made["to"] = "USD"
        return made


def largest(document):
    return json.dumps(Maker(document).object("request"), ensure_ascii=False, separators=(",", ":"))


# ---- the dictionary of the fuzzer ----

WORDS = ["x_", "auto", "vendor", "intermediary", "consumer", "border", "standard", "reduced", "ioss", "abn", "EUR", "USD", "JPY", "DE",
         "GB", "CN", "JP", "KGM", "610910"]
VALUES = ["2026-11-23", "2024-02-29", "2026-11-23T09:30:00Z", "12.50", "1e-18", "999999999999999999", "true", "false", "null",
          "\\\\u0000", "\\\\ud83d\\\\ude00", "\\xef\\xbb\\xbf"]


def dictionary(document):
    names, words = set(), set(WORDS)
    for table in document["classes"]:
        if table["name"] in {place["class"] for place in document["places"]}:
            names |= {element["name"] for element in table["elements"]}
            words |= {word for element in table["elements"] for word in element.get("words", [])}
    lines = [f'"\\"{name}\\":"' for name in sorted(names)] + [f'"\\"{word}\\""' for word in sorted(words)] + \
        [f'"{value}"' for value in VALUES]
    return "# Keys and words of the request document, made by tools/generators/dataset.py.\n" + "\n".join(lines) + "\n"


FILES = [("doc/dataset.md", guide), ("tests/fuzz/corpus/request/largest.json", largest), ("tests/fuzz/request.dict", dictionary)]


def is_fresh(path, text):
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read() == text
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    document = json.loads(subprocess.run([options.fos, "schema", "elements"], stdout=subprocess.PIPE, check=True).stdout)
    stale = []
    for name, make in FILES:
        path, text = os.path.join(ROOT, name), make(document)
        if options.check:
            stale += [] if is_fresh(path, text) else [name]
            continue
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    if stale:
        sys.exit(f"stale: {', '.join(stale)}; run tools/generators/dataset.py --fos PATH")


if __name__ == "__main__":
    main()
