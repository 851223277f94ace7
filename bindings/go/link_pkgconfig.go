//go:build !fos_source

package fos

// The installed library, as pkg-config knows it.

// #cgo pkg-config: fos
import "C"
