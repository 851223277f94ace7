"""The page: the cart as a form, the quote with its breakdown, and the ways of collecting side by side. Every text is escaped here,
in `h`, and nowhere else is HTML put together."""

from html import escape

import cart

ROLES = {"payment_provider": "payment provider", "tax_authority": "tax authority", "other_agency": "another agency"}
WHEN = {"sale": "at sale", "departure": "at departure", "arrival": "at arrival", "delivery": "at delivery", "periodic": "in a periodic return"}
SURE = {"unverified": "unverified", "scheduled": "scheduled", "disputed": "disputed"}


def h(value):
    """Any text, made harmless in HTML and in its attributes. What no page may hold, control characters, becomes a sign."""
    text = "".join(c if c >= " " and c != "\x7f" or c in "\n\t" else "\ufffd" for c in str(value))
    return escape(text, quote=True)


def words(name):
    return h(ROLES.get(name, str(name).replace("_", " ")))


def render(form, quote=None, comparison=None, account=None, locale=None):
    """The whole page; without a quote only its form."""
    parts = [_quote(quote, form), _comparison(comparison, quote), _account(account, locale)] if quote else []
    return ("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<title>Checkout: duties and taxes of a parcel</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n"
            "<h1>Duties and taxes of a parcel</h1>\n<p class=\"soft\">What falls on this cart, on what, how much, who collects it, and when.</p>\n"
            + _form(form) + "".join(parts) + "</main>\n</body>\n</html>\n")


# --- the cart --------------------------------------------------------------------------------------------------------


def _form(form):
    wrong = ""
    if form.general or form.errors:
        said = h(form.general) if form.general else f"{len(form.errors)} field needs another look" if len(form.errors) == 1 else \
            f"{len(form.errors)} fields need another look"
        wrong = f"<div class=\"notice bad\" role=\"alert\">No quote: {said}.</div>\n"
    parcel = "".join([
        _input(form, "date", "Day of import", kind="date"), _input(form, "dispatch_country", "Sent from (country)", "CN"),
        _input(form, "destination_country", "Sent to (country)", "DE"), _input(form, "destination_subdivision", "State or province", "optional"),
        _select(form, "transport_mode", "Carried by", [("", "not known")] + cart.MODES)])
    money = "".join([
        _input(form, "currency", "Currency of the cart", "EUR"), _input(form, "freight", "Freight", "0.00"),
        _input(form, "insurance", "Insurance", "0.00"), _input(form, "rate", "Exchange rate, if needed", "0.8745"),
        _input(form, "rate_to", "Into (currency)", "GBP"), _select(form, "scheme", "The vendor's registration", cart.SCHEMES),
        _input(form, "registration", "Its number", "IM2760000742"),
        _select(form, "approach", "Who should collect", cart.APPROACHES), _check(form, "prices_include_tax", "Prices include tax")])
    lines = "".join("<div class=\"item\">" + "".join(_input(form, cart.field_of(line, name), label, example)
                                                     for name, label, example in cart.ITEM_FIELDS) + "</div>\n"
                    for line in range(1, form.lines + 1))
    return (f"<section>\n<h2>The cart</h2>\n{wrong}<form method=\"post\" action=\"/\">\n"
            f"<fieldset><legend>The parcel</legend><div class=\"fields\">{parcel}</div></fieldset>\n"
            f"<fieldset><legend>Money and collection</legend><div class=\"fields\">{money}</div></fieldset>\n"
            f"<fieldset><legend>The goods</legend>\n{lines}</fieldset>\n"
            "<button>Show duties and taxes</button>\n<button class=\"second\" name=\"add\" value=\"1\">One more line</button>\n</form>\n</section>\n")


def _field(form, name, label, control):
    """A control with its label, and what is wrong with it or why it is asked for."""
    state, why = ("wrong", form.errors[name]) if name in form.errors else ("asked", form.asked.get(name, ""))
    if not why:
        return f"<div><label>{h(label)}{control('')}</label></div>\n"
    about = f" aria-describedby=\"why-{h(name)}\"" + (" aria-invalid=\"true\"" if state == "wrong" else "")
    return f"<div class=\"{state}\"><label>{h(label)}{control(about)}</label><p class=\"why\" id=\"why-{h(name)}\">{h(why)}</p></div>\n"


def _input(form, name, label, example="", kind="text"):
    value = h(form.get(name))
    return _field(form, name, label, lambda about: f"<input id=\"{h(name)}\" name=\"{h(name)}\" type=\"{kind}\" value=\"{value}\" "
                  f"placeholder=\"{h(example)}\" autocomplete=\"off\"{about}>")


def _select(form, name, label, choices):
    chosen = form.get(name)
    known = choices if any(chosen == value for value, _ in choices) else choices + [(chosen, chosen)]
    options = "".join(f"<option value=\"{h(value)}\"{' selected' if value == chosen else ''}>{h(text)}</option>" for value, text in known)
    return _field(form, name, label, lambda about: f"<select id=\"{h(name)}\" name=\"{h(name)}\"{about}>{options}</select>")


def _check(form, name, label):
    checked = " checked" if form.get(name) else ""
    return f"<label class=\"check\"><input id=\"{h(name)}\" name=\"{h(name)}\" type=\"checkbox\" value=\"1\"{checked}>{h(label)}</label>\n"


# --- the quote -------------------------------------------------------------------------------------------------------


def _amount(value, currency):
    return "not known" if value is None else f"{h(value)} {h(currency)}"


