package fos

// #include <stdlib.h>
// #include "bridge.h"
// #cgo noescape fosgo_quote
// #cgo nocallback fosgo_quote
// #cgo noescape fosgo_compare
// #cgo nocallback fosgo_compare
// #cgo noescape fosgo_text
// #cgo nocallback fosgo_text
import "C"

import (
	"context"
	"math"
	"runtime"
	"sync"
	"unsafe"
)

// Options are how a library is opened. The zero value takes the regimes of the installation.
type Options struct {
	// Regimes are rule files in memory; they win over all others of the same id.
	Regimes []Source
	// RegimesDirectory is a folder whose *.json files are loaded before the installed ones.
	RegimesDirectory string
	// Tariffs are compiled tariffs (as `fos tariff import` makes them) or plain CSV, in memory.
	Tariffs []Source
	// OnlyGiven leaves out all other regimes and tariffs, even those compiled in.
	OnlyGiven bool
	// MaxSessions bounds how many documents are computed at the same time, each on a session of its own that is kept for
	// the next. 0 means runtime.GOMAXPROCS(0): a quote is arithmetic and never waits. Further callers wait for their turn.
	MaxSessions int
	// Limits bound what is read of a document.
	Limits Limits
}

// Limits bound what is read of a request document. A zero takes the default.
type Limits struct {
	Depth    int   // nesting; 64
	Document int64 // bytes of a document, or of a line of a batch; 64 MiB
	Items    int   // entries of any list; 10,000
	Digits   int   // significant digits of a number; 18, which is also the most
}

// given is the limits as C wants them.
func (l Limits) given() C.fos_limits {
	given := C.fosgo_limits()
	if l.Depth > 0 {
		given.depth = C.uint32_t(min(int64(l.Depth), math.MaxUint32))
	}
	if l.Document > 0 {
		given.document = C.uint64_t(l.Document)
	}
	if l.Items > 0 {
		given.items = C.uint32_t(min(int64(l.Items), math.MaxUint32))
	}
	if l.Digits > 0 {
		given.digits = C.uint32_t(min(int64(l.Digits), math.MaxUint32))
	}
	return given
}

// Source is one file in memory.
type Source struct {
	Name  string // for messages
	Bytes []byte
}

// Library is a set of compiled regimes with a pool of sessions. It is safe for any number of goroutines. Close it when it is
// no longer needed; one that is forgotten is closed when the garbage collector finds it.
type Library struct {
	core *core
}

// core is what lies in C's memory. It goes when it is closed and no session of it is at work.
type core struct {
	context *C.fos_context
	library *C.fos_library
	limits  C.fos_limits
	slots   chan struct{} // one for each session at work

	freeTariffs func() // what the library reads in place

	mutex  sync.Mutex
	closed bool
	idle   []*worker
	users  int // sessions at work, and other calls
}

// Open compiles the regimes: those given, then the folder in the variable FOS_DATA_DIR, then the installed ones, then those
// compiled in. Nil options take the defaults. Opening costs milliseconds: do it once. The error is an *Error.
func Open(options *Options) (*Library, error) {
	if options == nil {
		options = &Options{}
	}
	limit := options.MaxSessions
	if limit <= 0 {
		limit = runtime.GOMAXPROCS(0)
	}
	context := C.fos_context_new(nil)
	if context == nil {
		return nil, newError(StatusNoMemory, "out of memory")
	}
	tariffs, freeTariffs := cSources(options.Tariffs)
	handle, err := openLibrary(context, options, tariffs)
	if err != nil {
		freeTariffs()
		C.fos_context_free(context)
		return nil, err
	}
	c := &core{context: context, library: handle, freeTariffs: freeTariffs, limits: options.Limits.given(), slots: make(chan struct{}, limit)}
	library := &Library{core: c}
	runtime.AddCleanup(library, func(c *core) { c.close() }, c)
	return library, nil
}

