// What makes a picture of the page's camera more than a file: the record of where, when, by whom and
// for which form it was taken, written into the JPEG beside its pixels. The runtime reads it there and
// nowhere else (runtime/evidence/include/tollgate/evidence/capture.h says the shape, docs/evidence.md
// what it proves).

import type { Fix, LocationProblem } from "./location.ts";
import { draw_mark, to_jpeg } from "./picture.ts";

/** A frame of the camera with the moment of the shutter. */
export interface Shot {
  canvas: HTMLCanvasElement;
  at: Date;
  monotonic_ms: number;
}

export type Position =
  | { fix: Pick<Fix, "latitude" | "longitude" | "accuracy_m">; taken_at_ms: number }
  | { problem: LocationProblem };

export interface CaptureFacts {
  shot: Shot;
  position: Position;
  /** Local time with its offset. */
  device_time: string;
  nonce: string;
  person: string;
  /** Drawn into the picture beside time and place; undefined: nothing is drawn. */
  mark_name: string | undefined;
  /** Path without the numbers of items. */
  field: string;
}

const kMark = "Tollgate capture 1\0";
const kLongestSide = 1600;
/** As the runtime reads them in a photo's value. */
const kFixProblems: Record<LocationProblem, string> = {
  denied: "denied",
  unavailable: "no_signal",
  insecure: "insecure",
};

/** The lines that are drawn, and that the runtime compares with the record. */
export function mark_lines(facts: CaptureFacts): string[] {
  const { device_time, position, mark_name } = facts;
  const lines = [device_time.slice(0, 19).replace("T", " ")];
  if ("fix" in position) {
    const { latitude, longitude, accuracy_m } = position.fix;
    lines.push(`${latitude}, ${longitude} ±${accuracy_m} m`);
  }
  return mark_name ? [...lines, mark_name] : lines;
}

export function capture_record(facts: CaptureFacts, width: number, height: number, picture_sha256: string) {
  const { shot, position } = facts;
  return {
    format: "tollgate.capture/1",
    picture_sha256,
    device_time: facts.device_time,
    monotonic_ms: shot.monotonic_ms,
    person: facts.person,
    field: facts.field,
    nonce: facts.nonce,
    width,
    height,
    watermark: facts.mark_name === undefined ? "" : mark_lines(facts).join("\n"),
    ...("fix" in position
      ? {
          fix: {
            latitude: position.fix.latitude,
            longitude: position.fix.longitude,
            accuracy_m: position.fix.accuracy_m,
            age_ms: Math.max(0, Math.round(shot.at.getTime() - position.taken_at_ms)),
          },
        }
      : { fix_problem: kFixProblems[position.problem] }),
  };
}

/** The JPEG with the record in a segment right after its beginning. */
export function with_record(jpeg: Uint8Array, record: object): Uint8Array<ArrayBuffer> {
  const content = new TextEncoder().encode(kMark + JSON.stringify(record));
  const length = content.length + 2;
  if (length > 0xffff) throw new Error("the capture record is too long");
  const out = new Uint8Array(jpeg.length + content.length + 4);
  out.set(jpeg.subarray(0, 2));
  out.set([0xff, 0xe9, length >> 8, length & 0xff], 2);
  out.set(content, 6);
  out.set(jpeg.subarray(2), 6 + content.length);
  return out;
}

/** Draws the mark, encodes, and seals picture and record together. */
export async function seal(facts: CaptureFacts): Promise<Blob> {
  const canvas = fitted(facts.shot.canvas);
  const { width, height } = canvas;
  if (facts.mark_name !== undefined) draw_mark(canvas.getContext("2d")!, width, height, mark_lines(facts));
  const jpeg = new Uint8Array(await (await to_jpeg(canvas)).arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", jpeg));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return new Blob([with_record(jpeg, capture_record(facts, width, height, sha256))], { type: "image/jpeg" });
}

/** Brought to a size that a phone can send. */
function fitted(shot: HTMLCanvasElement): HTMLCanvasElement {
  const scale = Math.min(1, kLongestSide / Math.max(shot.width, shot.height));
  if (scale === 1) return shot;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(shot.width * scale));
  canvas.height = Math.max(1, Math.round(shot.height * scale));
  canvas.getContext("2d")!.drawImage(shot, 0, 0, canvas.width, canvas.height);
  return canvas;
}
