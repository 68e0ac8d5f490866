// Another order, what is new since the last visit, word of what happens while the page is open. The
// page is whole without it; what it remembers stays in the browser.
(function () {
  "use strict";
  var page = document.querySelector("[data-latest]");
  if (!page) return;
  var status = page.querySelector(".since");
  var timeline = page.querySelector(".timeline");
  var isStory = page.classList.contains("story");
  var key = "newsroom:" + location.pathname;

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (_) { return {}; }
  }
  function write(value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* private browsing */ }
  }
  // The words of the page's language, and how it writes numbers and lists.
  var lang = (window.newsroom || {}).lang || "en";
  var words = (window.newsroom || {}).words || {};
  function say(id) { return words[id] || id; }
  function count(n, id) {
    var forms = words[id] || {};
    var form = forms[new Intl.PluralRules(lang).select(n)] || forms.other || "{n}";
    return form.replace("{n}", new Intl.NumberFormat(lang).format(n));
  }
  function list(parts) { return new Intl.ListFormat(lang, { type: "unit" }).format(parts); }
  function tell(text, target) {
    status.textContent = text + " ";
    var element = document.createElement(target ? "a" : "button");
    element.textContent = say(target ? "now-go" : "now-show");
    if (target) element.href = "#" + target;
    else element.onclick = function () { location.reload(); };
    status.appendChild(element);
  }

  // A link to a post that has moved to a page of earlier ones goes on there.
  function goOn() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    var moved = target && target.tagName === "I" && target.parentNode.querySelector("a");
    if (moved) location.replace(moved.href + location.hash);
  }
  goOn();
  window.addEventListener("hashchange", goOn);

  // Oldest or newest first.
  var memory = read();
  function turnable() {
    var label = page.querySelector(".order-now");
    var button = document.createElement("button");
    function order(oldest) {
      Array.from(timeline.children).reverse().forEach(function (post) { timeline.appendChild(post); });
      show(oldest);
    }
    function show(oldest) {
      label.textContent = say(oldest ? "oldest-first" : "newest-first");
      button.textContent = say(oldest ? "show-newest-first" : "show-oldest-first");
    }
    label.parentNode.appendChild(button);
    show(false);
    if (memory.oldest) order(true);
    button.onclick = function () {
      memory.oldest = !memory.oldest;
      order(memory.oldest);
      write(memory);
    };
  }

  // Since you were here.
  function comeBack() {
    var seen = memory.posts;
    var now = {};
    var fresh = [], corrected = [];
    page.querySelectorAll(".post").forEach(function (post) {
      var corrections = Number(post.dataset.corrections);
      now[post.id] = corrections;
      if (!seen || !post.classList.contains("live")) return;
      if (!(post.id in seen)) fresh.push(post);
      else if (corrections > seen[post.id]) corrected.push(post);
    });
    var parts = [];
    if (fresh.length) parts.push(count(fresh.length, "new-posts"));
    if (corrected.length) parts.push(count(corrected.length, "read-corrections"));
    if (parts.length) {
      tell(say("since-you").replace("{news}", list(parts)), (fresh[fresh.length - 1] || corrected[0]).id);
    }
    memory.posts = now;
    write(memory);
  }

  // Word of what is new, without moving the page.
  var POSTS = {
    "new": "new-posts",
    "correction": "new-corrections",
    "clarification": "new-clarifications",
    "editors-note": "new-editors-notes",
    "update": "new-updates",
    "doubt": "new-doubts",
    "pull": "new-pulls",
    "retraction": "new-retractions",
    "restore": "new-restores"
  };

  // What readers were told of it since that release, each kind once: of what is gone, that it went.
  function since(one, release) {
    var kinds = {};
    one.told.forEach(function (act) {
      var went = act.kind === "pull" || act.kind === "retraction";
      if (act.n > release && went === (one.state !== "live")) kinds[act.kind] = true;
    });
    return Object.keys(kinds);
  }
  function news(latest) {
    var counts = {}, shown = {}, parts = [];
    (isStory ? page.querySelectorAll(".post") : [page]).forEach(function (post) {
      shown[post.id] = Number(post.dataset.release);
    });
    latest.posts.forEach(function (post) {
      var kinds = [];
      if (post.id in shown) kinds = since(post, shown[post.id]);
      else if (isStory && post.state === "live" && page.dataset.changed && post.published > page.dataset.changed) kinds = ["new"];
      kinds.forEach(function (kind) { counts[kind] = (counts[kind] || 0) + 1; });
    });
    Object.keys(POSTS).forEach(function (kind) {
      if (counts[kind]) parts.push(count(counts[kind], POSTS[kind]));
    });
    if (!isStory) return parts;
    // Pages of earlier posts tell of these alone.
    if (!page.dataset.changed) return parts;
    if (latest.story) {
      since(latest.story, Number(page.dataset.release)).forEach(function (kind) { parts.push(say("story-" + kind)); });
    }
    if (latest.coverage === "closed" && page.dataset.coverage === "live") parts.push(say("coverage-ended"));
    if (latest.coverage === "live" && page.dataset.coverage === "closed") parts.push(say("coverage-on"));
    return parts;
  }
  var known = "";
  function compare(latest) {
    var parts = news(latest);
    var text = list(parts) + ".";
    if (parts.length && text !== known) tell(text.charAt(0).toUpperCase() + text.slice(1));
    // What was told has come to nothing: a post that went again, coverage that goes on.
    else if (!parts.length && known) status.textContent = "";
    known = parts.length ? text : "";
  }
  // `newsroom serve` says at once when to ask; a hidden page leaves the line to others.
  var events;
  function poll() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
      return;
    }
    fetch(page.dataset.latest, { cache: "no-cache" })
      .then(function (answer) {
        var at = answer.headers.get("X-Newsroom-Events");
        if (at && !events) (events = new EventSource(at)).onmessage = poll;
        return answer.json();
      })
      .then(compare)
      .catch(function () { /* offline: the next round asks again */ });
  }

  if (timeline) {
    turnable();
    comeBack();
  }
  if (location.protocol === "file:") return;
  // Where coverage has ended little comes, but a correction may.
  setInterval(poll, page.dataset.coverage === "live" ? 20000 : 120000);
  document.addEventListener("visibilitychange", poll);
  poll();
})();
