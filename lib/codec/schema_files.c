/* The JSON Schemas of the files that the library reads as data, regimes and profiles. They know the shape of a file, for editors
 * and for a first look; what an expression means is the business of the compiler in lib/regime. Written with ' for ", which the
 * writer turns back. */
#include <stddef.h>

#include "codec/schema.h"

/* clang-format off */

#define TEXT "{'type':'string'}"
#define NOTED "'note':" TEXT ",'source':{'$ref':'#/$defs/name'},'sources':{'$ref':'#/$defs/names'}"
#define TRUSTED NOTED ",'confidence':{'$ref':'#/$defs/confidence'},'why':" TEXT
#define WINDOW "'from':{'$ref':'#/$defs/date'},'until':{'$ref':'#/$defs/date'}"
#define EXPRESSION "{'$ref':'#/$defs/expression'}"
#define CLOSED ",'additionalProperties':false}"

#define SOURCES \
    "'sources':{'type':'object','additionalProperties':{'type':'object','required':['title'],'properties':{", \
    "'title':" TEXT ",'url':" TEXT ",'seen':" TEXT ",'note':" TEXT "}" CLOSED "},"

#define EXCHANGE \
    "'exchange':{'type':'object','additionalProperties':{'type':'object','properties':{'on':{'$ref':'#/$defs/clock'},", \
    "'series':" TEXT ",'side':{'enum':['mid','buy','sell']},'lag':{'type':'integer','minimum':0,'maximum':366},", \
    "'note':" TEXT "}" CLOSED "},"

/* Sets, parameters, values and conditions. */
#define DEFINITIONS \
    "'sets':{'type':'object','additionalProperties':{'type':'object','required':['of'],'properties':{", \
    "'of':{'enum':['tariff_code','country','subdivision','class','text']},'members':{'$ref':'#/$defs/texts'},", \
    "'values':{'type':'array','items':{'type':'object','required':['members'],'properties':{" WINDOW ",", \
    "'members':{'$ref':'#/$defs/texts'}," TRUSTED "}" CLOSED "},'label':" TEXT "," TRUSTED "}" CLOSED "},", \
    "'parameters':{'type':'object','additionalProperties':{'type':'object','required':['type','values'],'properties':{", \
    "'type':{'type':'string','pattern':'^(money [A-Z]{3}(/[A-Z0-9]{2,3}(-[a-z]+)?)?|rate|number|count|mass|date|code|quantity " \
    "[A-Z0-9]{2,3}(-[a-z]+)?)$'},", \
    "'by':{'type':'array','minItems':1,'maxItems':3,'items':{'enum':['country','subdivision','tax_category','tariff_code',", \
    "'class','code']}},'match':{'enum':['longest_prefix']},'label':" TEXT "," NOTED ",", \
    "'values':{'type':'array','minItems':1,'items':{'type':'object','properties':{" WINDOW ",", \
    "'key':{'anyOf':[" TEXT ",{'$ref':'#/$defs/texts'}]},'value':{'type':['string','number']},'none':{'const':true},", \
    "'unknown':" TEXT "," TRUSTED "},'oneOf':[{'required':['value']},{'required':['none']},{'required':['unknown']}]", \
    CLOSED "}}" CLOSED "},", \
    "'values':{'type':'object','additionalProperties':{'$ref':'#/$defs/definition'}},", \
    "'conditions':{'type':'object','additionalProperties':{'$ref':'#/$defs/definition'}},"

/* The last of the definitions, and the end of the document. */
#define COMMON \
    "'name':{'type':'string','minLength':1},'names':{'type':'array','items':{'$ref':'#/$defs/name'}},", \
    "'texts':{'type':'array','items':" TEXT "},'country':{'type':'string','pattern':'^[A-Z]{2}$'},", \
    "'date':{'type':'string','format':'date'},'clock':{'enum':['sale','departure','arrival','declaration']},", \
    "'confidence':{'enum':['confirmed','secondary','unverified','scheduled','disputed']},", \
    "'expression':{'type':'string','minLength':1,'description':'An expression of the regime language.'},", \
    "'rounding':{'type':'string','pattern':'^(half_up|half_even|half_down|up|down|ceiling|floor) [0-9]+([.][0-9]+)?$'},", \
    "'definition':{'type':'object','required':['per','is'],'properties':{'per':{'enum':['consignment','route','item']},", \
    "'is':" EXPRESSION ",'round':{'$ref':'#/$defs/rounding'},'shows_as':{'enum':['intrinsic_value','customs_value']},", \
    "'label':" TEXT "," TRUSTED "}" CLOSED "}}"

