-- bar: one bar of parts, in words below it and in a text for those who do not see it.
local h = require "html"
local decimal = require "decimal"
local money = require "money"
local ui = require "ui"

local function spoken(parts, whole)
  local texts = {}
  for i, part in ipairs(parts) do
    texts[i] = part.title .. " " .. decimal.percent(part.amount, whole.amount, 1) .. " percent"
  end
  return table.concat(texts, ", ")
end

return function(parts, whole, id)
  local rects, key, at = {}, {}, decimal(0)
  for i, part in ipairs(parts) do
    local width = decimal.percent(part.amount, whole.amount, 3)
    rects[i] = h.rect { class = "f" .. i, x = at .. "%", y = 0, width = width .. "%", height = 44 }
    key[i] = h.li {
      class = "k" .. i,
      h.b { part.title, ", ", decimal.percent(part.amount, whole.amount, 1), " %", ui.estimate(part.estimate) },
      h.span { money.show(part.amount, whole.currency) },
    }
    at = at + width
  end
  return h.figure {
    aria_labelledby = id,
    h.svg { class = "parts", width = "100%", height = 44, role = "img", aria_label = "One bar: " .. spoken(parts, whole) .. ".", rects },
    h.ul { class = "key", key },
    h.figcaption { id = id, "Parts of ", money.show(whole.amount, whole.currency), ", by stage." },
  }
end
