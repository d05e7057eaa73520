// A picture of what stands in a shadow root, for passing it on: the browser draws the same HTML and
// styles once more, as an image. Nothing is loaded from anywhere.

const kSvg = "http://www.w3.org/2000/svg";
const kXhtml = "http://www.w3.org/1999/xhtml";
/** Sharp on most screens and small enough to send. */
const kPixelRatio = 2;
const kMargin = 24;
const kHeadHeight = 48;

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

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/**
 * `left_out`: selectors of what is no part of a picture. All is put together as text: in the page itself
 * such styles are refused by its policy.
 */
export async function picture_of(host: HTMLElement, title: string, left_out: string): Promise<Blob> {
  const root = host.shadowRoot!;
  const box = host.getBoundingClientRect();
  const width = Math.ceil(box.width) + 2 * kMargin;
  const height = Math.ceil(box.height) + 2 * kMargin + kHeadHeight;
  const page = getComputedStyle(document.documentElement);
  const follows_system = page.colorScheme.includes("light") && page.colorScheme.includes("dark");
  const dark = follows_system ? matchMedia("(prefers-color-scheme: dark)").matches : page.colorScheme.includes("dark");
  const serializer = new XMLSerializer();
  const parts = [...root.children]
    .filter((child) => !child.matches(`style, ${left_out}`))
    .map((child) => {
      const copy = child.cloneNode(true) as Element;
      for (const each of copy.querySelectorAll(left_out)) each.remove();
      return serializer.serializeToString(copy);
    });
  const look =
    `${properties_of_page()};color-scheme:${dark ? "dark" : "light"};background:${page.backgroundColor};` +
    `font:${page.fontSize} ${page.fontFamily};line-height:${page.lineHeight};color:${page.color};padding:${kMargin}px;` +
    `box-sizing:border-box;min-height:${height}px`;
  const source =
    `<svg xmlns="${kSvg}" width="${width}" height="${height}"><foreignObject width="100%" height="100%">` +
    `<div xmlns="${kXhtml}" class="picture-host" style="${escaped(look)}"><style>${escaped(styles_of(root))}</style>` +
    `<h1>${escaped(title)}</h1>${parts.join("")}</div></foreignObject></svg>`;
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
