"""Which of the reader's languages the page writes amounts in: the header Accept-Language of RFC 9110."""

import re

_RANGE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?")
MOST_BYTES = 1000


def preferred(header):
    """The language tag that the reader wants most, or None. What is no tag is passed over; of equals the first stands."""
    best, weight = None, 0.0
    for part in header[:MOST_BYTES].split(","):
        found = _RANGE.fullmatch(part)
        if found and float(found.group(2) or 1) > weight:
            best, weight = found.group(1), float(found.group(2) or 1)
    return best
