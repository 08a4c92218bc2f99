// SPDX-License-Identifier: GPL-3.0-or-later
// What the browser scripts share: a browser that talks to nobody else, a database line, and named checks.
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

export const base = process.env.HRT_URL;
export const shots = process.env.HRT_SHOTS;
export const widths = [360, 768, 1280];

export function sql(text) {
  return execFileSync('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', process.env.HRT_DATABASE, '-c', text], { encoding: 'utf8' }).trim();
}

export async function launch() {
  return chromium.launch({
    executablePath: process.env.HRT_BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update',
      '--disable-default-apps', '--disable-sync', '--no-first-run', '--no-default-browser-check', '--disable-extensions',
      '--disable-features=Translate,OptimizationHints,MediaRouter', '--metrics-recording-only'],
  });
}

/** A visitor of their own: context and page, with every request to a foreign host and every script error noted. */
export async function visit(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  await context.addCookies([{ name: 'lang', value: options.language ?? 'en', url: base }]);
  const page = await context.newPage();
  const faults = [];
  page.setDefaultTimeout(20000);
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('data:')) faults.push(`foreign request: ${request.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d|status of 503/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  return { context, page, faults };
}

export function equal(actual, wanted, what) {
  if (actual !== wanted) throw new Error(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
}

export function ok(value, what) {
  if (!value) throw new Error(what);
}

const tests = [];
export const test = (name, run) => tests.push({ name, run });

/** Runs the tests that were named on the command line, else all, in TAP. */
export async function runAll() {
  const browser = await launch();
  const only = process.argv.slice(2);
  const chosen = tests.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)));
  let failed = 0;
  console.log(`1..${chosen.length}`);
  for (const [index, { name, run }] of chosen.entries()) {
    const visitors = [];
    const open = async (options) => {
      const visitor = await visit(browser, options);
      visitors.push(visitor);
      return visitor;
    };
    try {
      await run(open, browser);
      for (const visitor of visitors) equal(visitor.faults.join('; '), '', 'what the page did');
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${index + 1} - ${name}\n# ${String(error.stack).replaceAll('\n', '\n# ')}`);
      await visitors.at(-1)?.page.screenshot({ path: `${shots}/failed-${index + 1}.png`, fullPage: true }).catch(() => {});
    }
    for (const visitor of visitors) await visitor.context.close();
  }
  await browser.close();
  process.exit(failed ? 1 : 0);
}