// newCError is an error for C to fill; it holds no pointers, so that Go's memory will do.
func newCError() *C.fos_error { return &C.fos_error{struct_size: C.sizeof_fos_error} }

func openLibrary(context *C.fos_context, options *Options, tariffs *C.fos_source) (*C.fos_library, error) {
	failure := newCError()
	var directory *C.char
	if options.RegimesDirectory != "" {
		directory = C.CString(options.RegimesDirectory)
		defer C.free(unsafe.Pointer(directory))
	}
	files, free := cSources(options.Regimes)
	defer free()
	var only C.int
	if options.OnlyGiven {
		only = 1
	}
	handle := C.fosgo_open(context, directory, files, C.size_t(len(options.Regimes)),
		tariffs, C.size_t(len(options.Tariffs)), only, failure)
	if handle == nil {
		return nil, errorOf(failure)
	}
	return handle, nil
}

// cSources copies files to C's memory.
func cSources(sources []Source) (*C.fos_source, func()) {
	if len(sources) == 0 {
		return nil, func() {}
	}
	first := (*C.fos_source)(C.malloc(C.size_t(len(sources)) * C.sizeof_fos_source))
	files := unsafe.Slice(first, len(sources))
	for i, source := range sources {
		files[i].name = C.CString(source.Name)
		files[i].bytes = (*C.char)(C.CBytes(append(source.Bytes[:len(source.Bytes):len(source.Bytes)], 0)))
		files[i].length = C.size_t(len(source.Bytes))
	}
	return first, func() {
		for _, file := range files {
			C.free(unsafe.Pointer(file.name))
			C.free(unsafe.Pointer(file.bytes))
		}
		C.free(unsafe.Pointer(first))
	}
}

// Close frees the regimes and the sessions as soon as the calls that are under way have ended. Later calls return ErrClosed.
// Closing twice does nothing.
func (l *Library) Close() error {
	if l != nil && l.core != nil {
		l.core.close()
	}
	return nil
}

func (c *core) close() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	for _, worker := range c.idle {
		C.fosgo_worker_free(worker.c)
	}
	c.idle = nil
	c.freeUnused()
}

// freeUnused frees what is shared, once it is closed and nobody uses it. The mutex is held.
func (c *core) freeUnused() {
	if !c.closed || c.users != 0 || c.library == nil {
		return
	}
	C.fos_library_free(c.library)
	C.fos_context_free(c.context)
	c.freeTariffs()
	c.library, c.context = nil, nil
}

// enter keeps the library from being freed until leave.
func (c *core) enter() error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.closed {
		return ErrClosed
	}
	c.users++
	return nil
}

func (c *core) leave() {
	c.mutex.Lock()
	c.users--
	c.freeUnused()
	c.mutex.Unlock()
}

// take gives a session to the caller alone, who must give it back with put.
func (c *core) take(ctx context.Context) (*worker, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case c.slots <- struct{}{}:
	default:
		select {
		case c.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	worker, err := c.worker()
	if err != nil {
		<-c.slots
	}
	return worker, err
}

// worker is an idle session or a new one.
func (c *core) worker() (*worker, error) {
	c.mutex.Lock()
	if c.closed {
		c.mutex.Unlock()
		return nil, ErrClosed
	}
	c.users++
	if last := len(c.idle) - 1; last >= 0 {
		worker := c.idle[last]
		c.idle = c.idle[:last]
		c.mutex.Unlock()
		return worker, nil
	}
	c.mutex.Unlock()
	worker, err := c.newWorker()
	if err != nil {
		c.leave()
	}
	return worker, err
}

// worker is a session in C's memory, and a reader of its answers.
type worker struct {
	c      *C.fosgo_worker
	reader records
}

func (c *core) newWorker() (*worker, error) {
	failure := newCError()
	session := C.fosgo_worker_new(c.context, c.library, &c.limits, failure)
	if session == nil {
		return nil, errorOf(failure)
	}
	return &worker{c: session}, nil
}

func (c *core) put(worker *worker) {
	c.mutex.Lock()
	if c.closed {
		C.fosgo_worker_free(worker.c)
	} else {
		c.idle = append(c.idle, worker)
	}
	c.users--
	c.freeUnused()
	c.mutex.Unlock()
	<-c.slots
}

// call is one document in, one out, on a session of the pool.
func (l *Library) call(ctx context.Context, document []byte, compute func(*C.fosgo_worker, []byte) C.fos_status) ([]byte, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	worker, err := l.core.take(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := answerOf(nil, worker.c, compute(worker.c, document))
	l.core.put(worker)
	runtime.KeepAlive(l)
	return answer, err
}

// answerOf copies what a call left in the worker to the end of `to`.
func answerOf(to []byte, worker *C.fosgo_worker, status C.fos_status) ([]byte, error) {
	if status != C.FOS_STATUS_OK {
		return to, errorOf(&worker.error)
	}
	return append(to, answer(worker)...), nil
}

// answer is what a call left, as long as the worker does nothing else.
func answer(worker *C.fosgo_worker) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(worker.data)), int(worker.size))
}

