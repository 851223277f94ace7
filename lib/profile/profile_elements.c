/* The element tables of validations and surveys, which JSON is written by. */
#include "dataset/codes.h"
#include "profile/profile.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))

/* ---- finding ---- */

#define AT(field) .offset = offsetof(fos_finding, field)
#define TEXT(field, what)                                                                                                        \
    {                                                                                                                            \
        FOSI_NAME(#field), .kind = FOSI_ELEMENT_TEXT, AT(field), .definition = (what)                                            \
    }
static const fosi_element finding_rows[] = {
    { FOSI_NAME("severity"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_REQUIRED, AT(severity), .words = fosi_words_severity,
      .definition = "How much it weighs." },
    { FOSI_NAME("kind"), .kind = FOSI_ELEMENT_CHOICE, .flags = FOSI_REQUIRED, AT(kind), .words = fosi_words_finding_kind,
      .definition = "What it is about." },
    TEXT(rule, "Id of the row, condition or shared check; data for faults of the document itself."),
    TEXT(element, "Place of the element in the data set."),
    TEXT(pointer, "JSON Pointer of the value, or of where it would stand."),
    TEXT(label, "What the administration calls the element."),
    TEXT(value, "The value as it was given."),
    TEXT(expected, "What was expected."),
    TEXT(because, "Why, in one sentence."),
    { FOSI_NAME("roles"), .kind = FOSI_ELEMENT_TEXT_LIST, AT(roles), .definition = "Stakeholders that can supply it." },
    TEXT(source, "Where the rule was read."),
    { FOSI_NAME("confidence"), .kind = FOSI_ELEMENT_CHOICE, AT(confidence), .words = fosi_words_confidence,
      .definition = "How sure the rule is." },
};
#undef TEXT
#undef AT
static const fosi_class class_finding = { .name = "finding",
                                          .definition = "Something that is missing, wrong or open.",
                                          .size = sizeof(fos_finding),
                                          .elements = finding_rows,
                                          .count = COUNT(finding_rows) };

/* ---- validation ---- */

#define AT(field) .offset = offsetof(fos_validation, field)
static const fosi_element validation_rows[] = {
    { FOSI_NAME("profile"), .kind = FOSI_ELEMENT_TEXT, .flags = FOSI_REQUIRED, AT(profile), .definition = "Id of the profile." },
    { FOSI_NAME("title"), .kind = FOSI_ELEMENT_TEXT, AT(title), .definition = "Its title." },
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, AT(date), .definition = "The day for which it was checked." },
    { FOSI_NAME("state"), .kind = FOSI_ELEMENT_CHOICE, AT(state), .words = fosi_words_readiness,
      .definition = "Whether the filing can be made." },
    { FOSI_NAME("otherwise"), .kind = FOSI_ELEMENT_CHOICE, AT(otherwise), .words = fosi_words_readiness,
      .definition = "Of a filing that is not for this consignment: whether it could be made if it were." },
    { FOSI_NAME("errors"), .kind = FOSI_ELEMENT_INTEGER, AT(error_count), .definition = "How many errors; absent for none." },
    { FOSI_NAME("warnings"), .kind = FOSI_ELEMENT_INTEGER, AT(warning_count),
      .definition = "How many warnings; absent for none." },
    { FOSI_NAME("notes"), .kind = FOSI_ELEMENT_INTEGER, AT(note_count), .definition = "How many notes; absent for none." },
    { FOSI_NAME("left_out"), .kind = FOSI_ELEMENT_INTEGER, AT(left_out),
      .definition = "How many of these are not in the list, which holds 10,000; absent for none." },
    { FOSI_NAME("findings"), .kind = FOSI_ELEMENT_LIST, .flags = FOSI_ALWAYS, AT(findings), .of = &class_finding,
      .definition = "Everything that was found." },
};
#undef AT
const fosi_class fosi_class_validation = { .name = "validation",
                                           .definition = "What was found about a request under one profile.",
                                           .size = sizeof(fos_validation),
                                           .elements = validation_rows,
                                           .count = COUNT(validation_rows) };

/* ---- survey ---- */

#define AT(field) .offset = offsetof(fos_survey, field)
static const fosi_element survey_rows[] = {
    { FOSI_NAME("date"), .kind = FOSI_ELEMENT_DATE, AT(date), .definition = "The day for which it was checked." },
    { FOSI_NAME("profiles"), .kind = FOSI_ELEMENT_LIST, .flags = FOSI_ALWAYS, AT(validations), .of = &fosi_class_validation,
      .definition = "One validation for every profile, in order of id." },
};
#undef AT
const fosi_class fosi_class_survey = { .name = "survey",
                                       .definition = "Which filings could be made, and what is missing for each.",
                                       .size = sizeof(fos_survey),
                                       .elements = survey_rows,
                                       .count = COUNT(survey_rows) };
