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
	worker *C.fosgo_worker
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
		C.fosgo_worker_free(s.worker)
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

func (s *Session) call(to, document []byte, compute func(*C.fosgo_worker, []byte) C.fos_status) ([]byte, error) {
	if s == nil || s.state == nil {
		return to, ErrClosed
	}
	state := s.state
	if !state.busy.CompareAndSwap(false, true) {
		return to, ErrBusy
	}
	defer state.busy.Store(false)
	if state.closed.Load() {
		return to, ErrClosed
	}
	to, err := answerOf(to, state.worker, compute(state.worker, document))
	runtime.KeepAlive(s)
	return to, err
}
