module cdk8s-profiles.test/templates

go 1.26.0

require (
	sigs.k8s.io/cluster-api v1.13.6
	sigs.k8s.io/yaml v1.6.0
)

require (
	github.com/drone/envsubst/v2 v2.0.0-20210730161058-179042472c46 // indirect
	go.yaml.in/yaml/v2 v2.4.3 // indirect
)
