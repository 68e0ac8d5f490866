// The story's page: what a reader of the demo's night finds on it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { post, text } from "./browser.mjs";

const TITLE = "Power returns to Port Selan after storm; freighter still on the breakwater";
const HOSPITAL = "Tallow Hill Hospital loses mains power";

export function contentOfTheStory(stage) {
  describe("the story's page", () => {
    let page;
    before(async () => (page = await stage.open("/storm-night/")));
    after(() => page.context().close());

    it("has the story's title as its only first heading and in the window's", async () => {
      assert.deepEqual(await page.locator("h1").allInnerTexts(), [TITLE]);
      assert.equal(await page.title(), `${TITLE} · The Selan Courier`);
    });

    it("has summary points that lead to posts of the same page", async () => {
      const points = page.getByRole("region", { name: "What you need to know" }).getByRole("listitem");
      assert.equal(await points.count(), 4);
      for (const point of await points.all()) {
        const link = point.getByRole("link").first();
        const target = page.locator(`.post${await link.getAttribute("href")}`);
        assert.equal(await target.count(), 1, await text(point));
        assert.match(await link.innerText(), /\d+:\d\d [ap]\.m\./);
        const name = await link.evaluate((one) => one.textContent);
        const headline = await target.getByRole("heading").first().innerText();
        assert.ok(name.includes(headline), `the link is named after the post: ${name}`);
      }
    });

    it("has the posts newest first, the pinned one before them", async () => {
      const times = await page.locator(".timeline .post .rail time").evaluateAll((all) =>
        all.map((time) => Date.parse(time.dateTime)));
      assert.equal(times.length, 18);
      assert.deepEqual(times, [...times].sort((one, other) => other - one));
      const first = page.locator(".post").first();
      assert.match(await text(first), /Pinned.*All 14 crew taken off freighter on the breakwater/);
    });

    it("tells times in the story's zone and place", async () => {
      const midday = post(page, "It is 12:30 p.m. in Selan. What you need to know").locator(".rail time");
      assert.equal(await text(midday.locator("b")), "12:30 p.m.");
      assert.equal(await midday.getAttribute("title"), "12:30 p.m. in Selan, 8 November 2026");
      assert.equal(await page.getByText("Times are in Selan.").count(), 1, "whose times they are is said once");
      const days = await page.locator(".day").allInnerTexts();
      assert.deepEqual(days, ["Sunday, 8 November 2026", "Saturday, 7 November 2026"]);
      assert.equal(await midday.getAttribute("datetime"), "2026-11-08T12:30:00+02:00");
    });

    it("ties a caveat to the words it speaks of, for eyes and for ears", async () => {
      const pilot = post(page, "Tug was called away before ship drifted, pilot says");
      const mark = pilot.locator("mark");
      assert.equal(await text(mark), "the standby tug had been called away");
      const note = page.locator(`[id="${await mark.getAttribute("aria-describedby")}"]`);
      assert.equal(await note.count(), 1);
      assert.equal(
        await text(note),
        "Unverified. The Courier has not seen the log of the tug, and the port authority has yet to comment.",
      );
      assert.equal(await note.getAttribute("role"), "note");
      assert.match(await text(pilot), /A harbour pilot is not named for fear of losing her licence\./);
    });

    it("leaves no mark on words that turned out true", async () => {
      assert.equal(await post(page, "Rescue boats reach stranded freighter").locator("mark").count(), 0);
    });

    it("has the correction under its post, and a fold-out with the words before and after", async () => {
      const correction = post(page, HOSPITAL).locator(".correction");
      assert.match(await text(correction), /^Correction, 7 November 2026: An earlier version of this post said/);
      const below = await correction.evaluate((one) =>
        one.closest(".post").querySelector(".body").compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      assert.ok(below, "it stands after the words");
      const summary = correction.locator("summary");
      const words = correction.locator(".changes");
      assert.equal(await words.isVisible(), false);
      await summary.focus();
      await page.keyboard.press("Enter");
      assert.equal(await words.isVisible(), true);
      const shown = await text(words);
      assert.match(shown, /Before: .*generators had failed and that wards on two floors were lit by torches\./);
      assert.match(shown, /After: .*generators had held all evening .* only to save fuel\./);
      await page.keyboard.press("Space");
      assert.equal(await words.isVisible(), false);
    });

    it("shows in a correction which words are other ones, and leaves the rest as it is", async () => {
      const correction = post(page, "14,000 homes in the dark, grid company says").locator(".correction");
      await correction.locator("summary").click();
      assert.deepEqual(await correction.locator("del").allInnerTexts(), ["41,000", "41,000"]);
      assert.deepEqual(await correction.locator("ins").allInnerTexts(), ["14,000", "14,000"]);
    });

    it("names who contributed: one person, and three", async () => {
      const line = (headline) => text(post(page, headline).locator(".contributed"));
      assert.match(await line("Rescue boats reach stranded freighter"),
        /Courier.s Jonas Relk contributed to this report\./);
      assert.match(await line("First light shows the damage"),
        /Courier.s Vera Stohl, Jonas Relk and Nadia Hollen contributed to this report\./);
    });

    it("credits the outlet that had it first, with a link", async () => {
      const first = post(page, "All 14 crew taken off freighter on the breakwater").locator(".first");
      assert.equal(await text(first), "First reported by Tirren Post: Ship adrift off the Long Mole");
      assert.equal(await first.getByRole("link").getAttribute("href"),
        "https://tirrenpost.example/2026/11/07/ship-adrift");
    });

    it("leads from a post to an earlier one and to a fuller story", async () => {
      const earlier = post(page, "Power returns to most of Port Selan").locator(".cards a");
      assert.equal(await text(earlier), "Earlier Power cut across Port Selan after line is hit");
      const answer = await page.request.get(new URL(await earlier.getAttribute("href"), page.url()).href);
      assert.equal(answer.status(), 200);
      const fuller = post(page, "First light shows the damage").locator(".cards a");
      assert.equal(await text(fuller), "Full story A street-by-street guide to the damage");
    });

    it("has the notice of a retraction in the post's place, and none of its words", async () => {
      const gone = page.locator(".post.retracted");
      assert.equal(await gone.count(), 1);
      assert.match(await text(gone), /Retracted, 12:24 a\.m\. in Selan, 8 November 2026\. We have withdrawn this post\./);
      assert.ok(!(await page.content()).includes("Marten Quill"), "nor anywhere else on the page");
    });

    it("tells readers why a picture that was down is back", async () => {
      const back = post(page, "The view from Salt Quay");
      assert.match(await text(back), /Put back, 8 November 2026: We took this picture down at 12:36 a\.m\./);
      assert.equal(await back.locator("img").count(), 1);
    });

    it("shows a post that is a map alone, with a name for those who hear the page", async () => {
      const map = page.locator(".post:has(.elsewhere small:text-is('Map'))");
      assert.match(await map.getAttribute("aria-label"), /^Where the freighter lies/);
      assert.equal(await map.getByRole("heading").count(), 0);
    });

    it("marks an old picture as one, once", async () => {
      const caption = await text(post(page, "Lamp at Vessin Point was dark for five hours").locator("figcaption"));
      assert.equal(caption.match(/file photo/gi).length, 1, caption);
      assert.match(caption, /19 October 2025/);
    });

    it("asks no other site for anything but the media that the story names", () => {
      const named = ["video.courier.example", "audio.courier.example"];
      const others = page.foreign.filter((address) => !named.includes(new URL(address).hostname));
      assert.deepEqual(others, []);
    });
  });
}
