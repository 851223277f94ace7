/* The parser of duty rates: terms and how they join. Conditions and programmes are in expression_bands.c. */
#include "tariff/expression_scan.h"

#include <string.h>

#include "dataset/codes.h"

/* "a or b": stands until "whichever is the greater" says which. */
#define JOIN_OR 4

static bool take_first(fosi_scan *s, const char *const *words)
{
    fosi_scan_skip(s);
    for (; *words != NULL; words++)
        if (fosi_scan_may(s, *words) && fosi_scan_spelling(s, *words)) return true;
    return false;
}

/* ---- money ---- */

typedef struct money_sign {
    const char *text;
    char currency[4];
} money_sign;

static const money_sign signs[] = {
    { "US$", "USD" }, { "U.S.$", "USD" }, { "CAN$", "CAD" }, { "CA$", "CAD" },  { "C$", "CAD" },    { "AU$", "AUD" },
    { "A$", "AUD" },  { "NZ$", "NZD" },   { "HK$", "HKD" },  { "NT$", "TWD" },  { "S$", "SGD" },    { "R$", "BRL" },
    { "$", "$" },     { "£", "GBP" },     { "€", "EUR" },    { "¥", "JPY" },    { "￥", "JPY" },    { "₩", "KRW" },
    { "₹", "INR" },   { "Rs.", "INR" },   { "Rs", "INR" },   { "yen", "JPY" },  { "euros", "EUR" }, { "euro", "EUR" },
    { "won", "KRW" }, { "baht", "THB" },  { "RM", "MYR" },   { "yuan", "CNY" }, { "dollars", "$" }, { "dollar", "$" },
    { "円", "JPY" },
};

static bool take_sign(fosi_scan *s, char currency[4])
{
    fosi_scan_skip(s);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!fosi_scan_may(s, signs[i].text) || !fosi_scan_spelling(s, signs[i].text)) continue;
        memcpy(currency, signs[i].currency, 4);
        return true;
    }
    return false;
}

/* ISO 4217's codes, and two that the agricultural tariff has: EUC and XEM. */
static bool take_currency(fosi_scan *s, char currency[4])
{
    const char *before = s->at;
    if (fosi_scan_code(s, 3, 3, currency) &&
        (strcmp(currency, "EUC") == 0 || strcmp(currency, "XEM") == 0 || fosi_currency_known(fosi_slice_of(currency))))
        return true;
    s->at = before;
    return false;
}

static bool take_cents(fosi_scan *s)
{
    static const char *const words[] = { "¢", "cents", "cent", "c", NULL };
    return take_first(s, words);
}

/* ---- names of parts ---- */

static bool starts_amount(const char *at, const char *end)
{
    while (at < end && fosi_scan_space(*at))
        at++;
    return at < end && (fosi_is_digit(*at) || *at == '$' || *at == '(' || (unsigned char)*at >= 0x80);
}

static bool says(const char *at, const char *end, const char *words)
{
    size_t length = strlen(words);
    return (size_t)(end - at) >= length && memcmp(at, words, length) == 0;
}

/* What stands at `at`, after a space or comma, ends a name. */
static bool ends_name(const char *at, const char *end)
{
    return *at == '-' || says(at, end, "\xe2\x88\x92") || says(at, end, "MIN ") || says(at, end, "MAX ") ||
           says(at, end, "but ") || says(at, end, "plus ") || says(at, end, "minus ") || says(at, end, "whichever ") ||
           (says(at, end, "or ") && starts_amount(at + 3, end));
}

/* "U.S.": a point behind a capital letter that stands alone is of the name. */
static bool of_initials(const fosi_scan *s)
{
    const char *at = s->at;
    return *at == '.' && at - s->text >= 2 && fosi_is_upper(at[-1]) && !fosi_scan_letter(at[-2]);
}

