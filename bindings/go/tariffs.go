package fos

// #include "bridge.h"
// #cgo noescape fosgo_treatments
// #cgo nocallback fosgo_treatments
import "C"

import (
	"context"
	"runtime"
)

// Tariff says which tariff a library holds for a regime.
type Tariff struct {
	ID          string `json:"id"`       // of the regime that reads it, such as "EU"
	Currency    string `json:"currency"` // ISO 4217
	DataVersion string `json:"data_version"`
	Digest      string `json:"digest"`            // "sha256:…"
	Origin      string `json:"origin"`            // where it was read
	Source      string `json:"source,omitempty"`  // where its rows come from
	Starter     string `json:"starter,omitempty"` // the note of a starter tariff, which every quote shows; empty for a full one
	Codes       int    `json:"-"`                 // how many lines it has, where Tariffs tells
	Measures    int    `json:"-"`                 // and how many measures
}

// TariffQuery is what is asked of a tariff.
type TariffQuery struct {
	Tariff string // id of the regime: "EU"
	Code   string // 2 to 12 digits
	Origin string // alpha-2; empty when not known; "*" for measures for any origin
	Date   Date   // empty: of any day
}

// TariffMatch tells whether a code stands in a tariff.
type TariffMatch string

// What a code is in a tariff.
const (
	MatchNone   TariffMatch = "none"   // no line is this code or begins it
	MatchExact  TariffMatch = "exact"  // a line is this code
	MatchShort  TariffMatch = "short"  // longer codes have measures of their own: more digits are needed
	MatchPrefix TariffMatch = "prefix" // the code is longer than the tariff's line, whose measures it has
)

// TariffAnswer is what a tariff says of a commodity code.
type TariffAnswer struct {
	Tariff   Tariff          `json:"tariff"`
	Code     string          `json:"code"` // as it was asked
	Match    TariffMatch     `json:"match"`
	Line     TariffLine      `json:"line"`     // its own, else the nearest
	Measures []TariffMeasure `json:"measures"` // those of the longest code first
}

// TariffLine is one line of the nomenclature.
type TariffLine struct {
	Code        string `json:"code"`
	Declarable  bool   `json:"declarable"` // goods are declared under this code itself
	Description string `json:"description,omitempty"`
	Start       Date   `json:"start,omitempty"`
	End         Date   `json:"end,omitempty"`
}

