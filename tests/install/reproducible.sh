#!/bin/sh
# The generated C depends on the data alone: other order of arguments, other folder, same bytes.
# reproducible.sh PYTHON SOURCE
set -eu
python=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/lib/data" "$work/data"

forward() { find "$1" -type f -name "$2" | LC_ALL=C sort; }
backward() { forward "$@" | LC_ALL=C sort -r; }

# shellcheck disable=SC2046 # the names have no blanks
"$python" "$source/tools/generators/embed.py" "$work/1" --regime $(forward "$source/lib/data/regimes" '*.json')
# shellcheck disable=SC2046
"$python" "$source/tools/generators/embed.py" "$work/2" --regime $(backward "$work/data/regimes" '*.json')
cmp "$work/1" "$work/2"
# shellcheck disable=SC2046
"$python" "$source/tools/generators/codes.py" "$work/1" $(forward "$source/lib/data/codes" '*.txt')
# shellcheck disable=SC2046
"$python" "$source/tools/generators/codes.py" "$work/2" $(backward "$work/data/codes" '*.txt')
cmp "$work/1" "$work/2"
if grep -E '__(DATE|TIME|TIMESTAMP)__' -rn "$source/lib" "$source/tools" "$source/include" --include='*.[ch]'; then
    echo 'a build must not know the time'
    exit 1
fi
