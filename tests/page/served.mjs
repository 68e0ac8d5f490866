// A page that is open in a browser while `newsroom serve` follows the desk.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { open, post, text } from "./browser.mjs";
import { demo } from "./desk.mjs";

const LATEST = 1_000;
const AT = (time) => `2026-11-08T${time}:00+02:00`;
const PATH = "/storm-night/";

export function served(stage) {
  describe("a page open on newsroom serve", () => {
    let desk, site;
    before(async () => {
      desk = demo(join(stage.work, "served"));
      site = await desk.serve("ed");
    });
    after(() => site?.stop());

    const visit = (options) => open(stage.browser, site, PATH, options);

    /** The page, once it listens. */
    async function listening() {
      const page = await visit();
      await page.waitForFunction(() =>
        performance.getEntriesByType("resource").some((one) => one.name.endsWith("/latest.json")));
      return page;
    }

    /** Waits until the page says it; how long that took since the command came back. */
    async function told(page, words) {
      const done = performance.now();
      await page.waitForFunction(
        (words) => document.querySelector(".since").textContent.startsWith(words), words, { polling: 5 });
      return performance.now() - done;
    }

    it("is told of a new post, a correction and a pull within a second, and does not move", async (context) => {
      const page = await listening();
      const reading = page.locator(".timeline .post").nth(9);
      await reading.scrollIntoViewIfNeeded();
      const place = () => reading.evaluate((one) => one.getBoundingClientRect().top);
      const before = await place();
      const order = () => page.locator(".post").evaluateAll((all) => all.map((one) => one.id));
      const posts = await order();
      const steps = [
        ["1 new post.", () => {
          desk.act("ana", AT("13:20"), "add", "--slug", "mouth", "--headline", "Harbour mouth opens", "--submit");
          desk.act("ed", AT("13:24"), "publish", "mouth", "--approve");
        }],
        ["1 new post, 1 correction.", () => {
          desk.act("ana", AT("13:30"), "correct", "lighthouse", "--tell-readers", "It was four hours.",
            "--headline", "Lamp at Vessin Point was dark for four hours",
            "--replace", "until 1:52 a.m.=>until 12:52 a.m.", "--submit");
          desk.act("ed", AT("13:33"), "diff", "lighthouse");
          desk.act("ed", AT("13:34"), "publish", "lighthouse", "--approve");
        }],
        ["1 new post, 1 correction, 1 post taken down.", () => {
          desk.act("ed", AT("13:40"), "pull", "last-call", "--tell-readers", "We ask the family first.");
        }],
      ];
      for (const [words, act] of steps) {
        act();
        const took = await told(page, words);
        context.diagnostic(`“${words}” ${Math.round(took)} ms after the command`);
        assert.ok(took < LATEST, `${words}: ${took} ms`);
        const moved = Math.abs(await place() - before);
        assert.ok(moved < 2, `what is being read moved by ${moved} px`);
        assert.deepEqual(await order(), posts);
      }
      await page.locator(".since button").click();
      await post(page, "Harbour mouth opens").waitFor();
      assert.equal(await page.locator(".post.pulled").count(), 1);
      assert.deepEqual([page.faults, page.foreign], [[], []]);
      await page.context().close();
    });

    it("hears again after the server was away", async () => {
      const page = await listening();
      const { port } = new URL(site.origin);
      await site.stop();
      desk.act("ana", AT("14:00"), "add", "--slug", "quay", "--headline", "The quay is dry", "--submit");
      desk.act("ed", AT("14:01"), "publish", "quay", "--approve");
      site = await desk.serve("ed", "--port", port);
      await page.locator(".since button").waitFor({ timeout: 10_000 });
      assert.match(await text(page.locator(".since")), /^1 new post\./);
      await page.context().close();
    });

    it("gives its line back while it is hidden, so that many pages can be open", async () => {
      const context = await stage.browser.newContext();
      const hide = (page, hidden) => page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
      const pages = [];
      for (let count = 0; count < 8; count += 1) {
        const page = await open(stage.browser, site, PATH, { context });
        pages.push(page);
        await hide(page, true);
      }
      const back = pages[0].waitForResponse((answer) => answer.url().endsWith("/-/events"));
      await hide(pages[0], false);
      assert.equal((await back).status(), 200);
      await context.close();
    });

    it("takes no line where it was hidden before it had heard for the first time", async () => {
      const context = await stage.browser.newContext();
      let release;
      const held = new Promise((done) => (release = done));
      await context.route("**/latest.json", async (route) => {
        await held;
        await route.continue();
      });
      const page = await open(stage.browser, site, PATH, { context });
      const lines = [];
      page.on("request", (asked) => asked.url().endsWith("/-/events") && lines.push(asked.url()));
      await page.evaluate(() => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      const answered = page.waitForResponse((answer) => answer.url().endsWith("/latest.json"));
      release();
      await (await answered).finished();
      // What follows the answer in the page has had its turn when another question is answered.
      await page.evaluate(() => fetch(location.href).then((answer) => answer.text()));
      assert.deepEqual(lines, []);
      await context.close();
    });

    it("has all its words without JavaScript, and the new ones when it is loaded again", async () => {
      const page = await visit({ javaScriptEnabled: false });
      const posts = await page.locator(".post").count();
      desk.act("ana", AT("15:00"), "add", "--slug", "tide", "--headline", "The tide turns", "--submit");
      desk.act("ed", AT("15:01"), "publish", "tide", "--approve");
      const until = performance.now() + 5_000;
      do await page.reload(); while (performance.now() < until && !(await post(page, "The tide turns").count()));
      assert.equal(await page.locator(".post").count(), posts + 1);
      await page.context().close();
    });

    it("of the desk's words says that it is a preview, and is told of a draft", async () => {
      const preview = await desk.serve("ed", "--desk");
      try {
        const page = await open(stage.browser, preview, PATH);
        assert.match(await text(page.getByRole("complementary", { name: "Preview" })), /^Preview, not public:/);
        desk.act("ana", AT("16:00"), "add", "--slug", "draft", "--headline", "Nobody has read this", "--submit");
        assert.ok(await told(page, "1 new post.") < LATEST);
        await page.reload();
        await post(page, "Nobody has read this").waitFor();
        assert.deepEqual([page.faults, page.foreign], [[], []]);
        await page.context().close();
      } finally {
        await preview.stop();
      }
    });
  });

  describe("a page on a web server with plain files", () => {
    it("asks for what is new and for nothing that is not there", async () => {
      const page = await stage.open(PATH);
      await page.waitForFunction(() =>
        performance.getEntriesByType("resource").some((one) => one.name.endsWith("/latest.json")));
      const asked = await page.evaluate(() => performance.getEntriesByType("resource").map((one) => one.name));
      assert.equal(asked.filter((name) => name.endsWith("/latest.json")).length, 1);
      assert.deepEqual(asked.filter((name) => name.includes("events")), []);
      assert.deepEqual(stage.site.missing, []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  });
}