/* "case and strap, band or bracelet" becomes case-and-strap-band-or-bracelet. */
static uint16_t take_name(fosi_scan *s)
{
    char name[96];
    size_t length = 0, space;
    bool apart = false; /* behind a space or comma */
    fosi_scan_skip(s);
    for (; s->at < s->end && (strchr("+;()/%.", *s->at) == NULL || of_initials(s)); s->at += space > 1 ? space : 1) {
        space = fosi_scan_space_at(s->at, s->end);
        if ((unsigned char)*s->at < 0x20 && space == 0) break;
        bool word = space == 0 && (fosi_scan_letter(*s->at) || fosi_is_digit(*s->at) || (unsigned char)*s->at >= 0x80);
        if (length != 0 && apart && ends_name(s->at, s->end)) break;
        apart = space != 0 || *s->at == ',';
        if (length + 1 >= sizeof name) {
            fosi_scan_fail(s, FOS_STATUS_LIMIT_SIZE, "a shorter name");
            return 0;
        }
        if (word)
            name[length++] = fosi_is_upper(*s->at) ? (char)(*s->at - 'A' + 'a') : *s->at;
        else if (length != 0 && name[length - 1] != '-')
            name[length++] = '-';
    }
    while (length != 0 && name[length - 1] == '-')
        length--;
    if (length == 0) {
        fosi_scan_fail(s, FOS_STATUS_SYNTAX, "the name of a part of the goods");
        return 0;
    }
    return fosi_scan_keep(s, name, length);
}

/* ---- terms ---- */

/* The names that the whole value has after "on the", in whatever spaces. */
static bool is_whole(const char *name)
{
    static const char *const names[] = { "value", "full-value", "customs-value", "set", "entire-set", "entire-article" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

/* What a percentage is of: the whole value, unless a part of it is named. */
static bool take_percent_of(fosi_scan *s, fosi_duty_term *term)
{
    static const char *const whole[] = { "ad valorem",           "ad val.",           "of the customs value",
                                         "of customs value",     "of the value",      "of value",
                                         "on the customs value", "on the entire set", "on the entire article",
                                         "on the set",           "on the full value", "on the value of the entire set",
                                         "on the value",         "of the full value", NULL };
    static const char *const of[] = { "on the value of the",
                                      "on the value of",
                                      "upon the value of the",
                                      "upon the value of",
                                      "of the value of the",
                                      "on the",
                                      "on",
                                      "upon the",
                                      "upon",
                                      "of the",
                                      "of",
                                      NULL };
    const char *before = s->at;
    if (fosi_scan_done(s)) return true;
    if (take_first(s, whole)) {
        bool on = s->end - s->at >= 2 && *s->at == '-' && fosi_scan_letter(s->at[1]);
        if (!on && !fosi_scan_words(s, "of")) return true;
        s->at = before; /* "of the value of the case", "on the value-added-part": a part after all */
    }
    if (fosi_scan_sign(s, "/")) {
        if (fosi_scan_words(s, "retail price"))
            term->name = fosi_scan_keep(s, "retail-price", 12);
        else
            s->at = before;
        return s->status == FOS_STATUS_OK;
    }
    if (!take_first(s, of)) return true;
    term->name = take_name(s);
    if (term->name == 0) return false;
    if (is_whole(fosi_duty_name(s->duty, term->name))) term->name = 0;
    return true;
}

static bool finish_percent(fosi_scan *s, fosi_duty_term *term)
{
    term->kind = FOSI_DUTY_PERCENT;
    term->number.scale += 2;
    return take_percent_of(s, term);
}

/* "/ 100 kg", "per kg", "each", or a code as TARIC writes it; nothing for a flat amount. */
static bool take_per(fosi_scan *s, fosi_duty_term *term)
{
    fosi_unit_read unit;
    char code[8];
    const char *before = s->at;
    bool asked = fosi_scan_sign(s, "/") || fosi_scan_words(s, "per") || fosi_scan_words(s, "for each");
    bool spelled = asked || fosi_scan_words(s, "each") || fosi_scan_spelling(s, "ea.") || fosi_scan_code(s, 2, 4, code);
    if (!spelled) return true;
    if (!asked) s->at = before;
    if (!fosi_scan_unit(s, asked, &unit)) {
        if (asked) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "a unit such as kg, 100 kg, p/st or KGM");
        s->at = before;
        return true;
    }
    term->unit = unit.unit;
    term->basis = unit.basis;
    term->factor = unit.factor;
    if (fos_decimal_multiply(term->per, unit.per, &term->per) == FOS_STATUS_OK) return true;
    return fosi_scan_fail(s, FOS_STATUS_LIMIT_DIGITS, "a number of fewer digits");
}

static bool finish_money(fosi_scan *s, fosi_duty_term *term)
{
    term->kind = FOSI_DUTY_MONEY;
    if (!take_per(s, term)) return false;
    if (term->unit != 0 || term->per.coefficient == 1) return true;
    return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "a decimal amount");
}

