/* What `--help` prints. Each example works when pasted at the top of the source tree. */
#include "tool.h"

#include <string.h>

typedef struct page {
    const char *command;
    const char *words;
} page;

static const char overview[] =
    "fos: duties, taxes and fees of cross-border e-commerce consignments, exact and explained\n"
    "\n"
    "  fos quote [FILE|-]            what is due on a consignment, why, who collects it and when\n"
    "  fos compare [FILE|-]          one quote for each way of collecting that the law offers\n"
    "  fos convert [FILE|-]          a request from one format to another: customs declarations, spreadsheets, postal forms\n"
    "  fos validate [FILE|-] --profile ID   what a filing lacks, and who can supply it; --profile all: which could be made\n"
    "  fos regimes list|show|check|dump   the law that is known\n"
    "  fos tariff explain RATE       what a duty rate says, and what it comes to\n"
    "  fos identify SCHEME VALUE     check one identifier: a parcel number, a registration, a code\n"
    "  fos roles [ROLE]              the stakeholders, what each answers for and supplies; who collects, pays, refunds\n"
    "  fos schema NAME               JSON Schema of request, quote, validation, regime, profile, …; elements: the table\n"
    "  fos COMMAND --help            more about a command\n"
    "  fos --version\n"
    "\n"
    "Exit code: 0 done; 1 findings of a check; 2 wrong usage or bad input; 3 incomplete quote, an input is missing;\n"
    "4 no regime for the destination, or no route applies.\n"
    "\n"
    "Example: fos quote tests/cases/example-order.json --format text\n";

#define COMMON_OPTIONS                                                                                                           \
    "  --format json|text   json is the default; text is a breakdown for people\n"                                               \
    "  --locale TAG         write the amounts and dates of the text as in that BCP 47 locale, such as de-DE\n"                   \
    "  --approach A         instead of the request's: auto, vendor, intermediary, consumer, border or a route's id\n"            \
    "  --date D             instead of the request's: the day of the import declaration, YYYY-MM-DD\n"                           \
    "  --rates FILE         add the exchange rates of a file of the ECB or of HMRC, XML or CSV; may stand more than once\n"      \
    "  --regimes DIR        take the rule files (*.json) of that directory before all others\n"                                  \
    "  --tariff FILE        take the duties of that tariff, compiled or plain CSV (doc/tariffs.md); any number of times\n"

