/**
 * Checks how a cluster reports on a Git server, because Flux would only log what is wrong.
 */
import { type CommitReportOptions, REPORT_SERVERS } from '../../flux/commit-report';
import { withoutCredentials } from '../../model/data/redact';
import { DNS_SUBDOMAIN_RULE, isDnsSubdomain } from '../../model/names';
import type { Problem } from '../../model/problem';
import { checkNames } from './check-names';

/** Problems of `report`; none if it is absent. */
export function checkReport(report: CommitReportOptions | undefined): Problem[] {
  if (report === undefined) return [];
  const { server, address, secretRef, certSecretRef, pullRequest = 1 } = report;
  const fault = describeAddressFault(address);
  const names = [secretRef, certSecretRef].flatMap(reference => (reference === undefined ? [] : reference.name));
  const problems: Problem[] = checkNames('Secret in report', names, isDnsSubdomain, DNS_SUBDOMAIN_RULE);
  if (!REPORT_SERVERS.includes(server)) {
    problems.push(wrong(`"server" of "report" is "${server}"`, `write one of ${REPORT_SERVERS.join(', ')}`));
  }
  if (fault !== undefined) problems.push({ kind: 'invalid-url', value: withoutCredentials(address), rule: fault });
  if (!Number.isSafeInteger(pullRequest) || pullRequest < 1) {
    problems.push(wrong(`"pullRequest" of "report" is ${pullRequest}`, 'write the number of the request'));
  }
  return problems;
}

function describeAddressFault(address: string): string | undefined {
  if (!URL.canParse(address)) return 'write the URL of the repository, as in https://github.com/my-org/platform';
  const { protocol, username, password, pathname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:')
    return 'begin it with https://, because Flux sends the report to the API';
  if (username !== '' || password !== '') return 'it contains a user or a password; put the token into the Secret';
  return pathname === '/' ? 'it names no repository' : undefined;
}

function wrong(what: string, remedy: string): Problem {
  return { kind: 'invalid-props', what, remedy };
}
