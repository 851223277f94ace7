// Command broker works off a day's consignments: it reads them as NDJSON or CSV, checks each against what the filing
// asks for, computes what falls due, writes a WCO declaration for each that is complete, and sums up what is owed by who collects it and when.
//
//	go run . [-profile upu.cn23] [-out FOLDER] [-format wco-xml] [-fit] [-rates FILE]... [-jobs N] [-v] FILE
//
// What stops a consignment is one line on standard error, with its place in the file, and stops no other. Exit code: 0 all are
// filed, 1 some are not, 2 the work could not be done.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"

	"fos"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are what the command line says.
type options struct {
	file, out, format, profile string
	jobs                       int
	rates                      []string
	fitted, verbose            bool
}

// fit is the profile whose formats the documents keep to.
func (o options) fit() string {
	if o.fitted {
		return o.profile
	}
	return ""
}

func parse(words []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("broker", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: broker [OPTION]... FILE    (FILE ends in .ndjson or .csv)")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.out, "out", "", "write a document for each consignment into this `folder`")
	flags.StringVar(&o.profile, "profile", "", "check against this filing, as fos validate --list names it; an error keeps the consignment back")
	flags.StringVar(&o.format, "format", "wco-xml", "format of the documents, as fos convert --list names it")
	flags.Func("rates", "take exchange rates from this `file` of the ECB or of HMRC, for requests without; may stand several times", func(name string) error {
		o.rates = append(o.rates, name)
		return nil
	})
	flags.BoolVar(&o.fitted, "fit", false, "shorten names, addresses and descriptions to what the profile takes, in its letters")
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), "how many consignments to work on at the same time")
	flags.BoolVar(&o.verbose, "v", false, "tell what a document has no place for and what was changed, too")
	if err := flags.Parse(words); err != nil {
		return o, err
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return o, errors.New("expected one file")
	}
	o.file = flags.Arg(0)
	if o.fitted && o.profile == "" {
		fmt.Fprintln(stderr, "broker: -fit: to which -profile?")
		return o, errors.New("fit")
	}
	if o.jobs < 1 || o.jobs > 256 {
		fmt.Fprintf(stderr, "broker: -jobs %d: expected 1 to 256\n", o.jobs)
		return o, errors.New("jobs")
	}
	return o, nil
}

func run(ctx context.Context, words []string, stdout, stderr io.Writer) int {
	o, err := parse(words, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return 2
	}
	sum, err := work(ctx, o, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "broker:", err)
		return 2
	}
	if err := sum.print(stdout); err != nil {
		fmt.Fprintln(stderr, "broker:", err)
		return 2
	}
	if sum.filed < sum.read {
		return 1
	}
	return 0
}

// work does the day's work. It gives an error only for what stops all of it.
func work(ctx context.Context, o options, stderr io.Writer) (*summary, error) {
	if _, err := formatNamed(o.format); err != nil {
		return nil, err
	}
	if err := profileNamed(o.profile); err != nil {
		return nil, err
	}
	file, err := os.Open(o.file)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	source, err := newSource(o.file, file)
	if err != nil {
		return nil, err
	}
	library, err := fos.Open(nil)
	if err != nil {
		return nil, err
	}
	defer library.Close()
	if o.out != "" {
		if err := os.MkdirAll(o.out, 0o755); err != nil {
			return nil, err
		}
	}
	desk := &desk{library: library, options: o}
	for _, name := range o.rates {
		bytes, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		desk.rates = append(desk.rates, fos.Source{Name: name, Bytes: bytes})
		if _, err := fos.ReadRates(desk.rates[len(desk.rates)-1]); err != nil {
			return nil, err
		}
	}
	sum := newSummary()
	err = inOrder(ctx, o.jobs, source.next, desk.process, func(done outcome) error {
		for _, line := range done.lines {
			if _, err := fmt.Fprintln(stderr, line); err != nil {
				return err
			}
		}
		return sum.add(done)
	})
	return sum, err
}

func formatNamed(name string) (fos.Format, error) {
	for _, format := range fos.Formats() {
		if format.Name == name && format.Writes {
			return format, nil
		}
	}
	return fos.Format{}, fmt.Errorf("-format %q: no such format is written; fos convert --list names them", name)
}

func profileNamed(name string) error {
	profiles, err := fos.Profiles()
	if err != nil || name == "" || slices.ContainsFunc(profiles, func(profile fos.Profile) bool { return profile.ID == name }) {
		return err
	}
	return fmt.Errorf("-profile %q: no such profile; fos validate --list names them", name)
}
