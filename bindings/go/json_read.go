package fos

import (
	"bytes"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// The reading of answers by the generated functions in codec_*.go, as encoding/json would read them. The way is laid out for
// what the library writes, members in the order of the table and no white space, and bears everything else.

// reader walks a document that the library wrote. What is malformed ends it: at goes to the end, and bad stays true.
type reader struct {
	document string
	at       int
	bad      bool
	escapes  bool // somewhere in the document

	slabs
}

// readers keeps readers, for their slabs know how much an answer usually needs.
var readers = sync.Pool{New: func() any { return new(reader) }}

// readAnswer fills an answer from a document whose bytes nobody changes any more: texts of the answer lie in it.
func readAnswer[Answer any](document []byte, read func(*Answer, *reader)) (*Answer, error) {
	r := readers.Get().(*reader)
	r.begun(document)
	answer := new(Answer)
	read(answer, r)
	if r.peek() != 0 || r.bad {
		return nil, newError(StatusSyntax, "the library's answer is not what this package knows, at byte %d", r.at)
	}
	r.ended()
	readers.Put(r)
	return answer, nil
}

func (r *reader) begun(document []byte) {
	r.document = unsafe.String(unsafe.SliceData(document), len(document))
	r.at, r.bad = 0, false
	r.escapes = bytes.IndexByte(document, '\\') >= 0
}

// ended lets go of what belongs to the answer.
func (r *reader) ended() {
	r.document = ""
	r.slabs.end()
}

// slab is room for the lists of one answer: they lie side by side, one allocation for all of a type.
type slab[Entry any] struct {
	room []Entry
	used int // in all of the answer
	wont int // what the last answer used, which the next will probably, too
}

const slabMost = 128

func (s *slab[Entry]) end() {
	s.room, s.wont, s.used = nil, min(s.used, slabMost), 0
}

// add appends an entry to the list that begins at `from`, which it moves when there is no room.
func (s *slab[Entry]) add(from int, entry Entry) int {
	if len(s.room) == cap(s.room) {
		list := s.room[from:]
		s.room = append(make([]Entry, 0, max(s.wont-s.used, 2*len(list), 4)), list...)
		from = 0
	}
	s.room = append(s.room, entry)
	s.used++
	return from
}

// list is what was added since `from`.
func (s *slab[Entry]) list(from int) []Entry {
	if from == len(s.room) {
		return []Entry{}
	}
	return s.room[from:len(s.room):len(s.room)]
}

func readList[Entry any](r *reader, s *slab[Entry], read func(*reader) Entry) []Entry {
	if r.null() {
		return nil
	}
	from := len(s.room)
	for r.begin('['); r.next(']'); {
		from = s.add(from, read(r))
	}
	return s.list(from)
}

func (r *reader) fail() {
	r.bad = true
	r.at = len(r.document)
}

// peek is the next byte that is not white space, 0 at the end.
func (r *reader) peek() byte {
	if r.at < len(r.document) && r.document[r.at] > ' ' {
		return r.document[r.at]
	}
	return r.pass()
}

func (r *reader) pass() byte {
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

// is passes over words that stand there, such as a member's name.
func (r *reader) is(words string) bool {
	if !strings.HasPrefix(r.document[r.at:], words) {
		return false
	}
	r.at += len(words)
	return true
}

// done tells whether a list or object ends here, and passes its end.
func (r *reader) done(end byte) bool {
	if r.at >= len(r.document) || r.document[r.at] != end {
		return false
	}
	r.at++
	return true
}

// member is the name of another member of an object that began, whose value follows; false at the object's end.
func (r *reader) member() (string, bool) {
	if !r.next('}') {
		return "", false
	}
	name := r.text()
	if r.peek() != ':' {
		r.fail()
		return "", false
	}
	r.at++
	return name, true
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
	from := r.at + 1
	if r.escapes {
		return r.escaped(from)
	}
	length := strings.IndexByte(r.document[from:], '"')
	if length < 0 {
		r.fail()
		return ""
	}
	r.at = from + length + 1
	return r.document[from : from+length]
}

// escaped is a text of a document that has escapes somewhere.
func (r *reader) escaped(from int) string {
	i := from
	for ; i < len(r.document) && r.document[i] != '\\'; i++ {
		if r.document[i] == '"' {
			r.at = i + 1
			return r.document[from:i]
		}
	}
	made := []byte(r.document[from:i])
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
	var text string
	switch r.peek() {
	case '"':
		if d, ok := r.plainDecimal(); ok {
			return d
		}
		text = r.text()
	case 'n':
		if r.null() {
			return Decimal{}
		}
	default:
		text = r.bare()
	}
	d, err := ParseDecimal(text)
	if err != nil {
		r.fail()
	}
	return d
}

// plainDecimal reads a quoted number of at most 18 digits, as nearly every amount is; false leaves all to others.
func (r *reader) plainDecimal() (Decimal, bool) {
	text := r.document[r.at+1:]
	text = text[:min(len(text), 20)]
	var coefficient int64
	point := 0 // where the digits after it begin
	for i := 0; i < len(text); i++ {
		c := text[i]
		if digit := c - '0'; digit <= 9 {
			coefficient = coefficient*10 + int64(digit)
			continue
		}
		if c == '.' && point == 0 && i != 0 {
			point = i + 1
			continue
		}
		if c != '"' || i == point || i == 19 && point == 0 || text[0] == '0' && i > 1 && point != 2 {
			return Decimal{}, false
		}
		r.at += i + 2
		if point == 0 {
			point = i
		}
		return Decimal{coefficient: coefficient, scale: int32(i - point), present: true}, true
	}
	return Decimal{}, false
}

func (r *reader) int() int {
	if r.null() {
		return 0
	}
	text := r.bare()
	if len(text) == 1 && text[0] >= '0' && text[0] <= '9' {
		return int(text[0] - '0')
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fail()
	}
	return n
}

func (r *reader) truth() Truth {
	switch r.bare() {
	case "true":
		return True
	case "false":
		return False
	case "null":
		return Unknown
	}
	r.fail()
	return Unknown
}

func (r *reader) bool() bool { return r.truth() == True }

func readObject[Object any](r *reader, read func(*Object, *reader)) *Object {
	if r.null() {
		return nil
	}
	object := new(Object)
	read(object, r)
	return object
}

func readObjects[Entry any](r *reader, s *slab[Entry], read func(*Entry, *reader)) []Entry {
	if r.null() {
		return nil
	}
	from := len(s.room)
	for r.begin('['); r.next(']'); {
		from = s.add(from, *new(Entry))
		read(&s.room[len(s.room)-1], r)
	}
	return s.list(from)
}

func readAmounts[Key ~string](r *reader) map[Key]Decimal {
	if r.null() {
		return nil
	}
	amounts := map[Key]Decimal{}
	r.begin('{')
	for key, more := r.member(); more; key, more = r.member() {
		amounts[Key(key)] = r.decimal()
	}
	return amounts
}

func (m *Money) read(r *reader) {
	r.begin('{')
	for name, more := r.member(); more; name, more = r.member() {
		switch name {
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
