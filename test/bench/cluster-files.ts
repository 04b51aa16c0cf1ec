/**
 * The output of a program for many clusters of ten releases each, without running it for each of them.
 */
import { clusterName, fleetProgram } from './fleet-program';

/** Objects of a cluster: ten releases and their source. */
const OBJECTS = 11;

/** One file for each cluster; `tag` is a value of one release in it. */
export function clusterFiles(clusters: number, tag: string) {
  const [first, ...documents] = (fleetProgram(1).synthYaml() as string)
    .split(/^---$/m)
    .filter(text => text.trim() !== '');
  const text = [first, ...documents]
    .slice(0, OBJECTS)
    .map(document => `---${document}`)
    .join('');
  const changed = text.replace('tag: 1.2.3', `tag: ${tag}`);
  return Array.from({ length: clusters }, (_, i) => {
    const path = `${clusterName(i)}/all.yaml`;
    return { path, file: path, text: changed.replaceAll(clusterName(0), clusterName(i)) };
  });
}
