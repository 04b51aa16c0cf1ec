import { createHash } from 'node:crypto';
import {
  contentHash,
  isDnsLabel,
  isReleaseName,
  qualifiedName,
  shortenReleaseName,
  sourceName,
} from '../../lib/model/names';

test.each(['a', '0', 'linkerd2', 'cert-manager', 'a--b', 'constructor', 'a'.repeat(63)])('%s is a DNS label', name => {
  expect(isDnsLabel(name)).toBe(true);
});

test.each(['', '-a', 'a-', 'A', 'a.b', 'a_b', 'a b', 'ä', 'a\n', 'a'.repeat(64)])(
  'fails: %j is not a DNS label',
  name => {
    expect(isDnsLabel(name)).toBe(false);
  },
);

test.each(['a', 'linkerd2', 'podinfo.canary', 'a.b.c', 'a'.repeat(53)])('Helm accepts %s for a release', name => {
  expect(isReleaseName(name)).toBe(true);
});

test.each(['', '.', 'a.', '.a', 'a..b', 'a-.b', 'A', 'a_b', 'a\n', 'a'.repeat(54)])(
  'fails: %j is not a release name',
  name => {
    expect(isReleaseName(name)).toBe(false);
  },
);

describe('a release name', () => {
  const LONGEST = 'external-secrets-store-config-for-the-platform-team-1';

  test('of 53 characters is not changed', () => {
    expect(LONGEST).toHaveLength(53);
    expect(shortenReleaseName(LONGEST)).toBe(LONGEST);
    expect(shortenReleaseName('')).toBe('');
  });

  test('that is longer is 40 of its characters and 12 of its SHA-256, as in helm-controller', () => {
    const name = `${LONGEST}0`;
    const hash = createHash('sha256').update(name).digest('hex');
    expect(shortenReleaseName(name)).toBe(`external-secrets-store-config-for-the-pl-${hash.slice(0, 12)}`);
  });

  test('that is longer is frozen', () => {
    expect(shortenReleaseName(`${LONGEST}0`)).toMatchInlineSnapshot(
      `"external-secrets-store-config-for-the-pl-6b78e9e8f141"`,
    );
    expect(shortenReleaseName('a'.repeat(63))).toMatchInlineSnapshot(
      `"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-7d3e74a05d7d"`,
    );
  });

  test('that is longer is accepted by Helm, and differs for another name', () => {
    const names = ['1', '2', '3'].map(end => shortenReleaseName(`${LONGEST}${end}`));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect([name.length, isReleaseName(name)]).toEqual([53, true]);
  });
});

describe('the name of a source', () => {
  test.each([
    ['https://charts.example.com', 'charts-example-com'],
    ['oci://registry.example.com:5000/team_a//charts', 'registry-example-com-5000-team-a-charts'],
    ['HTTPS://Charts.Example.COM/', 'https-charts-example-com'],
    [`https://${'a'.repeat(100)}`, 'a'.repeat(54)],
    [`https://${'a'.repeat(53)}.com`, 'a'.repeat(53)],
  ])('of %s is derived from the URL', (url, slug) => {
    const name = sourceName(url, '{}');
    expect(name).toBe(`${slug}-${contentHash('{}')}`);
    expect(isDnsLabel(name)).toBe(true);
  });

  test('is only a hash if the URL contributes nothing', () => {
    expect(sourceName('https://---', 'a')).toBe(contentHash('a'));
  });

  test('is frozen', () => {
    expect(sourceName('https://charts.example.com', '{"interval":"10m"}')).toMatchInlineSnapshot(
      `"charts-example-com-253809fe"`,
    );
  });
});

test.each([
  ['linkerd2', 'flux-system', 'linkerd2'],
  ['linkerd2', 'team-a', 'team-a/linkerd2'],
])('%s in %s is called %s', (name, namespace, qualified) => {
  expect(qualifiedName(name, namespace, 'flux-system')).toBe(qualified);
});
