/* Per-thread state: the quote and comparison that are kept and reused, and the request that JSON is read into. */
#include <string.h>

#include <fos/json.h>
#include <fos/records.h>

#include "codec/records.h"
#include "library/library.h"
#include "quote/compare.h"
#include "quote/quote_elements.h"

struct fos_session {
    const fos_library *library;
    const fos_context *context;
    fosi_quote *quote;
    fosi_comparison *comparison; /* made when first asked for */
    fos_request *request;        /* of the JSON calls */
    fosi_lasting lasting;        /* of the records */
};

fos_session *fos_session_new(const fos_library *library, fos_error *error)
{
    if (library == NULL) {
        fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "fos_session_new needs a library");
        return NULL;
    }
    fos_session *session = fosi_allocate(library->context, sizeof *session);
    if (session == NULL) {
        fosi_fail_memory(error);
        return NULL;
    }
    memset(session, 0, sizeof *session);
    session->library = library;
    session->context = library->context;
    fosi_lasting_init(&session->lasting, library->context);
    session->quote = fosi_quote_new(library->context);
    if (session->quote != NULL) return session;
    fosi_release(library->context, session);
    fosi_fail_memory(error);
    return NULL;
}

void fos_session_free(fos_session *session)
{
    if (session == NULL) return;
    fosi_quote_free(session->quote);
    fosi_comparison_free(session->comparison);
    fos_request_free(session->request);
    fosi_lasting_done(&session->lasting);
    fosi_release(session->context, session);
}

const fos_library *fosi_session_library(const fos_session *session) { return session->library; }

static fos_status find_regime(const fos_session *session, const fos_request *request, const struct fos_regime **regime,
                              fos_error *error)
{
    const fos_consignment *c = request->consignment;
    *regime = fos_library_regime_for(session->library, c->destination_country, c->destination_subdivision);
    if (*regime != NULL) return FOS_STATUS_OK;
    fosi_fail(error, FOS_STATUS_NO_REGIME, "no regime for the destination \"%s\" is loaded", c->destination_country);
    fosi_point(error, "/consignment/destination_country");
    return FOS_STATUS_NO_REGIME;
}

/* The regime's own tariff, and those of others that its rules name. */
static fosi_tariffs tariffs_of(const fos_session *session, const struct fos_regime *regime)
{
    fosi_tariffs tariffs = { { fos_library_tariff(session->library, regime->id) } };
    for (uint32_t i = 1; i < regime->tariff_count; i++)
        tariffs.of[i] = fos_library_tariff(session->library, regime->tariffs[i]);
    return tariffs;
}

/* The request was checked, by the caller's side or by the reader. */
static fos_status quote_checked(fos_session *session, const fos_request *request, const fos_quote **quote, fos_error *error)
{
    const struct fos_regime *regime;
    fos_status status = find_regime(session, request, &regime, error);
    if (status != FOS_STATUS_OK) return status;
    fosi_choice choice = { FOSI_NONE, request->approach, tariffs_of(session, regime) };
    status = fosi_quote_compute(session->quote, regime, request, &choice, error);
    if (status == FOS_STATUS_OK) *quote = &session->quote->view;
    return status;
}

static fos_status compare_checked(fos_session *session, const fos_request *request, const fos_comparison **comparison,
                                  fos_error *error)
{
    const struct fos_regime *regime;
    fos_status status = find_regime(session, request, &regime, error);
    if (status != FOS_STATUS_OK) return status;
    if (session->comparison == NULL) session->comparison = fosi_comparison_new(session->context);
    if (session->comparison == NULL) return fosi_fail_memory(error);
    fosi_tariffs tariffs = tariffs_of(session, regime);
    status = fosi_comparison_compute(session->comparison, regime, &tariffs, request, error);
    if (status == FOS_STATUS_OK) *comparison = &session->comparison->view;
    return status;
}

fos_status fos_session_quote(fos_session *session, const fos_request *request, const fos_quote **quote, fos_error *error)
{
    if (session == NULL || request == NULL || quote == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "fos_session_quote needs a session, a request and a place for the quote");
    fos_status status = fos_request_check(request, error);
    return status == FOS_STATUS_OK ? quote_checked(session, request, quote, error) : status;
}