const char *const fosi_schema_regime[] = {
    "{'$schema':'https://json-schema.org/draft/2020-12/schema','title':'regime','type':'object',",
    "'description':'Everything that is due in one customs and tax territory, and who deals with it.',",
    "'required':['regime','name','territory','currency','minor_unit','data_version','reviewed'],",
    "'properties':{",
    "'regime':{'type':'string','description':'Id of the regime.'},",
    "'name':{'type':'string','description':'Name of the territory.'},",
    "'territory':{'type':'array','minItems':1,'description':'Countries of destination.','items':{'anyOf':[",
    "{'$ref':'#/$defs/country'},{'type':'object','required':['country'],'properties':{'country':{'$ref':'#/$defs/country'},",
    "'subdivisions':{'type':'array','items':" TEXT "}}" CLOSED "]}},",
    "'currency':{'type':'string','pattern':'^[A-Z]{3}$','description':'The currency of its quotes, ISO 4217.'},",
    "'minor_unit':{'type':'string','pattern':'^[0-9]+([.][0-9]+)?$','description':'The smallest amount that is paid.'},",
    "'data_version':{'type':'string','pattern':'^[0-9]{4}[.][0-9]{1,2}[.][0-9]+$','description':'Year, month, serial.'},",
    "'reviewed':{'$ref':'#/$defs/date'},'clock':{'$ref':'#/$defs/clock'},'history':{'$ref':'#/$defs/date'},",
    "'partial':{'type':'boolean'},'note':" TEXT ",",

    SOURCES,
    EXCHANGE,

    "'inputs':{'type':'object','additionalProperties':{'type':'object','properties':{'absent':{'type':['string','boolean']},",
    "'say':" TEXT ",'election':{'type':'boolean'},'counter':" TEXT "," NOTED "}" CLOSED "},",

    "'switches':{'type':'object','additionalProperties':{'type':'object','required':['options','default'],'properties':{",
    "'options':{'type':'array','minItems':2,'items':{'$ref':'#/$defs/name'}},'default':{'$ref':'#/$defs/name'},",
    "'why':" TEXT "," NOTED "}" CLOSED "},",

    DEFINITIONS,

    "'refunds':{'type':'object','additionalProperties':{'type':'object','required':['say'],'properties':{",
    "'by':" EXPRESSION ",'to':" EXPRESSION ",'say':" TEXT "," TRUSTED "}" CLOSED "},",

    "'collections':{'type':'object','additionalProperties':{'type':'object','properties':{'approach':{'$ref':'#/$defs/approach'},",
    "'liable':" EXPRESSION ",'collector':" EXPRESSION ",'payer':" EXPRESSION ",",
    "'due':{'enum':['sale','departure','arrival','delivery','periodic']},'remitted_to':" EXPRESSION ",'remitted':" TEXT ",",
    "'refund':" TEXT ",'label':" TEXT "," NOTED "}" CLOSED "},",

    "'charges':{'type':'array','items':{'type':'object','required':['id','kind','name','per'],'properties':{'id':{'$ref':'#/$defs/name'},",
    "'kind':{'enum':['duty','excise','tax','fee']},'name':" TEXT ",",
    "'per':{'anyOf':[{'enum':['item','route','consignment']},{'type':'object','required':['group'],'properties':{'group':",
    "{'type':'array','minItems':1,'items':" TEXT "}}" CLOSED ",{'type':'object','required':['like'],'properties':{'like':",
    "{'$ref':'#/$defs/name'}}" CLOSED "]},",
    "'when':" EXPRESSION ",'where':" EXPRESSION ",'base':" EXPRESSION ",'rate':" EXPRESSION ",'amount':" EXPRESSION ",",
    "'deduct':" EXPRESSION ",'round_base':{'$ref':'#/$defs/rounding'},'round':{'$ref':'#/$defs/rounding'},",
    "'settle':{'anyOf':[{'$ref':'#/$defs/level'},{'type':'object','required':['free','default'],'properties':{'free':",
    "{'type':'array','items':{'$ref':'#/$defs/level'}},'default':{'$ref':'#/$defs/level'}}" CLOSED "]},",
    "'spread':" EXPRESSION ",'clock':{'$ref':'#/$defs/clock'},'exchange':" TEXT ",'unit':" TEXT ",'refund':" TEXT "," TRUSTED
    "},",
    "'anyOf':[{'required':['base','rate']},{'required':['amount']}]" CLOSED "},",

    "'waivers':{'type':'array','items':{'type':'object','required':['id','charges','when'],'properties':{'id':{'$ref':'#/$defs/name'},",
    "'charges':{'$ref':'#/$defs/names'},'per':{'enum':['route','consignment']},'when':" EXPRESSION "," TRUSTED "}" CLOSED "},",

    "'routes':{'type':'array','items':{'type':'object','required':['id'],'properties':{'id':{'$ref':'#/$defs/name'},",
    "'approach':{'$ref':'#/$defs/approach'},'label':" TEXT ",'like':{'$ref':'#/$defs/name'}," WINDOW ",",
    "'clock':{'$ref':'#/$defs/clock'},'sets':{'type':'object','additionalProperties':" TEXT "},'when':" EXPRESSION ",",
    "'needs':{'type':'array','items':{'type':'object','required':['that','say'],'properties':{'that':" EXPRESSION ",",
    "'say':" TEXT ",'note':" TEXT "}" CLOSED "},",
    "'collect':{'type':'array','items':{'type':'object','required':['by','charges'],'properties':{'by':{'$ref':'#/$defs/name'},",
    "'charges':{'$ref':'#/$defs/names'},'note':" TEXT "}" CLOSED "}," TRUSTED "},",
    "'anyOf':[{'required':['like']},{'required':['approach','when','collect']}]" CLOSED "},",

    "'notices':{'type':'array','items':{'type':'object','required':['id','when','say'],'properties':{'id':{'$ref':'#/$defs/name'},",
    "'class':{'enum':['warning','note']},'when':" EXPRESSION ",'say':" TEXT "," TRUSTED "}" CLOSED "}",
    "},'additionalProperties':false,",

    "'$defs':{",
    "'approach':{'enum':['vendor','intermediary','consumer','border']},",
    "'level':{'enum':['item','group','rate','route','consignment']},",
    COMMON,
    NULL,
};

