/* The tables of a regime file: head, sources, exchange purposes, inputs, switches, sets, parameters. Each reader reports
 * what is wrong and goes on, so that one check shows all. Rules (charges, routes, …) are read in read_rules.c. */
#include <stdlib.h>
#include <string.h>

#include "dataset/codes.h"
#include "regime/compiler.h"

static bool reserve(fosi_compiler *c, const fosi_tree *section, void *array, uint32_t *count, size_t size)
{
    uint32_t n = section == NULL ? 0 : section->count;
    void *memory = fosi_arena_zero(&c->regime->arena, n == 0 ? 1 : n, size);
    if (memory == NULL) {
        c->no_memory = true;
        n = 0;
    }
    memcpy(array, &memory, sizeof memory);
    *count = 0;
    return memory != NULL && n > 0;
}

/* ---- head ---- */

bool fosi_read_territory(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *list = fosi_tree_get(root, "territory");
    if (list == NULL || list->kind != FOSI_TREE_LIST || list->count == 0) {
        if (list == NULL)
            fosi_compile_lacks(c, root, "territory", "a list of countries (ISO 3166-1)");
        else
            fosi_compile_error(c, list, 0, FOS_STATUS_WRONG_TYPE, "expected a list of countries (ISO 3166-1)");
        return false;
    }
    if (!reserve(c, list, &r->territory, &r->territory_count, sizeof *r->territory)) return false;
    for (const fosi_tree *entry = list->first; entry != NULL; entry = entry->next) {
        if (entry->kind != FOSI_TREE_TEXT || !fosi_country_known(entry->text)) {
            fosi_compile_error(c, entry, 0, FOS_STATUS_INVALID_VALUE, "expected a country (ISO 3166-1 alpha-2)");
            continue;
        }
        r->territory[r->territory_count++] = entry->text.data;
    }
    return true;
}

static void read_head(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    r->id = fosi_read_text(c, root, "regime", true);
    r->name = fosi_read_text(c, root, "name", true);
    r->data_version = fosi_read_text(c, root, "data_version", true);
    if (r->id == NULL) r->id = "";
    if (r->name == NULL) r->name = "";
    if (r->data_version == NULL) r->data_version = "";
    fosi_read_territory(c, root);
    const char *currency = fosi_read_text(c, root, "currency", true);
    if (currency != NULL && !fosi_currency_known(fosi_slice_of(currency)))
        fosi_compile_error(c, fosi_tree_get(root, "currency"), 0, FOS_STATUS_INVALID_VALUE, "expected a currency (ISO 4217)");
    else if (currency != NULL)
        memcpy(r->currency, currency, 4);
    r->minor_unit = (fos_decimal){ 1, 2 };
    const char *unit = fosi_read_text(c, root, "minor_unit", true);
    if (unit != NULL &&
        (fos_decimal_parse(unit, strlen(unit), &r->minor_unit, NULL) != FOS_STATUS_OK || r->minor_unit.coefficient <= 0)) {
        fosi_compile_error(c, fosi_tree_get(root, "minor_unit"), 0, FOS_STATUS_INVALID_VALUE,
                           "expected the currency's smallest step, such as \"0.01\"");
        r->minor_unit = (fos_decimal){ 1, 2 };
    }
    r->reviewed = r->history = FOS_DATE_ABSENT;
    fosi_read_date(c, root, "reviewed", &r->reviewed);
    fosi_read_date(c, root, "history", &r->history);
    if (fosi_tree_get(root, "reviewed") == NULL) fosi_compile_lacks(c, root, "reviewed", "the day of the last review");
    const fosi_tree *clock = fosi_tree_get(root, "clock");
    int which = clock == NULL ? 0 : fosi_read_clock(c, clock);
    r->clock = (uint8_t)(which < 0 ? 0 : which);
    const fosi_tree *partial = fosi_tree_get(root, "partial");
    r->partial = partial != NULL && partial->kind == FOSI_TREE_TRUE;
}

/* ---- sources ---- */

