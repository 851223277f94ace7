/* Proof that a divisor is never zero. */
#ifndef FOSI_DIVISOR_H
#define FOSI_DIVISOR_H

#include "regime/compiler.h"

/* True when every value that the checked tree can take, over all dates and keys, lies on one side of zero. */
bool fosi_divisor_proven(fosi_compiler *compiler, const fosi_ast *ast);

#endif
