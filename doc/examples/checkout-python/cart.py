"""The cart as a form: its fields, the request that they make, and the field to which an error or a missing input belongs."""

import datetime
import re

import fos

# name, label, what may be typed (for the reader), how wide
ITEM_FIELDS = [
    ("description", "Goods", "T-shirt, cotton"),
    ("commodity_code", "Commodity code", "610910"),
    ("origin_country", "Origin", "CN"),
    ("quantity", "Quantity", "1"),
    ("unit_price", "Price of one", "12.50"),
    ("net_mass_kg", "Net kg", "0.36"),
    ("duty_rate", "Duty rate, if known", "12 %"),
]
APPROACHES = [("auto", "what the law chooses"), ("vendor", "the vendor, at sale"), ("intermediary", "a carrier or other intermediary"),
              ("consumer", "the buyer himself"), ("border", "customs, at the border")]
MODES = [("post", "post"), ("express", "express"), ("air", "air freight"), ("sea", "sea"), ("road", "road"), ("rail", "rail")]
SCHEMES = [("", "none"), ("ioss", "EU import one-stop shop"), ("gb-vat", "United Kingdom VAT"), ("abn", "Australian ABN"), ("arn", "Australian ARN")]

# Fields of the consignment that stand in the request as they are.
_PLAIN = {"dispatch_country": "/consignment/dispatch_country", "destination_country": "/consignment/destination_country",
          "destination_subdivision": "/consignment/destination_subdivision", "transport_mode": "/consignment/transport_mode"}
# Inputs that a quote may miss, by the field that takes them.
_ITEM_NEEDS = {"commodity_code": "commodity_code", "code": "commodity_code", "duty_rate": "duty_rate", "origin_country": "origin_country",
               "origin": "origin_country", "net_mass_kg": "net_mass_kg", "net_mass": "net_mass_kg", "quantity": "quantity",
               "unit_price": "unit_price"}
_NEEDS = {"destination_subdivision": "destination_subdivision", "subdivision": "destination_subdivision",
          "dispatch_country": "dispatch_country", "transport_mode": "transport_mode", "freight": "freight", "insurance": "insurance",
          "exchange_rate": "rate"}


class Form:
    """What was typed, with what is wrong at each field. `values` maps names of fields to texts."""

    def __init__(self, values, most_lines):
        self.values = {"approach": "auto", **values}
        self.most_lines = most_lines
        self.errors = {}  # name of field: what is wrong with it
        self.asked = {}  # name of field: why a complete quote needs it
        self.general = None  # an error that belongs to no field
        numbers = [int(found.group(1)) for found in map(re.compile(r"item-([0-9]{1,4})-").match, values) if found]
        self.lines = min(max(numbers, default=0), most_lines) or 1
        self.wants_line = "add" in values

    def get(self, name):
        return self.values.get(name, "").strip()

    def add_line(self):
        self.lines = min(self.lines + 1, self.most_lines)

    def request(self):
        """The request for fos, and for each JSON Pointer in it the name of the field that made it."""
        pointers = {"/date": "date", "/approach": "approach"}
        consignment, currency = {}, self.get("currency").upper()
        for name, pointer in _PLAIN.items():
            if self.get(name):
                consignment[name] = self.get(name).upper() if name.endswith("country") else self.get(name)
            pointers[pointer] = name
        for name in ("freight", "insurance"):
            if self.get(name):
                consignment[name] = {"amount": self.get(name), "currency": currency}
            pointers |= {f"/consignment/{name}": name, f"/consignment/{name}/currency": "currency"}
        rates = []
        if self.get("rate") or self.get("rate_to"):
            rates.append({"from": currency, "to": self.get("rate_to").upper(), "rate": self.get("rate"), "date": self.get("date")})
            pointers |= {"/exchange_rates/0": "rate", "/exchange_rates/0/from": "currency", "/exchange_rates/0/to": "rate_to"}
        if self.get("scheme") or self.get("registration"):
            consignment["seller"] = {"identifiers": [{"scheme": self.get("scheme"), "value": self.get("registration")}]}
            pointers |= {"/consignment/seller": "registration", "/consignment/seller/identifiers/0/scheme": "scheme"}
        consignment["items"] = []
        pointers["/consignment/items"] = field_of(1, "commodity_code")
        for line in range(1, self.lines + 1):
            self._add_item(consignment["items"], pointers, line, currency)
        request = {"date": self.get("date"), "approach": self.get("approach") or "auto", "consignment": consignment,
                   "prices_include_tax": bool(self.get("prices_include_tax")), "exchange_rates": rates}
        return request, pointers

    def _add_item(self, items, pointers, line, currency):
        item = {name: self.get(field_of(line, name)) for name, *_ in ITEM_FIELDS if self.get(field_of(line, name))}
        if not item:
            return
        place = f"/consignment/items/{len(items)}"
        if "unit_price" in item:
            item["unit_price"] = {"amount": item["unit_price"], "currency": currency}
        if "origin_country" in item:
            item["origin_country"] = item["origin_country"].upper()
        item["number"] = line
        for name, *_ in ITEM_FIELDS:
            pointers[f"{place}/{name}"] = field_of(line, name)
        pointers |= {place: field_of(line, "unit_price"), f"{place}/unit_price/currency": "currency"}
        items.append(item)

    def check_registration(self):
        """A registration that cannot exist would give a quote that no vendor can keep."""
        if not self.get("scheme") and not self.get("registration"):
            return
        try:
            found = fos.identify(self.get("scheme"), self.get("registration"))
        except fos.InputError as error:
            self.errors["scheme"] = error.text
            return
        if not found:
            self.errors["registration"] = found.because

    def blame(self, error, pointers):
        """Puts an error at the field whose value it is about: that of the longest pointer which leads to its place."""
        pointer = error.pointer
        if error.status == "no_regime":
            pointer = "/consignment/destination_country"
        while pointer and pointer not in pointers:
            pointer = pointer.rpartition("/")[0]
        if pointer in pointers:
            self.errors[pointers[pointer]] = error.text
        else:
            self.general = error.text

    def ask_for(self, quote):
        """Marks the fields that a complete quote needs. What has no field here is told in the quote."""
        for missing in quote.missing:
            name = _ITEM_NEEDS.get(missing.needs) if missing.item else _NEEDS.get(missing.needs)
            if name:
                self.asked[field_of(missing.item, name) if missing.item else name] = missing.because


def field_of(line, name):
    return f"item-{line}-{name}"


def example():
    """A cart to begin with: a parcel from China to Germany, with today as the day of import."""
    values = {"date": datetime.date.today().isoformat(), "dispatch_country": "CN", "destination_country": "DE", "transport_mode": "post",
              "currency": "EUR", "freight": "4.90", "scheme": "ioss", "registration": "IM2760000742", "approach": "auto"}
    items = [{"description": "T-shirt, cotton, knitted", "commodity_code": "610910", "origin_country": "CN", "quantity": "2",
              "unit_price": "12.50", "net_mass_kg": "0.36"},
             {"description": "Sports shoes", "commodity_code": "640411", "origin_country": "VN", "quantity": "1", "unit_price": "34.90"}]
    for line, item in enumerate(items, 1):
        values |= {field_of(line, name): text for name, text in item.items()}
    return Form(values, len(items))
