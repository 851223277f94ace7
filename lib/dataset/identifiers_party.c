/* Registrations and identities of sellers, platforms, importers and buyers, country by country, but for the value added tax
 * numbers of the European Union (identifiers_vat.c). */
#include "dataset/identifier_scheme.h"

static const fosi_form british[] = {
    { .pattern = "[0-9]{9}",
      .parts = "country 2, number 9",
      .tests = FOSI_TESTS({ .method = FOSI_SPECIAL, .special = fosi_odd_gb }) },
    { .pattern = "[0-9]{12}",
      .parts = "country 2, number 9, branch 3",
      .tests = FOSI_TESTS({ .method = FOSI_SPECIAL, .special = fosi_odd_gb }) },
    { .pattern = "GD[0-4][0-9]{2}", .parts = "country 2, government department 5" },
    { .pattern = "HA[5-9][0-9]{2}", .parts = "country 2, health authority 5" },
    { .pattern = NULL },
};

#define BRITISH_CHECKED "weighted sum by 97; departments (GD) and health authorities (HA) have no check digit"
#define BRITISH_LACKING "numbers of departments and health authorities have no check digit"

static const fosi_test swiss[] = {
    { .method = FOSI_WEIGHTED,
      .from = 3,
      .count = 8,
      .at = 11,
      .modulus = 11,
      .digits = "0?987654321",
      .weights = FOSI_WEIGHTS(5, 4, 3, 2, 7, 6, 5, 4) },
    { .method = FOSI_NONE_LEFT },
};

#define SWISS_VAT(suffix_)                                                                                                       \
    {                                                                                                                            \
        .pattern = "CHE[0-9]{9}" suffix_, .parts = "country 3, number 8, check digit 1, suffix *", .tests = swiss                \
    }

static const fosi_test norwegian[] = {
    { .method = FOSI_WEIGHTED,
      .count = 8,
      .at = 8,
      .modulus = 11,
      .digits = "0?987654321",
      .weights = FOSI_WEIGHTS(3, 2, 7, 6, 5, 4, 3, 2) },
    { .method = FOSI_NONE_LEFT },
};

static const fosi_test canadian[] = {
    { .method = FOSI_WEIGHTED,
      .count = 8,
      .at = 8,
      .modulus = 10,
      .digits = "0987654321",
      .weights = FOSI_WEIGHTS(1, FOSI_TWICE, 1, FOSI_TWICE, 1, FOSI_TWICE, 1, FOSI_TWICE) },
    { .method = FOSI_NONE_LEFT },
};

/* Weights are taken from 11, so that the sum is the check digit itself. */
static const fosi_form new_zealand[] = {
    { .pattern = "[01][0-9]{8}",
      .parts = "number 8, check digit 1",
      .tests = FOSI_TESTS(
          { .method = FOSI_RANGE, .count = 9, .low = 10000001, .high = 149999999, .name = "a number that is given out" },
          { .method = FOSI_WEIGHTED,
            .count = 8,
            .at = 8,
            .modulus = 11,
            .digits = "0123456789?",
            .weights = FOSI_WEIGHTS(8, 9, 4, 5, 6, 7, 8, 9),
            .again = FOSI_WEIGHTS(4, 7, 8, 9, 6, 9, 4, 5) }) },
    { .pattern = NULL },
};

