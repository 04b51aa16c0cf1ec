/**
 * What a lock file says about its source.
 */
import { compareText } from '../../model/data/compare-text';
import { compact, type RecordedRepository, type SourceAccess } from '../../model/formats/source-access';
import type { LockSource } from '../../model/formats/catalog-lock';
import { splitChartUrl } from '../../model/registry-url';
import { toLockedUrl } from '../../sources/git/git-url';
import type { CatalogSource, ProfileCatalogSource } from '../../sources/reading/catalog-source';

/** The interval that is written for every source anyway. */
const USUAL_INTERVAL = '10m';

/** The source as its lock file records it. */
export function toLockSource(source: CatalogSource): LockSource {
  const { kind, name, namespace } = source;
  if (kind === 'ProfileCatalogSource') {
    const repositories = repositoriesOf(source);
    return { kind, name, namespace, ...(repositories.length > 0 && { repositories }) };
  }
  // the entries name the chart
  const url = kind === 'OCIRepository' ? splitChartUrl(source.url).repository : source.url;
  const access = accessOf(source);
  const recorded = Object.keys(access).length > 0 && { access };
  return {
    kind,
    name,
    namespace,
    url,
    ...recorded,
    ...(source.isOnCluster && { sourceRef: { kind, name, namespace } }),
  };
}

/** Git repositories with a login, sorted. */
function repositoriesOf({ repositories }: ProfileCatalogSource): RecordedRepository[] {
  const found = repositories.flatMap(({ url, secretName: name }) =>
    name === undefined ? [] : { url: toLockedUrl(url), access: { secretRef: { name } } },
  );
  return found.sort((a, b) => compareText(a.url, b.url));
}

function accessOf(source: Exclude<CatalogSource, { readonly kind: 'ProfileCatalogSource' }>): SourceAccess {
  const { interval } = source;
  const common = compact({
    interval: interval === USUAL_INTERVAL ? undefined : interval,
    secretRef: referenceTo(source.secretName),
    certSecretRef: referenceTo(source.certSecretName),
  });
  if (source.isRegistry !== true) return { ...common, ...(source.passCredentials && { passCredentials: true }) };
  const { provider, verify } = source;
  return compact({
    ...common,
    insecure: source.insecure === true ? true : undefined,
    provider: provider === 'generic' ? undefined : provider,
    proxySecretRef: referenceTo(source.proxySecretName),
    verify: verify && {
      provider: verify.provider,
      ...compact({
        secretRef: referenceTo(verify.secretName),
        matchOIDCIdentity: verify.identities,
        trustedRootSecretRef: referenceTo(verify.trustedRootSecretName),
      }),
    },
  });
}

function referenceTo(name: string | undefined) {
  return name === undefined ? undefined : { name };
}
