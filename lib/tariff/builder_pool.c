/* The memory of a builder: arrays that grow, look-ups by content, and texts, each kept once. */
#include "tariff/builder.h"

#include <string.h>

/* ---- arrays and look-ups ---- */

void *fosi_growing_add(const fos_context *context, fosi_growing *array)
{
    if (array->count == array->capacity) {
        if (array->capacity > UINT32_MAX / 4) return NULL;
        uint32_t capacity = array->capacity == 0 ? 16 : array->capacity * 2;
        unsigned char *more = fosi_allocate(context, (size_t)capacity * array->size);
        if (more == NULL) return NULL;
        if (array->count > 0) memcpy(more, array->data, (size_t)array->count * array->size);
        if (array->data != NULL) fosi_release(context, array->data);
        array->data = more;
        array->capacity = capacity;
    }
    void *element = array->data + (size_t)array->count * array->size;
    memset(element, 0, array->size);
    array->count++;
    return element;
}

static bool lookup_grow(const fos_context *context, fosi_lookup *lookup)
{
    uint32_t capacity = lookup->capacity == 0 ? 64 : lookup->capacity * 2;
    if (capacity > UINT32_MAX / 4) return false;
    fosi_lookup_slot *slots = fosi_allocate(context, (size_t)capacity * sizeof *slots);
    if (slots == NULL) return false;
    memset(slots, 0, (size_t)capacity * sizeof *slots);
    for (uint32_t i = 0; i < lookup->capacity; i++) {
        if (lookup->slots[i].entry == 0) continue;
        uint32_t to = lookup->slots[i].hash & (capacity - 1);
        while (slots[to].entry != 0)
            to = (to + 1) & (capacity - 1);
        slots[to] = lookup->slots[i];
    }
    if (lookup->slots != NULL) fosi_release(context, lookup->slots);
    lookup->slots = slots;
    lookup->capacity = capacity;
    return true;
}

bool fosi_build_find(const fos_tariff_builder *builder, fosi_lookup *lookup, uint32_t hash, fosi_build_same *same,
                     const void *key, uint32_t *entry, fosi_lookup_slot **slot)
{
    if (lookup->count >= lookup->capacity / 2 && !lookup_grow(builder->context, lookup)) return false;
    uint32_t at = hash & (lookup->capacity - 1);
    for (; lookup->slots[at].entry != 0; at = (at + 1) & (lookup->capacity - 1)) {
        if (lookup->slots[at].hash != hash || !same(builder, lookup->slots[at].entry - 1, key)) continue;
        *entry = lookup->slots[at].entry - 1;
        return true;
    }
    *entry = FOSI_TARIFF_NONE;
    *slot = &lookup->slots[at];
    return true;
}

void fosi_build_put(fosi_lookup *lookup, fosi_lookup_slot *slot, uint32_t hash, uint32_t entry)
{
    slot->hash = hash;
    slot->entry = entry + 1;
    lookup->count++;
}

uint32_t fosi_build_hash(const void *bytes, size_t length) { return (uint32_t)fosi_hash(bytes, length, 0); }

/* ---- strings ---- */

static bool same_string(const fos_tariff_builder *b, uint32_t entry, const void *key)
{
    const fosi_build_string *string = fosi_entry(b, strings, fosi_build_string, entry);
    fosi_slice own = { b->pool.data + string->at, string->length };
    return fosi_slice_equal(own, *(const fosi_slice *)key);
}

bool fosi_build_intern(fos_tariff_builder *b, fosi_slice text, uint32_t *number)
{
    fosi_lookup_slot *slot = NULL;
    uint32_t hash = fosi_build_hash(text.data, text.length);
    if (!fosi_build_find(b, &b->string_lookup, hash, same_string, &text, number, &slot)) return false;
    if (*number != FOSI_TARIFF_NONE) return true;
    size_t at = b->pool.size;
    fosi_buffer_put(&b->pool, text.data, text.length);
    fosi_buffer_char(&b->pool, '\0');
    if (b->pool.failed) {
        b->pool.failed = false;
        b->pool.size = at;
        return false;
    }
    fosi_build_string *string = fosi_growing_add(b->context, &b->strings);
    if (string == NULL) return false;
    string->at = at;
    string->length = (uint32_t)text.length;
    *number = b->strings.count - 1;
    fosi_build_put(&b->string_lookup, slot, hash, *number);
    return true;
}

#define LONGEST_TEXT 16384u

fos_status fosi_build_text(fos_tariff_builder *b, const char *what, const char *text, uint32_t *number, fos_error *error)
{
    fosi_slice slice = fosi_slice_of(text);
    while (slice.length > 0 && slice.data[0] == ' ')
        slice.data++, slice.length--;
    while (slice.length > 0 && slice.data[slice.length - 1] == ' ')
        slice.length--;
    if (slice.length > LONGEST_TEXT)
        return fosi_fail(error, FOS_STATUS_LIMIT_SIZE, "the %s is longer than %u bytes", what, LONGEST_TEXT);
    if (!fosi_utf8_valid(slice.data, slice.length, NULL))
        return fosi_fail(error, FOS_STATUS_ENCODING, "the %s is not UTF-8", what);
    for (size_t i = 0; i < slice.length; i++) {
        if ((unsigned char)slice.data[i] < 0x20)
            return fosi_fail(error, FOS_STATUS_INVALID_VALUE, "the %s holds a control character, expected one line of text",
                             what);
    }
    return fosi_build_intern(b, slice, number) ? FOS_STATUS_OK : fosi_fail_memory(error);
}
