// Line icons, drawn here; each is 20 by 20 and takes the colour of its text.

import { svg, html } from "lit";

const paths = {
  add: svg`<path d="M10 4v12M4 10h12"/>`,
  back: svg`<path d="M12 4l-6 6 6 6"/>`,
  forward: svg`<path d="M8 4l6 6-6 6"/>`,
  up: svg`<path d="M5 12l5-5 5 5"/>`,
  down: svg`<path d="M5 8l5 5 5-5"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  remove: svg`<path d="M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="M13 13l4 4"/>`,
  camera: svg`<path d="M3 7h3l1.5-2h5L14 7h3v9H3z"/><circle cx="10" cy="11" r="3"/>`,
  file: svg`<path d="M5 3h6l4 4v10H5z"/><path d="M11 3v4h4"/>`,
  place: svg`<path d="M10 17s5-4.6 5-9a5 5 0 0 0-10 0c0 4.4 5 9 5 9z"/><circle cx="10" cy="8" r="1.8"/>`,
  microphone: svg`<rect x="7.5" y="3" width="5" height="9" rx="2.5"/><path d="M5 10a5 5 0 0 0 10 0M10 15v3"/>`,
  stop: svg`<rect x="6" y="6" width="8" height="8" rx="1"/>`,
  clock: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4l3 2"/>`,
  minus: svg`<path d="M5 10h10"/>`,
  check: svg`<path d="M4 10.5l4 4 8-9"/>`,
  alert: svg`<path d="M10 3l8 14H2z"/><path d="M10 8v4M10 14.5v.2"/>`,
  person: svg`<circle cx="10" cy="7" r="3"/><path d="M4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5"/>`,
  list: svg`<path d="M7 5h10M7 10h10M7 15h10M3.5 5h.1M3.5 10h.1M3.5 15h.1"/>`,
  chart: svg`<path d="M3 17h14M5 14v-4M10 14V5M15 14V8"/>`,
  funnel: svg`<path d="M3 4h14l-5.5 7v5l-3 1.5V11z"/>`,
  filter: svg`<path d="M3 6h14M6 10h8M8.5 14h3"/>`,
  form: svg`<rect x="4" y="3" width="12" height="14" rx="1.5"/><path d="M7 7h6M7 10h6M7 13h3"/>`,
  send: svg`<path d="M3 10l14-6-4 13-3-5z"/>`,
  bell: svg`<path d="M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13z"/><path d="M8.5 17.5h3"/>`,
  globe: svg`<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c2.5 2.2 2.5 11.8 0 14M10 3c-2.5 2.2-2.5 11.8 0 14"/>`,
  picture: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M3 14l4-4 3 3 3-3 4 4"/><circle cx="8" cy="8" r="1"/>`,
  print: svg`<path d="M6 7V3h8v4M6 14H3V7h14v7h-3"/><rect x="6" y="11" width="8" height="6"/>`,
  copy: svg`<rect x="7" y="7" width="10" height="10" rx="1.5"/><path d="M13 7V3H3v10h4"/>`,
  link: svg`<path d="M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2"/>`,
  qr: svg`<rect x="3" y="3" width="5" height="5"/><rect x="12" y="3" width="5" height="5"/><rect x="3" y="12" width="5" height="5"/><path d="M12 12h2v2M17 12v5h-3M12 17v.1"/>`,
  fit: svg`<path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4"/>`,
  rotate: svg`<path d="M15.5 7A6.5 6.5 0 1 0 16.5 11"/><path d="M16.5 3v4.5H12"/>`,
  star: svg`<path d="M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z"/>`,
  columns: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M8 4v12M12.5 4v12"/>`,
  board: svg`<rect x="3" y="4" width="4" height="12" rx="1"/><rect x="8.5" y="4" width="4" height="8" rx="1"/><rect x="14" y="4" width="3" height="10" rx="1"/>`,
  calendar: svg`<rect x="3" y="4.5" width="14" height="12.5" rx="1.5"/><path d="M3 8.5h14M7 3v3M13 3v3"/>`,
  timeline: svg`<path d="M3 5h7M6 10h9M10 15h7"/>`,
  more: svg`<circle cx="4.5" cy="10" r=".9"/><circle cx="10" cy="10" r=".9"/><circle cx="15.5" cy="10" r=".9"/>`,
  move: svg`<path d="M4 10h12M12 6l4 4-4 4"/>`,
  lock: svg`<rect x="4.5" y="9" width="11" height="8" rx="1.5"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>`,
};

export type IconName = keyof typeof paths;

export function icon(name: IconName) {
  return html`<svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${paths[name]}
  </svg>`;
}