static void read_sources(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "title", "url", "seen", "note", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "sources", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->sources, &r->source_count, sizeof *r->sources)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_source_note *source = &r->sources[r->source_count++];
        fosi_read_keys(c, entry, "a source", known);
        source->id = entry->key.data;
        source->node = entry;
        source->title = fosi_read_text(c, entry, "title", true);
        source->url = fosi_read_text(c, entry, "url", false);
        if (source->title == NULL) source->title = "";
        fos_buffer text;
        fosi_buffer_init(&text, c->regime->context);
        fosi_buffer_text(&text, source->title);
        if (source->url != NULL) {
            fosi_buffer_text(&text, ", ");
            fosi_buffer_text(&text, source->url);
        }
        const char *citation = text.failed ? NULL : fosi_arena_text(&r->arena, text.data, text.size);
        fosi_buffer_done(&text);
        c->no_memory |= citation == NULL;
        source->citation = fosi_know_text(citation != NULL ? citation : "");
    }
}

/* ---- exchange ---- */

static void read_exchange(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "on", "series", "side", "lag", "note", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "exchange", FOSI_TREE_OBJECT);
    uint32_t count = (tree == NULL ? 0 : tree->count) + 1;
    r->purposes = fosi_arena_zero(&r->arena, count, sizeof *r->purposes);
    if (r->purposes == NULL) {
        c->no_memory = true;
        return;
    }
    r->purpose_count = 1;
    r->purposes[0] = (fosi_purpose){ .name = "default", .clock = r->clock, .used = true };
    for (const fosi_tree *entry = tree == NULL ? NULL : tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "an exchange purpose", known);
        fosi_purpose *purpose = fosi_slice_is(entry->key, "default") ? &r->purposes[0] : &r->purposes[r->purpose_count++];
        purpose->name = entry->key.data;
        const fosi_tree *on = fosi_tree_get(entry, "on");
        int clock = on == NULL ? r->clock : fosi_read_clock(c, on);
        purpose->clock = (uint8_t)(clock < 0 ? 0 : clock);
        purpose->series = fosi_read_text(c, entry, "series", false);
        purpose->side = fosi_read_text(c, entry, "side", false);
        const fosi_tree *lag = fosi_tree_get(entry, "lag");
        fos_decimal days = { 0, 0 };
        if (lag != NULL &&
            (lag->kind != FOSI_TREE_NUMBER || fos_decimal_parse(lag->text.data, lag->text.length, &days, NULL) != FOS_STATUS_OK ||
             days.scale != 0 || days.coefficient < 0 || days.coefficient > 366))
            fosi_compile_error(c, lag, 0, FOS_STATUS_INVALID_VALUE, "expected a number of days from 0 to 366");
        else
            purpose->lag = (int32_t)days.coefficient;
    }
}

/* ---- inputs ---- */

static bool counter_type(fosi_compiler *c, const fosi_tree *node, fosi_type *type)
{
    if (node->kind == FOSI_TREE_TEXT && fosi_slice_is(node->text, "count")) {
        type->code = FOSI_TYPE_COUNT;
        return true;
    }
    return fosi_parse_type(c, node, type) && type->code == FOSI_TYPE_MONEY;
}

