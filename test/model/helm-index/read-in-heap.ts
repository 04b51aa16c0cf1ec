/** Makes an index of some megabytes, in JSON or almost, reads it as it arrives, and says what it found. */
import { HelmIndexReader } from '../../../lib/model/helm-index/helm-index-reader';

const [layout, megabytes] = process.argv.slice(2);
const CHARTS = 50;

function version(i: number): object {
  return {
    apiVersion: 'v2',
    appVersion: '1.2.3',
    created: '2024-01-01T00:00:00Z',
    description: `Chart number ${i}, which does what the ones before it do`,
    digest: 'a'.repeat(64),
    keywords: ['policy', 'mesh'],
    maintainers: [{ name: 'platform', email: 'platform@example.com' }],
    name: `chart-${i % CHARTS}`,
    urls: [`https://charts.example.com/chart-1.0.${i}.tgz`],
    version: `1.0.${i}`,
  };
}

const entries: Record<string, object[]> = {};
for (let i = 0, size = 0; size < Number(megabytes) * 1e6; i++) {
  const made = version(i);
  (entries[`chart-${i % CHARTS}`] ??= []).push(made);
  size += JSON.stringify(made).length;
}
const json = JSON.stringify({ apiVersion: 'v1', entries });
const body = Buffer.from(layout === 'json' ? json : json.replace('"entries"', 'entries'));

const reader = new HelmIndexReader({ file: 'index.yaml', everyVersion: true }, () => body);
for (let at = 0; at < body.length; at += 65_536) reader.push(body.subarray(at, at + 65_536));
const index = reader.end();
process.stdout.write(JSON.stringify({ versions: index.entries.length, problems: index.problems.slice(0, 2) }));
