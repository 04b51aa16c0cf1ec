/** Debian's Chromium, driven by playwright-core, without network. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';

const FOUND = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'chromium'));

/** Where Chromium is; `undefined` if it is not installed. `apt-get install chromium` installs it. */
export const CHROMIUM = FOUND.find(path => existsSync(path));

/** Starts Chromium; its sandbox does not start for root. */
export async function startChromium(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}
