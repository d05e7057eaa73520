// A picture of what stands in a shadow root, for passing it on: the browser draws the same HTML and
// styles once more, as an image. Nothing is loaded from anywhere.

const kSvg = "http://www.w3.org/2000/svg";
const kXhtml = "http://www.w3.org/1999/xhtml";
/** Sharp on most screens and small enough to send. */
const kPixelRatio = 2;
const kMargin = 24;

/** All custom properties of <html>, as they are in force now. */
function properties_of_page(): string {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      continue; // of another origin
    }
    for (const rule of rules) {
      if (!(rule instanceof CSSStyleRule) || !rule.selectorText.includes(":root")) continue;
      for (const name of rule.style) if (name.startsWith("--")) names.add(name);
    }
  }
  const now = getComputedStyle(document.documentElement);
  return [...names].map((name) => `${name}:${now.getPropertyValue(name)}`).join(";");
}

function styles_of(root: ShadowRoot): string {
  return root.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules])
    .map((rule) => rule.cssText)
    .join("\n")
    .replaceAll(/:host(\([^)]*\))?/g, ".picture-host");
}

/** `left_out`: selectors of what is no part of a picture. */
export async function picture_of(host: HTMLElement, title: string, left_out: string): Promise<Blob> {
  const root = host.shadowRoot!;
  const width = Math.ceil(host.getBoundingClientRect().width) + 2 * kMargin;
  const body = document.createElementNS(kXhtml, "div") as HTMLElement;
  const page = getComputedStyle(document.documentElement);
  const dark = page.colorScheme.includes("dark") && (!page.colorScheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
  body.className = "picture-host";
  body.setAttribute(
    "style",
    `${properties_of_page()};color-scheme:${dark ? "dark" : "light"};background:${getComputedStyle(document.body).backgroundColor};` +
      `font:${page.fontSize} ${page.fontFamily};line-height:${page.lineHeight};color:${page.color};padding:${kMargin}px`,
  );
  const style = document.createElementNS(kXhtml, "style");
  style.textContent = styles_of(root);
  const head = document.createElementNS(kXhtml, "h1");
  head.textContent = title;
  body.append(style, head);
  for (const child of root.children) {
    if (!child.matches(`style, ${left_out}`)) body.append(child.cloneNode(true));
  }
  for (const each of body.querySelectorAll(left_out)) each.remove();
  body.style.backgroundColor = page.getPropertyValue("background-color") || "white";
  // As tall as it becomes at this width.
  const height = Math.ceil(host.getBoundingClientRect().height) + 2 * kMargin + 48;
  const drawing = document.createElementNS(kSvg, "svg");
  drawing.setAttribute("width", String(width));
  drawing.setAttribute("height", String(height));
  const frame = document.createElementNS(kSvg, "foreignObject");
  frame.setAttribute("width", "100%");
  frame.setAttribute("height", "100%");
  frame.append(body);
  drawing.append(frame);
  const source = new XMLSerializer().serializeToString(drawing);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * kPixelRatio;
  canvas.height = height * kPixelRatio;
  const context = canvas.getContext("2d")!;
  context.scale(kPixelRatio, kPixelRatio);
  context.drawImage(image, 0, 0);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"),
  );
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
