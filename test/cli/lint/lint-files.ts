/**
 * Files that `pctl lint` is tested with.
 */

/** A `Chart.yaml` with nothing wrong, except what `changed` adds to it. */
export const chartText = (name: string, annotations: Record<string, string> = {}, more = '') =>
  `apiVersion: v2\nname: ${name}\nversion: 0.0.1\ndescription: A chart\nmaintainers: [{name: Platform Team}]\n${more}annotations:\n${Object.entries(
    { profile: name, layer: 'layer-1', category: name, ...annotations },
  )
    .map(([key, value]) => `  weave.works/${key}: ${value}\n`)
    .join('')}`;

/** One version in a lock file. */
export const lockText = (versions: Record<string, readonly string[]>, more = '') =>
  `apiVersion: cdk8s-profiles/v1\nkind: CatalogLock\nsource: {kind: HelmRepository, name: platform, namespace: flux-system, url: "https://charts.example.com"}\nentries:\n${Object.entries(
    versions,
  )
    .map(
      ([name, all]) =>
        `  ${name}:\n${all
          .map(
            version =>
              `    - version: ${version}\n      origin: {kind: chart, chart: ${name}}\n      layer: 1\n      category: ${name}\n      description: A chart\n      maintainers: [{name: Platform Team}]\n${more}`,
          )
          .join('')}`,
    )
    .join('')}`;
