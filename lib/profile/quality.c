/* The checks that all profiles share: descriptions that say nothing, masses and values that disagree, codes of a wrong length,
 * lines that stand twice. A profile may turn each of them off by its id. */
#include <string.h>

#include <fos/identifier.h>

#include "dataset/codes.h"
#include "dataset/walk.h"
#include "profile/report.h"

typedef enum quality {
    VAGUE_DESCRIPTION,
    NET_ABOVE_GROSS,
    MASS_SUM,
    PRICE,
    COMMODITY_CODE,
    PACKAGE_KIND,
    IDENTICAL_LINES,
    ZERO_VALUE,
    ORIGIN,
    IDENTIFIER
} quality;

const char *const fosi_quality_ids[] = {
    "quality.vague_description",
    "quality.net_above_gross",
    "quality.mass_sum",
    "quality.price",
    "quality.commodity_code",
    "quality.package_kind",
    "quality.identical_lines",
    "quality.zero_value",
    "quality.origin",
    "quality.identifier",
    NULL,
};

static bool is_on(const fosi_validating *v, quality which) { return !v->failed && (v->profile->quality_off >> which & 1) == 0; }

static fos_finding *add(fosi_validating *v, quality which, fos_severity severity, const char *element, const char *pointer)
{
    fos_finding *finding = fosi_finding_add(v, severity, FOS_FINDING_KIND_QUALITY, fosi_quality_ids[which]);
    if (finding == NULL) return NULL;
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    finding->element = element;
    finding->pointer = pointer;
    if (fos_element_place_find(&fosi_class_request, element, &place)) fosi_finding_roles(v, finding, place.roles);
    return finding;
}

static const char *item_pointer(fosi_validating *v, size_t item, const char *member)
{
    return fosi_keep_format(v, "/consignment/items/%zu/%s", item, member);
}

/* ---- descriptions ---- */

static uint32_t point_at(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    uint32_t lead = *p++, more = lead < 0x80 ? 0 : (lead < 0xe0 ? 1 : (lead < 0xf0 ? 2 : 3));
    uint32_t point = more == 0 ? lead : lead & (0x3fu >> more);
    for (; more > 0 && (*p & 0xc0) == 0x80; more--)
        point = point << 6 | (*p++ & 0x3fu);
    *at = (const char *)p;
    return point;
}

/* Small letters of Latin, Greek and Cyrillic: enough to compare words with a list of ours. */
static uint32_t small(uint32_t point)
{
    if (point >= 'A' && point <= 'Z') return point + 32;
    if (point >= 0xc0 && point <= 0xde && point != 0xd7) return point + 32;
    if (point >= 0x139 && point <= 0x148) return point + (point & 1);
    if ((point >= 0x100 && point <= 0x137) || (point >= 0x14a && point <= 0x177)) return point | 1;
    if (point >= 0x179 && point <= 0x17e) return point + (point & 1);
    if (point >= 0x391 && point <= 0x3a9) return point + 32;
    if (point >= 0x410 && point <= 0x42f) return point + 32;
    return point >= 0x400 && point <= 0x40f ? point + 80 : point;
}

static bool is_letter(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= 0xc0 && point != 0xd7 && point != 0xf7 && point < 0x2000) ||
           (point >= 0x2c00 && point < 0x3000) || point >= 0x3005;
}

static size_t put_point(char *out, uint32_t point)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xe0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

static bool is_filler(fosi_slice word)
{
    static const char *const fillers[] = {
        "a",  "an",  "and", "de",  "der", "des", "di",  "die", "e",   "el", "et",  "for", "la",
        "le", "les", "my",  "new", "of",  "or",  "pcs", "pc",  "the", "to", "und", "y",   NULL
    };
    return word.length == 0 || fosi_word_index(fillers, word) >= 0;
}

/* Whether every word of a description is one that says nothing of the goods: "gift", "spare parts", "2 x sample". A longer text
 * with one word that does say something is none. */
