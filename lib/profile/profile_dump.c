/* What a profile says, and its rules as lines: a change of the data shows as a changed line. */
#include <string.h>

#include "dataset/codes.h"
#include "profile/report.h"

const char *fos_profile_id(const fos_profile *profile) { return profile->plan->id; }
const char *fos_profile_title(const fos_profile *profile) { return profile->title; }
const char *fos_profile_authority(const fos_profile *profile) { return profile->authority; }
const char *fos_profile_filing(const fos_profile *profile) { return profile->filing; }
const char *fos_profile_note(const fos_profile *profile) { return profile->note; }
uint32_t fos_profile_lodgers(const fos_profile *profile) { return profile->lodgers; }
fos_date fos_profile_from(const fos_profile *profile) { return profile->from; }
fos_date fos_profile_until(const fos_profile *profile) { return profile->until; }
fos_date fos_profile_reviewed(const fos_profile *profile) { return profile->plan->reviewed; }
const char *fos_profile_data_version(const fos_profile *profile) { return profile->plan->data_version; }
const char *fos_profile_digest(const fos_profile *profile) { return profile->plan->digest; }
const char *fos_profile_origin(const fos_profile *profile) { return profile->plan->origin; }

size_t fos_profile_rule_count(const fos_profile *profile)
{
    return (size_t)profile->row_count + profile->scope_count + profile->check_count;
}

size_t fos_profile_unverified_count(const fos_profile *profile)
{
    size_t count = 0;
    for (uint32_t i = 0; i < profile->row_count; i++)
        count += profile->rows[i].confidence >= FOS_CONFIDENCE_UNVERIFIED;
    for (uint32_t i = 0; i < profile->scope_count; i++)
        count += profile->scope[i].confidence >= FOS_CONFIDENCE_UNVERIFIED;
    for (uint32_t i = 0; i < profile->check_count; i++)
        count += profile->checks[i].confidence >= FOS_CONFIDENCE_UNVERIFIED;
    return count;
}

/* ---- lines ---- */

static void put_word(fos_buffer *out, const char *name, const char *value)
{
    if (value == NULL) return;
    fosi_buffer_format(out, " %s=", name);
    fosi_buffer_text(out, value);
}

static void put_quoted(fos_buffer *out, const char *name, const char *value)
{
    if (value == NULL) return;
    fosi_buffer_format(out, " %s=\"", name);
    fosi_buffer_text(out, value);
    fosi_buffer_char(out, '"');
}

static void put_list(fos_buffer *out, const char *name, const char *const *texts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0) fosi_buffer_format(out, " %s=", name);
        if (i > 0) fosi_buffer_char(out, '|');
        fosi_buffer_text(out, texts[i]);
    }
}

static void put_days(fos_buffer *out, fos_date from, fos_date until)
{
    if (from != FOS_DATE_ABSENT) {
        fosi_buffer_text(out, " from=");
        fosi_buffer_date(out, from);
    }
    if (until == FOS_DATE_ABSENT) return;
    fosi_buffer_text(out, " until=");
    fosi_buffer_date(out, until);
}

static void put_trust(fos_buffer *out, const fos_profile *profile, uint32_t source, fos_confidence confidence)
{
    put_word(out, "source", source == FOSI_NONE ? NULL : profile->plan->sources[source].id);
    if (confidence != FOS_CONFIDENCE_CONFIRMED) put_word(out, "confidence", fosi_words_confidence[confidence]);
    fosi_buffer_char(out, '\n');
}

static void put_row(fos_buffer *out, const fos_profile *profile, const fosi_profile_row *row)
{
    fosi_buffer_format(out, "row %s %s", row->id, fosi_words_row_need[row->need]);
    for (uint32_t i = 0; i < row->place_count; i++) {
        if (row->place_count > 1 || strcmp(row->places[i].name, row->id) != 0)
            put_word(out, i == 0 ? "element" : "or", row->places[i].name);
    }
    put_quoted(out, "when", row->when_text);
    put_word(out, "format", row->format.text);
    if (row->characters > FOSI_CHARACTERS_ANY) put_word(out, "characters", fosi_words_characters[row->characters]);
    put_list(out, "scheme", row->schemes, row->scheme_count);
    put_list(out, "codes", row->codes, row->code_count);
    put_word(out, "code_list", row->code_list);
    if (row->least != 0) fosi_buffer_format(out, " min=%u", (unsigned)row->least);
    if (row->most != 0) fosi_buffer_format(out, " max=%u", (unsigned)row->most);
    put_quoted(out, "label", row->label);
    put_days(out, row->from, row->until);
    put_trust(out, profile, row->source, row->confidence);
}

static void put_condition(fos_buffer *out, const fos_profile *profile, const char *what, const fosi_condition *condition)
{
    fosi_buffer_format(out, "%s %s", what, condition->id);
    if (condition->severity != FOS_SEVERITY_ERROR) put_word(out, "severity", fosi_words_severity[condition->severity]);
    put_quoted(out, "that", condition->that_text);
    put_quoted(out, "when", condition->when_text);
    put_word(out, "element", condition->place != NULL ? condition->place->name : NULL);
    put_days(out, condition->from, condition->until);
    put_trust(out, profile, condition->source, condition->confidence);
}

fos_status fos_profile_dump(const fos_profile *profile, fos_buffer *out)
{
    if (profile == NULL || out == NULL) return FOS_STATUS_INVALID_ARGUMENT;
    size_t mark = out->size;
    fosi_buffer_format(out, "profile %s %s", profile->plan->id, profile->plan->currency);
    put_list(out, "territory", profile->plan->territory, profile->plan->territory_count);
    put_days(out, profile->from, profile->until);
    fosi_buffer_char(out, '\n');
    for (uint32_t i = 0; i < profile->scope_count; i++)
        put_condition(out, profile, "scope", &profile->scope[i]);
    for (uint32_t i = 0; i < profile->row_count; i++)
        put_row(out, profile, &profile->rows[i]);
    for (uint32_t i = 0; i < profile->check_count; i++)
        put_condition(out, profile, "check", &profile->checks[i]);
    for (size_t i = 0; fosi_quality_ids[i] != NULL; i++) {
        if ((profile->quality_off >> i & 1) != 0) fosi_buffer_format(out, "off %s\n", fosi_quality_ids[i]);
    }
    return fosi_buffer_finish(out, mark, NULL);
}
