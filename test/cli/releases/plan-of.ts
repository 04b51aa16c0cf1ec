/**
 * `pctl plan` of a cluster of a few releases.
 */
import { type ReleaseText, releaseText, writtenFiles } from '../../deliver/written-files';
import { pctlIn } from '../pctl-in';

export const plan = (files: Record<string, string>, ...argv: string[]) =>
  pctlIn(writtenFiles(files), ['plan', ...argv]);

/** Production in one file: one release for each name. */
export function production(releases: Record<string, ReleaseText>) {
  const texts = Object.entries(releases).map(([name, options]) =>
    releaseText(name, { cluster: 'production', ...options }),
  );
  return { 'dist/production.yaml': texts.join('') };
}

export const PLATFORM = {
  flagger: { layer: 2, dependsOn: ['linkerd2'] },
  linkerd2: { layer: 1, dependsOn: ['cert-manager'] },
  'cert-manager': { layer: 0 },
};
