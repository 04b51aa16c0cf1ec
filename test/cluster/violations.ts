/**
 * For each mechanism that keeps order, the tests that fail without it, and what they then say.
 *
 * The mechanisms themselves are in `harness/mechanisms.ts`.
 */
export interface Violation {
  readonly mechanism: string;
  /** The file of the tests, without `.cluster.ts`. */
  readonly file: string;
  /** Title of each test -> a line of its failure, so that it fails for this reason and no other. */
  readonly failures: ReadonlyMap<string, RegExp>;
}

export const VIOLATIONS: readonly Violation[] = [
  {
    mechanism: 'depends-on',
    file: 'install',
    failures: new Map([
      [
        'twelve releases in four layers install in order',
        /install of platform\/\S+ began .*before install of platform\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'lockstep',
    file: 'upgrade',
    failures: new Map([
      [
        'releases in lockstep are upgraded in order',
        /upgrade of lockstep\/\S+ began .*before upgrade of lockstep\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'content-names',
    file: 'content-names',
    failures: new Map([
      [
        'values in ConfigMaps of ours reach Helm in order',
        /upgrade of values-objects\/\S+ began .*before upgrade of values-objects\/\S+ ended/,
      ],
      [
        'charts from an OCI registry reach Helm in order',
        /upgrade of oci-charts\/\S+ began .*before upgrade of oci-charts\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'label-only',
    file: 'upgrade',
    failures: new Map([['lockstep: no release is upgraded whose own content did not change', /\+ .*"flagger": 2/]]),
  },
  {
    mechanism: 'guard',
    file: 'removal/reverse-order',
    failures: new Map([
      ['one commit removes twelve releases of four layers in reverse order', uninstallsAtOnce('one-commit')],
      ['a deleted Kustomization removes its releases in reverse order', uninstallsAtOnce('no-kustomization')],
      ['namespaces removed with their releases go after them', uninstallsAtOnce('no-namespaces')],
    ]),
  },
  {
    mechanism: 'guard',
    file: 'removal/guard-removed',
    failures: new Map([
      ['one commit empties both folders: the releases go in reverse order', uninstallsAtOnce('one-commit')],
    ]),
  },
  {
    mechanism: 'never-pruned',
    file: 'removal/guard-removed',
    failures: new Map([
      ['one commit empties both folders: the releases go in reverse order', uninstallsAtOnce('one-commit')],
      ['both Kustomizations are deleted: the releases go in reverse order', uninstallsAtOnce('kustomizations')],
    ]),
  },
  {
    mechanism: 'guard',
    file: 'removal/held',
    failures: new Map([
      [
        'it stays, Flux says for whom, and the rest of the commit is applied',
        /platform\/linkerd2 is gone, and should have been held/,
      ],
      [
        'kubectl is refused as well, and the operator’s annotation lets it through, there only',
        /Received promise resolved instead of rejected/,
      ],
    ]),
  },
  {
    mechanism: 'way-out',
    file: 'removal/held',
    failures: new Map([
      [
        'kubectl is refused as well, and the operator’s annotation lets it through, there only',
        /"base" is forbidden: .* HelmRelease default\/user still depends on base/,
      ],
    ]),
  },
  {
    mechanism: 'only-ours',
    file: 'removal/held',
    failures: new Map([['what is not ours goes as ever', /"none" is forbidden: .* still gets its chart from none/]]),
  },
  {
    mechanism: 'guard',
    file: 'removal/needed',
    failures: new Map(
      ['hook', 'finalizer'].map(slow => [
        `a slow uninstall is waited for, and so are source and values: ${slow}`,
        new RegExp(`\\+ .*HelmRepository ${slow}/.* went before HelmRelease ${slow}/flagger`),
      ]),
    ),
  },
  {
    mechanism: 'guard',
    file: 'removal/replacement',
    failures: new Map([
      ['the old mesh goes after the new one is installed and its user has moved', /- .*"uninstall linkerd2"/],
    ]),
  },
  {
    mechanism: 'guard',
    file: 'removal/renames',
    failures: new Map([
      [
        'a renamed subscription that keeps its Helm release takes it over, and the old one goes when it is suspended',
        /Flux uninstalls renamed\/mesh/,
      ],
      ...[
        ['release-name', 'the release name'],
        ['target-namespace', 'the target namespace'],
        ['chart', 'the chart'],
      ].map(([name, what]): [string, RegExp] => [
        `${name}: a change of ${what} is refused, with its commit, until an operator lets it reinstall`,
        new RegExp(`Flux uninstalls ${name}/mesh`),
      ]),
    ]),
  },
  {
    mechanism: 'guard',
    file: 'manifests/removal',
    failures: new Map([
      [
        'manifests and the chart above them go in order, and the chart below them stays',
        /uninstall of partly\/issuers began .*before uninstall of partly\/ingress-nginx ended/,
      ],
      [
        'when the Kustomization that delivers them is deleted, charts and manifests go in reverse order',
        /uninstall of deleted\/\S+ began .*before uninstall of deleted\/\S+ ended/,
      ],
    ]),
  },
  {
    mechanism: 'content-paths',
    file: 'manifests/failures',
    failures: new Map([
      [
        'a chart that fails holds the manifests above it: new content is not applied, and no path is missing',
        /Received: 2/,
      ],
    ]),
  },
  {
    mechanism: 'failure-policy',
    file: 'removal/flux-uninstalled',
    failures: new Map([
      [
        'the CRDs go with every release, whoever depends on it, and nothing else is held after them',
        /namespaces "theirs" is forbidden: .* not yet synced to use for admission/,
      ],
    ]),
  },
];

/** What `outOfOrder` says of the platform whose first namespace is `name`. */
function uninstallsAtOnce(name: string): RegExp {
  return new RegExp(`uninstall of ${name}\\S* began .*before uninstall of ${name}\\S* ended`);
}
