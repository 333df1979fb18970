#include "model/config.h"

#include "fixture.h"

static bool load(struct fixture *fixture, struct config *config, struct arena *arena, struct diags *diags, const char *text)
{
	char path[128];
	fixture_write(fixture, "site.yaml", text);
	snprintf(path, sizeof path, "%s/site.yaml", fixture->root);
	return config_load(config, arena, path, diags);
}

static void reads_audiences_editions_and_defaults(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct config config;
	assert_true(load(*state, &config, &arena, &diags,
	                 "title: T\ntitle_zh: 采购\nlanguages: [en, zh-Hans]\naudiences: [agent, broker]\n"
	                 "editions:\n  staff: { title: Staff, sees: everything }\n"
	                 "  both: { sees: [agent, broker], order_fields: [id, supplier.name_zh] }\n"
	                 "  open: { sees: all }\n"
	                 "defaults:\n  guide: { audience: all }\n  .: { audience: [broker] }\n"));
	assert_int_equal(diags.count, 0);
	assert_str(config.title_zh, "采购");
	assert_int_equal(config.language_count, 2);
	assert_int_equal(config.edition_count, 3);
	assert_true(config.editions[0].everything);
	assert_str(config.editions[0].title, "Staff");
	assert_str(config.editions[1].title, "both");
	assert_int_equal(config.editions[1].sees, 3);
	assert_int_equal(config.editions[1].order_field_count, 2);
	assert_int_equal(config.default_count, 2);
	assert_str(config.defaults[1].folder, "");
	assert_ptr_equal(config_edition(&config, STR("both")), &config.editions[1]);
	assert_null(config_edition(&config, STR("nobody")));
	arena_clear(&arena);
	diags_clear(&diags);
}

static void internal_is_for_editions_that_see_everything(void **state)
{
	const struct edition staff = { .everything = true }, agent = { .sees = 1 }, nobody = { .sees = 0 };
	(void)state;
	assert_true(edition_may_see(&staff, AUDIENCE_INTERNAL));
	assert_false(edition_may_see(&agent, AUDIENCE_INTERNAL));
	assert_true(edition_may_see(&agent, 1));
	assert_true(edition_may_see(&agent, 3));
	assert_false(edition_may_see(&agent, 2));
	assert_true(edition_may_see(&agent, AUDIENCE_ALL));
	assert_true(edition_may_see(&nobody, AUDIENCE_ALL));
	assert_false(edition_may_see(&nobody, 1));
}

static void refuses_what_it_does_not_know(void **state)
{
	static const struct { const char *text, *message, *hint; } cases[] = {
		{ "title: T\neditions:\n  staff: { sees: [agent] }\n", "site.yaml declares no audience 'agent'", NULL },
		{ "title: T\naudiences: [agent]\neditions:\n  a: { sees: [agnet] }\n", "site.yaml declares no audience 'agnet'",
		  "did you mean 'agent'?" },
		{ "title: T\naudiences: [all]\neditions:\n  a: { sees: everything }\n", "the audience 'all' is built in", NULL },
		{ "title: T\naudiences: [a, a]\neditions:\n  a: { sees: everything }\n", "the audience 'a' is declared twice", NULL },
		{ "title: T\naudiences: [A b]\neditions:\n  a: { sees: everything }\n", "an audience cannot be called 'A b'",
		  "use small letters, digits, '-' and '_'" },
		{ "title: T\neditions:\n  ../x: { sees: everything }\n", "an edition cannot be called '../x'", NULL },
		{ "title: T\neditions:\n  con: { sees: everything }\n", "an edition cannot be called 'con'", NULL },
		{ "title: T\neditions:\n  a: { sees: [internal] }\n", "only an edition that sees everything shows what is internal", NULL },
		{ "title: T\nlanguages: ['e n']\neditions:\n  a: { sees: everything }\n", "'e n' is not a language tag", NULL },
		{ "title: T\neditions: {}\n", "the site has no edition", NULL },
		{ "- a list\n", "the site is not a map of keys and values", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct config config;
		assert_false(load(*state, &config, &arena, &diags, cases[i].text));
		assert_diag(&diags, cases[i].message, cases[i].hint);
		assert_true(diags.items[0].place.line > 0);
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

static void says_that_the_file_is_not_there(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct config config;
	(void)state;
	assert_false(config_load(&config, &arena, "/nowhere/content/site.yaml", &diags));
	assert_diag(&diags, "a site needs this file, and it is not there", NULL);
	arena_clear(&arena);
	diags_clear(&diags);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_audiences_editions_and_defaults),
		TEST(internal_is_for_editions_that_see_everything),
		TEST(refuses_what_it_does_not_know),
		TEST(says_that_the_file_is_not_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
