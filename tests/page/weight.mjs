// What a page weighs on the way to a telephone: the demo's, and one of a hundred posts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { axe, moved, open, serve } from "./browser.mjs";
import { Desk } from "./desk.mjs";
import { chance, prose } from "./prose.mjs";

const POSTS = 100;
const LARGEST_PAGE = 60_000;
const LARGEST_ASSETS = 25_000;

const PEOPLE = {
  ines: { name: "Ines Orlo", email: "ines@gazette.example" },
  piet: { name: "Piet Aalder", email: "piet@gazette.example" },
};

/** A story of a hundred posts of about a hundred words, filed and released by the real commands. */
function longStory(folder) {
  const desk = new Desk(folder, PEOPLE);
  const write = prose(chance(7));
  const at = (minute) => new Date(Date.UTC(2026, 2, 4, 6) + minute * 60_000).toISOString();
  desk.act("piet", at(0), "init", ".", "--name", "The Veen Gazette", "--timezone", "Europe/Amsterdam",
    "--url", "https://gazette.example");
  desk.act("piet", at(0), "contributor", "add", "ines-orlo", "--name", "Ines Orlo", "--email",
    "ines@gazette.example", "--role", "reporter");
  desk.act("ines", at(1), "story", "open", "thaw", "--title", "The long thaw", "--date", "2026-03-04");
  let words = 0;
  for (let post = 0; post < POSTS; post += 1) {
    const body = write.body();
    words += body.split(/\s+/).length;
    desk.act("ines", at(2 + post), "add", "--slug", `post-${post}`, "--headline",
      write.sentence().split(" ").slice(0, 9).join(" "), "--body", body, "--tag", "thaw", "--submit");
  }
  const slugs = Array.from({ length: POSTS }, (_, post) => `post-${post}`);
  desk.act("piet", at(POSTS + 3), "publish", "thaw", ...slugs, "--approve");
  desk.act("piet", at(POSTS + 4), "build", "--out", "site");
  return words;
}

export function weight(stage) {
  const zipped = (path) => gzipSync(readFileSync(path)).length;
  describe("the weight", () => {
    it("of style and script together is small, before they are packed", (context) => {
      const bytes = ["site.css", "site.js"].map((name) => readFileSync(join(stage.night, "assets", name)).length);
      context.diagnostic(`CSS ${bytes[0]} B, JS ${bytes[1]} B`);
      assert.ok(bytes[0] + bytes[1] < LARGEST_ASSETS, `${bytes}`);
    });

    it("of the demo's story is small", (context) => {
      const bytes = zipped(join(stage.night, "storm-night/index.html"));
      context.diagnostic(`the demo's story, 19 posts: ${bytes} B of HTML gzipped`);
      assert.ok(bytes < 16_000, `${bytes}`);
    });

    it(`of the first page of a story of ${POSTS} posts stays under ${LARGEST_PAGE} bytes of HTML, gzipped`, { timeout: 900_000 }, (context) => {
      const folder = join(stage.work, "long");
      const words = longStory(folder);
      const posts = (path) => readFileSync(join(folder, "site/thaw", path), "utf8").match(/<article /g).length;
      assert.deepEqual(["index.html", "page/1/index.html"].map(posts), [50, 50]);
      const bytes = zipped(join(folder, "site/thaw/index.html"));
      context.diagnostic(`50 of ${POSTS} posts of ${Math.round(words / POSTS)} words: ${bytes} B of HTML gzipped`);
      assert.ok(bytes < LARGEST_PAGE, `${bytes}`);
    });
  });

  describe("a long story", () => {
    let site;
    before(async () => (site = await serve(join(stage.work, "long/site"))));
    after(() => site.server.close());
    const look = (path, options) => open(stage.browser, site, path, options);

    it("leads from page to page, and axe finds nothing there", async () => {
      const page = await look("/thaw/", { viewport: { width: 360, height: 800 } });
      assert.deepEqual(await axe(page), []);
      await page.locator(".earlier a").click();
      assert.equal(await page.locator(".post").count(), 50);
      assert.deepEqual(await axe(page), []);
      await page.getByRole("link", { name: "Newer posts" }).click();
      await page.locator(".earlier").waitFor();
      assert.deepEqual(page.faults, []);
      assert.deepEqual(site.missing, []);
      await page.context().close();
    });

    it("stands still while it loads, on its first page and on those of earlier posts", async () => {
      for (const width of [360, 1280]) {
        for (const path of ["/thaw/", "/thaw/page/1/"]) {
          const page = await look(path, { viewport: { width, height: 800 } });
          assert.equal(await moved(page), 0, `${path} at ${width} px`);
          await page.context().close();
        }
      }
    });

    it("takes a link to a post that has moved to where it is now, and without a script to the link there", async () => {
      const first = await look("/thaw/page/1/");
      const id = await first.locator(".post").last().getAttribute("id");
      await first.context().close();
      const page = await look(`/thaw/#${id}`);
      await page.locator(`.post:target[id="${id}"]`).waitFor();
      assert.equal(new URL(page.url()).pathname, "/thaw/page/1/");
      await page.context().close();
      const plain = await look(`/thaw/#${id}`, { javaScriptEnabled: false });
      const link = plain.locator(".earlier li:has(:target) a");
      assert.equal(await link.count(), 1);
      await link.click();
      assert.equal(await plain.locator(`.post[id="${id}"]`).count(), 1);
      await plain.context().close();
    });
  });
}
