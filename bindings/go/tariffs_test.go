package fos

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

func sample(t testing.TB) *Library {
	return open(t, &Options{Tariffs: []Source{{"sample.csv", read(t, cases+"/tariffs/sample.csv")}}})
}

func TestTariffs(t *testing.T) {
	library := sample(t)
	tariffs, err := library.Tariffs()
	if err != nil || !slices.ContainsFunc(tariffs, func(one Tariff) bool { return one.ID == "XX" && one.Currency == "EUR" && one.Measures > 0 }) {
		t.Fatalf("%+v, %v", tariffs, err)
	}
	kinds := map[string]bool{}
	for _, row := range strings.Split(string(read(t, cases+"/tariffs/sample.csv")), "\n") {
		code, _, _ := strings.Cut(row, ",")
		if _, err := strconv.Atoi(code); err != nil {
			continue
		}
		found, err := library.LookUp(TariffQuery{Tariff: "XX", Code: code, Origin: "*"})
		if err != nil || found.Match == MatchNone || found.Tariff.ID != "XX" || !strings.HasPrefix(found.Tariff.Digest, "sha256:") || found.Line.Code == "" {
			t.Errorf("%s: %+v, %v", code, found, err)
			continue
		}
		for _, measure := range found.Measures {
			kinds[measure.Kind] = true
			if !strings.HasPrefix(code, measure.Code) && found.Match != MatchShort || measure.Origin == "" || measure.Stacking == "" {
				t.Errorf("%s: %+v", code, measure)
			}
		}
		for _, date := range []Date{"", "2026-11-23"} {
			got, err := library.LookUpJSON(TariffQuery{Tariff: "XX", Code: code, Origin: "VN", Date: date})
			arguments := []string{"tariff", "lookup", code, "--tariff", "tests/cases/tariffs/sample.csv", "--origin", "VN", "--format", "json"}
			if date != "" {
				arguments = append(arguments, "--date", string(date))
			}
			want, _ := command(t, nil, arguments...)
			want = strings.Replace(want, `"tests/cases/tariffs/sample.csv"`, `"sample.csv"`, 1) // the name it was opened with
			if date != "" && strings.TrimSuffix(string(got), "\n") != want || err != nil {
				t.Errorf("%s: %v\n got  %s\n want %s", code, err, got, want)
			}
		}
	}
	if !kinds["mfn"] || !kinds["preference"] {
		t.Errorf("%v", kinds)
	}
	if found, err := library.LookUp(TariffQuery{Tariff: "XX", Code: "98"}); err != nil || found.Match != MatchNone || len(found.Measures) != 0 {
		t.Error(found, err)
	}
	for want, query := range map[Status]TariffQuery{
		StatusNoRegime: {Tariff: "YY", Code: "01"}, StatusInvalidValue: {Tariff: "XX", Code: "x"}, StatusEncoding: {Tariff: "XX", Code: "61\x0009"},
	} {
		if _, err := library.LookUp(query); !errors.Is(err, want) {
			t.Errorf("%+v: %v", query, err)
		}
	}
	for _, query := range []TariffQuery{{Tariff: "XX", Code: "01", Date: "soon"}, {Tariff: "XX", Code: "01", Origin: "Vietnam"}, {Tariff: "XX", Code: ""}} {
		if _, err := library.LookUp(query); !errors.Is(err, StatusInvalidValue) {
			t.Errorf("%+v: %v", query, err)
		}
	}
}

func TestSearch(t *testing.T) {
	library := sample(t)
	lines, err := library.Search(TariffSearch{Tariff: "XX", Words: "cotton t-shirt", Date: "2026-11-23"})
	if err != nil || len(lines) == 0 || !strings.Contains(strings.ToLower(lines[0].Description), "shirt") {
		t.Fatal(lines, err)
	}
	got, err := library.SearchJSON(TariffSearch{Tariff: "XX", Words: "cotton t-shirt", Date: "2026-11-23"})
	want, _ := command(t, nil, "tariff", "search", "cotton t-shirt", "--tariff", "tests/cases/tariffs/sample.csv", "--date", "2026-11-23", "--format", "json")
	if want = strings.Replace(want, `"tests/cases/tariffs/sample.csv"`, `"sample.csv"`, 1); err != nil || strings.TrimSuffix(string(got), "\n") != want {
		t.Errorf("%v\n got  %s\n want %s", err, got, want)
	}
	if lines, err := library.Search(TariffSearch{Tariff: "XX", Words: "zeppelin"}); err != nil || len(lines) != 0 {
		t.Error(lines, err)
	}
	if lines, err := library.Search(TariffSearch{Tariff: "EU", Words: "cotton", Most: 2}); err != nil || len(lines) != 2 {
		t.Error(lines, err)
	}
	if lines, err := library.Search(TariffSearch{Tariff: "EU", Words: "of", Most: 1 << 40}); err != nil || len(lines) > 100 {
		t.Error(len(lines), err)
	}
	for want, search := range map[Status]TariffSearch{
		StatusInvalidValue: {Tariff: "XX", Words: " - "}, StatusNoRegime: {Tariff: "", Words: "shirt"}, StatusEncoding: {Tariff: "XX", Words: "a\x00"},
	} {
		if lines, err := library.Search(search); !errors.Is(err, want) {
			t.Errorf("%+v: %v, %v", search, lines, err)
		}
	}
}

