"""The types of requests, quotes and comparisons. Made by tools/generators/python_types.py; do not edit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Dict, Literal, Optional, Sequence, Tuple, Union

from ._codec import AMOUNTS, DAY, DECIMAL, DECIMALS, EMPTY, MANY, MONEY, NULL, OMITTED, ONE, PLAIN, TEXTS, Answer, Field, Part, Whole
from ._money import Money

# What may be given where a number or a day is meant; binary floats are refused.
Number = Union[Decimal, int, str]
Day = Union[datetime.date, str]
Price = Union[Money, Dict[str, Any]]

AdjustmentKind = Literal["addition", "deduction"]
Approach = Literal["vendor", "intermediary", "consumer", "border", "hybrid"]
Category = Literal["sale", "gift", "sample", "return", "documents", "other"]
ChargeKind = Literal["duty", "excise", "tax", "fee"]
Confidence = Literal["confirmed", "secondary", "unverified", "scheduled", "disputed"]
DeliveryTerms = Literal["EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"]
DocumentKind = Literal["licence", "certificate", "invoice", "origin", "transport", "declaration", "other"]
Due = Literal["sale", "departure", "arrival", "delivery", "periodic"]
FinalState = Literal["re_exported", "destroyed", "abandoned", "restocked"]
PartyKind = Literal["business", "individual"]
ReturnReason = Literal["undelivered", "refused", "withdrawal", "defective", "wrong_item", "recall"]
Role = Literal["seller", "platform", "buyer", "consignor", "consignee", "importer", "declarant", "broker",
    "express_carrier", "postal_operator", "carrier", "redeliverer", "fulfilment_operator", "payment_provider",
    "customs", "tax_authority", "other_agency"]
Transaction = Literal["b2c", "c2c", "b2b"]
TransportMode = Literal["post", "express", "air", "sea", "road", "rail", "other"]

__all__ = ["Account", "Actor", "Address", "Adjustment", "AdjustmentKind", "Amendment", "Approach", "Category", "Charge",
           "ChargeKind", "Classification", "CollectedTax", "Comparison", "Confidence", "Consignment", "Contact",
           "Counter", "Day", "Decision", "Declaration", "DeliveryTerms", "Document", "DocumentKind", "Due",
           "DutyPayment", "DutyTaxFee", "Engine", "Equipment", "ExchangeRate", "FinalState", "Guarantee", "Identifier",
           "Identity", "Invoice", "Item", "ItemDeclaration", "ItemParties", "Location", "Measure", "MissingInput",
           "Number", "Offer", "Order", "Origin", "Package", "Party", "PartyKind", "Payment", "Price", "Procedure",
           "Product", "Quote", "QuoteAssumption", "QuoteItem", "QuoteRoute", "QuoteTariff", "QuoteValues",
           "QuoteWarning", "RefundClaim", "Request", "Return", "ReturnLine", "ReturnReason", "Role", "Screening",
           "Statement", "Storage", "Totals", "TrackingEvent", "Transaction", "Transport", "TransportMeans",
           "TransportMode", "Valuation"]


@dataclass
class Identifier(Part):
    """A registration or identity of a party.

    Attributes:
        scheme: What kind of registration or identity it is, such as ioss, abn or gb-vat.
        value: The number itself; spaces, dots and dashes in it do not count.
    """

    scheme: str
    value: str


@dataclass
class Address(Part):
    """A postal address.

    Attributes:
        lines: Street, building and the like, as written on the parcel.
        house_number: House number, where it is not part of a line.
        po_box: Post office box, where it is not part of a line.
        district: Part of the city.
        city: City or village.
        subdivision: State or province, ISO 3166-2 without the country, or a code of the administration.
        subdivision_name: Name of the state or province.
        postcode: Postcode.
        country: Country, ISO 3166-1 alpha-2.
        type: What the address is for.
    """

    lines: Optional[Sequence[str]] = None
    house_number: Optional[str] = None
    po_box: Optional[str] = None
    district: Optional[str] = None
    city: Optional[str] = None
    subdivision: Optional[str] = None
    subdivision_name: Optional[str] = None
    postcode: Optional[str] = None
    country: Optional[str] = None
    type: Optional[str] = None


@dataclass
class Contact(Part):
    """How a party is reached.

    Attributes:
        name: Person or department.
        phone: Telephone number, with the country's prefix.
        fax: Fax number, with the country's prefix.
        email: Address of electronic mail.
        website: Address of the party's site in the web.
    """

    name: Optional[str] = None
    phone: Optional[str] = None
    fax: Optional[str] = None
    email: Optional[str] = None
    website: Optional[str] = None


@dataclass
class Account(Part):
    """The account that a party holds with a platform or a carrier.

    Attributes:
        number: Number of the account.
        name: In whose name the account stands.
        issuer: Platform or carrier that keeps the account.
        type: Kind of account, as its issuer codes it.
        opened: Day on which the account was opened.
        billing: How the account's bills are paid.
        verified: Whether the issuer knows the holder and verified who it is.
        ip_address: Internet address from which the order or booking came.
        hardware_address: Hardware address of the device from which it came.
    """

    number: Optional[str] = None
    name: Optional[str] = None
    issuer: Optional[str] = None
    type: Optional[str] = None
    opened: Optional[Day] = None
    billing: Optional[str] = None
    verified: Optional[bool] = None
    ip_address: Optional[str] = None
    hardware_address: Optional[str] = None


@dataclass
class Identity(Part):
    """A document that proves who a person is.

    Attributes:
        type: Kind of document, as the administration codes it: passport, identity card.
        number: Number of the document.
        country: Country that issued it, ISO 3166-1 alpha-2.
        valid_until: Last day on which it is valid.
        birth_date: Day on which its holder was born.
    """

    type: Optional[str] = None
    number: Optional[str] = None
    country: Optional[str] = None
    valid_until: Optional[Day] = None
    birth_date: Optional[Day] = None


@dataclass
class Party(Part):
    """One party of the sale or of the movement.

    Attributes:
        name: Name of the person or firm.
        kind: Whether the party acts in business.
        country: Where the party is established, ISO 3166-1 alpha-2.
        identifiers: Registrations and identities that the party holds.
        address: Postal address of the party.
        contact: How the party is reached.
        account: The account that the party holds with the platform or the carrier.
        identity: The document that proves who the party is.
        function: How a representative acts: 2 direct, 3 indirect.
    """

    name: Optional[str] = None
    kind: Optional[PartyKind] = None
    country: Optional[str] = None
    identifiers: Optional[Sequence[Union[Identifier, Dict[str, Any]]]] = None
    address: Optional[Union[Address, Dict[str, Any]]] = None
    contact: Optional[Union[Contact, Dict[str, Any]]] = None
    account: Optional[Union[Account, Dict[str, Any]]] = None
    identity: Optional[Union[Identity, Dict[str, Any]]] = None
    function: Optional[str] = None


@dataclass
class Order(Part):
    """The order that the consignment fulfils.

    Attributes:
        id: The platform's number of the order.
        time: Day or moment of the order, ISO 8601.
        type: Kind of order, as the administration codes it.
        website: Site where the order was made.
        online: Whether the goods were ordered online.
        batch: Batch numbers of the goods.
        total: What the buyer was asked to pay for all.
        tax: Duty and tax that were shown to the buyer as part of it.
        note: Remarks.
    """

    id: Optional[str] = None
    time: Optional[str] = None
    type: Optional[str] = None
    website: Optional[str] = None
    online: Optional[bool] = None
    batch: Optional[str] = None
    total: Optional[Price] = None
    tax: Optional[Price] = None
    note: Optional[str] = None


@dataclass
class Invoice(Part):
    """The invoice of the sale.

    Attributes:
        number: Number of the invoice.
        date: Day of the invoice.
        amount: What is invoiced in total.
    """

    number: Optional[str] = None
    date: Optional[Day] = None
    amount: Optional[Price] = None


@dataclass
class Payment(Part):
    """A payment for the order.

    Attributes:
        transaction: The provider's number of the payment.
        method: How it was paid: card, transfer, wallet, as the provider codes it.
        time: When it was paid, ISO 8601.
        amount: What was paid.
        payer: Who paid, where it is not the buyer.
        verifier: Body that verified the payment.
    """

    transaction: Optional[str] = None
    method: Optional[str] = None
    time: Optional[str] = None
    amount: Optional[Price] = None
    payer: Optional[Union[Party, Dict[str, Any]]] = None
    verifier: Optional[str] = None


@dataclass
class TransportMeans(Part):
    """An aircraft, ship, train or vehicle.

    Attributes:
        mode: Mode of transport: 1 sea, 2 rail, 3 road, 4 air, 5 mail.
        type: Type of the means of transport.
        id: Its number: of the ship, the flight, the plate.
        id_type: What kind of number that is.
        name: Its name.
        nationality: Where it is registered, ISO 3166-1 alpha-2.
    """

    mode: Optional[str] = None
    type: Optional[str] = None
    id: Optional[str] = None
    id_type: Optional[str] = None
    name: Optional[str] = None
    nationality: Optional[str] = None


@dataclass
class Equipment(Part):
    """A container or another unit of equipment.

    Attributes:
        number: Number in the list, from 1, unique; by default its position.
        id: Number of the container (ISO 6346) or of the load device (IATA).
        seals: Numbers of its seals.
    """

    number: Optional[int] = None
    id: Optional[str] = None
    seals: Optional[Sequence[str]] = None


@dataclass
class Location(Part):
    """A place.

    Attributes:
        id: UN/LOCODE, or a code of the administration.
        name: Name of the place.
        type: Kind of place.
        address: Address of the place.
    """

    id: Optional[str] = None
    name: Optional[str] = None
    type: Optional[str] = None
    address: Optional[Union[Address, Dict[str, Any]]] = None


@dataclass
class TrackingEvent(Part):
    """Something that happened to the consignment on its way.

    Attributes:
        code: What happened, as the carrier codes it.
        time: When that was, ISO 8601.
        place: Where it happened.
        text: What happened, in words.
    """

    code: str
    time: Optional[str] = None
    place: Optional[str] = None
    text: Optional[str] = None


@dataclass
class Transport(Part):
    """How the consignment travels.

    Attributes:
        document_type: Kind of the transport document.
        master_document: Number of the master waybill or bill of lading that covers this consignment with others.
        master_document_type: Kind of the master document.
        conveyance_reference: Number of the flight, voyage or trip.
        container_code: Whether goods travel in a container.
        departure: What carries the goods when they leave.
        border: What carries them over the border.
        arrival: What carries them when they arrive.
        equipment: Containers and load devices.
        receptacles: Postal receptacles, numbered by the UPU's standard S9.
        acceptance: Where the carrier took the goods over; for post, the office of posting.
        delivery: Where the carrier hands the goods over.
        loading: Where the goods are loaded.
        unloading: Where they are unloaded.
        departure_time: When the goods left or will leave, ISO 8601.
        exit_time: When they leave the customs territory of export, ISO 8601.
        arrival_time: When they arrived or are expected, ISO 8601.
        route_countries: Countries on the way, in order, ISO 3166-1 alpha-2.
        charges_payment_method: How the transport is paid for.
        tracking_number: Number under which the consignment is tracked, where it is not that of the transport document.
        tracking_url: Where it is tracked.
        tracking: What happened to it so far.
    """

    document_type: Optional[str] = None
    master_document: Optional[str] = None
    master_document_type: Optional[str] = None
    conveyance_reference: Optional[str] = None
    container_code: Optional[str] = None
    departure: Optional[Union[TransportMeans, Dict[str, Any]]] = None
    border: Optional[Union[TransportMeans, Dict[str, Any]]] = None
    arrival: Optional[Union[TransportMeans, Dict[str, Any]]] = None
    equipment: Optional[Sequence[Union[Equipment, Dict[str, Any]]]] = None
    receptacles: Optional[Sequence[str]] = None
    acceptance: Optional[Union[Location, Dict[str, Any]]] = None
    delivery: Optional[Union[Location, Dict[str, Any]]] = None
    loading: Optional[Union[Location, Dict[str, Any]]] = None
    unloading: Optional[Union[Location, Dict[str, Any]]] = None
    departure_time: Optional[str] = None
    exit_time: Optional[str] = None
    arrival_time: Optional[str] = None
    route_countries: Optional[Sequence[str]] = None
    charges_payment_method: Optional[str] = None
    tracking_number: Optional[str] = None
    tracking_url: Optional[str] = None
    tracking: Optional[Sequence[Union[TrackingEvent, Dict[str, Any]]]] = None


@dataclass
class Package(Part):
    """Packages of one kind.

    Attributes:
        kind: Kind of the packages, UN/ECE Recommendation 21, such as BX or PC.
        count: How many packages of that kind.
        marks: Marks and numbers on the packages.
        material: What they are packed with.
        length_cm: Length of one package, in centimetres.
        width_cm: Width of one package, in centimetres.
        height_cm: Height of one package, in centimetres.
        volume_m3: Volume of all of them, in cubic metres.
        gross_mass_kg: Mass of all of them with their content, in kilograms.
    """

    kind: Optional[str] = None
    count: Optional[int] = None
    marks: Optional[str] = None
    material: Optional[str] = None
    length_cm: Optional[Number] = None
    width_cm: Optional[Number] = None
    height_cm: Optional[Number] = None
    volume_m3: Optional[Number] = None
    gross_mass_kg: Optional[Number] = None


@dataclass
class Document(Part):
    """A document, licence or certificate, or a document that went before.

    Attributes:
        kind: What the document is for, as boxes 12 to 14 of form CN 23 ask.
        category: Category of the document, as the administration codes it.
        type: Kind of the document.
        reference: Number of the document.
        name: Name of the document.
        issuer: Who issued it.
        issuer_role: The part that the issuer plays.
        issued: Since when it holds, ISO 8601.
        valid_until: Last day on which it is valid.
        line: Line of the document that is meant.
        exemption: Why no such document is needed.
        quantity: How many of `unit` are written off it.
        unit: Unit of UN/ECE Recommendation 20.
        amount: Amount that is written off it.
        url: Where a copy of it is.
    """

    kind: Optional[DocumentKind] = None
    category: Optional[str] = None
    type: Optional[str] = None
    reference: Optional[str] = None
    name: Optional[str] = None
    issuer: Optional[str] = None
    issuer_role: Optional[str] = None
    issued: Optional[str] = None
    valid_until: Optional[Day] = None
    line: Optional[int] = None
    exemption: Optional[str] = None
    quantity: Optional[Number] = None
    unit: Optional[str] = None
    amount: Optional[Price] = None
    url: Optional[str] = None


@dataclass
class Storage(Part):
    """Where goods are or were stored.

    Attributes:
        warehouse: Number of the warehouse.
        type: Kind of warehouse, as the administration codes it.
        name: Name of the warehouse.
        address: Where it is.
        record: Number of the stock record, such as that of a bonded book.
        entered: When the goods came in, ISO 8601.
        left: When they went out, ISO 8601.
    """

    warehouse: Optional[str] = None
    type: Optional[str] = None
    name: Optional[str] = None
    address: Optional[Union[Address, Dict[str, Any]]] = None
    record: Optional[str] = None
    entered: Optional[str] = None
    left: Optional[str] = None


@dataclass
class Screening(Part):
    """A security screening.

    Attributes:
        result: What came out, as the administration codes it.
        method: How the goods were screened, as the administration codes it.
        time: When that was, ISO 8601.
        reference: Number of the screening, or of the referral that asked for it.
        person: Who was authorised to do it.
        facility: Where it was done.
    """

    result: str
    method: Optional[str] = None
    time: Optional[str] = None
    reference: Optional[str] = None
    person: Optional[str] = None
    facility: Optional[Union[Location, Dict[str, Any]]] = None


@dataclass
class Adjustment(Part):
    """An addition to the customs value, or a deduction from it.

    Attributes:
        amount: How much it is.
        kind: Whether it is added or deducted.
        type: What it is for.
    """

    amount: Price
    kind: Optional[AdjustmentKind] = None
    type: Optional[str] = None


@dataclass
class Valuation(Part):
    """How the customs value is made.

    Attributes:
        method: Method of valuation, 1 to 6 as the WTO counts them.
        customs_value: Customs value, or intrinsic value where that is declared.
        statistical_value: Statistical value.
        freight: Freight as the declaration states it; what a line bears of it.
        retail_price: Fair retail value in the country of shipment.
        adjustments: What is added to the value and what is deducted from it.
        addition: Indicators of the valuation.
    """

    method: Optional[str] = None
    customs_value: Optional[Price] = None
    statistical_value: Optional[Price] = None
    freight: Optional[Price] = None
    retail_price: Optional[Price] = None
    adjustments: Optional[Sequence[Union[Adjustment, Dict[str, Any]]]] = None
    addition: Optional[str] = None


@dataclass
class Statement(Part):
    """An additional statement.

    Attributes:
        code: The statement, as the administration codes it.
        text: The statement in words.
        type: Kind of statement.
        pointer: What it is about, as the WCO writes it: 42A/67A/68A/02A.
    """

    code: Optional[str] = None
    text: Optional[str] = None
    type: Optional[str] = None
    pointer: Optional[str] = None


@dataclass
class Actor(Part):
    """A party that is named by its number and the part that it plays.

    Attributes:
        id: Number of the party's registration.
        role: The part that it plays, as the administration codes it, such as FR5 for a vendor with IOSS.
    """

    id: str
    role: Optional[str] = None


@dataclass
class Guarantee(Part):
    """What stands good for a debt.

    Attributes:
        reference: The holder's number of the guarantee.
        grn: Customs' number of the guarantee.
        type: Kind of guarantee, as the administration codes it.
        amount: Amount that is covered.
        access_code: Code with which the guarantee is used.
        office: Office of guarantee.
    """

    reference: Optional[str] = None
    grn: Optional[str] = None
    type: Optional[str] = None
    amount: Optional[Price] = None
    access_code: Optional[str] = None
    office: Optional[str] = None


@dataclass
class DutyPayment(Part):
    """A payment of a duty, tax or fee.

    Attributes:
        method: How it is paid, as the administration codes it.
        assessed: What was assessed.
        amount: What is to be paid, or was paid.
        due: Last day on which it can be paid.
        paid: Day on which it was paid.
        reference: Number of the payment.
        account: Account that is debited, such as one of deferred payment.
    """

    method: Optional[str] = None
    assessed: Optional[Price] = None
    amount: Optional[Price] = None
    due: Optional[Day] = None
    paid: Optional[Day] = None
    reference: Optional[str] = None
    account: Optional[str] = None


@dataclass
class DutyTaxFee(Part):
    """A duty, tax or fee as a declaration carries it.

    Attributes:
        type: Kind of duty, tax or fee.
        regime: Preference or tariff regime, as the administration codes it.
        base: Amount on which it is reckoned.
        base_quantity: Quantity on which it is reckoned.
        base_unit: Unit of that quantity, UN/ECE Recommendation 20.
        rate: Percent of `base`, or money for one `base_unit`.
        deduction: What is deducted from it.
        quota: Number of the quota.
        payments: What was assessed and how it is paid.
    """

    type: Optional[str] = None
    regime: Optional[str] = None
    base: Optional[Price] = None
    base_quantity: Optional[Number] = None
    base_unit: Optional[str] = None
    rate: Optional[Number] = None
    deduction: Optional[Price] = None
    quota: Optional[str] = None
    payments: Optional[Sequence[Union[DutyPayment, Dict[str, Any]]]] = None


@dataclass
class Amendment(Part):
    """A change of a declaration.

    Attributes:
        reason: Why it is changed, as the administration codes it.
        text: Why, in words.
        pointer: What is changed, as the WCO writes it: 42A/67A/68A/23A/137.
    """

    reason: Optional[str] = None
    text: Optional[str] = None
    pointer: Optional[str] = None


@dataclass
class Declaration(Part):
    """What the declaration of the whole consignment says.

    Attributes:
        lrn: Local reference number, given by who lodges it.
        mrn: Master reference number, given by customs.
        function: What the message does: 9 new, 4 change.
        type: Kind of declaration, such as IMA.
        category: Data set of the declaration, such as H7.
        circumstance: Specific circumstance, such as F43.
        accepted: When it was accepted; for post, when the item was posted; ISO 8601.
        issued: When it was made, ISO 8601.
        issue_place: Where it was made, UN/LOCODE.
        authentication: Signature, or what stands for it.
        authenticator: Who signed.
        goods_items: How many items it counts.
        loading_lists: How many loading lists there are.
        lodgement_office: Office where it is lodged.
        presentation_office: Office where goods are presented.
        supervising_office: Office that supervises.
        entry_office: Office of first entry at the border of arrival.
        exit_office: Office of exit at the border of departure.
        category_text: What the consignment is, in words, where its category is other.
        transaction_nature: Nature of the transaction.
        goods_location: Where the goods can be seen.
        delivery_place: The place that the delivery terms name.
        terms_text: Delivery terms in words.
        relationship: Relationship of the countries, as the administration codes it.
        valuation: How the value of the whole is made.
        previous_documents: What went before, such as the cargo report.
        statements: Additional statements.
        actors: Further actors of the supply chain.
        tax_parties: Who holds the tax registrations that the declaration uses.
        authorisations: Who holds the authorisations that it uses.
        guarantees: What stands good for the debt.
        surety: Who stands good for it.
        duty_tax_fees: Duties, taxes and fees on the whole.
        amendments: What is changed, and why.
    """

    lrn: Optional[str] = None
    mrn: Optional[str] = None
    function: Optional[str] = None
    type: Optional[str] = None
    category: Optional[str] = None
    circumstance: Optional[str] = None
    accepted: Optional[str] = None
    issued: Optional[str] = None
    issue_place: Optional[str] = None
    authentication: Optional[str] = None
    authenticator: Optional[str] = None
    goods_items: Optional[int] = None
    loading_lists: Optional[int] = None
    lodgement_office: Optional[str] = None
    presentation_office: Optional[str] = None
    supervising_office: Optional[str] = None
    entry_office: Optional[str] = None
    exit_office: Optional[str] = None
    category_text: Optional[str] = None
    transaction_nature: Optional[str] = None
    goods_location: Optional[Union[Location, Dict[str, Any]]] = None
    delivery_place: Optional[Union[Location, Dict[str, Any]]] = None
    terms_text: Optional[str] = None
    relationship: Optional[str] = None
    valuation: Optional[Union[Valuation, Dict[str, Any]]] = None
    previous_documents: Optional[Sequence[Union[Document, Dict[str, Any]]]] = None
    statements: Optional[Sequence[Union[Statement, Dict[str, Any]]]] = None
    actors: Optional[Sequence[Union[Actor, Dict[str, Any]]]] = None
    tax_parties: Optional[Sequence[Union[Actor, Dict[str, Any]]]] = None
    authorisations: Optional[Sequence[Union[Actor, Dict[str, Any]]]] = None
    guarantees: Optional[Sequence[Union[Guarantee, Dict[str, Any]]]] = None
    surety: Optional[Union[Party, Dict[str, Any]]] = None
    duty_tax_fees: Optional[Sequence[Union[DutyTaxFee, Dict[str, Any]]]] = None
    amendments: Optional[Sequence[Union[Amendment, Dict[str, Any]]]] = None


@dataclass
class ReturnLine(Part):
    """A line that goes back.

    Attributes:
        line: Number of the item in the original consignment.
        quantity: How many of `unit` go back.
        unit: Unit of UN/ECE Recommendation 20.
        value: What they were sold for.
    """

    line: int
    quantity: Optional[Number] = None
    unit: Optional[str] = None
    value: Optional[Price] = None


@dataclass
class RefundClaim(Part):
    """A refund of duty or tax that is claimed.

    Attributes:
        by: Who gives the money back.
        type: Kind of duty, tax or fee.
        amount: What is claimed.
        period: Period of the tax return in which it is corrected, such as 2026-11.
        reference: Number of the claim.
    """

    by: Optional[Role] = None
    type: Optional[str] = None
    amount: Optional[Price] = None
    period: Optional[str] = None
    reference: Optional[str] = None


@dataclass
class Return(Part):
    """Goods that go back, or came back: what of, why, and what became of them.

    Attributes:
        reference: Number of the return.
        reason: Why the goods go back.
        text: Why, in words.
        date: Day on which they went back.
        original_declaration: Master reference number of the import declaration.
        original_transport_document: Transport document by which they came.
        original_order: Number of the order that they fulfilled.
        transport_document: Transport document by which they go back.
        lines: Which lines go back; all of them by default.
        export_proof: What proves that they left: a declaration or a transport document.
        final_state: What became of them.
        refunds: Refunds that are claimed.
    """

    reference: Optional[str] = None
    reason: Optional[ReturnReason] = None
    text: Optional[str] = None
    date: Optional[Day] = None
    original_declaration: Optional[str] = None
    original_transport_document: Optional[str] = None
    original_order: Optional[str] = None
    transport_document: Optional[str] = None
    lines: Optional[Sequence[Union[ReturnLine, Dict[str, Any]]]] = None
    export_proof: Optional[str] = None
    final_state: Optional[FinalState] = None
    refunds: Optional[Sequence[Union[RefundClaim, Dict[str, Any]]]] = None


@dataclass
class Measure(Part):
    """A quantity in a supplementary unit.

    Attributes:
        unit: Unit of UN/ECE Recommendation 20.
        quantity: How many of that unit the whole line holds.
    """

    unit: str
    quantity: Number


@dataclass
class CollectedTax(Part):
    """Tax that was taken at the sale.

    Attributes:
        scheme: Scheme under which the tax is paid over, named as that of an identifier: ioss, voec, sg-ovr.
        number: Number of the registration under which it was taken.
        amount: How much tax was taken for the line.
        rate: Rate at which it was taken, in percent.
        date: Day on which it was taken.
    """

    scheme: Optional[str] = None
    number: Optional[str] = None
    amount: Optional[Price] = None
    rate: Optional[Number] = None
    date: Optional[Day] = None


@dataclass
class Product(Part):
    """The article as the catalogue describes it.

    Attributes:
        title: Title under which the article was offered.
        brand: Brand under which it is sold.
        model: Model or type.
        specification: Specification: size, power, composition of parts.
        material: What it is made of.
        gtin: Global trade item number (GS1), the number under the bar code.
        merchant_id: The merchant's identifier of the product.
        manufacturer_id: The manufacturer's identifier of the product.
        manufacturer: Who made it.
        image_urls: Where pictures of it are.
        serial_numbers: Serial numbers of the pieces.
        condition: New, used, refurbished: as the shop codes it.
        record_number: Number under which customs has the article on record, as for bonded stock.
    """

    title: Optional[str] = None
    brand: Optional[str] = None
    model: Optional[str] = None
    specification: Optional[str] = None
    material: Optional[str] = None
    gtin: Optional[str] = None
    merchant_id: Optional[str] = None
    manufacturer_id: Optional[str] = None
    manufacturer: Optional[Union[Party, Dict[str, Any]]] = None
    image_urls: Optional[Sequence[str]] = None
    serial_numbers: Optional[Sequence[str]] = None
    condition: Optional[str] = None
    record_number: Optional[str] = None


@dataclass
class ItemParties(Part):
    """The parties of one line, where they are not those of the consignment.

    Attributes:
        seller: Who sells this line.
        buyer: Who buys it.
        consignor: Who sends it.
        consignee: Who receives it.
    """

    seller: Optional[Union[Party, Dict[str, Any]]] = None
    buyer: Optional[Union[Party, Dict[str, Any]]] = None
    consignor: Optional[Union[Party, Dict[str, Any]]] = None
    consignee: Optional[Union[Party, Dict[str, Any]]] = None


@dataclass
class Procedure(Part):
    """What customs is asked to do with the goods, and what was done before.

    Attributes:
        requested: Procedure that is asked for, such as 40.
        previous: Procedure that the goods were under before, such as 00.
        additional: Further codes of the procedure, such as C07 or F48.
    """

    requested: Optional[str] = None
    previous: Optional[str] = None
    additional: Optional[Sequence[str]] = None


@dataclass
class Classification(Part):
    """A code of the goods in a list besides the Harmonized System.

    Attributes:
        code: The code.
        list: The list that it is from.
    """

    code: str
    list: Optional[str] = None


@dataclass
class Origin(Part):
    """An origin besides the country of origin of the line.

    Attributes:
        country: Country of that origin, ISO 3166-1 alpha-2.
        region: Region of that origin.
        type: Kind of origin, such as the preferential one.
    """

    country: Optional[str] = None
    region: Optional[str] = None
    type: Optional[str] = None


@dataclass
class ItemDeclaration(Part):
    """What the declaration of one line of goods says.

    Attributes:
        procedure: What customs is asked to do with the goods.
        transaction_nature: Nature of the transaction.
        dispatch_country: Where the line leaves from, where it is not where the others do; ISO 3166-1 alpha-2.
        destination_country: Where the line goes to, where it is not where the others go; ISO 3166-1 alpha-2.
        destination_region: Region of that destination.
        classifications: Codes of the goods in further lists, such as national additional codes.
        cus_code: Number in the European Customs Inventory of Chemical Substances.
        dangerous_goods: UN numbers of dangerous goods.
        origins: Further origins, such as the preferential one.
        valuation: How the value of the line is made.
        previous_documents: What went before.
        statements: Additional statements.
        actors: Further actors of the supply chain.
        tax_parties: Who holds the tax registrations that the line uses.
        containers: Containers that the line is in.
        duty_tax_fees: Duties, taxes and fees on the line.
        supplementary_quantity: Quantity in the unit that the tariff wants, where the message does not name that unit;
            else it is in `measures`.
    """

    procedure: Optional[Union[Procedure, Dict[str, Any]]] = None
    transaction_nature: Optional[str] = None
    dispatch_country: Optional[str] = None
    destination_country: Optional[str] = None
    destination_region: Optional[str] = None
    classifications: Optional[Sequence[Union[Classification, Dict[str, Any]]]] = None
    cus_code: Optional[str] = None
    dangerous_goods: Optional[Sequence[str]] = None
    origins: Optional[Sequence[Union[Origin, Dict[str, Any]]]] = None
    valuation: Optional[Union[Valuation, Dict[str, Any]]] = None
    previous_documents: Optional[Sequence[Union[Document, Dict[str, Any]]]] = None
    statements: Optional[Sequence[Union[Statement, Dict[str, Any]]]] = None
    actors: Optional[Sequence[Union[Actor, Dict[str, Any]]]] = None
    tax_parties: Optional[Sequence[Union[Actor, Dict[str, Any]]]] = None
    containers: Optional[Sequence[str]] = None
    duty_tax_fees: Optional[Sequence[Union[DutyTaxFee, Dict[str, Any]]]] = None
    supplementary_quantity: Optional[Number] = None


@dataclass
class Item(Part):
    """One line of goods: it has unit_price, amount or both.

    Attributes:
        number: Number of the line, from 1, unique; by default its position.
        description: The goods in plain words.
        sku: The seller's number of the article.
        listing_url: Where the article was offered.
        commodity_code: Harmonized System code, or a national code that extends it.
        origin_country: Country of origin, ISO 3166-1 alpha-2.
        quantity: How many of `unit` the line holds; 1 by default.
        unit: Unit of the quantity, UN/ECE Recommendation 20; C62 (one) by default.
        unit_price: Price of one unit before discount.
        amount: Price of the line before discount; quantity × unit_price where both stand.
        discount: What is taken off the line's price; 0 by default.
        net_mass_kg: Mass of the line without packing, in kilograms.
        gross_mass_kg: Mass of the line with packing, in kilograms.
        measures: Quantities in other units that duties and excises go by.
        tax_category: Category of value-added tax; standard by default.
        goods_classes: Classes of goods that laws treat on their own, such as alcohol or book.
        duty_rate: Rate of duty as tariffs write it ("12 %"); stands where the law reads a tariff.
        preference: Preferential treatment that is claimed.
        tax_paid: Whether the seller already charged the destination's tax on this line.
        tax_collected: The tax that the seller charged, and how it is paid over.
        reference: The sender's number of the line.
        ucr: Unique consignment reference of the line.
        product: The article as the catalogue describes it.
        packaging: The packages that the line is in.
        documents: Licences, certificates and other documents for the line.
        parties: Parties of the line, where they are not those of the consignment.
        declaration: What the declaration says of the line.
    """

    number: Optional[int] = None
    description: Optional[str] = None
    sku: Optional[str] = None
    listing_url: Optional[str] = None
    commodity_code: Optional[str] = None
    origin_country: Optional[str] = None
    quantity: Optional[Number] = None
    unit: Optional[str] = None
    unit_price: Optional[Price] = None
    amount: Optional[Price] = None
    discount: Optional[Price] = None
    net_mass_kg: Optional[Number] = None
    gross_mass_kg: Optional[Number] = None
    measures: Optional[Sequence[Union[Measure, Dict[str, Any]]]] = None
    tax_category: Optional[str] = None
    goods_classes: Optional[Sequence[str]] = None
    duty_rate: Optional[str] = None
    preference: Optional[str] = None
    tax_paid: Optional[bool] = None
    tax_collected: Optional[Union[CollectedTax, Dict[str, Any]]] = None
    reference: Optional[str] = None
    ucr: Optional[str] = None
    product: Optional[Union[Product, Dict[str, Any]]] = None
    packaging: Optional[Sequence[Union[Package, Dict[str, Any]]]] = None
    documents: Optional[Sequence[Union[Document, Dict[str, Any]]]] = None
    parties: Optional[Union[ItemParties, Dict[str, Any]]] = None
    declaration: Optional[Union[ItemDeclaration, Dict[str, Any]]] = None


@dataclass
class Consignment(Part):
    """Goods of one seller for one consignee that travel together.

    Attributes:
        destination_country: Where the goods go to, ISO 3166-1 alpha-2.
        items: The lines of goods, at least one.
        reference: The sender's number of the order.
        transport_document: Number of the postal item, waybill or bill of lading.
        ucr: Unique consignment reference.
        transaction: Who deals with whom: business or consumer; b2c by default.
        category: What the consignment is, as box 10 of form CN 23 asks; sale by default.
        dispatch_country: Where the goods leave from, ISO 3166-1 alpha-2.
        destination_subdivision: State or province of destination, ISO 3166-2 without the country.
        destination_postcode: Postcode of destination.
        transport_mode: How the consignment travels.
        delivery_terms: Incoterms 2020.
        freight: What the transport costs, where it is charged apart from the goods; 0 by default.
        insurance: What the insurance costs, where it is charged apart from the goods; 0 by default.
        gross_mass_kg: Mass of the whole consignment with packing, in kilograms.
        packages: How many packages travel together.
        seller: Who sells the goods.
        platform: Who runs the marketplace through which they are sold, where that is another one.
        buyer: Who buys them.
        consignor: Who sends them.
        consignee: Who receives them.
        importer: On whose behalf they are imported.
        declarant: Who lodges the import declaration.
        carrier: Who carries them to the destination.
        payment_provider: Who executes the payment.
        redeliverer: Who gives the buyer an address abroad and forwards what arrives there.
        exporter: Who exports them.
        representative: Who represents the declarant, such as a broker.
        submitter: Who sends the declaration.
        payer: Who pays duty and tax.
        fulfilment_operator: Who stores, picks and packs them.
        order: The order that the consignment fulfils.
        invoice: The invoice of the sale.
        payments: What the buyer paid for the order, and how.
        transport: How the consignment travels.
        packaging: The packages of the whole consignment.
        documents: Licences, certificates and other documents for the whole.
        storage: Where the goods are or were stored.
        screenings: Security screenings.
        declaration: What the declaration says of the whole.
        returned: Of goods that go back: what of, why, and what became of them.
    """

    destination_country: str
    items: Sequence[Union[Item, Dict[str, Any]]]
    reference: Optional[str] = None
    transport_document: Optional[str] = None
    ucr: Optional[str] = None
    transaction: Optional[Transaction] = None
    category: Optional[Category] = None
    dispatch_country: Optional[str] = None
    destination_subdivision: Optional[str] = None
    destination_postcode: Optional[str] = None
    transport_mode: Optional[TransportMode] = None
    delivery_terms: Optional[DeliveryTerms] = None
    freight: Optional[Price] = None
    insurance: Optional[Price] = None
    gross_mass_kg: Optional[Number] = None
    packages: Optional[int] = None
    seller: Optional[Union[Party, Dict[str, Any]]] = None
    platform: Optional[Union[Party, Dict[str, Any]]] = None
    buyer: Optional[Union[Party, Dict[str, Any]]] = None
    consignor: Optional[Union[Party, Dict[str, Any]]] = None
    consignee: Optional[Union[Party, Dict[str, Any]]] = None
    importer: Optional[Union[Party, Dict[str, Any]]] = None
    declarant: Optional[Union[Party, Dict[str, Any]]] = None
    carrier: Optional[Union[Party, Dict[str, Any]]] = None
    payment_provider: Optional[Union[Party, Dict[str, Any]]] = None
    redeliverer: Optional[Union[Party, Dict[str, Any]]] = None
    exporter: Optional[Union[Party, Dict[str, Any]]] = None
    representative: Optional[Union[Party, Dict[str, Any]]] = None
    submitter: Optional[Union[Party, Dict[str, Any]]] = None
    payer: Optional[Union[Party, Dict[str, Any]]] = None
    fulfilment_operator: Optional[Union[Party, Dict[str, Any]]] = None
    order: Optional[Union[Order, Dict[str, Any]]] = None
    invoice: Optional[Union[Invoice, Dict[str, Any]]] = None
    payments: Optional[Sequence[Union[Payment, Dict[str, Any]]]] = None
    transport: Optional[Union[Transport, Dict[str, Any]]] = None
    packaging: Optional[Sequence[Union[Package, Dict[str, Any]]]] = None
    documents: Optional[Sequence[Union[Document, Dict[str, Any]]]] = None
    storage: Optional[Union[Storage, Dict[str, Any]]] = None
    screenings: Optional[Sequence[Union[Screening, Dict[str, Any]]]] = None
    declaration: Optional[Union[Declaration, Dict[str, Any]]] = None
    returned: Optional[Union[Return, Dict[str, Any]]] = None


@dataclass
class Counter(Part):
    """What a person has used of an allowance over time, without the present consignment: amount or count.

    Attributes:
        scheme: Which allowance is counted, as the regime names it.
        amount: What was used of it in money.
        currency: The currency of `amount`.
        count: How often it was used, where uses are counted.
    """

    scheme: str
    amount: Optional[Number] = None
    currency: Optional[str] = None
    count: Optional[Number] = None


@dataclass
class ExchangeRate(Part):
    """A dated rate: one unit of `from` is `rate` units of `to`.

    Attributes:
        from_: The currency of which one unit is priced, ISO 4217.
        to: The currency in which it is priced, ISO 4217.
        rate: How many units of `to` one unit of `from` is worth.
        date: The first day for which the rate is quoted.
        series: Whose rates they are, such as ecb.daily; without it the rate serves every law.
        side: Middle, buying or selling rate; without it the rate serves as each.
        source: Where the rate was read.
    """

    from_: str
    to: str
    rate: Number
    date: Day
    series: Optional[str] = None
    side: Optional[str] = None
    source: Optional[str] = None
    _keys: ClassVar[Dict[str, str]] = {"from_": "from"}


@dataclass
class Request(Part):
    """What is asked: a consignment, the days that law reads, and the caller's choices.

    Attributes:
        date: Day of the import declaration.
        consignment: The goods and who deals with them.
        sale_date: Day on which the payment was accepted; `date` by default.
        departure_date: Day on which the goods left; `date` by default.
        arrival_date: Day on which the goods arrived; `date` by default.
        approach: auto (by default), vendor, intermediary, consumer, border, or the id of a route.
        prices_include_tax: Whether prices and freight hold the tax that is due at sale; false by default.
        elections: Choices that the law gives to the importer, as the regime names them.
        assume: Readings of disputed rules, by the name of the regime's switch.
        rounding_level: Where amounts are rounded, where the law leaves that open.
        counters: What the importer has used of allowances over time.
        exchange_rates: Rates for amounts in other currencies than the law's.
    """

    date: Day
    consignment: Union[Consignment, Dict[str, Any]]
    sale_date: Optional[Day] = None
    departure_date: Optional[Day] = None
    arrival_date: Optional[Day] = None
    approach: Optional[str] = None
    prices_include_tax: Optional[bool] = None
    elections: Optional[Sequence[str]] = None
    assume: Optional[Dict[str, str]] = None
    rounding_level: Optional[str] = None
    counters: Optional[Sequence[Union[Counter, Dict[str, Any]]]] = None
    exchange_rates: Optional[Sequence[Union[ExchangeRate, Dict[str, Any]]]] = None


@dataclass(frozen=True, init=False)
class Engine(Answer):
    """Which regime and data made the quote.

    Attributes:
        version: Version of libfos.
        regime: Id of the regime.
        data_version: Version of the regime's data.
        digest: Digest of the regime file's bytes.
    """

    __slots__ = ("version", "regime", "data_version", "digest")
    version: str
    regime: str
    data_version: str
    digest: str
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("version", "version", PLAIN, OMITTED, None),
        ("regime", "regime", PLAIN, OMITTED, None),
        ("data_version", "data_version", PLAIN, OMITTED, None),
        ("digest", "digest", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class QuoteTariff(Answer):
    """The tariff whose duties by commodity code were read.

    Attributes:
        id: Id of the tariff.
        data_version: Version of its data.
        digest: Digest over the compiled tariff: "sha256:" and 64 hexadecimal digits.
        starter: Note of a starter tariff; a full tariff has none.
    """

    __slots__ = ("id", "data_version", "digest", "starter")
    id: str
    data_version: str
    digest: str
    starter: Optional[str]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("id", "id", PLAIN, OMITTED, None),
        ("data_version", "data_version", PLAIN, OMITTED, None),
        ("digest", "digest", PLAIN, OMITTED, None),
        ("starter", "starter", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class QuoteRoute(Answer):
    """The route that some of the items take.

    Attributes:
        id: Id of the route.
        approach: The approach of revenue collection that it stands for.
        items: Numbers of the items that take it.
    """

    __slots__ = ("id", "approach", "items")
    id: str
    approach: Approach
    items: Tuple[int, ...]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("id", "id", PLAIN, OMITTED, None),
        ("approach", "approach", PLAIN, OMITTED, None),
        ("items", "items", TEXTS, EMPTY, None),
    )


@dataclass(frozen=True, init=False)
class QuoteValues(Answer):
    """Values that law reads, in the quote's currency; absent where the regime has no such notion or an input is missing.

    Attributes:
        goods: Price of the goods less discounts.
        freight: Freight.
        insurance: Insurance.
        intrinsic_value: Intrinsic value, as the law defines it.
        customs_value: Customs value, as the law defines it.
    """

    __slots__ = ("goods", "freight", "insurance", "intrinsic_value", "customs_value")
    goods: Optional[Decimal]
    freight: Optional[Decimal]
    insurance: Optional[Decimal]
    intrinsic_value: Optional[Decimal]
    customs_value: Optional[Decimal]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("goods", "goods", DECIMAL, OMITTED, None),
        ("freight", "freight", DECIMAL, OMITTED, None),
        ("insurance", "insurance", DECIMAL, OMITTED, None),
        ("intrinsic_value", "intrinsic_value", DECIMAL, OMITTED, None),
        ("customs_value", "customs_value", DECIMAL, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class QuoteItem(Answer):
    """What falls on one item.

    Attributes:
        number: Number of the item in the request.
        route: Id of the route that it takes.
        values: Values of this item.
        duty: Duty on this item.
        excise: Excise on this item.
        tax: Tax on this item.
        fee: Fees on this item.
    """

    __slots__ = ("number", "route", "values", "duty", "excise", "tax", "fee")
    number: int
    route: Optional[str]
    values: QuoteValues
    duty: Optional[Decimal]
    excise: Optional[Decimal]
    tax: Optional[Decimal]
    fee: Optional[Decimal]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("number", "number", PLAIN, OMITTED, None),
        ("route", "route", PLAIN, OMITTED, None),
        ("values", "values", ONE, EMPTY, QuoteValues),
        ("duty", "duty", DECIMAL, OMITTED, None),
        ("excise", "excise", DECIMAL, OMITTED, None),
        ("tax", "tax", DECIMAL, OMITTED, None),
        ("fee", "fee", DECIMAL, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class Charge(Answer):
    """One assessed amount.

    Attributes:
        id: Id of the rule.
        kind: Duty, excise, tax or fee.
        name: Name of the charge.
        items: Numbers of the items that bear it.
        shares: What each of those items bears; sums to `amount`.
        approach: The approach by which it is collected.
        base: What the rate is taken of; null for a flat amount.
        base_exact: The whole base, where `base` loses digits; a fraction n/d where it does not end.
        rate: The rate as the law words it.
        deduct: What the law takes off after the rate.
        amount: What is due, after rounding and waiver.
        exact: The amount before rounding; a fraction n/d where it does not end.
        rounding: How it was rounded: mode and unit.
        waived: What a waiver took away.
        native: The amount in the currency that the law fixes it in, where that is another one.
        confidence: How sure the data behind it is.
        liable: Who owes it.
        collector: Who collects it.
        payer: Who bears it.
        due: When it is collected.
        remitted_to: To whom it is paid over.
        remitted: How often it is paid over.
        refund: Id of the refund policy.
        sources: Where the law says so.
        because: The sentence that says how it came about.
    """

    __slots__ = ("id", "kind", "name", "items", "shares", "approach", "base", "base_exact", "rate", "deduct", "amount",
                 "exact", "rounding", "waived", "native", "confidence", "liable", "collector", "payer", "due",
                 "remitted_to", "remitted", "refund", "sources", "because")
    id: str
    kind: ChargeKind
    name: str
    items: Tuple[int, ...]
    shares: Tuple[Decimal, ...]
    approach: Approach
    base: Optional[Decimal]
    base_exact: Optional[str]
    rate: Optional[str]
    deduct: Optional[Decimal]
    amount: Decimal
    exact: Optional[str]
    rounding: Optional[str]
    waived: Optional[Decimal]
    native: Optional[Money]
    confidence: Confidence
    liable: Role
    collector: Role
    payer: Role
    due: Due
    remitted_to: Optional[Role]
    remitted: Optional[str]
    refund: Optional[str]
    sources: Tuple[str, ...]
    because: str
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("id", "id", PLAIN, OMITTED, None),
        ("kind", "kind", PLAIN, OMITTED, None),
        ("name", "name", PLAIN, OMITTED, None),
        ("items", "items", TEXTS, EMPTY, None),
        ("shares", "shares", DECIMALS, EMPTY, None),
        ("approach", "approach", PLAIN, OMITTED, None),
        ("base", "base", DECIMAL, NULL, None),
        ("base_exact", "base_exact", PLAIN, OMITTED, None),
        ("rate", "rate", PLAIN, OMITTED, None),
        ("deduct", "deduct", DECIMAL, OMITTED, None),
        ("amount", "amount", DECIMAL, OMITTED, None),
        ("exact", "exact", PLAIN, OMITTED, None),
        ("rounding", "rounding", PLAIN, OMITTED, None),
        ("waived", "waived", DECIMAL, OMITTED, None),
        ("native", "native", MONEY, OMITTED, None),
        ("confidence", "confidence", PLAIN, OMITTED, None),
        ("liable", "liable", PLAIN, OMITTED, None),
        ("collector", "collector", PLAIN, OMITTED, None),
        ("payer", "payer", PLAIN, OMITTED, None),
        ("due", "due", PLAIN, OMITTED, None),
        ("remitted_to", "remitted_to", PLAIN, OMITTED, None),
        ("remitted", "remitted", PLAIN, OMITTED, None),
        ("refund", "refund", PLAIN, OMITTED, None),
        ("sources", "sources", TEXTS, EMPTY, None),
        ("because", "because", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class Totals(Answer):
    """Sums over all items.

    Attributes:
        goods: Price of the goods less discounts.
        freight: Freight.
        insurance: Insurance.
        duty: All duties.
        excise: All excises.
        tax: All taxes.
        fee: All fees.
        charges: Duties, excises, taxes and fees.
        landed_cost: Goods, freight, insurance and charges.
        by_collector: The charges by who collects them.
        by_payer: The charges by who bears them.
        by_due: The charges by when they are collected.
    """

    __slots__ = ("goods", "freight", "insurance", "duty", "excise", "tax", "fee", "charges", "landed_cost",
                 "by_collector", "by_payer", "by_due")
    goods: Optional[Decimal]
    freight: Optional[Decimal]
    insurance: Optional[Decimal]
    duty: Decimal
    excise: Decimal
    tax: Decimal
    fee: Decimal
    charges: Decimal
    landed_cost: Optional[Decimal]
    by_collector: Dict[Role, Decimal]
    by_payer: Dict[Role, Decimal]
    by_due: Dict[Due, Decimal]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("goods", "goods", DECIMAL, OMITTED, None),
        ("freight", "freight", DECIMAL, OMITTED, None),
        ("insurance", "insurance", DECIMAL, OMITTED, None),
        ("duty", "duty", DECIMAL, OMITTED, None),
        ("excise", "excise", DECIMAL, OMITTED, None),
        ("tax", "tax", DECIMAL, OMITTED, None),
        ("fee", "fee", DECIMAL, OMITTED, None),
        ("charges", "charges", DECIMAL, OMITTED, None),
        ("landed_cost", "landed_cost", DECIMAL, OMITTED, None),
        ("by_collector", "by_collector", AMOUNTS, EMPTY, None),
        ("by_payer", "by_payer", AMOUNTS, EMPTY, None),
        ("by_due", "by_due", AMOUNTS, EMPTY, None),
    )


@dataclass(frozen=True, init=False)
class Decision(Answer):
    """A named condition of the law that was read.

    Attributes:
        id: Id of the condition.
        holds: Whether it holds; null when an input is missing.
        items: Numbers of the items of which it speaks; absent when it speaks of the consignment.
        because: The sentence with the numbers that decided.
        sources: Where the law says so.
    """

    __slots__ = ("id", "holds", "items", "because", "sources")
    id: str
    holds: Optional[bool]
    items: Tuple[int, ...]
    because: str
    sources: Tuple[str, ...]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("id", "id", PLAIN, OMITTED, None),
        ("holds", "holds", PLAIN, NULL, None),
        ("items", "items", TEXTS, OMITTED, None),
        ("because", "because", PLAIN, OMITTED, None),
        ("sources", "sources", TEXTS, EMPTY, None),
    )


@dataclass(frozen=True, init=False)
class QuoteAssumption(Answer):
    """A disputed reading that was used.

    Attributes:
        switch: Name of the disputed rule.
        value: The reading that was used.
        matters: Whether another reading gives another amount.
    """

    __slots__ = ("switch", "value", "matters")
    switch: str
    value: str
    matters: bool
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("switch", "switch", PLAIN, OMITTED, None),
        ("value", "value", PLAIN, OMITTED, None),
        ("matters", "matters", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class MissingInput(Answer):
    """An input that the law needs and the request lacks.

    Attributes:
        item: Number of the item; absent when it is of the consignment.
        needs: The element.
        because: Why it is needed.
    """

    __slots__ = ("item", "needs", "because")
    item: Optional[int]
    needs: str
    because: str
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("item", "item", PLAIN, OMITTED, None),
        ("needs", "needs", PLAIN, OMITTED, None),
        ("because", "because", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class QuoteWarning(Answer):
    """Something that the reader should know.

    Attributes:
        id: Id of the warning.
        because: What it says.
    """

    __slots__ = ("id", "because")
    id: str
    because: str
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("id", "id", PLAIN, OMITTED, None),
        ("because", "because", PLAIN, OMITTED, None),
    )


@dataclass(frozen=True, init=False)
class Quote(Whole):
    """Every duty, tax and fee on a consignment, with reasons.

    Attributes:
        engine: Which regime and data made it.
        date: Day of the import declaration.
        destination_country: Where the goods go to.
        currency: The currency of every amount.
        complete: False when an input is missing.
        approach: The approach of the charges; hybrid when they take several.
        tariff: The tariff that was read, when the request gave no duty rate.
        further_tariffs: Tariffs of others that were read beside it.
        incomplete: Kinds of charges (duty, excise, tax, fee) of which one or more is missing: their totals are of what
            is known.
        routes: The routes that the items take.
        values: Values of the whole consignment.
        items: What falls on each item.
        charges: Every amount that is due.
        totals: Sums over all items.
        decisions: The conditions of the law that were read.
        assumed: The disputed readings that were used.
        missing: The inputs that are missing.
        warnings: What the reader should know besides.
    """

    __slots__ = ("engine", "date", "destination_country", "currency", "complete", "approach", "tariff",
                 "further_tariffs", "incomplete", "routes", "values", "items", "charges", "totals", "decisions",
                 "assumed", "missing", "warnings")
    engine: Engine
    date: datetime.date
    destination_country: str
    currency: str
    complete: bool
    approach: Optional[Approach]
    tariff: Optional[QuoteTariff]
    further_tariffs: Tuple[QuoteTariff, ...]
    incomplete: Tuple[str, ...]
    routes: Tuple[QuoteRoute, ...]
    values: QuoteValues
    items: Tuple[QuoteItem, ...]
    charges: Tuple[Charge, ...]
    totals: Totals
    decisions: Tuple[Decision, ...]
    assumed: Tuple[QuoteAssumption, ...]
    missing: Tuple[MissingInput, ...]
    warnings: Tuple[QuoteWarning, ...]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("engine", "engine", ONE, EMPTY, Engine),
        ("date", "date", DAY, OMITTED, None),
        ("destination_country", "destination_country", PLAIN, OMITTED, None),
        ("currency", "currency", PLAIN, OMITTED, None),
        ("complete", "complete", PLAIN, OMITTED, None),
        ("approach", "approach", PLAIN, OMITTED, None),
        ("tariff", "tariff", ONE, OMITTED, QuoteTariff),
        ("further_tariffs", "further_tariffs", MANY, OMITTED, QuoteTariff),
        ("incomplete", "incomplete", TEXTS, OMITTED, None),
        ("routes", "routes", MANY, EMPTY, QuoteRoute),
        ("values", "values", ONE, EMPTY, QuoteValues),
        ("items", "items", MANY, EMPTY, QuoteItem),
        ("charges", "charges", MANY, EMPTY, Charge),
        ("totals", "totals", ONE, EMPTY, Totals),
        ("decisions", "decisions", MANY, EMPTY, Decision),
        ("assumed", "assumed", MANY, EMPTY, QuoteAssumption),
        ("missing", "missing", MANY, EMPTY, MissingInput),
        ("warnings", "warnings", MANY, EMPTY, QuoteWarning),
    )


@dataclass(frozen=True, init=False)
class Offer(Answer):
    """One route that the law offers.

    Attributes:
        route: Id of the route.
        approach: The approach of revenue collection that it stands for.
        automatic: Whether `auto` takes it.
        available: Whether all of its needs are met.
        needs: What would have to be so.
        quote: The quote by this route, as if its needs were met.
    """

    __slots__ = ("route", "approach", "automatic", "available", "needs", "quote")
    route: str
    approach: Approach
    automatic: bool
    available: bool
    needs: Tuple[str, ...]
    quote: Quote
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("route", "route", PLAIN, OMITTED, None),
        ("approach", "approach", PLAIN, OMITTED, None),
        ("automatic", "automatic", PLAIN, OMITTED, None),
        ("available", "available", PLAIN, OMITTED, None),
        ("needs", "needs", TEXTS, EMPTY, None),
        ("quote", "quote", ONE, EMPTY, Quote),
    )


@dataclass(frozen=True, init=False)
class Comparison(Whole):
    """Every offer for one consignment, side by side.

    Attributes:
        engine: Which regime and data made it.
        date: Day of the import declaration.
        destination_country: Where the goods go to.
        currency: The currency of every amount.
        offers: Every offer, in the order of the law.
    """

    __slots__ = ("engine", "date", "destination_country", "currency", "offers")
    engine: Engine
    date: datetime.date
    destination_country: str
    currency: str
    offers: Tuple[Offer, ...]
    _fields: ClassVar[Tuple[Field, ...]] = (
        ("engine", "engine", ONE, EMPTY, Engine),
        ("date", "date", DAY, OMITTED, None),
        ("destination_country", "destination_country", PLAIN, OMITTED, None),
        ("currency", "currency", PLAIN, OMITTED, None),
        ("offers", "offers", MANY, EMPTY, Offer),
    )
