/* See bridge.h. */
#include "bridge.h"

#include <stdlib.h>
#include <string.h>

fos_library *fosgo_open(const fos_context *context, const char *directory, const fos_source *files, size_t count,
                        const fos_source *tariffs, size_t tariff_count, int only_given, fos_error *error)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;
    options.regimes_directory = directory;
    options.regimes = files;
    options.regime_count = count;
    options.tariffs = tariffs;
    options.tariff_count = tariff_count;
    options.only_given = only_given;
    return fos_library_open(context, &options, error);
}

fos_limits fosgo_limits(void)
{
    fos_limits limits = FOS_LIMITS_INIT;
    return limits;
}

static void begin(fosgo_worker *worker)
{
    static const fos_error none = FOS_ERROR_INIT;
    worker->error.struct_size = none.struct_size;
    worker->error.status = FOS_STATUS_OK;
    worker->error.line = worker->error.column = 0;
    worker->error.offset = 0;
    worker->error.source[0] = worker->error.pointer[0] = worker->error.text[0] = '\0';
    worker->data = NULL;
    worker->size = 0;
    fos_buffer_clear(worker->out);
}

static fos_status end(fosgo_worker *worker, fos_status status)
{
    if (status == FOS_STATUS_OK) {
        worker->data = fos_buffer_data(worker->out);
        worker->size = fos_buffer_size(worker->out);
    } else if (worker->error.status == FOS_STATUS_OK) {
        worker->error.status = status;
    }
    return status;
}

fosgo_worker *fosgo_worker_new(const fos_context *context, const fos_library *library, const fos_limits *limits, fos_error *error)
{
    fosgo_worker *worker = calloc(1, sizeof *worker);
    if (worker == NULL) {
        error->status = FOS_STATUS_NO_MEMORY;
        return NULL;
    }
    static const fos_read_options reading = FOS_READ_OPTIONS_INIT;
    worker->reading = reading;
    worker->reading.limits = *limits;
    worker->session = fos_session_new(library, error);
    worker->request = worker->session != NULL ? fos_request_new(context, error) : NULL;
    worker->out = worker->request != NULL ? fos_buffer_new(context) : NULL;
    worker->texts = worker->out != NULL ? fos_buffer_new(context) : NULL;
    if (worker->texts != NULL) return worker;
    if (error->status == FOS_STATUS_OK) error->status = FOS_STATUS_NO_MEMORY;
    fosgo_worker_free(worker);
    return NULL;
}

void fosgo_worker_free(fosgo_worker *worker)
{
    if (worker == NULL) return;
    fos_buffer_free(worker->texts);
    fos_buffer_free(worker->out);
    fos_request_free(worker->request);
    fos_session_free(worker->session);
    free(worker);
}

fos_status fosgo_quote(fosgo_worker *worker, const char *bytes, size_t length)
{
    begin(worker);
    return end(worker, fos_session_quote_json(worker->session, bytes, length, &worker->reading, worker->out, &worker->error));
}

fos_status fosgo_compare(fosgo_worker *worker, const char *bytes, size_t length)
{
    begin(worker);
    return end(worker, fos_session_compare_json(worker->session, bytes, length, &worker->reading, worker->out, &worker->error));
}

static fos_status end_records(fosgo_worker *worker, fos_status status)
{
    worker->texts_data = fos_buffer_data(worker->texts);
    worker->texts_size = fos_buffer_size(worker->texts);
    worker->lasting = fos_session_lasting_texts(worker->session);
    return end(worker, status);
}

fos_status fosgo_quote_records(fosgo_worker *worker, const char *bytes, size_t length)
{
    begin(worker);
    return end_records(worker, fos_session_quote_records(worker->session, bytes, length, &worker->reading, worker->out,
                                                         worker->texts, &worker->error));
}

fos_status fosgo_compare_records(fosgo_worker *worker, const char *bytes, size_t length)
{
    begin(worker);
    return end_records(worker, fos_session_compare_records(worker->session, bytes, length, &worker->reading, worker->out,
                                                           worker->texts, &worker->error));
}

