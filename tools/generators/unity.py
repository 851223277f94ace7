#!/usr/bin/env python3
"""Writes the whole library as one C file, for those who embed it: all private headers and sources in order, once each.

usage: unity.py OUTPUT --root DIR [--include DIR]... SOURCE...

Beside OUTPUT goes OUTPUT.d, which tells make or ninja the headers that were read.

A name that two sources define for themselves (`static` functions and tables, types, enumerators, macros) gets the source's
name behind it in each, so that one translation unit holds them all. Includes of the library's own private headers are
replaced by their text; those of the C library, of yajl and of <fos/...> stay. The same sources give the same bytes.
What compiles the file may define FOSI_DATA_DIR (a folder with regimes/, none by default) and FOSI_HAVE_ICU and FOSI_HAVE_XML (0).
"""

import argparse
import collections
import os
import re

TOKEN = re.compile(r'''
    (?P<comment>/\*.*?\*/|//[^\n]*)
  | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<name>[A-Za-z_]\w*)
  | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<space>\s+)
  | (?P<sign>->|\.\.\.|.)
''', re.X | re.S)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"[^\n]*\n', re.M)
DEFINE = re.compile(r'^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)', re.M)
DIRECTIVE = re.compile(r'^[ \t]*#(?:[^\n\\]|\\.|\\\n)*\n', re.M)
# What must be seen before the first system header.
FEATURE = re.compile(r'^#define (_POSIX_C_SOURCE|_GNU_SOURCE|_DEFAULT_SOURCE)\b[^\n]*\n', re.M)
Token = collections.namedtuple("Token", "kind text")


def tokens_of(code):
    return [Token(match.lastgroup, match.group()) for match in TOKEN.finditer(code)]


def words_of(code):
    """The tokens that mean something, without the preprocessor's lines."""
    return [token for token in tokens_of(DIRECTIVE.sub("\n", code)) if token.kind not in ("comment", "space")]


def top_level(words):
    """The declarations of a file: lists of words, with the inside of a body left out of functions alone."""
    depth, statement = 0, []
    for word in words:
        statement.append(word)
        depth += (word.text in "({[") - (word.text in ")}]") if word.kind == "sign" else 0
        if depth == 0 and word.text in (";", "}"):
            is_function = word.text == "}" and any(
                before.text == ")" and after.text == "{" for before, after in zip(statement, statement[1:]))
            if word.text == ";" or is_function:
                yield statement
                statement = []


def names_of_type(statement):
    """Tags, enumerators and the typedef's name."""
    for before, word in zip(statement, statement[1:]):
        if before.text in ("struct", "union", "enum") and word.kind == "name":
            yield word.text
    for at, word in enumerate(statement):
        if word.text == "enum":
            body = [each.text for each in statement[at:]]
            if "{" in body:
                inside = statement[at + body.index("{") + 1: at + body.index("}")]
                yield from (name.text for before, name in zip([Token("sign", "{"), *inside], inside)
                            if name.kind == "name" and before.text in ("{", ","))
    if statement[0].text == "typedef":
        pointed = [at for at, word in enumerate(statement) if word.text == "(" and statement[at + 1].text == "*"]
        if statement[-2].kind == "name":
            yield statement[-2].text
        elif pointed:
            yield statement[pointed[0] + 2].text
        else:  # a function's type: typedef int name(void);
            depth = 0
            for at in range(len(statement) - 2, 0, -1):
                depth += (statement[at].text == ")") - (statement[at].text == "(")
                if depth == 0:
                    yield statement[at - 1].text
                    break


def names_of_object(statement):
    """The function's or variable's name: the last name before its parameters, its size or its value."""
    depth = 0
    for at, word in enumerate(statement):
        if depth == 0 and word.text in ("(", "[", "=", ";") and at > 0 and statement[at - 1].kind == "name":
            if statement[at - 1].text not in ("__attribute__", "_Alignas", "FOSI_PRINTF"):
                yield statement[at - 1].text
                return
        depth += (word.text in "({[") - (word.text in ")}]") if word.kind == "sign" else 0


def own_names(code):
    """Every name that a source defines for itself at the top level."""
    names = set(DEFINE.findall(code)) - {"_POSIX_C_SOURCE", "_GNU_SOURCE", "_DEFAULT_SOURCE"}
    for statement in top_level(words_of(code)):
        first = [word.text for word in statement]
        if first[0] in ("typedef", "enum") or (first[0] in ("struct", "union") and "{" in first and "(" not in first):
            names.update(name for name in names_of_type(statement) if not name.startswith(("fos_", "FOS_", "fosi_", "FOSI_")))
        elif "static" in first:
            names.update(names_of_object(statement))
            if "enum" in first or "struct" in first:
                names.update(name for name in names_of_type(statement) if defines(statement, name))
    return names


