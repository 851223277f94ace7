/* Fitting a request: walks its structs by the element table, works out new texts aside, and puts them in place when all is
 * done, so that a failure changes nothing. What a text becomes is letters.c's; what fits is dataset/format.c's. */
#include <fos/fit.h>

#include <string.h>

#include "dataset/check.h"
#include "dataset/request.h"
#include "locale/letters.h"

typedef struct entry {
    fos_fit_change public;
    const char **slot; /* where the new text goes */
} entry;

struct fos_fitter {
    const fos_context *context;
    fosi_arena arena; /* the changes and their texts */
    fosi_lettering letters;
    fos_buffer composed, latin;
    entry **entries;
    size_t count, capacity, unfitted;
};

/* One limit, its place found. */
typedef struct limit {
    fos_element_place place;
    fosi_value_format format;
    fosi_characters characters;
} limit;

typedef struct walk {
    fos_fitter *fitter;
    limit *limits; /* NULL: the element table's */
    size_t limit_count;
    const fos_element *steps[FOS_ELEMENT_DEPTH];
    uint32_t depth;
    char pointer[256];
    size_t length;
    const char *country; /* of the address or party at hand */
    fos_error *error;
} walk;

/* ---- the fitter ---- */

fos_fitter *fos_fitter_new(const fos_context *context, fos_error *error)
{
    if (context == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a fitter needs a context");
        return NULL;
    }
    fos_fitter *made = fosi_allocate(context, sizeof *made);
    if (made == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(made, 0, sizeof *made);
    made->context = made->letters.context = context;
    fosi_arena_init(&made->arena, context);
    fosi_buffer_init(&made->composed, context);
    fosi_buffer_init(&made->latin, context);
    return made;
}

void fos_fitter_free(fos_fitter *fitter)
{
    if (fitter == NULL) return;
    fosi_lettering_close(&fitter->letters);
    fosi_buffer_done(&fitter->composed);
    fosi_buffer_done(&fitter->latin);
    fosi_arena_free(&fitter->arena);
    fosi_release(fitter->context, fitter);
}

size_t fos_fitter_change_count(const fos_fitter *fitter) { return fitter->count; }
size_t fos_fitter_unfitted_count(const fos_fitter *fitter) { return fitter->unfitted; }
const fos_fit_change *fos_fitter_change_at(const fos_fitter *fitter, size_t index)
{
    return index < fitter->count ? &fitter->entries[index]->public : NULL;
}

static bool make_room(fos_fitter *fitter)
{
    if (fitter->count < fitter->capacity) return true;
    size_t capacity = fitter->capacity == 0 ? 16 : 2 * fitter->capacity;
    entry **wider = fosi_arena_take(&fitter->arena, capacity * sizeof *wider);
    if (wider == NULL) return false;
    if (fitter->count > 0) memcpy(wider, fitter->entries, fitter->count * sizeof *wider);
    fitter->entries = wider;
    fitter->capacity = capacity;
    return true;
}

/* ---- telling ---- */

static const char *keep(walk *w, const char *text) { return fosi_arena_text(&w->fitter->arena, text, strlen(text)); }

static const char *place_name(walk *w)
{
    fos_buffer name;
    fosi_buffer_init(&name, w->fitter->context);
    for (uint32_t i = 0; i < w->depth; i++) {
        if (i > 0) fosi_buffer_char(&name, '.');
        fosi_buffer_text(&name, w->steps[i]->name);
    }
    const char *kept = name.failed ? NULL : fosi_arena_text(&w->fitter->arena, name.data, name.size);
    fosi_buffer_done(&name);
    return kept;
}

static fos_status tell(walk *w, const limit *l, const char *before, const char *after, unsigned what, entry **made)
{
    fos_fitter *fitter = w->fitter;
    entry *told = fosi_arena_zero(&fitter->arena, 1, sizeof *told);
    if (told == NULL || !make_room(fitter)) return fosi_fail_memory(w->error);
    fos_fit_change *change = &told->public;
    change->pointer = keep(w, w->pointer);
    change->element = place_name(w);
    change->before = keep(w, before);
    change->after = after == NULL ? NULL : keep(w, after);
    change->format = l->format.text == NULL ? NULL : keep(w, l->format.text);
    change->characters = (fos_characters)l->characters;
    change->what = what;
    bool good = change->pointer != NULL && change->element != NULL && change->before != NULL &&
                (after == NULL) == (change->after == NULL) && (l->format.text == NULL) == (change->format == NULL);
    if (!good) return fosi_fail_memory(w->error);
    fitter->entries[fitter->count++] = told;
    *made = told;
    return FOS_STATUS_OK;
}

static const char *why(fosi_misfit misfit)
{
    switch (misfit) {
    case FOSI_TOO_LONG: return "it is too long";
    case FOSI_TOO_SHORT: return "it is too short";
    case FOSI_WRONG_CHARACTER: return "it has a character that does not belong there";
    case FOSI_TOO_MANY_DIGITS: return "it has too many digits";
    case FOSI_TOO_MANY_DECIMALS: return "it has too many decimals";
    default: return "it does not fit";
    }
}

static fos_status leave(walk *w, const limit *l, const char *value, const char *because)
{
    entry *told;
    fos_status status = tell(w, l, value, NULL, FOS_FIT_UNFITTED, &told);
    if (status != FOS_STATUS_OK) return status;
    told->public.because = because;
    w->fitter->unfitted++;
    return status;
}

/* ---- limits ---- */

static fos_status find_limits(walk *w, const fos_fit_limit *given, size_t count)
{
    static const fos_element_place fresh = FOS_ELEMENT_PLACE_INIT;
    w->limits = fosi_arena_zero(&w->fitter->arena, count, sizeof *w->limits);
    w->limit_count = count;
    if (w->limits == NULL && count > 0) return fosi_fail_memory(w->error);
    for (size_t i = 0; i < count; i++) {
        limit *l = &w->limits[i];
        l->place = fresh;
        if (given[i].place == NULL || !fos_element_place_find(&fosi_class_request, given[i].place, &l->place))
            return fosi_fail(w->error, FOS_STATUS_INVALID_ARGUMENT, "there is no place \"%.100s\" in a request",
                             given[i].place == NULL ? "" : given[i].place);
        l->characters = (fosi_characters)given[i].characters;
        const char *own = l->place.steps[l->place.depth - 1]->format;
        const char *format = given[i].format != NULL ? given[i].format : own;
        if (format == NULL || fosi_format_parse(format, &l->format)) continue;
        if (given[i].format != NULL)
            return fosi_fail(w->error, FOS_STATUS_INVALID_ARGUMENT, "\"%.40s\" is no format, expected one such as an..35",
                             format);
        memset(&l->format, 0, sizeof l->format);
    }
    return FOS_STATUS_OK;
}

static void tighten(limit *l, const limit *other)
{
    if (other->characters > l->characters) l->characters = other->characters;
    if (other->format.text == NULL) return;
    if (l->format.text == NULL || other->format.most < l->format.most) l->format = other->format;
}

/* All limits of the place at hand together; false when there is none. */
static bool limit_here(const walk *w, limit *l)
{
    memset(l, 0, sizeof *l);
    const char *own = w->steps[w->depth - 1]->format;
    if (w->limits == NULL) return own != NULL && fosi_format_parse(own, &l->format);
    bool any = false;
    for (size_t i = 0; i < w->limit_count; i++) {
        const fos_element_place *place = &w->limits[i].place;
        if (place->depth != w->depth || place->steps[w->depth - 1] != w->steps[w->depth - 1] ||
            memcmp(place->steps, w->steps, w->depth * sizeof *w->steps) != 0)
            continue;
        tighten(l, &w->limits[i]);
        any = true;
    }
    return any;
}

/* ---- texts ---- */

static uint32_t count_characters(const char *text)
{
    uint32_t count = 0;
    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xc0u) != 0x80u;
    return count;
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        text++;
    return *text == '\0';
}

