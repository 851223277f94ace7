package fos

// #include <stdlib.h>
// #include "bridge.h"
import "C"

import "iter"

// Element is one place of a request in the reference data set: what may stand there, and where the WCO Data Model has it.
type Element struct {
	Name       string // "consignment.seller.name"
	Kind       string // "text", "code", "country", "currency", "choice", "decimal", "integer", "date", "truth", "money", "object", "pairs"
	List       bool   // several values
	Required   bool   // a document without it is refused
	Format     string // "an..35"; empty for objects
	Definition string // one sentence, with unit and default
	Standard   string // that its codes are from, such as "ISO 4217"; often empty
	ID         string // of the WCO Data Model, "R050", or of this library, "fos.item.sku"
	Path       string // in the WCO's declaration, "GoodsShipment/Seller/Name"; empty when it has no place there
	Roles      []Role // who usually supplies it
}

// Elements walks all places of a request, each object before what it holds.
func Elements() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		place, request, free := newPlace()
		defer free()
		for C.fos_element_place_next(request, place) != 0 {
			if !yield(elementOf(place)) {
				return
			}
		}
	}
}

// FindElement finds a place by its name ("consignment.items.sku") or by a JSON Pointer ("/consignment/items/0/sku").
func FindElement(name string) (Element, bool) {
	place, request, free := newPlace()
	defer free()
	var a arena
	defer a.free()
	text := a.text(name)
	if a.err != nil || C.fos_element_place_find(request, text, place) == 0 {
		return Element{}, false
	}
	return elementOf(place), true
}

// newPlace is a place in C's memory, before the first of a request.
func newPlace() (*C.fos_element_place, *C.fos_class, func()) {
	var a arena
	place, _ := list[C.fos_element_place](&a, 1)
	place.struct_size = C.sizeof_fos_element_place
	request := C.fos_class_find(a.text("request"))
	return place, request, a.free
}

func elementOf(place *C.fos_element_place) Element {
	element := place.steps[place.depth-1]
	found := Element{
		Name: C.GoString(&place.name[0]), Kind: C.GoString(C.fos_element_kind(element)),
		List: C.fos_element_is_list(element) != 0, Required: C.fos_element_is_required(element) != 0,
		Format: goText(C.fos_element_format(element)), Definition: C.GoString(C.fos_element_definition(element)),
		Standard: goText(C.fos_element_standard(element)), ID: C.GoString(&place.id[0]), Path: C.GoString(&place.path[0]),
	}
	for role := C.fos_role(1); role < C.FOS_ROLE_COUNT; role++ {
		if place.roles&(1<<role) != 0 {
			found.Roles = append(found.Roles, Role(C.GoString(C.fos_role_name(role))))
		}
	}
	return found
}

// Schema is the JSON Schema (2020-12) of "request", "quote", "comparison", "regime" and others, or, for "elements", the whole element
// table as a document: what `fos schema` prints. The error is an *Error with StatusInvalidArgument for another name.
func Schema(name string) ([]byte, error) {
	context, err := base()
	if err != nil {
		return nil, err
	}
	var a arena
	defer a.free()
	text := a.text(name)
	if a.err != nil {
		return nil, a.err
	}
	return appended(context, func(out *C.fos_buffer, failure *C.fos_error) C.fos_status {
		return C.fos_schema_write(text, out, failure)
	})
}
