/**
 * For each mechanism of the guard, the tests that fail without it, and what they then say.
 */
import { Violation } from '../violation';

export const REMOVAL_VIOLATIONS: readonly Violation[] = [
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
    failures: new Map([
      ['what is not ours goes as ever', /"none" is forbidden: .* still gets its chart or its manifests from none/],
    ]),
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
    mechanism: 'foreground',
    file: 'removal/lingering',
    failures: new Map([['a release stays until the pods of what waited for it have stopped', /\+ +"Pod flagger-1",/]]),
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
    mechanism: 'writers',
    file: 'removal/writers',
    failures: new Map([
      ['a release of the platform goes when the tenant’s depends on it', /tenant\/attack still depends on base/],
      [
        'a release of the platform goes when the tenant’s claims its Helm release',
        /tenant\/attack installs the same Helm release/,
      ],
      [
        'a release of the platform goes when the tenant’s claims a higher layer',
        /tenant\/attack of a higher layer is not ready yet/,
      ],
      [
        'a namespace goes when the tenant’s claims to have its workload there',
        /tenant\/attack is still in namespace empty/,
      ],
      [
        'a tenant does not make the platform’s release in their namespace hold back more, but suspends it',
        /Received string: +""/,
      ],
      ['Flux that acts as an account of the tenant is refused as well', /Received string: +"Applied revision/],
    ]),
  },
  {
    mechanism: 'layers',
    file: 'removal/writers',
    failures: new Map([['a layer that is none holds back nothing', /"base" is forbidden: .*/]]),
  },
  {
    mechanism: 'bounds',
    file: 'removal/writers',
    failures: new Map([
      ['40,000 dependencies are refused, whoever writes them', /Received promise resolved instead of rejected/],
      ['nobody looks at 40,000 dependencies that were written before the guard', /Expected: < /],
    ]),
  },
  {
    mechanism: 'unnamed',
    file: 'removal/writers',
    failures: new Map([
      [
        'a refusal names the release to those alone who may read it',
        /Received string: .*HelmRelease victim\/secret still depends on shared/,
      ],
    ]),
  },
  {
    mechanism: 'closed',
    file: 'removal/restart',
    failures: new Map([
      ['releases and sources are held while an API server starts, and what is not ours goes', /\+ +"HelmRepository",/],
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
