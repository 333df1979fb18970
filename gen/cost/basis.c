#include "cost/compute.h"
#include "data/currency.h"

struct str compute_basis_unit(enum model_basis basis)
{
	switch (basis) {
	case BASIS_VALUE: return STR("");
	case BASIS_QTY: return STR("piece");
	case BASIS_GROSS_KG: return STR("kg");
	case BASIS_VOLUME_M3: return STR("m3");
	case BASIS_CHARGEABLE_KG: return STR("kg");
	}
	return STR("");
}

struct str compute_currency(const struct value *map)
{
	struct str currency = value_as_text(value_get(map, STR("currency")));
	return currency.size ? currency : STR("CNY");
}

/* The number that the item INDEX has under KEY; when it has none, that is noted. */
static const struct decimal *item_number(struct computing *computing, struct basis *basis, const struct value *item, size_t index,
                                         const char *key)
{
	const struct value *value = value_get(item, str_from(key));
	if (value && value->kind == VALUE_NUMBER && value->exact)
		return &value->decimal;
	needs_missing(&basis->needs, computing->arena, arena_print(computing->arena, "order.items.%zu.%s", index, key));
	basis->known = false;
	return NULL;
}

/* Adds quantity times the figure under KEY (NULL: the quantity alone). */
static bool add_item(struct computing *computing, struct basis *basis, const struct value *item, size_t index, const char *key)
{
	const struct decimal *qty = item_number(computing, basis, item, index, "qty");
	const struct decimal *figure = key ? item_number(computing, basis, item, index, key) : NULL;
	needs_labelled(&basis->needs, computing->arena, STR("items"), item, computing->config);
	if (!qty || (key && !figure))
		return true;
	struct rational product = rational_from(*qty);
	if (figure) {
		struct rational factor = rational_from(*figure);
		if (!rational_multiply(&product, &product, &factor))
			return false;
	}
	return rational_add(&basis->value, &basis->value, &product);
}

static void add_currency(struct basis *basis, const struct value *item, size_t index)
{
	struct str currency = compute_currency(item);
	if (index == 0)
		basis->currency = currency;
	else if (!currency_same(basis->currency, currency))
		basis->currency = STR("");
}

static bool add_items(struct computing *computing, struct basis *basis, enum model_basis which)
{
	static const char *const KEYS[] = {
		[BASIS_VALUE] = "unit_price", [BASIS_QTY] = NULL, [BASIS_GROSS_KG] = "gross_kg", [BASIS_VOLUME_M3] = "volume_m3",
	};
	const struct value *items = value_get(computing->order, STR("items"));
	needs_input(&basis->needs, computing->arena, (struct cost_input){ .path = STR("items.qty") });
	if (KEYS[which])
		needs_input(&basis->needs, computing->arena,
		            (struct cost_input){ .path = arena_print(computing->arena, "items.%s", KEYS[which]) });
	if (!items) {
		needs_missing(&basis->needs, computing->arena, STR("order.items"));
		basis->known = false;
		return true;
	}
	for (size_t i = 0; i < items->count; i++) {
		add_currency(basis, items->items[i], i);
		if (!add_item(computing, basis, items->items[i], i, KEYS[which]))
			return false;
	}
	return true;
}

/* The greater of the consignment's weight and its volume / 0.006 m3 per kg, as carriers charge. */
static bool find_chargeable(struct computing *computing, struct basis *basis, struct place place)
{
	const struct basis *weight = compute_basis(computing, BASIS_GROSS_KG, place);
	const struct basis *volume = compute_basis(computing, BASIS_VOLUME_M3, place);
	if (!weight || !volume)
		return false;
	needs_add(&basis->needs, computing->arena, &weight->needs);
	needs_add(&basis->needs, computing->arena, &volume->needs);
	basis->known = weight->known && volume->known;
	if (!basis->known)
		return true;
	struct rational divisor = rational_from((struct decimal){ 6, 3 });
	if (!rational_divide(&basis->value, &volume->value, &divisor))
		return compute_too_large(computing, place);
	if (rational_compare(&weight->value, &basis->value) > 0)
		basis->value = weight->value;
	return true;
}

const struct basis *compute_basis(struct computing *computing, enum model_basis which, struct place place)
{
	struct basis *basis = &computing->bases[which];
	if (!basis->done) {
		*basis = (struct basis){ .known = true, .value = rational_zero() };
		if (which == BASIS_CHARGEABLE_KG) {
			if (!find_chargeable(computing, basis, place))
				return NULL;
		} else if (!add_items(computing, basis, which)) {
			compute_too_large(computing, place);
			return NULL;
		}
		basis->done = true;
	}
	if (which == BASIS_VALUE && basis->currency.size == 0 && value_get(computing->order, STR("items"))) {
		diag_error(computing->diags, place, "the items are priced in several currencies");
		diag_hint(computing->diags, "a sum over two currencies is not possible: give them one");
		return NULL;
	}
	return basis;
}
