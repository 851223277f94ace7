package fos

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// line is a finding as the command tells it.
func (f ConversionFinding) line() string {
	parts := []string{"fos: " + string(f.Severity)}
	if f.Source != "" {
		parts = append(parts, fmt.Sprintf("%s:%d:%d", f.Source, f.Line, f.Column))
	}
	if f.Pointer != "" {
		parts = append(parts, f.Pointer)
	}
	return strings.Join(append(parts, f.Text), ": ")
}

func TestConvertCases(t *testing.T) {
	tried := 0
	formats := Formats()
	for _, folder := range glob(t, cases+"/convert/*") {
		one := parse[struct {
			From, To string
			Args     []string
			Exit     int
		}](t, read(t, folder+"/case.json"))
		reads := slices.IndexFunc(formats, func(format Format) bool { return format.Name == one.From && format.Reads })
		if reads < 0 {
			continue // this build was made without what reads XML
		}
		options, inJSON := &ConvertOptions{Source: "stdin"}, false
		for i := 0; i < len(one.Args); i++ {
			switch one.Args[i] {
			case "--with-quote":
				options.WithQuote = true
			case "--date":
				i++
				options.Date = Date(one.Args[i])
			case "--fit":
				i++
				options.Fit = one.Args[i]
			case "--report":
				i++
				inJSON = one.Args[i] == "json"
			default:
				t.Fatalf("%s: an argument %s that this test does not know", folder, one.Args[i])
			}
		}
		tried++
		got, err := Convert(background, read(t, glob(t, folder+"/input.*")[0]), one.From, one.To, options)
		if (err == nil) != (one.Exit == 0) || got == nil {
			t.Errorf("%s: %v, exit %d", folder, err, one.Exit)
			continue
		}
		if expected, _ := filepath.Glob(folder + "/expected.*"); len(expected) != 0 {
			if want := read(t, expected[0]); string(got.Document) != string(want) && string(got.Document)+"\n" != string(want) {
				t.Errorf("%s:\n got  %s\n want %s", folder, got.Document, want)
			}
		} else if got.Document != nil {
			t.Errorf("%s: a document where none is expected", folder)
		}
		var report []string
		for _, finding := range got.Findings {
			report = append(report, finding.line())
		}
		want := ""
		if paths, _ := filepath.Glob(folder + "/report.txt"); len(paths) != 0 {
			want = strings.TrimSpace(string(read(t, paths[0])))
		}
		if inJSON {
			if told := parse[struct{ Findings []ConversionFinding }](t, []byte(want)); !slices.Equal(told.Findings, got.Findings) {
				t.Errorf("%s:\n got  %+v\n want %s", folder, got.Findings, want)
			}
		} else if strings.Join(report, "\n") != want {
			t.Errorf("%s:\n got  %s\n want %s", folder, strings.Join(report, "\n"), want)
		}
	}
	if tried < 10 {
		t.Errorf("%d cases", tried)
	}
}

func TestConvertFits(t *testing.T) {
	if !LocaleSupported() {
		t.Skip("built without ICU")
	}
	request := parse[Request](t, order(t))
	request.Consignment.Seller.Name = "深圳市有限公司 " + strings.Repeat("very long ", 20)
	document, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Convert(background, document, "json", "wco-h7-eu", &ConvertOptions{Fit: "eu.h7"})
	want, told := command(t, document, "convert", "-", "--from", "json", "--to", "wco-h7-eu", "--fit", "eu.h7", "--report", "json")
	if err != nil || strings.TrimSuffix(string(got.Document), "\n") != want {
		t.Fatalf("%v\n got  %s\n want %s %s", err, short(got.Document), short(want), short(told))
	}
	if findings := parse[struct{ Findings []ConversionFinding }](t, []byte(told)).Findings; !slices.Equal(findings, got.Findings) {
		t.Errorf("got %+v\n want %+v", got.Findings, findings)
	}
	if first := got.Findings[0]; first.Before == "" || first.After == "" || first.Element == "" || first.Format == "" || first.Severity != SeverityWarning {
		t.Errorf("%+v", first)
	}
}

