-- format: dates, times and figures as people read them.
local MONTHS = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" }

local format = {}

-- "2026-11-05" is "5 Nov 2026"; a text that is no date stays as it is.
function format.date(text)
  local year, month, day = text:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  local name = MONTHS[tonumber(month)]
  return name and tonumber(day) .. " " .. name .. " " .. year or text
end

-- "2026-09-01T09:00:00+08:00" is "1 Sep 2026, 09:00 China time". Without an offset it is China time as well.
function format.time(text)
  local clock, zone = text:match "^%d%d%d%d%-%d%d%-%d%d[T ](%d%d:%d%d)[%d:.]*(.*)$"
  if not clock then
    return format.date(text)
  end
  local china = zone == "+08:00" or zone == ""
  return format.date(text) .. ", " .. clock .. (china and " China time" or zone == "Z" and " UTC" or " UTC" .. zone)
end

-- 19599.12 is "19,599.12", with a true minus sign.
function format.figure(number)
  return (number:grouped():gsub("%-", "−"))
end

-- "1 item", "3 items"; the number may be a decimal.
function format.count(number, one, many)
  local text = tostring(number)
  return text .. " " .. (text == "1" and one or many or one .. "s")
end

-- "domestic_shipping" is "Domestic shipping": for names that people chose themselves.
function format.name(id)
  local words = id:gsub("_", " ")
  return words:sub(1, 1):upper() .. words:sub(2)
end

return format
