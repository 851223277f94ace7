/* Fuzz target: any bytes as the Harmonized Tariff Schedule of the United States: JSON where they begin with a bracket, else CSV. */
#include "import.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    check_form(length != 0 && bytes[0] == '[' ? "us-hts-json" : "us-hts-csv", bytes, length);
    return 0;
}
