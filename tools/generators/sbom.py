#!/usr/bin/env python3
"""Writes what libfos is linked with as a bill of materials, CycloneDX 1.5 in JSON: sbom.py BUILD [OUTPUT]

BUILD is a build folder of Meson, whose introspection names the libraries and the versions that were found. The same build gives the
same bytes: no clock, no random number.
"""

import json
import subprocess
import sys
import uuid

# By Meson's name of a dependency: how the project is called, its home, its licence (SPDX), the library that is linked.
LINKED = {
    "yajl": ("yajl", "https://lloyd.github.io/yajl/", "ISC", "libyajl"),
    "icu-uc": ("icu-uc", "https://icu.unicode.org/", None, "libicuuc"),
    "icu-i18n": ("icu-i18n", "https://icu.unicode.org/", None, "libicui18n"),
    "libxml-2.0": ("libxml2", "https://gitlab.gnome.org/GNOME/libxml2", "MIT", "libxml2"),
}


def introspect(build, what):
    done = subprocess.run(["meson", "introspect", build, what], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def icu_licence(version):
    """ICU changed to the third version of Unicode's licence with release 74."""
    return "Unicode-3.0" if int(version.split(".")[0]) >= 74 else "Unicode-DFS-2016"


def component(name, version):
    project, home, licence, library = LINKED[name]
    reference = f"pkg:generic/{project}@{version}"
    return {"type": "library", "bom-ref": reference, "name": project, "version": version,
            "licenses": [{"license": {"id": licence or icu_licence(version)}}], "purl": reference,
            "externalReferences": [{"type": "website", "url": home}], "properties": [{"name": "libfos:library", "value": library}]}


def bill(build):
    project = introspect(build, "--projectinfo")
    found = {entry["name"]: entry["version"] for entry in introspect(build, "--dependencies")}
    components = [component(name, found[name]) for name in sorted(LINKED) if name in found]
    own = f"pkg:generic/libfos@{project['version']}"
    document = {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": {"type": "library", "bom-ref": own, "name": "libfos", "version": project["version"],
                                   "licenses": [{"license": {"id": "MIT"}}], "purl": own}},
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [each["bom-ref"] for each in components]}]
        + [{"ref": each["bom-ref"], "dependsOn": []} for each in components],
    }
    document["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True)))
    return document


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: sbom.py BUILD [OUTPUT]")
    text = json.dumps(bill(sys.argv[1]), indent=2, sort_keys=True) + "\n"
    if len(sys.argv) == 3:
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
