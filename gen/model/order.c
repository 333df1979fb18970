#include "model/order.h"

#include "base/file.h"
#include "base/map.h"
#include "data/country.h"
#include "data/currency.h"
#include "data/moment.h"
#include "data/text.h"
#include "model/order_tree.h"

struct check {
	struct arena *arena;
	const struct config *config;
	struct diags *diags;
};

static struct str text_at(const struct value *map, const char *key)
{
	return value_as_text(value_get(map, str_from(key)));
}

/* The number that MAP has under KEY, or NULL. */
static const struct value *number_at(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_from(key));
	return value && value->kind == VALUE_NUMBER && value->exact ? value : NULL;
}

static size_t list_count(const struct value *list)
{
	return list && list->kind == VALUE_LIST ? list->count : 0;
}

/* Identity */

/* Names below orders/ that the tool itself makes. */
static bool is_reserved(struct str folded)
{
	static const char *const NAMES[] = { "stages", "suppliers", "shipments" };
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (str_equal(folded, str_from(NAMES[i])))
			return true;
	return str_starts(folded, STR("index")) && str_ends(folded, STR(".html"));
}

static bool check_id(struct check *check, const struct value *order)
{
	const struct value *id = value_get(order, STR("id"));
	if (!id || id->kind != VALUE_TEXT || id->text.size == 0)
		return true;
	if (!path_name_is_safe(id->text)) {
		diag_error(check->diags, id->place, "an order cannot be called '%.*s'", STR_ARG(id->text));
		diag_hint(check->diags, "its id is the name of a folder: no '/' or '\\', none of <>:\"|?*, no '.' in front");
		return false;
	}
	if (is_reserved(text_fold(check->arena, id->text))) {
		diag_error(check->diags, id->place, "an order cannot be called '%.*s', which the tool itself makes", STR_ARG(id->text));
		diag_hint(check->diags, "choose another id");
		return false;
	}
	return true;
}

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
	return text.size > 0;
}

/* A spreadsheet's "2.5E+18". */
static bool is_scientific(struct str text)
{
	bool digit = false;
	for (size_t i = 0; i < text.size; i++) {
		char c = text.data[i];
		if (digit && (c == 'e' || c == 'E')) {
			size_t behind = i + 1 < text.size && (text.data[i + 1] == '+' || text.data[i + 1] == '-') ? i + 2 : i + 1;
			return is_digits(str_slice(text, behind, text.size));
		}
		if ((c < '0' || c > '9') && c != '.')
			return false;
		digit = true;
	}
	return false;
}

/* An order number and the like, which may have lost digits on its way; LEAST of 0: any text will do. */
static bool check_code(struct check *check, const struct value *map, const char *key, size_t least, size_t most)
{
	const struct value *value = value_get(map, str_from(key));
	struct str text = value_as_text(value);
	if (text.size == 0)
		return true;
	if (is_scientific(text)) {
		diag_error(check->diags, value->place, "'%.*s' has lost digits of '%s'", STR_ARG(text), key);
		diag_hint(check->diags, "copy it from the platform, not from a spreadsheet that made a number of it");
		return false;
	}
	if (least == 0 || (is_digits(text) && text.size >= least && text.size <= most))
		return true;
	diag_error(check->diags, value->place, "'%.*s' cannot be '%s'", STR_ARG(text), key);
	diag_hint(check->diags, "write its %zu to %zu digits", least, most);
	return false;
}

/* The export's texts and the interface's codes; a text without a code is known, but stands between two of them. */
static const struct { const char *text, *code; } STATUSES[] = {
	{ "等待买家付款", "waitbuyerpay" }, { "等待卖家发货", "waitsellersend" }, { "等待买家收货", "waitbuyerreceive" },
	{ "等待买家确认收货", "waitbuyerreceive" }, { "已发货", "waitbuyerreceive" }, { "已收货", "confirm_goods" },
	{ "交易成功", "success" }, { "交易取消", "cancel" }, { "交易关闭", "cancel" }, { "交易终止", "terminated" },
	{ "等待物流揽收", "waitlogisticstakein" }, { "等待卖家操作", "waitselleract" }, { "已支付，未到账", "paid_but_not_fund" },
	{ "退款中", "" }, { "部分发货", "" }, { "等待卖家确认订单", "" },
};
enum { STATUS_COUNT = sizeof STATUSES / sizeof *STATUSES };

