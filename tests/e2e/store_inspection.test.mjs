// A manager makes an app for inspecting stores out of nothing, in the designer alone, by role and name;
// then two people work with it and its dashboard moves.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check_page, launch, new_context } from './harness.mjs';
import { add_field, save, until } from './designer_steps.mjs';
import { hub_exists, make_folder, make_site, serve_empty_hub } from './site.mjs';

let folder, hub, browser, page;
before(async () => {
  if (!hub_exists()) return;
  folder = make_folder('store-inspection');
  make_site(folder.path, 1);
  hub = await serve_empty_hub({ site: folder.path, data: join(folder.path, 'data') });
  browser = await launch();
  page = await (await new_context(browser, { viewport: { width: 1440, height: 900 } })).newPage();
});
after(async () => {
  await browser?.close();
  await hub?.stop();
  folder?.remove();
});
