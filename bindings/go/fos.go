package fos

// #include "bridge.h"
import "C"

import (
	"context"
	"sync"
)

// shared is the library of the functions below, opened when it is first needed and kept.
var shared = sync.OnceValues(func() (*Library, error) { return Open(nil) })

// Quote computes the quote of a request with the regimes of the installation. See Library.Quote.
func Quote(ctx context.Context, request Request) (*Quotation, error) {
	library, err := shared()
	if err != nil {
		return nil, err
	}
	return library.Quote(ctx, request)
}

// QuoteJSON turns a request document into a quote document. See Library.QuoteJSON.
func QuoteJSON(ctx context.Context, request []byte) ([]byte, error) {
	library, err := shared()
	if err != nil {
		return nil, err
	}
	return library.QuoteJSON(ctx, request)
}

// Compare computes one quote for each route that the law offers. See Library.Compare.
func Compare(ctx context.Context, request Request) (*Comparison, error) {
	library, err := shared()
	if err != nil {
		return nil, err
	}
	return library.Compare(ctx, request)
}

// CompareJSON turns a request document into a comparison document. See Library.CompareJSON.
func CompareJSON(ctx context.Context, request []byte) ([]byte, error) {
	library, err := shared()
	if err != nil {
		return nil, err
	}
	return library.CompareJSON(ctx, request)
}

// Version is the version of the C library, such as "0.1.0".
func Version() string { return C.GoString(C.fos_version()) }

// LocaleSupported tells whether the C library writes amounts as a locale does (it was built with ICU).
func LocaleSupported() bool { return C.fos_locale_supported() != 0 }
