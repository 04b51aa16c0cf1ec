/**
 * Tests whether the schema of a chart can be used, before it is written next to a lock file.
 */
import { coalesceValues, type CoalescedValues } from './coalesce-values';
import type { JsonValue } from '../data/json';
import { SchemaValidator } from './schema-validator';
import { formatValuesSchema, type ValuesSchema } from './values-schema';

const LARGEST = 5 * 1024 * 1024;

/** Checks the chart's own defaults and ignores the result; throws UnusableSchema if they cannot be checked. */
export function probeSchema(chart: ValuesSchema): void {
  probe(chart, coalesceValues(chart, {}));
}

/** Whether it is too large to be stored next to a lock file. */
export function isTooLarge(chart: ValuesSchema): boolean {
  return formatValuesSchema(chart).length > LARGEST;
}

function probe(chart: ValuesSchema, { values, subcharts }: CoalescedValues): void {
  if (chart.schema !== undefined) {
    const plain = JSON.parse(
      JSON.stringify(values, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v)),
    ) as JsonValue;
    new SchemaValidator(chart.schema).validate(plain);
  }
  for (const { chart: subchart, coalesced } of subcharts) probe(subchart, coalesced);
}
