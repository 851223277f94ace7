/* The stakeholders and the ways of collecting, as JSON and as lines for people. What they are is data: lib/data/roles.json. */
#include <fos/document.h>
#include <fos/element.h>
#include <fos/role.h>

#include "codec/document.h"
#include "codec/json_put.h"

#define MODEL_PARTS 6

static const char *const part_keys[MODEL_PARTS] = { "liable", "payer", "collector", "remitter", "remitted_to", "refunder" };

static fos_role part_of(const fos_collection_model *model, size_t part)
{
    const fos_role roles[MODEL_PARTS] = { model->liable,   model->payer,       model->collector,
                                    model->remitter, model->remitted_to, model->refunder };
    return roles[part];
}

static bool takes_part(const fos_collection_model *model, fos_role role)
{
    for (size_t i = 0; i < MODEL_PARTS; i++)
        if (part_of(model, i) == role) return true;
    return false;
}

/* The next place of a request that the role can supply. */
static bool next_supplied(fos_element_place *place, fos_role role)
{
    while (fos_element_place_next(fos_class_find("request"), place))
        if ((place->roles & FOS_ROLE_BIT(role)) != 0) return true;
    return false;
}

static void put_member(fos_buffer *out, const char *key, const char *value)
{
    fosi_buffer_format(out, ",\"%s\":", key);
    if (value == NULL || value[0] == '\0')
        fosi_buffer_text(out, "null");
    else
        fosi_json_put_string(out, value);
}

static void role_as_json(fos_buffer *out, fos_role role)
{
    const fos_role_entry *entry = fos_role_describe(role);
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    fosi_buffer_format(out, "{\"role\":\"%s\"", fos_role_name(role));
    put_member(out, "title", entry->title);
    put_member(out, "definition", entry->definition);
    fosi_buffer_text(out, ",\"responsibilities\":[");
    for (size_t i = 0; i < entry->responsibility_count; i++) {
        if (i != 0) fosi_buffer_text(out, ",");
        fosi_json_put_string(out, entry->responsibilities[i]);
    }
    fosi_buffer_text(out, "]");
    put_member(out, "holds", entry->holds);
    fosi_buffer_text(out, ",\"elements\":[");
    for (bool first = true; next_supplied(&place, role); first = false) {
        if (!first) fosi_buffer_text(out, ",");
        fosi_json_put_string(out, place.name);
    }
    fosi_buffer_text(out, "]");
    put_member(out, "source", entry->source);
    put_member(out, "confidence", fos_confidence_name(entry->confidence));
    fosi_buffer_text(out, "}");
}

static void model_as_json(fos_buffer *out, const fos_collection_model *model)
{
    fosi_buffer_format(out, "{\"id\":\"%s\"", model->id);
    put_member(out, "title", model->title);
    put_member(out, "approach", fos_approach_name(model->approach));
    for (size_t i = 0; i < MODEL_PARTS; i++)
        put_member(out, part_keys[i], fos_role_name(part_of(model, i)));
    put_member(out, "assessed", fos_due_name(model->assessed));
    put_member(out, "due", fos_due_name(model->due));
    put_member(out, "remitted", model->remitted);
    put_member(out, "refund", model->refund);
    put_member(out, "source", model->source);
    put_member(out, "confidence", fos_confidence_name(model->confidence));
    fosi_buffer_text(out, "}");
}

/* All roles and models, or one role with the models that it has a part in. */
static void as_json(fos_buffer *out, fos_role only)
{
    bool first = true;
    fosi_buffer_text(out, "{\"roles\":[");
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        if (only != FOS_ROLE_ABSENT && role != (int)only) continue;
        if (!first) fosi_buffer_text(out, ",");
        role_as_json(out, (fos_role)role);
        first = false;
    }
    first = true;
    fosi_buffer_text(out, "],\"models\":[");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        const fos_collection_model *model = fos_collection_model_at(i);
        if (only != FOS_ROLE_ABSENT && !takes_part(model, only)) continue;
        if (!first) fosi_buffer_text(out, ",");
        model_as_json(out, model);
        first = false;
    }
    fosi_buffer_text(out, "]}");
}

static void model_as_text(fos_buffer *out, const fos_collection_model *model)
{
    fosi_buffer_format(out, "%s: %s\n", model->id, model->title);
    for (size_t i = 0; i < MODEL_PARTS; i++)
        if (part_of(model, i) != FOS_ROLE_ABSENT)
            fosi_buffer_format(out, "  %-12s %s\n", part_keys[i], fos_role_name(part_of(model, i)));
    if (model->due != FOS_DUE_ABSENT) fosi_buffer_format(out, "  %-12s at %s\n", "due", fos_due_name(model->due));
    fosi_buffer_format(out, "  %-12s %s\n  %-12s %s\n", "remitted", model->remitted, "refund", model->refund);
}

static void overview_as_text(fos_buffer *out)
{
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        fosi_document_pad(out, fos_role_name((fos_role)role), 21);
        fosi_buffer_format(out, "%s\n", fos_role_describe((fos_role)role)->title);
    }
    fosi_buffer_text(out, "\nWays of collecting:\n");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        fosi_buffer_text(out, "\n");
        model_as_text(out, fos_collection_model_at(i));
    }
}

static void role_as_text(fos_buffer *out, fos_role role)
{
    const fos_role_entry *entry = fos_role_describe(role);
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    fosi_buffer_format(out, "%s: %s\n%s\n\nResponsibilities:\n", fos_role_name(role), entry->title, entry->definition);
    for (size_t i = 0; i < entry->responsibility_count; i++)
        fosi_buffer_format(out, "  %s\n", entry->responsibilities[i]);
    fosi_buffer_text(out, "\nIts part in ways of collecting:\n");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        const fos_collection_model *model = fos_collection_model_at(i);
        if (!takes_part(model, role)) continue;
        fosi_buffer_text(out, "  ");
        fosi_document_pad(out, model->id, 25);
        const char *between = "";
        for (size_t part = 0; part < MODEL_PARTS; part++) {
            if (part_of(model, part) != role) continue;
            fosi_buffer_format(out, "%s%s", between, part_keys[part]);
            between = ", ";
        }
        fosi_buffer_text(out, "\n");
    }
    fosi_buffer_format(out, "\nHolds: %s\nCan supply:\n", entry->holds);
    while (next_supplied(&place, role))
        fosi_buffer_format(out, "  %s\n", place.name);
    fosi_buffer_format(out, "\nSource (%s): %s\n", fos_confidence_name(entry->confidence), entry->source);
}

static void as_text(fos_buffer *out, fos_role only)
{
    if (only == FOS_ROLE_ABSENT)
        overview_as_text(out);
    else
        role_as_text(out, only);
}

static fos_status write_as(fos_role role, fos_buffer *out, void (*as)(fos_buffer *out, fos_role only), fos_error *error)
{
    if (out == NULL || (role != FOS_ROLE_ABSENT && fos_role_describe(role) == NULL))
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no such role, or the buffer is NULL");
    size_t mark = out->size;
    as(out, role);
    return fosi_buffer_finish(out, mark, error);
}

fos_status fos_roles_write_json(fos_role role, fos_buffer *out, fos_error *error) { return write_as(role, out, as_json, error); }

fos_status fos_roles_write_text(fos_role role, fos_buffer *out, fos_error *error) { return write_as(role, out, as_text, error); }