struct str order_status_code(struct str status)
{
	for (size_t i = 0; i < STATUS_COUNT; i++)
		if (str_equal(status, str_from(STATUSES[i].text)) ||
		    (STATUSES[i].code[0] && str_equal(status, str_from(STATUSES[i].code))))
			return str_from(STATUSES[i].code);
	return STR("");
}

static void check_status(struct check *check, const struct value *order)
{
	const struct value *value = value_get(order, STR("status"));
	struct str status = value_as_text(value);
	struct str_nearest nearest = { 0 };
	if (status.size == 0 || order_status_code(status).size)
		return;
	for (size_t i = 0; i < STATUS_COUNT; i++) {
		if (str_equal(status, str_from(STATUSES[i].text)))
			return;
		str_nearest_offer(&nearest, status, str_from(STATUSES[i].text));
		str_nearest_offer(&nearest, status, str_from(STATUSES[i].code));
	}
	diag_warning(check->diags, value->place, "'%.*s' is no status that 1688 is known to use", STR_ARG(status));
	diag_hint_nearest(check->diags, &nearest);
}

static bool check_identity(struct check *check, const struct value *order)
{
	const struct value *created = value_get(order, STR("created_at")), *paid = value_get(order, STR("paid_at"));
	int64_t created_at, paid_at;
	bool ok = check_id(check, order);
	ok = check_code(check, order, "platform_order_no", 10, 20) && ok;
	check_status(check, order);
	if (moment_parse(&created_at, value_as_text(created)) && moment_parse(&paid_at, value_as_text(paid)) && paid_at < created_at)
		ok = diag_error(check->diags, paid->place, "'paid_at' is before 'created_at'");
	const struct value *supplier = value_get(order, STR("supplier"));
	if (supplier && supplier->kind == VALUE_MAP && !text_at(supplier, "name_zh").size && !text_at(supplier, "name_en").size &&
	    !text_at(supplier, "member_name").size) {
		ok = diag_error(check->diags, supplier->place, "the supplier has no name");
		diag_hint(check->diags, "give one of name_zh, name_en and member_name");
	}
	return ok;
}

/* Items, and what refers to them */

static bool is_measure(struct str unit)
{
	static const char *const MEASURES[] = {
		"千克", "公斤", "克", "吨", "米", "厘米", "平方米", "立方米", "升", "毫升", "kg", "g", "t", "m", "cm", "m2", "m3", "l", "ml",
	};
	for (size_t i = 0; i < sizeof MEASURES / sizeof *MEASURES; i++)
		if (str_equal(unit, str_from(MEASURES[i])))
			return true;
	return false;
}

static bool check_sign(struct check *check, const struct value *map, const char *key, bool zero)
{
	const struct value *value = number_at(map, key);
	if (!value || decimal_sign(value->decimal) > 0 || (zero && decimal_sign(value->decimal) == 0))
		return true;
	return diag_error(check->diags, value->place, "'%s' must be %s, not %.*s", key, zero ? "0 or more" : "more than 0",
	                  STR_ARG(value->text));
}

static bool check_item(struct check *check, const struct value *item)
{
	const struct value *qty = number_at(item, "qty");
	struct decimal whole;
	bool ok = check_sign(check, item, "qty", false);
	ok = check_sign(check, item, "unit_price", true) && ok;
	ok = check_sign(check, item, "moq", true) && ok;
	ok = check_sign(check, item, "gross_kg", true) && ok;
	ok = check_sign(check, item, "volume_m3", true) && ok;
	ok = check_code(check, item, "offer_id", 0, 0) && ok;
	ok = check_code(check, item, "sku_id", 0, 0) && ok;
	ok = check_code(check, item, "hs_code", 6, 10) && ok;
	if (qty && !decimal_rescale(&whole, qty->decimal, 0) && !is_measure(text_at(item, "unit_zh"))) {
		ok = diag_error(check->diags, qty->place, "'qty' must be a whole number, not %.*s", STR_ARG(qty->text));
		diag_hint(check->diags, "goods by weight, length, area or volume say so in 'unit_zh', such as 千克 or 米");
	}
	return ok;
}

/* Gives each item its line; LINES leads from a line to its item. */
static bool check_lines(struct check *check, const struct value *items, struct map *lines)
{
	bool ok = true;
	for (size_t i = 0; i < list_count(items); i++) {
		struct value *item = items->items[i], *line = value_get(item, STR("line"));
		if (item->kind != VALUE_MAP)
			continue;
		if (!line) {
			line = value_integer(check->arena, (long long)i + 1);
			line->place = item->place;
			value_set(check->arena, item, STR("line"), line);
		}
		if (map_put(lines, line->text, item) != item)
			ok = diag_error(check->diags, line->place, "two items have the line %.*s", STR_ARG(line->text));
	}
	return ok;
}

