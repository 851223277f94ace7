//go:build fos_source

package fos

const builtFromSource = true
