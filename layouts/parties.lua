-- parties: who buys what from whom, and how the order stands, as facts.
local h = require "html"
local format = require "format"
local known = require "known"
local labels = require "labels"
local ui = require "ui"

local parties = {}

-- The status in words; one that 1688.com is not known to use is shown as it is written.
function parties.status(code, text)
  local label = labels.status[code or ""]
  return label and ui.both(label) or text and { text, " ", ui.tag "not recognised" } or nil
end

local function supplier_names(supplier)
  local zh = supplier.name_zh and ui.copy("the supplier’s name", supplier.name_zh)
  local en = supplier.name_en or supplier.member_name
  return zh and en and { zh, h.br {}, en } or zh or en
end

-- "义乌, 浙江".
function parties.place(location, first, second)
  if not location then
    return nil
  end
  local a, b = location[first], location[second]
  return a and b and a .. ", " .. b or a or b
end

local function buyer(order)
  local name, kind = order.buyer and order.buyer.name, order.buyer and labels.account[order.buyer.account_kind or ""]
  return name and { name, kind and ", " .. kind } or kind
end

function parties.facts(order, site)
  local value = known(order, site)
  local supplier = order.supplier or {}
  return ui.facts {
    ui.fact("Status", value("status", parties.status(order.status_code, order.status))),
    ui.fact((labels.platform[order.platform or ""] or "Platform") .. " number",
      value("platform_order_no", order.platform_order_no and ui.copy("the order number", order.platform_order_no, "mono"))),
    ui.fact("Placed", value("created_at", order.created_at and format.time(order.created_at))),
    ui.fact("Paid", order.paid_at and format.time(order.paid_at)),
    ui.fact("Buyer", buyer(order)),
    ui.fact("Supplier", supplier_names(supplier)),
    ui.fact("Kind of seller", value("supplier.type", supplier.type and labels.supplier[supplier.type])),
    ui.fact("Where", value("supplier.location.city", parties.place(supplier.location, "city", "province"))),
  }
end

return parties
