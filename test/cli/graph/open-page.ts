/**
 * Opens pages of `pctl graph` in Chromium, and notes everything that goes wrong in them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { temporaryFolder } from '../../constructs/temporary-folder';
import { type ReleaseText, releaseText } from '../../deliver/written-files';
import { startChromium } from '../../servers/chromium';

export const SIZES = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Releases by name, by cluster. */
export type Clusters = Readonly<Record<string, Readonly<Record<string, ReleaseText>>>>;

/** A cluster before a change and after it: a release is upgraded, one removed, one added, and one only waits. */
export const PRODUCTION = {
  before: {
    'cert-manager': { layer: 0 },
    vault: { layer: 0, version: '0.27.0' },
    'ingress-nginx': { layer: 1, dependsOn: ['cert-manager', 'vault'] },
    linkerd2: { layer: 1, dependsOn: ['cert-manager', 'vault'] },
    flagger: { layer: 2, dependsOn: ['ingress-nginx', 'linkerd2'] },
  },
  after: {
    'cert-manager': { layer: 0 },
    vault: { layer: 0, version: '0.28.0' },
    linkerd2: { layer: 1, dependsOn: ['cert-manager', 'vault'] },
    loki: { layer: 1, dependsOn: ['cert-manager', 'vault', 'linkerd2'], named: 'linkerd2' },
    flagger: { layer: 2, dependsOn: ['linkerd2', 'loki'] },
  },
} satisfies Clusters;

/** A file for each cluster in `folder`. */
export function filesOf(clusters: Clusters, folder = 'dist'): Record<string, string> {
  const texts = Object.entries(clusters).map(([cluster, releases]) => {
    const all = Object.entries(releases).map(([name, options]) => releaseText(name, { cluster, ...options }));
    return [`${folder}/${encodeURIComponent(cluster)}.yaml`, all.join('')];
  });
  return Object.fromEntries(texts);
}

/** To be called in a `describe`: a browser for its tests, which fail for each of `errors` that is left. */
export function useChromium() {
  let browser: Browser;
  const errors: string[] = [];
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => expect(errors.splice(0)).toEqual([]));

  async function open(html: string, size: keyof typeof SIZES = 'laptop', isDark = false): Promise<Page> {
    const file = join(temporaryFolder(), 'graph.html');
    writeFileSync(file, html);
    const page = await browser.newPage({ viewport: SIZES[size], colorScheme: isDark ? 'dark' : 'light' });
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', message => errors.push(message.text()));
    page.on('request', request => {
      if (!request.url().startsWith(`file://${file}`)) errors.push(`requests ${request.url()}`);
    });
    await page.goto(`file://${file}`);
    return page;
  }
  return { open, errors };
}

/** What axe finds; its own text comes through the debugger, which the policy of the page does not cover. */
export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))`);
}

/** Points of each line that are inside of a release, and releases that overlap. */
export const CROSSINGS = `(() => {
  const boxes = [...document.querySelectorAll('.release')].map(box => box.getBoundingClientRect());
  const paths = [...document.querySelectorAll('.lines > path')];
  const base = document.querySelector('.lines').getBoundingClientRect();
  const crossed = paths.filter(path => {
    const length = path.getTotalLength();
    for (let at = 3; at < length - 3; at += 12) {
      const { x, y } = path.getPointAtLength(at);
      const [left, top] = [x + base.left, y + base.top];
      if (boxes.some(b => left > b.left + 1 && left < b.right - 1 && top > b.top + 1 && top < b.bottom - 1)) return true;
    }
    return false;
  });
  const overlaps = boxes.filter((a, i) => boxes.some((b, k) => k > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
  return { lines: paths.length, crossed: crossed.map(path => path.getAttribute('d')), overlaps: overlaps.length };
})()`;
