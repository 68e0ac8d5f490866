// What machines read: JSON-LD in the page, and the feeds as Python's readers take them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { repository } from "./desk.mjs";

/** The schemas to check against: NEWSROOM_ORACLES, or a folder beside the repository. */
function oracles() {
  const folders = [process.env.NEWSROOM_ORACLES, resolve(repository, "../shared/oracles")];
  return folders.find((folder) => folder && existsSync(join(folder, "ninjs-3.1.schema.json")));
}

function liveBlog(folder) {
  const html = readFileSync(join(folder, "storm-night/index.html"), "utf8");
  const [, json] = html.match(/<script type="application\/ld\+json">(.*?)<\/script>/s);
  return JSON.parse(json);
}

export function machines(stage) {
  describe("for machines", () => {
    it("the live blog's data has every post with its own headline, and the corrections", async () => {
      const blog = liveBlog(stage.night);
      assert.equal(blog["@type"], "LiveBlogPosting");
      const page = await stage.open("/storm-night/");
      const posts = await page.locator(".post").evaluateAll((all) =>
        all.map((one) => [one.id, one.querySelector("h3")?.innerText]));
      await page.context().close();
      const byId = new Map(blog.liveBlogUpdate.map((update) => [update.url.split("/").at(-2), update]));
      assert.equal(byId.size, posts.length);
      for (const [id, headline] of posts) {
        const update = byId.get(id);
        assert.ok(update?.headline, id);
        if (headline) assert.equal(update.headline, headline);
      }
      const corrected = blog.liveBlogUpdate.filter((update) => update.correction);
      assert.deepEqual(corrected.map((update) => update.headline).sort(), [
        "14,000 homes in the dark, grid company says",
        "Residents of three quayside streets told to boil water",
        "Tallow Hill Hospital loses mains power",
      ]);
      for (const { correction } of corrected) {
        assert.equal(correction[0]["@type"], "CorrectionComment");
        assert.match(correction[0].text, /^An earlier version of this post/);
        assert.match(correction[0].datePublished, /^2026-11-0[78]T/);
      }
      assert.match(blog.correction[0].text, /^For just over an hour in the night/);
    });

    it("a description of the story is made of sentences", () => {
      assert.match(liveBlog(stage.night).description, /brought ashore\. Seven people/);
    });

    it("a post that is down is told of without its words", () => {
      const blog = liveBlog(stage.later);
      const down = blog.liveBlogUpdate.filter((update) => update.creativeWorkStatus === "Taken down while it is checked");
      assert.equal(down.length, 1);
      assert.ok(!JSON.stringify(blog).includes("she will not hold"));
    });

    it("feed readers, schemas and search engines find the feeds as they should be", (context) => {
      const python = process.env.NEWSROOM_PYTHON;
      if (!python) return context.skip("NEWSROOM_PYTHON names no Python with feedparser and jsonschema");
      const schemas = oracles();
      if (!schemas) context.diagnostic("skipped: no oracles (ninjs, schema.org)");
      const script = join(repository, "tests/page/feeds.py");
      const words = [script, stage.night, stage.later, ...(schemas ? [schemas] : [])];
      const done = spawnSync(python, words, { encoding: "utf8" });
      assert.equal(done.status, 0, `${done.stdout}${done.stderr}`);
      for (const line of done.stdout.trim().split("\n")) context.diagnostic(line);
    });
  });
}
