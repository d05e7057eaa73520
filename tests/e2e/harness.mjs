// Chromium for end-to-end tests: people's view (roles and names), nothing of the page's insides.
//
//   const run = await start();              // site, server, browser
//   const { page } = await run.open('#/view/my_visits', { phone: true });   // below the app's folder
//   await page.getByRole('button', { name: '新建拜访' }).click();
//   await check_page(page);                 // no CSP violation, no script error, axe finds nothing serious
//   await run.stop();
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { app_folder, app_url, make_folder, make_site, serve_hub, serve_static } from './site.mjs';

const from_web = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = from_web('playwright-core');
const axe_source = from_web('axe-core').source;

export const phone_size = { width: 390, height: 844 };
export const desk_size = { width: 1280, height: 800 };

// Debian's Chromium: the whole one where a profile lies on disk, else the one without the windows, bars and
// services of a desktop browser (record 102).
const kDesktop = process.env.TOLLGATE_CHROMIUM ?? '/usr/bin/chromium';
const kShell = process.env.TOLLGATE_CHROMIUM ?? '/usr/bin/chromium-headless-shell';

const kFlags = [
  '--no-sandbox', '--use-gl=angle', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
];

// Where no speed is measured: pages are painted without a graphics processor's emulation (WebGL has it
// still), and WebAssembly is compiled once, not a second time for speed while the tests wait.
export const kTestFlags = ['--use-angle=swiftshader-webgl', '--js-flags=--liftoff-only'];

export async function launch(flags = kTestFlags) {
  return chromium.launch({ executablePath: kShell, args: [...kFlags, ...flags] });
}

// A browser with a profile on disk, for measuring: a private one keeps files and compiled code elsewhere.
export async function launch_on_disk(profile, how = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: kDesktop, args: [...kFlags, '--use-angle=swiftshader'],
    ...context_options(how),
  });
  context.setDefaultTimeout(30000);
  return context;
}

// A browser with a profile on disk that can be killed as a power cut would: no farewell to its pages.
export async function launch_killable(profile) {
  const child = spawn(kDesktop, ['--headless=new', '--accept-lang=zh-CN', ...kFlags, ...kTestFlags, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((done, fail) => {
    let printed = '';
    child.stderr.on('data', (text) => {
      printed += text;
      const found = /DevTools listening on (ws:\S+)/.exec(printed);
      if (found) done(found[1]);
    });
    child.on('exit', () => fail(new Error(`the browser ended:\n${printed}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const ended = new Promise((done) => child.on('exit', done));
  return {
    context: browser.contexts()[0],
    async kill() {
      child.kill('SIGKILL');
      await ended;
      await browser.close().catch(() => {});
    },
  };
}

const complaints = new WeakMap();

// What went wrong in a page so far: CSP violations, script errors, console errors.
export const complaints_of = (page) => complaints.get(page) ?? [];

function watch(page) {
  const list = [];
  complaints.set(page, list);
  page.on('pageerror', (error) => list.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/Content Security Policy|CSP/i.test(text)) list.push(`csp: ${text}`);
    else if (message.type() === 'error' && !/favicon|status of 404|(api|hub)\/request|Cross-Origin-Opener-Policy header has been ignored/.test(`${text} ${message.location().url}`)) list.push(`console: ${text}`);
  });
}

function context_options({ phone = false, locale = 'zh-CN', ...more } = {}) {
  return {
    locale, timezoneId: 'Asia/Shanghai', viewport: phone ? phone_size : desk_size, deviceScaleFactor: phone ? 2 : 1,
    hasTouch: phone, isMobile: phone, reducedMotion: 'reduce', permissions: ['geolocation', 'camera', 'microphone'],
    geolocation: { latitude: 31.2304, longitude: 121.4737, accuracy: 8 }, ...more,
  };
}

export async function new_context(browser, how) {
  const context = await browser.newContext(context_options(how));
  context.setDefaultTimeout(30000);
  context.on('page', watch);
  return context;
}

// Site, server and browser in one; options: {reps, flags, host, template}, or {hub: true}: served by `tollgate
// serve`, and pages ask the hub's engine instead of their own (also TOLLGATE_E2E_ON_HUB=1, for trying).
export async function start(options = {}) {
  const folder = make_folder('site');
  make_site(folder.path, options.reps, options.template);
  const on_hub = options.hub ?? process.env.TOLLGATE_E2E_ON_HUB === '1';
  const server = on_hub
    ? await serve_hub({ site: folder.path, app: app_folder(folder.path, options.template), db: join(folder.path, 'e2e.db') })
    : await serve_static(folder.path, options);
  const address = (path) => {
    const [page, hash] = path.split('#');
    return `${app_url(server.url, options.template)}${page}${on_hub ? '?engine=hub' : ''}${hash ? `#${hash}` : ''}`;
  };
  const browser = await launch([...kTestFlags, ...(options.flags ?? [])]);
  const contexts = [];
  return {
    url: server.url, app_url: app_url(server.url, options.template), address, browser, server, folder: folder.path,
    async context(how) {
      const context = await new_context(browser, how);
      contexts.push(context);
      return context;
    },
    page: (context) => context.newPage(),
    async open(path, how = {}) {
      const context = how.context ?? (await this.context(how));
      const page = await this.page(context);
      await page.goto(address(path));
      return { context, page };
    },
    async stop() {
      await browser.close();
      await (server.stop ?? server.close)();
      folder.remove();
    },
  };
}

// Runs in the page: until nothing is read any more and nothing moves, looked at twice.
async function stand() {
  const moves = ({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime !== Infinity;
  const busy = (root) => {
    const moving = root.getAnimations().find(moves);
    if (moving) return moving.effect.target;
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('[aria-busy=true], .skeleton') && element.checkVisibility()) return element;
      const inside = element.shadowRoot && busy(element.shadowRoot);
      if (inside) return inside;
    }
    return undefined;
  };
  const gave_up = performance.now() + 60_000;
  for (let calm = 0; calm < 2; ) {
    await new Promise((done) => setTimeout(done, 30));
    const reason = busy(document);
    if (reason && performance.now() > gave_up) throw new Error(`still reads or moves: <${reason.localName} class="${reason.className}">`);
    calm = reason ? 0 : calm + 1;
  }
}

// Until a page has its content. A page that was just sent elsewhere says so at once: what it shows is replaced
// by an outline, or is marked as busy.
export const settled = (page) => page.evaluate(stand);

// Findings of axe-core that are serious or critical, in words.
export async function axe_findings(page) {
  await settled(page);
  if (!(await page.evaluate('typeof axe !== "undefined"'))) await page.evaluate(axe_source);
  const result = await page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })`);
  return result.violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .map((violation) => `${violation.id} (${violation.impact}): ${violation.nodes.slice(0, 4).map((node) => `${node.target.join(' ')} — ${node.failureSummary}`).join('\n  ')}`);
}

export async function check_page(page) {
  assert.deepEqual(await axe_findings(page), [], `axe on ${page.url()}`);
  assert.deepEqual(complaints_of(page), [], `complaints on ${page.url()}`);
}
