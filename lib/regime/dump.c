/* A regime as lines: `dump` prints every dated rule, one a line, in a stable order, so that a change of law is a changed
 * line; `show` is the readable account of what is in force on a day. */
#include <fos/library.h>

#include "dataset/codes.h"
#include "regime/plan.h"

static void put_span(fos_buffer *out, fos_date from, fos_date until)
{
    if (from == FOS_DATE_ABSENT)
        fosi_buffer_text(out, "always    ");
    else
        fosi_buffer_date(out, from);
    fosi_buffer_text(out, "..");
    if (until == FOS_DATE_ABSENT)
        fosi_buffer_text(out, "open      ");
    else
        fosi_buffer_date(out, until);
}

static void put_node_text(fos_buffer *out, const fosi_tree *node)
{
    if (node == NULL) return;
    if (node->kind == FOSI_TREE_TEXT || node->kind == FOSI_TREE_NUMBER) {
        for (size_t i = 0; i < node->text.length; i++)
            fosi_buffer_char(out, node->text.data[i] == '\n' ? ' ' : node->text.data[i]);
    } else if (node->kind == FOSI_TREE_TRUE || node->kind == FOSI_TREE_FALSE) {
        fosi_buffer_text(out, node->kind == FOSI_TREE_TRUE ? "true" : "false");
    } else {
        bool list = node->kind == FOSI_TREE_LIST;
        fosi_buffer_char(out, list ? '[' : '{');
        for (const fosi_tree *child = node->first; child != NULL; child = child->next) {
            if (child != node->first) fosi_buffer_text(out, ", ");
            if (!list) fosi_buffer_format(out, "%s: ", child->key.data);
            put_node_text(out, child);
        }
        fosi_buffer_char(out, list ? ']' : '}');
    }
}

static void put_key(fos_buffer *out, const fosi_key *key)
{
    if (key->length == 0) return;
    fosi_buffer_char(out, '[');
    for (size_t i = 0; i < key->length; i++) {
        if (key->text[i] == '\x1f')
            fosi_buffer_text(out, ", ");
        else
            fosi_buffer_char(out, key->text[i]);
    }
    fosi_buffer_char(out, ']');
}

static void put_window(const fos_regime *r, fos_buffer *out, const fosi_window *window)
{
    if (window->unknown != NULL)
        fosi_buffer_format(out, "unknown (%s)", window->unknown);
    else if (window->none)
        fosi_buffer_text(out, "none");
    else
        put_node_text(out, fosi_tree_get(window->node, "value"));
    if (window->source != FOSI_NONE) fosi_buffer_format(out, "  {%s}", r->sources[window->source].id);
    if (window->confidence != 0) fosi_buffer_format(out, "  %s", fosi_words_confidence[window->confidence]);
}

static void put_keys_of(fos_buffer *out, const fosi_tree *object, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const fosi_tree *node = fosi_tree_get(object, *keys);
        if (node == NULL) continue;
        fosi_buffer_format(out, "  %s=", *keys);
        put_node_text(out, node);
    }
}

static void dump_parameters(const fos_regime *r, fos_buffer *out, fos_date date)
{
    for (uint32_t p = 0; p < r->parameter_count; p++) {
        const fosi_parameter *parameter = &r->parameters[p];
        for (uint32_t k = 0; k < parameter->key_count; k++) {
            const fosi_key *key = &parameter->keys[k];
            for (uint32_t w = 0; w < key->window_count; w++) {
                if (date != FOS_DATE_ABSENT && &key->windows[w] != fosi_windows_on(key->windows, key->window_count, date))
                    continue;
                fosi_buffer_text(out, "parameter ");
                put_span(out, key->windows[w].from, key->windows[w].until);
                fosi_buffer_format(out, " %s", parameter->name);
                put_key(out, key);
                fosi_buffer_text(out, " = ");
                put_window(r, out, &key->windows[w]);
                fosi_buffer_char(out, '\n');
            }
        }
    }
}

