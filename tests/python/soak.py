#!/usr/bin/env python3
"""A million quotes from 16 threads of Python: the same bytes as one thread makes, and no more memory at the end than after the first tenth.

usage: soak.py [--quotes N] [--threads N]     (with the Python that has the package installed)

Half of the quotes are made one by one, each thread over the one library of the process, from dicts, and read; the other half by quote_many,
with as many threads in C. Prints what it did and fails when a byte differs or memory grows by more than 4 MB.
"""

import argparse
import gc
import json
import pathlib
import sys
import threading
import time

import fos

ROOT = pathlib.Path(__file__).resolve().parents[2]
KINDS = 97
GROWTH = 4 << 20


def resident():
    """Bytes of this process in memory."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def requests():
    """Orders that differ in quantity, price, destination and date."""
    order = json.loads((ROOT / "tests" / "cases" / "example-order.json").read_text("utf-8"))
    for number in range(KINDS):
        request = json.loads(json.dumps(order))
        request["date"] = f"2026-{number % 12 + 1:02}-15"
        request["consignment"]["destination_country"] = ("DE", "FR", "ES")[number % 3]
        item = request["consignment"]["items"][0]
        item.pop("amount", None)
        item["quantity"] = number % 7 + 1
        item["unit_price"] = {"amount": f"{3 + number}.{number:02}", "currency": "EUR"}
        yield request


class Soak:
    def __init__(self, quotes, threads):
        self.quotes, self.threads = quotes, threads
        self.given = list(requests())
        self.expected = [self.alone(request) for request in self.given]
        self.wrong = 0
        self.memory = []

    @staticmethod
    def alone(request):
        with fos.default_library().session() as session:
            return session.quote_json(request)

    def work(self, start, count):
        for number in range(start, start + count):
            quote = fos.quote(self.given[number % KINDS])
            if quote.to_json() != self.expected[number % KINDS] or quote.totals.landed_cost is None:
                self.wrong += 1

    def one_by_one(self):
        each = self.quotes // 2 // self.threads
        for part in (each // 10, each - each // 10):
            threads = [threading.Thread(target=self.work, args=(index * 1013, part)) for index in range(self.threads)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            gc.collect()
            self.memory.append(resident())
        return each * self.threads

    def lines(self, count):
        made = [json.dumps(request).encode() for request in self.given]
        return (made[number % KINDS] for number in range(count))

    def many(self):
        count = self.quotes - self.quotes // 2
        for number, quote in enumerate(fos.quote_many(self.lines(count), jobs=self.threads)):
            if quote.to_json() != self.expected[number % KINDS]:
                self.wrong += 1
            if number in (count // 10, count - 1):
                self.memory.append(resident())
        return number + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quotes", type=int, default=1000000)
    parser.add_argument("--threads", type=int, default=16)
    options = parser.parse_args()
    soak = Soak(options.quotes, options.threads)
    for name, run in (("one by one", soak.one_by_one), ("quote_many", soak.many)):
        began, soak.memory = time.time(), []
        count = run()
        grown = soak.memory[1] - soak.memory[0]
        print(f"{name}: {count} quotes, {options.threads} threads, {time.time() - began:.0f} s, {soak.wrong} differ; "
              f"{soak.memory[0] >> 20} MB after a tenth, {soak.memory[1] >> 20} MB at the end", flush=True)
        if soak.wrong or grown > GROWTH:
            sys.exit("the soak failed")


if __name__ == "__main__":
    main()