bool fosi_duty_is_component(const char *name)
{
    static const char *const components[] = { "EA", "EAR", "ADSZ", "ADSZR", "ADFM", "ADFMR", "AC" };
    for (size_t i = 0; i < sizeof components / sizeof *components; i++)
        if (strcmp(name, components[i]) == 0) return true;
    return false;
}

static bool take_component(fosi_scan *s, fosi_duty_term *term)
{
    char code[8];
    const char *before = s->at;
    if (!fosi_scan_code(s, 2, 5, code)) return false;
    if (fosi_duty_is_component(code)) {
        term->kind = FOSI_DUTY_COMPONENT;
        term->name = fosi_scan_keep(s, code, strlen(code));
        return true;
    }
    s->at = before;
    return false;
}

static bool take_ordinary(fosi_scan *s, fosi_duty_term *term)
{
    static const char *const phrases[] = { "the duty provided in the applicable subheading",
                                           "the duty provided for in the applicable subheading",
                                           "the rate of duty provided in the applicable subheading",
                                           "duty provided in the applicable subheading",
                                           "the rate provided in the applicable subheading",
                                           "the duty rate provided in such subheading",
                                           "no change",
                                           NULL };
    if (!take_first(s, phrases)) return false;
    term->kind = FOSI_DUTY_ORDINARY;
    return true;
}

static bool at_bound(const fosi_scan *s)
{
    return s->end - s->at > 4 && (memcmp(s->at, "MIN ", 4) == 0 || memcmp(s->at, "MAX ", 4) == 0);
}

/* A number that stands alone is a percentage, where a rate begins with it: "10.2 + 93.1 EUR/100 kg". */
static bool take_bare(fosi_scan *s, fosi_duty_term *term, bool first)
{
    fosi_scan_skip(s);
    char c = fosi_scan_peek(s);
    if (first && (c == '\0' || c == '+' || c == ';' || at_bound(s))) return finish_percent(s, term);
    return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "% or a currency");
}

static bool at_number(fosi_scan *s)
{
    fosi_scan_skip(s);
    return fosi_is_digit(fosi_scan_peek(s));
}

static bool take_amount(fosi_scan *s, fosi_duty_term *term, bool first)
{
    static const char *const percents[] = { "%", "per cent", "percent", "pct", NULL };
    (void)fosi_scan_words(s, "a duty of");
    bool before = !at_number(s) && (take_sign(s, term->currency) || take_currency(s, term->currency));
    if (!fosi_scan_number(s, &term->number, &term->per))
        return fosi_scan_fail(s, FOS_STATUS_SYNTAX, before ? "an amount" : "a rate such as 12 %, 1.10 EUR / kg or Free");
    if (before) return finish_money(s, term);
    if (take_first(s, percents)) return finish_percent(s, term);
    if (take_cents(s)) {
        term->number.scale += 2; /* written as a part of the whole unit, which is read again */
        if (term->number.scale > FOS_DECIMAL_MAX_SCALE - 2)
            return fosi_scan_fail(s, FOS_STATUS_LIMIT_DIGITS, "a number of fewer digits");
        memcpy(term->currency, "$", 2);
        return finish_money(s, term);
    }
    if (take_currency(s, term->currency) || take_sign(s, term->currency)) return finish_money(s, term);
    return take_bare(s, term, first);
}

fosi_duty_term *fosi_scan_add_term(fosi_scan *s, uint8_t join)
{
    fosi_duty *duty = s->duty;
    if (duty->count == FOSI_DUTY_TERMS) {
        fosi_scan_fail(s, FOS_STATUS_LIMIT_COUNT, "fewer terms");
        return NULL;
    }
    fosi_duty_term *term = &duty->terms[duty->count++];
    memset(term, 0, sizeof *term);
    term->per = (fos_decimal){ 1, 0 };
    term->join = join;
    return term;
}

static bool take_term(fosi_scan *s, uint8_t join, bool first)
{
    fosi_duty_term *term = fosi_scan_add_term(s, join);
    if (term == NULL) return false;
    if (!at_number(s) && (take_component(s, term) || take_ordinary(s, term))) return s->status == FOS_STATUS_OK;
    return take_amount(s, term, first);
}

