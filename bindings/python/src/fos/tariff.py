"""Duty rates and tariff tables: ``fos.tariff``.

>>> rate = fos.tariff.parse("9.6 % MIN 1.1 EUR/KGM")
>>> rate.evaluate(fos.tariff.Goods(fos.Money("100", "EUR"), quantities={"KGM": "2.5"})).amount
Decimal('9.60')

Quantities are in units of UN/ECE Recommendation 20, such as ``"KGM"`` (kilograms), ``"LTR"`` (litres) or ``"C62"`` (pieces), with a
basis where one is meant (``"KGM-drained"``); ``"ASV"`` is alcoholic strength in percent. What is not given is not known, never 0.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Dict, List, Literal, Mapping, Optional, Sequence, Tuple, Type, TypeVar, Union

from ._default import default_library
from ._errors import Error, InputError, NoQuoteError, WrongTypeError
from ._fos import ffi, lib
from ._library import Library
from ._money import Money
from ._native import Buffer, Source, bytes_of, c_decimal, c_text, context, day_number, failure_of, name_of, new_error, raise_error, shown
from ._request import RequestLike
from ._types import Confidence, Day, Number

__all__ = ["Compiled", "Duty", "Explanation", "Goods", "Group", "ItemOptions", "Line", "Lookup", "Measure", "Meursing", "Options", "Step", "Table",
           "Treatment", "compile", "explain", "lookup", "options", "parse", "search"]

T = TypeVar("T")


def _made(cls: Type[T], members: Dict[str, Any], **others: Any) -> T:
    """The dataclass with those members that it knows."""
    known = {each.name for each in fields(cls)}  # type: ignore[arg-type]
    return cls(**{name: value for name, value in members.items() if name in known}, **others)


def _day(members: Dict[str, Any], name: str) -> Optional[datetime.date]:
    written = members.pop(name, None)
    return None if written is None else datetime.date.fromisoformat(written)


# --- duty rates ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meursing:
    """A Meursing table and the additional code of the goods in it: what the agricultural components of a rate are.

    Attributes:
        table: lines, the first of which is ``code,EA,ADSZ,ADFM`` or the like; bytes, or the path of a file.
        code: the additional code, such as ``"7001"``.
    """

    table: Source
    code: str


@dataclass(frozen=True)
class Goods:
    """What is known of the goods that a duty rate is computed for.

    Attributes:
        value: the customs value; its currency is that of the answer.
        quantities: numbers by unit.
        parts: parts of the value (``"case"``, ``"retail-price"``) or amounts found elsewhere, in the currency of the value.
        components: duty rates that stand for components, such as ``{"EA": "27.45 EUR / 100 kg"}``.
        meursing: the same out of a table.
        exchange: rates by pair: ``{("EUR", "GBP"): "0.8571"}`` says that one euro is so many pounds; read both ways.
        certificates: documents that are presented, such as ``"Y155"``.
        programme: the programme of preference that is claimed.
        dollar: the currency that ``$`` and ``¢`` mean; by default that of the value, when it is a dollar.
        currency: the currency of the answer where there is no value.
    """

    value: Optional[Money] = None
    quantities: Mapping[str, Number] = field(default_factory=dict)
    parts: Mapping[str, Number] = field(default_factory=dict)
    components: Mapping[str, str] = field(default_factory=dict)
    meursing: Optional[Meursing] = None
    exchange: Mapping[Tuple[str, str], Number] = field(default_factory=dict)
    certificates: Sequence[str] = ()
    programme: Optional[str] = None
    dollar: Optional[str] = None
    currency: Optional[str] = None


@dataclass(frozen=True)
class Step:
    """One step of a computation.

    Attributes:
        text: what was computed, such as ``"9.6 % of 100 EUR"``.
        amount: not rounded, in the currency of the answer; a fraction ``n/d`` where it does not end.
    """

    text: str
    amount: str


@dataclass(frozen=True)
class Explanation:
    """What a duty rate means, and what it comes to.

    Attributes:
        expression: the rate as it was given.
        canonical: the one spelling that libfos writes.
        words: what it means, in English.
        computable: whether there is an amount.
        amount: the duty, rounded once, half up, to the currency's minor unit; None where it is not known.
        currency: ISO 4217; None without an amount.
        exact: the amount before rounding; a fraction ``n/d`` where it does not end.
        steps: how it was found.
        missing: what is not given: ``"KGM"``, ``"exchange_rate EUR/GBP"``, ``"certificate Y155"``.
        because: why there is an amount, or none.
    """

    expression: str
    canonical: str
    words: str
    computable: bool
    amount: Optional[Decimal]
    currency: Optional[str]
    exact: Optional[str]
    steps: Tuple[Step, ...]
    missing: Tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Duty:
    """A duty rate that was read.

    Attributes:
        expression: as it was given.
        canonical: the one spelling that libfos writes; it reads back to an equal rate.
        words: what it means, in English.
        needs: what must be known of any goods to compute it; the value is not named, since nearly every rate needs it.
        because: why it cannot be computed at all, when it is prose; else ``""``.
    """

    expression: str
    canonical: str
    words: str
    needs: Tuple[str, ...]
    because: str

    def evaluate(self, goods: Goods) -> Explanation:
        """What it comes to for these goods. Raises what :func:`explain` does."""
        return explain(self.expression, goods)


def _is_mapping(value: Any, what: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise WrongTypeError(f"{what} is a mapping, not {type(value).__name__}", status="wrong_type")
    return value


def _number(what: str, value: Number) -> Any:
    number = c_decimal(what, value)
    if number.coefficient < 0:
        raise InputError(f"{what} is {value}, expected no less than 0", status="out_of_range")
    return number


def _currency(what: str, value: Any) -> bytes:
    text = ffi.string(c_text(what, value)) if value is not None else b""
    if len(text) != 3:
        raise InputError(f"{what} is {value!r}, expected a currency of ISO 4217", status="invalid_value")
    return bytes(text)


class _Inputs:
    """Goods as C takes them; `keep` holds what the struct points to."""

    def __init__(self, goods: Goods) -> None:
        if not isinstance(goods, Goods):
            raise WrongTypeError(f"goods are a fos.tariff.Goods, not {type(goods).__name__}", status="wrong_type")
        self.keep: List[Any] = []
        self.struct = ffi.new("fos_duty_inputs *")
        lib.duty_inputs_init(self.struct)
        self._take_value(goods)
        self._take_list("quantities", "quantity_count", "fos_duty_quantity", self._quantities(goods))
        self._take_list("parts", "part_count", "fos_duty_part", self._parts(goods))
        self._take_list("exchange", "exchange_count", "fos_duty_exchange", self._exchange(goods))
        self._take_components(goods)
        if isinstance(goods.certificates, str):
            raise WrongTypeError("certificates is a list of str", status="wrong_type")
        certificates = [self._text("a certificate", each) for each in goods.certificates]
        self._take_list("certificates", "certificate_count", "char *", certificates)
        self.struct.programme = self._text("programme", goods.programme, True)
        self.struct.dollar = self._text("dollar", goods.dollar, True)

    def _text(self, what: str, value: Any, may_lack: bool = False) -> Any:
        if value is None and not may_lack:
            raise WrongTypeError(f"{what} is a str, not None", status="wrong_type")
        self.keep.append(c_text(what, value))
        return self.keep[-1]

    def _take_list(self, member: str, count: str, kind: str, entries: List[Any]) -> None:
        self.keep.append(ffi.new(f"{kind}[]", entries))
        setattr(self.struct, member, self.keep[-1])
        setattr(self.struct, count, len(entries))

    def _take_value(self, goods: Goods) -> None:
        if goods.value is not None:
            if not isinstance(goods.value, Money):
                raise WrongTypeError(f"the value is a fos.Money, not {type(goods.value).__name__}", status="wrong_type")
            self.struct.value.amount = _number("the value", goods.value.amount)
        currency = goods.currency if goods.value is None else goods.value.currency
        if currency is not None:
            self.struct.value.currency = _currency("the currency", currency)

    def _quantities(self, goods: Goods) -> List[Any]:
        given = _is_mapping(goods.quantities, "quantities")
        return [{"unit": self._text("a unit", unit), "quantity": _number(f"the quantity of {unit}", number)} for unit, number in given.items()]

    def _parts(self, goods: Goods) -> List[Any]:
        given = _is_mapping(goods.parts, "parts")
        return [{"name": self._text("a part", name), "amount": {"amount": _number(f"the part {name}", number)}} for name, number in given.items()]

    def _exchange(self, goods: Goods) -> List[Any]:
        entries = []
        for pair, number in _is_mapping(goods.exchange, "exchange").items():
            if not isinstance(pair, tuple) or len(pair) != 2:
                raise WrongTypeError(f"{pair!r} is no pair of currencies, expected such as (\"EUR\", \"GBP\")", status="wrong_type")
            entries.append({"from": _currency("a currency", pair[0]), "to": _currency("a currency", pair[1]),
                            "rate": _number("an exchange rate", number)})
        return entries

    def _take_components(self, goods: Goods) -> None:
        given = _is_mapping(goods.components, "components")
        room = ffi.new("fos_duty_component[]", len(given) + (64 if goods.meursing else 0))
        count = ffi.new("size_t *", len(given))
        for index, (name, rate) in enumerate(given.items()):
            room[index].name, room[index].rate = self._text("a component", name), self._text(f"the rate of {name}", rate)
        if goods.meursing is not None:
            self._take_meursing(goods.meursing, room, count)
        self.keep += [room, count]
        self.struct.components, self.struct.component_count = room, count[0]

    def _take_meursing(self, meursing: Meursing, room: Any, count: Any) -> None:
        if not isinstance(meursing, Meursing):
            raise WrongTypeError(f"meursing is a fos.tariff.Meursing, not {type(meursing).__name__}", status="wrong_type")
        content, error = bytes_of(meursing.table, "a Meursing table"), new_error()
        table = ffi.new("char[]", content)  # one byte longer
        self.keep.append(table)
        name = c_text("a name", name_of(meursing.table, "meursing"))
        if lib.fos_meursing_components(name, table, len(content), self._text("a code", meursing.code), room, len(room), count, error):
            raise_error(error)


def _explained(expression: str, inputs: Any) -> Dict[str, Any]:
    out, error = Buffer(), new_error()
    text = c_text("a duty rate", expression)
    if text == ffi.NULL:
        raise WrongTypeError("a duty rate is a str, not None", status="wrong_type")
    if lib.fos_duty_explain_json(text, len(text) - 1, inputs, out.pointer, ffi.NULL, error):
        raise_error(error)
    return json.loads(out.take())  # type: ignore[no-any-return]


def parse(expression: str) -> Duty:
    """Reads a duty rate in any spelling that tariffs use: ``"9.60 % MIN 1.10 EUR / 100 kg"``, ``"4.4¢/kg + 8.5%"``, ``"Free"``.

    Raises:
        InputError: the text is no duty rate; ``column`` says where.
    """
    members = _explained(expression, ffi.NULL)
    prose = members["because"] if not members["computable"] and not members["missing"] else ""
    return Duty(expression, members["canonical"], members["words"], tuple(each for each in members["missing"] if each != "value"), prose)


def explain(expression: str, goods: Goods = Goods()) -> Explanation:
    """What a duty rate means and, where the goods are described, what it comes to.

    Raises:
        InputError: the text is no duty rate (``column`` says where), or something of the goods is not what it should be.
        NoQuoteError: the amount does not fit a number.
    """
    inputs = _Inputs(goods)
    members = _explained(expression, inputs.struct)
    amount = members["amount"]
    return Explanation(expression=expression, canonical=members["canonical"], words=members["words"], computable=members["computable"],
                       amount=None if amount is None else Decimal(amount), currency=members.get("currency"), exact=members.get("exact"),
                       steps=tuple(Step(each["text"], each["amount"]) for each in members["steps"]),
                       missing=tuple(members["missing"]), because=members["because"])


# --- tables ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Table:
    """The tariff table that was read.

    Attributes:
        id: id of the regime that reads it, such as ``"EU"``.
        currency: ISO 4217.
        data_version: version of its rows.
        digest: ``"sha256:…"`` over the table.
        origin: where it was read.
        source: where its rows come from.
        starter: the note of a starter tariff; ``""`` for a full one.
    """

    id: str
    currency: str = ""
    data_version: str = ""
    digest: str = ""
    origin: str = ""
    source: str = ""
    starter: str = ""


@dataclass(frozen=True)
class Line:
    """One line of the nomenclature.

    Attributes:
        code: its digits.
        declarable: whether goods are declared under this code itself.
        description: ``""`` when the table has none.
        start: its first day; None for always.
        end: its last day; None while it goes on.
    """

    code: str
    declarable: bool
    description: str = ""
    start: Optional[datetime.date] = None
    end: Optional[datetime.date] = None


@dataclass(frozen=True)
class Measure:
    """One duty or tax on a code. Texts that are not given are ``""``.

    Attributes:
        kind: ``"mfn"``, ``"preference"``, ``"suspension"``, ``"quota"``, ``"quota_out"``, ``"anti_dumping"``, ``"countervailing"``,
            ``"safeguard"``, ``"additional"``, ``"excise"``, ``"tax"`` or ``"unit"``.
        code: digits of the line that has it.
        origin: ``"all"``, a country or a group of the table.
        programme: id of the preference programme.
        proof: the proof of origin that it asks for.
        rate: as written; :func:`parse` reads it.
        start: first day; None for always.
        end: last day; None while it goes on.
        conditions: what must hold.
        order: small first, where several join.
        stacking: ``"add"``, ``"replace"``, ``"top_up"`` or ``"cap"``.
        replaces: kinds and numbers of measures that it stands instead of.
        quota: the quota's order number.
        number: its own number, such as an additional code.
        name: for people.
        source: the law or file that it was read in.
        confidence: how sure it is.
    """

    kind: str
    code: str
    origin: str = ""
    programme: str = ""
    proof: str = ""
    rate: str = ""
    start: Optional[datetime.date] = None
    end: Optional[datetime.date] = None
    conditions: str = ""
    order: int = 0
    stacking: str = ""
    replaces: str = ""
    quota: str = ""
    number: str = ""
    name: str = ""
    source: str = ""
    confidence: Confidence = "confirmed"


@dataclass(frozen=True)
class Lookup:
    """What a tariff says of a commodity code. It is true when the code is in the tariff.

    Attributes:
        tariff: the table.
        code: the code as asked for.
        match: ``"exact"``; ``"prefix"``: it is longer than the tariff's line; ``"short"``: more digits are needed; ``"none"``: the
            tariff does not know it.
        line: its line, or the nearest one.
        measures: those of the longest code first.
    """

    tariff: Table
    code: str
    match: Literal["none", "exact", "short", "prefix"]
    line: Line
    measures: Tuple[Measure, ...]

    def __bool__(self) -> bool:
        return self.match != "none"


def _line(members: Dict[str, Any]) -> Line:
    return _made(Line, members, start=_day(members, "start"), end=_day(members, "end"))


def _measure(members: Dict[str, Any]) -> Measure:
    return _made(Measure, members, start=_day(members, "start"), end=_day(members, "end"))


def _given(what: str, value: Optional[str]) -> Any:
    if value is None:
        raise WrongTypeError(f"{what} is a str, not None", status="wrong_type")
    return c_text(what, value)


def _asked(library: Optional[Library], country: str) -> Any:
    """The library's memory, when it has a tariff for the country."""
    if library is not None and not isinstance(library, Library):
        raise WrongTypeError(f"library is a fos.Library, not {type(library).__name__}", status="wrong_type")
    shelf = (library or default_library())._open()
    if not lib.fos_library_tariff_for(shelf.held().library, _given("a country", country)):
        raise NoQuoteError(f"there is no tariff for \"{country}\"", status="no_regime")
    return shelf


