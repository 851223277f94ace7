/* Duty rates as tariffs write them, parsed to a short list of terms: ad valorem, specific per unit, compound, with least
 * and most. What is prose, or needs what is not given, is not computable and says so; it is never 0. */
#ifndef FOSI_DUTY_H
#define FOSI_DUTY_H

#include "number/exact.h"

#define FOSI_DUTY_TERMS 8

typedef enum fosi_duty_join {
    FOSI_DUTY_PLUS,
    FOSI_DUTY_MINUS,
    FOSI_DUTY_LEAST, /* MIN: at least what follows */
    FOSI_DUTY_MOST   /* MAX: at most what follows */
} fosi_duty_join;

typedef struct fosi_duty_term {
    fosi_duty_join join; /* to what stands before; PLUS for the first */
    fos_decimal number;  /* a rate (0.12 for 12 %) or an amount of money */
    char currency[4];    /* empty: ad valorem */
    char unit[8];        /* empty: a flat amount */
    fos_decimal per;     /* so many units: 100 in EUR/100 KGM */
} fosi_duty_term;

typedef struct fosi_duty {
    uint32_t count; /* none: free of duty */
    fosi_duty_term terms[FOSI_DUTY_TERMS];
} fosi_duty;

/* "12 %", "Free", "3.20 EUR/KGM", "9.6 % MIN 1.1 EUR DTN", "6 % + 0.5 EUR/100 KGM MAX 20 %". False when it is none of these forms. */
bool fosi_duty_parse(const char *text, fosi_duty *duty);
/* The rate when the duty is purely ad valorem (free is 0). */
bool fosi_duty_rate(const fosi_duty *duty, fosi_exact *rate);

#endif
