/* `fos roles`: the stakeholders, what each is responsible for and can supply, and who does what under each way of collecting. */
#include "tool.h"

#include <string.h>

#define PARTS 6

static const char *const part_keys[PARTS] = { "liable", "payer", "collector", "remitter", "remitted_to", "refunder" };

static fos_role part_of(const fos_collection_model *model, size_t part)
{
    const fos_role roles[PARTS] = { model->liable,   model->payer,       model->collector,
                                    model->remitter, model->remitted_to, model->refunder };
    return roles[part];
}

static bool takes_part(const fos_collection_model *model, fos_role role)
{
    for (size_t i = 0; i < PARTS; i++)
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

static void put_member(text *out, const char *key, const char *value)
{
    text_format(out, ",\"%s\":", key);
    if (value == NULL || value[0] == '\0')
        text_add(out, "null");
    else
        text_json(out, value);
}

static void role_as_json(text *out, fos_role role)
{
    const fos_role_entry *entry = fos_role_describe(role);
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    text_format(out, "{\"role\":\"%s\"", fos_role_name(role));
    put_member(out, "title", entry->title);
    put_member(out, "definition", entry->definition);
    text_add(out, ",\"responsibilities\":[");
    for (size_t i = 0; i < entry->responsibility_count; i++) {
        if (i != 0) text_add(out, ",");
        text_json(out, entry->responsibilities[i]);
    }
    text_add(out, "]");
    put_member(out, "holds", entry->holds);
    text_add(out, ",\"elements\":[");
    for (bool first = true; next_supplied(&place, role); first = false) {
        if (!first) text_add(out, ",");
        text_json(out, place.name);
    }
    text_add(out, "]");
    put_member(out, "source", entry->source);
    put_member(out, "confidence", fos_confidence_name(entry->confidence));
    text_add(out, "}");
}

static void model_as_json(text *out, const fos_collection_model *model)
{
    text_format(out, "{\"id\":\"%s\"", model->id);
    put_member(out, "title", model->title);
    put_member(out, "approach", fos_approach_name(model->approach));
    for (size_t i = 0; i < PARTS; i++)
        put_member(out, part_keys[i], fos_role_name(part_of(model, i)));
    put_member(out, "assessed", fos_due_name(model->assessed));
    put_member(out, "due", fos_due_name(model->due));
    put_member(out, "remitted", model->remitted);
    put_member(out, "refund", model->refund);
    put_member(out, "source", model->source);
    put_member(out, "confidence", fos_confidence_name(model->confidence));
    text_add(out, "}");
}

/* All roles and models, or one role with the models that it has a part in. */
static void as_json(text *out, fos_role only)
{
    bool first = true;
    text_add(out, "{\"roles\":[");
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        if (only != FOS_ROLE_ABSENT && role != (int)only) continue;
        if (!first) text_add(out, ",");
        role_as_json(out, (fos_role)role);
        first = false;
    }
    first = true;
    text_add(out, "],\"models\":[");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        const fos_collection_model *model = fos_collection_model_at(i);
        if (only != FOS_ROLE_ABSENT && !takes_part(model, only)) continue;
        if (!first) text_add(out, ",");
        model_as_json(out, model);
        first = false;
    }
    text_add(out, "]}\n");
}

static void model_as_text(text *out, const fos_collection_model *model)
{
    text_format(out, "%s: %s\n", model->id, model->title);
    for (size_t i = 0; i < PARTS; i++)
        if (part_of(model, i) != FOS_ROLE_ABSENT)
            text_format(out, "  %-12s %s\n", part_keys[i], fos_role_name(part_of(model, i)));
    if (model->due != FOS_DUE_ABSENT) text_format(out, "  %-12s at %s\n", "due", fos_due_name(model->due));
    text_format(out, "  %-12s %s\n  %-12s %s\n", "remitted", model->remitted, "refund", model->refund);
}

static void overview_as_text(text *out)
{
    for (int role = 1; role < FOS_ROLE_COUNT; role++) {
        text_pad(out, fos_role_name((fos_role)role), 21);
        text_format(out, "%s\n", fos_role_describe((fos_role)role)->title);
    }
    text_add(out, "\nWays of collecting:\n");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        text_add(out, "\n");
        model_as_text(out, fos_collection_model_at(i));
    }
}

static void role_as_text(text *out, fos_role role)
{
    const fos_role_entry *entry = fos_role_describe(role);
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    text_format(out, "%s: %s\n%s\n\nResponsibilities:\n", fos_role_name(role), entry->title, entry->definition);
    for (size_t i = 0; i < entry->responsibility_count; i++)
        text_format(out, "  %s\n", entry->responsibilities[i]);
    text_add(out, "\nIts part in ways of collecting:\n");
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        const fos_collection_model *model = fos_collection_model_at(i);
        if (!takes_part(model, role)) continue;
        text_pad(out, "", 2);
        text_pad(out, model->id, 25);
        const char *between = "";
        for (size_t part = 0; part < PARTS; part++) {
            if (part_of(model, part) != role) continue;
            text_format(out, "%s%s", between, part_keys[part]);
            between = ", ";
        }
        text_add(out, "\n");
    }
    text_format(out, "\nHolds: %s\nCan supply:\n", entry->holds);
    while (next_supplied(&place, role))
        text_format(out, "  %s\n", place.name);
    text_format(out, "\nSource (%s): %s\n", fos_confidence_name(entry->confidence), entry->source);
}

static bool understand(const char *format, const char *name, bool *json, fos_role *role, fos_error *error)
{
    const char *names[FOS_ROLE_COUNT];
    *json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && !*json && strcmp(format, "text") != 0) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: --format \"%.100s\" is not known, expected text or json", format);
        return false;
    }
    *role = fos_role_find(name);
    if (name == NULL || *role != FOS_ROLE_ABSENT) return true;
    for (int i = 1; i < FOS_ROLE_COUNT; i++)
        names[i - 1] = fos_role_name((fos_role)i);
    const char *near = nearest_word(name, names, FOS_ROLE_COUNT - 1);
    if (near != NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: there is no role \"%.100s\", did you mean %s?", name, near);
    else
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: there is no role \"%.100s\", see fos roles", name);
    return false;
}

int command_roles(int count, char **words)
{
    const char *format = NULL, *name = NULL;
    const option options[] = { { "--format", &format, NULL, false } };
    command_line args = { "roles", options, 1, &name, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool json = false;
    fos_role role = FOS_ROLE_ABSENT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("roles");
    good = good && understand(format, name, &json, &role, &error);
    if (!good) {
        fos_context *context = fos_context_new(NULL);
        int result = context == NULL ? EXIT_BAD : complain(context, &error, json);
        fos_context_free(context);
        return result;
    }
    text out = { 0 };
    if (json)
        as_json(&out, role);
    else if (role != FOS_ROLE_ABSENT)
        role_as_text(&out, role);
    else
        overview_as_text(&out);
    return write_text(&out);
}
