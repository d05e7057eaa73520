// What the page's camera makes, written by a raw client: JPEGs with a capture record.
import { createHash } from 'node:crypto';

const big = (value, size) => Buffer.from(Array.from({ length: size }, (_, i) => (value >> (8 * (size - 1 - i))) & 0xff));

// A grey JPEG; `brightness(x, y)` of each block of 8 × 8 pixels, 0 … 255. Codes as in
// runtime/evidence/files_test_support.cc.
export function grey_jpeg(width, height, brightness) {
  const head = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xdb]), big(67, 2), big(0, 1), Buffer.alloc(64, 1),
    Buffer.from([0xff, 0xc0]), big(11, 2), big(8, 1), big(height, 2), big(width, 2), Buffer.from([1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xc4]), big(31, 2), Buffer.from([0, 0, 0, 0, 12, ...Array(12).fill(0), ...Array(12).keys()]),
    Buffer.from([0xff, 0xc4]), big(20, 2), Buffer.from([0x10, 1, ...Array(15).fill(0), 0]),
    Buffer.from([0xff, 0xda]), big(8, 2), Buffer.from([1, 1, 0, 0, 63, 0]),
  ]);
  const bytes = [];
  let held = 0, count = 0;
  const put = (value, bits) => {
    for (let i = bits - 1; i >= 0; --i) {
      held = ((held << 1) | ((value >> i) & 1)) & 0xff;
      if (++count < 8) continue;
      bytes.push(held);
      if (held === 0xff) bytes.push(0);
      count = 0;
    }
  };
  let before = 0;
  for (let y = 0; y < height / 8; ++y)
    for (let x = 0; x < width / 8; ++x) {
      const mean = (brightness(x, y) - 128) * 8;
      const difference = mean - before;
      before = mean;
      const bits = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
      put(bits, 4);
      put(difference < 0 ? difference + (1 << bits) - 1 : difference, bits);
      put(0, 1);
    }
  put(0x7f, 7);
  return Buffer.concat([head, Buffer.from(bytes), Buffer.from([0xff, 0xd9])]);
}

// A scene of its own for each number.
export const scene = (number, width = 640, height = 480) =>
  grey_jpeg(width, height, (x, y) => {
    const column = Math.floor((x * 9 * 8) / width), row = Math.floor((y * 11 * 8) / height);
    return createHash('sha256').update(`${number} ${column} ${row}`).digest()[0];
  });

const two = (n) => String(n).padStart(2, '0');
// Shanghai time with its offset.
export function shanghai(at) {
  const d = new Date(at.getTime() + 8 * 3600_000);
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}T${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}+08:00`;
}

// The record that a page would write; `changes` is what a cheat writes instead.
export function capture_record(jpeg, pass, changes = {}) {
  const device_time = shanghai(changes.at ?? new Date());
  const fix = changes.fix === null ? undefined : { latitude: '31.230400', longitude: '121.473700', accuracy_m: '9', age_ms: 500, ...changes.fix };
  const lines = [`${device_time.slice(0, 10)} ${device_time.slice(11, 19)}`, ...(fix ? [`${fix.latitude}, ${fix.longitude} ±${fix.accuracy_m} m`] : []), pass.name];
  return {
    format: 'tollgate.capture/1', picture_sha256: createHash('sha256').update(jpeg).digest('hex'), device_time,
    monotonic_ms: 1000, person: pass.person, field: 'photo', nonce: pass.nonce, width: 640, height: 480,
    watermark: lines.join('\n'), ...(fix ? { fix } : { fix_problem: 'no_signal' }), ...changes.record,
  };
}

export function sealed(jpeg, record) {
  const content = Buffer.from(`Tollgate capture 1\0${JSON.stringify(record)}`);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe9]), big(content.length + 2, 2), content, jpeg.subarray(2)]);
}
