"""What a request may be given as."""

from __future__ import annotations

from typing import Any, Dict, Union

from ._types import Request

RequestLike = Union[Request, Dict[str, Any], bytes, bytearray, memoryview, str]
