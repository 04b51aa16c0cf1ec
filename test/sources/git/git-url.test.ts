import { describeGitUrlFault } from '../../../lib/model/git-url';
import { showGitUrl } from '../../../lib/sources/git/git-url';

test.each([
  'https://git.example.com/profiles',
  'https://git.example.com:8443/team/profiles.git',
  'http://127.0.0.1:3000/profiles.git',
  'https://[::1]:3000/profiles.git',
  'ssh://git@git.example.com/team/profiles.git',
  'ssh://git.example.com:2222/~team/profiles',
])('%s can be read', url => {
  expect(describeGitUrlFault(url)).toBeUndefined();
});

test.each([
  ['', 'write it in full'],
  ['profiles', 'write it in full'],
  ['--upload-pack=touch /tmp/x', 'write it in full'],
  ['-c', 'write it in full'],
  ['ext::sh -c touch% /tmp/x', 'https://'],
  ['file:///etc', 'it must begin with https://'],
  ['/srv/git/profiles', 'write it in full'],
  ['git://git.example.com/profiles', 'it must begin with https://'],
  ['git@github.com:weaveworks/profiles', 'write it in full, as in ssh://git@github.com/weaveworks/profiles'],
  ['ssh://-oProxyCommand=touch/x', 'it names no host'],
  ['ssh://-oProxyCommand=x@git.example.com/x', 'its user contains characters'],
  ['ssh://git.example.com', 'it names no repository'],
  ['ssh://git:hunter2@git.example.com/x', 'put them in a Secret'],
  ['https://token@git.example.com/x', 'put them in a Secret'],
  ['https://user:hunter2@git.example.com/x', 'put them in a Secret'],
  ['https://git.example.com/x?token=hunter2', 'it may not hold "?"'],
  ['https://git.example.com/x y', 'it contains spaces'],
  ['https://git.example.com/x\n', 'it contains spaces'],
])('fails for %j', (url, words) => {
  const fault = describeGitUrlFault(url);
  expect(fault).toContain(words);
  expect(fault ?? '').not.toContain('hunter2');
});

test.each([
  ['https://user:hunter2@git.example.com/x', 'https://***@git.example.com/x'],
  ['ssh://git@git.example.com/x', 'ssh://git@git.example.com/x'],
  ['ssh://git:hunter2@git.example.com/x', 'ssh://***@git.example.com/x'],
])('%s is shown as %s', (url, shown) => {
  expect(showGitUrl(url)).toBe(shown);
});
