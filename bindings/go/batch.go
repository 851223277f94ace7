package fos

// #include <stdlib.h>
// #include "bridge.h"
// #cgo noescape fosgo_batch_put
// #cgo nocallback fosgo_batch_put
import "C"

import (
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
)

// BatchOptions are how a batch runs. The zero value takes the defaults.
type BatchOptions struct {
	// Jobs is how many threads of the C library compute at the same time; 0 means as many as the library has sessions.
	Jobs int
	// Source is the name that errors give to the input; empty means "request".
	Source string
}

// BatchResult counts the answers of a batch.
type BatchResult struct {
	Quotes     int64 // lines answered with a quote
	Incomplete int64 // how many of these lack an input
	Errors     int64 // lines answered with an error
}

// QuoteMany reads one request document a line and writes one line for each, in the same order: the quote, or
// {"error": {…}} with the place in the whole input. One bad line stops nothing; blank lines are passed over. The bytes
// are those of `fos quote --ndjson`. Memory is bounded, whatever the length of the input.
//
// The error is that of the reader, of the writer, or of the context, or ErrClosed; the result counts what was handed to the
// writer. When it returns early, a Read that is under way may still end later.
func (l *Library) QuoteMany(ctx context.Context, in io.Reader, out io.Writer, options *BatchOptions) (BatchResult, error) {
	if l == nil || l.core == nil {
		return BatchResult{}, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return BatchResult{}, err
	}
	if err := l.core.enter(); err != nil {
		return BatchResult{}, err
	}
	defer runtime.KeepAlive(l)
	defer l.core.leave()
	b, err := newBatch(l.core, options)
	if err != nil {
		return BatchResult{}, err
	}
	defer b.free()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cancelled := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		C.fos_batch_cancel(b.c.batch)
		close(cancelled)
	})
	defer func() { // before the batch is freed
		if !stop() {
			<-cancelled
		}
	}()
	ended := make(chan error, 1)
	go func() { ended <- b.feed(ctx, in) }()
	if err := b.drain(ctx, out); err != nil {
		return b.result(), err
	}
	return b.result(), <-ended
}

// batch is a batch of the C library between a goroutine that feeds it and one that drains it.
type batch struct {
	c    *C.fosgo_batch
	fed  chan struct{} // input was put, or ended
	room chan struct{} // answers were taken

	ended atomic.Bool // no input follows

	mutex sync.Mutex // held while input is put, so that nothing is put into what is freed
	freed bool
}

func newBatch(core *core, options *BatchOptions) (*batch, error) {
	if options == nil {
		options = &BatchOptions{}
	}
	jobs := options.Jobs
	if jobs <= 0 {
		jobs = cap(core.slots)
	}
	source := C.CString(options.Source)
	defer C.free(unsafe.Pointer(source))
	failure := newCError()
	c := C.fosgo_batch_new(core.context, core.library, &core.limits, C.uint32_t(min(jobs, 256)), source, failure)
	if c == nil {
		return nil, errorOf(failure)
	}
	return &batch{c: c, fed: make(chan struct{}, 1), room: make(chan struct{}, 1)}, nil
}

func (b *batch) free() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.freed = true
	C.fosgo_batch_free(b.c)
}

func (b *batch) result() BatchResult {
	counts := b.c.counts
	return BatchResult{int64(counts.quotes), int64(counts.incomplete), int64(counts.errors)}
}

// feed puts the whole input into the batch.
func (b *batch) feed(ctx context.Context, in io.Reader) error {
	block := make([]byte, 256<<10)
	for {
		length, err := in.Read(block)
		if err := b.putAll(ctx, block[:length]); err != nil {
			return err
		}
		if err == nil {
			continue
		}
		b.end()
		if err == io.EOF {
			return nil
		}
		return err
	}
}

func (b *batch) putAll(ctx context.Context, bytes []byte) error {
	for len(bytes) != 0 {
		taken, err := b.put(bytes)
		if err != nil {
			return err
		}
		notify(b.fed)
		bytes = bytes[taken:]
		if len(bytes) == 0 {
			break
		}
		select {
		case <-b.room:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (b *batch) put(bytes []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.freed {
		return 0, context.Canceled
	}
	if C.fosgo_batch_put(b.c, bytesOf(bytes), C.size_t(len(bytes))) != C.FOS_STATUS_OK {
		return 0, errorOf(&b.c.put_error)
	}
	return int(b.c.taken), nil
}

func (b *batch) end() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if !b.freed {
		C.fos_batch_end(b.c.batch)
	}
	b.ended.Store(true)
	notify(b.fed)
}

// drain writes the answers, in order, until there are no more.
func (b *batch) drain(ctx context.Context, out io.Writer) error {
	for {
		ended := b.ended.Load()
		status := C.fosgo_batch_take(b.c)
		if err := ctx.Err(); err != nil {
			return err
		}
		if status != C.FOS_STATUS_OK {
			return errorOf(&b.c.take_error)
		}
		if b.c.more == 0 {
			if ended {
				return nil
			}
			select {
			case <-b.fed:
			case <-ctx.Done():
				return ctx.Err()
			}
			continue
		}
		notify(b.room)
		// A copy: a writer may keep what it is given for a while, and C's memory must never be seen afterwards.
		answers := C.GoBytes(unsafe.Pointer(C.fos_buffer_data(b.c.out)), C.int(C.fos_buffer_size(b.c.out)))
		if _, err := out.Write(answers); err != nil {
			return err
		}
	}
}

// notify leaves one token, which whoever waits will find.
func notify(channel chan<- struct{}) {
	select {
	case channel <- struct{}{}:
	default:
	}
}
