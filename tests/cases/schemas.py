#!/usr/bin/env python3
"""The JSON Schemas against what they describe: every regime and profile of lib/data, requests, and what `fos` answers to them.
Documents with one mistake each must be refused.

usage: schemas.py --fos PATH

Needs the Python package jsonschema (Debian: python3-jsonschema); without it the test is skipped.
"""

import argparse
import copy
import glob
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("SKIPPED: no Python package jsonschema, so no document was held against its schema")
    sys.exit(77)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REQUESTS = ["tests/cases/example-order.json", "tests/cases/profiles/one-order.json", "tests/cases/profiles/order-to-eu.json",
            "tests/fuzz/corpus/request/largest.json"]

# What must be refused: a schema, a good document, and one change to it. A value of None takes the key away.
MISTAKES = [
    ("request", REQUESTS[0], "/date", None),
    ("request", REQUESTS[0], "/dat", "2026-11-23"),
    ("request", REQUESTS[0], "/consignment/destination_country", "XQ"),
    ("request", REQUESTS[0], "/consignment/items", []),
    ("request", REQUESTS[0], "/consignment/transport_mode", "pigeon"),
    ("request", REQUESTS[0], "/consignment/items/0/quantity", "-1"),
    ("profile", "lib/data/profiles/eu.h7.json", "/cites", None),
    ("profile", "lib/data/profiles/eu.h7.json", "/routes", []),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows", []),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/need", "needed"),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/source", None),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/any", ["date", "sale_date"]),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/when", "true"),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/format", "35"),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/min", 0),
    ("profile", "lib/data/profiles/eu.h7.json", "/rows/0/from", 20260701),
    ("profile", "lib/data/profiles/eu.h7.json", "/scope/0/that", None),
    ("profile", "lib/data/profiles/eu.h7.json", "/quality/off/0", "origin"),
    ("profile", "lib/data/profiles/upu.cn23.json", "/characters", "cyrillic"),
    ("regime", "lib/data/regimes/eu.json", "/territory", []),
    ("regime", "lib/data/regimes/eu.json", "/charges/0/kind", "toll"),
    ("regime", "lib/data/regimes/eu.json", "/rows", []),
]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return json.load(file)


class Checker:
    def __init__(self, fos):
        self.fos, self.held, self.problems, self.schemas = os.path.abspath(fos), 0, [], {}
        for name in ("request", "quote", "comparison", "validation", "survey", "regime", "profile"):
            schema = json.loads(self.run("schema", name))
            jsonschema.Draft202012Validator.check_schema(schema)
            self.schemas[name] = jsonschema.Draft202012Validator(schema)

    def run(self, *args, document=None):
        data = None if document is None else json.dumps(document).encode()
        done = subprocess.run([self.fos, *args], input=data, capture_output=True, cwd=ROOT, check=False,
                              env=dict(os.environ, FOS_DATA_DIR="lib/data"))
        if done.returncode not in (0, 1, 3) or not done.stdout:
            self.problems.append(f"{args}: exit {done.returncode}: {done.stderr.decode()[-200:]}")
            return b"{}"
        return done.stdout

    def hold(self, name, what, document):
        self.held += 1
        for error in list(self.schemas[name].iter_errors(document))[:3]:
            self.problems.append(f"{what} against {name}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

    def quotes(self, name, cases):
        """Every request, and the quote and the comparison of the first."""
        for case in cases:
            self.hold("request", f"{name}: {case['id']}", case["request"])
        for case in cases[:1]:
            for command, schema in (("quote", "quote"), ("compare", "comparison")):
                self.hold(schema, f"{name}: {case['id']}", json.loads(self.run(command, document=case["request"])))

    def refuse(self, name, path, pointer, value):
        document = copy.deepcopy(read(path))
        *way, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
        holder = document
        for step in way:
            holder = holder[step]
        if value is None:
            del holder[last]
        else:
            holder[last] = value
        self.held += 1
        if self.schemas[name].is_valid(document):
            self.problems.append(f"{name}: {path} with {pointer} = {value!r} was not refused")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    checker = Checker(parser.parse_args().fos)
    for name in ("regime", "profile"):
        for path in sorted(glob.glob(os.path.join(ROOT, "lib", "data", name + "s", "*.json"))):
            checker.hold(name, os.path.basename(path), read(path))
    profiles = [os.path.basename(path)[:-5] for path in sorted(glob.glob(os.path.join(ROOT, "lib", "data", "profiles", "*.json")))]
    for path in REQUESTS:
        checker.hold("request", path, read(path))
        if "largest" in path:
            continue
        checker.hold("survey", path, json.loads(checker.run("validate", path, "--profile", "all")))
        for profile in profiles:
            checker.hold("validation", path, json.loads(checker.run("validate", path, "--profile", profile)))
    for path in sorted(glob.glob(os.path.join(ROOT, "tests", "cases", "quotes", "[!l]*.json"))):  # later.json has no regimes yet
        checker.quotes(os.path.basename(path), [case for case in read(path) if case["expect"].get("exit", 0) in (0, 3)])
    for mistake in MISTAKES:
        checker.refuse(*mistake)
    for problem in checker.problems:
        print(problem)
    print(f"{checker.held - len(checker.problems)} passed, {len(checker.problems)} failed, 0 skipped")
    sys.exit(bool(checker.problems))


if __name__ == "__main__":
    main()