static bool is_vague(const char *text)
{
    enum { LONGEST_WORD = 64 };
    char word[LONGEST_WORD + 4];
    bool any = false;
    const char *at = text;
    while (*at != '\0') {
        size_t length = 0;
        uint32_t point = 0;
        while (*at != '\0' && is_letter(point = small(point_at(&at))) && length < LONGEST_WORD)
            length += put_point(word + length, point);
        fosi_slice slice = { word, length };
        if (length == 1 || is_filler(slice)) continue;
        if (length >= LONGEST_WORD || !fosi_code_known("vague", slice)) return false;
        any = true;
    }
    return any;
}

static void check_descriptions(fosi_validating *v, const fos_consignment *c)
{
    for (size_t i = 0; i < c->item_count && is_on(v, VAGUE_DESCRIPTION); i++) {
        const char *text = c->items[i]->description;
        if (text == NULL || c->category == FOS_CATEGORY_DOCUMENTS || !is_vague(text)) continue;
        fos_finding *finding =
            add(v, VAGUE_DESCRIPTION, FOS_SEVERITY_WARNING, "consignment.items.description", item_pointer(v, i, "description"));
        if (finding == NULL) return;
        finding->value = fosi_keep(v, text);
        finding->expected = "what the goods are, in plain words: \"cotton T-shirt\" and not \"clothes\"";
        finding->because = "the description does not say what the goods are";
    }
}

/* ---- masses ---- */

static bool usable(fos_decimal value) { return fos_decimal_present(value) && value.scale >= 0 && value.scale <= 18; }

static const char *mass_text(fosi_validating *v, fos_decimal mass)
{
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(mass, text);
    return fosi_keep_format(v, "%s kg", text);
}

static void check_net(fosi_validating *v, const fos_consignment *c)
{
    for (size_t i = 0; i < c->item_count && is_on(v, NET_ABOVE_GROSS); i++) {
        const fos_item *item = c->items[i];
        if (!usable(item->net_mass_kg) || !usable(item->gross_mass_kg)) continue;
        if (fos_decimal_compare(item->net_mass_kg, item->gross_mass_kg) <= 0) continue;
        fos_finding *finding =
            add(v, NET_ABOVE_GROSS, FOS_SEVERITY_ERROR, "consignment.items.net_mass_kg", item_pointer(v, i, "net_mass_kg"));
        if (finding == NULL) return;
        finding->value = mass_text(v, item->net_mass_kg);
        finding->expected = fosi_keep_format(v, "at most the gross mass, %s", mass_text(v, item->gross_mass_kg));
        finding->because = "goods cannot weigh more than the goods with their packing";
    }
}

/* The sum of what is given of one mass of every item; false when it is not given of all, or too large. */
static bool sum_masses(const fos_consignment *c, bool gross, fosi_exact *sum, bool *whole)
{
    *sum = (fosi_exact){ 0, 1, 0 };
    *whole = c->item_count > 0;
    for (size_t i = 0; i < c->item_count; i++) {
        fos_decimal mass = gross ? c->items[i]->gross_mass_kg : c->items[i]->net_mass_kg;
        *whole = *whole && usable(mass);
        if (usable(mass) && fosi_exact_add(*sum, fosi_exact_of(mass), sum) != FOS_STATUS_OK) return false;
    }
    return true;
}

static void check_sum(fosi_validating *v, const fos_consignment *c, bool gross)
{
    fosi_exact sum;
    bool whole;
    if (!is_on(v, MASS_SUM) || !usable(c->gross_mass_kg) || !sum_masses(c, gross, &sum, &whole)) return;
    if (fosi_exact_compare(sum, fosi_exact_of(c->gross_mass_kg)) <= 0) return;
    fos_finding *finding = add(v, MASS_SUM, FOS_SEVERITY_ERROR, "consignment.gross_mass_kg", "/consignment/gross_mass_kg");
    if (finding == NULL) return;
    fos_buffer out;
    fosi_buffer_init(&out, v->into->context);
    fosi_buffer_text(&out, "at least ");
    fosi_exact_put(&out, sum);
    fosi_buffer_format(&out, " kg, the %s masses of the items together", gross ? "gross" : "net");
    finding->expected = fosi_keep_buffer(v, &out);
    finding->value = mass_text(v, c->gross_mass_kg);
    finding->because = gross ? "the items weigh more than the consignment that they are in"
                             : "the goods alone weigh more than the consignment that they are in";
}

