/* Rows of how goods move: means of transport, equipment, packages, tracking, storage, screening. */
#include "dataset/rows.h"

#define ROW(field, kind, ...) ROW_OF(OF, #field, field, kind, __VA_ARGS__)

#define OF fos_transport_means
static const fosi_element transport_means_rows[] = {
    ROW(mode, CODE, WCO(NULL, "ModeCode", "n1"), FROM("UN/ECE Recommendation 19"), .rule = &fosi_form_digit,
        SAYS("Mode of transport: 1 sea, 2 rail, 3 road, 4 air, 5 mail.")),
    ROW(type, CODE, WCO(NULL, "TypeCode", "an..4"), FROM("UN/ECE Recommendation 28"), SAYS("Type of the means of transport.")),
    ROW(id, TEXT, WCO(NULL, "ID", "an..35"), SAYS("Its number: of the ship, the flight, the plate.")),
    ROW(id_type, CODE, WCO(NULL, "IdentificationTypeCode", "an..17"), SAYS("What kind of number that is.")),
    ROW(name, TEXT, WCO(NULL, "Name", "an..35"), PROSE, SAYS("Its name.")),
    ROW(nationality, COUNTRY, WCO(NULL, NULL, "a2"), SAYS("Where it is registered, ISO 3166-1 alpha-2.")),
};
#undef OF
static const fos_transport_means transport_means_empty = { 0 };
CLASS(transport_means, fos_transport_means, transport_means_rows, transport_means_empty,
      SAYS("An aircraft, ship, train or vehicle."));

#define OF fos_equipment
static const fosi_element equipment_rows[] = {
    ROW(number, INTEGER, WCO("006", "SequenceNumeric", "n..5"), .flags = FOSI_UNIQUE,
        SAYS("Number in the list, from 1, unique; by default its position.")),
    ROW(id, TEXT, WCO("159", "ID", "an..17"), FROM("ISO 6346 or IATA"),
        SAYS("Number of the container (ISO 6346) or of the load device (IATA).")),
    ROW(seals, TEXT_LIST, WCO("165", "Seal/ID", "an..35"), .flags = FOSI_UNIQUE, SAYS("Numbers of its seals.")),
};
#undef OF
static const fos_equipment equipment_empty = { 0 };
CLASS(equipment, fos_equipment, equipment_rows, equipment_empty, SAYS("A container or another unit of equipment."));

#define OF fos_package
static const fosi_element package_rows[] = {
    ROW(kind, CODE, WCO("141", "TypeCode", "an..2"), .rule = &fosi_form_package_kind,
        SAYS("Kind of the packages, UN/ECE Recommendation 21, such as BX or PC.")),
    ROW(count, INTEGER, WCO("144", "QuantityQuantity", "n..8"), SAYS("How many packages of that kind.")),
    ROW(marks, TEXT, WCO("142", "MarksNumbersID", "an..512"), PROSE, FROM("UN/ECE Recommendation 15"),
        SAYS("Marks and numbers on the packages.")),
    ROW(material, TEXT, WCO("344", "PackingMaterialDescription", "an..256"), PROSE, SAYS("What they are packed with.")),
    ROW(length_cm, DECIMAL, WCO("367", "LengthMeasure", "n..15"), .flags = FOSI_POSITIVE,
        SAYS("Length of one package, in centimetres.")),
    ROW(width_cm, DECIMAL, WCO("368", "WidthMeasure", "n..15"), .flags = FOSI_POSITIVE,
        SAYS("Width of one package, in centimetres.")),
    ROW(height_cm, DECIMAL, WCO("402", "HeightMeasure", "n..15"), .flags = FOSI_POSITIVE,
        SAYS("Height of one package, in centimetres.")),
    ROW(volume_m3, DECIMAL, WCO("395", "VolumeMeasure", "n..16,6"), .flags = FOSI_POSITIVE,
        SAYS("Volume of all of them, in cubic metres.")),
    ROW(gross_mass_kg, DECIMAL, WCO(NULL, NULL, "n..16,6"), SAYS("Mass of all of them with their content, in kilograms.")),
};
#undef OF
static const fos_package package_empty = {
    .length_cm = NO_NUMBER, .width_cm = NO_NUMBER, .height_cm = NO_NUMBER, .volume_m3 = NO_NUMBER, .gross_mass_kg = NO_NUMBER
};
CLASS(package, fos_package, package_rows, package_empty, SAYS("Packages of one kind."));

