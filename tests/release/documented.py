#!/usr/bin/env python3
"""Each public symbol of the C library is documented in its header: documented.py --source TREE --build BUILD --symbols LIST

Exit code 77 without doxygen.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree


def settings(options, work):
    own = (options.source / "doc" / "Doxyfile").read_text("utf-8")
    return own + f'INPUT = "{options.source}/include/fos" "{options.build}/include/fos"\nOUTPUT_DIRECTORY = "{work}"\nGENERATE_HTML = NO\n'


def functions(work):
    """Each function, and whether it has a comment of its own."""
    for path in sorted((pathlib.Path(work) / "xml").glob("*.xml")):
        for member in tree.parse(path).iter("memberdef"):
            if member.get("kind") == "function":
                text = "".join("".join(member.find(part).itertext()) for part in ("briefdescription", "detaileddescription"))
                yield member.findtext("name"), bool(text.strip())


def main():
    parser = argparse.ArgumentParser()
    for name in ("--source", "--build", "--symbols"):
        parser.add_argument(name, required=True, type=pathlib.Path)
    options = parser.parse_args()
    if shutil.which("doxygen") is None:
        print("no doxygen here: whether each symbol is documented is not checked")
        return 77
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["doxygen", "-"], input=settings(options, work), text=True, check=True, cwd=work)
        found = dict(functions(work))
    wanted = re.findall(r"^fos_\w+", options.symbols.read_text("utf-8"), re.M)
    faults = [f"{name}: {'not documented' if name in found else 'not in the headers'}" for name in wanted if not found.get(name)]
    print("\n".join(faults) if faults else f"{len(wanted)} symbols are documented")
    return 1 if faults or len(wanted) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
