-- rates: the exchange rates that an order's figures rest on.
local h = require "html"
local format = require "format"
local ui = require "ui"

return function(rates)
  local rows = {}
  for i, rate in ipairs(rates) do
    rows[i] = h.tr {
      h.th { scope = "row", ui.keep(rate.pair) },
      h.td { class = "num", rate.rate and format.figure(rate.rate) or ui.unknown() },
      h.td { rate.date and ui.keep(format.date(rate.date)) or ui.unknown() },
      h.td { rate.source or ui.unknown() },
    }
  end
  return ui.table("rates-table", {
    "Exchange rates", h.small { "How much of the second currency one unit of the first gives." },
  }, { "Pair", "#Rate", "Date", "Source" }, h.tbody(rows), "prose")
end
