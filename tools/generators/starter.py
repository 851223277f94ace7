#!/usr/bin/env python3
"""Starter tariffs: makes them from national tariff lines, checks them, counts them.

usage: starter.py make --list LIST --head FILE LINES... OUTPUT
       starter.py compare --peer NAME [--current] LINES FILE
       starter.py check --list LIST [--fos PATH] [--doc GUIDE] [--peers PEERS] FILE...
       starter.py table FILE...

LIST (lib/data/tariffs/parcels.txt) has the HS subheadings that every starter speaks of: six digits, a space, words. LINES is a
CSV of one territory's tariff, read by somebody in its schedule: code,rate,source,confidence,seen,note,description; of each
subheading all of its lines. Of several, a subheading is taken from the first that has it. `make` writes a row for a subheading
whose lines share one rate, and rows of longer codes, each with its own rate, where they do not: nothing is averaged or picked.
Where lines stand together, the least sure of them lends its source, confidence and note. Subheadings without lines are told in
"# absent". The head (lines that begin with # and say what the tariff is) is that of FILE.

`compare` holds the secondary rows of FILE against a second list, made independently of the first: a row is confirmed, and names
the list, where all lines of the list below its code have its rate; else its note tells what the list has. With `--current` the
list shows the schedule of the data version, and confirms unverified rows too. `check` asks of each starter what the tests ask.
PEERS is a CSV (tariff,code,rate,peer) of rates out of second lists: a starter has the same, or its note tells the other. `table`
prints the counts that GUIDE shows.
"""

import argparse
import csv
import io
import json
import re
import subprocess
import sys

COLUMNS = ["code", "description", "kind", "rate", "source", "confidence", "x_seen", "x_lines", "x_peer", "x_note"]
LENGTHS = (6, 8, 9, 10)
CONFIDENCES = ("confirmed", "secondary", "unverified")
LEAST = 120  # subheadings that a starter has at least


def read_list(path):
    words = {}
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = re.fullmatch(r"(\d{6}) (\S.*)\n", line)
            if match is None:
                sys.exit(f"{path}:{number}: expected six digits, a space and words")
            if words and match[1] <= max(words):
                sys.exit(f"{path}:{number}: {match[1]} is not after the code before it")
            words[match[1]] = match[2]
    return words


# ---- making ----


def read_lines(path):
    """The lines of each subheading, by code."""
    lines = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            subheading = lines.setdefault(row["code"][:6], {})
            if row["code"] in subheading:
                sys.exit(f"{path}: {row['code']} stands twice")
            subheading[row["code"]] = row
    return lines


def divide(lines, codes, depth):
    """The shortest codes below which all lines share a rate: pairs of a code and the lines that it stands for."""
    if len({lines[code]["rate"] for code in codes}) == 1:
        yield codes[0][: LENGTHS[depth]] if len(codes) > 1 or depth == 0 else codes[0], codes
        return
    groups = {}
    for code in codes:
        groups.setdefault(code[: LENGTHS[depth + 1]], []).append(code)
    for group in groups.values():
        yield from divide(lines, group, depth + 1)


def row_of(code, lines, codes, words):
    weakest = max((lines[c] for c in codes), key=lambda line: CONFIDENCES.index(line["confidence"]))
    return [code, words or lines[codes[0]].get("description", ""), "mfn", weakest["rate"], weakest["source"], weakest["confidence"],
            min(lines[c]["seen"] for c in codes), len(codes), "", weakest["note"]]


def rows_of(subheading, words, lines):
    parts = list(divide(lines, sorted(lines), 0))
    if len(parts) == 1:
        return [row_of(subheading, lines, parts[0][1], words)]
    return [[subheading, words] + [""] * 8] + [row_of(code, lines, codes, "") for code, codes in parts]


