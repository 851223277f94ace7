/* Fuzz target: any bytes as a list of most-favoured-nation rates. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_form("mfn-csv", bytes, length);
    return 0;
}
