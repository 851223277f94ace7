"""The page: the cart as a form, the quote with its breakdown, and the ways of collecting side by side. Every text is escaped here,
in `h`, and nowhere else is HTML put together. `to` is the reader's language (languages.py)."""

from html import escape

import cart

WHEN = {"sale": "at sale", "departure": "at departure", "arrival": "at arrival", "delivery": "at delivery", "periodic": "in a periodic return"}
SURE = {"unverified", "scheduled", "disputed"}


def h(value):
    """Any text, made harmless in HTML and in its attributes. What no page may hold, control characters, becomes a sign."""
    text = "".join(c if c >= " " and c != "\x7f" or c in "\n\t" else "\ufffd" for c in str(value))
    return escape(text, quote=True)


def words(to, name):
    """A word of the contract, such as tax_authority, as people say it."""
    return h(to.say("another agency" if name == "other_agency" else str(name).replace("_", " ")))


def law(text):
    """A sentence of the library or the law, which is in English whatever the page is in."""
    return f"<span lang=\"en\">{h(text)}</span>"


def render(form, to, quote=None, comparison=None, account=None, locale=None):
    """The whole page; without a quote only its form."""
    parts = [_quote(to, quote, form), _comparison(to, comparison, quote), _account(to, account, locale)] if quote else []
    return (f"<!DOCTYPE html>\n<html lang=\"{h(to.tag)}\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            f"<title>{h(to.say('Checkout: duties and taxes of a parcel'))}</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n"
            f"<h1>{h(to.say('Duties and taxes of a parcel'))}</h1>\n"
            f"<p class=\"soft\">{h(to.say('What falls on this cart, on what, how much, who collects it, and when.'))}</p>\n"
            + _form(form, to) + "".join(parts) + "</main>\n</body>\n</html>\n")


# --- the cart --------------------------------------------------------------------------------------------------------


def _form(form, to):
    wrong = ""
    if form.general or form.errors:
        said = law(form.general) if form.general else h(to.say("{} field needs another look" if len(form.errors) == 1 else
                                                               "{} fields need another look", len(form.errors)))
        wrong = f"<div class=\"notice bad\" role=\"alert\">{h(to.say('No quote:'))} {said}.</div>\n"
    parcel = "".join([
        _input(form, to, "date", "Day of import", kind="date"), _input(form, to, "dispatch_country", "Sent from (country)", "CN"),
        _input(form, to, "destination_country", "Sent to (country)", "DE"),
        _input(form, to, "destination_subdivision", "State or province", to.say("optional")),
        _select(form, to, "transport_mode", "Carried by", [("", "not known")] + cart.MODES)])
    money = "".join([
        _input(form, to, "currency", "Currency of the cart", "EUR"), _input(form, to, "freight", "Freight", "0.00"),
        _input(form, to, "insurance", "Insurance", "0.00"), _input(form, to, "rate", "Exchange rate, if needed", "0.8745"),
        _input(form, to, "rate_to", "Into (currency)", "GBP"), _select(form, to, "scheme", "The vendor's registration", cart.SCHEMES),
        _input(form, to, "registration", "Its number", "IM2760000742"),
        _select(form, to, "approach", "Who should collect", cart.APPROACHES), _check(form, to, "prices_include_tax", "Prices include tax")])
    lines = "".join("<div class=\"item\">" + "".join(_input(form, to, cart.field_of(line, name), label, example)
                                                     for name, label, example in cart.ITEM_FIELDS) + "</div>\n"
                    for line in range(1, form.lines + 1))
    sets = "".join(f"<fieldset><legend>{h(to.say(legend))}</legend>{fields}</fieldset>\n" for legend, fields in (
        ("The parcel", f"<div class=\"fields\">{parcel}</div>"), ("Money and collection", f"<div class=\"fields\">{money}</div>"),
        ("The goods", f"\n{lines}")))
    return (f"<section>\n<h2>{h(to.say('The cart'))}</h2>\n{wrong}<form method=\"post\" action=\"/\">\n{sets}"
            f"<button>{h(to.say('Show duties and taxes'))}</button>\n"
            f"<button class=\"second\" name=\"add\" value=\"1\">{h(to.say('One more line'))}</button>\n</form>\n</section>\n")


