package results

import (
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

func TestBuildOf(t *testing.T) {
	got := buildOf(&debug.BuildInfo{
		Main: debug.Module{Path: "touchpoint", Version: "v1.2.3"},
		Deps: []*debug.Module{
			{Path: "a", Version: "v1.0.0"},
			{Path: "b", Version: "v1.0.0", Replace: &debug.Module{Path: "c", Version: "v2.0.0"}},
			{Path: "d", Version: "v1.0.0", Replace: &debug.Module{Path: "../d"}},
		},
		Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"},
			{Key: "GO" + strings.ToUpper(runtime.GOARCH), Value: "v3"},
		},
	})
	want := Build{
		Tool: "v1.2.3", Commit: "abc", Dirty: true, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Level: "v3",
		CPU: "unknown", Modules: map[string]string{"a": "v1.0.0", "b": "c v2.0.0", "d": "../d"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestBuildWithoutInformation(t *testing.T) {
	for _, info := range []*debug.BuildInfo{nil, {}} {
		b := buildOf(info)
		if b.Tool != "unknown" || b.Commit != "unknown" || b.Level != "unknown" || b.Dirty || b.Go == "" || b.Modules == nil {
			t.Errorf("got %+v", b)
		}
	}
}

func TestThisBuild(t *testing.T) {
	b := ThisBuild()
	if b.Go != runtime.Version() || b.CPU == "" || b.Commit == "" || !reflect.DeepEqual(b, ThisBuild()) {
		t.Errorf("got %+v", b)
	}
}

func TestCPUModel(t *testing.T) {
	for text, want := range map[string]string{
		"processor\t: 0\ncpu family\t: 6\nmodel\t: 85\nmodel name\t: Xeon(R) CPU @ 2GHz\n": "Xeon(R) CPU @ 2GHz",
		"processor\t: 0\ncpu\t\t: POWER9, altivec supported\n":                             "POWER9, altivec supported",
		"processor\t: 0\nBogoMIPS\t: 50\n":                                                 "unknown",
		"":                                                                                 "unknown",
	} {
		if got := cpuModel(strings.NewReader(text)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
