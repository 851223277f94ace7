/* Fuzz target: any bytes as a document of the format itmatt. */
#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_format("itmatt", bytes, length);
    return 0;
}
