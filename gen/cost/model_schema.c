#include "cost/model_schema.h"

#define TEXT(field) { .name = field, .type = SCHEMA_TEXT }
#define TEXTS(field) { .name = field, .type = SCHEMA_TEXTS }
#define DECIMAL(field) { .name = field, .type = SCHEMA_DECIMAL }
#define DATE(field) { .name = field, .type = SCHEMA_DATE }
#define BOOL(field) { .name = field, .type = SCHEMA_BOOL }
#define ANY(field) { .name = field, .type = SCHEMA_ANY }
#define CHOICE(field, table) { .name = field, .type = SCHEMA_CHOICE, .choices = table }
#define MAP(field, schema) { .name = field, .type = SCHEMA_MAP, .fields = &schema }
#define CHOICES(table, ...) static const char *const table[] = { __VA_ARGS__, NULL }
#define FIELDS(table, ...) static const struct schema_field table[] = { __VA_ARGS__, { 0 } }

CHOICES(MODES, "half_up", "half_even", "half_down", "up", "down", "floor", "ceiling");
FIELDS(ROUND_FIELDS, DECIMAL("quantum"), CHOICE("mode", MODES));
const struct schema MODEL_ROUND_SCHEMA = { "a rounding", ROUND_FIELDS, false };

FIELDS(LABEL_FIELDS, TEXT("en"), TEXT("zh"));
const struct schema MODEL_LABEL_SCHEMA = { "a label", LABEL_FIELDS, false };

FIELDS(CLAMP_FIELDS, DECIMAL("min"), DECIMAL("max"));
static const struct schema CLAMP = { "the clamp", CLAMP_FIELDS, false };

CHOICES(SPLITS, "equal", "qty", "value", "gross_kg", "volume_m3", "chargeable_kg", "manual");
CHOICES(METHODS, "largest_remainder", "half_up_diff_last", "half_up_diff_largest", "up_clamp_last", "running");
CHOICES(TIES, "first", "last");
FIELDS(ALLOCATE_FIELDS, { .name = "by", .type = SCHEMA_CHOICE, .required = true, .choices = SPLITS }, CHOICE("method", METHODS),
       CHOICE("tie", TIES), ANY("weights"), DECIMAL("quantum"));
static const struct schema ALLOCATE = { "the split", ALLOCATE_FIELDS, false };

CHOICES(KINDS, "cost", "subtotal", "total", "tax_base", "info");
CHOICES(BASES, "items.value", "items.qty", "items.gross_kg", "items.volume_m3", "items.chargeable_kg");
CHOICES(QUANTITIES, "items.qty", "items.gross_kg", "items.volume_m3", "items.chargeable_kg");
CHOICES(OPS, "multiply", "divide");
CHOICES(UNITS, "kg", "m3", "piece");
CHOICES(PARTS, "goods", "domestic_shipping", "international_shipping", "tax", "other");
CHOICES(STAGES, "checkout", "after_consolidation", "freight", "import", "after_delivery");
FIELDS(LINE_FIELDS,
	{ .name = "id", .type = SCHEMA_TEXT, .required = true, .hint = "write a short name such as id: service_fee" },
	ANY("label"), CHOICE("kind", KINDS),
	ANY("amount"), CHOICE("basis", BASES), TEXTS("sum"), ANY("rate"), TEXTS("of"), ANY("fraction"), ANY("per_unit"), ANY("qty"),
	CHOICE("qty_basis", QUANTITIES), TEXTS("convert"), ANY("fx"), CHOICE("op", OPS), CHOICE("unit", UNITS), TEXTS("max"),
	TEXTS("min"), ANY("bracket"), ANY("base_round"), MAP("clamp", CLAMP), DECIMAL("waive_if_below"), ANY("round"),
	TEXT("currency"), MAP("allocate", ALLOCATE), CHOICE("part", PARTS), BOOL("opaque"), CHOICE("stage", STAGES),
	BOOL("estimate"), ANY("low"), ANY("high"), BOOL("recoverable"), DATE("effective_from"), DATE("effective_to"),
	TEXTS("audience"), TEXT("source"), DATE("as_of"));
const struct schema MODEL_LINE_SCHEMA = { "a cost line", LINE_FIELDS, false };

FIELDS(MODEL_FIELDS, TEXT("currency"), ANY("rounding"),
       { .name = "lines", .type = SCHEMA_ANY, .required = true, .hint = "write each line as '- { id: goods, basis: items.value }'" },
       ANY("needs"), TEXT("item_total"), TEXTS("assumptions"));
const struct schema MODEL_SCHEMA = { "a cost model", MODEL_FIELDS, false };
