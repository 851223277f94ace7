package fos

// #include "bridge.h"
import "C"

import (
	"encoding/json"
	"maps"
	"slices"
	"unsafe"
)

// Duty is a rate of duty as a tariff writes it, such as "9.6 % MIN 1.1 EUR / 100 kg", read. It never changes; the zero value is no
// rate.
type Duty struct {
	text, canonical, words, currency string
}

// ParseDuty reads a rate in any of the spellings that tariffs use. Prose ("The rate applicable to each garment in the set") is a
// rate that cannot be computed. The error is an *Error with StatusSyntax and the column for what is no rate.
func ParseDuty(text string) (Duty, error) {
	context, err := base()
	if err != nil {
		return Duty{}, err
	}
	var a arena
	defer a.free()
	read, _ := list[C.fos_duty](&a, 1)
	failure := newCError()
	if status := C.fos_duty_parse(bytesOf([]byte(text)), C.size_t(len(text)), read, failure); status != C.FOS_STATUS_OK {
		return Duty{}, errorOf(failure)
	}
	duty := Duty{text: text, currency: C.GoString(C.fos_duty_currency(read))}
	canonical, err := appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_duty_write_text(read, out, failure)
	})
	if err != nil {
		return Duty{}, err
	}
	words, err := appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_duty_write_words(read, out, failure)
	})
	duty.canonical, duty.words = string(canonical), string(words)
	return duty, err
}

// String is the rate in the one spelling that the library writes, with units of UN/ECE Recommendation 20.
func (d Duty) String() string { return d.canonical }

// Words is what the rate means, in English.
func (d Duty) Words() string { return d.words }

// Currency is that of the first amount in the rate, "$" for a dollar whose country it does not tell, "" when there is none.
func (d Duty) Currency() string { return d.currency }

// Evaluate computes the duty on goods. An amount that is not known is no error: the answer says what is missing.
func (d Duty) Evaluate(goods DutyGoods) (*DutyExplanation, error) { return ExplainDuty(d.text, goods) }

// MarshalText writes the rate as it was read.
func (d Duty) MarshalText() ([]byte, error) { return []byte(d.text), nil }

// UnmarshalText reads a rate; an empty text is none.
func (d *Duty) UnmarshalText(text []byte) error {
	*d = Duty{}
	if len(text) == 0 {
		return nil
	}
	read, err := ParseDuty(string(text))
	if err == nil {
		*d = read
	}
	return err
}

// DutyGoods is what is known of goods whose duty is computed. What is left out is not known, never 0.
type DutyGoods struct {
	// Value is the customs value. Its currency is that of the answer and may stand without an amount.
	Value Money
	// Quantities by unit, a code of UN/ECE Recommendation 20 with a basis where one is meant: "KGM", "KGM-drained"; "ASV" is % vol.
	Quantities map[string]Decimal
	// Parts of the value ("case", "retail-price"), or amounts found elsewhere ("EA", "base"). Their currency is that of the value
	// where it is left out.
	Parts map[string]Money
	// Components are rates that stand for a name in the rate: EA is "27.45 EUR / 100 kg" in the row of a Meursing table. See
	// MeursingComponents.
	Components map[string]string
	// ExchangeRates are read both ways. Dates and series do not matter here.
	ExchangeRates []ExchangeRate
	// Dollar is the currency of "$" and "¢" in the rate; left out, that of the value, where it is a dollar.
	Dollar string
	// Certificates that are presented, such as "Y155".
	Certificates []string
	// Programme of preference that is claimed, such as "MX".
	Programme string
}

// DutyExplanation is a rate of duty in words, and what it comes to.
type DutyExplanation struct {
	Expression string     `json:"expression"`         // as it was given
	Canonical  string     `json:"canonical"`          // in the one spelling
	Words      string     `json:"words"`              // what it means
	Computable bool       `json:"computable"`         // the amount is known
	Amount     Decimal    `json:"amount"`             // rounded half up to the currency's minor unit; absent when not known
	Currency   string     `json:"currency,omitempty"` // of the amount
	Exact      Exact      `json:"exact,omitempty"`    // before rounding
	Steps      []DutyStep `json:"steps"`
	Missing    []string   `json:"missing"` // "KGM-drained", "exchange_rate EUR/GBP", "case", "certificate Y155"
	Because    string     `json:"because"` // one sentence
}

// DutyStep is one step of the computation.
type DutyStep struct {
	Text   string `json:"text"`   // "9.6 % of 100.00 EUR"
	Amount Exact  `json:"amount"` // in the currency of the value, not rounded
}