/* ---- joins ---- */

typedef struct joining {
    const char *text;
    uint8_t join;
    bool opens; /* a parenthesis to be closed */
} joining;

static const joining joinings[] = {
    { "+", FOSI_DUTY_PLUS, false },
    { "\xef\xbc\x8b", FOSI_DUTY_PLUS, false }, /* ＋ */
    { "plus", FOSI_DUTY_PLUS, false },
    { ", and", FOSI_DUTY_PLUS, false },
    { "-", FOSI_DUTY_MINUS, false },
    { "\xe2\x88\x92", FOSI_DUTY_MINUS, false },
    { "\xe2\x80\x93", FOSI_DUTY_MINUS, false },
    { "minus", FOSI_DUTY_MINUS, false },
    { "less", FOSI_DUTY_MINUS, false },
    { "min.", FOSI_DUTY_LEAST, false },
    { "min", FOSI_DUTY_LEAST, false },
    { "minimum", FOSI_DUTY_LEAST, false },
    { ", but not less than", FOSI_DUTY_LEAST, false },
    { "but not less than", FOSI_DUTY_LEAST, false },
    { "but no less than", FOSI_DUTY_LEAST, false },
    { "not less than", FOSI_DUTY_LEAST, false },
    { "subject to a minimum of", FOSI_DUTY_LEAST, false },
    { "with a minimum of", FOSI_DUTY_LEAST, false },
    { "( min.", FOSI_DUTY_LEAST, true },
    { "(min.", FOSI_DUTY_LEAST, true },
    { "(min", FOSI_DUTY_LEAST, true },
    { "(minimum", FOSI_DUTY_LEAST, true },
    { ", or, if higher,", FOSI_DUTY_LEAST, false },
    { ", or, if lower,", FOSI_DUTY_MOST, false },
    { "max.", FOSI_DUTY_MOST, false },
    { "max", FOSI_DUTY_MOST, false },
    { "maximum", FOSI_DUTY_MOST, false },
    { ", but not more than", FOSI_DUTY_MOST, false },
    { "but not more than", FOSI_DUTY_MOST, false },
    { "but not exceeding", FOSI_DUTY_MOST, false },
    { "not exceeding", FOSI_DUTY_MOST, false },
    { "not more than", FOSI_DUTY_MOST, false },
    { "nor more than", FOSI_DUTY_MOST, false },
    { "or more than", FOSI_DUTY_MOST, false },
    { "and not more than", FOSI_DUTY_MOST, false },
    { "subject to a maximum of", FOSI_DUTY_MOST, false },
    { "with a maximum of", FOSI_DUTY_MOST, false },
    { "(max.", FOSI_DUTY_MOST, true },
    { "(max", FOSI_DUTY_MOST, true },
    { "(maximum", FOSI_DUTY_MOST, true },
    { "or", JOIN_OR, false },
    { "又は", JOIN_OR, false },
};

static const joining *take_join(fosi_scan *s)
{
    fosi_scan_skip(s);
    for (size_t i = 0; i < sizeof joinings / sizeof *joinings && s->at < s->end; i++)
        if (fosi_scan_may(s, joinings[i].text) && fosi_scan_spelling(s, joinings[i].text)) return &joinings[i];
    return NULL;
}

/* "whichever is the greater": what stood apart by "or" gets its bound. */
static bool settle_or(fosi_scan *s, uint8_t first)
{
    static const char *const greater[] = { "greater", "greatest", "higher", "highest", "larger", "more", "高い税率", NULL };
    static const char *const less[] = { "less", "lesser", "least", "lower", "lowest", "smaller", "低い税率", NULL };
    fosi_duty *duty = s->duty;
    bool open = false;
    for (uint8_t i = first; i < duty->count; i++)
        open |= duty->terms[i].join == JOIN_OR;
    const char *before = s->at;
    (void)fosi_scan_sign(s, ",");
    if (!fosi_scan_words(s, "whichever") && !fosi_scan_sign(s, "のうちいずれか")) {
        s->at = before;
        return !open || fosi_scan_fail(s, FOS_STATUS_SYNTAX, "whichever is the greater, or the less");
    }
    if (fosi_scan_words(s, "is")) (void)fosi_scan_words(s, "the");
    bool most = take_first(s, less);
    if (!open || (!most && !take_first(s, greater))) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "greater or less, of two rates");
    for (uint8_t i = first; i < duty->count; i++)
        if (duty->terms[i].join == JOIN_OR) duty->terms[i].join = most ? FOSI_DUTY_MOST : FOSI_DUTY_LEAST;
    return true;
}

