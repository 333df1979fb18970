/* order: what a record may hold, and how many records become keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "data/yaml.h"
#include "model/order.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A record of which a case adds lines. */
#define MINIMAL "id: A-1\nsupplier: { name_zh: 某某 }\nitems:\n  - { sku: X, qty: 1, unit_price: 20.00 }\n"

static const struct config CONFIG = {
	.audiences = (struct str[]){ { "agent", 5 } }, .audience_count = 1,
	.editions = (struct edition[]){ { .everything = true } }, .edition_count = 1,
};

static struct value *check(struct arena *arena, const char *yaml, struct diags *diags)
{
	struct value *record = yaml_parse(arena, str_from(yaml), "a.yaml", 1, diags);
	assert_non_null(record);
	return order_check(record, arena, &CONFIG, diags) ? record : NULL;
}

static void print_diags(const struct diags *diags)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < diags->count; i++)
		diag_format(&out, &diags->items[i], STR(""));
	if (out.size)
		print_message("%s", out.data);
	buf_clear(&out);
}

static const char *const FULL =
	"schema: playbook-order/1\nid: LOS-2026-0007\nplatform: 1688\nplatform_order_no: 2500000000000000007\nstatus: waitbuyerpay\n"
	"created_at: 2026-09-01T09:00:00+08:00\npaid_at: 2026-09-01T09:00:00+08:00\nneeded_by: 2026-11-05\nimport_date: 2026-11-04\n"
	"audience: [agent]\nbuyer: { name: Example Imports Ltd, account_kind: individual }\n"
	"supplier:\n  name_zh: 深圳某某\n  member_name: sz_example\n  type: factory\n  location: { province: 广东, city: 深圳 }\n"
	"  verification:\n    chengxintong: { value: unknown, checked_on: null, evidence: null }\n    shili_shangjia: false\n"
	"    response_rate: 92%\n    return_rate: { value: \"0.503\", meaning: repeat_buyers }\n    sales_volume: { value: 13000, label_zh: 成交量 }\n"
	"    rating: { value: \"5.0\", scale: \"5\", reviews: 400 }\n    years_on_platform: 3\n    payee_name_matches: false\n"
	"items:\n"
	"  - { sku: MG, offer_id: 700000000011, title_zh: 筋膜枪, qty: \"500\", unit_zh: 个, unit_price: \"20.00\", currency: CNY, moq: 500,\n"
	"      stock: made_to_order, gross_kg: 0.90, volume_m3: 0.0042, hs_code: 901910, restricted: unknown, duty_rate: 20%,\n"
	"      spec_confirmed: { done: true, evidence: { file: evidence/spec.pdf, sha256: ab, audience: agent, proves: size } } }\n"
	"  - { line: 7, sku: 0123, qty: 2.5, unit_zh: 千克, unit_price: 0 }\n"
	"charges: { domestic_shipping: 420.00, adjustment: { amount: \"-380.00\", currency: CNY, audience: [agent] }, later: null }\n"
	"stated: { goods: 18880.00, paid: 19560.00 }\ncustomisation: { required: true, kind: OEM, artwork: evidence/logo.ai }\n"
	"sample: { required: true, status: approved, evidence: evidence/ok.png, fee: { amount: 50.00, currency: CNY, refundable: true } }\n"
	"route:\n  origin: { country: CN, city: Shenzhen }\n  destination: { country: NO, city: Oslo }\n  mode: sea\n"
	"  incoterm: { rule: FOB, place: Yantian, edition: \"2020\" }\n  lead_time_days: { min: 59, max: 79, quoted_on: 2025-01-01 }\n"
	"  buffer_days: 7\nagent: { used: true, commission: { rate: 3%, of: [goods, logo] }, commission_from_supplier: undisclosed }\n"
	"fx:\n  - { pair: USD/CNH, rate: 7.1280, date: 2026-09-01, source: bank, evidence: evidence/fx.png }\n"
	"vat_zengzhishui_included: { value: unknown }\nwallet: { currency: CNH, balance: 15000.00, as_of: 2026-09-01T08:00:00 }\n"
	"payments:\n  - { id: p1, for: payable, amount: 1, currency: CNY, inside_1688_checkout: true, paid_at: 2026-09-01T09:00:00+08:00 }\n"
	"price_history:\n  - { at: 2026-08-28T15:00:00+08:00, order_amount: 19180.00 }\n  - { at: 2026-09-01T09:00:00+08:00, order_amount: 19560.00 }\n"
	"milestones: { production_days: 12, ship_ready: 2026-09-20, shipped: null }\n"
	"parcels:\n  - { waybill: 0012345, carrier: 中通, items: [1, 7], arrived: true, photo: evidence/p.jpg }\n"
	"checklists:\n  payment:\n    specs: { state: done, by: buyer, at: 2026-03-03 }\n    terms: { state: not_applicable, reason: platform order }\n"
	"documents:\n  - { type: form_m, state: not_required, reason: gift }\n  - { type: pi, file: evidence/pi.pdf, state: have }\n"
	"inspection: { required: true, lot: 800, sample: 80, aql: { major: 2.5 }, found: 3 }\n"
	"notes: [\"one\", { text: two, audience: all }]\nextra: { anything: [goes, { as: it, pleases: 1e5 }] }\n";

