import { formatDot } from '../../../lib/cli/graph/graph-dot';
import { formatMermaid } from '../../../lib/cli/graph/graph-mermaid';
import { releaseText, writtenFiles } from '../../deliver/written-files';
import { graphOf, layered } from '../../order/cluster-graph/graph-of';
import { pctlIn } from '../pctl-in';
import { PLATFORM, production } from '../releases/plan-of';

const graph = (files: Record<string, string>, ...argv: string[]) => pctlIn(writtenFiles(files), ['graph', ...argv]);

const FILES = production({
  ...PLATFORM,
  vault: { layer: 0 },
  linkerd2: { layer: 1, dependsOn: ['cert-manager', 'vault'] },
  prometheus: { layer: 1, dependsOn: ['cert-manager', 'vault', 'gone'], named: 'gone', suspend: true },
  flagger: { layer: 2, profile: 'canary', dependsOn: ['linkerd2', 'prometheus'], named: 'linkerd2' },
});

test('is a Mermaid flowchart by default', async () => {
  const { code, stdout, stderr } = await graph(FILES);
  expect(stdout).toMatchInlineSnapshot(`
   "flowchart LR
     %% thick: all releases of a layer; dotted: upgrades do not wait
     classDef problem stroke:#c00,stroke-width:3px
     classDef longest stroke-width:3px
     classDef missing stroke-dasharray:4 4
     subgraph c0["production"]
       subgraph c0l0["Layer 0"]
         c0n0["cert-manager<br/>1.2.3"]:::longest
         c0n1["vault<br/>1.2.3"]
       end
       subgraph c0l1["No layer"]
         c0n2["gone<br/>not found"]:::missing
       end
       subgraph c0l2["Layer 1"]
         c0n3["linkerd2<br/>1.2.3"]:::longest
         c0n4["prometheus<br/>1.2.3 (suspended)"]
       end
       subgraph c0l3["Layer 2"]
         c0n5["flagger<br/>canary 1.2.3"]:::longest
       end
     end
     c0n3 -.-> c0n5
     c0n4 -.-> c0n5
     c0n2 -.-> c0n4
     c0l0 -.-> c0l2
   "
  `);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('warning: dist/production.yaml:') });
});

test('is a graph for Graphviz with -o dot', async () => {
  expect((await graph(FILES, '-o', 'dot')).stdout).toMatchInlineSnapshot(`
   "digraph releases {
     // thick: all releases of a layer; dashed: upgrades do not wait
     graph [rankdir=LR, compound=true, fontname="sans-serif"];
     node [shape=box, fontname="sans-serif"];
     subgraph cluster_c0 {
       label="production";
       subgraph cluster_c0l0 {
         label="Layer 0";
         c0n0 [label="cert-manager\\n1.2.3", penwidth=3];
         c0n1 [label="vault\\n1.2.3"];
       }
       subgraph cluster_c0l1 {
         label="No layer";
         c0n2 [label="gone\\nnot found", style=dashed];
       }
       subgraph cluster_c0l2 {
         label="Layer 1";
         c0n3 [label="linkerd2\\n1.2.3", penwidth=3];
         c0n4 [label="prometheus\\n1.2.3 (suspended)"];
       }
       subgraph cluster_c0l3 {
         label="Layer 2";
         c0n5 [label="flagger\\ncanary 1.2.3", penwidth=3];
       }
     }
     c0n3 -> c0n5 [style=dashed];
     c0n4 -> c0n5 [style=dashed];
     c0n2 -> c0n4 [style=dashed];
     c0n1 -> c0n4 [ltail=cluster_c0l0, lhead=cluster_c0l2, penwidth=3, style=dashed];
   }
   "
  `);
});

test('is a document with all keys with -o json', async () => {
  const { clusters } = JSON.parse((await graph(FILES, '-o', 'json')).stdout);
  const [{ releases, bundles, edges, ...rest }] = clusters;
  expect(clusters).toHaveLength(1);
  expect(rest).toEqual({
    name: 'production',
    isRemovalGuarded: false,
    columns: [
      { layer: 0, ranks: [['cert-manager', 'vault']] },
      { layer: null, ranks: [['gone']] },
      { layer: 1, ranks: [['linkerd2', 'prometheus']] },
      { layer: 2, ranks: [['flagger']] },
    ],
    longestWay: ['cert-manager', 'linkerd2', 'flagger'],
    problems: [],
  });
  expect(releases.map(({ label, found }: { label: string; found: boolean }) => [label, found])).toContainEqual([
    'gone',
    false,
  ]);
  expect(new Set(releases.map((release: object) => Object.keys(release).join()))).toHaveProperty('size', 1);
  expect(edges).toContainEqual({ from: 'flagger', to: 'linkerd2', reason: 'named', inStep: false });
  expect(bundles.map(({ fromLayer, toLayer }: Record<string, unknown>) => [fromLayer, toLayer])).toEqual([[1, 0]]);
});

