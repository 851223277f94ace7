#!/usr/bin/env python3
"""Looks through the static library for calls that it must never make: binary floating point, the locale, output, the end
of the process. The list names what to use instead of nothing: a call found here is a bug in the library.

usage: forbidden.py NM ARCHIVE
"""

import subprocess
import sys

FORBIDDEN = {
    "binary floats": "strtod strtof strtold atof __isoc99_sscanf sscanf fscanf scanf",
    "the locale": "setlocale newlocale uselocale localeconv toupper tolower __ctype_b_loc __ctype_toupper_loc "
                  "__ctype_tolower_loc strcoll strcasecmp strncasecmp isdigit isalpha isspace",
    "output": "printf puts putchar perror vprintf __printf_chk",
    "the end of the process": "abort exit _exit __assert_fail raise signal",
    "the clock": "time clock localtime gmtime localtime_r gmtime_r gettimeofday rand random",
    "the allocator behind the caller's back": "strdup strndup asprintf vasprintf",
}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = subprocess.run([sys.argv[1], "-A", "-u", sys.argv[2]], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    reason = {name: why for why, names in FORBIDDEN.items() for name in names.split()}
    failed = False
    for line in lines:
        place, _, symbol = line.rpartition(" U ")
        if symbol in reason:
            print(f"{place.split(':')[-2]}: calls {symbol} ({reason[symbol]})")
            failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
