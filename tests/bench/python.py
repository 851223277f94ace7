#!/usr/bin/env python3
"""What the Python package adds to the C call, as ratios and microseconds.

usage: python.py --fos PATH [--rounds N] [--lines N]     (with the Python that has the package installed)

PATH is the command of a release build, for the C batch's rate. Times are of the processor, all threads and child processes
together, the best of five: a busy machine shows less.
"""

import argparse
import copy
import json
import os
import subprocess
import tempfile
import time

import fos
from fos._codec import encode_request
from fos._fos import ffi, lib

REQUEST = {
    "date": "2026-07-15", "approach": "auto", "consignment": {
        "reference": "ORDER-1001", "transaction": "b2c", "category": "sale", "dispatch_country": "CN", "destination_country": "DE",
        "transport_mode": "post", "delivery_terms": "DAP", "freight": {"amount": "4.90", "currency": "EUR"}, "gross_mass_kg": "0.400",
        "packages": 1,
        "seller": {"name": "Seller Ltd", "kind": "business", "country": "CN",
                   "identifiers": [{"scheme": "ioss", "value": "IM2760000742"}]},
        "buyer": {"name": "A Person", "kind": "individual", "country": "DE"},
        "items": [{"number": 1, "description": "Cotton T-shirt, knitted", "sku": "TS-1", "commodity_code": "610910",
                   "origin_country": "CN", "quantity": "2", "unit_price": {"amount": "12.50", "currency": "EUR"},
                   "net_mass_kg": "0.180", "tax_category": "standard"}]}}


def clock():
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def best(action, rounds, tries=5):
    """Microseconds a round."""
    least = None
    for _ in range(tries):
        began = clock()
        for _ in range(rounds):
            action()
        took = (clock() - began) / rounds * 1e6
        least = took if least is None else min(least, took)
    return least


def everything(answer):
    """Reads every field of an answer, down to the last."""
    for name in answer._decoders:
        value = getattr(answer, name)
        for entry in value if isinstance(value, tuple) else (value,):
            if hasattr(entry, "_decoders"):
                everything(entry)


def one_quote(rounds):
    library = fos.default_library()
    library.quote(REQUEST)
    desk = library._idle[0].pointer
    data = encode_request(REQUEST)
    call = best(lambda: lib.desk_answer(desk, lib.ANSWER_QUOTE, data, len(data), ffi.NULL), rounds)
    rows = [
        ("the C call alone, JSON to JSON", call),
        ("dict in, quote out", best(lambda: library.quote(REQUEST), rounds)),
        ("dict in, landed cost read", best(lambda: library.quote(REQUEST).totals.landed_cost, rounds)),
        ("dict in, every charge's sentence read",
         best(lambda: [charge.because for charge in library.quote(REQUEST).charges], rounds)),
        ("dict in, every field read", best(lambda: everything(library.quote(REQUEST)), rounds)),
        ("bytes in, landed cost read", best(lambda: library.quote(data).totals.landed_cost, rounds)),
    ]
    print(f"{'one item':<42}{'µs':>8}{'over the C call':>18}")
    for name, took in rows:
        print(f"{name:<42}{took:>8.1f}{took - call:>18.1f}")


def lines_of(count):
    request = copy.deepcopy(REQUEST)
    for number in range(count):
        request["consignment"]["items"][0]["quantity"] = str(number % 9 + 1)
        yield json.dumps(request).encode() + b"\n"


def many(command, count):
    data = b"".join(lines_of(count))
    with tempfile.NamedTemporaryFile() as file, open(os.devnull, "wb") as sink:
        file.write(data)
        file.flush()
        print(f"\n{'many, as NDJSON':<42}{'a CPU second':>14}{'to the C batch':>16}")
        for jobs in sorted({1, os.cpu_count() or 1}):
            words = [command, "quote", "--ndjson", "--jobs", str(jobs), file.name]
            empty = best(lambda: subprocess.run([command, "quote", "--ndjson", os.devnull], stdout=sink, check=True), 3)
            in_c = (best(lambda: subprocess.run(words, stdout=sink, check=True), 1) - empty) / count
            in_python = best(lambda: sum(1 for _ in fos.quote_many(data, jobs=jobs)), 1) / count
            print(f"{f'the command, {jobs} jobs':<42}{1e6 / in_c:>14,.0f}")
            print(f"{f'quote_many, {jobs} jobs':<42}{1e6 / in_python:>14,.0f}{in_c / in_python:>16.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fos", required=True)
    parser.add_argument("--rounds", type=int, default=3000)
    parser.add_argument("--lines", type=int, default=20000)
    options = parser.parse_args()
    one_quote(options.rounds)
    many(options.fos, options.lines)


if __name__ == "__main__":
    main()
