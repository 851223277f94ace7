//go:build fos_source && fos_icu

package fos

// Amounts as the reader's locale writes them, where ICU is there.

// #cgo CFLAGS: -DFOSI_HAVE_ICU=1
// #cgo pkg-config: icu-uc icu-i18n
import "C"
