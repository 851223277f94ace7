package fos

import (
	"maps"
	"slices"
	"strconv"
)

// The writing of requests by the generated functions in codec_*.go. They do what encoding/json does with the same structs, in
// a fraction of the time; whether a request is valid is for the library alone to say.

func appendKey(to []byte, name string) []byte {
	if to[len(to)-1] != '{' {
		to = append(to, ',')
	}
	to = append(to, '"')
	to = append(to, name...)
	return append(to, '"', ':')
}

// Each of the following appends a member, unless it is absent.

func putText(to []byte, name, text string) []byte {
	if text == "" {
		return to
	}
	return appendText(appendKey(to, name), text)
}

func putDecimal(to []byte, name string, number Decimal) []byte {
	if !number.present {
		return to
	}
	return number.appendJSON(appendKey(to, name))
}

func putMoney(to []byte, name string, money *Money) []byte {
	if !money.Amount.present && money.Currency == "" {
		return to
	}
	return money.appendJSON(appendKey(to, name))
}

func putTruth(to []byte, name string, truth Truth) []byte {
	if truth == Unknown {
		return to
	}
	return truth.appendJSON(appendKey(to, name))
}

func putInt(to []byte, name string, number int) []byte {
	if number == 0 {
		return to
	}
	return strconv.AppendInt(appendKey(to, name), int64(number), 10)
}

func putObject[Object any](to []byte, name string, object *Object, write func(*Object, []byte) []byte) []byte {
	if object == nil {
		return to
	}
	return write(object, appendKey(to, name))
}

func putList[Entry any](to []byte, name string, entries []Entry, write func(*Entry, []byte) []byte) []byte {
	if len(entries) == 0 {
		return to
	}
	to = append(appendKey(to, name), '[')
	for i := range entries {
		if i != 0 {
			to = append(to, ',')
		}
		to = write(&entries[i], to)
	}
	return append(to, ']')
}

func putTexts(to []byte, name string, texts []string) []byte {
	if len(texts) == 0 {
		return to
	}
	to = append(appendKey(to, name), '[')
	for i, text := range texts {
		if i != 0 {
			to = append(to, ',')
		}
		to = appendText(to, text)
	}
	return append(to, ']')
}

func putPairs(to []byte, name string, pairs map[string]string) []byte {
	if len(pairs) == 0 {
		return to
	}
	to = append(appendKey(to, name), '{')
	for i, name := range slices.Sorted(maps.Keys(pairs)) {
		if i != 0 {
			to = append(to, ',')
		}
		to = append(appendText(to, name), ':')
		to = appendText(to, pairs[name])
	}
	return append(to, '}')
}

func (m *Money) appendJSON(to []byte) []byte {
	to = append(to, '{')
	to = putDecimal(to, "amount", m.Amount)
	to = putText(to, "currency", m.Currency)
	return append(to, '}')
}

// escaped are the bytes that do not stand for themselves in JSON.
var escaped = func() (table [256]bool) {
	for c := range ' ' {
		table[c] = true
	}
	table['"'], table['\\'] = true, true
	return table
}()

// appendText writes a text as it stands: bytes that are not UTF-8 are left for the library to refuse, with their place.
func appendText(to []byte, text string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !escaped[c] {
			continue
		}
		to = append(to, text[from:i]...)
		from = i + 1
		if c < ' ' {
			to = append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		} else {
			to = append(to, '\\', c)
		}
	}
	to = append(to, text[from:]...)
	return append(to, '"')
}
