package fos

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestRoles(t *testing.T) {
	all, err := Roles("")
	if err != nil || len(all.Roles) < 15 || len(all.Models) < 5 {
		t.Fatal(all, err)
	}
	for _, role := range all.Roles {
		if role.Role == "" || role.Title == "" || role.Definition == "" || len(role.Responsibilities) == 0 || role.Confidence == "" {
			t.Errorf("%+v", role)
		}
		one, err := Roles(role.Role)
		if err != nil || len(one.Roles) != 1 || one.Roles[0].Title != role.Title {
			t.Errorf("%+v, %v", one, err)
		}
		for _, model := range one.Models {
			if !slices.Contains([]Role{model.Liable, model.Payer, model.Collector, model.Remitter, model.RemittedTo, model.Refunder}, role.Role) {
				t.Errorf("%s has no part in %+v", role.Role, model)
			}
		}
	}
	for _, role := range []Role{"", RoleSeller} {
		got, err := RolesJSON(role)
		want, _ := command(t, nil, strings.Fields("roles "+string(role)+" --format json")...)
		if err != nil || strings.TrimSuffix(string(got), "\n") != want {
			t.Errorf("%q: %v\n got  %s\n want %s", role, err, short(got), short(want))
		}
	}
	for _, role := range []Role{"king", "seller\x00", "\xff"} {
		if roles, err := Roles(role); err == nil {
			t.Error(role, roles)
		}
	}
}

func TestElements(t *testing.T) {
	count := 0
	for element := range Elements() {
		count++
		if element.Name == "" || element.Kind == "" || element.Definition == "" || element.ID == "" {
			t.Errorf("%+v", element)
		}
		if found, known := FindElement(element.Name); !known || found.Name != element.Name || found.ID != element.ID {
			t.Errorf("%s is found as %+v", element.Name, found)
		}
	}
	if count < 500 {
		t.Errorf("%d elements", count)
	}
	for range Elements() {
		break
	}
	name, known := FindElement("/consignment/seller/name")
	if !known || name.ID != "R050" || name.Path != "GoodsShipment/Seller/Name" || name.Kind != "text" || !strings.HasPrefix(name.Format, "an..") || !slices.Contains(name.Roles, RoleSeller) {
		t.Errorf("%+v", name)
	}
	if item, known := FindElement("consignment.items"); !known || !item.List || !item.Required {
		t.Errorf("%+v", item)
	}
	for _, nothing := range []string{"", "consignment.nothing", "/", "\x00", "consignment.seller.name\x00x", strings.Repeat("consignment.", 1000)} {
		if found, known := FindElement(nothing); known {
			t.Errorf("%.20q is %+v", nothing, found)
		}
	}
}

func TestSchema(t *testing.T) {
	for _, name := range []string{"request", "quote", "comparison", "regime", "elements"} {
		got, err := Schema(name)
		want, _ := command(t, nil, "schema", name)
		if err != nil || strings.TrimSuffix(string(got), "\n") != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Schema("nothing"); !errors.Is(err, StatusInvalidArgument) {
		t.Error(err)
	}
}