/* ---- values ---- */

/* What the data set itself refuses: a price that is not quantity times unit price, a discount above it. */
static void check_price(fosi_validating *v, const fos_item *item, size_t index)
{
    fos_error error = FOS_ERROR_INIT;
    fosi_finding found = { .error = &error, .scratch = &v->into->arena, .index = SIZE_MAX };
    if (!is_on(v, PRICE) || fosi_agree_item(item, &found) != FOS_STATUS_INCONSISTENT) return;
    const char *member = found.member != NULL ? found.member : "amount";
    char element[64] = "consignment.items.";
    strncat(element, member, sizeof element - strlen(element) - 1);
    fos_finding *finding = add(v, PRICE, FOS_SEVERITY_ERROR, element, item_pointer(v, index, member));
    if (finding == NULL) return;
    finding->element = fosi_keep(v, element);
    if (found.part != NULL) finding->pointer = fosi_keep_format(v, "%s/%s", finding->pointer, found.part);
    finding->because = fosi_keep(v, error.text);
}

static bool is_zero(const fos_money *money) { return fos_decimal_present(money->amount) && money->amount.coefficient == 0; }

static void check_zero(fosi_validating *v, const fos_consignment *c, size_t index)
{
    const fos_item *item = c->items[index];
    bool sale = c->category == FOS_CATEGORY_ABSENT || c->category == FOS_CATEGORY_SALE;
    bool amount = fos_decimal_present(item->amount.amount) != 0;
    const char *member = amount ? "amount" : "unit_price";
    if (!is_on(v, ZERO_VALUE) || !sale || !is_zero(amount ? &item->amount : &item->unit_price)) return;
    fos_finding *finding =
        add(v, ZERO_VALUE, FOS_SEVERITY_WARNING, amount ? "consignment.items.amount" : "consignment.items.unit_price",
            item_pointer(v, index, member));
    if (finding == NULL) return;
    finding->value = "0";
    finding->expected = "the price that the buyer paid, or another category than sale";
    finding->because = "goods that were sold have a value";
}

/* ---- codes ---- */

static void check_commodity_code(fosi_validating *v, const fos_item *item, size_t index)
{
    const char *code = item->commodity_code;
    if (code == NULL || !is_on(v, COMMODITY_CODE)) return;
    size_t length = strlen(code), digits = 0;
    while (fosi_is_digit(code[digits]))
        digits++;
    const char *because = NULL;
    fosi_slice chapter = { code, length < 2 ? 0 : 2 };
    if (digits != length)
        because = "a commodity code has digits alone";
    else if (chapter.length == 2 && !fosi_commodity_code_valid(chapter))
        because = fosi_keep_format(v, "the Harmonized System has no chapter %.2s", code);
    else if (length < 6 || length == 7 || length > 10)
        because = fosi_keep_format(v, "%zu digits: the Harmonized System has 6, tariffs have 8 to 10", length);
    if (because == NULL) return;
    fos_finding *finding =
        add(v, COMMODITY_CODE, FOS_SEVERITY_ERROR, "consignment.items.commodity_code", item_pointer(v, index, "commodity_code"));
    if (finding == NULL) return;
    finding->value = fosi_keep(v, code);
    finding->expected = "6 digits of the Harmonized System, or 8 to 10 of a tariff";
    finding->because = because;
}

