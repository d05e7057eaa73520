// A device that speaks to a hub by hand (docs/sync.md): it makes groups of ops, signs and sends them.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const kNone = '0'.repeat(64);

// Canonical JSON: members by name, no blanks.
const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
  : value && typeof value === 'object' ? `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
  : JSON.stringify(value);

// `post`: sends {type, params} to the app's api/sync and gives the reply's result, or throws.
export function make_device(name, app, user, post) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const signed = (...lines) => sign(null, Buffer.from(lines.map((line) => `${line}\n`).join('')), privateKey).toString('hex');
  let number = 0;
  const op_of = (kind, body, at_ms, group, index) => canonical({
    app_version: 1, body, device: name, group, kind, number: group[0] + index, previous: kNone, user,
    time: at_ms.toString(16).padStart(12, '0') + index.toString(16).padStart(4, '0'),
  });
  return {
    join: (more = {}) => post('sync.join', { app, device: name, key, at_ms: Date.now(), signature: signed('tollgate.join/1', app, name, key), ...more }),
    // What was done at once: [kind, body] of each op. `previous`: hash of the group before.
    group(count, previous, ...done) {
      const at_ms = Date.now();
      const first = number + 1;
      number += done.length;
      const ops = done.map(([kind, body], index) => op_of(kind, body, at_ms, [first, first + done.length - 1], index));
      const hash = sha256(`tollgate.group/1\n${name}\n${count}\n${previous || kNone}\n`, ops.map((op) => `${sha256(op)}\n`).join(''));
      return { number: count, hash, signature: signed('tollgate.group/1', name, hash), ops };
    },
    pull: (cursor) => post('sync.pull', { device: name, cursor, app_hash: '', limit: 500 }),
    push: (...groups) => post('sync.push', { device: name, at_ms: Date.now(), groups }),
    // Files that it will never send.
    push_without_files: (...groups) => post('sync.push', { device: name, at_ms: Date.now(), groups, without_files: true }),
    // A file of one piece.
    send: (bytes, file = 'photo.jpg') =>
      post('sync.blob', { device: name, sha256: sha256(bytes), size_bytes: bytes.length, name: file, offset: 0, bytes: bytes.toString('base64') }),
  };
}
