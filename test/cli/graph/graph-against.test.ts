import { releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';
import { commit, git, replaceDist, repository } from '../diff/repository';
import { type Clusters, filesOf, PRODUCTION } from './open-page';

const BEFORE: Clusters = { production: PRODUCTION.before };
const AFTER: Clusters = { production: PRODUCTION.after };

const against = (before: Clusters, after: Clusters, ...argv: string[]) =>
  pctlIn(writtenFiles({ ...filesOf(before, 'old'), ...filesOf(after) }), ['graph', '--against', 'old', ...argv]);

test('shows in Mermaid what is added, upgraded and removed, and what waits', async () => {
  const { code, stdout, stderr } = await against(BEFORE, AFTER);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
   "flowchart LR
     %% 1 of 1 cluster changes: dist, compared with the folder old
     %% thick: all releases of a layer; dotted: upgrades do not wait
     classDef problem stroke:#c00,stroke-width:3px
     classDef longest stroke-width:3px
     classDef missing stroke-dasharray:4 4
     classDef added stroke:#1a7f37,stroke-width:3px
     classDef removed stroke:#cf222e,stroke-dasharray:2 4
     classDef changed stroke:#0969da,stroke-width:3px
     classDef waits stroke:#8250df
     subgraph c0["production"]
       subgraph c0l0["Layer 0"]
         c0n0["cert-manager<br/>1.2.3"]:::longest
         c0n1["vault<br/>0.28.0<br/>upgraded (minor)#58; 0.27.0 #8594; 0.28.0"]
       end
       subgraph c0l1["Layer 1"]
         c0n2["ingress-nginx<br/>1.2.3<br/>removed"]
         c0n3["linkerd2<br/>1.2.3"]:::longest
         c0n4["loki<br/>1.2.3<br/>added"]:::longest
       end
       subgraph c0l2["Layer 2"]
         c0n5["flagger<br/>1.2.3<br/>waits#58; only for new revisions"]:::longest
       end
     end
     c0n3 -.-> c0n5
     c0n4 -.->|new| c0n5
     c0n3 -.->|new| c0n4
     c0n2 -.->|no longer| c0n5
     c0n0 -.->|no longer| c0n2
     c0n1 -.->|no longer| c0n2
     c0l0 -.-> c0l1
     class c0n1 changed
     class c0n2 removed
     class c0n4 added
     class c0n5 waits
   "
  `);
});

test('shows the same for Graphviz', async () => {
  const { stdout } = await against(BEFORE, AFTER, '-o', 'dot');
  expect(stdout.match(/.*(comp|vault|ingress|loki|label="n).*/g)).toMatchInlineSnapshot(`
   [
     "  // 1 of 1 cluster changes: dist, compared with the folder old",
     "  graph [rankdir=LR, compound=true, fontname="sans-serif"];",
     "      c0n1 [label="vault\\n0.28.0\\nupgraded (minor): 0.27.0 → 0.28.0", color="#0969da", style=bold];",
     "      c0n2 [label="ingress-nginx\\n1.2.3\\nremoved", color="#cf222e", style=dashed];",
     "      c0n4 [label="loki\\n1.2.3\\nadded", color="#1a7f37", penwidth=3, style=bold];",
     "  c0n4 -> c0n5 [style=dashed, label="new", color="#1a7f37"];",
     "  c0n3 -> c0n4 [style=dashed, label="new", color="#1a7f37"];",
     "  c0n2 -> c0n5 [label="no longer", color="#cf222e", style=dotted];",
     "  c0n0 -> c0n2 [label="no longer", color="#cf222e", style=dotted];",
     "  c0n1 -> c0n2 [label="no longer", color="#cf222e", style=dotted];",
   ]
  `);
});

test('shows the same as JSON, with all keys', async () => {
  const { base, clusters } = JSON.parse((await against(BEFORE, AFTER, '-o', 'json')).stdout);
  const [{ change, releases, edges, bundles, longestWay }] = clusters;
  expect({ base, change, longestWay }).toEqual({
    base: { kind: 'folder', name: 'old', commit: null },
    change: 'changed',
    longestWay: ['cert-manager', 'linkerd2', 'loki', 'flagger'],
  });
  const changes = releases.map((found: Record<string, unknown>) => [
    found.label,
    found.change,
    found.from,
    found.to,
    found.found,
  ]);
  expect(changes.sort()).toEqual([
    ['cert-manager', null, null, null, true],
    ['flagger', 'waits', '1.2.3', '1.2.3', true],
    ['ingress-nginx', 'removed', '1.2.3', null, false],
    ['linkerd2', null, null, null, true],
    ['loki', 'added', null, '1.2.3', true],
    ['vault', 'upgraded', '0.27.0', '0.28.0', true],
  ]);
  for (const list of [releases, edges, bundles, clusters])
    expect(new Set(list.map((found: object) => Object.keys(found).join()))).toHaveProperty('size', 1);
  expect(edges).toContainEqual({ from: 'loki', to: 'linkerd2', reason: 'named', inStep: false, change: 'added' });
  expect(edges).toContainEqual({ from: 'flagger', to: 'ingress-nginx', reason: 'layer', inStep: false, change: 'removed' }); // prettier-ignore
});

test('clusters that exist on one side only are drawn, in every order of files', async () => {
  const names = async (before: Clusters, after: Clusters, ...argv: string[]) => {
    const { clusters } = JSON.parse((await against(before, after, '-o', 'json', ...argv)).stdout);
    return clusters.map(({ name, change, columns }: Record<string, unknown>) => [name, change, columns]);
  };
  const edge = { constructor: { layer: 10 }, __proto__x: {} };
  expect(await names({ edge }, BEFORE)).toEqual([
    [
      'edge',
      'removed',
      [
        { layer: 10, ranks: [['constructor']] },
        { layer: null, ranks: [['__proto__x']] },
      ],
    ],
    ['production', 'added', expect.anything()],
  ]);
  expect(await names(BEFORE, BEFORE)).toEqual([['production', null, expect.anything()]]);
  expect(await names({ edge }, BEFORE, '--cluster', 'edge')).toHaveLength(1);
});

test('what was removed and is still waited for is drawn once, and the warning stays', async () => {
  const after = { production: { flagger: { dependsOn: ['vault'] } } };
  const before = { production: { flagger: { dependsOn: ['vault'] }, vault: {} } };
  const { code, stdout, stderr } = await against(before, after, '-o', 'json');
  const [{ releases, edges }] = JSON.parse(stdout).clusters;
  expect(releases.map(({ label, found }: Record<string, unknown>) => [label, found])).toEqual([
    ['vault', false],
    ['flagger', true],
  ]);
  expect(edges).toHaveLength(1);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^warning: .* waits for "vault"/) });
});

test('a dependency that two releases no longer have is drawn as removed', async () => {
  const before = { production: { flagger: { dependsOn: ['loki', 'vault'] }, loki: {}, vault: {} } };
  const after = { production: { flagger: { dependsOn: ['vault'] }, loki: {}, vault: {} } };
  const [{ edges }] = JSON.parse((await against(before, after, '-o', 'json')).stdout).clusters;
  expect(edges.map(({ from, to, change }: Record<string, unknown>) => [from, to, change])).toEqual([
    ['flagger', 'vault', null],
    ['flagger', 'loki', 'removed'],
  ]);
});

test('a renamed release is one, also for what waits for it', async () => {
  const files = (folder: string, name: string) => {
    const text = releaseText(name, { cluster: 'production', profile: 'vault' });
    const target = '"spec": { "releaseName": "vault", "targetNamespace": "vault"';
    const above = releaseText('flagger', { cluster: 'production', dependsOn: [name] });
    return { [`${folder}/production.yaml`]: text.replace('"spec": {', `${target}, "interval": "1m"`) + above };
  };
  const cwd = writtenFiles({ ...files('old', 'vault'), ...files('dist', 'vault-2') });
  const { stdout } = await pctlIn(cwd, ['graph', '--against', 'old', '-o', 'json']);
  const [{ releases, edges }] = JSON.parse(stdout).clusters;
  expect(releases).toEqual([
    expect.objectContaining({ label: 'vault-2', change: 'renamed', formerLabel: 'vault', found: true }),
    expect.objectContaining({ label: 'flagger' }),
  ]);
  expect(edges).toEqual([expect.objectContaining({ from: 'flagger', to: 'vault-2', change: null })]);
});

test('compares with a commit and, without a value, with the merge base', async () => {
  const cwd = repository(filesOf(BEFORE));
  git(cwd, 'checkout', '--quiet', '-b', 'feature');
  replaceDist(cwd, filesOf(AFTER));
  commit(cwd, 'Two');
  const changed = (text: string) => text.match(/compared with [^\n]*|^ {2}class .*/gm);
  const [merge, ...classes] = changed((await pctlIn(cwd, ['graph', '--against'])).stdout)!;
  expect(merge).toMatch(/^compared with [0-9a-f]{10}, the merge base with main$/);
  expect(changed((await pctlIn(cwd, ['graph', 'dist', '--against', 'main'])).stdout)).toEqual(['compared with main', ...classes]); // prettier-ignore
  expect(classes).toHaveLength(4);
  expect(changed((await pctlIn(cwd, ['graph', '--against', 'HEAD'])).stdout)).toEqual(['compared with HEAD']);
});

test('fails as "pctl diff" does', async () => {
  const cwd = repository({ ...filesOf(BEFORE), 'broken/a.yaml': `${releaseText('vault')}---\n{` });
  git(cwd, 'branch', 'broken');
  const fails = async (...argv: string[]) => {
    const { code, stdout, stderr } = await pctlIn(cwd, ['graph', ...argv]);
    return [code, stdout === '', stderr];
  };
  expect(await fails('--against', './dist/')).toEqual([2, true, 'error: dist would be compared with itself. Give a Git ref or another folder: pctl graph dist --against REF\n']); // prettier-ignore
  expect(await fails('--against', 'no-such-branch')).toEqual([1, true, expect.stringMatching(/^error: "no-such-branch" is not a branch, tag or commit/)]); // prettier-ignore
  expect(await fails('--against', 'broken')).toEqual([1, true, expect.stringMatching(/is both a folder and a Git ref/)]); // prettier-ignore
  expect(await fails('--against', './broken')).toEqual([1, false, expect.stringMatching(/^error: broken\/a.yaml:\d+:\d+: /)]); // prettier-ignore
  expect(await fails('--against', 'main', '--cluster', 'toString')).toEqual([1, true, expect.stringMatching(/no HelmRelease of cluster "toString" was found in dist. Its clusters are production/)]); // prettier-ignore
  expect(await fails('none', '--against', 'main')).toEqual([1, true, expect.stringMatching(/^warning: there is no none in main.*\nerror: /)]); // prettier-ignore
});