// TariffMeasure is one duty or tax that a tariff puts on a code. Empty texts are not given.
type TariffMeasure struct {
	Kind       string     `json:"kind"`                 // "mfn", "preference", "anti_dumping" and so on
	Code       string     `json:"code"`                 // the line that has it
	Origin     string     `json:"origin"`               // "all", a country or a group of the tariff
	Programme  string     `json:"programme,omitempty"`  // of preference
	Proof      string     `json:"proof,omitempty"`      // of origin, that the programme asks for
	Rate       string     `json:"rate,omitempty"`       // as written: "9.6 % MIN 1.1 EUR/KGM"
	Start      Date       `json:"start,omitempty"`      // first day
	End        Date       `json:"end,omitempty"`        // last day
	Conditions string     `json:"conditions,omitempty"` // what must hold
	Order      int        `json:"order"`                // small first
	Stacking   string     `json:"stacking"`             // how it joins what stands before it: "add", "replace", "top_up", "cap"
	Replaces   string     `json:"replaces,omitempty"`
	Quota      string     `json:"quota,omitempty"`
	Number     string     `json:"number,omitempty"`
	Name       string     `json:"name,omitempty"`
	Source     string     `json:"source,omitempty"`
	Confidence Confidence `json:"confidence"`
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

// LookUp tells what a commodity code is in a tariff, and every measure that fits the query. A code that the tariff does not have is
// no error. The error is an *Error with StatusNoRegime when there is no such tariff, or StatusInvalidValue for what is no code,
// country or day.
func (l *Library) LookUp(query TariffQuery) (*TariffAnswer, error) {
	return inJSON[TariffAnswer](l.LookUpJSON(query))
}

// LookUpJSON is LookUp as the document that `fos tariff lookup --format json` prints.
func (l *Library) LookUpJSON(query TariffQuery) ([]byte, error) {
	var a arena
	defer a.free()
	first, queries := list[C.fos_tariff_query](&a, 1)
	queries[0].struct_size = C.sizeof_fos_tariff_query
	queries[0].code, queries[0].origin, queries[0].date = a.text(query.Code), a.given(query.Origin), a.date(query.Date)
	return l.ofTariff(&a, query.Tariff, func(tariff *C.fos_tariff, out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_tariff_lookup_json(tariff, first, out, nil, failure)
	})
}

// TariffSearch asks for lines by their words.
type TariffSearch struct {
	Tariff string // id of the regime: "EU"
	Words  string // "cotton shirt"; case and accents do not matter
	Date   Date   // lines in force that day; empty: of any day
	Most   int    // how many lines at most; 0 means 20, and 100 is the most
}

// Search finds the lines whose descriptions hold the words, or words that begin or end alike, best first. It is a help to people
// who look for a code, not a classification. The error is an *Error with StatusInvalidValue when there is no word.
func (l *Library) Search(search TariffSearch) ([]TariffLine, error) {
	found, err := inJSON[struct {
		Lines []TariffLine `json:"lines"`
	}](l.SearchJSON(search))
	if err != nil {
		return nil, err
	}
	return found.Lines, nil
}

// SearchJSON is Search as the document that `fos tariff search --format json` prints.
func (l *Library) SearchJSON(search TariffSearch) ([]byte, error) {
	var a arena
	defer a.free()
	words, date, most := a.text(search.Words), a.date(search.Date), search.Most
	if most <= 0 {
		most = 20
	}
	return l.ofTariff(&a, search.Tariff, func(tariff *C.fos_tariff, out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_tariff_search_json(tariff, words, date, C.size_t(most), out, nil, failure)
	})
}

// ofTariff is the document that a function writes of a tariff.
func (l *Library) ofTariff(a *arena, id string, write func(*C.fos_tariff, *C.fos_buffer, *C.fos_error) C.fos_status) ([]byte, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return nil, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	name := a.text(id)
	if a.err != nil {
		return nil, a.err
	}
	tariff := C.fos_library_tariff(l.core.library, name)
	if tariff == nil {
		return nil, newError(StatusNoRegime, "no tariff %q is loaded", cut(id))
	}
	return appended(l.core.context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status { return write(tariff, out, failure) })
}

// Treatments is what the tariff offers for each item of a consignment.
type Treatments struct {
	Currency string           `json:"currency"`
	Items    []ItemTreatments `json:"items"`
}

// ItemTreatments is what the tariff offers for one item, cheapest first.
type ItemTreatments struct {
	Number        int         `json:"number"`
	CommodityCode string      `json:"commodity_code"`
	Options       []Treatment `json:"options"`
}

// Treatment is one that an importer may claim for an item, and what the whole quote then comes to.
type Treatment struct {
	Claim      string     `json:"claim"` // what Item.Preference takes; empty for none
	Kind       string     `json:"kind,omitempty"`
	Rate       string     `json:"rate,omitempty"`
	Proof      string     `json:"proof,omitempty"`
	Conditions string     `json:"conditions,omitempty"`
	Source     string     `json:"source,omitempty"`
	Confidence Confidence `json:"confidence,omitempty"`
	Duty       Decimal    `json:"duty"`    // of the whole quote
	Charges    Decimal    `json:"charges"` // all of them
	Complete   bool       `json:"complete"`
}

// Treatments tells, for each item of a request, which treatments the tariff offers (preferences, suspensions, quotas, and none
// claimed), and what the whole quote comes to under each.
func (l *Library) Treatments(ctx context.Context, request Request) (*Treatments, error) {
	return inJSON[Treatments](l.TreatmentsJSON(ctx, request.appendJSON(nil)))
}

// TreatmentsJSON is Treatments between documents: what `fos tariff options --format json` prints.
func (l *Library) TreatmentsJSON(ctx context.Context, request []byte) ([]byte, error) {
	return l.call(ctx, request, func(worker *C.fosgo_worker, document []byte) C.fos_status {
		return C.fosgo_treatments(worker, bytesOf(document), C.size_t(len(document)))
	})
}

// goText is a text that may be NULL.
func goText(text *C.char) string {
	if text == nil {
		return ""
	}
	return C.GoString(text)
}
