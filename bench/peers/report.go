package peers

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"touchpoint/results"
	"touchpoint/results/render"
)

// Report is what a run says.
type Report struct {
	Title  string
	Build  string          // what was measured
	Tables []results.Table // of the page
	Raw    results.Table   // everything, for programs
	Figure results.Figure
}

func (b *bout) report() Report {
	return Report{
		Title:  "Our solvers beside what people use today",
		Build:  b.Build,
		Tables: []results.Table{b.summary(), b.everybody(), b.readings(), b.versions()},
		Raw:    b.raw(),
		Figure: b.figure(),
	}
}

// Write writes peers.md, peers.csv and the figure, peers.svg, to dir.
func (r Report) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var page, raw, figure bytes.Buffer
	fmt.Fprintf(&page, "# %s\n\n`make peers` writes this page. %s Measured: %s.\n\n![%s](peers.svg)\n\n%s\n\n", r.Title, preface, r.Build, r.Figure.Title, r.Figure.Caption)
	for _, t := range r.Tables {
		if err := render.Markdown(&page, t); err != nil {
			return err
		}
		page.WriteByte('\n')
	}
	if err := render.CSV(&raw, r.Raw); err != nil {
		return err
	}
	if err := render.Figure(&figure, "svg", r.Figure); err != nil {
		return err
	}
	for name, content := range map[string][]byte{"peers.md": page.Bytes(), "peers.csv": raw.Bytes(), "peers.svg": figure.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

const preface = "All contenders solve the same files, in turns, single-threaded, and CPU time counts; starting, reading and writing do not. Times are of one " +
	"machine and one hour, ratios travel better. The referee checks every point from the data alone."
