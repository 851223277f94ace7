/* The look at a document before an XML parser may see it: no document type declaration (and so no entities), no other
 * encoding than UTF-8, bounded nesting, bounded tags. Where a tag is not well-formed this look may be wrong about it; the
 * parser then stops at that tag. */
#include <string.h>

#include "codec/bytes.h"
#include "codec/xml.h"

#define TAG_SIZE_MOST 16384
#define ATTRIBUTES_MOST 64

typedef struct guard {
    const char *source;
    const char *bytes;
    size_t length;
    size_t at;
    uint32_t depth;
    uint32_t depth_most;
    fos_error *error;
} guard;

static fos_status refuse(const guard *g, fos_status status, const char *text)
{
    return fosi_fail_at(g->error, status, g->source, g->bytes, g->length, g->at, NULL, "%s", text);
}

static bool begins(const guard *g, const char *with)
{
    size_t size = strlen(with);
    return g->length - g->at >= size && memcmp(g->bytes + g->at, with, size) == 0;
}

/* Behind the next `end`, or the end of the document: the parser says what is missing there. */
static void pass(guard *g, const char *end)
{
    size_t size = strlen(end);
    for (; g->at + size <= g->length; g->at++) {
        const char *next = memchr(g->bytes + g->at, end[0], g->length - g->at);
        if (next == NULL) break;
        g->at = (size_t)(next - g->bytes);
        if (!begins(g, end)) continue;
        g->at += size;
        return;
    }
    g->at = g->length;
}

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_small_or_large(fosi_slice text, const char *large)
{
    size_t i = 0;
    for (; i < text.length && large[i] != '\0'; i++)
        if (text.data[i] != large[i] && !(fosi_is_upper(large[i]) && text.data[i] == large[i] + ('a' - 'A'))) return false;
    return i == text.length && large[i] == '\0';
}

/* The value of encoding="…" in an XML declaration that ends at `end`; all UTF-8 where there is none. */
static fosi_slice encoding_of(const guard *g, size_t end)
{
    fosi_slice value = { "UTF-8", 5 };
    for (size_t at = g->at; at + 9 < end; at++) {
        if (memcmp(g->bytes + at, "encoding", 8) != 0) continue;
        for (at += 8; at < end && (is_space(g->bytes[at]) || g->bytes[at] == '='); at++)
            ;
        char quote = g->bytes[at];
        const char *close =
            at + 1 < end && (quote == '"' || quote == '\'') ? memchr(g->bytes + at + 1, quote, end - at - 1) : NULL;
        if (close != NULL) value = (fosi_slice){ g->bytes + at + 1, (size_t)(close - g->bytes) - at - 1 };
        break;
    }
    return value;
}

static fos_status check_declaration(guard *g)
{
    const char *close = g->length > g->at + 5 && is_space(g->bytes[g->at + 5]) ? memchr(g->bytes, '>', g->length) : NULL;
    if (close == NULL) return FOS_STATUS_OK;
    fosi_slice encoding = encoding_of(g, (size_t)(close - g->bytes));
    if (is_small_or_large(encoding, "UTF-8") || is_small_or_large(encoding, "US-ASCII")) return FOS_STATUS_OK;
    return fosi_fail_at(g->error, FOS_STATUS_ENCODING, g->source, g->bytes, g->length, (size_t)(encoding.data - g->bytes), NULL,
                        "the encoding \"%.*s\" is not read, expected UTF-8", encoding.length > 40 ? 40 : (int)encoding.length,
                        encoding.data);
}

/* The end of the tag at hand (behind its '>'), or 0 when it has none within the bound. Counts what may be attributes. */
static size_t end_of_tag(const guard *g, unsigned *attributes)
{
    size_t end = g->length - g->at > TAG_SIZE_MOST ? g->at + TAG_SIZE_MOST : g->length;
    char quote = '\0';
    for (size_t at = g->at; at < end; at++) {
        char c = g->bytes[at];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return at + 1;
        }
        *attributes += quote == '\0' && c == '=';
    }
    return end == g->length ? end : 0;
}

static fos_status check_tag(guard *g)
{
    unsigned attributes = 0;
    size_t end = end_of_tag(g, &attributes);
    if (end == 0) return refuse(g, FOS_STATUS_LIMIT_SIZE, "a tag of more than 16384 bytes");
    if (attributes > ATTRIBUTES_MOST) return refuse(g, FOS_STATUS_LIMIT_COUNT, "a tag with more than 64 attributes");
    if (g->at + 1 < g->length && g->bytes[g->at + 1] == '/') {
        g->depth -= g->depth > 0;
    } else if (g->bytes[end - 1] != '>' || g->bytes[end - 2] != '/') {
        if (++g->depth > g->depth_most)
            return fosi_fail_at(g->error, FOS_STATUS_LIMIT_DEPTH, g->source, g->bytes, g->length, g->at, NULL,
                                "nested deeper than %lu levels", (unsigned long)g->depth_most);
    }
    g->at = end;
    return FOS_STATUS_OK;
}

static fos_status check_markup(guard *g)
{
    if (begins(g, "<!--")) {
        pass(g, "-->");
    } else if (begins(g, "<![CDATA[")) {
        pass(g, "]]>");
    } else if (begins(g, "<?")) {
        pass(g, "?>");
    } else if (begins(g, "<!")) {
        return refuse(g, FOS_STATUS_UNSUPPORTED,
                      "a document type declaration; it and the entities that it could hold are refused");
    } else {
        return check_tag(g);
    }
    return FOS_STATUS_OK;
}

fos_status fosi_xml_guard(const char *source, const char *bytes, size_t length, const fos_limits *limits, fos_error *error)
{
    guard g = { source, bytes, length, 0, 0, limits->depth, error };
    fos_status status = fosi_check_bytes(source, bytes, length, limits, error);
    const char *nul = status == FOS_STATUS_OK && length != 0 ? memchr(bytes, '\0', length) : NULL;
    if (nul != NULL) {
        g.at = (size_t)(nul - bytes);
        return refuse(&g, FOS_STATUS_ENCODING, "a NUL, which no text may hold");
    }
    g.at = fosi_byte_order_mark(bytes, length);
    if (status == FOS_STATUS_OK && begins(&g, "<?xml")) status = check_declaration(&g);
    while (status == FOS_STATUS_OK && g.at < length) {
        const char *open = memchr(bytes + g.at, '<', length - g.at);
        if (open == NULL) break;
        g.at = (size_t)(open - bytes);
        status = check_markup(&g);
    }
    return status;
}
