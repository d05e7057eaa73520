// Signing in elsewhere, with a real identity provider and a stub of WeCom's answers, both on loopback.
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { app_file, scratch, serve } from './binary.mjs';

const from_provider = createRequire(new URL('./identity_provider/package.json', import.meta.url));

const listen = (handler) => new Promise((done) => {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1', () => done(server));
});
const url_of = (server) => `http://127.0.0.1:${server.address().port}`;
const close = (server) => { server.closeAllConnections(); server.close(); };

function jwk(kind, kid) {
  const { privateKey } = kind === 'RS256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: kind };
}

// A browser of a person: cookies by origin, redirects followed by hand.
function browser(user_agent = 'Firefox') {
  const jars = new Map();
  const jar = (url) => jars.get(new URL(url).origin) ?? jars.set(new URL(url).origin, new Map()).get(new URL(url).origin);
  return {
    jar,
    async get(url, form) {
      const cookie = [...jar(url)].map(([name, value]) => `${name}=${value}`).join('; ');
      const more = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
      const response = await fetch(url, { ...more, redirect: 'manual', headers: { 'User-Agent': user_agent, ...(cookie ? { Cookie: cookie } : {}) } });
      for (const each of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(each);
        if (value) jar(url).set(name, value);
        else jar(url).delete(name);
      }
      return response;
    },
    // Where it ends: an address of the hub's that sends nobody on.
    async follow(url, { until = () => false } = {}) {
      for (let steps = 0; steps < 12; steps++) {
        if (until(url)) return url;
        const response = await this.get(url);
        const next = response.headers.get('location');
        if (!next) return url;
        url = new URL(next, url).href;
      }
      throw new Error(`no end of redirects at ${url}`);
    },
  };
}

