// Another order, what is new since the last visit, word of new posts. The page is whole without it;
// what it remembers stays in the browser.
(function () {
  "use strict";
  var story = document.querySelector(".story[data-latest]");
  var timeline = story && story.querySelector(".timeline");
  if (!timeline) return;
  var status = story.querySelector(".since");
  var key = "newsroom:" + location.pathname;

  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (_) { return {}; }
  }
  function write(value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch (_) { /* private browsing */ }
  }
  function count(n, one, many) { return n + " " + (n === 1 ? one : many); }

  // Oldest or newest first.
  var memory = read();
  var label = story.querySelector(".order-now");
  var button = document.createElement("button");
  function order(oldest) {
    Array.from(timeline.children).reverse().forEach(function (post) { timeline.appendChild(post); });
    show(oldest);
  }
  function show(oldest) {
    label.textContent = oldest ? "Oldest first" : "Newest first";
    button.textContent = oldest ? "Show newest first" : "Show oldest first";
  }
  label.parentNode.appendChild(button);
  show(false);
  if (memory.oldest) order(true);
  button.onclick = function () {
    memory.oldest = !memory.oldest;
    order(memory.oldest);
    write(memory);
  };

  // Since you were here.
  var seen = memory.posts;
  var now = {};
  var fresh = [], corrected = [];
  story.querySelectorAll(".post").forEach(function (post) {
    var corrections = Number(post.dataset.corrections);
    now[post.id] = corrections;
    if (!seen || !post.classList.contains("live")) return;
    if (!(post.id in seen)) fresh.push(post);
    else if (corrections > seen[post.id]) corrected.push(post);
  });
  function tell(text, target) {
    status.textContent = text + " ";
    var element = document.createElement(target ? "a" : "button");
    element.textContent = target ? "Go there" : "Show";
    if (target) element.href = "#" + target;
    else element.onclick = function () { location.reload(); };
    status.appendChild(element);
  }
  if (fresh.length || corrected.length) {
    var parts = [];
    if (fresh.length) parts.push(count(fresh.length, "new post", "new posts"));
    if (corrected.length) {
      parts.push(count(corrected.length, "correction to a post you read", "corrections to posts you read"));
    }
    tell("Since you were here: " + parts.join(", ") + ".", (fresh[fresh.length - 1] || corrected[0]).id);
  }
  memory.posts = now;
  write(memory);

  // Word of what is new, without moving the page.
  if (story.dataset.live !== "yes" || location.protocol === "file:") return;
  var known = "";
  function compare(latest) {
    var first = 0, correction = 0, pull = 0;
    latest.posts.forEach(function (post) {
      var here = document.getElementById(post.id);
      var live = post.state === "live";
      if (!here) first += live;
      else if (post.release <= here.dataset.release) return;
      else if (!live) pull += here.classList.contains("live");
      else correction += post.corrections > here.dataset.corrections;
    });
    var parts = [];
    if (first) parts.push(count(first, "new post", "new posts"));
    if (correction) parts.push(count(correction, "correction", "corrections"));
    if (pull) parts.push(count(pull, "post taken down", "posts taken down"));
    var text = parts.join(", ") + ".";
    if (parts.length && text !== known) tell(text);
    known = text;
  }
  // `newsroom serve` says at once when to ask; a hidden page leaves the line to others.
  var events;
  function poll() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
      return;
    }
    fetch(story.dataset.latest, { cache: "no-cache" })
      .then(function (answer) {
        var at = answer.headers.get("X-Newsroom-Events");
        if (at && !events) (events = new EventSource(at)).onmessage = poll;
        return answer.json();
      })
      .then(compare)
      .catch(function () { /* offline: the next round asks again */ });
  }
  setInterval(poll, 20000);
  document.addEventListener("visibilitychange", poll);
  poll();
})();
