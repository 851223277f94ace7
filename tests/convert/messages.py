#!/usr/bin/env python3
"""Real declarations, published by an administration: each is read, written again, held against the schema, and compared.

usage: messages.py --fos PATH

The folder with `schemas` and `samples` is FOS_TEST_WCO, or ../shared/external/hmrc-wco beside the source tree; without it the
test is skipped. Content is equal when every leaf of the declaration, with its attributes, is there as often as before. What
is not compared: the numbers of entries, which are positions; a code in ten digits, which is written as eight and two; the unit
of a mass, which is always the kilogram. Anything else that is missing must stand in the report, and none of it may.
"""

import argparse
import collections
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DECLARATION = "{urn:wco:datamodel:WCO:DEC-DMS:2}Declaration"
# What the data set does not hold and need not: the envelope, and where ISO 3166 ends.
ENVELOPE = re.compile(r"^/(MetaData/[A-Za-z]+|submitDeclarationRequest/requestCommon/[A-Za-z]+)$")
POSITION = re.compile(r"/Packaging/SequenceNumeric$")
EXPECTED = re.compile(r"required, but missing|is not a country code of ISO 3166-1 alpha-2, kept as it is$")


def leaves(root):
    """How often each path, text and set of attributes stands in the declaration."""
    found = collections.Counter()

    def walk(node, path):
        path += "/" + node.tag.rpartition("}")[2]
        text = (node.text or "").strip()
        if len(node) == 0 and text and not path.endswith("SequenceNumeric"):
            attributes = sorted(item for item in node.attrib.items() if item != ("unitCode", "KGM"))
            found[path, text, tuple(attributes)] += 1
        for child in node:
            walk(child, path)

    def join_codes(commodity):
        """TSP and TRC as one code of ten digits."""
        parts = {}
        for entry in list(commodity):
            kind = entry.findtext("{*}IdentificationTypeCode")
            if kind in ("TSP", "TRC") and kind not in parts:
                parts[kind] = entry
        if "TSP" in parts and "TRC" in parts:
            parts["TSP"].find("{*}ID").text += parts["TRC"].findtext("{*}ID")
            commodity.remove(parts["TRC"])

    declaration = root if root.tag == DECLARATION else root.find(f".//{DECLARATION}")
    for commodity in declaration.iter("{urn:wco:datamodel:WCO:DEC-DMS:2}Commodity"):
        join_codes(commodity)
    walk(declaration, "")
    return found


def unexpected(findings):
    for finding in findings:
        pointer = finding.get("pointer", "")
        if not (ENVELOPE.match(pointer) or POSITION.search(pointer) or EXPECTED.search(finding["text"])):
            yield f"{pointer}: {finding['text']}"


def check(fos, schema, path):
    run = subprocess.run([fos, "convert", path, "--from", "wco-xml", "--to", "wco-xml", "--report", "json"],
                         capture_output=True, check=False, timeout=60)
    if run.returncode != 0:
        return [run.stderr.decode()[-500:]]
    problems = list(unexpected(json.loads(run.stderr)["findings"]))
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(run.stdout)
        file.flush()
        valid = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, file.name], capture_output=True,
                               text=True, check=False)
    if valid.returncode != 0:
        problems.append(valid.stderr[:500])
    before, after = leaves(ElementTree.parse(path).getroot()), leaves(ElementTree.fromstring(run.stdout))
    problems += [f"lost: {leaf}" for leaf in before - after] + [f"added: {leaf}" for leaf in after - before]
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fos", required=True)
    fos = os.path.abspath(parser.parse_args().fos)
    folder = os.environ.get("FOS_TEST_WCO") or os.path.join(ROOT, "..", "shared", "external", "hmrc-wco")
    paths = sorted(glob.glob(os.path.join(folder, "samples", "*")))
    if not paths:
        print(f"skipped: no messages in {folder}; FOS_TEST_WCO names another folder")
        sys.exit(77)
    failed = 0
    for path in paths:
        problems = check(fos, os.path.join(folder, "schemas", "all.xsd"), path)
        failed += bool(problems)
        for problem in problems:
            print(f"{os.path.basename(path)}: {problem}")
    print(f"{len(paths) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
