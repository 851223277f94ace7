#!/usr/bin/env python3
"""Counts instructions per round of each loop of the bench under valgrind's callgrind, and prints the ratios that the
project promises. Two runs with different counts are subtracted, so that set-up does not count. Standard library only.

    instructions.py --bench build/tests/bench/bench --regime lib/data/regimes/eu.json
"""
import argparse
import re
import subprocess
import sys
import tempfile


def total(command):
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
            capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", out.stderr).group(1))


def per_round(bench, name, few, many, *rest):
    low = total([bench, name, str(few), *rest])
    high = total([bench, name, str(many), *rest])
    return (high - low) / (many - few)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True)
    parser.add_argument("--regime", required=True, help="the EU regime's file")
    options = parser.parse_args()
    counts = {}

    def count(label, name, few=20, many=220, *rest):
        if sys.stderr.isatty():
            print(f"counting {label} …", file=sys.stderr)
        counts[label] = per_round(options.bench, name, few, many, *rest)

    count("hand", "hand")
    count("quote", "quote")
    count("yajl", "yajl")
    count("json", "json")
    count("yajl-full", "yajl-full")
    count("json-full", "json-full")
    count("records", "records")
    count("mixed", "mixed", 120, 360)
    count("mixed, 1,680 parcels", "mixed", 3360, 5040, "1680")
    count("one regime", "one-regime", 20, 220, options.regime)
    for items in (1, 10, 100, 1000, 10000):
        count(f"{items} items", "items", 2, 4 if items > 1000 else 7, str(items))
    print(f"{'loop':<24}{'instructions a round':>22}")
    for label, value in counts.items():
        print(f"{label:<24}{value:>22,.0f}")
    print()
    print(f"typed quote : hand-written rule     {counts['quote'] / counts['hand']:.1f} (promised at most 40)")
    print(f"JSON to JSON : yajl alone           {counts['json'] / counts['yajl']:.2f} (promised at most 3)")
    print(f"the same, an order in full          {counts['json-full'] / counts['yajl-full']:.2f} (promised at most 3)")
    print(f"the same, mixed parcels             {counts['mixed'] / counts['yajl']:.2f}")
    print(f"per item, 10,000 against 100 items  {counts['10000 items'] / 100 / counts['100 items']:.2f} (1 is linear)")
    print(f"all regimes against one             {counts['quote'] / counts['one regime']:.3f} (1 is independent)")


if __name__ == "__main__":
    main()
