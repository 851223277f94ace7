/* JSON Schema (2020-12) of requests, quotes, comparisons, validations and surveys, made from the element table, and of the files
 * of regimes and profiles. Request
 * schemas say what the reader accepts; those of answers say what is written, and allow keys that are added later. */
#include "codec/schema.h"

#include <fos/json.h>

#include <string.h>

#include "codec/elements.h"
#include "codec/json_put.h"
#include "codec/json_tree.h"
#include "dataset/codes.h"
#include "profile/profile.h"
#include "quote/quote_elements.h"

#define MOST_CLASSES 64

typedef struct schema {
    fos_buffer *out;
    bool input;
    const fosi_class *classes[MOST_CLASSES]; /* met so far; each becomes a definition */
    size_t count;
} schema;

static void put(const schema *s, const char *text) { fosi_buffer_text(s->out, text); }

static void put_text(const schema *s, const char *text) { fosi_json_put_text(s->out, text, strlen(text)); }

static void meet(schema *s, const fosi_class *of)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->classes[i] == of) return;
    if (s->count < MOST_CLASSES) s->classes[s->count++] = of;
}

static void put_reference(schema *s, const fosi_class *of)
{
    meet(s, of);
    fosi_buffer_format(s->out, "\"$ref\":\"#/$defs/%s\"", of->name);
}

/* Where a key may be left out, null says the same. */
static bool may_be_null(const schema *s, const fosi_element *element)
{
    return s->input ? (element->flags & FOSI_REQUIRED) == 0 : (element->flags & FOSI_NULL) != 0;
}

static void put_type(const schema *s, const fosi_element *element, const char *type)
{
    fosi_buffer_format(s->out, may_be_null(s, element) ? "\"type\":[%s,\"null\"]" : "\"type\":[%s]", type);
}

static void put_enum(const schema *s, const char *const *words, bool null)
{
    const char *before = "";
    put(s, "\"enum\":[");
    for (size_t i = 0; words[i] != NULL; i++) {
        if (words[i][0] == '\0' && !(s->input && null)) continue;
        put(s, before);
        put_text(s, words[i]);
        before = ",";
    }
    if (null) put(s, ",null");
    put(s, "]");
}

/* A pattern; optional texts may also be empty. */
static void put_pattern(const schema *s, const char *pattern, bool or_empty)
{
    fos_buffer *out = s->out;
    put(s, ",\"pattern\":\"");
    size_t mark = out->size;
    if (or_empty) put(s, "^$|");
    put(s, pattern);
    fosi_json_escape_from(out, mark);
    put(s, "\"");
}

/* Countries and currencies, each listed once in the document. */
static void put_code_reference(const schema *s, const char *list, bool optional)
{
    if (s->input && optional)
        fosi_buffer_format(s->out, "\"anyOf\":[{\"$ref\":\"#/$defs/%s\"},{\"enum\":[\"\",null]}]", list);
    else
        fosi_buffer_format(s->out, "\"$ref\":\"#/$defs/%s\"", list);
}

static void put_listed(const schema *s, const char *list, bool optional)
{
    if (strcmp(list, "country") == 0) {
        put_code_reference(s, list, optional);
        return;
    }
    const char *const *codes = fosi_code_list(list, NULL);
    put(s, "\"anyOf\":[{");
    if (codes != NULL) put_enum(s, codes, false);
    put(s, "},{\"type\":\"string\",\"pattern\":\"^x_.\"}");
    if (optional) put(s, ",{\"enum\":[\"\",null]}");
    put(s, "]");
}

static void put_code(const schema *s, const fosi_element *element)
{
    bool optional = may_be_null(s, element);
    if (element->codes != NULL) {
        put_listed(s, element->codes, optional);
        return;
    }
    put_type(s, element, "\"string\"");
    if (element->rule != NULL) put_pattern(s, element->rule->pattern, optional);
}

#define DECIMAL_PATTERN "(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$"