static void accepts_every_field(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	const struct value *order = check(&arena, FULL, &diags);
	print_diags(&diags);
	assert_non_null(order);
	assert_int_equal(diags.count, 0);
	static const struct { const char *path, *text; } CASES[] = {
		{ "platform", "1688" }, { "platform_order_no", "2500000000000000007" }, { "items.0.offer_id", "700000000011" },
		{ "items.0.line", "1" }, { "items.1.line", "7" }, { "items.1.sku", "0123" }, { "items.0.duty_rate", "0.20" },
		{ "supplier.verification.response_rate", "0.92" }, { "route.destination.country", "NO" }, { "parcels.0.waybill", "0012345" },
		{ "charges.domestic_shipping", "420.00" }, { "charges.adjustment.amount", "-380.00" },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct str text = value_as_text(value_find(order, str_from(CASES[i].path)));
		if (!str_equal(text, str_from(CASES[i].text)))
			fail_msg("%s is '%.*s'", CASES[i].path, STR_ARG(text));
	}
	const struct value *discount = value_find(order, STR("charges.adjustment.amount"));
	assert_true(discount->kind == VALUE_NUMBER && discount->exact && discount->decimal.units == -38000);
	assert_null(value_find(order, STR("milestones.shipped")));
	arena_clear(&arena);
	diags_clear(&diags);
}

