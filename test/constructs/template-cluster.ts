/**
 * Clusters from the templates of the examples.
 */
import { Catalog, Cluster, Fleet, type TemplateClusterOptions } from 'cdk8s-profiles';
import { parseAllDocuments } from 'yaml';
import { filesIn, temporaryFolder } from './temporary-folder';

/** An object as it is read back. */
export interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** A cluster from a template of the examples, or another one. */
export function fromTemplate(template: string, options: Partial<TemplateClusterOptions> = {}) {
  const fleet = new Fleet({ outdir: temporaryFolder() });
  const catalog = platform(fleet);
  const file = template.includes('/') ? template : `examples/templates/${template}.yaml`;
  const cluster = Cluster.fromTemplate(fleet, 'eu-1', { template: file, catalog, ...options });
  return { fleet, cluster, catalog };
}

export function platform(fleet: Fleet): Catalog {
  return Catalog.fromFile(fleet, 'platform', 'examples/catalogs/platform.yaml', {
    repository: 'https://charts.example.com',
  });
}

/** Objects by file. */
export function synth(fleet: Fleet): Map<string, Written[]> {
  fleet.synth();
  const files = Object.entries(filesIn(fleet.outdir));
  return new Map(
    files.map(([path, text]) => [path, parseAllDocuments(text).map(document => document.toJS() as Written)]),
  );
}

export function releasesIn(files: ReadonlyMap<string, readonly Written[]>) {
  return [...files.values()].flat().filter(({ kind }) => kind === 'HelmRelease');
}
