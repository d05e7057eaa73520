// What people do on the pages, by role and name. Labels are those of the visit template in Chinese.

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const starts = (label) => new RegExp(`^\\s*${escape(label)}`);

const who_dialog = (page) => page.getByRole('dialog', { name: /请选择您的身份|Who are you/ });

// "Who are you": it asks by itself where nobody is remembered, else the button with the name opens it.
async function ask_who(page) {
  const dialog = who_dialog(page);
  const change = page.getByRole('button', { name: /(点按更换身份|tap to change who you are)$/ });
  await dialog.or(change).first().waitFor({ timeout: 120000 });
  if (!(await dialog.isVisible())) await change.click();
  return dialog;
}

// Chooses a person by name.
export async function be(page, name) {
  const dialog = await ask_who(page);
  await dialog.getByRole('combobox').fill(name);
  await dialog.getByRole('option').filter({ has: page.getByText(name, { exact: true }) }).first().click();
  await dialog.waitFor({ state: 'hidden' });
}

// Chooses the first person of a role, by the role's label.
export async function be_some(page, role) {
  const dialog = await ask_who(page);
  // Not the roles that somebody who is added may have.
  await dialog.getByRole('listbox').getByRole('option').filter({ has: page.getByText(role) }).first().click();
  await dialog.waitFor({ state: 'hidden' });
}

export const menu = (page) => page.getByRole('navigation', { name: /^(菜单|Menu)$/ });

// Through the menu. On a phone a form hides it (there is "back"), and it folds what does not fit.
export async function go(page, label) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  if (!(await menu(page).isVisible())) await page.getByRole('button', { name: /^(返回|Back)$/ }).click();
  await menu(page).waitFor();
  const link = menu(page).getByRole('link', { name: label, exact: true });
  if (!(await link.isVisible())) await menu(page).getByRole('button', { name: /^(更多|More)$/ }).click();
  await link.click();
}

// The labels of all entries, folded ones too.
export async function menu_labels(page) {
  await menu(page).waitFor();
  const more = menu(page).getByRole('button', { name: /^(更多|More)$/ });
  if (await more.isVisible()) await more.click();
  const labels = (await menu(page).getByRole('link').allInnerTexts()).map((text) => text.trim());
  if (await more.isVisible()) await more.click();
  return labels;
}

// The form on the page.
export function form(page) {
  const group = (label) => page.getByRole('group', { name: starts(label) }).first();
  // What can be filled: a section may be called like its field.
  const control = (label) => page.getByLabel(starts(label)).and(page.locator('input, textarea, select')).first();
  return {
    group,
    control,
    fill: (label, value) => control(label).fill(value),
    async refer(label, text) {
      const box = page.getByRole('combobox', { name: starts(label) });
      await box.click();
      await box.fill(text);
      await page.getByRole('option', { name: text, exact: true }).click();
    },
    choose: (label, option) => page.getByRole('radiogroup', { name: label }).getByText(option, { exact: true }).click(),
    stamp: (label) => page.getByRole('button', { name: starts(label) }).click(),
    async locate(label) {
      // The tap on the arrival has taken it along, or it is taken now.
      const found = group(label).getByText(/纬度/);
      const button = group(label).getByRole('button', { name: /当前位置|定位中/ });
      await found.or(button).first().waitFor();
      if (!(await found.count()) && (await button.isEnabled().catch(() => false))) await button.click();
      await found.waitFor();
    },
    async attach(label, file, button = '选择文件') {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), group(label).getByRole('button', { name: button }).click()]);
      await chooser.setFiles(file);
      await group(label).getByRole('button', { name: /^删除 / }).waitFor();
    },
    async take(label) {
      await group(label).getByRole('button', { name: '拍照' }).click();
      const camera = page.getByRole('dialog', { name: '相机' });
      await camera.getByRole('button', { name: '拍摄' }).click();
      await group(label).getByRole('button', { name: /^删除 / }).waitFor();
    },
    detach: (label) => group(label).getByRole('button', { name: /^删除 / }).click(),
    async item(list, index, values) {
      const item = page.getByRole('group', { name: `${list} ${index}`, exact: true });
      if (!(await item.count())) await page.getByRole('button', { name: `添加一项: ${list}` }).click();
      for (const [label, value] of Object.entries(values)) await item.getByLabel(starts(label)).fill(value);
    },
    submit: (label) => page.getByRole('button', { name: label, exact: true }).click(),
    draft_stored: () => page.getByText(/^草稿已保存/).waitFor(),
  };
}

// A dashboard widget's text, such as "近 30 天待复盘 12 …".
export const widget = (page, label) => page.getByRole('region', { name: label, exact: true });

// The visit form keeps what is beyond its core fields folded.
export const unfold_more = (where) => where.getByText(/^(更多（可选，问到才计分）|More \(optional; scored only where asked\))$/).click();
