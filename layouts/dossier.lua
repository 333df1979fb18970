-- dossier: everything known about one order, the figures that decide first.
local h = require "html"
local charges = require "charges"
local costs = require "costs"
local due = require "due"
local format = require "format"
local gaps = require "gaps"
local goods = require "goods"
local money = require "money"
local nav = require "nav"
local parties = require "parties"
local rates = require "rates"
local route = require "route"
local shell = require "shell"
local ui = require "ui"
local vat = require "vat"

-- "Mini massage gun. Wenzhou, CN to New Territories, HK by land. Paid, to be shipped."
local function lead(order)
  local goods_words, route_words = goods.words(order.items), route.words(order)
  local status = parties.status(order.status_code, order.status)
  return (goods_words or route_words or status) and h.p {
    class = "lead",
    goods_words and { goods_words, ". " }, route_words and { route_words, ". " }, status and { status, "." },
  }
end

local function cost_figure(label, line, note)
  return line and ui.figure({ label, ui.estimate(line.estimate) }, money.line(line), note) or nil
end

local function figures(order, missing)
  local lines = order.cost and order.cost.lines or {}
  local payable, whole = costs.payable(lines), costs.whole(lines)
  local breakdown = order.cost_link and h.a { href = order.cost_link, "every line and its working" }
  local leave_by = route.leave_by(order)
  return ui.figures {
    payable ~= whole and cost_figure("To pay at checkout", payable, payable and payable.label_zh) or nil,
    cost_figure(whole and (whole.label or format.name(whole.id)), whole, breakdown),
    ui.figure("Needed by", order.needed_by and format.date(order.needed_by),
      leave_by and { "must leave by ", format.date(leave_by) }),
    #missing > 0 and ui.figure("Not known yet", format.count(#missing, "thing"), h.a { href = "#unknown", "what to find out" }) or nil,
  }
end

local function vat_sentence(order)
  local answer = vat(order)
  return answer ~= nil and h.p {
    "The price includes 增值税, Chinese VAT: ", answer == true and "yes" or answer == false and "no" or ui.unknown(), ".",
  }
end

local function withheld(order)
  return #order.withheld > 0 and h.p { class = "mute", "Parts of this order’s record are kept back from this edition." }
end

-- What a dossier has, in its order: { id, title, content, note }. A part without content is left out.
local function sections(order, site, missing)
  local items = order.items and #order.items > 0 and order.items
  local list = {}
  local function add(id, title, content, note)
    list[#list + 1] = content and { id = id, title = title, content = content, note = note } or nil
  end
  add("money", "Money", order.cost and #order.cost.lines > 0 and {
    due(order.cost), vat_sentence(order), h.p { h.a { href = order.cost_link, "Every line and its working" } },
  })
  add("items", "Items", items and goods.table(items, site.edition.everything), items and #items)
  add("parties", "Order and parties", parties.facts(order, site))
  add("route", "Route and dates", route.facts(order, site))
  add("charges", "Charges", order.charges and charges(order.charges))
  add("rates", "Rates", order.fx and #order.fx > 0 and rates(order.fx))
  add("unknown", "Not known yet", #missing > 0 and gaps.list(missing), #missing)
  return list
end

return function(order, site)
  local missing = gaps.paths(order)
  local contents, body = {}, {}
  for i, section in ipairs(sections(order, site, missing)) do
    contents[i] = { section.title, "#" .. section.id, section.note }
    body[i] = h.section { aria_labelledby = section.id, h.h2 { id = section.id, section.title }, section.content }
  end
  if order.cost_link then
    contents[#contents + 1] = { "Cost breakdown", order.cost_link }
  end
  return shell(order, site, {
    h.h1 { ui.name(order.id) },
    lead(order),
    figures(order, missing),
    body,
    withheld(order),
    nav.pager(order.prev, order.next, "order"),
  }, { here = "orders", side = nav.contents("This dossier", { order.id, ": contents" }, contents) })
end
