/* The smallest program that has libfos as a subproject: the headers and the library agree, and there are regimes. */
#include <string.h>

#include <fos/fos.h>

int main(void)
{
    fos_error error = FOS_ERROR_INIT;
    fos_context *context = fos_context_new(NULL);
    fos_library *library = fos_library_open(context, NULL, &error);
    int good = library != NULL && strcmp(fos_version(), FOS_VERSION) == 0 && fos_library_regime_count(library) > 0;
    fos_library_free(library);
    fos_context_free(context);
    return good ? 0 : 1;
}
