#!/bin/sh
# The Go package builds against this build of the library: builds.sh BUILD PACKAGE. Skipped without Go 1.24 or newer.
set -eu
minor=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p') || minor=
[ -n "$minor" ] && [ "$minor" -ge 24 ] || exit 77
# Go does not see that a header has changed; a macro that changes with them tells it.
CGO_CFLAGS="-g -O2 -DFOSGO_HEADERS=0x$(cat "$2"/../../include/fos/*.h | sha256sum | cut -c 1-15)"
export CGO_CFLAGS
PKG_CONFIG_PATH=$1/meson-uninstalled GOTOOLCHAIN=local GOFLAGS=-buildvcs=false
export PKG_CONFIG_PATH GOTOOLCHAIN GOFLAGS
cd "$2"
go vet .
