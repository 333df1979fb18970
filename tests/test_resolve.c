/* model/site, model/view and model/resolve on small sites: load, select, resolve. */
#include "model/resolve.h"

#include "fixture.h"

static const char SITE[] = "title: T\naudiences: [agent]\nlanguages: [en, zh]\neditions:\n  staff: { sees: everything }\n"
                           "  agent: { sees: [agent] }\ndefaults:\n  .: { audience: all }\n";

struct loaded {
	struct site site;
	struct view view;
	struct diags diags;
	struct arena arena;
	bool ok;
};

static void open_site(struct loaded *loaded, struct fixture *fixture, const char *edition)
{
	*loaded = (struct loaded){ 0 };
	loaded->ok = site_load(&loaded->site, fixture->root, &loaded->diags);
	assert_true(loaded->ok);
	view_select(&loaded->view, &loaded->site, config_edition(&loaded->site.config, str_from(edition)), false);
	loaded->ok = resolve_view(&loaded->view, &loaded->diags);
}

static void close_site(struct loaded *loaded)
{
	view_clear(&loaded->view);
	site_clear(&loaded->site);
	diags_clear(&loaded->diags);
	arena_clear(&loaded->arena);
}

static void put_page(struct fixture *fixture, const char *file, const char *front)
{
	char text[512];
	snprintf(text, sizeof text, "---\ntitle: %s\n%s---\n", file, front);
	fixture_write(fixture, file, text);
}

static void sorts_by_index_order_prefix_and_name(void **state)
{
	static const char *const WANTED[] = {
		"index.html", "guide/index.html", "guide/first.html", "guide/b/index.html", "guide/b/y.html", "guide/b/x.html", "guide/a/late.html",
		"guide/a/none.html", "guide/zoo.html", "zh/guide/first.html",
	};
	struct fixture *fixture = *state;
	struct loaded loaded;
	fixture_write(fixture, "content/site.yaml", SITE);
	put_page(fixture, "content/index.md", "");
	put_page(fixture, "content/guide/index.md", "");
	put_page(fixture, "content/guide/zoo.md", "");
	put_page(fixture, "content/guide/99-first.md", "order: -1\n");
	put_page(fixture, "content/guide/99-first.zh.md", "order: -1\n");
	put_page(fixture, "content/guide/10-a/02-late.md", "");
	put_page(fixture, "content/guide/10-a/none.md", "");
	put_page(fixture, "content/guide/9-b/index.md", "");
	put_page(fixture, "content/guide/9-b/10-x.md", "");
	put_page(fixture, "content/guide/9-b/2-y.md", "");
	open_site(&loaded, fixture, "staff");
	assert_true(loaded.ok);
	assert_int_equal(loaded.view.page_count, 10);
	for (size_t i = 0; i < 10; i++)
		assert_str(loaded.view.pages[i].url, WANTED[i]);
	assert_int_equal(loaded.view.home, 0);
	assert_int_equal(loaded.view.section_count, 2);
	assert_int_equal(loaded.view.chapter_count, 2);
	assert_str(loaded.view.chapters[0].key, "guide/b");
	assert_str(loaded.view.chapters[0].number, "9");
	assert_int_equal(loaded.view.chapters[0].count, 3);
	assert_str(loaded.view.chapters[1].title, "A");
	assert_str(loaded.view.chapters[1].url, "guide/a/late.html");
	assert_int_equal(loaded.view.sections[0].count, 8);
	assert_int_equal(loaded.view.pages[0].next, VIEW_NONE);
	assert_int_equal(loaded.view.pages[1].previous, VIEW_NONE);
	assert_int_equal(loaded.view.pages[1].next, 2);
	assert_int_equal(loaded.view.pages[8].next, VIEW_NONE);
	close_site(&loaded);
}

static void drops_what_an_edition_may_not_see(void **state)
{
	struct fixture *fixture = *state;
	struct loaded loaded;
	fixture_write(fixture, "content/site.yaml", SITE);
	put_page(fixture, "content/a.md", "");
	put_page(fixture, "content/b.md", "audience: internal\n");
	put_page(fixture, "content/c.md", "draft: true\n");
	fixture_write(fixture, "content/data/fees.yaml", "audience: internal\nfee: 1\n");
	fixture_write(fixture, "content/data/rates/cn.yaml", "rate: 2\n");
	fixture_write(fixture, "content/orders/A-1.yaml", "id: A-1\nsupplier: { name_en: X }\nitems: [{ sku: S, qty: 1, unit_price: 1 }]\n");
	fixture_write(fixture, "content/orders/A-2.yaml",
	              "id: A-2\naudience: [agent]\nsupplier: { name_en: X }\nitems: [{ sku: S, qty: 1, unit_price: 1 }]\n");
	open_site(&loaded, fixture, "agent");
	assert_true(loaded.ok);
	assert_int_equal(loaded.view.page_count, 1);
	assert_int_equal(loaded.view.data_count, 1);
	assert_str(loaded.view.data[0]->key, "rates.cn");
	assert_int_equal(loaded.view.order_count, 1);
	assert_str(loaded.view.orders[0]->id, "A-2");
	assert_non_null(view_order(&loaded.view, STR("A-2")));
	assert_null(view_order(&loaded.view, STR("A-1")));
	assert_true(resolve_has_url(&loaded.view, STR("orders/A-2/cost.html")));
	assert_false(resolve_has_url(&loaded.view, STR("orders/A-1/cost.html")));
	assert_false(resolve_has_url(&loaded.view, STR("b.html")));
	close_site(&loaded);
	open_site(&loaded, fixture, "staff");
	assert_int_equal(loaded.view.page_count, 2);
	assert_int_equal(loaded.view.data_count, 2);
	assert_null(value_get(loaded.view.data[0]->value, STR("audience")));
	assert_int_equal(loaded.view.order_count, 2);
	close_site(&loaded);
}

