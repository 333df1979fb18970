/* cost: what an order costs, exactly, and what a model may not say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cost/cost.h"
#include "data/yaml.h"
#include "model/order.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct config NO_SITE = { 0 };

struct fixture {
	struct arena arena;
	struct diags diags;
	struct cost cost;
	bool ok;
};

static void print_diags(const struct diags *diags)
{
	struct buf out = { 0 };
	for (size_t i = 0; i < diags->count; i++)
		diag_format(&out, &diags->items[i], STR(""));
	if (out.size)
		print_message("%s", out.data);
	buf_clear(&out);
}

static void compute(struct fixture *f, const char *yaml, const struct value *shared)
{
	*f = (struct fixture){ 0 };
	const struct value *order = yaml_parse(&f->arena, str_from(yaml), "a.yaml", 1, &f->diags);
	assert_non_null(order);
	f->ok = cost_compute(&f->cost, &f->arena, order, shared, &NO_SITE, &f->diags);
}

static void clear(struct fixture *f)
{
	arena_clear(&f->arena);
	diags_clear(&f->diags);
}

static const struct cost_line *find_line(const struct fixture *f, const char *id)
{
	for (size_t i = 0; i < f->cost.line_count; i++)
		if (str_equal(f->cost.lines[i].id, str_from(id)))
			return &f->cost.lines[i];
	fail_msg("there is no line '%s'", id);
	return NULL;
}

static void assert_text(struct str text, const char *expected)
{
	if (!str_equal(text, str_from(expected)))
		fail_msg("'%.*s' is not '%s'", STR_ARG(text), expected);
}

/* The amount as programs see it, with its currency or unit: "23.55 CNY". */
static void assert_amount(struct fixture *f, const char *id, const char *expected)
{
	const struct value *lines = value_get(cost_to_text_value(&f->arena, &f->cost), STR("lines"));
	for (size_t i = 0; i < lines->count; i++) {
		const struct value *line = lines->items[i];
		if (!str_equal(value_as_text(value_get(line, STR("id"))), str_from(id)))
			continue;
		struct str currency = value_as_text(value_get(line, STR("currency"))), unit = value_as_text(value_get(line, STR("unit")));
		struct str amount = value_as_text(value_get(line, STR("amount")));
		struct str found = arena_print(&f->arena, "%.*s %.*s%.*s", STR_ARG(amount), STR_ARG(currency), STR_ARG(unit));
		if (!str_equal(found, str_from(expected)))
			fail_msg("%s is %.*s, not %s", id, STR_ARG(found), expected);
		return;
	}
	fail_msg("there is no line '%s'", id);
}

/* The figures of the two samples: goods, charges and models as they are, nobody's names. */
static const char *const SAMPLE_A =
	"items:\n"
	"  - { sku: 720-GRN, qty: \"1\", unit_price: \"20.00\", currency: CNY, gross_kg: \"0.90\", volume_m3: \"0.0042\" }\n"
	"cost_model:\n"
	"  currency: CNY\n"
	"  rounding: { quantum: \"0.01\", mode: half_up }\n"
	"  lines:\n"
	"    - { id: goods, label: { en: Goods, zh: 货品总价 }, basis: items.value, audience: all, stage: checkout }\n"
	"    - { id: domestic_shipping, amount: \"3.50\", allocate: { by: gross_kg }, audience: all, stage: checkout }\n"
	"    - { id: adjust, amount: \"0.00\", allocate: { by: value }, audience: all, stage: checkout }\n"
	"    - { id: order_amount, sum: [goods, domestic_shipping, adjust], kind: subtotal }\n"
	"    - { id: service_fee, rate: \"0.002\", of: [order_amount], allocate: { by: value }, audience: all, stage: checkout }\n"
	"    - { id: payable, sum: [order_amount, service_fee], kind: subtotal }\n"
	"    - { id: international_shipping, amount: \"10.00\", estimate: true, allocate: { by: chargeable_kg }, stage: after_consolidation }\n"
	"    - { id: import_tax, amount: \"0.00\", estimate: true, allocate: { by: value }, stage: import }\n"
	"    - { id: landed, sum: [payable, international_shipping, import_tax], kind: total }\n";

static const char *const SAMPLE_B =
	"items:\n"
	"  - { sku: MG-GRN, qty: \"500\", unit_price: \"20.00\", currency: CNY, gross_kg: \"0.90\", volume_m3: \"0.0042\" }\n"
	"  - { sku: MG-GRY, qty: \"300\", unit_price: \"20.00\", currency: CNY, gross_kg: \"0.90\", volume_m3: \"0.0042\" }\n"
	"  - { sku: CASE-01, qty: \"800\", unit_price: \"3.60\", currency: CNY, gross_kg: \"0.25\", volume_m3: \"0.0060\" }\n"
	"cost_model:\n"
	"  currency: NGN\n"
	"  rounding: { quantum: \"0.01\", mode: half_up }\n"
	"  assumptions: [duty 20 percent illustrative]\n"
	"  lines:\n"
	"    - { id: goods, currency: CNY, basis: items.value, stage: checkout }\n"
	"    - { id: logo, currency: CNY, per_unit: \"0.80\", qty: \"800\", allocate: { by: manual, weights: [\"500\", \"300\", \"0\"] } }\n"
	"    - { id: domestic_shipping, currency: CNY, amount: \"420.00\" }\n"
	"    - { id: adjust, currency: CNY, amount: \"-380.00\" }\n"
	"    - { id: order_amount, currency: CNY, sum: [goods, logo, domestic_shipping, adjust], kind: subtotal }\n"
	"    - { id: service_fee, currency: CNY, rate: \"0.002\", of: [order_amount] }\n"
	"    - { id: payable, currency: CNY, sum: [order_amount, service_fee], kind: subtotal }\n"
	"    - { id: agent_fee, currency: CNY, rate: \"0.03\", of: [goods, logo], audience: internal }\n"
	"    - { id: sea_freight_usd, currency: USD, per_unit: \"185.00\", qty: \"8.16\", qty_basis: items.volume_m3, stage: freight }\n"
	"    - { id: fob_usd, currency: USD, convert: [order_amount], fx: \"7.1280\", op: divide, kind: tax_base }\n"
	"    - { id: insurance_usd, currency: USD, rate: \"0.015\", of: [fob_usd], stage: freight }\n"
	"    - { id: fob, convert: [fob_usd], fx: \"1428.81\", op: multiply, kind: tax_base }\n"
	"    - { id: sea_freight, convert: [sea_freight_usd], fx: \"1428.81\", op: multiply, allocate: { by: volume_m3 } }\n"
	"    - { id: insurance, convert: [insurance_usd], fx: \"1428.81\", op: multiply, allocate: { by: value } }\n"
	"    - { id: cif, sum: [fob, sea_freight, insurance], kind: tax_base }\n"
	"    - { id: duty, rate: \"0.20\", of: [cif], allocate: { by: value }, stage: import }\n"
	"    - { id: surcharge, rate: \"0.07\", of: [duty], allocate: { by: value } }\n"
	"    - { id: etls, rate: \"0.005\", of: [cif], allocate: { by: value } }\n"
	"    - { id: fob_levy, rate: \"0.04\", of: [fob], allocate: { by: value }, effective_from: \"2025-08-04\" }\n"
	"    - { id: vat, rate: \"0.075\", of: [cif, duty, surcharge, etls, fob_levy], allocate: { by: value }, recoverable: true }\n"
	"    - { id: clearing, amount: \"450000.00\", allocate: { by: equal } }\n"
	"    - { id: delivery, amount: \"180000.00\", allocate: { by: gross_kg } }\n"
	"    - { id: payable_ngn, convert: [payable], fx: \"200.45\", op: multiply, allocate: { by: value } }\n"
	"    - { id: agent_fee_ngn, convert: [agent_fee], fx: \"200.45\", op: multiply, audience: internal }\n"
	"    - { id: landed, sum: [payable_ngn, agent_fee_ngn, sea_freight, insurance, duty, surcharge, etls, fob_levy, vat, clearing, delivery],\n"
	"        kind: total }\n"
	"    - { id: landed_ex_recoverable, sum: [landed, -vat], kind: total }\n";

