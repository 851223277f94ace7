/* The units of duty rates, as data: each unit, its spellings, and what may qualify it. Codes are those of UN/ECE Recommendation 20,
 * and of TARIC where that has none; qualifiers are TARIC's letters and the words of the United Kingdom's and the United States'
 * tariffs. */
#include "tariff/expression_scan.h"

#include <string.h>

/* clang-format off */
enum {
    NO_UNIT,
    KGM, GRM, MGM, DTN, TNE, LBR, ONZ, APZ, CTM, STN, LTN, HKG,
    LTR, HLT, KLT, MLT, CLT, MTQ, CMQ, GLL, GLI, PTL, PTI, BLL,
    C62, DZN, GRO, CEN, MIL,
    PR, DPR, TPR, MPR,
    MTK, CMK, MMK, FTK, YDK,
    MTR, CMT, MMT, KMT, HMT, FOT, INH, YRD,
    KWH, MWH, TJO,
    WTT, KWT,
    LPA, ASV, P1, SET, ST, NCL, CCT, KNI, KNS, KPH, KPO, KPP, KSD, KSH, KUR, KMA, DAP, GFI, GRT,
    UNITS
};

static const fosi_duty_unit units[UNITS] = {
    [KGM] = { "KGM", "mass", { 1, 0 }, "kg" },
    [GRM] = { "GRM", "mass", { 1, 3 }, "g" },
    [MGM] = { "MGM", "mass", { 1, 6 }, "mg" },
    [DTN] = { "DTN", "mass", { 100, 0 }, "100 kg" },
    [TNE] = { "TNE", "mass", { 1000, 0 }, "tonne" },
    [LBR] = { "LBR", "mass", { 45359237, 8 }, "pound" },
    [ONZ] = { "ONZ", "mass", { 28349523125, 12 }, "ounce" },
    [APZ] = { "APZ", "mass", { 311034768, 10 }, "troy ounce" },
    [CTM] = { "CTM", "mass", { 2, 4 }, "carat" },
    [STN] = { "STN", "mass", { 90718474, 5 }, "short ton" },
    [LTN] = { "LTN", "mass", { 10160469088, 7 }, "long ton" },
    [HKG] = { "HKG", "mass", { 5080234544, 8 }, "hundredweight" },
    [LTR] = { "LTR", "volume", { 1, 0 }, "litre" },
    [HLT] = { "HLT", "volume", { 100, 0 }, "hl" },
    [KLT] = { "KLT", "volume", { 1000, 0 }, "1000 litres" },
    [MLT] = { "MLT", "volume", { 1, 3 }, "ml" },
    [CLT] = { "CLT", "volume", { 1, 2 }, "cl" },
    [MTQ] = { "MTQ", "volume", { 1000, 0 }, "m³" },
    [CMQ] = { "CMQ", "volume", { 1, 3 }, "cm³" },
    [GLL] = { "GLL", "volume", { 3785411784, 9 }, "US gallon" },
    [GLI] = { "GLI", "volume", { 454609, 5 }, "gallon" },
    [PTL] = { "PTL", "volume", { 473176473, 9 }, "US pint" },
    [PTI] = { "PTI", "volume", { 56826125, 8 }, "pint" },
    [BLL] = { "BLL", "volume", { 158987294928, 9 }, "barrel" },
    [C62] = { "C62", "count", { 1, 0 }, "article" },
    [DZN] = { "DZN", "count", { 12, 0 }, "dozen" },
    [GRO] = { "GRO", "count", { 144, 0 }, "gross (144)" },
    [CEN] = { "CEN", "count", { 100, 0 }, "100 articles" },
    [MIL] = { "MIL", "count", { 1000, 0 }, "1000 articles" },
    [PR]  = { "PR", "pairs", { 1, 0 }, "pair" },
    [DPR] = { "DPR", "pairs", { 12, 0 }, "dozen pairs" },
    [TPR] = { "TPR", "pairs", { 10, 0 }, "10 pairs" },
    [MPR] = { "MPR", "pairs", { 1000, 0 }, "1000 pairs" },
    [MTK] = { "MTK", "area", { 1, 0 }, "m²" },
    [CMK] = { "CMK", "area", { 1, 4 }, "cm²" },
    [MMK] = { "MMK", "area", { 1, 6 }, "mm²" },
    [FTK] = { "FTK", "area", { 9290304, 8 }, "square foot" },
    [YDK] = { "YDK", "area", { 83612736, 8 }, "square yard" },
    [MTR] = { "MTR", "length", { 1, 0 }, "m" },
    [CMT] = { "CMT", "length", { 1, 2 }, "cm" },
    [MMT] = { "MMT", "length", { 1, 3 }, "mm" },
    [KMT] = { "KMT", "length", { 1000, 0 }, "km" },
    [HMT] = { "HMT", "length", { 100, 0 }, "100 m" },
    [FOT] = { "FOT", "length", { 3048, 4 }, "foot" },
    [INH] = { "INH", "length", { 254, 4 }, "inch" },
    [YRD] = { "YRD", "length", { 9144, 4 }, "yard" },
    [KWH] = { "KWH", "energy", { 36, 1 }, "kWh" },
    [MWH] = { "MWH", "energy", { 3600, 0 }, "MWh" },
    [TJO] = { "TJO", "energy", { 1000000, 0 }, "TJ" },
    [WTT] = { "WTT", "power", { 1, 0 }, "W" },
    [KWT] = { "KWT", "power", { 1000, 0 }, "kW" },
    [LPA] = { "LPA", "alcohol", { 1, 0 }, "litre of pure alcohol" },
    [ASV] = { "ASV", "strength", { 1, 0 }, "% vol" },
    [P1]  = { "P1", "per cent", { 1, 0 }, "per cent" },
    [SET] = { "SET", "set", { 1, 0 }, "set" },
    [ST]  = { "ST", "sheet", { 1, 0 }, "sheet" },
    [NCL] = { "NCL", "cell", { 1, 0 }, "cell" },
    [CCT] = { "CCT", "carrying capacity", { 1, 0 }, "tonne of carrying capacity" },
    [KNI] = { "KNI", "nitrogen", { 1, 0 }, "kg of nitrogen" },
    [KNS] = { "KNS", "hydrogen peroxide", { 1, 0 }, "kg of hydrogen peroxide" },
    [KPH] = { "KPH", "potassium hydroxide", { 1, 0 }, "kg of potassium hydroxide" },
    [KPO] = { "KPO", "potassium oxide", { 1, 0 }, "kg of potassium oxide" },
    [KPP] = { "KPP", "phosphorus pentoxide", { 1, 0 }, "kg of phosphorus pentoxide" },
    [KSD] = { "KSD", "dry substance", { 1, 0 }, "kg of substance 90 % dry" },
    [KSH] = { "KSH", "sodium hydroxide", { 1, 0 }, "kg of sodium hydroxide" },
    [KUR] = { "KUR", "uranium", { 1, 0 }, "kg of uranium" },
    [KMA] = { "KMA", "methylamine", { 1, 0 }, "kg of methylamine" },
    [DAP] = { "DAP", "polarised mass", { 1, 0 }, "10 000 kg by polarisation" },
    [GFI] = { "GFI", "fissile isotopes", { 1, 0 }, "g of fissile isotopes" },
    [GRT] = { "GRT", "gross tonnage", { 1, 0 }, "unit of gross tonnage" },
};

