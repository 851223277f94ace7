package fos

// #include "bridge.h"
import "C"

import (
	"runtime"
	"sync/atomic"
)

// Session computes one document after another in memory of its own, for one goroutine at a time: what a Library does with
// its pool, without the pool. Most programs use the Library. A call while another goroutine is in the session returns
// ErrBusy.
type Session struct {
	library *Library // keeps it from being collected
	state   *sessionState
}

// sessionState is what outlives a forgotten session.
type sessionState struct {
	core   *core
	worker *worker
	busy   atomic.Bool
	closed atomic.Bool
}

// NewSession is a session of its own; it does not count towards MaxSessions. Close it before or after its library.
func (l *Library) NewSession() (*Session, error) {
	if l == nil || l.core == nil {
		return nil, ErrClosed
	}
	if err := l.core.enter(); err != nil {
		return nil, err
	}
	worker, err := l.core.newWorker()
	if err != nil {
		l.core.leave()
		return nil, err
	}
	session := &Session{library: l, state: &sessionState{core: l.core, worker: worker}}
	runtime.AddCleanup(session, func(state *sessionState) { state.close() }, session.state)
	return session, nil
}

// Close frees the session, or returns ErrBusy while a call is under way. Closing twice does nothing.
func (s *Session) Close() error {
	if s == nil || s.state == nil {
		return nil
	}
	return s.state.close()
}

func (s *sessionState) close() error {
	if !s.busy.CompareAndSwap(false, true) {
		return ErrBusy
	}
	defer s.busy.Store(false)
	if s.closed.CompareAndSwap(false, true) {
		C.fosgo_worker_free(s.worker.c)
		s.core.leave()
	}
	return nil
}

// AppendQuoteJSON appends the quote of a request document to a slice and returns it, so that memory can be used again.
// On failure the slice comes back as it was.
func (s *Session) AppendQuoteJSON(to, request []byte) ([]byte, error) {
	return s.call(to, request, quoteJSON)
}

// AppendCompareJSON appends the comparison of a request document, as AppendQuoteJSON.
func (s *Session) AppendCompareJSON(to, request []byte) ([]byte, error) {
	return s.call(to, request, compareJSON)
}

// Quote computes the quote of a request into one that was made before, whose lists, maps and parts are used again: what the program
// kept of it changes. After the first quotes only the texts are new memory. On failure `into` is as it was.
func (s *Session) Quote(request *Request, into *Quotation) error {
	return sessionAnswer(s, request, into, quoteRecords, quoteJSON, (*Quotation).read)
}

// Compare computes the comparison of a request into one that was made before, as Quote.
func (s *Session) Compare(request *Request, into *Comparison) error {
	return sessionAnswer(s, request, into, compareRecords, compareJSON, (*Comparison).read)
}

func sessionAnswer[Answer any](s *Session, request *Request, into *Answer, compute, throughJSON func(*C.fosgo_worker, []byte) C.fos_status,
	read func(*Answer, *records, int)) error {
	if request == nil || into == nil {
		return newError(StatusInvalidArgument, "a request and a place for the answer are needed")
	}
	document := documentOf(request)
	defer giveBack(document)
	if !layoutKnown() {
		made, err := inJSON[Answer](s.call(nil, *document, throughJSON))
		if err == nil {
			*into = *made
		}
		return err
	}
	return s.use(func(worker *worker) error {
		if compute(worker.c, *document) != C.FOS_STATUS_OK {
			return errorOf(&worker.c.error)
		}
		readAnswer(worker, into, read)
		return nil
	})
}

func (s *Session) call(to, document []byte, compute func(*C.fosgo_worker, []byte) C.fos_status) ([]byte, error) {
	err := s.use(func(worker *worker) (err error) {
		to, err = answerOf(to, worker.c, compute(worker.c, document))
		return err
	})
	return to, err
}

// use hands the session's worker to a function, to one goroutine at a time.
func (s *Session) use(work func(*worker) error) error {
	if s == nil || s.state == nil {
		return ErrClosed
	}
	state := s.state
	if !state.busy.CompareAndSwap(false, true) {
		return ErrBusy
	}
	defer state.busy.Store(false)
	if state.closed.Load() {
		return ErrClosed
	}
	err := work(state.worker)
	runtime.KeepAlive(s)
	return err
}
