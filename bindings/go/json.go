package fos

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// The reading and writing of documents by the generated functions in codec.go. They do what encoding/json does with the
// same structs, in a fraction of the time; whether a request is valid is for the library alone to say.

// --- writing ---

func appendKey(to []byte, name string) []byte {
	if to[len(to)-1] != '{' {
		to = append(to, ',')
	}
	to = append(to, '"')
	to = append(to, name...)
	return append(to, '"', ':')
}

// appendText writes a text as it stands: bytes that are not UTF-8 are left for the library to refuse, with their place.
func appendText(to []byte, text string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
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

func appendTexts(to []byte, texts []string) []byte {
	to = append(to, '[')
	for i, text := range texts {
		if i != 0 {
			to = append(to, ',')
		}
		to = appendText(to, text)
	}
	return append(to, ']')
}

func appendList[Entry any](to []byte, entries []Entry, write func(*Entry, []byte) []byte) []byte {
	to = append(to, '[')
	for i := range entries {
		if i != 0 {
			to = append(to, ',')
		}
		to = write(&entries[i], to)
	}
	return append(to, ']')
}

func appendPairs(to []byte, pairs map[string]string) []byte {
	to = append(to, '{')
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
	if m.Amount.Present() {
		to = m.Amount.appendJSON(appendKey(to, "amount"))
	}
	if m.Currency != "" {
		to = appendText(appendKey(to, "currency"), m.Currency)
	}
	return append(to, '}')
}

// --- reading ---

// reader walks a document that the library wrote. What is malformed ends it: at goes to the end, and bad stays true.
type reader struct {
	document string
	at       int
	bad      bool
}

// readAnswer fills an answer from a document whose bytes nobody changes any more: texts of the answer lie in it.
func readAnswer[Answer any](document []byte, read func(*Answer, *reader)) (*Answer, error) {
	r := reader{document: unsafe.String(unsafe.SliceData(document), len(document))}
	answer := new(Answer)
	read(answer, &r)
	if r.peek() != 0 || r.bad {
		return nil, newError(StatusSyntax, "the library's answer is not what this package knows, at byte %d", r.at)
	}
	return answer, nil
}

func (r *reader) fail() {
	r.bad = true
	r.at = len(r.document)
}

// peek is the next byte that is not white space, 0 at the end.
func (r *reader) peek() byte {
	for r.at < len(r.document) {
		c := r.document[r.at]
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		r.at++
	}
	return 0
}

func (r *reader) begin(open byte) {
	if r.peek() != open {
		r.fail()
		return
	}
	r.at++
}

// next tells whether another entry follows in a list or object that began, and passes the comma or the end.
func (r *reader) next(end byte) bool {
	switch r.peek() {
	case end:
		r.at++
		return false
	case 0:
		r.fail()
		return false
	case ',':
		r.at++
	}
	return true
}

func (r *reader) key() string {
	name := r.text()
	if r.peek() != ':' {
		r.fail()
		return ""
	}
	r.at++
	return name
}

// null passes over a null.
func (r *reader) null() bool {
	if r.peek() != 'n' || len(r.document)-r.at < 4 || r.document[r.at:r.at+4] != "null" {
		return false
	}
	r.at += 4
	return true
}

func (r *reader) text() string {
	if r.peek() != '"' {
		if !r.null() {
			r.fail()
		}
		return ""
	}
	r.at++
	from := r.at
	for i := from; i < len(r.document); i++ {
		switch r.document[i] {
		case '"':
			r.at = i + 1
			return r.document[from:i]
		case '\\':
			return r.escaped(from, i)
		}
	}
	r.fail()
	return ""
}

// escaped is a text with escapes, of which the first is at i.
func (r *reader) escaped(from, i int) string {
	made := append([]byte(nil), r.document[from:i]...)
	for i < len(r.document) {
		switch c := r.document[i]; c {
		case '"':
			r.at = i + 1
			return string(made)
		case '\\':
			var length int
			if made, length = unescape(made, r.document[i:]); length == 0 {
				r.fail()
				return ""
			}
			i += length
		default:
			made = append(made, c)
			i++
		}
	}
	r.fail()
	return ""
}

// unescape appends the character that text begins with, and tells how long its escape is; 0 when it is none.
func unescape(to []byte, text string) ([]byte, int) {
	if len(text) < 2 {
		return to, 0
	}
	switch c := text[1]; c {
	case '"', '\\', '/':
		return append(to, c), 2
	case 'b':
		return append(to, '\b'), 2
	case 'f':
		return append(to, '\f'), 2
	case 'n':
		return append(to, '\n'), 2
	case 'r':
		return append(to, '\r'), 2
	case 't':
		return append(to, '\t'), 2
	case 'u':
		if len(text) >= 6 {
			// The library escapes control characters alone, so there are no surrogates.
			if code, err := strconv.ParseUint(text[2:6], 16, 16); err == nil {
				return utf8.AppendRune(to, rune(code)), 6
			}
		}
	}
	return to, 0
}

// bare is a number or word, up to what ends it.
func (r *reader) bare() string {
	r.peek()
	from := r.at
	for r.at < len(r.document) {
		switch r.document[r.at] {
		case ',', '}', ']', ' ', '\n', '\t', '\r':
			return r.document[from:r.at]
		}
		r.at++
	}
	return r.document[from:]
}

func (r *reader) decimal() Decimal {
	text := ""
	if r.peek() == '"' {
		text = r.text()
	} else if !r.null() {
		text = r.bare()
	} else {
		return Decimal{}
	}
	if d, ok := plainDecimal(text); ok {
		return d
	}
	d, err := ParseDecimal(text)
	if err != nil {
		r.fail()
	}
	return d
}

// plainDecimal reads at most 18 digits, with or without a point; nearly every amount is such a one.
func plainDecimal(text string) (Decimal, bool) {
	if len(text) == 0 || len(text) > 19 {
		return Decimal{}, false
	}
	var coefficient int64
	point := len(text)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			coefficient = coefficient*10 + int64(c-'0')
		case c == '.' && point == len(text) && i != 0 && i != len(text)-1:
			point = i + 1
		default:
			return Decimal{}, false
		}
	}
	if len(text) == 19 && point == len(text) || text[0] == '0' && len(text) > 1 && point != 2 {
		return Decimal{}, false
	}
	return Decimal{coefficient: coefficient, scale: int32(len(text) - point), present: true}, true
}

