/* The price of a line in a declaration: the item amount (112) in the whole one; in H7 the intrinsic value (108), which is
 * the price after discount. Where a line has a price for one alone, its price is computed and told. */
#include <string.h>

#include "codec/wco.h"

static fosi_tree *child_named(const fosi_tree *parent, const char *name)
{
    return parent == NULL ? NULL : fosi_map_child(parent, name, strlen(name));
}

static bool decimal_of(const fosi_tree *object, const char *name, fos_decimal *value)
{
    const fosi_tree *node = child_named(object, name);
    return node != NULL && fos_decimal_parse(node->text.data, node->text.length, value, NULL) == FOS_STATUS_OK;
}

/* quantity × unit_price to the cents of the price; false when there is none, or it is too large. */
static bool product_of(const fosi_tree *item, fos_decimal *price)
{
    fos_decimal quantity = { 1, 0 }, unit;
    if (!decimal_of(child_named(item, "unit_price"), "amount", &unit)) return false;
    (void)decimal_of(item, "quantity", &quantity);
    fos_decimal step = { 1, unit.scale < 2 ? 2 : unit.scale }, whole;
    return fos_decimal_multiply(unit, quantity, &whole) == FOS_STATUS_OK &&
           fos_decimal_round(whole, step, FOS_ROUNDING_HALF_UP, price) == FOS_STATUS_OK;
}

static fosi_slice text_of(fosi_wco *w, fos_decimal value)
{
    char *text = fosi_arena_take(w->arena, FOS_DECIMAL_TEXT);
    if (text != NULL) return (fosi_slice){ text, fos_decimal_format(value, text) };
    w->status = fosi_fail_memory(w->error);
    return fosi_slice_of("");
}

static void tell(fosi_wco *w, const fosi_tree *item, const char *path, fosi_slice value, const char *how)
{
    char pointer[256];
    fosi_tree_pointer(item, pointer, sizeof pointer);
    fosi_note(w->notes, true, FOS_STATUS_OK, 0, pointer, "%s is computed: %s, %s", path, value.data, how);
}

static void use(fosi_tree *node)
{
    if (node != NULL) fosi_map_use_all(node);
}

void fosi_wco_put_price(fosi_wco *w, fosi_tree *item, fosi_wco_place place)
{
    bool h7 = (w->shape & FOSI_WCO_H7) != 0;
    fosi_tree *amount = child_named(item, "amount"), *unit_price = child_named(item, "unit_price");
    fosi_tree *money = amount != NULL ? amount : unit_price;
    fosi_tree *value = child_named(money, "amount"), *currency = child_named(money, "currency");
    fos_decimal price, discount = { 0, 0 };
    if (value == NULL || currency == NULL) return;
    bool known = amount != NULL ? decimal_of(amount, "amount", &price) : product_of(item, &price);
    if (h7) (void)decimal_of(child_named(item, "discount"), "amount", &discount);
    if (!known || fos_decimal_subtract(price, discount, &price) != FOS_STATUS_OK) return;
    bool computed = amount == NULL || discount.coefficient != 0;
    const char *path = h7 ? "CustomsValueAmount" : "Commodity/InvoiceLine/ItemChargeAmount";
    fosi_slice text = computed ? text_of(w, price) : value->text;
    fosi_tree *leaf = fosi_wco_put(w, place, path, false, value, text);
    if (leaf == NULL) return;
    fosi_wco_attribute(w, leaf, FOSI_XML_CURRENCY, currency->text);
    fosi_map_use(currency);
    if (h7) use(child_named(item, "discount"));
    if (computed) tell(w, item, path, text, amount == NULL ? "quantity times unit_price" : "amount less discount");
}
