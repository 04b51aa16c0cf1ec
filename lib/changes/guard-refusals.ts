/**
 * What the guard refuses until the manifests are changed. What it only delays, because removal is in
 * reverse order, is part of the rollout.
 *
 * The rules are those of `flux/removal-rules.ts` and `flux/move-rules.ts`, applied to manifests.
 */
import { recordIn } from '../model/data/fields';
import type { Fields } from '../model/data/json';
import { ANNOTATIONS, LABELS, MANAGER } from '../model/labels';
import type { WrittenObject, WrittenReleaseObject } from '../model/written-output';
import type { Effect, Refusal } from './change';
import { helmTarget, isSameTarget, textIn } from './helm-target';
import { keyOf } from './pair-releases';

const SOURCES = ['HelmRepository', 'OCIRepository', 'GitRepository'];

/** The refusals for one cluster. */
export class GuardRefusals {
  private readonly remaining: readonly WrittenReleaseObject[];

  constructor(
    /** Absent: unknown. */
    private readonly isGuarded: boolean | undefined,
    after: readonly WrittenReleaseObject[],
  ) {
    this.remaining = after.filter(({ release }) => release.isManaged);
  }

  /** For an update of a release. */
  ofMove(before: WrittenReleaseObject, after: WrittenReleaseObject): Effect[] {
    const [old, now] = [helmTarget(before), helmTarget(after)];
    const isSameRelease = old.name === now.name && old.target === now.target && old.storage === now.storage;
    if ((isSameRelease && hasSameChart(before.object, after.object)) || !this.protects(before.object)) return [];
    return [{ kind: 'refused', reason: 'move', isCertain: this.isGuarded === true }];
  }

  /** For the removal of a release. */
  ofRelease(before: WrittenReleaseObject): Effect[] {
    if (!this.protects(before.object)) return [];
    const { namespace, name, isSuspended } = before.release;
    const target = helmTarget(before);
    const others = this.remaining.filter(found => keyOf(found) !== keyOf(before));
    const waits = (found: WrittenReleaseObject) =>
      found.release.dependsOn.some(to => to.name === name && to.namespace === namespace);
    const takesOver = (found: WrittenReleaseObject) => !isSuspended && isSameTarget(helmTarget(found), target);
    return [
      ...this.refusal('dependant', others.find(waits)),
      ...this.refusal('same Helm release', others.find(takesOver)),
    ];
  }

  /** For the removal of another object. */
  ofObject({ kind, name, namespace = 'default', object }: WrittenObject): Effect[] {
    if (this.isGuarded === false) return [];
    if (kind === 'Namespace') {
      const isIn = (found: WrittenReleaseObject) =>
        found.release.namespace === name || (helmTarget(found).kubeConfig === '' && helmTarget(found).target === name);
      return isForced(object) ? [] : this.refusal('namespace', this.remaining.find(isIn));
    }
    if (kind === 'Cluster' && String(object.apiVersion).startsWith('cluster.x-k8s.io/')) {
      const isOn = (found: WrittenReleaseObject) =>
        found.release.namespace === namespace && kubeconfigsOf(found).some(secret => isKubeconfigOf(secret, name));
      return isForced(object) ? [] : this.refusal('installed', this.remaining.find(isOn));
    }
    if (!this.protects(object)) return [];
    if (SOURCES.includes(kind)) {
      const uses = (found: WrittenReleaseObject) =>
        sourcesOf(found).some(source => source === `${kind}/${namespace}/${name}`);
      return this.refusal('chart', this.remaining.find(uses));
    }
    const reads = (found: WrittenReleaseObject) =>
      found.release.namespace === namespace && valuesFrom(found).some(from => from.kind === kind && from.name === name);
    return kind === 'ConfigMap' ? this.refusal('values', this.remaining.find(reads)) : [];
  }

  private refusal(reason: Refusal, by: WrittenReleaseObject | undefined): Effect[] {
    const isCertain = this.isGuarded === true;
    return by === undefined ? [] : [{ kind: 'refused', reason, by: keyOf(by), isCertain }];
  }

  private protects(object: Fields): boolean {
    const labels = recordIn(recordIn(object, 'metadata'), 'labels');
    return this.isGuarded !== false && labels[LABELS.managedBy] === MANAGER && !isForced(object);
  }
}

/** Unlike Flux, the guard compares the whole path of a chart, and the profiles of charts in registries. */
function hasSameChart(before: Fields, after: Fields): boolean {
  const [old, now] = [before, after].map(object => recordIn(object, 'spec'));
  if (recordIn(now, 'upgrade').chartNameChangeStrategy === 'InPlaceUpdate') return true;
  if ('chart' in old && 'chart' in now) {
    const [a, b] = [old, now].map(spec => recordIn(recordIn(spec, 'chart'), 'spec').chart);
    return a === b;
  }
  const [a, b] = [before, after].map(object =>
    textIn(recordIn(recordIn(object, 'metadata'), 'annotations'), ANNOTATIONS.profile),
  );
  return a === undefined || b === undefined || a === b;
}

/** Whether an operator lets the object through. */
function isForced(object: Fields): boolean {
  return ANNOTATIONS.ignoreOrder in recordIn(recordIn(object, 'metadata'), 'annotations');
}

/** `HelmRepository/flux-system/charts-example-com-94165cc2`: of its chart, and of manifests that it applies. */
function sourcesOf({ object, release: { namespace } }: WrittenReleaseObject): string[] {
  const spec = recordIn(object, 'spec');
  const inner = recordIn(recordIn(spec, 'values'), 'spec');
  const chart = recordIn(recordIn(spec, 'chart'), 'spec');
  return [recordIn(chart, 'sourceRef'), recordIn(spec, 'chartRef'), recordIn(inner, 'sourceRef')]
    .filter(reference => textIn(reference, 'name') !== undefined)
    .map(({ kind, name, namespace: other }) => `${kind as string}/${(other as string) ?? namespace}/${name as string}`);
}

/** Secrets with the kubeconfig of its release, and of manifests that it applies. */
function kubeconfigsOf({ object }: WrittenReleaseObject): unknown[] {
  const spec = recordIn(object, 'spec');
  const inner = recordIn(recordIn(spec, 'values'), 'spec');
  return [spec, inner].map(found => recordIn(recordIn(found, 'kubeConfig'), 'secretRef').name);
}

function isKubeconfigOf(secret: unknown, cluster: string): boolean {
  return secret === `${cluster}-kubeconfig` || secret === `${cluster}-user-kubeconfig`;
}

function valuesFrom({ object }: WrittenReleaseObject): Fields[] {
  const { valuesFrom: found } = recordIn(object, 'spec');
  return Array.isArray(found) ? (found as Fields[]) : [];
}
