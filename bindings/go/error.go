package fos

// #include "bridge.h"
import "C"

import (
	"errors"
	"fmt"
	"strings"
)

// Error says what went wrong, where, and what was expected. Every failure of this package but those of a context and of
// the caller's own readers and writers is an *Error.
//
// A status can be asked for with errors.Is:
//
//	if errors.Is(err, fos.StatusNoRoute) { … }
type Error struct {
	Status  Status // what kind of failure it is
	Source  string // name of the document or file; empty when there is none
	Line    int    // from 1; 0 when there is no document
	Column  int    // from 1, in bytes
	Offset  int64  // from 0, in bytes
	Pointer string // JSON Pointer (RFC 6901) of the value
	Text    string // one line: what is wrong, the value, what was expected
}

// Error is the line that the fos command prints: "fos: SOURCE:LINE:COLUMN: POINTER: TEXT", without the parts that are empty.
func (e *Error) Error() string {
	var line strings.Builder
	line.WriteString("fos: ")
	line.WriteString(e.Source)
	if e.Line != 0 {
		if e.Source != "" {
			line.WriteByte(':')
		}
		fmt.Fprintf(&line, "%d:%d", e.Line, e.Column)
	}
	if e.Source != "" || e.Line != 0 {
		line.WriteString(": ")
	}
	if e.Pointer != "" {
		line.WriteString(e.Pointer)
		line.WriteString(": ")
	}
	line.WriteString(e.Text)
	return line.String()
}

// Unwrap is the status, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Status }

// Error is the status in the words of the contract, such as "unknown_key".
func (s Status) Error() string { return s.String() }

// String is the status in the words of the contract, such as "unknown_key".
func (s Status) String() string { return C.GoString(C.fos_status_name(C.fos_status(s))) }

// MarshalText writes the words of the contract.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ErrClosed is what a library or session that was closed answers.
var ErrClosed = errors.New("fos: used after Close")

// ErrBusy is what a session answers while another goroutine is in it. A Library has no such limit.
var ErrBusy = errors.New("fos: this session is in use by another goroutine")

func newError(status Status, format string, values ...any) *Error {
	return &Error{Status: status, Text: fmt.Sprintf(format, values...)}
}

// errorOf copies an error out of C's memory.
func errorOf(e *C.fos_error) *Error {
	failure := &Error{
		Status:  Status(e.status),
		Source:  C.GoString(&e.source[0]),
		Line:    int(e.line),
		Column:  int(e.column),
		Offset:  int64(e.offset),
		Pointer: C.GoString(&e.pointer[0]),
		Text:    C.GoString(&e.text[0]),
	}
	if failure.Text == "" {
		failure.Text = failure.Status.String()
	}
	return failure
}
