// What is new since the last visit and while the page is open, another order, times as the reader
// counts them, a link to copy, pictures opened large. The page is whole without it; what it remembers
// stays in the browser.
(() => {
  var doc = document, page = doc.querySelector("[data-latest]");
  if (!page) return;
  var one = (css, box) => (box || page).querySelector(css);
  var all = (css, box) => [...(box || page).querySelectorAll(css)];
  var status = one(".since");
  var feed = one(".timeline");
  var data = page.dataset;
  var isStory = page.classList.contains("story");
  var key = "newsroom:" + location.pathname;
  var record = new URL("../.well-known/newsroom.json", doc.currentScript.src);

  // The words of the page's language, and how it writes numbers and lists.
  var { lang = "en", words = {} } = window.newsroom || {};
  try { new Intl.PluralRules(lang); } catch (_) { lang = "en"; }
  var say = id => words[id] || id;
  function count(n, id) {
    var forms = words[id] || {};
    var form = forms[new Intl.PluralRules(lang).select(n)] || forms.other || "{n}";
    return form.replace("{n}", new Intl.NumberFormat(lang).format(n));
  }
  var list = parts => new Intl.ListFormat(lang, { type: "unit" }).format(parts);

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (_) { return {}; }
  }
  function write(value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* private browsing */ }
  }
  function make(name, text, className) {
    var made = doc.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function button(text, act) {
    var made = make("button", text);
    made.type = "button";
    made.onclick = act;
    return made;
  }
  var named = (id, box) => one('.post[id="' + id + '"]', box);
  function tell(text, target) {
    status.textContent = text + " ";
    var next = target ? make("a", say("now-go")) : button(say("now-show"), show);
    if (target) next.href = "#" + target;
    status.append(next);
    return next;
  }

  // A link to a post that has moved to a page of earlier ones goes on there.
  function goOn() {
    var target = location.hash && doc.getElementById(location.hash.slice(1));
    var moved = target && target.tagName === "I" && target.parentNode.querySelector("a");
    if (moved) location.replace(moved.href + location.hash);
  }
  goOn();
  addEventListener("hashchange", goOn);

  // Oldest or newest first, each day under its name.
  var memory = read();
  var days = {};
  function nameDays(from) {
    all(".day", from).forEach(day => days[day.dataset.day] = day.textContent);
  }
  function underDays() {
    all(".day", feed).forEach(day => day.remove());
    var last;
    all(".post", feed).forEach(post => {
      var day = post.dataset.day;
      if (!day || day === last || !days[day]) return;
      last = day;
      var name = make("p", days[day], "day");
      name.dataset.day = day;
      post.before(name);
    });
  }
  function order() {
    all(".post", feed).reverse().forEach(post => feed.append(post));
    underDays();
  }
  function turnable() {
    var place = one(".order");
    if (!place) return;
    function name() {
      one(".order-now").textContent = say(memory.oldest ? "oldest-first" : "newest-first");
      turn.textContent = say(memory.oldest ? "show-newest-first" : "show-oldest-first");
    }
    var turn = button("", () => {
      memory.oldest = !memory.oldest;
      order();
      write(memory);
      name();
    });
    place.replaceWith(turn);
    if (memory.oldest) order();
    name();
  }

  // Since you were here.
  function note() {
    memory.posts = {};
    all(".post").forEach(post => memory.posts[post.id] = +post.dataset.corrections);
    write(memory);
  }
  function comeBack() {
    var seen = memory.posts, fresh = [], fixed = [], parts = [];
    all(".post.live").forEach(post => {
      if (!seen) return;
      if (!(post.id in seen)) fresh.push(post);
      else if (+post.dataset.corrections > seen[post.id]) fixed.push(post);
    });
    if (fresh.length) parts.push(count(fresh.length, "new-posts"));
    if (fixed.length) parts.push(count(fixed.length, "read-corrections"));
    if (parts.length) {
      tell(say("since-you").replace("{news}", list(parts)), (fresh[fresh.length - 1] || fixed[0]).id);
    }
    note();
  }

  // How long ago it was, within the last hour, and the reader's own time where that is another one.
  function times() {
    all(".rail time").forEach(time => {
      var at = new Date(time.dateTime), minutes = Math.round((Date.now() - at) / 60000);
      var ago = one(".ago", time);
      if (ago) ago.remove();
      if (minutes >= 0 && minutes < 60) {
        var relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
        time.append(make("span", relative.format(-minutes, "minute"), "ago"));
      }
      var there = (new Date(time.dateTime.slice(0, 19) + "Z") - at) / 60000;
      if (there === -at.getTimezoneOffset() || one(".yours", time)) return;
      var here = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit" }).format(at);
      time.append(make("span", say("your-time").replace("{clock}", here), "yours"));
    });
  }

  // A link to a post, given away without leaving the page.
  function give(url, said) {
    if (navigator.share) navigator.share({ url, title: doc.title }).catch(() => { /* thought better of it */ });
    else navigator.clipboard.writeText(url).then(() => said.textContent = say("link-copied"));
  }
  function dress(post) {
    var tools = one(".tools", post), link = tools && one("a", tools), said = make("span", "", "quiet");
    if (!link || one("button", tools) || !(navigator.share || navigator.clipboard)) return;
    var share = button(say(navigator.share ? "share" : "copy-link"), () => give(link.href, said));
    said.role = "status";
    said.lang = share.lang = lang;
    link.after(share, said);
  }

  // Pictures opened large, one after the other.
  var frame, pictures, shown;
  function enlarge(step) {
    shown = (shown + step + pictures.length) % pictures.length;
    var picture = pictures[shown], caption = picture.closest("figure").querySelector("figcaption");
    var image = one("img", frame);
    image.src = picture.href;
    image.alt = one("img", picture).alt;
    one("p", frame).textContent = caption ? caption.innerText : "";
    all("button.turn", frame).forEach(turn => turn.hidden = pictures.length < 2);
  }
  function framed() {
    frame = make("dialog", "", "large");
    frame.ariaLabel = say("larger");
    [["×", "close", () => frame.close()], ["‹", "previous-picture", () => enlarge(-1)],
      ["›", "next-picture", () => enlarge(1)]].forEach(([sign, id, act], place) => {
      var made = button(sign, act);
      made.className = place ? "turn" : "close";
      made.ariaLabel = say(id);
      frame.append(made);
    });
    frame.append(make("img"));
    frame.append(make("p"));
    frame.onkeydown = event => {
      var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) enlarge(doc.dir === "rtl" ? -step : step);
    };
    frame.onclick = event => { if (event.target === frame) frame.close(); };
    page.append(frame);
  }
  function open(picture) {
    if (!frame) framed();
    pictures = all("a.picture", picture.closest(".post, .top, article") || page);
    shown = pictures.indexOf(picture);
    enlarge(0);
    frame.showModal();
  }

  // What another site has, once the reader asks for it.
  function load(ask) {
    var there = make("iframe");
    there.src = ask.dataset.src;
    there.title = ask.dataset.title;
    there.allowFullscreen = true;
    there.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
    ask.closest(".embed").replaceChildren(there);
    there.focus();
  }
  page.addEventListener("click", event => {
    var picture = event.target.closest("a.picture"), ask = event.target.closest("button.load");
    if (ask) load(ask);
    if (!picture || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    open(picture);
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
      shown[post.id] = +post.dataset.release;
    });
    latest.posts.forEach(post => {
      var kinds = [];
      if (post.id in shown) kinds = since(post, shown[post.id]);
      else if (isStory && post.state === "live" && data.changed && post.published > data.changed) kinds = ["post"];
      kinds.forEach(kind => counts[kind] = (counts[kind] || 0) + 1);
    });
    KINDS.forEach(kind => {
      if (counts[kind]) parts.push(count(counts[kind], "new-" + kind + "s"));
    });
    // Pages of earlier posts tell of these alone.
    if (!isStory || !data.changed) return parts;
    if (latest.story) {
      since(latest.story, +data.release).forEach(kind => parts.push(say("story-" + kind)));
    }
    if (latest.coverage === "closed" && data.coverage === "live") parts.push(say("coverage-ended"));
    if (latest.coverage === "live" && data.coverage === "closed") parts.push(say("coverage-on"));
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

  // What is new is put in its place; what the reader looks at stays where it is. Whether it is new is
  // told by the page as it came: the script and the reader have changed the one that is shown.
  var came = new WeakMap();
  function keep(from) {
    all(".post, .top > *, .events, .pinned, .earlier, .none", from).forEach(part => came.set(part, part.outerHTML));
  }
  function renew(here, there) {
    if (came.get(here) === came.get(there)) return here;
    var folds = all("details", here);
    all("details", there).forEach((fold, place) => { if (folds[place]) fold.open = folds[place].open; });
    here.replaceWith(there);
    return there;
  }
  function swap(css, next, put) {
    var here = one(css), there = one(css, next);
    if (here && there) renew(here, there);
    else if (here) here.remove();
    else if (there) put(there);
  }
  function swapTop(next) {
    var here = one(".top"), there = one(".top", next);
    if (here.children.length !== there.children.length) here.replaceWith(there);
    else [...there.children].forEach((child, place) => renew(here.children[place], child));
  }
  function bringPosts(next) {
    var fresh = [];
    var posts = all(".timeline > .post", next).map(post => {
      var here = named(post.id, feed);
      if (!named(post.id)) fresh.push(post.id);
      return here ? renew(here, post) : post;
    });
    // Those that have moved to a page of earlier ones stay here until the page is loaded again.
    all(".post", feed).forEach(post => {
      if (posts.indexOf(post) >= 0) return;
      if (named(post.id, next)) post.remove();
      else posts.push(post);
    });
    if (memory.oldest) posts.reverse();
    posts.forEach((post, place) => {
      var there = feed.querySelectorAll(":scope > .post")[place];
      if (there !== post) feed.insertBefore(post, there || null);
    });
    nameDays(next);
    underDays();
    return fresh;
  }
  function bring(next) {
    var place = all(".post").find(post => post.getBoundingClientRect().bottom > 0);
    var id = place && place.id, before = place && place.getBoundingClientRect().top;
    // The browser's own way to keep the place would move the page once more.
    var root = doc.documentElement.style;
    root.overflowAnchor = "none";
    keep(next);
    var fresh = bringPosts(next), updates = one("#updates");
    swapTop(next);
    swap(".events", next, events => one(".posts").before(events));
    swap(".pinned", next, pinned => feed.before(pinned));
    swap(".earlier", next, earlier => feed.after(earlier));
    swap(".none", next, () => {});
    updates.textContent = one("#updates", next).textContent;
    ["release", "changed", "coverage"].forEach(name => {
      if (next.dataset[name]) data[name] = next.dataset[name];
    });
    all(".earlier i").forEach(moved => { if (named(moved.id, feed)) moved.remove(); });
    ready();
    note();
    known = "";
    status.textContent = "";
    updates.tabIndex = -1;
    (fresh.length ? goTo(fresh) : updates).focus({ preventScroll: true });
    var now = id && named(id);
    if (now && scrollY > 0) {
      scrollBy({ top: now.getBoundingClientRect().top - before, behavior: "instant" });
    }
    root.overflowAnchor = "";
  }
  // The way to what is new stands until it is taken, or the reader goes on by a screen.
  function goTo(fresh) {
    var from = scrollY;
    var link = tell(count(fresh.length, "new-posts") + ".", fresh[fresh.length - 1]);
    function done() { if (link.isConnected) status.textContent = ""; }
    link.onclick = () => setTimeout(done);
    addEventListener("scroll", () => { if (Math.abs(scrollY - from) > innerHeight) done(); });
    return link;
  }
  function show() {
    if (!isStory || !feed) return location.reload();
    ask(location.pathname)
      .then(answer => answer.text())
      .then(html => {
        var next = new DOMParser().parseFromString(html, "text/html").querySelector("[data-latest]");
        // A page that is down, or that is another one by now, is shown whole.
        if (!next || !one(".timeline", next)) location.reload();
        else bring(doc.adoptNode(next));
      })
      .catch(() => location.reload());
  }

  // What only a script can do is offered by it; on a wide screen the key events are open beside the posts.
  function ready() {
    all(".post").forEach(dress);
    all(".load").forEach(ask => ask.hidden = false);
    times();
    var events = one(".events details");
    if (events && matchMedia("(min-width:68rem)").matches) events.open = true;
  }

  // A question is a few hundred bytes: which state of the record the site shows. The story's own file
  // is asked for where that is another one. `newsroom serve` says at once when to ask, and has no such
  // state; a hidden page asks nothing.
  var events, served, state;
  var ask = url => fetch(url, { cache: "no-cache" });
  function latest() {
    return ask(data.latest).then(answer => {
      served = answer.headers.get("X-Newsroom-Events");
      // A page that was hidden meanwhile leaves the line to others.
      if (served && !events && !doc.hidden) (events = new EventSource(served)).onmessage = latest;
      return answer.json();
    }).then(compare).catch(() => { /* offline: the next round asks again */ });
  }
  function poll() {
    if (doc.hidden) {
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

  keep(page);
  ready();
  if (feed) {
    nameDays(feed);
    turnable();
    comeBack();
    setInterval(times, 60000);
  }
  if (location.protocol === "file:") return;
  // Where coverage has ended little comes, but a correction may.
  setInterval(poll, data.coverage === "live" ? 12000 : 120000);
  doc.addEventListener("visibilitychange", poll);
  poll();
})();