static bool all_allowed(fosi_characters characters, const char *text)
{
    static const fosi_value_format none = { 0 };
    uint32_t found;
    return fosi_format_text(&none, characters, text, &found) == FOSI_FITS;
}

/* A text in words, step by step. `*text` is what became of it; it lies in a buffer of the fitter. */
static fos_status compose(walk *w, const char **text, unsigned *what)
{
    if (is_ascii(*text)) return FOS_STATUS_OK;
    fos_status status = fosi_lettering_compose(&w->fitter->letters, fosi_slice_of(*text), &w->fitter->composed, w->error);
    if (status != FOS_STATUS_OK || strcmp(w->fitter->composed.data, *text) == 0) return status;
    *text = w->fitter->composed.data;
    *what |= FOS_FIT_NORMALISED;
    return status;
}

static fos_status to_latin(walk *w, const limit *l, const char **text, unsigned *what, const char **refused)
{
    if (all_allowed(l->characters, *text)) return FOS_STATUS_OK;
    fosi_latin result;
    bool japanese = w->country != NULL && strcmp(w->country, "JP") == 0;
    fos_status status = fosi_lettering_to_latin(&w->fitter->letters, fosi_slice_of(*text), l->characters, japanese,
                                                &w->fitter->latin, &result, w->error);
    if (status != FOS_STATUS_OK) return status;
    *refused = result.refused;
    if (result.refused != NULL) return status;
    *what |= result.omitted ? FOS_FIT_OMITTED | FOS_FIT_TRANSLITERATED : FOS_FIT_TRANSLITERATED;
    *text = w->fitter->latin.data;
    return status;
}

