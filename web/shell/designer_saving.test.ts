import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppGetReply, Diagnostic } from "../engine/generated/api.ts";
import { Refused } from "../engine/client.ts";
import { Saving, type AppClient } from "./designer_saving.ts";

const app = (version: number, name: string) => `{\n  "format": "tollgate.app/1",\n  "version": ${version},\n  "name": "${name}"\n}\n`;
const got = (version: number, name: string): AppGetReply => ({
  id: "a",
  version,
  hash: `#${name}${version}`,
  text: app(version, name),
});
const diagnostic = (code: string): Diagnostic => ({ code, severity: "error", message: { "zh-CN": "", en: "" } });

/** An engine whose app can be changed from elsewhere, and whose hub can be away. */
class Place {
  now = got(1, "start");
  hub = true;
  waits = false;
  refuse: Diagnostic[] | undefined;
  client = {
    request: async () => this.now,
    call: async () => ({ ok: this.hub, unsent: !this.hub && this.waits }),
    publish_app: async (text: string, base_hash?: string) => {
      if (this.refuse) throw new Refused(this.refuse);
      if (base_hash !== this.now.hash) throw new Refused([diagnostic("app.base_changed")]);
      const version = Number(/"version": (\d+)/.exec(text)![1]);
      expect(version).toBeGreaterThan(this.now.version);
      this.now = got(version, /"name": "(.*)"/.exec(text)![1]!);
      return { ...this.now, findings: [], unsent: !this.hub };
    },
  } as unknown as AppClient;
}

function begin(place: Place) {
  const events = { changed: vi.fn(), sent: vi.fn() };
  return { saving: new Saving(place.client, place.now, events, 1000), events };
}

describe("saving from the designer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("builds each save on the one before, and tells the version it got", async () => {
    const place = new Place();
    const { saving } = begin(place);
    expect(await saving.save(app(1, "mine"))).toBe(2);
    expect(await saving.save(app(2, "more"))).toBe(3);
    expect(saving.base.text).toBe(app(3, "more"));
  });

  it("holds a clash until somebody decides: keep mine and save over it", async () => {
    const place = new Place();
    const { saving } = begin(place);
    place.now = got(5, "theirs");
    expect(await saving.save(app(1, "mine"))).toBeUndefined();
    expect(saving.conflict?.version).toBe(5);
    expect(await saving.save(app(1, "mine"))).toBeUndefined();
    expect(place.now.text).toBe(app(5, "theirs"));
    saving.rebase(saving.conflict!);
    expect(await saving.save(app(1, "mine"))).toBe(6);
    expect(saving.conflict).toBeUndefined();
  });

  it("takes theirs on as the base of what comes next", async () => {
    const place = new Place();
    const { saving } = begin(place);
    place.now = got(5, "theirs");
    const theirs = await saving.newer();
    saving.rebase(theirs!);
    expect(await saving.newer()).toBeUndefined();
    expect(await saving.save(app(5, "after theirs"))).toBe(6);
  });

  it("keeps why a save was refused until the next one goes through", async () => {
    const place = new Place();
    const { saving } = begin(place);
    place.refuse = [diagnostic("lint.one"), diagnostic("lint.two")];
    expect(await saving.save(app(1, "broken"))).toBeUndefined();
    expect(saving.refused).toHaveLength(2);
    expect(saving.refused_text).toBe(app(1, "broken"));
    place.refuse = undefined;
    expect(await saving.save(app(1, "whole"))).toBe(2);
    expect(saving.refused).toEqual([]);
  });

  it("says so while the hub is away, tries again, and says when it was sent", async () => {
    const place = new Place();
    const { saving, events } = begin(place);
    place.hub = false;
    await saving.save(app(1, "mine"));
    expect(saving.unsent).toBe(true);
    await vi.advanceTimersByTimeAsync(2500);
    expect(saving.unsent).toBe(true);
    expect(events.sent).not.toHaveBeenCalled();
    place.hub = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(saving.unsent).toBe(false);
    expect(events.sent).toHaveBeenCalledOnce();
  });

  it("knows of a save of an earlier visit that still waits for the hub", async () => {
    const place = new Place();
    const { saving, events } = begin(place);
    await saving.look_back();
    expect(saving.unsent).toBe(false);
    place.hub = false;
    place.waits = true;
    await saving.look_back();
    expect(saving.unsent).toBe(true);
    expect(events.changed).toHaveBeenCalledOnce();
    place.hub = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(saving.unsent).toBe(false);
    expect(events.sent).toHaveBeenCalledOnce();
  });

  it("does not take its own save for somebody else's", async () => {
    const place = new Place();
    const { saving } = begin(place);
    let go = (): void => {};
    const publish = place.client.publish_app;
    place.client.publish_app = async (...given) => {
      const saved = await publish(...given);
      await new Promise<void>((done) => (go = done));
      return saved;
    };
    const saved = saving.save(app(1, "mine"));
    await vi.advanceTimersByTimeAsync(0);
    const news = saving.newer();
    await vi.advanceTimersByTimeAsync(0);
    go();
    expect(await saved).toBe(2);
    expect(await news).toBeUndefined();
  });

  it("makes it a clash when the hub had another version after all", async () => {
    const place = new Place();
    const { saving, events } = begin(place);
    place.hub = false;
    await saving.save(app(1, "mine"));
    place.hub = true;
    place.now = got(9, "theirs");
    await vi.advanceTimersByTimeAsync(1000);
    expect(saving.conflict?.version).toBe(9);
    expect(events.sent).not.toHaveBeenCalled();
  });

  it("resumes changes that are based on an older version as a clash, not as a save over it", async () => {
    const place = new Place();
    place.now = got(3, "later");
    const { saving } = begin(place);
    saving.resume("#start1");
    expect(saving.conflict?.version).toBe(3);
    expect(await saving.save(app(1, "draft"))).toBeUndefined();
    expect(place.now.version).toBe(3);
  });
});
