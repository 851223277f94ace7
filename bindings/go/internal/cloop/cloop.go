//go:build !fos_source

// Package cloop repeats a quote in C, so that a benchmark can tell what the way from Go costs.
package cloop

// #cgo pkg-config: fos
// #include <fos/fos.h>
// #include <time.h>
//
// // Opening is not counted; the first quote, which makes room for the others, is not either.
// static long run(const char *bytes, size_t length, long count, int64_t *elapsed)
// {
//     struct timespec begun = { 0, 0 }, ended = { 0, 0 };
//     fos_error error = FOS_ERROR_INIT;
//     fos_context *context = fos_context_new(NULL);
//     fos_library *library = fos_library_open(context, NULL, &error);
//     fos_session *session = fos_session_new(library, &error);
//     fos_buffer *out = fos_buffer_new(context);
//     long done = 0;
//     for (long i = 0; session != NULL && out != NULL && i <= count; i++) {
//         if (i == 1) clock_gettime(CLOCK_MONOTONIC, &begun);
//         fos_buffer_clear(out);
//         if (fos_session_quote_json(session, bytes, length, NULL, out, &error) != FOS_STATUS_OK) break;
//         done = i;
//     }
//     clock_gettime(CLOCK_MONOTONIC, &ended);
//     *elapsed = (int64_t)(ended.tv_sec - begun.tv_sec) * 1000000000 + (ended.tv_nsec - begun.tv_nsec);
//     fos_buffer_free(out);
//     fos_session_free(session);
//     fos_library_free(library);
//     fos_context_free(context);
//     return done;
// }
import "C"

import (
	"time"
	"unsafe"
)

// Run quotes a document so many times on one session, and tells how long that took and how many times it went well.
func Run(document []byte, count int) (time.Duration, int) {
	var elapsed C.int64_t
	done := C.run((*C.char)(unsafe.Pointer(unsafe.SliceData(document))), C.size_t(len(document)), C.long(count), &elapsed)
	return time.Duration(elapsed), int(done)
}
