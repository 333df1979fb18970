-- cost: every line of an order's cost, with its working.
local h = require "html"
local bar = require "bar"
local costs = require "costs"
local format = require "format"
local labels = require "labels"
local money = require "money"
local nav = require "nav"
local rates = require "rates"
local shell = require "shell"
local ui = require "ui"

local ROWS = { subtotal = "sub", total = "total" }
local TAGS = { tax_base = "tax base", info = "for information" }

local function title(line)
  return line.label or format.name(line.id)
end

-- What a line that is not known needs.
local function wanted(line)
  local paths = {}
  for i, path in ipairs(line.missing or {}) do
    paths[i] = { i > 1 and ", ", ui.code(path) }
  end
  return #paths > 0 and h.span { class = "work", "fill in ", paths }
end

local function tags(line)
  return {
    TAGS[line.kind] and not line.unit and { " ", ui.tag(TAGS[line.kind]) },
    line.recoverable and { " ", ui.tag "recoverable" },
    line.outside and { " ", ui.tag "not in force" },
    line.unchecked and { " ", ui.tag "dates not checked" },
  }
end

local function source(line)
  return (line.source or line.as_of) and h.span {
    class = "work", line.source, line.source and line.as_of and ", ", line.as_of and { "as of ", format.date(line.as_of) },
  }
end

local function row(line)
  return h.tr {
    class = ROWS[line.kind],
    h.th {
      scope = "row",
      title(line), line.label_zh and { " ", line.label_zh }, ui.estimate(line.estimate),
      tags(line), " ", ui.code(line.id),
      line.working and h.span { class = "work", line.working }, source(line),
    },
    h.td { class = "num", money.line(line), wanted(line) },
  }
end

local function group(heading, lines, choose)
  local rows = {}
  for _, line in ipairs(lines) do
    if choose(line) then
      rows[#rows + 1] = row(line)
    end
  end
  return #rows > 0 and h.tbody {
    heading and h.tr { class = "grp", h.th { colspan = 2, scope = "rowgroup", heading } },
    rows,
  }
end

local function has_tax_base(lines)
  for _, line in ipairs(lines) do
    if line.kind == "tax_base" then
      return true
    end
  end
  return false
end

-- The lines by stage; those that have none before the totals, which come last.
local function breakdown(lines)
  local stages, bodies, staged = costs.stages(lines), {}, false
  for _, stage in ipairs(labels.stages) do
    local body = group(stage.title, lines, function(line)
      return line.kind ~= "total" and stages[line.id] == stage.id
    end)
    bodies[#bodies + 1] = body or nil
  end
  staged = #bodies > 0
  bodies[#bodies + 1] = group(staged and "Other lines", lines, function(line)
    return line.kind ~= "total" and not stages[line.id]
  end) or nil
  bodies[#bodies + 1] = group(staged and "Totals", lines, function(line)
    return line.kind == "total"
  end) or nil
  return ui.table("lines-table", {
    "Each line is rounded once", has_tax_base(lines) and h.small { "A tax base is used in a calculation and is not itself paid." },
  }, { "Line and working", "#Amount" }, bodies, "long")
end

local function figures(lines)
  local whole, list = costs.whole(lines), {}
  local function add(line)
    list[#list + 1] = ui.figure({ title(line), ui.estimate(line.estimate) }, money.line(line), line.label_zh)
  end
  if not whole then
    return nil
  end
  add(whole)
  for _, line in ipairs(lines) do
    if line.id ~= whole.id and (line.kind == "total" or line.id == "payable") and #list < 4 then
      add(line)
    end
  end
  return ui.figures(list)
end

local function assumptions(texts)
  local list = {}
  for i, text in ipairs(texts) do
    list[i] = h.li { text }
  end
  return h.ul { class = "prose", list }
end

return function(order, site)
  local lines, name = order.cost.lines, "Cost of " .. order.id
  local whole = costs.whole(lines)
  local shares = costs.shares(lines, whole)
  local contents, body = { { "Back to the dossier", order.link } }, {}
  local function add(id, heading, content)
    if content then
      contents[#contents + 1] = { heading, "#" .. id }
      body[#body + 1] = h.section { aria_labelledby = id, h.h2 { id = id, heading }, content }
    end
  end
  add("where", "Where the money goes", shares and bar(shares, whole, "where-caption"))
  add("lines", "Every line and its working", #lines > 0 and breakdown(lines) or h.p { "This edition shows no line." })
  add("rates", "Rates", order.fx and #order.fx > 0 and rates(order.fx))
  add("assumptions", "Assumptions", order.cost.assumptions and assumptions(order.cost.assumptions))
  return shell(order, site, {
    h.h1 { "Cost of ", ui.name(order.id) },
    figures(lines),
    body,
  }, { title = name, above = { title = order.id, link = order.link }, crumb = "Cost", here = "orders", side = nav.contents("This breakdown", { name, ": contents" }, contents) })
end
