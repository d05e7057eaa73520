import { describe, expect, it } from "vitest";
import { EngineClient, Refused } from "./client.ts";
import type { Principal } from "./generated/api.ts";
import type { Call, CallReply, EngineStatus, FromWorker, ToWorker } from "./protocol.ts";
import { interrupted } from "./protocol.ts";

/** A Worker that a test plays. */
class FakeWorker {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  readonly started: string[] = [];
  readonly calls: Call[] = [];
  readonly principals: Principal[] = [];
  answer: (call: Call) => CallReply = () => ({ ok: true, result: {} });

  postMessage(message: ToWorker): void {
    if (message.kind === "start") this.started.push(message.options.storage);
    if (message.kind !== "call") return;
    this.calls.push(message.call);
    this.principals.push(message.principal);
    const reply = this.answer(message.call);
    queueMicrotask(() => this.say({ kind: "reply", seq: message.seq, epoch: "e", reply }));
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }
  status(part: Partial<EngineStatus>): void {
    const status: EngineStatus = { phase: "ready", epoch: "1", storage: "opfs", owner: true, hub: false, ...part };
    this.say({ kind: "status", status });
  }
}

function client_over(
  worker: FakeWorker,
  hub: (type: string) => CallReply | undefined = () => undefined,
  sent: (init: RequestInit) => void = () => {},
) {
  const fetch_ = async (_url: unknown, init?: RequestInit) => {
    sent(init ?? {});
    const reply = hub((JSON.parse(String(init?.body)) as { type: string }).type);
    if (!reply) return new Response("<h1>no hub</h1>", { status: 405, headers: { "Content-Type": "text/html" } });
    return new Response(JSON.stringify(reply), { headers: { "Content-Type": "application/json" } });
  };
  return new EngineClient({
    app_id: "a",
    site_url: "http://site/",
    app_url: "http://site/apps/a/",
    make_worker: () => worker as unknown as Worker,
    fetch: fetch_ as typeof fetch,
  });
}

describe("EngineClient", () => {
  it("holds calls until the Worker is known to be the way", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    const asking = client.request("engine.info", {});
    await Promise.resolve();
    expect(worker.calls).toEqual([]);
    worker.status({});
    await asking;
    expect(worker.calls).toHaveLength(1);
  });

  it("has lists exported by the hub that it follows, and by itself where there is none", async () => {
    const worker = new FakeWorker();
    const exported = { file_name: "a.csv", media_type: "text/csv", rows: 0, done: 0, total: 0 };
    const asked: string[] = [];
    const client = client_over(worker, (type) => {
      asked.push(type);
      return { ok: true, result: { ...exported, text: "of the hub" } };
    });
    worker.answer = () => ({ ok: true, result: { ...exported, text: "of the device" } });
    worker.status({ hub: false });
    expect((await client.request("list.export", { format: "csv" })).text).toBe("of the device");
    expect(asked).toEqual([]);
    worker.status({ hub: true });
    expect((await client.request("list.export", { format: "csv" })).text).toBe("of the hub");
    expect(asked).toEqual(["list.export"]);
  });

  it("says beside each call whom it acts for, and keeps to that where it was pinned", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    worker.status({});
    client.principal = { user: "li" };
    const pinned = client.pinned();
    client.principal = { user: "wang" };
    await pinned.request("engine.info", {});
    await client.request("engine.info", {});
    await client.request("app.get", {}, {});
    expect(worker.principals).toEqual([{ user: "li" }, { user: "wang" }, {}]);
    expect(JSON.stringify(worker.calls)).not.toContain("li");
  });

  it("states it to the hub in a header", async () => {
    const worker = new FakeWorker();
    const headers: unknown[] = [];
    const client = client_over(
      worker,
      (type) => ({ ok: true, result: { type } }),
      (init) => headers.push((init.headers as Record<string, string>)["Tollgate-Acts-For"]),
    );
    worker.say({ kind: "no_storage", reason: "insecure_context" });
    await client.request("engine.info", {});
    client.principal = { user: "李 1", role: "driver" };
    await client.request("engine.info", {});
    expect(headers.slice(-2)).toEqual([undefined, "user=%E6%9D%8E%201&role=driver"]);
  });

  it("takes the hub where the browser keeps nothing", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker, (type) => ({ ok: true, result: { type } }));
    worker.say({ kind: "no_storage", reason: "insecure_context" });
    expect(await client.request("engine.info", {})).toEqual({ type: "engine.info" });
    expect(client.status).toMatchObject({ storage: "hub", phase: "ready" });
    expect(worker.calls).toEqual([]);
  });

  it("runs in memory, and says why, where there is no hub either", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    worker.say({ kind: "no_storage", reason: "denied" });
    await new Promise((done) => setTimeout(done, 10));
    expect(worker.started).toEqual(["opfs", "memory"]);
    worker.status({ storage: "memory", memory_reason: "denied" });
    expect(client.status.memory_reason).toBe("denied");
  });

  it("tells sessions of a new epoch, not of the first", () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    const epochs: string[] = [];
    client.on("epoch", (epoch) => epochs.push(epoch));
    worker.status({ phase: "starting", epoch: "1" });
    worker.status({ epoch: "1" });
    worker.status({ phase: "starting", epoch: "2" });
    worker.status({ phase: "importing", epoch: "2" });
    expect(epochs).toEqual([]);
    worker.status({ epoch: "2" });
    expect(epochs).toEqual(["2"]);
  });

  it("never moves a record twice when the owner goes between claim and answer", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    worker.status({});
    const claims = () => worker.calls.filter((call) => call.kind === "request" && call.type === "workflow.advance");
    for (const [stage, expected] of [["demo", 1], ["lead", 2]] as const) {
      worker.calls.length = 0;
      worker.answer = (call) => {
        if (call.kind !== "request") return interrupted();
        if (call.type === "workflow.state") return { ok: true, result: { state: { stage } } };
        return claims().length === 1 ? interrupted() : { ok: true, result: { advanced: true } };
      };
      const reply = await client.advance({ workflow: "funnel", record: "o1", to: "demo" });
      expect(reply.advanced).toBe(true);
      expect(claims()).toHaveLength(expected);
    }
  });

  it("tells a save that went through from one that did not by the hash in force", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    worker.status({});
    let in_force = "base";
    worker.answer = (call) => {
      if (call.kind === "app_publish") {
        in_force = "saved";
        return interrupted();
      }
      return { ok: true, result: { text: "{}", id: "a", version: 2, hash: in_force } };
    };
    expect(await client.publish_app("{}", "base")).toMatchObject({ hash: "saved" });
    expect(worker.calls.filter((call) => call.kind === "app_publish")).toHaveLength(1);
  });

  it("refuses with the engine's own words", async () => {
    const worker = new FakeWorker();
    const client = client_over(worker);
    worker.status({});
    worker.answer = () => ({
      ok: false,
      diagnostics: [{ code: "form.unknown_form", severity: "error", message: { "zh-CN": "没有", en: "None such." } }],
    });
    const error = await client.request("form.open", { form: "x" }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Refused);
    expect((error as Refused).code).toBe("form.unknown_form");
    expect((error as Refused).message).toBe("None such.");
  });
});
