package fos_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"fos"
)

// A first quote: a T-shirt from China to Berlin, sold by a seller who is registered for the one-stop shop.
func Example() {
	quote, err := fos.Quote(context.Background(), fos.Request{
		Date: "2026-11-23",
		Consignment: fos.Consignment{
			DispatchCountry: "CN", DestinationCountry: "DE",
			TransportMode: fos.TransportModePost,
			Freight:       fos.NewMoney("4.90", "EUR"),
			Seller:        &fos.Party{Country: "CN", Identifiers: []fos.Identifier{{Scheme: "ioss", Value: "IM2760000742"}}},
			Items: []fos.Item{{
				Description: "Cotton T-shirt", CommodityCode: "610910", OriginCountry: "CN",
				Quantity: fos.NewDecimal(2, 0), UnitPrice: fos.NewMoney("12.50", "EUR"),
			}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, charge := range quote.Charges {
		fmt.Printf("%-21s %5s %s, collected by the %s: %s\n", charge.Name, charge.Amount, quote.Currency, charge.Collector, charge.Because)
	}
	fmt.Println("landed cost", quote.Totals.LandedCost)
	// Output:
	// Customs duty (flat)    3.00 EUR, collected by the customs: 3 EUR for 1 tariff subheading (610910)
	// Handling fee           2.00 EUR, collected by the customs: 2 EUR for 1 tariff subheading (610910)
	// VAT                    5.68 EUR, collected by the seller: 19 % of 29.90 EUR (goods 25.00 + freight 4.90)
	// landed cost 40.58
}

func ExampleQuoteJSON() {
	request := []byte(`{"date": "2026-11-23", "consignment": {"destination_country": "DE", "items": [
		{"unit_price": {"amount": "12.50", "currency": "EU"}}]}}`)
	_, err := fos.QuoteJSON(context.Background(), request)
	fmt.Println(err)
	// Output:
	// fos: request:2:50: /consignment/items/0/unit_price/currency: "EU" is not a currency code of ISO 4217, expected one such as EUR
}

func ExampleCompare() {
	request := fos.Request{
		Date: "2026-11-23",
		Consignment: fos.Consignment{
			DispatchCountry: "CN", DestinationCountry: "DE", TransportMode: fos.TransportModePost,
			Items: []fos.Item{{CommodityCode: "610910", OriginCountry: "CN", UnitPrice: fos.NewMoney("25", "EUR"), DutyRate: "12 %"}},
		},
	}
	comparison, err := fos.Compare(context.Background(), request)
	if err != nil {
		log.Fatal(err)
	}
	for _, offer := range comparison.Offers {
		fmt.Printf("%-17s %-12s automatic %-5v charges %s\n", offer.Route, offer.Approach, offer.Automatic, offer.Quote.Totals.Charges)
	}
	// Output:
	// eu.ioss.vendor    vendor       automatic false charges 9.75
	// eu.special.post   intermediary automatic true  charges 10.32
	// eu.standard.post  intermediary automatic false charges 10.32
	// eu.standard       border       automatic false charges 10.32
}

func ExampleError() {
	_, err := fos.Quote(context.Background(), fos.Request{
		Date:        "2026-11-23",
		Consignment: fos.Consignment{DestinationCountry: "CH", Items: []fos.Item{{UnitPrice: fos.NewMoney("25", "EUR")}}},
	})
	var failure *fos.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.Status, failure.Pointer)
	}
	fmt.Println(errors.Is(err, fos.StatusNoRegime))
	// Output:
	// no_regime /consignment/destination_country
	// true
}

func ExampleLibrary_QuoteMany() {
	library, err := fos.Open(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	requests := strings.NewReader(`{"date": "2026-06-15", "consignment": {"destination_country": "DE"}}` + "\n" +
		`{"date": "2026-06-31"}` + "\n")
	var answers bytes.Buffer
	counts, err := library.QuoteMany(context.Background(), requests, &answers, &fos.BatchOptions{Source: "day.ndjson"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(answers.String())
	fmt.Println(counts.Quotes, counts.Errors)
	// Output:
	// {"error":{"status":"missing_key","source":"day.ndjson","line":1,"column":39,"pointer":"/consignment/items","text":"required, but missing: at least one entry"}}
	// {"error":{"status":"invalid_value","source":"day.ndjson","line":2,"column":10,"pointer":"/date","text":"\"2026-06-31\" is not a day, expected YYYY-MM-DD from 1900 to 2999"}}
	// 0 2
}

func ExampleOpen() {
	file, err := os.ReadFile("../../tests/cases/language/cliff/regime.json")
	if err != nil {
		log.Fatal(err)
	}
	library, err := fos.Open(&fos.Options{Regimes: []fos.Source{{Name: "cliff.json", Bytes: file}}, OnlyGiven: true})
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	regimes, err := library.Regimes()
	if err != nil {
		log.Fatal(err)
	}
	for _, regime := range regimes {
		fmt.Println(regime.ID, regime.Currency, regime.Origin)
	}
	// Output:
	// DE EUR cliff.json
}

func ExampleDecimal() {
	price := fos.MustDecimal("27.075")
	rounded, err := price.Round(fos.MustDecimal("0.01"), fos.HalfUp)
	fmt.Println(rounded, err)
	third, err := fos.MustDecimal("100").MulDiv(fos.MustDecimal("1"), fos.MustDecimal("3"), 2, fos.HalfEven)
	fmt.Println(third, err)
	var missing fos.Decimal
	fmt.Println(price.Add(missing).Present())
	// Output:
	// 27.08 <nil>
	// 33.33 <nil>
	// false
}

func ExampleLibrary_NewSession() {
	library, err := fos.Open(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	session, err := library.NewSession()
	if err != nil {
		log.Fatal(err)
	}
	defer session.Close()
	request, err := os.ReadFile("../../tests/cases/example-order.json")
	if err != nil {
		log.Fatal(err)
	}
	var answer []byte // used again by each call
	for range 3 {
		if answer, err = session.AppendQuoteJSON(answer[:0], request); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Println(bytes.Contains(answer, []byte(`"landed_cost":"103.01"`)))
	// Output:
	// true
}