#define PLACE "{'type':'string','pattern':'^[a-z_]+([.][a-z_]+)*$'}"
#define CHARACTERS "{'$ref':'#/$defs/characters'}"

const char *const fosi_schema_profile[] = {
    "{'$schema':'https://json-schema.org/draft/2020-12/schema','title':'profile','type':'object',",
    "'description':'What one administration asks for in one filing.',",
    "'required':['profile','title','authority','filing','lodged_by','currency','cites','data_version','reviewed','sources','rows'],",
    "'properties':{",
    "'profile':{'type':'string','minLength':1,'description':'Id of the profile.'},",
    "'title':{'type':'string','description':'Its name in words.'},",
    "'authority':{'type':'string','description':'Who asks for the filing.'},",
    "'filing':{'type':'string','description':'What kind of filing it is.'},",
    "'lodged_by':{'type':'array','minItems':1,'items':" TEXT ",'description':'Roles that may lodge it, of fos roles.'},",
    "'territory':{'type':'array','minItems':1,'items':{'$ref':'#/$defs/country'},'description':'Countries of destination; absent for all.'},",
    "'currency':{'type':'string','pattern':'^[A-Z]{3}$','description':'The currency that its conditions count in, ISO 4217.'},",
    WINDOW ",",
    "'cites':{'type':'string','description':'The source of its dates and its territory.'},",
    "'source':{'$ref':'#/$defs/name'},",
    "'data_version':{'type':'string','pattern':'^[0-9]{4}[.][0-9]{1,2}[.][0-9]+$','description':'Year, month, serial.'},",
    "'reviewed':{'$ref':'#/$defs/date'},'note':" TEXT ",'characters':" CHARACTERS ",",

    SOURCES,
    EXCHANGE,
    DEFINITIONS,

    "'scope':{'type':'array','description':'For which consignments the filing exists.','items':{'$ref':'#/$defs/condition'}},",
    "'checks':{'type':'array','description':'What its data must meet.','items':{'$ref':'#/$defs/condition'}},",
    "'quality':{'type':'object','properties':{'off':{'type':'array','items':{'type':'string','pattern':'^quality[.][a-z_]+$'}},",
    "'note':" TEXT "}" CLOSED ",",

    "'rows':{'type':'array','minItems':1,'description':'Elements that are asked for.','items':{'type':'object',",
    "'required':['need'],'properties':{'id':{'$ref':'#/$defs/name'},'element':" PLACE ",",
    "'any':{'type':'array','minItems':2,'items':" PLACE "},'need':{'enum':['mandatory','conditional','optional']},",
    "'when':" EXPRESSION ",'format':{'type':'string','pattern':'^(a|n|an)([0-9]+|([0-9]+)?[.][.][0-9]+)(,[0-9]+)?$'},",
    "'characters':" CHARACTERS ",'scheme':{'$ref':'#/$defs/name'},'schemes':{'$ref':'#/$defs/some'},",
    "'codes':{'$ref':'#/$defs/some'},'code_list':{'$ref':'#/$defs/name'},'min':{'$ref':'#/$defs/count'},",
    "'max':{'$ref':'#/$defs/count'},'label':" TEXT "," WINDOW "," TRUSTED "},",
    "'allOf':[{'oneOf':[{'required':['element']},{'required':['any']}]},{'anyOf':[{'required':['source']},{'required':['sources']}]},",
    "{'if':{'properties':{'need':{'const':'conditional'}}},'then':{'anyOf':[{'required':['when']},{'required':['why']}]},",
    "'else':{'not':{'required':['when']}}}]" CLOSED "}",
    "},'additionalProperties':false,",

    "'$defs':{",
    "'characters':{'enum':['any','latin','ascii']},'count':{'type':'integer','minimum':1,'maximum':1000000},",
    "'some':{'type':'array','minItems':1,'items':{'$ref':'#/$defs/name'}},",
    "'condition':{'type':'object','required':['id','that','say'],'properties':{'id':{'$ref':'#/$defs/name'},'that':" EXPRESSION ",",
    "'when':" EXPRESSION ",'say':" TEXT ",'severity':{'enum':['error','warning','note']},'element':" PLACE "," WINDOW "," TRUSTED "},",
    "'anyOf':[{'required':['source']},{'required':['sources']}]" CLOSED ",",
    COMMON,
    NULL,
};

/* clang-format on */
