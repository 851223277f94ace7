package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fos"
)

// desk is where one consignment is worked on. Any number of goroutines may be at it.
type desk struct {
	library *fos.Library
	options options
	rates   []fos.Source // files of exchange rates
}

// outcome is what became of a consignment.
type outcome struct {
	lines []string       // what to tell, a line each
	quote *fos.Quotation // nil where there is none
	filed bool           // complete, and written where that was asked for
}

func (d *desk) process(ctx context.Context, c consignment) outcome {
	var done outcome
	name := referenceOf(c)
	tell := func(line int, format string, values ...any) {
		said := fmt.Sprintf(format, values...)
		if rest, isError := strings.CutPrefix(said, "error: "); isError && slices.ContainsFunc(done.lines, func(line string) bool {
			return strings.HasSuffix(line, ": "+rest)
		}) {
			return // the profile told it already
		}
		done.lines = append(done.lines, fmt.Sprintf("%s:%d: %s%s", d.options.file, line, name, said))
	}
	request, err := d.asJSON(ctx, c, tell)
	if err != nil {
		d.tellError(c, err, tell)
		return done
	}
	ready, err := d.check(c, request, tell)
	if err != nil {
		d.tellError(c, err, tell)
		return done
	}
	quote, err := d.quote(ctx, request)
	if err != nil {
		d.tellError(c, err, tell)
		return done
	}
	done.quote = quote
	for _, missing := range quote.Missing {
		tell(c.line, "incomplete: %s needs %s: %s", whose(missing.Item), missing.Needs, missing.Because)
	}
	if !ready || !quote.Complete {
		return done
	}
	converted, err := d.library.Convert(ctx, request, "json", d.options.format, nil)
	if converted != nil {
		d.tellFindings(c, converted.Findings, tell)
	}
	if err != nil {
		d.tellError(consignment{line: c.line, format: "document"}, err, tell)
		return done
	}
	if d.options.out != "" {
		if err := write(filepath.Join(d.options.out, fileName(c.number, request, d.options.format)), converted.Document); err != nil {
			tell(c.line, "error: %v", err)
			return done
		}
	}
	done.filed = true
	return done
}

// asJSON is the request as the library's own document, fitted to the filing where that was asked for.
func (d *desk) asJSON(ctx context.Context, c consignment, tell func(int, string, ...any)) ([]byte, error) {
	if c.fault != nil {
		return nil, c.fault
	}
	if c.format == "json" && d.options.fit() == "" {
		return c.document, nil
	}
	converted, err := d.library.Convert(ctx, c.document, c.format, "json", &fos.ConvertOptions{Fit: d.options.fit()})
	if converted != nil {
		d.tellFindings(c, converted.Findings, tell)
	}
	if err != nil {
		return nil, err
	}
	return converted.Document, nil
}

// tellFindings tells which values do not fit the document; with -v also what was changed and what has no place there.
func (d *desk) tellFindings(c consignment, findings []fos.ConversionFinding, tell func(int, string, ...any)) {
	for _, finding := range findings {
		if finding.Severity == fos.SeverityError || d.options.verbose {
			tell(c.line, "%s: %s", finding.Severity, strings.TrimPrefix(finding.Pointer+": "+finding.Text, ": "))
		}
	}
}

// check tells what the filing asks for and the request lacks; warnings and notes with -v only.
func (d *desk) check(c consignment, request []byte, tell func(int, string, ...any)) (ready bool, err error) {
	if d.options.profile == "" {
		return true, nil
	}
	found, err := fos.Validate(d.options.profile, "", request)
	if err != nil {
		return false, err
	}
	for _, finding := range found.Findings {
		if finding.Severity == fos.SeverityError || d.options.verbose {
			tell(c.line, "%s %s: %s: %s", found.Profile, finding.Severity, finding.Pointer, finding.Because)
		}
	}
	return found.State == fos.Ready, nil
}

func (d *desk) quote(ctx context.Context, request []byte) (*fos.Quotation, error) {
	answer, err := d.library.QuoteJSON(ctx, request)
	if err != nil {
		return nil, err
	}
	quote := new(fos.Quotation)
	if err := json.Unmarshal(answer, quote); err != nil || len(d.rates) == 0 || !lacksRate(quote) {
		return quote, err
	}
	return d.quoteWithRates(ctx, request)
}

func lacksRate(quote *fos.Quotation) bool {
	return slices.ContainsFunc(quote.Missing, func(missing fos.Missing) bool { return missing.Needs == "exchange_rate" })
}

// quoteWithRates quotes again, with the rates that the request's days can need.
func (d *desk) quoteWithRates(ctx context.Context, document []byte) (*fos.Quotation, error) {
	var request fos.Request
	if err := json.Unmarshal(document, &request); err != nil {
		return nil, err
	}
	for _, file := range d.rates {
		rates, err := fos.ReadRates(file, request.Date, request.SaleDate, request.DepartureDate, request.ArrivalDate)
		if err != nil && !errors.Is(err, fos.StatusSyntax) { // a history without those days has no rates for them
			return nil, err
		}
		request.ExchangeRates = append(request.ExchangeRates, rates...)
	}
	return d.library.Quote(ctx, request)
}

// tellError gives an error of the library its place in the file.
func (d *desk) tellError(c consignment, err error, tell func(int, string, ...any)) {
	var failure *fos.Error
	if !errors.As(err, &failure) {
		tell(c.line, "error: %v", err)
		return
	}
	line := c.line
	if failure.Line != 0 && c.format != "document" {
		line = c.place(failure.Line)
	}
	tell(line, "error: %s", strings.TrimPrefix(failure.Pointer+": "+failure.Text, ": "))
}

func whose(item int) string {
	if item == 0 {
		return "the consignment"
	}
	return fmt.Sprintf("line %d of the goods", item)
}

// referenceOf is the consignment's reference and a colon, for messages; nothing where it cannot be read.
func referenceOf(c consignment) string {
	reference := c.key
	if c.format == "json" {
		var head struct {
			Consignment struct {
				Reference string `json:"reference"`
			} `json:"consignment"`
		}
		_ = json.Unmarshal(c.document, &head) // what is wrong with it is told by the library
		reference = head.Consignment.Reference
	}
	if reference == "" {
		return ""
	}
	return fmt.Sprintf("%.80s: ", strings.Map(func(sign rune) rune {
		if sign < ' ' {
			return '_'
		}
		return sign
	}, reference))
}

// fileName is the consignment's place in the file and its reference, of which only harmless signs stay.
func fileName(number int, request []byte, format string) string {
	var head struct {
		Consignment struct {
			Reference string `json:"reference"`
		} `json:"consignment"`
	}
	_ = json.Unmarshal(request, &head) // it was read already; without a reference the number will do
	name := strings.Map(func(sign rune) rune {
		if sign < 0x80 && (sign == '-' || sign == '.' || '0' <= sign && sign <= '9' || 'A' <= sign && sign <= 'Z' || 'a' <= sign && sign <= 'z') {
			return sign
		}
		return '_'
	}, head.Consignment.Reference)
	ending := map[bool]string{true: ".xml", false: "." + format}[strings.HasPrefix(format, "wco-")]
	return fmt.Sprintf("%06d-%.80s%s", number, name, ending)
}

// write puts a file in place whole or not at all.
func write(path string, content []byte) error {
	temporary := path + ".part"
	if err := os.WriteFile(temporary, content, 0o644); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return errors.Join(err, os.Remove(temporary))
	}
	return nil
}
