package main

import (
	"bytes"
	"sort"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
)

// chartRequest asks for the manifests of a chart.
type chartRequest struct {
	// The archive, as in a repository.
	Archive []byte `json:"archive"`
	// YAML.
	Values    string `json:"values"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
	IsUpgrade bool   `json:"isUpgrade"`
	// Empty: the newest that this Helm knows.
	KubeVersion string `json:"kubeVersion"`
	// In addition to those of Kubernetes: monitoring.coreos.com/v1.
	APIVersions []string `json:"apiVersions"`
	// Whether values.schema.json is ignored.
	SkipSchema bool `json:"skipSchema"`
}

// rendered is a file of a chart.
type rendered struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// chartAnswer has the files in the order of their paths.
type chartAnswer struct {
	CRDs  []rendered `json:"crds"`
	Files []rendered `json:"files"`
}

func renderChart(asked chartRequest) any {
	found, err := renderFiles(asked)
	if err != nil {
		return failure{err.Error()}
	}
	return found
}

func renderFiles(asked chartRequest) (*chartAnswer, error) {
	chart, err := loader.LoadArchive(bytes.NewReader(asked.Archive))
	if err != nil {
		return nil, err
	}
	given, err := loader.LoadValues(strings.NewReader(asked.Values))
	if err != nil {
		return nil, err
	}
	if err := chartutil.ProcessDependencies(chart, given); err != nil {
		return nil, err
	}
	capabilities, err := capabilitiesOf(asked)
	if err != nil {
		return nil, err
	}
	release := common.ReleaseOptions{
		Name: asked.Name, Namespace: asked.Namespace, Revision: 1, IsInstall: !asked.IsUpgrade, IsUpgrade: asked.IsUpgrade,
	}
	values, err := util.ToRenderValuesWithSchemaValidation(chart, given, release, capabilities, asked.SkipSchema)
	if err != nil {
		return nil, err
	}
	files, err := engine.Engine{CustomTemplateFuncs: fixedFunctions()}.Render(chart, values)
	if err != nil {
		return nil, err
	}
	answer := &chartAnswer{CRDs: []rendered{}, Files: []rendered{}}
	for _, crd := range chart.CRDObjects() {
		answer.CRDs = append(answer.CRDs, rendered{crd.Filename, string(crd.File.Data)})
	}
	for path, text := range files {
		if !strings.HasSuffix(path, "/NOTES.txt") {
			answer.Files = append(answer.Files, rendered{path, text})
		}
	}
	sort.Slice(answer.Files, func(i, j int) bool { return answer.Files[i].Path < answer.Files[j].Path })
	return answer, nil
}

func capabilitiesOf(asked chartRequest) (*common.Capabilities, error) {
	capabilities := common.DefaultCapabilities.Copy()
	if asked.KubeVersion != "" {
		version, err := common.ParseKubeVersion(asked.KubeVersion)
		if err != nil {
			return nil, err
		}
		capabilities.KubeVersion = *version
	}
	known := append(common.VersionSet{}, capabilities.APIVersions...)
	capabilities.APIVersions = append(known, asked.APIVersions...)
	return capabilities, nil
}
