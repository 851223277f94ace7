//go:build !fos_source

package fos

import (
	"testing"
	"time"
)

// What the way of structs costs beside the call: the request written, the answer read.

func BenchmarkWriteRequest(b *testing.B) {
	request, buffer := parse[Request](b, []byte(benchOrder)), []byte(nil)
	b.ReportAllocs()
	fastest(b, func() { buffer = request.appendJSON(buffer[:0]) })
}

func BenchmarkReadAnswer(b *testing.B) {
	worker, err := open(b, nil).core.take(background)
	if err != nil || quoteRecords(worker.c, []byte(benchOrder)) != 0 {
		b.Fatal(err)
	}
	b.ReportAllocs()
	fastest(b, func() { readAnswer(worker, newQuotation(&worker.reader), (*Quotation).read) })
}

// fastest reports the tenth of the rounds that was fastest, for others were held up by the machine.
func fastest(b *testing.B, work func()) {
	const round = 100
	var rounds []time.Duration
	for done := 0; done < b.N; done += round {
		begun := time.Now()
		for range round {
			work()
		}
		rounds = append(rounds, time.Since(begun))
	}
	b.ReportMetric(float64(fast(rounds).Nanoseconds())/round, "ns/op-fast")
}
