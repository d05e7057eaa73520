// The stand-in engine of page tests speaks as schemas/api says: otherwise those tests would prove nothing.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WasmEngine } from "../engine/wasm_engine.ts";
import type { EngineModule } from "../engine/wasm_engine.ts";
// @ts-expect-error plain JavaScript without types
import create from "./mock/tollgate.mjs";

const root = resolve(import.meta.dirname, "../..");
const schemas = join(root, "schemas/api");
const ajv = new Ajv2020({ strict: false, allErrors: true });
for (const file of readdirSync(schemas)) {
  const schema = JSON.parse(readFileSync(join(schemas, file), "utf8"));
  // References name files; the ids are names.
  schema.$id = file;
  ajv.addSchema(schema, file);
}

let folder = "";
let engine: WasmEngine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tollgate-"));
  const generator = join(root, "templates/medical-visit/generate_sample.mjs");
  execFileSync(process.execPath, [generator, "--out", folder, "--reps", "12"]);
  const app = readFileSync(join(folder, "app.json"), "utf8");
  engine = WasmEngine.create((await create()) as EngineModule, { storage: "memory", app });
  const lines = readFileSync(join(folder, "sample.jsonl"), "utf8").split("\n");
  for (let at = 0; at < lines.length; ) {
    at += Number(ask("data.import", { text: lines.slice(at).join("\n"), first_line: at + 1 })["lines_read"]) || 1;
  }
});
afterAll(() => {
  if (existsSync(folder)) rmSync(folder, { recursive: true });
});

function ask(type: string, params: object): Record<string, never> {
  const file = `${type.replaceAll(".", "_")}.schema.json`;
  for (const [part, value] of [["request", params], ["reply", reply_of(type, params)]] as const) {
    const check = ajv.getSchema(`${file}#/$defs/${part}`)!;
    expect(check(value), `${type} ${part}: ${ajv.errorsText(check.errors)}`).toBe(true);
    if (part === "reply") return value as Record<string, never>;
  }
  throw new Error("unreachable");
}

function reply_of(type: string, params: object): unknown {
  const reply = engine.request({ type, params }, { user: "rep_001" });
  expect(reply.ok, JSON.stringify(reply.diagnostics)).toBe(true);
  return reply.result;
}

describe("the stand-in engine", () => {
  it("follows the schemas", () => {
    ask("engine.info", {});
    ask("app.get", {});
    ask("app.describe", {});
    ask("people.list", { search: "", limit: 3 });
    const { session } = ask("form.open", { form: "visit" });
    ask("form.set", { session, path: "key_person", value: "王主任" });
    ask("form.item", { session, path: "action_items", action: "add" });
    ask("form.candidates", { session, path: "customer", search: "", limit: 5 });
    ask("form.save", { session, complete: false });
    ask("form.close", { session });
    const { rows } = ask("record.list", { view: "my_visits", limit: 5, drafts: true }) as unknown as {
      rows: { entity: string; record: string }[];
    };
    ask("record.get", { entity: rows[0]!.entity, record: rows[0]!.record });
    const board = ask("workflow.board", { workflow: "funnel" }) as unknown as {
      stages: { rows: { record: string }[] }[];
    };
    const record = board.stages.flatMap((stage) => stage.rows)[0]!.record;
    const { state } = ask("workflow.state", { workflow: "funnel", record }) as unknown as {
      state: { moves: { to: string }[] };
    };
    ask("workflow.advance", { workflow: "funnel", record, to: state.moves[0]!.to });
    const { widgets } = ask("dashboard.read", { dashboard: "health" }) as unknown as { widgets: { id: string }[] };
    ask("dashboard.drill", { dashboard: "health", widget: widgets[0]!.id, path: [] });
    ask("quick_filter.read", { quick_filter: "busy_without_result" });
    ask("outbox.list", {});
  });
});
