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
		members.WriteByte('\n')
	}
	return members.String()
}

// answerTo is the answer to a request: by records, or by JSON where this package does not know the library's.
func answerTo[Answer any](ctx context.Context, l *Library, request *Request, compute func(*C.fosgo_worker, []byte) C.fos_status,
	throughJSON func(*Library, context.Context, []byte) ([]byte, error), read func(*Answer, *records, int)) (*Answer, error) {
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
	answer := new(Answer)
	if compute(worker, *document) == C.FOS_STATUS_OK {
		readAnswer(worker, answer, read)
	} else {
		answer, err = nil, errorOf(&worker.error)
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

// records is an answer in C's memory, and its texts, copied.
type records struct {
	words []uint64
	texts string
	slabs
}

// readers keeps readers, for their slabs know how much an answer usually needs.
var readers = sync.Pool{New: func() any { return new(records) }}

// readAnswer copies what a call left in the worker into an answer, whose memory is used again.
func readAnswer[Answer any](worker *C.fosgo_worker, answer *Answer, read func(*Answer, *records, int)) {
	r := readers.Get().(*records)
	r.words = unsafe.Slice((*uint64)(unsafe.Pointer(worker.data)), int(worker.size)/8)
	r.texts = C.GoStringN(worker.texts_data, C.int(worker.texts_size))
	read(answer, r, 0)
	r.words, r.texts = nil, ""
	r.slabs.end()
	readers.Put(r)
}

// --- values ---

func (r *records) text(at int) string {
	slot := r.words[at]
	from := slot >> 32
	return r.texts[from : from+slot&0xffffffff]
}

func (r *records) decimal(at int) Decimal {
	digits := r.words[at+1]
	if digits == 0 {
		return Decimal{}
	}
	return Decimal{coefficient: int64(r.words[at]), scale: int32(digits), present: true}
}

func (r *records) money(at int) Money { return Money{r.decimal(at), r.text(at + 2)} }

func (r *records) int(at int) int { return int(r.words[at]) }

func (r *records) truth(at int) Truth { return Truth(r.words[at]) }

func (r *records) bool(at int) bool { return Truth(r.words[at]) == True }

// list is where the entries of a list begin, and how many there are.
func (r *records) list(at int) (first, count int) {
	slot := r.words[at]
	return int(slot >> 32), int(slot & 0xffffffff)
}

// part is where an object begins that is always there.
func (r *records) part(at int) int { return int(r.words[at] >> 32) }

// Each of the following uses the memory of what was there before, where it is enough.

func readList[Entry any](r *records, old []Entry, s *slab[Entry], at, words int, read func(*records, int) Entry) []Entry {
	first, count := r.list(at)
	var entries []Entry
	if cap(old) >= count && old != nil {
		entries = old[:count]
	} else {
		entries = s.take(count)
	}
	for i := range entries {
		entries[i] = read(r, first+i*words)
	}
	return entries
}

func readObjects[Entry any](r *records, old []Entry, at, words int, read func(*Entry, *records, int)) []Entry {
	first, count := r.list(at)
	var entries []Entry
	if cap(old) >= count && old != nil {
		entries = old[:count]
	} else {
		entries = make([]Entry, count)
	}
	for i := range entries {
		read(&entries[i], r, first+i*words)
	}
	return entries
}

func readObject[Object any](r *records, old *Object, at int, read func(*Object, *records, int)) *Object {
	first, count := r.list(at)
	if count == 0 {
		return nil
	}
	if old == nil {
		old = new(Object)
	}
	read(old, r, first)
	return old
}

func readAmounts[Key ~string](r *records, old map[Key]Decimal, at int) map[Key]Decimal {
	first, count := r.list(at)
	if old == nil {
		old = make(map[Key]Decimal, count)
	} else {
		clear(old)
	}
	for i := range count {
		old[Key(r.text(first+3*i))] = r.decimal(first + 3*i + 1)
	}
	return old
}

// --- room ---

// slab is room for the lists of one answer: they lie side by side, one allocation for all of a type.
type slab[Entry any] struct {
	room []Entry
	used int // in all of the answer
	last int // what the last answer used, which the next will probably, too
}

const slabMost = 128

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