static void dump_sets(const fos_regime *r, fos_buffer *out, fos_date date)
{
    for (uint32_t s = 0; s < r->set_count; s++) {
        for (uint32_t w = 0; w < r->sets[s].window_count; w++) {
            const fosi_set_window *window = &r->sets[s].windows[w];
            bool open = window->from == FOS_DATE_ABSENT ||
                        (date >= window->from && (window->until == FOS_DATE_ABSENT || date < window->until));
            if (date != FOS_DATE_ABSENT && !open) continue;
            fosi_buffer_text(out, "set       ");
            put_span(out, window->from, window->until);
            fosi_buffer_format(out, " %s =", r->sets[s].name);
            for (uint32_t m = 0; m < window->count; m++) {
                const fosi_member *member = &window->members[m];
                fosi_buffer_format(out, " %s", member->low);
                if (member->high != member->low) fosi_buffer_format(out, "..%s", member->high);
            }
            fosi_buffer_char(out, '\n');
        }
    }
}

static void dump_section(fos_buffer *out, const fosi_tree *section, const char *what, const char *const *keys)
{
    for (const fosi_tree *entry = section == NULL ? NULL : section->first; entry != NULL; entry = entry->next) {
        const fosi_tree *id = fosi_tree_get(entry, "id");
        fosi_buffer_format(out, "%-10s%s", what,
                           id != NULL && id->text.data != NULL ? id->text.data
                                                               : (entry->key.data != NULL ? entry->key.data : ""));
        put_keys_of(out, entry, keys);
        fosi_buffer_char(out, '\n');
    }
}

static void dump_routes(const fos_regime *r, fos_buffer *out, fos_date date)
{
    static const char *const keys[] = { "approach", "like", "clock", "sets", "when", "needs", "collect", NULL };
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fos_date from = r->routes[i].from, until = r->routes[i].until;
        if (date != FOS_DATE_ABSENT && ((from != FOS_DATE_ABSENT && date < from) || (until != FOS_DATE_ABSENT && date >= until)))
            continue;
        fosi_buffer_text(out, "route     ");
        put_span(out, from, until);
        fosi_buffer_format(out, " %s", r->routes[i].id);
        put_keys_of(out, r->routes[i].node, keys);
        fosi_buffer_char(out, '\n');
    }
}

static void dump_rules(const fos_regime *r, fos_buffer *out)
{
    static const char *const definition[] = { "per", "is", "round", "shows_as", NULL };
    static const char *const collection[] = { "approach",    "liable",   "collector", "payer", "due",
                                              "remitted_to", "remitted", "refund",    NULL };
    static const char *const charge[] = { "kind",   "per",    "when",    "where",      "base",   "round_base", "rate",
                                          "deduct", "amount", "settle",  "round",      "spread", "clock",      "exchange",
                                          "refund", "source", "sources", "confidence", NULL };
    static const char *const waiver[] = { "charges", "per", "when", "source", "sources", NULL };
    static const char *const notice[] = { "class", "when", NULL };
    static const char *const refund[] = { "by", "to", "say", "source", "sources", NULL };
    static const char *const input[] = { "absent", "election", "counter", NULL };
    static const char *const sw[] = { "options", "default", NULL };
    const fosi_tree *root = r->document.root;
    dump_section(out, fosi_tree_get(root, "inputs"), "input", input);
    dump_section(out, fosi_tree_get(root, "switches"), "switch", sw);
    dump_section(out, fosi_tree_get(root, "values"), "value", definition);
    dump_section(out, fosi_tree_get(root, "conditions"), "condition", definition);
    dump_section(out, fosi_tree_get(root, "refunds"), "refund", refund);
    dump_section(out, fosi_tree_get(root, "collections"), "collect", collection);
    dump_section(out, fosi_tree_get(root, "charges"), "charge", charge);
    dump_section(out, fosi_tree_get(root, "waivers"), "waiver", waiver);
    dump_section(out, fosi_tree_get(root, "notices"), "notice", notice);
}

