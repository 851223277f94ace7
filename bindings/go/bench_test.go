//go:build !fos_source

package fos

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"fos/internal/cloop"
)

// benchOrder is one item sold through the one-stop shop, the request of the C benches.
const benchOrder = `{"date":"2026-07-15","consignment":{"reference":"ORDER-1001","transaction":"b2c","category":"sale",` +
	`"dispatch_country":"CN","destination_country":"DE","transport_mode":"post","freight":{"amount":"4.90","currency":"EUR"},` +
	`"seller":{"name":"Seller","kind":"business","country":"CN","identifiers":[{"scheme":"ioss","value":"IM2760000742"}]},` +
	`"items":[{"number":1,"description":"Cotton T-shirt","commodity_code":"610910","origin_country":"CN","quantity":"2",` +
	`"unit_price":{"amount":"12.50","currency":"EUR"},"net_mass_kg":"0.180"}]}}`

// interleaved runs the loop in C and that in Go in turns, so that both see the same machine, and reports what the way from
// Go costs over C: the tenth of the rounds that was fastest, for others were held up by the machine. The loop in C opens a library
// before it is timed, which leaves its memory in the processor's cache and drives out Go's: that is fetched again first.
func interleaved(b *testing.B, loop func(count int)) {
	const round, again = 100, 10
	document := []byte(benchOrder)
	cloop.Run(document, round)
	loop(round)
	var inC, inGo []time.Duration
	b.ResetTimer()
	for done := 0; done < b.N; done += round {
		b.StopTimer()
		loop(again)
		b.StartTimer()
		begun := time.Now()
		loop(round)
		inGo = append(inGo, time.Since(begun))
		b.StopTimer()
		elapsed, count := cloop.Run(document, round)
		if count != round {
			b.Fatal("the loop in C fails")
		}
		inC = append(inC, elapsed)
		b.StartTimer()
	}
	c, g := fast(inC)/round, fast(inGo)/round
	b.ReportMetric(float64(c.Nanoseconds()), "ns/op-in-C")
	b.ReportMetric(float64(g.Nanoseconds()), "ns/op-in-Go")
	b.ReportMetric(float64((g - c).Nanoseconds()), "ns/op-over-C")
}

func fast(rounds []time.Duration) time.Duration {
	slices.Sort(rounds)
	return rounds[len(rounds)/10]
}

func BenchmarkQuoteJSON(b *testing.B) {
	library, document := open(b, nil), []byte(benchOrder)
	b.ReportAllocs()
	interleaved(b, func(count int) {
		for range count {
			if _, err := library.QuoteJSON(background, document); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSession(b *testing.B) {
	library, document := open(b, nil), []byte(benchOrder)
	session, err := library.NewSession()
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	var answer []byte
	b.ReportAllocs()
	interleaved(b, func(count int) {
		for range count {
			if answer, err = session.AppendQuoteJSON(answer[:0], document); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkQuote(b *testing.B) {
	library, request := open(b, nil), parse[Request](b, []byte(benchOrder))
	b.ReportAllocs()
	interleaved(b, func(count int) {
		for range count {
			if _, err := library.Quote(background, request); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkSessionQuote(b *testing.B) {
	library, request := open(b, nil), parse[Request](b, []byte(benchOrder))
	session, err := library.NewSession()
	if err != nil {
		b.Fatal(err)
	}
	defer session.Close()
	var quote Quotation
	b.ReportAllocs()
	interleaved(b, func(count int) {
		for range count {
			if err := session.Quote(&request, &quote); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkEncodingJSON is what the structs would cost through encoding/json.
func BenchmarkEncodingJSON(b *testing.B) {
	library, request := open(b, nil), parse[Request](b, []byte(benchOrder))
	b.ReportAllocs()
	interleaved(b, func(count int) {
		for range count {
			document, _ := json.Marshal(request)
			answer, err := library.QuoteJSON(background, document)
			if err != nil || json.Unmarshal(answer, new(Quotation)) != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkParallel(b *testing.B) {
	library, document := open(b, nil), []byte(benchOrder)
	b.RunParallel(func(more *testing.PB) {
		for more.Next() {
			if _, err := library.QuoteJSON(background, document); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkQuoteMany(b *testing.B) {
	library := open(b, nil)
	lines := bytes.Repeat([]byte(benchOrder+"\n"), b.N)
	b.ResetTimer()
	var out countingWriter
	if counts, err := library.QuoteMany(background, bytes.NewReader(lines), &out, nil); err != nil || int(counts.Quotes) != b.N {
		b.Fatal(counts, err)
	}
}

type countingWriter int64

func (w *countingWriter) Write(bytes []byte) (int, error) {
	*w += countingWriter(len(bytes))
	return len(bytes), nil
}
