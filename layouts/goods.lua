-- goods: the items of an order, as a table and in a few words.
local h = require "html"
local columns = require "columns"
local format = require "format"
local labels = require "labels"
local money = require "money"
local ui = require "ui"

local goods = {}

-- "Massage gun green with logo and 2 more".
function goods.words(items)
  local first = items and items[1] and (items[1].title_en or items[1].title_zh or items[1].sku)
  return first and (#items > 1 and first .. " and " .. #items - 1 .. " more" or first)
end

local function currency(item)
  return item.currency or "CNY"
end

local function value(item)
  return item.qty and item.unit_price and item.qty * item.unit_price
end

local function figure(number, unit)
  return number and { format.figure(number), unit and " ", unit }
end

local function amount(number, item)
  return number and money.show(number, currency(item))
end

local COLUMNS = {
  { head = "Goods", wanted = true, cell = function(item) return item.title_en or item.title_zh end,
    note = function(item) return item.title_en and item.title_zh end },
  { head = "#Quantity", wanted = true, cell = function(item) return figure(item.qty, item.unit_zh) end },
  { head = "#Minimum", cell = function(item) return figure(item.moq) end },
  { head = "#Each", wanted = true, cell = function(item) return amount(item.unit_price, item) end },
  { head = "#Amount", wanted = true, cell = function(item) return amount(value(item), item) end },
  { head = "#Kg each", cell = function(item) return figure(item.gross_kg) end },
  { head = "HS code", cell = function(item) return item.hs_code and ui.keep(item.hs_code) end },
  { head = "Stock", cell = function(item) return item.stock and labels.stock[item.stock].en end,
    note = function(item) return item.stock and labels.stock[item.stock].zh end },
}

-- What all items come to; nil unless it is known and in one currency.
local function total(items)
  local sum
  for _, item in ipairs(items) do
    local part = value(item)
    if not part or currency(item) ~= currency(items[1]) then
      return nil
    end
    sum = sum and sum + part or part
  end
  return sum
end

local function total_row(items, chosen)
  local sum, cells = total(items), {}
  for i, column in ipairs(chosen) do
    cells[i] = columns.cell(column, column.head == "#Amount" and amount(sum, items[1]))
  end
  return sum and h.tr { class = "total", h.th { scope = "row", "Goods" }, cells }
end

-- EVERYTHING: whether the edition keeps nothing back.
function goods.table(items, everything)
  local chosen, rows = columns.choose(COLUMNS, items, everything), {}
  for i, item in ipairs(items) do
    rows[i] = columns.row(ui.name(item.sku or "Line " .. (item.line or i)), chosen, item)
  end
  rows[#rows + 1] = #items > 1 and total_row(items, chosen) or nil
  return ui.table("items-table", format.count(#items, "line"), columns.heads("SKU", chosen), h.tbody(rows))
end

return goods
