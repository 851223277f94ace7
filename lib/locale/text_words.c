/* The words of the text views, and payments summed from charges. English only: the reader's locale decides how amounts
 * and dates are written, not the language. */
#include "locale/text_words.h"

#include <string.h>

#define ITEMS_NAMED ((size_t)8)

void fosi_put_role(fosi_view *view, fos_role role)
{
    const char *name = role == FOS_ROLE_ABSENT ? "-" : fos_role_name(role);
    for (; *name != '\0'; name++)
        fosi_buffer_char(&view->scratch, (char)(*name == '_' ? ' ' : *name));
}

const char *fosi_due_words(fos_due due)
{
    switch (due) {
    case FOS_DUE_SALE: return "at sale";
    case FOS_DUE_DEPARTURE: return "on departure";
    case FOS_DUE_ARRIVAL: return "on arrival";
    case FOS_DUE_DELIVERY: return "on delivery";
    case FOS_DUE_PERIODIC: return "periodically";
    case FOS_DUE_ABSENT: break;
    }
    return "-";
}

const char *fosi_approach_words(fos_approach approach)
{
    switch (approach) {
    case FOS_APPROACH_VENDOR: return "collected at sale by the seller, or by the platform as deemed supplier";
    case FOS_APPROACH_INTERMEDIARY: return "collected by an intermediary such as the carrier or the post";
    case FOS_APPROACH_CONSUMER: return "declared and paid by the buyer himself";
    case FOS_APPROACH_BORDER: return "collected by customs at the border";
    case FOS_APPROACH_HYBRID: return "collected in several ways, as each charge says";
    case FOS_APPROACH_ABSENT: break;
    }
    return "undecided";
}

const char *fosi_confidence_words(fos_confidence confidence)
{
    switch (confidence) {
    case FOS_CONFIDENCE_CONFIRMED: return "read in the law itself";
    case FOS_CONFIDENCE_SECONDARY: return "read in a report of the law, not in its text";
    case FOS_CONFIDENCE_UNVERIFIED: return "general knowledge, not checked against the law";
    case FOS_CONFIDENCE_SCHEDULED: return "adopted or announced, its start not confirmed";
    case FOS_CONFIDENCE_DISPUTED: return "sources disagree on it";
    }
    return "of unknown standing";
}

void fosi_put_items(fosi_view *view, const uint32_t *items, size_t count)
{
    fos_buffer *out = &view->scratch;
    if (count == 0) return;
    if (count > ITEMS_NAMED) {
        fosi_buffer_unsigned(out, count);
        fosi_buffer_text(out, " items");
        return;
    }
    fosi_buffer_text(out, count == 1 ? "item " : "items ");
    for (size_t i = 0; i < count; i++) {
        if (i != 0) fosi_buffer_text(out, ", ");
        fosi_buffer_unsigned(out, items[i]);
    }
}

static bool same_text(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }

static fosi_payment *payment_of(fosi_payment *payments, const fos_charge *charge, bool remittance, size_t *count)
{
    for (size_t i = 0; i < *count; i++) {
        fosi_payment *each = &payments[i];
        if (each->payer == charge->payer && each->collector == charge->collector && each->due == charge->due &&
            (!remittance || (each->remitted_to == charge->remitted_to && same_text(each->remitted, charge->remitted))))
            return each;
    }
    fosi_payment *added = &payments[(*count)++];
    added->payer = charge->payer;
    added->collector = charge->collector;
    added->due = charge->due;
    added->remitted_to = charge->remitted_to;
    added->remitted = charge->remitted;
    added->amount.coefficient = 0;
    added->amount.scale = charge->amount.scale;
    return added;
}

const fosi_payment *fosi_payments(fosi_view *view, const fos_quote *quote, bool remittance, size_t *count)
{
    *count = 0;
    fosi_payment *payments = fosi_view_zero(view, quote->charge_count, sizeof *payments);
    if (payments == NULL) return NULL;
    for (size_t i = 0; i < quote->charge_count; i++) {
        const fos_charge *charge = quote->charges[i];
        if (!fos_decimal_present(charge->amount) || charge->amount.coefficient == 0) continue;
        fosi_payment *payment = payment_of(payments, charge, remittance, count);
        fosi_view_note(view, fos_decimal_add(payment->amount, charge->amount, &payment->amount));
    }
    return payments;
}