#define UEN_FORMS                                                                                                                \
    { .pattern = "[0-9]{8}[A-Z]",                                                                                                \
      .parts = "business 8, check letter 1",                                                                                     \
      .tests = FOSI_TESTS({ .method = FOSI_WEIGHTED,                                                                             \
                            .count = 8,                                                                                          \
                            .at = 8,                                                                                             \
                            .modulus = 11,                                                                                       \
                            .digits = "XMKECAWLJDB",                                                                             \
                            .weights = FOSI_WEIGHTS(10, 4, 9, 3, 8, 2, 7, 1) }) },                                               \
        { .pattern = "[12][0-9]{8}[A-Z]",                                                                                        \
          .parts = "year 4, company 5, check letter 1",                                                                          \
          .tests = FOSI_TESTS({ .method = FOSI_RANGE, .count = 4, .low = 1800, .high = 2099, .name = "a year" },                 \
                              { .method = FOSI_WEIGHTED,                                                                         \
                                .count = 9,                                                                                      \
                                .at = 9,                                                                                         \
                                .modulus = 11,                                                                                   \
                                .digits = "ZKCMDNERGWH",                                                                         \
                                .weights = FOSI_WEIGHTS(10, 8, 6, 4, 9, 7, 5, 3, 1) }) },                                        \
    {                                                                                                                            \
        .pattern = "[RST][0-9]{2}[A-HJ-NP-X]{2}[0-9]{4}[A-HJ-L]",                                                                \
        .parts = "century 1, year 2, kind of entity 2, serial number 4, check letter 1",                                         \
        .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_uen_kind },                                                \
                            { .method = FOSI_WEIGHTED,                                                                           \
                              .count = 9,                                                                                        \
                              .at = 9,                                                                                           \
                              .modulus = 11,                                                                                     \
                              .add = -5,                                                                                         \
                              .letters = FOSI_LETTERS_ALPHABET,                                                                  \
                              .alphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789",                                                    \
                              .digits = "ABCDEFGHJKL",                                                                           \
                              .weights = FOSI_WEIGHTS(4, 3, 5, 3, 10, 2, 2, 5, 7) })                                             \
    }

#define PAN_PATTERN "[A-Z]{3}[ABCEFGHJKLPT][A-Z][0-9]{4}[A-Z]"

const fosi_scheme fosi_schemes_party[] = {
    { .shown = { "abn", "Australia: business number, as GST registration", "Australian Business Register", "51824753556",
                 "two check digits (by 89)" },
      .forms = FOSI_FORMS(
          { .pattern = "[1-9][0-9]{10}",
            .parts = "check digits 2, number 9",
            .tests = FOSI_TESTS({ .method = FOSI_RANGE, .count = 2, .low = 11, .high = 99, .name = "a pair of check digits" },
                                { .method = FOSI_ZERO,
                                  .count = 11,
                                  .modulus = 89,
                                  .add = -10,
                                  .weights = FOSI_WEIGHTS(10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) }) }) },
    { .shown = { "acn", "Australia: company number", "Australian Securities and Investments Commission", "004085616",
                 "check digit (by 10)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}",
                            .parts = "number 8, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_WEIGHTED,
                                                  .count = 8,
                                                  .at = 8,
                                                  .modulus = 10,
                                                  .digits = "0987654321",
                                                  .weights = FOSI_WEIGHTS(8, 7, 6, 5, 4, 3, 2, 1) }) }) },
    { .shown = { "arn", "Australia: reference number of the simplified GST registration", "Australian Taxation Office",
                 "300012345678", "form alone" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{12}" }),
      .lacking = "no check digit is published" },
    { .shown = { "br-prc", "Brazil: certified platform, Remessa Conforme", "Receita Federal do Brasil", "PRC-0001",
                 "nothing: no form is published" },
      .free = true,
      .lacking = "no form is published" },
    { .shown = { "ca-gst", "Canada: GST/HST registration", "Canada Revenue Agency", "123026635RT0001",
                 "check digit of the business number (Luhn)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}", .parts = "business number 8, check digit 1", .tests = canadian },
                          { .pattern = "[0-9]{9}RT[0-9]{4}",
                            .parts = "business number 8, check digit 1, program 2, account 4",
                            .tests = canadian }) },
    { .shown = { "ch-uid", "Switzerland: enterprise number", "Swiss Federal Statistical Office", "CHE100155212",
                 "check digit (by 11)" },
      .forms = FOSI_FORMS({ .pattern = "CHE[0-9]{9}", .parts = "country 3, number 8, check digit 1", .tests = swiss },
                          SWISS_VAT("MWST"), SWISS_VAT("TVA"), SWISS_VAT("IVA"), SWISS_VAT("TPV")) },
    { .shown = { "ch-vat", "Switzerland: value added tax number", "Swiss Federal Tax Administration", "CHE107787577IVA",
                 "check digit (by 11) and the suffix MWST, TVA, IVA or TPV" },
      .forms = FOSI_FORMS(SWISS_VAT("MWST"), SWISS_VAT("TVA"), SWISS_VAT("IVA"), SWISS_VAT("TPV")) },
    { .shown = { "cn-cbec", "China: platform of cross-border e-commerce retail imports", "General Administration of Customs",
                 "CBEC-0001", "nothing: no form is published" },
      .free = true,
      .lacking = "no form is published" },
    { .shown = { "cn-customs", "China: registration with the customs", "General Administration of Customs", "3302461234",
                 "form: ten characters, the place of registration in front" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{5}[0-9A-Z]{5}", .parts = "place 4, zone 1, kind and number 5" }),
      .lacking = "no check digit is published" },
    { .shown = { "cn-id", "China: resident identity number", "GB 11643", "360426199101010071",
                 "check character (ISO 7064 MOD 11-2), birth day and province" },
      .forms =
          FOSI_FORMS({ .pattern = "[0-9]{17}[0-9X]",
                       .parts = "area 6, birth day 8, sequence 3, check character 1",
                       .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_cn_area }, { .method = FOSI_DAY, .from = 6 },
                                           { .method = FOSI_WEIGHTED,
                                             .count = 17,
                                             .at = 17,
                                             .modulus = 11,
                                             .digits = "10X98765432",
                                             .weights = FOSI_WEIGHTS(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) }) }) },
    { .shown = { "cn-uscc", "China: unified social credit code", "GB 32100", "91110000600037341L", "check character (by 31)" },
      .forms = FOSI_FORMS(
          { .pattern = "[1-9ANY][0-9]{7}[0-9A-HJ-NPQRTUWXY]{10}",
            .parts = "authority 1, kind 1, area 6, organisation 9, check character 1",
            .tests = FOSI_TESTS({ .method = FOSI_WEIGHTED,
                                  .count = 17,
                                  .at = 17,
                                  .modulus = 31,
                                  .letters = FOSI_LETTERS_ALPHABET,
                                  .alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY",
                                  .digits = "0YXWUTRQPNMLKJHGFEDCBA987654321",
                                  .weights = FOSI_WEIGHTS(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28) }) }) },
    { .shown = { "cnpj", "Brazil: number of a legal person", "Receita Federal do Brasil", "12ABC34501DE35",
                 "two check digits (by 11); letters since July 2026" },
      .forms = FOSI_FORMS({ .pattern = "[0-9A-Z]{12}[0-9]{2}",
                            .parts = "number 8, branch 4, check digits 2",
                            .tests = FOSI_TESTS({ .method = FOSI_UNLIKE },
                                                { .method = FOSI_WEIGHTED,
                                                  .count = 12,
                                                  .at = 12,
                                                  .modulus = 11,
                                                  .letters = FOSI_LETTERS_ASCII,
                                                  .digits = "00987654321",
                                                  .weights = FOSI_WEIGHTS(5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) },
                                                { .method = FOSI_WEIGHTED,
                                                  .count = 13,
                                                  .at = 13,
                                                  .modulus = 11,
                                                  .letters = FOSI_LETTERS_ASCII,
                                                  .digits = "00987654321",
                                                  .weights = FOSI_WEIGHTS(6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) }) }) },
    { .shown = { "cpf", "Brazil: number of a natural person", "Receita Federal do Brasil", "39053344705",
                 "two check digits (by 11)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{11}",
                            .parts = "number 9, check digits 2",
                            .tests = FOSI_TESTS({ .method = FOSI_UNLIKE },
                                                { .method = FOSI_WEIGHTED,
                                                  .count = 9,
                                                  .at = 9,
                                                  .modulus = 11,
                                                  .digits = "00987654321",
                                                  .weights = FOSI_WEIGHTS(10, 9, 8, 7, 6, 5, 4, 3, 2) },
                                                { .method = FOSI_WEIGHTED,
                                                  .count = 10,
                                                  .at = 10,
                                                  .modulus = 11,
                                                  .digits = "00987654321",
                                                  .weights = FOSI_WEIGHTS(11, 10, 9, 8, 7, 6, 5, 4, 3, 2) }) }) },
    { .shown = { "eori", "European Union and United Kingdom: economic operator", "customs administration of the state",
                 "XI896458895015", "form and state; twelve digits, or fifteen, of GB and XI" },
      .forms = FOSI_FORMS({ .pattern = "GB[0-9]{12}", .parts = "state 2, number 12" },
                          { .pattern = "GB[0-9]{15}", .parts = "state 2, number 15" },
                          { .pattern = "XI[0-9]{12}", .parts = "state 2, number 12" },
                          { .pattern = "XI[0-9]{15}", .parts = "state 2, number 15" },
                          { .pattern = "[A-Z]{2}[A-Z0-9]{1,15}",
                            .parts = "state 2, number *",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_eori_state }) }),
      .lacking = "no check digit is common to the states" },
    { .shown = { "gb-vat", "United Kingdom: value added tax number", "HM Revenue and Customs", "GB980780684", BRITISH_CHECKED },
      .forms = british,
      .prefix_use = FOSI_PREFIX_ADDED,
      .prefixes = "GB XI",
      .lacking = BRITISH_LACKING },
    { .shown = { "in-gstin", "India: goods and services tax number", "Goods and Services Tax Network", "27AAPFU0939F1ZV",
                 "check character (Luhn by 36), state and form of the PAN" },
      .forms = FOSI_FORMS(
          { .pattern = "[0-9]{2}" PAN_PATTERN "[1-9A-Z]Z[0-9A-Z]",
            .parts = "state 2, PAN 10, registration 1, constant 1, check character 1",
            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_gstin_state },
                                { .method = FOSI_RANGE, .from = 7, .count = 4, .low = 1, .high = 9999, .name = "a serial" },
                                { .method = FOSI_WEIGHTED,
                                  .count = 14,
                                  .at = 14,
                                  .modulus = 36,
                                  .digits = "0ZYXWVUTSRQPONMLKJIHGFEDCBA987654321",
                                  .weights = FOSI_WEIGHTS(1, FOSI_TWICE, 1, FOSI_TWICE, 1, FOSI_TWICE, 1, FOSI_TWICE, 1,
                                                          FOSI_TWICE, 1, FOSI_TWICE, 1, FOSI_TWICE) }) }) },
    { .shown = { "in-iec", "India: importer-exporter code", "Directorate General of Foreign Trade", "0388066415",
                 "form: ten digits, or since 2017 the PAN" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{10}" }, { .pattern = PAN_PATTERN }),
      .lacking = "no check digit is published" },
    { .shown = { "in-pan", "India: permanent account number", "Income Tax Department", "ACUPA7085R", "form and kind of holder" },
      .forms = FOSI_FORMS({ .pattern = PAN_PATTERN,
                            .parts = "series 3, kind of holder 1, initial 1, serial number 4, check letter 1",
                            .tests = FOSI_TESTS({ .method = FOSI_RANGE,
                                                  .from = 5,
                                                  .count = 4,
                                                  .low = 1,
                                                  .high = 9999,
                                                  .name = "a serial number that is given out" }) }),
      .lacking = "the rule of its check letter is not public" },
    { .shown = { "ioss", "European Union: import one-stop shop", "member state of identification", "IM3720000000",
                 "form and member state" },
      .forms = FOSI_FORMS({ .pattern = "IM[0-9]{10}",
                            .parts = "kind 2, state 3, number 6, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ioss_state }) }),
      .lacking = "the rule of its check digit is not public" },
    { .shown = { "ioss-intermediary", "European Union: intermediary of the import one-stop shop; not for declarations",
                 "member state of identification", "IN3720000000", "form and member state" },
      .forms = FOSI_FORMS({ .pattern = "IN[0-9]{10}",
                            .parts = "kind 2, state 3, number 6, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ioss_state }) }),
      .lacking = "the rule of its check digit is not public" },
    { .shown = { "kr-brn", "Korea: business registration number", "National Tax Service", "1168200276", "check digit (by 10)" },
      .forms = FOSI_FORMS(
          { .pattern = "[0-9]{10}",
            .parts = "office 3, kind 2, serial number 4, check digit 1",
            .tests = FOSI_TESTS({ .method = FOSI_RANGE, .count = 3, .low = 101, .high = 999, .name = "an office" },
                                { .method = FOSI_RANGE, .from = 3, .count = 2, .low = 1, .high = 99, .name = "a kind" },
                                { .method = FOSI_WEIGHTED,
                                  .count = 9,
                                  .at = 9,
                                  .modulus = 10,
                                  .digits = "0987654321",
                                  .weights = FOSI_WEIGHTS(1, 3, 7, 1, 3, 7, 1, 3, 5 | FOSI_FOLD) }) }) },
    { .shown = { "kr-pccc", "Korea: personal customs clearance code", "Korea Customs Service", "P123123123123", "form alone" },
      .forms = FOSI_FORMS({ .pattern = "P[0-9]{12}" }),
      .lacking = "no check digit is published" },
    { .shown = { "lei", "Legal entity identifier", "ISO 17442", "213800KUD8LAJWSQ9D15", "check digits (ISO 7064 MOD 97-10)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9A-Z]{18}[0-9]{2}",
                            .parts = "issuer 4, entity 14, check digits 2",
                            .tests = FOSI_TESTS({ .method = FOSI_MOD97_10, .at = 18 }) }) },
    { .shown = { "my-lvg", "Malaysia: registration for sales tax on low-value goods", "Royal Malaysian Customs Department",
                 "LVG1234567", "nothing: no form is published" },
      .free = true,
      .lacking = "no form is published" },
    { .shown = { "no-mva", "Norway: value added tax number", "Bronnoysund Register Centre", "995525828MVA",
                 "check digit (by 11)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}MVA", .parts = "number 8, check digit 1, suffix 3", .tests = norwegian }),
      .prefix_use = FOSI_PREFIX_DROPPED,
      .prefixes = "NO" },
    { .shown = { "no-orgnr", "Norway: organisation number", "Bronnoysund Register Centre", "988077917", "check digit (by 11)" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}", .parts = "number 8, check digit 1", .tests = norwegian }),
      .prefix_use = FOSI_PREFIX_DROPPED,
      .prefixes = "NO" },
    { .shown = { "nz-ird", "New Zealand: tax number, as GST registration", "Inland Revenue", "049098576", "check digit (by 11)" },
      .forms = new_zealand,
      .prefix_use = FOSI_PREFIX_DROPPED,
      .prefixes = "NZ",
      .pad_from = 8,
      .pad = 9 },
    { .shown = { "oss-non-union", "European Union: non-Union one-stop shop", "member state of identification", "EU372022452",
                 "form and member state" },
      .forms = FOSI_FORMS({ .pattern = "EU[0-9]{9}",
                            .parts = "kind 2, state 3, number 5, check digit 1",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ioss_state }) }),
      .lacking = "the rule of its check digit is not public" },
    { .shown = { "sg-gst", "Singapore: GST registration, also of overseas vendors", "Inland Revenue Authority of Singapore",
                 "M90312345X", "check letter where it is a UEN; else the length alone" },
      .forms = FOSI_FORMS(UEN_FORMS, { .pattern = "[A-Z0-9]{8,14}" }),
      .lacking = "the rule of numbers that are no UEN is not public" },
    { .shown = { "sg-uen", "Singapore: unique entity number", "Accounting and Corporate Regulatory Authority", "197401143C",
                 "check letter (by 11), each of the three forms by its own weights" },
      .forms = FOSI_FORMS(UEN_FORMS) },
    { .shown = { "us-cbp", "United States: importer number assigned by CBP", "US Customs and Border Protection", "26110100123",
                 "form alone: six digits, five digits" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{11}", .parts = "year 2, port 4, serial number 5", .places = "6" }),
      .lacking = "no check digit" },
    { .shown = { "us-ein", "United States: employer identification number", "Internal Revenue Service", "911144442",
                 "form, and a prefix that is given out" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}",
                            .parts = "prefix 2, serial number 7",
                            .places = "2",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ein_prefix }) }),
      .lacking = "no check digit" },
    { .shown = { "us-importer", "United States: importer of record", "US Customs and Border Protection, form 5106", "911144442XX",
                 "form: an employer's number with two more characters, a social security number, or one that CBP assigned" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}[A-Z0-9]{2}",
                            .parts = "employer identification number 9, suffix 2",
                            .places = "2",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ein_prefix }) },
                          { .pattern = "[0-9]{9}",
                            .parts = "employer identification number 9",
                            .places = "2",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ein_prefix }) },
                          { .pattern = "[0-9]{9}",
                            .parts = "social security number 9",
                            .places = "3 5",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ssn }) },
                          { .pattern = "[0-9]{11}", .parts = "CBP-assigned number 11", .places = "6" }),
      .lacking = "no check digit" },
    { .shown = { "us-ssn", "United States: social security number", "Social Security Administration", "536904399",
                 "form, and ranges that are given out" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{9}",
                            .parts = "area 3, group 2, serial number 4",
                            .places = "3 5",
                            .tests = FOSI_TESTS({ .method = FOSI_ODD, .special = fosi_odd_ssn }) }),
      .lacking = "no check digit" },
    { .shown = { "voec", "Norway: VAT on e-commerce", "Norwegian Tax Administration", "2012345", "form alone" },
      .forms = FOSI_FORMS({ .pattern = "[0-9]{7}" }),
      .lacking = "no check digit is published" },
    { .shown = { "xi-vat", "Northern Ireland: value added tax number", "HM Revenue and Customs", "XI980780684", BRITISH_CHECKED },
      .forms = british,
      .prefix_use = FOSI_PREFIX_ADDED,
      .prefixes = "XI",
      .lacking = BRITISH_LACKING },
};

const size_t fosi_schemes_party_count = sizeof fosi_schemes_party / sizeof fosi_schemes_party[0];
