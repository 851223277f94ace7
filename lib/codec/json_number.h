/* Numbers of JSON documents. */
#ifndef FOSI_JSON_NUMBER_H
#define FOSI_JSON_NUMBER_H

#include "base/base.h"

/* Plain digits with at most one point, few enough for 64 bits; everything else is left to fos_decimal_parse. */
static inline bool fosi_json_plain_number(fosi_slice text, fos_decimal *value)
{
    const char *at = text.data, *end = at + text.length;
    if (text.length == 0 || text.length > 18) return false;
    int64_t coefficient = 0;
    for (; at < end && fosi_is_digit(*at); at++)
        coefficient = coefficient * 10 + (*at - '0');
    if (at == text.data || (*text.data == '0' && at > text.data + 1)) return false;
    int32_t scale = 0;
    if (at < end) {
        if (*at != '.' || at + 1 == end) return false;
        for (at++; at < end && fosi_is_digit(*at); at++, scale++)
            coefficient = coefficient * 10 + (*at - '0');
    }
    value->coefficient = coefficient;
    value->scale = scale;
    return at == end;
}

#endif