/* One term, or some in parentheses: "(25% + 30 yen/kg)". */
static bool take_group(fosi_scan *s, uint8_t join, bool first)
{
    if (join == FOSI_DUTY_MINUS || !fosi_scan_sign(s, "(")) return take_term(s, join, first);
    if (!take_term(s, join, false)) return false;
    while (!fosi_scan_sign(s, ")")) {
        const joining *found = take_join(s);
        if (found == NULL || found->join > FOSI_DUTY_MINUS) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "+, - or )");
        if (!take_term(s, found->join, false)) return false;
    }
    return true;
}

bool fosi_scan_sum(fosi_scan *s, uint8_t first)
{
    if (!take_group(s, FOSI_DUTY_PLUS, true)) return false;
    for (const joining *found; s->duty->count - first < FOSI_DUTY_TERMS && (found = take_join(s)) != NULL;) {
        fosi_scan_skip(s);
        if (!take_group(s, found->join, false)) return false;
        if (found->opens && !fosi_scan_sign(s, ")")) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, ")");
    }
    return settle_or(s, first);
}

/* ---- the whole ---- */

static void begin(fosi_duty *duty)
{
    duty->form = FOSI_DUTY_SUM;
    duty->count = duty->band_count = 0;
    duty->cut = false;
    duty->names_size = 0;
}

bool fosi_scan_free(fosi_scan *s)
{
    static const char *const words[] = { "free of duty", "duty free", "duty-free", "free", "no additional duty",
                                         "nil",          "nihil",     "exempt",    "無税", NULL };
    return take_first(s, words);
}

/* No duty: the unit in which the goods are declared besides. Tried where no rate stands. */
static bool take_unit_alone(fosi_scan *s)
{
    fosi_unit_read unit;
    s->at = s->text;
    if (s->status != FOS_STATUS_SYNTAX || !fosi_scan_unit(s, true, &unit) || !fosi_scan_done(s)) return false;
    begin(s->duty);
    s->status = FOS_STATUS_OK;
    fosi_duty_term *term = fosi_scan_add_term(s, FOSI_DUTY_PLUS);
    term->kind = FOSI_DUTY_MONEY;
    term->unit = unit.unit;
    term->basis = unit.basis;
    term->factor = unit.factor;
    term->per = unit.per;
    s->duty->form = FOSI_DUTY_UNIT;
    return true;
}

static bool take_end(fosi_scan *s)
{
    if (fosi_scan_sign(s, "...") || fosi_scan_sign(s, "\xe2\x80\xa6")) s->duty->cut = true;
    if (s->end - s->at == 1 && *s->at == '.') s->at++; /* of a sentence */
    return fosi_scan_done(s) || fosi_scan_fail(s, FOS_STATUS_SYNTAX, "+, -, MIN, MAX or the end");
}

/* "(50% or 12 yen/kg, whichever is the greater)": all of it in one pair of parentheses. */
static void open_parentheses(fosi_scan *s)
{
    const char *end = s->end;
    int depth = 0;
    fosi_scan_skip(s);
    while (end > s->at && fosi_scan_space(end[-1]))
        end--;
    if (end - s->at < 2 || *s->at != '(' || end[-1] != ')') return;
    for (const char *at = s->at; at < end - 1; at++) {
        depth += (*at == '(') - (*at == ')');
        if (depth == 0) return;
    }
    s->at++;
    s->end = end - 1;
}

static bool take_whole(fosi_scan *s)
{
    open_parentheses(s);
    if (fosi_scan_done(s)) return fosi_scan_fail(s, FOS_STATUS_SYNTAX, "a duty rate");
    if (fosi_scan_spelling(s, "cond:")) return fosi_scan_conditions(s) && take_end(s);
    if (!fosi_scan_free(s) && !fosi_scan_sum(s, 0)) return take_unit_alone(s);
    if (fosi_scan_at_programmes(s) && !fosi_scan_programmes(s)) return false;
    return take_end(s);
}

