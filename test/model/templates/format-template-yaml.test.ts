import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatTemplateYaml } from '../../../lib/model/templates/format-template-yaml';

test('objects have the text that sigs.k8s.io/yaml gives them', () => {
  const file = join(__dirname, '../../data/templates/yaml.jsonl');
  const rows = readFileSync(file, 'utf8').trim().split('\n').map(row => JSON.parse(row) as [unknown, string]); // prettier-ignore
  expect(rows.length).toBeGreaterThanOrEqual(1000);
  expect(rows.filter(([object, text]) => formatTemplateYaml(object) !== text).slice(0, 5)).toEqual([]);
});

test('what begins with a dollar stays plain, so that it can become a number', () => {
  const object = { kind: 'MachinePool', spec: { replicas: '${N}', name: '{{ .params.NAME }}', version: '1.30' } };
  expect(formatTemplateYaml(object)).toBe(`kind: MachinePool
spec:
  name: '{{ .params.NAME }}'
  replicas: \${N}
  version: "1.30"
`);
});
