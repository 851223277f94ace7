/* `fos roles`: the stakeholders, what each is responsible for and can supply, and who does what under each way of collecting. */
#include "tool.h"

#include <string.h>

static bool understand(const char *format, const char *name, bool *json, fos_role *role, fos_error *error)
{
    const char *names[FOS_ROLE_COUNT];
    *json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && !*json && strcmp(format, "text") != 0) {
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: --format \"%.100s\" is not known, expected text or json", format);
        return false;
    }
    *role = fos_role_find(name);
    if (name == NULL || *role != FOS_ROLE_ABSENT) return true;
    for (int i = 1; i < FOS_ROLE_COUNT; i++)
        names[i - 1] = fos_role_name((fos_role)i);
    const char *near = nearest_word(name, names, FOS_ROLE_COUNT - 1);
    if (near != NULL)
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: there is no role \"%.100s\", did you mean %s?", name, near);
    else
        fail(error, FOS_STATUS_INVALID_ARGUMENT, "roles: there is no role \"%.100s\", see fos roles", name);
    return false;
}

int command_roles(int count, char **words)
{
    const char *format = NULL, *name = NULL;
    const option options[] = { { "--format", &format, NULL, false } };
    command_line args = { "roles", options, 1, &name, 1, 0, false };
    fos_error error = FOS_ERROR_INIT;
    bool json = false;
    fos_role role = FOS_ROLE_ABSENT;
    bool good = read_arguments(&args, count, words, &error);
    if (args.help) return print_help("roles");
    good = good && understand(format, name, &json, &role, &error);
    fos_context *context = fos_context_new(NULL);
    if (context == NULL) return EXIT_BAD;
    fos_buffer *out = fos_buffer_new(context);
    good = good && (json ? fos_roles_write_json : fos_roles_write_text)(role, out, &error) == FOS_STATUS_OK;
    int result = good ? write_buffer(out) : complain(context, &error, json);
    fos_buffer_free(out);
    fos_context_free(context);
    return result;
}