static bool check_parcels(struct check *check, const struct value *parcels, const struct map *lines)
{
	bool ok = true;
	for (size_t i = 0; i < list_count(parcels); i++) {
		const struct value *items = value_get(parcels->items[i], STR("items"));
		ok = check_code(check, parcels->items[i], "waybill", 0, 0) && ok;
		for (size_t j = 0; j < list_count(items); j++)
			if (!map_get(lines, value_as_text(items->items[j])))
				ok = diag_error(check->diags, items->items[j]->place, "no item has the line '%.*s'",
				                STR_ARG(value_as_text(items->items[j])));
	}
	return ok;
}

static bool check_items(struct check *check, const struct value *order)
{
	const struct value *items = value_get(order, STR("items"));
	struct map lines = { 0 };
	bool ok = check_lines(check, items, &lines);
	for (size_t i = 0; i < list_count(items); i++)
		ok = check_item(check, items->items[i]) && ok;
	if (items && items->kind == VALUE_LIST && items->count == 0)
		ok = diag_error(check->diags, items->place, "an order has at least one item");
	ok = check_parcels(check, value_get(order, STR("parcels")), &lines) && ok;
	map_clear(&lines);
	return ok;
}

/* Route */

static bool check_country(struct check *check, const struct value *place)
{
	const struct value *country = value_get(place, STR("country"));
	if (!country || country->kind != VALUE_TEXT || country_is_code(country->text))
		return true;
	diag_error(check->diags, country->place, "'%.*s' is no country code", STR_ARG(country->text));
	diag_hint(check->diags, "write two capital letters of ISO 3166, such as CN, NG or GB");
	return false;
}

static const struct incoterm { const char *rule; bool sea_only, in_2010, in_2020; } INCOTERMS[] = {
	{ "EXW", false, true, true }, { "FCA", false, true, true }, { "CPT", false, true, true }, { "CIP", false, true, true },
	{ "DAP", false, true, true }, { "DPU", false, false, true }, { "DAT", false, true, false }, { "DDP", false, true, true },
	{ "FAS", true, true, true }, { "FOB", true, true, true }, { "CFR", true, true, true }, { "CIF", true, true, true },
};
enum { INCOTERM_COUNT = sizeof INCOTERMS / sizeof *INCOTERMS };

/* The rule called NAME in an edition, or NULL. */
static const struct incoterm *find_incoterm(struct str name, bool in_2010)
{
	for (size_t i = 0; i < INCOTERM_COUNT; i++)
		if ((in_2010 ? INCOTERMS[i].in_2010 : INCOTERMS[i].in_2020) && str_equal(name, str_from(INCOTERMS[i].rule)))
			return &INCOTERMS[i];
	return NULL;
}

static bool refuse_incoterm(struct check *check, const struct value *rule, bool in_2010)
{
	struct str name = value_as_text(rule);
	struct str_nearest nearest = { 0 };
	diag_error(check->diags, rule->place, "'%.*s' is no rule of Incoterms %s", STR_ARG(name), in_2010 ? "2010" : "2020");
	for (size_t i = 0; i < INCOTERM_COUNT; i++)
		if (in_2010 ? INCOTERMS[i].in_2010 : INCOTERMS[i].in_2020)
			str_nearest_offer(&nearest, name, str_from(INCOTERMS[i].rule));
	if (str_equal(name, STR("DAT")))
		diag_hint(check->diags, "DAT became DPU in 2020; an older contract says edition: 2010");
	else
		diag_hint_nearest(check->diags, &nearest);
	return false;
}

static bool check_incoterm(struct check *check, const struct value *incoterm, struct str mode)
{
	const struct value *rule = value_get(incoterm, STR("rule")), *edition = value_get(incoterm, STR("edition"));
	struct str name = value_as_text(rule), year = value_as_text(edition);
	bool in_2010 = str_equal(year, STR("2010"));
	if (year.size && !in_2010 && !str_equal(year, STR("2020"))) {
		diag_error(check->diags, edition->place, "there is no edition '%.*s' of the Incoterms here", STR_ARG(year));
		diag_hint(check->diags, "write 2020, or 2010");
		return false;
	}
	if (name.size == 0)
		return true;
	const struct incoterm *found = find_incoterm(name, in_2010);
	if (!found)
		return refuse_incoterm(check, rule, in_2010);
	if (!found->sea_only || mode.size == 0 || str_equal(mode, STR("sea")))
		return true;
	diag_error(check->diags, rule->place, "%s is for sea and inland waterway only, not for '%.*s'", found->rule, STR_ARG(mode));
	diag_hint(check->diags, "by air, land and courier FCA, CPT and CIP stand for FOB, CFR and CIF");
	return false;
}

