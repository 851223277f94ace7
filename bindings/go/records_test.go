package fos

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"testing"
)

// parcel is an order to other places, on other days and in other numbers, which make it speak in other texts.
func parcel(i int) Request {
	countries := []string{"DE", "FR", "IT", "ES", "NL", "PL", "AT", "BE", "IE", "SE", "PT", "CZ"}
	return Request{
		Date: Date(fmt.Sprintf("%d-%02d-%02d", 2026+i%2, i%11+1, i%28+1)),
		Consignment: Consignment{
			DispatchCountry: "CN", DestinationCountry: countries[i%len(countries)], Freight: NewMoney("4.90", "EUR"),
			Seller: &Party{Country: "CN", Identifiers: []Identifier{{Scheme: "ioss", Value: "IM2760000742"}}},
			Items:  []Item{{CommodityCode: "610910", OriginCountry: "CN", Quantity: NewDecimal(int64(i%17+1), 0), UnitPrice: NewMoney("12.50", "EUR")}},
		},
	}
}

// Texts that last are copied once for a session, and once more for each generation of them; what was made of them stays.
func TestTextsThatLast(t *testing.T) {
	library := open(t, nil)
	session, err := library.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	generations, reader := map[uint32]bool{}, &session.state.worker.reader
	var first Quotation
	for i := range 1200 {
		request, quote := parcel(i), Quotation{}
		for range 2 { // what lasts is kept from the second time on
			if err := session.Quote(&request, &quote); err != nil {
				t.Fatal(err)
			}
		}
		generations[reader.generation] = true
		document, _ := json.Marshal(request)
		answer, err := library.QuoteJSON(background, document)
		if err != nil {
			t.Fatal(err)
		}
		if want := parse[Quotation](t, answer); !reflect.DeepEqual(quote, want) {
			t.Fatalf("parcel %d: %s, expected %s", i, short(fmt.Sprintf("%+v", quote)), short(fmt.Sprintf("%+v", want)))
		}
		if i == 0 {
			first = quote
		}
	}
	if len(generations) < 2 || len(reader.lasting) > 4096 {
		t.Errorf("%d generations, %d texts", len(generations), len(reader.lasting))
	}
	request, again := parcel(0), Quotation{}
	if err := session.Quote(&request, &again); err != nil || !reflect.DeepEqual(again, first) {
		t.Errorf("%v: %s, expected %s", err, short(fmt.Sprintf("%+v", again)), short(fmt.Sprintf("%+v", first)))
	}
}

// A quote holds no memory of its library's.
func TestQuotesOutliveTheirLibrary(t *testing.T) {
	library, err := Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := library.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	request := parcel(0)
	quote, err := library.Quote(background, request)
	var other Quotation
	if err != nil || session.Quote(&request, &other) != nil {
		t.Fatal(err)
	}
	before, _ := json.Marshal(quote)
	session.Close()
	library.Close()
	runtime.GC()
	for i := range 3 { // what was freed is written over
		if _, err := open(t, nil).Quote(background, parcel(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	after, _ := json.Marshal(quote)
	if string(after) != string(before) || !reflect.DeepEqual(*quote, other) {
		t.Errorf("%s, expected %s", short(after), short(before))
	}
}
