// A QR code as a drawing that scales.
import { generate } from "lean-qr";
import { svg, html } from "lit";

export function qr_code(text: string, label: string) {
  const code = generate(text);
  const { size } = code;
  let path = "";
  for (let y = 0; y < size; ++y) {
    for (let x = 0; x < size; ++x) {
      if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">
    ${svg`<path fill="currentColor" d=${path} />`}
  </svg>`;
}
