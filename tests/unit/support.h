/* What the tests of the engine share: an allocator that counts and can refuse, requests built in a few words, and the
 * invariants that hold in every quote. Nothing here looks inside the library. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <fos/fos.h>

/* ---- memory ---- */

/* Counts the calls of an allocator; refuses number `refuse` of those to come (1 is the next), and all after it if `lasting`. */
typedef struct ledger {
    size_t calls;  /* of allocate, ever */
    size_t live;   /* given and not yet released */
    size_t refuse; /* 0: never */
    bool lasting;
    bool refused; /* that happened */
} ledger;

fos_allocator ledger_allocator(ledger *ledger);
void ledger_arm(ledger *ledger, size_t refuse, bool lasting);
void ledger_disarm(ledger *ledger);

/* ---- a place to work at ---- */

typedef struct desk {
    fos_context *context;
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_buffer *text;
    fos_error error;
} desk;

/* Over the embedded regimes, with the default allocator. */
void desk_open(desk *desk);
/* Over one small regime and nothing else; NULL `ledger` takes the default allocator. */
void desk_open_with(desk *desk, const char *regime, ledger *ledger);
void desk_open_counted(desk *desk, ledger *ledger);
void desk_close(desk *desk);

/* The quote of the desk's request, which must succeed; its invariants are checked. */
const fos_quote *desk_quote(desk *desk);
/* The status of the quote; the desk's error is filled. */
fos_status desk_fails(desk *desk);

/* ---- requests ---- */

fos_decimal number(const char *text);
fos_date day(const char *text);
fos_money money(const char *amount, const char *currency);
/* Empties the request and fills in a sale to a consumer. */
void start(desk *desk, const char *date, const char *from, const char *to);
fos_item *goods(desk *desk, const char *code, const char *price, const char *currency);
void registered(desk *desk, fos_role role, const char *scheme, const char *value);
void person(desk *desk, fos_role role, const char *country, fos_party_kind kind);
void rate(desk *desk, const char *from, const char *to, const char *value, const char *date);

/* ---- quotes ---- */

/* Shares sum to amounts, items and maps to totals, every item has its place. */
void check_invariants(const fos_quote *quote);
/* The charge of that id, entry `index`; NULL past the last. */
const fos_charge *charge_of(const fos_quote *quote, const char *id, size_t index);
const fos_decision *decision_of(const fos_quote *quote, const char *id);
const fos_quote_assumption *assumption_of(const fos_quote *quote, const char *name);
bool is_missing(const fos_quote *quote, uint32_t item, const char *needs);

/* Each fails the test with both values. */
#define assert_number(value, text) assert_number_at(__FILE__, __LINE__, #value, value, text)
void assert_number_at(const char *file, int line, const char *what, fos_decimal value, const char *text);
#define assert_holds(text, part) assert_holds_at(__FILE__, __LINE__, text, part)
void assert_holds_at(const char *file, int line, const char *text, const char *part);
#define assert_status(got, want) assert_status_at(__FILE__, __LINE__, got, want)
void assert_status_at(const char *file, int line, fos_status got, fos_status want);

#endif
