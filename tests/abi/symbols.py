#!/usr/bin/env python3
"""Compares the four places that say what the shared library exports: the library itself (`nm`), the list in
symbols.txt, the version script, and the declarations with FOS_API in the public headers.

usage: symbols.py NM LIBRARY SYMBOLS MAP HEADER...
"""

import re
import subprocess
import sys


def exported(nm, library):
    lines = subprocess.run([nm, "-D", "--defined-only", library], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    names = (line.split()[-1] for line in lines if line.split()[-2] != "A")
    return {name.split("@")[0] for name in names}


def listed(path):
    with open(path, encoding="ascii") as file:
        names = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    if names != sorted(set(names)):
        print(f"{path}: not sorted, or a name stands twice")
        sys.exit(1)
    return set(names)


def scripted(path):
    with open(path, encoding="ascii") as file:
        return set(re.findall(r"^\s+(fos_\w+);", file.read(), re.M))


def declared(headers):
    names = set()
    for header in headers:
        with open(header, encoding="utf-8") as file:
            text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
        text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
        for declaration in re.findall(r"\bFOS_API\b([^;]*);", text):
            names.add(re.search(r"\b(fos_\w+)\s*\(", declaration).group(1))
    return names


def main():
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    nm, library, symbols, script = sys.argv[1:5]
    wanted = listed(symbols)
    failed = False
    for place, found in ((library, exported(nm, library)), (script, scripted(script)),
                         ("the headers", declared(sys.argv[5:]))):
        for name in sorted(wanted - found):
            print(f"{name}: in {symbols}, but not in {place}")
            failed = True
        for name in sorted(found - wanted):
            print(f"{name}: in {place}, but not in {symbols}")
            failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
