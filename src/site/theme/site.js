// What is new since the last visit and while the page is open, another order, times as the reader
// counts them, a link to copy, pictures opened large. The page is whole without it; what it remembers
// stays in the browser.
(() => {
  "use strict";
  var page = document.querySelector("[data-latest]");
  if (!page) return;
  var status = page.querySelector(".since");
  var timeline = page.querySelector(".timeline");
  var isStory = page.classList.contains("story");
  var key = "newsroom:" + location.pathname;
  var record = new URL("../.well-known/newsroom.json", document.currentScript.src);

  // The words of the page's language, and how it writes numbers and lists.
  var { lang = "en", words = {} } = window.newsroom || {};
  function say(id) { return words[id] || id; }
  function count(n, id) {
    var forms = words[id] || {};
    var form = forms[new Intl.PluralRules(lang).select(n)] || forms.other || "{n}";
    return form.replace("{n}", new Intl.NumberFormat(lang).format(n));
  }
  function list(parts) { return new Intl.ListFormat(lang, { type: "unit" }).format(parts); }

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (_) { return {}; }
  }
  function write(value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* private browsing */ }
  }
  function all(selector, within) { return Array.from((within || page).querySelectorAll(selector)); }
  function make(name, text, className) {
    var element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  }
  function button(text, act) {
    var made = make("button", text);
    made.type = "button";
    made.onclick = act;
    return made;
  }
  function named(id, within) { return (within || page).querySelector('.post[id="' + id + '"]'); }
  function tell(text, target) {
    status.textContent = text + " ";
    var next = target ? make("a", say("now-go")) : button(say("now-show"), show);
    if (target) next.href = "#" + target;
    status.appendChild(next);
    return next;
  }

  // A link to a post that has moved to a page of earlier ones goes on there.
  function goOn() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var moved = target && target.tagName === "I" && target.parentNode.querySelector("a");
    if (moved) location.replace(moved.href + location.hash);
  }
  goOn();
  window.addEventListener("hashchange", goOn);

  // Oldest or newest first, each day under its name.
  var memory = read();
  var days = {};
  function nameDays(from) {
    all(".day", from).forEach(day => { days[day.dataset.day] = day.textContent; });
  }
  function underDays() {
    all(".day", timeline).forEach(day => { day.remove(); });
    var last;
    all(".post", timeline).forEach(post => {
      var day = post.dataset.day;
      if (!day || day === last || !days[day]) return;
      last = day;
      var name = make("p", days[day], "day");
      name.dataset.day = day;
      timeline.insertBefore(name, post);
    });
  }
  function order() {
    all(".post", timeline).reverse().forEach(post => { timeline.appendChild(post); });
    underDays();
  }
  function turnable() {
    var label = page.querySelector(".order-now");
    var turn = button("", () => {
      memory.oldest = !memory.oldest;
      order();
      write(memory);
      name();
    });
    function name() {
      label.textContent = say(memory.oldest ? "oldest-first" : "newest-first");
      turn.textContent = say(memory.oldest ? "show-newest-first" : "show-oldest-first");
    }
    label.parentNode.appendChild(turn);
    if (memory.oldest) order();
    name();
  }

  // Since you were here.
  function note() {
    memory.posts = {};
    all(".post").forEach(post => { memory.posts[post.id] = Number(post.dataset.corrections); });
    write(memory);
  }
  function comeBack() {
    var seen = memory.posts, fresh = [], corrected = [], parts = [];
    all(".post.live").forEach(post => {
      if (!seen) return;
      if (!(post.id in seen)) fresh.push(post);
      else if (Number(post.dataset.corrections) > seen[post.id]) corrected.push(post);
    });
    if (fresh.length) parts.push(count(fresh.length, "new-posts"));
    if (corrected.length) parts.push(count(corrected.length, "read-corrections"));
    if (parts.length) {
      tell(say("since-you").replace("{news}", list(parts)), (fresh[fresh.length - 1] || corrected[0]).id);
    }
    note();
  }

  // How long ago it was, within the last hour, and the reader's own time where that is another one.
  function times() {
    all(".rail time").forEach(time => {
      var at = new Date(time.dateTime), minutes = Math.round((Date.now() - at) / 60000);
      var ago = time.querySelector(".ago");
      if (ago) ago.remove();
      if (minutes >= 0 && minutes < 60) {
        var relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(-minutes, "minute");
        time.appendChild(make("span", relative, "ago"));
      }
      var zone = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
      var there = zone ? Number(zone[1] + 1) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
      if (there === -at.getTimezoneOffset() || time.querySelector(".yours")) return;
      var here = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(at);
      time.appendChild(make("span", say("your-time").replace("{clock}", here), "yours"));
    });
  }

  // A link to a post, given away without leaving the page.
  function give(post, link, share) {
    var url = link.href;
    if (navigator.share) {
      navigator.share({ url: url, title: post.getAttribute("aria-label") || post.querySelector("h3").textContent })
        .catch(() => { /* the reader thought better of it */ });
    } else if (navigator.clipboard) {
      navigator.clipboard.writeText(url).then(() => {
        share.textContent = say("link-copied");
        share.setAttribute("role", "status");
      });
    }
  }
  function dress(post) {
    var tools = post.querySelector(".tools"), link = tools && tools.querySelector("a");
    if (!link || tools.querySelector("button") || !(navigator.share || navigator.clipboard)) return;
    var share = button(say(navigator.share ? "share" : "copy-link"), () => { give(post, link, share); });
    link.after(share);
  }

  // Pictures opened large, one after the other.
  var frame, pictures, shown;
  function enlarge(step) {
    shown = (shown + step + pictures.length) % pictures.length;
    var picture = pictures[shown], caption = picture.closest("figure").querySelector("figcaption");
    var image = frame.querySelector("img");
    image.src = picture.href;
    image.alt = picture.querySelector("img").alt;
    frame.querySelector("p").textContent = caption ? caption.innerText : "";
    all("button.turn", frame).forEach(one => { one.hidden = pictures.length < 2; });
  }
  function framed() {
    frame = make("dialog", "", "large");
    frame.setAttribute("aria-label", say("larger"));
    [["×", "close", () => { frame.close(); }], ["‹", "previous-picture", () => { enlarge(-1); }],
      ["›", "next-picture", () => { enlarge(1); }]].forEach((one, place) => {
      var made = button(one[0], one[2]);
      made.className = place ? "turn" : "close";
      made.setAttribute("aria-label", say(one[1]));
      frame.appendChild(made);
    });
    frame.appendChild(make("img"));
    frame.appendChild(make("p"));
    frame.onkeydown = event => {
      var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) enlarge(document.dir === "rtl" ? -step : step);
    };
    frame.onclick = event => { if (event.target === frame) frame.close(); };
    page.appendChild(frame);
  }
  page.addEventListener("click", event => {
    var picture = event.target.closest("a.picture");
    if (!picture || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    if (!frame) framed();
    pictures = all("a.picture", picture.closest(".post, .top, article") || page);
    shown = pictures.indexOf(picture);
    enlarge(0);
    frame.showModal();
  });

  // What another site has, once the reader asks for it.
  page.addEventListener("click", event => {
    var ask = event.target.closest("button.load");
    if (!ask) return;
    var there = make("iframe");
    there.src = ask.dataset.src;
    there.title = ask.dataset.title;
    there.allowFullscreen = true;
    there.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    there.referrerPolicy = "strict-origin-when-cross-origin";
    ask.closest(".embed").replaceChildren(there);
    there.focus();
  });

  // Word of what is new, without moving the page.
  var KINDS = "post correction clarification editors-note update doubt pull retraction restore".split(" ");

  // What readers were told of it since that release, each kind once: of what is gone, that it went.
  function since(one, release) {
    var kinds = {};
    one.told.forEach(act => {
      var went = act.kind === "pull" || act.kind === "retraction";
      if (act.n > release && went === (one.state !== "live")) kinds[act.kind] = true;
    });
    return Object.keys(kinds);
  }
  function news(latest) {
    var counts = {}, shown = {}, parts = [];
    (isStory ? all(".post") : [page]).forEach(post => {
      shown[post.id] = Number(post.dataset.release);
    });
    latest.posts.forEach(post => {
      var kinds = [];
      if (post.id in shown) kinds = since(post, shown[post.id]);
      else if (isStory && post.state === "live" && page.dataset.changed && post.published > page.dataset.changed) kinds = ["post"];
      kinds.forEach(kind => { counts[kind] = (counts[kind] || 0) + 1; });
    });
    KINDS.forEach(kind => {
      if (counts[kind]) parts.push(count(counts[kind], "new-" + kind + "s"));
    });
    // Pages of earlier posts tell of these alone.
    if (!isStory || !page.dataset.changed) return parts;
    if (latest.story) {
      since(latest.story, Number(page.dataset.release)).forEach(kind => { parts.push(say("story-" + kind)); });
    }
    if (latest.coverage === "closed" && page.dataset.coverage === "live") parts.push(say("coverage-ended"));
    if (latest.coverage === "live" && page.dataset.coverage === "closed") parts.push(say("coverage-on"));
    return parts;
  }
  var known = "";
  function compare(latest) {
    var parts = news(latest);
    var text = list(parts) + ".";
    if (parts.length && text !== known) {
      status.classList.add("news");
      tell(text.charAt(0).toUpperCase() + text.slice(1));
    }
    // What was told has come to nothing: a post that went again, coverage that goes on.
    else if (!parts.length && known) status.textContent = "";
    known = parts.length ? text : "";
  }

  // What is new is put in its place; what the reader looks at stays where it is.
  function swap(selector, next, put) {
    var here = page.querySelector(selector), there = next.querySelector(selector);
    if (here && there && here.children.length === there.children.length) {
      Array.from(there.children).forEach((child, place) => {
        if (!here.children[place].isEqualNode(child)) here.children[place].replaceWith(child);
      });
    } else if (here && there) here.replaceWith(there);
    else if (here) here.remove();
    else if (there) put(there);
  }
  function bringPosts(next) {
    var fresh = [];
    var posts = all(".timeline > .post", next).map(post => {
      var here = named(post.id, timeline);
      if (!named(post.id)) fresh.push(post.id);
      if (here && here.dataset.release === post.dataset.release) return here;
      if (here) here.replaceWith(post);
      return post;
    });
    // Those that have moved to a page of earlier ones stay here until the page is loaded again.
    all(".post", timeline).forEach(post => {
      if (posts.indexOf(post) >= 0) return;
      if (named(post.id, next)) post.remove();
      else posts.push(post);
    });
    if (memory.oldest) posts.reverse();
    posts.forEach((post, place) => {
      var there = timeline.querySelectorAll(":scope > .post")[place];
      if (there !== post) timeline.insertBefore(post, there || null);
    });
    nameDays(next);
    underDays();
    return fresh;
  }
  function bring(next) {
    var place = all(".post").find(post => post.getBoundingClientRect().bottom > 0);
    var id = place && place.id, before = place && place.getBoundingClientRect().top;
    // The browser's own way to keep the place would move the page once more.
    var root = document.documentElement.style;
    root.overflowAnchor = "none";
    var fresh = bringPosts(next);
    swap(".top", next);
    swap(".events", next, events => { page.querySelector(".posts").before(events); });
    swap(".pinned", next, pinned => { timeline.before(pinned); });
    swap(".earlier", next, earlier => { timeline.after(earlier); });
    ["release", "changed", "coverage"].forEach(name => {
      if (next.dataset[name]) page.dataset[name] = next.dataset[name];
    });
    all(".earlier i").forEach(moved => { if (named(moved.id, timeline)) moved.remove(); });
    ready();
    note();
    known = "";
    status.textContent = "";
    if (fresh.length) {
      tell(count(fresh.length, "new-posts") + ".", fresh[fresh.length - 1]).focus({ preventScroll: true });
    }
    var now = id && named(id);
    if (now && window.scrollY > 0) {
      window.scrollBy({ top: now.getBoundingClientRect().top - before, behavior: "instant" });
    }
    root.overflowAnchor = "";
  }
  function show() {
    if (!isStory || !timeline) return location.reload();
    fetch(location.pathname, { cache: "no-cache" })
      .then(answer => answer.text())
      .then(html => {
        var next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-latest]");
        // A page that is down, or that is another one by now, is shown whole.
        if (!next || !next.querySelector(".timeline")) location.reload();
        else bring(document.adoptNode(next));
      })
      .catch(() => { location.reload(); });
  }

  // What only a script can do is offered by it; on a wide screen the key events are open beside the posts.
  function ready() {
    all(".post").forEach(dress);
    all("button.load").forEach(ask => { ask.hidden = false; });
    times();
    var events = page.querySelector(".events details");
    if (events && window.matchMedia("(min-width:68rem)").matches) events.open = true;
  }

  // A question is a few hundred bytes: which state of the record the site shows. The story's own file
  // is asked for where that is another one. `newsroom serve` says at once when to ask, and has no such
  // state; a hidden page asks nothing.
  var events, served, state;
  function ask(url) { return fetch(url, { cache: "no-cache" }); }
  function latest() {
    return ask(page.dataset.latest).then(answer => {
      served = answer.headers.get("X-Newsroom-Events");
      if (served && !events) (events = new EventSource(served)).onmessage = latest;
      return answer.json();
    }).then(compare).catch(() => { /* offline: the next round asks again */ });
  }
  function poll() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
      return;
    }
    if (served || state === undefined || !record) {
      state = state || "";
      return latest();
    }
    ask(record)
      .then(answer => {
        if (answer.ok) return answer.text();
        record = null;
      })
      .then(text => {
        if (text && text === state) return;
        state = text || "";
        return latest();
      })
      .catch(() => { /* offline */ });
  }

  ready();
  if (timeline) {
    nameDays(timeline);
    turnable();
    comeBack();
    setInterval(times, 60000);
  }
  if (location.protocol === "file:") return;
  // Where coverage has ended little comes, but a correction may.
  setInterval(poll, page.dataset.coverage === "live" ? 12000 : 120000);
  document.addEventListener("visibilitychange", poll);
  poll();
})();
