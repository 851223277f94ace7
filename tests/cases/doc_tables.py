#!/usr/bin/env python3
"""Compares the tables of doc/identifiers.md and doc/roles.md with what the command knows, and the names in doc/standards.md
with the commands and functions that exist; with --record it writes the tables anew.

usage: doc_tables.py --fos PATH [--record]
"""

import argparse
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def ask(fos, *words):
    return json.loads(subprocess.run([fos, *words, "--format", "json"], stdout=subprocess.PIPE, check=True).stdout)


def schemes(fos):
    yield "| scheme | what | given out by | example | what is checked |"
    yield "| --- | --- | --- | --- | --- |"
    for scheme in ask(fos, "identify", "--list")["schemes"]:
        yield (f"| `{scheme['name']}` | {scheme['title']} | {scheme['authority']} | `{scheme['example']}` | "
               f"{scheme['checked']} |")


def roles(fos):
    yield "| role | who | what it does | responsible for | confidence |"
    yield "| --- | --- | --- | --- | --- |"
    for role in ask(fos, "roles")["roles"]:
        yield (f"| `{role['role']}` | {role['title']} | {role['definition']} | {'; '.join(role['responsibilities'])} | "
               f"{role['confidence']} |")


def models(fos):
    parts = ["liable", "payer", "collector", "remitter", "remitted_to", "refunder", "due"]
    yield f"| way | approach | {' | '.join(parts)} | refund | confidence |"
    yield "| --- " * (len(parts) + 4) + "|"
    for model in ask(fos, "roles")["models"]:
        cells = " | ".join(model[part] or "-" for part in parts)
        yield f"| `{model['id']}` | {model['approach']} | {cells} | {model['refund']} | {model['confidence']} |"


TABLES = [("identifiers.md", "schemes", schemes), ("roles.md", "roles", roles), ("roles.md", "models", models)]


def check_table(fos, page, name, rows, record):
    path = os.path.join(ROOT, "doc", page)
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    table = "\n".join(rows(fos)) + "\n"
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(begin)
    found, after = rest.split(end)
    if record:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(before + begin + table + end + after)
    elif found != table:
        yield from sorted(set(found.splitlines()) ^ set(table.splitlines()))
        yield f"doc/{page} differs from the command; doc_tables.py --record writes it anew"


def text_of(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


def declared():
    """Every name of a public header: functions and types."""
    folder = os.path.join(ROOT, "include", "fos")
    return {name for header in os.listdir(folder) for name in re.findall(r"\bfos_\w+", text_of("include", "fos", header))}


def check_names(fos, page):
    text, known = text_of("doc", page), declared()
    for name in sorted(set(re.findall(r"`(fos_\w+)`", text))):
        if name not in known:
            yield f"doc/{page}: no public header has {name}"
    for words in sorted(set(re.findall(r"`fos ([a-z][a-z -]*?)(?: [A-Z].*?| FILE.*?)?`", text))):
        command = [word for word in words.split() if not word.startswith("-")][:2]
        done = subprocess.run([fos, *command, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode != 0 or b"usage: fos " + command[0].encode() not in done.stdout:
            yield f"doc/{page}: there is no command fos {' '.join(command)}"
    for target in sorted(set(re.findall(r"\]\(([^)#:]+)\)", text))):
        if not os.path.exists(os.path.join(ROOT, "doc", target)):
            yield f"doc/{page}: no file {target}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    problems = []
    for page, name, rows in TABLES:
        problems += check_table(args.fos, page, name, rows, args.record)
    for page in ("identifiers.md", "roles.md", "standards.md"):
        problems += check_names(args.fos, page)
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
