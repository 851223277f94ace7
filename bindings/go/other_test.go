package fos

import (
	"errors"
	"path/filepath"
	"slices"
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

func TestConvert(t *testing.T) {
	tried := 0
	for _, folder := range glob(t, cases+"/convert/*") {
		one := parse[struct {
			From, To string
			Args     []string
		}](t, read(t, folder+"/case.json"))
		if slices.ContainsFunc(one.Args, func(word string) bool { return strings.HasPrefix(word, "--") && word != "--report" }) {
			continue
		}
		from := slices.IndexFunc(Formats(), func(format Format) bool { return format.Name == one.From })
		if from < 0 || !Formats()[from].Reads {
			continue // this build was made without what reads XML
		}
		tried++
		input := read(t, glob(t, folder+"/input.*")[0])
		var want []byte // nothing where a value does not fit
		if expected, _ := filepath.Glob(folder + "/expected.*"); len(expected) != 0 {
			want = read(t, expected[0])
		}
		got, findings, err := Convert(input, one.From, one.To)
		if (err == nil) != (want != nil) || strings.TrimSpace(string(got)) != strings.TrimSpace(string(want)) {
			t.Errorf("%s: %v\n got  %s\n want %s", folder, err, got, want)
		}
		report := ""
		if told, _ := filepath.Glob(folder + "/report.txt"); len(told) != 0 {
			report = string(read(t, told[0]))
		}
		for _, finding := range findings {
			if !strings.Contains(report, strings.ReplaceAll(finding.Text, `"`, `\"`)) && !strings.Contains(report, finding.Text) {
				t.Errorf("%s: the report has no %q", folder, finding.Text)
			}
		}
		if lines := strings.Count(report, "fos: "); lines != len(findings) && !slices.Contains(one.Args, "json") {
			t.Errorf("%s: %d findings, %d lines", folder, len(findings), lines)
		}
	}
	if tried < 3 || len(Formats()) < 2 {
		t.Errorf("%d cases", tried)
	}
	if _, _, err := Convert([]byte("{}"), "json", "papyrus"); err == nil {
		t.Error("a format of nobody is written")
	}
	if _, _, err := Convert(nil, "json", "json"); !errors.Is(err, StatusSyntax) {
		t.Error(err)
	}
}

func TestTariffs(t *testing.T) {
	library := open(t, &Options{Tariffs: []Source{{"sample.csv", read(t, cases+"/tariffs/sample.csv")}}})
	tariffs, err := library.Tariffs()
	if err != nil || !slices.ContainsFunc(tariffs, func(one Tariff) bool { return one.ID == "XX" && one.Currency == "EUR" && one.Measures > 0 }) {
		t.Fatalf("%+v, %v", tariffs, err)
	}
	rows := strings.Split(string(read(t, cases+"/tariffs/sample.csv")), "\n")
	kinds := map[string]bool{}
	for _, row := range rows {
		code, _, _ := strings.Cut(row, ",")
		if _, err := strconv.Atoi(code); err != nil {
			continue
		}
		match, measures, err := library.Tariff(TariffQuery{Tariff: "XX", Code: code, Origin: "*"})
		if err != nil || match == MatchNone {
			t.Errorf("%s: %v, %v", code, match, err)
		}
		for _, measure := range measures {
			kinds[measure.Kind] = true
			if !strings.HasPrefix(code, measure.Code) && match != MatchShort || measure.Origin == "" || measure.Stacking == "" {
				t.Errorf("%s: %+v", code, measure)
			}
		}
	}
	if !kinds["mfn"] || !kinds["preference"] {
		t.Errorf("%v", kinds)
	}
	if match, measures, err := library.Tariff(TariffQuery{Tariff: "XX", Code: "98"}); err != nil || match != MatchNone || len(measures) != 0 {
		t.Error(match, measures, err)
	}
	for want, query := range map[Status]TariffQuery{
		StatusNoRegime: {Tariff: "YY", Code: "01"}, StatusInvalidValue: {Tariff: "XX", Code: "x"},
	} {
		if _, _, err := library.Tariff(query); !errors.Is(err, want) {
			t.Errorf("%+v: %v", query, err)
		}
	}
	if _, _, err := library.Tariff(TariffQuery{Tariff: "XX", Code: "01", Date: "soon"}); !errors.Is(err, StatusInvalidValue) {
		t.Error(err)
	}
	if _, err := Open(&Options{Tariffs: []Source{{"broken.csv", []byte("#tariff,XX\nnonsense\n")}}}); err == nil {
		t.Error("a broken tariff is taken")
	}
}
