/* Exact decimals: reading, a percentage rounded once, and sharing an amount out so that the parts sum to the whole.
 * cc numbers.c -o numbers $(pkg-config --cflags --libs fos) */
#include <stdio.h>

#include <fos/fos.h>

int main(void)
{
    fos_decimal price, tax, cent = { 1, 2 };
    fos_decimal weights[3] = { { 1, 0 }, { 1, 0 }, { 1, 0 } }, parts[3];
    char text[FOS_DECIMAL_TEXT];

    if (fos_decimal_parse("27.075", 6, &price, NULL) != FOS_STATUS_OK)
        return 1;
    if (fos_decimal_muldiv(price, (fos_decimal){ 19, 0 }, (fos_decimal){ 100, 0 }, 2, FOS_ROUNDING_HALF_UP, &tax) !=
        FOS_STATUS_OK)
        return 1;
    fos_decimal_format(tax, text);
    printf("19 %% of 27.075 is %s\n", text);

    if (fos_decimal_apportion((fos_decimal){ 490, 2 }, cent, weights, 3, parts) != FOS_STATUS_OK)
        return 1;
    for (int i = 0; i < 3; i++) {
        fos_decimal_format(parts[i], text);
        printf("%s%s", text, i < 2 ? " + " : " = 4.90\n");
    }
    return 0;
}
