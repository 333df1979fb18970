-- charges: what the record says beside the prices of the goods.
local decimal = require "decimal"
local h = require "html"
local format = require "format"
local labels = require "labels"
local money = require "money"
local ui = require "ui"

-- A charge is an amount in CNY, or says more; one that is written without either is not known.
local function amount(charge)
  if decimal.is(charge) then
    return money.show(charge, "CNY")
  end
  return charge and charge.amount and money.show(charge.amount, charge.currency or "CNY") or ui.unknown()
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
