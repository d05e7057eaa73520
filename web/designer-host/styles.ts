// Styles of the canvas and of the elements on it. Their paddings and text sizes are those of the
// drawn text fields (designer/widgets/text_field.cc), so text stays where it is when it is edited.
import { font_families } from "./module.ts";

const text = `
.designer { forced-color-adjust: none; position: relative; overflow: hidden; background: #f3f4f7; touch-action: none; user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; }
.designer > canvas { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.designer-mirror { position: absolute; inset: 0; overflow: hidden; color: transparent; }
.designer-mirror [data-node] { margin: 0; box-sizing: border-box; outline: none; overflow: hidden; font: 400 1px/1 ${font_families.text}; }
.designer-mirror [data-node]:not(.designer-container) { position: absolute; }
.designer-mirror .designer-out { pointer-events: none; }
.designer-mirror .designer-popup { z-index: 2; }
.designer-mirror p[data-node], .designer-mirror [role="heading"] { pointer-events: none; }
.designer-mirror input[data-node], .designer-mirror textarea[data-node] {
  appearance: none; border: 0; border-radius: 6px; background: transparent; color: #1a1f2b; caret-color: #3d5ae0;
  padding: 0 10px calc(2 * var(--designer-raise, 0px)); font: 400 14px/20px ${font_families.text}; font-kerning: none; font-variant-ligatures: none;
  opacity: 0; resize: none; user-select: text; -webkit-user-select: text; cursor: text;
}
.designer-mirror textarea[data-node] { padding: calc(6px - var(--designer-raise, 0px)) 10px 6px; overflow-y: auto; scrollbar-width: thin; }
.designer-mirror input.designer-mono, .designer-mirror textarea.designer-mono { font: 400 13px/20px ${font_families.mono}; }
.designer-mirror input[data-node]:focus, .designer-mirror textarea[data-node]:focus { opacity: 1; }
.designer-mirror input[data-node]::placeholder, .designer-mirror textarea[data-node]::placeholder { color: #6c7585; opacity: 1; }
.designer-mirror.has-popup input[data-node]:not(.designer-popup), .designer-mirror.has-popup textarea[data-node]:not(.designer-popup) { pointer-events: none; }
.designer-live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.designer-failure { position: absolute; inset: 0; display: grid; place-content: center; padding: 24px; font: 16px/1.6 ${font_families.text}; color: #1a1f2b; text-align: center; }
`;

// By how many pixels the canvas draws its text higher than the browser would
// (designer/platform/web/web_surface.cc).
export function raised_by(): number {
  const context = document.createElement("canvas").getContext("2d")!;
  context.font = `14px ${font_families.text}`;
  const metrics = context.measureText("M");
  const centred = 7 + (metrics.fontBoundingBoxAscent - metrics.fontBoundingBoxDescent) / 2;
  return Math.max(0, Math.round(centred) - Math.round(Math.min(centred, 14 * 0.875)));
}

let sheet: CSSStyleSheet | undefined;

export function adopt_styles(): void {
  if (sheet) return;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
