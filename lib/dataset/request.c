/* Requests: making, emptying, freeing them, and adding parts to them. All content lives in one arena of the request. */
#include "dataset/request.h"

#include <string.h>

#include "dataset/check.h"

/* What stands behind a fos_request. The consignment is part of it, so that emptying a request cannot fail. */
typedef struct request {
    fos_request public;
    fos_consignment consignment;
    fosi_arena arena;
} request;

_Static_assert(offsetof(request, public) == 0, "a fos_request is the beginning of its request");

static request *whole(fos_request *public) { return (request *)(void *)public; }

fosi_arena *fosi_request_arena(fos_request *public) { return &whole(public)->arena; }

const fos_context *fosi_request_context(const fos_request *public)
{
    return ((const request *)(const void *)public)->arena.context;
}

size_t fosi_list_capacity(size_t count)
{
    size_t capacity = 4;
    while (capacity < count)
        capacity *= 2;
    return capacity;
}

static void make_empty(request *made)
{
    memcpy(&made->public, fosi_class_request.empty, sizeof made->public);
    memcpy(&made->consignment, fosi_class_consignment.empty, sizeof made->consignment);
    made->public.consignment = &made->consignment;
}

fos_request *fos_request_new(const fos_context *context, fos_error *error)
{
    if (context == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a request needs a context");
        return NULL;
    }
    request *made = fosi_allocate(context, sizeof *made);
    if (made == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    fosi_arena_init(&made->arena, context);
    make_empty(made);
    return &made->public;
}

void fos_request_free(fos_request *public)
{
    if (public == NULL) return;
    request *gone = whole(public);
    const fos_context *context = gone->arena.context;
    fosi_arena_free(&gone->arena);
    fosi_release(context, gone);
}

void fos_request_clear(fos_request *public)
{
    if (public == NULL) return;
    fosi_arena_reset(&whole(public)->arena);
    make_empty(whole(public));
}

const char *fos_request_text(fos_request *public, const char *text, size_t length)
{
    if (public == NULL || (text == NULL && length != 0)) return NULL;
    return fosi_arena_text(&whole(public)->arena, text, length);
}

/* Room for one more pointer at the end of a list, or NULL when out of memory. */
static void **room_for_one(fosi_arena *arena, void ***entries, size_t count)
{
    if (*entries == NULL || count == fosi_list_capacity(count)) {
        void **wider = fosi_arena_take(arena, fosi_list_capacity(count + 1) * sizeof *wider);
        if (wider == NULL) return NULL;
        if (*entries != NULL) memcpy(wider, *entries, count * sizeof *wider);
        *entries = wider;
    }
    return *entries + count;
}

void *fosi_request_append(fos_request *public, void *list, const fosi_class *of)
{
    fosi_arena *arena = &whole(public)->arena;
    fosi_list held;
    memcpy(&held, list, sizeof held);
    void **entries = held.entries;
    void **place = room_for_one(arena, &entries, held.count);
    void *entry = fosi_arena_take(arena, of->size);
    if (place == NULL || entry == NULL) return NULL;
    memcpy(entry, of->empty, of->size);
    *place = entry;
    held.entries = entries;
    held.count++;
    memcpy(list, &held, sizeof held);
    return entry;
}

void *fosi_request_part(fos_request *public, void *place, const fosi_class *of)
{
    void *object;
    memcpy(&object, place, sizeof object);
    if (object != NULL) return object;
    object = fosi_arena_take(&whole(public)->arena, of->size);
    if (object == NULL) return NULL;
    memcpy(object, of->empty, of->size);
    memcpy(place, &object, sizeof object);
    return object;
}

bool fosi_request_append_text(fos_request *public, void *list, const char *text)
{
    fosi_list held;
    memcpy(&held, list, sizeof held);
    void **entries = held.entries;
    void **place = room_for_one(&whole(public)->arena, &entries, held.count);
    if (place == NULL) return false;
    memcpy(place, &text, sizeof text);
    held.entries = entries;
    held.count++;
    memcpy(list, &held, sizeof held);
    return true;
}

static fos_status append_copy(fos_request *public, void *list, const char *text, fos_error *error)
{
    char *copy = fosi_arena_text(&whole(public)->arena, text, strlen(text));
    return copy != NULL && fosi_request_append_text(public, list, copy) ? FOS_STATUS_OK : fosi_fail_memory(error);
}

static fos_status null_argument(fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "an argument is NULL that must not be");
}