enum {
    NET,
    GROSS, DRAINED, DRY, LACTIC, DRY_LACTIC, STANDARD, RAW_SUGAR, LIVE, WHEAT, BIODIESEL, FUEL, BIOETHANOL, TOTAL_ALCOHOL, SUCROSE,
    CLEAN, PROOF, LEAD, COPPER, ZINC, TUNGSTEN, MOLYBDENUM, MANGANESE, MAGNESIUM, NICKEL, VANADIUM, RHENIUM, SILVER, GOLD,
    TOBACCO, SUGAR, MILK, FAT, SOLIDS, DEGREES, RELIEF,
    MORPHINE, SILICON, RECORDING, CONTENTS, CONTAINER, JEWELS, PACKS, EXCESS, SOLUBLE,
    BASES
};

static const fosi_duty_basis bases[BASES] = {
    [GROSS] = { "gross", "gross weight" },
    [DRAINED] = { "drained", "drained net weight" },
    [DRY] = { "dry", "net weight of dry matter" },
    [LACTIC] = { "lactic", "lactic matter" },
    [DRY_LACTIC] = { "drylactic", "dry lactic matter" },
    [STANDARD] = { "standard", "standard quality" },
    [RAW_SUGAR] = { "rawsugar", "raw sugar" },
    [LIVE] = { "live", "live weight" },
    [WHEAT] = { "wheat", "common wheat" },
    [BIODIESEL] = { "biodiesel", "biodiesel" },
    [FUEL] = { "fuel", "fuel content" },
    [BIOETHANOL] = { "bioethanol", "bioethanol" },
    [TOTAL_ALCOHOL] = { "alcohol", "total alcohol" },
    [SUCROSE] = { "sucrose", "sucrose by weight" },
    [CLEAN] = { "clean", "clean weight" },
    [PROOF] = { "proof", "proof" },
    [LEAD] = { "lead", "lead content" },
    [COPPER] = { "copper", "copper content" },
    [ZINC] = { "zinc", "zinc content" },
    [TUNGSTEN] = { "tungsten", "tungsten content" },
    [MOLYBDENUM] = { "molybdenum", "molybdenum content" },
    [MANGANESE] = { "manganese", "manganese content" },
    [MAGNESIUM] = { "magnesium", "magnesium content" },
    [NICKEL] = { "nickel", "nickel content" },
    [VANADIUM] = { "vanadium", "vanadium content" },
    [RHENIUM] = { "rhenium", "rhenium content" },
    [SILVER] = { "silver", "silver content" },
    [GOLD] = { "gold", "gold content" },
    [TOBACCO] = { "tobacco", "tobacco content" },
    [SUGAR] = { "sugar", "sugar content" },
    [MILK] = { "milk", "milk content" },
    [FAT] = { "fat", "fat content" },
    [SOLIDS] = { "solids", "total solids" },
    [DEGREES] = { "degrees", "degrees" },
    [RELIEF] = { "relief", "small-producer relief" },
    [MORPHINE] = { "morphine", "anhydrous morphine content" },
    [SILICON] = { "silicon", "silicon content" },
    [RECORDING] = { "recording", "recording surface" },
    [CONTENTS] = { "contents", "the entire contents of the container" },
    [CONTAINER] = { "container", "contents and container" },
    [JEWELS] = { "jewels", "jewels" },
    [PACKS] = { "packs", "packs" },
    [SOLUBLE] = { "soluble", "total soluble solids" },
    [EXCESS] = { "excess", "alcohol above 1.15 % vol" },
};

