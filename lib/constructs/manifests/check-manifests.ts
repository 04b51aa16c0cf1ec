/**
 * Checks objects that are applied in order: Flux must not refuse them, and it must be possible to
 * order what they contain.
 */
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Problem } from '../../model/problem';
import { FLEET, isMarked, SUBSCRIPTION } from '../tree/symbols';
import { objectsOf } from '../tree/objects';

/** What etcd accepts in one request (etcd, --max-request-bytes). */
const MOST_BYTES = 1_572_864;
/** What Kubernetes accepts in one ConfigMap or Secret (MaxSecretSize). */
const MOST_DATA_BYTES = 1_048_576;

/** Problems of `manifests` as a whole, in addition to those of single objects. */
export function checkManifests(manifests: Chart): Problem[] {
  const { path } = manifests.node;
  const problems = manifests.node.findAll().flatMap(construct => (construct === manifests ? [] : misplaced(construct)));
  const objects = objectsOf(manifests);
  if (!isMarked(manifests.node.root, FLEET)) {
    const what = 'manifests are written into a folder of their own, which a stock App does not do';
    problems.push({ kind: 'invalid-props', what, remedy: 'use Fleet in place of App', path });
  }
  if (objects.length === 0 && problems.length === 0) {
    const what = 'these manifests do not contain an object, and Flux would find no folder to apply';
    problems.push({ kind: 'invalid-props', what, remedy: 'create an object in them, or do not create them', path });
  }
  return [...problems, ...objects.flatMap(tooLarge)];
}

/** Subscriptions and charts have their own place in the order, or their own files. */
function misplaced(construct: IConstruct): Problem[] {
  const { path } = construct.node;
  if (isMarked(construct, SUBSCRIPTION)) {
    const what = 'it is inside manifests, where it cannot be ordered';
    return [{ kind: 'invalid-props', what, remedy: 'create it next to them, in the cluster', path }];
  }
  if (!Chart.isChart(construct)) return [];
  const what = 'a chart is inside manifests, and its objects would be written to another file';
  return [{ kind: 'invalid-props', what, remedy: 'create its objects in the manifests themselves', path }];
}

function tooLarge(object: ApiObject): Problem[] {
  const isData = object.apiGroup === 'core' && (object.kind === 'ConfigMap' || object.kind === 'Secret');
  const most = isData ? MOST_DATA_BYTES : MOST_BYTES;
  let size: number;
  try {
    size = Buffer.byteLength(JSON.stringify(object.toJson()));
  } catch {
    // an object that cannot be written is reported elsewhere
    return [];
  }
  if (size <= most) return [];
  const what = `${object.kind} "${object.metadata.name}" has ${size} bytes, and Kubernetes accepts at most ${most}`;
  return [{ kind: 'invalid-props', what, remedy: 'split it', path: object.node.path }];
}
