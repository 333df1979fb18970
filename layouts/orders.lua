-- orders: the index of all orders, some hundred a page.
local h = require "html"
local columns = require "columns"
local format = require "format"
local labels = require "labels"
local money = require "money"
local nav = require "nav"
local parties = require "parties"
local shell = require "shell"
local ui = require "ui"

local function order(summary)
  local first = summary.first_title_en or summary.first_title_zh
  local more = first and summary.item_count and tonumber(tostring(summary.item_count), 10) - 1 or 0
  return {
    h.a { href = summary.link, ui.name(summary.id) },
    first and h.span { class = "work", first, more > 0 and " and " .. more .. " more" },
  }
end

local function known_status(summary)
  return labels.status[summary.status_code or ""]
end

local function amount(entry)
  return entry and { money.line(entry), ui.estimate(entry.estimate) }
end

-- What the whole order comes to: `landed`, else its last total.
local function whole(totals)
  local last
  for id, entry in pairs(totals or {}) do
    if id == "landed" then
      return entry
    end
    last = entry.kind == "total" and entry or last
  end
  return last
end

local COLUMNS = {
  { head = "Status", wanted = true,
    cell = function(summary) return known_status(summary) and known_status(summary).en or summary.status end,
    note = function(summary) return known_status(summary) and known_status(summary).zh end },
  { head = "Supplier", wanted = true,
    cell = function(summary) return summary.supplier and (summary.supplier.name_zh or summary.supplier.name_en) end,
    note = function(summary) return summary.supplier and summary.supplier.name_zh and summary.supplier.name_en end },
  { head = "To", wanted = true,
    cell = function(summary) return parties.place(summary.destination, "city", "country") end,
    note = function(summary) return labels.mode[summary.mode or ""] end },
  { head = "Needed by", wanted = true,
    cell = function(summary) return summary.needed_by and ui.keep(format.date(summary.needed_by)) end },
  { head = "#To pay", wanted = true, cell = function(summary) return amount(summary.totals and summary.totals.payable) end },
  { head = "#Whole cost", wanted = true, cell = function(summary) return amount(whole(summary.totals)) end },
}

local function index(page, everything)
  local chosen, rows = columns.choose(COLUMNS, page.orders, everything), {}
  for i, summary in ipairs(page.orders) do
    rows[i] = columns.row(order(summary), chosen, summary)
  end
  local several = tostring(page.pages) ~= "1"
  return ui.table("orders-table", {
    "All orders", several and { ", page ", page.number, " of ", page.pages },
    h.small { "To pay: at the 1688.com checkout. Whole cost: all that the order’s cost model adds up." },
  }, columns.heads("Order", chosen), h.tbody(rows), "dense long")
end

return function(page, site)
  local before = page.prev and { link = page.prev, title = "Page " .. page.number - 1 }
  local after = page.next and { link = page.next, title = "Page " .. page.number + 1 }
  return shell(page, site, {
    h.h1 { page.title },
    h.p { class = "lead", format.count(page.total, "order"), ", as of ", format.time(site.as_of.time), "." },
    index(page, site.edition.everything),
    nav.pager(before, after, "page"),
  })
end
