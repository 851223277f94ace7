"""Money: an exact amount in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Union

from ._errors import InputError, WrongTypeError

__all__ = ["Money"]


@dataclass(frozen=True)
class Money:
    """An amount in one currency, exact: ``Money("12.50", "EUR")``.

    Attributes:
        amount: the amount in units of the currency; text and whole numbers are taken exactly, binary floats are refused.
        currency: ISO 4217 alphabetic code.

    Raises:
        WrongTypeError: the amount is a float, or no number at all.
        InputError: the text is no decimal number.
    """

    __slots__ = ("amount", "currency")
    amount: Decimal
    currency: str

    def __init__(self, amount: Union[Decimal, int, str], currency: str) -> None:
        if isinstance(amount, bool) or not isinstance(amount, (Decimal, int, str)):
            hint = "; a binary float is not exact" if isinstance(amount, float) else ""
            raise WrongTypeError(f"an amount is given as Decimal, str or int, not {type(amount).__name__}{hint}",
                                 status="wrong_type")
        try:
            value = Decimal(amount)
        except InvalidOperation:
            raise InputError(f"{amount!r} is no amount, expected a decimal number", status="syntax") from None
        if not value.is_finite():
            raise InputError(f"{amount!r} is no amount, expected a finite number", status="syntax")
        object.__setattr__(self, "amount", value)
        object.__setattr__(self, "currency", currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __getstate__(self) -> "tuple[Decimal, str]":
        return self.amount, self.currency

    def __setstate__(self, state: "tuple[Decimal, str]") -> None:
        object.__setattr__(self, "amount", state[0])
        object.__setattr__(self, "currency", state[1])
