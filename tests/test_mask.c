/* mask: what an edition may see of an order and of its cost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cost/mask.h"
#include "data/yaml.h"
#include "model/order.h"
#include "model/order_schema.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { AGENT = 1, BROKER = 2 };

static struct str AUDIENCES[] = { { "agent", 5 }, { "broker", 6 } };
static struct edition EDITIONS[] = { { .name = { "agent", 5 }, .sees = AGENT } };
static const struct config CONFIG = { .audiences = AUDIENCES, .audience_count = 2, .editions = EDITIONS, .edition_count = 1 };

static void print_diags(const struct diags *diags)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < diags->count; i++)
		diag_format(&out, &diags->items[i], STR(""));
	if (out.size)
		print_message("%s", out.data);
	buf_clear(&out);
}

/* Canaries: a text of its own in every field that the schema has */

struct canaries {
	struct arena arena;
	struct value *record;
	struct str *words;   /* of leaves, in the order of the schema */
	struct str *paths;   /* of those leaves, without list indices */
	bool *evidence;
	size_t count;
};

static void add_leaf(struct canaries *c, struct value *map, struct str key, struct str path, bool evidence)
{
	struct str word = arena_print(&c->arena, "CANARY-%zu-", c->count);
	c->words[c->count] = word;
	c->paths[c->count] = path;
	c->evidence[c->count++] = evidence;
	value_set(&c->arena, map, key, value_text(&c->arena, word));
}

static struct value *fill(struct canaries *c, const struct schema *schema, struct str prefix, bool evidence);

static struct value *list_of(struct canaries *c, struct value *item)
{
	struct value *list = value_new(&c->arena, VALUE_LIST, (struct place){ 0 });
	value_append(&c->arena, list, item);
	return list;
}

/* What the author names: a map with one entry of SCHEMA. */
static struct value *named(struct canaries *c, const char *name, const struct schema *schema, struct str path)
{
	struct value *map = value_new(&c->arena, VALUE_MAP, (struct place){ 0 });
	value_set(&c->arena, map, str_from(name), fill(c, schema, path, false));
	return map;
}

static void fill_field(struct canaries *c, struct value *map, const struct schema_field *field, struct str path, bool evidence)
{
	struct str key = str_from(field->name);
	bool is_evidence = evidence || field->fields == &EVIDENCE_SCHEMA;
	if (str_equal(key, STR("charges")))
		value_set(&c->arena, map, key, named(c, "freight", &CHARGE_SCHEMA, path));
	else if (str_equal(key, STR("checklists"))) {
		struct value *lists = value_new(&c->arena, VALUE_MAP, (struct place){ 0 });
		value_set(&c->arena, lists, STR("payment"), named(c, "specs", &CHECK_SCHEMA, path));
		value_set(&c->arena, map, key, lists);
	} else if (str_equal(key, STR("notes")))
		value_set(&c->arena, map, key, list_of(c, fill(c, &NOTE_SCHEMA, path, false)));
	else if (field->type == SCHEMA_LIST)
		value_set(&c->arena, map, key, list_of(c, fill(c, field->fields, path, is_evidence)));
	else if (field->fields)
		value_set(&c->arena, map, key, fill(c, field->fields, path, is_evidence));
	else if (!str_equal(key, STR("audience")))
		add_leaf(c, map, key, path, is_evidence);
}

static struct value *fill(struct canaries *c, const struct schema *schema, struct str prefix, bool evidence)
{
	struct value *map = value_new(&c->arena, VALUE_MAP, (struct place){ 0 });
	map->schema = schema;
	for (const struct schema_field *field = schema->fields; field->name; field++) {
		struct str path = prefix.size ? arena_print(&c->arena, "%.*s.%s", STR_ARG(prefix), field->name) : str_from(field->name);
		fill_field(c, map, field, path, evidence);
	}
	return map;
}

static void canaries_make(struct canaries *c)
{
	*c = (struct canaries){ 0 };
	c->words = arena_array(&c->arena, struct str, 1000);
	c->paths = arena_array(&c->arena, struct str, 1000);
	c->evidence = arena_array(&c->arena, bool, 1000);
	c->record = fill(c, &ORDER_SCHEMA, STR(""), false);
}

