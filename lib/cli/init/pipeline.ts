/**
 * Pipelines that check a change, and comment on its request with what it does.
 */
import { posix } from 'node:path';
import { readVersion } from '../terminal/package-version';
import type { InitPlan } from './planned-files';

export type PipelineSystem = 'github' | 'gitlab';

const GITLAB = '.gitlab-ci.yml';

/** The file of the pipeline, in the root of the Git repository; where GitLab's is taken, one to include. */
export function pipelineFile(
  system: PipelineSystem,
  plan: InitPlan,
  exists: (file: string) => boolean,
): [string, string][] {
  const fromRoot = (file: string) => posix.join(plan.below.replace(/[^/]+/g, '..'), file);
  const name = ['platform', ...plan.below.split('/')].filter(part => part !== '').join('-');
  if (system === 'github') return [[fromRoot(`.github/workflows/${name}.yaml`), githubText(plan)]];
  const isTaken = exists(fromRoot(GITLAB));
  return [[fromRoot(isTaken ? `.gitlab/${name}.yml` : GITLAB), gitlabText(plan, name)]];
}

/** Without a program, no package.json says which version it is. */
function commandOf({ isProgram }: InitPlan): string {
  return `npx ${isProgram ? '' : '--yes '}cdk8s-profiles${isProgram ? '' : `@${readVersion()}`}`;
}

function checks(plan: InitPlan): string[] {
  const pctl = commandOf(plan);
  return [
    ...(plan.isProgram ? ['npm ci'] : []),
    `${pctl} synth --check`,
    `${pctl} lint`,
    `${pctl} verify ${plan.output}`,
  ];
}

/** What the comment begins with, so that the next run finds it. */
function markerOf({ below, output }: InitPlan): string {
  return `<!-- cdk8s-profiles diff: ${posix.join(below, output)} -->`;
}

function githubText(plan: InitPlan): string {
  return `name: platform
on:
  pull_request:
  push:
    branches: [${JSON.stringify(plan.delivery.repository?.branch ?? 'main')}]
permissions: { contents: read, pull-requests: write }
jobs:
  check:
    runs-on: ubuntu-latest
${plan.below === '' ? '' : `    defaults: { run: { working-directory: ${JSON.stringify(plan.below)} } }\n`}    env: { GH_TOKEN: "\${{ github.token }}", PR: "\${{ github.event.number }}" }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
${checks(plan)
  .map(line => `      - run: ${line}\n`)
  .join('')}      - if: github.event_name == 'pull_request' && !cancelled()
        run: |
          ${commandOf(plan)} diff "origin/$GITHUB_BASE_REF" ${plan.output} -o markdown > diff.md
          id=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PR/comments" \\
            --jq '.[] | select(.body | startswith("${markerOf(plan)}")) | .id' | head -n 1)
          if [ -z "$id" ]; then gh pr comment "$PR" --body-file diff.md
          else gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@diff.md; fi
`;
}

/** GitLab's own token may not write comments: GITLAB_TOKEN is a project access token with the scope "api". */
function gitlabText(plan: InitPlan, name: string): string {
  const enter = plan.below === '' ? '' : `    - cd ${JSON.stringify(plan.below)}\n`;
  return `# The comment needs the variable GITLAB_TOKEN, a project access token with the scope "api".
${name}:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: "0"
  script:
${enter}${checks(plan)
    .map(line => `    - ${line}\n`)
    .join('')}  after_script:
${enter}    - if [ -z "$CI_MERGE_REQUEST_IID" ] || [ -z "$GITLAB_TOKEN" ]; then exit 0; fi
    - ${commandOf(plan)} diff "origin/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" ${plan.output} -o markdown > diff.md
    - notes="$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
    - |
      node --input-type=module - "$notes" <<'END'
      import { readFileSync } from 'node:fs';
      const [url] = process.argv.slice(2);
      const headers = { 'private-token': process.env.GITLAB_TOKEN, 'content-type': 'application/json' };
      const notes = await (await fetch(\`\${url}?per_page=100\`, { headers })).json();
      const old = notes.find(({ body }) => body.startsWith('${markerOf(plan)}'));
      const body = JSON.stringify({ body: readFileSync('diff.md', 'utf8') });
      const answer = await fetch(old ? \`\${url}/\${old.id}\` : url, { method: old ? 'PUT' : 'POST', headers, body });
      if (!answer.ok) throw new Error(\`GitLab answers \${answer.status}\`);
      END
`;
}
