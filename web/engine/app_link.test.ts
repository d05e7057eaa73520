import { describe, expect, it } from "vitest";
import { AppLink, above_version } from "./app_link.ts";
import { Hub } from "./hub.ts";
import type { HostNotes } from "./opfs.ts";

const app = (version: number, name: string) => `{\n  "format": "tollgate.app/1",\n  "version": ${version},\n  "name": "${name}"\n}\n`;
const hash_of = (text: string) => `#${text}`;
const version_of = (text: string) => Number(/"version": (\d+)/.exec(text)![1]);

/** One side's app: saves need the right base and a higher version, as engines ask. */
class Side {
  constructor(public text: string) {}
  request = async ({ type, params }: { type: string; params: unknown }) => {
    if (type === "app.get") {
      return { ok: true, result: { text: this.text, id: "a", version: version_of(this.text), hash: hash_of(this.text) } };
    }
    const { text, base_hash } = params as { text: string; base_hash?: string };
    if (base_hash !== undefined && base_hash !== hash_of(this.text)) {
      return { ok: false, diagnostics: [{ code: "app.base_changed", severity: "error" as const, message: { "zh-CN": "", en: "" } }] };
    }
    expect(version_of(text)).toBeGreaterThan(version_of(this.text));
    this.text = text;
    return { ok: true, result: { version: version_of(text), hash: hash_of(text), text, findings: [] }, changed: { app: true } };
  };
}

class Place extends Side {
  notes: HostNotes = {};
  read_notes = async () => this.notes;
  write_notes = async (notes: HostNotes) => {
    this.notes = notes;
  };
}

function hub_over(side: Side, online: () => boolean = () => true): Hub {
  const fetch_ = async (_input: unknown, init?: RequestInit) => {
    if (!online()) throw new TypeError("offline");
    const reply = await side.request(JSON.parse(String(init?.body)));
    return new Response(JSON.stringify(reply), { headers: { "Content-Type": "application/json" } });
  };
  return new Hub("http://hub/", fetch_ as typeof fetch);
}

describe("AppLink", () => {
  it("takes over what a manager saved at the hub", async () => {
    const hub = new Side(app(1, "old"));
    const here = new Place(app(1, "old"));
    const link = new AppLink(here, hub_over(hub));
    await link.refresh();
    hub.text = app(2, "new");
    const reply = await link.refresh();
    expect(reply.changed).toEqual({ app: true });
    expect(here.text).toBe(app(2, "new"));
  });

  it("takes over a hub that begins again with a lower version", async () => {
    const hub = new Side(app(7, "a"));
    const here = new Place(app(7, "a"));
    const link = new AppLink(here, hub_over(hub));
    await link.refresh();
    hub.text = app(1, "fresh");
    await link.refresh();
    expect(here.text).toBe(app(8, "fresh"));
    // Both sides agree now, though their texts differ by the version.
    expect((await link.refresh()).changed).toBeUndefined();
  });

  it("publishes to the hub, then here", async () => {
    const hub = new Side(app(1, "a"));
    const here = new Place(app(1, "a"));
    const link = new AppLink(here, hub_over(hub));
    await link.refresh();
    const reply = await link.publish(app(2, "mine"), hash_of(app(1, "a")));
    expect(reply.ok).toBe(true);
    expect(reply.unsent).toBeUndefined();
    expect(hub.text).toBe(app(2, "mine"));
    expect(here.text).toBe(app(2, "mine"));
  });

  it("refuses a save over somebody else's and brings theirs here", async () => {
    const hub = new Side(app(1, "a"));
    const here = new Place(app(1, "a"));
    const link = new AppLink(here, hub_over(hub));
    await link.refresh();
    hub.text = app(2, "theirs");
    const reply = await link.publish(app(2, "mine"), hash_of(app(1, "a")));
    expect(reply.diagnostics?.[0]?.code).toBe("app.base_changed");
    expect(hub.text).toBe(app(2, "theirs"));
    expect(here.text).toBe(app(2, "theirs"));
  });

  it("saves here while the hub is away and hands it over later", async () => {
    const hub = new Side(app(1, "a"));
    const here = new Place(app(1, "a"));
    let online = true;
    const link = new AppLink(here, hub_over(hub, () => online));
    await link.refresh();
    online = false;
    const reply = await link.publish(app(2, "mine"), hash_of(app(1, "a")));
    expect(reply.ok).toBe(true);
    expect(reply.unsent).toBe(true);
    expect(hub.text).toBe(app(1, "a"));
    online = true;
    await link.refresh();
    expect(hub.text).toBe(app(2, "mine"));
  });
});

describe("above_version", () => {
  it("changes nothing but the document's own version", () => {
    const text = '{\n  "version": 3,\n  "entities": [\n    {\n      "version": 1,\n      "minimum": 0.10\n    }\n  ]\n}\n';
    expect(above_version(text, 9)).toBe(text.replace('  "version": 3', '  "version": 10'));
    expect(above_version(text, 2)).toBe(text);
  });
});
