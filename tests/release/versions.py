#!/usr/bin/env python3
"""One version everywhere: that of the first lines of meson.build. versions.py --source TREE --build BUILD --fos TOOL

Python's distribution and Go's Version are held to it by their own tests.
"""

import argparse
import pathlib
import re
import subprocess
import sys

HEADINGS = ["Future rates", "Past corrections", "Data", "Code", "Build"]


def first(pattern, text):
    found = re.search(pattern, text, re.M)
    return found.group(1) if found else None


def news_faults(news):
    """What is wrong with the headings: the same five for every release, in this order."""
    releases = re.split(r"^## ", news, flags=re.M)[1:]
    if not releases:
        yield "doc/NEWS.md names no release"
    for release in releases:
        headings = re.findall(r"^### (.*)$", release, re.M)
        if headings != HEADINGS:
            yield f"doc/NEWS.md, release {release.splitlines()[0]}: headings are {headings}, expected {HEADINGS}"


def main():
    parser = argparse.ArgumentParser()
    for name in ("--source", "--build", "--fos"):
        parser.add_argument(name, required=True, type=pathlib.Path)
    options = parser.parse_args()
    read = lambda name: (options.source / name).read_text("utf-8")  # noqa: E731
    built = lambda name: (options.build / name).read_text("utf-8")  # noqa: E731

    wanted = first(r"^  version: '(.*)',$", read("meson.build"))
    said = subprocess.run([options.fos, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    news, project = read("doc/NEWS.md"), read("bindings/python/pyproject.toml")
    found = {
        "fos --version": first(r"^fos ([0-9.]+)$", said),
        "fos.pc": first(r"^Version: (.*)$", built("meson-private/fos.pc")),
        "version.h": first(r'^#define FOS_VERSION "(.*)"$', built("include/fos/version.h")),
        "doc/NEWS.md": first(r"^## ([0-9.]+)", news),
    }
    if (options.build / "doc" / "fos.1").exists():  # a build with -Ddocs=disabled has none
        found["the manual page"] = first(r'^\.TH FOS 1 \S+ "fos ([0-9.]+)"', built("doc/fos.1"))
    faults = [f"{where}: {version}, expected {wanted}" for where, version in found.items() if version != wanted]
    faults += news_faults(news)
    if not re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", wanted or ""):
        faults.append(f"meson.build: version {wanted}, expected MAJOR.MINOR.PATCH")
    if 'dynamic = ["version"]' not in project or re.search(r"^version\s*=", project, re.M):
        faults.append("bindings/python/pyproject.toml has a version of its own")
    print("\n".join(faults) if faults else f"{wanted} everywhere")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
