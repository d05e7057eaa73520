// The few files that all sample records share as their evidence: real pictures, a real deck, real PDFs.
import { sha256_of } from './checksum.mjs';
import { pdf } from './pdf.mjs';
import { make_canvas, png } from './png.mjs';
import { pptx, pptx_media_type } from './pptx.mjs';

const kPalette = [[196, 222, 236], [236, 241, 239], [178, 203, 196], [92, 128, 126], [214, 62, 58], [64, 92, 104],
  [120, 168, 120], [88, 88, 92], [250, 250, 250], [30, 40, 44], [224, 196, 150], [150, 186, 210]];

function photo(number) {
  const canvas = make_canvas(480, 360, kPalette);
  canvas.box(0, 0, 480, 360, number % 2 ? 0 : 11);
  canvas.box(0, 250, 480, 110, 6);
  canvas.box(0, 290, 480, 70, 7);
  const left = 60 + (number * 37) % 90;
  const storeys = 4 + (number % 3);
  const top = 250 - storeys * 36;
  canvas.box(left, top, 270, storeys * 36, number % 3 ? 1 : 10);
  for (let row = 0; row < storeys; ++row)
    for (let column = 0; column < 7; ++column) canvas.box(left + 14 + column * 37, top + 10 + row * 36, 20, 18, (row * 7 + column + number) % 5 ? 5 : 2);
  canvas.box(left + 110, 206, 50, 44, 3);
  canvas.box(left + 123, top - 38, 24, 34, 8);
  canvas.box(left + 131, top - 34, 8, 26, 4);
  canvas.box(left + 122, top - 25, 26, 8, 4);
  canvas.box(0, 322, 480, 38, 9);
  canvas.text(14, 334, 3, `SAMPLE PHOTO ${number}`, 8);
  return png(canvas);
}

function scan() {
  const canvas = make_canvas(420, 560, kPalette);
  canvas.box(0, 0, 420, 560, 8);
  canvas.text(70, 40, 4, 'DEMO RECORD', 9);
  for (let line = 0; line < 11; ++line) canvas.box(50, 100 + line * 30, line % 4 === 3 ? 180 : 320, 6, 1);
  canvas.text(50, 470, 3, 'SIGNED', 9);
  canvas.box(170, 490, 190, 2, 9);
  for (let x = 0; x < 120; ++x) canvas.box(200 + x, 470 + ((x * 7) % 23) - ((x * 3) % 11), 2, 3, 5);
  canvas.text(50, 525, 3, 'SAMPLE', 4);
  return png(canvas);
}

// Name in the evidence folder → bytes, media type and what is counted in them.
export function make_evidence() {
  const files = [];
  const add = (path, media_type, bytes, counted = {}) =>
    files.push({ path: `evidence/${path}`, media_type, bytes, size_bytes: bytes.length, sha256: sha256_of(bytes), ...counted });
  for (let number = 1; number <= 6; ++number) add(`site_photo_${number}.png`, 'image/png', photo(number));
  const deck = [['影像设备升级方案', '示例文件'], ['现状与需求', '检查量、等待时间、设备年限'], ['推荐配置', '机型、功能、场地'], ['培训与售后', '驻点培训、4 小时响应'], ['投入与回收', '购置、运行、收入测算']];
  add('demo_deck.pptx', pptx_media_type, pptx(deck), { slides: deck.length });
  add('demo_confirmation.png', 'image/png', scan());
  add('quotation.pdf', 'application/pdf', pdf([['Sample quotation', 'Prices are for demonstration only.'], ['Terms of delivery and service']]), { pages: 2 });
  add('contract.pdf', 'application/pdf', pdf([['Sample contract', 'Not a binding document.'], ['Scope of supply'], ['Payment and acceptance'], ['Signatures']]), { pages: 4 });
  return files;
}
