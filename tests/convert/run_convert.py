#!/usr/bin/env python3
"""Runs `fos convert` over cases that are data, over the largest request, and over documents that mean harm.

usage: run_convert.py --fos PATH [--record] [NAME...]

A case is a folder of tests/cases/convert: `case.json` holds {"from", "to", "args", "exit"}; `input.*` is read, `expected.*` is
what must be written, byte for byte, and `report.txt` what must be told on standard error. With --record the last two are
written instead: read the difference before keeping it. Every XML that is written must be well-formed, and valid where
FOS_TEST_WCO, or ../shared/external/hmrc-wco beside the source tree, has the schemas of the declaration.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys

from xmllint import invalid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CASES = os.path.join(ROOT, "tests", "cases", "convert")
DECLARATION = '<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">'


class Runner:
    def __init__(self, fos, record):
        self.fos, self.record = os.path.abspath(fos), record
        self.passed = self.failed = self.skipped = 0
        listed = self.run(["convert", "--list"], b"").stdout.decode()
        self.formats = {line.split()[0]: line.split()[1] for line in listed.splitlines()}

    def run(self, args, data):
        return subprocess.run([self.fos, *args], input=data, capture_output=True, cwd=ROOT, check=False, timeout=300,
                              env=dict(os.environ, FOS_DATA_DIR="lib/data"))

    def convert(self, source, target, data, *args):
        return self.run(["convert", "--from", source, "--to", target, *args], data)

    def can(self, name, direction):
        return self.formats.get(name) in ("both", direction)

    def tell(self, name, problems):
        self.failed += bool(problems)
        self.passed += not problems
        for problem in problems[:10]:
            print(f"{name}: {problem}")
        if len(problems) > 10:
            print(f"{name}: and {len(problems) - 10} more")


# ---- cases ----

def only(folder, pattern):
    found = glob.glob(os.path.join(folder, pattern))
    return found[0] if found else None


def read(path):
    with open(path, "rb") as file:
        return file.read()


def compare(path, got, record):
    if record:
        if got:
            with open(path, "wb") as file:
                file.write(got)
        elif os.path.exists(path):
            os.remove(path)
        return []
    want = read(path) if os.path.exists(path) else b""
    if got == want:
        return []
    lines = list(zip(got.decode().splitlines() + [""], want.decode().splitlines() + [""]))
    line = next((i for i, (a, b) in enumerate(lines) if a != b), len(lines) - 1)
    return [f"{os.path.basename(path)}:{line + 1}: got {lines[line][0]!r}, expected {lines[line][1]!r}"]


def run_case(runner, folder):
    case = json.loads(read(os.path.join(folder, "case.json")))
    if not runner.can(case["from"], "from"):
        runner.skipped += 1
        return
    run = runner.convert(case["from"], case["to"], read(only(folder, "input.*")), *case.get("args", []))
    problems = [] if run.returncode == case.get("exit", 0) else [f"exit {run.returncode}: {run.stderr.decode()[-300:]}"]
    expected = os.path.join(folder, "expected." + case.get("suffix", "xml"))
    problems += compare(expected, run.stdout, runner.record)
    problems += compare(os.path.join(folder, "report.txt"), run.stderr, runner.record)
    if run.stdout.startswith(b"<?xml"):
        problems += invalid(case["to"], run.stdout)
    runner.tell(os.path.basename(folder), problems)


# ---- the largest request there and back ----

def place(document, pointer):
    """The container and key of a JSON Pointer."""
    steps = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    for step in steps[:-1]:
        document = document[step]
    return document, steps[-1]


def fitted(value, expected):
    """A value that fits what a finding expected."""
    digits = re.sub(r"\D", "", value) or "1"
    size = int((re.search(r"\d+", expected) or ["9"])[0])
    if "CNY" in expected:
        return "CNY"
    if "letters" in expected:
        return "A" * size
    if "whole number" in expected or "digits" in expected:
        return digits[:size] if "after the point" not in expected else digits[:4]
    return (digits[::-1] + "x" * size)[:size]


def fit(runner, target, request):
    """The request with every value cut to what the format takes, by its own findings."""
    for _ in range(3):
        run = runner.convert("json", target, json.dumps(request).encode(), "--report", "json")
        if run.returncode != 1:
            return request, run
        for finding in json.loads(run.stderr)["findings"]:
            if finding["severity"] == "error":
                holder, key = place(request, finding["pointer"])
                holder[key] = fitted(str(holder[key]), finding["text"].rpartition("expected ")[2])
    return request, run


def leaves_of(value, pointer=""):
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves_of(member, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from leaves_of(member, f"{pointer}/{index}")
    else:
        yield pointer, value


def one_of_each(value):
    """With one entry in each list, so that a report holds all findings."""
    if isinstance(value, dict):
        return {key: one_of_each(member) for key, member in value.items()}
    return [one_of_each(value[0])] if isinstance(value, list) and value else value


def check_largest(runner, name):
    request = one_of_each(json.loads(read(os.path.join(ROOT, "tests", "fuzz", "corpus", "request", "largest.json"))))
    request["consignment"]["declaration"]["function"] = "9"
    request["consignment"]["transport"]["container_code"] = "1"
    if name == "itmatt" or name.startswith("ceb"):
        request = json.loads(json.dumps(request).replace('"EUR"', '"CNY"'))
        for role in ("exporter", "submitter", "payer", "redeliverer", "fulfilment_operator"):
            del request["consignment"][role]  # the report would not hold them all
        del request["consignment"]["items"][0]["parties"]
    request, there = fit(runner, name, request)
    if there.returncode != 0:
        return [f"written: exit {there.returncode}: {there.stderr.decode()[-300:]}"]
    told = [finding.get("pointer", "") for finding in json.loads(there.stderr)["findings"]]
    problems = invalid(name, there.stdout) if there.stdout.startswith(b"<?xml") else []
    back = runner.convert(name, "json", there.stdout, "--report", "json")
    if back.returncode != 0:
        return problems + [f"read: exit {back.returncode}: {back.stderr.decode()[-300:]}"]
    after = dict(leaves_of(json.loads(back.stdout)))
    for pointer, value in leaves_of(request):
        is_told = any(pointer == each or pointer.startswith(each + "/") for each in told if each)
        if not is_told and after.get(pointer) != value and not same_number(after.get(pointer), value):
            problems.append(f"{pointer}: {value!r} came back as {after.get(pointer)!r}, and nobody said so")
    again = runner.convert("json", name, back.stdout) if "date" in json.loads(back.stdout) else None
    if again is not None and again.stdout != there.stdout:
        problems.append("what was read and written again is not the same document")
    return problems


def same_number(a, b):
    try:
        return a is not None and float(a) == float(b)
    except (TypeError, ValueError):
        return False


# ---- harm ----

def declaration(inside, head=""):
    return f'<?xml version="1.0"?>{head}{DECLARATION}{inside}</Declaration>'.encode()


HOSTILE = [
    ("entities", "wco-xml", declaration("<ID>&a;</ID>", '<!DOCTYPE D [<!ENTITY a "x">]>'), "document type declaration"),
    ("entity expansion", "wco-xml", declaration("<ID>&c;</ID>", '<!DOCTYPE D [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">'
                                                '<!ENTITY c "&b;&b;">]>'), "document type declaration"),
    ("external entity", "wco-xml", declaration("<ID>&a;</ID>", '<!DOCTYPE D [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
     "document type declaration"),
    ("external subset", "wco-xml", declaration("", '<!DOCTYPE D SYSTEM "http://example.org/d.dtd">'), "document type declaration"),
    ("undeclared entity", "wco-xml", declaration("<ID>&nbsp;</ID>"), "not well-formed XML"),
    ("depth", "wco-xml", b"<a>" * 100000, "nested deeper than 64 levels"),
    ("attributes", "wco-xml", declaration("<ID " + " ".join(f'a{i}=""' for i in range(1000)) + "/>"), "more than 64 attributes"),
    ("a huge attribute", "wco-xml", declaration(f'<ID a="{"x" * 100000}">1</ID>'), "tag of more than 16384 bytes"),
    ("a huge text", "wco-xml", declaration(f'<ID>{"x" * 100000}</ID>'), "text of more than 65536 bytes"),
    ("entries", "wco-xml", declaration("<AdditionalDocument><ID>1</ID></AdditionalDocument>" * 10001), "limit for entries"),
    ("truncated", "wco-xml", declaration("<ID>1</ID>")[:-20], "not well-formed XML"),
    ("truncated in a tag", "wco-xml", declaration("<ID>1</ID>")[:-3], "not well-formed XML"),
    ("no end tag", "wco-xml", declaration("<ID>1</AD>"), "not well-formed XML"),
    ("undeclared prefix", "wco-xml", declaration("<x:ID>1</x:ID>"), "not well-formed XML"),
    ("nothing", "wco-xml", b"", "not well-formed XML"),
    ("no XML", "wco-xml", b"{}", "not well-formed XML"),
    ("another document", "wco-xml", b"<html/>", "no element MetaData"),
    ("two declarations", "wco-xml", b"<a>" + declaration("<ID>1</ID>")[21:] * 2 + b"</a>", "second message"),
    ("twice", "wco-xml", declaration("<ID>1</ID><ID>2</ID>"), "stands twice"),
    ("UTF-16", "wco-xml", "<a/>".encode("utf-16"), "not UTF-8"),
    ("another encoding", "wco-xml", b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>', "the encoding"),
    ("not UTF-8", "wco-xml", declaration("<ID>1</ID>").replace(b"1<", b"\xff<"), "not UTF-8"),
    ("a NUL", "wco-xml", declaration("<ID>\0</ID>"), "NUL"),
    ("digits", "wco-xml", declaration(f"<TotalGrossMassMeasure>{'1' * 40}</TotalGrossMassMeasure>"), "digits"),
    ("no number", "wco-xml", declaration("<TotalGrossMassMeasure>1e400</TotalGrossMassMeasure>"), "1e400"),
    ("an unknown column", "csv", b"date,item.descripton\n", 'did you mean description'),
    ("a column of items", "csv", b"consignment.items.1.number\n", "expected item. for the lines"),
    ("a list without a number", "csv", b"item.measures.unit\n", "number of an entry"),
    ("an object as a value", "csv", b"item.amount\n", "expected a member behind amount"),
    ("more than a value", "csv", b"item.number.x\n", "expected no more than number"),
    ("open quotes", "csv", b'date\n"2026-11-23\n', "closed"),
    ("a quote inside", "csv", b'date\n2026"11\n', "a quote inside"),
    ("behind quotes", "csv", b'date\n"2026"x\n', "after a closing quote"),
    ("open quotes", "csv", b'date\n"2026\n', "the quotes that open here are not closed"),
    ("too few cells", "csv", b"date,item.number\n2026-11-23\n", "too few cells"),
    ("too many cells", "csv", b"date\n2026-11-23,1\n", "more cells than columns"),
    ("two dates", "csv", b"date,item.number\n2026-11-23,1\n2026-11-24,2\n", "expected what the rows before say"),
    ("no header", "csv", b"\n\n", "there is no header"),
    ("a wrong value", "csv", b"item.number,item.amount.amount,item.amount.currency\n1,2,EUR\n2,x,EUR\n", "stdin:3:3: /consignment/items/1/amount/amount"),
    ("columns", "csv", b",".join(b"item.goods_classes.%d" % (i + 1) for i in range(5000)), "more than 4096 fields"),
    ("rows", "csv", b"item.number\n" + b"\n".join(b"%d" % (i + 1) for i in range(10001)), "more rows"),
    ("a huge cell", "csv", b"item.description\n" + b"x" * 100000, "cell of more than 65536 bytes"),
    ("no interchange", "itmatt", b"", "there is no message"),
    ("no tag", "itmatt", b"unb+1'", "segment 1 (): expected a tag"),
    ("behind a tag", "itmatt", b"UNBX'", "segment 1 (UNB)"),
    ("open segment", "itmatt", b"UNB+UNOW:4", "the document ends inside it"),
    ("released end", "itmatt", b"UNB+a?", "release character at the end"),
    ("two meanings", "itmatt", b"UNA++.? '", "two meanings"),
    ("another message", "itmatt", b"UNB+UNOW:4'UNH+1+CUSDEC:D:00A:UN'", "segment 2 (UNH): expected a message ITMATT"),
    ("outside", "itmatt", b"UNB+UNOW:4'BGM+1'", "outside of a message"),
    ("count", "itmatt", b"UNB+UNOW:4'UNH+1+ITMATT'UNT+3+1'UNZ+1+1'", "another number of segments"),
    ("not whole", "itmatt", b"UNB+UNOW:4'UNH+1+ITMATT'UNT+2+1'", "not whole"),
    ("elements", "itmatt", b"UNB" + b"+" * 200 + b"'", "more than 99"),
    ("values", "itmatt", b"UNB" + b"+a:b" * 40 + b"'", "more than 64 values"),
    ("a huge text", "itmatt", b"UNB+" + b"x" * 5000 + b"'", "text of more than 4096 bytes"),
    ("twice", "itmatt", b"UNB+1'UNH+1+ITMATT'LOC+28+GB'LOC+28+GB'", "said before"),
    ("a wrong unit", "itmatt", b"UNB+1'UNH+1+ITMATT'MEA+WT+AAD+LBR:1'", "expected the unit KGM"),
    ("items", "itmatt", b"UNB+1'UNH+1+ITMATT'" + b"GID+1'" * 10001, "more items"),
    ("another message", "ceb311", b'<ceb:CEB621Message xmlns:ceb="http://www.chinaport.gov.cn/ceb"/>', "no element CEB311Message"),
    ("another namespace", "ceb311", b"<CEB311Message/>", "no element CEB311Message"),
    ("a price in words", "ceb311", b'<c:CEB311Message xmlns:c="http://www.chinaport.gov.cn/ceb"><c:Order><c:OrderHead>'
     b"<c:freight>dear</c:freight></c:OrderHead></c:Order></c:CEB311Message>", "dear"),
    ("prices in dollars", "ceb311", b'<c:CEB311Message xmlns:c="http://www.chinaport.gov.cn/ceb"><c:Order><c:OrderHead>'
     b"<c:freight>1</c:freight><c:currency>502</c:currency></c:OrderHead></c:Order></c:CEB311Message>", 'currency is "502", expected 142'),
    ("an export", "ceb621", b'<c:CEB621Message xmlns:c="http://www.chinaport.gov.cn/ceb"><c:Inventory><c:InventoryHead>'
     b"<c:ieFlag>E</c:ieFlag></c:InventoryHead></c:Inventory></c:CEB621Message>", 'ieFlag is "E", expected I'),
    ("no currency", "wco-xml", declaration("<InvoiceAmount>1</InvoiceAmount>"), "currency"),
]


def check_hostile(runner, source, document, message):
    run = runner.convert(source, "json", document)
    problems = [] if run.returncode == 2 else [f"exit {run.returncode}"]
    told = run.stderr.decode()
    if message not in told or told.count("\n") < 1:
        problems.append(f"said {told[-300:]!r}, expected {message!r}")
    return problems + (["wrote something"] if run.stdout else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    runner = Runner(options.fos, options.record)
    for folder in sorted(glob.glob(os.path.join(CASES, "*", ""))):
        folder = folder.rstrip("/")
        if not options.names or os.path.basename(folder) in options.names:
            run_case(runner, folder)
    if options.names or options.record:
        return runner
    for name, direction in runner.formats.items():
        if direction == "both":
            runner.tell(f"largest request, {name}", check_largest(runner, name))
    for name, source, document, message in HOSTILE:
        if runner.can(source, "from"):
            runner.tell(f"{source}, {name}", check_hostile(runner, source, document, message))
        else:
            runner.skipped += 1
    return runner


if __name__ == "__main__":
    RUNNER = main()
    print(f"{RUNNER.passed} passed, {RUNNER.failed} failed, {RUNNER.skipped} skipped")
    sys.exit(RUNNER.failed > 0 or RUNNER.passed == 0)