static void read_default(fosi_compiler *c, const fosi_tree *entry, fosi_input *input)
{
    const fosi_tree *absent = fosi_tree_get(entry, "absent");
    int fact = fosi_fact_index(entry->key);
    if (fact < 0) {
        fosi_compile_error(c, entry, 0, FOS_STATUS_RULE_NAME,
                           "\"%.*s\" is no fact of the consignment, nor an election or a counter", FOSI_SHOWN(entry->key));
        return;
    }
    input->fact = (uint32_t)fact;
    if (absent == NULL || (absent->kind == FOSI_TREE_TEXT && fosi_slice_is(absent->text, "missing"))) return;
    const fosi_fact *row = &fosi_facts[fact];
    fosi_type type = { .code = (fosi_type_code)row->type };
    if (row->type == FOSI_TYPE_QUANTITY) memcpy(type.unit, row->unit_or_list, strlen(row->unit_or_list) + 1);
    if (row->store == FOSI_STORE_CHOICE) type.code = FOSI_TYPE_CODE;
    if (row->type == FOSI_TYPE_MONEY || row->type == FOSI_TYPE_PARTY || row->type == FOSI_TYPE_CODES ||
        row->type == FOSI_TYPE_DATE) {
        fosi_compile_error(c, absent, 0, FOS_STATUS_RULE_TYPE, "%s cannot be given a value when it is absent", row->name);
        return;
    }
    if (row->type == FOSI_TYPE_DUTY || row->type == FOSI_TYPE_TARIFF_CODE) type.code = FOSI_TYPE_TEXT;
    if (!fosi_parse_value(c, absent, &type, &input->absent)) return;
    if (row->words != NULL && fosi_word_index(row->words, absent->text) <= 0)
        fosi_compile_error(c, absent, 0, FOS_STATUS_INVALID_VALUE, "\"%.*s\" is no value of %s", FOSI_SHOWN(absent->text),
                           row->name);
    input->has_absent = true;
}

static void read_inputs(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "absent", "say", "election", "counter", "note", "source", "sources", NULL };
    struct fos_regime *r = c->regime;
    for (int i = 0; i < FOSI_FACT_COUNT; i++)
        r->fact_input[i] = r->fact_need[i] = FOSI_NONE;
    r->exchange_need = r->digits_need = r->tariff_digits_need = r->origin_need = FOSI_NONE;
    for (int i = 0; i < FOSI_TARIFF_PARTS; i++)
        r->tariff_needs[i] = FOSI_NONE;
    const fosi_tree *tree = fosi_read_section(c, root, "inputs", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->inputs, &r->input_count, sizeof *r->inputs)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "an input", known);
        uint32_t count;
        fosi_read_sources(c, entry, false, "input", &count);
        fosi_input *input = &r->inputs[r->input_count];
        input->name = entry->key.data;
        input->node = entry;
        input->need = FOSI_NONE;
        input->say = fosi_read_text(c, entry, "say", false);
        const fosi_tree *election = fosi_tree_get(entry, "election"), *counter = fosi_tree_get(entry, "counter");
        const fosi_tree *absent = fosi_tree_get(entry, "absent");
        if (election != NULL) {
            input->kind = FOSI_INPUT_ELECTION;
            input->elected_by_default = absent != NULL && absent->kind == FOSI_TREE_TRUE;
        } else if (counter != NULL) {
            input->kind = FOSI_INPUT_COUNTER;
            if (!counter_type(c, counter, &input->type)) continue;
            if (absent != NULL && !(absent->kind == FOSI_TREE_TEXT && fosi_slice_is(absent->text, "missing")))
                input->has_absent = fosi_parse_value(c, absent, &input->type, &input->absent);
        } else {
            input->kind = FOSI_INPUT_DEFAULT;
            read_default(c, entry, input);
            if (input->has_absent) r->fact_input[input->fact] = r->input_count;
        }
        r->input_count++;
    }
}

/* ---- switches ---- */

static void read_switches(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "options", "default", "why", "sources", "source", "note", NULL };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "switches", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->switches, &r->switch_count, sizeof *r->switches)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a switch", known);
        fosi_switch *sw = &r->switches[r->switch_count++];
        sw->name = entry->key.data;
        sw->node = entry;
        sw->why = fosi_read_text(c, entry, "why", true);
        uint32_t sources;
        fosi_read_sources(c, entry, true, "switch", &sources);
        const fosi_tree *options = fosi_tree_get(entry, "options");
        if (options == NULL || options->kind != FOSI_TREE_LIST || options->count < 2) {
            if (options == NULL)
                fosi_compile_lacks(c, entry, "options", "two or more words");
            else
                fosi_compile_error(c, options, 0, FOS_STATUS_WRONG_TYPE, "expected a list of two or more words");
            continue;
        }
        if (!reserve(c, options, &sw->options, &sw->option_count, sizeof *sw->options)) continue;
        for (const fosi_tree *option = options->first; option != NULL; option = option->next) {
            if (option->kind == FOSI_TREE_TEXT && option->text.length > 0)
                sw->options[sw->option_count++] = option->text.data;
            else
                fosi_compile_error(c, option, 0, FOS_STATUS_WRONG_TYPE, "expected a word");
        }
        const char *fallback = fosi_read_text(c, entry, "default", true);
        sw->fallback = FOSI_NONE;
        for (uint32_t i = 0; fallback != NULL && i < sw->option_count; i++) {
            if (strcmp(sw->options[i], fallback) == 0) sw->fallback = i;
        }
        if (fallback != NULL && sw->fallback == FOSI_NONE) {
            fosi_compile_error(c, fosi_tree_get(entry, "default"), 0, FOS_STATUS_INVALID_VALUE, "\"%s\" is none of the options",
                               fallback);
            sw->fallback = 0;
        }
    }
}

