-- shell: the document around every page: head, header, side navigation, breadcrumb, footer.
local h = require "html"
local link = require "link"
local format = require "format"
local nav = require "nav"

-- Only the pack's own files, and no network.
local POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
  .. "base-uri 'none'; form-action 'none'"

-- The sign beside the name: the first character of the title, the Chinese one if there is one.
local function seal(site)
  local title = site.title_zh or site.title
  return h.span { class = "seal", aria_hidden = "true", title:match(utf8.charpattern) }
end

local function head(site, title)
  return h.head {
    h.meta { charset = "utf-8" },
    h.meta { ["http-equiv"] = "Content-Security-Policy", content = POLICY },
    h.meta { name = "viewport", content = "width=device-width, initial-scale=1" },
    h.meta { name = "format-detection", content = "telephone=no" },
    h.title { title ~= site.title and title .. " · ", site.title },
    h.link { rel = "stylesheet", href = link.asset "style.css" },
    h.script { src = link.asset "app.js", defer = true },
  }
end

local function header(page, site, here)
  return h.header {
    class = "top",
    h.div {
      class = "bar",
      h.a {
        class = "brand", href = site.home, aria_current = page.path == tostring(site.home) and "page",
        seal(site), site.title,
      },
      nav.destinations(page, site, here),
    },
  }
end

local function footer(site)
  return h.footer {
    class = "foot",
    h.p { site.title, " · ", site.edition.title, " · as of ", format.time(site.as_of.time), " · made by playbook ", site.version },
    h.p {
      site.edition.everything and "Holds internal figures: give others their own edition. ",
      "On paper, compare this date with the current pack.",
    },
  }
end

-- BODY is what stands in main. FRAME may say: title (else the page's), crumb (the last step of the breadcrumb, else the title),
-- above (the step before it), side (a column from nav), here ("orders" on an order's pages).
return function(page, site, body, frame)
  frame = frame or {}
  local title = frame.title or page.title
  return h.document {
    lang = page.lang,
    head(site, title),
    h.body {
      data_page = page.path, data_pack = site.title .. "/" .. site.edition.name,
      h.a { class = "skip", href = "#_main", "Skip to content" },
      h.p { class = "unpack", "Styles are missing: unpack the whole zip into a folder, then open its index.html." },
      header(page, site, frame.here),
      h.div {
        class = { "page", frame.side and "with-side" },
        frame.side,
        h.main { id = "_main", tabindex = -1, nav.breadcrumb(page, frame.crumb or title, frame.above), body },
      },
      footer(site),
    },
  }
end
