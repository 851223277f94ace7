#!/usr/bin/env python3
"""Does what doc/regime-language.md tells its reader to do: takes the files out of the tutorial, runs its commands with
the fos tool given, and compares what they print. Usage: doc_regime.py --fos PATH [DOCUMENT]"""
import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "doc", "regime-language.md")
BLOCK = re.compile(r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)```", re.S)


def differences(expected, got, place=""):
    """What of `expected` is not in `got`; an object may hold more keys than the document shows."""
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            yield from differences(value, got.get(key), f"{place}/{key}")
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for index, value in enumerate(expected):
            yield from differences(value, got[index], f"{place}/{index}")
    elif expected != got:
        yield f"{place}: expected {json.dumps(expected)}, got {json.dumps(got)}"


class Reader:
    def __init__(self, fos, folder):
        self.fos, self.folder = os.path.abspath(fos), folder
        self.printed = ""
        self.passed = self.failed = 0

    def verdict(self, what, problems):
        for problem in problems:
            print(f"FAIL {what}: {problem}")
        self.failed += bool(problems)
        self.passed += not problems

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def change(self, name, before, after, copy):
        with open(os.path.join(self.folder, name), encoding="utf-8") as text:
            self.write(copy, text.read().replace(before, after))

    def run(self, command, expected):
        words = shlex.split(command)
        environment = {**os.environ, "FOS_DATA_DIR": "", "LC_ALL": "C"}
        done = subprocess.run([self.fos] + words[1:], cwd=self.folder, env=environment, capture_output=True, text=True)
        self.printed = done.stdout
        problems = []
        if words[0] != "fos":
            problems.append("the document shows another command than fos")
        if expected and done.stdout + done.stderr != expected:
            problems.append(f"expected {expected!r}, got {done.stdout + done.stderr!r}")
        elif not expected and done.returncode != 0:
            problems.append(f"exit {done.returncode}: {done.stderr.strip()}")
        self.verdict(command, problems)

    def session(self, text):
        for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
            command, _, expected = part.partition("\n")
            self.run(command, expected)

    def block(self, mark, kind, text):
        if mark.startswith("file: "):
            self.write(mark[6:], text)
        elif mark.startswith("change: "):
            self.change(*mark[8:].split(", "))
        if mark == "answer":
            try:
                self.verdict("answer", list(differences(json.loads(text), json.loads(self.printed))))
            except ValueError as error:
                self.verdict("answer", [str(error)])
        elif kind == "console":
            self.session(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fos", required=True)
    parser.add_argument("document", nargs="?", default=DOCUMENT)
    arguments = parser.parse_args()
    with open(arguments.document, encoding="utf-8") as document, tempfile.TemporaryDirectory() as folder:
        reader = Reader(arguments.fos, folder)
        for block in BLOCK.finditer(document.read()):
            reader.block(block["mark"] or "", block["kind"], block["text"])
    print(f"{reader.passed} passed, {reader.failed} failed")
    return 0 if reader.failed == 0 and reader.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