static void follows_links_from_the_file(void **state)
{
	static const struct { const char *target, *url; } good[] = {
		{ "02-b.md", "guide/b.html" }, { "./02-b.md#x", "guide/b.html#x" }, { "../index.md", "index.html" }, { "#own", "guide/a.html#own" },
		{ "../guide/02-b.md", "guide/b.html" }, { "../guide", "guide/index.html" }, { "way%20out.png", "guide/way out.png" },
		{ "../checklists.html", "checklists.html" }, { "../orders/A-1.yaml", "orders/A-1/index.html" }, { "02-b.md#%E4%BB%98", "guide/b.html#付" },
	};
	static const struct { const char *target, *message; } bad[] = {
		{ "b.md", "link to 'b.md' has no target" }, { "/guide/02-b.md", "link to '/guide/02-b.md' leads out of the site" },
		{ "../../x.md", "link to '../../x.md' leads out of the site" }, { "", "the link is empty" },
		{ "../hidden.md", "link to '../hidden.md' leads to a page that the edition 'agent' does not show" },
	};
	struct fixture *fixture = *state;
	struct loaded loaded;
	fixture_write(fixture, "content/site.yaml", SITE);
	put_page(fixture, "content/index.md", "");
	put_page(fixture, "content/hidden.md", "audience: internal\n");
	put_page(fixture, "content/guide/index.md", "");
	put_page(fixture, "content/guide/01-a.md", "");
	put_page(fixture, "content/guide/02-b.md", "");
	fixture_write(fixture, "content/guide/way out.png", "x");
	fixture_write(fixture, "content/orders/A-1.yaml",
	              "id: A-1\naudience: all\nsupplier: { name_en: X }\nitems: [{ sku: S, qty: 1, unit_price: 1 }]\n");
	open_site(&loaded, fixture, "agent");
	const struct view_page *page = map_get(&loaded.view.by_file, STR("guide/01-a.md"));
	assert_non_null(page);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str url;
		const struct view_asset *asset;
		assert_true(resolve_link(&url, &asset, &loaded.arena, &loaded.view, page, str_from(good[i].target), (struct place){ 0 },
		                         &loaded.diags));
		assert_str(url, good[i].url);
		assert_int_equal(asset != NULL, str_ends(url, STR(".png")));
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str url;
		const struct view_asset *asset;
		struct diags diags = { 0 };
		assert_false(resolve_link(&url, &asset, &loaded.arena, &loaded.view, page, str_from(bad[i].target), (struct place){ 0 }, &diags));
		assert_diag(&diags, bad[i].message, NULL);
		diags_clear(&diags);
	}
	close_site(&loaded);
}

static void refuses_urls_that_collide(void **state)
{
	static const struct { const char *first, *second; } cases[] = {
		{ "content/01-a.md", "content/02-a.md" }, { "content/A.md", "content/a.md" }, { "content/1-g/x.md", "content/01-g/x.md" },
		{ "content/x.md", "content/checklists.md" }, { "content/x.md", "content/assets/y.md" }, { "content/x.md", "content/a:b.md" },
		{ "content/x.md", "content/aux.md" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		void *folder = NULL;
		assert_int_equal(fixture_setup(&folder), 0);
		struct loaded loaded;
		fixture_write(folder, "content/site.yaml", SITE);
		put_page(folder, cases[i].first, "");
		put_page(folder, cases[i].second, "");
		open_site(&loaded, folder, "staff");
		assert_false(loaded.ok);
		assert_int_equal(loaded.diags.errors, 1);
		close_site(&loaded);
		fixture_teardown(&folder);
	}
	(void)state;
}

static void knows_pages_of_the_index_of_orders(void **state)
{
	struct view view = { .order_count = 501 };
	(void)state;
	assert_true(resolve_has_url(&view, STR("orders/index.html")));
	assert_true(resolve_has_url(&view, STR("orders/index-3.html")));
	assert_false(resolve_has_url(&view, STR("orders/index-4.html")));
	assert_false(resolve_has_url(&view, STR("orders/index-1.html")));
	assert_false(resolve_has_url(&view, STR("orders/index-02.html")));
	view.order_count = 0;
	assert_false(resolve_has_url(&view, STR("orders/index.html")));
}

static void tells_links_that_leave_the_site(void **state)
{
	static const struct { const char *target; bool external; } cases[] = {
		{ "https://example.com", true }, { "mailto:a@example.com", true }, { "//example.com", true }, { "a.md", false }, { "a:b.md", false },
		{ "ab:c", true }, { "#a:b", false }, { "folder/ab:c.md", false }, { "", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(resolve_is_external(str_from(cases[i].target)), cases[i].external);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sorts_by_index_order_prefix_and_name), TEST(drops_what_an_edition_may_not_see), TEST(follows_links_from_the_file),
		TEST(refuses_urls_that_collide), TEST(knows_pages_of_the_index_of_orders), TEST(tells_links_that_leave_the_site),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
