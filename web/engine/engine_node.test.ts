import { describe, expect, it } from "vitest";
import type { Changed, Principal } from "./generated/api.ts";
import { EngineNode } from "./engine_node.ts";
import type { NodeParts, Owner } from "./engine_node.ts";
import type { BetweenTabs, Call, CallReply, FromWorker, StartOptions } from "./protocol.ts";

/** Locks as the browser gives them: one holder, the others in order. */
class Locks {
  private tail_: Promise<unknown> = Promise.resolve();
  request = ((_name: string, work: () => Promise<unknown>) => {
    const result = this.tail_.then(() => work());
    this.tail_ = result.catch(() => undefined);
    return result;
  }) as unknown as LockManager["request"];
}

/** A BroadcastChannel: everybody but the sender hears, later. */
class BroadcastBus {
  readonly members = new Set<Channel>();
}
class Channel {
  onmessage: ((event: MessageEvent) => void) | null = null;
  constructor(private readonly bus_: BroadcastBus) {
    bus_.members.add(this);
  }
  postMessage(data: BetweenTabs): void {
    const copy = structuredClone(data);
    for (const member of this.bus_.members) {
      if (member !== this) queueMicrotask(() => member.onmessage?.({ data: copy } as MessageEvent));
    }
  }
  close(): void {
    this.bus_.members.delete(this);
  }
}

class FakeOwner implements Owner {
  readonly calls: Call[] = [];
  answer: (call: Call, on_pause: () => void) => Promise<CallReply> = async () => ({ ok: true, result: "done" });
  closed = false;
  readonly principals: Principal[] = [];
  call(call: Call, principal: Principal, on_pause = () => {}): Promise<CallReply> {
    this.calls.push(call);
    this.principals.push(principal);
    return this.answer(call, on_pause);
  }
  close(): void {
    this.closed = true;
  }
}

class Tab {
  readonly heard: FromWorker[] = [];
  readonly owners: FakeOwner[] = [];
  readonly node: EngineNode;
  hooks: Parameters<NodeParts["open_owner"]>[0] | undefined;
  principal: Principal = {};
  private seq_ = 1;

  constructor(
    readonly id: string,
    bus: BroadcastBus,
    locks: Locks,
    prepare: (owner: FakeOwner) => void = () => {},
  ) {
    let epochs = 0;
    const options: StartOptions = { app_id: "a", engine_url: "/", storage: "opfs", sample: false };
    this.node = new EngineNode(
      {
        id,
        locks,
        channel: new Channel(bus),
        open_owner: async (hooks) => {
          this.hooks = hooks;
          const owner = new FakeOwner();
          prepare(owner);
          this.owners.push(owner);
          return owner;
        },
        post: (message) => this.heard.push(structuredClone(message)),
        new_epoch: () => `${id}-${++epochs}`,
      },
      options,
    );
    this.node.start();
  }

  call(call: Call): number {
    this.node.call(this.seq_, call, this.principal);
    return this.seq_++;
  }
  reply(seq: number): CallReply | undefined {
    const found = this.heard.find((message) => message.kind === "reply" && message.seq === seq);
    return found?.kind === "reply" ? found.reply : undefined;
  }
  get changes(): Changed[] {
    return this.heard.filter((message) => message.kind === "changed").map((message) => message.changed);
  }
  get status() {
    const last = this.heard.filter((message) => message.kind === "status").at(-1);
    return last?.kind === "status" ? last.status : undefined;
  }
}

const settle = async () => {
  for (let i = 0; i < 30; ++i) await Promise.resolve();
};
const read: Call = { kind: "request", type: "record.list", params: {} };
const write: Call = { kind: "request", type: "form.save", params: {} };

