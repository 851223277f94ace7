package fos

import (
	"database/sql/driver"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strings"
)

// Decimal is an exact decimal number, or none at all. The zero value is absent, which is not the number 0: a missing amount
// never counts as nothing. Arithmetic is exact and has no bounds; an operation with an absent operand is absent.
//
// Equal numbers may differ in their digits ("1" and "1.00"), so compare with Cmp, not with ==. A Decimal is a small value:
// pass it by value.
type Decimal struct {
	coefficient int64
	large       *big.Int // instead of coefficient, where it does not fit; never changed
	scale       int32    // digits after the point
	present     bool
}

// Rounding is how a number between two steps is settled.
type Rounding int

// The modes, in the order of the C library.
const (
	HalfUp   Rounding = iota // nearest, ties away from zero
	HalfEven                 // nearest, ties to the even step
	HalfDown                 // nearest, ties toward zero
	Up                       // away from zero
	Down                     // toward zero: truncation
	Ceiling                  // toward plus infinity
	Floor                    // toward minus infinity
)

var roundingNames = [...]string{"half_up", "half_even", "half_down", "up", "down", "ceiling", "floor"}

// String is the mode as regimes write it, such as "half_up".
func (r Rounding) String() string {
	if r < 0 || int(r) >= len(roundingNames) {
		return "unknown"
	}
	return roundingNames[r]
}

// most bounds what is read: digits of a number, and digits after its point.
const most = 1000

// NewDecimal is coefficient × 10^-scale: NewDecimal(1250, 2) is 12.50. Scale is 0 to 1000, else the result is absent.
func NewDecimal(coefficient int64, scale int) Decimal {
	if scale < 0 || scale > most {
		return Decimal{}
	}
	return Decimal{coefficient: coefficient, scale: int32(scale), present: true}
}

// ParseDecimal reads a number as JSON writes it, such as "12.50", "-3" or "1e3", with at most 1000 digits. The error is an
// *Error with StatusSyntax or StatusLimitDigits. A request takes 18 digits at most.
func ParseDecimal(text string) (Decimal, error) {
	number, ok := scanNumber(text)
	if !ok {
		return Decimal{}, newError(StatusSyntax, "%q is not a number, expected one such as 12.50", cut(text))
	}
	scale := int64(len(number.fraction)) - number.exponent
	digits := strings.TrimLeft(number.whole+number.fraction, "0")
	if digits == "" && scale < 0 {
		scale = 0
	}
	if scale > most || int64(len(digits))+max(-scale, 0) > most {
		return Decimal{}, newError(StatusLimitDigits, "the number %q is too long, expected at most %d digits", cut(text), most)
	}
	if scale < 0 {
		digits += strings.Repeat("0", int(-scale))
		scale = 0
	}
	return fromDigits(digits, number.negative, int32(scale)), nil
}

