#!/bin/sh
# Builds the project in this folder with libfos as its Meson subproject: run.sh SOURCE
set -eu
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/subprojects"
cp "$source/tests/subproject/meson.build" "$source/tests/subproject/main.c" "$work"
ln -s "$source" "$work/subprojects/libfos"
run() {
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}
run meson setup "$work/build" "$work" --force-fallback-for=fos
run meson compile -C "$work/build"
run meson test -C "$work/build" --print-errorlogs
echo 'built and run as a subproject'
