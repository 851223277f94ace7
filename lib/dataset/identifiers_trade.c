/* References of transport and customs, product numbers, commodity codes by tariff, and the codes of the common lists. */
#include "dataset/identifier_scheme.h"

#define COUNTRY_AT(at_)                                                                                                          \
    {                                                                                                                            \
        .method = FOSI_LISTED, .from = at_, .count = 2, .list = "country", .name = "a country of ISO 3166-1"                     \
    }
#define WHOLE(list_, name_) FOSI_TESTS({ .method = FOSI_LISTED, .list = list_, .whole = true, .name = name_ })

/* Commodity codes: what a tariff holds is known to the tariff alone. */
#define TARIFF(name_, title_, authority_, example_, ...)                                                                         \
    {                                                                                                                            \
        .shown = { name_, title_, authority_, example_, "length, digits and chapter" }, .forms = FOSI_FORMS(__VA_ARGS__),        \
        .lacking = "whether the tariff has the code is known to the tariff"                                                      \
    }
static const fosi_test chapter[] = { { .method = FOSI_ODD, .special = fosi_odd_chapter }, { .method = FOSI_NONE_LEFT } };
static const fosi_test national[] = { { .method = FOSI_ODD, .special = fosi_odd_chapter_national },
                                      { .method = FOSI_NONE_LEFT } };
#define DIGITS_6                                                                                                                 \
    {                                                                                                                            \
        .pattern = "[0-9]{6}", .parts = "chapter 2, heading 2, subheading 2", .tests = chapter                                   \
    }
#define DIGITS_8                                                                                                                 \
    {                                                                                                                            \
        .pattern = "[0-9]{8}", .parts = "subheading 6, national 2", .tests = national                                            \
    }
#define DIGITS_9                                                                                                                 \
    {                                                                                                                            \
        .pattern = "[0-9]{9}", .parts = "subheading 6, national 3", .tests = national                                            \
    }
#define DIGITS_10                                                                                                                \
    {                                                                                                                            \
        .pattern = "[0-9]{10}", .parts = "subheading 6, national 4", .tests = national                                           \
    }

#define GTIN_TESTS                                                                                                               \
    FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_gtin_zeros },                                                           \
               { .method = FOSI_WEIGHTED,                                                                                        \
                 .count = 13,                                                                                                    \
                 .at = -1,                                                                                                       \
                 .right = true,                                                                                                  \
                 .modulus = 10,                                                                                                  \
                 .digits = "0987654321",                                                                                         \
                 .weights = FOSI_WEIGHTS(3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3) })
#define GTIN_8                                                                                                                   \
    {                                                                                                                            \
        .pattern = "[0-9]{8}", .parts = "number 7, check digit 1", .tests = GTIN_TESTS                                           \
    }
#define GTIN_12                                                                                                                  \
    {                                                                                                                            \
        .pattern = "[0-9]{12}", .parts = "number 11, check digit 1", .tests = GTIN_TESTS                                         \
    }
#define GTIN_13                                                                                                                  \
    {                                                                                                                            \
        .pattern = "[0-9]{13}", .parts = "number 12, check digit 1", .tests = GTIN_TESTS                                         \
    }
#define GTIN_14                                                                                                                  \
    {                                                                                                                            \
        .pattern = "[0-9]{14}", .parts = "packaging level 1, number 12, check digit 1", .tests = GTIN_TESTS                      \
    }
#define GTIN(name_, title_, example_, ...)                                                                                       \
    {                                                                                                                            \
        .shown = { name_, title_, "GS1", example_, "check digit (by 10)" }, .forms = FOSI_FORMS(__VA_ARGS__)                     \
    }

