// Nothing that is the desk's alone ever reaches a reader: a secret word in every private field,
// then every byte of the site and of the public record is searched for it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Desk, repository } from "./desk.mjs";
import { found } from "./secrets.mjs";

// Letters that every encoding changes, so that a word cannot slip through in another form.
const word = (name) => `kanarie ${name} <é&"ü>`;
const SECRET = Object.fromEntries(
  ["submitted", "approved", "returned", "comment", "stopped", "cleared", "spiked", "edited", "flagged",
    "spike body", "draft headline", "draft body", "embargo headline", "embargo body", "aside", "unreleased edit",
    "story title", "story point", "pulled body", "withheld before", "retracted body", "camera"]
    .map((name) => [name, word(name)]),
);
SECRET.withheld = "Kanarie Verborg";
SECRET.evidence = "https://kanarie-evidence.example/a?b=c&d=é";
SECRET.origin = "https://kanarie-wire.example/7";
SECRET.provider = "Kanarie Wires";
SECRET.knower = "kanarie-weter";
SECRET.reporterMail = "kanarie-pen@daily.example";
SECRET.adminMail = "kanarie-chef@daily.example";
SECRET.slug = "kanarie-slak";

const PUBLIC = "The ferry is back in service";
const PEOPLE = {
  chef: { name: "Chris Hale", email: SECRET.adminMail },
  pen: { name: "Pia Enderby", email: SECRET.reporterMail },
  red: { name: "Rob Edge", email: "red@daily.example" },
  weter: { name: "Wim Eter", email: "weter@daily.example" },
};

/** A picture whose camera wrote a remark into it (a COM segment after the start). */
function picture(path) {
  const plain = readFileSync(join(repository, "src/cli/demo/media/harbour.jpg"));
  const remark = Buffer.from(SECRET.camera);
  const head = Buffer.from([0xff, 0xfe, 0, remark.length + 2]);
  writeFileSync(path, Buffer.concat([plain.subarray(0, 2), head, remark, plain.subarray(2)]));
}

/** The file of the post with that slug. */
function fileOf(desk, slug) {
  const names = readdirSync(join(desk.folder, "posts"), { recursive: true });
  return join(desk.folder, "posts", names.find((name) => name.includes(`/${slug}-`) && !name.endsWith(".aside.toml")));
}

/** Adds to the file by hand what no option sets: where wire copy came from. */
function byHand(desk, slug) {
  const path = fileOf(desk, slug);
  const origin = `origin = { provider = "${SECRET.provider}", uri = "${SECRET.origin}", version = "3" }\n`;
  writeFileSync(path, readFileSync(path, "utf8").replace(/^body = /m, `${origin}body = `));
}

function play(desk) {
  let minute = 0;
  const at = () => new Date(Date.UTC(2026, 4, 2, 8) + (minute += 1) * 60_000).toISOString();
  const as = (who) => (...words) => desk.act(who, at(), ...words);
  const [chef, pen, red, weter] = ["chef", "pen", "red", "weter"].map(as);
  chef("init", ".", "--name", "The Daily", "--timezone", "UTC", "--url", "https://daily.example");
  chef("contributor", "add", "pia-enderby", "--name", "Pia Enderby", "--email", SECRET.reporterMail, "--role", "reporter");
  chef("contributor", "add", "rob-edge", "--name", "Rob Edge", "--email", "red@daily.example", "--role", "editor");
  chef("contributor", "add", SECRET.knower, "--name", "Wim Eter", "--email", "weter@daily.example", "--role", "editor");
  pen("story", "open", "ferry", "--title", "Ferry", "--date", "2026-05-02");
  pen("story", "open", SECRET.slug, "--title", SECRET["story title"], "--point", SECRET["story point"], "--date", "2026-05-02");

  picture(join(desk.folder, "boat.jpg"));
  pen("add", "--story", "ferry", "--slug", "open", "--headline", PUBLIC, "--body", "It sailed at noon. A deckhand saw smoke.",
    "--image", "boat.jpg", "--alt", "A boat", "--media-credit", "The Daily", "--credit", "pia-enderby",
    "--credit", `${SECRET.withheld}:contributor`, "--source", "anonymous:a deckhand:for fear of dismissal");
  pen("edit", "open", "--withhold-credit", SECRET.withheld);
  byHand(desk, "open");
  pen("edit", "open", "--tag", "ferry", "-m", SECRET.edited);
  pen("verify-flag", "open", "--quote", "A deckhand saw smoke", "--status", "unverified", "--source", "deckhand",
    "--caveat", "The Daily could not verify this.", "--evidence", SECRET.evidence, "-m", SECRET.flagged);
  pen("submit", "open", "-m", SECRET.submitted);
  pen("comment", "open", "-m", SECRET.comment);
  red("return", "open", "-m", SECRET.returned);
  pen("submit", "open");
  red("stop", "open", "-m", SECRET.stopped, "--until", "chris-hale");
  chef("clear", "open", "-m", SECRET.cleared);
  weter("source", "know", "open", "deckhand");
  red("approve", "open", "-m", SECRET.approved);
  red("publish", "ferry", "open", "--approve");

  const release = (slug, body, ...more) => {
    pen("add", "--story", "ferry", "--slug", slug, "--headline", `Post ${slug}`, "--body", body, ...more, "--submit");
    red("publish", slug, "--approve");
  };
  release("libel", `It was so. ${SECRET["withheld before"]}`);
  pen("correct", "libel", "--body", "It was not so.", "--tell-readers", "We were wrong.", "--withhold-before", "--submit");
  red("diff", "libel");
  red("publish", "libel", "--approve");
  release("down", SECRET["pulled body"]);
  red("pull", "down", "--tell-readers", "We are checking.");
  release("gone", SECRET["retracted body"]);
  pen("retract", "gone", "--tell-readers", "It was not so.", "--submit");
  red("diff", "gone");
  red("publish", "gone", "--approve");
  release("aside", "First words.");
  pen("edit", "aside", "--body", `First words. ${SECRET.aside}`);
  pen("correct", "aside", "--headline", "Post beside", "--tell-readers", "The headline was wrong.", "--submit");
  release("edited", "Second words.");
  pen("edit", "edited", "--body", `Second words. ${SECRET["unreleased edit"]}`);

  pen("add", "--story", "ferry", "--slug", "dropped", "--headline", "Dropped", "--body", SECRET["spike body"], "--submit");
  red("spike", "dropped", "-m", SECRET.spiked);
  pen("add", "--story", "ferry", "--slug", "unsent", "--headline", SECRET["draft headline"], "--body", SECRET["draft body"]);
  pen("add", "--story", "ferry", "--slug", "embargo", "--headline", SECRET["embargo headline"], "--body", SECRET["embargo body"],
    "--publish-at", "2026-05-09 06:00", "--submit");
  red("approve", "embargo");
  red("publish", "--due");
  red("build", "--out", "site");
}