/* ---- windows ---- */

static bool read_span(fosi_compiler *c, const fosi_tree *entry, fos_date *from, fos_date *until)
{
    *from = *until = FOS_DATE_ABSENT;
    if (!fosi_read_date(c, entry, "from", from) || !fosi_read_date(c, entry, "until", until)) return false;
    if (*from == FOS_DATE_ABSENT) {
        if (fosi_tree_get(entry, "from") == NULL) fosi_compile_lacks(c, entry, "from", "its first day");
        return false;
    }
    if (*until != FOS_DATE_ABSENT && *until <= *from) {
        fosi_compile_error(c, fosi_tree_get(entry, "until"), 0, FOS_STATUS_RULE_OVERLAP,
                           "\"until\" is the day after the last and must come after \"from\"");
        return false;
    }
    return true;
}

/* Windows stand in order of `from`; each two may neither overlap nor leave a gap. */
static void check_windows(fosi_compiler *c, const char *what, const char *key, const fosi_window *windows, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        const fosi_window *a = &windows[i - 1], *b = &windows[i];
        char day[FOS_DATE_TEXT];
        if (a->until == FOS_DATE_ABSENT || a->until > b->from) {
            fos_date_format(b->from, day);
            fosi_compile_error(c, b->node, 0, FOS_STATUS_RULE_OVERLAP, "%s%s%s: on %s the value at %s is in force too", what,
                               *key ? " for " : "", key, day, fosi_compile_place(c, a->node));
        } else if (a->until < b->from) {
            fos_date_format(a->until, day);
            fosi_compile_error(c, b->node, 0, FOS_STATUS_RULE_GAP, "%s%s%s: no value from %s; the one at %s ends there", what,
                               *key ? " for " : "", key, day, fosi_compile_place(c, a->node));
        }
    }
}

/* ---- sets ---- */

static bool all_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!fosi_is_digit(text[i])) return false;
    }
    return length > 0;
}

static bool read_member(fosi_compiler *c, const fosi_tree *node, const fosi_type *type, fosi_member *member)
{
    if (node->kind != FOSI_TREE_TEXT || node->text.length == 0) {
        fosi_compile_error(c, node, 0, FOS_STATUS_WRONG_TYPE, "expected a text");
        return false;
    }
    member->low = member->high = node->text.data;
    member->length = (uint32_t)node->text.length;
    if (type->code != FOSI_TYPE_TARIFF_CODE) return fosi_check_word(c, node, 0, type->list, node->text);
    const char *dots = strstr(node->text.data, "..");
    if (dots != NULL) {
        size_t half = (size_t)(dots - node->text.data);
        char *low = fosi_arena_text(&c->regime->arena, node->text.data, half);
        if (low == NULL) {
            c->no_memory = true;
            return false;
        }
        member->low = low;
        member->high = dots + 2;
        member->length = (uint32_t)half;
        if (strlen(member->high) != half || strcmp(member->low, member->high) > 0) {
            fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE,
                               "a range has two codes of the same length, the lower first: \"6101..6110\"");
            return false;
        }
    }
    if (all_digits(member->low, member->length) && all_digits(member->high, member->length)) return true;
    fosi_compile_error(c, node, 0, FOS_STATUS_INVALID_VALUE, "expected the first digits of a commodity code, such as \"6109\"");
    return false;
}

