#!/usr/bin/env python3
"""What the Python package adds to the C call, as ratios and microseconds.

usage: python.py --fos PATH [--rounds N] [--lines N]     (with the Python that has the package installed)

PATH is the command of a release build, for the C batch's rate. One quote at a time is measured over the sixty parcels of the loop
`mixed` of bench.c, each given as a dict made just before from JSON: no object of a request is met twice. Times are of the processor,
all threads and child processes together, the best of seven turns: a busy machine shows less.
"""

import argparse
import copy
import json
import os
import subprocess
import tempfile
import time

import fos
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


COUNTRIES = ("DE", "FR", "IT", "ES", "NL", "PL", "AT", "BE", "IE", "SE", "PT", "CZ")
PRICES = ("12.50", "71.25", "99.99", "33.10", "10.01")


def parcels():
    """The JSON of the parcels: other prices to other countries."""
    request = copy.deepcopy(REQUEST)
    consignment = request["consignment"]
    for number in range(len(COUNTRIES) * len(PRICES)):
        consignment["destination_country"] = COUNTRIES[number % len(COUNTRIES)]
        consignment["items"][0]["unit_price"]["amount"] = PRICES[number % len(PRICES)]
        yield json.dumps(request, separators=(",", ":")).encode()


def best_of_each(actions, documents, rounds, tries=7):
    """Microseconds a round of each action, which takes a request as it is read by its reader; reading does not count."""
    least = [float("inf")] * len(actions)
    for _ in range(tries):
        for index, (read, action) in enumerate(actions):
            took = 0.0
            for _ in range(rounds // len(documents)):
                requests = [read(document) for document in documents]
                began = time.process_time()
                for request in requests:
                    action(request)
                took += time.process_time() - began
            least[index] = min(least[index], took / (rounds // len(documents) * len(documents)) * 1e6)
    return least


def reading_all(root):
    """A function that reads every field of such an answer, down to the last, as code would that wants them all."""
    names, code = {}, ["def none(of): pass"]

    def add(cls):
        if cls in names:
            return names[cls]
        names[cls] = f"read_{cls.__name__}"
        lines = [f"def {names[cls]}(of):"]
        for name, _, _, _, inner in cls._fields:
            lines.append(f"    value = of.{name}")
            if inner:
                lines += ["    for each in value if type(value) is tuple else (value,):",
                          f"        if each is not None: {add(inner)}(each)"]
        code.extend(lines)
        return names[cls]

    place = {}
    add(root)
    exec("\n".join(code), place)
    return place[names[root]]


def one_quote(rounds):
    library, everything = fos.default_library(), reading_all(fos.Quote)
    documents = list(parcels())
    quote = library.quote(documents[0])
    everything(quote)
    desk = library._idle[0].pointer
    rows = {
        "the C call alone, JSON to JSON": (bytes, lambda data: lib.desk_answer(desk, lib.ANSWER_QUOTE, data, len(data), ffi.NULL)),
        "dict in, quote out": (json.loads, library.quote),
        "dict in, landed cost read": (json.loads, lambda request: library.quote(request).totals.landed_cost),
        "dict in, every charge's sentence read": (json.loads, lambda request: [each.because for each in library.quote(request).charges]),
        "dict in, every field read": (json.loads, lambda request: everything(library.quote(request))),
        "bytes in, landed cost read": (bytes, lambda data: library.quote(data).totals.landed_cost),
        "every field of a quote read again": (bytes, lambda _: everything(quote)),
    }
    took = best_of_each(list(rows.values()), documents, rounds)
    print(f"{'one item':<42}{'µs':>8}{'over the C call':>18}")
    for name, each in zip(rows, took):
        print(f"{name:<42}{each:>8.1f}" + (f"{each - took[0]:>18.1f}" if "in," in name else ""))


def clock():
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def best(actions, tries=7):
    """Seconds of each action, in turns so that a busy moment touches all of them."""
    least = [float("inf")] * len(actions)
    for _ in range(tries):
        for index, action in enumerate(actions):
            began = clock()
            action()
            least[index] = min(least[index], clock() - began)
    return least


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
            empty, in_c, in_python = best([lambda: subprocess.run([command, "quote", "--ndjson", os.devnull], stdout=sink, check=True),
                                           lambda: subprocess.run(words, stdout=sink, check=True),
                                           lambda: sum(1 for _ in fos.quote_many(data, jobs=jobs))])
            in_c, in_python = (in_c - empty) / count, in_python / count
            print(f"{f'the command, {jobs} jobs':<42}{1 / in_c:>14,.0f}")
            print(f"{f'quote_many, {jobs} jobs':<42}{1 / in_python:>14,.0f}{in_c / in_python:>16.2f}")


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
