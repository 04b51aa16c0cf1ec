// Takes the place of the file of that name in Helm, with which charts look up objects of a cluster.
// Without a client, Helm does not use it.

package engine

import "k8s.io/client-go/rest"

// ClientProvider is never given.
type ClientProvider any

type clientProviderFromConfig struct{ config *rest.Config }

func newLookupFunction(ClientProvider) any { return nil }