static bool is_below(struct str path, struct str field)
{
	return str_equal(path, field) || (str_starts(path, field) && path.data[field.size] == '.');
}

/* Masks for an edition that shows FIELD alone; exactly its canaries are left, without evidence and without the model. */
static void check_field(struct canaries *c, struct str field)
{
	const struct edition edition = { .sees = AGENT, .order_fields = &field, .order_field_count = 1 };
	struct buf json = { 0 };
	value_to_json(&json, mask_order(&c->arena, c->record, &CONFIG, &edition));
	for (size_t i = 0; i < c->count; i++) {
		bool named = str_equal(c->paths[i], field);
		bool expected = is_below(c->paths[i], field) && (named || !c->evidence[i]) && !str_equal(c->paths[i], STR("cost_model"));
		if ((str_find(buf_str(&json), c->words[i], 0) >= 0) != expected)
			fail_msg("an edition that shows '%.*s' %s '%.*s'", STR_ARG(field), expected ? "lacks" : "shows", STR_ARG(c->paths[i]));
	}
	buf_clear(&json);
}

static void an_edition_shows_its_fields_and_no_other(void **state)
{
	(void)state;
	struct canaries c;
	canaries_make(&c);
	assert_true(c.count > 150);
	for (const struct schema_field *field = ORDER_SCHEMA.fields; field->name; field++)
		check_field(&c, str_from(field->name));
	static const char *const PATHS[] = { "supplier.name_zh", "supplier.verification", "supplier.verification.rating.scale", "items.sku",
	                                     "route.incoterm.place", "fx.rate", "vat_zengzhishui_included.value", "wallet.balance" };
	for (size_t i = 0; i < COUNT(PATHS); i++)
		check_field(&c, str_from(PATHS[i]));
	arena_clear(&c.arena);
}

static void no_field_means_nothing_and_everything_means_all(void **state)
{
	(void)state;
	struct canaries c;
	struct buf json = { 0 };
	canaries_make(&c);
	const struct edition nothing = { .sees = AGENT }, everything = { .everything = true };
	value_to_json(&json, mask_order(&c.arena, c.record, &CONFIG, &nothing));
	assert_string_equal(json.data, "{}");
	buf_truncate(&json, 0);
	struct value *all = mask_order(&c.arena, c.record, &CONFIG, &everything);
	value_to_json(&json, all);
	for (size_t i = 0; i < c.count; i++)
		assert_true(str_find(buf_str(&json), c.words[i], 0) >= 0);
	size_t count = c.record->count;
	value_set(&c.arena, all, STR("path"), value_text(&c.arena, STR("x")));
	assert_int_equal(c.record->count, count);  /* layouts' own additions stay out of the record */
	assert_ptr_equal(all->schema, &ORDER_SCHEMA);
	buf_clear(&json);
	arena_clear(&c.arena);
}