func TestTreatments(t *testing.T) {
	library := open(t, &Options{RegimesDirectory: cases + "/tariffs/regimes", Tariffs: []Source{{"stacks.csv", read(t, cases+"/tariffs/stacks.csv")}}})
	document := read(t, cases+"/tariffs/options.json")
	got, err := library.TreatmentsJSON(background, document)
	want, told := command(t, document, "tariff", "options", "-", "--format", "json", "--regimes", "tests/cases/tariffs/regimes", "--tariff", "tests/cases/tariffs/stacks.csv")
	if err != nil || strings.TrimSuffix(string(got), "\n") != want {
		t.Fatalf("%v\n got  %s\n want %s %s", err, got, want, told)
	}
	offered, err := library.Treatments(background, parse[Request](t, document))
	if err != nil || len(offered.Items) != 1 || len(offered.Items[0].Options) < 2 {
		t.Fatal(offered, err)
	}
	options := offered.Items[0].Options
	for i, one := range options[1:] {
		if options[i].Complete && one.Complete && options[i].Charges.Cmp(one.Charges) > 0 {
			t.Errorf("%+v stands before %+v", options[i], one)
		}
	}
	// The claim is what the request then says.
	request := parse[Request](t, document)
	request.Consignment.Items[0].Preference = options[0].Claim
	if quote, err := library.Quote(background, request); err != nil || !quote.Totals.Charges.Equal(options[0].Charges) {
		t.Errorf("%v, %v, expected %s", quote, err, options[0].Charges)
	}
	if _, err := library.Treatments(background, Request{}); !errors.Is(err, StatusInvalidValue) {
		t.Error(err)
	}
}

// Quotes with tariffs, as the command's tests have them.
func TestTariffQuotes(t *testing.T) {
	type row struct {
		Name, Input string
		Args        []string
	}
	tried := 0
	for _, one := range parse[[]row](t, read(t, root+"/tests/cli/tariff_quotes.json")) {
		if one.Args[0] != "quote" || one.Input == "" {
			continue
		}
		options, known := &Options{}, true
		for i := 1; i+1 < len(one.Args); i += 2 {
			switch file := root + "/" + one.Args[i+1]; one.Args[i] {
			case "--regimes":
				options.RegimesDirectory = file
			case "--tariff":
				options.Tariffs = append(options.Tariffs, Source{one.Args[i+1], read(t, file)})
			default:
				known = false
			}
		}
		if !known {
			continue
		}
		tried++
		want, _ := command(t, []byte(one.Input), append(one.Args, "--format", "json")...)
		got, err := open(t, options).QuoteJSON(background, []byte(one.Input))
		if err != nil {
			sameFailure(t, one.Name, 1, err, want)
		} else if strings.TrimSuffix(string(got), "\n") != want {
			t.Errorf("%s:\n got  %s\n want %s", one.Name, short(got), short(want))
		}
	}
	if tried < 20 {
		t.Errorf("%d quotes", tried)
	}
}

// Each broken file gives the one error that stands beside it.
func TestBrokenTariffs(t *testing.T) {
	for _, path := range glob(t, cases+"/tariffs/errors/*.csv") {
		name := filepath.Base(path)
		_, err := Open(&Options{Tariffs: []Source{{name, read(t, path)}}})
		want := strings.TrimSpace(string(read(t, strings.TrimSuffix(path, ".csv")+".error")))
		if err == nil || strings.TrimPrefix(err.Error(), "fos: ") != want {
			t.Errorf("%s: %v, expected %s", name, err, want)
		}
	}
}

