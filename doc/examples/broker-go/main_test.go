package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fos"
)

var update = flag.Bool("update", false, "write the golden files anew")

// broker runs the program, and gives its exit code, its output and its errors.
func broker(t *testing.T, words ...string) (int, string, string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), words, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}

func TestDays(t *testing.T) {
	for _, day := range []string{"day.ndjson", "day.csv"} {
		for _, jobs := range []string{"1", "7"} {
			out := t.TempDir()
			code, stdout, stderr := broker(t, "-profile", "upu.cn23", "-jobs", jobs, "-out", out, "testdata/"+day)
			if code != 1 {
				t.Errorf("%s: exit code %d, want 1", day, code)
			}
			golden(t, day+".summary", stdout)
			golden(t, day+".errors", stderr)
			golden(t, day+".files", listing(t, out))
		}
	}
}

// listing is the names of the documents, each with what a reader of the declaration looks for first.
func listing(t *testing.T, folder string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var declaration struct {
			XMLName xml.Name
			Country string `xml:"ResponsibleCountryCode"`
			Items   []struct {
				Description string `xml:"Commodity>Description"`
			} `xml:"Declaration>GoodsShipment>GovernmentAgencyGoodsItem"`
		}
		if err := xml.Unmarshal(content, &declaration); err != nil {
			t.Errorf("%s: %v", file.Name(), err)
		}
		fmt.Fprintf(&text, "%s %s for %s:", file.Name(), declaration.XMLName.Local, declaration.Country)
		for _, item := range declaration.Items {
			fmt.Fprintf(&text, " [%s]", item.Description)
		}
		text.WriteByte('\n')
	}
	return text.String()
}

