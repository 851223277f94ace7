/* Goods as the cases of duty rates describe them. */
#include "duty_goods.h"

#include <stdio.h>
#include <string.h>

const char *goods_text(const fosi_tree *node)
{
    return node != NULL && (node->kind == FOSI_TREE_TEXT || node->kind == FOSI_TREE_NUMBER) ? node->text.data : "";
}

const char *goods_text_at(const fosi_tree *object, const char *key) { return goods_text(fosi_tree_get(object, key)); }

const fosi_tree *goods_first(const fosi_tree *object, const char *key)
{
    const fosi_tree *list = fosi_tree_get(object, key);
    return list == NULL ? NULL : list->first;
}

fos_decimal goods_number(const char *text)
{
    fos_decimal value = { 0, FOS_DECIMAL_ABSENT_SCALE };
    (void)fos_decimal_parse(text, strlen(text), &value, NULL);
    return value;
}

void goods_take(const fosi_tree *from, const char *currency, goods *g)
{
    memset(g, 0, sizeof *g);
    g->inputs = (fos_duty_inputs)FOS_DUTY_INPUTS_INIT;
    g->inputs.value.amount = goods_number(goods_text_at(from, "value"));
    snprintf(g->inputs.value.currency, sizeof g->inputs.value.currency, "%s", currency);
    for (const fosi_tree *each = goods_first(from, "quantities"); each != NULL; each = each->next)
        g->quantities[g->inputs.quantity_count++] = (fos_duty_quantity){ each->key.data, goods_number(goods_text(each)) };
    for (const fosi_tree *each = goods_first(from, "parts"); each != NULL; each = each->next)
        g->parts[g->inputs.part_count++] = (fos_duty_part){ each->key.data, { goods_number(goods_text(each)), "" } };
    for (const fosi_tree *each = goods_first(from, "exchange"); each != NULL; each = each->next) {
        fos_duty_exchange *rate = &g->exchange[g->inputs.exchange_count++];
        memcpy(rate->from, each->key.data, 3);
        memcpy(rate->to, each->key.data + 4, 3);
        rate->rate = goods_number(goods_text(each));
    }
    g->inputs.quantities = g->quantities;
    g->inputs.parts = g->parts;
    g->inputs.exchange = g->exchange;
}