/* What an amount for each unit is multiplied by besides. */
enum { STRENGTH = 1, BY_SUCROSE, SMALL, FACTORS };

static const struct {
    const char *code, *words;
} factors[FACTORS] = {
    [STRENGTH] = { "ASV", "% vol" },
    [BY_SUCROSE] = { "P1-sucrose", "% of sucrose by weight" },
    [SMALL] = { "P1-relief", "unit of the small-producer relief" },
};

/* A spelling, and what it stands for. Several of one beginning: the longest that fits is taken. */
typedef struct spelling {
    const char *text;
    uint8_t unit, basis, factor;
    int16_t per;
} spelling;

static const spelling spellings[] = {
    /* mass */
    { "kg", KGM, 0, 0, 1 }, { "kgs", KGM, 0, 0, 1 }, { "kg.", KGM, 0, 0, 1 }, { "kilo", KGM, 0, 0, 1 }, { "kilogram", KGM, 0, 0, 1 },
    { "kilograms", KGM, 0, 0, 1 }, { "kilogramme", KGM, 0, 0, 1 }, { "kilogrammes", KGM, 0, 0, 1 },
    { "gkg", KGM, GROSS, 0, 1 }, { "gross kg", KGM, GROSS, 0, 1 }, { "net kg", KGM, 0, 0, 1 }, { "clean kg", KGM, CLEAN, 0, 1 },
    { "kg clean", KGM, CLEAN, 0, 1 }, { "component kg", KGM, 0, 0, 1 },
    { "g", GRM, 0, 0, 1 }, { "gram", GRM, 0, 0, 1 }, { "grams", GRM, 0, 0, 1 }, { "gramme", GRM, 0, 0, 1 }, { "mg", MGM, 0, 0, 1 },
    { "t", TNE, 0, 0, 1 }, { "tonne", TNE, 0, 0, 1 }, { "tonnes", TNE, 0, 0, 1 }, { "metric ton", TNE, 0, 0, 1 },
    { "metric tons", TNE, 0, 0, 1 }, { "lb", LBR, 0, 0, 1 }, { "lb.", LBR, 0, 0, 1 }, { "lbs", LBR, 0, 0, 1 }, { "pound", LBR, 0, 0, 1 },
    { "oz", ONZ, 0, 0, 1 }, { "oz.", ONZ, 0, 0, 1 }, { "ounce", ONZ, 0, 0, 1 }, { "troy oz", APZ, 0, 0, 1 }, { "troy ounce", APZ, 0, 0, 1 },
    { "c/k", CTM, 0, 0, 1 }, { "carat", CTM, 0, 0, 1 }, { "carats", CTM, 0, 0, 1 }, { "ct", CTM, 0, 0, 1 }, { "short ton", STN, 0, 0, 1 },
    { "long ton", LTN, 0, 0, 1 }, { "cwt", HKG, 0, 0, 1 },
    /* volume */
    { "l", LTR, 0, 0, 1 }, { "l.", LTR, 0, 0, 1 }, { "liter", LTR, 0, 0, 1 }, { "liters", LTR, 0, 0, 1 }, { "litre", LTR, 0, 0, 1 },
    { "litres", LTR, 0, 0, 1 }, { "ltr", LTR, 0, 0, 1 }, { "hl", HLT, 0, 0, 1 }, { "hectolitre", HLT, 0, 0, 1 },
    { "hectoliter", HLT, 0, 0, 1 }, { "kl", KLT, 0, 0, 1 }, { "kilolitre", KLT, 0, 0, 1 }, { "kiloliter", KLT, 0, 0, 1 },
    { "ml", MLT, 0, 0, 1 }, { "cl", CLT, 0, 0, 1 }, { "m³", MTQ, 0, 0, 1 }, { "m3", MTQ, 0, 0, 1 }, { "cu. m", MTQ, 0, 0, 1 },
    { "cubic meter", MTQ, 0, 0, 1 }, { "cubic metre", MTQ, 0, 0, 1 }, { "cubic meters", MTQ, 0, 0, 1 }, { "cubic metres", MTQ, 0, 0, 1 },
    { "cm³", CMQ, 0, 0, 1 }, { "cm3", CMQ, 0, 0, 1 }, { "gal", GLL, 0, 0, 1 }, { "gal.", GLL, 0, 0, 1 }, { "gallon", GLL, 0, 0, 1 },
    { "bbl", BLL, 0, 0, 1 }, { "barrel", BLL, 0, 0, 1 },
    /* alcohol */
    { "l alc. 100%", LPA, 0, 0, 1 }, { "l alc 100%", LPA, 0, 0, 1 }, { "l alc. 100 %", LPA, 0, 0, 1 }, { "lpa", LPA, 0, 0, 1 },
    { "litre of pure alcohol", LPA, 0, 0, 1 }, { "liter of pure alcohol", LPA, 0, 0, 1 }, { "l of pure alcohol", LPA, 0, 0, 1 },
    { "litre of alcohol", LPA, 0, 0, 1 }, { "liter of alcohol", LPA, 0, 0, 1 }, { "l of alcohol", LPA, 0, 0, 1 },
    { "l of alcohol, calculated on that alcohol content by which the percentage by volume of alcohol of the goods exceeds 1.15", LPA, EXCESS, 0, 1 },
    { "lal", LPA, 0, 0, 1 }, { "litre of absolute ethyl alcohol", LPA, 0, 0, 1 }, { "litre of absolute alcohol", LPA, 0, 0, 1 },
    { "for each litre of pure alcohol, multiplied by the spr discount", LPA, 0, SMALL, 1 },
    { "pf.liter", LTR, PROOF, 0, 1 }, { "pf. liter", LTR, PROOF, 0, 1 }, { "pf liter", LTR, PROOF, 0, 1 }, { "pfl", LTR, PROOF, 0, 1 },
    { "pf.litre", LTR, PROOF, 0, 1 }, { "pf. litre", LTR, PROOF, 0, 1 }, { "pf.liters", LTR, PROOF, 0, 1 },
    { "pf.liter on ethyl alcohol content", LTR, PROOF, 0, 1 }, { "pf. liter on ethyl alcohol content", LTR, PROOF, 0, 1 },
    { "proof liter", LTR, PROOF, 0, 1 }, { "proof litre", LTR, PROOF, 0, 1 }, { "pf.gal.", GLL, PROOF, 0, 1 },
    { "pf. gal.", GLL, PROOF, 0, 1 }, { "proof gallon", GLL, PROOF, 0, 1 },
    { "% vol/hl", HLT, 0, STRENGTH, 1 }, { "%vol/hl", HLT, 0, STRENGTH, 1 }, { "vol%/hl", HLT, 0, STRENGTH, 1 }, { "% vol / hl", HLT, 0, STRENGTH, 1 },
    { "vol% / hl", HLT, 0, STRENGTH, 1 }, { "% vol", ASV, 0, 0, 1 },
    /* articles */
    { "each", C62, 0, 0, 1 }, { "each one", C62, 0, 0, 1 }, { "ea.", C62, 0, 0, 1 }, { "no.", C62, 0, 0, 1 }, { "no", C62, 0, 0, 1 },
    { "nos", C62, 0, 0, 1 }, { "number", C62, 0, 0, 1 },
    { "p/st", C62, 0, 0, 1 }, { "piece", C62, 0, 0, 1 }, { "pieces", C62, 0, 0, 1 }, { "pcs", C62, 0, 0, 1 }, { "pc", C62, 0, 0, 1 },
    { "pc.", C62, 0, 0, 1 }, { "item", C62, 0, 0, 1 }, { "items", C62, 0, 0, 1 }, { "unit", C62, 0, 0, 1 }, { "units", C62, 0, 0, 1 },
    { "article", C62, 0, 0, 1 }, { "u", C62, 0, 0, 1 }, { "head", C62, 0, 0, 1 }, { "stick", C62, 0, 0, 1 }, { "sticks", C62, 0, 0, 1 },
    { "pin", C62, 0, 0, 1 }, { "pins", C62, 0, 0, 1 }, { "jewel", C62, JEWELS, 0, 1 }, { "pack", C62, PACKS, 0, 1 },
    { "個", C62, 0, 0, 1 }, { "本", C62, 0, 0, 1 }, { "頭", C62, 0, 0, 1 }, { "枚", C62, 0, 0, 1 }, { "足", PR, 0, 0, 1 }, { "組", SET, 0, 0, 1 },
    { "thousand", C62, 0, 0, 1000 }, { "thousands", C62, 0, 0, 1000 }, { "hundred", C62, 0, 0, 100 },
    { "doz", DZN, 0, 0, 1 }, { "doz.", DZN, 0, 0, 1 }, { "dozen", DZN, 0, 0, 1 }, { "gross", GRO, 0, 0, 1 },
    { "pa", PR, 0, 0, 1 }, { "pr", PR, 0, 0, 1 }, { "pr.", PR, 0, 0, 1 }, { "prs.", PR, 0, 0, 1 }, { "pair", PR, 0, 0, 1 },
    { "pairs", PR, 0, 0, 1 }, { "doz. pr.", DPR, 0, 0, 1 }, { "doz.pr.", DPR, 0, 0, 1 }, { "doz. pairs", DPR, 0, 0, 1 },
    { "dozen pair", DPR, 0, 0, 1 }, { "dozen pairs", DPR, 0, 0, 1 }, { "doz pr", DPR, 0, 0, 1 },
    { "set", SET, 0, 0, 1 }, { "sets", SET, 0, 0, 1 }, { "sheet", ST, 0, 0, 1 }, { "ce/el", NCL, 0, 0, 1 }, { "cell", NCL, 0, 0, 1 },
    /* area, length, energy */
    { "m²", MTK, 0, 0, 1 }, { "m2", MTK, 0, 0, 1 }, { "㎡", MTK, 0, 0, 1 }, { "sq. m", MTK, 0, 0, 1 }, { "sq.m", MTK, 0, 0, 1 }, { "sq m", MTK, 0, 0, 1 },
    { "square meter", MTK, 0, 0, 1 }, { "square metre", MTK, 0, 0, 1 }, { "square meters", MTK, 0, 0, 1 },
    { "square metres", MTK, 0, 0, 1 }, { "cm²", CMK, 0, 0, 1 }, { "cm2", CMK, 0, 0, 1 }, { "mm²", MMK, 0, 0, 1 },
    { "sq. ft", FTK, 0, 0, 1 }, { "sq. ft.", FTK, 0, 0, 1 }, { "square foot", FTK, 0, 0, 1 }, { "sq. yd.", YDK, 0, 0, 1 },
    { "m", MTR, 0, 0, 1 }, { "meter", MTR, 0, 0, 1 }, { "metre", MTR, 0, 0, 1 }, { "meters", MTR, 0, 0, 1 }, { "metres", MTR, 0, 0, 1 },
    { "linear meter", MTR, 0, 0, 1 }, { "linear metre", MTR, 0, 0, 1 }, { "linear m", MTR, 0, 0, 1 }, { "lin. m", MTR, 0, 0, 1 }, { "cm", CMT, 0, 0, 1 },
    { "mm", MMT, 0, 0, 1 }, { "km", KMT, 0, 0, 1 }, { "yd", YRD, 0, 0, 1 }, { "ft", FOT, 0, 0, 1 },
    { "kwh", KWH, 0, 0, 1 }, { "mwh", MWH, 0, 0, 1 }, { "tj", TJO, 0, 0, 1 }, { "w", WTT, 0, 0, 1 }, { "watt", WTT, 0, 0, 1 }, { "kw", KWT, 0, 0, 1 },
    /* named substances */
    { "kg n", KNI, 0, 0, 1 }, { "kg h₂o₂", KNS, 0, 0, 1 }, { "kg koh", KPH, 0, 0, 1 }, { "kg k₂o", KPO, 0, 0, 1 },
    { "kg p₂o₅", KPP, 0, 0, 1 }, { "kg 90% sdt", KSD, 0, 0, 1 }, { "kg naoh", KSH, 0, 0, 1 }, { "kg u", KUR, 0, 0, 1 },
    { "kg methylamines", KMA, 0, 0, 1 }, { "ct/l", CCT, 0, 0, 1 }, { "gi f/s", GFI, 0, 0, 1 },
};

