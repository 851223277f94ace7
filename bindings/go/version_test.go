package fos

import (
	"os/exec"
	"strings"
	"testing"
)

func TestOneVersion(t *testing.T) {
	said, err := exec.Command(tool(t), "--version").Output()
	if want := "fos " + Version(); err != nil || strings.TrimSpace(string(said)) != want {
		t.Errorf("the command says %q, the package %q, %v", said, want, err)
	}
}
