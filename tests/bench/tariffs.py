#!/usr/bin/env python3
"""Measures tariff tables, duty rates and importers as doc/performance.md has them: instructions a round counted by valgrind's
callgrind (two runs subtracted, the table compiled before), and processor time without it. Standard library only.

    tariffs.py --bench build/tests/bench
"""
import argparse
import os
import re
import subprocess
import tempfile

from instructions import per_round


def say(program, *words):
    return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout


def nanoseconds(text):
    return float(re.search(r"([\d.]+) ns a round", text).group(1))


def tables(bench, folder):
    print(f"{'measures':>10}{'instructions':>14}{'ns a look-up':>14}{'file':>12}{'resident':>12}{'opening, ms':>13}")
    empty = None
    for measures in ("10", "10000", "100000", "1000000"):
        image = os.path.join(folder, measures)
        say(bench, "write", "1", measures, image)
        found = say(bench, "find", "0", measures, image)
        resident = int(re.search(r"resident (\d+)", found).group(1))
        if empty is None:  # what the program takes with hardly any table
            empty = resident
            continue
        instructions = per_round(bench, "find", 1000, 5000, measures, image)
        clock = min(nanoseconds(say(bench, "find", "1000000", measures, image)) for _ in range(3))
        opening = min(nanoseconds(say(bench, "open", "5", measures, image)) for _ in range(3)) / 1e6
        print(f"{int(measures):>10,}{instructions:>14,.0f}{clock:>14,.0f}{os.path.getsize(image):>12,}"
              f"{resident - empty:>12,}{opening:>13.2f}")


def rates(bench):
    print(f"\n{'duty rate':<24}{'instructions':>14}{'ns':>10}")
    for loop in ("hand", "evaluate", "parse"):
        clock = min(nanoseconds(say(bench, loop, "1000000")) for _ in range(3))
        print(f"{loop:<24}{per_round(bench, loop, 1000, 5000):>14,.0f}{clock:>10,.1f}")


def importers(bench):
    print(f"\n{'importer':<24}{'rows a second':>14}")
    for loop in ("uk", "hts", "mfn"):
        clock = min(nanoseconds(say(bench, loop, "200000")) for _ in range(3))
        print(f"{loop:<24}{1e9 / clock:>14,.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True, help="the folder of tariff_bench and duty_bench")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables(os.path.join(options.bench, "tariff_bench"), folder)
    rates(os.path.join(options.bench, "duty_bench"))
    importers(os.path.join(options.bench, "duty_bench"))


if __name__ == "__main__":
    main()
