/* Codes of China's customs in its messages, beside ours: countries (three digits, as in declarations until 2018 and in these
 * messages since), units of measure, and modes of transport. The customs publish them as JGS-20 and as the tables of declarations; they
 * were read in four programs that file (countries in two, units in four), which agree, and modes in four published tables. Only
 * what stands for one code of ISO 3166 or of UN/ECE Recommendation 20 (with X before a package of Recommendation 21) is here, so
 * that each code comes back as it was: not the Canary Islands, Serbia and Montenegro, or the many counting words of Chinese. */
#include "codec/ceb.h"

/* clang-format off */

typedef struct code {
    char here[8], there[4];
} code;

static const code countries[] = {
    { "AD", "314" }, { "AE", "138" }, { "AF", "101" }, { "AG", "401" }, { "AL", "313" }, { "AM", "338" }, { "AO", "202" },
    { "AR", "402" }, { "AT", "315" }, { "AU", "601" }, { "AW", "403" }, { "AZ", "339" }, { "BA", "355" }, { "BB", "405" },
    { "BD", "103" }, { "BE", "301" }, { "BF", "251" }, { "BG", "316" }, { "BH", "102" }, { "BI", "205" }, { "BJ", "203" },
    { "BM", "504" }, { "BN", "105" }, { "BO", "408" }, { "BR", "410" }, { "BS", "404" }, { "BT", "104" }, { "BW", "204" },
    { "BY", "340" }, { "BZ", "406" }, { "CA", "501" }, { "CD", "252" }, { "CF", "209" }, { "CG", "213" }, { "CH", "331" },
    { "CI", "223" }, { "CK", "602" }, { "CL", "412" }, { "CM", "206" }, { "CN", "142" }, { "CO", "413" }, { "CR", "415" },
    { "CU", "416" }, { "CV", "208" }, { "CW", "417" }, { "CY", "108" }, { "CZ", "352" }, { "DE", "304" }, { "DJ", "214" },
    { "DK", "302" }, { "DM", "414" }, { "DO", "418" }, { "DZ", "201" }, { "EC", "419" }, { "EE", "334" }, { "EG", "215" },
    { "EH", "245" }, { "ER", "258" }, { "ES", "312" }, { "ET", "217" }, { "FI", "318" }, { "FJ", "603" }, { "FM", "620" },
    { "FO", "357" }, { "FR", "305" }, { "GA", "218" }, { "GB", "303" }, { "GD", "421" }, { "GE", "337" }, { "GF", "420" },
    { "GH", "220" }, { "GI", "320" }, { "GL", "503" }, { "GM", "219" }, { "GN", "221" }, { "GP", "422" }, { "GQ", "216" },
    { "GR", "310" }, { "GT", "423" }, { "GW", "222" }, { "GY", "424" }, { "HK", "110" }, { "HN", "426" }, { "HR", "351" },
    { "HT", "425" }, { "HU", "321" }, { "ID", "112" }, { "IE", "306" }, { "IL", "115" }, { "IN", "111" }, { "IQ", "114" },
    { "IR", "113" }, { "IS", "322" }, { "IT", "307" }, { "JM", "427" }, { "JO", "117" }, { "JP", "116" }, { "KE", "224" },
    { "KG", "146" }, { "KH", "107" }, { "KI", "618" }, { "KM", "212" }, { "KN", "447" }, { "KP", "109" }, { "KR", "133" },
    { "KW", "118" }, { "KY", "411" }, { "KZ", "145" }, { "LA", "119" }, { "LB", "120" }, { "LC", "437" }, { "LI", "323" },
    { "LK", "134" }, { "LR", "225" }, { "LS", "255" }, { "LT", "336" }, { "LU", "308" }, { "LV", "335" }, { "LY", "226" },
    { "MA", "232" }, { "MC", "325" }, { "MD", "343" }, { "ME", "359" }, { "MG", "227" }, { "MH", "621" }, { "MK", "354" },
    { "ML", "229" }, { "MM", "106" }, { "MN", "124" }, { "MO", "121" }, { "MQ", "428" }, { "MR", "230" }, { "MS", "430" },
    { "MT", "324" }, { "MU", "231" }, { "MV", "123" }, { "MW", "228" }, { "MX", "429" }, { "MY", "122" }, { "MZ", "233" },
    { "NA", "234" }, { "NC", "607" }, { "NE", "235" }, { "NF", "610" }, { "NG", "236" }, { "NI", "431" }, { "NL", "309" },
    { "NO", "326" }, { "NP", "125" }, { "NR", "606" }, { "NZ", "609" }, { "OM", "126" }, { "PA", "432" }, { "PE", "434" },
    { "PF", "623" }, { "PG", "611" }, { "PH", "129" }, { "PK", "127" }, { "PL", "327" }, { "PM", "448" }, { "PR", "435" },
    { "PS", "128" }, { "PT", "311" }, { "PW", "622" }, { "PY", "433" }, { "QA", "130" }, { "RE", "237" }, { "RO", "328" },
    { "RS", "358" }, { "RU", "344" }, { "RW", "238" }, { "SA", "131" }, { "SB", "613" }, { "SC", "241" }, { "SD", "246" },
    { "SE", "330" }, { "SG", "132" }, { "SI", "350" }, { "SK", "353" }, { "SL", "242" }, { "SM", "329" }, { "SN", "240" },
    { "SO", "243" }, { "SR", "441" }, { "ST", "239" }, { "SV", "440" }, { "SY", "135" }, { "SZ", "257" }, { "TC", "443" },
    { "TD", "211" }, { "TG", "248" }, { "TH", "136" }, { "TJ", "147" }, { "TL", "144" }, { "TM", "148" }, { "TN", "249" },
    { "TO", "614" }, { "TR", "137" }, { "TT", "442" }, { "TV", "619" }, { "TW", "143" }, { "TZ", "247" }, { "UA", "347" },
    { "UG", "250" }, { "US", "502" }, { "UY", "444" }, { "UZ", "149" }, { "VA", "356" }, { "VC", "439" }, { "VE", "445" },
    { "VG", "446" }, { "VN", "141" }, { "VU", "608" }, { "WF", "625" }, { "WS", "617" }, { "YE", "139" }, { "YT", "259" },
    { "ZA", "244" }, { "ZM", "253" }, { "ZW", "254" },
};

