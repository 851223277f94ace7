/* Exchange rates of the European Central Bank and of HM Revenue & Customs. Their XML is of one fixed shape without entities; a
 * document type is refused, so nothing in a file can make the reader fetch or expand anything. */
#include "codec/rates.h"

#include <stdio.h>
#include <string.h>

#include "base/csv_records.h"
#include "dataset/codes.h"
#include "dataset/request.h"

typedef struct rates {
    const fos_context *context;
    fosi_rate_taker *take;
    void *user;
    const char *name, *bytes, *end;
    const char *base, *series, *source;
    fos_date first, last; /* the days that are wanted */
    fos_error *error;
    size_t count;
} rates;

typedef struct piece {
    const char *at;
    size_t length;
} piece;

static fos_status refuse(rates *r, const char *at, fos_status status, const char *what, piece value)
{
    return fosi_fail_at(r->error, status, r->name, r->bytes, (size_t)(r->end - r->bytes), (size_t)(at - r->bytes), NULL,
                        "\"%.*s\" is %s", (int)(value.length > 60 ? 60 : value.length), value.at, what);
}

/* ---- days ---- */

static bool digits(const char *at, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!fosi_is_digit(at[i])) return false;
        *value = *value * 10 + (at[i] - '0');
    }
    return count != 0;
}

static int month_of(const char *at, size_t length)
{
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    for (int i = 0; i < 12; i++)
        if (length >= 3 && length <= strlen(months[i]) && memcmp(months[i], at, length) == 0) return i + 1;
    return 0;
}

/* "2026-11-20", "20 November 2026", "01/11/2026", "01/Nov/2026" */
static bool read_day(piece text, fos_date *day)
{
    char copy[40];
    int d, m, y;
    if (text.length >= sizeof copy) return false;
    memcpy(copy, text.at, text.length);
    copy[text.length] = '\0';
    if (fos_date_parse(copy, text.length, day, NULL) == FOS_STATUS_OK) return true;
    size_t one = strcspn(copy, " /"), two = one + (copy[one] != '\0') + strcspn(copy + one + (copy[one] != '\0'), " /");
    if (copy[one] == '\0' || copy[two] == '\0' || one > 2 || !digits(copy, one, &d)) return false;
    const char *month = copy + one + 1, *year = copy + two + 1;
    size_t size = two - one - 1;
    if (!(size <= 2 && digits(month, size, &m))) m = month_of(month, size);
    if (m == 0 || strlen(year) != 4 || !digits(year, 4, &y)) return false;
    *day = fos_date_make(y, m, d);
    return *day != FOS_DATE_ABSENT;
}

/* ---- one rate ---- */

/* `code_at` and `number_at` are where they stand in the file. */
static fos_status add(rates *r, piece code, const char *code_at, piece number, const char *number_at, fos_date day)
{
    char currency[4] = "";
    fos_decimal value;
    if (code.length != 3 || !fosi_is_upper(code.at[0]) || !fosi_is_upper(code.at[1]) || !fosi_is_upper(code.at[2]))
        return refuse(r, code_at, FOS_STATUS_INVALID_VALUE, "no currency, expected three capital letters", code);
    memcpy(currency, code.at, 3);
    if (fos_decimal_parse(number.at, number.length, &value, NULL) != FOS_STATUS_OK || value.coefficient <= 0)
        return refuse(r, number_at, FOS_STATUS_INVALID_VALUE, "no exchange rate, expected a number above 0", number);
    r->count++;
    if (day < r->first || day > r->last || strcmp(currency, r->base) == 0 || !fosi_currency_known(fosi_slice_of(currency)))
        return FOS_STATUS_OK;
    fos_exchange_rate rate = { .rate = value, .date = day, .series = r->series, .side = "mid", .source = r->source };
    memcpy(rate.from, r->base, 4);
    memcpy(rate.to, currency, 4);
    return r->take(r->user, &rate, r->error);
}

/* ---- XML ---- */

