/* The version of the library that runs. */
#include <fos/version.h>

const char *fos_version(void) { return FOS_VERSION; }
