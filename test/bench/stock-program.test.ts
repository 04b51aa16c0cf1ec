/**
 * That both sides of the bench write the same objects: `BENCH_CLUSTERS=3334 npx jest stock-program` for all 100,020.
 */
import { ApiObject, type App, type Chart, YamlOutputType } from 'cdk8s';
import type { Cluster } from 'cdk8s-profiles';
import { createHash } from 'node:crypto';
import { parseAllDocuments } from 'yaml';
import { formatYaml } from '../../lib/model/yaml/yaml-text';
import { clusterName, fleetProgram } from './fleet-program';
import { type PlainObject, plainObjects, stockProgram, synthInMemory } from './stock-program';

const CLUSTERS = 3;
const MANY = Number(process.env.BENCH_CLUSTERS ?? 10);

jest.setTimeout(600_000);

function stockObjects(yamlOutputType: YamlOutputType): PlainObject[] {
  const app: App = stockProgram(plainObjects(CLUSTERS), yamlOutputType);
  const texts = [...synthInMemory(app).values()];
  return texts.flatMap(text => parseAllDocuments(text).map(document => document.toJS() as PlainObject));
}

/** A hash of the texts of `objects`, sorted, and how long they are. */
function hashOf(objects: readonly ApiObject[]): string {
  const texts = objects.map(object => formatYaml(object.toJson())).sort();
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  return `${texts.length} objects, ${bytes} bytes, ${createHash('sha256').update(texts.join()).digest('hex')}`;
}

test.each([
  ['in one file per chart', YamlOutputType.FILE_PER_CHART],
  ['in one folder per chart', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('stock cdk8s writes exactly the objects of the fleet, %s', (_, outputType) => {
  const fleet = fleetProgram(CLUSTERS);
  const clusters = Array.from({ length: CLUSTERS }, (_, i) => fleet.node.findChild(clusterName(i)) as Cluster);
  const objects = stockObjects(outputType);
  expect(objects).toHaveLength(CLUSTERS * 30);
  expect(objects).toEqual(clusters.flatMap(cluster => cluster.toJson()));
});

test('each of many clusters has objects of the same bytes on both sides', () => {
  const [fleet, app] = [fleetProgram(MANY), stockProgram(plainObjects(MANY), YamlOutputType.FILE_PER_CHART)];
  const objectsIn = (chart: Chart) => chart.node.findAll().filter(ApiObject.isApiObject);
  for (let i = 0; i < MANY; i++) {
    const [ours, stock] = [fleet, app].map(({ node }) => hashOf(objectsIn(node.findChild(clusterName(i)) as Chart)));
    if (ours !== stock) throw new Error(`${clusterName(i)}: ${ours}, in a stock App ${stock}`);
    expect(ours).toMatch(/^30 objects, /);
  }
});
