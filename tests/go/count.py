#!/usr/bin/env python3
"""Counts what `go test -json` tells on standard input and prints "PASSED FAILED SKIPPED" to the file given, failures to
standard output.

usage: go test -json ./... | count.py COUNTS

A test whose subtests have names of their own counts beside them. A package that does not build counts as one failure.
"""

import json
import sys


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    results, output = {}, {}
    for line in sys.stdin:
        try:
            event = json.loads(line)
        except ValueError:
            print(line, end="")
            continue
        place = (event.get("Package", event.get("ImportPath", "")), event.get("Test", ""))
        if event["Action"] in ("output", "build-output"):
            output.setdefault(place, []).append(event["Output"])
        elif event["Action"] in ("pass", "fail", "skip", "build-fail"):
            results[place] = event["Action"]
    named = {place: result for place, result in results.items() if place[1]}
    broken = {place for place, result in results.items() if not place[1] and result in ("fail", "build-fail")}
    passed, failed, skipped = (sum(result == wanted for result in named.values()) for wanted in ("pass", "fail", "skip"))
    for place, result in results.items():
        if result not in ("pass", "skip"):
            print(f"failed: {' '.join(place).strip()}")
            print("".join(output.get(place, [])), end="")
    if broken and not failed:
        failed = len(broken)
    with open(sys.argv[1], "w", encoding="ascii") as counts:
        print(passed, failed, skipped, file=counts)
    print(passed, "passed,", failed, "failed,", skipped, "skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