fos_status fos_request_item_add(fos_request *public, fos_item **item, fos_error *error)
{
    if (public == NULL || item == NULL) return null_argument(error);
    *item = fosi_request_append(public, &public->consignment->items, &fosi_class_item);
    return *item == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

fos_status fos_request_counter_add(fos_request *public, fos_counter **counter, fos_error *error)
{
    if (public == NULL || counter == NULL) return null_argument(error);
    *counter = fosi_request_append(public, &public->counters, &fosi_class_counter);
    return *counter == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

fos_status fos_request_exchange_rate_add(fos_request *public, fos_exchange_rate **rate, fos_error *error)
{
    if (public == NULL || rate == NULL) return null_argument(error);
    *rate = fosi_request_append(public, &public->exchange_rates, &fosi_class_exchange_rate);
    return *rate == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

bool fosi_request_lend_rate(fos_request *public, fos_exchange_rate *rate)
{
    fosi_list held;
    memcpy(&held, &public->exchange_rates, sizeof held);
    void **entries = held.entries, **place = room_for_one(&whole(public)->arena, &entries, held.count);
    if (place == NULL) return false;
    *place = rate;
    held.entries = entries;
    held.count++;
    memcpy(&public->exchange_rates, &held, sizeof held);
    return true;
}

static fos_party **party_of(fos_consignment *consignment, fos_role role)
{
    switch (role) {
    case FOS_ROLE_SELLER: return &consignment->seller;
    case FOS_ROLE_PLATFORM: return &consignment->platform;
    case FOS_ROLE_BUYER: return &consignment->buyer;
    case FOS_ROLE_CONSIGNOR: return &consignment->consignor;
    case FOS_ROLE_CONSIGNEE: return &consignment->consignee;
    case FOS_ROLE_IMPORTER: return &consignment->importer;
    case FOS_ROLE_DECLARANT: return &consignment->declarant;
    case FOS_ROLE_CARRIER: return &consignment->carrier;
    case FOS_ROLE_PAYMENT_PROVIDER: return &consignment->payment_provider;
    case FOS_ROLE_REDELIVERER: return &consignment->redeliverer;
    case FOS_ROLE_BROKER: return &consignment->representative;
    case FOS_ROLE_FULFILMENT_OPERATOR: return &consignment->fulfilment_operator;
    default: return NULL;
    }
}

fos_status fos_request_party(fos_request *public, fos_role role, fos_party **party, fos_error *error)
{
    if (public == NULL || party == NULL) return null_argument(error);
    fos_party **place = party_of(public->consignment, role);
    if (place == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "no consignment holds a party of the role %d", (int)role);
    *party = fosi_request_part(public, place, &fosi_class_party);
    return *party == NULL ? fosi_fail_memory(error) : FOS_STATUS_OK;
}

fos_status fos_request_identifier_add(fos_request *public, fos_party *party, const char *scheme, const char *value,
                                      fos_error *error)
{
    if (public == NULL || party == NULL || scheme == NULL || value == NULL) return null_argument(error);
    const char *scheme_copy = fos_request_text(public, scheme, strlen(scheme));
    const char *value_copy = fos_request_text(public, value, strlen(value));
    if (scheme_copy == NULL || value_copy == NULL) return fosi_fail_memory(error);
    fos_identifier *identifier = fosi_request_append(public, &party->identifiers, &fosi_class_identifier);
    if (identifier == NULL) return fosi_fail_memory(error);
    identifier->scheme = scheme_copy;
    identifier->value = value_copy;
    return FOS_STATUS_OK;
}

fos_status fos_request_measure_add(fos_request *public, fos_item *item, const char *unit, fos_decimal quantity, fos_error *error)
{
    if (public == NULL || item == NULL || unit == NULL) return null_argument(error);
    const char *copy = fos_request_text(public, unit, strlen(unit));
    if (copy == NULL) return fosi_fail_memory(error);
    fos_measure *measure = fosi_request_append(public, &item->measures, &fosi_class_measure);
    if (measure == NULL) return fosi_fail_memory(error);
    measure->unit = copy;
    measure->quantity = quantity;
    return FOS_STATUS_OK;
}

fos_status fos_request_goods_class_add(fos_request *public, fos_item *item, const char *goods_class, fos_error *error)
{
    if (public == NULL || item == NULL || goods_class == NULL) return null_argument(error);
    return append_copy(public, &item->goods_classes, goods_class, error);
}

fos_status fos_request_election_add(fos_request *public, const char *election, fos_error *error)
{
    if (public == NULL || election == NULL) return null_argument(error);
    return append_copy(public, &public->elections, election, error);
}

fos_status fos_request_assume(fos_request *public, const char *name, const char *value, fos_error *error)
{
    if (public == NULL || name == NULL || value == NULL) return null_argument(error);
    const char *name_copy = fos_request_text(public, name, strlen(name));
    const char *value_copy = fos_request_text(public, value, strlen(value));
    if (name_copy == NULL || value_copy == NULL) return fosi_fail_memory(error);
    fos_assumption *assumption = fosi_request_append(public, &public->assume, &fosi_class_assumption);
    if (assumption == NULL) return fosi_fail_memory(error);
    assumption->name = name_copy;
    assumption->value = value_copy;
    return FOS_STATUS_OK;
}

/* ---- any part, by the element table ---- */

/* The member of a struct of that class, or NULL. */
static const fosi_element *member_of(const char *class_name, const char *member, fos_error *error)
{
    for (const fosi_class *const *of = fosi_classes; *of != NULL; of++) {
        if (strcmp((*of)->name, class_name) != 0) continue;
        const fosi_element *element = fos_class_element_find(*of, member);
        if (element == NULL) fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s has no member \"%.40s\"", class_name, member);
        return element;
    }
    fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no class \"%.40s\"", class_name);
    return NULL;
}

static void *field_of(void *object, const fosi_element *element) { return (unsigned char *)object + element->offset; }

void *fos_request_add(fos_request *public, const char *class_name, void *object, const char *member, fos_error *error)
{
    if (public == NULL || class_name == NULL || object == NULL || member == NULL) {
        null_argument(error);
        return NULL;
    }
    const fosi_element *element = member_of(class_name, member, error);
    if (element == NULL) return NULL;
    void *part = NULL;
    if (element->kind == FOSI_ELEMENT_LIST || element->kind == FOSI_ELEMENT_PAIRS) {
        part = fosi_request_append(public, field_of(object, element), element->of);
    } else if (element->kind == FOSI_ELEMENT_OBJECT) {
        part = fosi_request_part(public, field_of(object, element), element->of);
    } else {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s.%s is no object and no list of objects", class_name, member);
        return NULL;
    }
    if (part == NULL) fosi_fail_memory(error);
    return part;
}

fos_status fos_request_add_text(fos_request *public, const char *class_name, void *object, const char *member, const char *text,
                                fos_error *error)
{
    if (public == NULL || class_name == NULL || object == NULL || member == NULL || text == NULL) return null_argument(error);
    const fosi_element *element = member_of(class_name, member, error);
    if (element == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    if (element->kind == FOSI_ELEMENT_TEXT_LIST) return append_copy(public, field_of(object, element), text, error);
    if (element->kind != FOSI_ELEMENT_TEXT && element->kind != FOSI_ELEMENT_CODE)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "%s.%s is no text and no list of texts", class_name, member);
    const char *copy = fos_request_text(public, text, strlen(text));
    if (copy == NULL) return fosi_fail_memory(error);
    memcpy(field_of(object, element), &copy, sizeof copy);
    return FOS_STATUS_OK;
}