static const char *find(const char *at, const char *end, const char *words)
{
    size_t length = strlen(words);
    for (; (size_t)(end - at) >= length; at++) {
        at = memchr(at, words[0], (size_t)(end - at) - length + 1);
        if (at == NULL) return NULL;
        if (memcmp(at, words, length) == 0) return at;
    }
    return NULL;
}

/* The value of an attribute in a tag that ends at `end`. */
static bool attribute(const char *at, const char *end, const char *name, piece *value)
{
    size_t length = strlen(name);
    for (; (at = find(at, end, name)) != NULL; at += length) {
        if (!(at[-1] == ' ' || at[-1] == '\n' || at[-1] == '\t' || at[-1] == '\r') || end - at < (ptrdiff_t)length + 3) continue;
        if (at[length] != '=' || (at[length + 1] != '"' && at[length + 1] != '\'')) continue;
        const char *open = at + length + 2, *close = memchr(open, at[length + 1], (size_t)(end - open));
        if (close == NULL) return false;
        *value = (piece){ open, (size_t)(close - open) };
        return true;
    }
    return false;
}

static fos_status broken(rates *r, const char *at, const char *what)
{
    return refuse(r, at, FOS_STATUS_SYNTAX, what, (piece){ at, (size_t)(r->end - at) < 20 ? (size_t)(r->end - at) : 20 });
}

/* <Cube time='2026-11-20'><Cube currency='USD' rate='1.0876'/>…</Cube> */
static fos_status read_ecb_xml(rates *r)
{
    fos_date day = FOS_DATE_ABSENT;
    fos_status status = FOS_STATUS_OK;
    for (const char *at = r->bytes; status == FOS_STATUS_OK && (at = find(at, r->end, "<Cube")) != NULL;) {
        const char *close = memchr(at, '>', (size_t)(r->end - at));
        piece text, code, number;
        if (close == NULL) return broken(r, at, "a tag that does not end");
        if (attribute(at, close, "time", &text) && !read_day(text, &day))
            return refuse(r, text.at, FOS_STATUS_INVALID_VALUE, "no day", text);
        if (attribute(at, close, "currency", &code)) {
            if (day == FOS_DATE_ABSENT || !attribute(at, close, "rate", &number))
                return broken(r, at, "a rate without a day or number");
            status = add(r, code, code.at, number, number.at, day);
        }
        at = close;
    }
    return status;
}

static bool element(const char *at, const char *end, const char *name, piece *value)
{
    char open[32], close[32];
    snprintf(open, sizeof open, "<%s>", name);
    snprintf(close, sizeof close, "</%s>", name);
    const char *start = find(at, end, open), *stop = start == NULL ? NULL : find(start, end, close);
    if (stop == NULL) return false;
    *value = (piece){ start + strlen(open), (size_t)(stop - start) - strlen(open) };
    return true;
}

/* <exchangeRateMonthList Period="01/Nov/2026 to 30/Nov/2026"><exchangeRate>… */
static fos_status read_hmrc_xml(rates *r)
{
    const char *at = find(r->bytes, r->end, "<exchangeRateMonthList"), *close = memchr(at, '>', (size_t)(r->end - at));
    piece period, code, number;
    fos_date day;
    if (close == NULL || !(attribute(at, close, "Period", &period) || attribute(at, close, "period", &period)))
        return broken(r, at, "a list without its period");
    const char *to = find(period.at, period.at + period.length, " to ");
    if (to != NULL) period.length = (size_t)(to - period.at);
    if (!read_day(period, &day)) return refuse(r, period.at, FOS_STATUS_INVALID_VALUE, "no day", period);
    fos_status status = FOS_STATUS_OK;
    for (at = close; status == FOS_STATUS_OK && (at = find(at, r->end, "<exchangeRate>")) != NULL; at = close) {
        close = find(at, r->end, "</exchangeRate>");
        if (close == NULL || !element(at, close, "currencyCode", &code) || !element(at, close, "rateNew", &number))
            return broken(r, at, "a rate without its currency or number");
        status = add(r, code, code.at, number, number.at, day);
    }
    return status;
}

