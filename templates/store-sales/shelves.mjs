// Pictures of a store's shelves for the sample: each another one, as if taken at each visit.
import { sha256_of } from '../medical-visit/sample/checksum.mjs';
import { make_canvas, png } from '../medical-visit/sample/png.mjs';

const kWidth = 320;
const kHeight = 240;
// Walls, boards, floor, then goods.
const kPalette = [[238, 236, 230], [214, 224, 230], [226, 214, 196], [150, 120, 92], [120, 124, 130], [196, 190, 182], [250, 250, 246], [40, 44, 50],
  [204, 60, 54], [228, 140, 44], [240, 204, 72], [96, 160, 84], [52, 120, 110], [58, 108, 178], [104, 84, 158], [216, 120, 152], [160, 96, 62], [232, 228, 220]];
const kFirstGoods = 8;

// A board with goods of one kind beside each other, some missing.
function fill_board(canvas, random, left, right, board, height) {
  for (let x = left + 4; x < right - 8;) {
    const colour = random.integer(kFirstGoods, kPalette.length - 1);
    const width = random.integer(9, 26);
    const tall = random.integer(Math.round(height * 0.45), height - 8);
    for (let piece = random.integer(1, 4); piece > 0 && x + width < right - 4; --piece, x += width + 2) {
      if (random.chance(0.12)) continue;
      canvas.box(x, board - tall, width, tall, colour);
      canvas.box(x + 2, board - tall + Math.round(tall / 3), width - 4, 4, 6);
    }
    x += random.integer(1, 9);
  }
}

function shelf_picture(random) {
  const canvas = make_canvas(kWidth, kHeight, kPalette);
  canvas.box(0, 0, kWidth, kHeight, random.integer(0, 2));
  const floor = random.integer(196, 224);
  canvas.box(0, floor, kWidth, kHeight - floor, random.pick([4, 5, 3]));
  for (let lamp = random.integer(0, 60); lamp < kWidth; lamp += random.integer(70, 130)) canvas.box(lamp, 6, 38, 6, 6);
  const left = random.integer(0, 70);
  const right = kWidth - random.integer(0, 90);
  const boards = random.integer(3, 5);
  const top = random.integer(18, 50);
  const height = Math.floor((floor - 6 - top) / boards);
  const wood = random.pick([3, 4]);
  for (let n = 1; n <= boards; ++n) {
    const board = top + n * height;
    canvas.box(left, board - height, right - left, height, 17);
    fill_board(canvas, random, left, right, board, height);
    canvas.box(left, board, right - left, 5, wood);
    for (let tag = left + 6; tag < right - 12; tag += random.integer(22, 40)) canvas.box(tag, board + 1, 10, 3, 6);
  }
  for (const side of [left - 4, right]) canvas.box(side, top - 4, 4, floor - top + 4, wood);
  return png(canvas);
}

// How often a picture is needed is known when it is: each call draws one more.
export function make_shelves(random) {
  const files = [];
  return {
    files,
    take() {
      const bytes = shelf_picture(random);
      const file = { path: `evidence/shelf_${String(files.length + 1).padStart(3, '0')}.png`, media_type: 'image/png', bytes, size_bytes: bytes.length, sha256: sha256_of(bytes) };
      files.push(file);
      return file;
    },
  };
}
