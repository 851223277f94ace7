/* Goods as the cases of duty rates describe them, for the runners of those cases. */
#ifndef DUTY_GOODS_H
#define DUTY_GOODS_H

#include <fos/fos.h>

#include "base/base.h"

#define GOODS_MOST 64

typedef struct goods {
    fos_duty_inputs inputs;
    fos_duty_quantity quantities[GOODS_MOST];
    fos_duty_part parts[GOODS_MOST];
    fos_duty_exchange exchange[GOODS_MOST];
} goods;

/* The text of a value, "" for what is none. */
const char *goods_text(const fosi_tree *node);
const char *goods_text_at(const fosi_tree *object, const char *key);
const fosi_tree *goods_first(const fosi_tree *object, const char *key);
/* A number, or an absent one. */
fos_decimal goods_number(const char *text);
/* "value", "quantities", "parts", "exchange" of an object; the texts are borrowed from it. */
void goods_take(const fosi_tree *from, const char *currency, goods *g);

#endif