static void read_set_window(fosi_compiler *c, fosi_set *set, const fosi_tree *entry, const fosi_tree *members, bool dated)
{
    fosi_set_window *window = &set->windows[set->window_count];
    window->from = window->until = FOS_DATE_ABSENT;
    window->source = FOSI_NONE;
    if (dated && !read_span(c, entry, &window->from, &window->until)) return;
    if (members == NULL || members->kind != FOSI_TREE_LIST) {
        if (members == NULL)
            fosi_compile_lacks(c, entry, "members", "a list");
        else
            fosi_compile_error(c, members, 0, FOS_STATUS_WRONG_TYPE, "expected a list");
        return;
    }
    uint32_t count;
    const uint32_t *sources = fosi_read_sources(c, entry, false, "set", &count);
    if (count > 0) window->source = sources[0];
    set->window_count++;
    if (!reserve(c, members, &window->members, &window->count, sizeof *window->members)) return;
    for (const fosi_tree *node = members->first; node != NULL; node = node->next) {
        if (read_member(c, node, &set->type, &window->members[window->count])) window->count++;
    }
}

static fosi_type set_type(fosi_compiler *c, const fosi_tree *entry)
{
    static const char *const kinds[] = { "tariff_code", "text", "country", "subdivision", "tax_category", "class", NULL };
    fosi_type type = { .code = FOSI_TYPE_CODE };
    const char *of = fosi_read_text(c, entry, "of", true);
    int kind = of == NULL ? -1 : fosi_word_index(kinds, fosi_slice_of(of));
    if (of != NULL && kind < 0)
        fosi_compile_error(c, fosi_tree_get(entry, "of"), 0, FOS_STATUS_INVALID_VALUE,
                           "expected tariff_code, country, subdivision, tax_category, class or text");
    if (kind < 2)
        type.code = kind == 0 ? FOSI_TYPE_TARIFF_CODE : FOSI_TYPE_TEXT;
    else
        type.list = fosi_list_of_kind(of);
    return type;
}

static void read_sets(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "of",    "members",    "values", "source", "sources",
                                         "label", "confidence", "why",    "note",   NULL };
    static const char *const value_keys[] = {
        "from", "until", "members", "source", "sources", "note", "confidence", "why", NULL
    };
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "sets", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->sets, &r->set_count, sizeof *r->sets)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (!fosi_read_object(c, entry)) continue;
        fosi_read_keys(c, entry, "a set", known);
        fosi_set *set = &r->sets[r->set_count++];
        set->name = entry->key.data;
        set->node = entry;
        set->need = FOSI_NONE;
        set->type = set_type(c, entry);
        const fosi_tree *values = fosi_tree_get(entry, "values");
        uint32_t count;
        fosi_read_sources(c, entry, values == NULL, "set", &count);
        if (values == NULL) {
            set->windows = fosi_arena_zero(&r->arena, 1, sizeof *set->windows);
            if (set->windows != NULL) read_set_window(c, set, entry, fosi_tree_get(entry, "members"), false);
            continue;
        }
        if (!reserve(c, values, &set->windows, &set->window_count, sizeof *set->windows)) continue;
        for (const fosi_tree *value = values->first; value != NULL; value = value->next) {
            if (!fosi_read_object(c, value)) continue;
            fosi_read_keys(c, value, "a dated set", value_keys);
            read_set_window(c, set, value, fosi_tree_get(value, "members"), true);
        }
        for (uint32_t i = 1; i < set->window_count; i++) {
            fos_date until = set->windows[i - 1].until;
            if (until == FOS_DATE_ABSENT || until > set->windows[i].from)
                fosi_compile_error(c, entry, 0, FOS_STATUS_RULE_OVERLAP,
                                   "the dated members of set %s overlap or are out of order", set->name);
        }
    }
}

/* ---- parameters ---- */

