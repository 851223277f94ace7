package fos

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
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
			// Of a filing for other parcels, the survey tells what it lacks besides.
			if err != nil || one.State != all[i].State || one.State != NotApplicable && !reflect.DeepEqual(*one, all[i]) {
				t.Errorf("%s: alone %s, among all %s, %v", profile.ID, short(fmt.Sprintf("%+v", one)), short(fmt.Sprintf("%+v", all[i])), err)
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

// The cases: one order and every filing, and the dumps.
func TestProfileCases(t *testing.T) {
	document := read(t, cases+"/profiles/one-order.json")
	all, err := ValidateAll("", document)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, survey := range all {
		one, err := Validate(survey.Profile, "", document)
		if err != nil {
			t.Fatal(err)
		}
		got.WriteString(one.Profile + "\t" + string(one.State))
		for _, finding := range one.Findings {
			if finding.Severity == SeverityError && finding.Kind == "scope" {
				got.WriteString("\t" + finding.Rule)
			} else if finding.Severity == SeverityError {
				got.WriteString("\t" + finding.Pointer)
			}
		}
		got.WriteString("\n")
	}
	if want := string(read(t, cases+"/profiles/one-order.tsv")); got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	out, _ := command(t, document, "validate", "-", "--profile", "all", "--format", "json")
	said := parse[struct{ Profiles json.RawMessage }](t, []byte(out))
	if again := parse[[]Validation](t, said.Profiles); !reflect.DeepEqual(again, all) {
		t.Error("the command says something else")
	}
	dumps := glob(t, cases+"/profiles/dumps/*.txt")
	for _, path := range dumps {
		id := strings.TrimSuffix(filepath.Base(path), ".txt")
		if dump, err := DumpProfile(id); err != nil || dump != string(read(t, path)) {
			t.Errorf("the dump of %s differs, %v", id, err)
		}
	}
	if len(dumps) != len(all) {
		t.Errorf("%d dumps, %d profiles", len(dumps), len(all))
	}
	if _, err := DumpProfile("eu.h8"); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
	for _, path := range glob(t, root+"/lib/data/profiles/*.json") {
		if findings, err := CheckProfile(Source{filepath.Base(path), read(t, path)}); err != nil || len(findings) != 0 && !findings[0].Warning {
			t.Errorf("%s: %v, %v", path, findings, err)
		}
	}
	if findings, err := CheckProfile(Source{"x.json", []byte("{}")}); err != nil || len(findings) == 0 || findings[0].Warning {
		t.Error(findings, err)
	}
}