def _quote(quote, form):
    totals, currency = quote.totals, quote.currency
    sums = [("Goods", totals.goods), ("Freight", totals.freight), ("Insurance", totals.insurance),
            ("Duties, taxes, fees" if quote.complete else "Duties, taxes, fees so far", totals.charges), ("Landed cost", totals.landed_cost)]
    boxes = "".join(_box(name, value, currency) for name, value in sums)
    rows = "".join(_charge(charge, currency) for charge in quote.charges)
    table = ("<div class=\"scroll\"><table id=\"breakdown\">\n<thead><tr><th>What</th><th>On what</th><th class=\"amount\">How much</th>"
             "<th>Who collects</th><th>Who pays</th><th>When</th></tr></thead>\n"
             f"<tbody>\n{rows}</tbody>\n</table></div>\n") if quote.charges else \
        "<p>No duty, tax or fee falls due.</p>\n" if quote.complete else "<p>No charge can be computed yet.</p>\n"
    return (f"<section id=\"quote\">\n<h2>{'The quote' if quote.complete else 'An incomplete quote'}</h2>\n{_missing(quote, form)}"
            f"<dl class=\"sums\">{boxes}</dl>\n{table}{_notes(quote)}{_reasons(quote)}</section>\n")


def _box(name, value, currency):
    mark = " class=\"all\"" if name == "Landed cost" else ""
    return f"<div{mark}><dt>{name}</dt><dd>{_amount(value, currency)}</dd></div>"


def _missing(quote, form):
    if quote.complete:
        return ""
    entries = "".join(f"<li>{_whose(missing.item)} <strong>{words(missing.needs)}</strong> is missing: {h(missing.because)}</li>\n"
                      for missing in quote.missing)
    hint = "Fill in the marked fields and ask again. " if form.asked else ""
    return ("<div class=\"notice\" role=\"status\">Not everything could be computed, and nothing was guessed. The amounts below are those "
            f"that are known; what is due in the end may be more. {hint}<ul>\n{entries}</ul></div>\n")


def _whose(item):
    return f"Line {h(item)}:" if item else "The parcel:"


def _charge(charge, currency):
    base = "" if charge.base is None else f"{_amount(charge.base, currency)}"
    rate = f" × {h(charge.rate)}" if base and charge.rate else h(charge.rate or "")
    lines = ", ".join(map(str, charge.items))
    unsure = f" <span class=\"unsure\">{SURE[charge.confidence]}</span>" if charge.confidence in SURE else ""
    waived = f"<div class=\"because\">waived: {_amount(charge.waived, currency)}</div>" if charge.waived else ""
    sources = "".join(f"<li>{h(source)}</li>" for source in charge.sources)
    sources = f"<details class=\"because\"><summary>the law</summary><ul>{sources}</ul></details>" if sources else ""
    return (f"<tr><td>{h(charge.name)}{unsure}<div class=\"because\">{h(charge.kind)}, line {h(lines)}</div></td>"
            f"<td>{base}{rate}<div class=\"because\">{h(charge.because)}</div>{sources}</td>"
            f"<td class=\"amount\">{_amount(charge.amount, currency)}{waived}</td><td>{words(charge.collector)}</td>"
            f"<td>{words(charge.payer)}</td><td class=\"when\">{h(WHEN.get(charge.due, charge.due))}</td></tr>\n")


def _notes(quote):
    notes = [h(warning.because) for warning in quote.warnings]
    notes += [f"The law can be read in more than one way ({h(each.switch)}); this quote takes the reading {h(each.value)}, "
              "and another reading gives another amount." for each in quote.assumed if each.matters]
    return f"<div class=\"notice\"><strong>Good to know</strong><ul>{''.join(f'<li>{note}</li>' for note in notes)}</ul></div>\n" if notes else ""


def _reasons(quote):
    entries = "".join(f"<li>{words(each.id)}: {'yes' if each.holds else 'no' if each.holds is False else 'not known'}. {h(each.because)}</li>\n"
                      for each in quote.decisions)
    engine = quote.engine
    return (f"<details><summary>What the law asked</summary><ul>\n{entries}</ul></details>\n"
            f"<p class=\"soft because\">Law of {h(engine.regime)}, data {h(engine.data_version)}, libfos {h(engine.version)}. "
            "A figure of the law as read, no advice and no ruling.</p>\n")


# --- the ways of collecting ------------------------------------------------------------------------------------------


def _comparison(comparison, quote):
    rows = "".join(_offer(offer, comparison.currency, {route.id for route in quote.routes}) for offer in comparison.offers)
    return ("<section id=\"compare\">\n<h2>Ways of collecting</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Way</th><th>Who collects what</th>"
            "<th class=\"amount\">Duties, taxes, fees</th><th class=\"amount\">Landed cost</th><th>Open to this cart</th></tr></thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table></div>\n</section>\n")


def _offer(offer, currency, taken):
    totals = offer.quote.totals
    collected = "<br>".join(f"{words(who)}: {_amount(amount, currency)}" for who, amount in totals.by_collector.items())
    collected = collected or ("nothing to collect" if offer.quote.complete else "not known yet")
    more = "" if offer.quote.complete else "<div class=\"because\">incomplete: at least</div>"
    is_open = "yes" if offer.available else "needs: " + "; ".join(map(h, offer.needs))
    chosen = offer.route in taken
    mark = " class=\"chosen\"" if chosen else ""
    return (f"<tr{mark}><td>{words(offer.approach)}"
            f"<div class=\"because\">{h(offer.route)}{', this quote' if chosen else ''}</div></td>"
            f"<td>{collected}</td><td class=\"amount\">{more}{_amount(totals.charges, currency)}</td>"
            f"<td class=\"amount\">{_amount(totals.landed_cost, currency)}</td><td>{is_open}</td></tr>\n")


def _account(account, locale):
    written = f" (amounts as in {h(locale)})" if locale else ""
    return f"<section>\n<details><summary>The same as text{written}</summary><pre id=\"account\">{h(account)}</pre></details>\n</section>\n"
