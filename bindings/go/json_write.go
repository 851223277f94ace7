package fos

import (
	"maps"
	"slices"
	"strconv"
)

// The writing of requests by the generated functions in codec_*.go. They do what encoding/json does with the same structs, in
// a fraction of the time; whether a request is valid is for the library alone to say.

// A key stands as JSON has it behind another member, with a comma and a colon: the comma of the first becomes the brace.
func object(to []byte, begin int) []byte {
	if len(to) == begin {
		return append(to, '{', '}')
	}
	to[begin] = '{'
	return append(to, '}')
}

// Each of the following appends a member, unless it is absent. Most are, so that is found out without a call.

func putText(to []byte, key, text string) []byte {
	if text == "" {
		return to
	}
	return givenText(to, key, text)
}

func givenText(to []byte, key, text string) []byte { return appendText(append(to, key...), text) }

func putDecimal(to []byte, key string, number Decimal) []byte {
	if !number.present {
		return to
	}
	return givenDecimal(to, key, number)
}

func givenDecimal(to []byte, key string, number Decimal) []byte {
	return number.appendJSON(append(to, key...))
}

func putMoney(to []byte, key string, money *Money) []byte {
	if !money.Amount.present && money.Currency == "" {
		return to
	}
	return givenMoney(to, key, money)
}

func givenMoney(to []byte, key string, money *Money) []byte {
	to = append(to, key...)
	begin := len(to)
	to = putDecimal(to, `,"amount":`, money.Amount)
	to = putText(to, `,"currency":`, money.Currency)
	return object(to, begin)
}

func putTruth(to []byte, key string, truth Truth) []byte {
	if truth == Unknown {
		return to
	}
	return givenTruth(to, key, truth)
}

func givenTruth(to []byte, key string, truth Truth) []byte {
	return truth.appendJSON(append(to, key...))
}

func putInt(to []byte, key string, number int) []byte {
	if number == 0 {
		return to
	}
	return givenInt(to, key, number)
}

func givenInt(to []byte, key string, number int) []byte {
	return strconv.AppendInt(append(to, key...), int64(number), 10)
}

func putObject[Object any](to []byte, key string, object *Object, write func(*Object, []byte) []byte) []byte {
	if object == nil {
		return to
	}
	return write(object, append(to, key...))
}

func putList[Entry any](to []byte, key string, entries []Entry, write func(*Entry, []byte) []byte) []byte {
	if len(entries) == 0 {
		return to
	}
	return givenList(to, key, entries, write)
}

func givenList[Entry any](to []byte, key string, entries []Entry, write func(*Entry, []byte) []byte) []byte {
	to = append(append(to, key...), '[')
	for i := range entries {
		if i != 0 {
			to = append(to, ',')
		}
		to = write(&entries[i], to)
	}
	return append(to, ']')
}

func putTexts(to []byte, key string, texts []string) []byte {
	if len(texts) == 0 {
		return to
	}
	return givenTexts(to, key, texts)
}

func givenTexts(to []byte, key string, texts []string) []byte {
	to = append(append(to, key...), '[')
	for i, text := range texts {
		if i != 0 {
			to = append(to, ',')
		}
		to = appendText(to, text)
	}
	return append(to, ']')
}

func putPairs(to []byte, key string, pairs map[string]string) []byte {
	if len(pairs) == 0 {
		return to
	}
	to = append(append(to, key...), '{')
	for i, name := range slices.Sorted(maps.Keys(pairs)) {
		if i != 0 {
			to = append(to, ',')
		}
		to = append(appendText(to, name), ':')
		to = appendText(to, pairs[name])
	}
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
