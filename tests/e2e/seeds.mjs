// A browser that has the sample already: what the first one of a run has stored is put into each later
// one, which else would import the same records once more.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Where the seeds of all files of a run are kept; a file that runs by itself has its own.
const shared = process.env.TOLLGATE_E2E_SEEDS;
// A page of the site without the app.
const kStill = 'seed/still.html';

// `site`: the folder that is served at `url`; `app`: the app's own in it; `id`: the app's.
export class Seed {
  constructor({ site, app, id, url }) {
    this.id = id;
    this.url = url;
    this.folder = join(site, 'seed');
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(site, kStill), '<!doctype html><html lang="en"><title>Seed</title>');
    this.app = app;
    this.store = shared ?? join(site, '.seeds');
  }

  // Where the seed of this very sample is kept; a test may have changed the sample since the site was made.
  get kept() {
    const hash = createHash('sha256');
    for (const name of ['app.json', 'sample.jsonl']) hash.update(readFileSync(join(this.app, name)));
    return join(this.store, hash.digest('hex').slice(0, 24));
  }

  // Puts it into the context of a blank page. `make_context`: for the one that imports the sample, where no
  // other has yet.
  async sow(page, address, make_context) {
    if (!existsSync(join(this.folder, 'files.json'))) {
      const { kept } = this;
      if (!existsSync(kept)) await (this.gathering ??= this.gather(kept, address, make_context));
      cpSync(kept, this.folder, { recursive: true });
    }
    const files = JSON.parse(readFileSync(join(this.folder, 'files.json'), 'utf8'));
    await page.goto(`${this.url}${kStill}`);
    await page.evaluate(async ({ id, files }) => {
      const all = await (await navigator.storage.getDirectory()).getDirectoryHandle('tollgate', { create: true });
      const folder = await all.getDirectoryHandle(id, { create: true });
      await Promise.all(files.map(async (name) => {
        const reply = await fetch(`/seed/${name}`);
        if (!reply.ok) throw new Error(`no ${name} among the seeds`);
        const out = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await out.write(await reply.arrayBuffer());
        await out.close();
      }));
    }, { id: this.id, files });
  }

  // Keeps what an app has stored as soon as its sample is there.
  async gather(kept, address, make_context) {
    const context = await make_context({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(address);
    const imported = () => page.evaluate(async (id) => {
      try {
        const folder = await (await (await navigator.storage.getDirectory()).getDirectoryHandle('tollgate')).getDirectoryHandle(id);
        return JSON.parse(await (await (await folder.getFileHandle('notes.json')).getFile()).text()).sample_imported === true;
      } catch {
        return false;  // not there yet
      }
    }, this.id);
    for (const gave_up = Date.now() + 300000; !(await imported()); ) {
      if (Date.now() > gave_up) throw new Error('the sample was not imported');
      await new Promise((done) => setTimeout(done, 100));
    }
    // The engine lets go of its files with its page.
    await page.close();
    const reader = await context.newPage();
    await reader.goto(`${this.url}${kStill}`);
    const stored = await reader.evaluate(async (id) => {
      const folder = await (await (await navigator.storage.getDirectory()).getDirectoryHandle('tollgate')).getDirectoryHandle(id);
      const files = [];
      for await (const [name, handle] of folder) {
        // Writable again only when the engine, which ends some time after its page, has let go of it.
        for (;;) {
          try {
            await (await handle.createWritable({ keepExistingData: true })).abort();
            break;
          } catch (error) {
            if (error.name !== 'NoModificationAllowedError') throw error;
            await new Promise((done) => setTimeout(done, 20));
          }
        }
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        let text = '';
        for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
        files.push([name, btoa(text)]);
      }
      return files;
    }, this.id);
    await context.close();
    mkdirSync(this.store, { recursive: true });
    const fresh = mkdtempSync(join(this.store, 'new-'));
    for (const [name, bytes] of stored) writeFileSync(join(fresh, name), Buffer.from(bytes, 'base64'));
    writeFileSync(join(fresh, 'files.json'), JSON.stringify(stored.map(([name]) => name)));
    try {
      renameSync(fresh, kept);
    } catch {
      rmSync(fresh, { recursive: true, force: true });  // another file was faster
    }
  }
}