async function ask(url, type, params, cookie = '') {
  const response = await fetch(`${url}/hub/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) }, body: JSON.stringify({ type, params }) });
  return { cookie: response.headers.getSetCookie()[0]?.split(';')[0], ...(await response.json()) };
}

// A hub with an administrator: what they ask.
async function start_hub(t) {
  const hub = await serve(t, ['--app', app_file, '--no-samples', '--db', join(scratch(t), 'a.db')], { accounts: true });
  let link;
  while (!(link = /invitation=([0-9a-f]{64})/.exec(hub.out_text()))) await new Promise((done) => setTimeout(done, 20));
  const { cookie } = await ask(hub.url, 'invitation.accept', { token: link[1], name: 'root', password: 'correct horse' });
  const root = async (type, params = {}) => {
    const reply = await ask(hub.url, type, params, cookie);
    assert.equal(reply.ok, true, JSON.stringify(reply));
    return reply.result;
  };
  const who = async (person) => (await ask(hub.url, 'session.get', {}, `tollgate_session=${person.jar(hub.url).get('tollgate_session') ?? ''}`)).result.account;
  return { hub, root, who, cookie };
}

async function start_provider(t, people, return_address) {
  const { default: Provider } = await import(from_provider.resolve('oidc-provider'));
  let current, provider;
  const server = await listen((request, response) => {
    if (!request.url.startsWith('/login/')) return provider.callback()(request, response);
    return void provider.interactionFinished(request, response, { login: { accountId: current } }, { mergeWithLastSubmission: false });
  });
  t.after(() => close(server));
  const issuer = url_of(server);
  // Other keys: what a rotation does.
  const rotate = (key) => {
    provider = new Provider(issuer, {
      clients: [{ client_id: 'tollgate', client_secret: 'a secret: +/&', redirect_uris: [return_address], grant_types: ['authorization_code'], response_types: ['code'], id_token_signed_response_alg: key.alg, backchannel_logout_uri: return_address.replace(/return$/, 'sign_out'), backchannel_logout_session_required: true }],
      jwks: { keys: [key] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      conformIdTokenClaims: false,
      claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      pkce: { required: () => true },
      // By itself it calls no address of this machine.
      fetch: (url, { dispatcher: _, ...how }) => fetch(url, how),
      interactions: { url: (context, { uid }) => `/login/${uid}` },
      findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      async loadExistingGrant({ oidc }) {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
  };
  // The provider's own way out, in the browser that signed in there.
  const sign_out = async (person) => {
    const page = await (await person.get(`${issuer}/session/end`)).text();
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page);
    return person.get(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
  };
  return { issuer, rotate, sign_out, be: (id) => { current = id; } };
}

test('people come by an identity provider: by their e-mail address, by groups, and with its new keys', async (t) => {
  const { hub, root, who } = await start_hub(t);
  const people = {
    li: { name: '李娜', preferred_username: 'person-0001', email: 'li@example.com', email_verified: true },
    ma: { name: 'Ma', preferred_username: 'person-0002', email: 'li@example.com', email_verified: false },
    boss: { name: 'Boss', preferred_username: 'person-0009', groups: ['it', 'sales'] },
  };
  const idp = await start_provider(t, people, `${hub.url}/hub/sign_in/oidc/return`);
  idp.rotate(jwk('RS256', 'first'));
  const oidc = { issuer: idp.issuer, client_id: 'tollgate' };
  await root('sign_in.configure', { oidc, oidc_secret: 'a secret: +/&' });
  const shown = await root('sign_in.settings');
  assert.deepEqual([shown.oidc_secret_set, JSON.stringify(shown).includes('a secret')], [true, false]);
  assert.deepEqual((await ask(hub.url, 'sign_in.ways', {})).result.ways, [{ kind: 'oidc', label: new URL(idp.issuer).host }]);
  await root('account.invite', { name: 'Li Na', addresses: [{ kind: 'email', value: 'LI@example.com' }] });

  const begin = `${hub.url}/hub/sign_in/oidc`;
  idp.be('li');
  const li = browser();
  assert.equal(await li.follow(`${begin}?next=${encodeURIComponent('apps/medical_visit/#/x')}`), `${hub.url}/apps/medical_visit/#/x`);
  assert.equal((await who(li)).name, 'Li Na');
  // Not by an address that the provider itself does not believe.
  idp.be('ma');
  const ma = browser();
  assert.equal(await ma.follow(begin), `${hub.url}/sign_in.html#problem=accounts.unknown_outsider`);
  assert.equal(await who(ma), undefined);

  // The link stays when the address changes; keys change meanwhile.
  people.li.email = 'li.na@example.com';
  idp.rotate(jwk('RS256', 'second'));
  idp.be('li');
  // Keys are read anew at most once a minute: the first look at them was a moment ago.
  const soon = browser();
  assert.match(await soon.follow(begin), /#problem=sign_in\.token$/);
  await root('sign_in.configure', { oidc });
  const again = browser();
  assert.equal(await again.follow(begin), `${hub.url}/`);
  assert.equal((await who(again)).name, 'Li Na');

  // ES256, and groups: an account is made, is what they say, and no longer is when they say no more.
  idp.rotate(jwk('ES256', 'third'));
  await root('sign_in.configure', { oidc: { ...oidc, groups: [{ group: 'it', administrator: true }, { group: 'sales', app: 'medical_visit' }] } });
  idp.be('boss');
  const boss = browser();
  assert.equal(await boss.follow(begin), `${hub.url}/`);
  const is = await who(boss);
  assert.deepEqual([is.name, is.administrator, is.places], ['Boss', true, [{ app: 'medical_visit', record: 'person-0009' }]]);
  people.boss.groups = ['sales'];
  assert.equal(await boss.follow(begin), `${hub.url}/`);
  assert.equal((await who(boss)).administrator, false);
  await root('account.change', { account: is.id, state: 'revoked' });
  const late = browser();
  assert.equal(await late.follow(begin), `${hub.url}/sign_in.html#problem=accounts.suspended`);
});

test('a sign-in elsewhere is for the browser that began it, once, and leads nowhere else', async (t) => {
  const { hub, root, who } = await start_hub(t);
  const idp = await start_provider(t, { li: { name: 'Li' } }, `${hub.url}/hub/sign_in/oidc/return`);
  idp.rotate(jwk('RS256', 'a'));
  idp.be('li');
  await root('sign_in.configure', { oidc: { issuer: idp.issuer, client_id: 'tollgate', groups: [{ group: 'all' }] }, oidc_secret: 'a secret: +/&' });
  const begin = `${hub.url}/hub/sign_in/oidc`;
  const at_return = { until: (url) => url.includes('/oidc/return?') };

  // A foreign way back: to nobody's session.
  const thief = browser();
  const stolen = await thief.follow(begin, at_return);
  const victim = browser();
  assert.match(await victim.follow(stolen), /#problem=sign_in\.state$/);
  await victim.follow(begin, at_return);
  assert.match(await victim.follow(stolen), /#problem=sign_in\.state$/);
  assert.equal(await who(victim), undefined);
  // In none of the groups.
  assert.match(await thief.follow(stolen), /#problem=accounts\.unknown_outsider$/);

  await root('sign_in.configure', { oidc: { issuer: idp.issuer, client_id: 'tollgate', groups: [{ group: 'Li' }], groups_claim: 'name' } });
  const li = browser();
  const back = await li.follow(begin, at_return);
  const note = li.jar(hub.url).get('tollgate_sign_in');
  assert.equal(await li.follow(back), `${hub.url}/`);
  li.jar(hub.url).set('tollgate_sign_in', note);
  assert.match(await li.follow(back), /#problem=sign_in\.code_used$/);

  for (const next of ['https://evil.example/', '//evil.example/', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', '%09//evil.example', 'a/../../x', 'x\r\nSet-Cookie: a=b']) {
    const person = browser();
    assert.equal(await person.follow(`${begin}?next=${encodeURIComponent(next)}`), `${hub.url}/`, next);
  }
  const refused = async (params) => (await ask(hub.url, 'sign_in.configure', params)).diagnostics[0].code;
  assert.equal(await refused({ oidc_off: true }), 'accounts.administrators_only');
  const other = browser();
  assert.match(await other.follow(`${hub.url}/hub/sign_in/wecom`), /#problem=sign_in\.not_set_up$/);
});

test('a group gives a role in an app at each sign-in, and who signs out there is out here', async (t) => {
  const { hub, root, who, cookie } = await start_hub(t);
  const people = { li: { name: '李娜', preferred_username: 'li.na', groups: ['reps'] }, ma: { name: '马丽', preferred_username: 'ma.li', groups: ['leads'] }, wu: { name: '吴昊', preferred_username: 'wu.hao', groups: ['reps'] } };
  const idp = await start_provider(t, people, `${hub.url}/hub/sign_in/oidc/return`);
  idp.rotate(jwk('RS256', 'a'));
  const oidc = { issuer: idp.issuer, client_id: 'tollgate' };
  const rules = (groups) => root('sign_in.configure', { oidc: { ...oidc, groups }, oidc_secret: 'a secret: +/&' });
  await rules([{ group: 'leads', app: 'medical_visit', role: '区域经理' }, { group: 'reps', app: 'medical_visit', role: '业务代表' }]);
  assert.equal((await root('sign_in.settings')).sign_out_address, `${hub.url}/hub/sign_in/oidc/sign_out`);
  const begin = `${hub.url}/hub/sign_in/oidc`;
  const ask_app = async (type, params, session) => {
    const response = await fetch(`${hub.url}/apps/medical_visit/api/request`, { method: 'POST', headers: { 'Content-Type': 'application/json', Cookie: session }, body: JSON.stringify({ id: 1, type, params, locale: 'zh-CN' }) });
    return (await response.json()).result;
  };
  const role = async (person) => {
    const { user } = (await ask_app('app.describe', {}, `tollgate_session=${person.jar(hub.url).get('tollgate_session') ?? ''}`)).app;
    return [user.title, user.role];
  };
  // Nobody's record yet: it is made, with the provider's name for them.
  idp.be('ma');
  const lead = browser();
  assert.equal(await lead.follow(begin), `${hub.url}/`);
  assert.deepEqual(await role(lead), ['马丽', '区域经理']);
  // What an app needs besides is no provider's to say: nobody is let in half made.
  idp.be('wu');
  const half = browser();
  assert.match(await half.follow(begin), /#problem=sign_in\.role$/);
  assert.equal(await who(half), undefined);
  const brought = await ask_app('data.import', { entity: 'person', text: 'li.na,李娜,业务代表,ma.li', columns: ['id', 'name', 'role', 'manager'], delimiter: ',' }, cookie);
  assert.equal(brought.imported, 1, JSON.stringify(brought));
  // What stands already is not written again.
  const ops = async () => (await root('hub.status')).apps[0].op_count;
  const before = await ops();
  idp.be('li');
  const desk = browser();
  assert.equal(await desk.follow(begin), `${hub.url}/`);
  assert.deepEqual(await role(desk), ['李娜', '业务代表']);
  assert.equal(await ops(), before);
  // In another group: another role from the next sign-in on, on all devices.
  people.li.groups = ['reps', 'leads'];
  const phone = browser();
  assert.equal(await phone.follow(begin), `${hub.url}/`);
  const second = ['李娜', '区域经理'];
  assert.deepEqual([await role(desk), await role(phone)], [second, second]);
  assert.equal((await ops()) > before, true);
  // A role that the app does not have lets nobody in.
  await rules([{ group: 'reps', app: 'medical_visit', role: 'no such role' }]);
  const late = browser();
  assert.match(await late.follow(begin), /#problem=sign_in\.role$/);
  assert.equal(await who(late), undefined);
  assert.deepEqual(await role(desk), second);

  // Out there is out here: that browser alone.
  assert.equal((await who(desk)).name, '李娜');
  await idp.sign_out(desk);
  for (let tries = 0; tries < 100 && (await who(desk)); tries++) await new Promise((done) => setTimeout(done, 20));
  assert.equal(await who(desk), undefined);
  assert.equal((await who(phone)).name, '李娜');
  const told = async (body, type = 'application/x-www-form-urlencoded') => (await fetch(`${hub.url}/hub/sign_in/oidc/sign_out`, { method: 'POST', headers: { 'Content-Type': type }, body })).status;
  assert.deepEqual([await told('logout_token=x.y.z'), await told(''), await told('{}', 'application/json')], [400, 400, 415]);
  assert.equal((await fetch(`${hub.url}/hub/sign_in/oidc/sign_out`)).status, 404);
  assert.equal((await who(phone)).name, '李娜');
});

test('nobody waits for a provider that does not answer, and only who is known sees which apps there are', async (t) => {
  const { hub, root } = await start_hub(t);
  let asked;
  const was_asked = new Promise((done) => { asked = done; });
  const silent = await listen((request, response) => asked(response));
  t.after(() => close(silent));
  await root('sign_in.configure', { oidc: { issuer: url_of(silent), client_id: 'tollgate' } });
  let ended = false;
  const begun = browser().get(`${hub.url}/hub/sign_in/oidc`).then((response) => { ended = true; return response; });
  const held = await was_asked;
  assert.equal((await ask(hub.url, 'sign_in.ways', {})).result.ways.length, 1);
  assert.match((await browser().get(`${hub.url}/hub/sign_in/wecom`)).headers.get('location'), /sign_in\.not_set_up$/);
  assert.equal(ended, false);
  held.writeHead(500).end();
  assert.match((await begun).headers.get('location'), /#problem=sign_in\.provider$/);

  const apps = async (cookie) => fetch(`${hub.url}/apps/index.json`, { headers: cookie ? { Cookie: cookie } : {} });
  const invite = async (name, places) => {
    const { invitation } = await root('account.invite', { name, places });
    return (await ask(hub.url, 'invitation.accept', { token: invitation.token, name, password: 'correct horse' })).cookie;
  };
  assert.equal((await apps()).status, 401);
  assert.deepEqual((await (await apps(await invite('none', []))).json()).apps, []);
  const one = await invite('one', [{ app: 'medical_visit', record: 'person-0001' }]);
  assert.deepEqual((await (await apps(one)).json()).apps.map(({ id }) => id), ['medical_visit']);
});

test('WeCom: silent inside, a code to scan outside, and who is out of sight stays out', async (t) => {
  const { hub, root, who } = await start_hub(t);
  const used = new Set();
  const tickets = [];
  let tokens = 0, old_token = false;
  const stub = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    const say = (body) => { response.setHeader('Content-Type', 'application/json'); response.end(JSON.stringify(body)); };
    if (pathname === '/connect/oauth2/authorize' || pathname === '/wwlogin/sso/login') {
      assert.equal(searchParams.get('appid'), 'ww1');
      assert.equal(searchParams.get('agentid'), '1000002');
      assert.match(searchParams.get('state'), /^[a-zA-Z0-9]{1,128}$/);
      assert.equal(searchParams.get(pathname.startsWith('/conn') ? 'scope' : 'login_type'), pathname.startsWith('/conn') ? 'snsapi_base' : 'CorpApp');
      const code = `${request.headers.cookie?.match(/who=([^;]*)/)?.[1] ?? 'LiNa'}-${pathname.slice(1, 3)}-${used.size}-${Math.random()}`;
      const refuses = code.startsWith('refuses');
      response.writeHead(302, { Location: `${searchParams.get('redirect_uri')}?${refuses ? '' : `code=${code}&`}state=${searchParams.get('state')}` });
      return response.end();
    }
    if (pathname === '/cgi-bin/gettoken') {
      if (searchParams.get('corpsecret') !== 'shh') return say({ errcode: 40001, errmsg: 'invalid credential' });
      return say({ errcode: 0, errmsg: 'ok', access_token: `token-${++tokens}`, expires_in: 7200 });
    }
    if (searchParams.get('access_token') !== `token-${tokens}` || old_token) {
      old_token = false;
      return say({ errcode: 42001, errmsg: 'access_token expired' });
    }
    if (pathname === '/cgi-bin/get_jsapi_ticket' || (pathname === '/cgi-bin/ticket/get' && searchParams.get('type') === 'agent_config')) {
      tickets.push(pathname);
      return say({ errcode: 0, errmsg: 'ok', ticket: `ticket of ${pathname}`, expires_in: 7200 });
    }
    const code = searchParams.get('code');
    if (used.has(code)) return say({ errcode: 40029, errmsg: 'invalid code' });
    used.add(code);
    if (code.startsWith('guest')) return say({ errcode: 0, errmsg: 'ok', openid: 'o-123' });
    return say({ errcode: 0, errmsg: 'ok', userid: code.split('-')[0] });
  });
  t.after(() => close(stub));
  const base = url_of(stub);
  await root('sign_in.configure', { wecom: { corp_id: 'ww1', agent_id: '1000002', api_url: base, inside_url: base, outside_url: base }, wecom_secret: 'shh' });
  await root('account.invite', { name: 'Li Na', addresses: [{ kind: 'wecom', value: 'lina' }] });
  const begin = `${hub.url}/hub/sign_in/wecom?next=apps/`;
  const come = async (id, agent) => {
    const person = browser(agent);
    if (id) person.jar(base).set('who', id);
    return [await person.follow(begin), person];
  };
  for (const agent of ['Mozilla/5.0 wxwork/4.1 MicroMessenger', 'Firefox']) {
    const [where, person] = await come('LiNa', agent);
    assert.equal(where, `${hub.url}/apps/`);
    assert.equal((await who(person)).name, 'Li Na');
  }
  assert.deepEqual([...used].map((code) => code.split('-')[1]), ['co', 'ww']);
  assert.match((await come('guest'))[0], /#problem=sign_in\.outside$/);
  assert.match((await come('Wang'))[0], /#problem=accounts\.unknown_outsider$/);
  assert.match((await come('refuses'))[0], /#problem=sign_in\.refused$/);
  // A token that another program made invalid is fetched anew, and one that is good is kept.
  assert.equal(tokens, 1);
  old_token = true;
  assert.equal((await come('LiNa'))[0], `${hub.url}/apps/`);
  assert.equal(tokens, 2);

  const person = browser();
  const back = await person.follow(begin, { until: (url) => url.includes('/wecom/return') });
  for (const changed of [back.replace(/state=./, 'state=x'), back.replace(/&?state=[^&]*/, '')]) {
    assert.match(await browser().follow(changed), /#problem=sign_in\.state$/);
  }
  const note = person.jar(hub.url).get('tollgate_sign_in');
  assert.equal(await person.follow(back), `${hub.url}/apps/`);

  // Pages for its JS-SDK: signed for whoever is signed in, and of this hub alone.
  const sign_page = async (url, kind, session = person.jar(hub.url).get('tollgate_session')) => {
    const { result, diagnostics } = await ask(hub.url, 'sign_in.wecom_page', { url, kind }, session && `tollgate_session=${session}`);
    return result ?? diagnostics[0].code;
  };
  const place = `${hub.url}/apps/medical_visit/?a=1`;
  const signed = await Promise.all(Array.from({ length: 20 }, (_, i) => sign_page(`${place}#/view/visits`, i % 2 ? 'agent_config' : 'config')));
  for (const [i, { corp_id, agent_id, timestamp, nonce, signature }] of signed.entries()) {
    const ticket = `ticket of ${i % 2 ? '/cgi-bin/ticket/get' : '/cgi-bin/get_jsapi_ticket'}`;
    assert.deepEqual([corp_id, agent_id], ['ww1', '1000002']);
    assert.ok(Math.abs(timestamp - Date.now() / 1000) < 60);
    assert.equal(signature, createHash('sha1').update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${place}`).digest('hex'));
  }
  assert.equal(new Set(signed.map(({ nonce }) => nonce)).size, 20);
  // However many ask at once, each ticket is fetched once.
  assert.deepEqual([...tickets].sort(), ['/cgi-bin/get_jsapi_ticket', '/cgi-bin/ticket/get']);
  assert.deepEqual(await Promise.all([sign_page('https://elsewhere.example/', 'config'), sign_page(`${hub.url}.evil/`, 'config'), sign_page(place, 'config', 'x'), sign_page(place, 'config', '')]), ['sign_in.not_our_page', 'sign_in.not_our_page', 'accounts.not_signed_in', 'accounts.not_signed_in']);
  assert.equal((await ask(hub.url, 'sign_in.wecom_page', { url: place, kind: 'x' }, `tollgate_session=${person.jar(hub.url).get('tollgate_session')}`)).ok, false);

  person.jar(hub.url).set('tollgate_sign_in', note);
  assert.match(await person.follow(back), /#problem=sign_in\.code_used$/);
  await root('sign_in.configure', { wecom_off: true });
  assert.deepEqual((await ask(hub.url, 'sign_in.ways', {})).result.ways, []);
});