func TestConvertMisuse(t *testing.T) {
	for want, call := range map[Status]func() (*Conversion, error){
		StatusInvalidArgument: func() (*Conversion, error) { return Convert(background, order(t), "json", "papyrus", nil) },
		StatusSyntax:          func() (*Conversion, error) { return Convert(background, nil, "json", "json", nil) },
		StatusEncoding:        func() (*Conversion, error) { return Convert(background, order(t), "json\x00", "json", nil) },
		StatusInvalidValue: func() (*Conversion, error) {
			return Convert(background, order(t), "json", "json", &ConvertOptions{Date: "soon"})
		},
		StatusNoRegime: func() (*Conversion, error) {
			return Convert(background, []byte(strings.Replace(string(order(t)), `"DE"`, `"CH"`, 1)), "json", "wco-xml", &ConvertOptions{WithQuote: true})
		},
		StatusUnsupported: func() (*Conversion, error) { return Convert(background, order(t), "cn23-text", "json", nil) },
	} {
		if got, err := call(); !errors.Is(err, want) || got != nil && got.Document != nil {
			t.Errorf("%v: %v, %v", want, got, err)
		}
	}
	if _, err := Convert(background, order(t), "json", "json", &ConvertOptions{Fit: "eu.h8"}); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(background)
	cancel()
	if _, err := Convert(ended, order(t), "json", "json", nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	incomplete := strings.NewReplacer(`"ioss"`, `"none"`).Replace(string(order(t)))
	if got, err := Convert(background, []byte(incomplete), "json", "wco-xml", &ConvertOptions{WithQuote: true}); err != nil && got == nil {
		t.Error(got, err)
	}
}

func TestFitCases(t *testing.T) {
	if !LocaleSupported() {
		t.Skip("built without ICU")
	}
	const place = "consignment.items.description"
	tried := 0
	for _, row := range strings.Split(strings.TrimSpace(string(read(t, cases+"/fit/rows.tsv"))), "\n") {
		columns := strings.Split(row, "\t")
		if strings.HasPrefix(row, "#") || len(columns) != 6 {
			continue
		}
		tried++
		name, characters, format, input, expected, deeds := columns[0], Characters(columns[1]), columns[2], columns[3], columns[4], columns[5]
		if characters == "-" {
			characters = ""
		}
		request := parse[Request](t, order(t))
		request.Consignment.Items = request.Consignment.Items[:1]
		request.Consignment.Items[0].Description = input
		document := request.appendJSON(nil)
		limits := []FitLimit{{place, format, characters}}
		fitted, changes, err := Fit(document, limits)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		after := parse[Request](t, fitted).Consignment.Items[0].Description
		if expected == "!" {
			if len(changes) != 1 || !changes[0].Unfitted || changes[0].Because == "" || after != input {
				t.Errorf("%s: %q, %+v", name, after, changes)
			}
			continue
		}
		if after != expected {
			t.Errorf("%s: %q, expected %q", name, after, expected)
		}
		done := "-"
		if len(changes) == 1 {
			done = ""
			change := changes[0]
			for _, deed := range []struct {
				letter string
				done   bool
			}{{"n", change.Normalised}, {"t", change.Transliterated}, {"o", change.Omitted}, {"s", change.Shortened}} {
				if deed.done {
					done += deed.letter
				}
			}
			if change.Before != input || change.After != expected || change.Element != place || change.Pointer != "/consignment/items/0/description" || change.Format != format ||
				change.Shortened && change.From <= change.To {
				t.Errorf("%s: %+v", name, change)
			}
		}
		if !sameWords(strings.Split(done, ""), strings.Split(deeds, "")) {
			t.Errorf("%s: %s was done, expected %s", name, done, deeds)
		}
		if _, changes, err := Fit(fitted, limits); err != nil || len(changes) != 0 {
			t.Errorf("%s: fitted twice: %+v, %v", name, changes, err)
		}
	}
	if tried < 35 {
		t.Errorf("%d rows", tried)
	}
	for _, limit := range []FitLimit{{Place: "consignment.nothing"}, {Place: place, Format: "many"}, {Place: place, Characters: "runes"}, {Place: place + "\x00"}} {
		if _, _, err := Fit(order(t), []FitLimit{limit}); err == nil {
			t.Errorf("%+v is taken", limit)
		}
	}
	if _, _, err := Fit([]byte("{"), nil); !errors.Is(err, StatusSyntax) {
		t.Error(err)
	}
}
