// Real files for uploads, made on the spot: decks of n slides, PDFs of n pages, pictures.
import { pdf } from '../../templates/medical-visit/sample/pdf.mjs';
import { make_canvas, png } from '../../templates/medical-visit/sample/png.mjs';
import { pptx, pptx_media_type } from '../../templates/medical-visit/sample/pptx.mjs';

// As playwright's setInputFiles takes them.
export const deck = (name, slides) => ({
  name, mimeType: pptx_media_type,
  buffer: pptx(Array.from({ length: slides }, (_, i) => [`第 ${i + 1} 页`, '影像设备方案'])),
});

export const paper = (name, pages) => ({
  name, mimeType: 'application/pdf',
  buffer: pdf(Array.from({ length: pages }, (_, i) => [`Page ${i + 1}`])),
});

export function picture(name) {
  const canvas = make_canvas(320, 240, [[240, 240, 236], [20, 110, 110], [30, 30, 30]]);
  canvas.box(30, 30, 260, 150, 1);
  canvas.text(60, 200, 3, 'SCAN', 2);
  return { name, mimeType: 'image/png', buffer: png(canvas) };
}
