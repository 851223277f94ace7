#!/usr/bin/env python3
"""Profiles against requests: what each of them says of complete ones and of ones with gaps, and filings that are really made.

usage: run_profiles.py --fos PATH [--record] [PROFILE...]

tests/cases/profiles/cases/PROFILE.json holds {"from", "change", "cases"}: a request of tests/cases/profiles, changes to it by
JSON Pointer (null takes away; the last step "-" adds to a list) that make it a request for that filing, and cases, each with
"name", further "change", perhaps "date", and what must come out: "state", "otherwise", and "findings", every one as
"SEVERITY KIND RULE POINTER". With --record the last three are written instead: read the difference before keeping it.

fits.json names a filing, an order and changes to it that make a text outside of the filing's letters or lengths: fos convert
--fit PROFILE must make it ready, with exactly these "texts".

filings.json names orders and, for each filing that they are ready for, the format in which it is lodged: the document must be
written, be valid where xmllint and a schema are at hand, and say enough to be ready when it is read back. "beside" names what is
no part of that message, and comes from the order again: the goods of a payment, the rates of a limit in another currency.
"""

import argparse
import copy
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "tests", "cases", "profiles")
sys.path.insert(0, os.path.join(ROOT, "tests", "convert"))

from xmllint import invalid  # noqa: E402 (the path comes first)

OUTCOME = ("state", "otherwise", "findings")


def read(*path):
    with open(os.path.join(HERE, *path), encoding="utf-8") as file:
        return json.load(file)


def changed(request, changes):
    request = copy.deepcopy(request)
    for pointer, value in changes.items():
        *way, last = pointer.split("/")[1:]
        holder = request
        for step in way:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        if isinstance(holder, list) and last == "-":
            holder.append(value)
        elif isinstance(holder, list):
            holder[int(last)] = value
        elif value is None:
            holder.pop(last, None)
        else:
            holder[last] = value
    return request


class Runner:
    def __init__(self, fos, record):
        self.fos, self.record, self.passed, self.failed, self.skipped = os.path.abspath(fos), record, 0, 0, 0

    def run(self, args, data):
        return subprocess.run([self.fos, *args], input=data, capture_output=True, cwd=ROOT, check=False, timeout=60,
                              env=dict(os.environ, FOS_DATA_DIR="lib/data"))

    def tell(self, name, problems):
        self.failed += bool(problems)
        self.passed += not problems
        for problem in problems:
            print(f"{name}: {problem}")

    def validate(self, profile, request, *args):
        done = self.run(["validate", "--profile", profile, *args], json.dumps(request).encode())
        return json.loads(done.stdout) if done.returncode in (0, 1) else {"state": done.stderr.decode().strip()}


# ---- cases ----

def outcome_of(validation):
    found = [f'{each["severity"]} {each["kind"]} {each["rule"]} {each.get("pointer", "")}' for each in validation.get("findings", [])]
    return {"state": validation.get("state"), "otherwise": validation.get("otherwise"), "findings": found}


def run_case(runner, profile, request, case):
    args = ["--date", case["date"]] if "date" in case else []
    got = outcome_of(runner.validate(profile, changed(request, case.get("change", {})), *args))
    if runner.record:
        for key in OUTCOME:
            case.pop(key, None)
        case.update({key: got[key] for key in OUTCOME if got[key] is not None})
    problems = [f"{key} is {got[key]!r}, expected {case.get(key)!r}" for key in OUTCOME[:2] if got[key] != case.get(key)]
    problems += [f"told, and not expected: {each}" for each in got["findings"] if each not in case["findings"]]
    problems += [f"expected, and not told: {each}" for each in case["findings"] if each not in got["findings"]]
    if not problems and got["findings"] != case["findings"]:
        problems = ["the findings stand in another order"]
    runner.tell(f"{profile}: {case['name']}", problems)