func TestImports(t *testing.T) {
	groups := []OriginGroup{{"2005", "Generalised scheme", []string{"BD", "KH", "MM"}}}
	for _, one := range []struct {
		as           TariffImport
		file         string
		skipped      int
		code, origin string
		rate         string
	}{
		{TariffImport{Form: "uk-csv", ID: "GB", Currency: "GBP", Groups: groups}, "uk.csv", 4, "6109100010", "BD", "9.60%"},
		{TariffImport{Form: "us-hts-json", ID: "US", Currency: "USD"}, "hts.json", 3, "0101300010", "MX", "Free"},
		{TariffImport{Form: "us-hts-csv", ID: "US", Currency: "USD"}, "hts.csv", 2, "0101300010", "RU", "15%"},
		{TariffImport{Form: "mfn-csv", ID: "NZ", Currency: "NZD"}, "mfn.csv", 3, "610910", "CN", "10"},
	} {
		var told []string
		one.as.Name, one.as.DataVersion = one.file, "2026.11.1"
		one.as.Skipped = func(why *Error) { told = append(told, why.Error()) }
		file := read(t, cases+"/imports/"+one.file)
		made, err := ImportTariff(iotest.OneByteReader(bytes.NewReader(file)), one.as)
		if err != nil {
			t.Errorf("%s: %v", one.file, err)
			continue
		}
		if made.Skipped == 0 || made.Skipped > one.skipped || len(told) != one.skipped || made.Rows <= made.Skipped || !strings.HasPrefix(told[0], "fos: "+one.file+":") {
			t.Errorf("%s: %d rows, %d left out, told %q", one.file, made.Rows, made.Skipped, told)
		}
		library := open(t, &Options{Tariffs: []Source{{"imported", made.Bytes}}})
		found, err := library.LookUp(TariffQuery{Tariff: one.as.ID, Code: one.code, Origin: one.origin, Date: "2026-11-23"})
		if err != nil || !slices.ContainsFunc(found.Measures, func(m TariffMeasure) bool { return strings.HasPrefix(m.Rate, one.rate) }) {
			t.Errorf("%s: %+v, %v", one.file, found, err)
		}
	}
	good := TariffImport{Form: "mfn-csv", Name: "x", ID: "NZ", Currency: "NZD", DataVersion: "2026.11.1"}
	for name, change := range map[string]func(*TariffImport){
		"a form": func(as *TariffImport) { as.Form = "xlsx" }, "an id": func(as *TariffImport) { as.ID = "" },
		"a NUL": func(as *TariffImport) { as.Source = "\x00" }, "a member": func(as *TariffImport) { as.Groups = []OriginGroup{{"1", "", []string{"Narnia"}}} },
		"a group twice": func(as *TariffImport) { as.Groups = []OriginGroup{groups[0], groups[0]} },
	} {
		as := good
		change(&as)
		if _, err := ImportTariff(strings.NewReader("HS Code,MFN rate\n610910,10\n"), as); err == nil {
			t.Errorf("%s that is none is taken", name)
		}
	}
	if _, err := ImportTariff(iotest.ErrReader(errors.New("gone")), good); err == nil || err.Error() != "gone" {
		t.Error(err)
	}
	for _, text := range []string{"", "\xff\xfe", "nothing of it\n", strings.Repeat("\n", 100000)} {
		if made, err := ImportTariff(strings.NewReader(text), good); err == nil {
			t.Errorf("%.9q becomes a tariff of %d rows", text, made.Rows)
		}
	}
}

func TestRates(t *testing.T) {
	request := read(t, root+"/tests/cli/requests/usd.json")
	for _, name := range []string{"ecb-daily.csv", "ecb-daily.xml", "ecb-history.csv", "hmrc.csv", "hmrc.xml"} {
		file := Source{"tests/cases/rates/" + name, read(t, cases+"/rates/"+name)}
		asked := parse[Request](t, request)
		rates, err := ReadRates(file, asked.Date, asked.SaleDate)
		if err != nil && name != "ecb-history.csv" {
			t.Errorf("%s: %v", name, err)
		}
		all, err := ReadRates(file)
		if err != nil || len(all) < len(rates) || len(all) == 0 {
			t.Errorf("%s: %d of %d, %v", name, len(rates), len(all), err)
			continue
		}
		for _, rate := range all {
			if rate.Rate.Sign() <= 0 || len(rate.From) != 3 || len(rate.To) != 3 || !rate.Date.Valid() || rate.Series == "" || rate.Source == "" {
				t.Errorf("%s: %+v", name, rate)
			}
		}
		// The quote with these rates is the command's.
		asked.ExchangeRates = append(asked.ExchangeRates, rates...)
		made, err := json.Marshal(asked)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := command(t, request, "quote", "-", "--rates", "tests/cases/rates/"+name, "--format", "json")
		got, err := QuoteJSON(background, made)
		if err == nil && strings.TrimSuffix(string(got), "\n") != want {
			t.Errorf("%s:\n got  %s\n want %s", name, short(got), short(want))
		}
	}
	for _, text := range []string{"", "<", "Date,\n", "{}", "\xff", "<!DOCTYPE x><Cube"} {
		if rates, err := ReadRates(Source{"x", []byte(text)}); err == nil {
			t.Errorf("%q holds %v", text, rates)
		}
	}
	if _, err := ReadRates(Source{"x", read(t, cases+"/rates/hmrc.csv")}, "soon"); !errors.Is(err, StatusInvalidValue) {
		t.Error(err)
	}
}
