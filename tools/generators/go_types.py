#!/usr/bin/env python3
"""Writes the Go types of bindings/go and their reading and writing of JSON from the element table, as `fos schema elements`
tells it, and the statuses from status.h.

usage: go_types.py --fos PATH [--check]

Classes become structs, closed lists of words become named strings with constants, and the names in JSON stay as they are.
With --check nothing is written: the files must already be what would be written.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PACKAGE = os.path.join(ROOT, "bindings", "go")
HEADERS = os.path.join(ROOT, "include", "fos")
# Classes are sorted into files as their structs are into these headers; what stands in none of them is of the answer.
GROUPS = ("dataset", "party", "trade", "movement", "declaration", "quote")
WIDTH = 116

# Words that Go writes in capitals, and types that are written by hand or named otherwise.
CAPITALS = {"id", "sku", "ucr", "url", "b2c", "c2c", "b2b", "vat", "eori", "hs", "iso", "api", "uuid", "gtin", "iban", "bic", "un", "ip", "po",
            "lrn", "mrn", "grn", "cus"}
PLURALS = {"urls": "URLs", "ids": "IDs"}
BY_HAND = {"money"}
CLASS_NAMES = {"quote": "Quotation"}
# Names of the package that no type of the table may take.
TAKEN = {"Quote", "Compare", "Open", "Library", "Session", "Options", "Limits", "Source", "Regime", "Finding", "Error", "Status",
         "Rounding", "Truth", "Exact", "Decimal", "Money", "Date", "BatchOptions", "BatchResult"}
# One list of words under several names has one type.
WORD_NAMES = {"liable": "Role", "collector": "Role", "payer": "Role", "remitted_to": "Role", "by": "Role", "by_due": "Due"}
# Names that say nothing without their class.
OF_CLASS = {"kind", "reason", "type", "status", "by", "state"}
# Elements that take other texts beside a list of words, truths that are never absent, and texts that are fractions.
OPEN_WORDS = {("request", "approach"): "Approach"}
NEVER_ABSENT = {("offer", "automatic"), ("offer", "available")}
FRACTIONS = {"base_exact"}
PLAIN = {"text": "string", "code": "string", "country": "string", "currency": "string", "decimal": "Decimal", "money": "Money",
         "date": "Date", "truth": "Truth", "integer": "int", "exact": "Exact", "pairs": "map[string]string"}


def camel(name):
    """net_mass_kg → NetMassKg"""
    return "".join(PLURALS[part] if part in PLURALS else part.upper() if part.lower() in CAPITALS or part.isupper() else part[:1].upper() + part[1:]
                   for part in re.split(r"[_.-]", name))


def class_name(name):
    return CLASS_NAMES.get(name, camel(name))


def comment(text, indent=""):
    for line in textwrap.wrap(" ".join(text.split()), WIDTH - len(indent)):
        yield f"{indent}// {line}"


def lower_first(text):
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def choices_name(kind):
    return lower_first(kind) + "Choices"


class Words:
    """The closed lists of words: each becomes one type."""

    def __init__(self, taken):
        self.types = {}  # words → type
        self.taken = taken

    def meet(self, owner, element, words):
        words = tuple(words)
        if words not in self.types:
            name = WORD_NAMES.get(element, camel(element))
            if element in OF_CLASS and element not in WORD_NAMES or name in self.taken or name in self.types.values():
                name = class_name(owner) + camel(element)
            self.types[words] = name
        return self.types[words]

    def lines(self):
        for words, name in self.types.items():
            yield ""
            yield f"// {name} is one of the words below; empty means absent."
            yield f"type {name} string"
            yield ""
            yield f"// The words of {name}."
            yield "const ("
            constants = [(name + camel(word), word) for word in words]
            width = max(len(constant) for constant, _ in constants)
            for constant, word in constants:
                yield f'\t{constant:<{width}} {name} = "{word}"'
            yield ")"

    def choices(self, names):
        for words, name in self.types.items():
            if name in names:
                yield ""
                yield f"// {choices_name(name)} has each word at its number in records."
                yield f"var {choices_name(name)} = [...]{name}{{"
                yield from ('\t"",', *(f"\t{name}{camel(word)}," for word in words))
                yield "}"


class Member:
    """One element of a class as a field of a struct."""

    def __init__(self, owner, element, words):
        self.name, self.definition = element["name"], element["definition"]
        self.kind = self.type_of(owner, element, words)
        self.choice = element["kind"] == "choice"
        self.always = bool(element.get("required") or element.get("always") or element.get("null")) or self.kind == "bool"

    def type_of(self, owner, element, words):
        place, kind = (owner, self.name), element["kind"]
        if place in OPEN_WORDS:
            return OPEN_WORDS[place]
        if kind == "amounts":
            return f"map[{words.meet(owner, self.name, element['words'])}]Decimal"
        if kind == "object":
            name = class_name(element["class"])
            if element.get("list"):
                return "[]" + name
            return name if element.get("required") or element.get("always") else "*" + name
        if kind == "choice":
            single = words.meet(owner, self.name, element["words"])
        elif kind == "truth" and (element.get("required") or place in NEVER_ABSENT):
            single = "bool"
        else:
            single = "Exact" if self.name in FRACTIONS else PLAIN[kind]
        return "[]" + single if element.get("list") else single

    def tag(self):
        if self.always:
            return self.name
        return f"{self.name},{'omitempty' if self.kind.startswith(('[]', 'map')) else 'omitzero'}"

    def encoder(self):
        """The line that appends it to a document, with a comma before it."""
        field, key = f"v.{camel(self.name)}", f'`,"{self.name}":`'
        if self.kind in CLASSES:
            return f"{field}.appendJSON(append(to, {key}...))"
        if self.kind in WRITERS:
            return f'{WRITERS[self.kind]}(to, {key}, {"&" if self.kind == "Money" else ""}{field})'
        if self.kind.startswith(("*", "[]")):
            kind = self.kind.lstrip("*[]")
            return f'{"putObject" if self.kind[0] == "*" else "putList"}(to, {key}, {field}, (*{kind}).appendJSON)'
        text = field if self.kind == "string" else f"string({field})"
        return f'{"givenText" if self.always else "putText"}(to, {key}, {text})'

    def words(self):
        """How many words it takes in a record (fos/records.h)."""
        return {"Decimal": 2, "Money": 3}.get(self.kind, 1)

    def decoder(self, at):
        """How it is read from a record, whose words are w."""
        field, word = f"v.{camel(self.name)}", f"w[{at}]"
        number = f"decimalOf({word}, w[{at + 1}])"
        plain = {"Decimal": number, "Money": f"Money{{{number}, r.text(w[{at + 2}])}}", "Truth": f"Truth({word})",
                 "bool": f"Truth({word}) == True", "int": f"int({word})", "string": f"r.text({word})"}
        if self.kind in plain:
            return f"{field} = {plain[self.kind]}"
        if self.kind in LISTS:
            return f"{field} = r.{LISTS[self.kind]}({field}, {word})"
        if self.kind.startswith("[]"):
            kind = self.kind[2:]
            return f"{field} = readObjects(r, {field}, {word}, {lower_first(kind)}Words, (*{kind}).read)"
        if self.kind.startswith("map["):
            return f"{field} = readAmounts(r, {field}, {word}, {choices_name(re.match(r'map.(.+?).Decimal', self.kind)[1])}[:])"
        if self.kind in CLASSES:
            return f"{field}.read(r, place({word}))"
        if self.kind.startswith("*"):
            return f"{field} = readObject(r, {field}, {word}, (*{self.kind[1:]}).read)"
        if self.choice:
            return f"{field} = {choices_name(self.kind)}[{word}]"
        return f"{field} = {self.kind}(r.text({word}))"

    def reader(self, at):
        """Its lines. A list that a document need not have is absent when it is empty."""
        line = self.decoder(at)
        if self.kind.startswith("[]") and not self.always:
            return [f"\tif w[{at}] != 0 {{", f"\t\t{line}", "\t} else {", f"\t\tv.{camel(self.name)} = nil", "\t}"]
        return [f"\t{line}"]


class Class:
    def __init__(self, described, words):
        self.word, self.elements = described["name"], described["elements"]
        self.name, self.definition = class_name(described["name"]), described["definition"]
        self.members = [Member(described["name"], element, words) for element in described["elements"]]
        self.parts = {element["class"] for element in described["elements"] if "class" in element}

    def struct(self):
        words = lower_first(self.definition)
        yield ""
        yield from comment(f"{self.name} is {words}" if re.match("(an?|one|the) ", words) else f"{self.name}: {words}")
        yield f"type {self.name} struct {{"
        for member in self.members:
            yield from comment(member.definition, "\t")
            yield f'\t{camel(member.name)} {member.kind} `json:"{member.tag()}"`'
        yield "}"

    def encoder(self):
        yield ""
        yield f"func (v *{self.name}) appendJSON(to []byte) []byte {{"
        yield "\tbegin := len(to)"
        for member in self.members:
            yield f"\tto = {member.encoder()}"
        yield "\treturn object(to, begin)"
        yield "}"

    def layout(self):
        members = "".join(" ".join([element["name"], element["kind"], *(["list"] if element.get("list") else []),
                                    *element.get("words", [])]) + "\\n" for element in self.elements)
        return f'\t{{"{self.word}", "{members}"}},'

    def choices(self):
        """The types of its choices and keys."""
        for member in self.members:
            if member.choice or member.kind.startswith("map["):
                yield re.match(r"(?:map.)?(\w+)", member.kind)[1]

    def decoder(self):
        yield ""
        yield f"const {lower_first(self.name)}Words = {sum(member.words() for member in self.members)}"
        yield ""
        yield f"func (v *{self.name}) read(r *records, at int) {{"
        yield f"\tw := (*[{lower_first(self.name)}Words]uint64)(r.words[at:])"
        at = 0
        for member in self.members:
            yield from member.reader(at)
            at += member.words()
        yield "}"


CLASSES = set()  # the structs' names
LISTS = {"[]string": "readTexts", "[]int": "readInts", "[]Decimal": "readDecimals"}
WRITERS = {"Decimal": "putDecimal", "Money": "putMoney", "Truth": "putTruth", "int": "putInt", "[]string": "putTexts",
           "map[string]string": "putPairs"}
FROM_TABLE = "// Code generated by tools/generators/go_types.py from the element table; DO NOT EDIT."


class Table:
    """All classes, each once, and which of them requests and answers reach."""

    def __init__(self, fos):
        told = subprocess.run([fos, "schema", "elements"], stdout=subprocess.PIPE, check=True).stdout
        described = [one for one in json.loads(told)["classes"] if one["elements"] and one["name"] not in BY_HAND]
        CLASSES.update(class_name(one["name"]) for one in described)
        clash = TAKEN & CLASSES
        if clash:
            sys.exit(f"go_types.py: the package has another {', '.join(sorted(clash))}: name the class in CLASS_NAMES")
        self.words = Words(TAKEN | CLASSES)
        self.classes = {one["name"]: Class(one, self.words) for one in described}

    def reached(self, *roots):
        found, open_ = set(), [name for name in roots if name in self.classes]
        while open_:
            name = open_.pop()
            if name not in found:
                found.add(name)
                open_ += self.classes[name].parts & self.classes.keys()
        return [one for name, one in self.classes.items() if name in found]

    def files(self):
        """Path and lines of each file."""
        headers = {}
        for group in GROUPS:
            with open(os.path.join(HEADERS, group + ".h"), encoding="utf-8") as file:
                for name in re.findall(r"^typedef struct fos_(\w+) {", file.read(), re.M):
                    headers[name] = group
        asked, answered = self.reached("request"), self.reached("quote", "comparison")
        for group in GROUPS:
            classes = [one for one in self.classes.values() if headers.get(one.word, GROUPS[-1]) == group]
            yield f"types_{group}.go", [FROM_TABLE, "", "package fos", *(line for one in classes for line in one.struct())]
            coded = [line for one in classes for line in (one.encoder() if one in asked else one.decoder() if one in answered else ())]
            yield f"codec_{group}.go", [FROM_TABLE, "", "package fos", *(self.layout(answered) if group == "quote" else ()), *coded]
        yield "types_words.go", [FROM_TABLE, "", "package fos", *self.words.lines()]

    def layout(self, answered):
        yield ""
        yield "// layout is the elements of each class that is read, as the library must have them, too."
        yield "var layout = [][2]string{"
        yield from (one.layout() for one in answered)
        yield "}"
        yield from self.words.choices({kind for one in answered for kind in one.choices()})


STATUS = re.compile(r"^ +FOS_STATUS_([A-Z_0-9]+) = (\d+),? *(?:/\*\*< (.*?) \*/)?$", re.M)


def statuses():
    with open(os.path.join(HEADERS, "status.h"), encoding="utf-8") as file:
        rows = [row for row in STATUS.findall(file.read()) if row[0] != "OK"]
    names = ["Status" + camel(name.lower()).replace("Io", "IO") for name, _, _ in rows]
    width, digits = max(map(len, names)), max(len(number) for _, number, _ in rows)
    yield "// Code generated by tools/generators/go_types.py from include/fos/status.h; DO NOT EDIT."
    yield ""
    yield "package fos"
    yield ""
    yield "// Status is a kind of failure. Numbers are never reused. As an error it can be given to errors.Is."
    yield "type Status int"
    yield ""
    yield "// The statuses."
    yield "const ("
    for name, (_, number, words) in zip(names, rows):
        yield f"\t{name:<{width}} Status = {number:<{digits}} // {words}".rstrip(" /")
    yield ")"


def settle(name, lines, check):
    path = os.path.join(PACKAGE, name)
    text = "\n".join(lines) + "\n"
    try:
        with open(path, encoding="utf-8") as file:
            old = file.read()
    except FileNotFoundError:
        old = None
    if old == text:
        return True
    if check:
        print(f"{os.path.relpath(path, ROOT)} is stale: run tools/generators/go_types.py --fos PATH")
        return False
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fos", required=True, help="the fos command")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file would change")
    arguments = parser.parse_args()
    table = Table(arguments.fos)
    files = dict(table.files(), **{"status.go": list(statuses())})
    good = [settle(name, lines, arguments.check) for name, lines in files.items()]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
