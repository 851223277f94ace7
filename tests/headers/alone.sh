#!/bin/sh
# Compiles one public header with nothing before it: alone.sh HEADER c99|c++11 COMPILER [ARGUMENT...]
# Twice, so that its include guard is tried too.
set -eu
header=$1 language=$2
shift 2
case $language in
c99) flags='-x c -std=c99' ;;
c++11) flags='-x c++ -std=c++11' ;;
*) echo "alone.sh: unknown language $language" >&2; exit 2 ;;
esac
# shellcheck disable=SC2086 # the flags are words
printf '#include <fos/%s>\n#include <fos/%s>\nextern int something;\n' "$header" "$header" |
    "$@" $flags -pedantic -Wall -Wextra -Wundef -Werror -fsyntax-only -
