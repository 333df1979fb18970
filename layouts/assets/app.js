/* Everything here is an extra: each page reads, prints and links without it. */
(function () {
	'use strict';

	var pack = document.body.dataset.pack, page = document.body.dataset.page;

	function $(selector, at) { return (at || document).querySelector(selector); }
	function $$(selector, at) { return Array.prototype.slice.call((at || document).querySelectorAll(selector)); }

	/* Storage may be refused, and what it holds may not be ours: answer, never throw. */
	function recall(key) {
		try { return JSON.parse(localStorage.getItem(pack + '/' + key)); } catch (refused) { return null; }
	}
	function remember(key, value) {
		try { localStorage.setItem(pack + '/' + key, JSON.stringify(value)); } catch (refused) { /* nothing is lost but a tick */ }
	}

	/* Side navigation: folded on phones, open beside the text. */
	var side = $('.side'), wide = matchMedia('(min-width: 64rem), print');
	function fold() { if (side) $('details', side).open = wide.matches; }
	fold();
	wide.addEventListener('change', fold);

	/* Pages opened on this device are ticked. */
	var read = recall('read');
	if (!Array.isArray(read)) read = [];
	if (read.indexOf(page) < 0) remember('read', read.concat(page));
	$$('.side [data-page]').forEach(function (a) {
		if (read.indexOf(a.dataset.page) >= 0) a.classList.add('read');
	});

	/*
	 * The contents follow the text: the current section is the last one that has come to the upper third. At the end of a
	 * page, where the last sections cannot come so far, it is the one that was asked for, else the last.
	 */
	var parts = $$('.side a[href^="#"]').map(function (a) {
		return { link: a, target: document.getElementById(decodeURIComponent(a.hash.slice(1))) };
	}).filter(function (part) { return part.target; });
	function follow() {
		var root = document.documentElement, end = root.scrollHeight - innerHeight - scrollY < 2 && scrollY > 0;
		var line = end ? innerHeight : innerHeight / 3, now = null;
		parts.forEach(function (part) {
			var asked = end && now && now.link.hash === location.hash && now.target.getBoundingClientRect().top >= 0;
			if (part.target.getBoundingClientRect().top < line && !asked) now = part;
		});
		parts.forEach(function (part) {
			if (part === now) part.link.setAttribute('aria-current', 'location');
			else part.link.removeAttribute('aria-current');
		});
	}
	if (parts.length) {
		follow();
		addEventListener('scroll', follow, { passive: true });
		addEventListener('hashchange', follow);
	}

	/* A long navigation shows where we are. */
	var here = side && $('[aria-current=page]', side);
	if (here && here.offsetTop > side.clientHeight) side.scrollTop = here.offsetTop - side.clientHeight / 2;

	/* Scrollers take focus only when they scroll. */
	function reach() {
		$$('.scroll, pre').forEach(function (box) {
			if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
			else box.removeAttribute('tabindex');
		});
	}
	reach();
	addEventListener('resize', reach);

	/* The age of the pack, on this device's calendar. */
	var made = $('[data-made]');
	if (made) {
		var days = Math.floor((Date.now() - Date.parse(made.dataset.made)) / 864e5);
		if (days === 0) made.textContent = 'made today';
		if (days > 0) made.textContent = days + (days === 1 ? ' day old' : ' days old') + (days > 60 ? ': ask for a newer one' : '');
	}

	/* Copy buttons. */
	function copy(text, done) {
		function old() {
			var area = document.createElement('textarea');
			area.value = text;
			document.body.appendChild(area);
			area.select();
			if (document.execCommand('copy')) done();
			area.remove();
		}
		if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, old);
		else old();
	}
	$$('[data-copy]').forEach(function (box) {
		var button = document.createElement('button');
		button.type = 'button';
		button.className = 'copy';
		function label(word) {
			button.textContent = word;
			button.setAttribute('aria-label', word + ' ' + box.dataset.copy);
		}
		label('Copy');
		button.addEventListener('click', function () {
			copy(box.textContent.trim(), function () {
				label('Copied');
				button.focus();
				setTimeout(label, 2000, 'Copy');
			});
		});
		box.parentNode.appendChild(button);
	});
})();
