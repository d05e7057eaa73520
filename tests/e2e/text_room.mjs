// Whether texts have room: every text of a page made 40 % longer, as other languages are, then what
// stands on each other or sticks out.

// Makes each text longer in place, and keeps what it was. What is drawn again later is short again, so measure
// at once.
function lengthen() {
  const kept = (window.texts_before = []);
  const longer = (text) => text + '·'.repeat(Math.ceil(text.trim().length * 0.4));
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const texts = [];
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.data.trim() && !node.parentElement?.closest('style, script, svg, .visually-hidden')) texts.push(node);
        continue;
      }
      // What is not drawn before it is scrolled to has no size to measure.
      if (node instanceof Element && getComputedStyle(node).contentVisibility === 'auto') node.style.contentVisibility = 'visible';
      if (node.shadowRoot) visit(node.shadowRoot);
    }
    for (const node of texts) {
      const words = node.data.trim();
      kept.push([node, node.data]);
      node.data = node.data.replace(words, longer(words));
    }
  };
  visit(document.body);
}

// Gives back what the page has not drawn anew meanwhile.
function shorten() {
  for (const [node, text] of window.texts_before) if (node.data.startsWith(text.trimEnd())) node.data = text;
}

// Pairs that stand on each other, and what the page is wider than its window by.
function crowded() {
  const shown = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) visit(element.shadowRoot);
      if (!element.matches('button, a[href], input, select, textarea, h1, h2, .pill')) continue;
      // What covers its card by intention, is read out alone, or floats over the page.
      if (element.matches('.cover, .skip, .visually-hidden, [hidden]') || element.closest('dialog, .visually-hidden')) continue;
      let box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let floats = false;
      for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
        if (['sticky', 'fixed'].includes(getComputedStyle(at).position)) floats = true;
        const scrolls = getComputedStyle(at).overflowX;
        // Inside what scrolls by itself, as far as it is seen.
        if (at !== element && (scrolls === 'auto' || scrolls === 'hidden')) {
          const frame = at.getBoundingClientRect();
          const [left, right] = [Math.max(box.left, frame.left), Math.min(box.right, frame.right)];
          if (right - left < 2) floats = true;
          else box = { left, right, top: box.top, bottom: box.bottom };
        }
      }
      if (!floats) shown.push({ element, box });
    }
  };
  visit(document.body);
  const name = (element) => `${element.localName} “${(element.textContent || element.getAttribute('aria-label') || '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  const holds = (a, b) => {
    for (let at = b; at; at = at.parentElement ?? at.getRootNode().host) if (at === a) return true;
    return false;
  };
  const found = [];
  for (let i = 0; i < shown.length; ++i) {
    for (let j = i + 1; j < shown.length; ++j) {
      const [a, b] = [shown[i], shown[j]];
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > 2 && down > 2 && !holds(a.element, b.element) && !holds(b.element, a.element)) {
        found.push(`${name(a.element)} and ${name(b.element)} stand on each other`);
      }
    }
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    const beyond = shown.filter(({ box }) => box.right > innerWidth + 1).map(({ element }) => name(element));
    found.push(`the page is ${wide} px wider than its window: ${beyond.slice(0, 4).join(', ')}`);
  }
  return found;
}

export const widths = [320, 390, 768, 1024, 1440];

// Until the page has followed its new width: what measures itself does so a frame later, and draws in the next;
// a busy machine draws none in a tenth of a second.
async function laid_out(page) {
  await page.waitForTimeout(120);
  await page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames++) await new Promise((drawn) => requestAnimationFrame(drawn));
  });
}

// What has no room on the page at these widths with texts 40 % longer, in words.
export async function without_room(page, at = widths) {
  const found = [];
  await page.evaluate(lengthen);
  for (const width of at) {
    await page.setViewportSize({ width, height: 900 });
    await laid_out(page);
    for (const each of await page.evaluate(crowded)) found.push(`${width} px: ${each}`);
  }
  await page.evaluate(shorten);
  return found;
}
