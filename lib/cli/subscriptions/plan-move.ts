/**
 * The two commits of a move.
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Git } from '../../deliver/git';
import { parseFiles, readFolderFiles } from '../../deliver/read-folder';
import { isHelmRelease } from '../../deliver/read-releases';
import { decodeText } from '../../model/data/decode-text';
import { isRecord } from '../../model/data/json';
import { ANNOTATIONS } from '../../model/labels';
import type { SubscriptionSpec } from '../../model/subscriptions/subscription-schema';
import { editYaml } from '../../model/yaml/edit-yaml';
import { removeYaml } from '../../model/yaml/remove-yaml';
import type { ChangeFailure } from './change-repository';
import { fileOf, type Repository, type SubscriptionPlace } from './find-repository';
import { findDependants } from './remove';
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
export function planSuspension(move: Move): WantedChange | ChangeFailure {
  const { place } = move;
  const found = releaseNameOf(move);
  if ('error' in found) return { errors: [found.error] };
  const text = editYaml(textOf(move, place.file), {
    path: ['spec', 'suspend'],
    text: `true # ${BY_MOVE}`,
    value: true,
  });
  if (text === undefined) return { errors: [byHand(place.file, 'suspend: true')] };
  const notes = [`Commit and push this. When Flux has applied it, which "flux get helmreleases" shows as suspended, run the same command again.`]; // prettier-ignore
  return { title: `Suspend ${place.name}, to move it`, files: new Map([[place.file, text]]), notes };
}

/** The second commit; `spec` is suspended. */
export function planTakeover(move: Move, spec: SubscriptionSpec): WantedChange | ChangeFailure {
  const { place, newName, namespace, repository } = move;
  const before = textOf(move, place.file);
  const isByMove = before.includes(BY_MOVE);
  const committed = new Git(repository.root).tryText('show', `HEAD:./${place.file}`);
  if (isByMove && committed !== undefined && !committed.includes(BY_MOVE)) {
    return { errors: [`"${place.name}" is suspended in ${place.file}, and that is not committed yet. Commit and push it, and wait until Flux has applied it`] }; // prettier-ignore
  }
  const found = releaseNameOf(move);
  if ('error' in found) return { errors: [found.error] };
  let text = isByMove ? removeYaml(before, ['spec', 'suspend']) : before;
  const edits: [readonly string[], string | undefined][] = [
    [['metadata', 'name'], newName === place.name ? undefined : newName],
    [['spec', 'releaseName'], newName === place.name ? undefined : found.releaseName],
    [['spec', 'namespace'], namespace],
  ];
  for (const [path, value] of edits) if (text !== undefined && value !== undefined) text = editYaml(text, { path, text: value }); // prettier-ignore
  if (text === undefined) return { errors: [byHand(place.file, `name: ${newName}`)] };
  const target = fileOf(place.cluster, newName);
  const files = new Map<string, string | undefined>([[target, text]]);
  if (target !== place.file) files.set(place.file, undefined);
  const errors = newName === place.name ? [] : renameInDependants(move, files);
  if (errors.length > 0) return { errors };
  const references = spec.valuesFrom?.map(({ kind, name }) => `${kind} "${name}"`) ?? [];
  const notes = [
    ...(namespace !== undefined && references.length > 0 ? [`Values come from ${references.join(', ')}, which must be in namespace "${namespace}" before this is applied.`] : []), // prettier-ignore
    `Flux leaves the HelmChart of ${place.name} behind; delete it when this is applied.`,
    ...(isByMove ? [] : ['The release was suspended before, and stays so.']),
  ];
  const title = newName === place.name ? `Move ${newName} to namespace ${namespace}` : `Rename ${place.name} to ${newName}`; // prettier-ignore
  return { title, files, notes };
}

/** The Helm release in the output, which the new HelmRelease must install, too. */
function releaseNameOf({
  output,
  place: { cluster, name },
}: Move): { releaseName: string } | { readonly error: string } {
  const { files } = readFolderFiles(join(output, cluster), output);
  const releases = parseFiles(files).documents.filter(isHelmRelease);
  const found = releases.filter(({ object: { metadata } }) => isRecord(metadata) && [name, `${cluster}-${name}`].includes(String(metadata.name))); // prettier-ignore
  const [{ object } = { object: undefined }] = found;
  const { spec, metadata } = (object ?? {}) as Record<string, unknown>;
  if (!isRecord(spec) || typeof spec.releaseName !== 'string') {
    return { error: `"${name}" is not one HelmRelease in ${basename(output)}/${cluster}: profiles in Git have one for each artifact, and are installed again under another name` }; // prettier-ignore
  }
  const annotations = isRecord(metadata) && isRecord(metadata.annotations) ? metadata.annotations : {};
  if (ANNOTATIONS.artifact in annotations) return { error: `"${name}" has artifacts, which are installed again under another name` }; // prettier-ignore
  return { releaseName: spec.releaseName };
}

/** Puts the new texts of subscriptions that name the old name into `files`. */
function renameInDependants({ repository, place, newName }: Move, files: Map<string, string | undefined>): string[] {
  const { cluster, name } = place;
  const { subscriptions } = repository.clusters.get(cluster)!;
  return findDependants(repository, cluster, name).flatMap(({ file, name: other }) => {
    const { spec } = subscriptions.find(each => each.name === other)!;
    let text: string | undefined = decodeText(readFileSync(join(repository.root, file)));
    for (const field of ['dependsOn', 'independentOf'] as const) {
      spec[field]?.forEach((each, i) => {
        if (each === name && text !== undefined) text = editYaml(text, { path: ['spec', field, i], text: newName });
      });
    }
    files.set(file, text);
    return text === undefined ? [byHand(file, newName)] : [];
  });
}

function textOf({ repository: { root } }: Move, file: string): string {
  return decodeText(readFileSync(join(root, file)));
}

function byHand(file: string, what: string): string {
  return `${file} cannot be changed for certain. Write "${what}" by hand`;
}
