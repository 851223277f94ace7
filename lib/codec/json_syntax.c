/* The diagnosis of malformed JSON: looks once more at the token where reading stopped. Runs only after a failure. */
#include "codec/json_syntax.h"

#include <stdio.h>
#include <string.h>

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool is_letter(char c) { return fosi_is_lower(c) || fosi_is_upper(c); }

size_t fosi_json_skip(const char *bytes, size_t length, size_t at)
{
    while (at < length && (is_space(bytes[at]) || bytes[at] == ',' || bytes[at] == ':'))
        at++;
    return at;
}

size_t fosi_json_digits(const char *number, size_t length)
{
    size_t digits = 0;
    for (size_t i = 0; i < length && number[i] != 'e' && number[i] != 'E'; i++)
        if (fosi_is_digit(number[i]) && (digits != 0 || number[i] != '0')) digits++;
    return digits;
}

/* What the grammar allows at `at`, from the last thing before it. */
static const char *expected_at(const fosi_json_stop *stop, size_t at)
{
    while (at > 0 && is_space(stop->bytes[at - 1]))
        at--;
    bool in_object = stop->inside != NULL && stop->inside->kind == FOSI_TREE_OBJECT;
    if (at == 0) return "a value";
    char before = stop->bytes[at - 1];
    if (before == ':') return "a value";
    if (before == '{') return "a key or '}'";
    if (before == '[') return "a value or ']'";
    if (before == ',') return in_object ? "a key" : "a value";
    if (stop->inside == NULL) return "the end of the document";
    if (stop->has_key) return "':'";
    return in_object ? "',' or '}'" : "',' or ']'";
}

static bool is_hex(char c) { return fosi_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

static bool is_escape(char c) { return c != '\0' && strchr("\"\\/bfnrt", c) != NULL; }

/* Walks the text that begins at `start`. Returns its end, or SIZE_MAX after writing what is wrong at `*wrong`. */
static size_t walk_text(const fosi_json_stop *stop, size_t start, char *text, size_t size, size_t *wrong)
{
    const char *bytes = stop->bytes;
    size_t i = start + 1;
    for (; i < stop->length && bytes[i] != '"'; i++) {
        *wrong = i;
        if ((unsigned char)bytes[i] < 0x20) {
            snprintf(text, size, "control character 0x%02x in a text, expected an escape such as \\n or \\u%04x",
                     (unsigned)bytes[i], (unsigned)bytes[i]);
            return SIZE_MAX;
        }
        if (bytes[i] != '\\') continue;
        if (++i >= stop->length) break;
        if (bytes[i] == 'u') {
            size_t digits = 0;
            while (digits < 4 && i + 1 < stop->length && is_hex(bytes[i + 1]))
                i++, digits++;
            if (digits == 4) continue;
            if (i + 1 >= stop->length) break;
            snprintf(text, size, "unfinished escape in a text, expected four hexadecimal digits after \\u");
            return SIZE_MAX;
        }
        if (is_escape(bytes[i])) continue;
        snprintf(text, size, "unknown escape in a text, expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
        return SIZE_MAX;
    }
    if (i < stop->length) return i + 1;
    *wrong = start;
    snprintf(text, size, "this text does not end, expected '\"'");
    return SIZE_MAX;
}

/* The end of the number at `at` by the grammar of RFC 8259, or SIZE_MAX when it breaks off. */
static size_t walk_number(const fosi_json_stop *stop, size_t at)
{
    const char *bytes = stop->bytes;
    size_t length = stop->length;
    if (bytes[at] == '-') at++;
    for (int part = 0; part < 3; part++) {
        size_t first = at;
        while (at < length && fosi_is_digit(bytes[at]))
            at++;
        if (at == first) return SIZE_MAX;
        if (part == 0 && bytes[first] == '0' && at > first + 1) return SIZE_MAX;
        if (part == 0 && at < length && bytes[at] == '.') {
            at++;
        } else if (part < 2 && at < length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < length && (bytes[at] == '+' || bytes[at] == '-')) at++;
            part = 1;
        } else {
            return at;
        }
    }
    return at;
}

static size_t end_of_word(const fosi_json_stop *stop, size_t at)
{
    while (at < stop->length && (is_letter(stop->bytes[at]) || fosi_is_digit(stop->bytes[at]) || stop->bytes[at] == '.' ||
                                 stop->bytes[at] == '-' || stop->bytes[at] == '+'))
        at++;
    return at;
}

static size_t character_length(const fosi_json_stop *stop, size_t at)
{
    size_t length = 1;
    while (at + length < stop->length && ((unsigned char)stop->bytes[at + length] & 0xc0u) == 0x80u)
        length++;
    return length;
}

static int shown(size_t length) { return length > 40 ? 40 : (int)length; }

static void unexpected(const fosi_json_stop *stop, size_t at, const char *what, size_t length, char *text, size_t size)
{
    const char *found = stop->bytes + at;
    unsigned char first = (unsigned char)*found;
    if (first < 0x20 || first == 0x7f)
        snprintf(text, size, "unexpected byte 0x%02x, expected %s", first, expected_at(stop, at));
    else if (what == NULL)
        snprintf(text, size, "unexpected '%.*s', expected %s", shown(length), found, expected_at(stop, at));
    else
        snprintf(text, size, "unexpected %s %.*s, expected %s", what, shown(length), found, expected_at(stop, at));
}

static size_t diagnose_token(const fosi_json_stop *stop, size_t at, char *text, size_t size)
{
    char first = stop->bytes[at];
    if (first == '"') {
        size_t wrong = at;
        size_t end = walk_text(stop, at, text, size, &wrong);
        if (end == SIZE_MAX) return wrong;
        unexpected(stop, at, "text", end - at, text, size);
    } else if (fosi_is_digit(first) || first == '-') {
        size_t end = walk_number(stop, at), word = end_of_word(stop, at);
        if (at == stop->known && at > 0 && stop->bytes[at - 1] == '0')
            snprintf(text, size, "a number begins with 0, expected no zeros before its digits");
        else if (end == word)
            unexpected(stop, at, "number", end - at, text, size);
        else
            snprintf(text, size, "%.*s is not a number, expected digits such as 12.50", shown(word - at), stop->bytes + at);
    } else if (is_letter(first)) {
        unexpected(stop, at, NULL, end_of_word(stop, at) - at, text, size);
    } else {
        unexpected(stop, at, NULL, character_length(stop, at), text, size);
    }
    return at;
}

static size_t skip_space(const fosi_json_stop *stop, size_t at)
{
    while (at < stop->length && is_space(stop->bytes[at]))
        at++;
    return at;
}

/* Whether a comma or colon may stand right after what was read well. */
static bool may_follow(const fosi_json_stop *stop, char c)
{
    if (stop->inside == NULL || stop->known == 0) return false;
    if (c == ':') return stop->has_key;
    char before = stop->bytes[stop->known - 1];
    return c == ',' && !stop->has_key && before != '{' && before != '[';
}

size_t fosi_json_diagnose(const fosi_json_stop *stop, char *text, size_t size)
{
    size_t at = skip_space(stop, stop->known);
    if (at < stop->length && may_follow(stop, stop->bytes[at])) at = skip_space(stop, at + 1);
    if (at < stop->length) return diagnose_token(stop, at, text, size);
    size_t end = stop->length;
    while (end > 0 && is_space(stop->bytes[end - 1]))
        end--;
    if (end == 0)
        snprintf(text, size, "the document is empty, expected a JSON value");
    else
        snprintf(text, size, "the document ends too early, expected %s", expected_at(stop, stop->length));
    return stop->length;
}
