#include "model/order_schema.h"

#define TEXT(field) { .name = field, .type = SCHEMA_TEXT }
#define DECIMAL(field) { .name = field, .type = SCHEMA_DECIMAL }
#define COUNT(field) { .name = field, .type = SCHEMA_COUNT }
#define TRI(field) { .name = field, .type = SCHEMA_TRI }
#define DATE(field) { .name = field, .type = SCHEMA_DATE }
#define TIME(field) { .name = field, .type = SCHEMA_TIME }
#define ANY(field) { .name = field, .type = SCHEMA_ANY }
#define AUDIENCE { .name = "audience", .type = SCHEMA_TEXTS }
#define CHOICE(field, table) { .name = field, .type = SCHEMA_CHOICE, .choices = table }
#define MAP(field, schema) { .name = field, .type = SCHEMA_MAP, .fields = &schema }
#define LIST(field, schema) { .name = field, .type = SCHEMA_LIST, .fields = &schema }
#define SHORT(field, schema) { .name = field, .type = SCHEMA_ANY, .fields = &schema }
#define EVIDENCE(field) SHORT(field, EVIDENCE_SCHEMA)
#define CHOICES(table, ...) static const char *const table[] = { __VA_ARGS__, NULL }
#define FIELDS(table, ...) static const struct schema_field table[] = { __VA_ARGS__, { 0 } }

FIELDS(EVIDENCE_FIELDS, { .name = "file", .type = SCHEMA_TEXT, .required = true }, TEXT("sha256"), AUDIENCE, TEXT("proves"),
       ANY("taken_at"));
const struct schema EVIDENCE_SCHEMA = { "a piece of evidence", EVIDENCE_FIELDS, false };

FIELDS(CHARGE_FIELDS, DECIMAL("amount"), TEXT("currency"), AUDIENCE);
const struct schema CHARGE_SCHEMA = { "a charge", CHARGE_FIELDS, false };

FIELDS(NOTE_FIELDS, { .name = "text", .type = SCHEMA_TEXT, .required = true }, AUDIENCE);
const struct schema NOTE_SCHEMA = { "a note", NOTE_FIELDS, false };

CHOICES(CHECK_STATES, "open", "done", "not_applicable");
FIELDS(CHECK_FIELDS, CHOICE("state", CHECK_STATES), TEXT("by"), TEXT("at"), EVIDENCE("evidence"), TEXT("reason"));
const struct schema CHECK_SCHEMA = { "an item of a checklist", CHECK_FIELDS, false };

CHOICES(ACCOUNT_KINDS, "individual", "company");
FIELDS(BUYER_FIELDS, TEXT("name"), CHOICE("account_kind", ACCOUNT_KINDS));
static const struct schema BUYER = { "the buyer", BUYER_FIELDS, false };

FIELDS(LOCATION_FIELDS, TEXT("province"), TEXT("city"));
static const struct schema LOCATION = { "the location", LOCATION_FIELDS, false };

FIELDS(CLAIM_FIELDS, TRI("value"), DATE("checked_on"), EVIDENCE("evidence"));
static const struct schema CLAIM = { "a checked claim", CLAIM_FIELDS, false };

FIELDS(SHARE_FIELDS, { .name = "value", .type = SCHEMA_RATE }, TEXT("basis"), DATE("checked_on"), EVIDENCE("evidence"));
static const struct schema SHARE = { "a share", SHARE_FIELDS, false };

CHOICES(RETURN_MEANINGS, "repeat_buyers", "goods_returned", "unknown");
FIELDS(RETURN_FIELDS, { .name = "value", .type = SCHEMA_RATE }, CHOICE("meaning", RETURN_MEANINGS), TEXT("basis"),
       DATE("checked_on"), EVIDENCE("evidence"));
static const struct schema RETURN_RATE = { "the return rate", RETURN_FIELDS, false };

