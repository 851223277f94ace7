#!/bin/sh
# The Go package builds against this build of the library: builds.sh BUILD PACKAGE. Skipped without Go 1.24 or newer.
set -eu
minor=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p') || minor=
[ -n "$minor" ] && [ "$minor" -ge 24 ] || exit 77
PKG_CONFIG_PATH=$1/meson-uninstalled GOTOOLCHAIN=local GOFLAGS=-buildvcs=false
export PKG_CONFIG_PATH GOTOOLCHAIN GOFLAGS
cd "$2"
go vet .
