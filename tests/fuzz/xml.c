/* Fuzz target: any bytes as a declaration, in the whole shape and as H7 of the European Union. */
#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_format("wco-xml", bytes, length);
    check_format("wco-h7-eu", bytes, length);
    return 0;
}
