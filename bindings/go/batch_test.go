package fos

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func manyLines(t testing.TB, count int) []byte {
	var compact bytes.Buffer
	document := strings.ReplaceAll(string(order(t)), "\n", " ")
	for i := range count {
		if i%10 == 3 {
			compact.WriteString("{\"date\": 1}\n")
		} else {
			compact.WriteString(document + "\n")
		}
	}
	return compact.Bytes()
}

func TestQuoteManyKeepsOrder(t *testing.T) {
	library := open(t, &Options{MaxSessions: 4})
	input := manyLines(t, 500)
	var want bytes.Buffer
	counts, err := library.QuoteMany(background, bytes.NewReader(input), &want, &BatchOptions{Jobs: 1})
	if err != nil || counts != (BatchResult{450, 0, 50}) {
		t.Fatal(counts, err)
	}
	for name, reader := range map[string]io.Reader{
		"at once": bytes.NewReader(input), "in halves": iotest.HalfReader(bytes.NewReader(input)),
		"with the end": iotest.DataErrReader(bytes.NewReader(input)), "without the last end": bytes.NewReader(bytes.TrimSuffix(input, []byte("\n"))),
	} {
		var got bytes.Buffer
		counts, err := library.QuoteMany(background, reader, &got, nil)
		if err != nil || counts != (BatchResult{450, 0, 50}) || !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%s: %v, %v, %d bytes of %d", name, counts, err, got.Len(), want.Len())
		}
	}
	var got bytes.Buffer
	if counts, err := library.QuoteMany(background, iotest.OneByteReader(bytes.NewReader(input[:4000])), &got, nil); err != nil || counts.Quotes == 0 {
		t.Error(counts, err)
	}
	for _, empty := range []string{"", "\n", " \n\t\r\n"} {
		got.Reset()
		if counts, err := library.QuoteMany(background, strings.NewReader(empty), &got, nil); err != nil || counts != (BatchResult{}) || got.Len() != 0 {
			t.Error(counts, err)
		}
	}
	got.Reset()
	_, err = library.QuoteMany(background, strings.NewReader("{}\n\n[]\n"), &got, &BatchOptions{Source: "day.ndjson"})
	lines := strings.Split(got.String(), "\n")
	if err != nil || !strings.Contains(lines[0], `"source":"day.ndjson","line":1,`) || !strings.Contains(lines[1], `"source":"day.ndjson","line":3,`) {
		t.Error(got.String(), err)
	}
}

type endless struct{ block []byte }

func (e endless) Read(to []byte) (int, error) { return copy(to, e.block), nil }

type failing struct{ after int }

func (f *failing) Write(bytes []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, errors.New("full")
	}
	return len(bytes), nil
}

func TestQuoteManyStops(t *testing.T) {
	library := open(t, nil)
	ctx, cancel := context.WithTimeout(background, 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	input := endless{bytes.Repeat([]byte("{\"date\":1}\n"), 1000)}
	counts, err := library.QuoteMany(ctx, input, io.Discard, nil)
	if !errors.Is(err, context.DeadlineExceeded) || counts.Errors == 0 || time.Since(begun) > 5*time.Second {
		t.Error(counts, err, time.Since(begun))
	}
	// A reader that waits for ever does not hold up the caller.
	pipe, writer := io.Pipe()
	defer writer.Close()
	ctx, cancel = context.WithTimeout(background, 20*time.Millisecond)
	defer cancel()
	if _, err := library.QuoteMany(ctx, pipe, io.Discard, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if _, err := library.QuoteMany(background, input, &failing{3}, nil); err == nil || err.Error() != "full" {
		t.Error(err)
	}
	broken := io.MultiReader(bytes.NewReader(manyLines(t, 20)), iotest.ErrReader(errors.New("gone")))
	var out bytes.Buffer
	if counts, err := library.QuoteMany(background, broken, &out, nil); err == nil || err.Error() != "gone" || counts.Quotes != 18 || bytes.Count(out.Bytes(), []byte("\n")) != 20 {
		t.Error(counts, err)
	}
	ended, cancel := context.WithCancel(background)
	cancel()
	if _, err := library.QuoteMany(ended, input, io.Discard, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// An answer comes before the next request is there.
func TestQuoteManyDoesNotHoldBack(t *testing.T) {
	library := open(t, nil)
	requests, in := io.Pipe()
	out, answers := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := library.QuoteMany(background, requests, answers, nil)
		answers.Close()
		ended <- err
	}()
	for range 3 {
		if _, err := in.Write(manyLines(t, 1)); err != nil {
			t.Fatal(err)
		}
		line := make([]byte, 20)
		if _, err := io.ReadFull(out, line); err != nil || !strings.HasPrefix(string(line), `{"engine":`) {
			t.Fatalf("%s, %v", line, err)
		}
		rest := make([]byte, 1<<20)
		for {
			length, err := out.Read(rest)
			if err != nil {
				t.Fatal(err)
			}
			if length > 0 && rest[length-1] == '\n' {
				break
			}
		}
	}
	in.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// However long the input, memory stays.
func TestQuoteManyMemory(t *testing.T) {
	library := open(t, nil)
	block := manyLines(t, 100)
	repeat := func(times int) io.Reader {
		readers := make([]io.Reader, times)
		for i := range readers {
			readers[i] = bytes.NewReader(block)
		}
		return io.MultiReader(readers...)
	}
	if _, err := library.QuoteMany(background, repeat(10), io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	before, goroutines := resident(t), runtime.NumGoroutine()
	if _, err := library.QuoteMany(background, repeat(100), io.Discard, nil); err != nil {
		t.Fatal(err)
	}
	if after := resident(t); after > before+16384 {
		t.Errorf("memory grew from %d to %d KiB", before, after)
	}
	for range 100 {
		if runtime.NumGoroutine() <= goroutines {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("goroutines are left behind")
}
