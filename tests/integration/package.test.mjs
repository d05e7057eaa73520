// The Debian package: what is in it, and that what is in it runs.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { app_file, binary, scratch } from './binary.mjs';

const there = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

test('the package holds all that a hub needs, asks for Debian’s packages alone, and its hub starts', async (t) => {
  const folder = scratch(t);
  const site = join(folder, 'site');
  const template = join(folder, 'template');
  mkdirSync(site);
  mkdirSync(template);
  writeFileSync(join(site, 'index.html'), '<!doctype html>start');
  writeFileSync(join(site, '.stamp'), 'x');
  mkdirSync(join(site, 'apps/visits'), { recursive: true });
  writeFileSync(join(site, 'apps/visits/.stamp'), 'x');
  cpSync(app_file, join(template, 'app.json'));
  const file = execFileSync('tools/package/make.sh', [binary, site, template, folder], {
    encoding: 'utf8', env: { ...process.env, TOLLGATE_PACKAGE_COMPRESSION: 'none' },
  }).trim();
  const field = (name) => execFileSync('dpkg-deb', ['-f', file, name], { encoding: 'utf8' }).trim();
  assert.equal(field('Package'), 'tollgate');
  assert.match(field('Depends'), /\blibc6 \(>= 2\.\d+\)/);
  assert.match(field('Depends'), /\badduser\b/);

  const root = join(folder, 'root');
  execFileSync('dpkg-deb', ['-R', file, root]);
  for (const path of ['etc/default/tollgate', 'lib/systemd/system/tollgate.service', 'usr/share/doc/tollgate/copyright', 'usr/share/doc/tollgate/changelog.gz', 'usr/share/man/man1/tollgate.1.gz', 'usr/share/tollgate/site/index.html', 'usr/share/tollgate/templates/medical-visit/app.json']) {
    assert.ok(existsSync(join(root, path)), path);
    assert.equal(statSync(join(root, path)).mode & 0o777, 0o644, path);
  }
  assert.deepEqual(readdirSync(root, { recursive: true }).filter((path) => path.endsWith('.stamp')), []);
  assert.equal(readFileSync(join(root, 'DEBIAN/conffiles'), 'utf8'), '/etc/default/tollgate\n');
  execFileSync('md5sum', ['--quiet', '-c', 'DEBIAN/md5sums'], { cwd: root });
  for (const script of ['postinst', 'prerm', 'postrm']) execFileSync('sh', ['-n', join(root, 'DEBIAN', script)]);
  if (there('systemd-analyze')) {
    // The binary's path is the package's; everything else of the unit is looked at as it stands.
    const unit = readFileSync(join(root, 'lib/systemd/system/tollgate.service'), 'utf8').replace('/usr/bin/tollgate', resolve(root, 'usr/bin/tollgate'));
    writeFileSync(join(folder, 'tollgate.service'), unit);
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, 'tollgate.service')], { encoding: 'utf8' });
    const said = verified.stderr.split('\n').filter((line) => line.includes('tollgate.service'));
    assert.deepEqual(said, []);
  }
  if (there('lintian')) {
    const { stdout } = spawnSync('lintian', ['--fail-on', 'error', file], { encoding: 'utf8' });
    assert.doesNotMatch(stdout, /^E: /m);
  }

  // As the unit starts it, with the settings as they are delivered, only elsewhere.
  const [, options] = /^TOLLGATE_OPTIONS="(.*)"$/m.exec(readFileSync(join(root, 'etc/default/tollgate'), 'utf8'));
  const [, start] = /^ExecStart=\/usr\/bin\/tollgate (.*) \$TOLLGATE_OPTIONS$/m.exec(readFileSync(join(root, 'lib/systemd/system/tollgate.service'), 'utf8'));
  const words = `${start} ${options}`.replaceAll('/usr/share', join(root, 'usr/share')).replace('/var/lib/tollgate', join(folder, 'data')).replace('127.0.0.1:8080', '127.0.0.1:0').split(' ');
  const hub = spawn(join(root, 'usr/bin/tollgate'), [...words, '--json'], { env: { ...process.env, LC_ALL: 'C' } });
  const ended = new Promise((done) => hub.on('close', done));
  t.after(() => hub.kill('SIGKILL'));
  let out = '', err = '';
  hub.stderr.on('data', (data) => (err += data));
  const url = await new Promise((done, failed) => {
    hub.stdout.on('data', (data) => {
      out += data;
      const found = /"url":"([^"]+)"/.exec(out);
      if (found) done(found[1]);
    });
    ended.then(() => failed(new Error(out + err)));
  });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  assert.match(await (await fetch(`${url}/`)).text(), /start/);
  hub.kill('SIGTERM');
  assert.equal(await ended, 0);
});
