/**
 * Opens a pull request, or updates the one that is open for the same branch.
 */
import { Unreadable } from '../sources/reading/unreadable';
import type { Forge, OpenRequest, PullRequest } from './pull-request';

/** The request, and whether it is new. Throws Unreadable. */
export async function openRequest(
  forge: Forge,
  request: PullRequest,
): Promise<OpenRequest & { readonly isNew: boolean }> {
  let open = await forge.find(request);
  const isNew = open === undefined;
  if (open === undefined) {
    // another run may have opened it in the meantime
    const created = await forge.create(request);
    open = created ?? (await forge.find(request));
    if (open === undefined)
      throw new Unreadable('the forge says that there is a request already, but does not list it');
  } else await forge.update(open, request);
  await forge.annotate(open, request);
  return { ...open, isNew };
}
