// SPDX-License-Identifier: GPL-3.0-or-later
// Every page at three widths, by day and by night: accessibility, weight, stillness, and a picture to look at.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { base, equal, ok, runAll, shots, sql, test, widths } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MAX_BYTES = 100 * 1000;
const product = sql("select id || '-' || slug from hrt.product where name = 'Yamaha Pacifica 112J' limit 1") || sql("select id || '-' || slug from hrt.product limit 1");
const report = [];

const publicPages = {
  home: '/', products: '/products', shelf: '/products?category=gitar&stock=1&min=1.000.000', none: '/products?q=zzzzzz', product: `/product/${product}`,
  search: '/search?q=yamaha', 'search-none': '/search?q=qqqqqq', cart: '/cart', login: '/login', register: '/register', 'store-info': '/store-info',
  privacy: '/privacy', terms: '/terms', missing: '/no-such-page',
};

async function weigh(page, path) {
  let bytes = 0;
  const waiting = [];
  const count = (response) => {
    if (response.request().resourceType() === 'image' || response.url().startsWith('data:')) return;
    waiting.push(response.request().sizes().then((sizes) => { bytes += sizes.responseBodySize + sizes.responseHeadersSize; }).catch(() => {}));
  };
  page.on('response', count);
  await page.goto(base + path);
  await page.waitForLoadState('networkidle');
  await Promise.all(waiting);
  page.off('response', count);
  return bytes;
}

/** Scrolls through, so that every lazy picture comes; what moved, how far, and the sum. */
async function measureShift(page) {
  return page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
      scrollTo(0, y);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    scrollTo(0, 0);
    return new Promise((resolve) => {
      let sum = 0;
      const moved = [];
      const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(' ');
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          sum += value;
          moved.push(...sources.map(({ node, previousRect, currentRect }) => `${node?.parentElement?.className} ${node?.nodeName} from ${box(previousRect)} to ${box(currentRect)}`));
        }
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve({ sum, moved }), 60);
    });
  });
}

/** The lowest contrast of an element's text with what really lies behind it: its picture without the text, pixel by pixel. */
async function measureContrast(page, selector) {
  const element = page.locator(selector).first();
  if (!await element.isVisible()) return null;
  await element.scrollIntoViewIfNeeded();
  const text = await element.evaluate((node) => {
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { clip: { x, y, width, height }, colour: style.color, needs: size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5 };
  });
  // All letters go, not only its own: tight lines reach into each other's boxes.
  await page.evaluate(() => { document.documentElement.style.setProperty('-webkit-text-fill-color', 'transparent', 'important'); });
  const picture = [...await page.screenshot({ clip: text.clip })];
  await page.evaluate(() => { document.documentElement.style.removeProperty('-webkit-text-fill-color'); });
  const ratio = await page.evaluate(async ([bytes, colour]) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const own = light(colour.match(/[\d.]+/g).map(Number));
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
    const ratios = [];
    for (let i = 0; i < data.length; i += 4) {
      const ground = light(data.subarray(i, i + 3));
      ratios.push((Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05));
    }
    // A thin line that crosses the box (a string of the fretboard) hides no letter: the worst hundredth is left out.
    return ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 100)];
  }, [picture, text.colour]);
  return { ...text, ratio };
}

/** What axe could not decide, decided: contrast is measured; anything else is a fault until somebody has looked at it. */
async function judgeIncomplete(page, incomplete) {
  const faults = [];
  for (const { id, nodes } of incomplete) {
    for (const { target, html } of nodes) {
      const selector = target.join(' ');
      // A sign ("+", "−") is nothing that anybody could say aloud, so it need not be in the name.
      if (id === 'label-content-name-mismatch' && !/[\p{L}\p{N}]/u.test(await page.locator(selector).first().textContent())) continue;
      if (id !== 'color-contrast') {
        faults.push(`${id}: axe is not sure about ${html.slice(0, 160)}`);
        continue;
      }
      const measured = await measureContrast(page, selector);
      if (measured !== null && measured.ratio < measured.needs) faults.push(`contrast ${measured.ratio.toFixed(2)} where ${measured.needs} is needed: ${html.slice(0, 160)}`);
    }
  }
  return faults;
}

