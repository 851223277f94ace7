/* Who takes part: parties with their addresses, contacts, registrations, accounts and proofs of identity, and places. */
#ifndef FOS_PARTY_H
#define FOS_PARTY_H

#include <stddef.h>
#include <stdint.h>

#include <fos/choices.h>
#include <fos/date.h>
#include <fos/export.h>

FOS_BEGIN_DECLS

/** A registration or identity of a party: scheme such as "ioss", "abn", "br-prc", and its value. */
typedef struct fos_identifier {
    const char *scheme;
    const char *value;
} fos_identifier;

/** A postal address. */
typedef struct fos_address {
    const char **lines; /**< street, building and the like, as written on the parcel */
    size_t line_count;
    const char *house_number; /**< where it is not part of a line */
    const char *po_box;
    const char *district; /**< part of a city */
    const char *city;
    const char *subdivision; /**< ISO 3166-2 without the country */
    const char *subdivision_name;
    const char *postcode;
    char country[4]; /**< ISO 3166-1 alpha-2 */
    const char *type;
} fos_address;

/** How a party is reached. */
typedef struct fos_contact {
    const char *name; /**< person or department */
    const char *phone;
    const char *fax;
    const char *email;
    const char *website;
} fos_contact;

/** The account that a party holds with a platform or a carrier. */
typedef struct fos_account {
    const char *number;
    const char *name; /**< in whose name it stands */
    const char *issuer;
    const char *type;
    fos_date opened;
    const char *billing;          /**< how its bills are paid */
    fos_truth verified;           /**< its holder is known to the issuer and was verified */
    const char *ip_address;       /**< from which the order or booking came */
    const char *hardware_address; /**< of the device from which it came */
} fos_account;

/** A document that proves who a person is. */
typedef struct fos_identity {
    const char *type; /**< passport, national identity card, …: as the administration codes it */
    const char *number;
    char country[4]; /**< that issued it */
    fos_date valid_until;
    fos_date birth_date; /**< of its holder */
} fos_identity;

/** One party of the sale or of the movement. */
typedef struct fos_party {
    const char *name;
    fos_party_kind kind;
    char country[4]; /**< ISO 3166-1 alpha-2 */
    fos_identifier **identifiers;
    size_t identifier_count;
    fos_address *address;
    fos_contact *contact;
    fos_account *account;
    fos_identity *identity;
    const char *function; /**< of a representative: 2 direct, 3 indirect */
} fos_party;

/** A party that is named by its number and the part that it plays: an actor of the supply chain, a holder of a tax
 *  registration, a holder of an authorisation. */
typedef struct fos_actor {
    const char *id;
    const char *role; /**< as the administration codes it, such as FR5 for a vendor with IOSS */
} fos_actor;

/** A place: of loading, of delivery, where goods are. */
typedef struct fos_location {
    const char *id; /**< UN/LOCODE or a code of the administration */
    const char *name;
    const char *type;
    fos_address *address;
} fos_location;

FOS_END_DECLS

#endif
