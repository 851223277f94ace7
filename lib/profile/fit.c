/* What the rows of a profile say of formats and characters, as limits that a request is fitted to. */
#include <fos/fit.h>

#include "dataset/request.h"
#include "profile/report.h"

/* Rows of identifiers of a scheme say nothing of the others that stand at the same place. */
static bool limits(const fosi_profile_row *row, fos_date date)
{
    return row->scheme_count == 0 && fosi_in_force(date, row->from, row->until);
}

fos_status fos_profile_fit(const fos_profile *profile, fos_request *request, fos_date date, fos_fitter *fitter, fos_error *error)
{
    if (profile == NULL || request == NULL || fitter == NULL)
        return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "the profile, the request or the fitter is NULL");
    if (date == FOS_DATE_ABSENT) date = request->date;
    if (date == FOS_DATE_ABSENT) return fosi_fail(error, FOS_STATUS_INVALID_ARGUMENT, "there is no day to go by");
    const fos_context *context = fosi_request_context(request);
    size_t most = 1, count = 0;
    for (uint32_t i = 0; i < profile->row_count; i++)
        most += profile->rows[i].place_count;
    fos_fit_limit *all = fosi_allocate(context, most * sizeof *all);
    if (all == NULL) return fosi_fail_memory(error);
    for (uint32_t i = 0; i < profile->row_count; i++) {
        const fosi_profile_row *row = &profile->rows[i];
        for (uint32_t j = 0; j < row->place_count && limits(row, date); j++) {
            fos_fit_limit limit = { row->places[j].name, row->format.text, (fos_characters)row->characters };
            all[count++] = limit;
        }
    }
    fos_status status = fos_request_fit(request, all, count, fitter, error);
    fosi_release(context, all);
    return status;
}
