// A reader who comes back, and one who has the page open while the desk goes on.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { open, post, text } from "./browser.mjs";
import { addressOf } from "./others.mjs";
import { END, LATER } from "./stage.mjs";

const SINCE = "Since you were here: 1 new post, 1 correction to a post you read.";

export function comingBack(stage) {
  describe("a reader who comes back", () => {
    afterEach(() => stage.show("night"));

    const order = (page) => page.locator(".timeline .post").evaluateAll((all) => all.map((one) => one.id));

    it("turns the order with the keyboard, and finds it so next time", async () => {
      const page = await stage.open("/storm-night/");
      const newest = await order(page);
      await page.getByRole("button", { name: "Show oldest first" }).focus();
      await page.keyboard.press("Enter");
      assert.deepEqual(await order(page), [...newest].reverse());
      assert.equal(await page.locator(".post").first().locator(".label").first().innerText(), "Pinned");
      await page.reload();
      assert.deepEqual(await order(page), [...newest].reverse());
      await page.getByRole("button", { name: "Show newest first" }).click();
      assert.deepEqual(await order(page), newest);
      await page.context().close();
    });

    it("is told nothing on a first visit, nor when nothing happened", async () => {
      const page = await stage.open("/storm-night/");
      assert.equal(await page.locator(".since").isVisible(), false);
      await page.reload();
      assert.equal(await page.locator(".since").isVisible(), false);
      await page.context().close();
    });

    it("is told of new posts and of corrections to posts already read", async () => {
      const first = await stage.open("/storm-night/");
      const context = first.context();
      await first.close();
      stage.show("later");
      const page = await open(stage.browser, stage.site, "/storm-night/", { context });
      assert.match(await text(page.locator(".since")), new RegExp(`^${SINCE}`));
      assert.equal(await page.locator(".since").getAttribute("role"), "status");
      await page.locator(".since a").click();
      const target = page.locator(".post:target");
      assert.equal(await target.getAttribute("id"), await post(page, LATER.fresh).getAttribute("id"));
      assert.deepEqual(page.faults, []);
      await context.close();
    });

    it("hears of it while the page is open, which does not move", async () => {
      const page = await stage.open("/storm-night/");
      const before = await order(page);
      stage.show("later");
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.locator(".since button").waitFor();
      assert.match(await text(page.locator(".since")), /^1 new post, 1 correction, 1 post taken down\. Show$/);
      assert.deepEqual(await order(page), before);
      stage.show("night");
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.locator(".since button").waitFor({ state: "detached" });
      assert.equal(await text(page.locator(".since")), "", "what came to nothing is not told any more");
      stage.show("later");
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.locator(".since button").click();
      await post(page, LATER.fresh).waitFor();
      await page.context().close();
    });

    it("sees what is new in its place on “Show”, stays where they are, and what was open stays open", async () => {
      const page = await stage.open("/storm-night/", { viewport: { width: 360, height: 700 } });
      await page.evaluate(() => (window.same = true));
      const read = post(page, "Tallow Hill Hospital loses mains power");
      await read.locator(".correction summary").click();
      await read.evaluate((one) => one.scrollIntoView({ block: "start", behavior: "instant" }));
      const place = () => read.evaluate((one) => Math.round(one.getBoundingClientRect().top));
      const before = await place();
      stage.show("later");
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.locator(".since button").click();
      await post(page, LATER.fresh).waitFor();
      assert.ok(Math.abs((await place()) - before) <= 1, `${before} is now ${await place()}`);
      assert.equal(await read.locator(".changes").isVisible(), true);
      assert.equal(await page.evaluate(() => window.same), true, "the page was not loaded again");
      const fresh = await (await page.request.get(page.url())).text();
      const ids = (html) => [...html.matchAll(/<article class="post \w+" id="(\w+)"/g)].map(([, id]) => id);
      assert.deepEqual(await page.locator(".post").evaluateAll((all) => all.map((one) => one.id)), ids(fresh));
      const days = [...fresh.matchAll(/<p class="day" data-day="([\d-]+)"/g)].map(([, day]) => day);
      assert.deepEqual(await page.locator(".day").evaluateAll((all) => all.map((one) => one.dataset.day)), days);
      assert.equal(await text(page.locator(".since")), "1 new post. Go there");
      await page.locator(".since a").click();
      assert.equal(await page.locator(".post:target h3").innerText(), LATER.fresh);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    const look = (page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

    it("hears of doubts, updates, what is put back, a correction to the story and the end of coverage", async () => {
      stage.show("later");
      const page = await stage.open("/storm-night/");
      stage.show("ended");
      await look(page);
      await page.locator(".since button").waitFor();
      assert.equal(
        await text(page.locator(".since")),
        "1 update, 1 change to what is in doubt, 1 post put back, a correction to the story, coverage has ended. Show",
      );
      await page.locator(".since button").click();
      await page.locator(".top .closed").waitFor();
      assert.equal(await text(page.locator(".since")), "", "nothing is new any more");
      await page.context().close();
    });

    it("hears of what comes after the end", async () => {
      stage.show("ended");
      const page = await stage.open("/storm-night/");
      stage.show("after");
      await look(page);
      await page.locator(".since button").waitFor();
      assert.equal(await text(page.locator(".since")), "1 new post, coverage goes on. Show");
      await page.locator(".since button").click();
      await post(page, END.last).waitFor();
      await page.context().close();
    });

    it("hears on a post's own page what became of it, and of no other", async () => {
      stage.show("night");
      const page = await stage.open(await addressOf(stage, LATER.pulled));
      stage.show("later");
      await look(page);
      await page.locator(".since button").waitFor();
      assert.equal(await text(page.locator(".since")), "1 post taken down. Show");
      await page.locator(".since button").click();
      await page.getByText(LATER.notice).waitFor();
      await page.context().close();
    });

    it("reads on where the browser keeps nothing", async () => {
      const context = await stage.browser.newContext();
      await context.addInitScript(() =>
        Object.defineProperty(window, "localStorage", { get() { throw new Error("kept nothing"); } }));
      const page = await open(stage.browser, stage.site, "/storm-night/", { context });
      assert.equal(await page.locator(".timeline .post").count(), 18);
      assert.deepEqual(page.faults, []);
      await context.close();
    });
  });
}
