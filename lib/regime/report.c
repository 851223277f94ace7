/* The list of findings. */
#include "regime/report.h"

#include <string.h>

#define MOST_FINDINGS 1000

fos_report *fos_report_new(const fos_context *context)
{
    fos_report *report = fosi_allocate(context, sizeof *report);
    if (report == NULL) return NULL;
    memset(report, 0, sizeof *report);
    report->context = context;
    return report;
}

void fos_report_free(fos_report *report)
{
    if (report == NULL) return;
    if (report->entries != NULL) fosi_release(report->context, report->entries);
    if (report->warnings != NULL) fosi_release(report->context, report->warnings);
    fosi_release(report->context, report);
}

static bool grow(fos_report *report)
{
    size_t capacity = report->capacity == 0 ? 4 : report->capacity * 2;
    fos_error *entries = fosi_allocate(report->context, capacity * sizeof *entries);
    unsigned char *warnings = fosi_allocate(report->context, capacity);
    if (entries == NULL || warnings == NULL) {
        if (entries != NULL) fosi_release(report->context, entries);
        if (warnings != NULL) fosi_release(report->context, warnings);
        report->failed = true;
        return false;
    }
    if (report->count > 0) {
        memcpy(entries, report->entries, report->count * sizeof *entries);
        memcpy(warnings, report->warnings, report->count);
        fosi_release(report->context, report->entries);
        fosi_release(report->context, report->warnings);
    }
    report->entries = entries;
    report->warnings = warnings;
    report->capacity = capacity;
    return true;
}

fos_error *fosi_report_add(fos_report *report, bool warning)
{
    if (report->count >= MOST_FINDINGS || (report->count == report->capacity && !grow(report))) {
        if (!warning) report->errors++;
        report->lost++;
        return NULL;
    }
    static const fos_error fresh = FOS_ERROR_INIT;
    report->entries[report->count] = fresh;
    report->warnings[report->count] = warning;
    if (!warning) report->errors++;
    return &report->entries[report->count++];
}

size_t fos_report_count(const fos_report *report) { return report->count; }
size_t fos_report_lost_count(const fos_report *report) { return report->lost; }
size_t fos_report_error_count(const fos_report *report) { return report->errors; }
const fos_error *fos_report_at(const fos_report *report, size_t index)
{
    return index < report->count ? &report->entries[index] : NULL;
}
int fos_report_is_warning(const fos_report *report, size_t index) { return index < report->count && report->warnings[index]; }
