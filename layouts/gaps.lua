-- gaps: what nobody has found out yet, with the place in the record where it belongs.
local format = require "format"
local labels = require "labels"
local ui = require "ui"
local vat = require "vat"

local gaps = {}

-- The paths: what an order should say, and what its cost needs.
function gaps.paths(order)
  local paths, seen = {}, {}
  local function add(path)
    path = path:gsub("^order%.", "")
    paths[#paths + 1] = not seen[path] and path or nil
    seen[path] = true
  end
  for _, path in ipairs(order.unknown) do
    add(path)
  end
  if vat(order) == "unknown" then
    add("vat_zengzhishui_included.value")
  end
  for _, line in ipairs(order.cost and order.cost.lines or {}) do
    for _, path in ipairs(line.missing or {}) do
      add(path)
    end
  end
  return paths
end

local function label(path)
  local name = path:match "[^.]*$"
  return labels.field[path] or labels.charge[name] and labels.charge[name].en or format.name(name)
end

function gaps.list(paths)
  local list = {}
  for i, path in ipairs(paths) do
    list[i] = ui.fact(label(path), ui.code(path))
  end
  return ui.facts(list)
end

return gaps
