/* Text that grows, and writing to standard output: all at once and checked, so that a full disk or a closed pipe is told. */
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool grow(text *to, size_t more)
{
    if (to->failed || more > SIZE_MAX / 2 - to->size) return !(to->failed = true);
    size_t needed = to->size + more + 1;
    if (needed <= to->capacity) return true;
    size_t capacity = to->capacity < 256 ? 256 : to->capacity;
    while (capacity < needed)
        capacity *= 2;
    char *data = realloc(to->data, capacity);
    if (data == NULL) return !(to->failed = true);
    to->data = data;
    to->capacity = capacity;
    return true;
}

void text_put(text *to, const char *bytes, size_t length)
{
    if (!grow(to, length)) return;
    if (length != 0) memcpy(to->data + to->size, bytes, length);
    to->size += length;
    to->data[to->size] = '\0';
}

void text_add(text *to, const char *words) { text_put(to, words, strlen(words)); }

void text_format(text *to, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0 && grow(to, (size_t)length)) {
        vsnprintf(to->data + to->size, (size_t)length + 1, format, again);
        to->size += (size_t)length;
    }
    va_end(again);
}

void text_json(text *to, const char *words)
{
    text_add(to, "\"");
    for (const char *at = words; *at != '\0'; at++) {
        unsigned char c = (unsigned char)*at;
        if (c == '"' || c == '\\') text_put(to, "\\", 1);
        if (c < 0x20)
            text_format(to, "\\u%04x", c);
        else
            text_put(to, at, 1);
    }
    text_add(to, "\"");
}

void text_pad(text *to, const char *words, size_t columns)
{
    size_t width = 0;
    for (const char *at = words; *at != '\0'; at++)
        width += ((unsigned char)*at & 0xc0u) != 0x80u;
    text_add(to, words);
    for (; width < columns; width++)
        text_put(to, " ", 1);
}

void text_clear(text *to) { to->size = 0; }

void text_free(text *to)
{
    free(to->data);
    memset(to, 0, sizeof *to);
}

int write_out(const char *bytes, size_t length)
{
    errno = 0;
    if (fwrite(bytes, 1, length, stdout) == length && fflush(stdout) == 0) return EXIT_DONE;
    fprintf(stderr, "fos: standard output: %s\n", errno != 0 ? strerror(errno) : "cannot be written");
    return EXIT_BAD;
}

int write_text(text *from)
{
    int result = EXIT_BAD;
    if (from->failed)
        fputs("fos: out of memory\n", stderr);
    else
        result = write_out(from->data == NULL ? "" : from->data, from->size);
    text_free(from);
    return result;
}

int write_buffer(const fos_buffer *from)
{
    text out = { 0 };
    text_put(&out, fos_buffer_data(from), fos_buffer_size(from));
    if (out.size == 0 || out.data[out.size - 1] != '\n') text_add(&out, "\n");
    return write_text(&out);
}
