-- ui: the small components that several layouts share. What each is for stands in README.md.
local h = require "html"

local ui = {}

-- What nobody has found out: never blank, a dash or zero.
function ui.unknown()
  return h.span { class = "unk", "not known yet" }
end

-- A word in a frame. KIND is "est", or nothing.
function ui.tag(text, kind)
  return h.span { class = { "tag", kind }, text }
end

function ui.estimate(yes)
  return yes and { " ", ui.tag("est.", "est") }
end

-- A label in English, with the Chinese that the buyer sees on 1688.com.
function ui.both(label)
  return { label.en, label.zh and " ", label.zh }
end

-- Keeps an id, a date or an amount on one line.
function ui.keep(...)
  return h.span { class = "keep", ... }
end

-- An id: on one line, unless it would be wider than a phone.
function ui.name(id)
  return utf8.len(id) <= 16 and ui.keep(id) or id
end

-- The place of a field in a record, or a line's id: may break after "_" and ".".
function ui.code(text)
  local pieces = {}
  for piece in text:gmatch "[^_.]*[_.]*" do
    pieces[#pieces + 1] = { #pieces > 0 and h.wbr {}, piece }
  end
  return h.code(pieces)
end

-- A text that people copy; app.js adds the button, whose name says WHAT is copied.
function ui.copy(what, text, class)
  return h.span { class = "copies", h.span { class = class, data_copy = what, text } }
end

-- A key figure; without a FIGURE there is none.
function ui.figure(label, figure, note)
  return figure and h.div { h.dt { label }, h.dd { h.span { class = "big", figure }, note } } or nil
end

function ui.figures(figures)
  return next(figures) and h.dl { class = "figs", figures }
end

-- A label and its value; without a VALUE there is neither.
function ui.fact(label, value)
  return value and h.div { h.dt { label }, h.dd { value } } or nil
end

function ui.facts(facts)
  return next(facts) and h.dl { class = "facts prose", facts }
end

-- A table that may be wider than the screen, in a scroller that the keyboard reaches. CAPTION is its name; a head that begins with
-- "#" stands over figures.
function ui.table(id, caption, heads, rows, class)
  local row = {}
  for i, head in ipairs(heads) do
    row[i] = h.th { scope = "col", class = head:find "^#" and "num", (head:gsub("^#", "")) }
  end
  return h.div {
    class = { "scroll", class }, role = "region", aria_labelledby = id, tabindex = 0,
    h.table { h.caption { id = id, h.div { caption } }, h.thead { h.tr(row) }, rows },
  }
end

return ui
