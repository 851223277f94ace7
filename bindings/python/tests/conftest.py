"""What the tests share: the tree's cases, and the command built without Python to compare with (FOS_COMMAND)."""

import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"
ORDER = CASES / "example-order.json"
# The data of this package, never that of an installed libfos of another version.
os.environ.pop("FOS_DATA_DIR", None)


def order():
    """The example order as a fresh dict."""
    return json.loads(ORDER.read_text("utf-8"))


def rows_of(path):
    """The rows of a file of tab-separated cases."""
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def requests_of(path):
    """The requests of a file of cases, as JSON; none where the file is another suite's."""
    cases = json.loads(path.read_text("utf-8"))
    if not isinstance(cases, list):
        return []
    return [json.dumps(case["request"], ensure_ascii=False) for case in cases if isinstance(case, dict) and "request" in case]


@pytest.fixture(scope="session")
def command():
    """Runs the command of the C build: command(words, input) → (exit, out, err)."""
    path = os.environ.get("FOS_COMMAND")
    if not path:
        pytest.skip("FOS_COMMAND does not name the command of a C build")

    def run(words, data=b""):
        done = subprocess.run([path, *words], input=data, capture_output=True, cwd=ROOT, check=False, timeout=300)
        return done.returncode, done.stdout, done.stderr

    return run
