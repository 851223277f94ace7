#!/usr/bin/env python3
"""Runs the `fos` command as its users do and compares what it prints and returns.

usage: run_cli.py --fos PATH [--record] [NAME...]

Each row of the *.json files beside this script is one command line, run from the top of the source tree:

  name        what it shows
  args        the words after `fos`
  input       what standard input holds; "input_file" names a file
  exit        the exit code, 0 if not said
  out         all of standard output, or "out_file": a file in expected/ that holds it
  out_has     texts that standard output must hold
  out_json    members that the JSON on standard output must have, by JSON Pointer
  err         all of standard error; nothing if neither this nor err_has is said
  err_has     texts that standard error must hold
  needs       "locale": skipped where the build has no ICU

With --record the files in expected/ are written instead of compared: read the difference before keeping it.
What a row cannot say (pipes, full disks, threads) is tested by the functions below the rows.
The last line is "N passed, N failed, N skipped".
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SMALL = "tests/cli/requests/small.json"
REGIMES = ["--regimes", "tests/cli/regimes"]
# The data of this tree; a locale that writes 1,5 must change nothing, so that of the caller stays.
ENVIRONMENT = dict(os.environ, FOS_DATA_DIR="lib/data")


class Runner:
    def __init__(self, fos, record):
        self.fos = os.path.abspath(fos)
        self.record = record
        self.passed = self.failed = self.skipped = 0
        self.has_locale = b"no locales" not in self.run(["quote", SMALL, *REGIMES, "--format", "text", "--locale", "en"]).stderr

    def run(self, args, data=b"", **more):
        more.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([self.fos, *args], cwd=ROOT, env=ENVIRONMENT, input=data, stderr=subprocess.PIPE,
                              timeout=300, check=False, **more)

    def start(self, args, **more):
        return subprocess.Popen([self.fos, *args], cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def tell(self, name, problems):
        if problems:
            self.failed += 1
            print(f"{name}:")
            for problem in problems:
                print(f"  {problem}")
        else:
            self.passed += 1


def at_pointer(document, pointer):
    for step in pointer.split("/")[1:]:
        if isinstance(document, list):
            document = document[int(step)] if int(step) < len(document) else None
        elif isinstance(document, dict):
            document = document.get(step)
        else:
            return None
    return document


def compare_json(out, expected):
    try:
        document = json.loads(out)
    except ValueError as error:
        yield f"standard output is not JSON: {error}"
        return
    for pointer, value in expected.items():
        found = at_pointer(document, pointer)
        if found != value:
            yield f"{pointer}: {found!r}, expected {value!r}"


def compare_text(where, found, expected):
    if found != expected:
        yield f"{where} is"
        yield from (f"  | {line}" for line in found.splitlines())
        yield "expected"
        yield from (f"  | {line}" for line in expected.splitlines())


def compare_file(runner, row, out):
    path = os.path.join(HERE, "expected", row["out_file"])
    if runner.record:
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(out)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            yield from compare_text("standard output", out, file.read())
    except OSError as error:
        yield str(error)


def differences(runner, row):
    data = row.get("input", "").encode()
    if "input_file" in row:
        with open(os.path.join(ROOT, row["input_file"]), "rb") as file:
            data = file.read()
    done = runner.run(row["args"], data)
    out, err = done.stdout.decode(), done.stderr.decode()
    if done.returncode != row.get("exit", 0):
        yield f"exit {done.returncode}, expected {row.get('exit', 0)}"
    if "out_file" in row:
        yield from compare_file(runner, row, out)
    if "out" in row:
        yield from compare_text("standard output", out, row["out"])
    if "out_json" in row:
        yield from compare_json(out, row["out_json"])
    yield from (f"standard output lacks {text!r}" for text in row.get("out_has", []) if text not in out)
    if "err_has" in row:
        yield from (f"standard error lacks {text!r}: {err!r}" for text in row["err_has"] if text not in err)
    else:
        yield from compare_text("standard error", err, row.get("err", ""))
    if row.get("exit", 0) != 0 and err and (not err.startswith("fos: ") or err.count("\n") != 1):
        if not row.get("many_errors"):
            yield "standard error is not one line that begins with fos:"


# --- what rows cannot say ---------------------------------------------------------------------------------------------


def small_line():
    with open(os.path.join(ROOT, SMALL), encoding="utf-8") as file:
        return (json.dumps(json.load(file)) + "\n").encode()


def full_disk(runner):
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        for args in (["quote", SMALL, *REGIMES], ["--help"], ["regimes", "list"],
                     ["quote", "--ndjson", "--jobs", "2", SMALL, *REGIMES]):
            done = runner.run(args, stdout=full)
            if done.returncode != 2 or b"standard output: No space left" not in done.stderr:
                yield f"{args}: exit {done.returncode}, {done.stderr!r}"


def closed_pipe(runner):
    for jobs in ("1", "3"):
        reading, writing = os.pipe()
        os.close(reading)
        done = runner.run(["quote", "--ndjson", "--jobs", jobs, *REGIMES], small_line() * 50, stdout=writing)
        os.close(writing)
        if done.returncode != 2 or b"standard output: Broken pipe" not in done.stderr:
            yield f"--jobs {jobs}: exit {done.returncode}, {done.stderr!r}"


def batch_answers_at_once(runner):
    """Whoever asks line by line gets each answer before asking again."""
    for jobs in ("1", "2"):
        process = runner.start(["quote", "--ndjson", "--jobs", jobs, *REGIMES])
        for _ in range(3):
            process.stdin.write(small_line())
            process.stdin.flush()
            if b'"landed_cost":"201.01"' not in process.stdout.readline():
                yield f"--jobs {jobs}: no answer"
        process.stdin.close()
        if process.wait(timeout=60) != 0 or process.stdout.read() != b"":
            yield f"--jobs {jobs}: exit {process.returncode}"
        process.stdout.close()
        process.stderr.close()


def batch_keeps_order(runner):
    """Long and short lines, good and bad ones: any number of threads gives the same bytes."""
    line = json.loads(small_line())
    lines = []
    for number in range(600):
        if number % 50 == 13:
            lines.append(b'{"date": 7}\n')
        elif number % 50 == 14:
            lines.append(b" \t\r\n")
        else:
            line["consignment"]["items"][1]["quantity"] = str(number % 7 + 1)
            line["x_filling"] = "x" * (number * 37 % 9000)
            lines.append((json.dumps(line) + "\n").encode())
    data = b"".join(lines).rstrip(b"\n")
    first = runner.run(["quote", "--ndjson", *REGIMES], data)
    if first.returncode != 2 or first.stdout.count(b"\n") != 600 - 12 or first.stdout.count(b'{"error"') != 12:
        yield f"exit {first.returncode}, {first.stdout.count(bytes([10]))} lines"
    if b"fos: stdin:14:10: /date: " not in first.stderr:
        yield f"no line 14 in {first.stderr[:200]!r}"
    for jobs in ("2", "5"):
        other = runner.run(["quote", "--ndjson", "--jobs", jobs, *REGIMES], data)
        if (other.returncode, other.stdout, other.stderr) != (first.returncode, first.stdout, first.stderr):
            yield f"--jobs {jobs} differs"


def too_much_input(runner):
    """More than 64 MiB is refused, as a document and as a line; the next line is read again."""
    limit = 64 * 1024 * 1024
    done = runner.run(["quote", *REGIMES], b" " * (limit + 1))
    if done.returncode != 2 or b"64 MiB" not in done.stderr or b'"limit_size"' not in done.stdout:
        yield f"document: exit {done.returncode}, {done.stderr!r}"
    done = runner.run(["quote", "--ndjson", *REGIMES], b"x" * (limit + 70000) + b"\n" + small_line())
    lines = done.stdout.splitlines()
    if done.returncode != 2 or len(lines) != 2 or b'"limit_size"' not in lines[0] or b"201.01" not in lines[1]:
        yield f"line: exit {done.returncode}, {done.stdout[:300]!r}"


def same_bytes(runner):
    for args in (["quote", SMALL], ["compare", SMALL], ["quote", SMALL, "--format", "text"]):
        outs = {runner.run([*args, *REGIMES]).stdout for _ in range(3)}
        if len(outs) != 1:
            yield f"{args} differs from run to run"


def examples_work(runner):
    """Each help ends with an example that works at the top of the source tree."""
    for command in ([], ["quote"], ["compare"], ["regimes"], ["regimes", "list"], ["regimes", "show"], ["regimes", "check"],
                    ["regimes", "dump"], ["schema"]):
        text = runner.run([*command, "--help"]).stdout.decode()
        examples = [line for line in text.splitlines() if line.startswith("Example: fos ")]
        if len(examples) != 1 or max(map(len, text.splitlines())) > 124:
            yield f"{command}: {len(examples)} examples"
            continue
        line = examples[0][len("Example: fos "):]
        done = subprocess.run(f'"{runner.fos}" {line}', shell=True, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=False)
        if done.returncode != 0 or not done.stdout or done.stderr:
            yield f"{line}: exit {done.returncode}, {done.stderr!r}"


def every_schema(runner):
    for name in ("request", "quote", "comparison", "validation", "survey", "regime", "profile"):
        done = runner.run(["schema", name])
        if done.returncode != 0 or "2020-12" not in json.loads(done.stdout).get("$schema", ""):
            yield f"{name}: exit {done.returncode}"


def lists_are_json(runner):
    done = runner.run(["regimes", "list", "--format", "json", *REGIMES])
    regimes = {each["id"]: each for each in json.loads(done.stdout)["regimes"]}
    mine = regimes.get("CH", {})
    if mine.get("origin") != "tests/cli/regimes/ch.json" or mine.get("currency") != "CHF" or "EU" not in regimes:
        yield f"{sorted(regimes)}: {mine}"


def directory_of_rules(runner):
    """All files of a directory are checked in order of name; other files are left alone."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(ROOT, "tests/cli/regimes/ch.json"), "rb") as file:
            good = file.read()
        for name, content in (("b.json", good), ("a.json", b"{}"), ("notes.txt", b"nothing")):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        done = runner.run(["regimes", "check", "--regimes", folder])
        lines = done.stdout.decode().splitlines()
        if done.returncode != 1 or not lines[0].startswith(f"{folder}/a.json:1:1: error: ") or "notes" in done.stdout.decode():
            yield f"exit {done.returncode}, {lines}"
        if not lines[-1].startswith("2 regimes checked: "):
            yield lines[-1]


