//go:build fos_source

package fos

// The library's own source, compiled with the package: fos_unity.c and include/ beside this file. In a source tree
// tools/go-source writes them.

// #cgo CFLAGS: -std=c11 -I${SRCDIR}/include
// #cgo LDFLAGS: -lyajl -lpthread
import "C"
