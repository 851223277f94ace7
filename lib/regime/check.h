/* What the checker of expressions (check.c) and that of calls (check_calls.c) have of each other. */
#ifndef FOSI_CHECK_EXPRESSION_H
#define FOSI_CHECK_EXPRESSION_H

#include "regime/compiler.h"

static inline bool fosi_is_number(const fosi_type *type)
{
    return type->code == FOSI_TYPE_NUMBER || type->code == FOSI_TYPE_COUNT;
}
static inline bool fosi_is_text(const fosi_type *type)
{
    return type->code == FOSI_TYPE_CODE || type->code == FOSI_TYPE_TEXT || type->code == FOSI_TYPE_TARIFF_CODE;
}

static inline fosi_type fosi_plain_type(fosi_type_code code)
{
    fosi_type type = { .code = code };
    return type;
}

static inline void fosi_inherit(fosi_ast *ast, const fosi_ast *child)
{
    if (child->grain > ast->grain) ast->grain = child->grain;
    ast->uses_clock |= child->uses_clock;
    ast->uses_purpose |= child->uses_purpose;
    ast->reads_route |= child->reads_route;
}

/* All of these report what is wrong and return false. */
bool fosi_check_fail(fosi_compiler *c, const fosi_ast *ast, const char *expected);
bool fosi_check_fail_two(fosi_compiler *c, const fosi_ast *ast, const char *what, const fosi_ast *a, const char *between,
                         const fosi_ast *b, const char *more);
/* Checks a child, of which this type is expected (NULL: any), and takes over its grain. */
bool fosi_check_child(fosi_compiler *c, fosi_ast *ast, uint32_t i, const fosi_type *expected);
bool fosi_unknown_name(fosi_compiler *c, const fosi_ast *ast);
/* What a name refers to. */
void fosi_take_fact(fosi_ast *ast, int index);
bool fosi_take_parameter(fosi_compiler *c, fosi_ast *ast, int index);
void fosi_refer_to_element(fosi_compiler *c, fosi_ast *ast, int index);

/* check_calls.c */
bool fosi_check_call(fosi_compiler *c, fosi_ast *ast);
bool fosi_fail_call(fosi_compiler *c, const fosi_ast *ast, const char *form);

#endif
