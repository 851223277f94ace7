/* Fitting a request: walks its values, works out new texts aside, and puts them in place when all is done, so that a failure
 * changes nothing. What a text becomes is letters.c's; what fits is dataset/format.c's. */
#include <fos/fit.h>

#include <string.h>

#include "dataset/request.h"
#include "dataset/walk.h"
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

typedef struct fitting {
    fos_fitter *fitter;
    limit *limits; /* NULL: the element table's */
    size_t limit_count;
    const fosi_walk *walk; /* at the value at hand */
    fos_error *error;
} fitting;

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

static const char *keep(fitting *f, const char *text) { return fosi_arena_text(&f->fitter->arena, text, strlen(text)); }

static const char *place_name(fitting *f)
{
    fos_buffer name;
    fosi_buffer_init(&name, f->fitter->context);
    for (uint32_t i = 0; i < f->walk->depth; i++) {
        if (i > 0) fosi_buffer_char(&name, '.');
        fosi_buffer_text(&name, f->walk->steps[i].element->name);
    }
    const char *kept = name.failed ? NULL : fosi_arena_text(&f->fitter->arena, name.data, name.size);
    fosi_buffer_done(&name);
    return kept;
}

static fos_status tell(fitting *f, const limit *l, const char *before, const char *after, unsigned what, entry **made)
{
    fos_fitter *fitter = f->fitter;
    entry *told = fosi_arena_zero(&fitter->arena, 1, sizeof *told);
    if (told == NULL || !make_room(fitter)) return fosi_fail_memory(f->error);
    fos_fit_change *change = &told->public;
    change->pointer = keep(f, f->walk->pointer.text);
    change->element = place_name(f);
    change->before = keep(f, before);
    change->after = after == NULL ? NULL : keep(f, after);
    change->format = l->format.text == NULL ? NULL : keep(f, l->format.text);
    change->characters = (fos_characters)l->characters;
    change->what = what;
    bool good = change->pointer != NULL && change->element != NULL && change->before != NULL &&
                (after == NULL) == (change->after == NULL) && (l->format.text == NULL) == (change->format == NULL);
    if (!good) return fosi_fail_memory(f->error);
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

static fos_status leave(fitting *f, const limit *l, const char *value, const char *because)
{
    entry *told;
    fos_status status = tell(f, l, value, NULL, FOS_FIT_UNFITTED, &told);
    if (status != FOS_STATUS_OK) return status;
    told->public.because = because;
    f->fitter->unfitted++;
    return status;
}

/* ---- limits ---- */

static fos_status find_limits(fitting *f, const fos_fit_limit *given, size_t count)
{
    static const fos_element_place fresh = FOS_ELEMENT_PLACE_INIT;
    f->limits = fosi_arena_zero(&f->fitter->arena, count, sizeof *f->limits);
    f->limit_count = count;
    if (f->limits == NULL && count > 0) return fosi_fail_memory(f->error);
    for (size_t i = 0; i < count; i++) {
        limit *l = &f->limits[i];
        l->place = fresh;
        if (given[i].place == NULL || !fos_element_place_find(&fosi_class_request, given[i].place, &l->place))
            return fosi_fail(f->error, FOS_STATUS_INVALID_ARGUMENT, "there is no place \"%.100s\" in a request",
                             given[i].place == NULL ? "" : given[i].place);
        l->characters = (fosi_characters)given[i].characters;
        const char *own = l->place.steps[l->place.depth - 1]->format;
        const char *format = given[i].format != NULL ? given[i].format : own;
        if (format == NULL || fosi_format_parse(format, &l->format)) continue;
        if (given[i].format != NULL)
            return fosi_fail(f->error, FOS_STATUS_INVALID_ARGUMENT, "\"%.40s\" is no format, expected one such as an..35",
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
static bool limit_here(const fitting *f, limit *l)
{
    memset(l, 0, sizeof *l);
    const char *own = f->walk->steps[f->walk->depth - 1].element->format;
    if (f->limits == NULL) return own != NULL && fosi_format_parse(own, &l->format);
    bool any = false;
    for (size_t i = 0; i < f->limit_count; i++) {
        const fos_element_place *place = &f->limits[i].place;
        if (!fosi_walk_is_at(f->walk, place->steps, place->depth)) continue;
        tighten(l, &f->limits[i]);
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
static fos_status compose(fitting *f, const char **text, unsigned *what)
{
    if (is_ascii(*text)) return FOS_STATUS_OK;
    fos_status status = fosi_lettering_compose(&f->fitter->letters, fosi_slice_of(*text), &f->fitter->composed, f->error);
    if (status != FOS_STATUS_OK || strcmp(f->fitter->composed.data, *text) == 0) return status;
    *text = f->fitter->composed.data;
    *what |= FOS_FIT_NORMALISED;
    return status;
}

/* The country that says how a text is read: that of the address or party that it is in. */
static const char *country_here(const fosi_walk *walk)
{
    for (uint32_t i = walk->depth; i-- > 0;) {
        const fosi_walk_step *step = &walk->steps[i];
        if (step->of == &fosi_class_address && ((const fos_address *)step->object)->country[0] != '\0')
            return ((const fos_address *)step->object)->country;
        if (step->of != &fosi_class_party) continue;
        const fos_party *party = step->object;
        if (party->country[0] != '\0') return party->country;
        return party->address != NULL ? party->address->country : "";
    }
    return "";
}

static fos_status to_latin(fitting *f, const limit *l, const char **text, unsigned *what, const char **refused)
{
    if (all_allowed(l->characters, *text)) return FOS_STATUS_OK;
    fosi_latin result;
    bool japanese = strcmp(country_here(f->walk), "JP") == 0;
    fos_status status = fosi_lettering_to_latin(&f->fitter->letters, fosi_slice_of(*text), l->characters, japanese,
                                                &f->fitter->latin, &result, f->error);
    if (status != FOS_STATUS_OK) return status;
    *refused = result.refused;
    if (result.refused != NULL) return status;
    *what |= result.omitted ? FOS_FIT_OMITTED | FOS_FIT_TRANSLITERATED : FOS_FIT_TRANSLITERATED;
    *text = f->fitter->latin.data;
    return status;
}

static fos_status fit_words(fitting *f, const limit *l, const char **slot)
{
    const char *before = *slot, *text = before, *refused = NULL;
    unsigned what = 0;
    fos_status status = compose(f, &text, &what);
    if (status == FOS_STATUS_OK) status = to_latin(f, l, &text, &what, &refused);
    if (status != FOS_STATUS_OK) return status;
    if (refused != NULL) return leave(f, l, before, refused);
    size_t length = strlen(text);
    uint32_t from = count_characters(text), found;
    if (l->format.text != NULL && from > l->format.most) {
        status = fosi_lettering_cut(&f->fitter->letters, fosi_slice_of(text), l->format.most, &length, f->error);
        if (status != FOS_STATUS_OK) return status;
        if (length == 0) return leave(f, l, before, "it cannot be shortened so far without breaking a character");
        what |= FOS_FIT_SHORTENED;
    }
    const char *after = fosi_arena_text(&f->fitter->arena, text, length);
    if (after == NULL) return fosi_fail_memory(f->error);
    fosi_misfit misfit = fosi_format_text(&l->format, l->characters, after, &found);
    if (misfit != FOSI_FITS) return leave(f, l, before, why(misfit));
    if (what == 0) return FOS_STATUS_OK;
    entry *told;
    status = tell(f, l, before, after, what, &told);
    if (status != FOS_STATUS_OK) return status;
    told->slot = slot;
    if (what & FOS_FIT_SHORTENED) {
        told->public.from = from;
        told->public.to = count_characters(after);
    }
    return status;
}

static fos_status check_code(fitting *f, const limit *l, const char *code)
{
    uint32_t found;
    fosi_misfit misfit = fosi_format_text(&l->format, l->characters, code, &found);
    return misfit == FOSI_FITS ? FOS_STATUS_OK : leave(f, l, code, why(misfit));
}

static fos_status check_number(fitting *f, const limit *l, fos_decimal value)
{
    uint32_t found;
    if (!fos_decimal_present(value)) return FOS_STATUS_OK;
    fosi_misfit misfit = fosi_format_number(&l->format, value, &found);
    if (misfit == FOSI_FITS) return FOS_STATUS_OK;
    char text[FOS_DECIMAL_TEXT];
    fos_decimal_format(value, text);
    return leave(f, l, text, why(misfit));
}

/* ---- values ---- */

static fos_status fit_text(fitting *f, const fosi_element *element, const limit *l, const char **slot)
{
    return fos_element_is_prose(element) ? fit_words(f, l, slot) : check_code(f, l, *slot);
}

static fos_status fit_texts(fitting *f, fosi_walk *walk, const fosi_element *element, const limit *l, const fosi_list *list)
{
    fos_status status = FOS_STATUS_OK;
    size_t mark = walk->pointer.length;
    for (size_t i = 0; i < list->count && status == FOS_STATUS_OK; i++) {
        fosi_pointer_index(&walk->pointer, i);
        status = fit_text(f, element, l, (const char **)list->entries + i);
        fosi_pointer_back(&walk->pointer, mark);
    }
    return status;
}

static fos_status fit_here(fosi_walk *walk, const fosi_element *element, void *object)
{
    fitting *f = walk->with;
    limit l;
    void *field = (unsigned char *)object + element->offset;
    if (!limit_here(f, &l)) return FOS_STATUS_OK;
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
    case FOSI_ELEMENT_CODE: return fit_text(f, element, &l, field);
    case FOSI_ELEMENT_TEXT_LIST: return fit_texts(f, walk, element, &l, field);
    case FOSI_ELEMENT_COUNTRY:
    case FOSI_ELEMENT_CURRENCY: return check_code(f, &l, field);
    case FOSI_ELEMENT_DECIMAL: return check_number(f, &l, *(const fos_decimal *)field);
    case FOSI_ELEMENT_MONEY: return check_number(f, &l, ((const fos_money *)field)->amount);
    case FOSI_ELEMENT_INTEGER: return check_number(f, &l, (fos_decimal){ *(const int32_t *)field, 0 });
    default: return FOS_STATUS_OK;
    }
}

static fos_status fit_value(fosi_walk *walk, const fosi_element *element, void *object)
{
    fitting *f = walk->with;
    f->walk = walk;
    fos_status status = fit_here(walk, element, object);
    if (status != FOS_STATUS_OK && status != FOS_STATUS_NO_MEMORY && f->error != NULL) fosi_point(f->error, walk->pointer.text);
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
    fitting f = { .fitter = fitter, .error = error };
    fosi_walk walk = { .visit = fit_value, .with = &f, .item = SIZE_MAX };
    fos_status status = limits == NULL ? FOS_STATUS_OK : find_limits(&f, limits, limit_count);
    if (status == FOS_STATUS_OK) status = fosi_walk_request(&walk, request);
    if (status == FOS_STATUS_OK) status = put_in_place(request, fitter, error);
    if (status != FOS_STATUS_OK) forget(fitter);
    return status;
}
