package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"fos"
)

// summary is the day in figures. Amounts of quotes that lack an input are in no total.
type summary struct {
	read, filed, incomplete, refused int
	byCollector                      map[key]fos.Decimal
	byDue                            map[key]fos.Decimal
	charges                          map[string]fos.Decimal // by currency
}

// key is a row: a currency, and who collects or when.
type key struct{ currency, what string }

func newSummary() *summary {
	return &summary{byCollector: map[key]fos.Decimal{}, byDue: map[key]fos.Decimal{}, charges: map[string]fos.Decimal{}}
}

func (s *summary) add(done outcome) error {
	s.read++
	switch {
	case done.quote == nil:
		s.refused++
		return nil
	case !done.quote.Complete:
		s.incomplete++
		return nil
	case !done.filed:
		s.refused++
		return nil
	}
	s.filed++
	currency := string(done.quote.Currency)
	for who, amount := range done.quote.Totals.ByCollector {
		plus(s.byCollector, key{currency, string(who)}, amount)
	}
	for when, amount := range done.quote.Totals.ByDue {
		plus(s.byDue, key{currency, string(when)}, amount)
	}
	plus(s.charges, currency, done.quote.Totals.Charges)
	return nil
}

// plus adds to a total that may not be there yet: what is absent is not 0 to a Decimal.
func plus[K comparable](totals map[K]fos.Decimal, at K, amount fos.Decimal) {
	if total, found := totals[at]; found {
		amount = total.Add(amount)
	}
	totals[at] = amount
}

func (s *summary) print(to io.Writer) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "consignments\t%d\n  filed\t%d\n  incomplete\t%d\n  with errors\t%d\n", s.read, s.filed, s.incomplete, s.refused)
	section(table, "collected by", s.byCollector)
	section(table, "due", s.byDue)
	fmt.Fprintln(table, "all charges")
	for _, currency := range slices.Sorted(maps.Keys(s.charges)) {
		fmt.Fprintf(table, "  \t%s %s\n", s.charges[currency], currency)
	}
	return table.Flush()
}

func section(table io.Writer, title string, totals map[key]fos.Decimal) {
	fmt.Fprintln(table, title)
	rows := slices.SortedFunc(maps.Keys(totals), func(a, b key) int {
		if a.what != b.what {
			return cmp.Compare(a.what, b.what)
		}
		return cmp.Compare(a.currency, b.currency)
	})
	for _, row := range rows {
		fmt.Fprintf(table, "  %s\t%s %s\n", row.what, totals[row], row.currency)
	}
}
