/* What the shapes of the declaration want besides the elements: the whole one a function, H7 its counts, procedures and tax
 * party. What is filled in is told. */
#include <string.h>

#include "codec/wco.h"

static fosi_tree *child_named(const fosi_tree *parent, const char *name)
{
    return parent == NULL ? NULL : fosi_map_child(parent, name, strlen(name));
}

static bool has_text(const fosi_tree *parent, const char *name, const char *text)
{
    const fosi_tree *child = child_named(parent, name);
    return child != NULL && fosi_slice_is(child->text, text);
}

static void tell(fosi_wco *w, const char *pointer, const char *path, const char *value)
{
    fosi_note(w->notes, true, FOS_STATUS_OK, 0, pointer, "%s is filled in: %s", path, value);
}

/* A leaf of the declaration that is not there gets a value. */
static void fill(fosi_wco *w, fosi_tree *node, const char *name, const char *value)
{
    if (child_named(node, name) != NULL) return;
    fosi_wco_say(w, node, name, fosi_slice_of(value), 0);
    tell(w, "", name, value);
}

/* ---- procedures: 40 00 with C07 for what is sold, C08 for gifts, F48 where tax was taken under IOSS ---- */

static void add_procedure(fosi_wco *w, fosi_tree *item, const char *current, const char *previous)
{
    fosi_wco_place place = {
        item, fosi_xml_find(fosi_xml_find(fosi_wco_declaration, "GoodsShipment", 13)->of, "GovernmentAgencyGoodsItem", 25)->of
    };
    place = fosi_wco_begin(w, place, "GovernmentProcedure", true);
    if (place.node == NULL) return;
    fosi_wco_say(w, place.node, "CurrentCode", fosi_slice_of(current), 0);
    if (previous != NULL) fosi_wco_say(w, place.node, "PreviousCode", fosi_slice_of(previous), 0);
    tell(w, "", "GovernmentProcedure/CurrentCode", current);
}

typedef struct filling {
    fosi_wco *w;
    bool gift;
    bool ioss;
    uint64_t items;
} filling;

static bool fill_item(void *context, fosi_tree *item)
{
    filling *f = context;
    f->items++;
    if (child_named(item, "GovernmentProcedure") == NULL) {
        add_procedure(f->w, item, "40", "00");
        add_procedure(f->w, item, f->gift ? "C08" : "C07", NULL);
        if (f->ioss) add_procedure(f->w, item, "F48", NULL);
    }
    return f->w->status == FOS_STATUS_OK;
}

/* ---- the vendor with IOSS: a tax party in the declaration, an identifier of the seller or platform in the request ---- */

static fosi_tree *ioss_of(const fosi_tree *party)
{
    fosi_tree *list = child_named(party, "identifiers");
    for (fosi_tree *entry = list == NULL ? NULL : list->first; entry != NULL; entry = entry->next)
        if (has_text(entry, "scheme", "ioss")) return entry;
    return NULL;
}

static bool is_vendor(void *context, fosi_tree *party)
{
    if (!has_text(party, "RoleCode", "FR5")) return true;
    *(fosi_tree **)context = party;
    return false;
}

static bool complete_vendor(fosi_wco *w, fosi_tree *consignment)
{
    fosi_tree *vendor = NULL, *entry = ioss_of(child_named(consignment, "platform"));
    fosi_wco_place root = { w->declaration, fosi_wco_declaration };
    if (entry == NULL) entry = ioss_of(child_named(consignment, "seller"));
    fosi_map_each(w->declaration, "GoodsShipment/DomesticDutyTaxParty", is_vendor, &vendor);
    if (entry == NULL) return vendor != NULL;
    fosi_tree *value = child_named(entry, "value");
    if (vendor == NULL) {
        fosi_tree *leaf = fosi_wco_put(w, root, "GoodsShipment/DomesticDutyTaxParty/ID", true, value, value->text);
        if (leaf == NULL) return false;
        fosi_wco_say(w, leaf->parent, "RoleCode", fosi_slice_of("FR5"), 0);
    } else if (!fosi_slice_equal(child_named(vendor, "ID")->text, value->text)) {
        return true;
    }
    fosi_map_use_all(entry);
    return true;
}

static void complete_h7(fosi_wco *w, fosi_tree *consignment)
{
    filling f = { w, has_text(consignment, "category", "gift"), complete_vendor(w, consignment), 0 };
    fosi_map_each(w->declaration, "GoodsShipment/GovernmentAgencyGoodsItem", fill_item, &f);
    if (w->status == FOS_STATUS_OK && f.items > 0 && child_named(w->declaration, "GoodsItemQuantity") == NULL)
        fosi_wco_number(w, w->declaration, "GoodsItemQuantity", f.items);
    if (w->shape == FOSI_WCO_H7_EU) fill(w, w->declaration, "ProcedureCategory", "H7");
}

void fosi_wco_complete(fosi_wco *w, fosi_tree *request)
{
    fosi_tree *consignment = child_named(request, "consignment");
    if (child_named(w->declaration, "FunctionCode") == NULL) fill(w, w->declaration, "FunctionCode", "9");
    if (consignment != NULL && (w->shape & FOSI_WCO_H7)) complete_h7(w, consignment);
}