// ExplainDuty reads a rate and computes it for goods. An amount that is not known is no error: Missing says what it needs.
func ExplainDuty(rate string, goods DutyGoods) (*DutyExplanation, error) {
	return inJSON[DutyExplanation](ExplainDutyJSON(rate, goods))
}

// ExplainDutyJSON is ExplainDuty as the document that `fos tariff explain --format json` prints.
func ExplainDutyJSON(rate string, goods DutyGoods) ([]byte, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	inputs := goods.inputs(&a)
	if a.err != nil {
		return nil, a.err
	}
	return appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_duty_explain_json(bytesOf([]byte(rate)), C.size_t(len(rate)), inputs, out, nil, failure)
	})
}

// inputs is the goods as C has them, in order of name.
func (g *DutyGoods) inputs(a *arena) *C.fos_duty_inputs {
	first, inputs := list[C.fos_duty_inputs](a, 1)
	in := &inputs[0]
	in.struct_size = C.sizeof_fos_duty_inputs
	in.value = a.money(g.Value)
	quantities, quantity := list[C.fos_duty_quantity](a, len(g.Quantities))
	for i, unit := range slices.Sorted(maps.Keys(g.Quantities)) {
		quantity[i] = C.fos_duty_quantity{unit: a.text(unit), quantity: a.decimal(g.Quantities[unit])}
	}
	in.quantities, in.quantity_count = quantities, C.size_t(len(quantity))
	parts, part := list[C.fos_duty_part](a, len(g.Parts))
	for i, name := range slices.Sorted(maps.Keys(g.Parts)) {
		part[i] = C.fos_duty_part{name: a.text(name), amount: a.money(g.Parts[name])}
	}
	in.parts, in.part_count = parts, C.size_t(len(part))
	components, component := list[C.fos_duty_component](a, len(g.Components))
	for i, name := range slices.Sorted(maps.Keys(g.Components)) {
		component[i] = C.fos_duty_component{name: a.text(name), rate: a.text(g.Components[name])}
	}
	in.components, in.component_count = components, C.size_t(len(component))
	rates, rate := list[C.fos_duty_exchange](a, len(g.ExchangeRates))
	for i, given := range g.ExchangeRates {
		rate[i] = C.fos_duty_exchange{from: a.currency(given.From), to: a.currency(given.To), rate: a.decimal(given.Rate)}
	}
	in.exchange, in.exchange_count = rates, C.size_t(len(rate))
	certificates, certificate := list[*C.char](a, len(g.Certificates))
	for i, given := range g.Certificates {
		certificate[i] = a.text(given)
	}
	in.certificates, in.certificate_count = certificates, C.size_t(len(certificate))
	in.dollar, in.programme = a.given(g.Dollar), a.given(g.Programme)
	return first
}

// MeursingComponents finds what the components of a rate (EA, ADSZ, ADFM and the like) are for an additional code, in a table of
// lines of which the first names the components: "code,EA,ADSZ,ADFM". The error is an *Error with StatusInvalidValue when the table
// has no such code, StatusSyntax with its line for what is no such table.
func MeursingComponents(table Source, code string) (map[string]string, error) {
	const most = 64
	var a arena
	defer a.free()
	_, bytes := list[byte](&a, len(table.Bytes)+1) // C writes into it
	copy(bytes, table.Bytes)
	first, components := list[C.fos_duty_component](&a, most)
	name, wanted := a.text(table.Name), a.text(code)
	if a.err != nil {
		return nil, a.err
	}
	var count C.size_t
	failure := newCError()
	status := C.fos_meursing_components(name, (*C.char)(unsafe.Pointer(&bytes[0])), C.size_t(len(table.Bytes)), wanted, first, most, &count, failure)
	if status != C.FOS_STATUS_OK {
		failure.status = status
		return nil, errorOf(failure)
	}
	found := make(map[string]string, int(count))
	for _, component := range components[:count] {
		found[C.GoString(component.name)] = C.GoString(component.rate)
	}
	return found, nil
}

// inJSON reads a document of the library.
func inJSON[Answer any](document []byte, err error) (*Answer, error) {
	if err != nil {
		return nil, err
	}
	answer := new(Answer)
	if err := json.Unmarshal(document, answer); err != nil {
		return nil, newError(StatusSyntax, "the library's answer is not what this package knows: %v", err)
	}
	return answer, nil
}
