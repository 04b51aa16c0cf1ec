/**
 * The index of a large chart repository, as Helm writes it, piece by piece.
 */

/** Versions of each chart. */
const VERSIONS = 20;
const WORDS =
  'manages issues renews certificates secrets metrics traffic policies clusters nodes volumes quickly'.split(' ');

/** Pieces of about 25 kB, one for each chart, of `size` bytes in total; every `step`th chart is a profile. */
export function* helmIndexPieces(size: number, step: number): Generator<string, void> {
  let written = 0;
  yield 'apiVersion: v1\nentries:\n';
  for (let chart = 0; written < size; chart++) {
    const piece = chartText(chart, chart % step === 0);
    written += piece.length;
    yield piece;
  }
  yield 'generated: "2024-05-02T10:11:12.123456789Z"\n';
}

/** The pieces as one flat string, as a file is read. */
export function helmIndexText(size: number, step: number): string {
  return Buffer.from([...helmIndexPieces(size, step)].join('')).toString('utf8');
}

function chartText(chart: number, isProfile: boolean): string {
  const name = `chart-${String(chart).padStart(5, '0')}`;
  const versions = Array.from({ length: VERSIONS }, (_, i) => versionText(name, chart, VERSIONS - i, isProfile));
  return `  ${name}:\n${versions.join('')}`;
}

function versionText(name: string, chart: number, minor: number, isProfile: boolean): string {
  const sentence = Array.from({ length: 12 }, (_, i) => WORDS[(chart * 7 + i * 5) % WORDS.length]).join(' ');
  const profile = `      weave.works/layer: layer-${chart % 5}\n      weave.works/profile: ${name}\n`;
  const digest = `f${((chart * 1000 + minor) * 2654435761).toString(16).padStart(16, '0').repeat(4)}`;
  return `  - annotations:
      artifacthub.io/changes: |
        - kind: added
          description: support of version 1.${minor} of what it installs
        - kind: fixed
          description: "a fault of version 1.${minor - 1}: see its notes"
      artifacthub.io/license: Apache-2.0
      category: Infrastructure
${isProfile ? profile : ''}    apiVersion: v2
    appVersion: 1.${minor}.0
    created: "2024-0${1 + (minor % 9)}-02T10:11:12.${String(chart * 31 + minor).padStart(9, '0')}Z"
    dependencies:
    - name: common
      repository: https://charts.example.com/library
      version: 2.x.x
    - condition: redis.enabled
      name: redis
      repository: https://charts.example.com/library
      version: 18.${minor}.x
    description: ${name} ${sentence}
    digest: ${digest}
    home: https://example.com/${name}
    icon: https://example.com/stacks/${name}/img/${name}-220x234.png
    keywords:
    - ${WORDS[chart % WORDS.length]}
    - platform
    - kubernetes
    kubeVersion: '>=1.25.0-0'
    maintainers:
    - email: platform@example.com
      name: Platform Team
      url: https://example.com/platform
    name: ${name}
    sources:
    - https://git.example.com/charts/tree/main/${name}
    urls:
    - https://charts.example.com/${name}-0.${minor}.0.tgz
    version: 0.${minor}.0
`;
}