const fosi_scheme fosi_schemes_trade[] = {
    TARIFF("au-hs", "Australia: commodity code", "Customs Tariff Act 1995", "61091000", DIGITS_8,
           { .pattern = "[0-9]{10}", .parts = "tariff classification 8, statistical code 2", .tests = national }),
    { .shown = { "awb", "Air waybill number", "IATA Resolution 600a", "02012345675", "check digit (by 7)" },
      .forms = FOSI_FORMS(
          { .pattern = "[0-9]{11}",
            .parts = "airline 3, serial number 7, check digit 1",
            .tests = FOSI_TESTS({ .method = FOSI_REMAINDER, .from = 3, .count = 7, .at = 10, .width = 1, .modulus = 7 }) }) },
    TARIFF("br-ncm", "Brazil and Mercosur: commodity code", "Nomenclatura Comum do Mercosul", "61091000", DIGITS_8),
    TARIFF("ca-hs", "Canada: commodity code", "Customs Tariff", "6109100011", DIGITS_8, DIGITS_10),
    TARIFF("ch-hs", "Switzerland: commodity code", "Zolltarif (Tares)", "61091000", DIGITS_8,
           { .pattern = "[0-9]{11}", .parts = "tariff number 8, statistical key 3", .tests = national }),
    TARIFF("cn-hs", "China: commodity code", "General Administration of Customs", "6109100021", DIGITS_8, DIGITS_10),
    { .shown = { "container", "Freight container", "ISO 6346", "CSQU3054383", "check digit (by 11)" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{3}[JUZ][0-9]{7}",
                            .parts = "owner 3, category 1, serial number 6, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_WEIGHTED,
                                                  .count = 10,
                                                  .at = 10,
                                                  .modulus = 11,
                                                  .letters = FOSI_LETTERS_ISO6346,
                                                  .digits = "01234567890",
                                                  .weights = FOSI_WEIGHTS(1, 2, 4, 8, 5, 10, 9, 7, 3, 6) }) }) },
    { .shown = { "country", "Country", "ISO 3166-1 alpha-2", "DE", "the list, with XI and XK of customs" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{2}", .tests = WHOLE("country", "a country of ISO 3166-1") }) },
    { .shown = { "currency", "Currency", "ISO 4217", "EUR", "the list" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{3}", .tests = WHOLE("currency", "a currency of ISO 4217") }) },
    TARIFF("eu-cn", "European Union: combined nomenclature", "Regulation (EEC) No 2658/87", "61091000", DIGITS_8),
    TARIFF("eu-taric", "European Union: TARIC code", "Regulation (EEC) No 2658/87", "6109100010", DIGITS_10),
    TARIFF("gb-commodity", "United Kingdom: commodity code", "UK Integrated Online Tariff", "6109100010", DIGITS_10),
    GTIN("gtin", "Trade item number, of any length", "4006381333931", GTIN_8, GTIN_12, GTIN_13, GTIN_14),
    GTIN("gtin-12", "Trade item number of twelve digits (UPC-A)", "036000291452", GTIN_12),
    GTIN("gtin-13", "Trade item number of thirteen digits (EAN-13)", "4006381333931", GTIN_13),
    GTIN("gtin-14", "Trade item number of fourteen digits", "98412345678908", GTIN_14),
    GTIN("gtin-8", "Trade item number of eight digits (EAN-8)", "73513537", GTIN_8),
    TARIFF("hs", "Subheading of the Harmonized System", "WCO Harmonized System Convention", "610910", DIGITS_6),
    { .shown = { "imo", "Ship", "International Maritime Organization", "IMO9074729", "check digit (by 10)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{7}",
                            .parts = "prefix 3, number 6, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_WEIGHTED,
                                                  .from = 3,
                                                  .count = 6,
                                                  .at = 9,
                                                  .modulus = 10,
                                                  .weights = FOSI_WEIGHTS(7, 6, 5, 4, 3, 2) }) }),
      .prefix_use = FOSI_PREFIX_ADDED,
      .prefixes = "IMO" },
    TARIFF("in-hs", "India: commodity code", "Customs Tariff Act 1975 (ITC-HS)", "61091000", DIGITS_8),
    { .shown = { "incoterms", "Terms of delivery", "Incoterms 2020", "DAP", "the list of 2020; DAT of 2010 is told apart" },
      .forms = FOSI_FORMS({ .pattern = "DAT", .note = "of Incoterms 2010 only, in 2020 DPU stands in its place" },
                          { .pattern = "[A-Z]{3}", .tests = WHOLE("incoterm", "a term of Incoterms 2020") }) },
    TARIFF("jp-hs", "Japan: commodity code", "Customs Tariff Schedule of Japan", "610910010", DIGITS_9),
    TARIFF("kr-hs", "Korea: commodity code", "Harmonized System of Korea", "6109101000", DIGITS_10),
    { .shown = { "locode", "Place", "UN/LOCODE, UNECE Recommendation 16", "DEHAM", "form and country" },
      .forms =
          FOSI_FORMS({ .pattern = "[A-Z]{2}[A-Z2-9]{3}", .parts = "country 2, place 3", .tests = FOSI_TESTS(COUNTRY_AT(0)) }),
      .lacking = "the list of places is not held" },
    { .shown = { "mrn", "Movement reference number", "customs administration; Commission Delegated Regulation (EU) 2015/2446",
                 "23DE1234567890ABC1", "check digit (by 11) and country" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{2}[A-Z]{2}[A-Z0-9]{13}[0-9]",
                            .parts = "year 2, country 2, number 13, check digit 1",
                            .tests = FOSI_TESTS(COUNTRY_AT(2), { .method = FOSI_WEIGHTED,
                                                                 .count = 17,
                                                                 .at = 17,
                                                                 .modulus = 11,
                                                                 .letters = FOSI_LETTERS_ISO6346,
                                                                 .digits = "01234567890",
                                                                 .weights = FOSI_WEIGHTS(1, 2, 4, 8, 5, 10, 9, 7, 3, 6, 1, 2, 4,
                                                                                         8, 5, 10, 9) }) }) },
    TARIFF("no-hs", "Norway: commodity code", "Tolltariffen", "61091000", DIGITS_8),
    TARIFF("nz-hs", "New Zealand: commodity code", "Tariff of New Zealand", "61091000", DIGITS_8,
           { .pattern = "[0-9]{10}[A-Z]", .parts = "tariff item 8, statistical key 3", .tests = national }),
    { .shown = { "package", "Kind of package", "UNECE Recommendation 21", "BX", "the list" },
      .forms = FOSI_FORMS({ .pattern = "[0-9A-Z]{2}", .tests = WHOLE("package", "a kind of package of Recommendation 21") }) },
    { .shown = { "s10", "Postal item", "UPU standard S10", "RA473124829FI", "check digit (by 11) and country" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{2}[0-9]{9}[A-Z]{2}",
                            .parts = "service indicator 2, serial number 8, check digit 1, country 2",
                            .tests = FOSI_TESTS(COUNTRY_AT(11), { .method = FOSI_WEIGHTED,
                                                                  .from = 2,
                                                                  .count = 8,
                                                                  .at = 10,
                                                                  .modulus = 11,
                                                                  .digits = "50987654321",
                                                                  .weights = FOSI_WEIGHTS(8, 6, 4, 2, 3, 5, 9, 7) }) }) },
    { .shown = { "s9", "Postal receptacle", "UPU standard S9", "CNSHAADEFRAABCN60012003100125", "form and countries" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{5}[A-Z0-9][A-Z]{5}[A-Z0-9][A-Z][A-Z0-9]{2}[0-9]{14}",
                            .parts = "origin office 6, destination office 6, category 1, subclass 2, year 1, dispatch 4, "
                                     "receptacle 3, highest number 1, registered or insured 1, weight 4",
                            .tests = FOSI_TESTS(COUNTRY_AT(0), COUNTRY_AT(6)) }),
      .lacking = "no check digit" },
    TARIFF("sg-hs", "Singapore and ASEAN: commodity code", "ASEAN Harmonised Tariff Nomenclature", "61091000", DIGITS_8),
    { .shown = { "subdivision", "Subdivision of a country", "ISO 3166-2", "BR-SP", "form and country" },
      .forms = FOSI_FORMS({ .pattern = "[A-Z]{2}-[A-Z0-9]{1,3}",
                            .parts = "country 2, hyphen 1, subdivision *",
                            .tests = FOSI_TESTS(COUNTRY_AT(0)) }),
      .verbatim = true,
      .lacking = "the list of subdivisions is not held" },
    { .shown = { "transport-mode", "Mode of transport", "UNECE Recommendation 19", "4", "the list" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]", .tests = WHOLE("transport_mode", "a mode of Recommendation 19") }) },
    { .shown = { "ucr", "Unique consignment reference", "WCO Recommendation on the UCR; ISO 15459", "6GB123456789012-PO1234",
                 "length and characters; the country where it begins with a year" },
      .forms = FOSI_FORMS({ .pattern = "[0-9][A-Z]{2}[0-9A-Z/() -]{1,32}",
                            .parts = "year 1, country 2, reference *",
                            .tests = FOSI_TESTS(COUNTRY_AT(1)) },
                          { .pattern = "[A-Z][0-9A-Z/() -]{1,34}", .parts = "reference *" }),
      .verbatim = true,
      .lacking = "no check digit" },
    { .shown = { "unit", "Unit of measure", "UNECE Recommendation 20", "KGM", "the list of units of customs tariffs" },
      .forms = FOSI_FORMS(
          { .pattern = "[A-Z0-9]{2,3}", .tests = WHOLE("unit", "among the units that are held") },
          { .pattern = "[A-Z0-9]{2,3}", .note = "not among the units that are held, which are those of customs tariffs" }) },
    TARIFF("us-hts", "United States: commodity code", "Harmonized Tariff Schedule of the United States", "6109100012", DIGITS_8,
           DIGITS_10),
};

const size_t fosi_schemes_trade_count = sizeof fosi_schemes_trade / sizeof fosi_schemes_trade[0];
