// Documents from and to the person's own files.

import { kLimits } from "../engine/generated/limits.ts";

export type FileProblem = { kind: "too_large" } | { kind: "not_utf8"; line: number };
export type Picked = { name: string; text: string } | { name: string; problem: FileProblem };

// The text of a file the person picks, null when they think better of it.
export function pick_document(): Promise<Picked | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (!file) resolve(null);
      else read_document(file).then(resolve, reject);
    });
    input.click();
  });
}

// Bytes that are no UTF-8 are refused: a repaired text would be another document.
export async function read_document(file: Pick<File, "name" | "size" | "arrayBuffer">): Promise<Picked> {
  const { name } = file;
  if (file.size > kLimits.document_bytes) return { name, problem: { kind: "too_large" } };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decoded(bytes);
  return text === undefined ? { name, problem: { kind: "not_utf8", line: first_bad_line(bytes) } } : { name, text };
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// A line feed is never part of another character, so lines can be judged one by one.
function first_bad_line(bytes: Uint8Array): number {
  let line = 1;
  for (let begin = 0; begin < bytes.length; ++line) {
    const feed = bytes.indexOf(10, begin);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (decoded(bytes.subarray(begin, end)) === undefined) return line;
    begin = end;
  }
  return line;
}

export function download_document(text: string): void {
  let name = "app";
  try {
    const id: unknown = (JSON.parse(text) as { id?: unknown }).id;
    if (typeof id === "string" && /^[a-z][a-z0-9_]{0,63}$/.test(id)) name = id;
  } catch {
    // A text that is no JSON is written as it is.
  }
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
