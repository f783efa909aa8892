package main

import (
	"errors"
	"os"
	"path/filepath"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
)

// exhibits are what a claim shows of its data.
type exhibits struct {
	tables  []results.Table
	figures []results.Figure
}

// write computes views and pictures of a claim and writes each in every format, with the manifest beside them.
func (s *study) write(claim experiments.Claim, data experiments.Data) (exhibits, error) {
	var e exhibits
	dir := s.tableDir(claim.Name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return e, err
	}
	for _, view := range claim.Views {
		t, err := view(data)
		if err != nil {
			return e, err
		}
		if err := writeTable(dir, t); err != nil {
			return e, err
		}
		e.tables = append(e.tables, t)
	}
	for _, picture := range claim.Pictures {
		f, err := picture(data)
		if err != nil {
			return e, err
		}
		if err := writeFigure(dir, f); err != nil {
			return e, err
		}
		e.figures = append(e.figures, f)
	}
	manifest, err := os.ReadFile(filepath.Join(s.runDir(claim.Name), "manifest.json"))
	if err != nil {
		return e, err
	}
	return e, writeFile(filepath.Join(dir, "manifest.json"), func(f *os.File) error { _, err := f.Write(manifest); return err })
}

// writeTable writes a table in every format.
func writeTable(dir string, t results.Table) error {
	for _, format := range render.Formats() {
		err := writeFile(filepath.Join(dir, t.Name+"."+format.Extension), func(f *os.File) error { return render.Write(f, format.Name, t) })
		if err != nil {
			return err
		}
	}
	return nil
}

// writeFigure draws a figure in every format.
func writeFigure(dir string, f results.Figure) error {
	for _, format := range render.FigureFormats() {
		err := writeFile(filepath.Join(dir, f.Name+"."+format.Extension), func(file *os.File) error { return render.Figure(file, format.Name, f) })
		if err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file under a temporary name first, so that it is never there by half.
func writeFile(path string, write func(*os.File) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".table-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}
