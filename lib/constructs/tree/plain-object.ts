/**
 * An object whose content is written as it is: cdk8s would drop `null` values.
 */
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonObject } from '../../model/data/json';

export class PlainObject extends ApiObject {
  /** `content` is called for each synthesis; its kind and its name stay the same. */
  constructor(
    scope: Construct,
    id: string,
    private readonly content: () => JsonObject,
  ) {
    const { apiVersion, kind, metadata } = content() as { apiVersion: string; kind: string; metadata?: JsonObject };
    const { name, namespace } = metadata ?? {};
    super(scope, id, { apiVersion, kind, metadata: { name, namespace } as object });
  }

  override toJson(): JsonObject {
    return this.content();
  }
}
