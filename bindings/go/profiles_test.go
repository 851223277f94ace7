package fos

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func TestProfiles(t *testing.T) {
	profiles, err := Profiles()
	if err != nil || len(profiles) < 20 {
		t.Fatalf("%d profiles, %v", len(profiles), err)
	}
	for i, profile := range profiles {
		if profile.ID == "" || profile.Title == "" || profile.Authority == "" || profile.Filing == "" || !profile.Reviewed.Valid() ||
			!strings.HasPrefix(profile.Digest, "sha256:") || profile.From != "" && !profile.From.Valid() {
			t.Errorf("%+v", profile)
		}
		if i > 0 && profiles[i-1].ID >= profile.ID {
			t.Errorf("%s stands behind %s", profile.ID, profiles[i-1].ID)
		}
	}
}

func TestValidate(t *testing.T) {
	order := read(t, cases+"/example-order.json")
	found, err := Validate("eu.h7", "", order)
	if err != nil {
		t.Fatal(err)
	}
	if found.Profile != "eu.h7" || found.Date != "2026-11-23" || found.State != Incomplete || found.Errors() == 0 {
		t.Errorf("%+v", found)
	}
	number := found.Findings[0]
	if number.Pointer != "/consignment/declaration/lrn" || number.Kind != "missing" || number.Severity != SeverityError ||
		number.Expected != "an..22" || number.Because == "" || number.Source == "" || number.Confidence == "" || len(number.Roles) == 0 {
		t.Errorf("%+v", number)
	}
	// What the data set refuses is a finding, too.
	wrong := []byte(strings.Replace(string(order), `"CN"`, `"C"`, 1))
	if found, err := Validate("eu.h7", "", wrong); err != nil || found.Findings[0].Kind != "data" && !hasKind(found, "data") {
		t.Errorf("%+v, %v", found, err)
	}
	if found, err := Validate("eu.h7", "2019-01-01", order); err != nil || found.State != NotApplicable || found.Date != "2019-01-01" {
		t.Errorf("%+v, %v", found, err)
	}
}

func hasKind(found *Validation, kind string) bool {
	for _, finding := range found.Findings {
		if finding.Kind == kind {
			return true
		}
	}
	return false
}

func TestValidateAll(t *testing.T) {
	order := read(t, cases+"/example-order.json")
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	all, err := ValidateAll("", order)
	if err != nil || len(all) != len(profiles) {
		t.Fatalf("%d validations, %v", len(all), err)
	}
	var group sync.WaitGroup
	for i, profile := range profiles {
		group.Add(1)
		go func() {
			defer group.Done()
			one, err := Validate(profile.ID, "", order)
			if err != nil || !reflect.DeepEqual(*one, all[i]) {
				t.Errorf("%s: alone %+v, among all %+v, %v", profile.ID, one, all[i], err)
			}
		}()
	}
	group.Wait()
}

func TestValidateMisuse(t *testing.T) {
	order := read(t, cases+"/example-order.json")
	for _, c := range []struct {
		profile  string
		date     Date
		document []byte
		status   Status
	}{
		{"eu.h8", "", order, StatusInvalidArgument},
		{"all", "", order, StatusInvalidArgument},
		{"", "", order, StatusInvalidArgument},
		{"eu.h7", "2026-02-30", order, StatusInvalidValue},
		{"eu.h7", "", []byte("{"), StatusSyntax},
		{"eu.h7", "", nil, StatusSyntax},
	} {
		if found, err := Validate(c.profile, c.date, c.document); found != nil || !errors.Is(err, c.status) {
			t.Errorf("%q, %q, %.9q: got %v, %v, want %v", c.profile, c.date, c.document, found, err, c.status)
		}
	}
	if found, err := ValidateAll("", []byte("[]")); found != nil || err == nil {
		t.Errorf("%v, %v", found, err)
	}
}
