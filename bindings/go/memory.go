package fos

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import (
	"strings"
	"sync"
	"unsafe"
)

// What a call of C is given that holds pointers lies in C's memory: an arena of the call, freed after it.

type arena struct {
	blocks []unsafe.Pointer
	err    error // of the first value that C cannot be given
}

func (a *arena) free() {
	for _, block := range a.blocks {
		C.free(block)
	}
}

func (a *arena) keep(block unsafe.Pointer) unsafe.Pointer {
	a.blocks = append(a.blocks, block)
	return block
}

// text is a text that ends with a NUL, and has none inside.
func (a *arena) text(text string) *C.char {
	if strings.IndexByte(text, 0) >= 0 && a.err == nil {
		a.err = newError(StatusEncoding, "a NUL inside of %q", cut(text))
	}
	return (*C.char)(a.keep(unsafe.Pointer(C.CString(text))))
}

// given is NULL for an empty text.
func (a *arena) given(text string) *C.char {
	if text == "" {
		return nil
	}
	return a.text(text)
}

func (a *arena) decimal(number Decimal) C.fos_decimal {
	value := C.fos_decimal{scale: C.FOS_DECIMAL_ABSENT_SCALE}
	if !number.Present() {
		return value
	}
	text, failure := number.String(), newCError()
	if C.fos_decimal_parse(bytesOf([]byte(text)), C.size_t(len(text)), &value, failure) != C.FOS_STATUS_OK && a.err == nil {
		a.err = errorOf(failure)
	}
	return value
}

// currency is the code of a currency, or nothing.
func (a *arena) currency(code string) (to [4]C.char) {
	if len(code) != 3 && code != "" && a.err == nil {
		a.err = newError(StatusInvalidValue, "%q is not a currency code of ISO 4217, expected one such as EUR", cut(code))
	}
	for i := range min(len(code), 3) {
		to[i] = C.char(code[i])
	}
	return to
}

func (a *arena) money(money Money) C.fos_money {
	return C.fos_money{amount: a.decimal(money.Amount), currency: a.currency(money.Currency)}
}

func (a *arena) date(date Date) C.fos_date {
	var day C.fos_date
	if err := parseDate(date, &day); err != nil && a.err == nil {
		a.err = err
	}
	return day
}

// list is room for so many values, all zero; nil for none.
func list[Value any](a *arena, count int) (*Value, []Value) {
	if count == 0 {
		return nil, nil
	}
	first := (*Value)(a.keep(C.malloc(C.size_t(count) * C.size_t(unsafe.Sizeof(*new(Value))))))
	values := unsafe.Slice(first, count)
	clear(values)
	return first, values
}

// base is the context of what does not belong to a library. It never changes and is never freed.
var base = sync.OnceValues(func() (*C.fos_context, error) {
	if context := C.fos_context_new(nil); context != nil {
		return context, nil
	}
	return nil, newError(StatusNoMemory, "out of memory")
})

// appended is what a function of C appends to a buffer.
func appended(context *C.fos_context, write func(out *C.fos_buffer, failure *C.fos_error) C.fos_status) ([]byte, error) {
	out := C.fos_buffer_new(context)
	if out == nil {
		return nil, newError(StatusNoMemory, "out of memory")
	}
	defer C.fos_buffer_free(out)
	failure := newCError()
	if status := write(out, failure); status != C.FOS_STATUS_OK {
		failure.status = status
		return nil, errorOf(failure)
	}
	return bufferBytes(out), nil
}

// bufferBytes is a copy of what stands in a buffer, of any size.
func bufferBytes(buffer *C.fos_buffer) []byte {
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(C.fos_buffer_data(buffer))), int(C.fos_buffer_size(buffer)))...)
}
