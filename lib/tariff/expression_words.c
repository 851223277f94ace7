/* Duty rates in words: what each term is taken on, and what bounds what. */
#include "tariff/duty.h"

#include <string.h>

static bool is_one(fos_decimal value) { return fos_decimal_compare(value, (fos_decimal){ 1, 0 }) == 0; }

static const char *component_words(const char *name)
{
    static const struct {
        const char *name, *words;
    } components[] = {
        { "EA", "the agricultural component (EA)" },       { "EAR", "the reduced agricultural component (EAR)" },
        { "ADSZ", "the additional duty on sugar (ADSZ)" }, { "ADSZR", "the reduced additional duty on sugar (ADSZR)" },
        { "ADFM", "the additional duty on flour (ADFM)" }, { "ADFMR", "the reduced additional duty on flour (ADFMR)" },
        { "AC", "the agricultural component (AC)" },
    };
    for (size_t i = 0; i < sizeof components / sizeof *components; i++)
        if (strcmp(components[i].name, name) == 0) return components[i].words;
    return name;
}

/* Without " %" and what follows: the percentage alone. */
static void put_percentage(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    fosi_duty_term alone = *term;
    alone.name = 0;
    fosi_duty_put_term(out, duty, &alone);
}

/* case-and-strap is "the case and strap". */
static void put_name(fos_buffer *out, const char *name)
{
    for (; *name != '\0'; name++)
        fosi_buffer_char(out, *name == '-' ? ' ' : *name);
}

static void put_percent(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    put_percentage(out, duty, term);
    if (term->name == 0) {
        fosi_buffer_text(out, " of the customs value");
        return;
    }
    const char *name = fosi_duty_name(duty, term->name);
    size_t length = strlen(name);
    bool amount = length > 6 && (strcmp(name + length - 6, "-price") == 0 || strcmp(name + length - 6, "-value") == 0);
    fosi_buffer_text(out, amount ? " of the " : " of the value of the ");
    put_name(out, name);
}

/* "1000 articles", but "100 kg". */
static bool has_plural(const char *words)
{
    static const char *const plain[] = { "article", "pair", "litre", "tonne", "set", "sheet", "cell", "carat" };
    bool plural = false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        plural |= strcmp(plain[i], words) == 0;
    return plural;
}

static void put_unit(fos_buffer *out, unsigned unit, unsigned basis, fos_decimal per)
{
    const fosi_duty_unit *of = fosi_duty_unit_at(unit);
    const fosi_duty_basis *on = fosi_duty_basis_at(basis);
    if (!is_one(per)) {
        fosi_buffer_decimal(out, per);
        fosi_buffer_text(out, strcmp(of->words, "100 kg") == 0 ? " × " : " ");
    }
    fosi_buffer_text(out, of->words);
    if (!is_one(per) && has_plural(of->words)) fosi_buffer_char(out, 's');
    if (on == NULL) return;
    fosi_buffer_text(out, " of ");
    fosi_buffer_text(out, on->words);
}

static void put_money(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    fosi_duty_term alone = *term;
    alone.unit = 0;
    fosi_duty_put_term(out, duty, &alone);
    if (term->unit == 0) return;
    fosi_buffer_text(out, " for each ");
    put_unit(out, term->unit, term->basis, term->per);
    if (term->factor == 0) return;
    fosi_buffer_text(out, " and each ");
    fosi_buffer_text(out, fosi_duty_factor_words(term->factor));
}

static void put_term(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    switch ((fosi_duty_kind)term->kind) {
    case FOSI_DUTY_PERCENT: put_percent(out, duty, term); break;
    case FOSI_DUTY_MONEY: put_money(out, duty, term); break;
    case FOSI_DUTY_COMPONENT: fosi_buffer_text(out, component_words(fosi_duty_name(duty, term->name))); break;
    case FOSI_DUTY_ORDINARY: fosi_buffer_text(out, "the duty of the subheading that applies to the goods"); break;
    case FOSI_DUTY_WORDS: fosi_buffer_format(out, "words, not a rate (%s)", fosi_duty_name(duty, term->name)); break;
    }
}

static void put_sum(fos_buffer *out, const fosi_duty *duty, uint8_t first, uint8_t count)
{
    static const char *const joins[] = { " plus ", " minus ", "; at least ", "; at most " };
    if (count == 0) fosi_buffer_text(out, "free of duty");
    for (uint8_t i = first; i < first + count; i++) {
        if (i != first) fosi_buffer_text(out, joins[duty->terms[i].join]);
        put_term(out, duty, &duty->terms[i]);
    }
}

static void put_threshold(fos_buffer *out, const fosi_duty_band *band)
{
    fosi_buffer_decimal(out, band->threshold);
    if (band->currency[0] != '\0') fosi_buffer_format(out, " %s", band->currency);
    fosi_buffer_text(out, band->test == FOSI_DUTY_PRICE ? " for each " : " ");
    put_unit(out, band->unit, band->basis, band->per);
}

static void put_test(fos_buffer *out, const fosi_duty *duty, const fosi_duty_band *band)
{
    const char *name = fosi_duty_name(duty, band->name);
    switch ((fosi_duty_test)band->test) {
    case FOSI_DUTY_ALWAYS: fosi_buffer_text(out, "otherwise"); return;
    case FOSI_DUTY_PRICE: fosi_buffer_text(out, "if the price is at least "); break;
    case FOSI_DUTY_RATIO: fosi_buffer_text(out, "if each article has at least "); break;
    case FOSI_DUTY_QUANTITY: fosi_buffer_text(out, "if the quantity is at least "); break;
    case FOSI_DUTY_CERTIFICATE: fosi_buffer_format(out, "with certificate %s", name); return;
    case FOSI_DUTY_PROGRAMME:
        fosi_buffer_format(out, strchr(name, ',') != NULL ? "for programmes %s" : "for programme %s", name);
        return;
    case FOSI_DUTY_OMITTED: fosi_buffer_text(out, "further bands that the text leaves out"); return;
    }
    put_threshold(out, band);
}

void fosi_duty_put_band(fos_buffer *out, const fosi_duty *duty, const fosi_duty_band *band)
{
    put_test(out, duty, band);
    if (band->test == FOSI_DUTY_OMITTED) return;
    if (!band->stated) {
        fosi_buffer_format(out, ": no duty is said (action %02d)", band->action);
        return;
    }
    fosi_buffer_text(out, ": ");
    put_sum(out, duty, band->first, band->count);
    if (band->action == 11) fosi_buffer_text(out, ", less the value");
}

void fosi_duty_put_words(fos_buffer *out, const fosi_duty *duty)
{
    switch ((fosi_duty_form)duty->form) {
    case FOSI_DUTY_SUM: put_sum(out, duty, 0, duty->count); break;
    case FOSI_DUTY_BANDED:
        for (uint8_t i = 0; i < duty->band_count; i++) {
            if (i != 0) fosi_buffer_text(out, ". ");
            fosi_duty_put_band(out, duty, &duty->bands[i]);
        }
        break;
    case FOSI_DUTY_UNIT:
        fosi_buffer_text(out, "no duty: a supplementary unit, ");
        put_unit(out, duty->terms[0].unit, duty->terms[0].basis, duty->terms[0].per);
        break;
    case FOSI_DUTY_PROSE: fosi_buffer_text(out, "words, not a rate"); break;
    }
    if (duty->cut) fosi_buffer_text(out, ", and more that the text leaves out");
}
