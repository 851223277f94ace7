/* Fuzz target: any bytes as a declaration, in the whole shape and as H7, and as a message of another vocabulary. */
#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_format("wco-xml", bytes, length);
    check_format("wco-h7-eu", bytes, length);
    check_format("ceb621", bytes, length);
    return 0;
}
