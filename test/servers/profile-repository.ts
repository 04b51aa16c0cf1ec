/** Repositories of profiles, as large as a test wants them. */
import { data, type GitRepository } from './git-repository';

/** `profile.yaml` of a profile with one chart. */
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
    - name: crds
      kustomize:
        path: crds
`;
}

/** Commits `profiles` times `versions` profiles of a few files each, and an annotated tag for every one. */
export async function publishProfiles(repository: GitRepository, profiles: number, versions: number): Promise<void> {
  const stream: string[] = [];
  const author = (mark: number) => `T <t@example.com> ${1_700_000_000 + mark} +0000`;
  let mark = 0;
  for (let minor = 0; minor < versions; minor++) {
    for (let i = 0; i < profiles; i++) {
      const [name, version, parent] = [`profile-${i}`, `1.${minor}.0`, mark++];
      stream.push('commit refs/heads/main', `mark :${mark}`, `committer ${author(mark)}`, data(`${name} ${version}`));
      if (parent > 0) stream.push(`from :${parent}`);
      stream.push(`M 100644 inline ${name}/profile.yaml`, data(profileYaml(name, version)));
      for (let file = 0; file < 5; file++) {
        const lines = Array.from({ length: 60 }, (_, line) => `key${line}: value ${line * file} ${minor}`);
        stream.push(`M 100644 inline ${name}/crds/object-${file}.yaml`, data(lines.join('\n')));
      }
      stream.push(`tag ${name}/v${version}`, `from :${mark}`, `tagger ${author(mark)}`, data('release'));
    }
  }
  await repository.import(`${stream.join('\n')}\n`);
  await repository.git('gc', '--quiet');
}