#define OF fos_tracking_event
static const fosi_element tracking_event_rows[] = {
    ROW(code, CODE, WCO(NULL, NULL, "an..17"), .flags = FOSI_REQUIRED, SAYS("What happened, as the carrier codes it.")),
    ROW(time, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("When that was, ISO 8601.")),
    ROW(place, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Where it happened.")),
    ROW(text, TEXT, WCO(NULL, NULL, "an..256"), PROSE, SAYS("What happened, in words.")),
};
#undef OF
static const fos_tracking_event tracking_event_empty = { 0 };
CLASS(tracking_event, fos_tracking_event, tracking_event_rows, tracking_event_empty,
      SAYS("Something that happened to the consignment on its way."));

/* The border's means of transport alone has a nationality in the WCO's declaration. */
#define MEANS(name_id, id_id, id_type_id, type_id, mode_id, ...)                                                                 \
    PARTS({ "name", name_id, NULL }, { "id", id_id, NULL }, { "id_type", id_type_id, NULL }, { "type", type_id, NULL },          \
          { "mode", mode_id, NULL }, __VA_ARGS__)

#define OF fos_transport
static const fosi_element transport_rows[] = {
    ROW(document_type, CODE, WCO("D024", "Consignment/TransportContractDocument/TypeCode", "an..4"),
        FROM("UN/EDIFACT 1001 or administration"), SAYS("Kind of the transport document.")),
    ROW(master_document, TEXT, WCO(NULL, NULL, "an..70"), BY(MOVERS),
        SAYS("Number of the master waybill or bill of lading that covers this consignment with others.")),
    ROW(master_document_type, CODE, WCO(NULL, NULL, "an..4"), FROM("UN/EDIFACT 1001 or administration"), BY(MOVERS),
        SAYS("Kind of the master document.")),
    ROW(conveyance_reference, TEXT, WCO("149", NULL, "an..17"), BY(MOVERS), SAYS("Number of the flight, voyage or trip.")),
    ROW(container_code, CODE, WCO("096", "GoodsShipment/Consignment/ContainerCode", "an..3"), FROM("UN/EDIFACT 7365"), BY(MOVERS),
        SAYS("Whether goods travel in a container.")),
    ROW(departure, OBJECT, WCO("46A", "GoodsShipment/Consignment/DepartureTransportMeans", NULL), BY(MOVERS),
        .of = &fosi_class_transport_means, MEANS("T003", "T004", "T029", "T009", "T021", { 0 }),
        SAYS("What carries the goods when they leave.")),
    ROW(border, OBJECT, WCO("15A", "BorderTransportMeans", NULL), BY(MOVERS), .of = &fosi_class_transport_means,
        MEANS("T005", "T006", "T018", "T010", "T022", { "nationality", "T014", "RegistrationNationalityCode" }),
        SAYS("What carries them over the border.")),
    ROW(arrival, OBJECT, WCO("10A", "GoodsShipment/Consignment/ArrivalTransportMeans", NULL), BY(MOVERS),
        .of = &fosi_class_transport_means, MEANS("T001", "T002", "T034", "T008", "T020", { 0 }),
        SAYS("What carries them when they arrive.")),
    ROW(equipment, LIST, WCO("31B", "GoodsShipment/Consignment/TransportEquipment", NULL), BY(MOVERS), .flags = FOSI_UNIQUE,
        .of = &fosi_class_equipment, SAYS("Containers and load devices.")),
    ROW(receptacles, TEXT_LIST, WCO(NULL, NULL, "an..35"), FROM("UPU S9"), BY(POST), .flags = FOSI_UNIQUE,
        SAYS("Postal receptacles, numbered by the UPU's standard S9.")),
    ROW(acceptance, OBJECT, WCO(NULL, NULL, NULL), BY(MOVERS), .of = &fosi_class_location,
        SAYS("Where the carrier took the goods over; for post, the office of posting.")),
    ROW(delivery, OBJECT, WCO(NULL, NULL, NULL), BY(MOVERS), .of = &fosi_class_location,
        SAYS("Where the carrier hands the goods over.")),
    ROW(loading, OBJECT, WCO("83A", "GoodsShipment/Consignment/LoadingLocation", NULL), BY(MOVERS), .of = &fosi_class_location,
        PARTS({ "name", "L009", NULL }, { "id", "L010", NULL }, { "type", NULL, FOSI_NOWHERE },
              { "address", NULL, FOSI_NOWHERE }),
        SAYS("Where the goods are loaded.")),
    ROW(unloading, OBJECT, WCO(NULL, NULL, NULL), BY(MOVERS), .of = &fosi_class_location, SAYS("Where they are unloaded.")),
    ROW(departure_time, CODE, WCO(NULL, NULL, "an..35"), BY(MOVERS), .rule = &fosi_form_time,
        SAYS("When the goods left or will leave, ISO 8601.")),
    ROW(exit_time, CODE, WCO("024", "GoodsShipment/ExitDateTime", "an..35"), BY(MOVERS), .rule = &fosi_form_time,
        SAYS("When they leave the customs territory of export, ISO 8601.")),
    ROW(arrival_time, CODE, WCO(NULL, NULL, "an..35"), BY(MOVERS), .rule = &fosi_form_time,
        SAYS("When they arrived or are expected, ISO 8601.")),
    ROW(route_countries, TEXT_LIST, WCO("064", "Consignment/Itinerary/RoutingCountryCode", "a2"), BY(MOVERS), .most = 99,
        .codes = "country", FROM("ISO 3166-1 alpha-2"), SAYS("Countries on the way, in order, ISO 3166-1 alpha-2.")),
    ROW(charges_payment_method, CODE, WCO("098", "Consignment/Freight/PaymentMethodCode", "an..3"), FROM("UN/EDIFACT 4215"),
        BY(MOVERS), SAYS("How the transport is paid for.")),
    ROW(tracking_number, TEXT, WCO(NULL, NULL, "an..70"),
        SAYS("Number under which the consignment is tracked, where it is not that of the transport document.")),
    ROW(tracking_url, TEXT, WCO(NULL, NULL, "an..2048"), SAYS("Where it is tracked.")),
    ROW(tracking, LIST, WCO(NULL, NULL, NULL), .of = &fosi_class_tracking_event, SAYS("What happened to it so far.")),
};
#undef OF
static const fos_transport transport_empty = { 0 };
CLASS(transport, fos_transport, transport_rows, transport_empty, SAYS("How the consignment travels."));

#define OF fos_storage
static const fosi_element storage_rows[] = {
    ROW(warehouse, TEXT, WCO("L019", "ID", "an..35"), SAYS("Number of the warehouse.")),
    ROW(type, CODE, WCO("L112", "TypeCode", "an..3"), FROM("UN/EDIFACT 3227"),
        SAYS("Kind of warehouse, as the administration codes it.")),
    ROW(name, TEXT, WCO(NULL, NULL, "an..256"), PROSE, SAYS("Name of the warehouse.")),
    ROW(address, OBJECT, WCO("04A", NULL, NULL), .of = &fosi_class_address, SAYS("Where it is.")),
    ROW(record, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the stock record, such as that of a bonded book.")),
    ROW(entered, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("When the goods came in, ISO 8601.")),
    ROW(left, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("When they went out, ISO 8601.")),
};
#undef OF
static const fos_storage storage_empty = { 0 };
CLASS(storage, fos_storage, storage_rows, storage_empty, SAYS("Where goods are or were stored."));

#define OF fos_screening
static const fosi_element screening_rows[] = {
    ROW(method, CODE, WCO(NULL, NULL, "an..17"), FROM("administration"),
        SAYS("How the goods were screened, as the administration codes it.")),
    ROW(result, CODE, WCO(NULL, NULL, "an..17"), FROM("administration"), .flags = FOSI_REQUIRED,
        SAYS("What came out, as the administration codes it.")),
    ROW(time, CODE, WCO(NULL, NULL, "an..35"), .rule = &fosi_form_time, SAYS("When that was, ISO 8601.")),
    ROW(reference, TEXT, WCO(NULL, NULL, "an..35"), SAYS("Number of the screening, or of the referral that asked for it.")),
    ROW(person, TEXT, WCO(NULL, NULL, "an..70"), PROSE, SAYS("Who was authorised to do it.")),
    ROW(facility, OBJECT, WCO(NULL, NULL, NULL), .of = &fosi_class_location, SAYS("Where it was done.")),
};
#undef OF
static const fos_screening screening_empty = { 0 };
CLASS(screening, fos_screening, screening_rows, screening_empty, SAYS("A security screening."));
