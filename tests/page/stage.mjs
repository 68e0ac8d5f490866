// What the tests of a page share: the demo's site, the same desk a little later, a browser.
import { mkdtempSync, rmSync } from "node:fs";
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
    this.night = join(this.work, "desk/site");
    this.later = join(this.work, "later");
    later(this.desk, this.later);
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
