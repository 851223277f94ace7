package fos

// #include <stdlib.h>
// #include "bridge.h"
// #cgo noescape fosgo_quote_records
// #cgo nocallback fosgo_quote_records
// #cgo noescape fosgo_compare_records
// #cgo nocallback fosgo_compare_records
import "C"

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"unsafe"
)

// Structs in, structs out. The answer comes as records (fos/records.h), which the generated functions in codec_quote.go copy into
// structs. They are made for one element table; a C library that has another one is asked for JSON.

// layoutKnown tells whether the library's records are those that this package reads.
var layoutKnown = sync.OnceValue(func() bool {
	for _, class := range layout {
		if layoutOf(class[0]) != class[1] {
			return false
		}
	}
	return true
})

// layoutOf is the elements of a class with their kinds, on which its records depend.
func layoutOf(class string) string {
	name := C.CString(class)
	defer C.free(unsafe.Pointer(name))
	of := C.fos_class_find(name)
	if of == nil {
		return ""
	}
	var members strings.Builder
	for i := range C.fos_class_element_count(of) {
		element := C.fos_class_element_at(of, i)
		members.WriteString(C.GoString(C.fos_element_name(element)) + " " + C.GoString(C.fos_element_kind(element)))
		if C.fos_element_is_list(element) != 0 {
			members.WriteString(" list")
		}
		for _, word := range wordsOf(element) {
			members.WriteString(" " + word)
		}
		members.WriteByte('\n')
	}
	return members.String()
}

// wordsOf is the words that records number.
func wordsOf(element *C.fos_element) []string {
	var all []string
	for at := C.fos_element_words(element); at != nil && *at != nil; at = (**C.char)(unsafe.Add(unsafe.Pointer(at), unsafe.Sizeof(at))) {
		if word := C.GoString(*at); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// answerTo is the answer to a request: by records, or by JSON where this package does not know the library's.
func answerTo[Answer any](ctx context.Context, l *Library, request *Request, compute func(*C.fosgo_worker, []byte) C.fos_status,
	throughJSON func(*Library, context.Context, []byte) ([]byte, error), empty func(*records) *Answer, read func(*Answer, *records, int)) (*Answer, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	document := documentOf(request)
	defer giveBack(document)
	if !layoutKnown() {
		return inJSON[Answer](throughJSON(l, ctx, *document))
	}
	worker, err := l.core.take(ctx)
	if err != nil {
		return nil, err
	}
	var answer *Answer
	if compute(worker.c, *document) == C.FOS_STATUS_OK {
		answer = empty(&worker.reader)
		readAnswer(worker, answer, read)
	} else {
		err = errorOf(&worker.c.error)
	}
	l.core.put(worker)
	runtime.KeepAlive(l)
	return answer, err
}

// buffers holds the memory of requests that were handed over.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// documentOf is a request as a document, until it is given back.
func documentOf(request *Request) *[]byte {
	buffer := buffers.Get().(*[]byte)
	*buffer = request.appendJSON((*buffer)[:0])
	return buffer
}

func giveBack(document *[]byte) {
	if cap(*document) <= 1<<20 {
		buffers.Put(document)
	}
}

func quoteRecords(worker *C.fosgo_worker, document []byte) C.fos_status {
	return C.fosgo_quote_records(worker, bytesOf(document), C.size_t(len(document)))
}

func compareRecords(worker *C.fosgo_worker, document []byte) C.fos_status {
	return C.fosgo_compare_records(worker, bytesOf(document), C.size_t(len(document)))
}

// records is an answer in C's memory, and its texts: those of its own, copied, and those that last, of which each is copied once.
type records struct {
	words      []uint64
	texts      string
	lasting    []string
	generation uint32

	textLists    slab[string]
	intLists     slab[int]
	decimalLists slab[Decimal]
}

// readAnswer copies what a call left in the worker into an answer, whose memory is used again.
func readAnswer[Answer any](worker *worker, answer *Answer, read func(*Answer, *records, int)) {
	c, r := worker.c, &worker.reader
	r.words = unsafe.Slice((*uint64)(unsafe.Pointer(c.data)), int(c.size)/8)
	r.texts = C.GoStringN(c.texts_data, C.int(c.texts_size))
	r.take(&c.lasting)
	read(answer, r, 0)
	r.words, r.texts = nil, ""
	r.textLists.end()
	r.intLists.end()
	r.decimalLists.end()
}

// take copies the texts that are new among those that last.
func (r *records) take(lasting *C.fos_lasting_texts) {
	if r.generation != uint32(lasting.generation) {
		r.lasting, r.generation = nil, uint32(lasting.generation)
	}
	known, count := len(r.lasting), int(lasting.count)
	if known == count {
		return
	}
	ends := unsafe.Slice((*uint32)(unsafe.Pointer(lasting.ends)), count)
	begin := uint32(0)
	if known != 0 {
		begin = ends[known-1]
	}
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(lasting.bytes)), int(ends[count-1]))
	texts, from := string(bytes[begin:]), begin
	for _, end := range ends[known:] {
		r.lasting = append(r.lasting, texts[from-begin:end-begin])
		from = end
	}
}

