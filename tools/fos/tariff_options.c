/* `fos tariff options`: the treatments that a tariff offers for each item of a request, with what each comes to and requires,
 * cheapest first. Each is a whole quote in which that treatment is claimed. */
#include "tariff_commands.h"

#include <stdlib.h>

typedef struct desk {
    fos_library *library;
    fos_session *session;
    fos_request *request;
    fos_buffer *out;
    char *bytes;
    size_t length;
} desk;

static bool open_desk(desk *d, const fos_context *context, const tariff_words *asked, fos_error *error)
{
    fos_read_options reading = FOS_READ_OPTIONS_INIT;
    reading.source = name_of_input(asked->operand);
    if (!read_document(asked->operand, &d->bytes, &d->length, error)) return false;
    d->library = open_tariffs(context, asked, error);
    d->session = d->library == NULL ? NULL : fos_session_new(d->library, error);
    d->request = d->session == NULL ? NULL : fos_request_new(context, error);
    d->out = fos_buffer_new(context);
    return d->request != NULL &&
           fos_request_read_json(d->request, d->bytes == NULL ? "" : d->bytes, d->length, &reading, error) == FOS_STATUS_OK;
}

static int run(const fos_context *context, const tariff_words *asked, fos_error *error)
{
    desk d = { .library = NULL };
    bool good = open_desk(&d, context, asked, error) && (asked->json ? fos_session_options_json : fos_session_options_text)(
                                                            d.session, d.request, d.out, error) == FOS_STATUS_OK;
    int result = good ? write_buffer(d.out) : -1;
    fos_buffer_free(d.out);
    fos_request_free(d.request);
    fos_session_free(d.session);
    fos_library_free(d.library);
    free(d.bytes);
    return result;
}

int tariff_options(const fos_context *context, int count, char **words)
{
    tariff_words asked = { .date = FOS_DATE_ABSENT, .operand = "-" };
    const option options[] = {
        { "--tariff", asked.tariffs, NULL, REPEATED },
        { "--regimes", &asked.regimes, NULL, ONCE },
        { "--format", &asked.format, NULL, ONCE },
    };
    command_line args = { "tariff options", options, sizeof options / sizeof options[0], &asked.operand, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("tariff options");
    int result = good && read_tariff_words(&asked, &error) ? run(context, &asked, &error) : -1;
    return result < 0 ? complain(context, &error, asked.json) : result;
}
