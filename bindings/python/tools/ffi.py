#!/usr/bin/env python3
"""Writes the C source of the extension module with cffi: ffi.py OUTPUT

The declarations are checked by the C compiler against the headers in include/fos and against src/bridge.c.
"""

import pathlib
import sys

import cffi

DECLARATIONS = """
typedef struct fos_context fos_context;
typedef struct fos_buffer fos_buffer;
typedef struct fos_library fos_library;
typedef struct fos_session fos_session;
typedef struct fos_request fos_request;
typedef struct fos_report fos_report;
typedef struct fos_regime fos_regime;
typedef int32_t fos_date;
typedef int... fos_status;

typedef struct fos_error {
    uint32_t struct_size;
    uint32_t line;
    uint32_t column;
    uint64_t offset;
    char source[...];
    char pointer[...];
    char text[...];
    ...;
} fos_error;

typedef struct { const char *name; const char *bytes; size_t length; ...; } fos_source;
typedef struct {
    uint32_t struct_size; const char *regimes_directory; const fos_source *regimes; size_t regime_count; int only_given;
    const fos_source *tariffs; size_t tariff_count; const char *const *tariff_files; size_t tariff_file_count; ...;
} fos_library_options;
typedef struct { uint32_t depth; uint64_t document; uint32_t items; uint32_t digits; ...; } fos_limits;

const char *fos_version(void);
int fos_locale_supported(void);
fos_context *fos_context_new(void *);
fos_buffer *fos_buffer_new(const fos_context *);
void fos_buffer_free(fos_buffer *);
void fos_buffer_clear(fos_buffer *);
const char *fos_buffer_data(const fos_buffer *);
size_t fos_buffer_size(const fos_buffer *);
size_t fos_library_regime_count(const fos_library *);
const fos_regime *fos_library_regime_at(const fos_library *, size_t);
const char *fos_regime_id(const fos_regime *);
const char *fos_regime_name(const fos_regime *);
const char *fos_regime_currency(const fos_regime *);
const char *fos_regime_data_version(const fos_regime *);
const char *fos_regime_digest(const fos_regime *);
const char *fos_regime_origin(const fos_regime *);
fos_date fos_regime_reviewed(const fos_regime *);
fos_status fos_regime_dump(const fos_regime *, fos_buffer *);
fos_status fos_regime_show(const fos_regime *, fos_date, fos_buffer *);
fos_report *fos_report_new(const fos_context *);
void fos_report_free(fos_report *);
size_t fos_report_count(const fos_report *);
const fos_error *fos_report_at(const fos_report *, size_t);
int fos_report_is_warning(const fos_report *, size_t);
fos_status fos_regime_check(const fos_context *, const fos_source *, fos_report *);
fos_status fos_schema_write(const char *, fos_buffer *, fos_error *);

typedef struct { char name[...]; uint32_t offset; uint32_t length; ...; } fos_identifier_part;
typedef struct {
    uint32_t position; char normalised[...]; char because[...]; uint32_t part_count; fos_identifier_part parts[...]; ...;
} fos_identifier_result;
typedef struct { const char *name; const char *title; const char *authority; const char *example; const char *checked; ...; }
    fos_identifier_scheme;
fos_status fos_identifier_check(const char *, const char *, size_t, fos_identifier_result *, fos_error *);
size_t fos_identifier_scheme_count(void);
const fos_identifier_scheme *fos_identifier_scheme_at(size_t);
typedef struct fos_tariff fos_tariff;
size_t fos_library_tariff_count(const fos_library *);
const fos_tariff *fos_library_tariff_at(const fos_library *, size_t);
const char *fos_tariff_id(const fos_tariff *);
const char *fos_tariff_currency(const fos_tariff *);
const char *fos_tariff_data_version(const fos_tariff *);
const char *fos_tariff_digest(const fos_tariff *);
const char *fos_tariff_origin(const fos_tariff *);
typedef struct { const char *name; const char *title; int reads; int writes; int carries_quote; ...; } fos_format;
size_t fos_format_count(void);
const fos_format *fos_format_at(size_t);

typedef struct fos_profiles fos_profiles;
typedef struct fos_profile fos_profile;
fos_profiles *fos_profiles_open(const fos_context *, void *, fos_error *);
size_t fos_profiles_count(const fos_profiles *);
const fos_profile *fos_profiles_at(const fos_profiles *, size_t);
fos_status fos_profile_dump(const fos_profile *, fos_buffer *);
const fos_profile *fos_profiles_find(const fos_profiles *, const char *);
const char *fos_profile_id(const fos_profile *);
const char *fos_profile_title(const fos_profile *);
const char *fos_profile_authority(const fos_profile *);
const char *fos_profile_filing(const fos_profile *);
const char *fos_profile_note(const fos_profile *);
const char *fos_profile_data_version(const fos_profile *);
const char *fos_profile_digest(const fos_profile *);
const char *fos_profile_origin(const fos_profile *);
fos_date fos_profile_from(const fos_profile *);
fos_date fos_profile_until(const fos_profile *);
fos_date fos_profile_reviewed(const fos_profile *);
fos_status fos_profiles_validate_json(const fos_profiles *, const char *, fos_date, const char *, size_t, const char *, fos_buffer *,
                                      fos_error *);

void identifier_result_init(fos_identifier_result *);
const char *verdict_of(const fos_identifier_result *);
const char *fault_of(const fos_identifier_result *);
typedef struct { int64_t coefficient; int32_t scale; } fos_decimal;
typedef struct { fos_decimal amount; char currency[4]; } fos_money;
typedef struct { const char *unit; fos_decimal quantity; } fos_duty_quantity;
typedef struct { const char *name; fos_money amount; } fos_duty_part;
typedef struct { const char *name; const char *rate; } fos_duty_component;
typedef struct { char from[4]; char to[4]; fos_decimal rate; } fos_duty_exchange;
typedef struct {
    uint32_t struct_size; fos_money value; const fos_duty_quantity *quantities; size_t quantity_count; const fos_duty_part *parts;
    size_t part_count; const fos_duty_component *components; size_t component_count; const fos_duty_exchange *exchange;
    size_t exchange_count; const char *dollar; const char *const *certificates; size_t certificate_count; const char *programme; ...;
} fos_duty_inputs;
fos_status fos_decimal_parse(const char *, size_t, fos_decimal *, fos_error *);
fos_status fos_duty_explain_json(const char *, size_t, const fos_duty_inputs *, fos_buffer *, int *, fos_error *);
fos_status fos_meursing_components(const char *, char *, size_t, const char *, fos_duty_component *, size_t, size_t *, fos_error *);
const fos_tariff *fos_library_tariff_for(const fos_library *, const char *);
const char *fos_tariff_source(const fos_tariff *);
const char *fos_tariff_starter(const fos_tariff *);
typedef int... fos_role;
fos_role fos_role_find(const char *);
fos_status fos_roles_write_json(fos_role, fos_buffer *, fos_error *);
void duty_inputs_init(fos_duty_inputs *);

int fos_main(int, char **);

typedef struct {
    fos_error error;
    const char *data;
    size_t size;
    ...;
} desk;
enum { ANSWER_QUOTE, ANSWER_COMPARISON, ANSWER_QUOTE_TEXT, ANSWER_COMPARISON_TEXT, ANSWER_OPTIONS };
typedef struct { fos_library *library; ...; } shelf;
shelf *shelf_open(const fos_context *, const fos_library_options *, const fos_limits *, const fos_source *rates, size_t, fos_error *);
void shelf_release(shelf *);
desk *desk_new(shelf *, fos_error *);
void limits_init(fos_limits *);
void desk_free(desk *);
int desk_answer(desk *, int what, const char *bytes, size_t length, const char *locale);
const char *error_status(const fos_error *);
void error_init(fos_error *);
void library_options_init(fos_library_options *);
typedef struct { fos_error error; size_t taken; int more; const char *data; size_t size; ...; } crowd;
crowd *crowd_new(shelf *, uint32_t jobs, const char *approach, fos_date date, fos_error *);
void crowd_free(crowd *);
int crowd_put(crowd *, const char *bytes, size_t length);
int crowd_take(crowd *);
void crowd_end(crowd *);
int crowd_ready(crowd *);

typedef int... fos_characters;
typedef struct { const char *place; const char *format; fos_characters characters; ...; } fos_fit_limit;
typedef struct {
    const char *source; const char *to; const char *fit; const fos_profiles *profiles; const shelf *shelf; fos_date date;
    const fos_fit_limit *limits; size_t limit_count; ...;
} conversion;
int convert(const fos_context *, const conversion *, const char *bytes, size_t length, fos_buffer *out, fos_buffer *findings, fos_error *);
int tariff_lookup(const shelf *, const char *country, const char *code, const char *origin, fos_date, fos_buffer *, fos_error *);
int tariff_search(const shelf *, const char *country, const char *words, fos_date, size_t most, fos_buffer *, fos_error *);
typedef struct {
    const char *form; const char *name; const char *id; const char *currency; const char *data_version; const char *source;
    const char *const *groups; size_t group_count; const char *const *members; size_t member_count;
    fos_error error; size_t rows; size_t left_out; size_t measures; fos_error *skipped; size_t told; ...;
} imported;
int import_tariff(const fos_context *, imported *, const char *bytes, size_t length, fos_buffer *out);
void imported_clear(imported *);
"""

def main():
    builder = cffi.FFI()
    builder.cdef(DECLARATIONS)
    source = pathlib.Path(__file__).resolve().parent.parent / "src" / "bridge.c"
    builder.set_source("fos._fos", source.read_text("utf-8"), py_limited_api=True)
    builder.emit_c_code(sys.argv[1])


if __name__ == "__main__":
    main()