def imports_round_trip(runner):
    """Each form of file becomes a tariff that can be looked up; what is left out is in the report, line by line."""
    folder = "tests/cases/imports"
    with tempfile.TemporaryDirectory() as into:
        out, report = os.path.join(into, "t.tariff"), os.path.join(into, "report")
        for form, name, more, left_out, code, origin, wanted in (
                ("uk-csv", "uk.csv", ["--groups", f"{folder}/groups.csv"], 4, "6109100010", "BD", b"9.60%"),
                ("us-hts-json", "hts.json", [], 3, "0101300010", "MX", b"Free"),
                ("us-hts-csv", "hts.csv", [], 2, "0101300010", "RU", b"15%"),
                ("mfn-csv", "mfn.csv", ["--id", "NZ", "--currency", "NZD"], 3, "610910", "CN", b"10")):
            done = runner.run(["tariff", "import", "--from", form, f"{folder}/{name}", "-o", out, "--report", report, *more])
            if done.returncode != 0 or done.stdout:
                yield f"{form}: exit {done.returncode}, {done.stderr!r}"
                continue
            with open(report, encoding="utf-8") as file:
                lines = file.read().splitlines()
            if len(lines) != left_out or not all(line.startswith(f"{folder}/{name}:") for line in lines):
                yield f"{form}: report {lines}"
            found = runner.run(["tariff", "lookup", code, "--tariff", out, "--origin", origin, "--date", "2026-11-23"])
            if found.returncode != 0 or wanted not in found.stdout:
                yield f"{form}: {found.stdout!r}"


SPECIAL = [imports_round_trip, full_disk, closed_pipe, batch_answers_at_once, batch_keeps_order, too_much_input, same_bytes, examples_work,
           every_schema, lists_are_json, directory_of_rules]


def main():
    parser = argparse.ArgumentParser(description="tests of the fos command")
    parser.add_argument("--fos", required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    runner = Runner(options.fos, options.record)
    rows = []
    for name in sorted(os.listdir(HERE)):
        if name.endswith(".json"):
            with open(os.path.join(HERE, name), encoding="utf-8") as file:
                rows += [dict(row, name=f"{name[:-5]}: {row['name']}") for row in json.load(file)]
    for row in rows:
        if options.names and row["name"] not in options.names:
            continue
        if row.get("needs") == "locale" and not runner.has_locale:
            runner.skipped += 1
            continue
        runner.tell(row["name"], list(differences(runner, row)))
    for special in SPECIAL:
        name = special.__name__.replace("_", " ")
        if not options.names or name in options.names:
            runner.tell(name, list(special(runner)))
    print(f"{runner.passed} passed, {runner.failed} failed, {runner.skipped} skipped")
    sys.exit(runner.failed != 0)


if __name__ == "__main__":
    main()
