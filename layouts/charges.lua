-- charges: what the record says beside the prices of the goods.
local decimal = require "decimal"
local h = require "html"
local format = require "format"
local labels = require "labels"
local money = require "money"
local ui = require "ui"

-- A charge is an amount in CNY, or says more.
local function amount(charge)
  if decimal.is(charge) then
    return money.show(charge, "CNY")
  end
  return money.show(charge.amount, charge.currency or "CNY")
end

return function(charges)
  local rows = {}
  for name, charge in pairs(charges) do
    local label = labels.charge[name] or { en = format.name(name) }
    rows[#rows + 1] = h.tr {
      h.th { scope = "row", ui.both(label), " ", ui.code("charges." .. name) },
      h.td { class = "num", amount(charge) },
    }
  end
  return #rows > 0 and ui.table("charges-table", "Charges in the record", { "Charge", "#Amount" }, h.tbody(rows), "prose")
end
