import { versionStep } from '../../../lib/model/version/version-step';

test.each([
  ['1.2.3', '2.0.0', 'major', false],
  ['v1.18.2', 'v1.19.0', 'minor', false],
  ['1.2', 'v1.2.1', 'patch', false],
  ['0.9.1', '0.10.0', 'minor', false],
  ['1.10.0', '1.9.0', 'minor', true],
  ['2.0.0-rc.1', '2.0.0', 'prerelease', false],
  ['2.0.0-rc.10', '2.0.0-rc.2', 'prerelease', true],
  ['2.0.0', '2.0.0-rc.1', 'prerelease', true],
  ['1.2.3+1', '1.2.3+2', 'build', false],
])('from %s to %s is a step of %s', (from, to, step, isDowngrade) => {
  expect(versionStep(from, to)).toEqual({ step, isDowngrade });
});

test.each([
  ['1.2.3', 'v1.2.3'],
  ['1.2.3', '1.x'],
  ['', '1.2.3'],
  ['constructor', '1.2.3'],
])('there is no step from %j to %j', (from, to) => {
  expect(versionStep(from, to)).toBeUndefined();
});