/* One part of a key stands in the list of its kind; "*" stands for every other. */
static bool check_key(fosi_compiler *c, const fosi_parameter *parameter, uint32_t index, const fosi_tree *part)
{
    const char *kind = parameter->by[index];
    if (part->kind != FOSI_TREE_TEXT || part->text.length == 0) {
        fosi_compile_error(c, part, 0, FOS_STATUS_WRONG_TYPE, "expected a text");
        return false;
    }
    if (fosi_slice_is(part->text, "*")) return true;
    if (strcmp(kind, "tariff_code") != 0) return fosi_check_word(c, part, 0, fosi_list_of_kind(kind), part->text);
    if (all_digits(part->text.data, part->text.length)) return true;
    fosi_compile_error(c, part, 0, FOS_STATUS_INVALID_VALUE, "expected the first digits of a commodity code, such as \"6109\"");
    return false;
}

static bool read_key(fosi_compiler *c, const fosi_parameter *parameter, const fosi_tree *value, fosi_slice *key)
{
    const fosi_tree *node = fosi_tree_get(value, "key");
    *key = (fosi_slice){ "", 0 };
    if (parameter->by_count == 0) {
        if (node != NULL)
            fosi_compile_error(c, node, 0, FOS_STATUS_UNKNOWN_KEY, "%s has no \"by\", so its values have no key",
                               parameter->name);
        return node == NULL;
    }
    const fosi_tree *part = node != NULL && node->kind == FOSI_TREE_LIST ? node->first : node;
    fos_buffer text;
    fosi_buffer_init(&text, c->regime->context);
    uint32_t count = 0;
    bool good = true;
    for (; part != NULL; part = node->kind == FOSI_TREE_LIST ? part->next : NULL) {
        if (count > 0) fosi_buffer_char(&text, '\x1f');
        if (part->kind == FOSI_TREE_TEXT) fosi_buffer_put(&text, part->text.data, part->text.length);
        if (count < parameter->by_count) good &= check_key(c, parameter, count, part);
        count++;
    }
    char *copy = text.failed ? NULL : fosi_arena_text(&c->regime->arena, text.size > 0 ? text.data : "", text.size);
    *key = (fosi_slice){ copy, text.size };
    fosi_buffer_done(&text);
    if (copy == NULL) {
        c->no_memory = true;
        return false;
    }
    if (node == NULL || count != parameter->by_count) {
        fosi_compile_error(c, node != NULL ? node : value, 0, FOS_STATUS_MISSING_KEY,
                           "expected \"key\" with %u part%s, as in \"by\"", (unsigned)parameter->by_count,
                           parameter->by_count == 1 ? "" : "s");
        return false;
    }
    return good;
}

static bool read_window(fosi_compiler *c, const fosi_parameter *parameter, const fosi_tree *value, fosi_window *window,
                        bool sourced)
{
    memset(window, 0, sizeof *window);
    window->node = value;
    window->source = FOSI_NONE;
    if (!read_span(c, value, &window->from, &window->until)) return false;
    uint32_t count;
    const fosi_tree *unknown = fosi_tree_get(value, "unknown"), *none = fosi_tree_get(value, "none");
    const uint32_t *sources = fosi_read_sources(c, value, !sourced && unknown == NULL, "dated value", &count);
    if (count > 0) window->source = sources[0];
    window->confidence = fosi_read_confidence(c, value);
    window->why = fosi_read_text(c, value, "why", false);
    const fosi_tree *text = fosi_tree_get(value, "value");
    if ((unknown != NULL) + (none != NULL) + (text != NULL) != 1) {
        fosi_compile_error(c, value, 0, FOS_STATUS_MISSING_KEY,
                           "a dated value has one of \"value\", \"none\": true, \"unknown\": why");
        return false;
    }
    if (unknown != NULL) {
        window->unknown = unknown->kind == FOSI_TREE_TEXT ? unknown->text.data : "not known";
        window->value.state = FOSI_STATE_MISSING;
        return true;
    }
    window->value.state = FOSI_STATE_VALUE;
    window->value.as.number = (fosi_exact){ 0, 1, 0 };
    window->none = none != NULL;
    if (none == NULL && !fosi_parse_value(c, text, &parameter->type, &window->value)) return false;
    window->value.confidence = (uint8_t)(window->confidence == 0 ? 0 : 1u << window->confidence);
    return true;
}

