package fos

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import (
	"runtime"
	"unsafe"
)

// Tariff says which tariff a library holds for a regime.
type Tariff struct {
	ID          string // of the regime that reads it, such as "EU"
	Currency    string // ISO 4217
	DataVersion string
	Source      string // where its rows come from
	Starter     string // the note of a starter tariff, which every quote shows; empty for a full one
	Digest      string // "sha256:…"
	Origin      string // where it was read
	Codes       int
	Measures    int
}

// TariffQuery is what is asked of a tariff.
type TariffQuery struct {
	Tariff string // id of the regime: "EU"
	Code   string // 2 to 12 digits
	Origin string // alpha-2; empty when not known; "*" for measures for any origin
	Date   Date   // empty: of any day
}

// TariffMatch tells whether a code stands in a tariff.
type TariffMatch int

// What a code is in a tariff.
const (
	MatchNone   TariffMatch = iota // no line is this code or begins it
	MatchExact                     // a line is this code
	MatchShort                     // longer codes have measures of their own: more digits are needed
	MatchPrefix                    // the code is longer than the tariff's line, whose measures it has
)

// TariffMeasure is one duty or tax that a tariff puts on a code. Empty texts are not given.
type TariffMeasure struct {
	Kind       string // "mfn", "preference", "anti_dumping" and so on
	Code       string // the line that has it
	Origin     string // "all", a country or a group of the tariff
	Programme  string // of preference
	Proof      string // of origin, that the programme asks for
	Rate       string // as written: "9.6 % MIN 1.1 EUR/KGM"
	Start, End Date
	Conditions string
	Stacking   string // how it joins what stands before it: "add", "replace", "top_up", "cap"
	Replaces   string
	Quota      string
	Number     string
	Name       string
	Source     string
	Confidence Confidence
}

// Tariffs lists the tariffs that the library holds.
func (l *Library) Tariffs() ([]Tariff, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	tariffs := make([]Tariff, int(C.fos_library_tariff_count(l.core.library)))
	for i := range tariffs {
		tariff := C.fos_library_tariff_at(l.core.library, C.size_t(i))
		tariffs[i] = Tariff{
			ID: C.GoString(C.fos_tariff_id(tariff)), Currency: C.GoString(C.fos_tariff_currency(tariff)),
			DataVersion: C.GoString(C.fos_tariff_data_version(tariff)), Source: C.GoString(C.fos_tariff_source(tariff)),
			Starter: goText(C.fos_tariff_starter(tariff)), Digest: C.GoString(C.fos_tariff_digest(tariff)),
			Origin: C.GoString(C.fos_tariff_origin(tariff)),
			Codes:  int(C.fos_tariff_code_count(tariff)), Measures: int(C.fos_tariff_measure_count(tariff)),
		}
	}
	return tariffs, nil
}

// Tariff looks a code up: what it is in the tariff, and its measures, those of the longest code first. The error is an *Error
// with StatusNoRegime when there is no such tariff, or StatusInvalidValue for what is no code, country or day.
func (l *Library) Tariff(query TariffQuery) (TariffMatch, []TariffMeasure, error) {
	if l == nil || l.core == nil {
		return 0, nil, ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return 0, nil, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	failure := newCError()
	// In C's memory, for the question holds pointers.
	q := (*C.fosgo_query)(C.malloc(C.sizeof_fosgo_query))
	C.fosgo_query_init(q)
	defer C.fosgo_query_free(q)
	id := C.CString(query.Tariff)
	defer C.free(unsafe.Pointer(id))
	tariff := C.fos_library_tariff(l.core.library, id)
	if tariff == nil {
		return 0, nil, newError(StatusNoRegime, "no tariff %q is loaded", cut(query.Tariff))
	}
	q.query.code = C.CString(query.Code)
	if query.Origin != "" {
		q.query.origin = C.CString(query.Origin)
	}
	if err := parseDate(query.Date, &q.query.date); err != nil {
		return 0, nil, err
	}
	if C.fos_tariff_find(tariff, &q.query, &q.cursor, failure) != C.FOS_STATUS_OK {
		return 0, nil, errorOf(failure)
	}
	var measures []TariffMeasure
	for C.fos_tariff_next(&q.cursor, &q.measure) != 0 {
		measures = append(measures, measureOf(&q.measure))
	}
	return TariffMatch(q.cursor.match), measures, nil
}

func measureOf(m *C.fos_tariff_measure) TariffMeasure {
	return TariffMeasure{
		Kind: C.GoString(C.fos_tariff_kind_name(m.kind)), Code: C.GoString(&m.code[0]), Origin: goText(m.origin),
		Programme: goText(m.programme), Proof: goText(m.proof), Rate: goText(m.rate), Start: dateOf(m.start), End: dateOf(m.end),
		Conditions: goText(m.conditions), Stacking: C.GoString(C.fos_tariff_stacking_name(m.stacking)), Replaces: goText(m.replaces),
		Quota: goText(m.quota), Number: goText(m.number), Name: goText(m.name), Source: goText(m.source),
		Confidence: Confidence(C.GoString(C.fos_confidence_name(m.confidence))),
	}
}

// goText is a text that may be NULL.
func goText(text *C.char) string {
	if text == nil {
		return ""
	}
	return C.GoString(text)
}
