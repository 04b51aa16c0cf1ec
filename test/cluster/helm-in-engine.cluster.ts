/**
 * Charts are rendered by the engine as the command of Helm renders them.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Engine } from '../../lib/engine/engine';
import { renderChart } from '../../lib/engine/render-chart';
import { packChart } from '../sources/pack-chart';
import { programPath } from './programs';

const ALL = `{{- range .Capabilities.APIVersions }}
- {{ . }}
{{- end }}`;
const CHART = {
  'Chart.yaml':
    'apiVersion: v2\nname: mesh\nversion: 1.0.0\ndependencies:\n- {name: sub, version: 1.0.0, condition: sub.enabled}\n',
  'values.yaml': 'big: 12345678901\nratio: 0.1\nlist: [a, b]\nsub: {enabled: true, level: 1}\n',
  'templates/_helpers.tpl': '{{ define "name" }}{{ .Release.Name }}-{{ .Chart.Name | upper }}{{ end }}',
  'templates/a.yaml': `kind: ConfigMap\nmetadata: {name: {{ include "name" . | lower }}}\ndata:\n  a: |\n{{ toYaml .Values | indent 4 }}\n  b: {{ .Capabilities.KubeVersion.Version }} {{ .Release.Revision }} {{ .Release.IsInstall }}\n  c: {{ tpl "{{ .Values.big }}" . }}\nversions:${ALL}\n`, // prettier-ignore
  'templates/none.yaml': '{{ if .Values.missing }}kind: Secret{{ end }}\n',
  'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
  'charts/sub/values.yaml': 'level: 0\nname: sub\n',
  'charts/sub/templates/b.yaml': 'kind: ConfigMap\nmetadata: {name: {{ .Values.name }}-{{ .Values.level }}}\n',
};

test('the engine and the command of Helm render the same manifests', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'helm-in-engine-'));
  const archive = packChart('mesh', CHART);
  const values = 'list: [c]\nsub: {name: other}\n';
  writeFileSync(join(folder, 'mesh.tgz'), archive);
  writeFileSync(join(folder, 'values.yaml'), values);
  const args = ['template', 'shop', 'mesh.tgz', '--namespace', 'team-a', '--values', 'values.yaml'];
  const { stdout } = await promisify(execFile)(programPath('helm'), args, { cwd: folder });
  const running = new Engine({ mostMs: 60_000 });
  const { files } = renderChart({ archive, values, name: 'shop', namespace: 'team-a' }, running);
  running.stop();
  rmSync(folder, { recursive: true });
  const sections = files.map(({ path, text }) => `---\n# Source: ${path}\n${text}`).filter(text => text.includes('kind:')); // prettier-ignore
  const linesOf = (text: string) => text.split(/^---$/m).map(part => part.trim()).filter(part => part !== '').sort(); // prettier-ignore
  expect(linesOf(sections.join('\n'))).toEqual(linesOf(stdout));
});