/* ---- CSV ---- */

#define MOST_COLUMNS 128

/* Only codes, numbers and days are read; what else there is may be in any encoding. */
static const fosi_record_rules rules = { .most_fields = MOST_COLUMNS, .longest = 65536, .any_text = true };

typedef struct table {
    rates *rates;
    fosi_records records;
    bool ecb, has_columns;
    uint32_t column_count;
    struct {
        char name[16]; /* what stands above each field, cut: a currency has three letters */
        const char *at;
    } columns[MOST_COLUMNS];
} table;

/* A field without spaces around it. Its bytes are those of the record; for a message its place in the file is wanted. */
static piece field(const table *t, uint32_t index)
{
    const char *text = fosi_record_text(&t->records, index);
    size_t length = strlen(text);
    while (*text == ' ')
        text++, length--;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return (piece){ text, length };
}

static const char *place(const table *t, uint32_t index) { return t->rates->bytes + t->records.fields[index].offset; }

static void keep_columns(table *t)
{
    for (uint32_t i = 0; i < t->records.count; i++) {
        piece name = field(t, i);
        size_t length = name.length < sizeof t->columns[i].name ? name.length : sizeof t->columns[i].name - 1;
        memcpy(t->columns[i].name, name.at, length);
        t->columns[i].name[length] = '\0';
        t->columns[i].at = place(t, i);
    }
    t->column_count = t->records.count;
    t->has_columns = true;
}

/* "Date, USD, JPY, …" and a line for each day; N/A where a currency was not quoted. */
static fos_status take_ecb(table *t)
{
    fos_date day;
    piece first = field(t, 0);
    if (first.length == 0) return FOS_STATUS_OK;
    if (!read_day(first, &day)) return refuse(t->rates, place(t, 0), FOS_STATUS_INVALID_VALUE, "no day", first);
    fos_status status = FOS_STATUS_OK;
    for (uint32_t i = 1; i < t->records.count && status == FOS_STATUS_OK; i++) {
        piece number = field(t, i);
        if (number.length == 0 || (number.length == 3 && memcmp(number.at, "N/A", 3) == 0)) continue;
        if (i >= t->column_count || t->columns[i].name[0] == '\0')
            return refuse(t->rates, place(t, i), FOS_STATUS_SYNTAX, "a rate without a currency above it", number);
        piece name = { t->columns[i].name, strlen(t->columns[i].name) };
        status = add(t->rates, name, t->columns[i].at, number, place(t, i), day);
    }
    return status;
}

/* Country, currency, code, units for one pound, first day, last day */
static fos_status take_hmrc(table *t)
{
    fos_date day;
    if (t->records.count < 5)
        return refuse(t->rates, place(t, 0), FOS_STATUS_SYNTAX, "the beginning of a line with too few fields", field(t, 0));
    if (!read_day(field(t, 4), &day)) return refuse(t->rates, place(t, 4), FOS_STATUS_INVALID_VALUE, "no day", field(t, 4));
    return add(t->rates, field(t, 2), place(t, 2), field(t, 3), place(t, 3), day);
}

static fos_status take_record(void *user, fos_error *error)
{
    table *t = user;
    (void)error; /* the rates have it */
    if (t->has_columns) return t->ecb ? take_ecb(t) : take_hmrc(t);
    keep_columns(t);
    return FOS_STATUS_OK;
}

static fos_status read_csv(rates *r, bool ecb)
{
    table t = { .rates = r, .ecb = ecb };
    fosi_records_init(&t.records, r->context, &rules);
    fos_status status = fosi_records_feed(&t.records, r->bytes, (size_t)(r->end - r->bytes), take_record, &t, r->error);
    if (status == FOS_STATUS_OK) status = fosi_records_end(&t.records, take_record, &t, r->error);
    fosi_records_done(&t.records);
    if (status != FOS_STATUS_OK) fosi_name_source(r->error, r->name);
    return status;
}