func (r *reader) int() int {
	if r.null() {
		return 0
	}
	n, err := strconv.Atoi(r.bare())
	if err != nil {
		r.fail()
	}
	return n
}

func (r *reader) truth() Truth {
	var truth Truth
	if truth.UnmarshalJSON([]byte(r.bare())) != nil {
		r.fail()
	}
	return truth
}

func (r *reader) bool() bool { return r.truth() == True }

func readList[Entry any](r *reader, read func(*reader) Entry) []Entry {
	if r.null() {
		return nil
	}
	entries := []Entry{}
	for r.begin('['); r.next(']'); {
		entries = append(entries, read(r))
	}
	return entries
}

func readObject[Object any](r *reader, read func(*Object, *reader)) *Object {
	if r.null() {
		return nil
	}
	object := new(Object)
	read(object, r)
	return object
}

func readObjects[Entry any](r *reader, read func(*Entry, *reader)) []Entry {
	if r.null() {
		return nil
	}
	entries := []Entry{}
	for r.begin('['); r.next(']'); {
		entries = append(entries, *new(Entry))
		read(&entries[len(entries)-1], r)
	}
	return entries
}

func readAmounts[Key ~string](r *reader) map[Key]Decimal {
	if r.null() {
		return nil
	}
	amounts := map[Key]Decimal{}
	for r.begin('{'); r.next('}'); {
		key := Key(r.key())
		amounts[key] = r.decimal()
	}
	return amounts
}

func (m *Money) read(r *reader) {
	for r.begin('{'); r.next('}'); {
		switch r.key() {
		case "amount":
			m.Amount = r.decimal()
		case "currency":
			m.Currency = r.text()
		default:
			r.skip()
		}
	}
}

// skip passes over a value that this package does not know, however deep.
func (r *reader) skip() {
	for depth := 0; ; {
		switch r.peek() {
		case 0:
			r.fail()
			return
		case '{', '[':
			depth++
			r.at++
		case '}', ']':
			depth--
			r.at++
		case ',', ':':
			r.at++
			continue
		case '"':
			r.text()
		default:
			r.bare()
		}
		if depth <= 0 {
			return
		}
	}
}
