/**
 * Random options of the places that charts come from.
 */
import { Duration } from 'cdk8s';
import type { SourceOptions } from 'cdk8s-profiles';
import fc from 'fast-check';
import { duration, HTTP, name, OCI, reference, sometimes } from './random-options';

/** The API of sources does not accept hours. */
const sourceTimeout = fc.constantFrom('90s', '1m30s', Duration.minutes(90), Duration.hours(2));
const secrets = { secretRef: reference, certSecretRef: reference };

/** Options of the two kinds of sources. */
export const sources: fc.Arbitrary<Readonly<Record<string, SourceOptions>>> = sometimes({
  [HTTP]: sometimes<SourceOptions>({
    interval: duration,
    timeout: sourceTimeout,
    passCredentials: fc.boolean(),
    patch: fc.constant({ suspend: true, accessFrom: { namespaceSelectors: [{ matchLabels: { a: 'b' } }] } }),
    ...secrets,
  }),
  [OCI]: sometimes<SourceOptions>({
    interval: duration,
    timeout: sourceTimeout,
    provider: fc.constantFrom('generic' as const, 'aws' as const, 'azure' as const, 'gcp' as const),
    serviceAccountName: name,
    proxySecretRef: reference,
    insecure: fc.boolean(),
    mirror: fc.constant('oci://mirror.example.com:5000/a/b'),
    verify: fc.oneof(
      fc.constant({ provider: 'notation' as const, secretRef: { name: 'keys' } }),
      fc.record({ provider: fc.constant('cosign' as const), secretRef: reference }),
      fc.constant({ provider: 'cosign' as const, matchOIDCIdentity: [{ issuer: '^https://a$', subject: '.*' }] }),
      fc.constant({ provider: 'cosign' as const, trustedRootSecretRef: { name: 'root' } }),
    ),
    patch: fc.constant({ suspend: null, ignore: '*.md' }),
    ...secrets,
  }),
}) as fc.Arbitrary<Readonly<Record<string, SourceOptions>>>;
