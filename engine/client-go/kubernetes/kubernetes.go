// Package kubernetes takes the place of that of client-go, of which Helm only reads the version.
package kubernetes
