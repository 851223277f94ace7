package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
)

// consignment is one request document as it stands in the file.
type consignment struct {
	number   int    // in the file, from 1
	format   string // of the document: "json" or "csv"
	document []byte
	line     int // of the file where the document's own line `first` stands
	first    int
	key      string // what its rows have in common; empty for NDJSON, where the document says it
	fault    error  // why it cannot be read; the document is empty then
}

// place turns a line of the document into one of the file.
func (c consignment) place(line int) int { return c.line + max(line-c.first, 0) }

// source gives the consignments of a file one by one; io.EOF ends it. Only one at a time is held.
type source interface{ next() (consignment, error) }

const mostLine = 4 << 20 // bytes of one consignment

func newSource(name string, in io.Reader) (source, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".ndjson", ".jsonl":
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, mostLine)
		return &ndjson{lines: lines}, nil
	case ".csv":
		return newSheet(in)
	}
	return nil, fmt.Errorf("%s: expected a name that ends in .ndjson or .csv", name)
}

// ndjson is one request a line.
type ndjson struct {
	lines        *bufio.Scanner
	line, number int
}

func (n *ndjson) next() (consignment, error) {
	for n.lines.Scan() {
		n.line++
		if text := bytes.TrimSpace(n.lines.Bytes()); len(text) != 0 {
			n.number++
			return consignment{number: n.number, format: "json", document: bytes.Clone(n.lines.Bytes()), line: n.line, first: 1}, nil
		}
	}
	if err := n.lines.Err(); err != nil {
		return consignment{}, fmt.Errorf("line %d: %w", n.line+1, err)
	}
	return consignment{}, io.EOF
}

// The column that says which rows belong together.
const keyColumn = "consignment.reference"

// sheet is a table of lines of goods as `fos convert --to csv` writes it, for many consignments: rows that follow each other and
// have the same reference are one.
type sheet struct {
	rows   *csv.Reader
	raw    *recorder
	header []byte
	key    int
	width  int
	number int
	ahead  *row // read, and not given yet
	ended  bool
}

type row struct {
	key   string
	text  []byte
	line  int
	fault error
}

func newSheet(in io.Reader) (*sheet, error) {
	raw := &recorder{in: in}
	s := &sheet{rows: csv.NewReader(raw), raw: raw}
	s.rows.FieldsPerRecord = -1 // the library tells which row is short
	names, err := s.rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty: expected a row of names of columns")
	}
	if err != nil {
		return nil, err
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	if s.key = slices.Index(names, keyColumn); s.key < 0 {
		return nil, fmt.Errorf("no column %s: it says which rows are one consignment", keyColumn)
	}
	s.width = len(names)
	s.header = raw.upTo(s.rows.InputOffset())
	return s, nil
}

// read gives the next row as its bytes stand in the file.
func (s *sheet) read() (*row, error) {
	cells, err := s.rows.Read()
	var broken *csv.ParseError
	if errors.As(err, &broken) && errors.Is(err, csv.ErrBareQuote) { // the next line is whole again
		s.raw.upTo(s.rows.InputOffset())
		return &row{line: broken.Line, fault: fmt.Errorf("column %d: %w", broken.Column, broken.Err)}, nil
	}
	if err != nil {
		return nil, err
	}
	line, _ := s.rows.FieldPos(0)
	text := s.raw.upTo(s.rows.InputOffset())
	if s.key >= len(cells) || cells[s.key] == "" {
		return &row{line: line, fault: fmt.Errorf("no %s, which says to which consignment the row belongs", keyColumn)}, nil
	}
	return &row{key: cells[s.key], text: text, line: line}, nil
}

func (s *sheet) next() (consignment, error) {
	first, err := s.take()
	if err != nil {
		return consignment{}, err
	}
	s.number++
	if first.fault != nil {
		return consignment{number: s.number, format: "csv", line: first.line, fault: first.fault}, nil
	}
	document := append(bytes.Clone(s.header), first.text...)
	for {
		following, err := s.take()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return consignment{}, err
		}
		if following.fault != nil || following.key != first.key {
			s.ahead = following
			break
		}
		if document = append(document, following.text...); len(document) > mostLine {
			return consignment{}, fmt.Errorf("line %d: %s %q has more than %d bytes", following.line, keyColumn, first.key, mostLine)
		}
	}
	return consignment{number: s.number, format: "csv", document: document, key: first.key, line: first.line, first: 1 + bytes.Count(s.header, []byte("\n"))}, nil
}

func (s *sheet) take() (*row, error) {
	if following := s.ahead; following != nil {
		s.ahead = nil
		return following, nil
	}
	if s.ended {
		return nil, io.EOF
	}
	following, err := s.read()
	s.ended = err != nil
	return following, err
}

// recorder keeps what was read until it is asked for.
type recorder struct {
	in    io.Reader
	kept  []byte
	start int64 // offset of kept[0]
}

func (r *recorder) Read(to []byte) (int, error) {
	count, err := r.in.Read(to)
	r.kept = append(r.kept, to[:count]...)
	return count, err
}

// upTo takes what stands before an offset, with a line's end behind it.
func (r *recorder) upTo(offset int64) []byte {
	length := int(offset - r.start)
	text := bytes.Clone(r.kept[:length])
	r.kept = append(r.kept[:0], r.kept[length:]...)
	r.start = offset
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(text, '\n')
	}
	return text
}