static bool check_route(struct check *check, const struct value *order)
{
	const struct value *route = value_get(order, STR("route")), *lead = value_get(route, STR("lead_time_days"));
	const struct value *min = number_at(lead, "min"), *max = number_at(lead, "max");
	bool ok = check_country(check, value_get(route, STR("origin")));
	ok = check_country(check, value_get(route, STR("destination"))) && ok;
	ok = check_incoterm(check, value_get(route, STR("incoterm")), text_at(route, "mode")) && ok;
	if (min && max && decimal_compare(min->decimal, max->decimal) > 0)
		ok = diag_error(check->diags, min->place, "'min' is more than 'max'");
	return ok;
}

/* Money */

static bool check_rates(struct check *check, const struct value *rates)
{
	bool ok = true;
	for (size_t i = 0; i < list_count(rates); i++) {
		const struct value *pair = value_get(rates->items[i], STR("pair"));
		struct str to = value_as_text(pair), from = str_next_part(&to, '/');
		struct currency first, second;
		ok = check_sign(check, rates->items[i], "rate", false) && ok;
		if (!pair || pair->kind != VALUE_TEXT)
			continue;
		if (from.size != 3 || to.size != 3) {
			ok = diag_error(check->diags, pair->place, "'%.*s' is no pair of currencies", STR_ARG(pair->text));
			diag_hint(check->diags, "write USD/CNY: the rate is units of the second for one of the first");
		} else if (!currency_check(&first, from, pair->place, check->diags) ||
		           !currency_check(&second, to, pair->place, check->diags)) {
			ok = false;
		} else if (str_equal(first.code, second.code)) {
			ok = diag_error(check->diags, pair->place, "'%.*s' is one currency twice", STR_ARG(pair->text));
		}
	}
	return ok;
}

static bool check_ascending(struct check *check, const struct value *history)
{
	int64_t before = INT64_MIN, at;
	bool ok = true;
	for (size_t i = 0; i < list_count(history); i++) {
		const struct value *value = value_get(history->items[i], STR("at"));
		if (!moment_parse(&at, value_as_text(value)))
			continue;
		if (at < before)
			ok = diag_error(check->diags, value->place, "the price history goes back in time");
		before = at;
	}
	return ok;
}

/* States that need a reason or a proof */

static bool need(struct check *check, const struct value *map, const struct value *state, const char *key)
{
	if (value_get(map, str_from(key)))
		return true;
	return diag_error(check->diags, state->place, "'%.*s' needs '%s'", STR_ARG(state->text), key);
}

static bool is_state(const struct value *state, const char *name)
{
	return state && str_equal(value_as_text(state), str_from(name));
}

static bool check_states(struct check *check, const struct value *order)
{
	const struct value *sample = value_get(order, STR("sample")), *status = value_get(sample, STR("status"));
	const struct value *documents = value_get(order, STR("documents"));
	bool ok = true;
	if (is_state(status, "approved"))
		ok = need(check, sample, status, "evidence") && ok;
	if (is_state(status, "not_needed"))
		ok = need(check, sample, status, "reason") && ok;
	for (size_t i = 0; i < list_count(documents); i++) {
		const struct value *state = value_get(documents->items[i], STR("state"));
		if (is_state(state, "not_required"))
			ok = need(check, documents->items[i], state, "reason") && ok;
	}
	return ok;
}

static bool check_order(struct value *record, bool whole, struct arena *arena, const struct config *config, struct diags *diags)
{
	struct check check = { arena, config, diags };
	bool ok = order_tree_check(record, whole, arena, config, diags);
	if (record->kind != VALUE_MAP)
		return false;
	ok = check_identity(&check, record) && ok;
	ok = check_items(&check, record) && ok;
	ok = check_route(&check, record) && ok;
	ok = check_rates(&check, value_get(record, STR("fx"))) && ok;
	ok = check_ascending(&check, value_get(record, STR("price_history"))) && ok;
	return check_states(&check, record) && ok;
}

bool order_check(struct value *record, struct arena *arena, const struct config *config, struct diags *diags)
{
	return check_order(record, true, arena, config, diags);
}

bool order_check_part(struct value *record, struct arena *arena, const struct config *config, struct diags *diags)
{
	return check_order(record, false, arena, config, diags);
}
