#include "model/page.h"

#include "fixture.h"

static const struct config_default DEFAULTS[] = {
	{ .folder = { "", 0 }, .layout = { "plain", 5 } },
	{ .folder = { "guide", 5 }, .layout = { "wide", 4 } },
	{ .folder = { "guide/05", 8 } },
};

static struct config test_config(void)
{
	static struct str languages[] = { { "en", 2 }, { "zh", 2 } };
	static struct str audiences[] = { { "agent", 5 } };
	return (struct config){ .languages = languages, .language_count = 2, .audiences = audiences, .audience_count = 1 };
}

static bool load(struct fixture *fixture, struct page *page, struct arena *arena, const char *file, const char *text,
                 struct diags *diags)
{
	struct config config = test_config();
	fixture_write(fixture, file, text);
	return page_load(page, arena, fixture->root, str_from(file), &config, diags);
}

static void reads_front_matter_and_finds_the_body(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct page page;
	assert_true(load(*state, &page, &arena, "a/b.md",
	                 "---\r\ntitle: A page\norder: 2.5\naudience: agent\ndraft: true\nreviewed: 2026-11-23\n--- \n\nBody\n", &diags));
	assert_str(page.title, "A page");
	assert_str(page.nav_title, "A page");
	assert_str(page.reviewed, "2026-11-23");
	assert_str(page.layout, "page");
	assert_str(page.body, "\nBody\n");
	assert_int_equal(page.body_line, 8);
	assert_int_equal(page.audience, 1);
	assert_true(page.draft && page.ordered);
	assert_int_equal(page.place.line, 2);
	assert_str(page.language, "en");
	arena_clear(&arena);
	diags_clear(&diags);
}

static void a_page_without_label_is_internal(void **state)
{
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct page page;
	assert_true(load(*state, &page, &arena, "a.md", "---\ntitle: A\n---\n", &diags));
	assert_int_equal(page.audience, AUDIENCE_INTERNAL);
	assert_str(page.body, "");
	arena_clear(&arena);
	diags_clear(&diags);
}

static void knows_its_language_and_group(void **state)
{
	static const struct { const char *file, *language, *group; } cases[] = {
		{ "a.md", "en", "a.md" }, { "b/a.zh.md", "zh", "b/a.md" }, { "b/a.ru.md", "en", "b/a.ru.md" },
		{ "b/a.en.md", "en", "b/a.en.md" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct page page;
		assert_true(load(*state, &page, &arena, cases[i].file, "---\ntitle: A\n---\n", &diags));
		assert_str(page.language, cases[i].language);
		assert_str(page.group, cases[i].group);
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

static void the_longest_folder_gives_the_defaults(void **state)
{
	struct config config = test_config();
	config.defaults = (struct config_default *)(uintptr_t)DEFAULTS;
	config.default_count = 3;
	(void)state;
	assert_ptr_equal(page_defaults(&config, STR("a.md")), &DEFAULTS[0]);
	assert_ptr_equal(page_defaults(&config, STR("guide/a.md")), &DEFAULTS[1]);
	assert_ptr_equal(page_defaults(&config, STR("guide/05/a.md")), &DEFAULTS[2]);
	assert_ptr_equal(page_defaults(&config, STR("guide/051/a.md")), &DEFAULTS[1]);
	assert_ptr_equal(page_defaults(&config, STR("guides/a.md")), &DEFAULTS[0]);
	config.default_count = 0;
	assert_null(page_defaults(&config, STR("a.md")));
}

static void refuses_broken_front_matter(void **state)
{
	static const struct { const char *text, *message; unsigned line; } cases[] = {
		{ "Hello\n", "the page has no front matter", 1 },
		{ "", "the page has no front matter", 1 },
		{ "---\ntitle: A\n", "the front matter has no end", 1 },
		{ "---\n- a\n---\n", "the front matter is not a map of keys and values", 2 },
		{ "---\ntitle: A\naudience: agents\n---\n", "site.yaml declares no audience 'agents'", 3 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct page page;
		assert_false(load(*state, &page, &arena, "a.md", cases[i].text, &diags));
		assert_diag(&diags, cases[i].message, NULL);
		assert_int_equal(diags.items[0].place.line, cases[i].line);
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_front_matter_and_finds_the_body), TEST(a_page_without_label_is_internal),
		TEST(knows_its_language_and_group), TEST(the_longest_folder_gives_the_defaults), TEST(refuses_broken_front_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
