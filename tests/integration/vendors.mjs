// WeCom, DingTalk, Feishu, a webhook and a mail server on loopback, in the shapes that they have, and
// misbehaving where a test says so.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as create_tcp_server } from 'node:net';

const hmac = (key, text) => createHmac('sha256', key).update(text);

export const sign_secret = 'SECtollgate-test';

// Each request that came is in `seen`: {path, query, headers, body, at}. `modes` holds what the next ones
// are answered: 'ok', a vendor's error number, 'not_json', 'status_500', 'close' (after reading),
// 'hang', 'redirect'; when it is empty: ok. `clock.ahead_ms`: by how much the vendors' clock is before ours,
// by which they judge signatures and how old a token is.
export async function serve_vendors(test) {
  const seen = [];
  const modes = [];
  const hanging = new Set();
  const clock = { ahead_ms: 0 };
  const now = () => Date.now() + clock.ahead_ms;
  const robots = new Map();

  const said = (path, code, text) =>
    path.startsWith('/open-apis/') ? { code, msg: text, ...(code ? {} : { data: {} }) } : { errcode: code, errmsg: text };

  // The 21st message of a minute is refused, as the vendors do.
  const too_fast = (robot, most) => {
    const at_ms = now();
    const times = (robots.get(robot) ?? []).filter((at) => at_ms - at < 60_000);
    robots.set(robot, [...times, at_ms]);
    return times.length >= most;
  };

  function judge(path, query, body) {
    if (path === '/cgi-bin/webhook/send') {
      if (Buffer.byteLength(body.text?.content ?? '') > 2048) return [40058, 'exceed max length 2048'];
      if (too_fast(query.get('key'), 20)) return [45009, 'api freq out of limit'];
    }
    if (path === '/robot/send') {
      const time = query.get('timestamp');
      const wanted = hmac(sign_secret, `${time}\n${sign_secret}`).digest('base64');
      if (query.get('sign') !== wanted) return [310000, 'sign not match'];
      if (Math.abs(now() - Number(time)) > 3_600_000) return [310000, 'invalid timestamp'];
      if (too_fast(query.get('access_token'), 20)) return [130101, 'send too fast'];
    }
    if (path.startsWith('/open-apis/bot/v2/hook/')) {
      const wanted = hmac(`${body.timestamp}\n${sign_secret}`, '').digest('base64');
      const is_late = Math.abs(now() / 1000 - Number(body.timestamp)) > 3_600;
      if (body.sign !== wanted || typeof body.timestamp !== 'string' || is_late) return [19021, 'sign match fail or timestamp is not within one hour from current time'];
    }
    if (path === '/cgi-bin/message/send' && (query.get('access_token') !== tokens.at(-1) || now() - token_at_ms >= 7_200_000)) return [42001, 'access_token expired'];
    return [0, 'ok'];
  }

  const tokens = [];
  let token_at_ms = 0;
  const server = createServer((request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url, 'http://x');
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const body = text ? JSON.parse(text) : {};
      seen.push({ path, query: Object.fromEntries(query), headers: request.headers, body, text, at: Date.now() });
      const mode = modes.shift() ?? 'ok';
      if (mode === 'close') return request.socket.destroy();
      if (mode === 'hang') return hanging.add(response);
      if (mode === 'redirect') return response.writeHead(302, { Location: 'http://169.254.169.254/latest/meta-data' }).end();
      const answer = (status, content) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(content);
      if (mode === 'status_500') return answer(500, '{}');
      if (mode === 'not_json') return answer(200, '<html>please sign in</html>');
      if (typeof mode === 'number') return answer(200, JSON.stringify(said(path, mode, `refused as ${mode}`)));
      if (path === '/cgi-bin/gettoken') {
        tokens.push(`token-${tokens.length + 1}`);
        token_at_ms = now();
        return answer(200, JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: tokens.at(-1), expires_in: 7200 }));
      }
      const [code, why] = judge(path, query, body);
      return answer(200, JSON.stringify({ ...said(path, code, why), ...(path === '/cgi-bin/message/send' ? { invaliduser: '', msgid: 'm-1' } : {}) }));
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));

  // SMTP, as much of it as a sender meets.
  const mails = [];
  const mail_server = create_tcp_server((socket) => {
    let data = '';
    let in_text = false;
    let mail = {};
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      data += piece;
      for (let end; (end = data.indexOf('\r\n')) >= 0; ) {
        const line = data.slice(0, end);
        data = data.slice(end + 2);
        if (in_text) {
          if (line !== '.') mail.text = (mail.text ?? '') + line + '\n';
          else {
            in_text = false;
            mails.push(mail);
            mail = {};
            socket.write('250 queued\r\n');
          }
          continue;
        }
        const word = line.slice(0, 4).toUpperCase();
        if (word === 'MAIL') mail.from = line;
        if (word === 'RCPT') mail.to = line;
        if (word === 'DATA') in_text = true;
        if (word === 'QUIT') socket.end('221 bye\r\n');
        else socket.write(word === 'DATA' ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
  });
  await new Promise((done) => mail_server.listen(0, '127.0.0.1', done));

  test.after(() => {
    for (const response of hanging) response.destroy();
    server.closeAllConnections();
    server.close();
    mail_server.close();
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    mail_url: `smtp://127.0.0.1:${mail_server.address().port}`,
    seen, modes, mails, clock,
    sent_to: (path) => seen.filter((request) => request.path === path),
  };
}