/* TARIC's unit codes that Recommendation 20 has under another, or not at all. */
static const spelling aliases[] = {
    { "NAR", C62, 0, 0, 1 }, { "H87", C62, 0, 0, 1 }, { "PCE", C62, 0, 0, 1 }, { "NPR", PR, 0, 0, 1 },
    { "BRX", P1, SUCROSE, 0, 1 }, { "SPR", P1, RELIEF, 0, 1 }, { "WAT", WTT, 0, 0, 1 },
};

/* What may stand behind a unit. `letter` is TARIC's; ',' is the comma that must come before the words. */
typedef struct qualifier {
    char letter;
    const char *text;
    uint8_t basis, factor;
} qualifier;

static const qualifier qualifiers[] = {
    { 'A', "tot/alc", TOTAL_ALCOHOL, 0 }, { 0, "total alc.", TOTAL_ALCOHOL, 0 }, { 0, "total alcohol", TOTAL_ALCOHOL, 0 }, { 0, "tot alc", TOTAL_ALCOHOL, 0 },
    { 'E', "net eda", DRAINED, 0 }, { 0, "eda", DRAINED, 0 }, { 0, "mas", DRY, 0 }, { 0, "drained weight", DRAINED, 0 }, { 0, "drained net weight", DRAINED, 0 },
    { 0, "net drained weight", DRAINED, 0 }, { 0, "net drained wt", DRAINED, 0 }, { 0, "drained", DRAINED, 0 },
    { 'F', "common wheat", WHEAT, 0 },
    { 'G', "br", GROSS, 0 }, { 0, "gross", GROSS, 0 }, { 0, "gross weight", GROSS, 0 }, { 0, "gross mass", GROSS, 0 },
    { 'I', "biodiesel", BIODIESEL, 0 }, { 'J', "fuel content", FUEL, 0 }, { 'K', "bioethanol", BIOETHANOL, 0 },
    { 'L', "live weight", LIVE, 0 },
    { 'M', "net mas", DRY, 0 }, { 0, "net dry", DRY, 0 }, { 0, "dry matter", DRY, 0 },
    { 'P', "lactic matter", LACTIC, 0 }, { 0, "lactic.", LACTIC, 0 }, { 0, "lactic", LACTIC, 0 },
    { 'R', "std qual", STANDARD, 0 }, { 0, "std/qual", STANDARD, 0 },
    { 'S', "raw sugar", RAW_SUGAR, 0 },
    { 'T', "dry lactic matter", DRY_LACTIC, 0 }, { 0, "dry/lactic", DRY_LACTIC, 0 }, { 0, "dry lactic", DRY_LACTIC, 0 },
    { 'Z', "net/%sacchar.", 0, BY_SUCROSE }, { 0, "%sacchar.", 0, BY_SUCROSE }, { 0, "% sacchar.", 0, BY_SUCROSE }, { 0, "net/% sacchar.", 0, BY_SUCROSE },
    { 0, "net", 0, 0 }, { 0, "net weight", 0, 0 }, { 0, "net mass", 0, 0 },
    { 0, "clean weight", CLEAN, 0 },
    { 0, "lead content", LEAD, 0 }, { 0, "copper content", COPPER, 0 }, { 0, "zinc content", ZINC, 0 },
    { 0, "tungsten content", TUNGSTEN, 0 }, { 0, "molybdenum content", MOLYBDENUM, 0 }, { 0, "manganese content", MANGANESE, 0 },
    { 0, "magnesium content", MAGNESIUM, 0 }, { 0, "nickel content", NICKEL, 0 }, { 0, "vanadium content", VANADIUM, 0 },
    { 0, "rhenium content", RHENIUM, 0 }, { 0, "silver content", SILVER, 0 }, { 0, "gold content", GOLD, 0 },
    { 0, "tobacco content", TOBACCO, 0 }, { 0, "sugar content", SUGAR, 0 }, { 0, "milk content", MILK, 0 }, { 0, "fat content", FAT, 0 },
    { 0, "anhydrous morphine content", MORPHINE, 0 }, { 0, "silicon content", SILICON, 0 }, { 0, "recording surface", RECORDING, 0 },
    { 0, "entire contents of container", CONTENTS, 0 }, { 0, "contents and container", CONTAINER, 0 },
    { ',', "including weight of container", CONTAINER, 0 },
    { 0, "total sugars", SUGAR, 0 }, { 0, "total solids", SOLIDS, 0 }, { 0, "TSS", SOLUBLE, 0 },
};
/* clang-format on */

