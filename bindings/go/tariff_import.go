package fos

// #include "bridge.h"
import "C"

import (
	"io"
	"unsafe"
)

// TariffImport says what a file of an administration is read as.
type TariffImport struct {
	Form        string // "uk-csv", "us-hts-json", "us-hts-csv" or "mfn-csv"
	Name        string // of the file, for messages
	ID          string // of the regime that will read the tariff: "GB"
	Currency    string // ISO 4217
	DataVersion string // "2026.11.1"
	Source      string // where its rows come from; may be empty
	// Groups are those that measures name by their id, where the file does not say who belongs to them.
	Groups []OriginGroup
	// Skipped is told of each row that is left out, with its line and the reason, and of groups without members. It may be nil.
	Skipped func(why *Error)
}

// OriginGroup is a group of countries of origin.
type OriginGroup struct {
	ID, Name string
	Members  []string // ISO 3166-1 alpha-2
}

// ImportedTariff is a compiled tariff, for Options.Tariffs, and how much of the file is in it.
type ImportedTariff struct {
	Bytes         []byte
	Rows, Skipped int
}

// ImportTariff reads a tariff as an administration publishes it, however large, and compiles it. A row that is not understood is
// left out and told. The error is an *Error when the file is not of the form, or the reader's.
func ImportTariff(in io.Reader, as TariffImport) (*ImportedTariff, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	form, name, id, currency := a.text(as.Form), a.text(as.Name), a.text(as.ID), a.text(as.Currency)
	version, source := a.text(as.DataVersion), a.given(as.Source)
	if a.err != nil {
		return nil, a.err
	}
	failure := newCError()
	importing := C.fosgo_import_new(context, form, name, id, currency, version, source, failure)
	if importing == nil {
		return nil, errorOf(failure)
	}
	defer C.fosgo_import_free(importing)
	if err := addGroups(&a, C.fos_import_builder(importing._import), as.Groups); err != nil {
		return nil, err
	}
	block := make([]byte, 256<<10)
	for ended := false; !ended; {
		length, err := in.Read(block)
		if err != nil && err != io.EOF {
			return nil, err
		}
		ended = err == io.EOF
		for rest := block[:length]; len(rest) > 0; {
			// In pieces, so that what is told of rows that are left out stays small.
			piece := rest[:min(len(rest), 4096)]
			rest = rest[len(piece):]
			status := C.fosgo_import_feed(importing, bytesOf(piece), C.size_t(len(piece)), failure)
			tellSkipped(importing, as.Skipped)
			if status != C.FOS_STATUS_OK {
				failure.status = status
				return nil, errorOf(failure)
			}
		}
	}
	image, err := appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fosgo_import_finish(importing, out, failure)
	})
	tellSkipped(importing, as.Skipped)
	if err != nil {
		return nil, err
	}
	return &ImportedTariff{image, int(C.fos_import_rows(importing._import)), int(C.fos_import_skipped(importing._import))}, nil
}

func tellSkipped(importing *C.fosgo_import, tell func(*Error)) {
	for _, why := range unsafe.Slice(importing.told, int(importing.told_count)) {
		if tell != nil {
			tell(errorOf(&why))
		}
	}
	importing.told_count = 0
}

func addGroups(a *arena, builder *C.fos_tariff_builder, groups []OriginGroup) error {
	failure := newCError()
	for _, group := range groups {
		id, name := a.text(group.ID), a.text(group.Name)
		if a.err == nil && C.fos_tariff_builder_group(builder, id, name, failure) != C.FOS_STATUS_OK {
			return errorOf(failure)
		}
		for _, member := range group.Members {
			country := a.text(member)
			if a.err != nil {
				return a.err
			}
			if C.fos_tariff_builder_member(builder, id, country, C.FOS_DATE_ABSENT, C.FOS_DATE_ABSENT, failure) != C.FOS_STATUS_OK {
				return errorOf(failure)
			}
		}
	}
	return a.err
}