/* Every mistake is found at its place; lines count from the case's own, 5 is the first one it adds. */
static void refuses_each_mistake_at_its_place(void **state)
{
	static const struct { const char *more, *message; unsigned line, column; } CASES[] = {
		{ "paymnet: x\n", "unknown key 'paymnet' in an order", 5, 1 },
		{ "platform_order_no: 2.5E+18\n", "'2.5E+18' has lost digits of 'platform_order_no'", 5, 20 },
		{ "platform_order_no: 123456789\n", "'123456789' cannot be 'platform_order_no'", 5, 20 },
		{ "platform_order_no: \"250000000000000000007\"\n", "'250000000000000000007' cannot be 'platform_order_no'", 5, 20 },
		{ "platform: alibaba\n", "'platform' cannot be 'alibaba'", 5, 11 },
		{ "created_at: 2026-03-03T10:00:00+08:00\npaid_at: 2026-03-03T09:59:59+08:00\n", "'paid_at' is before 'created_at'", 6, 10 },
		{ "created_at: 2026-03-03T10:00:00+08:00\npaid_at: 2026-03-03T01:59:59Z\n", "'paid_at' is before 'created_at'", 6, 10 },
		{ "needed_by: 2026-02-30\n", "'needed_by' must be a date, but '2026-02-30' is no day of the years 1980 to 2107", 5, 12 },
		{ "audience: agnet\n", "site.yaml declares no audience 'agnet'", 5, 11 },
		{ "charges: 3.50\n", "'charges' must be a map of keys and values, not a number", 5, 10 },
		{ "charges: { freight: \"3,50\" }\n", "'freight' must be a number, but '3,50' has separators between digits", 5, 21 },
		{ "charges: { freight: { amount: x } }\n", "'amount' must be a number, but 'x' is not a number", 5, 31 },
		{ "charges: { freight: { amont: 1 } }\n", "unknown key 'amont' in a charge", 5, 23 },
		{ "charges: { freight: { amount: 1, currency: YUAN } }\n", "'YUAN' is no currency", 5, 44 },
		{ "charges: { freight: { amount: 1, audience: buyers } }\n", "site.yaml declares no audience 'buyers'", 5, 44 },
		{ "wallet: { currency: RMBB }\n", "'RMBB' is no currency", 5, 21 },
		{ "route: { destination: { country: Nigeria } }\n", "'Nigeria' is no country code", 5, 34 },
		{ "route: { origin: { country: UK } }\n", "'UK' is no country code", 5, 29 },
		{ "route: { mode: ship }\n", "'mode' cannot be 'ship'", 5, 16 },
		{ "route: { incoterm: { rule: DAT } }\n", "'DAT' is no rule of Incoterms 2020", 5, 28 },
		{ "route: { incoterm: { rule: DPU, edition: 2010 } }\n", "'DPU' is no rule of Incoterms 2010", 5, 28 },
		{ "route: { incoterm: { rule: FOB, edition: 2000 } }\n", "there is no edition '2000' of the Incoterms here", 5, 42 },
		{ "route: { mode: air, incoterm: { rule: FOB } }\n", "FOB is for sea and inland waterway only, not for 'air'", 5, 39 },
		{ "route: { mode: land, incoterm: { rule: CIF } }\n", "CIF is for sea and inland waterway only, not for 'land'", 5, 40 },
		{ "route: { lead_time_days: { min: 9, max: 8 } }\n", "'min' is more than 'max'", 5, 33 },
		{ "route: { buffer_days: 1.5 }\n", "'buffer_days' must be a whole number from 0, but '1.5' has a fraction", 5, 23 },
		{ "fx:\n  - { pair: SGD-CNH, rate: 5 }\n", "'SGD-CNH' is no pair of currencies", 6, 13 },
		{ "fx:\n  - { pair: SGX/CNH, rate: 5 }\n", "'SGX' is no currency", 6, 13 },
		{ "fx:\n  - { pair: CNY/CNH, rate: 1 }\n", "'CNY/CNH' is one currency twice", 6, 13 },
		{ "fx:\n  - { pair: USD/CNY, rate: 0 }\n", "'rate' must be more than 0, not 0", 6, 28 },
		{ "fx:\n  - { pair: USD/CNY }\n", "an exchange rate needs 'rate'", 6, 5 },
		{ "sample: { status: approved }\n", "'approved' needs 'evidence'", 5, 19 },
		{ "sample: { status: not_needed }\n", "'not_needed' needs 'reason'", 5, 19 },
		{ "documents:\n  - { type: form_m, state: not_required }\n", "'not_required' needs 'reason'", 6, 28 },
		{ "checklists: { payment: { specs: { state: done, at: 2026-03-03 } } }\n", "'done' needs 'by'", 5, 42 },
		{ "checklists: { payment: { specs: { state: done, by: me } } }\n", "'done' needs 'at'", 5, 42 },
		{ "checklists: { payment: { specs: { state: done, by: me, at: soon } } }\n", "'soon' is no date or time", 5, 60 },
		{ "checklists: { payment: { specs: { state: not_applicable } } }\n", "'not_applicable' needs 'reason'", 5, 42 },
		{ "checklists: { payment: { specs: { stat: done } } }\n", "unknown key 'stat' in an item of a checklist", 5, 35 },
		{ "checklists: { payment: done }\n", "'payment' must be a map of keys and values, not the text 'done'", 5, 24 },
		{ "checklists: [payment]\n", "'checklists' must be a map of keys and values, not a list", 5, 13 },
		{ "price_history:\n  - { at: 2026-03-03T10:00:00+08:00 }\n  - { at: 2026-03-03T09:00:00+08:00 }\n",
		  "the price history goes back in time", 7, 11 },
		{ "parcels:\n  - { waybill: A, items: [2] }\n", "no item has the line '2'", 6, 27 },
		{ "parcels:\n  - { waybill: 7.3E14 }\n", "'7.3E14' has lost digits of 'waybill'", 6, 16 },
		{ "customisation: { artwork: /etc/passwd }\n", "evidence must lie in the order's folder, but '/etc/passwd' is an absolute path", 5, 27 },
		{ "customisation: { artwork: C:/a.png }\n", "evidence must lie in the order's folder, but 'C:/a.png' is an absolute path", 5, 27 },
		{ "customisation: { artwork: a/../../b.png }\n", "evidence must lie in the order's folder, but 'a/../../b.png' leaves the order's folder", 5, 27 },
		{ "customisation: { artwork: 'a\\b.png' }\n", "evidence must lie in the order's folder, but 'a\\b.png' has a backslash", 5, 27 },
		{ "customisation: { artwork: a//b.png }\n", "evidence must lie in the order's folder, but 'a//b.png' has an empty part", 5, 27 },
		{ "vat_zengzhishui_included: { value: true, evidence: { file: 'https://x.cn/a' } }\n",
		  "evidence must lie in the order's folder, but 'https://x.cn/a' is an address on the network", 5, 60 },
		{ "vat_zengzhishui_included: maybe\n", "'vat_zengzhishui_included' must be true, false or unknown, not the text 'maybe'", 5, 27 },
		{ "notes: [{ text: b, txt: a }]\n", "unknown key 'txt' in a note", 5, 20 },
		{ "notes: [{ text: a, audience: boss }]\n", "site.yaml declares no audience 'boss'", 5, 30 },
		{ "quotes: [{ name: a, charges: { freight: 1e3 } }]\n", "'freight' must be a number, but '1e3' has an exponent", 5, 41 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str yaml = arena_print(&arena, "%s%s", MINIMAL, CASES[i].more);
		const struct value *order = check(&arena, yaml.data, &diags);
		if (order || diags.errors == 0 || strcmp(diags.items[0].message.data, CASES[i].message) != 0 ||
		    diags.items[0].place.line != CASES[i].line || diags.items[0].place.column != CASES[i].column) {
			print_diags(&diags);
			fail_msg("case: %s", CASES[i].more);
		}
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

static void refuses_items_and_names_that_cannot_be(void **state)
{
	static const struct { const char *id, *supplier, *items, *message; } CASES[] = {
		{ "../A", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called '../A'" },
		{ "a/b", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called 'a/b'" },
		{ ".hidden", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called '.hidden'" },
		{ "CON", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called 'CON'" },
		{ "Suppliers", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called 'Suppliers', which the tool itself makes" },
		{ "index-2.html", "{ name_zh: 某 }", "[{ sku: X }]", "an order cannot be called 'index-2.html', which the tool itself makes" },
		{ "''", "{ name_zh: 某 }", "[{ sku: X }]", "'id' is empty" },
		{ "[A]", "{ name_zh: 某 }", "[{ sku: X }]", "'id' must be a text, not a list" },
		{ "A", "{ type: factory }", "[{ sku: X }]", "the supplier has no name" },
		{ "A", "某某", "[{ sku: X }]", "'supplier' must be a map of keys and values, not the text '某某'" },
		{ "A", "{ name_zh: 某 }", "[]", "an order has at least one item" },
		{ "A", "{ name_zh: 某 }", "{ sku: X }", "'items' must be a list, not a map" },
		{ "A", "{ name_zh: 某 }", "[X]", "an item must be a map of keys and values, not the text 'X'" },
		{ "A", "{ name_zh: 某 }", "[{ qty: 0 }]", "'qty' must be more than 0, not 0" },
		{ "A", "{ name_zh: 某 }", "[{ qty: -1 }]", "'qty' must be more than 0, not -1" },
		{ "A", "{ name_zh: 某 }", "[{ qty: 2.5, unit_zh: 件 }]", "'qty' must be a whole number, not 2.5" },
		{ "A", "{ name_zh: 某 }", "[{ qty: 1e3 }]", "'qty' must be a number, but '1e3' has an exponent" },
		{ "A", "{ name_zh: 某 }", "[{ unit_price: -0.01 }]", "'unit_price' must be 0 or more, not -0.01" },
		{ "A", "{ name_zh: 某 }", "[{ unit_price: twenty three .07 }]",
		  "'unit_price' must be a number, but 'twenty three .07' is not a number" },
		{ "A", "{ name_zh: 某 }", "[{ unit_price: '1,200.00' }]",
		  "'unit_price' must be a number, but '1,200.00' has separators between digits" },
		{ "A", "{ name_zh: 某 }", "[{ unit_price: ¥20 }]", "'unit_price' must be a number, but '¥20' has a currency sign" },
		{ "A", "{ name_zh: 某 }", "[{ hs_code: 12345 }]", "'12345' cannot be 'hs_code'" },
		{ "A", "{ name_zh: 某 }", "[{ hs_code: 9019.10 }]", "'9019.10' cannot be 'hs_code'" },
		{ "A", "{ name_zh: 某 }", "[{ offer_id: 7.0E+11 }]", "'7.0E+11' has lost digits of 'offer_id'" },
		{ "A", "{ name_zh: 某 }", "[{ gross_kg: -1 }]", "'gross_kg' must be 0 or more, not -1" },
		{ "A", "{ name_zh: 某 }", "[{ line: 2 }, { sku: X }]", "two items have the line 2" },
		{ "A", "{ name_zh: 某 }", "[{ line: 3 }, { line: 3 }]", "two items have the line 3" },
		{ "A", "{ name_zh: 某 }", "[{ spec_confirmed: { done: yes } }]",
		  "'done' must be true, false or unknown, not the text 'yes'" },
		{ "A", "{ name_zh: 某 }", "[{ duty_rate: 7.5 }]", "'duty_rate' must be a rate, and 7.5 is more than the whole" },
		{ "A", "{ name_zh: 某 }", "[{ audience: agents }]", "site.yaml declares no audience 'agents'" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str yaml = arena_print(&arena, "id: %s\nsupplier: %s\nitems: %s\n", CASES[i].id, CASES[i].supplier, CASES[i].items);
		const struct value *order = check(&arena, yaml.data, &diags);
		if (order || diags.errors != 1 || strcmp(diags.items[0].message.data, CASES[i].message) != 0) {
			print_diags(&diags);
			fail_msg("case: %s", yaml.data);
		}
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

static void quantities_by_measure_may_be_fractions(void **state)
{
	static const char *const UNITS[] = { "千克", "公斤", "克", "吨", "米", "厘米", "平方米", "立方米", "升", "毫升", "kg", "g", "t", "m", "cm", "m2",
		                             "m3", "l", "ml" };
	(void)state;
	for (size_t i = 0; i < COUNT(UNITS); i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		struct str yaml = arena_print(&arena, "id: A\nsupplier: { name_en: X }\nitems: [{ qty: 0.5, unit_zh: %s }, { qty: 2.00 }]\n", UNITS[i]);
		assert_non_null(check(&arena, yaml.data, &diags));
		arena_clear(&arena);
		diags_clear(&diags);
	}
}

static void an_order_says_what_it_lacks(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	assert_null(check(&arena, "platform: other\n", &diags));
	assert_int_equal(diags.count, 3);
	assert_string_equal(diags.items[0].message.data, "an order needs 'id'");
	assert_string_equal(diags.items[1].message.data, "an order needs 'supplier'");
	assert_string_equal(diags.items[2].message.data, "an order needs 'items'");
	assert_null(check(&arena, "[a]\n", &diags));
	assert_null(check(&arena, "", &diags));
	assert_string_equal(diags.items[4].message.data, "an order must be a map of keys and values, not nothing");
	arena_clear(&arena);
	diags_clear(&diags);
}

static void maps_statuses_to_codes_and_flags_the_unknown(void **state)
{
	static const struct { const char *text, *code; bool flagged; } CASES[] = {
		{ "waitbuyerpay", "waitbuyerpay", false }, { "等待买家付款", "waitbuyerpay", false }, { "等待卖家发货", "waitsellersend", false },
		{ "等待买家收货", "waitbuyerreceive", false }, { "等待买家确认收货", "waitbuyerreceive", false }, { "已收货", "confirm_goods", false },
		{ "交易成功", "success", false }, { "交易关闭", "cancel", false }, { "terminated", "terminated", false },
		{ "退款中", "", false }, { "waitbuyerpai", "", true }, { "CANARY", "", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct arena arena = { 0 };
		struct diags diags = { 0 };
		assert_true(str_equal(order_status_code(str_from(CASES[i].text)), str_from(CASES[i].code)));
		struct str yaml = arena_print(&arena, MINIMAL "status: %s\n", CASES[i].text);
		const struct value *order = check(&arena, yaml.data, &diags);
		assert_non_null(order);
		assert_true(str_equal(value_as_text(value_get(order, STR("status"))), str_from(CASES[i].text)));
		assert_int_equal(diags.count, CASES[i].flagged);
		arena_clear(&arena);
		diags_clear(&diags);
	}
	assert_true(str_equal(order_status_code(STR("")), STR("")));
}

static void without_a_site_audiences_are_not_looked_up(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct value *record = yaml_parse(&arena, STR(MINIMAL "audience: anybody\n"), "a.yaml", 1, &diags);
	assert_true(order_check(record, &arena, &(struct config){ 0 }, &diags));
	assert_int_equal(diags.count, 0);
	arena_clear(&arena);
	diags_clear(&diags);
}

/* Files of a site in a folder of their own. */
struct folder {
	char path[32];
	struct arena arena;
	struct str paths[16];
	size_t count;
	struct order_keys keys;
	struct diags diags;
};

static void folder_open(struct folder *folder)
{
	*folder = (struct folder){ .path = "/tmp/test_order.XXXXXX" };
	assert_non_null(mkdtemp(folder->path));
	assert_int_equal(mkdir(path_join(&folder->arena, str_from(folder->path), STR("orders")), 0700), 0);
}

static void folder_add(struct folder *folder, const char *file, struct str text)
{
	struct str path = arena_print(&folder->arena, "%s/%s", folder->path, file);
	mkdir(arena_text(&folder->arena, path_folder(path_folder(path))), 0700);
	mkdir(arena_text(&folder->arena, path_folder(path)), 0700);
	FILE *out = fopen(path.data, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(text.data, 1, text.size, out), text.size);
	fclose(out);
	folder->paths[folder->count++] = str_from(file);
}

static bool folder_load(struct folder *folder)
{
	return orders_load(&folder->keys, &folder->arena, folder->path, folder->paths, folder->count, &CONFIG, &folder->diags);
}

static void folder_close(struct folder *folder)
{
	struct str command = arena_print(&folder->arena, "rm -rf %s", folder->path);
	assert_int_equal(system(command.data), 0);
	order_keys_clear(&folder->keys);
	diags_clear(&folder->diags);
	arena_clear(&folder->arena);
}

#define RECORD(id) "{\"id\":\"" id "\",\"supplier\":{\"name_en\":\"X\"},\"items\":[{\"qty\":1,\"unit_price\":20.00}]}"

static void loads_every_form_of_file_sorted_by_id(void **state)
{
	(void)state;
	struct folder folder;
	folder_open(&folder);
	folder_add(&folder, "orders/B.yaml", STR("\xEF\xBB\xBF" "id: B\nsupplier: { name_en: X }\nitems: [{ qty: 1 }]\naudience: agent\n"));
	folder_add(&folder, "orders/C.json", STR(RECORD("C")));
	folder_add(&folder, "orders/D/evidence/chat.png", STR("not a record"));
	folder_add(&folder, "orders/D/order.yaml", STR("id: D\nsupplier: { name_en: X }\nitems: [{ qty: 1 }]\n"));
	folder_add(&folder, "orders/D/other.yaml", STR("not: [a, record"));
	folder_add(&folder, "orders/bulk.jsonl", STR("\xEF\xBB\xBF" RECORD("F") "\n\n  \r\n" RECORD("E") "\r\n" RECORD("A")));
	assert_true(folder_load(&folder));
	print_diags(&folder.diags);
	static const struct { const char *id, *folder; unsigned line; bool json; uint32_t audience; } EXPECTED[] = {
		{ "A", "", 5, true, 0 }, { "B", "", 1, false, 1 }, { "C", "", 1, true, 0 }, { "D", "orders/D", 1, false, 0 },
		{ "E", "", 4, true, 0 }, { "F", "", 1, true, 0 },
	};
	assert_int_equal(folder.keys.count, COUNT(EXPECTED));
	for (size_t i = 0; i < COUNT(EXPECTED); i++) {
		const struct order_key *key = &folder.keys.items[i];
		assert_true(str_equal(key->id, str_from(EXPECTED[i].id)));
		assert_true(str_equal(key->folder, str_from(EXPECTED[i].folder)));
		assert_int_equal(key->line, EXPECTED[i].line);
		assert_int_equal(key->json, EXPECTED[i].json);
		assert_int_equal(key->audience, EXPECTED[i].audience);
		struct arena arena = { 0 };
		const struct value *order = order_read(&arena, key, &CONFIG, &folder.diags);
		assert_non_null(order);
		assert_true(str_equal(value_as_text(value_get(order, STR("id"))), key->id));
		assert_non_null(value_find(order, STR("items.0.line")));
		arena_clear(&arena);
	}
	folder_close(&folder);
}

static void a_record_that_changed_since_is_refused(void **state)
{
	(void)state;
	struct folder folder;
	struct arena arena = { 0 };
	folder_open(&folder);
	folder_add(&folder, "orders/bulk.jsonl", STR(RECORD("A") "\n" RECORD("B") "\n"));
	assert_true(folder_load(&folder));
	folder_add(&folder, "orders/bulk.jsonl", STR(RECORD("A") "\n" RECORD("C") "\n"));
	assert_non_null(order_read(&arena, &folder.keys.items[0], &CONFIG, &folder.diags));
	assert_null(order_read(&arena, &folder.keys.items[1], &CONFIG, &folder.diags));
	assert_string_equal(folder.diags.items[0].message.data, "the order 'B' was changed while the site was built");
	assert_int_equal(folder.diags.items[0].place.line, 2);
	folder_add(&folder, "orders/bulk.jsonl", STR(RECORD("A")));
	assert_null(order_read(&arena, &folder.keys.items[1], &CONFIG, &folder.diags));
	arena_clear(&arena);
	folder_close(&folder);
}

static void refuses_two_orders_of_one_name(void **state)
{
	static const struct { const char *lines, *message; unsigned line; } CASES[] = {
		{ RECORD("A") "\n" RECORD("B") "\n" RECORD("A") "\n", "there is another order 'A'", 3 },
		{ RECORD("order-a") "\n" RECORD("Order-A") "\n", "'Order-A' and 'order-a' are one folder on many systems", 2 },
		{ RECORD("A") "\n" RECORD("Ａ") "\n", "'Ａ' and 'A' are one folder on many systems", 2 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct folder folder;
		folder_open(&folder);
		folder_add(&folder, "orders/bulk.jsonl", str_from(CASES[i].lines));
		assert_false(folder_load(&folder));
		assert_int_equal(folder.diags.count, 1);
		assert_string_equal(folder.diags.items[0].message.data, CASES[i].message);
		assert_int_equal(folder.diags.items[0].place.line, CASES[i].line);
		folder_close(&folder);
	}
}

static void files_that_are_no_orders_are_named(void **state)
{
	(void)state;
	struct folder folder;
	folder_open(&folder);
	folder_add(&folder, "orders/A/oder.yaml", STR("id: A"));
	folder_add(&folder, "orders/B/order.json", STR(RECORD("B")));
	folder_add(&folder, "orders/B/order.yaml", STR("id: B"));
	folder_add(&folder, "orders/photo.png", STR("?"));
	assert_false(folder_load(&folder));
	diags_sort(&folder.diags);
	assert_int_equal(folder.diags.count, 3);
	assert_string_equal(folder.diags.items[0].message.data, "the folder 'A' has no order.yaml");
	assert_string_equal(folder.diags.items[0].hint.data, "rename 'oder.yaml'");
	assert_string_equal(folder.diags.items[1].message.data, "the folder has two records of its order");
	assert_string_equal(folder.diags.items[2].message.data, "this is no order");
	folder_close(&folder);
}

static void every_broken_line_is_reported_with_its_number(void **state)
{
	(void)state;
	struct folder folder;
	folder_open(&folder);
	folder_add(&folder, "orders/bulk.jsonl",
	           STR(RECORD("A") "\n{\"id\":\"B\",}\n" RECORD("C") "\n{\"id\":\"D\",\"supplier\":{\"name_en\":\"X\"},\"items\":[{\"qty\":0}]}\n[1]\n"
	               "{\"id\":\"\xFF\"}\n"));
	assert_false(folder_load(&folder));
	static const unsigned LINES[] = { 2, 4, 5, 6 };
	assert_int_equal(folder.diags.count, COUNT(LINES));
	for (size_t i = 0; i < COUNT(LINES); i++)
		assert_int_equal(folder.diags.items[i].place.line, LINES[i]);
	assert_int_equal(folder.diags.items[1].place.column, 54);
	assert_int_equal(folder.keys.count, 2);
	folder_close(&folder);
}

/* Lines longer than one read, and a line end on the border of one. */
static void long_lines_are_read_whole(void **state)
{
	(void)state;
	struct folder folder;
	struct buf lines = { 0 };
	folder_open(&folder);
	for (int i = 0; i < 40; i++) {
		size_t start = lines.size, want = i % 4 == 0 ? 300000 : (size_t)(65535 + i % 3);
		buf_print(&lines, "{\"id\":\"A-%d\",\"supplier\":{\"name_en\":\"X\"},\"items\":[{\"qty\":1}],\"extra\":{\"pad\":\"", i);
		while (lines.size - start < want)
			buf_add_char(&lines, 'x');
		buf_add(&lines, STR("\"}}\n"));
	}
	folder_add(&folder, "orders/bulk.jsonl", buf_str(&lines));
	assert_true(folder_load(&folder));
	assert_int_equal(folder.keys.count, 40);
	for (size_t i = 0; i < folder.keys.count; i++) {
		struct arena arena = { 0 };
		assert_non_null(order_read(&arena, &folder.keys.items[i], &CONFIG, &folder.diags));
		arena_clear(&arena);
	}
	buf_clear(&lines);
	folder_close(&folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_every_field),
		cmocka_unit_test(refuses_each_mistake_at_its_place),
		cmocka_unit_test(refuses_items_and_names_that_cannot_be),
		cmocka_unit_test(quantities_by_measure_may_be_fractions),
		cmocka_unit_test(an_order_says_what_it_lacks),
		cmocka_unit_test(maps_statuses_to_codes_and_flags_the_unknown),
		cmocka_unit_test(without_a_site_audiences_are_not_looked_up),
		cmocka_unit_test(loads_every_form_of_file_sorted_by_id),
		cmocka_unit_test(a_record_that_changed_since_is_refused),
		cmocka_unit_test(refuses_two_orders_of_one_name),
		cmocka_unit_test(files_that_are_no_orders_are_named),
		cmocka_unit_test(every_broken_line_is_reported_with_its_number),
		cmocka_unit_test(long_lines_are_read_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