static void check_packages(fosi_validating *v, fos_package *const *packages, size_t count, const char *holder)
{
    for (size_t i = 0; i < count && is_on(v, PACKAGE_KIND); i++) {
        const char *kind = packages[i]->kind;
        if (kind == NULL || fosi_code_known("package", fosi_slice_of(kind))) continue;
        fos_finding *finding = add(v, PACKAGE_KIND, FOS_SEVERITY_WARNING, "consignment.items.packaging.kind",
                                   fosi_keep_format(v, "%s/packaging/%zu/kind", holder, i));
        if (finding == NULL) return;
        finding->value = fosi_keep(v, kind);
        finding->expected = "a kind of package of UN/ECE Recommendation 21, such as PK";
        finding->because = "the code is not in the list";
    }
}

/* Form CN 23 makes origin compulsory for commercial goods, and so do most declarations. */
static void check_origin(fosi_validating *v, const fos_consignment *c, size_t index)
{
    bool commercial =
        c->transaction != FOS_TRANSACTION_C2C && (c->category == FOS_CATEGORY_ABSENT || c->category == FOS_CATEGORY_SALE);
    if (!is_on(v, ORIGIN) || !commercial || c->items[index]->origin_country[0] != '\0') return;
    fos_finding *finding =
        add(v, ORIGIN, FOS_SEVERITY_WARNING, "consignment.items.origin_country", item_pointer(v, index, "origin_country"));
    if (finding == NULL) return;
    finding->expected = "a country, ISO 3166-1 alpha-2";
    finding->because = "goods that were sold are asked for their origin";
}

/* ---- identifiers ---- */

/* Whether a row told of that identifier already, at its list. Past the last finding nobody asks. */
static bool told_by_row(const fosi_validating *v, const char *pointer, const char *value)
{
    const fos_validation *view = &v->into->view;
    for (size_t i = 0; i < view->finding_count && view->left_out == 0; i++) {
        const fos_finding *finding = view->findings[i];
        if (finding->kind != FOS_FINDING_KIND_CODE || finding->pointer == NULL || finding->value == NULL) continue;
        size_t length = strlen(finding->pointer);
        if (strncmp(pointer, finding->pointer, length) == 0 && strcmp(finding->value, value) == 0) return true;
    }
    return false;
}

static void add_identifier(fosi_validating *v, const fosi_walk *walk, const char *value, const char *expected,
                           const char *because)
{
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    if (told_by_row(v, walk->pointer.text, value)) return;
    const char *pointer = fosi_keep(v, walk->pointer.text);
    const char *name = fos_element_place_find(&fosi_class_request, walk->pointer.text, &place) ? fosi_keep(v, place.name) : NULL;
    if (pointer == NULL || name == NULL) return;
    fos_finding *finding = add(v, IDENTIFIER, FOS_SEVERITY_WARNING, name, pointer);
    if (finding == NULL) return;
    finding->value = fosi_keep(v, value);
    finding->expected = expected;
    finding->because = fosi_keep(v, because);
}

/* One that counts as absent in a quote: of a scheme that nobody knows, or not what its scheme asks for. */
static fos_status see_identifier(fosi_walk *walk, const fosi_element *element, void *object)
{
    fosi_validating *v = walk->with;
    if (walk->steps[walk->depth - 1].of != &fosi_class_identifier) return FOS_STATUS_OK;
    const fos_identifier *id = object;
    if (id->scheme == NULL || id->value == NULL || strncmp(id->scheme, "x_", 2) == 0) return FOS_STATUS_OK;
    fos_identifier_result result = FOS_IDENTIFIER_RESULT_INIT;
    fos_error unknown = FOS_ERROR_INIT;
    bool known = fos_identifier_check(id->scheme, id->value, strlen(id->value), &result, &unknown) == FOS_STATUS_OK;
    bool at_value = fosi_field(element, object) == &id->value;
    if (known && at_value && result.verdict == FOS_VERDICT_INVALID)
        add_identifier(v, walk, id->value, fosi_keep_format(v, "an identifier of scheme %s", id->scheme), result.because);
    else if (!known && !at_value)
        add_identifier(v, walk, id->scheme, "a scheme of fos identify --list, or one of your own that begins with x_",
                       unknown.text);
    return FOS_STATUS_OK;
}

