/* Puts what a builder gathered in order and writes the image. All numbers are given anew, by the order of the content, so that
 * the same rows in any order give the same bytes; texts, groups and terms that nothing uses are left out. */
#include "tariff/builder.h"

#include <string.h>

/* What was numbered anew: of each old number the place in the image. */
typedef struct writer {
    fos_tariff_builder *b;
    fosi_arena arena;
    fos_error *error;
    uint32_t *string_order, *line_order, *term_order, *clause_order, *group_order, *programme_order, *measure_order,
        *member_order;
    uint32_t *line_rank, *term_rank, *clause_rank, *group_rank, *programme_rank, *line_parent;
    fosi_build_term *terms;
    uint32_t measure_count; /* without those that were left out */
    fosi_tariff_left_out *left_out;
    void *user;
    uint32_t string_count;
    size_t string_bytes;
} writer;

/* ---- sorting ---- */

typedef int order_function(const writer *w, uint32_t a, uint32_t b);

static void merge(const writer *w, const uint32_t *from, uint32_t *to, uint32_t start, uint32_t middle, uint32_t end,
                  order_function *order)
{
    uint32_t a = start, b = middle;
    for (uint32_t i = start; i < end; i++) {
        bool left = a < middle && (b >= end || order(w, from[a], from[b]) <= 0);
        to[i] = left ? from[a++] : from[b++];
    }
}

