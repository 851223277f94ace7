/* The growing byte buffer that all writers fill. Numbers and dates write themselves through it; JSON escaping and
 * layout belong to the codec. */
#include "base/base.h"

#include <stdio.h>
#include <string.h>

#define SMALLEST ((size_t)256)

void fosi_buffer_init(fos_buffer *buffer, const fos_context *context)
{
    memset(buffer, 0, sizeof *buffer);
    buffer->context = context;
}

void fosi_buffer_done(fos_buffer *buffer)
{
    fosi_release(buffer->context, buffer->data);
    fosi_buffer_init(buffer, buffer->context);
}

fos_buffer *fos_buffer_new(const fos_context *context)
{
    if (context == NULL) return NULL;
    fos_buffer *buffer = fosi_allocate(context, sizeof *buffer);
    if (buffer != NULL) fosi_buffer_init(buffer, context);
    return buffer;
}

void fos_buffer_free(fos_buffer *buffer)
{
    if (buffer == NULL) return;
    const fos_context *context = buffer->context;
    fosi_buffer_done(buffer);
    fosi_release(context, buffer);
}

void fos_buffer_clear(fos_buffer *buffer)
{
    if (buffer == NULL) return;
    buffer->size = 0;
    buffer->failed = false;
    if (buffer->data != NULL) buffer->data[0] = '\0';
}

const char *fos_buffer_data(const fos_buffer *buffer) { return buffer != NULL && buffer->data != NULL ? buffer->data : ""; }

size_t fos_buffer_size(const fos_buffer *buffer) { return buffer != NULL ? buffer->size : 0; }

static bool grow_to(fos_buffer *buffer, size_t needed)
{
    size_t capacity = buffer->capacity < SMALLEST ? SMALLEST : buffer->capacity;
    while (capacity < needed)
        capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
    char *data = fosi_allocate(buffer->context, capacity);
    if (data == NULL) return false;
    if (buffer->size != 0) memcpy(data, buffer->data, buffer->size);
    data[buffer->size] = '\0';
    fosi_release(buffer->context, buffer->data);
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool fosi_buffer_grow(fos_buffer *buffer, size_t more)
{
    if (buffer->failed) return false;
    if (fosi_likely(buffer->capacity - buffer->size > more)) return true;
    if (more >= SIZE_MAX - buffer->size || !grow_to(buffer, buffer->size + more + 1)) {
        buffer->failed = true;
        return false;
    }
    return true;
}

void fosi_buffer_unsigned(fos_buffer *buffer, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    fosi_buffer_put(buffer, digits + at, sizeof digits - at);
}

void fosi_buffer_date(fos_buffer *buffer, fos_date date)
{
    char text[FOS_DATE_TEXT];
    size_t length = fos_date_format(date, text);
    fosi_buffer_put(buffer, text, length);
}

void fosi_buffer_format(fos_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0 || !fosi_buffer_grow(buffer, (size_t)length)) return;
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->size, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)length;
}

fos_status fosi_buffer_finish(fos_buffer *buffer, size_t mark, fos_error *error)
{
    if (!buffer->failed) return FOS_STATUS_OK;
    buffer->failed = false;
    if (buffer->size > mark) buffer->size = mark;
    if (buffer->data != NULL) buffer->data[buffer->size] = '\0';
    return fosi_fail_memory(error);
}
