/* How the rows of the element table are written. Only the files of rows include this. */
#ifndef FOSI_ROWS_H
#define FOSI_ROWS_H

#include "dataset/codes.h"
#include "dataset/element.h"
#include "dataset/forms.h"

#define COUNT(rows) (sizeof(rows) / sizeof((rows)[0]))
#define NO_NUMBER                                                                                                                \
    {                                                                                                                            \
        0, FOS_DECIMAL_ABSENT_SCALE                                                                                              \
    }
#define NO_MONEY                                                                                                                 \
    {                                                                                                                            \
        NO_NUMBER, { 0 }                                                                                                         \
    }

/* A row: the member of a struct, its kind, and what else there is to say. Each file of rows makes its ROW of it, for the
 * struct that it names OF. */
#define ROW_OF(struct_, name_, field, kind_, ...)                                                                                \
    {                                                                                                                            \
        FOSI_NAME(name_), .kind = FOSI_ELEMENT_##kind_, .offset = offsetof(struct_, field), __VA_ARGS__                          \
    }
/* Where the WCO has it: id, path, format. */
#define WCO(id_, path_, format_) .id = (id_), .path = (path_), .format = (format_)
/* The standard or list that its codes are from. */
#define FROM(list) .standard = (list)
/* What the WCO calls the members. */
#define PARTS(...)                                                                                                               \
    .parts = (const fosi_part[])                                                                                                 \
    {                                                                                                                            \
        __VA_ARGS__, { 0 }                                                                                                       \
    }
#define PROSE .flags = FOSI_PROSE
#define BY(roles_) .roles = (uint32_t)(roles_)
#define SAYS(text) .definition = (text)

/* The class of these rows, with what else it has. */
#define CLASS(name_, type, rows, empty_, ...)                                                                                    \
    const fosi_class fosi_class_##name_ = {                                                                                      \
        .name = #name_, .size = sizeof(type), .elements = (rows), .count = COUNT(rows), .empty = &(empty_), __VA_ARGS__          \
    }

/* Roles as bits. */
enum {
    SELLER = 1 << FOS_ROLE_SELLER,
    PLATFORM = 1 << FOS_ROLE_PLATFORM,
    BUYER = 1 << FOS_ROLE_BUYER,
    CONSIGNOR = 1 << FOS_ROLE_CONSIGNOR,
    CONSIGNEE = 1 << FOS_ROLE_CONSIGNEE,
    IMPORTER = 1 << FOS_ROLE_IMPORTER,
    DECLARANT = 1 << FOS_ROLE_DECLARANT,
    BROKER = 1 << FOS_ROLE_BROKER,
    EXPRESS = 1 << FOS_ROLE_EXPRESS_CARRIER,
    POST = 1 << FOS_ROLE_POSTAL_OPERATOR,
    CARRIER = 1 << FOS_ROLE_CARRIER,
    REDELIVERER = 1 << FOS_ROLE_REDELIVERER,
    FULFILMENT = 1 << FOS_ROLE_FULFILMENT_OPERATOR,
    PAYMENT = 1 << FOS_ROLE_PAYMENT_PROVIDER,
    CUSTOMS = 1 << FOS_ROLE_CUSTOMS,
    /* who moves goods, who lodges declarations, who sells */
    MOVERS = EXPRESS | POST | CARRIER,
    LODGERS = DECLARANT | BROKER | EXPRESS | POST,
    SHOP = SELLER | PLATFORM
};

#endif
