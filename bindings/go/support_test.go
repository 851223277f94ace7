package fos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	root  = "../.."
	cases = root + "/tests/cases"
)

// The data of this tree, never that of an installation of another version.
func TestMain(m *testing.M) {
	data, err := filepath.Abs(root + "/lib/data")
	if err != nil {
		panic(err)
	}
	os.Setenv("FOS_DATA_DIR", data)
	os.Exit(m.Run())
}

// tool is the fos command of the same build: FOS_TOOL, or `fos` in the path.
func tool(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("FOS_TOOL"); path != "" {
		return path
	}
	path, err := exec.LookPath("fos")
	if err != nil {
		t.Skip("no fos command: set FOS_TOOL")
	}
	return path
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func parse[Value any](t testing.TB, bytes []byte) Value {
	t.Helper()
	var value Value
	if err := json.Unmarshal(bytes, &value); err != nil {
		t.Fatalf("%v in %.200s", err, bytes)
	}
	return value
}

func open(t testing.TB, options *Options) *Library {
	t.Helper()
	library, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { library.Close() })
	return library
}

func glob(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("nothing is called %s", pattern)
	}
	return paths
}

func order(t testing.TB) []byte { return read(t, cases+"/example-order.json") }

func write(t testing.TB, path string, bytes []byte) {
	t.Helper()
	if err := os.WriteFile(path, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
}

// command is what the fos command prints, whatever its exit code.
func command(t *testing.T, input []byte, arguments ...string) (out, told string) {
	t.Helper()
	run := exec.Command(tool(t), arguments...)
	run.Dir = root
	run.Stdin = bytes.NewReader(input)
	var stdout, stderr bytes.Buffer
	run.Stdout, run.Stderr = &stdout, &stderr
	if err := run.Run(); err != nil && run.ProcessState == nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(stdout.String(), "\n"), strings.TrimSuffix(stderr.String(), "\n")
}

// short is the beginning of a text that may be long.
func short[Text ~string | ~[]byte](text Text) string {
	return fmt.Sprintf("%.600s", string(text))
}
