import { type App, YamlOutputType } from 'cdk8s';
import type { Cluster } from 'cdk8s-profiles';
import { parseAllDocuments } from 'yaml';
import { clusterName, fleetProgram } from './fleet-program';
import { type PlainObject, plainObjects, stockProgram, synthInMemory } from './stock-program';

const CLUSTERS = 3;

function stockObjects(yamlOutputType: YamlOutputType): PlainObject[] {
  const app: App = stockProgram(plainObjects(CLUSTERS), yamlOutputType);
  const texts = [...synthInMemory(app).values()];
  return texts.flatMap(text => parseAllDocuments(text).map(document => document.toJS() as PlainObject));
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