/* What has an audience of its own that the edition may not see is left out wherever it stands. */
static void parts_with_an_audience_of_their_own_are_left_out(void **state)
{
	static const char YAML[] =
		"id: A-1\naudience: [agent]\nsupplier: { name_en: X }\n"
		"items:\n"
		"  - { sku: SHOWN-1, qty: 1 }\n"
		"  - { sku: HIDDEN-1, qty: 2, audience: internal }\n"
		"  - { sku: HIDDEN-2, qty: 2, audience: [broker] }\n"
		"  - { sku: SHOWN-2, qty: 2, audience: [broker, agent], spec_confirmed: { done: true, evidence: HIDDEN-file } }\n"
		"  - { sku: SHOWN-3, audience: all, spec_confirmed: { evidence: { file: SHOWN-file, audience: agent } } }\n"
		"charges:\n  shown_a: 1\n  hidden_b: { amount: 777.77, audience: internal }\n  shown_c: { amount: 5, audience: agent }\n"
		"notes: [{ text: HIDDEN-note, audience: broker }, { text: SHOWN-note, audience: all }]\n"
		"documents: [{ type: HIDDEN-type, audience: internal }]\n"
		"extra: { deep: [{ a: SHOWN-extra }, { b: { c: HIDDEN-extra, audience: internal } }] }\n";
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct buf json = { 0 };
	struct value *record = yaml_parse(&arena, str_from(YAML), "a.yaml", 1, &diags);
	assert_true(order_check(record, &arena, &CONFIG, &diags));
	struct str fields[] = { STR("id"), STR("audience"), STR("items"), STR("charges"), STR("notes"), STR("documents"), STR("extra") };
	const struct edition edition = { .sees = AGENT, .order_fields = fields, .order_field_count = COUNT(fields) };
	const struct value *masked = mask_order(&arena, record, &CONFIG, &edition);
	value_to_json(&json, masked);
	assert_string_equal(json.data,
	                    "{\"id\":\"A-1\",\"items\":[{\"sku\":\"SHOWN-1\",\"qty\":1,\"line\":1},"
	                    "{\"sku\":\"SHOWN-2\",\"qty\":2,\"spec_confirmed\":{\"done\":true},\"line\":4},"
	                    "{\"sku\":\"SHOWN-3\",\"spec_confirmed\":{\"evidence\":{\"file\":\"SHOWN-file\"}},\"line\":5}],"
	                    "\"charges\":{\"shown_a\":1,\"shown_c\":{\"amount\":5}},\"notes\":[{\"text\":\"SHOWN-note\"}],"
	                    "\"extra\":{\"deep\":[{\"a\":\"SHOWN-extra\"}]}}");
	buf_clear(&json);
	arena_clear(&arena);
	diags_clear(&diags);
}

/* Costs */

struct masked {
	struct arena arena;
	struct diags diags;
	struct cost cost, masked;
	struct buf json;
	bool ok;
};

static struct str COST_ONLY[] = { { "cost", 4 } };

/* The cost of YAML as an edition of agents sees it that shows FIELDS of orders. */
static void mask(struct masked *m, const char *yaml, struct str *fields, size_t field_count)
{
	*m = (struct masked){ 0 };
	const struct value *order = yaml_parse(&m->arena, str_from(yaml), "a.yaml", 1, &m->diags);
	bool ok = cost_compute(&m->cost, &m->arena, order, NULL, &CONFIG, &m->diags);
	print_diags(&m->diags);
	assert_true(ok);
	const struct edition edition = { .name = STR("agent"), .sees = AGENT, .order_fields = fields, .order_field_count = field_count };
	m->ok = mask_cost(&m->masked, &m->arena, &m->cost, &edition, &m->diags);
	value_to_json(&m->json, cost_to_text_value(&m->arena, &m->masked));
}

static void clear(struct masked *m)
{
	arena_clear(&m->arena);
	diags_clear(&m->diags);
	buf_clear(&m->json);
}

static void assert_lines(const struct masked *m, const char *expected)
{
	struct buf ids = { 0 };
	buf_add(&ids, STR(""));
	for (size_t i = 0; i < m->masked.line_count; i++)
		buf_print(&ids, "%s%.*s", i ? " " : "", STR_ARG(m->masked.lines[i].id));
	assert_string_equal(ids.data ? ids.data : "", expected);
	buf_clear(&ids);
}

#define MODEL "cost_model:\n  assumptions: [HIDDEN-assumption]\n  lines:\n"

static void a_line_is_visible_by_its_label_or_by_its_parts(void **state)
{
	(void)state;
	struct masked m;
	mask(&m,
	     MODEL "    - { id: a, amount: 1, audience: all }\n"
	           "    - { id: hidden_b, label: HIDDEN-label, amount: 777.77, audience: internal, source: HIDDEN-source }\n"
	           "    - { id: c, amount: 3, audience: [agent] }\n"
	           "    - { id: hidden_d, amount: 888.88 }\n"
	           "    - { id: hidden_e, amount: 999.99, audience: [broker] }\n"
	           "    - { id: f, sum: [a, c], kind: total }\n"
	           "    - { id: g, rate: 10%, of: f }\n"
	           "    - { id: hidden_h, sum: [a, hidden_b] }\n"
	           "    - { id: hidden_i, rate: 1%, of: hidden_h }\n"
	           "    - { id: hidden_j, sum: [a, c], audience: internal }\n"
	           "    - { id: k, sum: [f, -g] }\n", COST_ONLY, 1);
	assert_true(m.ok);
	assert_lines(&m, "a c f g k");
	assert_int_equal(m.diags.count, 0);
	static const char *const HIDDEN[] = { "hidden", "HIDDEN", "777", "888", "999", "778" };
	for (size_t i = 0; i < COUNT(HIDDEN); i++)
		if (str_find(buf_str(&m.json), str_from(HIDDEN[i]), 0) >= 0)
			fail_msg("%s in %s", HIDDEN[i], m.json.data);
	assert_true(str_find(buf_str(&m.json), STR("\"parts\":[{\"id\":\"f\",\"negative\":false},{\"id\":\"g\",\"negative\":true}]"), 0) >= 0);
	assert_true(str_find(buf_str(&m.json), STR("\"explanation\":\"4.00 − 0.40\""), 0) >= 0);
	clear(&m);
}

