// What the tests of a page share: the demo's site, the same desk a little later, a browser.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demo } from "./desk.mjs";
import { launch, open, serve } from "./browser.mjs";

const NEXT_DAY = (time) => `2026-11-08T${time}:00+02:00`;

export const LATER = {
  fresh: "Harbour mouth opens to fishing boats",
  corrected: "Lamp at Vessin Point was dark for five hours",
  correction: "An earlier version of this post said that the lamp was dark for five hours. It was four.",
  pulled: "Listen: the call from the bridge",
  notice: "We have taken this recording down while we ask the family of the caller.",
};

export const END = {
  doubted: "Harbour mouth opens to fishing boats",
  updated: "Lamp at Vessin Point was dark for four hours",
  back: "Listen: the call from the bridge",
  story: "Fourteen people were on board the freighter; an earlier point said thirteen.",
  last: "Harbour office closes its night desk",
};

export const MEDIA = {
  gallery: "Two views of the lamp",
  film: "Watch: the tug at work",
  tally: "Which streets have light again",
  address: "https://tube.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
};

const TALLY = `The company counts ~~300~~ 340 homes[^1] on Orla Street: https://power.example/tally.

| Street | Homes | Back since | Substation | Transformers | Crew |
| --- | --: | --- | --- | --- | --- |
| Orla Street | 340 | 9:07 a.m. | Harbourside | undamaged | Tirren Power, second crew |
| Upper Mole Street | 1,212 | not yet | Breakwater | three replaced | waits for the crane from the shipyard |

[^1]: Homes with a meter of their own.
`;

/** After that: a doubt, an update with a line, a post put back, a correction to the story, the end. */
function ended(desk, out) {
  const act = (...words) => desk.act(...words);
  const claim = "Boats of less than 12 metres may pass";
  act("ana", NEXT_DAY("14:00"), "flag", "mouth", "--quote", claim, "--status", "disputed",
    "--caveat", "The pilots say that nobody asked them.");
  act("ana", NEXT_DAY("14:00"), "submit", "mouth");
  act("ed", NEXT_DAY("14:01"), "diff", "mouth");
  act("ed", NEXT_DAY("14:01"), "publish", "mouth", "--approve");
  act("ana", NEXT_DAY("14:05"), "edit", "lighthouse", "--tag", "lamp",
    "--replace", "until 12:52 a.m.=>until 12:52 a.m. on Sunday", "--submit");
  act("ed", NEXT_DAY("14:06"), "diff", "lighthouse");
  act("ed", NEXT_DAY("14:06"), "publish", "lighthouse", "--approve", "--tell-readers", "The lamp burns again.");
  act("ed", NEXT_DAY("14:10"), "restore", "last-call", "--tell-readers", "The family agreed.");
  act("ana", NEXT_DAY("14:15"), "correct", "storm-night", "--tell-readers", END.story, "--submit");
  act("ed", NEXT_DAY("14:16"), "diff", "storm-night");
  act("ed", NEXT_DAY("14:16"), "publish", "storm-night", "--approve");
  act("ed", NEXT_DAY("14:20"), "story", "close", "storm-night");
  act("mara", NEXT_DAY("14:30"), "build", "--out", out);
}

/** And what comes after the end: coverage goes on. */
function after(desk, out) {
  const act = (...words) => desk.act(...words);
  act("ed", NEXT_DAY("15:00"), "story", "reopen", "storm-night");
  act("ana", NEXT_DAY("15:05"), "add", "--slug", "night-desk", "--headline", END.last, "--body", "It opens again at dusk.", "--submit");
  act("ed", NEXT_DAY("15:06"), "publish", "night-desk", "--approve");
  act("mara", NEXT_DAY("15:10"), "build", "--out", out);
}

/** Two pictures in one post, and a film of another site. */
function pictured(desk, out, night) {
  const act = (...words) => desk.act(...words);
  const media = join(night, "storm-night/media");
  const [picture] = readdirSync(media).filter((name) => name.endsWith(".jpg"));
  const file = join(media, picture);
  act("ana", NEXT_DAY("15:20"), "add", "--slug", "two-views", "--headline", MEDIA.gallery,
    "--image", file, "--alt", "The lamp burns", "--media-credit", "Vera Stohl",
    "--image", file, "--alt", "The lamp is dark", "--media-credit", "Vera Stohl", "--submit");
  act("ana", NEXT_DAY("15:25"), "add", "--slug", "film", "--headline", MEDIA.film, "--embed", MEDIA.address,
    "--title", "The salvage tug at work", "--alt", "A tug", "--media-credit", "Tirren Post", "--submit");
  act("ana", NEXT_DAY("15:22"), "add", "--slug", "tally", "--headline", MEDIA.tally, "--body", TALLY, "--submit");
  act("ed", NEXT_DAY("15:26"), "publish", "two-views", "tally", "film", "--approve");
  act("mara", NEXT_DAY("15:30"), "build", "--out", out);
}

/** After the demo's last build: a new post, a correction, a post taken down. */
function later(desk, out) {
  const act = (...words) => desk.act(...words);
  act("ana", NEXT_DAY("13:20"), "add", "--slug", "mouth", "--headline", LATER.fresh,
    "--body", "Boats of less than 12 metres may pass the harbour mouth again, the harbour office said.",
    "--submit");
  act("ed", NEXT_DAY("13:24"), "publish", "mouth", "--approve");
  act("ana", NEXT_DAY("13:30"), "correct", "lighthouse", "--tell-readers", LATER.correction,
    "--headline", "Lamp at Vessin Point was dark for four hours",
    "--replace", "until 1:52 a.m.=>until 12:52 a.m.", "--submit");
  act("ed", NEXT_DAY("13:33"), "diff", "lighthouse");
  act("ed", NEXT_DAY("13:33"), "publish", "lighthouse", "--approve");
  act("ed", NEXT_DAY("13:40"), "pull", "last-call", "--tell-readers", LATER.notice);
  act("mara", NEXT_DAY("13:45"), "build", "--out", out);
}

export class Stage {
  async raise() {
    this.work = mkdtempSync(join(tmpdir(), "newsroom-page-"));
    this.desk = demo(join(this.work, "desk"));
    this.untouched = this.desk.copy(join(this.work, "untouched"));
    this.night = join(this.work, "desk/site");
    this.later = join(this.work, "later");
    later(this.desk, this.later);
    this.ended = join(this.work, "ended");
    ended(this.desk, this.ended);
    this.after = join(this.work, "after");
    after(this.desk, this.after);
    this.pictured = join(this.work, "pictured");
    pictured(this.desk, this.pictured, this.night);
    this.site = await serve(this.night);
    this.browser = await launch();
  }

  /** The demo's pages, or those a little later. */
  show(which) {
    this.site.folder = this[which];
  }

  open(path, options) {
    return open(this.browser, this.site, path, options);
  }

  async strike() {
    await this.browser?.close();
    this.site?.server.close();
    if (this.work && !process.env.NEWSROOM_KEEP) rmSync(this.work, { recursive: true, force: true });
    else if (this.work) process.stderr.write(`kept: ${this.work}\n`);
  }
}