def _field(form, to, name, label, control):
    """A control with its label, and what is wrong with it or why it is asked for."""
    state, why = ("wrong", form.errors[name]) if name in form.errors else ("asked", form.asked.get(name, ""))
    if not why:
        return f"<div><label>{h(to.say(label))}{control('')}</label></div>\n"
    about = f" aria-describedby=\"why-{h(name)}\"" + (" aria-invalid=\"true\"" if state == "wrong" else "")
    return f"<div class=\"{state}\"><label>{h(to.say(label))}{control(about)}</label><p class=\"why\" lang=\"en\" id=\"why-{h(name)}\">{h(why)}</p></div>\n"


def _input(form, to, name, label, example="", kind="text"):
    value = h(form.get(name))
    return _field(form, to, name, label, lambda about: f"<input id=\"{h(name)}\" name=\"{h(name)}\" type=\"{kind}\" value=\"{value}\" "
                  f"placeholder=\"{h(example)}\" autocomplete=\"off\"{about}>")


def _select(form, to, name, label, choices):
    chosen = form.get(name)
    known = choices if any(chosen == value for value, _ in choices) else choices + [(chosen, chosen)]
    options = "".join(f"<option value=\"{h(value)}\"{' selected' if value == chosen else ''}>{h(to.say(text))}</option>" for value, text in known)
    return _field(form, to, name, label, lambda about: f"<select id=\"{h(name)}\" name=\"{h(name)}\"{about}>{options}</select>")


def _check(form, to, name, label):
    checked = " checked" if form.get(name) else ""
    return f"<label class=\"check\"><input id=\"{h(name)}\" name=\"{h(name)}\" type=\"checkbox\" value=\"1\"{checked}>{h(to.say(label))}</label>\n"


# --- the quote -------------------------------------------------------------------------------------------------------


def _amount(to, value, currency):
    return h(to.say("not known")) if value is None else f"{h(to.number(value))} {h(currency)}"


def _head(to, *names):
    """The head of a table; names of columns of amounts begin with a sign of equality."""
    cells = "".join(f"<th class=\"amount\">{h(to.say(name[1:]))}</th>" if name.startswith("=") else f"<th>{h(to.say(name))}</th>" for name in names)
    return f"<thead><tr>{cells}</tr></thead>\n"


def _quote(to, quote, form):
    totals, currency = quote.totals, quote.currency
    sums = [("Goods", totals.goods), ("Freight", totals.freight), ("Insurance", totals.insurance),
            ("Duties, taxes, fees" if quote.complete else "Duties, taxes, fees so far", totals.charges), ("Landed cost", totals.landed_cost)]
    boxes = "".join(_box(to, name, value, currency) for name, value in sums)
    rows = "".join(_charge(to, charge, currency) for charge in quote.charges)
    table = (f"<div class=\"scroll\"><table id=\"breakdown\">\n{_head(to, 'What', 'On what', '=How much', 'Who collects', 'Who pays', 'When')}"
             f"<tbody>\n{rows}</tbody>\n</table></div>\n") if quote.charges else \
        f"<p>{h(to.say('No duty, tax or fee falls due.' if quote.complete else 'No charge can be computed yet.'))}</p>\n"
    return (f"<section id=\"quote\">\n<h2>{h(to.say('The quote' if quote.complete else 'An incomplete quote'))}</h2>\n{_missing(to, quote, form)}"
            f"<dl class=\"sums\">{boxes}</dl>\n{table}{_notes(to, quote)}{_reasons(to, quote)}</section>\n")


def _box(to, name, value, currency):
    mark = " class=\"all\"" if name == "Landed cost" else ""
    return f"<div{mark}><dt>{h(to.say(name))}</dt><dd>{_amount(to, value, currency)}</dd></div>"


def _missing(to, quote, form):
    if quote.complete:
        return ""
    entries = "".join(f"<li>{_whose(to, missing.item)} {h(to.say('missing:'))} <strong>{words(to, missing.needs)}</strong>: {law(missing.because)}</li>\n"
                      for missing in quote.missing)
    hint = h(to.say("Fill in the marked fields and ask again.")) if form.asked else ""
    return (f"<div class=\"notice\" role=\"status\">{h(to.say('Not everything could be computed, and nothing was guessed. The amounts below are those that are known; what is due in the end may be more.'))} "
            f"{hint}<ul>\n{entries}</ul></div>\n")


def _whose(to, item):
    return h(to.say("Line {}:", item) if item else to.say("The parcel:"))