const fosi_duty_unit *fosi_duty_unit_at(unsigned unit) { return unit > NO_UNIT && unit < UNITS ? &units[unit] : NULL; }
const fosi_duty_basis *fosi_duty_basis_at(unsigned basis) { return basis > NET && basis < BASES ? &bases[basis] : NULL; }

void fosi_duty_unit_text(unsigned unit, unsigned basis, char text[FOSI_DUTY_UNIT_TEXT])
{
    const fosi_duty_unit *of = fosi_duty_unit_at(unit);
    const fosi_duty_basis *on = fosi_duty_basis_at(basis);
    size_t length = of == NULL ? 0 : strlen(of->code);
    if (of != NULL) memcpy(text, of->code, length);
    if (on != NULL) {
        size_t more = strlen(on->suffix);
        text[length++] = '-';
        memcpy(text + length, on->suffix, more);
        length += more;
    }
    text[length] = '\0';
}

const char *fosi_duty_factor_code(unsigned factor) { return factor > 0 && factor < FACTORS ? factors[factor].code : ""; }
const char *fosi_duty_factor_words(unsigned factor) { return factor > 0 && factor < FACTORS ? factors[factor].words : ""; }

/* ---- reading ---- */

static bool find_code(const char *code, fosi_unit_read *unit)
{
    for (uint8_t i = 1; i < UNITS; i++) {
        if (units[i].code[0] != code[0] || strcmp(units[i].code, code) != 0) continue;
        unit->unit = i;
        return true;
    }
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(aliases[i].text, code) != 0) continue;
        unit->unit = aliases[i].unit;
        unit->basis = aliases[i].basis;
        return true;
    }
    return false;
}

