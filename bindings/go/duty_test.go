package fos

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// caseGoods is goods as the cases describe them.
type caseGoods struct {
	Value      Decimal
	Currency   string
	Quantities map[string]Decimal
	Parts      map[string]Decimal
	Exchange   map[string]Decimal // "EUR/GBP"
}

func (g caseGoods) in(currency string) DutyGoods {
	goods := DutyGoods{Value: Money{g.Value, currency}, Quantities: g.Quantities, Parts: map[string]Money{}}
	for name, amount := range g.Parts {
		goods.Parts[name] = Money{Amount: amount}
	}
	for _, pair := range slices.Sorted(maps.Keys(g.Exchange)) {
		goods.ExchangeRates = append(goods.ExchangeRates, ExchangeRate{From: pair[:3], To: pair[4:], Rate: g.Exchange[pair]})
	}
	return goods
}

// outcome is an answer in the words of the cases.
func outcome(answer *DutyExplanation) string {
	if answer.Amount.Present() {
		return answer.Amount.String()
	}
	if len(answer.Missing) != 0 {
		return "missing"
	}
	return "not computable"
}

func TestDutyCases(t *testing.T) {
	type dutyCase struct {
		Expression, Currency string
		Expect               struct {
			A, B                                                *string
			Needs                                               *[]string
			Refused, Certificate, Certified, Programme, Claimed string
			RefusedB                                            string `json:"refused_b"`
			Error                                               string
			Column                                              json.Number
		}
	}
	tried := 0
	for _, path := range glob(t, cases+"/duty-expressions/*.json") {
		file := parse[struct {
			Goods map[string]caseGoods
			Cases []dutyCase
		}](t, read(t, path))
		for _, one := range file.Cases {
			tried++
			want := one.Expect
			duty, err := ParseDuty(one.Expression)
			if want.Error != "" {
				var failure *Error
				if !errors.As(err, &failure) || !strings.Contains(failure.Text, want.Error) || json.Number(Decimal{coefficient: int64(failure.Column), present: true}.String()) != want.Column {
					t.Errorf("%s: %v, expected %s in column %s", one.Expression, err, want.Error, want.Column)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", one.Expression, err)
				continue
			}
			again, err := ParseDuty(duty.String())
			if err != nil || again.String() != duty.String() {
				t.Errorf("%s: its spelling %s is read back as %s, %v", one.Expression, duty, again, err)
			}
			expect := func(duty Duty, goods DutyGoods, amount *string, refused string) {
				answer, err := duty.Evaluate(goods)
				if err != nil {
					t.Errorf("%s: %v", one.Expression, err)
				} else if amount != nil && outcome(answer) != *amount || refused != "" && (answer.Computable || !strings.Contains(answer.Because, refused)) {
					t.Errorf("%s: %s, %s", one.Expression, outcome(answer), answer.Because)
				}
			}
			a, b := file.Goods["a"].in(one.Currency), file.Goods["b"].in(one.Currency)
			if want.RefusedB == "" {
				want.RefusedB = want.Refused
			}
			for _, duty := range []Duty{duty, again} {
				expect(duty, a, want.A, want.Refused)
				expect(duty, b, want.B, want.RefusedB)
			}
			if want.Needs != nil {
				answer, err := duty.Evaluate(DutyGoods{Value: a.Value})
				if err != nil || !sameWords(answer.Missing, *want.Needs) {
					t.Errorf("%s: it needs %v, expected %v, %v", one.Expression, answer.Missing, *want.Needs, err)
				}
			}
			if want.Certificate != "" {
				a.Certificates = []string{want.Certificate}
				expect(duty, a, &want.Certified, "")
				a.Certificates = nil
			}
			if want.Programme != "" {
				a.Programme = want.Programme
				expect(duty, a, &want.Claimed, "")
			}
		}
	}
	if tried < 100 {
		t.Errorf("%d cases only", tried)
	}
}

func sameWords(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// What other programs come to.
func TestPeerDuties(t *testing.T) {
	type check struct {
		caseGoods
		Duty, Canonical, Error, Text        string
		Amount, Exact, Is, Rate, Split      Decimal
		Missing                             []string
		SumOf                               json.RawMessage `json:"sum"`
		Over                                []Decimal
		TaxIn, TaxOn, NetOf, GrossOf, Plain Decimal
	}
	names := strings.NewReplacer(`"tax_in"`, `"TaxIn"`, `"tax_on"`, `"TaxOn"`, `"net_of"`, `"NetOf"`, `"gross_of"`, `"GrossOf"`, `"exact_on"`, `"Plain"`,
		`"text":`, `"Text":`)
	file := parse[struct {
		Cases []struct {
			ID   string
			Ours []json.RawMessage
		}
	}](t, read(t, cases+"/peer-duties/cases.json"))
	one := NewDecimal(1, 0)
	for _, peer := range file.Cases {
		if len(peer.Ours) == 0 {
			t.Errorf("%s: nothing is compared", peer.ID)
		}
		for _, raw := range peer.Ours {
			var plain map[string]any
			if json.Unmarshal(raw, &plain) != nil {
				t.Fatal(peer.ID)
			}
			same := func(got Decimal, want any) {
				number, err := ParseDecimal(want.(string))
				if err != nil || !got.Equal(number) {
					t.Errorf("%s: %s, expected %v in %s", peer.ID, got, want, raw)
				}
			}
			if is, found := plain["canonical"]; found {
				duty, err := ParseDuty(is.(string))
				if want, wrong := plain["error"]; wrong {
					if err == nil || !strings.Contains(err.Error(), want.(string)) {
						t.Errorf("%s: %v", peer.ID, err)
					}
				} else if err != nil || duty.String() != plain["is"] {
					t.Errorf("%s: %s, %v", peer.ID, duty, err)
				}
				continue
			}
			if text, found := plain["text"]; found {
				if got := MustDecimal(text.(string)).String(); got != plain["is"] {
					t.Errorf("%s: %s", peer.ID, got)
				}
				continue
			}
			if parts, found := plain["sum"].([]any); found {
				sum := NewDecimal(0, 0)
				for _, part := range parts {
					sum = sum.Add(MustDecimal(part.(string)))
				}
				same(sum, plain["is"])
				continue
			}
			c := parse[check](t, []byte(names.Replace(string(raw))))
			whole := one.Add(c.Rate)
			rounded := func(amount, numerator, denominator Decimal) Decimal {
				got, err := amount.MulDiv(numerator, denominator, 2, HalfUp)
				if err != nil {
					t.Errorf("%s: %v", peer.ID, err)
				}
				return got
			}
			switch {
			case c.TaxIn.Present():
				same(rounded(c.TaxIn, c.Rate, whole), plain["is"])
			case c.TaxOn.Present():
				same(rounded(c.TaxOn, c.Rate, one), plain["is"])
			case c.NetOf.Present():
				same(rounded(c.NetOf, one, whole), plain["is"])
			case c.GrossOf.Present():
				same(rounded(c.GrossOf, whole, one), plain["is"])
			case c.Plain.Present():
				same(c.Plain.Mul(c.Rate), plain["is"])
			case c.Split.Present():
				parts, err := c.Split.Apportion(MustDecimal("0.01"), c.Over)
				sum := NewDecimal(0, 0)
				for _, part := range parts {
					sum = sum.Add(part)
				}
				if err != nil || len(parts) != len(c.Over) {
					t.Errorf("%s: %v, %v", peer.ID, parts, err)
				}
				same(sum, plain["sum"])
			default:
				answer, err := ExplainDuty(c.Duty, c.in(c.Currency))
				if err != nil {
					t.Errorf("%s: %v", peer.ID, err)
					continue
				}
				if c.Missing != nil {
					if answer.Amount.Present() || !slices.Equal(answer.Missing[:len(c.Missing)], c.Missing) {
						t.Errorf("%s: %+v", peer.ID, answer)
					}
					continue
				}
				same(answer.Amount, plain["amount"])
				if c.Exact.Present() && !strings.Contains(string(answer.Exact), "/") {
					same(MustDecimal(string(answer.Exact)), plain["exact"])
				}
			}
		}
	}
}

// The same bytes as the command's.
func TestExplanationsAreThoseOfC(t *testing.T) {
	goods := DutyGoods{
		Value: NewMoney("100", "EUR"), Quantities: map[string]Decimal{"KGM": NewDecimal(12, 0), "LTR": MustDecimal("0.7"), "ASV": NewDecimal(40, 0)},
		Parts: map[string]Money{"case": NewMoney("7.05", "EUR")}, Certificates: []string{"Y155"}, Programme: "MX", Dollar: "USD",
		ExchangeRates: []ExchangeRate{{From: "USD", To: "EUR", Rate: MustDecimal("0.9")}},
	}
	arguments := []string{"--value", "100", "--currency", "EUR", "--quantity", "ASV=40", "--quantity", "KGM=12", "--quantity", "LTR=0.7", "--part", "case=7.05",
		"--certificate", "Y155", "--programme", "MX", "--dollar", "USD", "--exchange", "USD/EUR=0.9", "--format", "json"}
	for _, expression := range []string{"9.6 % MIN 1.1 EUR / 100 kg", "Free", "4.4¢/kg + 8.5%", "9.6 % + EA", "See note 3", "\"quoted\" \\ rate", "9.6 %%"} {
		want, told := command(t, nil, append([]string{"tariff", "explain", expression}, arguments...)...)
		got, err := ExplainDutyJSON(expression, goods)
		if err != nil {
			if failure := parse[struct{ Error struct{ Text string } }](t, []byte(want)).Error; failure.Text != err.(*Error).Text {
				t.Errorf("%s: %v, the command says %s", expression, err, want)
			}
			continue
		}
		if strings.TrimSuffix(string(got), "\n") != want {
			t.Errorf("%s:\n got  %s\n want %s %s", expression, got, want, told)
		}
	}
}

func TestMeursing(t *testing.T) {
	table := Source{"meursing.csv", read(t, cases+"/duty-expressions/meursing.csv")}
	components, err := MeursingComponents(table, "7051")
	if err != nil || components["EA"] != "27.45 EUR / 100 kg" || len(components) != 3 {
		t.Fatal(components, err)
	}
	if !reflect.DeepEqual(table.Bytes, read(t, cases+"/duty-expressions/meursing.csv")) {
		t.Error("the table was changed")
	}
	answer, err := ExplainDuty("9 % + EA", DutyGoods{Value: NewMoney("100", "EUR"), Quantities: map[string]Decimal{"KGM": NewDecimal(10, 0)}, Components: components})
	if err != nil || answer.Amount.String() != "11.75" {
		t.Errorf("%+v, %v", answer, err)
	}
	for _, code := range []string{"", "1", "7051\x00"} {
		if _, err := MeursingComponents(table, code); err == nil {
			t.Errorf("the code %q is in the table", code)
		}
	}
	for _, bytes := range []string{"", "code", "\n", "a,b\n\"", "code,EA\n7051"} {
		if _, err := MeursingComponents(Source{"x", []byte(bytes)}, "7051"); err == nil {
			t.Errorf("%q is a table", bytes)
		}
	}
}

func TestDutyMisuse(t *testing.T) {
	var none Duty
	if none.String() != "" || none.Words() != "" {
		t.Error(none)
	}
	if _, err := none.Evaluate(DutyGoods{}); !errors.Is(err, StatusSyntax) {
		t.Error(err)
	}
	for _, text := range []string{"", "\x00", "\xff\xfe", strings.Repeat("9", 4000) + " %", strings.Repeat("1 % + ", 500) + "1 %", "NaN %", "-", "1e9 %"} {
		if duty, err := ParseDuty(text); err == nil && duty.String() == "" {
			t.Errorf("%.20q is %q", text, duty)
		}
	}
	for name, goods := range map[string]DutyGoods{
		"a long number": {Value: Money{MustDecimal(strings.Repeat("9", 40)), "EUR"}}, "no currency": {Value: NewMoney("1", "EURO")},
		"a NUL": {Value: NewMoney("1", "EUR"), Quantities: map[string]Decimal{"K\x00": NewDecimal(1, 0)}}, "a rate that is none": {Components: map[string]string{"EA": "%%"}},
	} {
		if answer, err := ExplainDuty("9 % + EA", goods); err == nil {
			t.Errorf("%s: %+v", name, answer)
		}
	}
	duty := struct{ Rate Duty }{}
	if err := json.Unmarshal([]byte(`{"Rate":"9.60 %"}`), &duty); err != nil || duty.Rate.String() != "9.6 %" {
		t.Error(duty, err)
	}
	if text, err := json.Marshal(duty); err != nil || string(text) != `{"Rate":"9.60 %"}` {
		t.Error(string(text), err)
	}
	if err := json.Unmarshal([]byte(`{"Rate":"%%"}`), &duty); err == nil {
		t.Error(duty)
	}
}