/** Every object the record leads to, commits with their messages among them. */
function record(desk, what) {
  const ids = desk.git("rev-list", "--objects", what).toString().trim().split("\n").map((line) => line.slice(0, 40));
  const names = desk.git("rev-list", "--objects", what);
  return [names, ...ids.map((id) => desk.git("cat-file", desk.git("cat-file", "-t", id).toString().trim(), id))];
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

export function canary(stage) {
  describe("the canary", () => {
    const words = Object.values(SECRET);

    it("is found by the search in whatever form it is written", () => {
      for (const secret of words) {
        const percent = [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
        const entities = [...secret].map((one) => `&#x${one.codePointAt(0).toString(16)};`).join("");
        const forms = [secret, encodeURIComponent(secret), percent, entities, JSON.stringify({ secret }).slice(11, -2),
          secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
          ...["", "x", "xy"].map((before) => Buffer.from(`${before}${secret}tail`).toString("base64"))];
        for (const form of forms) {
          const bytes = Buffer.from(`before ${form} after`);
          assert.deepEqual(found(bytes, [secret]), [secret], form);
        }
      }
      assert.deepEqual(found(Buffer.from("kanarie tame"), words), []);
    });

    it("is nowhere in what readers get", { timeout: 300_000 }, (context) => {
      const desk = new Desk(join(stage.work, "canary"), PEOPLE);
      play(desk);

      const planted = [Buffer.concat(record(desk, "HEAD")), readFileSync(join(desk.folder, "boat.jpg")),
        readFileSync(`${fileOf(desk, "aside").slice(0, -5)}.aside.toml`)];
      const there = new Set(planted.flatMap((bytes) => found(bytes, words)));
      assert.deepEqual(words.filter((one) => !there.has(one)), [], "each was planted in the desk");

      const files = filesUnder(join(desk.folder, "site"));
      const site = files.map((path) => [path, Buffer.concat([Buffer.from(path.slice(desk.folder.length)), readFileSync(path)])]);
      assert.ok(site.some(([, bytes]) => bytes.includes(PUBLIC)), "what is public is there");
      for (const [path, bytes] of site) assert.deepEqual(found(bytes, words), [], path);

      // What readers were once shown stays in the record's history; the rest was never there.
      const shown = ["pulled body", "withheld before", "retracted body"].map((name) => SECRET[name]);
      const never = words.filter((one) => !shown.includes(one) && one !== SECRET.adminMail);
      const objects = record(desk, "published");
      assert.ok(objects.some((bytes) => bytes.includes(PUBLIC)));
      for (const bytes of objects) assert.deepEqual(found(bytes, never), [], bytes.toString("utf8").slice(0, 300));
      // The record's first commit has the people of the desk's first one, so that all clones make the same.
      const founder = objects.filter((bytes) => found(bytes, [SECRET.adminMail]).length);
      assert.deepEqual(founder.map((bytes) => /^Record of [0-9a-f]{40}$/m.test(bytes)), [true]);
      context.diagnostic(`${words.length} secrets; ${files.length} files of the site, ${objects.length} objects of the record`);
    });
  });
}
