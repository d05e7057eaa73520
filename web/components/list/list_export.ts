// A list as a file: the engine gives it in pieces, so that it says how far it is and can be stopped.

import type { EngineClient } from "../../engine/client.ts";
import type { AskedList } from "./asked_list.ts";

export type ExportFormat = "csv" | "xlsx";

export interface ExportedFile {
  name: string;
  content: Blob;
  rows: number;
}

export interface ExportWatch {
  signal: AbortSignal;
  on_progress(done: number, of: number): void;
}

/** undefined: it was stopped. */
export async function export_list(
  client: EngineClient,
  list: AskedList & { columns?: string[] },
  format: ExportFormat,
  { signal, on_progress }: ExportWatch,
): Promise<ExportedFile | undefined> {
  const parts: BlobPart[] = [];
  for (let cursor: string | undefined; ; ) {
    const piece = await client.request("list.export", { ...list, format, ...(cursor ? { cursor } : {}) });
    if (signal.aborted) return undefined;
    if (piece.text !== undefined) parts.push(piece.text);
    if (piece.bytes !== undefined) parts.push(bytes_of(piece.bytes));
    on_progress(piece.done, piece.total);
    cursor = piece.cursor;
    if (!cursor) return { name: piece.file_name, content: new Blob(parts, { type: piece.media_type }), rows: piece.done };
  }
}

function bytes_of(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** Hands the file to the person. */
export function hand_out({ name, content }: ExportedFile): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // A browser begins to read it after this.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