static void computes_the_small_sample(void **state)
{
	(void)state;
	struct fixture f;
	compute(&f, SAMPLE_A, NULL);
	print_diags(&f.diags);
	assert_true(f.ok && f.diags.count == 0);
	assert_amount(&f, "order_amount", "23.50 CNY");
	assert_amount(&f, "service_fee", "0.05 CNY");
	assert_amount(&f, "payable", "23.55 CNY");
	assert_amount(&f, "landed", "33.55 CNY");
	assert_text(find_line(&f, "service_fee")->working, "0.2 % × 23.50 = 0.047");
	assert_text(find_line(&f, "payable")->working, "23.50 + 0.05");
	assert_text(find_line(&f, "goods")->working, "1 × 20.00");
	assert_text(find_line(&f, "domestic_shipping")->working, "as entered");
	assert_text(find_line(&f, "goods")->label, "Goods");
	assert_text(find_line(&f, "goods")->label_zh, "货品总价");
	assert_text(find_line(&f, "order_amount")->label, "Order amount");
	assert_text(find_line(&f, "goods")->stage, "checkout");
	assert_false(find_line(&f, "payable")->estimate);
	assert_true(find_line(&f, "landed")->estimate);
	clear(&f);
}

static void computes_the_large_sample(void **state)
{
	static const struct { const char *id, *amount, *working; } CASES[] = {
		{ "goods", "18880.00 CNY", "500 × 20.00 + 300 × 20.00 + 800 × 3.60" },
		{ "logo", "640.00 CNY", "800 × 0.80" },
		{ "adjust", "-380.00 CNY", "as entered" },
		{ "order_amount", "19560.00 CNY", "18,880.00 + 640.00 + 420.00 − 380.00" },
		{ "service_fee", "39.12 CNY", "0.2 % × 19,560.00" },
		{ "payable", "19599.12 CNY", "19,560.00 + 39.12" },
		{ "agent_fee", "585.60 CNY", "3 % × (18,880.00 + 640.00)" },
		{ "sea_freight_usd", "1509.60 USD", "8.16 m³ × 185.00" },
		{ "fob_usd", "2744.11 USD", "19,560.00 ÷ 7.1280 = 2,744.1077…" },
		{ "insurance_usd", "41.16 USD", "1.5 % × 2,744.11 = 41.16165" },
		{ "fob", "3920811.81 NGN", "2,744.11 × 1428.81 = 3,920,811.8091" },
		{ "sea_freight", "2156931.58 NGN", "1,509.60 × 1428.81 = 2,156,931.576" },
		{ "insurance", "58809.82 NGN", "41.16 × 1428.81 = 58,809.8196" },
		{ "cif", "6136553.21 NGN", "3,920,811.81 + 2,156,931.58 + 58,809.82" },
		{ "duty", "1227310.64 NGN", "20 % × 6,136,553.21 = 1,227,310.642" },
		{ "surcharge", "85911.74 NGN", "7 % × 1,227,310.64 = 85,911.7448" },
		{ "etls", "30682.77 NGN", "0.5 % × 6,136,553.21 = 30,682.76605" },
		{ "fob_levy", "156832.47 NGN", "4 % × 3,920,811.81 = 156,832.4724" },
		{ "vat", "572796.81 NGN", "7.5 % × 7,637,290.83 = 572,796.81225" },
		{ "payable_ngn", "3928643.60 NGN", "19,599.12 × 200.45 = 3,928,643.604" },
		{ "agent_fee_ngn", "117383.52 NGN", "585.60 × 200.45" },
		{ "landed", "8965302.95 NGN", NULL },
		{ "landed_ex_recoverable", "8392506.14 NGN", "8,965,302.95 − 572,796.81" },
	};
	(void)state;
	struct fixture f;
	compute(&f, SAMPLE_B, NULL);
	print_diags(&f.diags);
	assert_true(f.ok && f.diags.count == 0);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		assert_amount(&f, CASES[i].id, CASES[i].amount);
		if (CASES[i].working)
			assert_text(find_line(&f, CASES[i].id)->working, CASES[i].working);
	}
	assert_true(find_line(&f, "vat")->recoverable);
	assert_true(find_line(&f, "fob_levy")->unchecked && !find_line(&f, "fob_levy")->outside);
	assert_text(f.cost.assumptions[0], "duty 20 percent illustrative");
	clear(&f);
}

/* An order with items of 25.00 and the lines of a case; line 12 is its first. */
#define ORDER_HEAD \
	"items:\n" \
	"  - { qty: 2, unit_price: 10.00, gross_kg: 1.5, volume_m3: 0.02 }\n" \
	"  - { qty: 1, unit_price: 5.00, gross_kg: 0.25, volume_m3: 0.001 }\n" \
	"charges: { freight: 5.00, usd: { amount: 7, currency: USD }, half: { currency: USD } }\n" \
	"import_date: 2025-08-03\n" \
	"fx:\n" \
	"  - { pair: SGD/CNH, rate: 5.45130, date: 2026-03-02 }\n" \
	"  - { pair: SGD/CNY, rate: 5, date: 2026-03-01 }\n" \
	"  - { pair: USD/CNY, rate: 7.1 }\n" \
	"cost_model:\n"

