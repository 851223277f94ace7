# The extension that cffi makes; its types are those of C.
from typing import Any

ffi: Any
lib: Any
