/**
 * The two commits of a move.
 */
import { basename } from 'node:path';
import { Git } from '../../deliver/git';
import { editYaml } from '../../model/yaml/edit-yaml';
import { removeYaml } from '../../model/yaml/remove-yaml';
import type { ChangeFailure } from './change-repository';
import { describeByHand, readFile, setText } from './edit-file';
import { describeWaiting, findReleases, type OwnRelease } from './find-releases';
import { fileOf, findDependants, NAMING_FIELDS, type Repository, type SubscriptionPlace } from './find-repository';
import type { WantedChange } from './repository-change';

/** What moves where. */
export interface Move {
  readonly repository: Repository;
  /** Path of the output. */
  readonly output: string;
  readonly place: SubscriptionPlace;
  readonly newName: string;
  /** Absent: it stays in its namespace. */
  readonly namespace?: string;
}

/** Comment by which the second commit knows that the first one suspended the release. */
const BY_MOVE = 'by "pctl move"';

/** The first commit. */
export function planSuspension(move: Move, release: OwnRelease): WantedChange | ChangeFailure {
  const { place } = move;
  const moved = movedFiles(move, release, readFile(move.repository, place.file));
  if ('errors' in moved) return moved;
  const text = editYaml(readFile(move.repository, place.file), {
    path: ['spec', 'suspend'],
    text: `true # ${BY_MOVE}`,
    value: true,
  });
  if (text === undefined) return { errors: [describeByHand(place.file, 'suspend: true')] };
  const notes = [`Commit and push this. When Flux has applied it, which "flux get helmreleases" shows as suspended, run the same command again.`]; // prettier-ignore
  return { title: `Suspend ${place.name}, to move it`, files: new Map([[place.file, text]]), notes };
}

/** The second commit; the subscription is suspended. */
export function planTakeover(move: Move, release: OwnRelease): WantedChange | ChangeFailure {
  const { place, newName, namespace, repository } = move;
  const before = readFile(move.repository, place.file);
  const isByMove = before.includes(BY_MOVE);
  const committed = new Git(repository.root).tryText('show', `HEAD:./${place.file}`);
  if (isByMove && committed !== undefined && !committed.includes(BY_MOVE)) {
    return { errors: [`"${place.name}" is suspended in ${place.file}, and that is not committed yet. Commit and push it, and wait until Flux has applied it`] }; // prettier-ignore
  }
  const moved = movedFiles(move, release, isByMove ? removeYaml(before, ['spec', 'suspend']) : before);
  if ('errors' in moved) return moved;
  const references = place.spec.valuesFrom?.map(({ kind, name }) => `${kind} "${name}"`) ?? [];
  const notes = [
    ...(namespace !== undefined && references.length > 0 ? [`Values come from ${references.join(', ')}, which must be in namespace "${namespace}" before this is applied.`] : []), // prettier-ignore
    `Flux leaves the HelmChart of ${place.name} behind; delete it when this is applied.`,
    ...(isByMove ? [] : ['The release was suspended before, and stays so.']),
  ];
  const title = newName === place.name ? `Move ${newName} to namespace ${namespace}` : `Rename ${place.name} to ${newName}`; // prettier-ignore
  return { title, files: moved.files, notes };
}

/** The files after the move; `before` is the text of the subscription. */
function movedFiles(
  move: Move,
  { spec: { releaseName } }: OwnRelease,
  before: string | undefined,
): { readonly files: Map<string, string | undefined> } | ChangeFailure {
  const { place, newName, namespace } = move;
  const isRenamed = newName !== place.name;
  let text = before;
  if (isRenamed) text = setText(text, ['metadata', 'name'], newName);
  if (isRenamed) text = setText(text, ['spec', 'releaseName'], String(releaseName));
  if (namespace !== undefined) text = setText(text, ['spec', 'namespace'], namespace);
  if (text === undefined) return { errors: [describeByHand(place.file, isRenamed ? `name: ${newName}` : `namespace: ${namespace}`)] }; // prettier-ignore
  const files = new Map<string, string | undefined>([[fileOf(place.cluster, newName), text]]);
  if (isRenamed) files.set(place.file, undefined);
  const errors = isRenamed ? renameInDependants(move, files) : [];
  return errors.length > 0 ? { errors } : { files };
}

/** The HelmRelease whose Helm release the new one must install, too; not what waits for it by hand. */
export function findMoved({ repository, output, place }: Move): OwnRelease | ChangeFailure {
  const { cluster, name } = place;
  const found = findReleases(repository, output, place);
  const where = `${basename(output)}/${cluster}`;
  if (found.some(({ isArtifact }) => isArtifact)) return { errors: [`"${name}" has artifacts, which are installed again under another name`] }; // prettier-ignore
  if (found.length > 1) return { errors: [`"${name}" is not one HelmRelease in ${where}, but in ${found.map(({ file }) => file).join(', ')}. Remove what does not belong to it`] }; // prettier-ignore
  const [release] = found;
  if (typeof release?.spec.releaseName !== 'string') {
    return { errors: [`"${name}" is not a HelmRelease in ${where}. Run "pctl synth" first`] };
  }
  const waiting = describeWaiting(repository, output, place, found, 'Drop it there first, and add it again after the move'); // prettier-ignore
  return waiting.length > 0 ? { errors: waiting } : release;
}

/** Puts the new texts of subscriptions that name the old name into `files`. */
function renameInDependants({ repository, place, newName }: Move, files: Map<string, string | undefined>): string[] {
  return findDependants(repository, place).flatMap(({ file, spec }) => {
    let text: string | undefined = readFile(repository, file);
    for (const field of NAMING_FIELDS) {
      spec[field]?.forEach((each, i) => {
        if (each === place.name) text = setText(text, ['spec', field, i], newName);
      });
    }
    files.set(file, text);
    return text === undefined ? [describeByHand(file, newName)] : [];
  });
}
