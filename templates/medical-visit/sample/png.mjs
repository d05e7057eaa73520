// A palette PNG and a tiny canvas to draw the sample photos on.
import { deflateSync } from 'node:zlib';
import { crc32_of } from './checksum.mjs';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32_of(body), body.length + 4);
  return out;
}

export function png(canvas) {
  const { width, height, pixels, palette } = canvas;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, palette
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; ++y) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

// Letters of five columns, one number a row, for the line drawn into each sample picture.
const kGlyphs = {
  A: [14, 17, 31, 17, 17], C: [14, 17, 16, 17, 14], D: [30, 17, 17, 17, 30], E: [31, 16, 30, 16, 31], F: [31, 16, 30, 16, 16],
  G: [15, 16, 19, 17, 15], I: [14, 4, 4, 4, 14], L: [16, 16, 16, 16, 31], M: [17, 27, 21, 17, 17], N: [17, 25, 21, 19, 17],
  O: [14, 17, 17, 17, 14], P: [30, 17, 30, 16, 16], R: [30, 17, 30, 18, 17], S: [15, 16, 14, 1, 30], T: [31, 4, 4, 4, 4],
  W: [17, 17, 21, 27, 17], H: [17, 17, 31, 17, 17], ' ': [0, 0, 0, 0, 0],
  0: [14, 19, 21, 25, 14], 1: [4, 12, 4, 4, 14], 2: [30, 1, 14, 16, 31], 3: [30, 1, 14, 1, 30], 4: [18, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 30], 6: [14, 16, 30, 17, 14],
};

export function make_canvas(width, height, palette) {
  const pixels = new Uint8Array(width * height);
  const canvas = {
    width, height, pixels, palette,
    box(x, y, w, h, colour) {
      for (let row = Math.max(0, y); row < Math.min(height, y + h); ++row)
        pixels.fill(colour, row * width + Math.max(0, x), row * width + Math.min(width, x + w));
    },
    text(x, y, scale, words, colour) {
      [...words].forEach((letter, i) => {
        const rows = kGlyphs[letter] ?? kGlyphs[' '];
        rows.forEach((bits, row) => {
          for (let column = 0; column < 5; ++column)
            if (bits & (16 >> column))
              canvas.box(x + (i * 6 + column) * scale, y + row * scale, scale, scale, colour);
        });
      });
    },
  };
  return canvas;
}