static void put_decimal(const schema *s, const fosi_element *element)
{
    if (!s->input) {
        put_type(s, element, element->flags & FOSI_WHOLE ? "\"string\",\"integer\"" : "\"string\"");
        put_pattern(s, "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", false);
        return;
    }
    put_type(s, element, "\"string\",\"number\"");
    put_pattern(s, element->flags & FOSI_SIGNED ? "^-?" DECIMAL_PATTERN : "^" DECIMAL_PATTERN, false);
    if (element->flags & FOSI_POSITIVE)
        put(s, ",\"exclusiveMinimum\":0");
    else if ((element->flags & FOSI_SIGNED) == 0)
        put(s, ",\"minimum\":0");
}

static void put_object(schema *s, const fosi_element *element, const fosi_class *of)
{
    if (!may_be_null(s, element)) {
        put_reference(s, of);
        return;
    }
    put(s, "\"anyOf\":[{");
    put_reference(s, of);
    put(s, "},{\"type\":\"null\"}]");
}

static void put_list(schema *s, const fosi_element *element)
{
    put_type(s, element, "\"array\"");
    put(s, ",\"items\":{");
    if (element->kind == FOSI_ELEMENT_LIST) {
        put_reference(s, element->of);
    } else if (element->kind == FOSI_ELEMENT_NUMBER_LIST) {
        put(s, "\"type\":\"integer\",\"minimum\":1");
    } else if (element->codes != NULL) {
        put_listed(s, element->codes, false);
    } else {
        put(s, "\"type\":\"string\"");
        if (element->rule != NULL) put_pattern(s, element->rule->pattern, false);
    }
    put(s, "}");
    if (s->input && (element->flags & FOSI_REQUIRED)) put(s, ",\"minItems\":1");
    if (element->kind == FOSI_ELEMENT_TEXT_LIST && (element->flags & FOSI_UNIQUE)) put(s, ",\"uniqueItems\":true");
}

static void put_amounts(const schema *s, const fosi_element *element)
{
    put(s, "\"type\":\"object\",\"propertyNames\":{");
    put_enum(s, element->words, false);
    put(s, "},\"additionalProperties\":{\"type\":\"string\"}");
}

static void put_element(schema *s, const fosi_element *element)
{
    switch (element->kind) {
    case FOSI_ELEMENT_TEXT:
        put_type(s, element, "\"string\"");
        if (s->input && (element->flags & FOSI_REQUIRED)) put(s, ",\"minLength\":1");
        break;
    case FOSI_ELEMENT_CODE: put_code(s, element); break;
    case FOSI_ELEMENT_COUNTRY: put_code_reference(s, "country", may_be_null(s, element)); break;
    case FOSI_ELEMENT_CURRENCY: put_code_reference(s, "currency", may_be_null(s, element)); break;
    case FOSI_ELEMENT_CHOICE: put_enum(s, element->words, s->input); break;
    case FOSI_ELEMENT_DECIMAL: put_decimal(s, element); break;
    case FOSI_ELEMENT_INTEGER:
        put_type(s, element, s->input ? "\"integer\",\"string\"" : "\"integer\"");
        put(s, ",\"minimum\":1");
        break;
    case FOSI_ELEMENT_DATE:
        put_type(s, element, "\"string\"");
        put(s, ",\"format\":\"date\"");
        break;
    case FOSI_ELEMENT_TRUTH: put_type(s, element, "\"boolean\""); break;
    case FOSI_ELEMENT_MONEY: put_object(s, element, &fosi_class_money); break;
    case FOSI_ELEMENT_EXACT:
        put(s, "\"type\":\"string\"");
        put_pattern(s, "^-?[0-9]+(\\.[0-9]+)?(/[0-9]+)?$", false);
        break;
    case FOSI_ELEMENT_OBJECT: put_object(s, element, element->of); break;
    case FOSI_ELEMENT_LIST:
    case FOSI_ELEMENT_TEXT_LIST:
    case FOSI_ELEMENT_NUMBER_LIST:
    case FOSI_ELEMENT_DECIMAL_LIST:
    case FOSI_ELEMENT_RENDERED_LIST: put_list(s, element); break;
    case FOSI_ELEMENT_PAIRS:
        put_type(s, element, "\"object\"");
        put(s, ",\"additionalProperties\":{\"type\":\"string\",\"minLength\":1}");
        break;
    case FOSI_ELEMENT_AMOUNTS: put_amounts(s, element); break;
    case FOSI_ELEMENT_RENDERED: put(s, element->flags & FOSI_RAW ? "\"type\":\"boolean\"" : "\"type\":\"string\""); break;
    }
}