fos_status fos_session_compare(fos_session *session, const fos_request *request, const fos_comparison **comparison,
                               fos_error *error)
{
    if (session == NULL || request == NULL || comparison == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT,
                         "fos_session_compare needs a session, a request and a place for the comparison");
    fos_status status = fos_request_check(request, error);
    return status == FOS_STATUS_OK ? compare_checked(session, request, comparison, error) : status;
}

/* ---- JSON to JSON ---- */

static fos_status read_request(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                               fos_error *error)
{
    if (session == NULL || bytes == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "a session and a document are needed");
    if (session->request == NULL) session->request = fos_request_new(session->context, error);
    if (session->request == NULL) return FOS_STATUS_NO_MEMORY;
    return fos_request_read_json(session->request, bytes, length, options, error);
}

/* Errors of the computation carry the document's name, as those of the reader do. */
static fos_status named(fos_status status, const fos_read_options *options, fos_error *error)
{
    if (status == FOS_STATUS_OK || error == NULL || error->struct_size != sizeof *error || error->source[0] != '\0')
        return status;
    const char *name = options != NULL && options->source != NULL ? options->source : "request";
    size_t length = strlen(name);
    if (length >= sizeof error->source) length = sizeof error->source - 1;
    memcpy(error->source, name, length);
    error->source[length] = '\0';
    return status;
}

static fos_status no_buffers(fos_error *error)
{
    return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the buffers for records and for texts are needed");
}

fos_status fos_session_quote_json(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                                  fos_buffer *out, fos_error *error)
{
    const fos_quote *quote = NULL;
    fos_status status = read_request(session, bytes, length, options, error);
    if (status == FOS_STATUS_OK) status = named(quote_checked(session, session->request, &quote, error), options, error);
    return status == FOS_STATUS_OK ? fos_quote_write_json(quote, out, error) : status;
}

fos_status fos_session_quote_records(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                                     fos_buffer *records, fos_buffer *texts, fos_error *error)
{
    const fos_quote *quote = NULL;
    if (records == NULL || texts == NULL) return no_buffers(error);
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    fos_status status = read_request(session, bytes, length, options, error);
    if (status == FOS_STATUS_OK) status = named(quote_checked(session, session->request, &quote, error), options, error);
    if (status != FOS_STATUS_OK) return status;
    return fosi_records_write(&fosi_class_quote, quote, &session->lasting, records, texts, error);
}

fos_status fos_session_compare_records(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                                       fos_buffer *records, fos_buffer *texts, fos_error *error)
{
    const fos_comparison *comparison = NULL;
    if (records == NULL || texts == NULL) return no_buffers(error);
    fos_buffer_clear(records);
    fos_buffer_clear(texts);
    fos_status status = read_request(session, bytes, length, options, error);
    if (status == FOS_STATUS_OK) status = named(compare_checked(session, session->request, &comparison, error), options, error);
    if (status != FOS_STATUS_OK) return status;
    return fosi_records_write(&fosi_class_comparison, comparison, &session->lasting, records, texts, error);
}

fos_lasting_texts fos_session_lasting_texts(const fos_session *session)
{
    static const fos_lasting_texts none = { 0, 0, "", NULL };
    if (session == NULL || session->lasting.count == 0) return none;
    const fosi_lasting *of = &session->lasting;
    return (fos_lasting_texts){ of->generation, of->count, of->bytes.data, (const uint32_t *)(const void *)of->ends.data };
}

fos_status fos_session_compare_json(fos_session *session, const char *bytes, size_t length, const fos_read_options *options,
                                    fos_buffer *out, fos_error *error)
{
    const fos_comparison *comparison = NULL;
    fos_status status = read_request(session, bytes, length, options, error);
    if (status == FOS_STATUS_OK) status = named(compare_checked(session, session->request, &comparison, error), options, error);
    return status == FOS_STATUS_OK ? fos_comparison_write_json(comparison, out, error) : status;
}
