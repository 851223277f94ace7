package fos

// #include "bridge.h"
import "C"

// ReadRates reads exchange rates as authorities publish them: the reference rates of the European Central Bank (XML or CSV, of a day
// or of its history) and the monthly rates of HM Revenue & Customs (XML or CSV). Append them to Request.ExchangeRates. Of a history
// those days are taken that the given dates of a request can need: from 40 days before the first of them to the last. The error is an
// *Error with StatusSyntax and the line for what is no such file.
func ReadRates(file Source, dates ...Date) ([]ExchangeRate, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	name := a.text(file.Name)
	first, days := list[C.fos_date](&a, len(dates))
	for i, date := range dates {
		days[i] = a.date(date)
	}
	if a.err != nil {
		return nil, a.err
	}
	read, err := inJSON[struct {
		ExchangeRates []ExchangeRate `json:"exchange_rates"`
	}](appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fosgo_rates(context, first, C.size_t(len(days)), name, bytesOf(file.Bytes), C.size_t(len(file.Bytes)), out, failure)
	}))
	if err != nil {
		return nil, err
	}
	return read.ExchangeRates, nil
}
