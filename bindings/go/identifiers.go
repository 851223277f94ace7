package fos

// #include "bridge.h"
import "C"

// Verdict is what a check of an identifier found.
type Verdict string

// The verdicts.
const (
	Invalid    Verdict = "invalid"     // no such identifier can exist
	WellFormed Verdict = "well_formed" // of the right form; nothing public tells more
	Valid      Verdict = "valid"       // and its check digit is right, or it stands in its list
)

// Identification is what Identify found.
type Identification struct {
	Verdict    Verdict
	Fault      string // why it is invalid, such as "check"; "none" unless invalid
	Position   int    // of the fault: byte in the value as given, from 1; 0 when there is none
	Normalised string // without separators, in capitals, with its prefix; empty when invalid
	Because    string // one clause: what was verified, or what is wrong and what was expected
	Parts      []IdentifierPart
}

// IdentifierPart is one part of the normalised form, such as the serial number.
type IdentifierPart struct{ Name, Value string }

// Identify checks an identifier by the public rules of its scheme, such as "s10", "ioss" or "gb-vat". An invalid value is a
// verdict, not an error; the error is an *Error with StatusInvalidArgument for a scheme that is not known.
func Identify(scheme, value string) (Identification, error) {
	var a arena
	defer a.free()
	name := a.text(scheme)
	if a.err != nil {
		return Identification{}, a.err
	}
	failure := newCError()
	result := C.fos_identifier_result{struct_size: C.sizeof_fos_identifier_result}
	if C.fos_identifier_check(name, bytesOf([]byte(value)), C.size_t(len(value)), &result, failure) != C.FOS_STATUS_OK {
		return Identification{}, errorOf(failure)
	}
	found := Identification{
		Verdict:    Verdict(C.GoString(C.fos_verdict_name(result.verdict))),
		Fault:      C.GoString(C.fos_identifier_fault_name(result.fault)),
		Position:   int(result.position),
		Normalised: C.GoString(&result.normalised[0]),
		Because:    C.GoString(&result.because[0]),
	}
	for _, part := range result.parts[:result.part_count] {
		found.Parts = append(found.Parts, IdentifierPart{C.GoString(&part.name[0]), found.Normalised[part.offset : part.offset+part.length]})
	}
	return found, nil
}

// IdentifierScheme is what is known of a scheme of identifiers.
type IdentifierScheme struct {
	Name      string // as in identifiers of a party: "ioss"
	Title     string // what it identifies
	Authority string // who gives it out, or the standard
	Example   string
	Checked   string // what a check verifies, and what it cannot
}

// IdentifierSchemes lists the schemes that Identify knows, in order of name.
func IdentifierSchemes() []IdentifierScheme {
	schemes := make([]IdentifierScheme, int(C.fos_identifier_scheme_count()))
	for i := range schemes {
		scheme := C.fos_identifier_scheme_at(C.size_t(i))
		schemes[i] = IdentifierScheme{
			Name: C.GoString(scheme.name), Title: C.GoString(scheme.title), Authority: C.GoString(scheme.authority),
			Example: C.GoString(scheme.example), Checked: C.GoString(scheme.checked),
		}
	}
	return schemes
}
