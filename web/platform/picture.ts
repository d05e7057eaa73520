// Pictures before they are stored: brought to a size a phone can send. Time, place and person are drawn
// into those that the page's camera takes; the mark is part of the pixels, so that it travels with every
// copy. What was chosen from a gallery gets none: it would say what nobody saw.

const kLongestSide = 1600;
const kQuality = 0.85;
/** Below this, a picture is kept byte for byte, with all its metadata. */
const kKeepBytes = 1_500_000;

export async function prepare_picture(file: Blob): Promise<Blob> {
  if (file.size <= kKeepBytes) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const scale = Math.min(1, kLongestSide / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await to_jpeg(canvas);
  } finally {
    bitmap.close();
  }
}

/** A band at the foot, its text sized by the picture, light on dark so that it reads on any photo. */
export function draw_mark(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  lines: string[],
): void {
  const size = Math.max(12, Math.round(Math.min(width, height) * 0.032));
  const line_height = Math.round(size * 1.45);
  const padding = Math.round(size * 0.8);
  const band = lines.length * line_height + padding * 2;
  const gradient = context.createLinearGradient(0, height - band - padding, 0, height);
  gradient.addColorStop(0, "rgba(0, 0, 0, 0)");
  gradient.addColorStop(0.25, "rgba(0, 0, 0, 0.55)");
  gradient.addColorStop(1, "rgba(0, 0, 0, 0.72)");
  context.fillStyle = gradient;
  context.fillRect(0, height - band - padding, width, band + padding);
  context.fillStyle = "#ffffff";
  context.textBaseline = "top";
  lines.forEach((line, index) => {
    context.font = `${index === 0 ? 600 : 400} ${size}px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif`;
    context.fillText(line, padding, height - band + padding + index * line_height, width - padding * 2);
  });
}

export function to_jpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return to_blob(canvas, "image/jpeg", kQuality);
}

export function to_blob(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture could not be drawn"))),
      type,
      quality,
    ),
  );
}