/* The other way: a quote looks for the number among the seller's identifiers. */
void fosi_wco_adopt_vendor(fosi_wco *w, fosi_tree *request)
{
    fosi_tree *consignment = child_named(request, "consignment"), *declaration = child_named(consignment, "declaration");
    fosi_tree *parties = child_named(declaration, "tax_parties"), *seller = child_named(consignment, "seller");
    fosi_tree *party = parties == NULL ? NULL : parties->first;
    while (party != NULL && !has_text(party, "role", "FR5"))
        party = party->next;
    if (party == NULL || ioss_of(seller) != NULL) return;
    if (seller == NULL) {
        seller = fosi_map_new(w->arena, FOSI_TREE_OBJECT, "seller", party->offset);
        if (seller == NULL) {
            w->status = fosi_fail_memory(w->error);
            return;
        }
        fosi_map_hang(consignment, seller, NULL);
    }
    fosi_tree *list = fosi_wco_list(w, seller, "identifiers", party->offset);
    fosi_tree *entry = list == NULL ? NULL : fosi_wco_object(w, list, party->offset);
    if (entry == NULL) return;
    fosi_wco_say(w, entry, "scheme", fosi_slice_of("ioss"), party->offset);
    fosi_wco_say(w, entry, "value", child_named(party, "id")->text, party->offset);
}

/* ---- the charges of a quote as duties, taxes and fees of the lines ---- */

/* As the Union and the United Kingdom code them; what they leave to the member states goes by UN/EDIFACT list 5153. */
static const char *const tax_types[] = { "", "A00", "EXC", "B00", "OTH" };

typedef struct wanted_item {
    uint32_t number;
    fosi_tree *found;
} wanted_item;

static bool is_item(void *context, fosi_tree *item)
{
    wanted_item *wanted = context;
    char digits[24];
    fos_buffer text = { NULL, digits, 0, sizeof digits, false };
    fosi_buffer_unsigned(&text, wanted->number);
    if (!has_text(item, "SequenceNumeric", digits)) return true;
    wanted->found = item;
    return false;
}

static fosi_slice decimal_text(fosi_wco *w, fos_decimal value)
{
    char *text = fosi_arena_take(w->arena, FOS_DECIMAL_TEXT);
    if (text != NULL) return (fosi_slice){ text, fos_decimal_format(value, text) };
    w->status = fosi_fail_memory(w->error);
    return fosi_slice_of("");
}

static void put_amount(fosi_wco *w, fosi_tree *node, const char *name, fos_decimal amount, const char *currency)
{
    fosi_tree *leaf = fosi_map_text(w->arena, name, decimal_text(w, amount), 0);
    char *code = fosi_arena_text(w->arena, currency, strlen(currency));
    if (leaf == NULL || code == NULL) {
        w->status = fosi_fail_memory(w->error);
        return;
    }
    fosi_map_hang(node, leaf, NULL);
    fosi_wco_attribute(w, leaf, FOSI_XML_CURRENCY, fosi_slice_of(code));
}

/* "19 %" as the number 19; other wordings of a rate have no place. */
static void put_rate(fosi_wco *w, fosi_tree *fee, const fos_quote *quote, const fos_charge *charge)
{
    fos_buffer rate;
    fosi_buffer_init(&rate, w->arena->context);
    fos_decimal value;
    if (fos_charge_rate(quote, charge, &rate) != FOS_STATUS_OK) {
        w->status = fosi_fail_memory(w->error);
    } else if (rate.size > 2 && strcmp(rate.data + rate.size - 2, " %") == 0 &&
               fos_decimal_parse(rate.data, rate.size - 2, &value, NULL) == FOS_STATUS_OK) {
        fosi_wco_say(w, fee, "TaxRateNumeric", decimal_text(w, value), 0);
    }
    fosi_buffer_done(&rate);
}

static void put_charge(fosi_wco *w, const fos_quote *quote, const fos_charge *charge, size_t index)
{
    wanted_item wanted = { charge->items[index], NULL };
    fosi_map_each(w->declaration, "GoodsShipment/GovernmentAgencyGoodsItem", is_item, &wanted);
    if (wanted.found == NULL) return;
    const fosi_xml_name *shipment = fosi_xml_find(fosi_wco_declaration, "GoodsShipment", 13);
    fosi_wco_place place = { wanted.found, fosi_xml_find(shipment->of, "GovernmentAgencyGoodsItem", 25)->of };
    fosi_wco_place fee = fosi_wco_begin(w, place, "Commodity/DutyTaxFee", true);
    fosi_wco_place payment = fee.node == NULL ? fee : fosi_wco_begin(w, fee, "Payment", false);
    if (payment.node == NULL) return;
    if (charge->item_count == 1 && fos_decimal_present(charge->base))
        put_amount(w, fee.node, "AdValoremTaxBaseAmount", charge->base, quote->currency);
    put_rate(w, fee.node, quote, charge);
    fosi_wco_say(w, fee.node, "TypeCode", fosi_slice_of(tax_types[charge->kind]), 0);
    put_amount(w, payment.node, "TaxAssessedAmount", charge->shares[index], quote->currency);
    put_amount(w, payment.node, "PaymentAmount", charge->shares[index], quote->currency);
}

void fosi_wco_put_quote(fosi_wco *w, const fos_quote *quote)
{
    for (size_t i = 0; i < quote->charge_count; i++) {
        const fos_charge *charge = quote->charges[i];
        if (charge->due == FOS_DUE_SALE) { /* no debt of the importer */
            fosi_note(w->notes, true, FOS_STATUS_OK, 0, "", "the charge %s is collected at the sale, left out", charge->id);
            continue;
        }
        for (size_t k = 0; k < charge->share_count && w->status == FOS_STATUS_OK; k++)
            put_charge(w, quote, charge, k);
    }
}
