-- dates: counting days. A date is a text such as "2026-11-05", days are whole numbers.
local dates = {}

-- Days since 1 March of the year 0, by the Gregorian calendar; nil for a text that is no date.
local function to_days(text)
  local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  if not year then
    return nil
  end
  local months = tonumber(year, 10) * 12 + tonumber(month, 10) - 3
  year, month = months // 12, months % 12
  return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + tonumber(day, 10) - 1
end

local function to_text(days)
  local year = (10000 * days + 14780) // 3652425
  local rest = days - (365 * year + year // 4 - year // 100 + year // 400)
  if rest < 0 then
    year = year - 1
    rest = days - (365 * year + year // 4 - year // 100 + year // 400)
  end
  local month = (5 * rest + 2) // 153
  local months = year * 12 + month + 2
  return string.format("%04d-%02d-%02d", months // 12, months % 12 + 1, rest - (153 * month + 2) // 5 + 1)
end

-- The date that lies COUNT days before DATE; nil when either is unknown or no whole number of days.
function dates.before(date, count)
  local days = date and to_days(date)
  local whole = count and tonumber(tostring(count), 10)
  return days and whole and to_text(days - whole)
end

return dates