def _charge(to, charge, currency):
    base = "" if charge.base is None else _amount(to, charge.base, currency)
    rate = f" × {h(charge.rate)}" if base and charge.rate else h(charge.rate or "")
    lines = ", ".join(map(str, charge.items))
    unsure = f" <span class=\"unsure\">{h(to.say(charge.confidence))}</span>" if charge.confidence in SURE else ""
    waived = f"<div class=\"because\">{h(to.say('waived:'))} {_amount(to, charge.waived, currency)}</div>" if charge.waived else ""
    sources = "".join(f"<li>{law(source)}</li>" for source in charge.sources)
    sources = f"<details class=\"because\"><summary>{h(to.say('the law'))}</summary><ul>{sources}</ul></details>" if sources else ""
    return (f"<tr><td>{law(charge.name)}{unsure}<div class=\"because\">{words(to, charge.kind)}, {h(to.say('line {}', lines))}</div></td>"
            f"<td>{base}{rate}<div class=\"because\">{law(charge.because)}</div>{sources}</td>"
            f"<td class=\"amount\">{_amount(to, charge.amount, currency)}{waived}</td><td>{words(to, charge.collector)}</td>"
            f"<td>{words(to, charge.payer)}</td><td class=\"when\">{h(to.say(WHEN.get(charge.due, charge.due)))}</td></tr>\n")


def _notes(to, quote):
    notes = [law(warning.because) for warning in quote.warnings]
    notes += [h(to.say("The law can be read in more than one way ({}); this quote takes the reading {}, and another reading gives another amount.",
                       each.switch, each.value)) for each in quote.assumed if each.matters]
    entries = "".join(f"<li>{note}</li>" for note in notes)
    return f"<div class=\"notice\"><strong>{h(to.say('Good to know'))}</strong><ul>{entries}</ul></div>\n" if notes else ""


def _reasons(to, quote):
    entries = "".join(f"<li>{law(each.id)}: {h(to.say('yes' if each.holds else 'no' if each.holds is False else 'not known'))}. {law(each.because)}</li>\n"
                      for each in quote.decisions)
    engine = quote.engine
    return (f"<details><summary>{h(to.say('What the law asked'))}</summary><ul>\n{entries}</ul></details>\n"
            f"<p class=\"soft because\">{h(to.say('Law of {}, data {}, libfos {}. A figure of the law as read, no advice and no ruling.', engine.regime, engine.data_version, engine.version))}</p>\n")


# --- the ways of collecting ------------------------------------------------------------------------------------------


def _comparison(to, comparison, quote):
    rows = "".join(_offer(to, offer, comparison.currency, {route.id for route in quote.routes}) for offer in comparison.offers)
    head = _head(to, "Way", "Who collects what", "=Duties, taxes, fees", "=Landed cost", "Open to this cart")
    return (f"<section id=\"compare\">\n<h2>{h(to.say('Ways of collecting'))}</h2>\n<div class=\"scroll\"><table>\n{head}"
            f"<tbody>\n{rows}</tbody>\n</table></div>\n</section>\n")


def _offer(to, offer, currency, taken):
    totals = offer.quote.totals
    collected = "<br>".join(f"{words(to, who)}: {_amount(to, amount, currency)}" for who, amount in totals.by_collector.items())
    collected = collected or h(to.say("nothing to collect" if offer.quote.complete else "not known yet"))
    more = "" if offer.quote.complete else f"<div class=\"because\">{h(to.say('incomplete: at least'))}</div>"
    is_open = h(to.say("yes")) if offer.available else h(to.say("needs:")) + " " + law("; ".join(offer.needs))
    chosen = offer.route in taken
    mark = " class=\"chosen\"" if chosen else ""
    return (f"<tr{mark}><td>{words(to, offer.approach)}"
            f"<div class=\"because\">{h(offer.route)}{h(', ' + to.say('this quote')) if chosen else ''}</div></td>"
            f"<td>{collected}</td><td class=\"amount\">{more}{_amount(to, totals.charges, currency)}</td>"
            f"<td class=\"amount\">{_amount(to, totals.landed_cost, currency)}</td><td>{is_open}</td></tr>\n")


def _account(to, account, locale):
    title = to.say("The same as text (amounts as in {})", locale) if locale else to.say("The same as text")
    return f"<section>\n<details><summary>{h(title)}</summary><pre id=\"account\" lang=\"en\">{h(account)}</pre></details>\n</section>\n"