// MustDecimal is ParseDecimal for numbers that stand in the source; it panics when text is not a number.
func MustDecimal(text string) Decimal {
	d, err := ParseDecimal(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Present tells whether a number was given.
func (d Decimal) Present() bool { return d.present }

// Scale is how many digits stand after the point.
func (d Decimal) Scale() int { return int(d.scale) }

// Coefficient is the number without its point, as a new big.Int; 0 when absent.
func (d Decimal) Coefficient() *big.Int {
	if d.large != nil {
		return new(big.Int).Set(d.large)
	}
	return big.NewInt(d.coefficient)
}

// Rat is the number as a new fraction; 0 when absent.
func (d Decimal) Rat() *big.Rat {
	return new(big.Rat).SetFrac(d.Coefficient(), powerOfTen(int(d.scale)))
}

// Sign is -1, 0 or 1; 0 when absent.
func (d Decimal) Sign() int {
	switch {
	case d.large != nil:
		return d.large.Sign()
	case d.coefficient < 0:
		return -1
	case d.coefficient > 0:
		return 1
	}
	return 0
}

// Cmp is -1, 0 or 1 as d is less than, equal to or greater than e. An absent number comes before every other.
func (d Decimal) Cmp(e Decimal) int {
	if !d.present || !e.present {
		return truthToInt(d.present) - truthToInt(e.present)
	}
	if x, y, _, ok := align(d, e); ok {
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	x, y, _ := alignLarge(d, e)
	return x.Cmp(y)
}

// Equal tells whether both are the same number, or both absent.
func (d Decimal) Equal(e Decimal) bool { return d.Cmp(e) == 0 }

// Add is d + e.
func (d Decimal) Add(e Decimal) Decimal {
	if !d.present || !e.present {
		return Decimal{}
	}
	if x, y, scale, ok := align(d, e); ok {
		if sum := x + y; (sum > x) == (y > 0) {
			return Decimal{coefficient: sum, scale: scale, present: true}
		}
	}
	x, y, scale := alignLarge(d, e)
	return fromBig(x.Add(x, y), scale)
}

// Sub is d − e.
func (d Decimal) Sub(e Decimal) Decimal {
	if !d.present || !e.present {
		return Decimal{}
	}
	if x, y, scale, ok := align(d, e); ok {
		if rest := x - y; (rest < x) == (y > 0) {
			return Decimal{coefficient: rest, scale: scale, present: true}
		}
	}
	x, y, scale := alignLarge(d, e)
	return fromBig(x.Sub(x, y), scale)
}

// Neg is −d.
func (d Decimal) Neg() Decimal {
	if !d.present {
		return Decimal{}
	}
	return Decimal{present: true, scale: d.scale}.Sub(d)
}

// Mul is d × e, with the digits of both.
func (d Decimal) Mul(e Decimal) Decimal {
	if !d.present || !e.present {
		return Decimal{}
	}
	scale := d.scale + e.scale
	if d.large == nil && e.large == nil {
		if product, ok := multiply(d.coefficient, e.coefficient); ok {
			return Decimal{coefficient: product, scale: scale, present: true}
		}
	}
	x := d.Coefficient()
	return fromBig(x.Mul(x, e.Coefficient()), scale)
}

// Round is the multiple of unit (such as 0.01, 0.05, 1 or 1000) that the mode chooses, with the digits of unit. An absent
// number stays absent. The error is an *Error with StatusInvalidArgument when unit is not above 0 or there is no such mode.
func (d Decimal) Round(unit Decimal, mode Rounding) (Decimal, error) {
	if unit.Sign() <= 0 {
		return Decimal{}, newError(StatusInvalidArgument, "the rounding unit %q must be above 0", unit)
	}
	steps, err := d.divide(unit, 0, mode)
	if err != nil {
		return Decimal{}, err
	}
	return steps.Mul(unit), nil
}

// MulDiv is d × numerator ÷ denominator, rounded once to scale digits after the point. There is no other division. The
// error is an *Error with StatusDivisionByZero or StatusInvalidArgument.
func (d Decimal) MulDiv(numerator, denominator Decimal, scale int, mode Rounding) (Decimal, error) {
	if scale < 0 || scale > most {
		return Decimal{}, newError(StatusInvalidArgument, "%d digits after the point, expected 0 to %d", scale, most)
	}
	return d.Mul(numerator).divide(denominator, scale, mode)
}

// divide is d ÷ e, rounded to scale digits.
func (d Decimal) divide(e Decimal, scale int, mode Rounding) (Decimal, error) {
	if mode < HalfUp || mode > Floor {
		return Decimal{}, newError(StatusInvalidArgument, "there is no rounding %d", int(mode))
	}
	if !d.present || !e.present {
		return Decimal{}, nil
	}
	if e.Sign() == 0 {
		return Decimal{}, newError(StatusDivisionByZero, "a division by zero")
	}
	numerator, divisor := d.Coefficient(), e.Coefficient()
	if power := scale + int(e.scale) - int(d.scale); power >= 0 {
		numerator.Mul(numerator, powerOfTen(power))
	} else {
		divisor.Mul(divisor, powerOfTen(-power))
	}
	return fromBig(roundQuotient(numerator, divisor, mode), int32(scale)), nil
}

// roundQuotient is numerator ÷ divisor as a whole number. It changes both.
func roundQuotient(numerator, divisor *big.Int, mode Rounding) *big.Int {
	negative := numerator.Sign()*divisor.Sign() < 0
	numerator.Abs(numerator)
	divisor.Abs(divisor)
	quotient, rest := new(big.Int).QuoRem(numerator, divisor, new(big.Int))
	if rest.Sign() != 0 && stepsUp(mode, rest.Lsh(rest, 1).Cmp(divisor), quotient.Bit(0) == 1, negative) {
		quotient.Add(quotient, big.NewInt(1))
	}
	if negative {
		quotient.Neg(quotient)
	}
	return quotient
}

// stepsUp tells whether the magnitude goes one step up; half compares the rest with half a step.
func stepsUp(mode Rounding, half int, odd, negative bool) bool {
	switch mode {
	case HalfUp:
		return half >= 0
	case HalfEven:
		return half > 0 || half == 0 && odd
	case HalfDown:
		return half > 0
	case Up:
		return true
	case Ceiling:
		return !negative
	case Floor:
		return negative
	}
	return false
}

// String is the plain number with all of its digits, such as "12.50"; empty when absent.
func (d Decimal) String() string { return string(d.appendText(nil)) }

func (d Decimal) appendText(to []byte) []byte {
	if !d.present {
		return to
	}
	var digits []byte
	if d.large != nil {
		digits = new(big.Int).Abs(d.large).Append(nil, 10)
	} else {
		var space [20]byte
		digits = appendMagnitude(space[:0], d.coefficient)
	}
	if d.Sign() < 0 {
		to = append(to, '-')
	}
	point := len(digits) - int(d.scale)
	if point > 0 {
		to = append(to, digits[:point]...)
		digits = digits[point:]
	} else {
		to = append(to, '0')
	}
	if d.scale == 0 {
		return to
	}
	to = append(to, '.')
	for ; point < 0; point++ {
		to = append(to, '0')
	}
	return append(to, digits...)
}

// Format writes the number for fmt: %s and %v as String, %q in quotes.
func (d Decimal) Format(state fmt.State, verb rune) {
	format := fmt.FormatString(state, 's')
	if verb == 'q' {
		format = fmt.FormatString(state, 'q')
	}
	fmt.Fprintf(state, format, d.String())
}

// MarshalText writes the number; nothing when absent.
func (d Decimal) MarshalText() ([]byte, error) { return d.appendText(nil), nil }

// UnmarshalText reads a number; an empty text is absent.
func (d *Decimal) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Decimal{}
		return nil
	}
	parsed, err := ParseDecimal(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// MarshalJSON writes the number as a text, "12.50"; null when absent.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.appendJSON(nil), nil }

func (d Decimal) appendJSON(to []byte) []byte {
	if !d.present {
		return append(to, "null"...)
	}
	return append(d.appendText(append(to, '"')), '"')
}

// UnmarshalJSON reads a text or a number, exactly, without binary floating point; null is absent.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text := string(data)
	if text == "null" {
		*d = Decimal{}
		return nil
	}
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	parsed, err := ParseDecimal(text)
	if err == nil {
		*d = parsed
	}
	return err
}

// Scan reads a column of a database: text, bytes, an integer, or NULL (absent). A floating-point column is refused: its
// amounts are not exact.
func (d *Decimal) Scan(value any) error {
	switch value := value.(type) {
	case nil:
		*d = Decimal{}
		return nil
	case int64:
		*d = NewDecimal(value, 0)
		return nil
	case string:
		return d.scanText(value)
	case []byte:
		return d.scanText(string(value))
	}
	return newError(StatusWrongType, "a decimal cannot be read from a %T, expected a text or an integer", value)
}

func (d *Decimal) scanText(text string) error {
	parsed, err := ParseDecimal(text)
	if err == nil {
		*d = parsed
	}
	return err
}

// Value is the text of the number for a database; NULL when absent.
func (d Decimal) Value() (driver.Value, error) {
	if !d.present {
		return nil, nil
	}
	return d.String(), nil
}

// --- inside ---

// number is a text that follows the grammar of RFC 8259, in parts.
type number struct {
	negative        bool
	whole, fraction string
	exponent        int64
}

func scanNumber(text string) (number, bool) {
	var n number
	text, n.negative = strings.CutPrefix(text, "-")
	n.whole, text = leadingDigits(text)
	if n.whole == "" || len(n.whole) > 1 && n.whole[0] == '0' {
		return n, false
	}
	if strings.HasPrefix(text, ".") {
		n.fraction, text = leadingDigits(text[1:])
		if n.fraction == "" {
			return n, false
		}
	}
	if text == "" {
		return n, true
	}
	if text[0] != 'e' && text[0] != 'E' {
		return n, false
	}
	return n, n.scanExponent(text[1:])
}

func (n *number) scanExponent(text string) bool {
	text, negative := strings.CutPrefix(text, "-")
	if !negative {
		text = strings.TrimPrefix(text, "+")
	}
	digits, rest := leadingDigits(text)
	if digits == "" || rest != "" {
		return false
	}
	for _, digit := range []byte(digits) {
		if n.exponent < 1_000_000_000 {
			n.exponent = n.exponent*10 + int64(digit-'0')
		}
	}
	if negative {
		n.exponent = -n.exponent
	}
	return true
}

func leadingDigits(text string) (digits, rest string) {
	end := 0
	for end < len(text) && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	return text[:end], text[end:]
}

func fromDigits(digits string, negative bool, scale int32) Decimal {
	if len(digits) > 18 {
		large, _ := new(big.Int).SetString(digits, 10)
		if negative {
			large.Neg(large)
		}
		return fromBig(large, scale)
	}
	var coefficient int64
	for _, digit := range []byte(digits) {
		coefficient = coefficient*10 + int64(digit-'0')
	}
	if negative {
		coefficient = -coefficient
	}
	return Decimal{coefficient: coefficient, scale: scale, present: true}
}

// fromBig takes the number over.
func fromBig(n *big.Int, scale int32) Decimal {
	if n.IsInt64() {
		return Decimal{coefficient: n.Int64(), scale: scale, present: true}
	}
	return Decimal{large: n, scale: scale, present: true}
}

// align gives both coefficients at the wider scale, where they fit.
func align(d, e Decimal) (x, y int64, scale int32, ok bool) {
	if d.large != nil || e.large != nil {
		return 0, 0, 0, false
	}
	scale = max(d.scale, e.scale)
	x, okX := shift(d.coefficient, scale-d.scale)
	y, okY := shift(e.coefficient, scale-e.scale)
	return x, y, scale, okX && okY
}

func alignLarge(d, e Decimal) (x, y *big.Int, scale int32) {
	scale = max(d.scale, e.scale)
	x, y = d.Coefficient(), e.Coefficient()
	x.Mul(x, powerOfTen(int(scale-d.scale)))
	y.Mul(y, powerOfTen(int(scale-e.scale)))
	return x, y, scale
}

var powers = func() (table [19]int64) {
	table[0] = 1
	for i := 1; i < len(table); i++ {
		table[i] = table[i-1] * 10
	}
	return table
}()

func shift(n int64, power int32) (int64, bool) {
	if power == 0 {
		return n, true
	}
	if int(power) >= len(powers) {
		return 0, n == 0
	}
	return multiply(n, powers[power])
}

func multiply(a, b int64) (int64, bool) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high != 0 || low > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(low), true
	}
	return int64(low), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func appendMagnitude(to []byte, n int64) []byte {
	var space [20]byte
	at, rest := len(space), magnitude(n)
	for {
		at--
		space[at] = byte('0' + rest%10)
		if rest /= 10; rest == 0 {
			return append(to, space[at:]...)
		}
	}
}

func powerOfTen(power int) *big.Int {
	if power < len(powers) {
		return big.NewInt(powers[power])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil)
}

func truthToInt(truth bool) int {
	if truth {
		return 1
	}
	return 0
}

// cut keeps a message short.
func cut(text string) string {
	if len(text) > 40 {
		return strings.ToValidUTF8(text[:40], "")
	}
	return text
}
