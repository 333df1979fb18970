-- route: how the goods travel and when they must leave, as facts.
local dates = require "dates"
local format = require "format"
local known = require "known"
local labels = require "labels"
local parties = require "parties"
local ui = require "ui"

local route = {}

-- "Shenzhen, CN to Lagos, NG by sea", as far as it is known.
function route.words(order)
  local way = order.route or {}
  local from, to = parties.place(way.origin, "city", "country"), parties.place(way.destination, "city", "country")
  local ends = from and to and from .. " to " .. to or to and "To " .. to or from and "From " .. from
  local mode = labels.mode[way.mode or ""]
  return ends and mode and ends .. " " .. mode or ends or mode
end

-- The last day on which the goods can leave the supplier and still arrive in time, when all it takes is known.
function route.leave_by(order)
  local lead = order.route and order.route.lead_time_days
  local longest = lead and lead.max
  local day = longest and dates.before(order.needed_by, longest)
  return day and dates.before(day, order.route.buffer_days or 0)
end

local function lead_time(lead)
  if not lead or not (lead.min or lead.max) then
    return nil
  end
  local min, max = tostring(lead.min or lead.max), tostring(lead.max or lead.min)
  return {
    min == max and min or min .. "–" .. max, " days",
    lead.source and { ", ", lead.source },
    lead.quoted_on and { ", quoted ", format.date(lead.quoted_on) },
  }
end

local function incoterm(term)
  return term and term.rule and {
    term.rule, term.place and { " ", term.place }, term.edition and { ", Incoterms ", term.edition },
  }
end

local function leave(order)
  local day, buffer = route.leave_by(order), order.route and order.route.buffer_days
  return day and {
    ui.keep(format.date(day)), ": ", format.date(order.needed_by), buffer and { " − ", buffer, " days’ buffer" },
    " − ", order.route.lead_time_days.max, " days on the way",
  }
end

function route.facts(order, site)
  local value = known(order, site)
  local way = order.route or {}
  local lead = way.lead_time_days
  return ui.facts {
    ui.fact("From", parties.place(way.origin, "city", "country")),
    ui.fact("To", value("route.destination.country", parties.place(way.destination, "city", "country"))),
    ui.fact("How", value("route.mode", way.mode and labels.mode[way.mode])),
    ui.fact("Incoterm", value("route.incoterm.rule", incoterm(way.incoterm))),
    ui.fact("Forwarder", way.forwarder),
    ui.fact("Lead time", value("route.lead_time_days.max", lead_time(lead))),
    ui.fact("Needed by", value("needed_by", order.needed_by and format.date(order.needed_by))),
    ui.fact("Must leave by", leave(order)),
  }
end

return route