static void check_identifiers(fosi_validating *v)
{
    if (!is_on(v, IDENTIFIER)) return;
    fosi_walk walk = { .visit = see_identifier, .with = v, .item = SIZE_MAX };
    (void)fosi_walk_request(&walk, v->request);
}

/* ---- lines that stand twice ---- */

static bool same_text(const char *a, const char *b) { return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0; }

static bool same_decimal(fos_decimal a, fos_decimal b)
{
    if (!usable(a) || !usable(b)) return fos_decimal_present(a) == fos_decimal_present(b);
    return fos_decimal_compare(a, b) == 0;
}

static bool same_line(const fos_item *a, const fos_item *b)
{
    return same_text(a->description, b->description) && same_text(a->commodity_code, b->commodity_code) &&
           same_text(a->sku, b->sku) && memcmp(a->origin_country, b->origin_country, 3) == 0 &&
           same_decimal(a->unit_price.amount, b->unit_price.amount) && same_decimal(a->amount.amount, b->amount.amount) &&
           same_decimal(a->quantity, b->quantity) && same_decimal(a->net_mass_kg, b->net_mass_kg) &&
           same_decimal(a->gross_mass_kg, b->gross_mass_kg);
}

static uint64_t hash_line(const fos_item *item)
{
    const char *texts[] = { item->description, item->commodity_code, item->sku };
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i] != NULL) hash = fosi_hash(texts[i], strlen(texts[i]), hash + i + 1);
    }
    return hash;
}

static void add_identical(fosi_validating *v, size_t first, size_t second)
{
    fos_finding *finding =
        add(v, IDENTICAL_LINES, FOS_SEVERITY_WARNING, "consignment.items", fosi_keep_format(v, "/consignment/items/%zu", second));
    if (finding == NULL) return;
    finding->expected = "one line with the quantity of both";
    finding->because = fosi_keep_format(v, "the line says the same as /consignment/items/%zu", first);
}

static void check_identical(fosi_validating *v, const fos_consignment *c)
{
    if (!is_on(v, IDENTICAL_LINES) || c->item_count < 2) return;
    size_t slots = 16;
    while (slots < 2 * c->item_count)
        slots *= 2;
    uint32_t *taken = fosi_arena_zero(&v->into->arena, slots, sizeof *taken); /* index + 1 */
    if (taken == NULL) {
        v->failed = true;
        return;
    }
    for (size_t i = 0; i < c->item_count && !v->failed; i++) {
        size_t at = (size_t)hash_line(c->items[i]) & (slots - 1), tries = 0;
        while (taken[at] != 0 && !same_line(c->items[taken[at] - 1], c->items[i]) && tries++ < 64)
            at = (at + 1) & (slots - 1);
        if (taken[at] == 0)
            taken[at] = (uint32_t)(i + 1);
        else if (tries < 64)
            add_identical(v, taken[at] - 1, i);
    }
}

/* ---- all ---- */

void fosi_check_quality(fosi_validating *v)
{
    const fos_consignment *c = v->request->consignment;
    check_descriptions(v, c);
    check_net(v, c);
    check_sum(v, c, true);
    fosi_exact sum;
    bool whole;
    if (sum_masses(c, true, &sum, &whole) && !whole) check_sum(v, c, false);
    for (size_t i = 0; i < c->item_count && !v->failed; i++) {
        check_price(v, c->items[i], i);
        check_zero(v, c, i);
        check_commodity_code(v, c->items[i], i);
        check_origin(v, c, i);
        const char *holder = fosi_keep_format(v, "/consignment/items/%zu", i);
        if (c->items[i]->packaging_count > 0) check_packages(v, c->items[i]->packaging, c->items[i]->packaging_count, holder);
    }
    check_packages(v, c->packaging, c->packaging_count, "/consignment");
    check_identifiers(v);
    check_identical(v, c);
}