FIELDS(RATING_FIELDS, DECIMAL("value"), DECIMAL("scale"), COUNT("reviews"), DATE("checked_on"), EVIDENCE("evidence"));
static const struct schema RATING = { "the rating", RATING_FIELDS, false };

FIELDS(VOLUME_FIELDS, DECIMAL("value"), TEXT("label_zh"), DATE("checked_on"), EVIDENCE("evidence"));
static const struct schema SALES_VOLUME = { "the sales volume", VOLUME_FIELDS, false };

FIELDS(VERIFICATION_FIELDS, SHORT("chengxintong", CLAIM), SHORT("shili_shangjia", CLAIM), DECIMAL("years_on_platform"),
       SHORT("response_rate", SHARE), SHORT("return_rate", RETURN_RATE), SHORT("rating", RATING),
       SHORT("sales_volume", SALES_VOLUME), TRI("payee_name_matches"));
static const struct schema VERIFICATION = { "the verification", VERIFICATION_FIELDS, false };

CHOICES(SUPPLIER_TYPES, "wholesaler", "brand_owner", "agent", "factory");
FIELDS(SUPPLIER_FIELDS, TEXT("name_zh"), TEXT("name_en"), TEXT("member_name"), CHOICE("type", SUPPLIER_TYPES),
       MAP("location", LOCATION), MAP("verification", VERIFICATION));
static const struct schema SUPPLIER = { "the supplier", SUPPLIER_FIELDS, false };

FIELDS(SPEC_FIELDS, TRI("done"), EVIDENCE("evidence"));
static const struct schema SPEC = { "the confirmation", SPEC_FIELDS, false };

CHOICES(STOCKS, "ready", "made_to_order");
FIELDS(ITEM_FIELDS, COUNT("line"), TEXT("sku"), TEXT("title_en"), TEXT("title_zh"), DECIMAL("qty"), TEXT("unit_zh"),
       DECIMAL("unit_price"), TEXT("currency"), TEXT("offer_id"), TEXT("sku_id"), DECIMAL("moq"), CHOICE("stock", STOCKS),
       DECIMAL("gross_kg"), DECIMAL("volume_m3"), TEXT("hs_code"), TRI("restricted"), MAP("spec_confirmed", SPEC),
       { .name = "duty_rate", .type = SCHEMA_RATE }, AUDIENCE);
static const struct schema ITEM = { "an item", ITEM_FIELDS, false };

FIELDS(STATED_FIELDS, DECIMAL("goods"), DECIMAL("shipping"), DECIMAL("adjustment"), DECIMAL("paid"));
static const struct schema STATED = { "the stated amounts", STATED_FIELDS, false };

CHOICES(CUSTOM_KINDS, "OEM", "ODM");
FIELDS(CUSTOM_FIELDS, TRI("required"), CHOICE("kind", CUSTOM_KINDS), EVIDENCE("artwork"), DECIMAL("moq"),
       COUNT("sample_lead_days"));
static const struct schema CUSTOMISATION = { "the customisation", CUSTOM_FIELDS, false };

FIELDS(FEE_FIELDS, DECIMAL("amount"), TEXT("currency"), TRI("refundable"));
static const struct schema FEE = { "a fee", FEE_FIELDS, false };

CHOICES(SAMPLE_STATES, "none", "ordered", "received", "approved", "rejected", "not_needed");
FIELDS(SAMPLE_FIELDS, TRI("required"), CHOICE("status", SAMPLE_STATES), EVIDENCE("evidence"), SHORT("fee", FEE), TEXT("reason"));
static const struct schema SAMPLE = { "the sample", SAMPLE_FIELDS, false };

FIELDS(PLACE_FIELDS, TEXT("country"), TEXT("city"));
static const struct schema PLACE = { "a place", PLACE_FIELDS, false };

FIELDS(INCOTERM_FIELDS, TEXT("rule"), TEXT("place"), TEXT("edition"));
static const struct schema INCOTERM = { "the Incoterm", INCOTERM_FIELDS, false };

