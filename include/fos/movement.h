/* How goods move: means of transport, equipment, packages, receptacles, tracking, storage, screening. */
#ifndef FOS_MOVEMENT_H
#define FOS_MOVEMENT_H

#include <stddef.h>
#include <stdint.h>

#include <fos/date.h>
#include <fos/decimal.h>
#include <fos/export.h>
#include <fos/party.h>

FOS_BEGIN_DECLS

/** An aircraft, ship, train or vehicle. */
typedef struct fos_transport_means {
    const char *mode; /**< UN/ECE Recommendation 19 */
    const char *type; /**< UN/ECE Recommendation 28 */
    const char *id;
    const char *id_type;
    const char *name;
    char nationality[4];
} fos_transport_means;

/** A container or another unit of equipment. */
typedef struct fos_equipment {
    int32_t number; /**< 1 and up, unique; 0 means its position */
    const char *id; /**< ISO 6346, or as IATA numbers load devices */
    const char **seals;
    size_t seal_count;
} fos_equipment;

/** Packages of one kind. */
typedef struct fos_package {
    const char *kind; /**< UN/ECE Recommendation 21 */
    int32_t count;    /**< 0 means not given */
    const char *marks;
    const char *material;
    fos_decimal length_cm;
    fos_decimal width_cm;
    fos_decimal height_cm;
    fos_decimal volume_m3;
    fos_decimal gross_mass_kg;
} fos_package;

/** Something that happened to the consignment on its way. */
typedef struct fos_tracking_event {
    const char *code;
    const char *time; /**< ISO 8601 */
    const char *place;
    const char *text;
} fos_tracking_event;

/** How the consignment travels. */
typedef struct fos_transport {
    const char *document_type; /**< of the transport document */
    const char *master_document;
    const char *master_document_type;
    const char *conveyance_reference; /**< flight, voyage or trip */
    const char *container_code;
    fos_transport_means *departure;
    fos_transport_means *border;
    fos_transport_means *arrival;
    fos_equipment **equipment;
    size_t equipment_count;
    const char **receptacles; /**< UPU S9 */
    size_t receptacle_count;
    fos_location *loading;
    fos_location *unloading;
    const char *departure_time; /**< ISO 8601 */
    const char *exit_time;      /**< ISO 8601; leaving the customs territory of export */
    const char *arrival_time;   /**< ISO 8601; expected or actual */
    const char **route_countries;
    size_t route_country_count;
    const char *charges_payment_method;
    const char *tracking_number;
    const char *tracking_url;
    fos_tracking_event **tracking;
    size_t tracking_count;
    fos_location *acceptance; /**< where the carrier took the goods over; for post, the office of posting */
    fos_location *delivery;   /**< where he hands them over */
} fos_transport;

/** Where goods are or were stored. */
typedef struct fos_storage {
    const char *warehouse; /**< its number */
    const char *type;
    const char *name;
    fos_address *address;
    const char *record;  /**< of the stock, such as the number of a bonded book */
    const char *entered; /**< ISO 8601 */
    const char *left;    /**< ISO 8601 */
} fos_storage;

/** A security screening. */
typedef struct fos_screening {
    const char *method;
    const char *result;
    const char *time; /**< ISO 8601 */
    const char *reference;
    const char *person; /**< who was authorised to do it */
    fos_location *facility;
} fos_screening;

FOS_END_DECLS

#endif
