-- columns: a table of records whose columns are functions. A column is { head, cell, note, wanted }: CELL gives the content,
-- NOTE a small line below it. A column that no record fills is left out, unless it is wanted: then its gaps are not known yet.
local h = require "html"
local ui = require "ui"

local columns = {}

local function is_filled(column, records)
  for _, record in ipairs(records) do
    if column.cell(record) then
      return true
    end
  end
  return false
end

-- Of ALL the ones to show. EVERYTHING: nothing is kept back here, so that what is missing is not known.
function columns.choose(all, records, everything)
  local chosen = {}
  for _, column in ipairs(all) do
    if column.wanted and everything or is_filled(column, records) then
      chosen[#chosen + 1] = column
    end
  end
  return chosen
end

-- The heads after the one of the first column.
function columns.heads(first, chosen)
  local heads = { first }
  for i, column in ipairs(chosen) do
    heads[i + 1] = column.head
  end
  return heads
end

function columns.cell(column, content, note)
  return h.td { class = column.head:find "^#" and "num", content, note and h.span { class = "work", note } }
end

-- The row of RECORD below FIRST, which names it.
function columns.row(first, chosen, record)
  local cells = {}
  for i, column in ipairs(chosen) do
    cells[i] = columns.cell(column, column.cell(record) or ui.unknown(), column.note and column.note(record))
  end
  return h.tr { h.th { scope = "row", first }, cells }
end

return columns
