/**
 * The page of `pctl graph --against` in a real browser.
 */
import type { Page } from 'playwright-core';
import { writtenFiles } from '../../deliver/written-files';
import { CHROMIUM } from '../../servers/chromium';
import { pctlIn } from '../pctl-in';
import { type Clusters, CROSSINGS, filesOf, PRODUCTION, SIZES, useChromium, violations } from './open-page';
import { afterChange, manyReleases } from './page-releases';

const BEFORE: Clusters = { production: PRODUCTION.before, staging: { vault: { layer: 0 } } };
const AFTER: Clusters = { edge: { constructor: { layer: 0 } }, production: PRODUCTION.after };

async function pageOf(before: Clusters, after: Clusters): Promise<string> {
  const cwd = writtenFiles({ ...filesOf(before, 'old'), ...filesOf(after) });
  return (await pctlIn(cwd, ['graph', '--against', 'old', '-o', 'html'])).stdout;
}

const texts = (page: Page, selector: string) =>
  page.$$eval(selector, found => found.map(({ textContent }) => textContent));
const shown = async (page: Page) => (await texts(page, 'li:not([hidden]) > .release .name')).join(' ');
const focused = (page: Page) => page.evaluate("document.activeElement.querySelector('.name')?.textContent");

// without chromium these are skipped, and counted as such
(CHROMIUM === undefined ? describe.skip : describe)('in Chromium', () => {
  const { open } = useChromium();

  test.each([
    ['phone', true],
    ['laptop', false],
  ] as const)('has no barrier on a %s, dark: %j', async (size, isDark) => {
    const page = await open(await pageOf(BEFORE, AFTER), size, isDark);
    await page.click('.legend summary');
    expect(await violations(page)).toEqual([]);
    await page.click('.release >> text=ingress-nginx');
    expect(await violations(page)).toEqual([]);
    await page.check('#changes-only');
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SIZES[size].width);
    await page.close();
  });

  test('says in words and by a mark what happens to each release, also if its cluster is new or removed', async () => {
    const page = await open(await pageOf(BEFORE, AFTER));
    expect(await texts(page, 'h2')).toEqual(['edge (new cluster)', 'production', 'staging (removed cluster)']);
    expect(await texts(page, '.base')).toEqual(['3 of 3 clusters change: dist, compared with the folder old']);
    expect(await texts(page, '.changes')).toEqual([
      'Changes: 1 added.',
      'Changes: 1 added, 1 upgraded, 1 removed; 1 release only waits for new revisions.',
      'Changes: 1 removed.',
    ]);
    expect(await texts(page, '.release')).toEqual([
      '+constructoradded: added 1.2.3',
      'cert-manager1.2.3',
      '\u2191vaultupgraded (minor): 0.27.0 \u2192 0.28.0',
      '\u2212ingress-nginxremoved: removed 1.2.3',
      'linkerd21.2.3',
      '+lokiadded: added 1.2.3',
      '\u2026flaggerwaits: 1.2.3, waits',
      '\u2212vaultremoved: removed 1.2.3',
    ]);
    expect(await texts(page, '.layer h3')).toContain('Layer 1 2 releases, 1 changed, 1 removed');
    await page.close();
  });

  test('shows only changes, which the keyboard and the search find without the rest', async () => {
    const page = await open(await pageOf(BEFORE, AFTER));
    await page.focus('#changes-only');
    await page.keyboard.press('Space');
    expect(await shown(page)).toBe('constructor vault ingress-nginx loki vault');
    await page.fill('#search', 'vault');
    expect(await page.textContent('#found')).toBe('2 found among the changes');
    await page.focus('[data-cluster="1"] .release[tabindex="0"]');
    expect(await focused(page)).toBe('vault');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('ingress-nginx');
    await page.keyboard.press('n');
    expect(await focused(page)).toBe('loki');
    await page.keyboard.press('Shift+N');
    expect(await focused(page)).toBe('ingress-nginx');
    await page.keyboard.press('Enter');
    expect(await texts(page, '#details p, #details h3')).toEqual([
      '1.2.3 \u00b7 Layer 1 \u00b7 old/production.yaml:40',
      'removed: 1.2.3; layer 1',
      'Waited for',
      'What waited for it',
    ]);
    // what is not shown is shown again if it is chosen
    await page.click('#details >> text=flagger');
    expect([await page.isChecked('#changes-only'), await focused(page)]).toEqual([false, 'flagger']);
    await page.close();
  });

  test('no line leads through a release, with all releases and with changes only', async () => {
    const before = manyReleases(150, 5);
    const page = await open(await pageOf({ production: before }, { production: afterChange(before) }));
    const none = { lines: expect.any(Number), crossed: [], overlaps: 0 };
    expect(await page.evaluate(CROSSINGS)).toEqual(none);
    await page.check('#changes-only');
    expect(await page.evaluate(CROSSINGS)).toEqual(none);
    await page.close();
  });
});

test('the page of 400 releases has less than 500 kB', async () => {
  const before = manyReleases(400, 5);
  expect((await pageOf({ production: before }, { production: afterChange(before) })).length).toBeLessThan(500_000);
});
