"""Builds the package with meson-python, and makes source distributions that hold what they need of the tree around this folder:
there the link subprojects/libfos becomes a copy."""

import os
import pathlib
import re
import tarfile

import pyproject_metadata
from mesonpy import *  # noqa: F401,F403

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    import tomli as tomllib

HERE = pathlib.Path(__file__).resolve().parent.parent
TREE = HERE / "subprojects" / "libfos"
OWN = ["pyproject.toml", "meson.build", "meson.options", "README.md", "requirements-test.txt", "src", "tests", "tools"]
OF_THE_TREE = ["meson.build", "meson_options.txt", "COPYING", "include", "lib", "tools",
               "doc/meson.build", "tests/cases"]


def version():
    return re.search(r"^  version: '(.*)',$", (TREE / "meson.build").read_text(), re.M).group(1)


def plain(member):
    """The same archive from the same tree: no owner, no clock; no caches."""
    if "__pycache__" in member.name or member.name.endswith((".pyc", ".so")):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or 315532800
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def add(archive, path, name):
    if path.is_dir() and not path.is_symlink() or path.is_dir() and path == TREE:
        for entry in sorted(path.iterdir()):
            add(archive, entry, f"{name}/{entry.name}")
        return
    archive.add(path.resolve(), name, recursive=False, filter=plain)


def build_sdist(sdist_directory, config_settings=None):
    project = tomllib.loads((HERE / "pyproject.toml").read_text())
    metadata = pyproject_metadata.StandardMetadata.from_pyproject(project, HERE)
    metadata.version = version()
    base = f"libfos-{metadata.version}"
    info = pathlib.Path(sdist_directory) / "PKG-INFO"
    info.write_bytes(bytes(metadata.as_rfc822()))
    with tarfile.open(pathlib.Path(sdist_directory) / f"{base}.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as archive:
        archive.add(info, f"{base}/PKG-INFO", filter=plain)
        for name in OWN:
            add(archive, HERE / name, f"{base}/{name}")
        for name in OF_THE_TREE:
            add(archive, TREE / name, f"{base}/subprojects/libfos/{name}")
    info.unlink()
    return f"{base}.tar.gz"
