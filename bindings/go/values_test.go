package fos

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	for _, good := range []string{"2026-11-23", "1900-01-01", "2999-12-31", "2024-02-29"} {
		if d, err := ParseDate(good); err != nil || d.String() != good {
			t.Error(d, err)
		}
	}
	for _, bad := range []string{"", "2026-02-29", "1899-12-31", "3000-01-01", "26-11-23", "2026-11-23T00:00:00Z", "2026/11/23"} {
		if d, err := ParseDate(bad); !errors.Is(err, StatusInvalidValue) {
			t.Error(d, err)
		}
	}
	zone := time.FixedZone("", 14*3600)
	var d Date
	for _, column := range []any{time.Date(2026, 11, 23, 1, 0, 0, 0, zone), "2026-11-23", []byte("2026-11-23")} {
		if err := d.Scan(column); err != nil || d != "2026-11-23" {
			t.Errorf("%v: %s, %v", column, d, err)
		}
	}
	if value, err := d.Value(); err != nil || value != "2026-11-23" {
		t.Error(value, err)
	}
	if err := d.Scan(7); !errors.Is(err, StatusWrongType) {
		t.Error(err)
	}
	if err := d.Scan(nil); err != nil || d != "" {
		t.Error(d, err)
	}
	if value, err := d.Value(); err != nil || value != nil {
		t.Error(value, err)
	}
}

func TestTruthAndExact(t *testing.T) {
	type row struct {
		A, B, C Truth
		D       Truth `json:",omitzero"`
	}
	var got row
	if err := json.Unmarshal([]byte(`{"A":true,"B":false,"C":null}`), &got); err != nil || got != (row{True, False, Unknown, Unknown}) {
		t.Error(got, err)
	}
	if made, err := json.Marshal(got); err != nil || string(made) != `{"A":true,"B":false,"C":null}` {
		t.Errorf("%s, %v", made, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"true"}`), &got); !errors.Is(err, StatusWrongType) {
		t.Error(err)
	}
	if TruthOf(true) != True || TruthOf(false) != False {
		t.Error("TruthOf")
	}
	for exact, want := range map[Exact]string{"5.681": "5681/1000", "17/3": "17/3", "-1/3": "-1/3", "3": "3/1"} {
		if rat, ok := exact.Rat(); !ok || rat.String() != want {
			t.Errorf("%s is %v", exact, rat)
		}
	}
	for _, bad := range []Exact{"", "1/0", "/3", "x", "1/x"} {
		if rat, ok := bad.Rat(); ok {
			t.Errorf("%q is %v", bad, rat)
		}
	}
}
