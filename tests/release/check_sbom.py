#!/usr/bin/env python3
"""The bill of materials names what the shared library really links, no more and no less; the same bytes twice.

check_sbom.py --generator SBOM.PY --build BUILD --library LIBFOS.SO
"""

import argparse
import json
import re
import subprocess
import sys

SYSTEM = re.compile(r"(libc|libm|libpthread|libgcc_s|libstdc\+\+|ld-linux[^.]*)\.so|ld-linux|lib[atu]b?san|libclang_rt|linux-vdso")


def made(generator, build):
    return subprocess.run([sys.executable, generator, build], stdout=subprocess.PIPE, check=True).stdout


def needed(library):
    """The names of libraries that the dynamic linker would load, without those of the C system."""
    lines = subprocess.run(["readelf", "-d", library], stdout=subprocess.PIPE, check=True, text=True).stdout
    names = re.findall(r"\(NEEDED\).*\[(.*)\]", lines)
    return {name.split(".so")[0] for name in names if not SYSTEM.match(name)}


def faults_of(bill):
    if (bill.get("bomFormat"), bill.get("specVersion"), bill.get("version")) != ("CycloneDX", "1.5", 1):
        yield "not a CycloneDX 1.5 document"
    if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", bill.get("serialNumber", "")):
        yield f"serialNumber is {bill.get('serialNumber')}"
    parts = [bill["metadata"]["component"], *bill["components"]]
    references = [part["bom-ref"] for part in parts]
    if len(set(references)) != len(references):
        yield "two components have one bom-ref"
    for part in parts:
        if part["type"] != "library" or not part["name"] or not re.match(r"[0-9]+(\.[0-9]+)+", part["version"]):
            yield f"component {part}"
        if part["purl"] != f"pkg:generic/{part['name']}@{part['version']}" or not part["licenses"][0]["license"]["id"]:
            yield f"component {part['name']}: purl or licence"
    if sorted(entry["ref"] for entry in bill["dependencies"]) != sorted(references):
        yield "dependencies do not name each component once"
    if any(target not in references for entry in bill["dependencies"] for target in entry["dependsOn"]):
        yield "a dependency leads nowhere"


def main():
    parser = argparse.ArgumentParser()
    for name in ("--generator", "--build", "--library"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    text = made(options.generator, options.build)
    bill = json.loads(text)
    faults = list(faults_of(bill))
    named = {part["properties"][0]["value"] for part in bill["components"]}
    linked = needed(options.library)
    if named != linked:
        faults.append(f"named are {sorted(named)}, linked are {sorted(linked)}")
    if text != made(options.generator, options.build):
        faults.append("made twice, it has other bytes")
    print("\n".join(faults) if faults else f"{len(bill['components'])} libraries: {', '.join(sorted(named))}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
