# Requests as JSON: src/requests.c.
from typing import Any, Callable

def write(request: Any, decimal: type, day: type, plain: Callable[[Any], Any], name: Callable[[Any], str], /) -> bytes: ...