/* TARIC's letter behind a unit's code. X is for ASV alone: the strength times the hectolitres. */
static bool apply_letter(char letter, fosi_unit_read *unit)
{
    if (letter == 'X' && unit->unit == ASV) {
        unit->unit = HLT;
        unit->factor = STRENGTH;
        return true;
    }
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
        if (qualifiers[i].letter != letter) continue;
        unit->basis = qualifiers[i].basis;
        unit->factor = qualifiers[i].factor;
        return true;
    }
    return false;
}

static bool take_code(fosi_scan *s, fosi_unit_read *unit)
{
    char code[8] = "";
    const char *before = s->at;
    if (!fosi_scan_code(s, 2, 4, code)) return false;
    if (find_code(code, unit)) {
        const char *after = s->at;
        fosi_scan_skip(s);
        bool alone = s->at > after && s->at < s->end && fosi_is_upper(*s->at) &&
                     (s->at + 1 == s->end || !(fosi_scan_letter(s->at[1]) || fosi_is_digit(s->at[1])));
        if (alone && apply_letter(*s->at, unit))
            s->at++;
        else
            s->at = after;
        return true;
    }
    char letter = code[3];
    code[3] = '\0';
    if (letter != '\0' && find_code(code, unit) && apply_letter(letter, unit)) return true;
    s->at = before;
    return false;
}

