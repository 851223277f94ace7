/* A request filled in C, without JSON, and the figures of its quote.
 * cc typed.c -o typed $(pkg-config --cflags --libs fos) */
#include <stdio.h>
#include <string.h>

#include <fos/fos.h>

static fos_money euro(int64_t cents)
{
    fos_money money = { { cents, 2 }, "EUR" };
    return money;
}

static fos_status fill(fos_request *request, fos_error *error)
{
    fos_consignment *parcel = request->consignment;
    fos_party *seller;
    fos_item *shirt;

    request->date = fos_date_make(2026, 11, 23);
    memcpy(parcel->dispatch_country, "CN", 3);
    memcpy(parcel->destination_country, "DE", 3);
    parcel->transport_mode = FOS_TRANSPORT_MODE_POST;
    parcel->freight = euro(490);

    fos_status status = fos_request_party(request, FOS_ROLE_SELLER, &seller, error);
    if (status == FOS_STATUS_OK)
        status = fos_request_identifier_add(request, seller, "ioss", "IM2760000742", error);
    if (status == FOS_STATUS_OK)
        status = fos_request_item_add(request, &shirt, error);
    if (status == FOS_STATUS_OK) {
        shirt->commodity_code = "610910";
        shirt->quantity = (fos_decimal){ 2, 0 };
        shirt->unit_price = euro(1250);
    }
    return status;
}

static void print(const fos_quote *quote)
{
    char amount[FOS_DECIMAL_TEXT];
    for (size_t i = 0; i < quote->charge_count; i++) {
        const fos_charge *charge = quote->charges[i];
        fos_decimal_format(charge->amount, amount);
        printf("%-16s %6s %s  %s pays %s, due at %s, %s\n", charge->id, amount, quote->currency,
               fos_role_name(charge->payer), fos_role_name(charge->collector), fos_due_name(charge->due),
               fos_confidence_name(charge->confidence));
    }
    fos_decimal_format(quote->totals.landed_cost, amount);
    printf("landed cost      %6s %s\n", amount, quote->currency);
}

int main(void)
{
    fos_error error = FOS_ERROR_INIT;
    const fos_quote *quote = NULL;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = context != NULL ? fos_library_open(context, NULL, &error) : NULL;
    fos_session *session = library != NULL ? fos_session_new(library, &error) : NULL;
    fos_request *request = session != NULL ? fos_request_new(context, &error) : NULL;

    if (request != NULL && fill(request, &error) == FOS_STATUS_OK &&
        fos_session_quote(session, request, &quote, &error) == FOS_STATUS_OK)
        print(quote);
    else
        fprintf(stderr, "typed: %s: %s\n", error.pointer, error.text);

    fos_request_free(request);
    fos_session_free(session);
    fos_library_free(library);
    fos_context_free(context);
    return quote == NULL;
}
