/**
 * Writes new subscription files and cluster files; the same data gives the same bytes.
 */
import { formatOrderedYaml } from '../yaml/yaml-text';
import { CLUSTER_SCHEMA, CLUSTER_SCHEMA_URL, type ClusterSpec } from './cluster-schema';
import { FILE_API_VERSION, SUBSCRIPTION_SCHEMA, SUBSCRIPTION_SCHEMA_URL, type SubscriptionSpec } from './subscription-schema'; // prettier-ignore

/** The text of a subscription file. */
export function formatSubscription(name: string, spec: SubscriptionSpec): string {
  const { kind } = SUBSCRIPTION_SCHEMA.properties;
  return schemaLine(SUBSCRIPTION_SCHEMA_URL) + formatOrderedYaml({ ...start(kind.const), metadata: { name }, spec });
}

/** The text of `cluster.yaml`. */
export function formatCluster(spec: ClusterSpec): string {
  const { kind } = CLUSTER_SCHEMA.properties;
  return schemaLine(CLUSTER_SCHEMA_URL) + formatOrderedYaml({ ...start(kind.const), spec });
}

function start(kind: string) {
  return { apiVersion: FILE_API_VERSION, kind };
}

/** For editors. */
function schemaLine(url: string): string {
  return `# yaml-language-server: $schema=${url}\n`;
}