static fos_status write_text(fosgo_worker *worker, const char *locale, int compare)
{
    const fos_quote *quote = NULL;
    const fos_comparison *comparison = NULL;
    fos_status status;
    if (compare) {
        status = fos_session_compare(worker->session, worker->request, &comparison, &worker->error);
        if (status != FOS_STATUS_OK) return status;
        return fos_comparison_write_text(comparison, locale, worker->out, &worker->error);
    }
    status = fos_session_quote(worker->session, worker->request, &quote, &worker->error);
    return status == FOS_STATUS_OK ? fos_quote_write_text(quote, locale, worker->out, &worker->error) : status;
}

fos_status fosgo_text(fosgo_worker *worker, const char *bytes, size_t length, const char *tag, size_t tag_length, int compare)
{
    char locale[64] = "";
    begin(worker);
    if (tag_length >= sizeof locale) tag_length = sizeof locale - 1; /* longer than any tag: refused as it stands */
    memcpy(locale, tag, tag_length);
    fos_status status = fos_request_read_json(worker->request, bytes, length, &worker->reading, &worker->error);
    if (status == FOS_STATUS_OK) status = write_text(worker, tag_length != 0 ? locale : NULL, compare);
    return end(worker, status);
}

fosgo_batch *fosgo_batch_new(const fos_context *context, const fos_library *library, const fos_limits *limits, uint32_t jobs,
                             const char *source, fos_error *error)
{
    static const fos_error none = FOS_ERROR_INIT;
    static const fos_batch_counts zero = FOS_BATCH_COUNTS_INIT;
    fos_batch_options options = FOS_BATCH_OPTIONS_INIT;
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.limits = *limits;
    options.jobs = jobs;
    options.reading = &reading;
    fosgo_batch *batch = calloc(1, sizeof *batch);
    if (batch != NULL) batch->source = malloc(strlen(source) + 1);
    if (batch != NULL && batch->source != NULL) {
        strcpy(batch->source, source);
        reading.source = source[0] != '\0' ? batch->source : NULL;
        batch->put_error = batch->take_error = none;
        batch->counts = zero;
        batch->out = fos_buffer_new(context);
        batch->batch = batch->out != NULL ? fos_batch_new(library, &options, error) : NULL;
        if (batch->batch != NULL) return batch;
    }
    if (error->status == FOS_STATUS_OK) error->status = FOS_STATUS_NO_MEMORY;
    fosgo_batch_free(batch);
    return NULL;
}

void fosgo_batch_free(fosgo_batch *batch)
{
    if (batch == NULL) return;
    fos_batch_free(batch->batch);
    fos_buffer_free(batch->out);
    free(batch->source);
    free(batch);
}

fos_status fosgo_batch_put(fosgo_batch *batch, const char *bytes, size_t length)
{
    return fos_batch_put(batch->batch, bytes, length, &batch->taken, &batch->put_error);
}

fos_status fosgo_batch_take(fosgo_batch *batch)
{
    fos_buffer_clear(batch->out);
    return fos_batch_take(batch->batch, batch->out, &batch->counts, &batch->more, &batch->take_error);
}

fos_status fosgo_treatments(fosgo_worker *worker, const char *bytes, size_t length)
{
    begin(worker);
    fos_status status = fos_request_read_json(worker->request, bytes, length, &worker->reading, &worker->error);
    if (status == FOS_STATUS_OK)
        status = fos_session_options_json(worker->session, worker->request, worker->out, &worker->error);
    return end(worker, status);
}

fos_status fosgo_convert(fosgo_worker *worker, const fos_context *context, const char *bytes, size_t length, const char *from,
                         const char *to, const char *source, const char *fit, const fos_profiles *profiles, fos_date date,
                         int with_quote)
{
    fos_convert_options options = FOS_CONVERT_OPTIONS_INIT;
    fos_read_options reading = worker->reading;
    reading.source = source;
    options.reading = &reading;
    options.date = date;
    options.fit = fit;
    options.profiles = profiles;
    options.session = with_quote ? worker->session : NULL;
    begin(worker);
    fos_buffer_clear(worker->texts);
    return end(worker, fos_convert(context, from, to, bytes, length, &options, worker->out, worker->texts, &worker->error));
}