static void an_edition_that_sees_everything_sees_all_lines(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct cost cost, masked;
	const struct edition everything = { .everything = true };
	const struct value *order = yaml_parse(&arena, STR(MODEL "    - { id: a, amount: 1 }\n    - { id: b, sum: [a], audience: all }\n"), "a.yaml", 1, &diags);
	assert_true(cost_compute(&cost, &arena, order, NULL, &CONFIG, &diags));
	assert_true(mask_cost(&masked, &arena, &cost, &everything, &diags));
	assert_int_equal(masked.line_count, 2);
	assert_int_equal(masked.assumption_count, 1);
	assert_true(str_equal(masked.lines[1].working, STR("1.00")));
	arena_clear(&arena);
	diags_clear(&diags);
}

/* Workings show figures of the record, and missing values name its fields: only those that the edition shows. */
static void workings_show_no_withheld_field(void **state)
{
	static const char YAML[] =
		"items: [{ qty: 3, unit_price: 7.77 }]\ncharges: { freight: 5 }\nfx: [{ pair: USD/CNY, rate: 6.54321 }]\n"
		MODEL "    - { id: goods, basis: items.value, audience: all }\n"
		"    - { id: usd, convert: goods, fx: USD/CNY }\n"
		"    - { id: pieces, per_unit: 2, qty_basis: items.qty, audience: all }\n"
		"    - { id: freight, amount: order.charges.freight, audience: all }\n"
		"    - { id: customs, amount: order.charges.customs, audience: all }\n"
		"    - { id: all, sum: [goods, pieces, freight], kind: total }\n";
	static const struct { const char *fields[3], *goods, *usd, *pieces, *freight; bool missing; } CASES[] = {
		{ { "cost" }, "", "", "", "", false },
		{ { "cost", "items" }, "3 × 7.77", "", "3 × 2.00", "", false },
		{ { "cost", "items.qty" }, "", "", "3 × 2.00", "", false },
		{ { "cost", "items.qty", "items.unit_price" }, "3 × 7.77", "", "3 × 2.00", "", false },
		{ { "cost", "fx" }, "", "23.31 ÷ 6.54321 = 3.5624…", "", "", false },
		{ { "cost", "charges" }, "", "", "", "as entered", true },
		{ { "cost", "charges.freight" }, "", "", "", "as entered", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct str fields[3];
		size_t count = 0;
		while (count < 3 && CASES[i].fields[count]) {
			fields[count] = str_from(CASES[i].fields[count]);
			count++;
		}
		struct masked m;
		mask(&m, YAML, fields, count);
		assert_true(m.ok);
		assert_lines(&m, "goods usd pieces freight customs all");
		const char *const expected[] = { CASES[i].goods, CASES[i].usd, CASES[i].pieces, CASES[i].freight };
		for (size_t j = 0; j < COUNT(expected); j++)
			if (!str_equal(m.masked.lines[j].working, str_from(expected[j])))
				fail_msg("case %zu, %.*s: '%.*s'", i, STR_ARG(m.masked.lines[j].id), STR_ARG(m.masked.lines[j].working));
		assert_false(m.masked.lines[4].known);
		assert_int_equal(m.masked.lines[4].missing_count, CASES[i].missing);
		assert_true(str_equal(m.masked.lines[5].working, STR("23.31 + 6.00 + 5.00")));
		clear(&m);
	}
}

static void a_label_over_something_hidden_is_an_error(void **state)
{
	static const struct { const char *yaml, *message; unsigned line; } CASES[] = {
		{ MODEL "    - { id: a, amount: 1 }\n    - { id: b, amount: 2, audience: all }\n    - { id: c, sum: [b, a], audience: all }\n",
		  "the edition 'agent' shows 'c', but not 'a', which it is made from", 6 },
		{ MODEL "    - { id: a, amount: 1, audience: broker }\n    - { id: c, rate: 3%, of: a, audience: agent }\n",
		  "the edition 'agent' shows 'c', but not 'a', which it is made from", 5 },
		{ "charges: { freight: { amount: 5, audience: internal } }\n" MODEL "    - { id: a, amount: order.charges.freight, audience: all }\n",
		  "the edition 'agent' shows 'a', but not 'order.charges.freight', which it takes", 5 },
		{ "charges: { freight: { amount: 5, audience: internal } }\n" MODEL "    - { id: a, amount: order.charges.freight, audience: all, opaque: true }\n",
		  "the edition 'agent' shows 'a', but not 'order.charges.freight', which it takes", 5 },
		{ "items: [{ qty: 1, unit_price: 1 }, { qty: 1, unit_price: 1, audience: internal }]\n" MODEL
		  "    - { id: a, basis: items.value, audience: all }\n",
		  "the edition 'agent' shows 'a', but not 'order.items', which it takes", 5 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct masked m;
		mask(&m, CASES[i].yaml, COST_ONLY, 1);
		assert_false(m.ok);
		assert_int_equal(m.diags.count, 1);
		assert_string_equal(m.diags.items[0].message.data, CASES[i].message);
		assert_int_equal(m.diags.items[0].place.line, CASES[i].line);
		clear(&m);
	}
}

static void a_line_without_a_label_hides_with_what_it_takes(void **state)
{
	(void)state;
	struct masked m;
	mask(&m,
	     "items: [{ qty: 1, unit_price: 1, gross_kg: 2, audience: internal }]\n" MODEL "    - { id: a, amount: 4, unit: kg, audience: all }\n"
	     "    - { id: b, per_unit: 2, qty: a }\n    - { id: c, per_unit: 2, qty_basis: items.gross_kg }\n", COST_ONLY, 1);
	assert_true(m.ok);
	assert_lines(&m, "a b");
	clear(&m);
}

/* Lines A, B, … are shown, h… hidden; GIVEN_AWAY is the hidden amount that anybody could compute, or NULL. */
static void opaque_lines_give_nothing_away(void **state)
{
	static const struct { const char *lines, *given_away; } CASES[] = {
		{ "    - { id: t, sum: [a, h1], opaque: true, audience: all }\n", "h1" },
		{ "    - { id: t, sum: [a, h1, h2], opaque: true, audience: all }\n", NULL },
		{ "    - { id: t, rate: 5%, of: h1, opaque: true, audience: all }\n", "h1" },
		{ "    - { id: t, convert: h1, fx: 7, currency: USD, opaque: true, audience: all }\n", "h1" },
		{ "    - { id: t, rate: 5%, of: [h1, h2], opaque: true, audience: all }\n", NULL },
		{ "    - { id: t, max: [a, h1, h2], opaque: true, audience: all }\n", "h1" },
		/* two sums that differ by one hidden amount */
		{ "    - { id: t, sum: [a, h1, h2], opaque: true, audience: all }\n    - { id: u, sum: [a, h1, h2, h3], opaque: true, audience: all }\n",
		  "h3" },
		{ "    - { id: t, sum: [h1, h2], opaque: true, audience: all }\n    - { id: u, sum: [h1, -h2], opaque: true, audience: all }\n", "h1" },
		{ "    - { id: t, sum: [h1, h2], opaque: true, audience: all }\n    - { id: u, sum: [h2, h3], opaque: true, audience: all }\n", NULL },
		{ "    - { id: t, sum: [h1, h2], opaque: true, audience: all }\n    - { id: u, sum: [h2, h3], opaque: true, audience: all }\n"
		  "    - { id: v, sum: [h1, h3], opaque: true, audience: all }\n", "h1" },
		/* the same twice, or with and without what is shown, says nothing new */
		{ "    - { id: t, sum: [a, h1, h2], opaque: true, audience: all }\n    - { id: u, sum: [t, -a], opaque: true, audience: all }\n"
		  "    - { id: v, sum: [h1, h2, b], opaque: true, audience: all }\n", NULL },
		/* a hidden sum stands for its parts */
		{ "    - { id: h, sum: [h1, h2] }\n    - { id: t, sum: [a, h, -h1], opaque: true, audience: all }\n", "h2" },
		{ "    - { id: h, sum: [a, b], audience: internal }\n    - { id: t, sum: [h, h1], opaque: true, audience: all }\n", "h1" },
		{ "    - { id: h, sum: [a, h1], audience: internal }\n    - { id: t, sum: [h, h2], opaque: true, audience: all }\n", NULL },
		{ "    - { id: h, sum: [a, b], audience: internal }\n    - { id: t, sum: [h, b], opaque: true, audience: all }\n", NULL },
		/* a hidden rate is not known */
		{ "    - { id: h, rate: 3%, of: h1 }\n    - { id: t, sum: [a, h, h1], opaque: true, audience: all }\n", NULL },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct arena arena = { 0 };
		struct masked m;
		struct str yaml = arena_print(&arena, MODEL "    - { id: a, amount: 100, audience: all }\n    - { id: b, amount: 200, audience: all }\n"
		                                            "    - { id: h1, amount: 777.77 }\n    - { id: h2, amount: 888.88 }\n    - { id: h3, amount: 999.99 }\n%s",
		                              CASES[i].lines);
		mask(&m, yaml.data, COST_ONLY, 1);
		if (m.ok != !CASES[i].given_away) {
			print_diags(&m.diags);
			fail_msg("case: %s", CASES[i].lines);
		}
		if (CASES[i].given_away) {
			struct str wanted = arena_print(&arena, "gives '%s' away", CASES[i].given_away);
			assert_int_equal(m.diags.count, 1);
			if (str_find(m.diags.items[0].message, wanted, 0) < 0)
				fail_msg("%s: %s", m.diags.items[0].message.data, CASES[i].lines);
		} else {
			static const char *const HIDDEN[] = { "777.77", "888.88", "999.99", "\"h" };
			for (size_t j = 0; j < COUNT(HIDDEN); j++)
				if (str_find(buf_str(&m.json), str_from(HIDDEN[j]), 0) >= 0)
					fail_msg("%s in %s", HIDDEN[j], m.json.data);
			assert_true(m.masked.lines[2].working.size == 0 && m.masked.lines[2].part_count == 0);
		}
		clear(&m);
		arena_clear(&arena);
	}
}

static void too_many_opaque_lines_are_refused_not_trusted(void **state)
{
	(void)state;
	struct buf yaml = { 0 };
	buf_add(&yaml, STR(MODEL));
	for (int i = 0; i < 300; i++)
		buf_print(&yaml, "    - { id: h%d, amount: 1 }\n", i);
	for (int i = 0; i < 299; i++)
		buf_print(&yaml, "    - { id: t%d, sum: [h%d, h%d], opaque: true, audience: all }\n", i, i, i + 1);
	struct masked m;
	mask(&m, yaml.data, COST_ONLY, 1);
	assert_false(m.ok);
	assert_string_equal(m.diags.items[0].message.data, "there are too many hidden lines to check what 't298' gives away");
	clear(&m);
	buf_clear(&yaml);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edition_shows_its_fields_and_no_other),
		cmocka_unit_test(no_field_means_nothing_and_everything_means_all),
		cmocka_unit_test(parts_with_an_audience_of_their_own_are_left_out),
		cmocka_unit_test(a_line_is_visible_by_its_label_or_by_its_parts),
		cmocka_unit_test(an_edition_that_sees_everything_sees_all_lines),
		cmocka_unit_test(workings_show_no_withheld_field),
		cmocka_unit_test(a_label_over_something_hidden_is_an_error),
		cmocka_unit_test(a_line_without_a_label_hides_with_what_it_takes),
		cmocka_unit_test(opaque_lines_give_nothing_away),
		cmocka_unit_test(too_many_opaque_lines_are_refused_not_trusted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