static bool take_spelling(fosi_scan *s, fosi_unit_read *unit)
{
    const char *before, *longest = NULL;
    const spelling *found = NULL;
    fosi_scan_skip(s);
    before = s->at;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        s->at = before;
        if (!fosi_scan_may(s, spellings[i].text) || !fosi_scan_spelling(s, spellings[i].text) ||
            (longest != NULL && s->at <= longest))
            continue;
        longest = s->at;
        found = &spellings[i];
    }
    s->at = longest == NULL ? before : longest;
    if (found == NULL) return false;
    unit->unit = found->unit;
    unit->basis = found->basis;
    unit->factor = found->factor;
    return found->per == 1 || fos_decimal_multiply(unit->per, (fos_decimal){ found->per, 0 }, &unit->per) == FOS_STATUS_OK;
}

/* The canonical "-drained" and "/ASV". */
static bool take_suffix(fosi_scan *s, fosi_unit_read *unit)
{
    const char *before = s->at;
    if (s->at < s->end && *s->at == '-' && s->at + 1 < s->end && fosi_is_lower(s->at[1])) {
        s->at++;
        for (uint8_t i = 1; i < BASES; i++) {
            if (!fosi_scan_words(s, bases[i].suffix)) continue;
            unit->basis = i;
            return true;
        }
    } else if (fosi_scan_sign(s, "/")) {
        for (uint8_t i = 1; i < FACTORS; i++) {
            if (!fosi_scan_words(s, factors[i].code)) continue;
            unit->factor = i;
            return true;
        }
    }
    s->at = before;
    return false;
}