static fos_status fit_words(walk *w, const limit *l, const char **slot)
{
    const char *before = *slot, *text = before, *refused = NULL;
    unsigned what = 0;
    fos_status status = compose(w, &text, &what);
    if (status == FOS_STATUS_OK) status = to_latin(w, l, &text, &what, &refused);
    if (status != FOS_STATUS_OK) return status;
    if (refused != NULL) return leave(w, l, before, refused);
    size_t length = strlen(text);
    uint32_t from = count_characters(text), found;
    if (l->format.text != NULL && from > l->format.most) {
        status = fosi_lettering_cut(&w->fitter->letters, fosi_slice_of(text), l->format.most, &length, w->error);
        if (status != FOS_STATUS_OK) return status;
        if (length == 0) return leave(w, l, before, "it cannot be shortened so far without breaking a character");
        what |= FOS_FIT_SHORTENED;
    }
    const char *after = fosi_arena_text(&w->fitter->arena, text, length);
    if (after == NULL) return fosi_fail_memory(w->error);
    fosi_misfit misfit = fosi_format_text(&l->format, l->characters, after, &found);
    if (misfit != FOSI_FITS) return leave(w, l, before, why(misfit));
    if (what == 0) return FOS_STATUS_OK;
    entry *told;
    status = tell(w, l, before, after, what, &told);
    if (status != FOS_STATUS_OK) return status;
    told->slot = slot;
    if (what & FOS_FIT_SHORTENED) {
        told->public.from = from;
        told->public.to = count_characters(after);
    }
    return status;
}

static fos_status check_code(walk *w, const limit *l, const char *code)
{
    uint32_t found;
    fosi_misfit misfit = fosi_format_text(&l->format, l->characters, code, &found);
    return misfit == FOSI_FITS ? FOS_STATUS_OK : leave(w, l, code, why(misfit));
}

static fos_status check_number(walk *w, const limit *l, fos_decimal value)
{
    uint32_t found;
    if (!fos_decimal_present(value)) return FOS_STATUS_OK;
    fosi_misfit misfit = fosi_format_number(&l->format, value, &found);
    if (misfit == FOSI_FITS) return FOS_STATUS_OK;
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(value, text);
    return leave(w, l, text, why(misfit));
}

/* ---- the walk ---- */

static void put(walk *w, const char *text)
{
    while (*text != '\0' && w->length + 1 < sizeof w->pointer)
        w->pointer[w->length++] = *text++;
    w->pointer[w->length] = '\0';
}

static void put_index(walk *w, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + index % 10);
    while ((index /= 10) != 0);
    digits[--at] = '/';
    put(w, digits + at);
}

static void back_to(walk *w, size_t mark)
{
    w->length = mark;
    w->pointer[mark] = '\0';
}

static fos_status fit_object(walk *w, const fosi_class *of, void *object);

static fos_status fit_text(walk *w, const fosi_element *element, const limit *l, const char **slot)
{
    return fos_element_is_prose(element) ? fit_words(w, l, slot) : check_code(w, l, *slot);
}

static fos_status fit_entries(walk *w, const fosi_element *element, const fosi_list *list)
{
    limit l;
    bool texts = element->kind == FOSI_ELEMENT_TEXT_LIST;
    if (texts && !limit_here(w, &l)) return FOS_STATUS_OK;
    fos_status status = FOS_STATUS_OK;
    size_t mark = w->length;
    for (size_t i = 0; i < list->count && status == FOS_STATUS_OK; i++) {
        put_index(w, i);
        if (texts)
            status = fit_text(w, element, &l, (const char **)list->entries + i);
        else
            status = fit_object(w, element->of, ((void **)list->entries)[i]);
        back_to(w, mark);
    }
    return status;
}

