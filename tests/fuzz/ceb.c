/* Fuzz target: any bytes as each of the four messages to China's customs. */
#include "convert.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_format("ceb311", bytes, length);
    check_format("ceb411", bytes, length);
    check_format("ceb511", bytes, length);
    check_format("ceb621", bytes, length);
    return 0;
}