static bool take_qualifier(fosi_scan *s, fosi_unit_read *unit)
{
    const char *before = s->at, *from, *longest = NULL;
    const qualifier *found = NULL;
    bool comma = fosi_scan_sign(s, ",");
    if (!comma && !fosi_scan_sign(s, "/") && (fosi_scan_words(s, "on") || fosi_scan_words(s, "of")))
        (void)fosi_scan_words(s, "the");
    fosi_scan_skip(s);
    from = s->at;
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
        s->at = from;
        if (comma != (qualifiers[i].letter == ',') || !fosi_scan_may(s, qualifiers[i].text) ||
            !fosi_scan_spelling(s, qualifiers[i].text) || (longest != NULL && s->at <= longest))
            continue;
        longest = s->at;
        found = &qualifiers[i];
    }
    s->at = longest == NULL ? before : longest;
    if (found == NULL) return false;
    if (found->basis != 0) unit->basis = found->basis;
    if (found->factor != 0) unit->factor = found->factor;
    return true;
}

/* "$4/1000": of articles, as the United States has it. What cannot follow it is refused by who goes on. */
static bool take_thousand(fosi_unit_read *unit)
{
    if (unit->per.coefficient != 1000 || unit->per.scale != 0) return false;
    unit->unit = C62;
    return true;
}

bool fosi_scan_unit(fosi_scan *s, bool counted, fosi_unit_read *unit)
{
    const char *before = s->at;
    fos_decimal divisor;
    *unit = (fosi_unit_read){ .per = { 1, 0 } };
    if (counted && fosi_scan_number(s, &unit->per, &divisor)) {
        if (unit->per.coefficient <= 0 || divisor.coefficient != 1) {
            s->at = before;
            return false;
        }
    }
    if (!take_code(s, unit) && !take_spelling(s, unit) && !take_thousand(unit)) {
        s->at = before;
        return false;
    }
    for (int i = 0; i < 3 && (take_suffix(s, unit) || take_qualifier(s, unit)); i++) {
    }
    return true;
}

/* A unit alone, without a number or factor. */
static bool read_unit(const char *written, fosi_unit_read *unit)
{
    fosi_scan s = { .text = written, .at = written, .end = written + strlen(written) };
    return fosi_scan_unit(&s, false, unit) && fosi_scan_done(&s) && unit->factor == 0 && unit->per.coefficient == 1;
}

bool fosi_duty_is_unit(const char *written)
{
    fosi_unit_read unit;
    return read_unit(written, &unit);
}

void fosi_duty_unit_plain(const char *written, char text[FOSI_DUTY_UNIT_TEXT])
{
    fosi_unit_read unit;
    size_t length = strlen(written);
    if (read_unit(written, &unit)) {
        fosi_duty_unit_text(unit.unit, unit.basis, text);
        return;
    }
    if (length >= FOSI_DUTY_UNIT_TEXT) length = FOSI_DUTY_UNIT_TEXT - 1;
    memcpy(text, written, length);
    text[length] = '\0';
}
