// The sample data beside the app: JSON lines, a header first, and the pictures they refer to.

export interface Sample {
  header: string | undefined;
  lines: string[];
  shift_days: number;
  blobs: { name: string; bytes: Uint8Array }[];
}

interface Header {
  format?: string;
  base_date?: string;
  blobs?: { path: string; names?: string[] }[];
}

export async function read_sample(
  app_url: string,
  files: string[],
  fetch_: typeof fetch,
  today: Date = new Date(),
): Promise<Sample | undefined> {
  let header_text: string | undefined;
  let header: Header = {};
  const lines: string[] = [];
  for (const name of files) {
    const text = await fetch_text(app_url + safe_path(name), fetch_);
    if (text === undefined) continue;
    for (const line of text.split("\n")) {
      if (!line.trim()) continue;
      if (!header_text && lines.length === 0 && line.includes('"tollgate.sample/')) {
        header_text = line;
        header = JSON.parse(line) as Header;
      } else {
        lines.push(line);
      }
    }
  }
  if (!lines.length) return undefined;
  const blobs: Sample["blobs"] = [];
  for (const { path, names } of header.blobs ?? []) {
    const response = await fetch_(app_url + safe_path(path));
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Once for each name that records call it by: the engine knows a file by no other.
    for (const name of names?.length ? names : [path.split("/").pop() ?? path]) {
      blobs.push({ name, bytes });
    }
  }
  return { header: header_text, lines, shift_days: days_since(header.base_date, today), blobs };
}

/** The file, or its gzip beside it where a server does not unpack by itself. */
async function fetch_text(url: string, fetch_: typeof fetch): Promise<string | undefined> {
  const plain = await fetch_(url);
  if (plain.ok) return plain.text();
  const packed = await fetch_(`${url}.gz`);
  if (!packed.ok || !packed.body) return undefined;
  return new Response(packed.body.pipeThrough(new DecompressionStream("gzip"))).text();
}

function safe_path(path: string): string {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === "..") || path.includes(":")) {
    throw new Error(`not a file beside the app: ${path}`);
  }
  return parts.map(encodeURIComponent).join("/");
}

/**
 * Whole days from a date (YYYY-MM-DD) to today, so that half a year of samples ends now. Today is that of
 * UTC, as a hub counts: one sample has one date, wherever it is brought in.
 */
export function days_since(base_date: string | undefined, today: Date): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(base_date ?? "");
  if (!parts) return 0;
  const base = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  const now = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return Math.round((now - base) / 86_400_000);
}
