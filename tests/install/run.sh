#!/bin/sh
# Installs this build into a temporary folder and uses it as a stranger would: compiles doc/examples/quote.c through
# pkg-config, against the shared and against the static library, and runs it.
# run.sh BUILD SOURCE PREFIX LIBDIR DATADIR COMPILER...
set -eu
build=$1 source=$2 prefix=$3 libdir=$4 datadir=$5
shift 5

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
meson install -C "$build" --no-rebuild --quiet --destdir "$stage" >"$stage/log" 2>&1 || { cat "$stage/log"; exit 1; }

root=$stage$prefix
sed "s|^prefix=.*|prefix=$root|" "$root/$libdir/pkgconfig/fos.pc" >"$stage/fos.pc"
mv "$stage/fos.pc" "$root/$libdir/pkgconfig/fos.pc"
PKG_CONFIG_PATH=$root/$libdir/pkgconfig
FOS_DATA_DIR=$root/$datadir/fos
export PKG_CONFIG_PATH FOS_DATA_DIR

for kind in shared static; do
    flag=
    if [ $kind = static ]; then
        flag=--static
        rm "$root/$libdir"/libfos.so*
    fi
    # shellcheck disable=SC2046 # pkg-config prints words
    "$@" -Wall -Wextra -Werror "$source/doc/examples/quote.c" -o "$stage/$kind" $(pkg-config $flag --cflags --libs fos)
    if [ $kind = static ] && ldd "$stage/static" | grep libfos; then
        echo 'the static example needs the shared library'
        exit 1
    fi
    LD_LIBRARY_PATH=$root/$libdir "$stage/$kind" "$source/tests/cases/example-order.json" >"$stage/$kind.out" ||
        { echo "the $kind example failed"; cat "$stage/$kind.out"; exit 1; }
    grep -q VAT "$stage/$kind.out" || { echo "the $kind example found no VAT"; cat "$stage/$kind.out"; exit 1; }
done
cmp "$stage/shared.out" "$stage/static.out"
cat "$stage/shared.out"
