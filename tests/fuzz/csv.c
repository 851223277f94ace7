/* Fuzz target: any bytes as a document of the format csv. */
#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_format("csv", bytes, length);
    return 0;
}
