#include "render/harvest.h"

#include "fixture.h"

static void keeps_copies(void **state)
{
	struct arena arena = { 0 };
	struct harvest harvest = { 0 };
	struct harvest_links links = { 0 };
	char id[] = "one", text[] = "Text";
	(void)state;
	harvest_add_anchor(&harvest, &arena, str_from(id));
	harvest_add_heading(&harvest, &arena, &(struct markdown_heading){ .level = 2, .id = str_from(id), .text = str_from(text) });
	harvest_add_item(&harvest, &arena, &(struct markdown_item){ .list = str_from(id), .id = str_from(id), .text = str_from(text) });
	harvest_add_link(&links, &arena, str_from(text), str_from(id), (struct place){ .line = 3 });
	memset(id, 'x', 3);
	memset(text, 'x', 4);
	assert_str(harvest.anchors[0], "one");
	assert_str(harvest.headings[0].id, "one");
	assert_str(harvest.headings[0].text, "Text");
	assert_str(harvest.items[0].list, "one");
	assert_str(harvest.items[0].text, "Text");
	assert_str(links.items[0].url, "Text");
	assert_str(links.items[0].anchor, "one");
	assert_int_equal(links.items[0].place.line, 3);
	harvest_clear(&harvest);
	harvest_links_clear(&links);
	assert_int_equal(harvest.anchor_count, 0);
	arena_clear(&arena);
}

static void finds_anchors_or_the_nearest(void **state)
{
	static const struct { const char *anchor; bool found; const char *nearest; } cases[] = {
		{ "paying", true, "" }, { "payin", false, "paying" }, { "Paying", false, "paying" }, { "shipping", false, "" }, { "", false, "" },
	};
	struct arena arena = { 0 };
	struct harvest harvest = { 0 };
	(void)state;
	for (int i = 0; i < 100; i++)
		harvest_add_anchor(&harvest, &arena, arena_print(&arena, "section-number-%d", i));
	harvest_add_anchor(&harvest, &arena, STR("paying"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str_nearest nearest = { 0 };
		assert_int_equal(harvest_has_anchor(&harvest, str_from(cases[i].anchor), &nearest), cases[i].found);
		assert_str(nearest.found, cases[i].nearest);
	}
	harvest_clear(&harvest);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(keeps_copies), cmocka_unit_test(finds_anchors_or_the_nearest) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