static void put_required(const schema *s, const fosi_class *of)
{
    unsigned wanted = s->input ? FOSI_REQUIRED : FOSI_REQUIRED | FOSI_ALWAYS | FOSI_NULL;
    const char *before = ",\"required\":[";
    for (size_t i = 0; i < of->count; i++) {
        if ((of->elements[i].flags & wanted) == 0) continue;
        put(s, before);
        put_text(s, of->elements[i].name);
        before = ",";
    }
    if (before[1] == '\0') put(s, "]");
}

static void put_class(schema *s, const fosi_class *of)
{
    put(s, "\"type\":\"object\",\"description\":");
    put_text(s, of->definition);
    put(s, ",\"properties\":{");
    for (size_t i = 0; i < of->count; i++) {
        const fosi_element *element = &of->elements[i];
        if (i > 0) put(s, ",");
        put_text(s, element->name);
        put(s, ":{");
        put_element(s, element);
        put(s, ",\"description\":");
        put_text(s, element->definition);
        put(s, "}");
    }
    put(s, "}");
    put_required(s, of);
    if (s->input && of->schema != NULL) {
        put(s, ",");
        put(s, of->schema);
    }
    if (s->input) put(s, ",\"patternProperties\":{\"^x_\":{}},\"additionalProperties\":false");
}

static void put_code_definition(const schema *s, const char *list, const char *what)
{
    fosi_buffer_format(s->out, "\"%s\":{\"description\":\"%s\",", list, what);
    const char *const *codes = fosi_code_list(list, NULL);
    if (codes != NULL) put_enum(s, codes, false);
    put(s, "}");
}

static void put_document(fos_buffer *out, const fosi_class *of, bool input)
{
    schema s = { .out = out, .input = input };
    put(&s, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":");
    put_text(&s, of->name);
    put(&s, ",");
    put_class(&s, of);
    put(&s, ",\"$defs\":{");
    /* Definitions may meet further classes, which are then written too. */
    for (size_t i = 0; i < s.count; i++) {
        put_text(&s, s.classes[i]->name);
        put(&s, ":{");
        put_class(&s, s.classes[i]);
        put(&s, "},");
    }
    put_code_definition(&s, "country", "Country code, ISO 3166-1 alpha-2.");
    put(&s, ",");
    put_code_definition(&s, "currency", "Currency code, ISO 4217.");
    put(&s, "}}");
}

static void put_lines(fos_buffer *out, const char *const *lines)
{
    size_t mark = out->size;
    for (; *lines != NULL; lines++)
        fosi_buffer_text(out, *lines);
    for (size_t i = mark; i < out->size && !out->failed; i++)
        if (out->data[i] == '\'') out->data[i] = '"';
}

static const struct {
    const char *name;
    const fosi_class *of;     /* a document of this class, */
    bool input;               /*   to be read */
    const char *const *lines; /* or these; neither: the element table */
} schemas[] = {
    { "request", &fosi_class_request, true, NULL },        { "quote", &fosi_class_quote, false, NULL },
    { "comparison", &fosi_class_comparison, false, NULL }, { "validation", &fosi_class_validation, false, NULL },
    { "survey", &fosi_class_survey, false, NULL },         { "regime", NULL, true, fosi_schema_regime },
    { "profile", NULL, true, fosi_schema_profile },        { "elements", NULL, false, NULL },
};

fos_status fos_schema_write(const char *name, fos_buffer *out, fos_error *error)
{
    if (name == NULL || out == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the name or the buffer is NULL");
    size_t mark = out->size, which = 0, count = sizeof schemas / sizeof schemas[0];
    while (which < count && strcmp(schemas[which].name, name) != 0)
        which++;
    if (which == count)
        return fosi_fail(
            error, FOS_STATUS_INVALID_ARGUMENT,
            "there is no schema \"%.40s\", expected request, quote, comparison, validation, survey, regime, profile or "
            "elements",
            name);
    if (schemas[which].of != NULL)
        put_document(out, schemas[which].of, schemas[which].input);
    else if (schemas[which].lines != NULL)
        put_lines(out, schemas[which].lines);
    else
        fosi_elements_put_json(out);
    return fosi_buffer_finish(out, mark, error);
}
