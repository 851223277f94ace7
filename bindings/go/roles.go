package fos

// #include "bridge.h"
import "C"

// RoleEntry is one stakeholder of the Framework's annex "E-Commerce Stakeholders: Roles and Responsibilities".
type RoleEntry struct {
	Role             Role       `json:"role"`
	Title            string     `json:"title"`            // "E-platform, marketplace"
	Definition       string     `json:"definition"`       // one sentence
	Responsibilities []string   `json:"responsibilities"` // one clause each
	Holds            string     `json:"holds"`            // the data that it has of itself
	Elements         []string   `json:"elements"`         // those that it can supply: "consignment.seller.name"
	Source           string     `json:"source"`
	Confidence       Confidence `json:"confidence"`
}

// CollectionModel is one way of collecting, of the annex "Revenue Collection Approaches": who does what. A hybrid names no roles.
type CollectionModel struct {
	ID         string     `json:"id"`    // "vendor.platform"
	Title      string     `json:"title"` // "The platform as deemed supplier"
	Approach   Approach   `json:"approach"`
	Liable     Role       `json:"liable"`      // owes it to the state
	Payer      Role       `json:"payer"`       // bears it
	Collector  Role       `json:"collector"`   // takes it from the payer
	Remitter   Role       `json:"remitter"`    // hands it over
	RemittedTo Role       `json:"remitted_to"` // gets it
	Refunder   Role       `json:"refunder"`    // gives it back on a return
	Assessed   Due        `json:"assessed"`    // when the amount is found
	Due        Due        `json:"due"`         // when it is paid
	Remitted   string     `json:"remitted"`    // how often, in words
	Refund     string     `json:"refund"`      // how, in words
	Source     string     `json:"source"`
	Confidence Confidence `json:"confidence"`
}

// RoleTable is stakeholders and ways of collecting.
type RoleTable struct {
	Roles  []RoleEntry       `json:"roles"`
	Models []CollectionModel `json:"models"`
}

// Roles describes a role and the ways of collecting that it has a part in; an empty role means all. This is what the annexes describe
// in general; what a law says is in the regimes, and the charges of a quote name their roles. The error is an *Error with
// StatusInvalidArgument for what is no role.
func Roles(role Role) (*RoleTable, error) { return inJSON[RoleTable](RolesJSON(role)) }

// RolesJSON is Roles as the document that `fos roles --format json` prints.
func RolesJSON(role Role) ([]byte, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	name := a.text(string(role))
	if a.err != nil {
		return nil, a.err
	}
	wanted := C.fos_role_find(name)
	if role != "" && wanted == C.FOS_ROLE_ABSENT {
		return nil, newError(StatusInvalidArgument, "there is no role %q", cut(string(role)))
	}
	return appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_roles_write_json(wanted, out, failure)
	})
}
