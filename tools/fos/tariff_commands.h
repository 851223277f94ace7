/* The sub-commands of `fos tariff`, each in the file of its name. `count` words follow the sub-command's own. */
#ifndef FOS_TOOL_TARIFF_H
#define FOS_TOOL_TARIFF_H

#include "tool.h"

int tariff_explain(const fos_context *context, int count, char **words);

#endif