static const code units[] = {
    { "C62", "007" }, { "CEN", "043" }, { "CTM", "084" }, { "CWA", "079" }, { "CWI", "078" }, { "DTN", "047" },
    { "DZN", "127" }, { "FOT", "067" }, { "FTK", "111" }, { "FTQ", "099" }, { "GLI", "097" }, { "GLL", "098" },
    { "GRM", "036" }, { "GRO", "129" }, { "H87", "011" }, { "INH", "088" }, { "K6", "063" }, { "KGM", "035" },
    { "KMT", "147" }, { "KVA", "060" }, { "KWH", "062" }, { "KWT", "061" }, { "LBR", "076" }, { "LTN", "071" },
    { "LTR", "095" }, { "MIL", "054" }, { "MLT", "096" }, { "MTK", "032" }, { "MTQ", "033" }, { "MTR", "030" },
    { "PR", "025" }, { "RM", "118" }, { "SET", "006" }, { "STN", "072" }, { "TNE", "070" }, { "XBE", "135" },
    { "XBG", "136" }, { "XBO", "142" }, { "XBX", "140" }, { "XCT", "120" }, { "XPK", "125" }, { "XRO", "018" },
    { "XTN", "122" }, { "YDK", "110" }, { "YRD", "086" },
};

/* An express parcel goes by what carries it: the customs have no code for express. */
static const code modes[] = {
    { "sea", "2" }, { "rail", "3" }, { "road", "4" }, { "air", "5" }, { "post", "6" }, { "other", "9" },
};

/* clang-format on */

typedef struct table {
    const code *codes;
    size_t count;
} table;

#define TABLE(codes)                                                                                                             \
    {                                                                                                                            \
        codes, sizeof(codes) / sizeof((codes)[0])                                                                                \
    }

static const table *table_of(fosi_ceb_kind kind)
{
    static const table tables[] = { TABLE(countries), TABLE(units), TABLE(modes) };
    return &tables[kind == FOSI_CEB_COUNTRY ? 0 : kind == FOSI_CEB_UNIT ? 1 : 2];
}

const char *fosi_ceb_code_there(fosi_ceb_kind kind, fosi_slice here)
{
    const table *codes = table_of(kind);
    for (size_t i = 0; i < codes->count; i++)
        if (fosi_slice_is(here, codes->codes[i].here)) return codes->codes[i].there;
    return NULL;
}

const char *fosi_ceb_code_here(fosi_ceb_kind kind, fosi_slice there)
{
    const table *codes = table_of(kind);
    for (size_t i = 0; i < codes->count; i++)
        if (fosi_slice_is(there, codes->codes[i].there)) return codes->codes[i].here;
    return NULL;
}
