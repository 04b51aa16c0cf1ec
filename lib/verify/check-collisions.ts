/**
 * Names that two objects share: of the object itself, of the Helm release, or of the HelmChart that Flux makes.
 */
import { type AppliedObject, groupOf, hasVariable, idOf, isRelease } from '../model/applied-cluster';
import { recordIn } from '../model/data/fields';
import { groupBy } from '../model/data/group-by';
import { canonicalJson, type JsonObject, type JsonValue } from '../model/data/json';
import { shortenReleaseName } from '../model/names';
import { type ClusterIndex, isNamed, isSuspended, specOf } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';

/** Groups of kinds that only Flux applies, so that two of one name are a mistake. */
const FLUX = /^(helm|kustomize|source|notification|image)\.toolkit\.fluxcd\.io$|^fluxcd\.controlplane\.io$/;

/** Findings about shared names. */
export function checkCollisions(index: ClusterIndex): VerifyFinding[] {
  const { objects } = index.cluster;
  const named = objects.filter(object => FLUX.test(groupOf(object.apiVersion)) && isNamed(object));
  const unique = [...groupBy(named, object => `${groupOf(object.apiVersion)}/${idOf(object)}`).values()];
  const releases = unique.map(([first]) => first).filter(isRelease);
  return [...unique.flatMap(checkSame), ...checkHelmNames(releases), ...checkChartNames(releases)];
}

/** Objects of one kind and name. */
function checkSame(objects: readonly AppliedObject[]): VerifyFinding[] {
  const [first, ...others] = [...objects].sort((a, b) => Number(isYielding(a)) - Number(isYielding(b)));
  const content = others.length > 0 ? contentOf(first) : '';
  const isSource = groupOf(first.apiVersion) === 'source.toolkit.fluxcd.io';
  return others.flatMap(other => {
    const [there, here] = [first, other].map(({ parent }) => parent && idOf(parent));
    // this library writes the Kustomization in a release, which is not an object of a file
    if (first.parent === other || other.parent === first) return [];
    const place = placeOf(first.locate());
    if (here !== there && content === contentOf(other)) {
      // often in a component of all that need it, and each of them writes it again
      if (isSource) return [];
      const what = `${idOf(other)} is applied by ${here ?? 'the folder'}, and by ${there ?? 'the folder'} (${place}): if one of them is removed, Flux deletes the object`;
      return found('object-applied-twice', what, 'let only one apply it', other.locate());
    }
    if (here !== there && isYielding(other)) return [];
    const what = `${idOf(other)} is also defined at ${place}`;
    const effect = here === there ? 'Flux refuses both' : 'Flux applies one over the other, again and again';
    return found('duplicate-object', `${what}, and ${effect}`, 'rename or remove one of them', other.locate());
  });
}

/** Whether Flux does not apply `object`, or only if it does not exist yet. */
function isYielding({ object, parent }: AppliedObject): boolean {
  const metadata = recordIn(object, 'metadata');
  const says = (key: string, value: RegExp) =>
    ['labels', 'annotations'].some(marks => value.test(String(recordIn(metadata, marks)[`kustomize.toolkit.fluxcd.io/${key}`]))); // prettier-ignore
  return (parent !== undefined && isSuspended(parent)) || says('reconcile', /^disabled$/i) || says('ssa', /^(IfNotPresent|Ignore)$/i); // prettier-ignore
}

function checkHelmNames(releases: readonly AppliedObject[]): VerifyFinding[] {
  const groups = groupBy(releases, release => {
    const { storageNamespace, kubeConfig } = specOf(release.object);
    return canonicalJson([(storageNamespace ?? release.namespace) as string, releaseName(release), (kubeConfig ?? null) as JsonValue]); // prettier-ignore
  });
  return [...groups].flatMap(([key, [first, ...others]]) =>
    hasVariable(key)
      ? []
      : others.map(other => {
          const what = `${idOf(other)} installs the Helm release "${releaseName(other)}", as ${idOf(first)} does (${placeOf(first.locate())})`;
          return found('duplicate-release-name', what, 'give one of them another "releaseName"', other.locate('spec', 'releaseName')); // prettier-ignore
        }),
  );
}

/** As helm-controller computes it. */
function releaseName({ object, name }: AppliedObject): string {
  const { releaseName: given, targetNamespace } = specOf(object);
  if (typeof given === 'string' && given !== '') return given;
  return shortenReleaseName(typeof targetNamespace === 'string' ? `${targetNamespace}-${name}` : name);
}

/** HelmCharts are named `<namespace>-<name>`, in the namespace of the source (helm-controller, GetHelmChartName). */
function checkChartNames(releases: readonly AppliedObject[]): VerifyFinding[] {
  const withChart = releases.filter(({ object }) => specOf(object).chart !== undefined);
  const groups = groupBy(withChart, ({ object, namespace, name }) => {
    const source = specOf(specOf(object).chart as JsonObject).sourceRef as { namespace?: string } | undefined;
    return `${source?.namespace ?? namespace}/${namespace}-${name}`;
  });
  return [...groups].flatMap(([chart, [first, ...others]]) =>
    hasVariable(chart)
      ? []
      : others.map(other => {
          const what = `${idOf(other)} gets the HelmChart ${chart}, as ${idOf(first)} does (${placeOf(first.locate())})`;
          return found('helm-chart-collision', what, 'rename one of them', other.locate('metadata', 'name'));
        }),
  );
}

/** Labels differ by the Kustomization that applies it. */
function contentOf({ object }: AppliedObject): string {
  return canonicalJson(specOf(object) as JsonObject);
}

function placeOf({ file, line }: ReturnType<AppliedObject['locate']>): string {
  return `${file}:${line}`;
}
