package fos

// #include "bridge.h"
import "C"

// Apportion splits d over weights by largest remainders, in steps of unit: the parts always sum to d, ties go to the earlier weight,
// and the parts are equal when all weights are 0. It is the C library's, so that numbers have 18 digits at most. The error is an *Error:
// StatusOutOfRange for a negative weight or when d is no multiple of unit, StatusInvalidArgument for an absent number,
// StatusOverflow, StatusLimitDigits.
func (d Decimal) Apportion(unit Decimal, weights []Decimal) ([]Decimal, error) {
	var a arena
	defer a.free()
	whole, step := a.decimal(d), a.decimal(unit)
	first, given := list[C.fos_decimal](&a, len(weights))
	present := d.Present() && unit.Present()
	for i, weight := range weights {
		given[i] = a.decimal(weight)
		present = present && weight.Present()
	}
	if a.err != nil {
		return nil, a.err
	}
	if !present || len(weights) == 0 {
		return nil, newError(StatusInvalidArgument, "a number, a unit and weights are needed to split")
	}
	parts, made := list[C.fos_decimal](&a, len(weights))
	if status := Status(C.fos_decimal_apportion(whole, step, first, C.size_t(len(weights)), parts)); status != C.FOS_STATUS_OK {
		return nil, newError(status, "%s cannot be split in steps of %s: %s", d, unit, status)
	}
	split := make([]Decimal, len(made))
	for i, part := range made {
		split[i] = Decimal{coefficient: int64(part.coefficient), scale: int32(part.scale), present: true}
	}
	return split, nil
}
