/** Helm in the engine, as `npm run engine` builds it; without it, these tests are skipped. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../lib/engine/engine';
import { renderChart } from '../../lib/engine/render-chart';
import { packChart } from '../sources/pack-chart';

jest.setTimeout(180_000);

const isBuilt = existsSync(join(__dirname, '../../build/engine.wasm.br'));
const withEngine = isBuilt ? test : test.skip;
const engine = new Engine({ mostMs: 60_000 });
afterAll(() => engine.stop());

const INSTALL = { name: 'mesh', namespace: 'linkerd', values: '' };
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include "mesh.name" . }}\ndata:\n';

/** The text of `templates/a.yaml` behind its head, with `template` in it. */
function render(template: string, install: Partial<typeof INSTALL> = {}, files: Record<string, string> = {}): string {
  const archive = packChart('mesh', {
    'values.yaml': 'replicas: 2\nimage: {tag: "1.0"}\n',
    'templates/_helpers.tpl': '{{ define "mesh.name" }}{{ .Release.Name }}-config{{ end }}',
    'templates/a.yaml': `${CONFIG}  ${template}\n`,
    'templates/NOTES.txt': 'notes',
    ...files,
  });
  const { files: found } = renderChart({ ...INSTALL, archive, ...install }, engine);
  expect(found.map(({ path }) => path)).toEqual(['mesh/templates/a.yaml']);
  return found[0].text.split('\ndata:\n')[1].trim();
}

withEngine('values, helpers, the release and what the cluster serves', () => {
  expect(render('{{ .Values.replicas }} {{ toYaml .Values.image }} {{ .Release.Namespace }} {{ .Chart.Version }}', { values: 'replicas: 3' })) // prettier-ignore
    .toBe('3 tag: "1.0" linkerd 1.0.0');
  expect(render('{{ .Capabilities.APIVersions.Has "policy/v1" }} {{ .Capabilities.KubeVersion }} {{ lookup "v1" "Secret" "a" "b" }}')) // prettier-ignore
    .toBe('true v1.36.0 map[]');
});

withEngine('what would differ each time that Helm renders is always the same', () => {
  const template = '{{ $d := dict "d" 1 "c" 2 "b" 3 "a" 4 "e" 5 }}{{ keys $d | join "" }}{{ values $d | join "" }} {{ randAlphaNum 8 }} {{ randAlphaNum 8 }} {{ now | date "2006" }} {{ uuidv4 }} {{ $ca := genCA "a" 1 }}{{ (genSignedCert "b" nil nil 1 $ca).Key | len }}'; // prettier-ignore
  const [first, second] = [render(template), render(template)];
  expect(first).toBe(second);
  expect(first).toMatch(/^abcde43215 (\w{8}) (?!\1)\w{8} 1970 [0-9a-f-]{36} \d+$/);
});

withEngine('custom resource definitions are apart', () => {
  const archive = packChart('mesh', { 'crds/a.yaml': 'kind: CustomResourceDefinition\n' });
  expect(renderChart({ ...INSTALL, archive }, engine)).toEqual({
    crds: [{ path: 'mesh/crds/a.yaml', text: 'kind: CustomResourceDefinition\n' }],
    files: [],
  });
});

withEngine('fails in the words of Helm', () => {
  expect(() => render('{{ required "a tag is needed" .Values.tag }}')).toThrow('a tag is needed');
  expect(() => renderChart({ ...INSTALL, archive: Buffer.from('x') }, engine)).toThrow('EOF');
  const schema = { 'values.schema.json': '{"properties": {"replicas": {"type": "string"}}}' };
  expect(() => render('a', {}, schema)).toThrow(/schema/);
});