def lookup(code: str, country: str, *, origin: Optional[str] = None, date: Optional[Day] = None,
           library: Optional[Library] = None) -> Lookup:
    """Every measure of a commodity code.

    Args:
        code: 2 to 12 digits, with points and spaces between them.
        country: the country of import, ISO 3166-1 alpha-2, or the id of a tariff.
        origin: the country of origin; None for what is for every origin alone, ``"*"`` for what is for any.
        date: the day; None for any.
        library: whose tariffs are read; by default those that are compiled in.

    Raises:
        InputError: this is no code, no country or no day. A code that the tariff does not know is an answer.
        NoQuoteError: there is no tariff for the country.
    """
    shelf, out, error = _asked(library, country), Buffer(), new_error()
    if lib.tariff_lookup(shelf.held(), c_text("a country", country), _given("a code", code), c_text("an origin", origin),
                         day_number(date), out.pointer, error):
        raise_error(error)
    members = json.loads(out.take())
    return Lookup(_made(Table, members["tariff"]), members["code"], members["match"], _line(members["line"]),
                  tuple(map(_measure, members["measures"])))


def search(words: str, country: str, *, date: Optional[Day] = None, most: int = 20, library: Optional[Library] = None) -> Tuple[Line, ...]:
    """The lines whose descriptions hold these words, or words that begin or end alike; best first. A help, not a classification.

    Args:
        words: one or several, in the language of the table.
        country: as for :func:`lookup`.
        date: the day; None for any.
        most: how many at most, 1 to 100.
        library: as for :func:`lookup`.

    Raises:
        InputError: there is no word in it.
        NoQuoteError: there is no tariff for the country.
    """
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= 100:
        raise InputError(f"most is {shown(most)}, expected a whole number from 1 to 100", status="invalid_argument")
    shelf, out, error = _asked(library, country), Buffer(), new_error()
    if lib.tariff_search(shelf.held(), c_text("a country", country), _given("words", words), day_number(date), most, out.pointer, error):
        raise_error(error)
    return tuple(map(_line, json.loads(out.take())["lines"]))


