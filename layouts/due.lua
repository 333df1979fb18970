-- due: what falls due at which stage, and what it all comes to.
local h = require "html"
local costs = require "costs"
local money = require "money"
local ui = require "ui"

local function sums(group)
  local list = {}
  for _, sum in ipairs(group.sums) do
    list[#list + 1] = h.div { money.show(sum.amount, sum.currency) }
  end
  return { list, group.unknown and h.div { #list > 0 and "+ ", ui.unknown() } }
end

local function total(line)
  return line and line.kind == "total" and h.tr {
    class = "total",
    h.th { scope = "row", line.label or line.id, " ", line.label_zh, ui.estimate(line.estimate) },
    h.td { class = "num", money.line(line) },
  }
end

return function(cost)
  local groups, rows, staged = costs.by_stage(cost.lines), {}, false
  for i, group in ipairs(groups) do
    local names = table.concat(group.names, ", ")
    staged = staged or group.title ~= nil
    rows[i] = h.tr {
      h.th {
        scope = "row", group.title or names, ui.estimate(group.estimate),
        group.title and h.span { class = "work", names },
      },
      h.td { class = "num", sums(group) },
    }
  end
  local caption = staged and "What is due when" or "What it comes to"
  return ui.table("due-table", caption, { staged and "Stage" or "Cost", "#Amount" },
    h.tbody { rows, total(costs.whole(cost.lines)) }, "prose")
end
