/**
 * The artifacts of a profile in Git as members of the order: a construct for each, inside the
 * subscription, and one for each nested profile that contains its artifacts.
 */
import { Construct } from 'constructs';
import type { GitLocation } from '../../flux/git-source';
import { describeProblem } from '../../model/problem-words';
import type { ArtifactProfile, ProfileArtifact } from '../../model/profile-artifact';
import { normalizeFolder } from '../../model/profile-path';
import { parseProfileTag } from '../../model/profile-tag';
import type { Member } from '../tree/member';
import type { PlacedArtifact, ProfileInstallation } from './artifact-place';
import { checkArtifactValues } from './artifact-values';
import { joinChart } from './chart-member';
import { joinFolder } from './folder-member';

/** Creates the members inside `subscription`; reports problems. */
export function createMembers(subscription: Construct, installation: ProfileInstallation): readonly Member[] {
  const { git } = installation.profile;
  const ref = git.tag === undefined ? { branch: git.branch ?? '' } : { tag: git.tag };
  const location = { url: git.url, commit: git.commit!, ref, folder: git.folder };
  const placed = place(subscription, git.artifacts ?? [], { location, way: [], dependsOn: installation.dependsOn });
  checkArtifactValues(placed, installation);
  return placed.map((artifact, i) => {
    const join = artifact.artifact.chart === undefined ? joinFolder : joinChart;
    const member = join(artifact, { ...installation, problems: i === 0 ? installation.problems : [] });
    const { path } = artifact.construct.node;
    artifact.construct.node.addValidation({
      validate: () => installation.cluster.problemsAt(path).map(describeProblem),
    });
    return member;
  });
}

type Surroundings = Pick<PlacedArtifact, 'location' | 'way' | 'dependsOn'>;

/** What waits for a nested profile waits for the construct that contains all of its artifacts. */
function place(scope: Construct, artifacts: readonly ProfileArtifact[], around: Surroundings): PlacedArtifact[] {
  const constructs = new Map(artifacts.map(({ name }) => [name, new Construct(scope, name)]));
  return artifacts.flatMap(artifact => {
    const { name, profile, dependsOn = [] } = artifact;
    const construct = constructs.get(name)!;
    const inner = {
      ...around,
      way: [...around.way, name],
      dependsOn: [...around.dependsOn, ...dependsOn.map(dependency => constructs.get(dependency.name)!)],
    };
    if (profile === undefined) return [{ artifact, construct, ...inner }];
    return place(construct, profile.artifacts ?? [], { ...inner, location: locationOf(profile) });
  });
}

function locationOf({ source, commit }: ArtifactProfile): GitLocation {
  const { url, tag, branch = '', path } = source;
  const folder = tag === undefined ? path : parseProfileTag(tag)?.folder;
  return {
    url,
    commit: commit!,
    ref: tag === undefined ? { branch } : { tag },
    folder: folder && normalizeFolder(folder),
  };
}
