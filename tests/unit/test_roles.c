/* Tests of the stakeholders and the ways of collecting: every role has an entry, every way names roles that fit its approach. */
#include <stdbool.h>
#include <string.h>

#include <check.h>

#include <fos/fos.h>

START_TEST(every_role_is_described)
{
    for (int i = 1; i < FOS_ROLE_COUNT; i++) {
        fos_role role = (fos_role)i;
        const fos_role_entry *entry = fos_role_describe(role);
        ck_assert_ptr_nonnull(entry);
        ck_assert_int_eq(entry->role, role);
        ck_assert_int_eq(fos_role_find(fos_role_name(role)), role);
        ck_assert(entry->title[0] != '\0' && entry->definition[0] != '\0' && entry->holds[0] != '\0' && entry->source[0] != '\0');
        ck_assert_uint_ge(entry->responsibility_count, 2);
        for (size_t k = 0; k < entry->responsibility_count; k++)
            ck_assert(entry->responsibilities[k][0] != '\0');
    }
    ck_assert_ptr_null(fos_role_describe(FOS_ROLE_ABSENT));
    ck_assert_ptr_null(fos_role_describe((fos_role)FOS_ROLE_COUNT));
    ck_assert_ptr_null(fos_role_describe((fos_role)-1));
    ck_assert_int_eq(fos_role_find("planet"), FOS_ROLE_ABSENT);
    ck_assert_int_eq(fos_role_find(""), FOS_ROLE_ABSENT);
    ck_assert_int_eq(fos_role_find(NULL), FOS_ROLE_ABSENT);
}
END_TEST

/* Those who supply data can supply some element; authorities supply what they issue. */
START_TEST(traders_supply_elements)
{
    uint32_t suppliers = 0;
    fos_element_place place = FOS_ELEMENT_PLACE_INIT;
    while (fos_element_place_next(fos_class_find("request"), &place))
        suppliers |= place.roles;
    for (int i = FOS_ROLE_SELLER; i <= FOS_ROLE_PAYMENT_PROVIDER; i++)
        ck_assert_msg((suppliers & FOS_ROLE_BIT(i)) != 0, "%s", fos_role_name((fos_role)i));
}
END_TEST

static bool is_authority(fos_role role) { return role == FOS_ROLE_CUSTOMS || role == FOS_ROLE_TAX_AUTHORITY; }

static void expect_roles(const fos_collection_model *model)
{
    const fos_role parts[] = {
        model->liable, model->payer, model->collector, model->remitter, model->remitted_to, model->refunder
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        ck_assert_msg((parts[i] == FOS_ROLE_ABSENT) == (model->approach == FOS_APPROACH_HYBRID), "%s", model->id);
    if (model->approach == FOS_APPROACH_HYBRID) return;
    ck_assert_msg(is_authority(model->remitted_to), "%s", model->id);
    ck_assert_msg(!is_authority(model->liable) && !is_authority(model->payer), "%s", model->id);
    if (model->approach == FOS_APPROACH_VENDOR) {
        ck_assert_int_eq(model->collector, model->liable);
        ck_assert_int_eq(model->refunder, model->collector);
        ck_assert_int_eq(model->due, FOS_DUE_SALE);
    }
    if (model->approach == FOS_APPROACH_INTERMEDIARY) ck_assert_msg(!is_authority(model->collector), "%s", model->id);
    if (model->approach == FOS_APPROACH_CONSUMER) ck_assert_int_eq(model->remitter, FOS_ROLE_BUYER);
    if (model->approach == FOS_APPROACH_BORDER) ck_assert_int_eq(model->collector, FOS_ROLE_CUSTOMS);
}

START_TEST(every_approach_has_its_ways)
{
    unsigned seen = 0;
    for (size_t i = 0; i < fos_collection_model_count(); i++) {
        const fos_collection_model *model = fos_collection_model_at(i);
        expect_roles(model);
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(fos_collection_model_at(k)->id, model->id);
        ck_assert(strncmp(model->id, fos_approach_name(model->approach), strlen(fos_approach_name(model->approach))) == 0);
        seen |= 1u << model->approach;
    }
    for (int approach = FOS_APPROACH_VENDOR; approach <= FOS_APPROACH_HYBRID; approach++)
        ck_assert_msg((seen >> approach & 1) != 0, "%s", fos_approach_name((fos_approach)approach));
    ck_assert_ptr_null(fos_collection_model_at(fos_collection_model_count()));
}
END_TEST

Suite *roles_suite(void);

Suite *roles_suite(void)
{
    Suite *suite = suite_create("roles");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_role_is_described);
    tcase_add_test(all, traders_supply_elements);
    tcase_add_test(all, every_approach_has_its_ways);
    suite_add_tcase(suite, all);
    return suite;
}