func TestAllFiled(t *testing.T) {
	order, err := os.ReadFile("testdata/day.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := bytes.Cut(order, []byte("\n"))
	file := filepath.Join(t.TempDir(), "one.NDJSON")
	if err := os.WriteFile(file, first, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := broker(t, file); code != 0 || stderr != "" || !strings.Contains(stdout, "filed        1") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	if _, _, stderr := broker(t, "-v", file); !strings.Contains(stderr, ": warning: ") {
		t.Errorf("-v tells nothing: %q", stderr)
	}
}

func TestWhatStopsTheDay(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct {
		words []string
		said  string
	}{
		{nil, "usage: broker"},
		{[]string{"a", "b"}, "usage: broker"},
		{[]string{"-jobs", "0", "testdata/day.csv"}, "expected 1 to 256"},
		{[]string{"-format", "paper", "testdata/day.csv"}, `-format "paper"`},
		{[]string{"-profile", "xx.h9", "testdata/day.csv"}, `-profile "xx.h9"`},
		{[]string{folder + "/none.csv"}, "none.csv"},
		{[]string{write("day.txt", "")}, "ends in .ndjson or .csv"},
		{[]string{write("empty.csv", "")}, "the file is empty"},
		{[]string{write("nokey.csv", "date\n2026-11-23\n")}, "no column consignment.reference"},
		{[]string{write("quote.csv", "consignment.reference,date\n\"A,2026-11-23\n")}, `extraneous or missing "`},
		{[]string{write("long.ndjson", strings.Repeat(" ", mostLine+1))}, "line 1: "},
		{[]string{"-out", write("file", ""), "testdata/day.csv"}, "not a directory"},
	} {
		if code, _, stderr := broker(t, c.words...); code != 2 || !strings.Contains(stderr, c.said) {
			t.Errorf("%q: exit code %d and %q, want 2 and %q", c.words, code, stderr, c.said)
		}
	}
}

// A folder that cannot be written to is told at each consignment, and no half of a file stays.
func TestDocumentsThatCannotBeWritten(t *testing.T) {
	out := t.TempDir()
	if err := os.Mkdir(filepath.Join(out, "000001-ORDER-20261116-004217.xml"), 0o755); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := broker(t, "-out", out, "testdata/day.csv")
	if code != 1 || !strings.Contains(stderr, "testdata/day.csv:2: ORDER-20261116-004217: error: rename") || !strings.Contains(stdout, "filed        1") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	if halves, _ := filepath.Glob(out + "/*.part"); len(halves) != 0 {
		t.Errorf("left behind: %q", halves)
	}
}

// A row that belongs to nothing, or that is no row, stops the others as little as a wrong amount does.
func TestRowsThatAreNone(t *testing.T) {
	day, err := os.ReadFile("testdata/day.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(day), "\n")
	blank := strings.Repeat(",", strings.Count(lines[0], ",")) + "\n"
	file := filepath.Join(t.TempDir(), "day.csv")
	if err := os.WriteFile(file, []byte(lines[0]+blank+"a \"bare\" quote\n"+strings.Join(lines[1:], "")), 0o644); err != nil {
		t.Fatal(err)
	}
	_, before, _ := broker(t, "testdata/day.csv")
	code, after, stderr := broker(t, file)
	if code != 1 || !strings.Contains(stderr, file+":2: error: no consignment.reference") || !strings.Contains(stderr, file+":3: error: column 3: bare \"") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
	_, sums, _ := strings.Cut(before, "collected by")
	if !strings.HasSuffix(after, sums) {
		t.Errorf("got\n%s\nwant the sums of\n%s", after, before)
	}
}

func TestRates(t *testing.T) {
	request := `{"date":"2026-11-23","consignment":{"reference":"R-1","dispatch_country":"US","destination_country":"GB","transport_mode":"express","items":[` +
		`{"commodity_code":"650500","origin_country":"CN","unit_price":{"amount":"300","currency":"USD"},"duty_rate":"2.7 %"}]}}`
	file := filepath.Join(t.TempDir(), "one.ndjson")
	if err := os.WriteFile(file, []byte(request+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, stdout, stderr := broker(t, file); code != 1 || !strings.Contains(stderr, ":1: R-1: incomplete: the consignment needs exchange_rate") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	rates := "../../../tests/cases/rates/"
	if code, stdout, stderr := broker(t, "-rates", rates+"ecb-daily.csv", "-rates", rates+"hmrc.csv", file); code != 0 || !strings.Contains(stdout, "GBP") {
		t.Errorf("exit code %d, %q, %q", code, stdout, stderr)
	}
	for _, name := range []string{"none.csv", "main.go"} {
		if code, _, stderr := broker(t, "-rates", name, file); code != 2 || !strings.Contains(stderr, name) {
			t.Errorf("exit code %d, %q", code, stderr)
		}
	}
}

func TestFitted(t *testing.T) {
	if !fos.LocaleSupported() {
		t.Skip("the library was built without ICU")
	}
	day, err := os.ReadFile("testdata/day.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(day), "\n")
	out := t.TempDir()
	file := filepath.Join(t.TempDir(), "one.ndjson")
	long := strings.Replace(first, `"name":"`, `"name":"北京 `+strings.Repeat("and partners ", 30), 1)
	if err := os.WriteFile(file, []byte(long+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := broker(t, "-profile", "upu.cn23", "-fit", "-v", "-out", out, file)
	if !strings.Contains(stderr, "transliterated") && !strings.Contains(stderr, "shortened") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
	if code, _, stderr := broker(t, "-fit", file); code != 2 || !strings.Contains(stderr, "to which -profile?") {
		t.Errorf("exit code %d, %q", code, stderr)
	}
}

func TestRowsOfASheet(t *testing.T) {
	text := "\ufeffconsignment.reference,x\r\nA,1\r\nA,\"two\nlines\"\r\nB,3"
	sheet, err := newSheet(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	first, err := sheet.next()
	if err != nil || first.line != 2 || string(first.document) != "\ufeffconsignment.reference,x\r\nA,1\r\nA,\"two\nlines\"\r\n" {
		t.Errorf("%+v, %v", first, err)
	}
	if first.place(4) != 4 || first.place(2) != 2 {
		t.Errorf("lines of the first: %d, %d", first.place(4), first.place(2))
	}
	second, err := sheet.next()
	if err != nil || second.number != 2 || second.place(2) != 5 || !strings.HasSuffix(string(second.document), "\r\nB,3\n") {
		t.Errorf("%+v, %v", second, err)
	}
	for range 2 {
		if _, err := sheet.next(); !errors.Is(err, io.EOF) {
			t.Errorf("after the last: %v", err)
		}
	}
}

func TestOrderIsKeptAndMemoryBounded(t *testing.T) {
	const many, jobs = 5000, 8
	var given, taken, most atomic.Int64
	next := func() (consignment, error) {
		if given.Load() == many {
			return consignment{}, io.EOF
		}
		most.Store(max(most.Load(), given.Load()-taken.Load()))
		return consignment{number: int(given.Add(1))}, nil
	}
	process := func(_ context.Context, c consignment) outcome {
		if c.number%97 == 0 {
			time.Sleep(time.Millisecond)
		}
		return outcome{lines: []string{fmt.Sprint(c.number)}}
	}
	err := inOrder(t.Context(), jobs, next, process, func(done outcome) error {
		if want := fmt.Sprint(taken.Add(1)); done.lines[0] != want {
			t.Fatalf("got %s, want %s", done.lines[0], want)
		}
		return nil
	})
	if err != nil || taken.Load() != many {
		t.Errorf("%d taken, %v", taken.Load(), err)
	}
	if most.Load() > 6*jobs {
		t.Errorf("%d consignments were under way at the same time", most.Load())
	}
}

func TestEndsEarly(t *testing.T) {
	endless := func() (consignment, error) { return consignment{}, nil }
	idle := func(context.Context, consignment) outcome { return outcome{} }
	stop := errors.New("stop")
	if err := inOrder(t.Context(), 3, endless, idle, func(outcome) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := inOrder(ctx, 3, endless, idle, func(outcome) error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestNamesOfFiles(t *testing.T) {
	for reference, want := range map[string]string{
		"A-1": "000007-A-1.xml", "../../etc/passwd": "000007-.._.._etc_passwd.xml", "": "000007-.xml", "Ä\\u0000 b": "000007-___b.xml",
		strings.Repeat("x", 300): "000007-" + strings.Repeat("x", 80) + ".xml",
	} {
		request := []byte(`{"consignment":{"reference":"` + reference + `"}}`)
		if got := fileName(7, request, "wco-xml"); got != want {
			t.Errorf("%q: got %q, want %q", reference, got, want)
		}
	}
}

// As its reader starts it.
func TestGoRun(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the compiler")
	}
	command := exec.Command("go", "run", ".", "-profile", "upu.cn23", "testdata/day.csv")
	stdout, err := command.Output()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Fatalf("%v", err)
	}
	golden(t, "day.csv.summary", string(stdout))
}