fos_status fosgo_rates(const fos_context *context, const fos_date *days, size_t count, const char *name, const char *bytes,
                       size_t length, fos_buffer *out, fos_error *error)
{
    fos_request *request = fos_request_new(context, error);
    if (request == NULL) return FOS_STATUS_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        if (days[i] == FOS_DATE_ABSENT) continue;
        if (request->date == FOS_DATE_ABSENT || days[i] > request->date) request->date = days[i];
        if (request->sale_date == FOS_DATE_ABSENT || days[i] < request->sale_date) request->sale_date = days[i];
    }
    fos_status status = fos_request_read_rates(request, name, bytes, length, error);
    if (status == FOS_STATUS_OK) status = fos_request_write_json(request, out, error);
    fos_request_free(request);
    return status;
}

fos_status fosgo_fit(const fos_context *context, const char *bytes, size_t length, const fos_fit_limit *limits, size_t count,
                     fos_fitter *fitter, fos_buffer *out, fos_error *error)
{
    fos_request *request = fos_request_new(context, error);
    if (request == NULL) return FOS_STATUS_NO_MEMORY;
    fos_status status = fos_request_read_json(request, bytes, length, NULL, error);
    if (status == FOS_STATUS_OK) status = fos_request_fit(request, limits, count, fitter, error);
    if (status == FOS_STATUS_OK) status = fos_request_write_json(request, out, error);
    fos_request_free(request);
    return status;
}

static void tell(void *user, const fos_error *why)
{
    fosgo_import *importing = user;
    if (importing->told_count == importing->told_room) {
        size_t room = importing->told_room == 0 ? 16 : 2 * importing->told_room;
        fos_error *told = realloc(importing->told, room * sizeof *told);
        if (told == NULL) {
            importing->lost = 1;
            return;
        }
        importing->told = told;
        importing->told_room = room;
    }
    importing->told[importing->told_count++] = *why;
}

fosgo_import *fosgo_import_new(const fos_context *context, const char *form, const char *name, const char *id,
                               const char *currency, const char *data_version, const char *source, fos_error *error)
{
    fos_tariff_head head = FOS_TARIFF_HEAD_INIT;
    fos_import_options options = FOS_IMPORT_OPTIONS_INIT;
    fosgo_import *importing = calloc(1, sizeof *importing);
    if (importing == NULL) {
        error->status = FOS_STATUS_NO_MEMORY;
        return NULL;
    }
    head.id = id;
    head.currency = currency;
    head.data_version = data_version;
    head.source = source;
    options.form = form;
    options.name = name;
    options.head = &head;
    options.skipped = tell;
    options.user = importing;
    importing->import = fos_import_new(context, &options, error);
    if (importing->import != NULL) return importing;
    if (error->status == FOS_STATUS_OK) error->status = FOS_STATUS_NO_MEMORY;
    free(importing);
    return NULL;
}

void fosgo_import_free(fosgo_import *importing)
{
    fos_import_free(importing->import);
    free(importing->told);
    free(importing);
}

fos_status fosgo_import_feed(fosgo_import *importing, const char *bytes, size_t length, fos_error *error)
{
    fos_status status = fos_import_feed(importing->import, bytes, length, error);
    return status == FOS_STATUS_OK && importing->lost ? FOS_STATUS_NO_MEMORY : status;
}

fos_status fosgo_import_finish(fosgo_import *importing, fos_buffer *out, fos_error *error)
{
    fos_status status = fos_import_finish(importing->import, out, error);
    return status == FOS_STATUS_OK && importing->lost ? FOS_STATUS_NO_MEMORY : status;
}
