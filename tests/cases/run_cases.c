/* The runner of all cases that are data: quotes with the embedded regimes, the needs of the rule language with a frozen
 * regime each, and broken regime files with the findings they must give. What a case may expect stands in README.md
 * beside this file; no case is known to the code. Prints one line a failure and one line of totals. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cases.h"

static void *meter_allocate(void *user, size_t size)
{
    meter *at = user;
    void *memory;

    if (at->countdown == 1) {
        at->refused = true;
        return NULL;
    }
    if (at->countdown > 1) at->countdown--;
    memory = malloc(size);
    if (memory != NULL) at->live++, at->made++;
    return memory;
}

static void meter_release(void *user, void *memory)
{
    meter *at = user;

    at->live--;
    free(memory);
}

void case_done(runner *run)
{
    if (run->failing)
        run->failed++;
    else
        run->passed++;
    run->failing = false;
}

/* Files and folders */

static char *file_read(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    long size;

    if (file == NULL) return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 && fseek(file, 0, SEEK_SET) == 0) {
        bytes = malloc((size_t)size + 1);
        if (bytes != NULL && fread(bytes, 1, (size_t)size, file) == (size_t)size) {
            bytes[size] = '\0';
            *length = (size_t)size;
        } else {
            free(bytes);
            bytes = NULL;
        }
    }
    (void)fclose(file);
    return bytes;
}

static bool file_write(const char *path, const char *bytes, size_t length)
{
    FILE *out = fopen(path, "wb");
    bool written = out != NULL && fwrite(bytes, 1, length, out) == length;

    return (out == NULL || fclose(out) == 0) && written;
}

