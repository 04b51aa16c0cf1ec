/**
 * Repositories of profiles of any size.
 */
import { data, type GitRepository } from './git-repository';

/** `profile.yaml` of a profile with one chart, which is in a repository. */
export function profileYaml(name: string, version = '1.0.0'): string {
  return `apiVersion: weave.works/v1alpha1
kind: ProfileDefinition
metadata:
  name: ${name}
spec:
  description: Profile ${name} in version ${version}
  maintainer: platform team
  prerequisites:
    - kubernetes 1.19
  artifacts:
    - name: ${name}-chart
      chart:
        url: https://charts.example.com
        name: ${name}
        version: "${version}"
`;
}

/** Commits before a release: most work is not tagged. */
const WORK = 3;
const FILES = 8;

/**
 * Releases `versions` versions of `profiles` profiles, each of a few files: some commits of
 * work on them, then one with an annotated tag.
 */
export async function publishProfiles(repository: GitRepository, profiles: number, versions: number): Promise<void> {
  const stream: string[] = [];
  let mark = 0;
  const commit = (message: string) => {
    const parent = mark++;
    stream.push('commit refs/heads/main', `mark :${mark}`, `committer ${author(mark)}`, data(message));
    if (parent > 0) stream.push(`from :${parent}`);
  };
  for (let minor = 0; minor < versions; minor++) {
    for (let i = 0; i < profiles; i++) {
      const [name, version] = [`profile-${i}`, `1.${minor}.0`];
      for (let work = 0; work < WORK; work++) {
        commit(`Work on ${name}`);
        for (let file = work; file < FILES; file += WORK) {
          stream.push(`M 100644 inline ${name}/crds/object-${file}.yaml`, data(manifest(name, file, minor)));
        }
      }
      commit(`${name} ${version}`);
      stream.push(`M 100644 inline ${name}/profile.yaml`, data(profileYaml(name, version)));
      stream.push(`tag ${name}/v${version}`, `from :${mark}`, `tagger ${author(mark)}`, data('release'));
    }
  }
  await repository.import(`${stream.join('\n')}\n`);
  await repository.git('gc', '--quiet');
}

function author(mark: number): string {
  return `T <t@example.com> ${1_700_000_000 + mark} +0000`;
}

function manifest(name: string, file: number, minor: number): string {
  return Array.from({ length: 60 }, (_, line) => `${name}-${line}: value ${line * file} ${minor}`).join('\n');
}