describe("EngineNode", () => {
  it("lets one tab own the engine and serves the others through it", async () => {
    const bus = new BroadcastBus();
    const locks = new Locks();
    const first = new Tab("first", bus, locks);
    await settle();
    const second = new Tab("second", bus, locks);
    await settle();
    expect(first.status).toMatchObject({ owner: true, phase: "ready", epoch: "first-1" });
    expect(second.status).toMatchObject({ owner: false, phase: "ready", epoch: "first-1" });

    const seq = second.call(write);
    await settle();
    expect(second.reply(seq)).toEqual({ ok: true, result: "done" });
    expect(first.owners[0]!.calls).toEqual([write]);
    expect(second.owners).toHaveLength(0);
  });

  it("hands on whom each call acts for, also from another tab", async () => {
    const bus = new BroadcastBus();
    const locks = new Locks();
    const first = new Tab("first", bus, locks);
    await settle();
    const second = new Tab("second", bus, locks);
    await settle();
    first.principal = { user: "li" };
    second.principal = { user: "wang" };
    first.call(write);
    second.call(write);
    first.principal = {};
    first.call(read);
    await settle();
    expect(first.owners[0]!.principals).toEqual(
      expect.arrayContaining([{ user: "li" }, { user: "wang" }, {}]),
    );
    expect(first.owners[0]!.principals[first.owners[0]!.calls.indexOf(read)]).toEqual({});
  });

  it("answers others once a call that takes long pauses, and that one when it ends", async () => {
    let pause = () => {};
    let end = (_reply: CallReply) => {};
    const tab = new Tab("first", new BroadcastBus(), new Locks(), (owner) => {
      owner.answer = (call, on_pause) =>
        call === read
          ? new Promise((done) => {
              pause = on_pause;
              end = done;
            })
          : Promise.resolve({ ok: true, result: "short" });
    });
    await settle();
    const long = tab.call(read);
    const short = tab.call(write);
    await settle();
    // Its first part is not over.
    expect(tab.reply(short)).toBeUndefined();
    pause();
    await settle();
    expect(tab.reply(short)).toEqual({ ok: true, result: "short" });
    expect(tab.reply(long)).toBeUndefined();
    end({ ok: true, result: "long" });
    await settle();
    expect(tab.reply(long)).toEqual({ ok: true, result: "long" });
  });

  it("tells every tab what changed", async () => {
    const bus = new BroadcastBus();
    const locks = new Locks();
    const first = new Tab("first", bus, locks);
    const second = new Tab("second", bus, locks);
    await settle();
    first.hooks!.on_changed({ app: true });
    await settle();
    expect(first.changes).toEqual([{ app: true }]);
    expect(second.changes).toEqual([{ app: true }]);
  });

  it("hands over when the owner goes: repeats what may be repeated, says what may not", async () => {
    const bus = new BroadcastBus();
    const locks = new Locks();
    const never = (owner: FakeOwner) => {
      owner.answer = () => new Promise(() => {});
    };
    const first = new Tab("first", bus, locks, never);
    await settle();
    const second = new Tab("second", bus, locks);
    await settle();
    const reading = second.call(read);
    const writing = second.call(write);
    await settle();
    expect(second.reply(reading)).toBeUndefined();

    first.node.stop();
    await settle();
    expect(second.status).toMatchObject({ owner: true, phase: "ready", epoch: "second-1" });
    expect(second.reply(reading)).toEqual({ ok: true, result: "done" });
    expect(second.reply(writing)?.diagnostics?.[0]?.code).toBe("transport.interrupted");
    expect(second.owners[0]!.calls).toEqual([read]);
  });

  it("keeps calls that came before an owner was there", async () => {
    const bus = new BroadcastBus();
    const locks = new Locks();
    const tab = new Tab("only", bus, locks);
    const seq = tab.call(write);
    await settle();
    expect(tab.reply(seq)).toEqual({ ok: true, result: "done" });
  });

  it("runs calls one after another", async () => {
    const tab = new Tab("only", new BroadcastBus(), new Locks(), (owner) => {
      let running = 0;
      owner.answer = async () => {
        expect(++running).toBe(1);
        await Promise.resolve();
        --running;
        return { ok: true };
      };
    });
    const last = [tab.call(write), tab.call(read), tab.call(write)].at(-1)!;
    await settle();
    expect(tab.reply(last)).toEqual({ ok: true });
  });

  it("opens the engine again after a crash, under a new epoch", async () => {
    const tab = new Tab("only", new BroadcastBus(), new Locks(), (owner) => {
      owner.answer = async (call) => {
        if (call === write && tab.owners.length === 1) throw new Error("unreachable executed");
        return { ok: true, result: "done" };
      };
    });
    await settle();
    const crashing = tab.call(write);
    await settle();
    expect(tab.reply(crashing)?.diagnostics?.[0]?.code).toBe("transport.interrupted");
    expect(tab.owners[0]!.closed).toBe(true);
    expect(tab.status).toMatchObject({ phase: "ready", epoch: "only-2" });
    const after = tab.call(read);
    await settle();
    expect(tab.reply(after)).toEqual({ ok: true, result: "done" });
  });

  it("goes on saying that data is gone where that was seen while the engine began", async () => {
    const tab: Tab = new Tab("only", new BroadcastBus(), new Locks(), () => tab.hooks?.on_status({ phase: "lost" }));
    await settle();
    expect(tab.status).toMatchObject({ phase: "lost" });
    const restarting = tab.call({ kind: "restart" });
    await settle();
    expect(tab.reply(restarting)).toEqual({ ok: true, result: {} });
  });

  it("answers a restart itself, and does what waited behind it on the new engine", async () => {
    const tab = new Tab("only", new BroadcastBus(), new Locks());
    await settle();
    const restarting = tab.call({ kind: "restart" });
    const waiting = tab.call(write);
    await settle();
    expect(tab.reply(restarting)).toEqual({ ok: true, result: {} });
    expect(tab.reply(waiting)).toEqual({ ok: true, result: "done" });
    expect(tab.owners).toHaveLength(2);
    expect(tab.owners[1]!.calls).toEqual([write]);
  });

  it("says why when the engine cannot start, and answers every call with it", async () => {
    const heard: FromWorker[] = [];
    const node = new EngineNode(
      {
        id: "a",
        locks: null,
        channel: new Channel(new BroadcastBus()),
        open_owner: async () => {
          throw new Error("no memory");
        },
        post: (message) => heard.push(message),
        new_epoch: () => "e",
      },
      { app_id: "a", engine_url: "/", storage: "memory", sample: false },
    );
    node.call(1, read, {});
    node.start();
    await settle();
    const reply = heard.find((message) => message.kind === "reply");
    expect(reply).toMatchObject({ reply: { ok: false } });
    expect(JSON.stringify(reply)).toContain("no memory");
  });
});
