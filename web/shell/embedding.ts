// Parts of an app inside other pages: their addresses, what is pasted there, and how the page behaves
// when it is shown so.

export interface EmbeddedPart {
  app: string;
  /** "form/visit", "view/my_visits", "dashboard/health": the address of the part, after #/. */
  show: string;
  label: string;
}

export function is_embedded(href: string): boolean {
  return new URL(href).searchParams.has("embedded");
}

/** Where people open the part by itself: for a link or a QR code. */
export function part_address(site_url: string, { app, show }: EmbeddedPart): string {
  return `${site_url}apps/${app}/#/${show}`;
}

export function frame_snippet(site_url: string, { app, show, label }: EmbeddedPart): string {
  const address = `${site_url}apps/${app}/?embedded#/${show}`;
  return `<iframe src="${attribute(address)}" title="${attribute(label)}" width="100%" height="640" style="border: 0" loading="lazy" allow="camera; geolocation; microphone"></iframe>`;
}

export function script_snippet(site_url: string, { app, show, label }: EmbeddedPart): string {
  return `<script async src="${attribute(`${site_url}embed.js`)}" data-app="${attribute(app)}" data-show="${attribute(show)}" data-title="${attribute(label)}"></script>`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Tells the page around how tall the part is, so that it needs no scrolling of its own. */
export function tell_height(element: HTMLElement): void {
  if (parent === window) return;
  let last = 0;
  const tell = (): void => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    // Nothing but a number: whoever shows the part may know it.
    parent.postMessage({ tollgate_height: height }, "*");
  };
  new ResizeObserver(tell).observe(element);
}
