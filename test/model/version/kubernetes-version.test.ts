/**
 * Versions of Kubernetes, compared with what charts require, and distances between versions.
 */
import { fitsKubernetes, isKubernetesVersion } from '../../../lib/model/version/kubernetes-version';
import { tryParseVersion } from '../../../lib/model/version/version';
import { changeBetween } from '../../../lib/model/version/version-change';

test.each([
  [undefined, 'v1.29.3', true],
  ['>=1.25.0-0', 'v1.29.3', true],
  ['>=1.25.0', 'v1.29.3', true],
  ['>= 1.19.0 < 1.22.0', '1.21.2', true],
  ['>= 1.19.0 < 1.22.0', '1.22.0', false],
  ['>=1.25.0-0', '1.24.17', false],
  ['^1.29', '1.29', true],
  // the suffix of a vendor is that of a prerelease
  ['>=1.25.0', 'v1.29.3-gke.100', false],
  ['>=1.25.0-0', 'v1.29.3-gke.100', true],
  ['>= 1.19.0 < 1.22.0', 'v1.21.2-eks-0389ca3', false],
  ['>=1.19.0-0 <1.22.0-0', 'v1.21.2-eks-0389ca3', true],
  ['>=1.29.3-0', 'v1.29.3-gke.100', true],
  // build metadata is not
  ['>=1.25.0', 'v1.29.3+k3s1', true],
  // Helm refuses what it cannot read
  ['', 'v1.29.3', false],
  ['at least 1.25', 'v1.29.3', false],
  ['constructor', 'v1.29.3', false],
])('a chart for %j on Kubernetes %s: %j', (range, version, fits) => {
  expect(fitsKubernetes(range, version)).toBe(fits);
});

test.each([
  ['v1.29.3', true],
  ['1.29', true],
  ['v1.29.3-gke.100', true],
  ['v1.27.4+k3s1', true],
  ['29', false],
  ['1', false],
  ['latest', false],
  ['', false],
  ['>=1.29', false],
])('whether %j is a version of Kubernetes: %j', (text, expected) => {
  expect(isKubernetesVersion(text)).toBe(expected);
});

test.each([
  ['1.4.2', '2.0.0', 'major'],
  ['1.4.2', '1.5.0-rc.1', 'minor'],
  ['0.1.0', '0.2.0', 'minor'],
  ['0.1.0', '0.1.1', 'patch'],
  ['0.9.0', '1.0.0', 'major'],
  ['v1.0', '1.0.1', 'patch'],
  ['1.0.0-rc.1', '1.0.0', 'prerelease'],
  ['1.0.0-rc.1', '1.0.0-rc.2', 'prerelease'],
  ['1.0.0', '1.0.0+b1', 'prerelease'],
])('from %s to %s it is %s', (before, after, change) => {
  expect(changeBetween(tryParseVersion(before)!, tryParseVersion(after)!)).toBe(change);
});
