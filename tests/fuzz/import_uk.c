/* Fuzz target: any bytes as the United Kingdom's measures on declarable commodities. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_form("uk-csv", bytes, length);
    return 0;
}
