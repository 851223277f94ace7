"""The guide's snippets do what it says."""

import contextlib
import io
import re

import pytest
from conftest import ROOT

GUIDE = ROOT / "doc" / "python.md"
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.M | re.S)


@pytest.mark.skipif(not GUIDE.exists(), reason="the guide is in the source tree")
def test_guide(monkeypatch):
    monkeypatch.chdir(ROOT)
    names = {}
    blocks = BLOCK.findall(GUIDE.read_text("utf-8"))
    assert len(blocks) > 5
    for code, expected in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, str(GUIDE), "exec"), names)
        assert not expected or out.getvalue() == expected, code