static int by_key(const void *a, const void *b)
{
    const fosi_key *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->windows->from > y->windows->from) - (x->windows->from < y->windows->from);
}

/* One row a value, sorted; rows of one key become one key with its windows. */
static void gather_keys(fosi_compiler *c, fosi_parameter *parameter, uint32_t rows)
{
    qsort(parameter->keys, rows, sizeof *parameter->keys, by_key);
    fosi_window *windows = fosi_arena_zero(&c->regime->arena, rows + 1, sizeof *windows);
    if (windows == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < rows; i++) {
        windows[i] = *parameter->keys[i].windows;
        fosi_key *last = parameter->key_count > 0 ? &parameter->keys[parameter->key_count - 1] : NULL;
        if (last != NULL && strcmp(last->text, parameter->keys[i].text) == 0) {
            last->window_count++;
            continue;
        }
        fosi_key key = parameter->keys[i];
        key.windows = &windows[i];
        key.window_count = 1;
        parameter->keys[parameter->key_count++] = key;
    }
    for (uint32_t i = 0; i < parameter->key_count; i++) {
        char key[64];
        size_t length = 0;
        for (const char *p = parameter->keys[i].text; *p != '\0' && length < sizeof key - 1; p++)
            key[length++] = *p == '\x1f' ? '/' : *p;
        key[length] = '\0';
        check_windows(c, parameter->name, key, parameter->keys[i].windows, parameter->keys[i].window_count);
        if (strchr(key, '*') != NULL) parameter->wildcard = i;
    }
}

static void hash_keys(fosi_compiler *c, fosi_parameter *parameter)
{
    uint32_t size = 4;
    while (size < parameter->key_count * 2)
        size *= 2;
    parameter->hash = fosi_arena_zero(&c->regime->arena, size, sizeof *parameter->hash);
    parameter->hash_mask = size - 1;
    if (parameter->hash == NULL) {
        c->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < parameter->key_count; i++) {
        uint32_t at = (uint32_t)fosi_hash(parameter->keys[i].text, parameter->keys[i].length, 0) & parameter->hash_mask;
        while (parameter->hash[at] != 0)
            at = (at + 1) & parameter->hash_mask;
        parameter->hash[at] = i + 1;
    }
}

static void read_by(fosi_compiler *c, const fosi_tree *entry, fosi_parameter *parameter)
{
    const fosi_tree *by = fosi_tree_get(entry, "by");
    if (by != NULL && (by->kind != FOSI_TREE_LIST || by->count < 1 || by->count > 3)) {
        fosi_compile_error(c, by, 0, FOS_STATUS_WRONG_TYPE, "\"by\" is a list of one to three kinds of key");
        return;
    }
    for (const fosi_tree *kind = by == NULL ? NULL : by->first; kind != NULL; kind = kind->next) {
        static const char *const kinds[] = { "country", "subdivision", "tax_category", "tariff_code", "class", "code", NULL };
        if (kind->kind != FOSI_TREE_TEXT || fosi_word_index(kinds, kind->text) < 0)
            fosi_compile_error(c, kind, 0, FOS_STATUS_INVALID_VALUE,
                               "expected country, subdivision, tax_category, tariff_code, class or code");
        parameter->by[parameter->by_count++] = kind->text.data != NULL ? kind->text.data : "code";
    }
    const char *match = fosi_read_text(c, entry, "match", false);
    parameter->longest_prefix = match != NULL && strcmp(match, "longest_prefix") == 0;
    if (match != NULL && (!parameter->longest_prefix || parameter->by_count != 1 || strcmp(parameter->by[0], "tariff_code") != 0))
        fosi_compile_error(c, fosi_tree_get(entry, "match"), 0, FOS_STATUS_INVALID_VALUE,
                           "\"match\" is \"longest_prefix\", for values by tariff_code alone");
}