// --- values ---

func (r *records) text(slot uint64) string {
	if slot&C.FOS_RECORD_LASTING != 0 {
		return r.lasting[uint32(slot)]
	}
	from := slot >> 32
	return r.texts[from : from+slot&0xffffffff]
}

func decimalOf(coefficient, digits uint64) Decimal {
	return Decimal{coefficient: int64(coefficient), scale: int32(digits), present: digits != 0}
}

func (r *records) decimalAt(at int) Decimal { return decimalOf(r.words[at], r.words[at+1]) }

// place is where the entries of a list begin, or an object that is always there.
func place(slot uint64) int { return int(slot >> 32) }

// Each of the following uses the memory of what was there before, where it is enough.

func (r *records) readTexts(old []string, slot uint64) []string {
	first, count := place(slot), int(uint32(slot))
	list := r.textLists.again(old, count)
	for i, word := range r.words[first : first+count] {
		list[i] = r.text(word)
	}
	return list
}

func (r *records) readInts(old []int, slot uint64) []int {
	first, count := place(slot), int(uint32(slot))
	list := r.intLists.again(old, count)
	for i, word := range r.words[first : first+count] {
		list[i] = int(word)
	}
	return list
}

func (r *records) readDecimals(old []Decimal, slot uint64) []Decimal {
	first, count := place(slot), int(uint32(slot))
	list := r.decimalLists.again(old, count)
	for i := range list {
		list[i] = r.decimalAt(first + 2*i)
	}
	return list
}

func readObjects[Entry any](r *records, old []Entry, slot uint64, words int, read func(*Entry, *records, int)) []Entry {
	first, count := place(slot), int(uint32(slot))
	entries := old
	if old == nil || cap(old) < count {
		entries = make([]Entry, count)
	}
	entries = entries[:count]
	for i := range entries {
		read(&entries[i], r, first+i*words)
	}
	return entries
}

func readObject[Object any](r *records, old *Object, slot uint64, read func(*Object, *records, int)) *Object {
	if slot == 0 {
		return nil
	}
	if old == nil {
		old = new(Object)
	}
	read(old, r, place(slot))
	return old
}

func readAmounts[Key ~string](r *records, old map[Key]Decimal, slot uint64, keys []Key) map[Key]Decimal {
	first, count := place(slot), int(uint32(slot))
	if old == nil {
		old = make(map[Key]Decimal, count)
	} else {
		clear(old)
	}
	for at := first; at < first+3*count; at += 3 {
		old[keys[r.words[at]]] = r.decimalAt(at + 1)
	}
	return old
}

// --- room ---

// quotationRoom is a quotation with room for what every quote of one item has, in one piece.
type quotationRoom struct {
	quotation Quotation
	routes    [1]QuoteRoute
	items     [1]QuoteItem
	ints      [4]int
	decimals  [4]Decimal
}

func newQuotation(r *records) *Quotation {
	room := new(quotationRoom)
	room.quotation.Routes, room.quotation.Items = room.routes[:0], room.items[:0]
	r.intLists.room, r.decimalLists.room = room.ints[:], room.decimals[:]
	return &room.quotation
}

func newComparison(*records) *Comparison { return new(Comparison) }

// slab is room for the lists of one answer: they lie side by side, one allocation for all of a type.
type slab[Entry any] struct {
	room []Entry
	used int // in all of the answer
	last int // what the last answer used, which the next will probably, too
}

const slabMost = 128

// again is a list of so many entries in the memory of another, where that is enough.
func (s *slab[Entry]) again(old []Entry, count int) []Entry {
	if old == nil || cap(old) < count {
		return s.take(count)
	}
	return old[:count]
}

// take is a list of so many entries, which nothing else will use.
func (s *slab[Entry]) take(count int) []Entry {
	if count == 0 {
		return []Entry{}
	}
	if count > len(s.room) {
		s.room = make([]Entry, max(count, s.last-s.used))
	}
	list := s.room[:count:count]
	s.room = s.room[count:]
	s.used += count
	return list
}

// end lets go of what belongs to the answer.
func (s *slab[Entry]) end() {
	s.room, s.last, s.used = nil, min(s.used, slabMost), 0
}