# --- treatments ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Treatment:
    """One way to bring an item in under the tariff. Texts that are not given are ``""``.

    Attributes:
        claim: what the item's member `by` would be; ``""`` for none.
        duty: the item's duty, in the currency of the options.
        charges: all charges of the quote.
        complete: whether the quote lacks nothing.
        by: the member of the item that claims it: ``"preference"`` or ``"additional_code"``; ``""`` when nothing is claimed.
        kind: of the measure, such as ``"preference"`` or ``"quota"``; ``""`` when nothing is claimed.
        rate: as the tariff writes it.
        proof: the proof that it asks for.
        conditions: what must hold.
        source: where it was read.
        confidence: how sure it is; None when nothing is claimed.
    """

    claim: str
    duty: Decimal
    charges: Decimal
    complete: bool
    by: str = ""
    kind: str = ""
    rate: str = ""
    proof: str = ""
    conditions: str = ""
    source: str = ""
    confidence: Optional[Confidence] = None


@dataclass(frozen=True)
class ItemOptions:
    """The treatments of one item.

    Attributes:
        number: number of the item.
        commodity_code: as given, or ``""``.
        options: cheapest first.
    """

    number: int
    commodity_code: str
    options: Tuple[Treatment, ...]


@dataclass(frozen=True)
class Options:
    """The treatments that a tariff offers for each item of a request.

    Attributes:
        currency: of all amounts, ISO 4217.
        items: in the order of the request.
    """

    currency: str
    items: Tuple[ItemOptions, ...]


