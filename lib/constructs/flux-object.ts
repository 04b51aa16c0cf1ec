/**
 * A Flux object in the construct tree, whose content is worked out at synthesis.
 *
 * cdk8s would drop `null` values and copy every shared list on its way to YAML, so the
 * content bypasses it; labels and annotations added to `metadata` count as usual.
 */
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import type { JsonObject } from '../model/json';
import { FLUX_OBJECT, mark } from './symbols';

/** What a Flux object is, and how its content is found. */
export interface FluxObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiObjectMetadata & { readonly name: string; readonly namespace: string };
  /** Annotations that are known at synthesis only. */
  readonly annotate?: () => Readonly<Record<string, string>>;
  /** Called at synthesis, perhaps more than once. */
  readonly produce: () => JsonObject;
}

export class FluxObject extends ApiObject {
  private readonly content: Pick<FluxObjectProps, 'annotate' | 'produce'>;

  constructor(scope: Construct, id: string, { annotate, produce, ...props }: FluxObjectProps) {
    super(scope, id, props);
    this.content = { annotate, produce };
    mark(this, FLUX_OBJECT);
  }

  /** The object as it is written. */
  override toJson(): JsonObject {
    for (const [key, value] of Object.entries(this.content.annotate?.() ?? {})) this.metadata.addAnnotation(key, value);
    const metadata = this.metadata.toJson() as JsonObject;
    return { apiVersion: this.apiVersion, kind: this.kind, metadata, ...this.content.produce() };
  }
}