def make(options):
    words, lines = read_list(options.list), {}
    for path in options.files[:-1]:
        lines = read_lines(path) | lines
    with open(options.head, encoding="utf-8") as file:
        head = [line for line in file if line.startswith("#") and not line.startswith("# absent")]
    absent = [code for code in words if code not in lines]
    out = io.StringIO()
    out.write("".join(head))
    if absent:
        out.write(f"# absent {' '.join(absent)}\n")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for code, text in words.items():
        table.writerows(rows_of(code, text, lines[code]) if code in lines else [])
    with open(options.files[-1], "w", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())


# ---- reading ----


def read_text(path):
    """The lines of a starter, and how many of them are its head."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read().splitlines(keepends=True)
    return text, next(n for n, line in enumerate(text) if not line.startswith("#"))


def read_starter(path):
    """What a starter says of itself, its absent subheadings, and its rows with their line numbers."""
    text, count = read_text(path)
    head = dict(row[:2] for row in csv.reader(line[1:] for line in text[:count] if line[1] != " "))
    absent = [line.split()[2:] for line in text[:count] if line.startswith("# absent ")]
    reader = csv.DictReader(text[count:])
    return head, absent[0] if absent else [], [(count + reader.line_num, row) for row in reader]


# ---- comparing ----


def rates_below(code, peers):
    """The rates that a second list has at and below a code."""
    return {rate for other, rate in peers.items() if other.startswith(code)}


def compare_row(row, peers, name, open_to):
    if row["kind"] == "" or row["confidence"] not in open_to:
        return
    rates = rates_below(row["code"], peers)
    if rates == {row["rate"]}:
        if row["confidence"] == "unverified":
            row["x_note"] = ""
        row["confidence"], row["x_peer"] = "confirmed", name
    elif rates and name not in row["x_note"]:
        row["x_note"] = "; ".join(filter(None, (row["x_note"], f"{name} has {', '.join(sorted(rates))}")))


def compare(options):
    with open(options.files[0], encoding="utf-8", newline="") as file:
        peers = {row["code"]: row["rate"] for row in csv.DictReader(file)}
    text, count = read_text(options.files[1])
    rows = [row for _, row in read_starter(options.files[1])[2]]
    for row in rows:
        compare_row(row, peers, options.peer, ("secondary", "unverified") if options.current else ("secondary",))
    with open(options.files[1], "w", encoding="utf-8", newline="") as file:
        file.write("".join(text[:count]))
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n", restval="")
        table.writeheader()
        table.writerows(rows)


# ---- checking ----


def chapter_is_known(code):
    return 1 <= int(code[:2]) <= 97 and code[:2] != "77"


def faults_of_row(row, before):
    if row["code"] <= before:
        yield f"{row['code']} is not after {before}"
    if not re.fullmatch(r"\d{6}(\d\d|\d\d\d|\d\d\d\d)?", row["code"]) or not chapter_is_known(row["code"]):
        yield f"{row['code']} is no code of the Harmonized System"
    if row["kind"] == "":
        return
    if row["kind"] != "mfn":
        yield f"{row['code']}: a starter has third-country rates alone, not {row['kind']}"
    if row["confidence"] not in CONFIDENCES:
        yield f"{row['code']}: confidence {row['confidence']!r}"
    if row["source"] == "" or not re.fullmatch(r"20\d\d-\d\d-\d\d", row["x_seen"]):
        yield f"{row['code']}: no source, or not the day of its text"
    if row["confidence"] == "unverified" and row["x_note"] == "":
        yield f"{row['code']}: unverified without a reason"
    if (row["confidence"] == "confirmed") != bool(row.get("x_peer")):
        yield f"{row['code']}: confirmed by no second list, or by one and not confirmed"


def faults_of_rates(rows, fos):
    """Rates that the tool does not read as a rate, save lines of words, whose note says so."""
    words = {row["rate"] for _, row in rows if row["x_note"].startswith("words:")}
    for rate in sorted({row["rate"] for _, row in rows if row["kind"]}):
        run = subprocess.run([fos, "tariff", "explain", rate, "--format", "json"], capture_output=True, text=True)
        if run.returncode != 0:
            yield f"{rate}: {run.stderr.strip()}"
        elif json.loads(run.stdout)["words"].startswith("words") != (rate in words):
            yield f"{rate}: {'a rate' if rate in words else 'words'}, against its note"


def faults_of(path, words, fos):
    head, absent, rows = read_starter(path)
    for key in ("tariff", "currency", "version", "source", "starter"):
        if not head.get(key):
            yield f"{path}:1: #{key} is missing"
    before, present = "", set()
    for line, row in rows:
        yield from (f"{path}:{line}: {fault}" for fault in faults_of_row(row, before))
        before = row["code"]
        present.add(before[:6])
        if len(before) == 6 and row["description"] != words.get(before):
            yield f"{path}:{line}: {before} is described otherwise than in the list"
    divided = {row["code"][:6] for _, row in rows if len(row["code"]) > 6}
    for line, row in rows:
        if len(row["code"]) == 6 and (row["kind"] == "") != (row["code"] in divided):
            yield f"{path}:{line}: {row['code']} has a rate, or longer codes with rates: one of them"
    for code in sorted(set(words) ^ (present | set(absent))):
        yield f"{path}:1: {code} is {'neither here nor absent' if code in words else 'not of the list'}"
    for code in sorted(present & set(absent)):
        yield f"{path}:1: {code} is here and absent"
    if len(present) < LEAST:
        yield f"{path}:1: {len(present)} subheadings, not {LEAST}"
    if fos:
        yield from (f"{path}: {fault}" for fault in faults_of_rates(rows, fos))


def faults_of_peers(path, files):
    """Rates of second lists that a starter neither has nor tells in its note."""
    measures = {}
    for file in files:
        head, _, rows = read_starter(file)
        measures[head["tariff"]] = [row for _, row in rows if row["kind"]]
    with open(path, encoding="utf-8", newline="") as file:
        for peer in csv.DictReader(file):
            found = [row for row in measures.get(peer["tariff"], []) if peer["code"].startswith(row["code"])]
            if not found:
                yield f"{path}: {peer['tariff']} has no rate for {peer['code']}"
            elif found[-1]["rate"] != peer["rate"] and peer["rate"] not in found[-1]["x_note"]:
                yield f"{path}: {peer['tariff']} {peer['code']}: {found[-1]['rate']}, {peer['peer']}: {peer['rate']}"


# ---- counting ----


def counts_of(files):
    lines = ["| tariff | subheadings | of them divided | absent | rows | " + " | ".join(CONFIDENCES) + " |"]
    lines.append("| --- " * (5 + len(CONFIDENCES)) + "|")
    for path in files:
        head, absent, rows = read_starter(path)
        measures = [row for _, row in rows if row["kind"]]
        divided = {row["code"][:6] for row in measures if len(row["code"]) > 6}
        counts = [sum(row["confidence"] == one for row in measures) for one in CONFIDENCES]
        numbers = [len({row["code"][:6] for row in measures}), len(divided), len(absent), len(measures)] + counts
        lines.append(f"| {head['tariff']} | " + " | ".join(map(str, numbers)) + " |")
    return "\n".join(lines) + "\n"


def table(options):
    print(counts_of(options.files), end="")


# ---- checking all ----


def faults_of_doc(path, files):
    with open(path, encoding="utf-8") as file:
        if counts_of(files) not in file.read():
            yield f"{path}: its counts are not those of the starters; starter.py table prints them"


def check(options):
    words = read_list(options.list)
    faults = [fault for path in options.files for fault in faults_of(path, words, options.fos)]
    faults += faults_of_doc(options.doc, options.files) if options.doc else []
    faults += faults_of_peers(options.peers, options.files) if options.peers else []
    print("\n".join(faults) if faults else f"{len(options.files)} starters are whole")
    return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    parser.add_argument("command", choices=("make", "compare", "check", "table"))
    parser.add_argument("--list")
    parser.add_argument("--head")
    parser.add_argument("--fos")
    parser.add_argument("--doc")
    parser.add_argument("--peer")
    parser.add_argument("--peers")
    parser.add_argument("--current", action="store_true")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    sys.exit({"make": make, "compare": compare, "check": check, "table": table}[options.command](options))


if __name__ == "__main__":
    main()
