package fos

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Every case of the tree, from Go: the same bytes as from C.

type quoteCase struct {
	ID      string
	Request json.RawMessage
	Expect  struct {
		Exit        *int
		Totals      map[string]Decimal
		ByCollector map[Role]Decimal `json:"by_collector"`
		Complete    *bool
		Missing     []string
		Route       string
		Says        []string
		ByPayer     map[Role]Decimal `json:"by_payer"`
		ByDue       map[Due]Decimal  `json:"by_due"`
	}
}

// lines are the requests of a file of cases, one a line.
func lines(t *testing.T, path string) []byte {
	var made bytes.Buffer
	for _, one := range parse[[]quoteCase](t, read(t, path)) {
		if err := json.Compact(&made, one.Request); err != nil {
			t.Fatalf("%s: %s: %v", path, one.ID, err)
		}
		made.WriteByte('\n')
	}
	return made.Bytes()
}

// fromC is what the command answers, line by line.
func fromC(t *testing.T, requests []byte, arguments ...string) []string {
	command := exec.Command(tool(t), append([]string{"quote", "--ndjson", "-"}, arguments...)...)
	command.Stdin = bytes.NewReader(requests)
	out, err := command.Output()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

func compareWithC(t *testing.T, library *Library, path string, answers []string) {
	requests := lines(t, path)
	documents := strings.Split(strings.TrimSuffix(string(requests), "\n"), "\n")
	if len(answers) != len(documents) {
		t.Fatalf("%s: %d requests, %d answers", path, len(documents), len(answers))
	}
	for i, document := range documents {
		got, err := library.QuoteJSON(context.Background(), []byte(document))
		if err != nil {
			sameFailure(t, path, i+1, err, answers[i])
			continue
		}
		if strings.TrimSuffix(string(got), "\n") != answers[i] {
			t.Errorf("%s: case %d:\n from Go %s\n from C  %s", path, i+1, got, answers[i])
		}
		checkTyped(t, library, []byte(document), got)
	}
	var batch bytes.Buffer
	if _, err := library.QuoteMany(context.Background(), bytes.NewReader(requests), &batch, &BatchOptions{Source: "stdin"}); err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSuffix(batch.String(), "\n"); got != strings.Join(answers, "\n") {
		t.Errorf("%s: a batch answers other bytes than the command:\n%.300s\n%.300s", path, got, strings.Join(answers, "\n"))
	}
}

func sameFailure(t *testing.T, path string, line int, err error, answer string) {
	failure := parse[struct {
		Error struct{ Status, Pointer, Text string }
	}](t, []byte(answer)).Error
	var got *Error
	if !errors.As(err, &got) || got.Status.String() != failure.Status || got.Pointer != failure.Pointer || got.Text != failure.Text {
		t.Errorf("%s: case %d: from Go %v, from C %s", path, line, err, answer)
	}
}

// checkTyped goes the way of structs: the same figures, and nothing lost.
func checkTyped(t *testing.T, library *Library, document, want []byte) {
	request := parse[Request](t, document)
	quote, err := library.Quote(context.Background(), request)
	if err != nil {
		t.Errorf("structs: %v for %s", err, document)
		return
	}
	if reflected := parse[Quotation](t, want); !reflect.DeepEqual(*quote, reflected) {
		t.Errorf("structs:\n read here         %+v\n by encoding/json  %+v", *quote, reflected)
	}
	written, err := json.Marshal(quote)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := parse[any](t, written), parse[any](t, want); !reflect.DeepEqual(a, b) {
		t.Errorf("structs lose something:\n written %s\n answer  %s", written, want)
	}
}

func TestQuotesAreThoseOfC(t *testing.T) {
	library := open(t, nil)
	for _, path := range glob(t, cases+"/quotes/*.json") {
		t.Run(filepath.Base(path), func(t *testing.T) { compareWithC(t, library, path, fromC(t, lines(t, path))) })
	}
}

// The needs of the rule language, each with a regime of its own.
func TestLanguage(t *testing.T) {
	for _, folder := range glob(t, cases+"/language/*") {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			source := Source{"regime.json", read(t, folder+"/regime.json")}
			path := folder + "/cases.json"
			alone := open(t, &Options{Regimes: []Source{source}, OnlyGiven: true})
			compareWithC(t, alone, path, fromBatch(t, alone, lines(t, path)))
			checkExpected(t, alone, path)
			only := t.TempDir()
			write(t, only+"/regime.json", source.Bytes)
			answers := fromC(t, lines(t, path), "--regimes", only)
			if strings.Contains(answers[0], `"status":"rule_conflict"`) {
				return // the command has the other regimes too, of which one rules the same country
			}
			compareWithC(t, open(t, &Options{RegimesDirectory: only}), path, answers)
		})
	}
}