async function check(page, name, path, label, bytes) {
  const { sum: shift, moved } = await measureShift(page);
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations', 'incomplete'] }));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((element) => {
    const target = element.closest('.choice label, .tick, .card') ?? element;
    const box = target.getBoundingClientRect();
    if (box.width === 0 || element.closest('p, .notice, td, .crumbs') || element.matches('.fold, .skip, .card a')) return false;
    return box.height < 43.5 || box.width < 43.5;
  }).map((element) => element.outerHTML.slice(0, 120)));
  await page.screenshot({ path: `${shots}/${name}-${label}.png`, fullPage: true });
  report.push({ page: name, at: label, bytes, shift, violations: result.violations.length });
  const faults = [];
  const note = (run) => { try { run(); } catch (error) { faults.push(error.message); } };
  note(() => equal(result.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`).join('\n'), '', `axe on ${path} at ${label}`));
  const unsure = await judgeIncomplete(page, result.incomplete);
  note(() => equal(unsure.join('\n'), '', `what axe left open on ${path} at ${label}`));
  note(() => equal(overflow, 0, `sideways scroll on ${path} at ${label}`));
  note(() => equal(small.join('\n'), '', `targets below 44 px on ${path} at ${label}`));
  note(() => equal(shift, 0, `layout shift on ${path} at ${label} (${moved.join('; ')})`));
  note(() => ok(bytes <= MAX_BYTES, `${path} weighs ${bytes} bytes without pictures`));
  return faults;
}

for (const width of widths) {
  for (const colorScheme of ['light', 'dark']) {
    test(`public pages at ${width}, ${colorScheme}`, async (open) => {
      const { page } = await open({ viewport: { width, height: width < 500 ? 780 : 900 }, colorScheme, language: colorScheme === 'light' ? 'id' : 'en' });
      const faults = [];
      for (const [name, path] of Object.entries(publicPages)) {
        let bytes = 0;
        if (colorScheme === 'light') {
          // Weighed cold: nothing of the page is in the browser's cache.
          const { page: cold } = await open({ viewport: { width, height: 900 } });
          bytes = await weigh(cold, path);
          await cold.context().close();
        }
        await page.goto(base + path);
        await page.waitForLoadState('networkidle');
        faults.push(...await check(page, name, path, `${width}-${colorScheme}`, bytes));
      }
      equal(faults.join('\n'), '', 'faults');
    });
  }
  test(`a customer's pages at ${width}`, async (open) => {
    const { page } = await open({ viewport: { width, height: 900 }, language: 'id' });
    const label = `${width}-light`;
    const faults = [];
    await page.goto(`${base}/product/${product}`);
    await page.click('.facts form .button');
    await page.waitForSelector('.added a');
    faults.push(...await check(page, 'added', '/product', label, 0));
    for (const [name, path] of [['cart-full', '/cart'], ['checkout', '/checkout']]) {
      await page.goto(base + path);
      faults.push(...await check(page, name, path, label, 0));
    }
    await page.click('.summary .button');
    await page.waitForSelector('[role=alert]');
    faults.push(...await check(page, 'checkout-errors', '/checkout', label, 0));
    await page.check('[data-courier] >> nth=0');
    await page.fill('[name=name]', 'Siti Rahma');
    await page.fill('[name=phone]', '081234567890');
    await page.fill('[name=email]', 'siti@example.com');
    await page.fill('[name=address]', 'Jl. Dago 12');
    await page.fill('[name=city]', 'Bandung');
    await page.fill('[name=postal]', '40135');
    await page.click('.summary .button');
    await page.waitForURL('**/order/**');
    faults.push(...await check(page, 'order', '/order', label, 0));
    equal(faults.join('\n'), '', 'faults');
    if (width !== 360) return;
    await page.goto(`${base}/register`);
    await page.fill('[name=name]', 'Siti Rahma');
    await page.fill('[name=email]', `siti${Date.now()}@example.com`);
    await page.fill('[name=password]', 'senar baja nomor sebelas');
    await page.click('form[action="/register"] .button');
    await page.waitForURL('**/orders');
    faults.push(...await check(page, 'orders', '/orders', label, 0));
    equal(faults.join('\n'), '', 'faults');
  });
}

test('the heaviest page', async () => {
  const heaviest = report.filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes)[0];
  console.log(`# ${report.length} pages looked at; the heaviest: ${heaviest?.page} ${heaviest?.bytes} bytes; largest shift ${Math.max(...report.map(({ shift }) => shift))}`);
});

await runAll();