static void read_parameter(fosi_compiler *c, const fosi_tree *entry, fosi_parameter *parameter)
{
    static const char *const known[] = { "type", "by", "match", "values", "label", "source", "sources", "note", NULL };
    static const char *const value_keys[] = { "from",   "until",   "value",      "none", "unknown", "key",
                                              "source", "sources", "confidence", "why",  "note",    NULL };
    fosi_read_keys(c, entry, "a parameter", known);
    parameter->name = entry->key.data;
    parameter->node = entry;
    parameter->need = parameter->wildcard = FOSI_NONE;
    parameter->label = fosi_read_text(c, entry, "label", false);
    const fosi_tree *type = fosi_tree_get(entry, "type");
    if (type == NULL)
        fosi_compile_lacks(c, entry, "type",
                           "rate, number, count, mass, date, code, \"money EUR\", \"money EUR/KGM\" or \"quantity LTR\"");
    bool typed = type != NULL && fosi_parse_type(c, type, &parameter->type);
    read_by(c, entry, parameter);
    uint32_t own;
    fosi_read_sources(c, entry, false, "parameter", &own);
    const fosi_tree *values = fosi_tree_get(entry, "values");
    if (values == NULL || values->kind != FOSI_TREE_LIST || values->count == 0) {
        if (values == NULL)
            fosi_compile_lacks(c, entry, "values", "a list of dated values");
        else
            fosi_compile_error(c, values, 0, FOS_STATUS_WRONG_TYPE, "expected a list of one or more dated values");
        return;
    }
    uint32_t unused;
    if (!typed || !reserve(c, values, &parameter->keys, &unused, sizeof *parameter->keys)) return;
    uint32_t rows = 0;
    for (const fosi_tree *value = values->first; value != NULL; value = value->next) {
        fosi_slice key;
        if (!fosi_read_object(c, value)) continue;
        fosi_read_keys(c, value, "a dated value", value_keys);
        fosi_window *window = fosi_arena_take(&c->scratch, sizeof *window);
        if (window == NULL) {
            c->no_memory = true;
            return;
        }
        if (!read_window(c, parameter, value, window, own > 0) || !read_key(c, parameter, value, &key)) continue;
        if (window->source == FOSI_NONE && own > 0) {
            uint32_t count;
            window->source = fosi_read_sources(c, entry, false, "parameter", &count)[0];
        }
        parameter->keys[rows++] = (fosi_key){ key.data, key.length, window, 1, value };
    }
    gather_keys(c, parameter, rows);
    hash_keys(c, parameter);
}

static void read_parameters(fosi_compiler *c, const fosi_tree *root)
{
    struct fos_regime *r = c->regime;
    const fosi_tree *tree = fosi_read_section(c, root, "parameters", FOSI_TREE_OBJECT);
    if (!reserve(c, tree, &r->parameters, &r->parameter_count, sizeof *r->parameters)) return;
    for (const fosi_tree *entry = tree->first; entry != NULL; entry = entry->next) {
        if (fosi_read_object(c, entry)) read_parameter(c, entry, &r->parameters[r->parameter_count++]);
    }
}

void fosi_read_tables(fosi_compiler *c, const fosi_tree *root)
{
    static const char *const known[] = { "regime",     "name",    "territory",   "currency", "minor_unit", "data_version",
                                         "reviewed",   "clock",   "history",     "partial",  "note",       "sources",
                                         "exchange",   "inputs",  "switches",    "sets",     "parameters", "values",
                                         "conditions", "refunds", "collections", "charges",  "waivers",    "routes",
                                         "notices",    NULL };
    fosi_read_keys(c, root, "a regime", known);
    read_head(c, root);
    fosi_read_lists(c, root);
}

void fosi_read_lists(fosi_compiler *c, const fosi_tree *root)
{
    read_sources(c, root);
    read_exchange(c, root);
    read_inputs(c, root);
    read_switches(c, root);
    read_sets(c, root);
    read_parameters(c, root);
}