// fromBatch is what the C library's own loop answers.
func fromBatch(t *testing.T, library *Library, requests []byte) []string {
	var out bytes.Buffer
	if _, err := library.QuoteMany(context.Background(), bytes.NewReader(requests), &out, &BatchOptions{Jobs: 1, Source: "stdin"}); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// checkExpected holds the figures that a case expects against the structs.
func checkExpected(t *testing.T, library *Library, path string) {
	for _, one := range parse[[]quoteCase](t, read(t, path)) {
		quote, err := library.Quote(context.Background(), parse[Request](t, one.Request))
		want := one.Expect
		if err != nil {
			if want.Exit == nil || *want.Exit < 2 {
				t.Errorf("%s: %v", one.ID, err)
			}
			for _, words := range want.Says {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%s: %v, expected %q", one.ID, err, words)
				}
			}
			continue
		}
		if want.Exit != nil && *want.Exit != map[bool]int{true: 0, false: 3}[quote.Complete] || want.Complete != nil && *want.Complete != quote.Complete {
			t.Errorf("%s: complete is %v", one.ID, quote.Complete)
		}
		totals := quote.Totals
		for name, got := range map[string]Decimal{
			"goods": totals.Goods, "freight": totals.Freight, "insurance": totals.Insurance, "duty": totals.Duty,
			"excise": totals.Excise, "tax": totals.Tax, "fee": totals.Fee, "charges": totals.Charges, "landed_cost": totals.LandedCost,
		} {
			if amount, expected := want.Totals[name]; expected && !got.Equal(amount) {
				t.Errorf("%s: %s is %s, expected %s", one.ID, name, got, amount)
			}
		}
		sameAmounts(t, one.ID, totals.ByCollector, want.ByCollector)
		sameAmounts(t, one.ID, totals.ByPayer, want.ByPayer)
		sameAmounts(t, one.ID, totals.ByDue, want.ByDue)
		if want.Route != "" && quote.Items[0].Route != want.Route {
			t.Errorf("%s: the route is %s, expected %s", one.ID, quote.Items[0].Route, want.Route)
		}
	}
}

func sameAmounts[Key comparable](t *testing.T, id string, got, want map[Key]Decimal) {
	for key, amount := range want {
		if !got[key].Equal(amount) {
			t.Errorf("%s: %v has %s, expected %s", id, key, got[key], amount)
		}
	}
}

func TestComparisonsAreThoseOfC(t *testing.T) {
	library := open(t, nil)
	for _, path := range glob(t, cases+"/quotes/*.json") {
		document, _, _ := bytes.Cut(lines(t, path), []byte("\n"))
		command := exec.Command(tool(t), "compare", "-")
		command.Stdin = bytes.NewReader(document)
		want, err := command.Output()
		if err != nil && len(want) == 0 {
			t.Fatal(path, err)
		}
		got, err := library.CompareJSON(context.Background(), document)
		if err != nil {
			sameFailure(t, path, 1, err, string(want))
			continue
		}
		if strings.TrimSuffix(string(got), "\n") != strings.TrimSuffix(string(want), "\n") {
			t.Errorf("%s:\n from Go %s\n from C  %s", path, got, want)
		}
		comparison, err := library.Compare(context.Background(), parse[Request](t, document))
		if err != nil {
			t.Fatal(path, err)
		}
		if reflected := parse[Comparison](t, got); !reflect.DeepEqual(*comparison, reflected) {
			t.Errorf("%s: structs differ from encoding/json", path)
		}
	}
}