static const page pages[] = {
    { "quote",
      "usage: fos quote [FILE|-] [OPTION]...\n"
      "       fos quote --ndjson [FILE|-] [--jobs N] [OPTION]...\n"
      "\n"
      "Reads a request (JSON, from standard input when no file is named) and writes its quote: every duty, tax and fee, on what\n"
      "base, by which rule, who is liable, who collects, who pays, and when.\n"
      "\n" COMMON_OPTIONS
      "  --ndjson             one request a line in, one quote or error object a line out, in the same order; blank lines are\n"
      "                       passed over\n"
      "  --jobs N             with --ndjson: so many threads; the output is the same\n"
      "\n"
      "Errors go to standard error, and with JSON also to standard output as an object. Exit code: 0 done, 2 bad input,\n"
      "3 incomplete quote, 4 no regime or route. With --ndjson: 2 when any line was bad input, else 3 when any quote is\n"
      "incomplete, else 4 when any has no regime or route, else 0.\n"
      "\n"
      "Example: fos quote tests/cases/example-order.json --format text\n" },
    { "compare",
      "usage: fos compare [FILE|-] [OPTION]...\n"
      "\n"
      "Reads a request and writes one quote for each route that the law offers on that day, with what would have to be so where\n"
      "a route is not open to the consignment as it stands.\n"
      "\n" COMMON_OPTIONS "\n"
      "Exit code: 0 done, 2 bad input, 3 a quote is incomplete, 4 no regime or route.\n"
      "\n"
      "Example: fos compare tests/cases/example-order.json --format text\n" },
    { "convert",
      "usage: fos convert [FILE|-] --from FORMAT --to FORMAT [OPTION]...\n"
      "       fos convert --list\n"
      "\n"
      "Reads a request in one format and writes it in another. What a format has no place for, and what is filled in, is told on\n"
      "standard error, a line each; a value that does not fit its place is an error, and then nothing is written.\n"
      "\n"
      "  --list               the formats, and which of them can be read and written\n"
      "  --report text|json   how findings are told on standard error; text by default\n"
      "  --date D             the day of the import declaration, which many messages do not say\n"
      "  --fit PROFILE        shorten names, addresses and descriptions to the formats of a profile (fos validate --list) or of\n"
      "                       the WCO (wco), in Latin letters where the profile takes no others; each\n"
      "                       change told; a code or number that does not fit is an error, and then nothing is written\n"
      "  --with-quote         compute the quote and write its charges into the declaration, but for those collected at the sale\n"
      "  --regimes DIR        for the quote: take the rule files (*.json) of that directory before all others\n"
      "  --strict             exit with 1 when there is any finding\n"
      "\n"
      "Exit code: 0 written, 1 a value does not fit (or any finding, with --strict), 2 bad input, 3 the quote is incomplete,\n"
      "4 no regime or route.\n"
      "\n"
      "Example: fos convert tests/cases/example-order.json --from json --to wco-h7-eu --fit wco\n" },
    { "regimes", "usage: fos regimes list | show ID | check [FILE...] | dump ID\n"
                 "\n"
                 "  list    which regimes are known, and where they were read\n"
                 "  show    a readable account of a regime's law\n"
                 "  check   what is wrong with rule files\n"
                 "  dump    every dated rule, one a line\n"
                 "\n"
                 "Example: fos regimes list\n" },
    { "regimes list",
      "usage: fos regimes list [--format text|json] [--regimes DIR]\n"
      "\n"
      "Lists the regimes with their currency, the version of the data, the day it was last reviewed, and where it was read.\n"
      "\n"
      "Example: fos regimes list --format json\n" },
    { "regimes show",
      "usage: fos regimes show ID [--date D] [--regimes DIR]\n"
      "\n"
      "Writes a readable account of a regime: the law in force on a day, or of all days when no date is given. ID is a regime's\n"
      "id, or a country in which it is in force.\n"
      "\n"
      "Example: fos regimes show EU --date 2026-11-23\n" },
    { "regimes check",
      "usage: fos regimes check [FILE|-]... [--regimes DIR]\n"
      "\n"
      "Writes every finding about the rule files named, and those of the directory, as FILE:LINE:COLUMN: error|warning: POINTER:\n"
      "TEXT. Without files it checks the regimes that are loaded. Exit code: 0 no errors, 1 errors, 2 a file cannot be read.\n"
      "\n"
      "Example: fos regimes check lib/data/regimes/*.json\n" },
    { "regimes dump",
      "usage: fos regimes dump ID [--regimes DIR]\n"
      "\n"
      "Writes every dated rule of a regime, one a line in a stable order: comparing two versions shows what changed in the law.\n"
      "\n"
      "Example: fos regimes dump EU\n" },
    { "validate",
      "usage: fos validate [FILE|-] --profile ID|all [OPTION]...\n"
      "       fos validate --list [--profile ID] [--format text|json]\n"
      "       fos validate --check FILE\n"
      "\n"
      "Reads a request (JSON, from standard input when no file is named) and checks it against what an administration asks for in\n"
      "one filing, such as eu.h7 or upu.cn23: every element that is missing or in another form, every condition that does not hold,\n"
      "with the place, what was expected, who can supply it, and the source. Descriptions that say nothing, masses and prices that\n"
      "disagree and the like are told for every filing.\n"
      "\n"
      "  --profile ID         the filing; all: every filing, which could be made and what is missing for each, also of those that\n"
      "                       are for other consignments (another destination, another mode)\n"
      "  --applicable         of all: say no more of those than why they are not for this one\n"
      "  --date D             instead of the request's: the day of the filing, YYYY-MM-DD\n"
      "  --format json|text   json is the default, of --list it is text\n"
      "  --locale TAG         write the days and amounts of the text as in that BCP 47 locale, such as de-DE\n"
      "  --list               the profiles with their days; with --profile ID the rules of that one, a line each\n"
      "  --check FILE         checks a profile file and tells every mistake with line and column\n"
      "  --profiles DIR       take the profiles (*.json) of that directory before all others\n"
      "\n"
      "Exit code: 0 no errors (of all: one filing or more could be made), 1 errors were found, 2 wrong usage or bad input.\n"
      "\n"
      "Example: fos validate tests/cases/example-order.json --profile all --format text\n" },
    { "identify",
      "usage: fos identify SCHEME VALUE [--format text|json]\n"
      "       fos identify any VALUE [--format text|json]\n"
      "       fos identify --list [--format text|json]\n"
      "\n"
      "Checks an identifier by the public rules of its scheme, such as s10, ioss, de-vat, abn or gtin: valid when a check digit\n"
      "or a list confirms it, well-formed when nothing public can, else what is wrong and at which byte. Spaces, dots, dashes and\n"
      "small letters are normalised. Whether it is registered, and to whom, only its authority knows.\n"
      "\n"
      "  any      tells which schemes the value fits\n"
      "  --list   the schemes, each with an example; with --format json also authority, pattern and what is checked\n"
      "\n"
      "Exit code: 0 valid or well-formed, 1 not valid, 2 wrong usage or an unknown scheme.\n"
      "\n"
      "Example: fos identify s10 RA473124829FI\n" },
    { "roles",
      "usage: fos roles [ROLE] [--format text|json]\n"
      "\n"
      "Without a role: the stakeholders of the Framework, and under each way of collecting who is liable, pays, collects, remits\n"
      "and refunds. With one, such as platform: its definition, responsibilities, part in each way, and the elements it can supply.\n"
      "\n"
      "Example: fos roles platform\n" },
    { "schema",
      "usage: fos schema request|quote|comparison|validation|survey|regime|profile|elements\n"
      "\n"
      "Writes a JSON Schema (2020-12): of the documents that are read and written (survey is what fos validate --profile all\n"
      "writes), and of the files of regimes and profiles. `elements` is no schema: it is the element table, every class and\n"
      "element with its kind, format, definition and WCO id, for programs that generate types or documents.\n"
      "\n"
      "Example: fos schema request\n" },
    { "tariff", "usage: fos tariff explain EXPRESSION | import FILE -o OUT | lookup CODE | options [FILE|-] | search WORDS\n"
                "\n"
                "  explain   what a duty rate says, and what it comes to\n"
                "  import    make a compiled tariff of a file of measures\n"
                "  lookup    the measures of a commodity code, by origin and day\n"
                "  options   what each treatment that the tariff offers comes to, cheapest first\n"
                "  search    commodity codes whose descriptions hold the words\n"
                "\n"
                "Example: fos tariff explain \"9.60 % MIN 1.10 EUR / 100 kg\"\n" },
    { "tariff import",
      "usage: fos tariff import --from FORM FILE|- -o OUT [OPTION]...\n"
      "\n"
      "Reads a tariff and writes one compiled file, which fos and libfos open in place. FORM is one of\n"
      "\n"
      "  csv                       the plain CSV of tariffs (doc/tariffs.md); the first mistake is told with its line and column,\n"
      "                            and nothing is written\n"
      "  uk-csv                    the United Kingdom's measures on declarable commodities\n"
      "  us-hts-json, us-hts-csv   the export of the Harmonized Tariff Schedule of the United States\n"
      "  mfn-csv                   a list of codes and MFN rates\n"
      "\n"
      "Of all but csv each row that is left out is told with its line and the reason, and counted.\n"
      "\n"
      "  --id ID            the regime that reads the table: GB and US by the form, else needed\n"
      "  --currency CCY     its currency: GBP and USD by the form, else needed\n"
      "  --data-version V   the version that quotes name (imported)\n"
      "  --source TEXT      where it comes from (the file's name)\n"
      "  --groups FILE      groups of origins, a line each: GROUP,NAME,COUNTRIES with spaces between the countries\n"
      "  --report FILE      writes all rows that are left out there; else the first 20 are told\n"
      "  --quiet            tells nothing but errors\n"
      "\n"
      "Example: fos tariff import --from csv tests/cases/tariffs/sample.csv -o /tmp/sample.tariff\n"
      "Example: fos tariff import --from us-hts-csv tests/cases/imports/hts.csv -o /tmp/us.tariff --report /tmp/left-out\n" },
    { "tariff lookup",
      "usage: fos tariff lookup CODE [--tariff FILE]... [--country C] [--origin C] [--date D] [--format text|json]\n"
      "\n"
      "Writes the measures that a tariff has for a commodity code, and whether the code is a line of it.\n"
      "\n"
      "  --tariff FILE   a compiled tariff or a plain CSV; without it the tariffs that are installed or compiled in\n"
      "  --country C     the country of import, whose tariff is read; one --tariff needs none\n"
      "  --origin C      the country of origin; without it measures for every origin alone, with * those for any\n"
      "  --date D        the day, YYYY-MM-DD; without it measures of all days\n"
      "\n"
      "Exit code: 0 done, 1 the code is not in the tariff, 2 wrong usage or a bad file, 4 no tariff for the country.\n"
      "\n"
      "Example: fos tariff lookup 6109100010 --tariff tests/cases/tariffs/sample.csv --origin CN --date 2026-11-23\n" },
    { "tariff options",
      "usage: fos tariff options [FILE|-] [--tariff FILE]... [--regimes DIR] [--format text|json]\n"
      "\n"
      "Reads a request, as fos quote does, and computes its quote with each treatment claimed that the tariff offers for an item\n"
      "(preference, suspension, duty for a use, within and outside of a quota), and with the number of each anti-dumping and\n"
      "countervailing duty: duty of the item, charges in all, and what is required or missing. Cheapest first; what is refused because\n"
      "a condition does not hold stands last.\n"
      "\n"
      "Example: fos tariff options tests/cases/tariffs/options.json --regimes tests/cases/tariffs/regimes --tariff \\\n"
      "    tests/cases/tariffs/stacks.csv\n" },
    { "tariff search",
      "usage: fos tariff search WORDS [--tariff FILE]... [--country C] [--date D] [--format text|json]\n"
      "\n"
      "Lists the codes whose descriptions hold the words, best first. A help for people who look for a code, no classification.\n"
      "Exit code: 0 done, 1 nothing found, 2 wrong usage or a bad file, 4 no tariff for the country.\n"
      "\n"
      "Example: fos tariff search \"cotton t-shirt\" --tariff tests/cases/tariffs/sample.csv\n" },
    { "tariff explain",
      "usage: fos tariff explain EXPRESSION [--value AMOUNT --currency CCY] [OPTION]...\n"
      "\n"
      "Says what a duty rate means, in one spelling and in words; with a value or a currency also what it comes to, step by\n"
      "step, rounded half up to the currency's minor unit. What is not given is named, never taken as 0. doc/tariffs.md lists\n"
      "the spellings that are read.\n"
      "\n"
      "  --value AMOUNT           the customs value\n"
      "  --currency CCY           its currency, and that of the answer\n"
      "  --quantity UNIT=NUMBER   a quantity: a code of UN/ECE Recommendation 20 (KGM LTR C62 PR MTK), with a basis where one\n"
      "                           is meant (KGM-drained, KGM-gross); ASV is the alcoholic strength in % vol\n"
      "  --part NAME=AMOUNT       the value of a part (case, retail-price), or an amount found elsewhere (EA, base)\n"
      "  --component NAME=RATE    a rate that stands for a component: EA=\"27.45 EUR / 100 kg\"\n"
      "  --meursing FILE --additional-code CODE   the components of that code in a Meursing table, whose first line is\n"
      "                           code,EA,ADSZ,ADFM or the like\n"
      "  --exchange FROM/TO=RATE  an exchange rate\n"
      "  --certificate CODE       a document that is presented, such as Y155\n"
      "  --programme CODE         the programme of preference that is claimed\n"
      "  --dollar CCY             what $ and ¢ mean, where the answer is in another currency\n"
      "  --format text|json       text is the default\n"
      "\n"
      "Exit code: 0 done, 2 no duty rate or wrong usage, 3 a value was asked for and cannot be computed.\n"
      "\n"
      "Example: fos tariff explain \"9.6 % MIN 1.1 EUR / 100 kg\" --value 100 --currency EUR --quantity KGM=250\n" },
};

int print_help(const char *command)
{
    const char *words = overview;
    for (size_t i = 0; command != NULL && i < sizeof pages / sizeof pages[0]; i++)
        if (strcmp(pages[i].command, command) == 0) words = pages[i].words;
    return write_out(words, strlen(words));
}
