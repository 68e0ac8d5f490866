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
  button.type = "button";
  function order(oldest) {
    Array.prototype.slice.call(timeline.children).reverse()
      .forEach(function (post) { timeline.appendChild(post); });
    show(oldest);
  }
  function show(oldest) {
    label.textContent = oldest ? "Oldest first" : "Newest first";
    button.textContent = oldest ? "Show newest first" : "Show oldest first";
  }
  label.parentNode.appendChild(button);
  show(false);
  if (memory.oldest) order(true);
  button.addEventListener("click", function () {
    memory.oldest = !memory.oldest;
    order(memory.oldest);
    write(memory);
  });

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
  function tell(text, target, act) {
    status.textContent = text + " ";
    var element = document.createElement(target ? "a" : "button");
    if (target) { element.href = "#" + target; element.textContent = "Go there"; }
    else { element.type = "button"; element.textContent = "Show"; element.addEventListener("click", act); }
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
  if (story.dataset.live !== "yes" || !window.fetch || location.protocol === "file:") return;
  var known = "";
  function compare(latest) {
    var told = { first: 0, correction: 0, pull: 0 };
    latest.posts.forEach(function (post) {
      var here = document.getElementById(post.id);
      if (!here) { if (post.state === "live") told.first += 1; return; }
      if (post.release <= Number(here.dataset.release)) return;
      if (post.state !== "live") { if (here.classList.contains("live")) told.pull += 1; }
      else if (post.corrections > Number(here.dataset.corrections)) told.correction += 1;
    });
    var parts = [];
    if (told.first) parts.push(count(told.first, "new post", "new posts"));
    if (told.correction) parts.push(count(told.correction, "correction", "corrections"));
    if (told.pull) parts.push(count(told.pull, "post taken down", "posts taken down"));
    var text = parts.length ? parts.join(", ") + "." : "";
    if (text && text !== known) tell(text, "", function () { location.reload(); });
    known = text;
  }
  function poll() {
    if (document.hidden) return;
    fetch(story.dataset.latest, { cache: "no-cache" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (latest) { if (latest) compare(latest); })
      .catch(function () { /* offline: the next round asks again */ });
  }
  setInterval(poll, 20000);
  document.addEventListener("visibilitychange", poll);
})();
