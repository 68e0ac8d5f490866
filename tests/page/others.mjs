// The pages beside the story's: posts, histories, corrections, the front page; a post taken down.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { post, text } from "./browser.mjs";
import { LATER } from "./stage.mjs";

const HOSPITAL = "Tallow Hill Hospital loses mains power";

/** Where the page of the post with that headline is. */
export async function addressOf(stage, headline) {
  const page = await stage.open("/storm-night/");
  const id = await post(page, headline).getAttribute("id");
  await page.context().close();
  return `/storm-night/${id}/`;
}

export function contentOfOtherPages(stage) {
  describe("the other pages", () => {
    let hospital;
    before(async () => (hospital = await addressOf(stage, HOSPITAL)));

    const on = (path, look) => async () => {
      const page = await stage.open(path());
      try {
        await look(page);
      } finally {
        await page.context().close();
      }
    };

    it("a post's own page has its words, its correction and the way to its story and history",
      on(() => hospital, async (page) => {
        assert.deepEqual(await page.locator("h1").allInnerTexts(), [HOSPITAL]);
        assert.match(await text(page.locator(".when")), /^9:45 p\.m\. in Selan 7 November 2026/);
        assert.match(await text(page.locator(".correction")), /^Correction, 7 November 2026:/);
        await page.getByRole("link", { name: "Every version of this post" }).click();
        assert.match(await text(page.locator("h1")), /^Every version of/);
        await page.locator("h1 a").click();
        await page.locator(".standing a").click();
        assert.equal(new URL(page.url()).pathname, "/storm-night/");
      }));

    it("a post's history has every release, newest first, with the words as they stood",
      on(() => `${hospital}history/`, async (page) => {
        const releases = page.locator(".release");
        assert.deepEqual(
          await releases.locator("h2").evaluateAll((all) => all.map((one) => one.firstChild.textContent.trim())),
          ["Corrected", "Marked as doubtful", "First published"],
        );
        const first = releases.last();
        await first.locator("summary").click();
        assert.match(await text(first), /told the Courier by telephone that the hospital’s generators had failed/);
      }));

    it("the corrections page lists what was put right, newest first, and shows one kind alone",
      on(() => "/corrections/", async (page) => {
        const labels = page.locator(".item .label");
        assert.deepEqual(await labels.allInnerTexts(),
          ["Editors’ note", "Clarification", "Retraction", "Correction", "Correction"]);
        await page.getByRole("radio", { name: /^Retractions/ }).check();
        assert.deepEqual(
          await page.locator(".item:visible .label").allInnerTexts(), ["Retraction"]);
      }));

    it("the front page leads to the story and says how it stands",
      on(() => "/", async (page) => {
        const story = page.locator(".stories li");
        assert.match(await text(story), /^Live 18 posts Last change 12:50 p\.m\. in Selan/i);
        assert.match(await text(story.locator(".newest-line")), /^12:30 p\.m\. in Selan, 8 November 2026 It is 12:30 p\.m\. in Selan/);
        const picture = story.locator("img");
        assert.ok(Number(await picture.getAttribute("width")) > 600);
        await story.locator("h2 a").click();
        assert.equal(new URL(page.url()).pathname, "/storm-night/");
      }));

    it("every link inside the site leads somewhere, and every place on a page is there", async () => {
      const { browser, site } = stage;
      const context = await browser.newContext();
      const page = await context.newPage();
      const [queue, seen] = [["/"], new Set()];
      while (queue.length) {
        const path = queue.shift();
        if (seen.has(path)) continue;
        seen.add(path);
        const answer = await page.request.get(site.origin + path);
        assert.equal(answer.status(), 200, path);
        if (!answer.headers()["content-type"].startsWith("text/html")) continue;
        const html = await answer.text();
        const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
        for (const [, raw] of html.matchAll(/ (?:href|src)="([^"]+)"/g)) {
          const link = raw.replaceAll("&#x2f;", "/").replaceAll("&amp;", "&");
          const address = new URL(link, site.origin + path);
          if (address.origin !== site.origin) continue;
          if (address.hash && address.pathname === path) assert.ok(ids.has(address.hash.slice(1)), `${path} ${link}`);
          queue.push(address.pathname);
        }
      }
      assert.ok(seen.size > 50, `${seen.size} pages and files`);
      await context.close();
    });

    it("a post that is down has its notice in its place, on every page, and its words on none", async () => {
      stage.show("later");
      try {
        const page = await stage.open("/storm-night/");
        const down = page.locator(".post.pulled");
        assert.match(await text(down), new RegExp(`Taken down while it is checked.*${LATER.notice}`));
        assert.ok(!(await page.content()).includes(LATER.pulled));
        await page.goto(`${stage.site.origin}/corrections/`);
        assert.match(await text(page.locator(".item.of-pull")), new RegExp(LATER.notice));
        await page.context().close();
      } finally {
        stage.show("night");
      }
    });
  });
}