/* Three letters of Chinese or Japanese in a row are words as well: "税率" alone may be a name, a sentence is longer. */
static bool is_sentence(const char *at, const char *end)
{
    size_t run = 0;
    for (; end - at >= 3 && run < 3; at++) {
        unsigned char c = (unsigned char)at[0];
        bool ideograph = (c == 0xe3 && (unsigned char)at[1] >= 0x81) || (c >= 0xe4 && c <= 0xe9);
        run = ideograph ? run + 1 : 0;
        at += ideograph ? 2 : 0;
    }
    return run == 3;
}

/* Words, where a rate cannot go on: two of them at least, not in capitals alone. */
static bool is_prose(const char *at, const char *end)
{
    size_t words = is_sentence(at, end) ? 2 : 0;
    while (at < end) {
        const char *start = at;
        bool lower = false;
        for (; at < end && fosi_scan_letter(*at); at++)
            lower |= fosi_is_lower(*at);
        words += at - start >= 2 && lower;
        if (at == start) at++;
    }
    return words >= 2;
}

/* "(01 JUL - 31 JAN)": rates by season, whose day is not asked for. */
static bool is_season(const char *at, const char *end)
{
    static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    if (end - at < 7 || at[0] != '(' || !fosi_is_digit(at[1]) || !fosi_is_digit(at[2]) || at[3] != ' ') return false;
    for (const char *month = months; *month != '\0'; month += 3)
        if (memcmp(month, at + 4, 3) == 0) return true;
    return false;
}

static bool is_word_of_prose(fosi_scan *s)
{
    static const char *const words[] = { "prohibited", "various", "varies", "variable", "suspended", NULL };
    s->at = s->text;
    return fosi_scan_words(s, "see") || (take_first(s, words) && fosi_scan_done(s));
}

/* The text itself, its spaces made single. False when it does not fit. */
static bool become_prose(fosi_duty *duty, const char *text, const char *end)
{
    size_t size = 0;
    begin(duty);
    duty->form = FOSI_DUTY_PROSE;
    for (; text < end; text++) {
        bool space = fosi_scan_space(*text);
        if (space && (size == 0 || duty->names[size - 1] == ' ')) continue;
        if (size + 1 == sizeof duty->names) return false;
        duty->names[size++] = space ? ' ' : *text;
    }
    while (size != 0 && duty->names[size - 1] == ' ')
        size--;
    duty->names[size] = '\0';
    duty->names_size = (uint16_t)(size + 1);
    return true;
}

static const char *find_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (((unsigned char)text[i] < 0x20 && !fosi_scan_space(text[i])) || text[i] == 0x7f) return text + i;
    return NULL;
}

fos_status fosi_duty_read(const char *text, size_t length, fosi_duty *duty, fos_error *error)
{
    fosi_scan s = { text, text, text + length, duty, FOS_STATUS_OK, NULL, NULL };
    size_t bad = 0;
    begin(duty);
    if (!fosi_utf8_valid(text, length, &bad))
        return fosi_fail_at(error, FOS_STATUS_ENCODING, NULL, text, length, bad, NULL, "the duty rate is not UTF-8 text");
    if (take_whole(&s)) return FOS_STATUS_OK;
    const char *control = find_control(text, length);
    if (control != NULL)
        return fosi_fail_at(error, FOS_STATUS_ENCODING, NULL, text, length, (size_t)(control - text), NULL,
                            "the duty rate holds a control character");
    if (s.status == FOS_STATUS_SYNTAX && (is_prose(s.wrong, s.end) || is_season(s.wrong, s.end) || is_word_of_prose(&s))) {
        if (become_prose(duty, text, text + length)) return FOS_STATUS_OK;
        s.status = FOS_STATUS_LIMIT_SIZE;
        s.expected = "a shorter text";
    }
    size_t offset = (size_t)(s.wrong - text), rest = length - offset;
    if (rest == 0)
        return fosi_fail_at(error, s.status, NULL, text, length, offset, NULL, "the duty rate ends, expected %s", s.expected);
    size_t shown = rest > 40 ? 40 : rest;
    while (shown != 0 && shown < rest && ((unsigned char)s.wrong[shown] & 0xc0u) == 0x80u)
        shown--;
    return fosi_fail_at(error, s.status, NULL, text, length, offset, NULL, "duty rate: \"%.*s\" is not understood, expected %s",
                        (int)shown, s.wrong, s.expected);
}
