package fos

import (
	"testing"
	"time"
)

// What the way of structs costs beside the call: the request written, the answer read.

func BenchmarkWriteRequest(b *testing.B) {
	request := parse[Request](b, []byte(benchOrder))
	b.ReportAllocs()
	fastest(b, func() {
		withDocument(&request, func(document []byte) ([]byte, error) { return document, nil })
	})
}

func BenchmarkReadAnswer(b *testing.B) {
	document, err := open(b, nil).QuoteJSON(background, []byte(benchOrder))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	fastest(b, func() {
		if _, err := readAnswer(document, (*Quotation).read); err != nil {
			b.Fatal(err)
		}
	})
}

// fastest reports the tenth of the rounds that was fastest, for others were held up by the machine.
func fastest(b *testing.B, work func()) {
	const round = 1000
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
