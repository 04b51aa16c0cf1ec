// Package v1 takes the place of that of the API server, of which Helm only reads the API version.
package v1

// AddToScheme adds the version.
func AddToScheme(scheme interface{ Add(version string) }) { scheme.Add("apiextensions.k8s.io/v1") }
