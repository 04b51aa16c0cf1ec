/**
 * Revisions of this library: each release has one in a label, and who waits for it names it in `readyExpr`.
 */
import { readReadyExprs } from '../flux/ready-expr';
import { releaseContent } from '../flux/release-content';
import { type AppliedObject, hasVariable, idOf, isRelease } from '../model/applied-cluster';
import { recordIn, textIn } from '../model/data/fields';
import type { JsonObject } from '../model/data/json';
import { LABELS } from '../model/labels';
import { revisionOf } from '../order/revisions';
import { type ClusterIndex, type Dependency, specOf } from './cluster-index';
import { found, type VerifyFinding } from './verify-finding';

/** Findings about the revisions of all releases. */
export function checkRevisions(index: ClusterIndex): VerifyFinding[] {
  return index.members.filter(isRelease).flatMap(release => {
    const dependencies = index.dependenciesOf(release);
    const rules = readReadyExprs(dependencies.map(({ entry }) => textIn(entry, 'readyExpr')));
    const waits = dependencies.flatMap((dependency, i) => {
      const rule = rules[i];
      return rule?.kind === 'revision' ? { ...dependency, expected: rule.revision } : [];
    });
    const wrong = waits.flatMap(wait => checkWait(release, wait));
    // an expression of somebody else may wait for a revision too
    const isRead = dependencies.every(({ entry }, i) => rules[i] !== undefined || textIn(entry, 'readyExpr')?.includes(LABELS.revision) !== true); // prettier-ignore
    return wrong.length > 0 || !isRead ? wrong : checkContent(release, waits);
  });
}

interface Wait extends Dependency {
  readonly expected: string;
}

function checkWait(release: AppliedObject, { target, expected, index }: Wait): VerifyFinding[] {
  if (target === undefined) return [];
  const revision = revisionIn(target);
  if (revision === expected) return [];
  const has = revision === undefined ? 'which has none' : `which has ${revision}`;
  const wait = expected === '' ? 'a revision that it does not state' : `revision ${expected}`;
  const what = `${idOf(release)} waits for ${wait} of ${idOf(target)}, ${has}, and Flux waits for it forever`;
  return [found('revision-mismatch', what, 'run "pctl synth"', release.locate('spec', 'dependsOn', index, 'readyExpr'))]; // prettier-ignore
}

/** What was changed by hand has the revision of before, and nothing waits for the change. */
function checkContent(release: AppliedObject, waits: readonly Wait[]): VerifyFinding[] {
  const revision = revisionIn(release);
  const spec = specOf(release.object);
  if (revision === undefined || waits.some(({ target }) => target === undefined)) return [];
  const content = releaseContent(spec as JsonObject);
  if (hasVariable(content) || revisionOf(content, waits.map(({ expected }) => expected)) === revision) return []; // prettier-ignore
  const what = `the content of ${idOf(release)}, or what it waits for, is not that of its revision ${revision}, so that nothing waits for this change`;
  return [found('revision-outdated', what, 'change the program, and run "pctl synth"', release.locate('metadata', 'labels', LABELS.revision))]; // prettier-ignore
}

function revisionIn({ object }: AppliedObject): string | undefined {
  return textIn(recordIn(recordIn(object, 'metadata'), 'labels'), LABELS.revision);
}