/* The numbers 0 to count - 1 in order, stably; NULL when out of memory. No qsort: the C library's may allocate. */
static uint32_t *sorted(writer *w, uint32_t count, order_function *order)
{
    uint32_t *from = fosi_arena_take(&w->arena, ((size_t)count + 1) * sizeof *from);
    uint32_t *to = fosi_arena_take(&w->arena, ((size_t)count + 1) * sizeof *to);
    if (from == NULL || to == NULL) return NULL;
    for (uint32_t i = 0; i < count; i++)
        from[i] = i;
    for (uint64_t width = 1; width < count; width *= 2) {
        for (uint64_t start = 0; start < count; start += 2 * width) {
            uint64_t middle = start + width < count ? start + width : count,
                     end = middle + width < count ? middle + width : count;
            merge(w, from, to, (uint32_t)start, (uint32_t)middle, (uint32_t)end, order);
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    return from;
}

static uint32_t *ranks(writer *w, const uint32_t *order, uint32_t count)
{
    uint32_t *rank = fosi_arena_take(&w->arena, ((size_t)count + 1) * sizeof *rank);
    for (uint32_t i = 0; rank != NULL && i < count; i++)
        rank[order[i]] = i;
    return rank;
}

static int order_of(uint64_t a, uint64_t b) { return a < b ? -1 : a > b; }

static fosi_slice string_of(const writer *w, uint32_t string)
{
    const fosi_build_string *s = fosi_entry(w->b, strings, fosi_build_string, string);
    fosi_slice slice = { w->b->pool.data + s->at, s->length };
    return slice;
}

static uint32_t place(const writer *w, uint32_t string) { return fosi_entry(w->b, strings, fosi_build_string, string)->place; }

/* ---- strings ---- */

static void use(const writer *w, uint32_t string) { fosi_entry(w->b, strings, fosi_build_string, string)->place = 1; }

static void use_all(const writer *w)
{
    fos_tariff_builder *b = w->b;
    for (uint32_t i = 0; i < b->strings.count; i++)
        fosi_entry(b, strings, fosi_build_string, i)->place = 0;
    const uint32_t head[] = { 0, b->id, b->currency, b->data_version, b->source, b->starter };
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        use(w, head[i]);
    for (uint32_t i = 0; i < b->lines.count; i++)
        use(w, fosi_entry(b, lines, fosi_build_line, i)->text);
    for (uint32_t i = 0; i < b->terms.count; i++) {
        for (size_t k = 0; k < FOSI_TERM_TEXTS; k++)
            use(w, fosi_entry(b, terms, fosi_build_term, i)->field[fosi_term_texts[k]]);
    }
    for (uint32_t i = 0; i < b->clauses.count; i++)
        use(w, fosi_entry(b, clauses, fosi_build_clause, i)->text);
    for (uint32_t i = 0; i < b->groups.count; i++)
        use(w, fosi_entry(b, groups, fosi_build_group, i)->id), use(w, fosi_entry(b, groups, fosi_build_group, i)->name);
    for (uint32_t i = 0; i < b->programmes.count; i++) {
        const fosi_build_programme *programme = fosi_entry(b, programmes, fosi_build_programme, i);
        use(w, programme->id), use(w, programme->name), use(w, programme->proof);
    }
}

/* Unused ones last. */
static int order_strings(const writer *w, uint32_t a, uint32_t b)
{
    bool used_a = place(w, a) != 0, used_b = place(w, b) != 0;
    if (used_a != used_b) return used_a ? -1 : 1;
    return fosi_slice_compare(string_of(w, a), string_of(w, b));
}

static bool sort_strings(writer *w)
{
    use_all(w);
    w->string_order = sorted(w, w->b->strings.count, order_strings);
    if (w->string_order == NULL) return false;
    uint32_t count = 0;
    while (count < w->b->strings.count && place(w, w->string_order[count]) != 0)
        count++;
    for (uint32_t i = 0; i < count; i++) {
        fosi_build_string *string = fosi_entry(w->b, strings, fosi_build_string, w->string_order[i]);
        string->place = (uint32_t)w->string_bytes;
        w->string_bytes += (size_t)string->length + 1;
        if (w->string_bytes > UINT32_MAX) return false;
    }
    w->string_count = count;
    return true;
}

/* ---- groups, programmes, origins ---- */

static int order_groups(const writer *w, uint32_t a, uint32_t b)
{
    return order_of(place(w, fosi_entry(w->b, groups, fosi_build_group, a)->id),
                    place(w, fosi_entry(w->b, groups, fosi_build_group, b)->id));
}

static int order_programmes(const writer *w, uint32_t a, uint32_t b)
{
    return order_of(place(w, fosi_entry(w->b, programmes, fosi_build_programme, a)->id),
                    place(w, fosi_entry(w->b, programmes, fosi_build_programme, b)->id));
}

static int order_members(const writer *w, uint32_t a, uint32_t b)
{
    const fosi_build_member *x = fosi_entry(w->b, members, fosi_build_member, a),
                            *y = fosi_entry(w->b, members, fosi_build_member, b);
    int order = order_of(w->group_rank[x->group], w->group_rank[y->group]);
    if (order == 0) order = order_of(x->country, y->country);
    return order != 0 ? order : x->start < y->start ? -1 : x->start > y->start;
}

static uint32_t origin_of(const writer *w, uint32_t origin)
{
    return (origin & FOSI_ORIGIN_GROUP) == 0 ? origin : FOSI_ORIGIN_GROUP | w->group_rank[origin & ~FOSI_ORIGIN_GROUP];
}

/* The exclusions of a clause stand by their new numbers. */
static void renumber_exclusions(const writer *w, const fosi_build_clause *clause, uint32_t *list)
{
    for (uint32_t i = 0; i < clause->count; i++) {
        uint32_t value = origin_of(w, *fosi_entry(w->b, exclusions, uint32_t, clause->first + i)), at = i;
        for (; at > 0 && list[at - 1] > value; at--)
            list[at] = list[at - 1];
        list[at] = value;
    }
}

static int order_clauses(const writer *w, uint32_t a, uint32_t b)
{
    const fosi_build_clause *x = fosi_entry(w->b, clauses, fosi_build_clause, a),
                            *y = fosi_entry(w->b, clauses, fosi_build_clause, b);
    uint32_t left[FOSI_MOST_EXCLUSIONS], right[FOSI_MOST_EXCLUSIONS];
    int order = order_of(origin_of(w, x->origin), origin_of(w, y->origin));
    if (order == 0) order = order_of(x->count, y->count);
    if (order != 0) return order;
    renumber_exclusions(w, x, left);
    renumber_exclusions(w, y, right);
    for (uint32_t i = 0; i < x->count && order == 0; i++)
        order = order_of(left[i], right[i]);
    return order;
}

static fos_status check_members(const writer *w)
{
    for (uint32_t i = 1; i < w->b->members.count; i++) {
        const fosi_build_member *x = fosi_entry(w->b, members, fosi_build_member, w->member_order[i - 1]);
        const fosi_build_member *y = fosi_entry(w->b, members, fosi_build_member, w->member_order[i]);
        if (x->group != y->group || x->country != y->country || (x->end != FOS_DATE_ABSENT && x->end < y->start)) continue;
        return fosi_fail(w->error, FOS_STATUS_RULE_OVERLAP, "%c%c is twice in the group \"%s\" on the same day",
                         (int)(x->country >> 8), (int)(x->country & 255u),
                         string_of(w, fosi_entry(w->b, groups, fosi_build_group, x->group)->id).data);
    }
    return FOS_STATUS_OK;
}

static bool sort_origins(writer *w)
{
    fos_tariff_builder *b = w->b;
    w->group_order = sorted(w, b->groups.count, order_groups);
    w->programme_order = sorted(w, b->programmes.count, order_programmes);
    if (w->group_order == NULL || w->programme_order == NULL) return false;
    w->group_rank = ranks(w, w->group_order, b->groups.count);
    w->programme_rank = ranks(w, w->programme_order, b->programmes.count);
    if (w->group_rank == NULL || w->programme_rank == NULL) return false;
    w->member_order = sorted(w, b->members.count, order_members);
    w->clause_order = sorted(w, b->clauses.count, order_clauses);
    if (w->member_order == NULL || w->clause_order == NULL) return false;
    w->clause_rank = ranks(w, w->clause_order, b->clauses.count);
    return w->clause_rank != NULL;
}

/* ---- terms, lines, measures ---- */

/* The terms with the numbers of the image. */
static bool renumber_terms(writer *w)
{
    w->terms = fosi_arena_take(&w->arena, ((size_t)w->b->terms.count + 1) * sizeof *w->terms);
    for (uint32_t i = 0; w->terms != NULL && i < w->b->terms.count; i++) {
        uint32_t *field = w->terms[i].field;
        w->terms[i] = *fosi_entry(w->b, terms, fosi_build_term, i);
        for (size_t k = 0; k < FOSI_TERM_TEXTS; k++)
            field[fosi_term_texts[k]] = place(w, field[fosi_term_texts[k]]);
        field[FOSI_TERM_ORIGIN] = w->clause_rank[field[FOSI_TERM_ORIGIN]];
        if (field[FOSI_TERM_PROGRAMME] != FOSI_TARIFF_NONE)
            field[FOSI_TERM_PROGRAMME] = w->programme_rank[field[FOSI_TERM_PROGRAMME]];
    }
    return w->terms != NULL;
}

static int order_terms(const writer *w, uint32_t a, uint32_t b)
{
    const uint32_t *x = w->terms[a].field, *y = w->terms[b].field;
    int order = order_of(x[FOSI_TERM_KIND] & 255u, y[FOSI_TERM_KIND] & 255u);
    for (unsigned i = FOSI_TERM_ORDER; i < FOSI_TERM_FIELDS && order == 0; i++)
        order = order_of(x[i], y[i]);
    return order != 0 ? order : order_of(x[FOSI_TERM_KIND], y[FOSI_TERM_KIND]);
}

static int order_lines(const writer *w, uint32_t a, uint32_t b)
{
    return order_of(fosi_entry(w->b, lines, fosi_build_line, a)->code, fosi_entry(w->b, lines, fosi_build_line, b)->code);
}

static int order_measures(const writer *w, uint32_t a, uint32_t b)
{
    const fosi_build_measure *x = fosi_entry(w->b, measures, fosi_build_measure, a);
    const fosi_build_measure *y = fosi_entry(w->b, measures, fosi_build_measure, b);
    return order_of((uint64_t)w->line_rank[x->line] << 32 | w->term_rank[x->term],
                    (uint64_t)w->line_rank[y->line] << 32 | w->term_rank[y->term]);
}

static bool sort_measures(writer *w)
{
    fos_tariff_builder *b = w->b;
    if (!renumber_terms(w)) return false;
    w->term_order = sorted(w, b->terms.count, order_terms);
    w->line_order = sorted(w, b->lines.count, order_lines);
    if (w->term_order == NULL || w->line_order == NULL) return false;
    w->term_rank = ranks(w, w->term_order, b->terms.count);
    w->line_rank = ranks(w, w->line_order, b->lines.count);
    if (w->term_rank == NULL || w->line_rank == NULL) return false;
    w->measure_order = sorted(w, b->measures.count, order_measures);
    return w->measure_order != NULL;
}

static bool are_rivals(const fosi_build_term *a, const fosi_build_term *b)
{
    return (a->field[FOSI_TERM_KIND] & 255u) == (b->field[FOSI_TERM_KIND] & 255u) &&
           memcmp(&a->field[FOSI_TERM_ORDER], &b->field[FOSI_TERM_ORDER],
                  (FOSI_TERM_RIVALS - FOSI_TERM_ORDER) * sizeof(uint32_t)) == 0 &&
           a->field[FOSI_TERM_END] >= b->field[FOSI_TERM_START];
}

/* Two measures of a code that differ in nothing but the rate, on the same day: a mistake, or the later row is left out. */
static fos_status tell_rivals(const writer *w, const fosi_build_measure *first, const fosi_build_measure *last)
{
    char code[16];
    fos_error own = FOS_ERROR_INIT, *error = w->left_out != NULL ? &own : w->error;
    const char *kind = fos_tariff_kind_name((fos_tariff_kind)(w->terms[last->term].field[FOSI_TERM_KIND] & 255u));
    fosi_code_text(fosi_entry(w->b, lines, fosi_build_line, last->line)->code, code);
    fos_status status = first->term == last->term ? FOS_STATUS_DUPLICATE_KEY : FOS_STATUS_RULE_OVERLAP;
    if (first->row == last->row)
        fosi_fail(error, status, "code %s has the measure \"%s\" twice for the same origin on the same day", code, kind);
    else
        fosi_fail(error, status, "code %s has two measures \"%s\" for the same origin on the same day: lines %u and %u", code,
                  kind, first->row, last->row);
    if (error != NULL && error->struct_size >= sizeof *error) error->line = last->row;
    if (w->left_out == NULL) return status;
    w->left_out(w->user, error);
    return FOS_STATUS_OK;
}

static bool are_rival_measures(const writer *w, uint32_t a, uint32_t b)
{
    const fosi_build_measure *x = fosi_entry(w->b, measures, fosi_build_measure, a),
                             *y = fosi_entry(w->b, measures, fosi_build_measure, b);
    return x->line == y->line && are_rivals(&w->terms[x->term], &w->terms[y->term]);
}

/* Measures stand by code, purpose and first day, so that rivals are neighbours. */
static fos_status settle_rivals(writer *w)
{
    uint32_t *order = w->measure_order, kept = 0;
    for (uint32_t i = 0; i < w->b->measures.count; i++) {
        if (kept == 0 || !are_rival_measures(w, order[kept - 1], order[i])) {
            order[kept++] = order[i];
            continue;
        }
        uint32_t a = order[kept - 1], b = order[i];
        const fosi_build_measure *x = fosi_entry(w->b, measures, fosi_build_measure, a),
                                 *y = fosi_entry(w->b, measures, fosi_build_measure, b);
        bool first = x->row != y->row ? x->row < y->row : a < b;
        fos_status status = tell_rivals(w, first ? x : y, first ? y : x);
        if (status != FOS_STATUS_OK) return status;
        order[kept - 1] = first ? a : b;
    }
    w->measure_count = kept;
    w->b->left_out = w->b->measures.count - kept;
    return FOS_STATUS_OK;
}

/* ---- writing ---- */

static unsigned char *put32(unsigned char *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (8 * i));
    return at + 4;
}

static unsigned char *put64(unsigned char *at, uint64_t value)
{
    return put32(put32(at, (uint32_t)value), (uint32_t)(value >> 32));
}

static unsigned char *put_lines(const writer *w, unsigned char *at)
{
    uint32_t parent = FOSI_TARIFF_NONE, measure = 0;
    uint32_t *parents = w->line_parent;
    for (uint32_t i = 0; i < w->b->lines.count; i++) {
        const fosi_build_line *line = fosi_entry(w->b, lines, fosi_build_line, w->line_order[i]);
        const fosi_build_line *next =
            i + 1 < w->b->lines.count ? fosi_entry(w->b, lines, fosi_build_line, w->line_order[i + 1]) : NULL;
        while (parent != FOSI_TARIFF_NONE &&
               !fosi_code_begins(fosi_entry(w->b, lines, fosi_build_line, w->line_order[parent])->code, line->code))
            parent = parents[parent];
        parents[i] = parent;
        parent = i;
        bool last = next == NULL || !fosi_code_begins(line->code, next->code);
        bool declarable = line->declarable < 0 ? last : line->declarable != 0;
        at = put64(at, line->code | (declarable ? FOSI_CODE_DECLARABLE : 0u));
        at = put32(at, parents[i]);
        at = put32(at, measure);
        at = put32(at, place(w, line->text));
        at = put32(at, (uint32_t)line->start);
        at = put32(at, (uint32_t)line->end);
        while (measure < w->measure_count &&
               w->line_rank[fosi_entry(w->b, measures, fosi_build_measure, w->measure_order[measure])->line] == i)
            measure++;
    }
    return at;
}

static unsigned char *put_measures(const writer *w, unsigned char *at)
{
    for (uint32_t i = 0; i < w->measure_count; i++)
        at = put32(at, w->term_rank[fosi_entry(w->b, measures, fosi_build_measure, w->measure_order[i])->term]);
    for (uint32_t i = 0; i < w->b->terms.count; i++) {
        for (unsigned k = 0; k < FOSI_TERM_FIELDS; k++)
            at = put32(at, w->terms[w->term_order[i]].field[k]);
    }
    return at;
}

static unsigned char *put_clauses(const writer *w, unsigned char *at)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < w->b->clauses.count; i++) {
        const fosi_build_clause *clause = fosi_entry(w->b, clauses, fosi_build_clause, w->clause_order[i]);
        at = put32(put32(put32(put32(at, origin_of(w, clause->origin)), first), clause->count), place(w, clause->text));
        first += clause->count;
    }
    for (uint32_t i = 0; i < w->b->clauses.count; i++) {
        const fosi_build_clause *clause = fosi_entry(w->b, clauses, fosi_build_clause, w->clause_order[i]);
        uint32_t list[FOSI_MOST_EXCLUSIONS];
        renumber_exclusions(w, clause, list);
        for (uint32_t k = 0; k < clause->count; k++)
            at = put32(at, list[k]);
    }
    return at;
}

