/**
 * Adds options to the text of `cluster.yaml`, and keeps its comments.
 */
import { parseDocument } from 'yaml';
import type { ClusterSpec } from './cluster-schema';
import { formatCluster } from './format-files';
import { parseClusterFile } from './subscription-file';

/** `text` with `added` in place of options of the same names; a new file without `text`. */
export function extendCluster(text: string | undefined, added: ClusterSpec): string {
  if (Object.keys(added).length === 0) return text ?? formatCluster({});
  if (text === undefined) return formatCluster(added);
  const { spec = {} } = parseClusterFile(text, 'cluster.yaml');
  const isOurs = formatCluster(spec) === text.replaceAll('\r\n', '\n');
  const changed = isOurs ? formatCluster({ ...spec, ...added }) : withOptions(text, added);
  return text.includes('\r\n') ? changed.replace(/\r?\n/g, '\r\n') : changed;
}

function withOptions(text: string, added: ClusterSpec): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(added)) document.setIn(['spec', key], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}
