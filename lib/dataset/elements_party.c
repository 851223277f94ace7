/* Rows of who takes part: parties, addresses, contacts, accounts, proofs of identity, actors, places. */
#include "dataset/rows.h"

#define ROW(field, kind, ...) ROW_OF(OF, #field, field, kind, __VA_ARGS__)

#define OF fos_identifier
static const fosi_element identifier_rows[] = {
    ROW(scheme, CODE, WCO(NULL, "@schemeID", "an..35"), .flags = FOSI_REQUIRED, .rule = &fosi_form_name,
        SAYS("What kind of registration or identity it is, such as ioss, abn or gb-vat.")),
    ROW(value, TEXT, WCO(NULL, "", "an..35"), .flags = FOSI_REQUIRED,
        SAYS("The number itself; spaces, dots and dashes in it do not count.")),
};
#undef OF
static const fos_identifier identifier_empty = { 0 };
CLASS(identifier, fos_identifier, identifier_rows, identifier_empty, SAYS("A registration or identity of a party."));

#define OF fos_address
static const fosi_element address_rows[] = {
    ROW(lines, TEXT_LIST, WCO("239", "Line", "an..70"), PROSE, SAYS("Street, building and the like, as written on the parcel.")),
    ROW(house_number, TEXT, WCO(NULL, NULL, "an..35"), PROSE, SAYS("House number, where it is not part of a line.")),
    ROW(po_box, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Post office box, where it is not part of a line.")),
    ROW(district, TEXT, WCO(NULL, NULL, "an..35"), PROSE, SAYS("Part of the city.")),
    ROW(city, TEXT, WCO("241", "CityName", "an..35"), PROSE, SAYS("City or village.")),
    ROW(subdivision, CODE, WCO("244", "CountrySubDivisionCode", "an..9"), FROM("ISO 3166-2 or administration"),
        SAYS("State or province, ISO 3166-2 without the country, or a code of the administration.")),
    ROW(subdivision_name, TEXT, WCO("243", "CountrySubDivisionName", "an..35"), PROSE, SAYS("Name of the state or province.")),
    ROW(postcode, TEXT, WCO("245", "PostcodeID", "an..9"), SAYS("Postcode.")),
    ROW(country, COUNTRY, WCO("242", "CountryCode", "a2"), SAYS("Country, ISO 3166-1 alpha-2.")),
    ROW(type, CODE, WCO("410", "TypeCode", "an..3"), FROM("UN/EDIFACT 3131"), SAYS("What the address is for.")),
};
#undef OF
static const fos_address address_empty = { 0 };
CLASS(address, fos_address, address_rows, address_empty, SAYS("A postal address."));

#define OF fos_contact
static const fosi_element contact_rows[] = {
    ROW(name, TEXT, WCO("246", "Contact/Name", "an..70"), PROSE, SAYS("Person or department.")),
    ROW(phone, TEXT, WCO("240", "Communication/ID", "an..50"), SAYS("Telephone number, with the country's prefix.")),
    ROW(fax, TEXT, WCO("240", "Communication/ID", "an..50"), SAYS("Fax number, with the country's prefix.")),
    ROW(email, TEXT, WCO("240", "Communication/ID", "an..50"), SAYS("Address of electronic mail.")),
    ROW(website, TEXT, WCO("240", "Communication/ID", "an..50"), SAYS("Address of the party's site in the web.")),
};
#undef OF
static const fos_contact contact_empty = { 0 };
CLASS(contact, fos_contact, contact_rows, contact_empty, SAYS("How a party is reached."));

#define OF fos_account
static const fosi_element account_rows[] = {
    ROW(number, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the account.")),
    ROW(name, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("In whose name the account stands.")),
    ROW(issuer, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Platform or carrier that keeps the account.")),
    ROW(type, CODE, WCO(NULL, NULL, "an..35"), SAYS("Kind of account, as its issuer codes it.")),
    ROW(opened, DATE, WCO(NULL, NULL, "n8"), SAYS("Day on which the account was opened.")),
    ROW(billing, CODE, WCO(NULL, NULL, "an..35"), SAYS("How the account's bills are paid.")),
    ROW(verified, TRUTH, WCO(NULL, NULL, "n1"), SAYS("Whether the issuer knows the holder and verified who it is.")),
    ROW(ip_address, TEXT, WCO(NULL, NULL, "an..45"), SAYS("Internet address from which the order or booking came.")),
    ROW(hardware_address, TEXT, WCO(NULL, NULL, "an..23"), SAYS("Hardware address of the device from which it came.")),
};
#undef OF
static const fos_account account_empty = { .opened = FOS_DATE_ABSENT };
CLASS(account, fos_account, account_rows, account_empty, SAYS("The account that a party holds with a platform or a carrier."));

#define OF fos_identity
static const fosi_element identity_rows[] = {
    ROW(type, CODE, WCO(NULL, NULL, "an..35"), FROM("administration"),
        SAYS("Kind of document, as the administration codes it: passport, identity card.")),
    ROW(number, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the document.")),
    ROW(country, COUNTRY, WCO(NULL, NULL, "a2"), SAYS("Country that issued it, ISO 3166-1 alpha-2.")),
    ROW(valid_until, DATE, WCO(NULL, NULL, "n8"), SAYS("Last day on which it is valid.")),
    ROW(birth_date, DATE, WCO(NULL, NULL, "n8"), SAYS("Day on which its holder was born.")),
};
#undef OF
static const fos_identity identity_empty = { .valid_until = FOS_DATE_ABSENT, .birth_date = FOS_DATE_ABSENT };
CLASS(identity, fos_identity, identity_rows, identity_empty, SAYS("A document that proves who a person is."));

#define OF fos_party
static const fosi_element party_rows[] = {
    ROW(name, TEXT, WCO(NULL, "Name", "an..70"), PROSE, SAYS("Name of the person or firm.")),
    ROW(kind, CHOICE, WCO(NULL, NULL, "n1"), .words = fosi_words_party_kind, SAYS("Whether the party acts in business.")),
    ROW(country, COUNTRY, WCO(NULL, NULL, "a2"), SAYS("Where the party is established, ISO 3166-1 alpha-2.")),
    ROW(identifiers, LIST, WCO(NULL, "ID", "an..17"), .of = &fosi_class_identifier,
        SAYS("Registrations and identities that the party holds.")),
    ROW(address, OBJECT, WCO("04A", "Address", NULL), .of = &fosi_class_address, SAYS("Postal address of the party.")),
    ROW(contact, OBJECT, WCO("34A", "", NULL), .of = &fosi_class_contact, SAYS("How the party is reached.")),
    ROW(account, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_account,
        SAYS("The account that the party holds with the platform or the carrier.")),
    ROW(identity, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_identity, SAYS("The document that proves who the party is.")),
    ROW(function, CODE, WCO(NULL, NULL, "an..3"), FROM("UN/EDIFACT 4405"),
        SAYS("How a representative acts: 2 direct, 3 indirect.")),
};
#undef OF
static const fos_party party_empty = { 0 };
CLASS(party, fos_party, party_rows, party_empty, SAYS("One party of the sale or of the movement."));

#define OF fos_actor
static const fosi_element actor_rows[] = {
    ROW(id, TEXT, WCO(NULL, "ID", "an..17"), .flags = FOSI_REQUIRED, SAYS("Number of the party's registration.")),
    ROW(role, CODE, WCO("R005", "RoleCode", "an..3"), FROM("UN/EDIFACT 3035"),
        SAYS("The part that it plays, as the administration codes it, such as FR5 for a vendor with IOSS.")),
};
#undef OF
static const fos_actor actor_empty = { 0 };
CLASS(actor, fos_actor, actor_rows, actor_empty, SAYS("A party that is named by its number and the part that it plays."));

#define OF fos_location
static const fosi_element location_rows[] = {
    ROW(id, CODE, WCO(NULL, "ID", "an..17"), FROM("UN/LOCODE or administration"),
        SAYS("UN/LOCODE, or a code of the administration.")),
    ROW(name, TEXT, WCO(NULL, "Name", "an..256"), PROSE, SAYS("Name of the place.")),
    ROW(type, CODE, WCO(NULL, "TypeCode", "an..3"), FROM("UN/EDIFACT 3227"), SAYS("Kind of place.")),
    ROW(address, OBJECT, WCO("04A", "Address", NULL), .of = &fosi_class_address, SAYS("Address of the place.")),
};
#undef OF
static const fos_location location_empty = { 0 };
CLASS(location, fos_location, location_rows, location_empty, SAYS("A place."));
