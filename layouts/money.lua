-- money: an amount with its currency, small and before it.
local h = require "html"
local format = require "format"
local ui = require "ui"

local UNITS = { m2 = "m²", m3 = "m³", piece = "pieces" }

local money = {}

function money.show(amount, currency)
  return { currency and { h.span { class = "cur", currency }, " " }, format.figure(amount) }
end

-- A line of a cost: money, or a quantity with its unit, or not known yet.
function money.line(line)
  if not line.amount then
    return ui.unknown()
  end
  return line.unit and { format.figure(line.amount), " ", UNITS[line.unit] or line.unit } or money.show(line.amount, line.currency)
end

return money