def run_profile(runner, profile):
    path = os.path.join(HERE, "cases", profile + ".json")
    file = read("cases", profile + ".json")
    request = changed(read(file["from"]), file.get("change", {}))
    for case in file["cases"]:
        run_case(runner, profile, request, case)
    states = {case["state"] for case in file["cases"]}
    if not {"ready", "incomplete"} <= states:
        runner.tell(profile, [f"a profile has a case that is ready and one that is not; these are {sorted(states)}"])
    if runner.record:
        with open(path, "w", encoding="utf-8") as out:
            json.dump(file, out, ensure_ascii=False, indent=2)
            out.write("\n")


# ---- filings ----

def make_filing(runner, request, filing):
    profile, target = filing["profile"], filing["format"]
    made = runner.run(["convert", "--from", "json", "--to", target, "--report", "json"], json.dumps(request).encode())
    if made.returncode != 0:
        return [f"not written, exit {made.returncode}: {made.stderr.decode()[:300]}"]
    problems = invalid(target, made.stdout) if made.stdout.startswith(b"<?xml") else []
    if filing.get("printed"):
        return problems
    back = runner.run(["convert", "--from", target, "--to", "json", "--date", request["date"]], made.stdout)
    if back.returncode != 0:
        return problems + [f"not read back, exit {back.returncode}: {back.stderr.decode()[:300]}"]
    again = json.loads(back.stdout)
    for pointer in filing.get("beside", []):
        value = request
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        again = changed(again, {pointer: value})
    outcome = outcome_of(runner.validate(profile, again))
    if outcome["state"] != "ready":
        problems.append(f"read back it is {outcome['state']}: {[each for each in outcome['findings'] if each.startswith('error')]}")
    return problems


def run_filings(runner):
    for order in read("filings.json"):
        request = changed(read(order["order"]), order.get("change", {}))
        survey = runner.validate("all", request)
        ready = [each["profile"] for each in survey["profiles"] if each["state"] == "ready"]
        wanted = sorted({each["profile"] for each in order["filings"]} | set(order.get("ready_too", [])))
        runner.tell(order["name"], [] if ready == wanted else [f"ready for {ready}, expected {wanted}"])
        for filing in order["filings"]:
            runner.tell(f"{order['name']} as {filing['format']}", make_filing(runner, request, filing))


# ---- fits ----

def at(document, pointer):
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def run_fit(runner, case):
    request = changed(read(case["order"]), case["change"])
    name = f"fit for {case['profile']}: {case['name']}"
    before = outcome_of(runner.validate(case["profile"], request))
    made = runner.run(["convert", "--from", "json", "--to", "json", "--fit", case["profile"]], json.dumps(request).encode())
    if made.returncode != 0:
        if b"made without ICU" in made.stderr:
            runner.skipped += 1
            return
        runner.tell(name, [f"exit {made.returncode}: {made.stderr.decode()[:300]}"])
        return
    fitted = json.loads(made.stdout)
    after = outcome_of(runner.validate(case["profile"], fitted))
    problems = [] if before["state"] == "incomplete" else [f"it was {before['state']} before"]
    problems += [] if after["state"] == "ready" else [f"then it is {after['state']}: {after['findings']}"]
    problems += [f"{pointer} is {at(fitted, pointer)!r}, expected {text!r}"
                 for pointer, text in case["texts"].items() if at(fitted, pointer) != text]
    told = made.stderr.decode()
    problems += [f"{pointer} was changed and not told" for pointer in case["texts"] if pointer + ":" not in told]
    runner.tell(name, problems)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("profiles", nargs="*")
    options = parser.parse_args()
    runner = Runner(options.fos, options.record)
    known = sorted(name[:-5] for name in os.listdir(os.path.join(ROOT, "lib", "data", "profiles")))
    for profile in options.profiles or known:
        run_profile(runner, profile)
    if not options.profiles:
        run_filings(runner)
        for case in read("fits.json"):
            run_fit(runner, case)
    print(f"{runner.passed} passed, {runner.failed} failed, {runner.skipped} skipped")
    sys.exit(runner.failed != 0)


if __name__ == "__main__":
    main()
