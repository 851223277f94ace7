package fos

import "strings"

// Money is an amount in one currency. The zero value is absent.
type Money struct {
	Amount   Decimal `json:"amount,omitzero"`   // the amount
	Currency string  `json:"currency,omitzero"` // ISO 4217, such as "EUR"
}

// NewMoney is an amount that stands in the source: NewMoney("12.50", "EUR"). It panics when amount is not a number.
func NewMoney(amount, currency string) Money { return Money{MustDecimal(amount), currency} }

// ParseMoney reads what String writes: "12.50 EUR".
func ParseMoney(text string) (Money, error) {
	amount, currency, found := strings.Cut(text, " ")
	if !found || len(currency) != 3 {
		return Money{}, newError(StatusSyntax, "%q is not an amount, expected one such as 12.50 EUR", cut(text))
	}
	number, err := ParseDecimal(amount)
	if err != nil {
		return Money{}, err
	}
	return Money{number, currency}, nil
}

// Present tells whether an amount was given.
func (m Money) Present() bool { return m.Amount.Present() }

// String is the amount and its currency, "12.50 EUR"; empty when absent.
func (m Money) String() string {
	if !m.Present() {
		return ""
	}
	return m.Amount.String() + " " + m.Currency
}

// Add is m + n. The error is an *Error with StatusInconsistent when the currencies differ.
func (m Money) Add(n Money) (Money, error) {
	if err := m.agree(n, "added"); err != nil {
		return Money{}, err
	}
	return Money{m.Amount.Add(n.Amount), m.Currency}, nil
}

// Sub is m − n. The error is an *Error with StatusInconsistent when the currencies differ.
func (m Money) Sub(n Money) (Money, error) {
	if err := m.agree(n, "subtracted"); err != nil {
		return Money{}, err
	}
	return Money{m.Amount.Sub(n.Amount), m.Currency}, nil
}

// Cmp is -1, 0 or 1 as m is less than, equal to or greater than n. The error is an *Error with StatusInconsistent when the
// currencies differ.
func (m Money) Cmp(n Money) (int, error) {
	if err := m.agree(n, "compared"); err != nil {
		return 0, err
	}
	return m.Amount.Cmp(n.Amount), nil
}

func (m Money) agree(n Money, verb string) error {
	if m.Currency == n.Currency {
		return nil
	}
	return newError(StatusInconsistent, "amounts in %q and %q cannot be %s, expected one currency", cut(m.Currency), cut(n.Currency), verb)
}