def defines(statement, name):
    return any(a.text in ("struct", "enum", "union") and b.text == name and c.text == "{"
               for a, b, c in zip(statement, statement[1:], statement[2:]))


def in_struct(stack):
    return bool(stack) and stack[-1] == "struct"


def renamed(code, clashing, suffix):
    """The code with its clashing names changed; members of structs keep theirs."""
    out, stack, before, head = [], [], ("", ""), []
    tokens = tokens_of(code)
    for at, token in enumerate(tokens):
        text = token.text
        if token.kind == "name" and text in clashing and not is_member(tokens, at, before, stack):
            text += suffix
        out.append(text)
        if token.kind in ("space", "comment"):
            continue
        head.append(token.text)
        if token.text == "{":
            recent = head[-4:]
            stack.append("struct" if "struct" in recent or "union" in recent else "block")
        elif token.text == "}" and stack:
            stack.pop()
        before = (before[1], token.text)
        head = head[-8:]
    return "".join(out)


def is_member(tokens, at, before, stack):
    if before[1] == "->" or before[1] == ".":
        return True
    if not in_struct(stack):
        return False
    following = next((token.text for token in tokens[at + 1:] if token.kind not in ("space", "comment")), "")
    return following in (";", ",", "[", ":") or (following == ")" and before == ("(", "*"))


class Unity:
    def __init__(self, root, folders):
        self.root = root
        self.folders = folders
        self.seen = set()
        self.features = {}

    def find(self, name, beside):
        for folder in (os.path.dirname(beside), *self.folders):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                return os.path.realpath(path)
        raise SystemExit(f"{beside}: no {name}")

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            code = file.read()
        for match in FEATURE.finditer(code):
            self.features[match.group(1)] = match.group()
        return FEATURE.sub("", code)

    def headers(self, code, path):
        """The private headers that a text includes, each in full and once, deepest first."""
        parts = []
        for match in INCLUDE.finditer(code):
            header = self.find(match.group(1), path)
            if header in self.seen:
                continue
            self.seen.add(header)
            text = self.read(header)
            parts += self.headers(text, header)
            parts.append(f"/* ==== {os.path.relpath(header, self.root)} ==== */\n" + INCLUDE.sub("", text))
        return parts


def label_of(path):
    return "__" + re.sub(r"\W", "_", os.path.splitext(os.path.basename(path))[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output")
    parser.add_argument("--root", required=True)
    parser.add_argument("--include", action="append", default=[])
    parser.add_argument("sources", nargs="+")
    options = parser.parse_args()
    unity = Unity(os.path.realpath(options.root), options.include)
    codes = {path: unity.read(path) for path in options.sources}
    names = {path: own_names(code) for path, code in codes.items()}
    count = collections.Counter(name for own in names.values() for name in own)
    parts = []
    for path, code in codes.items():
        parts += unity.headers(code, path)
        clashing = {name for name in names[path] if count[name] > 1}
        body = renamed(INCLUDE.sub("", code), clashing, label_of(path))
        macros = sorted({name + (label_of(path) if name in clashing else "") for name in DEFINE.findall(code)})
        undefine = "".join(f"#undef {name}\n" for name in macros)
        parts.append(f"/* ==== {os.path.basename(path)} ==== */\n{body}{undefine}")
    head = ("/* libfos in one file, made by tools/generators/unity.py: compile it with the folder that holds fos/fos.h, and link\n"
            " * yajl and threads. Do not edit. */\n" + "".join(unity.features[name] for name in sorted(unity.features)) +
            "#ifndef FOSI_HAVE_ICU\n#define FOSI_HAVE_ICU 0\n#endif\n#ifndef FOSI_HAVE_XML\n#define FOSI_HAVE_XML 0\n#endif\n"
            "#ifndef FOS_BUILDING\n#define FOS_BUILDING\n#endif\n")
    with open(options.output, "w", encoding="utf-8", newline="\n") as file:
        file.write(head + "\n" + "\n".join(parts))
    with open(options.output + ".d", "w", encoding="utf-8") as file:
        read = [path.replace(" ", "\\ ") for path in sorted(unity.seen)]
        file.write(f"{options.output}: {' '.join(read)}\n")


if __name__ == "__main__":
    main()
