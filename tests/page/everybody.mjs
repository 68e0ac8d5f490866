// For eyes, ears, thumbs, keys and printers: what holds on every kind of page.
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { axe } from "./browser.mjs";
import { addressOf } from "./others.mjs";

const WIDTHS = [360, 1280];
const SCHEMES = ["light", "dark"];

export function forEverybody(stage) {
  describe("on every page", () => {
    const pages = { story: "/storm-night/", corrections: "/corrections/", index: "/" };
    before(async () => {
      pages.post = await addressOf(stage, "Tallow Hill Hospital loses mains power");
      pages.doubt = await addressOf(stage, "Tug was called away before ship drifted, pilot says");
      pages.history = `${pages.post}history/`;
    });

    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        it(`axe finds nothing, nothing fails and nothing is cut off, ${width} px wide, ${colorScheme}`, async () => {
          for (const [name, path] of Object.entries(pages)) {
            const page = await stage.open(path, { viewport: { width, height: 800 }, colorScheme });
            assert.deepEqual(await axe(page), [], name);
            const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(over <= 0, `${name} is ${over} px too wide`);
            assert.deepEqual(page.faults, [], name);
            await page.context().close();
          }
          assert.deepEqual(stage.site.missing, []);
        });
      }
    }

    it("without JavaScript the words are the same, and no control is there that does nothing", async () => {
      for (const [name, path] of Object.entries(pages)) {
        const words = async (options) => {
          const page = await stage.open(path, options);
          const found = await page.evaluate(() => {
            document.querySelectorAll("main button, .since, .ago, .yours").forEach((one) => one.remove());
            return document.querySelector("main").innerText;
          });
          await page.context().close();
          return found;
        };
        const without = await words({ javaScriptEnabled: false });
        assert.ok(without.length > 150, name);
        assert.equal(without, await words({}), name);
      }
      const page = await stage.open("/storm-night/", { javaScriptEnabled: false });
      assert.equal(await page.locator("button").count(), 0);
      assert.equal(await page.locator(".since").isVisible(), false);
      await page.locator(".correction summary").first().click();
      assert.equal(await page.locator(".changes").first().isVisible(), true, "fold-outs need no script");
      await page.context().close();
    });

    for (const colorScheme of SCHEMES) {
      it(`the keyboard reaches all there is to reach, and shows where it is, ${colorScheme}`, async () => {
        const page = await stage.open("/storm-night/", { colorScheme, viewport: { width: 1280, height: 800 } });
        const wanted = await page.evaluate(() => {
          // What stands inside a player is for browsers that have none.
          const all = [...document.querySelectorAll("a[href], button, summary, input")]
            .filter((one) => !one.closest("video, audio") && one.checkVisibility());
          all.forEach((one, index) => (one.dataset.stop = index));
          return all.length;
        });
        const reached = new Set();
        for (let step = 0; step < wanted + 40; step += 1) {
          await page.keyboard.press("Tab");
          const stop = await page.evaluate(() => {
            const one = document.activeElement;
            if (!one || one === document.body) return null;
            const { outlineStyle, outlineWidth } = getComputedStyle(one);
            const { width, height, left, bottom } = one.getBoundingClientRect();
            return {
              index: one.dataset.stop,
              what: one.outerHTML.slice(0, 120),
              ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
              there: width > 1 && height > 1 && left >= 0 && bottom > 0,
            };
          });
          if (!stop) break;
          if (step === 0) assert.match(stop.what, /class="skip"/, "the skip link is first");
          if (stop.index === undefined) continue;
          assert.ok(stop.ring && stop.there, `no visible focus: ${stop.what}`);
          reached.add(stop.index);
        }
        assert.equal(reached.size, wanted);
        await page.context().close();
      });
    }

    it("the skip link takes the keyboard to the content", async () => {
      const page = await stage.open("/storm-night/");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "content");
      await page.context().close();
    });

    it("what is to be tapped is at least 24 px high, or stands in a line of text", async () => {
      const page = await stage.open("/storm-night/", { viewport: { width: 360, height: 800 } });
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, summary, .tools a, .events a, .card")]
          .filter((one) => one.getBoundingClientRect().height < 24)
          .map((one) => one.outerHTML.slice(0, 100)));
      assert.deepEqual(small, []);
      await page.context().close();
    });

    it("paper has no controls, and everything that was folded", async () => {
      const page = await stage.open("/storm-night/");
      await page.emulateMedia({ media: "print" });
      for (const controls of ["button", ".skip", ".masthead nav", ".tools", ".since", "video", "audio"]) {
        assert.equal(await page.locator(`${controls}:visible`).count(), 0, controls);
      }
      assert.equal(await page.locator(".changes").first().isVisible(), true);
      const white = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(white, "rgb(255, 255, 255)");
      await page.context().close();
    });
  });
}
