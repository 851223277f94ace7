package fos

import (
	"bytes"
	"database/sql/driver"
	"math/big"
	"strings"
	"time"
)

// Date is a calendar day as the contract writes it, "2026-11-23", without an hour and without a zone. Empty means absent.
// A constant of the source can stand wherever a Date is expected.
type Date string

// DateOf is the day of a time in the time's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParseDate reads "YYYY-MM-DD", years 1900 to 2999, as the library does. The error is an *Error with StatusInvalidValue.
func ParseDate(text string) (Date, error) {
	if d := Date(text); d.Valid() {
		return d, nil
	}
	return "", newError(StatusInvalidValue, "%q is not a day, expected YYYY-MM-DD from 1900 to 2999", cut(text))
}

// Valid tells whether it is a day that the library knows.
func (d Date) Valid() bool {
	t, err := d.Time()
	return err == nil && t.Year() >= 1900 && t.Year() <= 2999
}

// Time is midnight of that day in UTC.
func (d Date) Time() (time.Time, error) { return time.Parse(time.DateOnly, string(d)) }

// String is the day as it stands.
func (d Date) String() string { return string(d) }

// Scan reads a column of a database: a date, a text, or NULL (absent).
func (d *Date) Scan(value any) error {
	var text string
	switch value := value.(type) {
	case nil:
		*d = ""
		return nil
	case time.Time:
		text = string(DateOf(value))
	case string:
		text = value
	case []byte:
		text = string(value)
	default:
		return newError(StatusWrongType, "a day cannot be read from a %T, expected a text or a time", value)
	}
	parsed, err := ParseDate(text)
	if err == nil {
		*d = parsed
	}
	return err
}

// Value is the day as a text for a database; NULL when absent.
func (d Date) Value() (driver.Value, error) {
	if d == "" {
		return nil, nil
	}
	return string(d), nil
}

// Truth is true, false or, as its zero value, not known.
type Truth int8

// The three values.
const (
	Unknown Truth = iota
	False
	True
)

// TruthOf is True or False.
func TruthOf(truth bool) Truth {
	if truth {
		return True
	}
	return False
}

// String is "true", "false" or "unknown".
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "unknown"
}

// MarshalJSON writes true, false or null.
func (t Truth) MarshalJSON() ([]byte, error) { return t.appendJSON(nil), nil }

func (t Truth) appendJSON(to []byte) []byte {
	if t == True || t == False {
		return append(to, t.String()...)
	}
	return append(to, "null"...)
}

// UnmarshalJSON reads true, false or null.
func (t *Truth) UnmarshalJSON(data []byte) error {
	switch {
	case bytes.Equal(data, []byte("true")):
		*t = True
	case bytes.Equal(data, []byte("false")):
		*t = False
	case bytes.Equal(data, []byte("null")):
		*t = Unknown
	default:
		return newError(StatusWrongType, "found %q, expected true or false", cut(string(data)))
	}
	return nil
}

// Exact is an amount before rounding, as the quote writes it: a decimal such as "5.681", or a fraction "17/3" where it does
// not end. Empty means absent.
type Exact string

// Rat is the amount as a fraction; false when absent or malformed.
func (e Exact) Rat() (*big.Rat, bool) {
	numerator, denominator, fraction := strings.Cut(string(e), "/")
	n, err := ParseDecimal(numerator)
	if err != nil {
		return nil, false
	}
	rat := n.Rat()
	if fraction {
		d, err := ParseDecimal(denominator)
		if err != nil || d.Sign() == 0 {
			return nil, false
		}
		rat.Quo(rat, d.Rat())
	}
	return rat, true
}
