package fos

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Regime says which law a library holds for a territory.
type Regime struct {
	ID          string // such as "EU"
	Name        string
	Currency    string // ISO 4217
	DataVersion string
	Digest      string // "sha256:…" over the rule file's bytes
	Reviewed    Date   // when it was last read against the law
	Origin      string // a file's path, "embedded", or the name given with it
}

// Regimes lists what the library holds, in order of id.
func (l *Library) Regimes() ([]Regime, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	count := int(C.fos_library_regime_count(l.core.library))
	regimes := make([]Regime, count)
	for i := range regimes {
		regimes[i] = regimeOf(C.fos_library_regime_at(l.core.library, C.size_t(i)))
	}
	return regimes, nil
}

func regimeOf(regime *C.fos_regime) Regime {
	return Regime{
		ID:          C.GoString(C.fos_regime_id(regime)),
		Name:        C.GoString(C.fos_regime_name(regime)),
		Currency:    C.GoString(C.fos_regime_currency(regime)),
		DataVersion: C.GoString(C.fos_regime_data_version(regime)),
		Digest:      C.GoString(C.fos_regime_digest(regime)),
		Reviewed:    dateOf(C.fos_regime_reviewed(regime)),
		Origin:      C.GoString(C.fos_regime_origin(regime)),
	}
}

func dateOf(date C.fos_date) Date {
	var text [C.FOS_DATE_TEXT]C.char
	C.fos_date_format(date, &text[0])
	return Date(C.GoString(&text[0]))
}

// parseDate reads a day as the library does; an empty one is absent.
func parseDate(date Date, to *C.fos_date) error {
	*to = C.FOS_DATE_ABSENT
	if date == "" {
		return nil
	}
	failure := newCError()
	text := C.CString(string(date))
	defer C.free(unsafe.Pointer(text))
	if C.fos_date_parse(text, C.size_t(len(date)), to, failure) != C.FOS_STATUS_OK {
		return errorOf(failure)
	}
	return nil
}

// DumpRegime is every dated rule of a regime, one a line, in a stable order: what `fos regimes dump` prints.
func (l *Library) DumpRegime(id string) (string, error) {
	return l.withRegime(id, func(regime *C.fos_regime, out *C.fos_buffer) C.fos_status { return C.fos_regime_dump(regime, out) })
}

// ShowRegime is a readable account of the law in force on a day, or on all days when date is empty: what `fos regimes show`
// prints.
func (l *Library) ShowRegime(id string, date Date) (string, error) {
	var day C.fos_date
	if err := parseDate(date, &day); err != nil {
		return "", err
	}
	return l.withRegime(id, func(regime *C.fos_regime, out *C.fos_buffer) C.fos_status { return C.fos_regime_show(regime, day, out) })
}

func (l *Library) withRegime(id string, write func(*C.fos_regime, *C.fos_buffer) C.fos_status) (string, error) {
	if l == nil || l.core == nil {
		return "", ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return "", err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	var a arena
	defer a.free()
	name := a.text(id)
	if a.err != nil {
		return "", a.err
	}
	regime := C.fos_library_regime(l.core.library, name)
	if regime == nil {
		return "", newError(StatusNoRegime, "no regime %q is loaded", cut(id))
	}
	text, err := appended(l.core.context, func(out *C.fos_buffer, _ *C.fos_error) C.fos_status { return write(regime, out) })
	return string(text), err
}

// Finding is what a check found in a rule file.
type Finding struct {
	Error
	Warning bool // it does not keep the file from being used
}

// CheckRegime checks one rule file: types, grains, overlaps, gaps, unused rules, missing sources, each with line and column.
// The file can be used when no finding is an error.
func CheckRegime(file Source) ([]Finding, error) {
	return checkFile(file, func(context *C.fos_context, source *C.fos_source, report *C.fos_report) C.fos_status {
		return C.fos_regime_check(context, source, report)
	})
}

func checkFile(file Source, check func(*C.fos_context, *C.fos_source, *C.fos_report) C.fos_status) ([]Finding, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	report := C.fos_report_new(context)
	if report == nil {
		return nil, newError(StatusNoMemory, "out of memory")
	}
	defer C.fos_report_free(report)
	source, free := cSources([]Source{file})
	defer free()
	if check(context, source, report) == C.FOS_STATUS_NO_MEMORY {
		return nil, newError(StatusNoMemory, "out of memory")
	}
	return findingsOf(report), nil
}