func TestGoldenErrors(t *testing.T) {
	standard := open(t, nil)
	type golden struct {
		Name, Document, Bytes, Status, Error string
		Limits                               Limits
	}
	for _, path := range glob(t, cases+"/errors/*.json") {
		for _, one := range parse[[]golden](t, read(t, path)) {
			document := []byte(one.Document)
			if one.Bytes != "" {
				document, _ = hex.DecodeString(one.Bytes)
			}
			library := standard
			if one.Limits != (Limits{}) {
				library = open(t, &Options{Limits: one.Limits})
			}
			_, err := library.QuoteJSON(context.Background(), document)
			var failure *Error
			if !errors.As(err, &failure) {
				t.Errorf("%s: %s: %v", path, one.Name, err)
				continue
			}
			if failure.Status.String() != one.Status || failure.Error() != "fos: "+one.Error {
				t.Errorf("%s: %s:\n got  %s (%s)\n want fos: %s (%s)", path, one.Name, failure, failure.Status, one.Error, one.Status)
			}
			if !errors.Is(err, failure.Status) || errors.Is(err, StatusNoRoute) {
				t.Errorf("%s: %s: errors.Is does not know the status", path, one.Name)
			}
		}
	}
}

func TestFindingsOfBrokenRules(t *testing.T) {
	for _, folder := range glob(t, cases+"/rules-bad/*") {
		findings, err := CheckRegime(Source{"regime.json", read(t, folder+"/regime.json")})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, finding := range findings {
			if finding.Warning {
				got.WriteString("warning: ")
			}
			got.WriteString(strings.TrimPrefix(finding.Error.Error(), "fos: ") + "\n")
		}
		if want := string(read(t, folder+"/expect.txt")); got.String() != want {
			t.Errorf("%s:\n got  %s want %s", folder, got.String(), want)
		}
	}
}

func TestDumpsOfRegimes(t *testing.T) {
	library := open(t, nil)
	regimes, err := library.Regimes()
	if err != nil || len(regimes) != len(glob(t, cases+"/dumps/*.txt")) {
		t.Fatalf("%d regimes, %v", len(regimes), err)
	}
	for _, regime := range regimes {
		dump, err := library.DumpRegime(regime.ID)
		if err != nil || dump != string(read(t, cases+"/dumps/"+regime.ID+".txt")) {
			t.Errorf("the dump of %s differs, %v", regime.ID, err)
		}
		if !regime.Reviewed.Valid() || len(regime.Currency) != 3 || !strings.HasPrefix(regime.Digest, "sha256:") {
			t.Errorf("%+v", regime)
		}
		shown, err := library.ShowRegime(regime.ID, "2026-11-23")
		want, _ := exec.Command(tool(t), "regimes", "show", regime.ID, "--date", "2026-11-23").Output()
		if err != nil || strings.TrimSuffix(shown, "\n") != strings.TrimSuffix(string(want), "\n") {
			t.Errorf("the account of %s differs, %v", regime.ID, err)
		}
	}
}

func TestTextIsThatOfC(t *testing.T) {
	library := open(t, nil)
	for _, locale := range []string{"", "de-DE"} {
		if locale != "" && !LocaleSupported() {
			continue
		}
		arguments := []string{cases + "/example-order.json", "--format", "text"}
		if locale != "" {
			arguments = append(arguments, "--locale", locale)
		}
		for command, call := range map[string]func(context.Context, []byte, string) (string, error){
			"quote": library.QuoteText, "compare": library.CompareText,
		} {
			want, err := exec.Command(tool(t), append([]string{command}, arguments...)...).Output()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := call(context.Background(), order(t), locale); err != nil || got != string(want) {
				t.Errorf("%s in %q: %v\n got  %s\n want %s", command, locale, err, got, want)
			}
		}
	}
}