static unsigned char *put_groups(const writer *w, unsigned char *at)
{
    uint32_t member = 0;
    for (uint32_t i = 0; i < w->b->groups.count; i++) {
        const fosi_build_group *group = fosi_entry(w->b, groups, fosi_build_group, w->group_order[i]);
        uint32_t first = member;
        while (member < w->b->members.count &&
               fosi_entry(w->b, members, fosi_build_member, w->member_order[member])->group == w->group_order[i])
            member++;
        at = put32(put32(put32(put32(at, place(w, group->id)), place(w, group->name)), first), member - first);
    }
    for (uint32_t i = 0; i < w->b->members.count; i++) {
        const fosi_build_member *m = fosi_entry(w->b, members, fosi_build_member, w->member_order[i]);
        at = put32(put32(put32(at, m->country), (uint32_t)m->start), (uint32_t)m->end);
    }
    for (uint32_t i = 0; i < w->b->programmes.count; i++) {
        const fosi_build_programme *p = fosi_entry(w->b, programmes, fosi_build_programme, w->programme_order[i]);
        at = put32(put32(put32(at, place(w, p->id)), place(w, p->name)), place(w, p->proof));
    }
    return at;
}

static void put_strings(const writer *w, unsigned char *at)
{
    for (uint32_t i = 0; i < w->string_count; i++) {
        fosi_slice text = string_of(w, w->string_order[i]);
        memcpy(at, text.data, text.length + 1);
        at += text.length + 1;
    }
}

