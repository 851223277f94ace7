// Package fos computes every duty, tax and fee of a cross-border e-commerce consignment: what is due, on what base, by which
// rule of which law, who is liable, who collects, who pays, and when. It stands on the C library libfos and adds no law of its
// own.
//
// # A quote
//
// [Quote] takes a [Request] and returns a [Quotation]:
//
//	quote, err := fos.Quote(ctx, fos.Request{Date: "2026-11-23", Consignment: consignment})
//
// A quote that lacks an input, such as a rate of duty, is no error: its Complete is false, and Missing names what it lacks.
// Nothing is guessed. [Compare] computes one quote for each way of collecting that the law offers.
//
// [QuoteJSON] and [CompareJSON] do the same between documents, and [Library.QuoteMany] between streams of them. The names in
// JSON, in these structs and in the other languages are one.
//
// # Beside quotes
//
// [ParseDuty] and [ExplainDuty] read and compute rates of duty. A [Library] looks up and searches tariffs ([Library.LookUp],
// [Library.Search]) and compares what an importer may claim ([Library.Treatments]); [ImportTariff] makes tariffs, [ReadRates] reads
// exchange rates. [Convert] writes requests in other formats, [Fit] shortens their texts, [Validate] checks them for a filing, and
// [Identify] checks identifiers. [Elements], [FindElement], [Roles] and [Schema] describe the reference data set.
//
// # Numbers
//
// Amounts are exact: [Decimal] has no binary fractions, no bounds, and one rounding at a time. Its zero value is absent,
// which is not 0. [Money] bears its currency, [Date] is a day, [Truth] may be unknown.
//
// # Errors
//
// A failure is an [*Error] with the place in the document, a JSON Pointer, and one line that names the value and what was
// expected. Its [Status] can be asked for with errors.Is, such as [StatusNoRoute].
//
// # Goroutines and memory
//
// The functions of this package and a [Library] are safe for any number of goroutines. A call is one call of C, on a session
// of a pool; no C code calls back into Go, and nothing is kept of the memory that is handed over. A context is heeded while
// a call waits for a session, and between the lines of a batch. Close a [Library] when it is no longer needed; one that is
// forgotten is closed by the garbage collector.
//
// # Building
//
// The package needs cgo. It links the installed library through pkg-config (name fos). With the build tag fos_source it
// compiles the library's own source instead, and needs a C compiler and yajl alone.
package fos
