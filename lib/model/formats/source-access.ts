/**
 * How the manifest of a source reaches its charts, as its lock file records it: by the names of
 * Secrets, never their content.
 *
 * Only what differs from the defaults is recorded, so that most lock files contain none of it.
 */
import { isDnsSubdomain } from '../names';
import type { FieldReader } from './field-reader';

/** The name of a Secret in the namespace of the source. */
interface SecretReference {
  readonly name: string;
}

/** Clouds to whose registries Flux logs in. */
export const PROVIDERS = ['generic', 'aws', 'azure', 'gcp'] as const;

/** Tools whose signatures Flux checks. */
export const SIGNERS = ['cosign', 'notation'] as const;

/** Signatures that Flux checks: `spec.verify`. */
export interface RecordedVerification {
  readonly provider: (typeof SIGNERS)[number];
  readonly secretRef?: SecretReference;
  readonly matchOIDCIdentity?: readonly { readonly issuer: string; readonly subject: string }[];
  readonly trustedRootSecretRef?: SecretReference;
}

/** Fields of `spec`, named as in Flux. */
export interface SourceAccess {
  readonly interval?: string;
  readonly secretRef?: SecretReference;
  readonly certSecretRef?: SecretReference;
  readonly proxySecretRef?: SecretReference;
  readonly passCredentials?: boolean;
  readonly insecure?: boolean;
  readonly provider?: (typeof PROVIDERS)[number];
  readonly verify?: RecordedVerification;
}

/** The manifest itself, if it is on the cluster too. */
export interface RecordedSource {
  readonly kind: 'HelmRepository' | 'OCIRepository' | 'GitRepository' | 'Bucket';
  readonly name: string;
  readonly namespace?: string;
}

/** Reads `sourceRef` of the source in a lock file; `undefined` if there is none. */
export function readSourceRef(source: FieldReader): RecordedSource | undefined {
  const reader = source.child('sourceRef', '"sourceRef"');
  const name = reader?.requiredText('name');
  if (reader === undefined || name === undefined) return undefined;
  const kind = readChoice(reader, 'kind', ['HelmRepository'] as const) ?? 'HelmRepository';
  return compact({ kind, name, namespace: reader.text('namespace') });
}

/** A Git repository of a catalog, and how Flux reaches it. */
export interface RecordedRepository {
  /** Without credentials, as in the entries. */
  readonly url: string;
  readonly access: SourceAccess;
}

/** Reads `repositories` of the source in a lock file; `undefined` if there are none. */
export function readRepositories(source: FieldReader): readonly RecordedRepository[] | undefined {
  const found = source.maps('repositories', 'a repository', '- url: https://git.example.com/profiles');
  if (found.length === 0) return undefined;
  return found.map(reader => ({ url: reader.requiredText('url') ?? '', access: readAccess(reader) ?? {} }));
}

/** Reads `access` of the source in a lock file; `undefined` if there is none. */
export function readAccess(source: FieldReader): SourceAccess | undefined {
  const reader = source.child('access');
  if (reader === undefined) return undefined;
  const verify = reader.child('verify');
  return compact({
    interval: reader.text('interval'),
    secretRef: readReference(reader, 'secretRef'),
    certSecretRef: readReference(reader, 'certSecretRef'),
    proxySecretRef: readReference(reader, 'proxySecretRef'),
    passCredentials: reader.boolean('passCredentials'),
    insecure: reader.boolean('insecure'),
    provider: readChoice(reader, 'provider', PROVIDERS),
    verify: verify && {
      provider: readChoice(verify, 'provider', SIGNERS) ?? 'cosign',
      ...compact({
        secretRef: readReference(verify, 'secretRef'),
        matchOIDCIdentity: readIdentities(verify),
        trustedRootSecretRef: readReference(verify, 'trustedRootSecretRef'),
      }),
    },
  });
}

/** One of `choices` in a field; anything else is reported. */
export function readChoice<T extends string>(reader: FieldReader, key: string, choices: readonly T[]): T | undefined {
  const text = reader.text(key);
  const found = choices.find(choice => choice === text);
  if (text !== undefined && found === undefined) {
    reader.reportField(key, `is "${text}"`, `write one of ${choices.join(', ')}`);
  }
  return found;
}

/** Whose keyless signatures are accepted. Absent: anyone's. */
export function readIdentities(verify: FieldReader): RecordedVerification['matchOIDCIdentity'] {
  const found = verify.maps('matchOIDCIdentity').map(identity => ({
    issuer: identity.requiredText('issuer') ?? '',
    subject: identity.requiredText('subject') ?? '',
  }));
  return found.length === 0 ? undefined : found;
}

/** Without the fields that are undefined. */
export function compact<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function readReference(reader: FieldReader, key: string): SecretReference | undefined {
  const reference = reader.child(key, `"${key}"`);
  const name = reference?.requiredText('name');
  if (reference === undefined || name === undefined) return undefined;
  if (!isDnsSubdomain(name)) reference.reportField('name', `is "${name}"`, 'write the name of a Secret');
  return { name };
}