static void compute_lines(struct fixture *f, const char *head, const char *lines)
{
	struct arena arena = { 0 };
	compute(f, arena_print(&arena, ORDER_HEAD "%s  lines:\n%s", head, lines).data, NULL);
	for (size_t i = 0; i < f->diags.count; i++)   /* texts of the tree are copies; messages are, too */
		assert_non_null(f->diags.items[i].message.data);
	arena_clear(&arena);
}

enum { FIRST_LINE = 12 };  /* of a case, behind ORDER_HEAD and "lines:" */

#define GOODS "    - { id: goods, basis: items.value }\n"
#define LINE(text) GOODS "    - { id: x, " text " }\n"

/* Each kind of computation, and what may be said about it. */
static void computes_every_kind_of_line(void **state)
{
	static const struct { const char *head, *lines, *amount, *working; } CASES[] = {
		{ "", LINE("amount: 12.5"), "12.50 CNY", "as entered" },
		{ "", LINE("amount: -3.456"), "-3.46 CNY", "as entered: −3.456" },
		{ "", LINE("amount: order.charges.freight"), "5.00 CNY", "as entered" },
		{ "", LINE("amount: order.charges.usd"), "7.00 USD", "as entered" },
		{ "", LINE("amount: order.charges.usd.amount"), "7.00 USD", "as entered" },
		{ "", LINE("amount: order.items.1.unit_price"), "5.00 CNY", "as entered" },
		{ "  currency: USD\n", LINE("amount: 3"), "3.00 USD", "as entered" },
		{ "", LINE("amount: 3, currency: JPY"), "3 JPY", "as entered" },
		{ "", LINE("amount: 3.0005, currency: KWD"), "3.001 KWD", "as entered: 3.0005" },
		{ "", LINE("sum: [goods, -goods]"), "0.00 CNY", "25.00 − 25.00" },
		{ "", LINE("sum: [-goods]"), "-25.00 CNY", "−25.00" },
		{ "", LINE("rate: 7.5%, of: goods"), "1.88 CNY", "7.5 % × 25.00 = 1.875" },
		{ "", LINE("rate: 1, of: goods"), "25.00 CNY", "100 % × 25.00" },
		{ "", LINE("rate: -0.001, of: goods"), "-0.03 CNY", "−0.1 % × 25.00 = −0.025" },
		{ "", LINE("rate: 10%, of: [-goods]"), "-2.50 CNY", "10 % × (−25.00)" },
		{ "", LINE("rate: 10%, of: [goods, goods, goods, goods]"), "10.00 CNY", "10 % × 100.00" },
		{ "", LINE("rate: 10%, of: goods, base_round: { quantum: 10, mode: up }"), "3.00 CNY", "10 % × 30.00" },
		{ "", LINE("fraction: [22, 78], of: goods"), "7.05 CNY", "22 ÷ 78 × 25.00 = 7.0512…" },
		{ "", LINE("fraction: [1, -3], of: goods"), "-8.33 CNY", "1 ÷ −3 × 25.00 = −8.3333…" },
		{ "", LINE("per_unit: 0.8, qty: 12"), "9.60 CNY", "12 × 0.80" },
		{ "", LINE("per_unit: order.charges.usd, qty: 3"), "21.00 USD", "3 × 7.00" },
		{ "", LINE("per_unit: 8, qty_basis: items.qty"), "24.00 CNY", "3 × 8.00" },
		{ "", LINE("per_unit: 8, qty_basis: items.gross_kg"), "26.00 CNY", "3.25 kg × 8.00" },
		{ "", LINE("per_unit: 8, qty_basis: items.volume_m3"), "0.33 CNY", "0.041 m³ × 8.00 = 0.328" },
		{ "", LINE("per_unit: 6, qty_basis: items.chargeable_kg"), "41.00 CNY", "6.8333… kg × 6.00" },
		{ "", LINE("per_unit: 8, qty: 3.25, qty_basis: items.gross_kg"), "26.00 CNY", "3.25 kg × 8.00" },
		{ "", LINE("max: [goods]"), "25.00 CNY", "the greater of 25.00" },
		{ "", GOODS "    - { id: y, amount: 30 }\n    - { id: x, max: [goods, y] }\n", "30.00 CNY", "the greater of 25.00 and 30.00" },
		{ "", GOODS "    - { id: y, amount: 30 }\n    - { id: x, min: [goods, y, -y] }\n", "-30.00 CNY",
		  "the smallest of 25.00, 30.00 and −30.00" },
		{ "", LINE("convert: [goods], fx: 7.1280, op: divide, currency: USD"), "3.51 USD", "25.00 ÷ 7.1280 = 3.5072…" },
		{ "  currency: NGN\n", LINE("convert: goods, fx: 200.45"), "5011.25 NGN", "25.00 × 200.45" },
		{ "", LINE("convert: goods, fx: USD/CNY"), "3.52 USD", "25.00 ÷ 7.1 = 3.5211…" },
		{ "", LINE("convert: goods, fx: SGD/CNH, op: divide"), "4.59 SGD", "25.00 ÷ 5.45130 = 4.5860…" },
		{ "", GOODS "    - { id: y, amount: 50.00, currency: SGD }\n    - { id: x, convert: [y], fx: SGD/CNH, round: { quantum: 0.01, mode: down } }\n",
		  "272.56 CNH", "50.00 × 5.45130 = 272.565" },
		{ "", GOODS "    - { id: y, amount: 23.55, currency: CNH }\n    - { id: x, convert: [y], fx: SGD/CNH, round: { quantum: 0.01, mode: up } }\n",
		  "4.33 SGD", "23.55 ÷ 5.45130 = 4.3200…" },
		{ "", LINE("rate: 1%, of: goods, clamp: { min: 2 }"), "2.00 CNY", "1 % × 25.00 = 0.25; at least 2" },
		{ "", LINE("rate: 50%, of: goods, clamp: { min: 2, max: 9.999 }"), "10.00 CNY", "50 % × 25.00 = 12.50; at most 9.999" },
		{ "", LINE("rate: 1%, of: goods, waive_if_below: 0.25"), "0.25 CNY", "1 % × 25.00" },
		{ "", LINE("rate: 1%, of: goods, waive_if_below: 0.26"), "0.00 CNY", "1 % × 25.00 = 0.25; waived below 0.26" },
		{ "", LINE("rate: 1%, of: goods, clamp: { max: 0.1 }, waive_if_below: 0.2"), "0.00 CNY", "1 % × 25.00 = 0.25; waived below 0.2" },
		{ "", LINE("unit: kg, basis: items.gross_kg"), "3.25 kg", "2 × 1.5 + 1 × 0.25" },
		{ "", LINE("basis: items.chargeable_kg"), "41/6 kg", "the greater of 3.25 and 0.041 ÷ 0.006 = 6.8333…" },
		{ "", LINE("unit: kg, per_unit: 167, qty_basis: items.volume_m3, round: { quantum: 0.5, mode: up }"), "7 kg",
		  "0.041 m³ × 167 = 6.847" },
		{ "", LINE("unit: piece, amount: 3"), "3 piece", "as entered" },
		{ "", GOODS "    - { id: y, unit: m3, amount: 2.50 }\n    - { id: x, per_unit: 3, qty: y }\n", "7.50 CNY", "2.5 m³ × 3.00" },
		{ "", GOODS "    - { id: y, unit: kg, amount: 2 }\n    - { id: x, sum: [y, y] }\n", "4 kg", "2 + 2" },
		/* rounding: the line's, then the model's; its quantum is for its own currency only */
		{ "  rounding: { quantum: 0.1 }\n", LINE("rate: 1.5%, of: goods"), "0.40 CNY", "1.5 % × 25.00 = 0.375" },
		{ "  rounding: { mode: down }\n", LINE("rate: 1.5%, of: goods"), "0.37 CNY", "1.5 % × 25.00 = 0.375" },
		{ "  rounding: { quantum: 1, mode: down }\n", LINE("rate: 1.5%, of: goods, round: { mode: up }"), "1.00 CNY", "1.5 % × 25.00 = 0.375" },
		{ "  rounding: { quantum: 1, mode: down }\n", LINE("rate: 1.5%, of: goods, round: { quantum: 0.01 }"), "0.37 CNY",
		  "1.5 % × 25.00 = 0.375" },
		{ "  rounding: { quantum: 1, mode: down }\n", LINE("amount: 1.999, currency: USD"), "1.99 USD", "as entered: 1.999" },
		{ "  rounding: { quantum: 1 }\n", LINE("amount: 1.5, currency: RMB"), "2.00 RMB", "as entered: 1.50" },
		{ "  rounding: none\n", LINE("fraction: [1, 3], of: goods"), "25/3 CNY", "1 ÷ 3 × 25.00 = 8.3333…" },
		{ "", LINE("fraction: [1, 8], of: goods, round: none"), "3.125 CNY", "1 ÷ 8 × 25.00" },
		{ "", LINE("amount: 1249, round: { quantum: 100 }"), "1200.00 CNY", "as entered: 1,249.00" },
		{ "", LINE("amount: 1.23456, round: { quantum: 0.0001 }"), "1.2346 CNY", "as entered: 1.23456" },
		{ "", LINE("amount: -2.5, round: { quantum: 1, mode: half_even }"), "-2.00 CNY", "as entered: −2.50" },
		{ "", LINE("amount: -2.1, round: { quantum: 1, mode: floor }"), "-3.00 CNY", "as entered: −2.10" },
		{ "", LINE("amount: -2.9, round: { quantum: 1, mode: ceiling }"), "-2.00 CNY", "as entered: −2.90" },
		{ "", LINE("amount: 2.5, round: { quantum: 1, mode: half_down }"), "2.00 CNY", "as entered: 2.50" },
		/* what is rounded only at the end is exact until then */
		{ "", GOODS "    - { id: y, fraction: [1, 3], of: goods, round: none }\n    - { id: x, sum: [y, y, y] }\n", "25.00 CNY",
		  "8.3333… + 8.3333… + 8.3333…" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct fixture f;
		compute_lines(&f, CASES[i].head, CASES[i].lines);
		if (!f.ok || f.diags.count) {
			print_diags(&f.diags);
			fail_msg("case: %s%s", CASES[i].head, CASES[i].lines);
		}
		assert_amount(&f, "x", CASES[i].amount);
		assert_text(find_line(&f, "x")->working, CASES[i].working);
		clear(&f);
	}
}

/* Each refusal at its place; line 12 is the first of the case when the head is one line long. */
/* Whether WORDS stand at PLACE, in the case's own lines. */
static bool stands_at(const char *lines, struct place place, const char *words)
{
	struct str line = str_line(str_from(lines), place.line - FIRST_LINE + 1);
	return place.column > 0 && str_starts(str_slice(line, place.column - 1, line.size), str_from(words));
}

static void refuses_what_a_model_may_not_say(void **state)
{
	static const struct { const char *lines, *message, *hint; unsigned line; const char *at; } CASES[] = {
		{ LINE("rate: 0.2%, of: [good]"), "there is no line 'good'", "did you mean 'goods'?", 13, "good]" },
		{ LINE("sum: [y]") "    - { id: y, amount: 1 }\n", "the line 'y' comes later", "lines are computed in order: put 'y' first", 13, "y]" },
		{ LINE("sum: [x]"), "the line 'x' refers to itself", "", 13, "x]" },
		{ LINE("sum: []"), "'sum' lists no line", "", 13, "[]" },
		{ GOODS GOODS, "there is another line 'goods'", "", 13, "goods, basis" },
		{ "    - { id: Goods, amount: 1 }\n", "a line cannot be called 'Goods'", "use small letters, digits and '_', with a letter in front", 12, "Goods" },
		{ "    - { id: 1st, amount: 1 }\n", "a line cannot be called '1st'", "use small letters, digits and '_', with a letter in front", 12, "1st" },
		{ "    - { amount: 1 }\n", "a cost line needs 'id'", "write a short name such as id: service_fee", 12, "{ amount" },
		{ LINE("stage: import"), "the line 'x' does not say how it is computed",
		  "add one of amount, basis, sum, rate, fraction, per_unit, convert, max and min", 13, "{ id: x" },
		{ LINE("amount: null"), "the line 'x' does not say how it is computed", NULL, 13, "{ id: x" },
		{ LINE("amount: 3, basis: items.value"), "the line 'x' is computed in two ways, 'amount' and 'basis'", "make two lines of it", 13, "basis" },
		{ LINE("basis: items.value, amount: 3"), "the line 'x' is computed in two ways, 'basis' and 'amount'", "make two lines of it", 13, "amount" },
		{ LINE("amout: 3"), "unknown key 'amout' in a cost line", "did you mean 'amount'?", 13, "amout" },
		{ LINE("amount: 3, audiance: all"), "unknown key 'audiance' in a cost line", "did you mean 'audience'?", 13, "audiance" },
		{ LINE("amount: 3, stage: imprt"), "'stage' cannot be 'imprt'", "did you mean 'import'?", 13, "imprt" },
		{ LINE("amount: 3, kind: sum"), "'kind' cannot be 'sum'", NULL, 13, "sum }" },
		{ LINE("amount: 1e3"), "'amount' must be a number, but '1e3' has an exponent", NULL, 13, "1e3" },
		{ LINE("amount: 'twenty three .07'"), "'amount' must be a number, but 'twenty three .07' is not a number", NULL, 13, "'twenty" },
		{ LINE("amount: order.chrges.freight"), "orders have no field 'chrges.freight'", "did you mean 'charges'?", 13, "order.chrges" },
		{ LINE("amount: order.wallet.balnce"), "orders have no field 'wallet.balnce'", "did you mean 'balance'?", 13, "order.wallet" },
		{ LINE("amount: order.items.unit_price"), "'items' is a list", "say which of them, counted from 0: order.items.0", 13, "order.items" },
		{ LINE("amount: charges.freight"), "'amount' must be a number or a path into the order, not 'charges.freight'",
		  "did you mean 'order.charges.freight'?", 13, "charges.freight" },
		{ LINE("amount: order.import_date"), "'order.import_date' is not a number but a text", "", 13, "order.import" },
		{ LINE("amount: order.charges.freight, currency: USD"), "'x' is in CNY, not in USD", "another currency needs a rate: use convert and fx", 13, "USD" },
		{ LINE("basis: items.value, currency: USD"), "'x' is in CNY, not in USD", "a line is in what it is made from", 13, "USD" },
		{ LINE("sum: [goods], currency: USD"), "'x' is in CNY, not in USD", NULL, 13, "USD" },
		{ LINE("amount: 1, currency: YUAN"), "'YUAN' is no currency", NULL, 13, "YUAN" },
		{ LINE("basis: item.value"), "'basis' cannot be 'item.value'", "did you mean 'items.value'?", 13, "item.value" },
		{ LINE("rate: 7.5, of: goods"), "'rate' must be a rate, and 7.5 is more than the whole", "did you mean 7.5%?", 13, "7.5" },
		{ LINE("rate: 5%"), "'rate' needs 'of', the lines that it is taken of", "", 13, "rate" },
		{ LINE("amount: 5, of: goods"), "'of' goes with 'rate' or 'fraction'", "", 13, "of" },
		{ LINE("amount: 5, qty: 3"), "'qty' goes with 'per_unit'", "", 13, "qty" },
		{ LINE("sum: [goods], fx: 7"), "'fx' goes with 'convert'", "", 13, "fx" },
		{ LINE("per_unit: 5"), "'per_unit' needs a quantity", NULL, 13, "per_unit" },
		{ LINE("per_unit: 5, qty: -1"), "the quantity is negative: -1", "", 13, "-1" },
		{ LINE("per_unit: 5, qty: goods"), "'goods' is money, not a quantity", "a line with a 'unit' is a quantity", 13, "goods }" },
		{ LINE("per_unit: 5, qty: 8, qty_basis: items.qty"), "'qty' is not what 'items.qty' add up to",
		  "leave one of them out; the items add up to 3", 13, "8," },
		{ LINE("unit: kg, amount: -1") "    - { id: z, per_unit: 5, qty: x }\n", "the quantity of 'z' is negative", "", 14, "x }" },
		{ LINE("fraction: [1, 0], of: goods"), "a fraction cannot be divided by 0", "", 13, "0]" },
		{ LINE("fraction: 1/3, of: goods"), "'fraction' must be two numbers", "write fraction: [22, 78] for 22/78", 13, "1/3" },
		{ LINE("convert: goods"), "'convert' needs a rate", "add 'fx', a pair of the order such as USD/CNY, or a number", 13, "convert" },
		{ LINE("convert: goods, fx: CNY/USD"), "the order has no rate 'CNY/USD'", "it has 'USD/CNY', which converts in both directions", 13, "CNY/USD" },
		{ LINE("convert: goods, fx: NGN/CNY"), "the order has no rate 'NGN/CNY'", NULL, 13, "NGN/CNY" },
		{ LINE("convert: goods, fx: USD/CNX"), "'CNX' is no currency", NULL, 13, "USD/CNX" },
		{ LINE("convert: goods, fx: 0"), "a rate must be more than 0, not 0", "", 13, "0 }" },
		{ LINE("convert: goods, fx: USD/CNY, op: multiply"), "from CNY one divides by 'USD/CNY'",
		  "leave 'op' out: it follows from the pair", 13, "USD/CNY" },
		{ LINE("convert: goods, fx: USD/CNY, currency: CNY"), "'x' is in USD, not in CNY", "the result's currency follows from the pair", 13, "CNY }" },
		{ LINE("amount: 1, currency: KZT") "    - { id: z, convert: x, fx: USD/CNY }\n", "'USD/CNY' does not convert KZT", "", 14, "USD/CNY" },
		{ LINE("amount: 10.00, currency: USD") "    - { id: z, sum: [goods, x], kind: total }\n",
		  "'x' is in USD, but 'goods' is in CNY", "convert one of them first", 14, "x]" },
		{ LINE("unit: kg, amount: 1") "    - { id: z, sum: [goods, x] }\n", "'x' is in kg, but 'goods' is in CNY",
		  "money and quantities cannot be mixed", 14, "x]" },
		{ LINE("unit: kg, amount: 1, currency: CNY"), "a line with a unit is a quantity and has no currency", "", 13, "currency" },
		{ LINE("unit: kg, amount: 1, kind: cost"), "a quantity is of the kind 'info', not 'cost'", "", 13, "cost }" },
		{ LINE("unit: kg, sum: [goods]"), "'x' is in CNY, not in kg", NULL, 13, "{ id: x" },
		{ LINE("unit: kg, basis: items.qty"), "'x' is in piece, not in kg", "a line is in what it is made from", 13, "{ id: x" },
		{ LINE("round: half_up, amount: 1"), "this is no rounding", "write { quantum: 0.01, mode: half_up }, or none", 13, "half_up" },
		{ LINE("round: { quantum: 0 }, amount: 1"), "a quantum must be more than 0, not 0", "", 13, "0 }" },
		{ LINE("round: { mode: bankers }, amount: 1"), "'mode' cannot be 'bankers'", NULL, 13, "bankers" },
		{ LINE("amount: 1, clamp: { min: 2, max: 1 }"), "'min' is more than 'max'", "", 13, "2," },
		{ LINE("amount: 1, effective_from: 2026-01-02, effective_to: 2026-01-01"), "'effective_to' is before 'effective_from'", "", 13, "2026-01-01" },
		{ LINE("amount: 1, effective_from: soon"), "'effective_from' must be a date, but 'soon' is no date", NULL, 13, "soon" },
		{ LINE("amount: 1, allocate: { by: manual }"), "a manual split needs 'weights', one for each item", "", 13, "manual" },
		{ LINE("amount: 1, allocate: { by: weight }"), "'by' cannot be 'weight'", NULL, 13, "weight }" },
		{ LINE("amount: 1, allocate: { by: qty, weights: [1] }"), "'weights' go with by: manual", "", 13, "[1]" },
		/* totals */
		{ LINE("sum: [goods, goods], kind: total"), "the total 'x' counts 'goods' twice", "", 13, "goods]" },
		{ LINE("sum: [goods]") "    - { id: z, sum: [goods, x], kind: total }\n", "the total 'z' counts 'goods' twice",
		  "it is in 'goods' and in 'x'", 14, "x]" },
		{ LINE("convert: goods, fx: 1.5, currency: USD") "    - { id: y, convert: x, fx: 2, currency: CNY }\n    - { id: z, sum: [goods, y], kind: total }\n",
		  "the total 'z' counts 'goods' twice", "it is in 'goods' and in 'y'", 15, "y]" },
		{ LINE("sum: [goods], kind: tax_base") "    - { id: z, sum: [x], kind: total }\n", "the total 'z' counts 'x', a tax base, which is not paid", "", 14, "x]" },
		{ LINE("sum: [goods], kind: tax_base") "    - { id: y, sum: [x] }\n    - { id: z, sum: [y], kind: total }\n",
		  "the total 'z' counts 'x', a tax base, which is not paid", "it is in 'y'", 15, "y]" },
		{ LINE("sum: [goods], kind: tax_base") "    - { id: z, sum: [-x], kind: total }\n", "the total 'z' counts 'x', a tax base, which is not paid", "", 14, "-x]" },
		/* what the grammar has and this version has not */
		{ LINE("bracket: [], of: goods"), "'bracket' cannot be computed yet", NULL, 13, "bracket" },
		{ LINE("amount: shipment.share"), "a share of a shipment's bill cannot be computed yet", NULL, 13, "shipment" },
		{ LINE("rate: items.duty_rate, of: goods"), "a rate of each item's own cannot be computed yet", NULL, 13, "items.duty" },
		{ LINE("amount: 5, estimate: true, low: 4"), "the range of an estimate cannot be computed yet", NULL, 13, "low" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct fixture f;
		compute_lines(&f, "", CASES[i].lines);
		const struct diag *diag = f.diags.count ? &f.diags.items[0] : NULL;
		if (f.ok || f.diags.count != 1 || strcmp(diag->message.data, CASES[i].message) != 0 || diag->place.line != CASES[i].line ||
		    !stands_at(CASES[i].lines, diag->place, CASES[i].at) || (CASES[i].hint && !str_equal(diag->hint, str_from(CASES[i].hint)))) {
			print_diags(&f.diags);
			fail_msg("case: %s", CASES[i].lines);
		}
		clear(&f);
	}
}

static void refuses_what_is_no_model(void **state)
{
	static const struct { const char *yaml, *message; unsigned line, column; } CASES[] = {
		{ "cost_model: [a]\n", "'cost_model' must be a name or a model, not a list", 1, 13 },
		{ "cost_model: cn-ng-see\n", "there is no cost model 'cn-ng-see'", 1, 13 },
		{ "cost_model: { currency: CNY }\n", "a cost model needs 'lines'", 1, 13 },
		{ "cost_model: { lines: goods }\n", "'lines' must be a list, not a text", 1, 22 },
		{ "cost_model: { lines: [goods] }\n", "a cost line must be a map of keys and values, not the text 'goods'", 1, 23 },
		{ "cost_model: { lines: [], curency: CNY }\n", "unknown key 'curency' in a cost model", 1, 26 },
		{ "cost_model: { lines: [], currency: CNX }\n", "'CNX' is no currency", 1, 36 },
		{ "cost_model: { lines: [], rounding: up }\n", "this is no rounding", 1, 36 },
		{ "cost_model: { lines: [{ id: a, amount: 1 }], rounding: { quantum: 0 } }\n", "a quantum must be more than 0, not 0", 1, 67 },
		{ "cost_model: { lines: [], needs: [] }\n", "'needs' cannot be checked yet", 1, 33 },
		{ "cost_model: { lines: [], item_total: landed }\n", "'item_total' must be a line of the kind 'total', not 'landed'", 1, 38 },
		{ "items: [{ qty: 0 }]\n", "'qty' must be more than 0, not 0", 1, 16 },
		{ "itmes: []\n", "unknown key 'itmes' in an order", 1, 1 },
		{ "items: [{ qty: 1, unit_price: 1, currency: USD }, { qty: 1, unit_price: 1 }]\n", "the items are priced in several currencies", 1, 1 },
	};
	(void)state;
	struct arena arena = { 0 };
	struct value *shared = value_new(&arena, VALUE_MAP, (struct place){ 0 });
	value_set(&arena, shared, STR("cn-ng-sea"), value_new(&arena, VALUE_MAP, (struct place){ 0 }));
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct fixture f;
		compute(&f, CASES[i].yaml, shared);
		if (f.ok || f.diags.count != 1 || strcmp(f.diags.items[0].message.data, CASES[i].message) != 0 ||
		    f.diags.items[0].place.line != CASES[i].line || f.diags.items[0].place.column != CASES[i].column) {
			print_diags(&f.diags);
			fail_msg("case: %s", CASES[i].yaml);
		}
		clear(&f);
	}
	arena_clear(&arena);
}

static void one_mistake_does_not_cause_others(void **state)
{
	(void)state;
	struct fixture f;
	compute_lines(&f, "", GOODS "    - { id: fee, rate: 7.5, of: goods }\n    - { id: all, sum: [goods, fee], kind: total }\n"
	                            "    - { id: vat, rate: 5%, of: all }\n    - { id: z, amount: x }\n");
	assert_false(f.ok);
	assert_int_equal(f.diags.count, 2);
	assert_int_equal(f.diags.items[0].place.line, 13);
	assert_int_equal(f.diags.items[1].place.line, 16);
	clear(&f);
}

static void totals_may_use_a_line_once_on_balance(void **state)
{
	(void)state;
	struct fixture f;
	compute_lines(&f, "", LINE("sum: [goods]") "    - { id: vat, rate: 5%, of: goods }\n    - { id: all, sum: [x, vat], kind: total }\n"
	                      "    - { id: net, sum: [all, -vat], kind: total }\n    - { id: base, sum: [goods], kind: tax_base }\n"
	                      "    - { id: y, sum: [base, -base, goods], kind: total }\n    - { id: twice, sum: [goods, goods], kind: subtotal }\n");
	print_diags(&f.diags);
	assert_true(f.ok);
	assert_amount(&f, "net", "25.00 CNY");
	assert_amount(&f, "twice", "50.00 CNY");
	clear(&f);
}

static void what_is_absent_is_never_zero(void **state)
{
	(void)state;
	struct fixture f;
	compute(&f,
	        "items: [{ qty: 2, gross_kg: 1 }, { unit_price: 3, gross_kg: 1 }]\n"
	        "charges: { half: { currency: USD }, none: null }\n"
	        "cost_model:\n  lines:\n"
	        "    - { id: goods, basis: items.value }\n"
	        "    - { id: freight, amount: order.charges.freight }\n"
	        "    - { id: half, amount: order.charges.half }\n"
	        "    - { id: none, per_unit: order.charges.none, qty: 0 }\n"
	        "    - { id: kg, per_unit: 8, qty_basis: items.gross_kg }\n"
	        "    - { id: zero, amount: 0 }\n"
	        "    - { id: all, sum: [goods, freight, none, zero], kind: total }\n"
	        "    - { id: fee, rate: 0, of: all }\n"
	        "    - { id: most, max: [zero, freight] }\n"
	        "    - { id: naira, convert: all, fx: 200, currency: NGN }\n", NULL);
	print_diags(&f.diags);
	assert_true(f.ok);
	static const struct { const char *id, *missing; } CASES[] = {
		{ "goods", "order.items.0.unit_price order.items.1.qty " }, { "freight", "order.charges.freight " },
		{ "half", "order.charges.half.amount " }, { "none", "order.charges.none " }, { "kg", "order.items.1.qty " }, { "zero", "" },
		{ "all", "order.items.0.unit_price order.items.1.qty order.charges.freight order.charges.none " },
		{ "fee", "order.items.0.unit_price order.items.1.qty order.charges.freight order.charges.none " },
		{ "most", "order.charges.freight " },
		{ "naira", "order.items.0.unit_price order.items.1.qty order.charges.freight order.charges.none " },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		const struct cost_line *line = find_line(&f, CASES[i].id);
		struct buf missing = { 0 };
		buf_add(&missing, STR(""));
		for (size_t j = 0; j < line->missing_count; j++)
			buf_print(&missing, "%.*s ", STR_ARG(line->missing[j]));
		assert_text(buf_str(&missing), CASES[i].missing);
		assert_int_equal(line->known, CASES[i].missing[0] == '\0');
		assert_int_equal(line->working.size > 0, line->known);
		buf_clear(&missing);
	}
	struct buf json = { 0 };
	value_to_json(&json, value_find(cost_to_text_value(&f.arena, &f.cost), STR("totals.all")));
	assert_string_equal(json.data, "{\"amount\":null,\"currency\":\"CNY\",\"estimate\":false,\"missing\":[\"order.items.0.unit_price\","
	                               "\"order.items.1.qty\",\"order.charges.freight\",\"order.charges.none\"]}");
	buf_clear(&json);
	assert_null(value_find(cost_to_value(&f.arena, &f.cost), STR("totals.all.amount")));
	clear(&f);
}

static void an_order_without_a_model_has_its_goods(void **state)
{
	(void)state;
	struct fixture f;
	compute(&f, "items: [{ qty: 3, unit_price: 5.00, currency: USD }]\n", NULL);
	assert_true(f.ok);
	assert_int_equal(f.cost.line_count, 1);
	assert_amount(&f, "goods", "15.00 USD");
	assert_text(f.cost.currency, "USD");
	clear(&f);
}

static void a_shared_model_is_found_by_name_and_not_changed(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct value *shared = value_new(&arena, VALUE_MAP, (struct place){ 0 });
	struct value *model = yaml_parse(&arena, STR("currency: CNY\nlines:\n  - { id: x, rate: 7.5%, of: [y] }\n  - { id: y, amount: \"4\" }\n"), "m.yaml",
	                                 1, &diags);
	value_set(&arena, shared, STR("m"), model);
	struct buf before = { 0 }, after = { 0 };
	value_to_json(&before, model);
	struct fixture f;
	compute(&f, "cost_model: m\nitems: [{ qty: 1, unit_price: 1 }]\n", shared);
	assert_false(f.ok);
	assert_string_equal(f.diags.items[0].place.path, "m.yaml");
	assert_int_equal(f.diags.items[0].place.line, 3);
	value_to_json(&after, model);
	assert_string_equal(before.data, after.data);
	assert_null(model->schema);
	clear(&f);
	buf_clear(&before);
	buf_clear(&after);
	arena_clear(&arena);
	diags_clear(&diags);
}

static void lines_outside_their_dates_are_marked(void **state)
{
	static const struct { const char *dates; bool outside; } CASES[] = {
		{ "effective_from: 2025-08-04", true }, { "effective_from: 2025-08-03", false }, { "effective_to: 2025-08-02", true },
		{ "effective_to: 2025-08-03", false }, { "effective_from: 2025-01-01, effective_to: 2025-12-31", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct arena arena = { 0 };
		struct fixture f;
		compute_lines(&f, "", arena_print(&arena, LINE("amount: 1, %s"), CASES[i].dates).data);
		assert_true(f.ok);
		assert_int_equal(find_line(&f, "x")->outside, CASES[i].outside);
		assert_false(find_line(&f, "x")->unchecked);
		clear(&f);
		arena_clear(&arena);
	}
	struct fixture f;
	compute(&f, "milestones: { arrived: 2025-08-03 }\ncost_model: { lines: [{ id: x, amount: 1, effective_from: 2025-08-04 }] }\n", NULL);
	assert_true(f.ok && find_line(&f, "x")->outside);
	clear(&f);
}

static void converting_into_the_same_currency_is_pointed_out(void **state)
{
	(void)state;
	struct fixture f;
	compute_lines(&f, "", LINE("convert: goods, fx: 7.128, op: divide"));
	assert_true(f.ok);
	assert_int_equal(f.diags.count, 1);
	assert_int_equal(f.diags.errors, 0);
	assert_string_equal(f.diags.items[0].message.data, "'x' is in CNY before and after it is converted");
	clear(&f);
}

static void figures_too_large_are_errors_with_a_place(void **state)
{
	(void)state;
	struct buf yaml = { 0 };
	buf_add(&yaml, STR("cost_model:\n  rounding: none\n  lines:\n    - { id: a0, amount: 9999999999999999999999999999999999 }\n"));
	for (int i = 1; i < 8; i++)
		buf_print(&yaml, "    - { id: a%d, unit: kg, per_unit: 9999999999999999999999999999999999, qty: %s%.*d }\n", i,
		          i == 1 ? "3" : "a", i > 1, i - 1);
	struct fixture f;
	compute(&f, yaml.data, NULL);
	assert_false(f.ok);
	assert_int_equal(f.diags.count, 1);
	assert_string_equal(f.diags.items[0].message.data, "the result has more digits than can be computed exactly");
	assert_true(f.diags.items[0].place.line > 4);
	clear(&f);
	buf_clear(&yaml);
}

/* 10,000 lines, each of the one before, over 1,000 items; sums of everything; a total that doubles. */
static void large_models_take_no_time(void **state)
{
	(void)state;
	struct buf yaml = { 0 };
	buf_add(&yaml, STR("items:\n"));
	for (int i = 0; i < 1000; i++)
		buf_print(&yaml, "  - { qty: %d, unit_price: %d.%02d, gross_kg: 0.%03d }\n", i + 1, i, i % 100, i + 1);
	buf_add(&yaml, STR("cost_model:\n  lines:\n    - { id: a0, basis: items.value }\n"));
	for (int i = 1; i < 10000; i++)
		buf_print(&yaml, "    - { id: a%d, sum: [a%d, a%d] , kind: subtotal}\n", i, i - 1, i > 90 ? i - 2 : 0);
	buf_add(&yaml, STR("    - { id: freight, per_unit: 3, qty_basis: items.gross_kg }\n    - { id: all, sum: [freight"));
	for (int i = 0; i < 90; i++)
		buf_print(&yaml, ", a%d", i);
	buf_add(&yaml, STR("] }\n    - { id: z, sum: [a50], kind: total }\n"));
	struct fixture f;
	compute(&f, yaml.data, NULL);
	assert_false(f.ok);   /* doubling 10,000 times does not fit, and the total counts a0 more than once */
	assert_int_equal(f.diags.count, 2);
	assert_string_equal(f.diags.items[0].message.data, "the total 'z' counts 'a0' twice");
	assert_string_equal(f.diags.items[1].message.data, "the result has more digits than can be computed exactly");
	clear(&f);
	buf_clear(&yaml);
}

static void is_given_out_as_data(void **state)
{
	(void)state;
	struct fixture f;
	compute(&f, "id: A-1\nsupplier: { name_en: X }\nitems: [{ qty: 1, unit_price: 10.00 }]\ncost_model:\n  assumptions: [one]\n  lines:\n"
	            "    - { id: goods, label: Goods, basis: items.value, stage: checkout, part: goods, source: invoice, as_of: 2026-01-01 }\n"
	            "    - { id: third, fraction: [1, 3], of: goods, round: none, kind: tax_base }\n"
	            "    - { id: all, sum: [goods], kind: total }\n", NULL);
	assert_true(f.ok);
	struct buf json = { 0 };
	value_to_json(&json, cost_to_text_value(&f.arena, &f.cost));
	assert_string_equal(json.data,
		"{\"id\":\"A-1\",\"currency\":\"CNY\",\"lines\":["
		"{\"id\":\"goods\",\"label\":\"Goods\",\"label_zh\":null,\"kind\":\"cost\",\"amount\":\"10.00\",\"currency\":\"CNY\",\"unit\":null,"
		"\"estimate\":false,\"recoverable\":false,\"unchecked\":false,\"outside\":false,\"stage\":\"checkout\",\"part\":\"goods\","
		"\"explanation\":\"1 × 10.00\",\"parts\":[],\"missing\":[],\"source\":\"invoice\",\"as_of\":\"2026-01-01\"},"
		"{\"id\":\"third\",\"label\":\"Third\",\"label_zh\":null,\"kind\":\"tax_base\",\"amount\":\"10/3\",\"currency\":\"CNY\",\"unit\":null,"
		"\"estimate\":false,\"recoverable\":false,\"unchecked\":false,\"outside\":false,\"stage\":null,\"part\":null,"
		"\"explanation\":\"1 ÷ 3 × 10.00 = 3.3333…\",\"parts\":[{\"id\":\"goods\",\"negative\":false}],\"missing\":[],\"source\":null,\"as_of\":null},"
		"{\"id\":\"all\",\"label\":\"All\",\"label_zh\":null,\"kind\":\"total\",\"amount\":\"10.00\",\"currency\":\"CNY\",\"unit\":null,"
		"\"estimate\":false,\"recoverable\":false,\"unchecked\":false,\"outside\":false,\"stage\":null,\"part\":null,"
		"\"explanation\":\"10.00\",\"parts\":[{\"id\":\"goods\",\"negative\":false}],\"missing\":[],\"source\":null,\"as_of\":null}],"
		"\"totals\":{\"all\":{\"amount\":\"10.00\",\"currency\":\"CNY\",\"estimate\":false,\"missing\":[]}},\"assumptions\":[\"one\"]}");
	buf_truncate(&json, 0);
	const struct value *third = value_find(cost_to_value(&f.arena, &f.cost), STR("lines.1"));
	value_to_json(&json, third);
	assert_string_equal(json.data, "{\"id\":\"third\",\"label\":\"Third\",\"kind\":\"tax_base\",\"amount\":3.33,\"currency\":\"CNY\",\"estimate\":false,"
	                               "\"recoverable\":false,\"unchecked\":false,\"outside\":false,\"working\":\"1 ÷ 3 × 10.00 = 3.3333…\","
	                               "\"parts\":[{\"id\":\"goods\",\"negative\":false}]}");
	buf_clear(&json);
	clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(computes_the_small_sample),
		cmocka_unit_test(computes_the_large_sample),
		cmocka_unit_test(computes_every_kind_of_line),
		cmocka_unit_test(refuses_what_a_model_may_not_say),
		cmocka_unit_test(refuses_what_is_no_model),
		cmocka_unit_test(one_mistake_does_not_cause_others),
		cmocka_unit_test(totals_may_use_a_line_once_on_balance),
		cmocka_unit_test(what_is_absent_is_never_zero),
		cmocka_unit_test(an_order_without_a_model_has_its_goods),
		cmocka_unit_test(a_shared_model_is_found_by_name_and_not_changed),
		cmocka_unit_test(lines_outside_their_dates_are_marked),
		cmocka_unit_test(converting_into_the_same_currency_is_pointed_out),
		cmocka_unit_test(figures_too_large_are_errors_with_a_place),
		cmocka_unit_test(large_models_take_no_time),
		cmocka_unit_test(is_given_out_as_data),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
