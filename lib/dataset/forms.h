/* The forms of codes that are not closed lists. */
#ifndef FOSI_FORMS_H
#define FOSI_FORMS_H

#include "dataset/element.h"

extern const fosi_code_rule fosi_form_commodity_code;
extern const fosi_code_rule fosi_form_unit;
extern const fosi_code_rule fosi_form_subdivision;
extern const fosi_code_rule fosi_form_name;
extern const fosi_code_rule fosi_form_rounding_level;
extern const fosi_code_rule fosi_form_side;
extern const fosi_code_rule fosi_form_time;
extern const fosi_code_rule fosi_form_digit;
extern const fosi_code_rule fosi_form_package_kind;
extern const fosi_code_rule fosi_form_un_number;

#endif