def _treatment(members: Dict[str, Any]) -> Treatment:
    return _made(Treatment, members, duty=Decimal(members.pop("duty")), charges=Decimal(members.pop("charges")))


def options(request: RequestLike, *, library: Optional[Library] = None) -> Options:
    """For each item what the tariff offers: preferences, suspensions, quotas, and none claimed; each with what the whole quote comes to
    under it and what it needs. Takes and raises what :func:`fos.quote` does."""
    if library is not None and not isinstance(library, Library):
        raise WrongTypeError(f"library is a fos.Library, not {type(library).__name__}", status="wrong_type")
    members = json.loads((library or default_library())._run(lib.ANSWER_OPTIONS, request))
    return Options(members["currency"], tuple(ItemOptions(each["number"], each["commodity_code"], tuple(map(_treatment, each["options"])))
                                              for each in members["items"]))


# --- tables out of files ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """A group of origins.

    Attributes:
        id: what measures call it.
        name: for people.
        members: countries, ISO 3166-1 alpha-2.
    """

    id: str
    name: str
    members: Sequence[str]


@dataclass(frozen=True)
class Compiled:
    """A compiled tariff table.

    Attributes:
        image: its bytes: written to a file, or given to :class:`fos.Library` as one of `tariffs`.
        rows: how many rows were read.
        measures: how many measures they became.
        left_out: how many rows were left out.
        skipped: why, row by row, and what else is odd; never raised. Of more than 1,000 the first.
    """

    image: bytes = field(repr=False)
    rows: int
    measures: int
    left_out: int
    skipped: Tuple[Error, ...]


_OF_FORM = {"uk-csv": ("GB", "GBP"), "us-hts-json": ("US", "USD"), "us-hts-csv": ("US", "USD")}


def compile(source: Union[Source, bytearray, memoryview], form: str = "csv", *, id: Optional[str] = None, currency: Optional[str] = None,
            data_version: str = "imported", rows_from: Optional[str] = None, name: Optional[str] = None,
            groups: Sequence[Group] = ()) -> Compiled:
    """Makes a tariff table of a file as administrations publish it.

    Args:
        source: the file, as bytes or as a path.
        form: ``"csv"`` (the plain CSV of libfos, which says all of itself), ``"uk-csv"``, ``"us-hts-json"``, ``"us-hts-csv"`` or ``"mfn-csv"``.
        id: id of the regime that reads it; known for the files of the United Kingdom and the United States.
        currency: ISO 4217; the same.
        data_version: what quotes say of it.
        rows_from: where its rows come from; by default the name of the file.
        name: what messages call the file; by default its path, or ``"tariff"``.
        groups: groups of origin that the file names and does not tell.

    Raises:
        InputError: the file is not of the form; ``line`` says where. A row that is not understood is left out and told.
    """
    content, keep = bytes_of(source, "a tariff"), []
    into, out = ffi.new("imported *"), Buffer()

    def text(what: str, value: Optional[str], may_lack: bool = False) -> Any:
        keep.append(c_text(what, value) if may_lack else _given(what, value))
        return keep[-1]

    name = name if name is not None else name_of(source, "tariff")
    into.form, into.name = text("a form", form), text("a name", name)
    own = _OF_FORM.get(form, (None, None))
    into.id, into.currency = text("an id", id or own[0], True), text("a currency", currency or own[1], True)
    into.data_version, into.source = text("a data version", data_version), text("a source", rows_from if rows_from is not None else name)
    if form != "csv" and not (id or own[0] and currency or own[1]):
        raise InputError(f"the form {form} needs id and currency, such as \"NZ\" and \"NZD\"", status="missing_key")
    if not all(isinstance(group, Group) and not isinstance(group.members, str) for group in groups):
        raise WrongTypeError("groups are a list of fos.tariff.Group, whose members are a list of str", status="wrong_type")
    names = [text("a group", each) for group in groups for each in (group.id, group.name)]
    members = [text("a group", each) for group in groups for country in group.members for each in (group.id, country)]
    keep += [ffi.new("char *[]", names), ffi.new("char *[]", members)]
    into.groups, into.group_count, into.members, into.member_count = keep[-2], len(names) // 2, keep[-1], len(members) // 2
    try:
        if lib.import_tariff(context, into, content, len(content), out.pointer):
            raise_error(ffi.addressof(into, "error"))
        skipped = tuple(failure_of(ffi.addressof(into.skipped, i)) for i in range(into.told))
        return Compiled(out.take(), into.rows, into.measures, into.left_out, skipped)
    finally:
        lib.imported_clear(into)
