/**
 * Repositories in which something is wrong, and what else they offer.
 */
import { profileYaml } from '../../servers/profile-repository';
import { cleanEnv, read, useRepository, WAYS } from './git-reading';

const git = useRepository({ allowsFilters: true });

describe.each(WAYS)('%s', (_, way) => {
  const readIt = (more = {}) => read(git.repository.url, { env: { ...cleanEnv(), ...way }, ...more });

  test('a wrong profile.yaml is one problem for all tags that have it, and does not affect others', async () => {
    await git.repository.commitAll({
      'nginx/profile.yaml': profileYaml('nginx').replace('maintainer', 'maintainr'),
      'web/profile.yaml': profileYaml('web'),
    });
    for (const tag of ['nginx/v1.0.0', 'nginx/v1.1.0', 'web/v1.0.0']) await git.repository.tag(tag);
    const { names, words } = await readIt();
    expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
    expect(words).toEqual([
      `nginx/profile.yaml:7:14: tag "nginx/v1.0.0" and 1 more of ${git.repository.url} cannot be used: "maintainr" is not known here (did you mean "maintainer"? known are description, maintainer, prerequisites, artifacts)`,
    ]);
  });

  test('one name and version from two tags is a problem, and neither is offered', async () => {
    await git.repository.commitAll({
      'profile.yaml': profileYaml('nginx'),
      'nginx/profile.yaml': profileYaml('nginx'),
    });
    for (const tag of ['v1.0.0', 'nginx/v1.0.0', 'nginx/v2.0.0']) await git.repository.tag(tag);
    const { names, words } = await readIt();
    expect(names).toEqual(['nginx v2.0.0 nginx/v2.0.0']);
    expect(words).toEqual([
      expect.stringContaining(
        `profile "nginx" v1.0.0 cannot be used: tag "nginx/v1.0.0" of ${git.repository.url} and tag "v1.0.0" of`,
      ),
    ]);
  });

  test('links and submodules are not followed, and each is a problem', async () => {
    await git.repository.commitAll({ 'real/profile.yaml': profileYaml('real') });
    const main = await git.repository.git('rev-parse', 'main');
    await git.repository.import(`commit refs/heads/main
committer T <t@example.com> 1700000000 +0000
data 1
x
from ${main}
M 120000 inline linked
data 4
real
M 120000 inline file/profile.yaml
data 23
../../../../etc/passwd
M 160000 ${main} module
M 040000 ${await git.repository.git('rev-parse', 'main^{tree}')} folder/profile.yaml
`);
    for (const tag of ['real/v1.0.0', 'linked/v1.0.0', 'file/v1.0.0', 'module/v1.0.0', 'folder/v1.0.0']) {
      await git.repository.tag(tag);
    }
    const { names, words } = await readIt();
    expect(names).toEqual(['real v1.0.0 real/v1.0.0']);
    expect(words.sort()).toEqual([
      expect.stringContaining('tag "file/v1.0.0"'),
      expect.stringContaining('tag "linked/v1.0.0"'),
      expect.stringContaining('module is a submodule, which is not fetched'),
    ]);
    expect(words[0]).toContain('file/profile.yaml is a symbolic link, which is not followed');
  });

  test('tags of files and folders publish nothing', async () => {
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    await git.repository.git('tag', 'v1.0.0', 'main:profile.yaml');
    await git.repository.git('tag', 'v2.0.0', 'main^{tree}');
    await git.repository.tag('v3.0.0');
    expect(await readIt()).toMatchObject({ names: ['platform v3.0.0 v3.0.0'], words: [] });
  });

  test('a profile.yaml that is too large is a problem of its tag', async () => {
    await git.repository.commitAll({
      'big/profile.yaml': 'a'.repeat(1024 * 1024 + 1),
      'web/profile.yaml': profileYaml('web'),
    });
    await git.repository.tag('big/v1.0.0');
    await git.repository.tag('web/v1.0.0');
    const { names, words } = await readIt();
    expect(names).toEqual(['web v1.0.0 web/v1.0.0']);
    expect(words).toEqual([expect.stringContaining('big/profile.yaml is larger than 1 MB')]);
  });

  test('of too many tags the newest are read, and one problem says so', async () => {
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform') });
    for (const tag of ['v1.0.0', 'v10.0.0', 'v2.0.0']) await git.repository.tag(tag);
    const { names, words } = await readIt({ limits: { tags: 2 } });
    expect(names).toEqual(['platform v10.0.0 v10.0.0', 'platform v2.0.0 v2.0.0']);
    expect(words).toEqual([expect.stringContaining('3 of its tags publish profiles, and only the newest 2 are read')]);
  });

  test('fails for a repository that does not exist, and keeps its previous entries', async () => {
    const url = `${git.server.url}/absent.git`;
    const content = await read(url, { env: { ...cleanEnv(), ...way } });
    expect(content).toMatchObject({ names: [], isRead: false, unreadUrls: [url] });
    expect(content.words).toEqual([
      `git repository ${url} cannot be read: the repository does not exist, or the login does not have access to it`,
    ]);
  });

  test('fails for a server that cannot be reached', async () => {
    const { words } = await read('http://127.0.0.1:1/x.git', { env: { ...cleanEnv(), ...way } });
    expect(words).toEqual([expect.stringContaining('git repository http://127.0.0.1:1/x.git cannot be read:')]);
  });

  test('fails for a server that sends more than is allowed', async () => {
    const noise = Array.from({ length: 40_000 }, (_, i) => Math.sin(i).toString(36)).join('');
    await git.repository.commitAll({ 'profile.yaml': profileYaml('platform'), 'a.txt': noise });
    await git.repository.tag('v1.0.0');
    const { words } = await readIt({ limits: { downloadBytes: 4000, listBytes: 100_000 } });
    if ('CDK8S_PROFILES_GIT' in way) expect(words).toEqual([expect.stringContaining('it sends more than 1000 bytes')]);
    expect((await readIt({ limits: { listBytes: 10 } })).words).toEqual([
      expect.stringContaining('more than 10 bytes'),
    ]);
  });
});

test.each(['--upload-pack=touch /tmp/x', 'ext::sh -c id', '/srv/git', 'https://user:hunter2@git.example.com/x'])(
  'fails for URL %s without asking anybody',
  async url => {
    const { words, unreadUrls, isRead } = await read(url);
    expect(words).toEqual([expect.stringMatching(/^git repository .* cannot be read: /)]);
    expect(isRead).toBe(false);
    expect(`${words[0]} ${unreadUrls}`).not.toContain('hunter2');
  },
);