static fos_status fit_value(walk *w, const fosi_element *element, void *field)
{
    limit l;
    if (!limit_here(w, &l)) return FOS_STATUS_OK;
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return fit_text(w, element, &l, field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return check_code(w, &l, field);
    case FOSI_ELEMENT_DECIMAL: return check_number(w, &l, *(const fos_decimal *)field);
    case FOSI_ELEMENT_MONEY: return check_number(w, &l, ((const fos_money *)field)->amount);
    case FOSI_ELEMENT_INTEGER: return check_number(w, &l, (fos_decimal){ *(const int32_t *)field, 0 });
    default: return FOS_STATUS_OK;
    }
}

static fos_status fit_member(walk *w, const fosi_element *element, void *object)
{
    void *field = (unsigned char *)object + element->offset;
    switch (element->kind) {
    case FOSI_ELEMENT_OBJECT: return fit_object(w, element->of, element->flags & FOSI_EMBEDDED ? field : *(void **)field);
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST: return fit_entries(w, element, field);
    default: return fit_value(w, element, field);
    }
}

/* The country that says how the texts of an object are read. */
static const char *country_of(const fosi_class *of, const void *object, const char *around)
{
    if (of == &fosi_class_address) {
        const fos_address *address = object;
        return address->country[0] != '\0' ? address->country : around;
    }
    if (of != &fosi_class_party) return around;
    const fos_party *party = object;
    if (party->country[0] != '\0') return party->country;
    return party->address != NULL && party->address->country[0] != '\0' ? party->address->country : NULL;
}

static fos_status fit_object(walk *w, const fosi_class *of, void *object)
{
    const char *around = w->country;
    size_t mark = w->length;
    fos_status status = FOS_STATUS_OK;
    if (object == NULL || w->depth == FOS_ELEMENT_DEPTH) return status;
    w->country = country_of(of, object, around);
    for (const fosi_element *e = of->elements; e < of->elements + of->count && status == FOS_STATUS_OK; e++) {
        if (fosi_is_null(e, object) || !fosi_element_present(e, object)) continue;
        w->steps[w->depth++] = e;
        put(w, "/");
        put(w, e->name);
        status = fit_member(w, e, object);
        if (status != FOS_STATUS_OK && w->error != NULL && status != FOS_STATUS_NO_MEMORY) fosi_point(w->error, w->pointer);
        back_to(w, mark);
        w->depth--;
    }
    w->country = around;
    return status;
}

/* New texts into the request's memory, all before the first takes its place. */
static fos_status put_in_place(fos_request *request, fos_fitter *fitter, fos_error *error)
{
    const char **texts = fosi_arena_zero(&fitter->arena, fitter->count + 1, sizeof *texts);
    if (texts == NULL) return fosi_fail_memory(error);
    for (size_t i = 0; i < fitter->count; i++) {
        const char *after = fitter->entries[i]->public.after;
        if (after == NULL) continue;
        texts[i] = fosi_arena_text(fosi_request_arena(request), after, strlen(after));
        if (texts[i] == NULL) return fosi_fail_memory(error);
    }
    for (size_t i = 0; i < fitter->count; i++)
        if (texts[i] != NULL) *fitter->entries[i]->slot = texts[i];
    return FOS_STATUS_OK;
}

static void forget(fos_fitter *fitter)
{
    fosi_arena_reset(&fitter->arena);
    fitter->entries = NULL;
    fitter->count = fitter->capacity = fitter->unfitted = 0;
}

fos_status fos_request_fit(fos_request *request, const fos_fit_limit *limits, size_t limit_count, fos_fitter *fitter,
                           fos_error *error)
{
    if (request == NULL || fitter == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the request or the fitter is NULL");
    forget(fitter);
    walk w = { .fitter = fitter, .error = error };
    fos_status status = limits == NULL ? FOS_STATUS_OK : find_limits(&w, limits, limit_count);
    if (status == FOS_STATUS_OK) status = fit_object(&w, &fosi_class_request, request);
    if (status == FOS_STATUS_OK) status = put_in_place(request, fitter, error);
    if (status != FOS_STATUS_OK) forget(fitter);
    return status;
}
