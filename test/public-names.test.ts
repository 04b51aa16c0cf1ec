/**
 * What programs can import. A name that goes breaks them.
 */
import * as library from 'cdk8s-profiles';

test('the names that exist at run time', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
   [
     "Catalog",
     "Cluster",
     "Fleet",
     "KustomizationFolder",
     "LayerModel",
     "Manifests",
     "Profile",
     "ProfileSubscription",
     "ProfilesError",
     "RemovalGuard",
     "describeProblem",
     "edgesOf",
     "formatProblem",
     "isProfilesError",
   ]
  `);
});
