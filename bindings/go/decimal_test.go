package fos

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand"
	"strings"
	"testing"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"12.50": "12.50", "-3": "-3", "0": "0", "-0": "0", "0.00": "0.00", "1e3": "1000", "12.5e1": "125", "125E-3": "0.125", "1e+2": "100",
		"0.000000000000000001": "0.000000000000000001", "9223372036854775808": "9223372036854775808", "-0.05": "-0.05", "0e5": "0",
		"123456789012345678901234567890.123": "123456789012345678901234567890.123", "-99999999999999999999": "-99999999999999999999",
	} {
		if got, err := ParseDecimal(text); err != nil || got.String() != want || !got.Present() {
			t.Errorf("%s gives %s, %v; expected %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", " 1", "1 ", "01", ".5", "5.", "+1", "1,5", "0x1", "NaN", "Inf", "1e", "1e+", "--1", "1.2.3", "١", "1_000"} {
		if got, err := ParseDecimal(text); !errors.Is(err, StatusSyntax) || got.Present() {
			t.Errorf("%q gives %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"1e1000", "1e-1001", "1e99999999999999999999", "-1e-99999999999999999999", strings.Repeat("9", 1001), "0." + strings.Repeat("0", 1001)} {
		if got, err := ParseDecimal(text); !errors.Is(err, StatusLimitDigits) || got.Present() {
			t.Errorf("%.20s gives %s, %v", text, got, err)
		}
	}
}

// anyDecimal is small, large, or at the edge of 64 bits.
func anyDecimal(r *rand.Rand) Decimal {
	edges := []string{"9223372036854775807", "-9223372036854775808", "9223372036854775808", "0", "1", "-1", "0.005", "-0.015", "922337203685477580.7"}
	switch r.Intn(4) {
	case 0:
		return MustDecimal(edges[r.Intn(len(edges))])
	case 1:
		return NewDecimal(r.Int63()-r.Int63(), r.Intn(19))
	case 2:
		return NewDecimal(int64(r.Intn(2_000_001)-1_000_000), r.Intn(6))
	}
	return NewDecimal(r.Int63(), r.Intn(19)).Mul(NewDecimal(r.Int63()-r.Int63(), r.Intn(19)))
}

func sameRat(t *testing.T, what string, got Decimal, want *big.Rat) {
	t.Helper()
	if !got.Present() || got.Rat().Cmp(want) != 0 {
		t.Errorf("%s is %s, expected %s", what, got, want.FloatString(40))
	}
	if got.large != nil && got.large.IsInt64() {
		t.Errorf("%s = %s is kept as a large number", what, got)
	}
}

// Arithmetic against fractions of the standard library.
func TestArithmetic(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 20000 {
		a, b := anyDecimal(r), anyDecimal(r)
		x, y := a.Rat(), b.Rat()
		name := fmt.Sprintf("%s and %s", a, b)
		sameRat(t, name+": sum", a.Add(b), new(big.Rat).Add(x, y))
		sameRat(t, name+": difference", a.Sub(b), new(big.Rat).Sub(x, y))
		sameRat(t, name+": product", a.Mul(b), new(big.Rat).Mul(x, y))
		sameRat(t, name+": negative", a.Neg(), new(big.Rat).Neg(x))
		if a.Cmp(b) != x.Cmp(y) || a.Sign() != x.Sign() || a.Equal(b) != (x.Cmp(y) == 0) {
			t.Errorf("%s: compared as %d, expected %d", name, a.Cmp(b), x.Cmp(y))
		}
		if again, err := ParseDecimal(a.String()); err != nil || again.String() != a.String() || again.Cmp(a) != 0 {
			t.Errorf("%s is read as %s, %v", a, again, err)
		}
	}
}

// rounded settles a fraction in another way than the package: by the distance to the steps around it.
func rounded(x *big.Rat, mode Rounding) *big.Int {
	floor := new(big.Int).Div(x.Num(), x.Denom())
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
	if rest.Sign() == 0 {
		return floor
	}
	ceiling := new(big.Int).Add(floor, big.NewInt(1))
	away, toward := ceiling, floor
	if x.Sign() < 0 {
		away, toward = floor, ceiling
	}
	half := rest.Cmp(big.NewRat(1, 2))
	nearest := floor
	if half > 0 {
		nearest = ceiling
	}
	switch mode {
	case Up:
		return away
	case Down:
		return toward
	case Ceiling:
		return ceiling
	case Floor:
		return floor
	case HalfUp:
		if half == 0 {
			return away
		}
	case HalfDown:
		if half == 0 {
			return toward
		}
	case HalfEven:
		if half == 0 && floor.Bit(0) == 1 {
			return ceiling
		}
	}
	return nearest
}

func TestRounding(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	units := []string{"0.01", "0.05", "1", "1000", "0.001", "2.5", "100000000000000000000", "0.000000000000000001"}
	for range 20000 {
		a, unit, mode := anyDecimal(r), MustDecimal(units[r.Intn(len(units))]), Rounding(r.Intn(7))
		got, err := a.Round(unit, mode)
		steps := rounded(new(big.Rat).Quo(a.Rat(), unit.Rat()), mode)
		if err != nil {
			t.Fatal(err)
		}
		sameRat(t, fmt.Sprintf("%s to %s, %s", a, unit, mode), got, new(big.Rat).Mul(new(big.Rat).SetInt(steps), unit.Rat()))
		if got.Scale() != unit.Scale() {
			t.Errorf("%s to %s has %d digits", a, unit, got.Scale())
		}
		b, c := anyDecimal(r), anyDecimal(r)
		if c.Sign() == 0 {
			continue
		}
		got, err = a.MulDiv(b, c, 4, mode)
		exact := new(big.Rat).Mul(new(big.Rat).Mul(a.Rat(), b.Rat()), big.NewRat(10000, 1))
		want := rounded(exact.Quo(exact, c.Rat()), mode)
		if err != nil || got.Rat().Cmp(new(big.Rat).SetFrac(want, big.NewInt(10000))) != 0 {
			t.Errorf("%s × %s ÷ %s, %s: %s, %v", a, b, c, mode, got, err)
		}
	}
}

// What the C library's own tests say of ties, written out.
func TestRoundingOfTies(t *testing.T) {
	for _, one := range []struct {
		value, unit string
		mode        Rounding
		want        string
	}{
		{"2.345", "0.01", HalfUp, "2.35"}, {"-2.345", "0.01", HalfUp, "-2.35"}, {"2.345", "0.01", HalfEven, "2.34"},
		{"2.355", "0.01", HalfEven, "2.36"}, {"2.345", "0.01", HalfDown, "2.34"}, {"-2.345", "0.01", HalfDown, "-2.34"},
		{"2.341", "0.01", Up, "2.35"}, {"-2.341", "0.01", Up, "-2.35"}, {"2.349", "0.01", Down, "2.34"},
		{"-2.341", "0.01", Ceiling, "-2.34"}, {"-2.341", "0.01", Floor, "-2.35"}, {"7.325", "0.05", HalfUp, "7.35"},
		{"27.075", "0.01", HalfUp, "27.08"}, {"1999", "1000", Down, "1000"}, {"1001", "1000", Up, "2000"}, {"0.004", "0.01", HalfUp, "0.00"},
	} {
		if got, err := MustDecimal(one.value).Round(MustDecimal(one.unit), one.mode); err != nil || got.String() != one.want {
			t.Errorf("%s to %s, %s: %s, expected %s", one.value, one.unit, one.mode, got, one.want)
		}
	}
	one := MustDecimal("1")
	for _, unit := range []Decimal{{}, MustDecimal("0"), MustDecimal("-0.01")} {
		if _, err := one.Round(unit, HalfUp); !errors.Is(err, StatusInvalidArgument) {
			t.Errorf("a unit of %s: %v", unit, err)
		}
	}
	if _, err := one.Round(one, 7); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
	if _, err := one.MulDiv(one, MustDecimal("0.00"), 2, HalfUp); !errors.Is(err, StatusDivisionByZero) {
		t.Error(err)
	}
	if _, err := one.MulDiv(one, one, -1, HalfUp); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
}

// Missing is never 0.
func TestAbsentNumbers(t *testing.T) {
	var absent Decimal
	two := NewDecimal(2, 0)
	rounded, err := absent.Round(two, HalfUp)
	for name, d := range map[string]Decimal{
		"sum": two.Add(absent), "difference": absent.Sub(two), "product": two.Mul(absent), "negative": absent.Neg(), "rounded": rounded,
		"too many digits": NewDecimal(1, 1001),
	} {
		if d.Present() || d.String() != "" || err != nil {
			t.Errorf("the %s is %q, %v", name, d, err)
		}
	}
	if absent.Cmp(NewDecimal(-5, 0)) != -1 || !absent.Equal(Decimal{}) || absent.Equal(NewDecimal(0, 0)) {
		t.Error("an absent number comes before every other")
	}
}

func TestDecimalElsewhere(t *testing.T) {
	type row struct {
		A Decimal `json:"a"`
		B Decimal `json:"b,omitzero"`
		C *Decimal
	}
	var got row
	if err := json.Unmarshal([]byte(`{"a": 12.50, "b": "1e2", "C": null}`), &got); err != nil {
		t.Fatal(err)
	}
	if made, err := json.Marshal(got); err != nil || string(made) != `{"a":"12.50","b":"100","C":null}` {
		t.Errorf("%s, %v", made, err)
	}
	if made, err := json.Marshal(row{}); err != nil || string(made) != `{"a":null,"C":null}` {
		t.Errorf("%s, %v", made, err)
	}
	for _, bad := range []string{`{"a":"x"}`, `{"a":true}`, `{"a":[]}`, `{"a":"1\u0030"}`, `{"a":""}`} {
		if err := json.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("%s is read as %s", bad, got.A)
		}
	}
	d := MustDecimal("12.50")
	if text := fmt.Sprintf("%v|%s|%q|%8s|%-8s|%d", d, d, d, d, d, d); text != `12.50|12.50|"12.50"|   12.50|12.50   |12.50` {
		t.Error(text)
	}
	for _, column := range []any{"12.50", []byte("12.50")} {
		if err := d.Scan(column); err != nil || d.String() != "12.50" {
			t.Errorf("%v: %s, %v", column, d, err)
		}
	}
	if err := d.Scan(int64(-7)); err != nil || d.String() != "-7" {
		t.Error(d, err)
	}
	if err := d.Scan(12.5); !errors.Is(err, StatusWrongType) || d.String() != "-7" {
		t.Error(d, err)
	}
	if value, err := d.Value(); err != nil || value != "-7" {
		t.Error(value, err)
	}
	if err := d.Scan(nil); err != nil || d.Present() {
		t.Error(d, err)
	}
	if value, err := d.Value(); err != nil || value != nil {
		t.Error(value, err)
	}
	key := map[Decimal]int{NewDecimal(1, 0): 1}
	if made, err := json.Marshal(key); err != nil || string(made) != `{"1":1}` {
		t.Errorf("%s, %v", made, err)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustDecimal takes anything")
		}
	}()
	MustDecimal("one")
}

func TestMoney(t *testing.T) {
	a, b := NewMoney("12.50", "EUR"), NewMoney("0.25", "EUR")
	if sum, err := a.Add(b); err != nil || sum.String() != "12.75 EUR" {
		t.Error(sum, err)
	}
	if rest, err := b.Sub(a); err != nil || rest.String() != "-12.25 EUR" {
		t.Error(rest, err)
	}
	if order, err := a.Cmp(b); err != nil || order != 1 {
		t.Error(order, err)
	}
	if _, err := a.Add(NewMoney("1", "USD")); !errors.Is(err, StatusInconsistent) {
		t.Error(err)
	}
	if _, err := a.Cmp(Money{}); !errors.Is(err, StatusInconsistent) {
		t.Error(err)
	}
	if m, err := ParseMoney("12.50 EUR"); err != nil || m.String() != a.String() || (Money{}).String() != "" {
		t.Error(m, err)
	}
	for _, bad := range []string{"", "12.50", "EUR 12.50", "12.50 EURO", "x EUR"} {
		if m, err := ParseMoney(bad); !errors.Is(err, StatusSyntax) {
			t.Error(m, err)
		}
	}
}
