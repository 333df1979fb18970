-- costs: what the lines of a cost mean together: the ones that decide, when each falls due, where the money goes.
local labels = require "labels"

local costs = {}

-- The line to pay at the 1688.com checkout, if the model has one.
function costs.payable(lines)
  for _, line in ipairs(lines) do
    if line.id == "payable" then
      return line
    end
  end
end

-- The line that the whole order comes to: `landed`, else the last total; the only line where there is but one.
function costs.whole(lines)
  local whole = #lines == 1 and lines[1] or nil
  for _, line in ipairs(lines) do
    if line.id == "landed" then
      return line
    end
    whole = line.kind == "total" and line or whole
  end
  return whole
end

local function by_id(lines)
  local map = {}
  for _, line in ipairs(lines) do
    map[line.id] = line
  end
  return map
end

-- The stages in the order of time, and last the nameless one of lines that have none.
local STAGES = { table.unpack(labels.stages) }
STAGES[#STAGES + 1] = {}

-- The place of a stage among them; 0 for none.
local function rank(stage)
  for i, known in ipairs(labels.stages) do
    if known.id == stage then
      return i
    end
  end
  return 0
end

-- The stage of each line by its id: its own, else the latest of the lines that it is made from; nil where there is none.
function costs.stages(lines)
  local stages = {}
  for _, line in ipairs(lines) do
    local stage = line.stage
    for _, part in ipairs(not stage and line.parts or {}) do
      local other = stages[part.id]
      stage = rank(other) > rank(stage) and other or stage
    end
    stages[line.id] = stage
  end
  return stages
end

-- Whether LINE is nothing but other cost lines in another currency, so that counting it would count them twice.
local function is_conversion(line, map)
  for _, part in ipairs(line.parts or {}) do
    local other = map[part.id]
    if not other or other.currency == line.currency or other.kind == "tax_base" or other.kind == "info" then
      return false
    end
  end
  return line.parts ~= nil and #line.parts > 0
end

-- Puts LINE into the group of its stage: { title, names, sums = { { currency, amount } … }, estimate, unknown }.
local function add_line(group, line)
  group.names[#group.names + 1] = line.label or line.id
  group.estimate = group.estimate or line.estimate
  if not line.amount then
    group.unknown = true
    return
  end
  for _, sum in ipairs(group.sums) do
    if sum.currency == line.currency then
      sum.amount = sum.amount + line.amount
      return
    end
  end
  group.sums[#group.sums + 1] = { currency = line.currency, amount = line.amount }
end

-- What falls due at each stage, in the currencies in which it is paid.
function costs.by_stage(lines)
  local map, stages, groups = by_id(lines), costs.stages(lines), {}
  for _, stage in ipairs(STAGES) do
    local group = { title = stage.title, names = {}, sums = {} }
    for _, line in ipairs(lines) do
      if line.kind == "cost" and stages[line.id] == stage.id and not is_conversion(line, map) then
        add_line(group, line)
      end
    end
    if #group.names > 0 then
      groups[#groups + 1] = group
    end
  end
  return groups
end

-- Whether LINE is exactly the sum of its parts.
local function is_sum(line, map)
  if line.kind ~= "subtotal" and line.kind ~= "total" or not line.parts then
    return false
  end
  local sum
  for _, part in ipairs(line.parts) do
    local other = map[part.id]
    if not other or not other.amount or other.currency ~= line.currency then
      return false
    end
    local amount = part.negative and -other.amount or other.amount
    sum = sum and sum + amount or amount
  end
  return sum ~= nil and sum == line.amount
end

local function add_shares(shares, line, negative, map, stages)
  if is_sum(line, map) then
    for _, part in ipairs(line.parts) do
      add_shares(shares, map[part.id], part.negative ~= negative, map, stages)
    end
    return
  end
  local stage = stages[line.id] or "none"
  local amount = negative and -line.amount or line.amount
  local share = shares[stage] or {}
  share.amount = share.amount and share.amount + amount or amount
  share.estimate = share.estimate or line.estimate
  shares[stage] = share
end

-- What each stage contributes to WHOLE, as a list of { title, amount, estimate }; nil where that makes no picture: something is
-- not known, or negative, or there is only one stage.
function costs.shares(lines, whole)
  if not whole or not whole.amount then
    return nil
  end
  local shares, list = {}, {}
  add_shares(shares, whole, false, by_id(lines), costs.stages(lines))
  for _, stage in ipairs(STAGES) do
    local share = shares[stage.id or "none"]
    if share and share.amount:sign() < 0 then
      return nil
    elseif share and share.amount:sign() > 0 then
      list[#list + 1] = { title = stage.title or "Other", amount = share.amount, estimate = share.estimate }
    end
  end
  return #list > 1 and list or nil
end

return costs
