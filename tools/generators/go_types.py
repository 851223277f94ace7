#!/usr/bin/env python3
"""Writes the Go types of bindings/go and their reading and writing of JSON from the element table, as `fos schema` tells it, and
the statuses from status.h.

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
TYPES = os.path.join(ROOT, "bindings", "go", "types.go")
CODEC = os.path.join(ROOT, "bindings", "go", "codec.go")
STATUSES = os.path.join(ROOT, "bindings", "go", "status.go")
STATUS_HEADER = os.path.join(ROOT, "include", "fos", "status.h")
WIDTH = 116

# Words that Go writes in capitals, and types that are written by hand or named otherwise.
CAPITALS = {"id", "sku", "ucr", "url", "b2c", "c2c", "b2b", "vat", "eori", "hs", "iso", "api", "uuid"}
BY_HAND = {"money", "country", "currency"}
CLASS_NAMES = {"quote": "Quotation"}
# One list of words under several names takes the name given for the first.
WORD_NAMES = {"liable": "Role", "side": "Side"}
# Names that say nothing without their class.
OF_CLASS = {"kind"}
# Elements whose schema leaves other texts open beside the words.
OPEN_WORDS = {("request", "approach"): "Approach"}


def camel(name):
    """net_mass_kg → NetMassKg"""
    return "".join(part.upper() if part.lower() in CAPITALS or part.isupper() else part[:1].upper() + part[1:]
                   for part in re.split(r"[_.-]", name))


def class_name(name):
    return CLASS_NAMES.get(name, camel(name))


def comment(text, indent=""):
    for line in textwrap.wrap(" ".join(text.split()), WIDTH - len(indent)):
        yield f"{indent}// {line}"


def lower_first(text):
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


class Words:
    """The closed lists of words: each becomes one type."""

    def __init__(self):
        self.types = {}  # words → (type, definition)

    def meet(self, owner, element, words, taken):
        if words in self.types:
            return self.types[words]
        name = WORD_NAMES.get(element, camel(element))
        if element in OF_CLASS or name in taken or name in self.types.values():
            name = class_name(owner) + name
        self.types[words] = name
        return name

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


class Schema:
    def __init__(self, document, words, taken, answer):
        self.words, self.taken, self.answer = words, taken, answer
        self.document = document
        self.classes = {document["title"]: document, **document["$defs"]}

    def go_type(self, owner, name, schema):
        """The type of an element, and whether its zero value means that it is absent."""
        for choice in schema.get("anyOf", []):
            if "$ref" in choice:
                return self.reference(choice["$ref"], pointer=True)
        if "$ref" in schema:
            return self.reference(schema["$ref"], pointer=False)
        if (owner, name) in OPEN_WORDS:
            return OPEN_WORDS[owner, name]
        if "enum" in schema:
            words = tuple(word for word in schema["enum"] if word)
            return self.words.meet(owner, name, words, self.taken)
        if "anyOf" in schema:
            return "string"
        kinds = [kind for kind in schema["type"] if kind != "null"] if isinstance(schema["type"], list) else [schema["type"]]
        return self.plain(owner, name, schema, kinds)

    def reference(self, target, pointer):
        name = target.rsplit("/", 1)[1]
        if name in ("country", "currency"):
            return "string"
        if name == "money":
            return "Money"
        return ("*" if pointer else "") + class_name(name)

    def plain(self, owner, name, schema, kinds):
        if "array" in kinds:
            entry = schema["items"]
            if entry.get("type") == "string" and name == "shares":
                return "[]Decimal"
            return "[]" + self.go_type(owner, name, entry).lstrip("*")
        if "object" in kinds:
            value = "Decimal" if self.answer else "string"
            if "propertyNames" not in schema:
                return f"map[string]{value}"
            return f"map[{self.words.meet(owner, name, tuple(schema['propertyNames']['enum']), self.taken)}]{value}"
        if "boolean" in kinds:
            return "Truth"
        if "number" in kinds or schema.get("pattern", "").startswith("^-?(0|"):
            return "Decimal"
        if "integer" in kinds:
            return "int"
        if schema.get("format") == "date":
            return "Date"
        return "Exact" if name in ("exact", "base_exact") else "string"

    def members(self, name):
        """Each element with its type, and whether it is written even when it is absent."""
        schema = self.classes[name]
        for element, what in schema["properties"].items():
            kind = self.go_type(name, element, what)
            if kind == "Truth" and element in ("complete", "automatic", "available"):
                kind = "bool"
            yield Member(element, kind, element in schema.get("required", []) or kind == "bool", what["description"])

    def struct(self, name):
        go_name, words = class_name(name), lower_first(self.classes[name]["description"])
        yield ""
        yield from comment(f"{go_name} is {words}" if re.match("(an?|one|the) ", words) else f"{go_name}: {words}")
        yield f"type {go_name} struct {{"
        for member in self.members(name):
            yield from comment(member.definition, "\t")
            yield f'\t{camel(member.name)} {member.kind} `json:"{member.tag()}"`'
        yield "}"

    def encoder(self, name):
        yield ""
        yield f"func (v *{class_name(name)}) appendJSON(to []byte) []byte {{"
        yield "\tto = append(to, '{')"
        for member in self.members(name):
            yield from member.encoder()
        yield "\treturn append(to, '}')"
        yield "}"

    def decoder(self, name):
        yield ""
        yield f"func (v *{class_name(name)}) read(r *reader) {{"
        yield "\tfor r.begin('{'); r.next('}'); {"
        yield "\t\tswitch r.key() {"
        for member in self.members(name):
            yield f'\t\tcase "{member.name}":'
            yield f"\t\t\t{member.decoder()}"
        yield "\t\tdefault:"
        yield "\t\t\tr.skip()"
        yield "\t\t}"
        yield "\t}"
        yield "}"


class Member:
    def __init__(self, name, kind, always, definition):
        self.name, self.kind, self.always, self.definition = name, kind, always, definition

    def tag(self):
        if self.always:
            return self.name
        return f"{self.name},{'omitempty' if self.kind.startswith(('[]', 'map')) else 'omitzero'}"

    def encoder(self):
        field = f"v.{camel(self.name)}"
        given, write = self.encoding(field)
        indent = "\t"
        if not self.always:
            yield f"\tif {given} {{"
            indent = "\t\t"
        yield f'{indent}to = appendKey(to, "{self.name}")'
        yield f"{indent}to = {write}"
        if not self.always:
            yield "\t}"

    def encoding(self, field):
        """When it is given, and how it is written."""
        if self.kind in ("Decimal", "Money"):
            return f"{field}.Present()" if self.kind == "Decimal" else f"{field} != (Money{{}})", f"{field}.appendJSON(to)"
        if self.kind == "Truth":
            return f"{field} != Unknown", f"{field}.appendJSON(to)"
        if self.kind == "int":
            return f"{field} != 0", f"strconv.AppendInt(to, int64({field}), 10)"
        if self.kind.startswith("*"):
            return f"{field} != nil", f"{field}.appendJSON(to)"
        if self.kind == "[]string":
            return f"len({field}) != 0", f"appendTexts(to, {field})"
        if self.kind.startswith("[]"):
            return f"len({field}) != 0", f"appendList(to, {field}, (*{self.kind[2:]}).appendJSON)"
        if self.kind == "map[string]string":
            return f"len({field}) != 0", f"appendPairs(to, {field})"
        if self.kind in CLASSES:
            return "true", f"{field}.appendJSON(to)"
        return f'{field} != ""', f"appendText(to, string({field}))" if self.kind != "string" else f"appendText(to, {field})"

    def decoder(self):
        field = f"v.{camel(self.name)}"
        if self.kind in ("Decimal", "Truth", "bool", "int"):
            return f"{field} = r.{self.kind.lower()}()"
        if self.kind == "string":
            return f"{field} = r.text()"
        if self.kind == "[]string":
            return f"{field} = readList(r, (*reader).text)"
        if self.kind in ("[]int", "[]Decimal"):
            return f"{field} = readList(r, (*reader).{self.kind[2:].lower()})"
        if self.kind.startswith("[]"):
            return f"{field} = readObjects(r, (*{self.kind[2:]}).read)"
        if self.kind.startswith("map["):
            return f"{field} = readAmounts[{self.kind[4:].split(']')[0]}](r)"
        if self.kind in CLASSES or self.kind == "Money":
            return f"{field}.read(r)"
        return f"{field} = {self.kind}(r.text())"


CLASSES = set()  # the structs' names


def schema_of(fos, name):
    return json.loads(subprocess.run([fos, "schema", name], stdout=subprocess.PIPE, check=True).stdout)


class Table:
    """All classes of requests and answers, each once."""

    def __init__(self, fos):
        self.words = Words()
        documents = [(schema_of(fos, name), name != "request") for name in ("request", "quote", "comparison")]
        CLASSES.update(class_name(name) for document, _ in documents for name in [document["title"], *document["$defs"]])
        self.request, self.answer = [], []
        done = set(BY_HAND)
        for document, answer in documents:
            schema = Schema(document, self.words, CLASSES, answer)
            for name in schema.classes:
                if name not in done:
                    done.add(name)
                    (self.answer if answer else self.request).append((schema, name))

    def types(self):
        yield "// Code generated by tools/generators/go_types.py from the element table; DO NOT EDIT."
        yield ""
        yield "package fos"
        for schema, name in self.request + self.answer:
            yield from schema.struct(name)
        yield from self.words.lines()

    def codec(self):
        yield "// Code generated by tools/generators/go_types.py from the element table; DO NOT EDIT."
        yield ""
        yield "package fos"
        yield ""
        yield 'import "strconv"'
        for schema, name in self.request:
            yield from schema.encoder(name)
        for schema, name in self.answer:
            yield from schema.decoder(name)


STATUS = re.compile(r"^ +FOS_STATUS_([A-Z_0-9]+) = (\d+),? *(?:/\*\*< (.*?) \*/)?$", re.M)


def statuses():
    with open(STATUS_HEADER, encoding="utf-8") as file:
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


def settle(path, lines, check):
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
    good = settle(TYPES, table.types(), arguments.check)
    good = settle(CODEC, table.codec(), arguments.check) and good
    good = settle(STATUSES, statuses(), arguments.check) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
