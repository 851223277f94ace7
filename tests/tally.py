#!/usr/bin/env python3
"""Counts the results in a log that `meson test` left (meson-logs/testlog.json) and prints "PASSED FAILED SKIPPED".

usage: tally.py TESTLOG.JSON [--failures]

A test that prints TAP counts as many results as it prints; one whose last line is "N passed, N failed, N skipped"
counts as it says; any other counts one. A test that failed in another way (a crash, a time-out, a finding of valgrind)
counts at least one failure. With --failures, prints the lines that tell what failed instead.
"""

import json
import re
import sys

SUMMARY = re.compile(r"(\d+) passed, (\d+) failed, (\d+) skipped")


def results_of(output):
    lines = output.rstrip().splitlines()
    tap = [line for line in lines if re.match(r"(not )?ok\b", line)]
    if tap:
        skipped = sum("# SKIP" in line.upper() for line in tap)
        failed = sum(line.startswith("not ok") for line in tap)
        return [len(tap) - failed - skipped, failed, skipped]
    summary = SUMMARY.match(lines[-1]) if lines else None
    return [int(number) for number in summary.groups()] if summary else None


def count(test):
    good = test["result"] in ("OK", "EXPECTEDFAIL")
    if test["result"] == "SKIP":
        return [0, 0, 1]
    counts = results_of(test.get("stdout", "")) or [int(good), 0, 0]
    if not good and counts[1] == 0:
        counts[1] = 1
    return counts


def failures(test):
    lines = (test.get("stdout", "") + test.get("stderr", "")).splitlines()
    telling = [line for line in lines if re.match(r"not ok|FAIL|==\d+== [A-Z1-9]|.*Sanitizer|.*error:|broken promise", line)]
    for line in telling[:20] or lines[-5:]:
        print(f"{test['name']}: {line}")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as log:
        tests = [json.loads(line) for line in log if line.strip()]
    if sys.argv[2:] == ["--failures"]:
        for test in tests:
            if test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP"):
                failures(test)
        return
    counts = [count(test) for test in tests]
    print(*(sum(column) for column in zip(*counts)) if counts else (0, 0, 0))


if __name__ == "__main__":
    main()
