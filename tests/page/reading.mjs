// What a reader does on a page besides reading: opens pictures, gives links away, asks for a film.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { axe, moved, post, text } from "./browser.mjs";
import { MEDIA } from "./stage.mjs";

export function reading(stage) {
  describe("a reader at a page", () => {
    beforeEach(() => stage.show("pictured"));
    afterEach(() => stage.show("night"));

    it("opens a picture large, turns to the next with the keyboard, and is back where they were", async () => {
      const page = await stage.open("/storm-night/");
      const views = post(page, MEDIA.gallery);
      assert.equal(await views.locator(".gallery img").count(), 2);
      await views.locator("a.picture").first().focus();
      await page.keyboard.press("Enter");
      const large = page.locator("dialog.large");
      await large.waitFor();
      const alt = () => large.locator("img").getAttribute("alt");
      assert.equal(await alt(), "The lamp burns");
      await page.keyboard.press("ArrowRight");
      assert.equal(await alt(), "The lamp is dark");
      assert.match(await text(large.locator("p")), /Credit: Vera Stohl/);
      await page.keyboard.press("Escape");
      await large.waitFor({ state: "hidden" });
      assert.equal(await views.locator("a.picture").first().evaluate((one) => one === document.activeElement), true);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    it("without a script a picture leads to its file", async () => {
      const page = await stage.open("/storm-night/", { javaScriptEnabled: false });
      await post(page, MEDIA.gallery).locator("a.picture").first().click();
      assert.match(page.url(), /storm-night\/media\/.*\.jpg$/);
      await page.context().close();
    });

    it("meets nothing of another site before they ask for it", async () => {
      const page = await stage.open("/storm-night/");
      const film = post(page, MEDIA.film);
      const foreign = () => page.foreign.filter((url) => url.includes("tube.example"));
      assert.match(await text(film.locator(".embed")), /tube\.example.*The salvage tug at work/);
      assert.deepEqual([foreign(), await page.locator("iframe").count()], [[], 0]);
      await film.getByRole("button", { name: "Show what tube.example has here" }).click();
      await film.locator("iframe").waitFor({ state: "attached" });
      assert.equal(await film.locator("iframe").getAttribute("src"), "https://tube.example/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv");
      assert.equal(await film.locator("iframe").getAttribute("title"), "The salvage tug at work");
      await page.context().close();
    });

    it("copies the link to a post without leaving the page", async () => {
      const page = await stage.open("/storm-night/", { permissions: ["clipboard-read", "clipboard-write"] });
      const views = post(page, MEDIA.gallery);
      await views.getByRole("button", { name: "Copy the link" }).click();
      await views.getByText("The link is copied.").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, await views.locator(".tools a").first().evaluate((one) => one.href));
      await page.context().close();
    });

    it("is told how long ago it was, and their own time where that is another one", async () => {
      const far = await stage.open("/storm-night/", { timezoneId: "Asia/Tokyo" });
      const rail = post(far, MEDIA.film).locator(".rail time");
      assert.match(await text(rail), /^3:26 p\.m\. 10:26 PM your time$/);
      await far.context().close();
      const near = await stage.open("/storm-night/", { timezoneId: "Europe/Kyiv" });
      assert.equal(await text(post(near, MEDIA.film).locator(".rail time")), "3:26 p.m.");
      await near.clock.setFixedTime(new Date("2026-11-08T15:31:00+02:00"));
      await near.reload();
      assert.equal(await text(post(near, MEDIA.film).locator(".rail time")), "3:26 p.m. 5 minutes ago");
      await near.context().close();
    });

    it("finds key events folded on a phone, open on a wide screen, and a way to the newest post", async () => {
      const phone = await stage.open("/storm-night/", { viewport: { width: 360, height: 800 } });
      assert.equal(await phone.locator(".events li").first().isVisible(), false);
      await phone.locator(".events summary").click();
      assert.equal(await phone.locator(".events li").first().isVisible(), true);
      await phone.locator("a.newest").click();
      await phone.waitForFunction(() => {
        const { top } = document.getElementById("updates").getBoundingClientRect();
        return top >= 0 && top < 100;
      });
      await phone.context().close();
      const wide = await stage.open("/storm-night/", { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
      assert.equal(await wide.locator(".events li").first().isVisible(), true, "without a script, too");
      await wide.context().close();
    });

    it("meets the first update within one and a half screens of a phone", async (context) => {
      stage.show("night");
      const page = await stage.open("/storm-night/", { viewport: { width: 412, height: 823 } });
      const top = await page.locator(".post").first().evaluate((one) => one.getBoundingClientRect().top + scrollY);
      context.diagnostic(`the first update is ${Math.round(top)} px down`);
      assert.ok(top <= 1.5 * 823, `${top}`);
      await page.context().close();
    });

    it("reads a table, words that were struck out, a note and a bare address as what they are", async () => {
      const page = await stage.open("/storm-night/", { viewport: { width: 360, height: 800 } });
      const tally = post(page, MEDIA.tally);
      assert.deepEqual(await tally.locator("th").allTextContents(), ["Street", "Homes", "Back since", "Substation", "Transformers", "Crew"]);
      assert.equal(await text(tally.locator("tbody tr").first()), "Orla Street 340 9:07 a.m. Harbourside undamaged Tirren Power, second crew");
      assert.equal(await tally.locator("tbody td").nth(1).evaluate((cell) => getComputedStyle(cell).textAlign), "end");
      assert.equal(await tally.locator("del").textContent(), "300");
      assert.equal(await tally.locator("sup").textContent(), "1");
      assert.equal(await text(tally.locator(".notes li")), "Homes with a meter of their own.");
      assert.equal(await tally.getByRole("link", { name: "https://power.example/tally" }).getAttribute("href"), "https://power.example/tally");
      // What is wider than the screen can be moved with the keyboard; the page is no wider.
      const wide = tally.locator(".wide");
      assert.ok(await wide.evaluate((box) => box.scrollWidth > box.clientWidth));
      await wide.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((box) => box.scrollLeft > 0, await wide.elementHandle());
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

    it("sees nothing move while a page loads", async () => {
      for (const width of [360, 1280]) {
        for (const path of ["/", "/storm-night/"]) {
          const page = await stage.open(path, { viewport: { width, height: 800 } });
          const shift = await moved(page);
          assert.equal(shift, 0, `${path} at ${width} px`);
          await page.context().close();
        }
      }
    });
  });
}
