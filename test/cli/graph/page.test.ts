/**
 * The page of `pctl graph` in a real browser.
 */
import { writtenFiles } from '../../deliver/written-files';
import { CHROMIUM } from '../../servers/chromium';
import { pctlIn } from '../pctl-in';
import { type Clusters, CROSSINGS, filesOf, SIZES, useChromium, violations } from './open-page';
import { manyReleases, wrongReleases } from './page-releases';

const pageOf = async (clusters: Clusters) =>
  (await pctlIn(writtenFiles(filesOf(clusters)), ['graph', '-o', 'html'])).stdout;

// without chromium these are skipped, and counted as such
(CHROMIUM === undefined ? describe.skip : describe)('in Chromium', () => {
  const { open, errors } = useChromium();

  test.each([
    ['phone', false],
    ['laptop', true],
  ] as const)('has no barrier on a %s, dark: %j', async (size, isDark) => {
    const page = await open(await pageOf({ production: wrongReleases, edge: manyReleases(3, 3) }), size, isDark);
    expect(await violations(page)).toEqual([]);
    await page.click('.release >> text=linkerd2');
    await page.click('.show-way');
    await page.fill('#search', 'manager');
    expect(await page.textContent('#found')).toBe('1 found');
    expect(await violations(page)).toEqual([]);
    // nothing is wider than the screen, except what scrolls
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SIZES[size].width);
    await page.close();
  });

  test('follows what waits for what, by keyboard alone', async () => {
    const page = await open(await pageOf({ production: wrongReleases }));
    const marked = (name: string) =>
      page.$$eval(`.release.${name} .name`, found => found.map(({ textContent }) => textContent));
    const focused = () => page.evaluate('document.activeElement.title');
    await page.keyboard.press('/');
    await page.keyboard.type('linkerd2');
    await page.keyboard.press('Enter');
    expect([await marked('chosen'), await marked('before'), await marked('after')]).toEqual([
      ['linkerd2'],
      ['cert-manager', 'vault'],
      ['prometheus', 'flagger'],
    ]);
    await page.keyboard.press('Enter');
    const details = await page.$eval('#details', panel => (panel as unknown as { innerText: string }).innerText);
    expect(details.split('\n').filter(line => line !== '')).toEqual([
      'Close',
      'linkerd2',
      '1.2.3 · Layer 1 · dist/production.yaml:42',
      'Waits for',
      'cert-manager (layer, upgrades do not wait)',
      'vault (named, upgrades do not wait)',
      'What waits for it',
      'prometheus (layer, upgrades do not wait)',
    ]);
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('prometheus');
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe('gone');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('prometheus');
    await page.keyboard.press('Escape');
    expect(await page.isVisible('#details')).toBe(false);
    await page.close();
  });

  test('no line of 400 releases leads through one of them, and no two of them overlap', async () => {
    const html = await pageOf({ production: manyReleases(400, 5) });
    expect(html.length).toBeLessThan(500_000);
    const page = await open(html);
    expect(await page.$$eval('.release', found => found.length)).toBe(400);
    expect(await page.evaluate(CROSSINGS)).toEqual({ lines: expect.any(Number), crossed: [], overlaps: 0 });
    await page.close();
  });

  test('prints a small cluster as a drawing, and a large one as a list', async () => {
    const page = await open(await pageOf({ edge: manyReleases(9, 3), production: manyReleases(200, 5) }));
    await page.pdf();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.emulateMedia({ media: 'print' });
    expect(await page.$$eval('.cluster', all => all.map(({ className }) => className))).toEqual(['cluster', 'cluster lists many']); // prettier-ignore
    expect(await page.isVisible('.cluster:nth-child(2) .waits')).toBe(true);
    expect(await page.isVisible('.cluster:nth-child(1) svg')).toBe(true);
    await page.close();
  });

  test('names are text, whatever they contain', async () => {
    const hostile = '</script><script>alert(1)</script>"\'><img src=x onerror=alert(1)>\u202eא&amp;';
    const page = await open(await pageOf({ [hostile]: { [hostile]: {}, b: {} } }));
    const shown = hostile.replace('\u202e', '\\u202e');
    expect(await page.$$eval('.release .name', found => found.map(({ textContent }) => textContent))).toEqual([shown, 'b']); // prettier-ignore
    expect(await page.$$eval('script, img', found => found.length)).toBe(2);
    await page.click('.release');
    expect(await page.textContent('#details h2')).toBe(shown);
    // the policy stops what the escapes would let through
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { text: 'window.x = 1' }))",
    );
    expect(await page.evaluate('window.x')).toBeUndefined();
    expect(errors.splice(0)).toEqual([expect.stringContaining('Content Security Policy')]);
    await page.close();
  });
});
