package fos

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var guideBlock = regexp.MustCompile("(?ms)^<!-- (go|prints|sh|from) ?([^\n]*?) ?-->\n```([a-z]*)\n(.*?)^```$")

// The guide: each program in it is built as a reader would build it, in a module of its own, and prints what the guide says.
// A block of the kind "from" stands so in the file that it names.
func TestGuide(t *testing.T) {
	text := string(read(t, root+"/doc/go.md"))
	blocks := guideBlock.FindAllStringSubmatch(text, -1)
	if marks := regexp.MustCompile("(?m)^<!-- (go|prints|sh|from)").FindAllString(text, -1); len(marks) != len(blocks) || len(blocks) == 0 {
		t.Fatalf("%d marks, %d blocks after them", len(marks), len(blocks))
	}
	if plain := strings.Count(text, "\n```go\n") + strings.Count(text, "\n```sh\n"); plain != countKind(blocks, "go")+countKind(blocks, "sh") {
		t.Fatalf("%d blocks of code, of which some have no mark", plain)
	}
	for _, block := range regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(string(read(t, root+"/README.md")), -1) {
		if !strings.Contains(string(read(t, "doc.go")), strings.TrimSpace(block[1])) {
			t.Errorf("what README.md shows does not stand in doc.go: %s", block[1])
		}
	}
	module := newModule(t)
	for i, block := range blocks {
		kind, rest, body := block[1], block[2], block[4]
		switch kind {
		case "go":
			folder := filepath.Join(module, fmt.Sprintf("program%d", i))
			if err := os.Mkdir(folder, 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(folder, "main.go"), []byte(body))
		case "from":
			if !strings.Contains(squeeze(string(read(t, root+"/"+rest))), squeeze(body)) {
				t.Errorf("these lines do not stand so in %s:\n%s", rest, body)
			}
		}
	}
	build := exec.Command("go", append([]string{"build", "-o", module + "/bin/"}, tags("./...")...)...)
	build.Dir = module
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the guide's programs do not build: %v\n%s", err, out)
	}
	for i, block := range blocks {
		if block[1] == "sh" {
			guideCommands(t, module, block[4])
		}
		if block[1] != "go" {
			continue
		}
		run := exec.Command(fmt.Sprintf("%s/bin/program%d", module, i))
		run.Dir = root
		out, err := run.CombinedOutput()
		if err != nil {
			t.Errorf("a program of the guide fails: %v\n%s%s", err, block[4], out)
		}
		if i+1 < len(blocks) && blocks[i+1][1] == "prints" && string(out) != blocks[i+1][4] {
			t.Errorf("a program of the guide prints\n%sexpected\n%s", out, blocks[i+1][4])
		}
	}
}

func countKind(blocks [][]string, kind string) int {
	count := 0
	for _, block := range blocks {
		if block[3] == kind {
			count++
		}
	}
	return count
}

// newModule is a module of a reader, who has this package in a folder.
func newModule(t *testing.T) string {
	module := t.TempDir()
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	write(t, module+"/go.mod", []byte("module example\n\ngo 1.24\n\nrequire fos v0.0.0\n\nreplace fos => "+here+"\n"))
	return module
}

// guideCommands runs the commands of a reader: those of Go in a module of his own, where the package's path is known. Those of this tree,
// which build or install, are run by other stages; here they must be there.
func guideCommands(t *testing.T, module, commands string) {
	here, _ := filepath.Abs(".")
	for _, command := range strings.Split(strings.TrimSpace(commands), "\n") {
		command, _, _ = strings.Cut(command, "  #")
		words := strings.Fields(command)
		folder := module
		switch {
		case strings.HasPrefix(words[0], "tools/"):
			if file, err := os.Stat(root + "/" + words[0]); err != nil || file.Mode()&0o111 == 0 {
				t.Errorf("%s: there is no such command, %v", command, err)
			}
			continue
		case strings.HasPrefix(command, "FOS_SOAK="):
			folder = here
			command = strings.Replace(command, "1000000", "1000", 1)
			if builtFromSource {
				command = strings.Replace(command, "go test", "go test -tags fos_source", 1)
			}
		case strings.Contains(command, "fos_source") != builtFromSource && !strings.HasPrefix(command, "go mod edit"):
			continue // for the other way of linking
		}
		run := exec.Command("sh", "-euc", strings.ReplaceAll(command, "../libfos/bindings/go", here))
		run.Dir = folder
		if out, err := run.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
}

// tags hands on how this test was built.
func tags(arguments ...string) []string {
	if builtFromSource {
		return append([]string{"-tags", "fos_source"}, arguments...)
	}
	return arguments
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// A module that has only this package builds and quotes, in three lines.
func TestModuleOfAReader(t *testing.T) {
	module := newModule(t)
	write(t, module+"/main.go", []byte(`package main

import (
	"context"
	"fmt"

	"fos"
)

func main() {
	quote, err := fos.Quote(context.Background(), fos.Request{Date: "2026-11-23", Consignment: fos.Consignment{
		DestinationCountry: "CH", Items: []fos.Item{{UnitPrice: fos.NewMoney("1", "EUR")}}}})
	fmt.Println(quote, err)
}
`))
	run := exec.Command("go", append([]string{"run"}, tags(".")...)...)
	run.Dir = module
	out, err := run.CombinedOutput()
	if exit := new(exec.ExitError); errors.As(err, &exit) || !strings.Contains(string(out), `no regime for the destination "CH" is loaded`) {
		t.Errorf("%v\n%s", err, out)
	}
}