static void put_head(const writer *w, unsigned char *image, const uint32_t count[FOSI_SECTION_COUNT])
{
    const fos_tariff_builder *b = w->b;
    memcpy(image + FOSI_HEAD_MAGIC, FOSI_TARIFF_MAGIC, 8);
    put32(image + FOSI_HEAD_VERSION, FOSI_TARIFF_VERSION);
    put32(image + FOSI_HEAD_FLAGS, b->exact_codes ? FOSI_TARIFF_EXACT_CODES : 0u);
    put32(image + FOSI_HEAD_ID, place(w, b->id));
    put32(image + FOSI_HEAD_CURRENCY, place(w, b->currency));
    put32(image + FOSI_HEAD_DATA_VERSION, place(w, b->data_version));
    put32(image + FOSI_HEAD_SOURCE, place(w, b->source));
    put32(image + FOSI_HEAD_STARTER, place(w, b->starter));
    for (unsigned i = 0; i < FOSI_SECTION_COUNT; i++)
        put32(image + FOSI_HEAD_COUNTS + 4 * i, count[i]);
}

static fos_status write_image(writer *w, fos_buffer *out)
{
    const fos_tariff_builder *b = w->b;
    uint32_t exclusions = 0;
    for (uint32_t i = 0; i < b->clauses.count; i++)
        exclusions += fosi_entry(b, clauses, fosi_build_clause, i)->count;
    const uint32_t count[FOSI_SECTION_COUNT] = { b->lines.count,   w->measure_count,    b->terms.count,
                                                 b->clauses.count, exclusions,          b->groups.count,
                                                 b->members.count, b->programmes.count, (uint32_t)w->string_bytes };
    size_t size = FOSI_HEAD_SIZE, mark = out->size;
    for (unsigned i = 0; i < FOSI_SECTION_COUNT; i++)
        size += fosi_section_size((fosi_section)i) * count[i];
    w->line_parent = fosi_arena_take(&w->arena, ((size_t)b->lines.count + 1) * sizeof *w->line_parent);
    if (w->line_parent == NULL || !fosi_buffer_grow(out, size)) {
        out->failed = false;
        return fosi_fail_memory(w->error);
    }
    unsigned char *image = (unsigned char *)out->data + mark;
    put_head(w, image, count);
    put_strings(w, put_groups(w, put_clauses(w, put_measures(w, put_lines(w, image + FOSI_HEAD_SIZE)))));
    char digest[FOSI_DIGEST_TEXT];
    fosi_digest(image + FOSI_HEAD_FLAGS, size - FOSI_HEAD_FLAGS, digest);
    memcpy(image + FOSI_HEAD_DIGEST, digest + sizeof "sha256:" - 1, 64);
    out->size += size;
    out->data[out->size] = '\0';
    return FOS_STATUS_OK;
}

fos_status fosi_tariff_write(fos_tariff_builder *builder, fosi_tariff_left_out *left_out, void *user, fos_buffer *out,
                             fos_error *error)
{
    writer w = { .b = builder, .error = error, .left_out = left_out, .user = user };
    fosi_arena_init(&w.arena, builder->context);
    fos_status status = FOS_STATUS_OK;
    if (!sort_strings(&w) || !sort_origins(&w) || !sort_measures(&w)) status = fosi_fail_memory(error);
    if (status == FOS_STATUS_OK) status = check_members(&w);
    if (status == FOS_STATUS_OK) status = settle_rivals(&w);
    if (status == FOS_STATUS_OK) status = write_image(&w, out);
    fosi_arena_free(&w.arena);
    return status;
}

fos_status fos_tariff_builder_write(fos_tariff_builder *builder, fos_buffer *out, fos_error *error)
{
    if (builder == NULL || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a builder and a buffer are needed");
    return fosi_tariff_write(builder, NULL, NULL, out, error);
}
