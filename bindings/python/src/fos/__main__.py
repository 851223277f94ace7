"""``python -m fos``: the ``fos`` command, the same program as the one built without Python."""

from __future__ import annotations

import os
import signal
import sys

from ._fos import ffi, lib


def main() -> int:
    """Runs the command with the words of ``sys.argv`` and returns its exit code."""
    words = [ffi.new("char[]", os.fsencode(word)) for word in ["fos", *sys.argv[1:]]]
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # C does not come back to Python to hear of it
    sys.stdout.flush()
    code: int = lib.fos_main(len(words), ffi.new("char *[]", [*words, ffi.NULL]))
    return code


if __name__ == "__main__":
    sys.exit(main())
