package fos

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

func TestIdentifiers(t *testing.T) {
	count := 0
	for _, line := range strings.Split(strings.TrimSpace(string(read(t, cases+"/identifiers/rows.tsv"))), "\n") {
		row := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(row) < 5 {
			continue
		}
		count++
		found, err := Identify(row[0], row[1])
		normalised, position := found.Normalised, strconv.Itoa(found.Position)
		if normalised == "" {
			normalised = "-"
		}
		if found.Position == 0 {
			position = "-"
		}
		if err != nil || string(found.Verdict) != row[2] || normalised != row[3] || position != row[4] || found.Because == "" {
			t.Errorf("%s: %+v, %v", line, found, err)
		}
		parts := ""
		for _, part := range found.Parts {
			if part.Name == "" || part.Value == "" || !strings.Contains(found.Normalised, part.Value) {
				t.Errorf("%s: part %+v", line, part)
			}
			parts += part.Value
		}
		if (found.Verdict == Invalid) != (found.Fault != "none") || found.Verdict == Invalid && parts != "" {
			t.Errorf("%s: %+v", line, found)
		}
	}
	if count < 100 {
		t.Errorf("%d rows only", count)
	}
	if _, err := Identify("s11", "x"); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
	for _, value := range []string{"", "\x00", "\xff", strings.Repeat("9", 1000)} {
		if found, err := Identify("s10", value); err != nil || found.Verdict != Invalid {
			t.Errorf("%.10q: %+v, %v", value, found, err)
		}
	}
	for _, scheme := range IdentifierSchemes() {
		if found, err := Identify(scheme.Name, scheme.Example); err != nil || found.Verdict == Invalid || scheme.Title == "" {
			t.Errorf("%+v: %+v, %v", scheme, found, err)
		}
	}
}