static void dump_head(const fos_regime *r, fos_buffer *out)
{
    fosi_buffer_format(out, "regime    %s  %s  currency=%s  minor_unit=", r->id, r->name, r->currency);
    fosi_buffer_decimal(out, r->minor_unit);
    fosi_buffer_format(out, "  data_version=%s  reviewed=", r->data_version);
    fosi_buffer_date(out, r->reviewed);
    if (r->history != FOS_DATE_ABSENT) {
        fosi_buffer_text(out, "  history=");
        fosi_buffer_date(out, r->history);
    }
    if (r->partial) fosi_buffer_text(out, "  partial");
    fosi_buffer_text(out, "  territory=");
    for (uint32_t i = 0; i < r->territory_count; i++)
        fosi_buffer_format(out, "%s%s", i > 0 ? " " : "", r->territory[i]);
    fosi_buffer_char(out, '\n');
    for (uint32_t i = 0; i < r->purpose_count; i++) {
        const fosi_purpose *purpose = &r->purposes[i];
        fosi_buffer_format(out, "exchange  %s  on=%s", purpose->name, fosi_clock_name((fosi_clock)purpose->clock));
        if (purpose->series != NULL) fosi_buffer_format(out, "  series=%s", purpose->series);
        if (purpose->side != NULL) fosi_buffer_format(out, "  side=%s", purpose->side);
        if (purpose->lag != 0) fosi_buffer_format(out, "  lag=%d", (int)purpose->lag);
        fosi_buffer_char(out, '\n');
    }
}

fos_status fos_regime_dump(const fos_regime *r, fos_buffer *out)
{
    if (r == NULL || out == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    size_t mark = out->size;
    dump_head(r, out);
    for (uint32_t i = 0; i < r->source_count; i++)
        fosi_buffer_format(out, "source    %s = %s\n", r->sources[i].id, r->sources[i].citation.data);
    dump_sets(r, out, FOS_DATE_ABSENT);
    dump_parameters(r, out, FOS_DATE_ABSENT);
    dump_rules(r, out);
    dump_routes(r, out, FOS_DATE_ABSENT);
    return fosi_buffer_finish(out, mark, NULL);
}

/* ---- the readable account ---- */

static void show_route(const fos_regime *r, const fosi_route_rule *route, fos_buffer *out)
{
    fosi_buffer_format(out, "\n  %s (%s)%s%s\n", route->id, fosi_words_approach[route->approach],
                       route->label != NULL ? ": " : "", route->label != NULL ? route->label : "");
    const fosi_tree *when = fosi_tree_get(route->node, "when");
    if (when != NULL) {
        fosi_buffer_text(out, "    when   ");
        put_node_text(out, when);
        fosi_buffer_char(out, '\n');
    }
    for (uint32_t n = 0; n < route->need_count; n++)
        fosi_buffer_format(out, "    needs  %s\n", route->needs[n].say != NULL ? route->needs[n].say : "");
    for (uint32_t c = 0; c < r->charge_count; c++) {
        if (route->collection_of[c] == FOSI_NONE) continue;
        const fosi_collection *collection = &r->collections[route->collection_of[c]];
        fosi_buffer_format(out, "    %-28s %-10s collected by ", r->charges[c].id, fosi_words_charge_kind[r->charges[c].kind]);
        put_node_text(out, fosi_tree_get(collection->node, "collector"));
        fosi_buffer_format(out, " (%s)\n", fosi_words_due[collection->due]);
    }
}

fos_status fos_regime_show(const fos_regime *r, fos_date date, fos_buffer *out)
{
    if (r == NULL || out == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    size_t mark = out->size;
    fosi_buffer_format(out, "%s  %s\n  currency %s, data %s, reviewed ", r->id, r->name, r->currency, r->data_version);
    fosi_buffer_date(out, r->reviewed);
    fosi_buffer_text(out, date == FOS_DATE_ABSENT ? "\n  all dates\n" : "\n  law in force on ");
    if (date != FOS_DATE_ABSENT) {
        fosi_buffer_date(out, date);
        fosi_buffer_char(out, '\n');
    }
    fosi_buffer_text(out, "\nRoutes, in the order in which they are tried\n");
    for (uint32_t i = 0; i < r->route_count; i++) {
        const fosi_route_rule *route = &r->routes[i];
        if (date != FOS_DATE_ABSENT &&
            ((route->from != FOS_DATE_ABSENT && date < route->from) || (route->until != FOS_DATE_ABSENT && date >= route->until)))
            continue;
        show_route(r, route, out);
    }
    fosi_buffer_text(out, "\nValues in force\n");
    dump_parameters(r, out, date);
    dump_sets(r, out, date);
    fosi_buffer_text(out, "\nRules\n");
    dump_rules(r, out);
    fosi_buffer_text(out, "\nSources\n");
    for (uint32_t i = 0; i < r->source_count; i++)
        fosi_buffer_format(out, "  %-12s %s\n", r->sources[i].id, r->sources[i].citation.data);
    return fosi_buffer_finish(out, mark, NULL);
}