static void path_join(char out[LINE], const char *folder, const char *name)
{
    int length = snprintf(out, LINE, "%s%s%s", folder, folder[0] != '\0' && folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    if (length < 0 || length >= LINE) out[0] = '\0'; /* too long to be a file */
}

static bool folder_holds(const char *folder, const char *name)
{
    char path[LINE];
    struct stat info;

    path_join(path, folder, name);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static bool path_is_folder(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static int by_name(const void *left, const void *right) { return strcmp(*(char *const *)left, *(char *const *)right); }

/* The entries of a folder, sorted; the caller frees each and the list. */
static char **folder_list(const char *folder, size_t *count)
{
    DIR *open_folder = opendir(folder);
    char **names = NULL;
    size_t room = 0;
    const struct dirent *entry;

    *count = 0;
    if (open_folder == NULL) return NULL;
    while ((entry = readdir(open_folder)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        if (*count == room) {
            char **more = realloc(names, (room = room * 2 + 16) * sizeof *names);
            if (more == NULL) break;
            names = more;
        }
        names[*count] = strdup(entry->d_name);
        if (names[*count] == NULL) break;
        (*count)++;
    }
    (void)closedir(open_folder);
    if (*count > 1) qsort(names, *count, sizeof *names, by_name);
    return names;
}

/* The plain CSV tariffs of a folder, by name. */
typedef struct tables {
    fos_source files[MOST_TABLES];
    char paths[MOST_TABLES][LINE];
    size_t count;
} tables;

static void tables_read(tables *all, const char *folder)
{
    size_t count = 0;
    char **names = folder_list(folder, &count);

    all->count = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        if (length > 4 && strcmp(names[i] + length - 4, ".csv") == 0 && all->count < MOST_TABLES) {
            fos_source *file = &all->files[all->count];
            path_join(all->paths[all->count], folder, names[i]);
            file->name = all->paths[all->count];
            file->bytes = file_read(file->name, &file->length);
            if (file->bytes != NULL) all->count++;
        }
        free(names[i]);
    }
    free(names);
}

static void tables_free(tables *all)
{
    for (size_t i = 0; i < all->count; i++)
        free((void *)(uintptr_t)all->files[i].bytes);
}

size_t value_end(const char *bytes, size_t length, size_t at)
{
    size_t depth = 0;
    bool inside = false;

    for (; at < length; at++) {
        char c = bytes[at];
        if (inside) {
            if (c == '\\')
                at++;
            else if (c == '"')
                inside = false;
            if (!inside && depth == 0) return at + 1;
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (--depth == 0) return at + 1;
        }
    }
    return length;
}

static fosi_tree *parse(runner *run, const char *source, const char *bytes, size_t length, fosi_document *document)
{
    fos_error error = FOS_ERROR_INIT;
    char line[LINE];

    if (fosi_json_parse(&run->arena, source, bytes, length, NULL, document, &error) == FOS_STATUS_OK) return document->root;
    (void)fos_error_format(&error, line, sizeof line);
    case_differs(run, "document", "well-formed JSON", line);
    return NULL;
}

/* Running one request */

static int exit_of(fos_status status, const fosi_tree *quote)
{
    if (status == FOS_STATUS_OK) return quote != NULL && strcmp(text_at(quote, "complete"), "true") == 0 ? 0 : 3;
    return status == FOS_STATUS_NO_REGIME || status == FOS_STATUS_NO_ROUTE ? 4 : 2;
}

static int exit_wanted(const fosi_tree *expect)
{
    const fosi_tree *given = fosi_tree_get(expect, "exit"), *complete = fosi_tree_get(expect, "complete");

    if (given != NULL) return text_of(given)[0] - '0';
    return fosi_tree_get(expect, "missing") != NULL || (complete != NULL && complete->kind == FOSI_TREE_FALSE) ? 3 : 0;
}

static void expect_says(runner *run, const fosi_tree *expect, const fos_error *error)
{
    char line[LINE];

    (void)fos_error_format(error, line, sizeof line);
    for (const fosi_tree *word = first_of(expect, "says"); word != NULL; word = word->next) {
        if (strstr(line, text_of(word)) == NULL) case_differs(run, "error", text_of(word), line);
    }
}

/* The offer that `auto` takes must be among those compared, with the same totals. */
static void check_compare(runner *run, fos_session *session, const char *bytes, size_t length, const fosi_tree *quote)
{
    fos_error error = FOS_ERROR_INIT;
    fos_request *request = fos_request_new(run->context, &error);
    const fos_comparison *comparison = NULL;
    const fos_offer *own = NULL;
    char charges[FOS_DECIMAL_TEXT], line[LINE];

    /* While the route of an item is open, auto takes no offer. */
    for (const fosi_tree *item = first_of(quote, "items"); item != NULL; item = item->next) {
        const fosi_tree *route = fosi_tree_get(item, "route");
        if (route == NULL || route->kind == FOSI_TREE_NULL) {
            fos_request_free(request);
            return;
        }
    }
    if (request != NULL && fos_request_read_json(request, bytes, length, NULL, &error) == FOS_STATUS_OK &&
        fos_session_compare(session, request, &comparison, &error) == FOS_STATUS_OK) {
        for (size_t i = 0; i < comparison->offer_count; i++) {
            if (comparison->offers[i]->automatic == FOS_TRUTH_TRUE) own = comparison->offers[i];
        }
        if (own == NULL || own->quote == NULL) {
            case_differs(run, "comparison", "the offer that auto takes", "no such offer");
        } else {
            (void)fos_decimal_format(own->quote->totals.charges, charges);
            expect_text(run, "comparison", text_of(pointer_find(quote, "/totals/charges")), charges);
        }
    } else {
        (void)fos_error_format(&error, line, sizeof line);
        case_differs(run, "comparison", "done", line);
    }
    fos_request_free(request);
}

/* Twice more: the same bytes, and the last time nothing is allocated. */
static void check_again(runner *run, fos_session *session, const char *bytes, size_t length, const fos_buffer *first)
{
    fos_buffer *again = fos_buffer_new(run->context);
    char got[64];

    for (int i = 0; again != NULL && i < 2; i++) {
        size_t made = run->meter.made;
        fos_buffer_clear(again);
        if (fos_session_quote_json(session, bytes, length, NULL, again, NULL) != FOS_STATUS_OK ||
            strcmp(fos_buffer_data(first), fos_buffer_data(again)) != 0)
            case_differs(run, "again", "the same bytes", "others");
        (void)snprintf(got, sizeof got, "%zu", run->meter.made - made);
        if (i == 1) expect_text(run, "allocations of a third run", "0", got);
    }
    fos_buffer_free(again);
}

static void run_request(runner *run, fos_session *session, const char *bytes, size_t length, const fosi_tree *request,
                        const fosi_tree *expect)
{
    fos_error error = FOS_ERROR_INIT;
    fos_buffer *answer = fos_buffer_new(run->context);
    fos_status status =
        answer == NULL ? FOS_STATUS_NO_MEMORY : fos_session_quote_json(session, bytes, length, NULL, answer, &error);
    fosi_document document = { 0 };
    const fosi_tree *quote = NULL, *approach = fosi_tree_get(request, "approach");
    char wanted[16], got[LINE];

    if (status == FOS_STATUS_OK) quote = parse(run, "quote", fos_buffer_data(answer), fos_buffer_size(answer), &document);
    if (exit_of(status, quote) != exit_wanted(expect)) {
        size_t used = (size_t)snprintf(got, sizeof got, "%d ", exit_of(status, quote));
        (void)snprintf(wanted, sizeof wanted, "%d", exit_wanted(expect));
        if (status != FOS_STATUS_OK) (void)fos_error_format(&error, got + used, sizeof got - used);
        case_differs(run, "exit", wanted, got);
    }
    if (quote != NULL) {
        expect_quote(run, expect, quote);
        check_sums(run, quote);
        check_again(run, session, bytes, length, answer);
        if (approach == NULL || strcmp(text_of(approach), "auto") == 0) check_compare(run, session, bytes, length, quote);
    } else if (status != FOS_STATUS_OK) {
        expect_says(run, expect, &error);
    }
    fos_buffer_free(answer);
}

/* The same request with each allocation refused in turn: the status must say so, and nothing may leak. */
static void starve_request(runner *run, const fos_library *library, const char *bytes, size_t length)
{
    size_t live = run->meter.live;
    char got[64];

    for (size_t refuse = 1;; refuse++) {
        fos_session *session;
        fos_buffer *answer;
        fos_status status = FOS_STATUS_NO_MEMORY;
        bool refused;

        run->meter.countdown = refuse;
        run->meter.refused = false;
        session = fos_session_new(library, NULL);
        answer = fos_buffer_new(run->context);
        if (session != NULL && answer != NULL) status = fos_session_quote_json(session, bytes, length, NULL, answer, NULL);
        if (status == FOS_STATUS_OK) status = fos_session_compare_json(session, bytes, length, NULL, answer, NULL);
        run->meter.countdown = 0;
        refused = run->meter.refused;
        fos_buffer_free(answer);
        fos_session_free(session);
        (void)snprintf(got, sizeof got, "%s at allocation %zu", fos_status_name(status), refuse);
        if (refused && status != FOS_STATUS_NO_MEMORY && status != FOS_STATUS_OK)
            case_differs(run, "without memory", "no_memory", got);
        if (run->meter.live != live) case_differs(run, "without memory", "nothing leaked", got);
        if (!refused || run->meter.live != live) return;
    }
}

static void run_case(runner *run, const fos_library *library, const fosi_document *file, const fosi_tree *node, bool later)
{
    const fosi_tree *request = fosi_tree_get(node, "request"), *expect = fosi_tree_get(node, "expect");
    const fosi_tree *country = pointer_find(request, "/consignment/destination_country");
    fos_session *session;
    const char *bytes;
    size_t length;

    (void)snprintf(run->place, sizeof run->place, "%s: %s", file->source, text_at(node, "id"));
    if (later && fos_library_regime_for(library, text_of(country), NULL) == NULL) {
        run->skipped++;
        return;
    }
    if (request == NULL || expect == NULL) {
        case_differs(run, "case", "request and expect", "less");
        case_done(run);
        return;
    }
    bytes = file->bytes + request->offset;
    length = value_end(file->bytes, file->length, request->offset) - request->offset;
    session = fos_session_new(library, NULL);
    if (session == NULL)
        case_differs(run, "session", "a session", "nothing");
    else
        run_request(run, session, bytes, length, request, expect);
    fos_session_free(session);
    if (run->allocation_failures) starve_request(run, library, bytes, length);
    case_done(run);
}

/* Every case of a file; a file that is no list of requests is another suite's. */
static void run_file(runner *run, const fos_library *library, const char *path)
{
    size_t length = 0;
    char *bytes = file_read(path, &length);
    fosi_document document = { 0 };
    bool later = strcmp(base_name(path), "later.json") == 0;

    (void)snprintf(run->place, sizeof run->place, "%s", path);
    if (bytes == NULL) {
        case_differs(run, "file", "readable", "not read");
        case_done(run);
        return;
    }
    if (parse(run, path, bytes, length, &document) == NULL) {
        case_done(run);
    } else if (document.root->kind == FOSI_TREE_LIST && document.root->first != NULL &&
               document.root->first->kind == FOSI_TREE_OBJECT && fosi_tree_get(document.root->first, "request") != NULL) {
        for (const fosi_tree *node = document.root->first; node != NULL; node = node->next)
            run_case(run, library, &document, node, later);
        if (!run->allocation_failures) check_one_session(run, library, &document);
    }
    free(bytes);
    fosi_arena_reset(&run->arena);
}

/* Folders */

/* A library over one regime file, or over the embedded regimes when `file` is NULL, and tariffs. */
static fos_library *library_open(runner *run, const fos_source *file, const tables *given, fos_error *error)
{
    fos_library_options options = FOS_LIBRARY_OPTIONS_INIT;

    options.regimes = file;
    options.regime_count = file != NULL;
    options.only_given = file != NULL;
    options.tariffs = given == NULL ? NULL : given->files;
    options.tariff_count = given == NULL ? 0 : given->count;
    return fos_library_open(run->context, &options, error);
}

static void starve_library(runner *run, const fos_source *file, const tables *given)
{
    size_t live = run->meter.live;

    for (size_t refuse = 1;; refuse++) {
        fos_error error = FOS_ERROR_INIT;
        fos_library *library;
        bool refused;

        run->meter.countdown = refuse;
        run->meter.refused = false;
        library = library_open(run, file, given, &error);
        run->meter.countdown = 0;
        refused = run->meter.refused;
        if (refused && library == NULL && error.status != FOS_STATUS_NO_MEMORY)
            case_differs(run, "library without memory", "no_memory", error.text);
        fos_library_free(library);
        if (run->meter.live != live) case_differs(run, "library without memory", "nothing leaked", "a leak");
        if (!refused || run->failing) return;
    }
}

/* Cases with a regime of their own, with tariffs of their own, or with both. */
static void run_language(runner *run, const char *folder)
{
    static tables given;
    char path[LINE], line[LINE];
    fos_source file = { path, NULL, 0 };
    fos_error error = FOS_ERROR_INIT;
    fos_library *library;
    char *bytes;

    path_join(path, folder, "regime.json");
    (void)snprintf(run->place, sizeof run->place, "%s", folder);
    bytes = file_read(path, &file.length);
    file.bytes = bytes;
    tables_read(&given, folder);
    library = library_open(run, bytes == NULL ? NULL : &file, &given, &error);
    if (library == NULL) {
        (void)fos_error_format(&error, line, sizeof line);
        case_differs(run, "regime", "loaded", line);
        case_done(run);
    } else {
        char cases[LINE];
        if (run->allocation_failures && bytes != NULL) {
            starve_library(run, &file, &given);
            case_done(run);
        }
        path_join(cases, folder, "cases.json");
        run_file(run, library, cases);
    }
    fos_library_free(library);
    tables_free(&given);
    free(bytes);
}

static void findings_write(const fos_report *report, char *out, size_t size)
{
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < fos_report_count(report) && used < size; i++) {
        char line[LINE];
        (void)fos_error_format(fos_report_at(report, i), line, sizeof line);
        used += (size_t)snprintf(out + used, size - used, "%s%s\n", fos_report_is_warning(report, i) ? "warning: " : "", line);
    }
}

static void one_line(char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') *text = text[1] == '\0' ? '\0' : '|';
    }
}

/* A broken regime file must give exactly the findings that stand in expect.txt. */
static void run_bad_rules(runner *run, const char *folder)
{
    static char findings[16 * LINE];
    char path[LINE];
    size_t length = 0, expected_length = 0;
    char *bytes, *expected;
    fos_report *report = fos_report_new(run->context);

    (void)snprintf(run->place, sizeof run->place, "%s", folder);
    path_join(path, folder, "regime.json");
    bytes = file_read(path, &length);
    path_join(path, folder, "expect.txt");
    expected = file_read(path, &expected_length);
    if (bytes != NULL && expected != NULL && report != NULL) {
        fos_source file = { "regime.json", bytes, length };
        (void)fos_regime_check(run->context, &file, report);
        findings_write(report, findings, sizeof findings);
        if (run->record) {
            if (!file_write(path, findings, strlen(findings))) case_differs(run, "findings", "written", "not written");
        } else if (strcmp(findings, expected) != 0) {
            one_line(expected);
            one_line(findings);
            case_differs(run, "findings", expected, findings);
        }
    } else {
        case_differs(run, "files", "regime.json and expect.txt", "not read");
    }
    fos_report_free(report);
    free(bytes);
    free(expected);
    case_done(run);
}

/* The first line in which two texts differ. */
static void dump_differs(runner *run, const char *expected, const char *got)
{
    char left[LINE], right[LINE];
    size_t a = 0, b = 0;

    while (*expected != '\0' && *got != '\0') {
        a = strcspn(expected, "\n");
        b = strcspn(got, "\n");
        if (a != b || strncmp(expected, got, a) != 0) break;
        expected += expected[a] == '\n' ? a + 1 : a;
        got += got[b] == '\n' ? b + 1 : b;
    }
    (void)snprintf(left, sizeof left, "%.*s", (int)strcspn(expected, "\n"), expected);
    (void)snprintf(right, sizeof right, "%.*s", (int)strcspn(got, "\n"), got);
    case_differs(run, "dump", left, right);
}

/* The dump of each regime as it was recorded: a change of law must show as a changed line here. */
static void run_dumps(runner *run, const fos_library *library, const char *folder)
{
    for (size_t i = 0; i < fos_library_regime_count(library); i++) {
        const fos_regime *regime = fos_library_regime_at(library, i);
        fos_buffer *dump = fos_buffer_new(run->context);
        char name[LINE], path[LINE];
        size_t length = 0;
        char *recorded;

        (void)snprintf(name, sizeof name, "%s.txt", fos_regime_id(regime));
        path_join(path, folder, name);
        (void)snprintf(run->place, sizeof run->place, "%s", path);
        recorded = file_read(path, &length);
        if (dump == NULL || fos_regime_dump(regime, dump) != FOS_STATUS_OK)
            case_differs(run, "dump", "made", "not made");
        else if (run->record && !file_write(path, fos_buffer_data(dump), fos_buffer_size(dump)))
            case_differs(run, "dump", "written", "not written");
        else if (!run->record && recorded == NULL)
            case_differs(run, "dump", "recorded (--record)", "no such file");
        else if (!run->record && strcmp(recorded, fos_buffer_data(dump)) != 0)
            dump_differs(run, recorded, fos_buffer_data(dump));
        free(recorded);
        fos_buffer_free(dump);
        case_done(run);
    }
}

static void run_folder(runner *run, const fos_library *embedded, const char *folder)
{
    size_t count = 0;
    char **names;

    if (strcmp(base_name(folder), "dumps") == 0) {
        run_dumps(run, embedded, folder);
        return;
    }
    if (folder_holds(folder, "regime.json")) {
        if (folder_holds(folder, "expect.txt"))
            run_bad_rules(run, folder);
        else
            run_language(run, folder);
        return;
    }
    if (folder_holds(folder, "tariff.csv")) {
        run_language(run, folder);
        return;
    }
    names = folder_list(folder, &count);
    for (size_t i = 0; i < count; i++) {
        char path[LINE];
        size_t length = strlen(names[i]);
        path_join(path, folder, names[i]);
        if (path_is_folder(path))
            run_folder(run, embedded, path);
        else if (length > 5 && strcmp(names[i] + length - 5, ".json") == 0)
            run_file(run, embedded, path);
        free(names[i]);
    }
    free(names);
}

static int run_all(runner *run, int count, char **folders)
{
    fos_error error = FOS_ERROR_INIT;
    fos_library *embedded = library_open(run, NULL, NULL, &error);
    char line[LINE];

    if (embedded == NULL) {
        (void)fos_error_format(&error, line, sizeof line);
        (void)snprintf(run->place, sizeof run->place, "embedded regimes");
        case_differs(run, "library", "open", line);
        case_done(run);
    }
    for (int i = 0; embedded != NULL && i < count; i++) {
        if (path_is_folder(folders[i])) {
            run_folder(run, embedded, folders[i]);
        } else {
            (void)snprintf(run->place, sizeof run->place, "%s", folders[i]);
            case_differs(run, "folder", "a folder", "none");
            case_done(run);
        }
    }
    fos_library_free(embedded);
    printf("%zu passed, %zu failed, %zu skipped (no regime yet)\n", run->passed, run->failed, run->skipped);
    return run->failed == 0 && run->passed + run->skipped > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    static runner run;
    fos_allocator allocator = { &run.meter, meter_allocate, meter_release };
    int first = 1, result;

    for (; first < argc && argv[first][0] == '-'; first++) {
        if (strcmp(argv[first], "--allocation-failures") == 0)
            run.allocation_failures = true;
        else if (strcmp(argv[first], "--record") == 0)
            run.record = true;
        else
            first = argc;
    }
    if (first >= argc) {
        (void)fputs("usage: run_cases [--allocation-failures] [--record] FOLDER...\n", stderr);
        return 2;
    }
    run.context = fos_context_new(&allocator);
    if (run.context == NULL) return 2;
    fosi_arena_init(&run.arena, run.context);
    result = run_all(&run, argc - first, argv + first);
    fosi_arena_free(&run.arena);
    fos_context_free(run.context);
    if (run.meter.live != 0) {
        printf("FAIL memory: expected nothing alive at the end, got %zu blocks\n", run.meter.live);
        result = 1;
    }
    return result;
}
