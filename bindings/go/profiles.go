package fos

// #include "bridge.h"
import "C"

import (
	"encoding/json"
	"sync"
)

// Profile is what one administration asks for in one filing.
type Profile struct {
	ID          string // such as "eu.h7"
	Title       string
	Authority   string // who asks for the filing
	Filing      string // what kind of filing it is
	Note        string // what is not known of it; often empty
	From, Until Date   // the first day on which it can be made, the first on which it cannot any more; empty when there is none
	Reviewed    Date   // when it was last read against its sources
	DataVersion string
	Digest      string // "sha256:…"
	Origin      string // where it was read
}

// Readiness tells whether a filing can be made.
type Readiness string

// Whether a filing can be made.
const (
	Ready         Readiness = "ready"          // nothing that it asks for is missing or wrong
	Incomplete    Readiness = "incomplete"     // it could be made; the errors say what is missing or wrong
	NotApplicable Readiness = "not_applicable" // not for such a consignment, or not on that day
)

// Severity is how much a finding of a validation weighs.
type Severity string

// How much a finding weighs.
const (
	SeverityError   Severity = "error"   // the filing would be refused, or cannot be made
	SeverityWarning Severity = "warning" // it would be questioned
	SeverityNote    Severity = "note"    // could not be decided, or is good to know
)

// Validation is what was found about one request under one profile, in the order of the profile.
type Validation struct {
	Profile  string              `json:"profile"`
	Title    string              `json:"title"`
	Date     Date                `json:"date"` // for which it was checked
	State    Readiness           `json:"state"`
	Findings []ValidationFinding `json:"findings"`
}

// ValidationFinding is one thing that is missing, wrong or good to know. Empty texts are not given.
type ValidationFinding struct {
	Severity   Severity   `json:"severity"`
	Kind       string     `json:"kind"`     // "missing", "format", "code", "count", "scope", "check", "quality", "data", "undecided"
	Rule       string     `json:"rule"`     // id of the row, condition or shared check
	Element    string     `json:"element"`  // place in the data set, "consignment.seller.name"
	Pointer    string     `json:"pointer"`  // JSON Pointer of the value
	Label      string     `json:"label"`    // what the administration calls it
	Value      string     `json:"value"`    // as it was given
	Expected   string     `json:"expected"` // what was expected instead
	Because    string     `json:"because"`  // one sentence
	Roles      []Role     `json:"roles"`    // who can supply it
	Source     string     `json:"source"`   // where the rule was read
	Confidence Confidence `json:"confidence"`
}

// Errors counts the findings for which the filing would be refused.
func (v *Validation) Errors() int {
	count := 0
	for _, finding := range v.Findings {
		if finding.Severity == SeverityError {
			count++
		}
	}
	return count
}

// profileSet is the profiles of the installation, which never change and are never freed.
type profileSet struct {
	context  *C.fos_context
	profiles *C.fos_profiles
}

var sharedProfiles = sync.OnceValues(func() (profileSet, error) {
	context, err := base()
	if err != nil {
		return profileSet{}, err
	}
	failure := newCError()
	profiles := C.fos_profiles_open(context, nil, failure)
	if profiles == nil {
		return profileSet{}, errorOf(failure)
	}
	return profileSet{context, profiles}, nil
})

// Profiles lists what Validate knows, in order of id: the profiles in the folder of FOS_DATA_DIR, the installed ones, and those
// compiled in.
func Profiles() ([]Profile, error) {
	set, err := sharedProfiles()
	if err != nil {
		return nil, err
	}
	profiles := make([]Profile, int(C.fos_profiles_count(set.profiles)))
	for i := range profiles {
		profile := C.fos_profiles_at(set.profiles, C.size_t(i))
		profiles[i] = Profile{
			ID: C.GoString(C.fos_profile_id(profile)), Title: C.GoString(C.fos_profile_title(profile)),
			Authority: C.GoString(C.fos_profile_authority(profile)), Filing: C.GoString(C.fos_profile_filing(profile)),
			Note: C.GoString(C.fos_profile_note(profile)), From: dateOf(C.fos_profile_from(profile)),
			Until: dateOf(C.fos_profile_until(profile)), Reviewed: dateOf(C.fos_profile_reviewed(profile)),
			DataVersion: C.GoString(C.fos_profile_data_version(profile)), Digest: C.GoString(C.fos_profile_digest(profile)),
			Origin: C.GoString(C.fos_profile_origin(profile)),
		}
	}
	return profiles, nil
}

// Validate checks a request document against what the filing `profile`, such as "eu.h7", asks for on a day; an empty date takes
// the request's. Values that the data set refuses are findings, not errors; the error is an *Error for a document that cannot be
// read, a day or a profile that is not known. It is safe for any number of goroutines.
func Validate(profile string, date Date, request []byte) (*Validation, error) {
	if profile == "all" {
		return nil, newError(StatusInvalidArgument, `profile "all": ValidateAll answers that`)
	}
	validation := new(Validation)
	if err := validate(profile, date, request, validation); err != nil {
		return nil, err
	}
	return validation, nil
}

// ValidateAll tells for every profile whether the filing could be made, and what is missing for it.
func ValidateAll(date Date, request []byte) ([]Validation, error) {
	var survey struct {
		Profiles []Validation `json:"profiles"`
	}
	if err := validate("all", date, request, &survey); err != nil {
		return nil, err
	}
	return survey.Profiles, nil
}

func validate(profile string, date Date, request []byte, answer any) error {
	set, err := sharedProfiles()
	if err != nil {
		return err
	}
	var a arena
	defer a.free()
	id, day := a.text(profile), a.date(date)
	if a.err != nil {
		return a.err
	}
	document, err := appended(set.context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_profiles_validate_json(set.profiles, id, day, bytesOf(request), C.size_t(len(request)), nil, out, failure)
	})
	if err != nil {
		return err
	}
	return json.Unmarshal(document, answer)
}

// DumpProfile is every rule of a profile, one a line, in a stable order.
func DumpProfile(id string) (string, error) {
	set, err := sharedProfiles()
	if err != nil {
		return "", err
	}
	var a arena
	defer a.free()
	name := a.text(id)
	if a.err != nil {
		return "", a.err
	}
	profile := C.fos_profiles_find(set.profiles, name)
	if profile == nil {
		return "", newError(StatusInvalidArgument, "there is no profile %q", cut(id))
	}
	dump, err := appended(set.context, func(out *C.fos_buffer, _ *C.fos_error) C.fos_status { return C.fos_profile_dump(profile, out) })
	return string(dump), err
}

// CheckProfile checks one profile file, as CheckRegime does a rule file.
func CheckProfile(file Source) ([]Finding, error) {
	return checkFile(file, func(context *C.fos_context, source *C.fos_source, report *C.fos_report) C.fos_status {
		return C.fos_profile_check(context, source, report)
	})
}
