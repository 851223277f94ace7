package fos

// #include <stdlib.h>
// #include "bridge.h"
// #cgo noescape fosgo_convert
// #cgo nocallback fosgo_convert
import "C"

import (
	"context"
	"encoding/json"
	"runtime"
)

// Format is a form in which requests are exchanged, such as "json" or "wco-h7-eu".
type Format struct {
	Name, Title  string
	Reads        bool // requests can be read from it
	Writes       bool // requests can be written to it
	CarriesQuote bool // it has a place for the charges of a quote
}

// Formats lists what Convert knows.
func Formats() []Format {
	formats := make([]Format, int(C.fos_format_count()))
	for i := range formats {
		format := C.fos_format_at(C.size_t(i))
		formats[i] = Format{C.GoString(format.name), C.GoString(format.title), format.reads != 0, format.writes != 0, format.carries_quote != 0}
	}
	return formats
}

// ConvertOptions are how a document is converted. The zero value takes the defaults.
type ConvertOptions struct {
	// Date stands in place of the request's day, which many formats do not say.
	Date Date
	// Fit shortens texts to the formats of a profile such as "eu.h7", in the letters that it takes, or of the WCO ("wco").
	Fit string
	// WithQuote computes the quote and writes its charges into the document.
	WithQuote bool
	// Source is the name that errors give to the document; empty means "request".
	Source string
}

// Conversion is a document in another format, and what could not go with it.
type Conversion struct {
	Document []byte // nil on failure
	Findings []ConversionFinding
	More     int // findings beyond those that are kept
}

// ConversionFinding is a value that was changed, was filled in or has no place in a format (SeverityWarning), or that does not fit
// (SeverityError). Empty texts are not given.
type ConversionFinding struct {
	Severity Severity `json:"severity"`
	Status   string   `json:"status,omitempty"`  // the word of a Status, or "note"; empty for what fitting did
	Source   string   `json:"source,omitempty"`  // the document's name
	Line     int      `json:"line,omitempty"`    // in the document
	Column   int      `json:"column,omitempty"`  // in the document
	Pointer  string   `json:"pointer,omitempty"` // JSON Pointer of the value
	Element  string   `json:"element,omitempty"` // its place in the data set, where it was fitted
	Before   string   `json:"before,omitempty"`  // the text before it was fitted
	After    string   `json:"after,omitempty"`   // and after
	Format   string   `json:"format,omitempty"`  // that it had to fit
	Text     string   `json:"text"`              // one line
}

// Convert reads a request document in one format and writes it in another. See Library.Convert.
func Convert(ctx context.Context, document []byte, from, to string, options *ConvertOptions) (*Conversion, error) {
	library, err := shared()
	if err != nil {
		return nil, err
	}
	return library.Convert(ctx, document, from, to, options)
}

// Convert reads a request document in one format and writes it in another; nil options take the defaults. The library's regimes and
// tariffs matter with WithQuote alone.
//
// The error is an *Error, the context's, or ErrClosed: StatusInvalidArgument for a format or profile that is not known,
// StatusUnsupported for a format that cannot be read or written, StatusUnfit when a value does not fit the filing, StatusIncomplete when
// the quote lacks an input. Where the document was read, the conversion is there with the error too, and its findings say more.
func (l *Library) Convert(ctx context.Context, document []byte, from, to string, options *ConvertOptions) (*Conversion, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	if options == nil {
		options = &ConvertOptions{}
	}
	var a arena
	defer a.free()
	source, target, fit, name := a.text(from), a.text(to), a.given(options.Fit), a.given(options.Source)
	date := a.date(options.Date)
	if a.err != nil {
		return nil, a.err
	}
	var profiles *C.fos_profiles
	if options.Fit != "" && options.Fit != "wco" {
		set, err := sharedProfiles()
		if err != nil {
			return nil, err
		}
		profiles = set.profiles
	}
	worker, err := l.core.take(ctx)
	if err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.put(worker)
	status := C.fosgo_convert(worker.c, l.core.context, bytesOf(document), C.size_t(len(document)), source, target, name, fit, profiles,
		date, truthOfC(options.WithQuote))
	return conversionOf(worker.c, status)
}

func truthOfC(truth bool) C.int {
	if truth {
		return 1
	}
	return 0
}

// conversionOf is what a conversion left in a worker.
func conversionOf(worker *C.fosgo_worker, status C.fos_status) (*Conversion, error) {
	conversion := new(Conversion)
	if told := bufferBytes(worker.texts); len(told) != 0 {
		var findings struct {
			Findings []ConversionFinding
			More     int
		}
		if err := json.Unmarshal(told, &findings); err != nil {
			return nil, newError(StatusSyntax, "the library's findings are not what this package knows: %v", err)
		}
		conversion.Findings, conversion.More = findings.Findings, findings.More
	}
	if status != C.FOS_STATUS_OK {
		return conversion, errorOf(&worker.error)
	}
	conversion.Document = append([]byte{}, answer(worker)...)
	return conversion, nil
}

func findingsOf(report *C.fos_report) []Finding {
	findings := make([]Finding, int(C.fos_report_count(report)))
	for i := range findings {
		findings[i].Error = *errorOf(C.fos_report_at(report, C.size_t(i)))
		findings[i].Warning = C.fos_report_is_warning(report, C.size_t(i)) != 0
	}
	return findings
}
