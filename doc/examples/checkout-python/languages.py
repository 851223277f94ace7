"""The reader's language: the header Accept-Language of RFC 9110, and the words of the page in each language that it knows.

A language is a file in words/: its decimal point, the sign between thousands, and for each English text of the page its own. `{}` stands for
a value. What the law says, the sentences of the library, stays in English, and is marked so.
"""

import json
import pathlib
import re

_RANGE = re.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?")
MOST_BYTES = 1000


def wanted(header):
    """The language tags of the reader, the one wanted most first. What is no tag is passed over; of equals the first stands."""
    found = [_RANGE.fullmatch(part) for part in header[:MOST_BYTES].split(",")]
    tags = [(float(each.group(2) or 1), each.group(1)) for each in found if each]
    return [tag for weight, tag in sorted(tags, key=lambda pair: -pair[0]) if weight > 0]


def preferred(header):
    """The tag that the reader wants most, or None."""
    return next(iter(wanted(header)), None)


class Language:
    """One language of the page. `tag` is what HTML calls it."""

    def __init__(self, tag, decimal=".", group="", words=None):
        self.tag, self.decimal, self.group, self.words = tag, decimal, group, words or {}

    def say(self, text, *values):
        """The text in this language, with its values; in English where it has none."""
        return self.words.get(text, text).format(*values) if values else self.words.get(text, text)

    def number(self, value):
        """An exact amount as readers of the language write it; no digit is added or lost."""
        sign, digits = ("-", str(value)[1:]) if str(value).startswith("-") else ("", str(value))
        whole, point, fraction = digits.partition(".")
        if self.group and len(whole) > 3:
            first = len(whole) % 3
            whole = self.group.join(([whole[:first]] if first else []) + [whole[i:i + 3] for i in range(first, len(whole), 3)])
        return sign + whole + (self.decimal if point else "") + fraction


def _load():
    known = {"en": Language("en")}
    for path in sorted((pathlib.Path(__file__).resolve().parent / "words").glob("*.json")):
        known[path.stem] = Language(path.stem, **json.loads(path.read_text("utf-8")))
    return known


KNOWN = _load()


def choose(header):
    """The language of the page for a reader: the first wanted one that it knows, by its main part; English when it knows none."""
    for tag in wanted(header):
        language = KNOWN.get(tag.split("-")[0].lower())
        if language:
            return language
    return KNOWN["en"]
