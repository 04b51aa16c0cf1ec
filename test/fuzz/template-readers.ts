/**
 * Reads templates of others, and fills them in: with what they ask for, and with pieces of themselves.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../../lib/model/problem';
import { chooseValues } from '../../lib/model/templates/choose-values';
import { findParameters, type FoundParameter } from '../../lib/model/templates/find-parameters';
import { readTemplates } from '../../lib/model/templates/read-templates';
import { renderTemplate } from '../../lib/model/templates/render-template';
import { ENVSUBST } from '../../lib/model/templates/template-language';
import type { Reader } from './readers';
import { tryParseJson } from '../../lib/model/data/json';

const EXAMPLES = ['aws', 'docker', 'vsphere'].map(name => readFileSync(resolve(__dirname, `../../examples/templates/${name}.yaml`))); // prettier-ignore
const ANNOTATED = Buffer.from(`apiVersion: capi.weave.works/v1alpha2
kind: CAPITemplate
metadata:
  name: docker
  annotations:
    templates.weave.works/delimiters: "\${{,}}"
    capi.weave.works/profile-0: '{"name": "mesh", "version": "1.0.0", "values": "a: \${A}\\nb: \${B:-\${C%%-*}}"}'
    capi.weave.works/profile-1: |
      {"name": "cert-manager", "required": false,
       "editable": true}
spec:
  params: [{name: A, options: [a, b]}, {name: B, default: "1", required: false, editable: false}]
  charts:
    helmRepositoryTemplate: {path: "\${A}/r.yaml"}
    items: [{chart: flagger, values: {a: ["\${A^^}"]}, template: {path: "\${A}/f.yaml", content: {spec: {interval: "\${B}m"}}}}]
  resourcetemplates:
  - path: clusters/\${A/a/b}.yaml
    content:
    - apiVersion: v1
      kind: Cluster
      metadata: {name: "\${A:0:1}\${#A}"}
      spec:
        a: "\${B}"
        b: |2-
             $\${A} }
            x
        c: 'it''s "\${B:=x}"'
  - raw: "a: \${A}\\n---\\nb: [\${B}]\\n"
`);

const TEMPLATES = [ANNOTATED, ...EXAMPLES];

function render(text: string, choose: (parameter: FoundParameter) => string): readonly Problem[] {
  const { templates, problems } = readTemplates(text, 'template.yaml');
  const all = [...problems];
  for (const template of templates) {
    const { parameters, problems: unread } = findParameters(template, ENVSUBST);
    const given = new Map(parameters.map(parameter => [parameter.name, choose(parameter)]));
    const { values, problems: wrong } = chooseValues(parameters, { template: template.name, given });
    const faults: Problem[] = [];
    renderTemplate(template, { language: ENVSUBST, values, problems: faults });
    all.push(...unread, ...wrong, ...faults);
  }
  return all.slice(0, 200);
}

/** A template with values that it takes. */
function readTemplate(file: Buffer): readonly Problem[] {
  return render(file.toString('utf8'), ({ default: value, options }) => value ?? options[0] ?? 'a');
}

/** The values of parameters, as JSON: a list of texts, each of which is given to one parameter after the other. */
function readValues(file: Buffer): readonly Problem[] {
  const found = tryParseJson(file.toString('utf8'));
  const values = Array.isArray(found) ? found.filter(value => typeof value === 'string') : [file.toString('utf8')];
  let next = 0;
  // each is in many texts
  return values.length === 0 ? [] : render(ANNOTATED.toString(), () => values[next++ % values.length].slice(0, 200));
}

const GIVEN = [Buffer.from('["a", "1"]'), Buffer.from('["b", "1", "x-y"]')];

export const TEMPLATE_READERS: Readonly<Record<string, Reader>> = {
  'a template': { files: TEMPLATES, read: readTemplate },
  'values of parameters': { files: GIVEN, read: readValues },
};
