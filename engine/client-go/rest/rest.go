// Package rest takes the place of that of client-go: the engine reaches no cluster.
package rest

// Config is never given.
type Config struct{}