FIELDS(LEAD_FIELDS, COUNT("min"), COUNT("max"), TEXT("source"), DATE("quoted_on"));
static const struct schema LEAD_TIME = { "the lead time", LEAD_FIELDS, false };

CHOICES(MODES, "air", "sea", "land", "courier");
FIELDS(ROUTE_FIELDS, MAP("origin", PLACE), MAP("destination", PLACE), CHOICE("mode", MODES), MAP("incoterm", INCOTERM),
       TEXT("forwarder"), MAP("lead_time_days", LEAD_TIME), COUNT("buffer_days"));
static const struct schema ROUTE = { "the route", ROUTE_FIELDS, false };

FIELDS(COMMISSION_FIELDS, { .name = "rate", .type = SCHEMA_RATE }, { .name = "of", .type = SCHEMA_TEXTS });
static const struct schema COMMISSION = { "the commission", COMMISSION_FIELDS, false };

FIELDS(AGENT_FIELDS, TRI("used"), TEXT("name"), MAP("commission", COMMISSION), TEXT("commission_from_supplier"));
static const struct schema AGENT = { "the agent", AGENT_FIELDS, false };

FIELDS(FX_FIELDS, { .name = "pair", .type = SCHEMA_TEXT, .required = true },
       { .name = "rate", .type = SCHEMA_DECIMAL, .required = true }, DATE("date"), TEXT("source"), EVIDENCE("evidence"));
static const struct schema FX = { "an exchange rate", FX_FIELDS, false };

FIELDS(WALLET_FIELDS, TEXT("currency"), DECIMAL("balance"), TIME("as_of"));
static const struct schema WALLET = { "the wallet", WALLET_FIELDS, false };

FIELDS(VAT_FIELDS, TRI("value"), EVIDENCE("evidence"));
static const struct schema VAT = { "the answer on VAT", VAT_FIELDS, false };

FIELDS(QUOTE_FIELDS, TEXT("name"), DATE("date"), ANY("charges"), LIST("fx", FX), TEXT("source"));
static const struct schema QUOTE = { "a quote", QUOTE_FIELDS, false };

FIELDS(PAYMENT_FIELDS, TEXT("id"), TEXT("for"), DECIMAL("amount"), TEXT("currency"), TEXT("method"), TRI("inside_1688_checkout"),
       TEXT("payee"), TIME("paid_at"), EVIDENCE("evidence"));
static const struct schema PAYMENT = { "a payment", PAYMENT_FIELDS, false };

FIELDS(REFUND_FIELDS, TEXT("for"), DECIMAL("amount"), TEXT("currency"), TIME("at"), EVIDENCE("evidence"));
static const struct schema REFUND = { "a refund", REFUND_FIELDS, false };

FIELDS(REQUEST_FIELDS, TIME("at"), TEXT("by"), TEXT("channel"), TEXT("method"), TEXT("payee"), DECIMAL("amount"), TEXT("currency"),
       EVIDENCE("evidence"));
static const struct schema REQUEST = { "a request to pay", REQUEST_FIELDS, false };

FIELDS(PRICE_FIELDS, TIME("at"), DECIMAL("order_amount"), TEXT("where"), EVIDENCE("evidence"));
static const struct schema PRICE = { "an entry of the price history", PRICE_FIELDS, false };

FIELDS(MILESTONE_FIELDS, COUNT("production_days"), DATE("ship_ready"), DATE("shipped"), DATE("arrived"));
static const struct schema MILESTONES = { "the milestones", MILESTONE_FIELDS, false };

FIELDS(PARCEL_FIELDS, TEXT("waybill"), TEXT("carrier"), { .name = "items", .type = SCHEMA_TEXTS }, ANY("arrived"), EVIDENCE("photo"));
static const struct schema PARCEL = { "a parcel", PARCEL_FIELDS, false };

