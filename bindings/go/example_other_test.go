package fos_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"fos"
)

func ExampleParseDuty() {
	duty, err := fos.ParseDuty("9.60 % MIN 1.10 EUR / 100 kg")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(duty)
	fmt.Println(duty.Words())
	_, err = fos.ParseDuty("9.6 % MIN")
	fmt.Println(err)
	// Output:
	// 9.6 % MIN 1.1 EUR/100 KGM
	// 9.6 % of the customs value; at least 1.1 EUR for each 100 kg
	// fos: 1:10: the duty rate ends, expected a rate such as 12 %, 1.10 EUR / kg or Free
}

func ExampleDuty_Evaluate() {
	duty, err := fos.ParseDuty("9.6 % MIN 1.1 EUR / 100 kg")
	if err != nil {
		log.Fatal(err)
	}
	answer, err := duty.Evaluate(fos.DutyGoods{Value: fos.NewMoney("100", "EUR"), Quantities: map[string]fos.Decimal{"KGM": fos.NewDecimal(12, 0)}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Amount, answer.Currency)
	for _, step := range answer.Steps {
		fmt.Println(step.Text, "=", step.Amount)
	}
	answer, err = duty.Evaluate(fos.DutyGoods{Value: fos.NewMoney("100", "EUR")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Computable, answer.Missing)
	// Output:
	// 9.60 EUR
	// 9.6 % of 100 EUR = 9.6
	// 1.1 EUR/100 KGM for 12 KGM = 0.132
	// at least 0.132 EUR = 9.6
	// false [KGM]
}

func ExampleMeursingComponents() {
	table, err := os.ReadFile("../../tests/cases/duty-expressions/meursing.csv")
	if err != nil {
		log.Fatal(err)
	}
	components, err := fos.MeursingComponents(fos.Source{Name: "meursing.csv", Bytes: table}, "7051")
	if err != nil {
		log.Fatal(err)
	}
	answer, err := fos.ExplainDuty("9 % + EA", fos.DutyGoods{
		Value: fos.NewMoney("100", "EUR"), Quantities: map[string]fos.Decimal{"KGM": fos.NewDecimal(10, 0)}, Components: components,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(components["EA"], answer.Amount)
	// Output:
	// 27.45 EUR / 100 kg 11.75
}

// withTariff is a library with a tariff of one's own.
func withTariff() *fos.Library {
	table, err := os.ReadFile("../../tests/cases/tariffs/sample.csv")
	if err != nil {
		log.Fatal(err)
	}
	library, err := fos.Open(&fos.Options{Tariffs: []fos.Source{{Name: "sample.csv", Bytes: table}}})
	if err != nil {
		log.Fatal(err)
	}
	return library
}

func ExampleLibrary_LookUp() {
	library := withTariff()
	defer library.Close()
	found, err := library.LookUp(fos.TariffQuery{Tariff: "XX", Code: "610910", Origin: "VN", Date: "2026-06-01"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Match, found.Line.Description)
	for _, measure := range found.Measures {
		fmt.Println(measure.Kind, measure.Origin, measure.Rate)
	}
	// Output:
	// short Of cotton
	// mfn all 11 %
	// preference GSP 9.6 %
	// quota all 5 %
	// additional all 15 %
}

func ExampleLibrary_Search() {
	library := withTariff()
	defer library.Close()
	lines, err := library.Search(fos.TariffSearch{Tariff: "XX", Words: "cotton t-shirt", Date: "2026-06-01"})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range lines {
		fmt.Println(line.Code, line.Description)
	}
	// Output:
	// 6109100010 T-shirts "printed"
	// 610910 Of cotton
	// 6109 T-shirts, singlets and other vests
}

func ExampleLibrary_Treatments() {
	table, err := os.ReadFile("../../tests/cases/tariffs/stacks.csv")
	if err != nil {
		log.Fatal(err)
	}
	library, err := fos.Open(&fos.Options{
		RegimesDirectory: "../../tests/cases/tariffs/regimes", Tariffs: []fos.Source{{Name: "stacks.csv", Bytes: table}},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	offered, err := library.Treatments(context.Background(), fos.Request{
		Date: "2027-02-01",
		Consignment: fos.Consignment{
			DispatchCountry: "JP", DestinationCountry: "KR", TransportMode: fos.TransportModeExpress,
			Items: []fos.Item{{CommodityCode: "6109", OriginCountry: "JP", UnitPrice: fos.NewMoney("100", "EUR")}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, option := range offered.Items[0].Options {
		fmt.Printf("claim %q: duty %s, charges %s\n", option.Claim, option.Duty, option.Charges)
	}
	// Output:
	// claim "FTA": duty 4.00, charges 14.40
	// claim "09.4001": duty 5.00, charges 15.50
	// claim "": duty 12.00, charges 23.20
}

func ExampleImportTariff() {
	file := strings.NewReader("Reporter,Year,HS Code,Product description,MFN rate,Min rate,Max rate\n" +
		"NZ,2026,610910,T-shirts,10,10,10\nNZ,20x6,640412,Shoes,5,5,5\n")
	made, err := fos.ImportTariff(file, fos.TariffImport{
		Form: "mfn-csv", Name: "nz.csv", ID: "NZ", Currency: "NZD", DataVersion: "2026.11.1",
		Skipped: func(why *fos.Error) { fmt.Println(why) },
	})
	if err != nil {
		log.Fatal(err)
	}
	library, err := fos.Open(&fos.Options{Tariffs: []fos.Source{{Name: "nz.tariff", Bytes: made.Bytes}}})
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	found, err := library.LookUp(fos.TariffQuery{Tariff: "NZ", Code: "610910"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(made.Rows, made.Skipped, found.Measures[0].Rate)
	// Output:
	// fos: nz.csv:3:1: "20x6" is no year
	// 2 1 10
}

func ExampleReadRates() {
	file, err := os.ReadFile("../../tests/cases/rates/hmrc.csv")
	if err != nil {
		log.Fatal(err)
	}
	rates, err := fos.ReadRates(fos.Source{Name: "hmrc.csv", Bytes: file})
	if err != nil {
		log.Fatal(err)
	}
	for _, rate := range rates[:2] {
		fmt.Println(rate.From, rate.To, rate.Rate, rate.Date, rate.Series)
	}
	// Then: request.ExchangeRates = append(request.ExchangeRates, rates...)

	// Output:
	// GBP EUR 1.1520 2026-11-01 gb.hmrc.monthly
	// GBP CDF 3512.5 2026-11-01 gb.hmrc.monthly
}

func ExampleConvert() {
	order, err := os.ReadFile("../../tests/cases/example-order.json")
	if err != nil {
		log.Fatal(err)
	}
	converted, err := fos.Convert(context.Background(), order, "json", "wco-h7-eu", &fos.ConvertOptions{WithQuote: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(bytes.HasPrefix(converted.Document, []byte("<?xml")), len(converted.Findings) > 0)
	fmt.Println(converted.Findings[0].Severity, converted.Findings[0].Text)
	// Output:
	// true true
	// warning CustomsValueAmount is computed: 34.90, quantity times unit_price
}

func ExampleFit() {
	request := []byte(`{"date": "2026-11-23", "consignment": {"destination_country": "DE", "items": [
		{"description": "Ein sehr langes Hemd aus Baumwolle", "unit_price": {"amount": 9, "currency": "EUR"}}]}}`)
	_, changes, err := fos.Fit(request, []fos.FitLimit{{Place: "consignment.items.description", Format: "an..20"}})
	if err != nil {
		log.Fatal(err)
	}
	for _, change := range changes {
		fmt.Printf("%s: %q, from %d to %d\n", change.Pointer, change.After, change.From, change.To)
	}
	// Output:
	// /consignment/items/0/description: "Ein sehr langes Hemd", from 34 to 20
}

func ExampleValidate() {
	order, err := os.ReadFile("../../tests/cases/example-order.json")
	if err != nil {
		log.Fatal(err)
	}
	found, err := fos.Validate("upu.cn23", "", order)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Title, found.State)
	for _, finding := range found.Findings {
		if finding.Severity == fos.SeverityError {
			fmt.Println(finding.Pointer, finding.Kind)
		}
	}
	// Output:
	// Universal Postal Union: CN 23, customs declaration incomplete
	// /consignment/consignor/address/lines missing
	// /consignment/consignor/address/city missing
	// /consignment/consignee/address/lines missing
	// /consignment/consignee/address/city missing
	// /consignment/declaration/issued missing
}

func ExampleIdentify() {
	for _, value := range []string{"RA 473 124 829 FI", "RA473124828FI"} {
		found, err := fos.Identify("s10", value)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(found.Verdict, found.Normalised, found.Fault)
	}
	// Output:
	// valid RA473124829FI none
	// invalid  check
}

func ExampleRoles() {
	table, err := fos.Roles(fos.RolePlatform)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(table.Roles[0].Title)
	for _, model := range table.Models {
		fmt.Printf("%s: liable %s, collector %s\n", model.ID, model.Liable, model.Collector)
	}
	// Output:
	// E-platform, marketplace
	// vendor.platform: liable platform, collector platform
}

func ExampleFindElement() {
	element, known := fos.FindElement("/consignment/seller/name")
	fmt.Println(known, element.Name, element.ID, element.Path, element.Format)
	// Output:
	// true consignment.seller.name R050 GoodsShipment/Seller/Name an..70
}

func ExampleDecimal_Apportion() {
	freight := fos.MustDecimal("10.00")
	parts, err := freight.Apportion(fos.MustDecimal("0.01"), []fos.Decimal{fos.NewDecimal(1, 0), fos.NewDecimal(1, 0), fos.NewDecimal(1, 0)})
	fmt.Println(parts, err)
	// Output:
	// [3.34 3.33 3.33] <nil>
}

func ExampleLibrary_QuoteText() {
	library, err := fos.Open(nil)
	if err != nil {
		log.Fatal(err)
	}
	defer library.Close()
	order, err := os.ReadFile("../../tests/cases/example-order.json")
	if err != nil {
		log.Fatal(err)
	}
	text, err := library.QuoteText(context.Background(), order, "")
	if err != nil {
		log.Fatal(err)
	}
	first, _, _ := strings.Cut(text, "\n")
	fmt.Println(first)
	// Output:
	// Import into DE on 2026-11-23
}

func ExampleCheckRegime() {
	findings, err := fos.CheckRegime(fos.Source{Name: "xx.json", Bytes: []byte(`{"regime": "XX", "colour": "red"}`)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(findings[0].Error.Error())
	// Output:
	// fos: xx.json:1:28: /colour: a regime has no key "colour"
}
