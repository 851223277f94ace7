package fos

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import "unsafe"

// Format is a form in which requests are exchanged, such as "json" or "wco-h7-eu".
type Format struct {
	Name, Title   string
	Reads, Writes bool // whether requests can be read from it, written to it
}

// Formats lists what Convert knows.
func Formats() []Format {
	formats := make([]Format, int(C.fos_format_count()))
	for i := range formats {
		format := C.fos_format_at(C.size_t(i))
		formats[i] = Format{C.GoString(format.name), C.GoString(format.title), format.reads != 0, format.writes != 0}
	}
	return formats
}

// Convert reads a request document in one format and writes it in another. The findings are what the one has no place for,
// what is filled in, and, as errors, what does not fit its place: then the document is nil and the error says so.
func Convert(document []byte, from, to string) ([]byte, []Finding, error) {
	context := C.fos_context_new(nil)
	if context == nil {
		return nil, nil, newError(StatusNoMemory, "out of memory")
	}
	defer C.fos_context_free(context)
	failure := newCError()
	source, target := C.CString(from), C.CString(to)
	defer C.free(unsafe.Pointer(source))
	defer C.free(unsafe.Pointer(target))
	report, out := C.fos_report_new(context), C.fos_buffer_new(context)
	defer C.fos_report_free(report)
	defer C.fos_buffer_free(out)
	if report == nil || out == nil {
		return nil, nil, newError(StatusNoMemory, "out of memory")
	}
	status := C.fosgo_convert(context, bytesOf(document), C.size_t(len(document)), source, target, out, report, failure)
	findings := findingsOf(report)
	if status != C.FOS_STATUS_OK {
		failure.status = status
		return nil, findings, errorOf(failure)
	}
	return C.GoBytes(unsafe.Pointer(C.fos_buffer_data(out)), C.int(C.fos_buffer_size(out))), findings, nil
}

func findingsOf(report *C.fos_report) []Finding {
	findings := make([]Finding, int(C.fos_report_count(report)))
	for i := range findings {
		findings[i].Error = *errorOf(C.fos_report_at(report, C.size_t(i)))
		findings[i].Warning = C.fos_report_is_warning(report, C.size_t(i)) != 0
	}
	return findings
}
