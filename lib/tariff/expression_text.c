/* The one spelling that libfos writes for a duty rate. It reads back to the same form. */
#include "tariff/duty.h"

#include <string.h>

static fos_decimal plain(fos_decimal value)
{
    while (value.scale > 0 && value.coefficient % 10 == 0) {
        value.coefficient /= 10;
        value.scale--;
    }
    return value;
}

static bool is_one(fos_decimal value) { return plain(value).coefficient == 1 && plain(value).scale == 0; }

/* "33 1/3": `over` is a whole number that `under` does not divide. */
static void put_mixed(fos_buffer *out, fos_decimal over, fos_decimal under)
{
    over = plain(over);
    if (under.coefficient <= 0) return;
    fos_decimal whole = { over.coefficient / under.coefficient, 0 }, rest = { over.coefficient % under.coefficient, 0 };
    fosi_buffer_decimal(out, whole);
    fosi_buffer_char(out, ' ');
    fosi_buffer_decimal(out, rest);
    fosi_buffer_char(out, '/');
    fosi_buffer_decimal(out, under);
}

static void put_percent(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    fos_decimal number = term->number;
    number.scale -= 2;
    if (is_one(term->per))
        fosi_buffer_decimal(out, plain(number));
    else
        put_mixed(out, number, term->per);
    fosi_buffer_text(out, " %");
    if (term->name == 0) return;
    fosi_buffer_text(out, " on the ");
    fosi_buffer_text(out, fosi_duty_name(duty, term->name));
}

static void put_unit(fos_buffer *out, unsigned unit, unsigned basis, unsigned factor, fos_decimal per)
{
    char text[FOSI_DUTY_UNIT_TEXT];
    fosi_duty_unit_text(unit, basis, text);
    if (!is_one(per)) {
        fosi_buffer_decimal(out, plain(per));
        fosi_buffer_char(out, ' ');
    }
    fosi_buffer_text(out, text);
    if (factor == 0) return;
    fosi_buffer_char(out, '/');
    fosi_buffer_text(out, fosi_duty_factor_code(factor));
}

static void put_money(fos_buffer *out, const fosi_duty_term *term)
{
    fosi_buffer_decimal(out, plain(term->number));
    fosi_buffer_char(out, ' ');
    fosi_buffer_text(out, term->currency);
    if (term->unit == 0) return;
    fosi_buffer_char(out, '/');
    put_unit(out, term->unit, term->basis, term->factor, term->per);
}

void fosi_duty_put_term(fos_buffer *out, const fosi_duty *duty, const fosi_duty_term *term)
{
    switch ((fosi_duty_kind)term->kind) {
    case FOSI_DUTY_PERCENT: put_percent(out, duty, term); break;
    case FOSI_DUTY_MONEY: put_money(out, term); break;
    case FOSI_DUTY_COMPONENT:
    case FOSI_DUTY_WORDS: fosi_buffer_text(out, fosi_duty_name(duty, term->name)); break;
    case FOSI_DUTY_ORDINARY: fosi_buffer_text(out, "the duty provided in the applicable subheading"); break;
    }
}

static void put_sum(fos_buffer *out, const fosi_duty *duty, uint8_t first, uint8_t count)
{
    static const char *const joins[] = { " + ", " - ", " MIN ", " MAX " };
    if (count == 0) fosi_buffer_text(out, "Free");
    for (uint8_t i = first; i < first + count; i++) {
        if (i != first) fosi_buffer_text(out, joins[duty->terms[i].join]);
        fosi_duty_put_term(out, duty, &duty->terms[i]);
    }
}

static void put_condition(fos_buffer *out, const fosi_duty *duty, const fosi_duty_band *band)
{
    fosi_buffer_char(out, band->code);
    if (band->test == FOSI_DUTY_CERTIFICATE) {
        fosi_buffer_text(out, " cert: ");
        fosi_buffer_text(out, fosi_duty_name(duty, band->name));
    } else if (band->test != FOSI_DUTY_ALWAYS) {
        fosi_buffer_char(out, ' ');
        fosi_buffer_decimal(out, plain(band->threshold));
        if (band->currency[0] != '\0') fosi_buffer_char(out, ' ');
        fosi_buffer_text(out, band->currency);
        fosi_buffer_char(out, '/');
        put_unit(out, band->unit, band->basis, 0, band->per);
    }
    fosi_buffer_format(out, " (%02d):", band->action);
    if (!band->stated) return;
    fosi_buffer_char(out, ' ');
    put_sum(out, duty, band->first, band->count);
}

static void put_bands(fos_buffer *out, const fosi_duty *duty)
{
    bool programmes = duty->bands[0].test == FOSI_DUTY_PROGRAMME;
    if (!programmes) fosi_buffer_text(out, "Cond: ");
    for (uint8_t i = 0; i < duty->band_count; i++) {
        const fosi_duty_band *band = &duty->bands[i];
        if (i != 0) fosi_buffer_text(out, programmes ? " " : " ; ");
        if (band->test == FOSI_DUTY_OMITTED) {
            fosi_buffer_text(out, "...");
        } else if (programmes) {
            put_sum(out, duty, band->first, band->count);
            fosi_buffer_format(out, " (%s)", fosi_duty_name(duty, band->name));
        } else {
            put_condition(out, duty, band);
        }
    }
}

void fosi_duty_put(fos_buffer *out, const fosi_duty *duty)
{
    switch ((fosi_duty_form)duty->form) {
    case FOSI_DUTY_SUM: put_sum(out, duty, 0, duty->count); break;
    case FOSI_DUTY_BANDED: put_bands(out, duty); break;
    case FOSI_DUTY_UNIT:
        put_unit(out, duty->terms[0].unit, duty->terms[0].basis, duty->terms[0].factor, duty->terms[0].per);
        break;
    case FOSI_DUTY_PROSE: fosi_buffer_text(out, duty->names); break;
    }
    if (duty->cut) fosi_buffer_text(out, " ...");
}