CHOICES(DOCUMENT_STATES, "have", "missing", "not_required", "expired");
FIELDS(DOCUMENT_FIELDS, { .name = "type", .type = SCHEMA_TEXT, .required = true }, EVIDENCE("file"), CHOICE("state", DOCUMENT_STATES),
       TEXT("number"), DATE("issued"), DATE("expires"), TEXT("reason"), AUDIENCE);
static const struct schema DOCUMENT = { "a document", DOCUMENT_FIELDS, false };

FIELDS(INSPECTION_FIELDS, TRI("required"), TEXT("standard"), TEXT("level"), COUNT("lot"), TEXT("code_letter"), COUNT("sample"),
       ANY("aql"), ANY("accept"), ANY("found"), TEXT("result"), EVIDENCE("report"));
static const struct schema INSPECTION = { "the inspection", INSPECTION_FIELDS, false };

FIELDS(MESSAGE_FIELDS, TEXT("template"), TIME("sent_at"), TEXT("channel"), TEXT("lang"), EVIDENCE("evidence"));
static const struct schema MESSAGE = { "a message", MESSAGE_FIELDS, false };

FIELDS(TOP_UP_FIELDS, DECIMAL("amount"), TEXT("currency"), TIME("at"));
static const struct schema TOP_UP = { "a top-up", TOP_UP_FIELDS, false };

CHOICES(RECEIVING_KINDS, "single", "multi");
FIELDS(RECEIVING_FIELDS, TEXT("currency"), CHOICE("kind", RECEIVING_KINDS), LIST("top_ups", TOP_UP));
static const struct schema RECEIVING = { "the receiving account", RECEIVING_FIELDS, false };

FIELDS(DISPATCH_FIELDS, COUNT("promised_hours"), TRI("perishable"), TRI("urgent"));
static const struct schema DISPATCH = { "the dispatch", DISPATCH_FIELDS, false };

CHOICES(SCHEMAS, "playbook-order/1");
CHOICES(PLATFORMS, "1688", "taoworld", "other");
FIELDS(ORDER_FIELDS,
	CHOICE("schema", SCHEMAS),
	{ .name = "id", .type = SCHEMA_TEXT, .required = true, .hint = "give the order a name of its own, such as id: SG-2026-0001" },
	CHOICE("platform", PLATFORMS),
	TEXT("platform_order_no"),
	TEXT("status"),
	TIME("created_at"),
	TIME("paid_at"),
	DATE("needed_by"),
	DATE("import_date"),
	AUDIENCE,
	MAP("buyer", BUYER),
	{ .name = "supplier", .type = SCHEMA_MAP, .required = true, .fields = &SUPPLIER, .hint = "write supplier: { name_zh: … }" },
	{ .name = "items", .type = SCHEMA_LIST, .required = true, .fields = &ITEM, .hint = "an order has at least one item" },
	ANY("charges"),
	MAP("stated", STATED),
	MAP("customisation", CUSTOMISATION),
	MAP("sample", SAMPLE),
	MAP("route", ROUTE),
	MAP("agent", AGENT),
	LIST("fx", FX),
	SHORT("vat_zengzhishui_included", VAT),
	MAP("wallet", WALLET),
	ANY("cost_model"),
	LIST("quotes", QUOTE),
	LIST("payments", PAYMENT),
	LIST("refunds", REFUND),
	LIST("payment_requests", REQUEST),
	LIST("price_history", PRICE),
	MAP("milestones", MILESTONES),
	LIST("parcels", PARCEL),
	ANY("checklists"),
	LIST("documents", DOCUMENT),
	MAP("inspection", INSPECTION),
	LIST("messages", MESSAGE),
	MAP("receiving_account", RECEIVING),
	MAP("dispatch", DISPATCH),
	ANY("notes"),
	ANY("extra"));
const struct schema ORDER_SCHEMA = { "an order", ORDER_FIELDS, false };
