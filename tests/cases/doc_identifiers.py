#!/usr/bin/env python3
"""Compares the table of doc/identifiers.md with what `fos identify --list` knows; with --record it writes the table anew.

usage: doc_identifiers.py --fos PATH [--record]
"""

import argparse
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PAGE = os.path.join(ROOT, "doc", "identifiers.md")
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"


def table_of(schemes):
    yield "| scheme | what | given out by | example | what is checked |"
    yield "| --- | --- | --- | --- | --- |"
    for scheme in schemes:
        yield (f"| `{scheme['name']}` | {scheme['title']} | {scheme['authority']} | `{scheme['example']}` | "
               f"{scheme['checked']} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    done = subprocess.run([args.fos, "identify", "--list", "--format", "json"], stdout=subprocess.PIPE, check=True)
    table = "\n".join(table_of(json.loads(done.stdout)["schemes"])) + "\n"
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    before, rest = page.split(BEGIN)
    found, after = rest.split(END)
    if args.record:
        with open(PAGE, "w", encoding="utf-8", newline="\n") as file:
            file.write(before + BEGIN + table + END + after)
    elif found != table:
        for line in set(found.splitlines()) ^ set(table.splitlines()):
            print(line)
        sys.exit("doc/identifiers.md differs from fos identify --list; doc_identifiers.py --record writes it anew")


if __name__ == "__main__":
    main()