// bytesOf is where a document begins; never nil, as C wants it. C keeps no pointer after the call.
func bytesOf(document []byte) *C.char {
	if len(document) == 0 {
		return (*C.char)(unsafe.Pointer(&nothing))
	}
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(document)))
}

var nothing byte

func quoteJSON(worker *C.fosgo_worker, document []byte) C.fos_status {
	return C.fosgo_quote(worker, bytesOf(document), C.size_t(len(document)))
}

func compareJSON(worker *C.fosgo_worker, document []byte) C.fos_status {
	return C.fosgo_compare(worker, bytesOf(document), C.size_t(len(document)))
}

// QuoteJSON turns a request document into a quote document, as the command `fos quote` does. A quote that lacks an input is no
// error: its "complete" is false. The error is an *Error, the context's, or ErrClosed.
func (l *Library) QuoteJSON(ctx context.Context, request []byte) ([]byte, error) {
	return l.call(ctx, request, quoteJSON)
}

// CompareJSON turns a request document into a comparison document: one quote for each route that the law offers.
func (l *Library) CompareJSON(ctx context.Context, request []byte) ([]byte, error) {
	return l.call(ctx, request, compareJSON)
}

// QuoteText is the quote of a request document for people: an aligned breakdown, with amounts as the locale (a BCP 47 tag such
// as "de-DE") writes them, or as plain decimals where it is empty. The status is StatusUnsupported for a locale when the
// library was built without ICU.
func (l *Library) QuoteText(ctx context.Context, request []byte, locale string) (string, error) {
	return l.text(ctx, request, locale, 0)
}

// CompareText is the comparison of a request document for people, as QuoteText.
func (l *Library) CompareText(ctx context.Context, request []byte, locale string) (string, error) {
	return l.text(ctx, request, locale, 1)
}

func (l *Library) text(ctx context.Context, request []byte, locale string, compare C.int) (string, error) {
	text, err := l.call(ctx, request, func(worker *C.fosgo_worker, document []byte) C.fos_status {
		return C.fosgo_text(worker, bytesOf(document), C.size_t(len(document)), bytesOf([]byte(locale)), C.size_t(len(locale)), compare)
	})
	return string(text), err
}

// Quote computes the quote of a request. A quote that lacks an input is no error: its Complete is false, and Missing says
// what it lacks. The error is an *Error, the context's, or ErrClosed.
func (l *Library) Quote(ctx context.Context, request Request) (*Quotation, error) {
	return answerTo(ctx, l, &request, quoteRecords, (*Library).QuoteJSON, newQuotation, (*Quotation).read)
}

// Compare computes one quote for each route that the law offers, as if its needs were met.
func (l *Library) Compare(ctx context.Context, request Request) (*Comparison, error) {
	return answerTo(ctx, l, &request, compareRecords, (*Library).CompareJSON, newComparison, (*Comparison).read)
}
