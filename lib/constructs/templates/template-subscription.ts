/**
 * A profile of a template as it is written.
 */
import { compact } from '../../model/formats/source-access';
import type { WrittenProfile } from '../../model/templates/write-template';
import type { TemplateSubscription } from '../props/cluster-template-props';
import { withoutCatalog } from '../subscription/find-in-catalogs';

/** What the template says about a profile; what it does not say is that of the profile, if it is given as an object. */
export function toSubscription({ profile, version, layer, ...rest }: TemplateSubscription): WrittenProfile {
  const { required = true, editable = false, targetNamespace, values, helmRelease, path } = rest;
  const known = typeof profile === 'string' ? undefined : profile;
  return {
    name: typeof profile === 'string' ? withoutCatalog(profile) : profile.profileName,
    required,
    editable,
    ...compact({
      version: version ?? known?.version,
      layer: layer ?? known?.layer,
      targetNamespace,
      values,
      helmRelease,
      path,
    }),
  };
}