test('fails for a cycle, and draws it', async () => {
  const cycle = { vault: { dependsOn: ['shop'] }, shop: { dependsOn: ['vault'] } };
  const { code, stdout, stderr } = await graph(production(cycle), '-o', 'json');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^error: .*: shop -> vault -> shop\./) });
  const [{ problems, longestWay }] = JSON.parse(stdout).clusters;
  expect({ longestWay, releases: problems[0].releases }).toEqual({ longestWay: [], releases: ['shop', 'vault'] });
});

test('draws the chosen clusters, and fails if one does not exist', async () => {
  const files = { 'dist/edge/a.yaml': releaseText('vault'), 'dist/core/a.yaml': releaseText('constructor') };
  expect((await graph(files, '--cluster', 'core')).stdout.match(/c0n.*/g)).toEqual([
    'c0n0["constructor<br/>1.2.3"]:::longest',
  ]);
  expect(await graph(files, '--cluster', 'toString')).toMatchObject({ code: 1, stdout: '' });
  expect(await graph({})).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^error: dist cannot be read: .* Run "pctl synth" first, .*\n$/),
  });
});

test('warns if GitHub would not show the diagram', async () => {
  const name = (i: number) => `release-${i}-${'x'.repeat(40)}`;
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [name(i), { layer: i % 3 }]));
  const { code, stderr } = await graph(production(many));
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^warning: GitHub shows diagrams of at most 50000 characters and 500 lines .*"--cluster".*\n$/,
  );
});

describe('some releases of a layer that wait for some of another', () => {
  const releases = {
    ...layered([
      ['a', 'b', 'c'],
      ['k', 'l', 'm'],
    ]),
    k: { layer: 1, dependsOn: ['a', 'b'] },
    l: { layer: 1, dependsOn: ['a', 'b'] },
  };
  test.each([
    ['Mermaid', formatMermaid([graphOf(releases)]).text, ['c0n0 ==> c0j0', 'c0n1 ==> c0j0', 'c0j0 ==> c0n3', 'c0j0 ==> c0n4', 'c0l0 ==> c0n5']], // prettier-ignore
    ['DOT', formatDot([graphOf(releases)]), ['c0n0 -> c0j0', 'c0n1 -> c0j0', 'c0j0 -> c0n3', 'c0j0 -> c0n4', 'c0n1 -> c0n5']], // prettier-ignore
  ])('meet in one point in %s', (_, text, lines) => {
    expect(text.match(/^ {2}c\S+ (-|=)\S+ c\w+/gm)!.map(line => line.trim())).toEqual(lines);
  });
});

test('a layer that waits for itself does not lead into itself', () => {
  const releases = { a: { layer: 0 }, b: { layer: 0 }, c: { layer: 0 }, d: { layer: 0, dependsOn: ['a', 'b', 'c'] } };
  expect(formatMermaid([graphOf(releases)]).text.match(/^ {2}c0\S+ ==>.*/gm)).toEqual(['a', 'b', 'c'].map((_, i) => `  c0n${i} ==> c0n3`)); // prettier-ignore
});

test('names have no meaning in Mermaid and in DOT', () => {
  const hostile = { '`a"]; %%{init: {}}%% click x "y"': {}, '\\N&quot;<b>': {}, '\u202eend': {} };
  expect(formatMermaid([graphOf(hostile)]).text.match(/^ {6}.*/gm)).toEqual([
    '      c0n0["#92;N#38;quot#59;#60;b#62;<br/>made elsewhere"]:::longest',
    '      c0n1["#96;a#34;#93;#59; #37;#37;#123;init#58; #123;#125;#125;#37;#37; click x #34;y#34;<br/>made elsewhere"]',
    '      c0n2["#92;u202eend<br/>made elsewhere"]',
  ]);
  expect(formatDot([graphOf(hostile)]).match(/label="[\\`].*/g)).toEqual([
    'label="\\\\N&amp;quot;<b>\\nmade elsewhere", penwidth=3];',
    'label="`a\\"]; %%{init: {}}%% click x \\"y\\"\\nmade elsewhere"];',
    'label="\\\\u202eend\\nmade elsewhere"];',
  ]);
});