/* ---- which file it is ---- */

static bool starts(const rates *r, const char *words)
{
    size_t length = strlen(words);
    return (size_t)(r->end - r->bytes) >= length && memcmp(r->bytes, words, length) == 0;
}

static void of_ecb(rates *r)
{
    r->base = "EUR";
    r->series = "ecb.daily";
    r->source = "European Central Bank";
}

static void of_hmrc(rates *r)
{
    r->base = "GBP";
    r->series = "gb.hmrc.monthly";
    r->source = "HM Revenue & Customs";
}

static fos_status read_file(rates *r)
{
    if (starts(r, "\xef\xbb\xbf")) r->bytes += 3;
    if (starts(r, "<") && find(r->bytes, r->end, "<!") != NULL && find(r->bytes, r->end, "<!DOCTYPE") != NULL)
        return broken(r, find(r->bytes, r->end, "<!DOCTYPE"), "a document type, which is refused");
    if (starts(r, "<") && find(r->bytes, r->end, "<exchangeRateMonthList") != NULL) return of_hmrc(r), read_hmrc_xml(r);
    if (starts(r, "<") && find(r->bytes, r->end, "<Cube") != NULL) return of_ecb(r), read_ecb_xml(r);
    if (starts(r, "Date,") || starts(r, "\"Date\",")) return of_ecb(r), read_csv(r, true);
    if (starts(r, "Country") || starts(r, "\"Country")) return of_hmrc(r), read_csv(r, false);
    return fosi_fail_at(r->error, FOS_STATUS_SYNTAX, r->name, r->bytes, (size_t)(r->end - r->bytes), 0, NULL,
                        "no file of exchange rates, expected those of the ECB or of HMRC, as XML or CSV");
}

fos_status fosi_rates_read(const fos_context *context, const fos_source *file, fos_date first, fos_date last,
                           fosi_rate_taker *take, void *user, fos_error *error)
{
    rates r = { .context = context, .take = take, .user = user, .first = first, .last = last, .error = error };
    r.name = file->name;
    r.bytes = file->bytes;
    r.end = file->bytes + file->length;
    fos_status status = read_file(&r);
    if (status == FOS_STATUS_OK && r.count == 0)
        return fosi_fail_at(error, FOS_STATUS_SYNTAX, r.name, file->bytes, file->length, 0, NULL,
                            "the file holds no exchange rates");
    return status;
}

/* ---- requests ---- */

/* A law may read the rate of any of the four days, and the rate of a month stands from its first. */
void fosi_rates_days(const fos_request *request, fos_date *first, fos_date *last)
{
    const fos_date days[] = { request->date, request->sale_date, request->departure_date, request->arrival_date };
    *first = INT32_MAX;
    *last = FOS_DATE_ABSENT;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (days[i] == FOS_DATE_ABSENT) continue;
        if (days[i] < *first) *first = days[i];
        if (days[i] > *last) *last = days[i];
    }
    if (*last == FOS_DATE_ABSENT) *first = INT32_MIN, *last = INT32_MAX;
    if (*first > INT32_MIN + 40) *first -= 40;
}

static fos_status add_to_request(void *user, const fos_exchange_rate *rate, fos_error *error)
{
    fos_exchange_rate *added;
    fos_status status = fos_request_exchange_rate_add(user, &added, error);
    if (status == FOS_STATUS_OK) *added = *rate;
    return status;
}

fos_status fos_request_read_rates(fos_request *request, const char *name, const char *bytes, size_t length, fos_error *error)
{
    fos_date first, last;
    if (request == NULL || bytes == NULL) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a request and a file are needed");
    const fos_source file = { name, bytes, length };
    size_t before = request->exchange_rate_count;
    fosi_rates_days(request, &first, &last);
    fos_status status = fosi_rates_read(fosi_request_context(request), &file, first, last, add_to_request, request, error);
    if (status != FOS_STATUS_OK) request->exchange_rate_count = before; /* all of the file or nothing */
    return status;
}
