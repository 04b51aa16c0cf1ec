/**
 * A profile in a working copy: its `profile.yaml`, and the folders that it refers to.
 */
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isInside } from '../../files/is-inside';
import { parseProfileDefinition, PROFILE_FILE, type ProfileDefinition } from '../../model/formats/profile-definition';
import type { Problem } from '../../model/problem';
import type { ProfileArtifact } from '../../model/profile-artifact';
import { segmentsOf } from '../../model/profile-path';
import { parseAnyYaml } from '../../model/yaml/any-yaml';

/** A profile on disk, unless it cannot be read, and its problems. */
export interface LocalProfile {
  /** `nginx/profile.yaml`, relative to the working directory. */
  readonly file: string;
  readonly definition?: ProfileDefinition;
  readonly problems: readonly Problem[];
}

/** Folders that are not searched for profiles. */
const SKIPPED = new Set(['.git', 'node_modules']);

/** Every `profile.yaml` at or below `path`, a file or a folder, sorted; empty if there is none. */
export function findProfileFiles(path: string, cwd: string): string[] {
  const found = statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  const own = join(path, PROFILE_FILE);
  // folders below a profile belong to it
  if (existsSync(resolve(cwd, own))) return [own];
  return readdirSync(resolve(cwd, path), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !SKIPPED.has(entry.name))
    .map(({ name }) => name)
    .sort()
    .flatMap(name => findProfileFiles(join(path, name), cwd));
}

/** Reads the profile in `file`. */
export function readLocalProfile(file: string, cwd: string): LocalProfile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(resolve(cwd, file));
  } catch (error) {
    return { file, problems: [{ kind: 'unreadable-file', file, reason: (error as Error).message }] };
  }
  const result = parseProfileDefinition(bytes, file);
  if ('problems' in result) return { file, problems: result.problems };
  const { definition } = result;
  const folder = dirname(resolve(cwd, file));
  const problems = definition.artifacts.flatMap(artifact => checkFolder(artifact, folder, file));
  return { file, definition, problems };
}

/** Files that Flux would not find, because it gets only the folder of the profile, and does not follow links. */
function checkFolder({ name, chart, kustomize }: ProfileArtifact, folder: string, file: string): Problem[] {
  const path = chart?.path ?? kustomize?.path;
  if (path === undefined) return [];
  const report = (what: string, remedy: string): Problem[] => [
    { kind: 'invalid-props', what: `artifact "${name}": ${what}`, remedy, location: { file, line: 1, column: 1 } },
  ];
  const link = linkOn(folder, path);
  if (link !== undefined)
    return report(`${link} is a symbolic link, which Flux does not follow`, 'put the folder itself there');
  const found = statSync(join(folder, path), { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return report(`there is no folder ${path}`, 'add it, or correct "path"');
  if (chart === undefined)
    return outsideOf(join(folder, path), folder).flatMap(out =>
      report(`${path} refers to ${out}, which is outside of the profile`, 'move it into the folder of the profile'),
    );
  if (existsSync(join(folder, path, 'Chart.yaml'))) return [];
  return report(`there is no file ${join(path, 'Chart.yaml')}`, 'add it, or correct "path"');
}

/** The first symbolic link on the path from `folder` to `path`. */
function linkOn(folder: string, path: string): string | undefined {
  const segments = segmentsOf(path);
  const ways = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
  return ways.find(way => lstatSync(join(folder, way), { throwIfNoEntry: false })?.isSymbolicLink());
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Lists of paths in a kustomization. */
const PATHS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'patchesStrategicMerge',
];

/** References to files outside of `folder` in the kustomization in `at`, and in those that it refers to. */
function outsideOf(at: string, folder: string, seen = new Set<string>()): string[] {
  const file = KUSTOMIZATIONS.map(name => join(at, name)).find(path => existsSync(path));
  if (file === undefined || seen.has(file)) return [];
  seen.add(file);
  return pathsIn(readFileSync(file, 'utf8')).flatMap(path => {
    const target = resolve(at, path);
    if (!isInside(folder, target)) return [path];
    return statSync(target, { throwIfNoEntry: false })?.isDirectory() ? outsideOf(target, folder, seen) : [];
  });
}

/** Paths in a kustomization, without URLs and inline patches. */
function pathsIn(text: string): string[] {
  const root = parseAnyYaml(text, '');
  if (root.type !== 'map') return [];
  const listsOf = (key: string) => {
    const value = root.fields.get(key);
    return value?.type === 'list' ? value.items : [];
  };
  const patches = listsOf('patches').flatMap(item => (item.type === 'map' ? (item.fields.get('path') ?? []) : []));
  const values = [...PATHS.flatMap(listsOf), ...patches];
  return values.flatMap(value => (value.type === 'text' && !/[\n:]|^git@/.test(value.text) ? [value.text] : []));
}
